//! Looking at a file without changing it, whatever state it is in, and finding its copies.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _};

use super::{SCHEMA, connecting, copies, identity, open, translate};
use crate::store::{Inspection, Result, StoreError};

/// So many files of a folder are looked at in search of copies.
const MOST_FILES: usize = 10_000;

/// Looks at a file and changes nothing: it is not migrated, and where an unfinished write lies
/// beside it, a private copy is looked at.
pub fn inspect(path: &Path) -> Inspection {
    let left = |path: PathBuf| fs::metadata(path).is_ok_and(|file| file.len() > 0);
    let mut inspection = Inspection {
        known: SCHEMA,
        journal: left(connecting::journal(path)),
        log: left(connecting::log(path)),
        mode: mode(path),
        ..Inspection::default()
    };
    if let Err(error) = look(path, &mut inspection) {
        inspection.error = Some(error);
    }
    inspection
}

fn look(path: &Path, inspection: &mut Inspection) -> Result<()> {
    connecting::check_header(path)?;
    if !inspection.journal && !inspection.log {
        return look_at(path, path, inspection);
    }
    let io = |source| StoreError::Io { what: "copy", path: path.to_owned(), source };
    let folder = tempfile::tempdir().map_err(io)?;
    let copy = folder.path().join("copy.db");
    fs::copy(path, &copy).map_err(io)?;
    for beside in [connecting::journal, connecting::log] {
        if beside(path).exists() {
            fs::copy(beside(path), beside(&copy)).map_err(io)?;
        }
    }
    look_at(&copy, path, inspection)
}

fn look_at(path: &Path, shown: &Path, inspection: &mut Inspection) -> Result<()> {
    let (connection, read_only) = connecting::connect(path)?;
    inspection.read_only = read_only;
    let version = connecting::version(shown, &connection)?;
    inspection.schema = Some(version);
    let mut store = open::examined(connection, path, read_only, version)?;
    if version < SCHEMA && store.condition.shut.is_empty() {
        store.connection = open::newest(shown, &store.connection)?;
    }
    inspection.verification = Some(store.verification(crate::store::Depth::Whole)?);
    Ok(())
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).ok().map(|file| file.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> Option<u32> {
    None
}

/// The files of a folder that are upr's, by name.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .take(MOST_FILES)
        .filter_map(std::result::Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .filter(|path| is_ours(path))
        .collect();
    found.sort();
    found
}

/// Files that a command writes before it gives them their names, and leaves behind where it is killed.
pub fn unfinished_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> =
        entries.take(MOST_FILES).filter_map(|entry| Some(entry.ok()?.path())).collect();
    found.retain(|path| {
        let name = path.file_name().map(std::ffi::OsStr::to_string_lossy).unwrap_or_default();
        name.starts_with(".upr-new-") || name.starts_with(".upr-out-")
    });
    found.sort();
    found
}

/// Whether two paths lead to the same file.
pub fn same_file(one: &Path, other: &Path) -> bool {
    match (identity(one), identity(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|two| one == two)),
    }
}

/// Whether the first bytes are those of a upr file.
pub fn is_ours(path: &Path) -> bool {
    let mut header = [0_u8; 100];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut header));
    read.is_ok() && header.starts_with(b"SQLite format 3\0") && header[68..72] == *b"UPR1"
}

/// Whether a file still holds texts or author of the entry with this hash. Nothing is changed.
///
/// # Errors
/// Where the file cannot be read.
pub fn still_holds(path: &Path, entry: i64, hash: &[u8; 32]) -> Result<bool> {
    let fault = |error| translate(path, error);
    let connection = open::reading(path)?;
    let sql = "SELECT author_salt IS NOT NULL FROM entry WHERE id = $1 AND hash = $2";
    let author: Option<bool> =
        connection.query_row(sql, (entry, hash), |row| row.get(0)).optional().map_err(fault)?;
    match author {
        None => Ok(false),
        Some(true) => Ok(true),
        Some(false) => super::purge::has_texts(&connection, entry).map_err(fault),
    }
}

/// Entries of which a file says that they were destroyed on purpose, with their hashes; none where it
/// cannot be read. Nothing is changed.
pub fn destroyed_in(path: &Path) -> Vec<(i64, [u8; 32])> {
    let Ok(connection) = open::reading(path) else { return Vec::new() };
    let read = || -> rusqlite::Result<Vec<_>> {
        let mut statement = connection.prepare(
            "SELECT DISTINCT e.id, e.hash FROM purge AS p JOIN entry AS e ON e.id = p.target_entry
             ORDER BY e.id",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    };
    read().unwrap_or_default()
}

/// Whether a copy is an earlier state of a file: its newest entry stands there. One that cannot be read is
/// nobody's.
pub fn is_earlier(copy: &Path, file: &Path) -> bool {
    let newest = |connection: &Connection| {
        let sql = "SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1";
        connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    };
    let stands = || -> Result<bool> {
        let fault = |error| translate(copy, error);
        let last: (i64, [u8; 32]) = newest(&open::reading(copy)?).map_err(fault)?;
        let file = open::reading(file)?;
        let mut there =
            file.prepare("SELECT 1 FROM entry WHERE id = $1 AND hash = $2").map_err(fault)?;
        there.exists(last).map_err(fault)
    };
    stands().unwrap_or(false)
}

/// Removes the oldest of these copies, by name, so that `keep` are left; gives the removed ones.
///
/// # Errors
/// Where one cannot be removed.
pub fn prune(mut copies: Vec<PathBuf>, keep: usize) -> Result<Vec<PathBuf>> {
    copies.sort();
    let surplus = copies.len().saturating_sub(keep);
    copies.truncate(surplus);
    for copy in &copies {
        fs::remove_file(copy).map_err(|source| copies::creation_error(copy, source))?;
    }
    Ok(copies)
}
