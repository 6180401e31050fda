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

/// Whether it is a file and nothing else: a link that somebody put there leads to a file of others, and a
/// pipe is waited for without end.
fn is_plain(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.file_type().is_file())
}

/// What is remembered.
fn remembered(path: &Path) -> String {
    let kept = is_plain(path).then(|| fs::read_to_string(path).ok());
    kept.flatten().unwrap_or_default()
}

/// Remembers a batch. What was recorded stands whether or not that succeeds: `undo` then asks for a number.
pub(super) fn remember(path: &Path, batch: i64, (last, hash): (i64, [u8; 32])) {
    let path = beside(path);
    let line = format!("{batch} {last} {}\n", hex(&hash));
    drop(add_line(&path, &line));
}

fn add_line(path: &Path, line: &str) -> std::io::Result<()> {
    if !is_plain(path) {
        // Made new, so that a link of that name is not followed.
        let mut options = OpenOptions::new();
        options.append(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        return options.open(path)?.write_all(line.as_bytes());
    }
    if path.metadata()?.len() <= MOST {
        return OpenOptions::new().append(true).open(path)?.write_all(line.as_bytes());
    }
    let lines = remembered(path);
    let newer = lines.lines().skip(lines.lines().count() / 2);
    let mut shorter = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    for kept in newer {
        writeln!(shorter, "{kept}")?;
    }
    shorter.write_all(line.as_bytes())?;
    shorter.persist(path)?;
    Ok(())
}

impl SqliteTx<'_> {
    /// The batches made with this copy, newest first: those that are in it.
    pub(super) fn made_here(&self) -> Result<Vec<i64>> {
        let lines = remembered(&beside(self.path));
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
