//! Opening and creating files, so that no file of another program is ever touched, a new file is
//! whole before it is seen, and two first commands at once both succeed.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{SCHEMA, SqliteStore, translate};
use crate::store::{Result, StoreError};

/// `UPR1`, in the header of every file.
const APPLICATION_ID: i64 = 0x5550_5231;
/// How long a command waits for another one to finish.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

#[allow(clippy::module_inception, reason = "the name that refinery gives its module")]
mod migrations {
    refinery::embed_migrations!("migrations/sqlite");
}

/// Opens a file that exists, bringing its schema up to date.
///
/// # Errors
/// One [`StoreError`] for each way in which a file is none of ours.
pub fn open(path: &Path) -> Result<SqliteStore> {
    check_header(path)?;
    let (connection, read_only) = connect(path)?;
    let found = schema(path, &connection)?;
    let store = SqliteStore { connection, path: path.to_owned(), read_only };
    if found == SCHEMA {
        return Ok(store);
    }
    migrate_existing(store, found)
}

/// Creates a file: it is built under a temporary name beside, filled by `fill`, and linked into
/// place when it is whole. Mode 0600.
///
/// # Errors
/// [`StoreError::Exists`] where one is there by then; what `fill` gives back.
pub fn create<E: From<StoreError>>(
    path: &Path,
    fill: impl FnOnce(&mut SqliteStore) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    if path.is_dir() {
        return Err(StoreError::Folder(path.to_owned()).into());
    }
    if path.symlink_metadata().is_ok() {
        return Err(StoreError::Exists(path.to_owned()).into());
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let temporary = tempfile::Builder::new()
        .prefix(".upr-new-")
        .suffix(".db")
        .tempfile_in(folder)
        .map_err(|source| creation_error(path, source))?
        .into_temp_path();
    {
        let mut connection = connect(&temporary)?.0;
        migrations::migrations::runner()
            .set_grouped(true)
            .run(&mut connection)
            .map_err(|error| migration_error(path, &error))?;
        let mut store = SqliteStore { connection, path: temporary.to_path_buf(), read_only: false };
        fill(&mut store)?;
    }
    temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => StoreError::Exists(path.to_owned()),
        _ => creation_error(path, error.error),
    })?;
    sync_folder(folder);
    Ok(())
}

/// Makes the new name itself lasting; where the platform cannot, the file is there all the same.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
}

fn creation_error(path: &Path, source: std::io::Error) -> StoreError {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly(path),
        ErrorKind::StorageFull => StoreError::Full(path),
        _ => StoreError::Io { what: "create", path, source },
    }
}

fn migration_error(path: &Path, error: &refinery::Error) -> StoreError {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if let Some(inner) = inner.downcast_ref::<rusqlite::Error>()
            && inner.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
        {
            return StoreError::Full(path.to_owned());
        }
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    StoreError::Engine(text)
}

/// Looks at the first bytes before SQLite does: a folder, an empty or text file and a cut file are
/// told apart, and nothing is created.
fn check_header(path: &Path) -> Result<()> {
    let owned = || path.to_owned();
    let metadata = fs::metadata(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => StoreError::Missing(owned()),
        _ => StoreError::Io { what: "open", path: owned(), source },
    })?;
    if metadata.is_dir() {
        return Err(StoreError::Folder(owned()));
    }
    let mut header = [0_u8; 100];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            return Err(StoreError::NotADatabase(owned()));
        }
        Err(source) => return Err(StoreError::Io { what: "open", path: owned(), source }),
        Ok(()) if !header.starts_with(b"SQLite format 3\0") => {
            return Err(StoreError::NotADatabase(owned()));
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
    let (pages, trusted) = (number(28), number(24) == number(92));
    if trusted && pages * page > metadata.len() && !journal(path).exists() {
        let reason = format!("it is cut off: {} of {} bytes", metadata.len(), pages * page);
        return Err(StoreError::Corrupt { path: owned(), reason });
    }
    Ok(())
}

/// The rollback journal that SQLite keeps beside a file.
fn journal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    PathBuf::from(name)
}

/// A connection with its settings; read-only where the file cannot be written.
#[allow(clippy::disallowed_methods, reason = "this is the one place that opens files")]
fn connect(path: &Path) -> Result<(Connection, bool)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(path, flags).map_err(|error| translate(path, error))?;
    let read_only = connection.is_readonly("main").map_err(|error| translate(path, error))?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(|error| translate(path, error))?;
    connection
        .execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;",
        )
        .map_err(|error| translate(path, error))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok((connection, read_only))
}

/// The file's schema version, once it is known to be one of ours.
fn schema(path: &Path, connection: &Connection) -> Result<i64> {
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

/// Brings an older file up to date: a backup copy beside it first, under a lock, and the version is
/// read again once the lock is held.
fn migrate_existing(mut store: SqliteStore, found: i64) -> Result<SqliteStore> {
    if store.read_only {
        return Err(StoreError::ReadOnly(store.path));
    }
    let path = store.path.clone();
    let io = |what, source| StoreError::Io { what, path: path.clone(), source };
    let mut lock_name = path.as_os_str().to_owned();
    lock_name.push(".lock");
    let lock = File::create(&lock_name).map_err(|error| io("lock", error))?;
    lock.lock().map_err(|error| io("lock", error))?;
    if schema(&path, &store.connection)? < SCHEMA {
        let mut copy = path.as_os_str().to_owned();
        copy.push(format!(".before-v{SCHEMA}-from-v{found}.bak"));
        store
            .connection
            .backup("main", PathBuf::from(copy), None::<fn(rusqlite::backup::Progress)>)
            .map_err(|error| translate(&path, error))?;
        store
            .connection
            .pragma_update(None, "foreign_keys", false)
            .map_err(|e| translate(&path, e))?;
        migrations::migrations::runner()
            .set_grouped(true)
            .run(&mut store.connection)
            .map_err(|error| migration_error(&path, &error))?;
        store
            .connection
            .pragma_update(None, "foreign_keys", true)
            .map_err(|e| translate(&path, e))?;
    }
    drop(fs::remove_file(&lock_name));
    Ok(store)
}
