//! The one description of each table of the ledger: which columns enter an entry's hash, from which
//! form on and whether openly or sealed; what each refers to; which rows are internal; whether it
//! adds what others rest on. Inserting, hashing, checking, redacting, purging
//! and what stands in the way of `undo` follow from it.
//!
//! A column is added by a migration (`ALTER TABLE … ADD COLUMN`, without NOT NULL) and a line here,
//! at the end of the table's columns: the third form leaves out what has no value, so that older
//! entries keep their hashes. A table is described in the file of its topic and named at the end of
//! [`SHAPES`].

mod items;
mod keeping;
mod plan;
mod registers;

/// How a column enters the hash of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// As it is.
    Open,
    /// Under the row's salt: free text, evidence, whatever may have to be destroyed.
    Sealed,
}

/// A column, without `id`, `entry_id`, `salt` and `digest`, which every table has that needs them.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShapeColumn {
    /// Its name.
    pub(super) name: &'static str,
    way: Way,
    /// Entries of an earlier form hold it openly.
    once_open: bool,
    /// The first form that holds it.
    since: i64,
    /// The table of which it names a row (`entry` for an entry).
    pub(super) refers: Option<&'static str>,
}

const fn open(name: &'static str) -> ShapeColumn {
    ShapeColumn { name, way: Way::Open, once_open: false, since: 1, refers: None }
}

const fn sealed(name: &'static str) -> ShapeColumn {
    ShapeColumn { name, way: Way::Sealed, once_open: false, since: 1, refers: None }
}

/// Sealed from the third form on, open before.
const fn once_open(name: &'static str) -> ShapeColumn {
    ShapeColumn { name, way: Way::Sealed, once_open: true, since: 1, refers: None }
}

/// A number that names a row of another table.
const fn row_of(table: &'static str, name: &'static str) -> ShapeColumn {
    ShapeColumn { name, way: Way::Open, once_open: false, since: 1, refers: Some(table) }
}

impl ShapeColumn {
    /// The same, in no entry of an earlier form.
    const fn since(mut self, form: i64) -> Self {
        self.since = form;
        self
    }

    /// How an entry of a form holds it; none where it does not.
    pub(super) const fn way(&self, form: i64) -> Option<Way> {
        match self.way {
            _ if form < self.since => None,
            Way::Sealed if self.once_open && form < 3 => Some(Way::Open),
            way => Some(way),
        }
    }
}

/// A value that a row is recognised as internal by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// Nothing.
    Missing,
    /// A number: of a flag, 0 or 1.
    Number(i64),
    /// A word.
    Word(&'static str),
}

/// What must hold of a row's columns, all of it.
pub(super) type All = &'static [(&'static str, Is)];

/// Which rows of a table are internal. There is no default: a table says so itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Privacy {
    /// Rows that are internal as a whole, by any of these.
    pub(super) rows: &'static [All],
    /// Rows of which the sealed texts alone are internal, by any of these.
    pub(super) texts: &'static [All],
    /// Whether a row that refers to an internal one is internal: always, but for what publishes it.
    pub(super) inherits: bool,
}

/// Holds of every row.
const ALWAYS: &[All] = &[&[]];
/// Holds of none.
const NEVER: &[All] = &[];
/// Holds of what was not published.
const UNPUBLISHED: &[All] = &[&[("public", Is::Number(0))]];

/// Nothing of it is internal.
const PUBLISHED: Privacy = Privacy { rows: NEVER, texts: NEVER, inherits: true };
/// A row that was not published keeps its open columns in a copy for others, and loses its texts.
const TEXTS: Privacy = Privacy { rows: NEVER, texts: UNPUBLISHED, inherits: true };
/// A row that was not published is left out of a copy for others.
const ROWS: Privacy = Privacy { rows: UNPUBLISHED, texts: NEVER, inherits: true };
/// The row is published, its texts never are.
const TEXTS_ALWAYS: Privacy = Privacy { rows: NEVER, texts: ALWAYS, inherits: true };
/// A suggestion that was refused: a row that says that something is not so, of no use to others, and
/// telling what was weighed.
const REFUSED: &[All] = &[&[("removed", Is::Number(1)), ("assisted", Is::Number(1))]];

/// Never published.
const INTERNAL: Privacy = Privacy { rows: ALWAYS, texts: NEVER, inherits: true };

/// A table of the ledger.
#[derive(Debug)]
pub(super) struct Shape {
    /// Its name.
    pub(super) table: &'static str,
    /// Its columns, in canonical order.
    pub(super) columns: &'static [ShapeColumn],
    /// Which of its rows are internal.
    pub(super) privacy: Privacy,
    /// By what rows of two copies of a file are the same thing, or speak of the same.
    pub(super) same: Same,
    /// Whether it adds what others rest on: what is taken back by `undo` only.
    pub(super) adds: bool,
}

