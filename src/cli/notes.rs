//! Texts that are said of what is recorded: on the command line, from standard input (`-`) or from a
//! file.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::error::CliError;
use super::words::prose;

/// No reason is longer than this many bytes.
const MOST: u64 = 1024 * 1024;

/// A reason that may be given.
#[derive(Debug, Args)]
pub(super) struct NoteArgs {
    /// The reason, `-` to read it from standard input; internal unless --public
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    note: Option<String>,
    /// The reason, from a text file
    #[arg(long, value_name = "FILE", conflicts_with = "note")]
    note_file: Option<PathBuf>,
}

/// A reason that must be given.
#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// Why; `-` reads it from standard input
    #[arg(long, value_name = "WHY", allow_hyphen_values = true, value_parser = prose, required_unless_present = "note_file")]
    note: Option<String>,
    /// Why, from a text file
    #[arg(long, value_name = "FILE", conflicts_with = "note")]
    note_file: Option<PathBuf>,
}

impl NoteArgs {
    /// The reason; none where it is empty.
    pub(super) fn read(&self) -> Result<Option<String>, CliError> {
        text(self.note.as_deref(), self.note_file.as_deref())
    }

    /// Whether it is read from standard input.
    pub(super) fn is_piped(&self) -> bool {
        self.note.as_deref() == Some("-")
    }
}

impl WhyArgs {
    /// The reason; an empty one is for the rules to refuse.
    pub(super) fn read(&self) -> Result<String, CliError> {
        Ok(text(self.note.as_deref(), self.note_file.as_deref())?.unwrap_or_default())
    }
}

fn text(note: Option<&str>, file: Option<&Path>) -> Result<Option<String>, CliError> {
    let text = match (note, file) {
        (Some("-"), _) => piped("the reason")?,
        (Some(note), _) => note.to_owned(),
        (None, Some(path)) => {
            let shown = path.display().to_string();
            let unreadable = |error: std::io::Error| {
                CliError::refused(
                    format!("cannot read `{shown}`: {error}"),
                    "check the path; nothing was written",
                )
            };
            if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
                return Err(CliError::refused(
                    format!("`{shown}` is no plain file"),
                    "name a text file, or pipe the text in: `--note -`",
                ));
            }
            read_text(std::fs::File::open(path).map_err(unreadable)?, &shown)?
        }
        (None, None) => return Ok(None),
    };
    let text = text.trim_end();
    Ok(Some(text.to_owned()).filter(|text| !text.trim().is_empty()))
}

/// What stands on standard input.
pub(super) fn piped(what: &str) -> Result<String, CliError> {
    read_text(std::io::stdin().lock(), &format!("standard input ({what})"))
}

fn read_text(from: impl std::io::Read, shown: &str) -> Result<String, CliError> {
    let mut bytes = Vec::new();
    from.take(MOST + 1).read_to_end(&mut bytes).map_err(|error| {
        CliError::refused(format!("cannot read {shown}: {error}"), "nothing was written")
    })?;
    if bytes.len() as u64 > MOST {
        return Err(CliError::refused(
            format!("{shown} holds more than a reason: over {} MB", MOST / 1024 / 1024),
            "a reason is a few sentences; add a long text as evidence: `--evidence FILE`",
        ));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        CliError::refused(
            format!("{shown} is no text in UTF-8"),
            "save it as plain text in UTF-8; nothing was written",
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n"))
}
