//! Copies of a file: written beside their place, checked, and put there when they are whole.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, TransactionBehavior};
use tempfile::TempPath;

use super::{FileStore, SCHEMA, connecting, migrating, notes, schema, translate};
use crate::store::{Result, StoreError, Verification};

/// How long a copy waits before it asks again for a file that another program writes.
const PAUSE: Duration = Duration::from_millis(20);
/// How often it asks: for half a minute.
const TRIES: u32 = 1_500;

/// The folder of a path.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// An empty file beside a path, mode 0600, that goes away unless it is put in place.
pub(super) fn beside(path: &Path) -> Result<TempPath> {
    if path.is_dir() {
        return Err(StoreError::Folder(path.to_owned()));
    }
    let temporary =
        tempfile::Builder::new().prefix(".upr-new-").suffix(".db").tempfile_in(folder(path));
    Ok(temporary.map_err(|source| creation_error(path, source))?.into_temp_path())
}

/// Gives a whole file its name, which must be free.
pub(super) fn put_in_place(temporary: TempPath, path: &Path) -> Result<()> {
    temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => StoreError::Exists(path.to_owned()),
        _ => creation_error(path, error.error),
    })?;
    sync_folder(folder(path));
    Ok(())
}

/// Makes the new name itself lasting; where the platform cannot, the file is there all the same.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
}

pub(super) fn creation_error(path: &Path, source: std::io::Error) -> StoreError {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly(path),
        ErrorKind::StorageFull => StoreError::Full(path),
        ErrorKind::NotFound => StoreError::NoFolder(path),
        _ => StoreError::Io { what: "create", path, source },
    }
}

/// Refuses a name that is taken.
fn free(path: &Path) -> Result<()> {
    match path.symlink_metadata() {
        Ok(_) if path.is_dir() => Err(StoreError::Folder(path.to_owned())),
        Ok(_) => Err(StoreError::Exists(path.to_owned())),
        Err(_) => Ok(()),
    }
}

/// Copies all pages of an open file into an empty one, as of one moment.
fn pages(from: &Connection, to: &Path) -> Result<()> {
    let fault = |error| translate(to, error);
    let mut target = connecting::connect(to)?.0;
    {
        let backup = Backup::new(from, &mut target).map_err(fault)?;
        let mut tries = 0;
        loop {
            match backup.step(-1).map_err(fault)? {
                StepResult::Done => break,
                _ if tries == TRIES => return Err(StoreError::Busy(to.to_owned())),
                _ => std::thread::sleep(PAUSE),
            }
            tries += 1;
        }
    }
    drop(target);
    let synced = File::open(to).and_then(|file| file.sync_all());
    synced.map_err(|source| StoreError::Io { what: "write", path: to.to_owned(), source })
}

/// A copy of a file of any schema, as it is: what a migration leaves beside.
pub(super) fn before_migration(store: &FileStore, found: i64) -> Result<PathBuf> {
    let mut name = store.path.as_os_str().to_owned();
    name.push(format!(".before-v{SCHEMA}-from-v{found}.bak"));
    let path = PathBuf::from(name);
    if path.symlink_metadata().is_ok() {
        // An earlier try left it: the file has not changed its schema since.
        fs::remove_file(&path).map_err(|source| StoreError::Io {
            what: "replace",
            path: path.clone(),
            source,
        })?;
    }
    let temporary = beside(&path)?;
    pages(&store.connection, &temporary)?;
    put_in_place(temporary, &path)?;
    Ok(path)
}

/// The checks of a file that is to be relied on; what is wrong is an error.
pub(super) fn checked(path: &Path, shown: &Path) -> Result<Verification> {
    let (connection, read_only) = connecting::connect(path)?;
    let mut store = FileStore::new(connection, path.to_owned(), read_only);
    let verification = store.verification(crate::store::Depth::Whole)?;
    match verification.first() {
        None => Ok(verification),
        Some(problem) => {
            let entry = problem.entry.map_or_else(String::new, |id| format!("entry {id}: "));
            let reason = format!("it does not verify: {entry}{}", problem.found);
            Err(StoreError::Corrupt { path: shown.to_owned(), reason })
        }
    }
}

