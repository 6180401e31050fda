//! Which batches were made with this copy of the file. That stands beside it (`FILE-made-here`) and not in
//! it: whoever is given a copy has made none of what is in it. Of each batch its number, its last entry
//! and that entry's hash, so that a file put in another's place is not taken for it.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::OptionalExtension as _;

use super::SqliteTx;
use crate::domain::ledger::hex;
use crate::store::Result;

/// What the name ends in.
const ENDING: &str = "-made-here";
/// So many bytes are kept, at the least the newer half.
const MOST: u64 = 256 * 1024;

/// A batch that was made here: its number, its last entry, that entry's hash.
struct Made {
    batch: i64,
    last: i64,
    hash: String,
}

impl Made {
    fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let mut number = || parts.next()?.parse().ok();
        let (batch, last) = (number()?, number()?);
        Some(Self { batch, last, hash: parts.next()?.to_owned() })
    }
}

fn beside(path: &Path) -> PathBuf {
    // Two names of one file have the same beside them.
    let mut name = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).into_os_string();
    name.push(ENDING);
    name.into()
}

/// Remembers a batch. What was recorded stands whether or not that succeeds: `undo` then asks for a number.
pub(super) fn remember(path: &Path, batch: i64, (last, hash): (i64, [u8; 32])) {
    let path = beside(path);
    if fs::metadata(&path).is_ok_and(|file| file.len() > MOST) {
        let lines = fs::read_to_string(&path).unwrap_or_default();
        let newer: Vec<_> = lines.lines().skip(lines.lines().count() / 2).collect();
        drop(fs::write(&path, newer.join("\n") + "\n"));
    }
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let line = format!("{batch} {last} {}\n", hex(&hash));
    drop(options.open(path).and_then(|mut file| file.write_all(line.as_bytes())));
}

impl SqliteTx<'_> {
    /// The batches made with this copy, newest first: those that are in it.
    pub(super) fn made_here(&self) -> Result<Vec<i64>> {
        let lines = fs::read_to_string(beside(self.path)).unwrap_or_default();
        let mut found = Vec::new();
        for made in lines.lines().rev().filter_map(Made::parse) {
            let hash = self
                .prepare("SELECT e.hash FROM entry AS e WHERE e.id = $1 AND e.batch = $2")?
                .query_row([made.last, made.batch], |row| row.get::<_, [u8; 32]>(0))
                .optional()
                .map_err(|error| self.error(error))?;
            if hash.is_some_and(|hash| hex(&hash) == made.hash) {
                found.push(made.batch);
            }
        }
        Ok(found)
    }
}
