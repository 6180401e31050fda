//! What may be done to a file in one transaction.

use std::path::Path;

use super::merge::MergeIn;
use super::{Read, Replay, Result};
use crate::domain::ledger::{Moment, Record};

/// An entry to append to the ledger: one act, about one item at most.
#[derive(Debug, Clone, Default)]
pub struct NewEntry {
    /// The command that appends it.
    pub command: &'static str,
    /// The item it is about.
    pub item: Option<i64>,
    /// The imported file it comes from.
    pub source: Option<i64>,
    /// Where in that file.
    pub place: Option<String>,
    /// Who types it.
    pub author: Option<String>,
    /// Whether its texts ship with the program: their salts are derived, not random.
    pub shipped: bool,
    /// Its rows; `entry_id`, `id`, salts and digests are filled in by the store.
    pub records: Vec<Record>,
}

/// The ledger grows by this alone, and by [`Replay`].
pub trait Append {
    /// The id that the next row of a table will get, counting what this transaction reserved.
    fn reserve(&mut self, table: &'static str) -> Result<i64>;
    /// Gives back what was reserved of a table and not appended, as the row that wanted it is refused:
    /// numbers follow each other without a gap.
    fn release(&mut self, table: &'static str);
    /// Appends an entry, all of one transaction to one batch. Records may carry an `id` that was
    /// reserved before; others get the next. Rows that are internal as a whole come in an entry of
    /// their own right after the others; the first entry's number is given.
    fn append(&mut self, now: Moment, entry: NewEntry) -> Result<i64>;
}

/// What ships with the program comes into a file.
pub trait BringSeeds {
    /// Takes the keys that an earlier schema kept outside the ledger, for an entry to hold them.
    fn take_old_markers(&mut self) -> Result<Vec<String>>;
    /// Brings a row of a reference table (`state`, `crosswalk`), of which the first columns
    /// are the key; one that is there and differs becomes this one.
    fn put_reference(
        &mut self,
        table: &'static str,
        key: usize,
        values: &[(&str, &str)],
    ) -> Result<()>;
}

/// One transaction that writes: what was asked of it sees what it appended. After an error nothing of
/// it is kept.
pub trait Tx: Read + Append + BringSeeds + Replay + MergeIn {
    /// Makes all that was appended lasting.
    ///
    /// # Errors
    /// The engine's; then nothing was kept.
    fn commit(self: Box<Self>) -> Result<()>;
    /// Writes a copy of the file as it was before this transaction, as a new file: its pages as they
    /// are, not checked. Mode 0600.
    ///
    /// # Errors
    /// [`super::StoreError::Exists`] where a file is there.
    fn copy_before(&self, path: &Path) -> Result<()>;
}
