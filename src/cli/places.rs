//! Where evidence is, as it is typed: the one place where a path becomes evidence, since only who
//! sits at this machine may have a file of it read.

use std::path::Path;

use super::error::CliError;
use crate::app::trust::digest;
use crate::domain::evidence::Place;

/// Reads an address, a symbol or a path; the file of a path is read and hashed.
pub(super) fn place(text: &str) -> Result<Place, CliError> {
    let place = Place::parse(text).map_err(|error| {
        CliError::refused(
            error.to_string(),
            "evidence is an http or https address, a UN symbol (`A/HRC/42/10:25`) or a file",
        )
    })?;
    if let Some(place) = place {
        return Ok(place);
    }
    let sha256 = digest(Path::new(text)).map_err(|error| {
        CliError::refused(
            format!("cannot read `{text}`: {error}"),
            "check the path; nothing was written",
        )
    })?;
    Ok(Place::File { path: text.to_owned(), sha256 })
}
