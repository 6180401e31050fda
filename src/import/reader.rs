//! What a process does that was started to read one file for another ([`super::apart`]).

use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};

use super::apart::{FileKind, bound, tell};
use super::{grid, pdf};

/// Reads one file within bounds of memory and time: its kind and its length are what was asked.
///
/// # Errors
/// If the bytes don't come, or nobody wants to know what they hold.
pub fn answer(asked: &[OsString], input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    let words: Vec<_> = asked.iter().filter_map(|word| word.to_str()).collect();
    let kind = words.first().and_then(|name| FileKind::of(name));
    let length = words.get(1).and_then(|length| length.parse().ok());
    let (Some(kind), Some(length)) = (kind, length) else {
        return Err(io::Error::other("nothing that is read apart"));
    };
    bound();
    // Room for all of it at once: growing would take twice as much.
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length)?;
    input.take(super::MAX_BYTES).read_to_end(&mut bytes)?;
    let output = &mut BufWriter::with_capacity(64 * 1024, output);
    match kind {
        FileKind::Pdf => tell(output, |tell| pdf::tell(bytes, tell)),
        FileKind::Xlsx | FileKind::Xls => tell(output, |tell| grid::tell(&bytes, kind, tell)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_kinds_are_read() {
        let asked: Vec<OsString> = vec!["DOCX".into(), "3".into()];
        assert!(answer(&asked, &mut &b"abc"[..], &mut Vec::new()).is_err());
        assert!(answer(&[], &mut &b""[..], &mut Vec::new()).is_err());
    }
}
