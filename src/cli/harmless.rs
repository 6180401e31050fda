//! Text on its way to a terminal: what could act on it is replaced, whatever format it is in.

use std::io::{self, Write};

use crate::render::acts;

/// What stands in the place of a character that acts on a terminal.
const REPLACED: char = char::REPLACEMENT_CHARACTER;

/// One line without characters that act.
pub(super) fn harmless(text: &str) -> String {
    text.chars().map(|c| if acts(c) { REPLACED } else { c }).collect()
}

/// A terminal that is written to line by line, without characters that act on it.
pub(super) struct Harmless<W: Write> {
    inner: W,
    line: Vec<u8>,
}

impl<W: Write> Harmless<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, line: Vec::new() }
    }

    fn pass_on(&mut self, end: usize) -> io::Result<()> {
        let line: Vec<u8> = self.line.drain(..end).collect();
        let shown: String = String::from_utf8_lossy(&line)
            .chars()
            .map(|c| if acts(c) && !matches!(c, '\n' | '\t') { REPLACED } else { c })
            .collect();
        self.inner.write_all(shown.as_bytes())
    }
}

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.line.extend_from_slice(bytes);
        if let Some(end) = self.line.iter().rposition(|byte| *byte == b'\n') {
            self.pass_on(end + 1)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on(self.line.len())?;
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_passes_however_it_is_cut() {
        let text = "a\u{1b}[2Jb\u{9b}31mc\u{7}d\u{7f}e\rf\u{202e}g\tä\n\"next\"\u{1b}";
        for size in 1..9 {
            let mut shown = Vec::new();
            let mut out = Harmless::new(&mut shown);
            text.as_bytes().chunks(size).for_each(|part| out.write_all(part).unwrap());
            out.flush().unwrap();
            let shown = String::from_utf8(shown).unwrap();
            assert_eq!(
                shown,
                "a\u{fffd}[2Jb\u{fffd}31mc\u{fffd}d\u{fffd}e\u{fffd}f\u{fffd}g\tä\n\"next\"\u{fffd}"
            );
        }
        assert_eq!(harmless("a\u{1b}[2J\nb\u{202e}"), "a\u{fffd}[2J\u{fffd}b\u{fffd}");
    }
}
