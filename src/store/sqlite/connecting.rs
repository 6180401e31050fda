//! Connections: what is looked at before SQLite opens a file, and with which settings it does.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::StepResult;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, ffi};

use super::{SCHEMA, translate};
use crate::store::{Result, StoreError};

/// `UPR1`, in the header of every file.
const APPLICATION_ID: i64 = 0x5550_5231;

/// How long a command waits for another one to finish.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// The longest text or row that is read, in bytes: far more than any that is written.
const LONGEST: i32 = 64 * 1024 * 1024;

/// What the end of a journal looks like that names a further file, before its length and its sum.
const NAMES_ANOTHER: [u8; 8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];

/// Looks at the first bytes before SQLite does: a folder, an empty or text file and a cut file are
/// told apart, and nothing is created.
pub(super) fn check_header(path: &Path) -> Result<()> {
    let owned = || path.to_owned();
    let metadata = fs::metadata(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => StoreError::Missing(owned()),
        _ => StoreError::Io { what: "open", path: owned(), source },
    })?;
    if metadata.is_dir() {
        return Err(StoreError::Folder(owned()));
    }
    if !metadata.is_file() {
        return Err(StoreError::NotADatabase(owned()));
    }
    check_journal(path)?;
    // A commit by another program may end between two looks: only what stays so is damage.
    if let Some(first) = cut_off(path)?
        && cut_off(path)? == Some(first)
    {
        let (is, whole) = first;
        let reason = format!("it is cut off: {is} of {whole} bytes");
        return Err(StoreError::Corrupt { path: owned(), reason });
    }
    Ok(())
}

/// A journal may name the journal of a write to several files at once, which older
/// releases of SQLite (3.40 is one) delete when they have undone the write: any file, if somebody made
/// the journal up. No write of ours is such a one.
fn check_journal(path: &Path) -> Result<()> {
    let end = |mut file: File| -> std::io::Result<[u8; 16]> {
        let mut end = [0; 16];
        file.seek(SeekFrom::End(-16))?;
        file.read_exact(&mut end)?;
        Ok(end)
    };
    // Where there is none, or one too short to name anything, there is nothing to fear.
    let Ok(end) = File::open(journal(path)).and_then(end) else { return Ok(()) };
    if end[8..] != NAMES_ANOTHER || end[..4] == [0; 4] {
        return Ok(());
    }
    let reason =
        "the journal beside it (`-journal`) names another file, which would be deleted".to_owned();
    Err(StoreError::Corrupt { path: path.to_owned(), reason })
}

/// How long a file is and how long its header says it is, where it is shorter than that. The header
/// is read first, then the journal looked for, then the length: a commit that the header tells of is
/// either still under way and has its journal, or has ended and the file its length.
fn cut_off(path: &Path) -> Result<Option<(u64, u64)>> {
    let failed = |source| StoreError::Io { what: "open", path: path.to_owned(), source };
    let mut header = [0_u8; 100];
    match File::open(path).and_then(|mut file| file.read_exact(&mut header)) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            return Err(StoreError::NotADatabase(path.to_owned()));
        }
        Err(source) => return Err(failed(source)),
        Ok(()) if !header.starts_with(b"SQLite format 3\0") => {
            return Err(StoreError::NotADatabase(path.to_owned()));
        }
        Ok(()) => {}
    }
    let number = |at: usize| {
        u64::from(u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]))
    };
    let page = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65_536,
        page => page,
    };
    let (whole, trusted) = (number(28) * page, number(24) == number(92));
    if !trusted || journal(path).exists() {
        return Ok(None);
    }
    let is = fs::metadata(path).map_err(failed)?.len();
    Ok((whole > is).then_some((is, whole)))
}

/// The write-ahead log that another program may have told SQLite to keep beside a file.
pub(super) fn log(path: &Path) -> PathBuf {
    let mut name = linked(path).into_os_string();
    name.push("-wal");
    PathBuf::from(name)
}

/// The rollback journal that SQLite keeps beside a file: beside the file itself where the path is a
/// link to it.
pub(super) fn journal(path: &Path) -> PathBuf {
    let mut name = linked(path).into_os_string();
    name.push("-journal");
    PathBuf::from(name)
}

