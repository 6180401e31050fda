//! The words of another language, from a file of the user's.

use std::path::Path;

use super::error::CliError;
use super::output::Ui;
use crate::report::words::catalogue::{Catalogue, speak as say_in};

/// More than this is no file of words.
const MOST: u64 = 4 << 20;

/// Reads a translation and says everything in it from now on; what it lacks is said in English, and so is
/// what scripts read.
pub(super) fn speak(ui: &Ui, path: &Path, scripts: bool) -> Result<(), CliError> {
    let shown = path.display();
    let hint = "a translation is a file like lang/en.txt of the program's sources: `key = words`, one a line";
    let size = std::fs::metadata(path).map(|file| file.len());
    let read = match size {
        Ok(size) if size > MOST => Err("it is no file of words: too large".to_owned()),
        _ => std::fs::read_to_string(path).map_err(|error| error.to_string()),
    };
    let text =
        read.map_err(|error| CliError::refused(format!("cannot read `{shown}`: {error}"), hint))?;
    // Kept until the program ends: all that is said stands in it.
    let words = Catalogue::translated(text.leak())
        .map_err(|error| CliError::refused(format!("`{shown}`, {error}"), hint))?;
    if scripts {
        ui.status("what scripts and spreadsheets read is in English, whatever `--words` says");
        return Ok(());
    }
    let (said, all) = words.said();
    if said < all {
        ui.status(&format!(
            "{said} of {all} sentences and heads are translated; the others are in English"
        ));
    }
    say_in(words);
    Ok(())
}
