//! Entries of the ledger and batches of them: what can be taken back, and what stands in its way.

use crate::store::Result;

/// A batch as `undo` sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number: that of its first entry.
    pub id: i64,
    /// The command.
    pub command: String,
    /// Its entries that are in force or are withdrawals themselves.
    pub entries: Vec<i64>,
}

/// What one row of an entry says, to tell people what is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLine {
    /// The entry.
    pub entry: i64,
    /// The item that it is about, `SET:REF`.
    pub item: Option<String>,
    /// The table of the row.
    pub table: String,
    /// What it says, in a few words.
    pub words: Option<String>,
}

/// What is known of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// Its number.
    pub id: i64,
    /// Its batch.
    pub batch: i64,
    /// Its command.
    pub command: String,
    /// When it was recorded.
    pub recorded_at: String,
    /// The item, if one.
    pub item: Option<i64>,
    /// Who typed it.
    pub author: Option<String>,
    /// Whether it added what others rest on: items, sets, terms, voices, documents, settings.
    pub adds: bool,
    /// The entry that took it back, if it is not in force.
    pub withdrawn_by: Option<i64>,
    /// For a withdrawal or reinstatement: the entry it is about, and whether it reinstates.
    pub withdraws: Option<(i64, bool)>,
}

/// Entries of the ledger and batches of them: what can be taken back, and what stands in its way.
pub trait ReadEntries {
    /// The chain's head: the newest entry's number and its hash (SHA-256, see
    /// [`crate::domain::ledger`]). None in a file without entries.
    fn find_head(&self) -> Result<Option<(i64, [u8; 32])>>;
    /// The hash of the first entry: it stays what it is in every copy of the file.
    fn find_first_hash(&self) -> Result<Option<[u8; 32]>>;
    /// Published entries that were written with a stopped clock, the first so many; those that ship aside.
    fn list_stopped(&self, limit: usize) -> Result<Vec<i64>>;
    /// One entry.
    fn find_entry(&self, id: i64) -> Result<Option<EntryLine>>;
    /// What the newest entry about an item is called, `vENTRY-HASH`; of those that are not internal as a
    /// whole where only these are seen.
    fn find_version(&self, item: i64, internal: bool) -> Result<String>;
    /// Entries with what a sheet calls their version, and the item that they are about: number,
    /// version, item; those, too, that came by a merge and had one of these numbers where they were
    /// written.
    fn list_marks(&self, entries: &[i64]) -> Result<Vec<(i64, String, Option<i64>)>>;
    /// The entry that an item came with.
    fn find_item_entry(&self, item: i64) -> Result<Option<i64>>;
    /// The author's newest batch that is neither an undo nor a redo and not wholly taken back; of those
    /// made with this copy of the file, or of all.
    fn find_undoable(&self, author: &str, made_here: bool) -> Result<Option<Batch>>;
    /// The entries that a batch takes back or brings back, and whether each held before the batch.
    fn list_held_before(&self, batch: i64) -> Result<Vec<(i64, bool)>>;
    /// The author's newest undo that was made with this copy and not put right, unless a later command of theirs stands.
    fn find_redoable(&self, author: &str) -> Result<Option<Batch>>;
    /// The batch of this number; its entries that stand, newest first.
    fn find_batch(&self, id: i64) -> Result<Option<Batch>>;
    /// What these entries say, row by row: what was sealed as well.
    fn list_said(&self, entries: &[i64]) -> Result<Vec<SaidLine>>;
    /// Later entries in force about items, sets, terms or voices that the batch added: what stands
    /// in the way of taking it back.
    fn list_dependants(&self, batch: i64) -> Result<Vec<i64>>;
    /// The items that were not published, by number, each with the entry it came with.
    fn list_unpublished(&self) -> Result<Vec<(i64, i64)>>;
}
