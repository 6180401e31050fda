//! An answer is written whole before any of it goes out: who reads it on a terminal, through a pager or
//! a slow pipe takes as long as they like, and the file is not held meanwhile.

use std::io::{self, Seek, Write};

use tempfile::SpooledTempFile;

use super::error::CliError;

/// So much of an answer is held in memory; a longer one goes to a temporary file without a name.
const IN_MEMORY: usize = 8 * 1024 * 1024;
/// So much goes to that file and comes back at once.
const AT_ONCE: usize = 64 * 1024;

/// A whole answer, before it goes out.
pub(super) struct Spool {
    held: io::BufWriter<SpooledTempFile>,
    failed: Option<io::Error>,
}

impl Spool {
    /// An empty one.
    pub(super) fn new() -> Self {
        let held = SpooledTempFile::new(IN_MEMORY);
        Self { held: io::BufWriter::with_capacity(AT_ONCE, held), failed: None }
    }

    /// What writing to it gave; where the spool itself had no room, the error names it.
    ///
    /// # Errors
    /// That of `written`, or the spool's.
    pub(super) fn written<T, E: Into<CliError>>(
        &mut self,
        written: Result<T, E>,
    ) -> Result<T, CliError> {
        match (written.map_err(Into::into), self.failed.take()) {
            (Err(_), Some(error)) => Err(full(&error)),
            (written, _) => written,
        }
    }

    /// Gives all that was written to `out`.
    ///
    /// # Errors
    /// Where `out` cannot be written to, that it cannot.
    pub(super) fn pour(mut self, out: &mut dyn Write) -> Result<(), CliError> {
        self.held.flush().map_err(|error| full(&error))?;
        let mut held = self.held.into_inner().map_err(|error| full(error.error()))?;
        held.rewind().map_err(|error| full(&error))?;
        let mut held = io::BufReader::with_capacity(AT_ONCE, held);
        io::copy(&mut held, out).map_err(|error| super::error::from_io(&error))?;
        out.flush().map_err(|error| super::error::from_io(&error))
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.write(bytes).inspect_err(|error| self.failed = Some(again(error)))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.held.flush().inspect_err(|error| self.failed = Some(again(error)))
    }
}

fn again(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), error.to_string())
}

fn full(error: &io::Error) -> CliError {
    let place = tempfile::env::temp_dir();
    CliError::refused(
        format!("the answer cannot be held in the temporary folder `{}`: {error}", place.display()),
        "make room there, or write the answer to a file: `-o FILE`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_whether_it_fits_into_memory_or_not() {
        for lines in [3_usize, 300_000] {
            let mut spool = Spool::new();
            for number in 0..lines {
                writeln!(spool, "line {number:>40}").unwrap();
            }
            let mut out = Vec::new();
            spool.pour(&mut out).map_err(|error| error.message).unwrap();
            assert_eq!(out.len(), lines * 46);
            assert_eq!(out.split(|byte| *byte == b'\n').count(), lines + 1);
        }
    }
}
