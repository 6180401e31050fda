//! What a copy has more than the common beginning, brought into a file.

use super::Result;
use crate::domain::ledger::Moment;
use crate::domain::ledger::portable::Carried;

/// Whose word holds where two copies disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeSide {
    /// That of the file.
    Ours,
    /// That of the copy that is merged into it.
    Theirs,
}

/// How a copy is to be merged.
#[derive(Debug, Clone)]
pub struct MergeOrder {
    /// When.
    pub now: Moment,
    /// Who merges.
    pub author: String,
    /// The last entry that both have from the beginning.
    pub base: i64,
    /// The hash of the copy's newest entry, in hexadecimal digits.
    pub head: String,
    /// Whose word holds, where it is not said by item.
    pub whose: Option<MergeSide>,
    /// Whose word holds, by what it is about ([`Clash::about`]).
    pub choices: Vec<(String, MergeSide)>,
    /// Whether what the copy published is published here.
    pub publications: bool,
}

/// What one of two copies says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CopyTold {
    /// In words.
    pub text: String,
    /// Who said it; internal.
    pub by: Option<String>,
    /// When it was recorded.
    pub at: String,
    /// The entry, by its number in its own file.
    pub entry: i64,
}

/// Two claims about the same that differ, or a thing that one took back and the other built on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// About what: `SET:REF`, or `TABLE:KEY` of what is no item.
    pub about: String,
    /// What of it: a table of the ledger, and of whom.
    pub what: String,
    /// What held at the common beginning.
    pub base: Option<CopyTold>,
    /// What the file says.
    pub ours: CopyTold,
    /// What the copy says.
    pub theirs: CopyTold,
    /// Whether what is said of it may be handed on.
    pub public: bool,
    /// Whose word holds; none where nobody said.
    pub winner: Option<MergeSide>,
}

/// Why something of a copy is not taken unless it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reserved {
    /// It destroys a text that stands here.
    Purge,
    /// It publishes what is internal here.
    Publication,
    /// It lets somebody into the pages, or says what somebody may do there.
    Account,
}

/// Something of a copy that is taken by itself only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// What it does.
    pub kind: Reserved,
    /// About what.
    pub about: String,
    /// The entry here that it destroys, or that it is about.
    pub target: Option<i64>,
    /// What the copy says.
    pub told: CopyTold,
    /// Whether it is taken.
    pub taken: bool,
}

/// A register's row that both added, and that differs: that of the file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// Which: `TABLE:KEY`.
    pub about: String,
    /// In which columns.
    pub columns: Vec<String>,
}

/// What came of a merge, or would.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Entries of the copy that were taken.
    pub taken: i64,
    /// Entries that both had: those after the common beginning that came the other way, or once before.
    pub known: i64,
    /// Entries of the copy that hang on what is not taken.
    pub hanging: i64,
    /// Rows that were taken, by table.
    pub rows: Vec<(String, i64)>,
    /// Entries appended here, those included that keep the losing word as taken back.
    pub appended: i64,
    /// What differs.
    pub clashes: Vec<Clash>,
    /// What is taken by itself only.
    pub withheld: Vec<Withheld>,
    /// Registers' rows that differ.
    pub differing: Vec<Differing>,
}

impl Merged {
    /// Whether something is undecided: then nothing was written.
    pub fn is_undecided(&self) -> bool {
        self.clashes.iter().any(|clash| clash.winner.is_none())
    }
}

/// A copy coming in, within a transaction that writes.
pub trait MergeIn {
    /// Appends what a copy has after the common beginning, each entry with its origin, as one batch.
    /// Nothing is appended where something is undecided ([`Merged::is_undecided`]).
    ///
    /// # Errors
    /// [`super::StoreError::Unfit`] for what this program does not know, or what cannot lose.
    fn merge(&mut self, theirs: &[Carried], order: &MergeOrder) -> Result<Merged>;
}
