//! What an import did, or would do: counts, changed cells, conflicts, what was not matched, what
//! is wrong with the file.

pub mod maps;
mod tables;

pub use tables::{document, screen};

/// The most rows that a list of an account keeps; the rest is counted.
const MOST: usize = 10_000;

/// What an import did, file by file.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Whether it was a rehearsal.
    pub dry_run: bool,
    /// The files in order.
    pub files: Vec<FileLine>,
    /// What each file did to each set.
    pub sets: Vec<SetCount>,
    /// Cells that changed in items that were there before.
    pub changes: Listed<CellChange>,
    /// Cells where the file and what is recorded disagree.
    pub conflicts: Listed<Conflict>,
    /// What stands in the file and was not found in its set.
    pub unmatched: Listed<Unmatched>,
    /// What was taken for a recommendation with slightly other words.
    pub likened: Listed<Likened>,
    /// What is wrong.
    pub problems: Listed<RowProblem>,
    /// What a reader may want to look at.
    pub remarks: Listed<Remark>,
}

/// A list that is cut where it grows beyond all reading.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// The first of them.
    pub rows: Vec<T>,
    /// How many more there were.
    pub more: usize,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), more: 0 }
    }
}

impl<T> Listed<T> {
    /// Adds one.
    pub fn put(&mut self, row: T) {
        if self.rows.len() < MOST {
            self.rows.push(row);
        } else {
            self.more += 1;
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.rows.len() + self.more
    }
}

/// A file.
#[derive(Debug, Clone, Default)]
pub struct FileLine {
    /// Its name.
    pub name: String,
    /// Its layout's word.
    pub layout: String,
    /// Its hash.
    pub sha256: String,
    /// Items added.
    pub added: usize,
    /// Items that learned something.
    pub updated: usize,
    /// Items that knew it all.
    pub unchanged: usize,
    /// Items with cells that disagree.
    pub conflicting: usize,
    /// Rows that cannot be taken.
    pub refused: usize,
    /// Rows that were not found in their set.
    pub unmatched: usize,
}

/// What a file did to a set.
#[derive(Debug, Clone, Default)]
pub struct SetCount {
    /// The file.
    pub file: String,
    /// The set's key.
    pub set: String,
    /// Whether it is new.
    pub new: bool,
    /// Items added.
    pub added: usize,
    /// Items that learned something.
    pub updated: usize,
    /// Items that knew it all.
    pub unchanged: usize,
    /// Items in the set now, components not counted.
    pub items: usize,
}

/// A cell that changed.
#[derive(Debug, Clone)]
pub struct CellChange {
    /// Where in which file.
    pub place: String,
    /// `SET:REF`.
    pub item: String,
    /// The column.
    pub column: &'static str,
    /// What it said.
    pub old: String,
    /// What it says.
    pub new: String,
    /// What to bear in mind.
    pub remark: String,
}

/// A cell where file and record disagree.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Where in which file.
    pub place: String,
    /// `SET:REF`.
    pub item: String,
    /// The column.
    pub column: &'static str,
    /// What both started from.
    pub base: String,
    /// What is recorded.
    pub ours: String,
    /// What the file says.
    pub theirs: String,
    /// What came of it.
    pub outcome: &'static str,
}

/// Something of the file that was not found.
#[derive(Debug, Clone)]
pub struct Unmatched {
    /// Where in which file.
    pub place: String,
    /// The set it was looked for in.
    pub set: String,
    /// Its number, if it has one.
    pub number: String,
    /// Who said it.
    pub senders: String,
    /// Its text.
    pub text: String,
    /// What it may be, or why it was not taken.
    pub reason: String,
}

/// A recommendation that was taken for one with slightly other words.
#[derive(Debug, Clone)]
pub struct Likened {
    /// Where in which file.
    pub place: String,
    /// The item.
    pub item: String,
    /// Why.
    pub reason: String,
    /// The file's text.
    pub theirs: String,
    /// The item's text.
    pub ours: String,
}

/// Something wrong with a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowProblem {
    /// The file.
    pub file: String,
    /// Line, row, paragraph or record.
    pub place: String,
    /// The column.
    pub column: String,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// The nearest known word.
    pub nearest: String,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The file.
    pub file: String,
    /// Where in it.
    pub place: String,
    /// What.
    pub message: String,
}

impl Account {
    /// How many rows cannot be taken; a row may have several faults.
    pub fn refused(&self) -> usize {
        self.sum(|file| file.refused)
    }

    /// A sum over the files.
    pub fn sum(&self, of: impl Fn(&FileLine) -> usize) -> usize {
        self.files.iter().map(of).sum()
    }

    /// One line of counts.
    pub fn counts(&self) -> String {
        let mut parts = vec![
            format!("{} added", self.sum(|file| file.added)),
            format!("{} updated", self.sum(|file| file.updated)),
            format!("{} unchanged", self.sum(|file| file.unchanged)),
        ];
        let rare = [
            (self.sum(|file| file.conflicting), "conflicting"),
            (self.sum(|file| file.unmatched), "not matched"),
            (self.sum(|file| file.refused), "refused"),
        ];
        let rare = rare.iter().filter(|(number, _)| *number > 0);
        parts.extend(rare.map(|(number, word)| format!("{number} {word}")));
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_grows_beyond_reading_is_cut_and_counted() {
        let mut listed = Listed::default();
        (0..MOST + 5).for_each(|number| listed.put(number));
        assert_eq!((listed.rows.len(), listed.more, listed.count()), (MOST, 5, MOST + 5));
    }

    #[test]
    fn counts_name_what_is_rare_only_where_it_is() {
        let file = FileLine { added: 3, unmatched: 1, ..FileLine::default() };
        let account = Account { files: vec![file], ..Account::default() };
        assert_eq!(account.counts(), "3 added, 0 updated, 0 unchanged, 1 not matched");
        let document = document(&account, "done");
        assert_eq!(document.table_names(), ["files"]);
    }
}