/// By what rows of two copies of a file are the same thing, or speak of the same: what `merge` goes by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Same {
    /// A row of a register: those with the same values in these columns are one thing.
    Key(&'static [&'static str]),
    /// A claim: the first rule that holds of it says about what it is, and what it says of that; of
    /// several about the same the latest holds.
    About(&'static [ClaimAbout]),
    /// Each stands for itself.
    Apart,
}

/// About what a claim is, and what it says of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClaimAbout {
    /// Of which rows this is so.
    pub(super) of: All,
    /// By these columns two are about the same.
    pub(super) what: &'static [&'static str],
    /// In these two may differ.
    pub(super) says: &'static [&'static str],
}

/// A claim of which every row is about the same thing.
macro_rules! about {
    ([$($what:literal),+] says [$($says:literal),+]) => {
        Same::About(&[ClaimAbout { of: &[], what: &[$($what),+], says: &[$($says),+] }])
    };
}

use about;

/// Every table of the ledger, in the order in which an entry's rows are hashed. New ones come last.
pub(super) const SHAPES: &[Shape] = &[
    keeping::SOURCE_FILE,
    registers::SETTING,
    registers::VOCABULARY,
    registers::TERM,
    registers::DOCUMENT,
    registers::ITEM_SET,
    items::ITEM,
    items::SENDER,
    items::ITEM_STATE,
    registers::ASSESSOR,
    items::ASSESSMENT,
    items::EVIDENCE,
    items::POSITION,
    items::TAG,
    items::LINK,
    registers::ENGAGEMENT,
    registers::MILESTONE,
    keeping::WITHDRAWAL,
    keeping::PURGE,
    items::FILING,
    keeping::AMENDMENT,
    keeping::PUBLICATION,
    keeping::SEED_MARK,
    keeping::REFERENCE_LIST,
    registers::ENTITY,
    registers::ENTITY_NAME,
    plan::ASSIGNMENT,
    plan::DUE,
    plan::INDICATOR,
    plan::INDICATOR_FOR,
    plan::MEASUREMENT,
    plan::REQUEST,
    plan::REQUEST_ITEM,
    plan::REQUEST_STATE,
    items::REMARK,
    items::ITEM_TEXT,
    registers::MAPPING,
    registers::ACCOUNT,
    keeping::ORIGIN,
];

impl Shape {
    /// The columns that an entry of a form holds in this way, in canonical order.
    pub(super) fn held(&self, form: i64, way: Way) -> impl Iterator<Item = &'static ShapeColumn> {
        self.columns.iter().filter(move |column| column.way(form) == Some(way))
    }

    /// Whether its rows have a salt and a digest.
    pub(super) fn seals(&self) -> bool {
        self.columns.iter().any(|column| column.way == Way::Sealed)
    }

    /// Whether a copy for others leaves out the texts of a row with these open fields; those of a file
    /// that was imported go with anything that came by it, which no row tells.
    pub(super) fn may_lack_texts(&self, open: impl Fn(&str) -> Option<String>) -> bool {
        let holds = |(name, value): &(&str, Is)| match (value, open(name)) {
            (Is::Missing, None) => true,
            (Is::Number(number), Some(found)) => found == number.to_string(),
            (Is::Word(word), Some(found)) => found == *word,
            _ => false,
        };
        self.table == "source_file" || self.privacy.texts.iter().any(|all| all.iter().all(holds))
    }

    /// The names of its sealed columns.
    pub(super) fn sealed(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(|column| column.way == Way::Sealed).map(|column| column.name)
    }

    /// Its columns as they are read and written: number, entry, all of them, salt and digest.
    pub(super) fn names(&self) -> Vec<&'static str> {
        let own = self.columns.iter().map(|column| column.name);
        let seal: &[&str] = if self.seals() { &["salt", "digest"] } else { &[] };
        ["id", "entry_id"].into_iter().chain(own).chain(seal.iter().copied()).collect()
    }
}

/// The shape of a table.
pub(super) fn shape(table: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.table == table)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The program of docs/ledger.md knows the tables by two lists.
    #[test]
    fn the_page_knows_what_a_redacted_ledger_lacks() {
        let page = include_str!("../../../docs/verify_ledger.py");
        let told = include_str!("../../../docs/ledger.md");
        let lack = |public: &'static str| {
            let with = move |name: &str| (name == "public").then(|| public.to_owned());
            let sealing = SHAPES.iter().filter(|shape| shape.seals());
            let mut tables: Vec<&str> = sealing
                .filter(|shape| shape.may_lack_texts(with))
                .map(|shape| shape.table)
                .collect();
            tables.sort_unstable();
            tables
        };
        let (always, not_published) = (lack("1"), lack("0"));
        let unpublished: Vec<&str> =
            not_published.into_iter().filter(|table| !always.contains(table)).collect();
        for (name, tables) in [("ALWAYS", always), ("UNPUBLISHED", unpublished)] {
            let line = format!("{name} = \"{}\"", tables.join(" "));
            assert!(page.contains(&line), "docs/verify_ledger.py wants\n{line}");
            for table in tables {
                assert!(told.contains(&format!("`{table}`")), "docs/ledger.md names no `{table}`");
            }
        }
    }
}
