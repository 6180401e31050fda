//! Where evidence is, as it is typed: the one place where a path becomes evidence, since only who
//! sits at this machine may have a file of it read.

use std::io::ErrorKind;
use std::path::Path;

use super::error::CliError;
use super::notes::piped;
use super::output::Ui;
use crate::app::trust::digest;
use crate::domain::evidence::{Confides, Place, confides};

/// Reads an address, a symbol or a path; the file of a path is read and hashed.
pub(super) fn place(text: &str) -> Result<Place, CliError> {
    let place = Place::parse(text).map_err(|error| {
        CliError::refused(
            error.to_string(),
            "evidence is an http or https address, a UN symbol (`A/HRC/42/10:25`) or a file; \
             a gazette, a statute or a meeting is cited: `--cite TEXT`",
        )
    })?;
    if let Some(place) = place {
        return Ok(place);
    }
    let sha256 = digest(Path::new(text)).map_err(|error| {
        let message = if error.kind() == ErrorKind::NotFound {
            format!("there is no file `{text}`")
        } else {
            format!("cannot read `{text}`: {error}")
        };
        if looks_like_an_address(text) {
            return CliError::refused(message, format!("an address on the web: `https://{text}`"));
        }
        CliError::refused(
            message,
            "check the path; a gazette, a statute or a meeting is cited: `--cite TEXT`",
        )
    })?;
    Ok(Place::File { path: text.to_owned(), sha256 })
}

/// `www.example.org/law`, without its scheme.
fn looks_like_an_address(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    let letters =
        (2..=6).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphabetic());
    text.starts_with("www.") || (letters && text.contains('/') && !text.starts_with('.'))
}

/// A source in words.
pub(super) fn cited(text: &str) -> Result<Place, CliError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CliError::refused(
            "the citation is empty",
            "say what it is: `--cite \"Official Gazette No. 12, 3 May 2025\"`",
        ));
    }
    Ok(Place::Citation(text.to_owned()))
}

/// All grounds: places, `-` for one a line on standard input, and citations; says which of them are
/// kept internal although addresses are not.
pub(super) fn grounds(
    ui: &Ui,
    evidence: &[String],
    cites: &[String],
    public: bool,
) -> Result<Vec<Place>, CliError> {
    let mut places = Vec::new();
    for text in evidence {
        if text == "-" {
            let lines = piped("the evidence, one a line")?;
            for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
                places.push(place(line)?);
            }
        } else {
            places.push(place(text)?);
        }
    }
    for text in cites {
        places.push(cited(text)?);
    }
    if !public {
        places.iter().for_each(|place| kept_internal(ui, place));
    }
    Ok(places)
}

/// Says that an address is kept internal, and why.
pub(super) fn kept_internal(ui: &Ui, place: &Place) {
    let Place::Url(address) = place else { return };
    let why = match confides(address) {
        None => return,
        Some(Confides::LogIn) => "it holds a log-in",
        Some(Confides::Token) => "it holds a key that lets its bearer in",
        Some(Confides::PrivateHost) => "its host is one of your own network",
    };
    ui.status(&format!("`{address}` is kept internal: {why} (`--public` hands it on)"));
}
