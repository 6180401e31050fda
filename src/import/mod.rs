//! Readers of foreign files: bytes in, plain records out, with what is wrong said per row.
//!
//! One file per layout. A reader knows no database: whoever calls it matches the records with what
//! is there. Nothing is guessed in silence: what was changed, doubted or left out is a
//! [`Warning`], what cannot be taken is a [`RowError`].

pub mod addendum;
pub mod apart;
pub mod aside;
pub mod dates;
pub mod encoding;
pub mod grid;
pub mod kinds;
pub mod languages;
pub mod letter;
pub mod matrix;
pub mod observations;
pub mod places;
pub mod problem;
pub mod reader;
pub mod recognise;
pub mod records;
pub mod sheet;
pub mod tracker;
pub mod uhri;
pub mod upr_info;
pub mod wg_report;

mod contain;
mod docx;
#[cfg(test)]
mod fixtures;
mod footnotes;
mod lines;
mod numbers;
mod odt;
mod others;
mod package;
mod paper;
mod pdf;
#[cfg(test)]
mod robust;
mod row_error;
mod senders;
mod stance;
mod symbols;

mod text;
mod unread;
mod xml;

pub use places::SourcePlace;
pub use problem::{ImportError, RowError, Warning};
pub use recognise::{Recognised, Unsure, recognise};
pub use records::{
    Asked, Body, Clause, Layout, NamedState, Only, PositionChange, Reading, Recommendation, Sender,
    SourceDocument,
};

use std::io::Read;

use crate::domain::states::States;

/// The largest file that is read into memory whole. Only UHRI's JSON, which is streamed, may be
/// larger.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Reads a whole source, refusing one that is larger than [`MAX_BYTES`].
pub fn read_whole(source: impl Read) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    source.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ImportError::too_large("the file", MAX_BYTES));
    }
    Ok(bytes)
}

/// Whether a file is a text, rather than a package, an old Office file or a PDF, which say themselves
/// how their letters are written.
pub fn is_plain(bytes: &[u8]) -> bool {
    const OTHERS: [&[u8]; 3] = [b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0], b"%PDF-"];
    !OTHERS.iter().any(|start| bytes.starts_with(start))
}

/// Reads a file that was recognised; what is open of it is not read again.
///
/// # Errors
/// As [`read`].
pub fn read_recognised(
    found: Recognised,
    bytes: &[u8],
    states: &States,
    only: &Only,
) -> Result<Reading, ImportError> {
    let Some(source) = found.source else { return read(found.layout, bytes, states, only) };
    contain::contained(found.layout.slug(), || match found.layout {
        Layout::WgReport => wg_report::from_source(source, states),
        Layout::Addendum => addendum::from_source(source, states),
        Layout::Letter => letter::from_source(source, states),
        Layout::Observations => observations::from_source(source, states),
        layout => read(layout, bytes, states, only),
    })
}

/// Reads a file of a known layout. In a file of many States, `only` chooses rows.
///
/// Sheets of our own are not read here: their cells are edits, not records (see [`grid`]).
pub fn read(
    layout: Layout,
    bytes: &[u8],
    states: &States,
    only: &Only,
) -> Result<Reading, ImportError> {
    // No reader is known to panic; should one, over a file that nobody thought of, it is an error.
    contain::contained(layout.slug(), || match layout {
        Layout::WgReport => wg_report::read(bytes, states),
        Layout::Addendum => addendum::read(bytes, states),
        Layout::Matrix => matrix::read(bytes, states),
        Layout::Letter => letter::read(bytes, states),
        Layout::Observations => observations::read(bytes, states),
        Layout::UprInfo => upr_info::read(bytes, states, only),
        Layout::Uhri => uhri::read(bytes, states, only),
        Layout::Sheet | Layout::Review | Layout::Request | Layout::Indicators => {
            Err(ImportError::wrong_layout(layout, "a sheet holds edits, not records"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_end_is_refused() {
        assert_eq!(read_whole(&b"abc"[..]).unwrap(), b"abc");
        let error = read_whole(std::io::repeat(b'a')).unwrap_err();
        assert_eq!(error.to_string(), "the file is larger than 256 MiB");
    }
}
