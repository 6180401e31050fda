//! The reference lists: States, crosswalks. They are facts that ship with the program, not
//! claims: an entry holds the digest of each, and they are compared with what ships.

use std::collections::BTreeMap;

use super::SEEDS;
use super::rows::{SeedRow, read, seed};
use crate::app::error::Result;
use crate::domain::ledger::sha256;
use crate::store::Read;

/// A seed file: its name and its content.
pub(super) type File = (&'static str, &'static str);

/// A list: its table, how many columns are its key, its columns, its seed file, and one of which the
/// rows may stand in it, too.
pub(super) struct List {
    pub(super) table: &'static str,
    pub(super) key: usize,
    pub(super) columns: &'static [&'static str],
    pub(super) file: File,
    pub(super) also: Option<File>,
}

pub(super) const LISTS: [List; 2] = [
    List {
        table: "state",
        key: 1,
        columns: &["iso3", "name", "official_name", "region", "spellings", "member"],
        file: seed!("states"),
        also: Some(seed!("example/states")),
    },
    List {
        table: "crosswalk",
        key: 2,
        columns: &["scheme", "word", "level", "meaning", "why"],
        file: seed!("crosswalks"),
        also: None,
    },
];

impl List {
    fn values(&self, row: &SeedRow) -> Vec<String> {
        self.columns.iter().map(|column| row.text(column).to_owned()).collect()
    }
}

/// Each list as this release has it: its table, the SHA-256 of its seed file, how many rows.
pub(super) fn digests() -> Vec<(&'static str, String, i64)> {
    let of = |list: &List| {
        let rows = read(list.file.0, list.file.1).map_or(0, |rows| rows.len());
        (list.table, sha256(list.file.1.as_bytes()), i64::try_from(rows).unwrap_or(i64::MAX))
    };
    LISTS.iter().map(of).collect()
}

/// How the lists of a file compare with those that ship with this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) enum Lists {
    /// They are the same.
    Same,
    /// They differ, and another release has brought its own.
    OfAnotherRelease,
    /// They differ, and only this release has brought any: what stands there is none of its rows.
    Changed(String),
}

/// Compares the lists of a file with those that ship.
pub(in crate::app) fn compare(tx: &dyn Read) -> Result<Lists> {
    let Some(found) = first_difference(tx)? else { return Ok(Lists::Same) };
    let ours = format!("release:{SEEDS}");
    let seeded = tx.list_seeded()?;
    let mut releases = seeded.iter().filter(|key| key.starts_with("release:")).peekable();
    let only_ours = releases.peek().is_some() && releases.all(|key| *key == ours);
    Ok(if only_ours { Lists::Changed(found) } else { Lists::OfAnotherRelease })
}

fn first_difference(tx: &dyn Read) -> Result<Option<String>> {
    for list in &LISTS {
        let table = list.table;
        let mut present: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
        for row in tx.list_reference(table, list.columns)? {
            present.insert(row[..list.key].to_vec(), row);
        }
        let rows = read(list.file.0, list.file.1)?.into_iter().map(|row| (row, true));
        let also = match list.also {
            Some(file) => read(file.0, file.1)?,
            None => Vec::new(),
        };
        for (row, wanted) in rows.chain(also.into_iter().map(|row| (row, false))) {
            let values = list.values(&row);
            let name = values[..list.key].join(": ");
            match present.remove(&values[..list.key]) {
                None if wanted => {
                    return Ok(Some(format!("`{name}` is missing in the list `{table}`")));
                }
                Some(found) if found != values => {
                    return Ok(Some(format!("`{name}` of the list `{table}` was changed")));
                }
                _ => {}
            }
        }
        if let Some(key) = present.into_keys().next() {
            let name = key.join(": ");
            return Ok(Some(format!("`{name}` is none of the list `{table}`")));
        }
    }
    Ok(None)
}
