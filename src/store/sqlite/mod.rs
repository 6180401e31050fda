//! The SQLite engine: opening a file, transactions, and one file of questions per topic.

mod amend;
mod amended;
mod append;
mod carry;
mod chain;
mod columns;
mod connecting;
mod copies;
mod custody;
#[cfg(test)]
mod doing_tests;
mod duties;
mod entries;
mod figures;
mod following;
mod history;
mod indicators;
mod inspect;
mod intake;
mod items;
mod merge;
mod migrating;
mod names;
mod notes;
mod open;
mod own;
mod particulars;
mod privacy;
mod purge;
mod redact;
mod registers;
mod remarks;
mod replay;
mod requests;
mod schema;
#[cfg(test)]
mod secret_tests;
mod seeds;
mod select;
mod shapes;
#[cfg(test)]
mod tests;
mod themes;
mod transaction;
mod triggers;
mod values;
mod verify;
mod wording;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use transaction::SqliteTx;

use super::home::{Home, HomeFault};
use super::{Read, Result, Store, StoreError, Tx};

pub use carry::may_lack_texts;
pub use connecting::linked;
pub use copies::restore;
pub use following::{CopyOf, Settled, forget, open_copy, send_whole};
pub use inspect::{
    destroyed_in, files_in, inspect, is_earlier, is_ours, prune, same_file, still_holds,
    unfinished_in,
};
pub use open::{create, glance, open};

/// The newest schema that this program knows: the number of its last migration.
pub const SCHEMA: i64 = 5;

/// An open file.
#[derive(Debug)]
pub struct FileStore {
    connection: Connection,
    path: PathBuf,
    read_only: bool,
    identity: Option<(u64, u64)>,
    condition: schema::Condition,
    redacted: bool,
    /// Whether what is recorded is remembered as made with this copy: a file that is being made has no
    /// place of its own yet.
    remembers: bool,
    /// Of which home it is the copy, as it says itself: the home's own name and its address.
    copy_of: Option<String>,
    /// The home, where it was opened as a copy.
    home: Option<Box<dyn Home>>,
    /// What became of a write whose answer was lost.
    settled: Option<Settled>,
}

impl FileStore {
    fn new(connection: Connection, path: PathBuf, read_only: bool) -> Self {
        let identity = identity(&path);
        let condition = schema::Condition::default();
        let (redacted, remembers) = (false, false);
        let (copy_of, home, settled) = (None, None, None);
        Self {
            connection,
            path,
            read_only,
            identity,
            condition,
            redacted,
            remembers,
            copy_of,
            home,
            settled,
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether anything can be written to it.
    pub fn takes_writes(&self) -> bool {
        self.writable().is_ok()
    }

    /// Whether it says that it is a redacted copy.
    pub fn is_redacted(&self) -> bool {
        self.redacted
    }

    /// What was put into it that acts when somebody writes, in words; none where nothing was.
    pub fn planted(&self) -> Option<String> {
        let planted = !self.condition.guarded.is_empty();
        planted.then(|| schema::listed(self.condition.guarded.iter()))
    }

    /// Refuses a file that cannot be read: its tables are not this program's.
    fn readable(&self) -> Result<()> {
        if self.condition.shut.is_empty() {
            return Ok(());
        }
        let what = schema::listed(self.condition.shut.iter());
        Err(StoreError::Altered { path: self.path.clone(), what })
    }

    /// Refuses a file that takes no writes.
    fn writable(&self) -> Result<()> {
        self.readable()?;
        if let Some(what) = self.planted() {
            return Err(StoreError::Planted { path: self.path.clone(), what });
        }
        if let (Some(of), None) = (&self.copy_of, &self.home) {
            let home = of.split_once(' ').map_or("", |(_, address)| address).to_owned();
            return Err(HomeFault::CopyOnly { home, copy: self.path.clone() }.into());
        }
        if let (true, Some(home)) = (self.redacted, &self.home) {
            return Err(HomeFault::NoSecrets { home: home.address().to_string() }.into());
        }
        if self.redacted {
            return Err(StoreError::RedactedCopy(self.path.clone()));
        }
        if self.read_only {
            return Err(StoreError::ReadOnly(self.path.clone()));
        }
        Ok(())
    }

    /// Whether the file that was opened still stands at its path.
    pub fn still_there(&self) -> bool {
        identity(&self.path) == self.identity
    }

    /// The connection itself, for tests of what triggers refuse and for counting statements.
    #[cfg(test)]
    pub(crate) fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Begins to write: where there is a home, there first.
    fn begin_writing(&mut self) -> Result<SqliteTx<'_>> {
        if self.home.is_some() {
            return self.begin_following();
        }
        self.begin(TransactionBehavior::Immediate)
    }

    fn begin(&mut self, behavior: TransactionBehavior) -> Result<SqliteTx<'_>> {
        let path = &self.path;
        let transaction = self
            .connection
            .transaction_with_behavior(behavior)
            .map_err(|error| translate(path, error))?;
        // What is written to a file that has lost its name is lost with it.
        if matches!(behavior, TransactionBehavior::Immediate) && identity(path) != self.identity {
            return Err(StoreError::Replaced(path.clone()));
        }
        Ok(SqliteTx { remembers: self.remembers, ..SqliteTx::new(transaction, path) })
    }
}

/// Which file stands at a path, where the platform tells.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_path: &Path) -> Option<(u64, u64)> {
    None
}

impl Store for FileStore {
    fn read(&mut self) -> Result<Rc<dyn Read + '_>> {
        self.readable()?;
        Ok(Rc::new(self.begin(TransactionBehavior::Deferred)?))
    }

    fn write(&mut self) -> Result<Box<dyn Tx + '_>> {
        self.writable()?;
        Ok(Box::new(self.begin_writing()?))
    }
}

/// A fault of the program, in words.
fn engine(text: impl Into<String>) -> StoreError {
    StoreError::Engine(text.into())
}

/// Whether a journal or a log beside the file would have to be worked in first.
fn is_unfinished(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_READONLY_RECOVERY, SQLITE_READONLY_ROLLBACK};
    let extended = error.sqlite_error().map(|error| error.extended_code);
    matches!(extended, Some(SQLITE_READONLY_ROLLBACK | SQLITE_READONLY_RECOVERY))
}

/// What an engine error means to whoever uses the file.
fn translate(path: &Path, error: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full(path),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy(path),
        Some(ErrorCode::ReadOnly) if is_unfinished(&error) => StoreError::Unfinished(path),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            StoreError::ReadOnly(path)
        }
        Some(ErrorCode::NotADatabase) => StoreError::NotADatabase(path),
        Some(ErrorCode::DatabaseCorrupt) => {
            StoreError::Corrupt { path, reason: "its pages do not fit together".to_owned() }
        }
        Some(ErrorCode::SystemIoFailure) => StoreError::Io {
            what: "read or write",
            path,
            source: std::io::Error::other(error.to_string()),
        },
        _ => match error {
            rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => {
                StoreError::Corrupt { path, reason: format!("it holds what cannot be: {error}") }
            }
            _ => StoreError::Engine(error.to_string()),
        },
    }
}
