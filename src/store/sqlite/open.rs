//! Opening and creating files, so that no file of another program is ever touched, a new file is
//! whole before it is seen, and two first commands at once both succeed.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::connecting::{
    check_header, connect, is_locked_out, leave_log, linked, lock_file, private_copy, settle,
    version,
};
use super::migrating::migrate;
use super::schema::{self, Condition, ours, refused};
use super::{FileStore, SCHEMA, copies, translate, verify};
use crate::store::{Result, StoreError};

/// Opens a file that exists, bringing its schema up to date; one that cannot be written, that is a
/// redacted copy, or in which another program's triggers lie, is read in a private copy that is. One
/// whose tables are not this program's opens, and can only be checked.
///
/// # Errors
/// One [`StoreError`] for each way in which a file is none of ours.
pub fn open(path: &Path) -> Result<FileStore> {
    check_header(path)?;
    let (connection, read_only) = connect(path)?;
    let found = version(path, &connection)?;
    let mut store = examined(connection, path, read_only, found)?;
    if store.condition.shut.is_empty() && found < SCHEMA && !store.takes_writes() {
        store.connection = newest(path, &store.connection)?;
    }
    if !store.takes_writes() {
        return Ok(store);
    }
    leave_log(path, &store.connection)?;
    if found == SCHEMA { Ok(store) } else { migrate_existing(store, found) }
}

/// A file of this version with what its schema allows, and whether it is a redacted copy.
pub(super) fn examined(
    connection: Connection,
    path: &Path,
    read_only: bool,
    version: i64,
) -> Result<FileStore> {
    let fault = |error| translate(path, error);
    let condition = schema::condition(&connection, version).map_err(fault)?;
    let mut store = FileStore::new(connection, path.to_owned(), read_only);
    if condition.shut.is_empty() {
        (store.redacted, store.copy_of) = verify::says(&store.connection).map_err(fault)?;
    }
    Ok(FileStore { condition, remembers: !read_only, ..store })
}

/// A connection to another file that is only read; nothing that another program put into it acts.
///
/// # Errors
/// As [`open`]; [`StoreError::Altered`] where its tables are not this program's.
#[allow(clippy::disallowed_methods, reason = "this is the one place that opens files")]
pub(super) fn reading(path: &Path) -> Result<Connection> {
    check_header(path)?;
    let fault = |error| translate(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    settle(&connection).map_err(fault)?;
    let version = version(path, &connection)?;
    let found = schema::condition(&connection, version).map_err(fault)?;
    refused(path, &Condition { guarded: Vec::new(), ..found })?;
    Ok(connection)
}

/// Opens a file to look names up, for a shell that completes a word: as it is, read-only, without
/// waiting; nothing is made, migrated or repaired.
///
/// # Errors
/// As [`open`]; [`StoreError::NotADatabase`] also for a file of another schema.
#[allow(clippy::disallowed_methods, reason = "this is the one place that opens files")]
pub fn glance(path: &Path) -> Result<FileStore> {
    check_header(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(path, flags).map_err(|error| translate(path, error))?;
    let fault = |error| translate(path, error);
    connection.busy_timeout(Duration::ZERO).map_err(fault)?;
    settle(&connection).map_err(fault)?;
    if version(path, &connection)? != SCHEMA {
        return Err(StoreError::NotADatabase(path.to_owned()));
    }
    ours(path, &connection, SCHEMA)?;
    Ok(FileStore::new(connection, path.to_owned(), true))
}

/// Creates a file: it is built under a temporary name beside, filled by `fill`, and linked into
/// place when it is whole. Mode 0600.
///
/// # Errors
/// [`StoreError::Exists`] where one is there by then; what `fill` gives back.
pub fn create<E: From<StoreError>>(
    path: &Path,
    fill: impl FnOnce(&mut FileStore) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    if path.is_dir() {
        return Err(StoreError::Folder(path.to_owned()).into());
    }
    if path.symlink_metadata().is_ok() {
        return Err(StoreError::Exists(path.to_owned()).into());
    }
    let temporary = copies::beside(path)?;
    {
        let mut connection = connect(&temporary)?.0;
        migrate(path, &mut connection)?;
        let mut store = FileStore::new(connection, temporary.to_path_buf(), false);
        fill(&mut store)?;
    }
    Ok(copies::put_in_place(temporary, path)?)
}

/// A private copy of a file of any schema with the newest one.
pub(super) fn newest(path: &Path, connection: &Connection) -> Result<Connection> {
    let found = version(path, connection)?;
    let fault = |error| translate(path, error);
    let mut copy = private_copy(connection).map_err(fault)?;
    settle(&copy).map_err(fault)?;
    // Triggers that another program left must not act on the migration.
    schema::mend(&copy, found, false).map_err(fault)?;
    migrate(path, &mut copy)?;
    Ok(copy)
}

/// Brings an older file up to date: a backup copy beside it first, under a lock, and the version is
/// read again once the lock is held.
fn migrate_existing(mut store: FileStore, found: i64) -> Result<FileStore> {
    let path = store.path.clone();
    let io = |what, source| StoreError::Io { what, path: path.clone(), source };
    let mut lock_name = linked(&path).into_os_string();
    lock_name.push(".lock");
    let lock = match lock_file(Path::new(&lock_name)) {
        // Where no file can be made, no journal can: this one is read as one that cannot be written.
        Err(error) if is_locked_out(&error) => {
            let copy = newest(&path, &store.connection)?;
            return Ok(FileStore::new(copy, path, true));
        }
        lock => lock.map_err(|error| io("lock", error))?,
    };
    lock.lock().map_err(|error| io("lock", error))?;
    if version(&path, &store.connection)? < SCHEMA {
        ours(&path, &store.connection, found)?;
        copies::before_migration(&store, found)?;
        migrate(&path, &mut store.connection)?;
    }
    drop(fs::remove_file(&lock_name));
    Ok(store)
}