/// The file that a link leads to; any other path as it is.
pub fn linked(path: &Path) -> PathBuf {
    let link = path.symlink_metadata().is_ok_and(|found| found.file_type().is_symlink());
    link.then(|| path.canonicalize().ok()).flatten().unwrap_or_else(|| path.to_owned())
}

/// A connection with its settings; read-only where the file cannot be written. What a transaction
/// changes stays in memory until it commits: pages that went out earlier would lock readers out.
#[allow(clippy::disallowed_methods, reason = "this is the one place that opens files")]
pub(super) fn connect(path: &Path) -> Result<(Connection, bool)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(path, flags).map_err(|error| translate(path, error))?;
    let read_only = connection.is_readonly("main").map_err(|error| translate(path, error))?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(|error| translate(path, error))?;
    settle(&connection).map_err(|error| translate(path, error))?;
    connection
        .execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;
             PRAGMA temp_store = MEMORY; PRAGMA cache_spill = OFF;",
        )
        .map_err(|error| translate(path, error))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok((connection, read_only))
}

/// What a file says of itself is data: its schema calls no function that could act, its pages are
/// checked as they are read, nothing in it is too long. A statement is planned once, whatever is bound to
/// it: the longest were compiled twice, for which no index is better.
pub(super) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    connection.execute_batch("PRAGMA cell_size_check = ON")
}

/// Another program may have told the file to keep a write-ahead log: rows that stand in it are lost
/// when the file alone is mailed. They are brought back into the file, unless somebody has it open.
pub(super) fn leave_log(path: &Path, connection: &Connection) -> Result<()> {
    let left = leave(connection);
    left.map_err(|error| translate(path, error))
}

fn leave(connection: &Connection) -> rusqlite::Result<()> {
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if mode != "wal" {
        return Ok(());
    }
    connection.busy_timeout(Duration::ZERO)?;
    let left = connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()));
    connection.busy_timeout(BUSY_TIMEOUT)?;
    match left {
        Err(error) if error.sqlite_error_code() != Some(rusqlite::ErrorCode::DatabaseBusy) => {
            Err(error)
        }
        _ => Ok(()),
    }
}

/// The file's schema version, once it is known to be one of ours.
pub(super) fn version(path: &Path, connection: &Connection) -> Result<i64> {
    let pragma = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(|error| translate(path, error))
    };
    if pragma("PRAGMA application_id")? != APPLICATION_ID {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    let found = pragma("PRAGMA user_version")?;
    if found > SCHEMA {
        return Err(StoreError::TooNew { path: path.to_owned(), found, known: SCHEMA });
    }
    Ok(found)
}

pub(super) fn is_locked_out(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

/// The file beside that says who brings this one up to date. One that is there is not emptied, and a
/// link is not followed: somebody else may have put it there.
pub(super) fn lock_file(path: &Path) -> std::io::Result<File> {
    match File::options().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            if !path.symlink_metadata()?.file_type().is_file() {
                return Err(std::io::Error::other("it is no plain file; remove it"));
            }
            File::options().write(true).open(path)
        }
        made => made,
    }
}

/// A private copy that vanishes when it is closed, for questions that want a lock to answer.
pub(super) fn private_copy(connection: &Connection) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut copy = Connection::open_with_flags("", flags)?;
    // The connection waits for a commit as long as it does for any other question.
    let copied = rusqlite::backup::Backup::new(connection, &mut copy)?.step(-1)?;
    if copied == StepResult::Done {
        Ok(copy)
    } else {
        Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None))
    }
}

/// A private copy of a file of the newest schema, for what is written to it and goes with it.
pub(super) fn rehearsal(path: &Path, connection: &Connection) -> Result<Connection> {
    let made = || {
        let copy = private_copy(connection)?;
        settle(&copy)?;
        copy.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;",
        )?;
        copy.set_prepared_statement_cache_capacity(64);
        Ok(copy)
    };
    made().map_err(|error| translate(path, error))
}
