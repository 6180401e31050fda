//! Reading a ledger that travels, line by line, in bounded memory.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

use crate::app::error::{AppError, Result};
use crate::app::refusals::TrustRefusal;
use crate::domain::ledger::portable::{Carried, FORMAT, Line, Title};
use crate::domain::ledger::walk::{Stumble, Walk, Walked};
use crate::store::may_lack_texts;

/// The longest line that is read.
const LONGEST: u64 = 256 * 1024 * 1024;

/// What a walk along a file found.
#[derive(Debug)]
pub(in crate::app) enum LedgerRead {
    /// All of it holds.
    Holds(Walked),
    /// It doesn't, and where.
    Stumbled(Stumble),
}

/// Whether a file begins as a ledger that travels does.
pub(super) fn is_ledger(path: &Path) -> bool {
    let begins = format!("{{\"format\":\"{FORMAT}\"");
    let mut first = vec![0; begins.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut first));
    read.is_ok() && first == begins.as_bytes()
}

/// Reads a file, giving each line to the visitor once it is known to hold.
///
/// # Errors
/// [`AppError::File`], [`AppError::Refused`] for a file that is no ledger; the visitor's.
pub(in crate::app) fn read(
    path: &Path,
    visit: &mut dyn FnMut(Line) -> Result<()>,
) -> Result<LedgerRead> {
    let failed = |source| AppError::File { path: path.display().to_string(), source };
    if !is_ledger(path) {
        std::fs::metadata(path).map_err(failed)?;
        return Err(no_ledger(path));
    }
    let mut from = BufReader::new(File::open(path).map_err(failed)?);
    let first = match line(&mut from, 1).map_err(failed)? {
        Some(Ok(first)) => Title::read(&first).map_err(|error| error.to_string()),
        Some(Err(stumble)) => Err(stumble.found),
        None => Err("it is empty".to_owned()),
    };
    let title = match first {
        Ok(title) => title,
        Err(found) => {
            let found = format!("its first line: {found}");
            return Ok(LedgerRead::Stumbled(Stumble { entry: None, found }));
        }
    };
    let mut walk = Walk::begin(title.clone(), may_lack_texts);
    visit(Line::Title(title))?;
    for number in 2.. {
        let entry = match line(&mut from, number).map_err(failed)? {
            None => break,
            Some(Err(stumble)) => return Ok(LedgerRead::Stumbled(stumble)),
            Some(Ok(text)) => match Carried::read(&text) {
                Ok(entry) => entry,
                Err(error) => return Ok(LedgerRead::Stumbled(stumble(number, error.to_string()))),
            },
        };
        if let Err(stumble) = walk.step(&entry) {
            return Ok(LedgerRead::Stumbled(stumble));
        }
        visit(Line::Entry(Box::new(entry)))?;
    }
    Ok(match walk.end() {
        Ok(walked) => LedgerRead::Holds(walked),
        Err(stumble) => LedgerRead::Stumbled(stumble),
    })
}

/// A line without its end; none after the last.
fn line(
    from: &mut impl BufRead,
    number: i64,
) -> std::io::Result<Option<std::result::Result<String, Stumble>>> {
    let mut bytes = Vec::new();
    from.take(LONGEST).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.pop() != Some(b'\n') {
        return Ok(Some(Err(stumble(number, "it is cut off, or too long".to_owned()))));
    }
    Ok(Some(String::from_utf8(bytes).map_err(|_| stumble(number, "it is no UTF-8".to_owned()))))
}

fn stumble(line: i64, found: String) -> Stumble {
    Stumble { entry: None, found: format!("line {line}: {found}") }
}

fn no_ledger(path: &Path) -> AppError {
    let shown = path.display().to_string();
    if super::is_upr_file(path) {
        return TrustRefusal::FileForLedger { path: shown }.into();
    }
    TrustRefusal::NoLedger { path: shown }.into()
}
