//! Readers of foreign files: bytes in, plain records out, with what is wrong said per row.
//!
//! One file per layout. A reader knows no database: whoever calls it matches the records with what
//! is there. Nothing is guessed in silence: what was changed, doubted or left out is a
//! [`Warning`], what cannot be taken is a [`RowError`].

pub mod addendum;
pub mod encoding;
pub mod grid;
pub mod letter;
pub mod matrix;
pub mod places;
pub mod problem;
pub mod records;
pub mod upr_info;
pub mod wg_report;

mod contain;
mod docx;
#[cfg(test)]
mod fixtures;
mod lines;
mod numbers;
mod package;
mod pdf;
mod senders;
mod stance;
mod symbols;

mod text;
mod xml;

pub use places::Place;
pub use problem::{ImportError, RowError, Warning};
pub use records::{
    Body, Document, Layout, NamedState, PositionChange, Reading, Recommendation, Sender,
};

use std::io::Read;

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