/// A copy of a file as it is without what a transaction under way has done: read beside it, pages as
/// they are, checked by whoever goes back to it.
pub(super) fn as_committed(from: &Path, to: &Path) -> Result<()> {
    free(to)?;
    let temporary = beside(to)?;
    pages(&connecting::connect(from)?.0, &temporary)?;
    put_in_place(temporary, to)
}

impl FileStore {
    pub(super) fn write_copy(&mut self, path: &Path) -> Result<Verification> {
        free(path)?;
        let temporary = beside(path)?;
        self.readable()?;
        pages(&self.connection, &temporary)?;
        if !self.condition.is_ours() {
            // The way out of what another program put into a file: a copy without it.
            let copy = connecting::connect(&temporary)?.0;
            let found = connecting::version(&temporary, &copy)?;
            schema::mend(&copy, found, false).map_err(|error| translate(path, error))?;
        }
        if self.copy_of.is_some() {
            let copy = connecting::connect(&temporary)?.0;
            notes::set_free(&copy).map_err(|error| translate(&temporary, error))?;
        }
        let verification = checked(&temporary, &self.path)?;
        put_in_place(temporary, path)?;
        Ok(verification)
    }
}

/// Puts a verified copy of `from` in the place of `to`; the present file is kept as `kept`.
///
/// # Errors
/// [`StoreError::Corrupt`] where `from` does not verify; then nothing has changed.
/// [`StoreError::Exists`] where `kept` is taken.
pub fn restore(from: &Path, to: &Path, kept: &Path) -> Result<Verification> {
    free(kept)?;
    connecting::check_header(from)?;
    let (source, _) = connecting::connect(from)?;
    let found = connecting::version(from, &source)?;
    schema::ours(from, &source, found)?;
    let temporary = beside(to)?;
    pages(&source, &temporary)?;
    if found < SCHEMA {
        migrating::migrate(from, &mut connecting::connect(&temporary)?.0)?;
    }
    let copy = connecting::connect(&temporary)?.0;
    notes::set_free(&copy).map_err(|error| translate(&temporary, error))?;
    drop(copy);
    let verification = checked(&temporary, from)?;
    give_way(to, || {
        keep(to, kept)?;
        temporary.persist(to).map_err(|error| creation_error(to, error.error))
    })?;
    sync_folder(folder(to));
    Ok(verification)
}

/// Runs a change of the file at a path while nobody may write to it, and nobody else changes which
/// file stands there. A file that is none of ours, or broken, has nobody who writes to it.
fn give_way(path: &Path, change: impl FnOnce() -> Result<()>) -> Result<()> {
    loop {
        let identity = super::identity(path);
        let mut present = locked(path)?;
        let lock = present
            .as_mut()
            .map(|present| present.transaction_with_behavior(TransactionBehavior::Exclusive));
        let lock = lock.transpose().map_err(|error| translate(path, error));
        if let Err(error @ StoreError::Busy(_)) = lock {
            return Err(error);
        }
        if super::identity(path) == identity {
            return change();
        }
    }
}

/// A connection to the present file, if it is one of ours that opens at all.
fn locked(path: &Path) -> Result<Option<Connection>> {
    match connecting::check_header(path).and_then(|()| connecting::connect(path)) {
        Ok((connection, read_only)) => {
            let left = if read_only { Ok(()) } else { connecting::leave_log(path, &connection) };
            Ok(left.is_ok().then_some(connection))
        }
        Err(error @ (StoreError::Busy(_) | StoreError::Folder(_))) => Err(error),
        Err(_) => Ok(None),
    }
}

/// Gives the present file a second name, and a journal that was left beside it likewise.
fn keep(path: &Path, kept: &Path) -> Result<()> {
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    let io = |source| StoreError::Io { what: "keep", path: path.to_owned(), source };
    match fs::hard_link(path, kept) {
        Ok(()) => {}
        // The file may have that name already: to copy over it would be to empty it.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(StoreError::Exists(kept.to_owned()));
        }
        Err(_) => {
            let mut copy = beside(kept)?;
            fs::copy(path, &mut copy).map_err(io)?;
            put_in_place(copy, kept)?;
        }
    }
    let journal = connecting::journal(path);
    if journal.symlink_metadata().is_ok() {
        fs::rename(&journal, connecting::journal(kept)).map_err(io)?;
    }
    Ok(())
}
