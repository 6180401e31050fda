//! A file that an answer goes to.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::error::CliError;
use crate::app::trust::is_upr_file;

/// Whether a file may be written to this place; gives the folder.
pub(super) fn place(path: &Path, force: bool) -> Result<&Path, CliError> {
    let shown = path.display();
    if path.is_dir() {
        return Err(CliError::refused(format!("`{shown}` is a folder"), "name a file in it"));
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(CliError::refused(
            format!("`{shown}` exists already"),
            "`--force` replaces it",
        ));
    }
    let kind = path.symlink_metadata().map(|found| found.file_type());
    if kind.is_ok_and(|kind| !kind.is_file() && !kind.is_symlink()) {
        return Err(CliError::refused(
            format!("`{shown}` is no plain file"),
            "an answer replaces files only; without `-o` it goes to stdout",
        ));
    }
    if is_upr_file(path) {
        return Err(CliError::refused(
            format!("`{shown}` is a upr file, and no answer replaces one"),
            "name another file; `upr backup FILE` makes a copy",
        ));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(CliError::refused(
            format!("there is no folder `{}`", folder.display()),
            "make it, or name another place",
        ));
    }
    Ok(folder)
}

/// Writes a file beside its place and renames it, so that a failure leaves what was there.
pub(super) fn to_file<T>(
    path: &Path,
    force: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<T, CliError>,
) -> Result<T, CliError> {
    let shown = path.display();
    let folder = place(path, force)?;
    let failed = |error: &std::io::Error| {
        let why = match error.kind() {
            std::io::ErrorKind::StorageFull => "no space is left on the disk".to_owned(),
            std::io::ErrorKind::PermissionDenied => "Permission denied".to_owned(),
            std::io::ErrorKind::ReadOnlyFilesystem => "Read-only file system".to_owned(),
            kind => std::io::Error::from(kind).to_string(),
        };
        CliError::refused(format!("cannot write `{shown}`: {why}"), "what was there is unchanged")
    };
    let temporary = tempfile::Builder::new()
        .prefix(".upr-out-")
        .tempfile_in(folder)
        .map_err(|error| failed(&error))?;
    let value = {
        let mut out = BufWriter::new(temporary.as_file());
        let value = write(&mut out).map_err(|mut error| {
            error.broken_pipe = false;
            error
        })?;
        out.flush().map_err(|error| failed(&error))?;
        value
    };
    sync(temporary.as_file()).map_err(|error| failed(&error))?;
    let persisted = if force { temporary.persist(path) } else { temporary.persist_noclobber(path) };
    persisted.map_err(|error| failed(&error.error))?;
    Ok(value)
}

fn sync(file: &File) -> std::io::Result<()> {
    file.sync_all()
}
