//! Tables: named, with typed columns and rows that are held or fed one by one.

use super::{Cell, Part, Visibility};

/// Why the rows of a streamed table stopped coming.
pub type FeedError = Box<dyn std::error::Error + Send + Sync>;

/// A table that JSON, CSV and XLSX find by its name.
#[derive(Debug)]
pub struct Table<'a> {
    /// Stable name (`items`, `themes`, `history`).
    pub name: &'static str,
    /// Caption for people.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Rows<'a>,
    /// Whether CSV takes this table when none is named.
    pub main: bool,
    /// Whether tables made for people (terminal, md, html, docx) leave it out: it repeats, for
    /// scripts, what stands elsewhere in the document.
    pub for_scripts: bool,
    /// Whether people see it only where it has rows, so that none in which all was internal is told from
    /// one that never had any.
    pub only_filled: bool,
    /// What people take it for.
    pub shape: TableShape,
    /// Index of the column by which people see the rows grouped, a line above each group, instead
    /// of a column. CSV, JSON and XLSX keep the column.
    pub group_by: Option<usize>,
}

impl<'a> Table<'a> {
    /// A table for people and scripts alike, not the main one.
    pub fn new(name: &'static str, title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            name,
            title: title.into(),
            columns,
            rows: Rows::Held(Vec::new()),
            main: false,
            for_scripts: false,
            only_filled: false,
            shape: TableShape::Rows,
            group_by: None,
        }
    }

    /// The same as items, each to be read on its own.
    #[must_use]
    pub fn itemized(mut self) -> Self {
        self.shape = TableShape::Items;
        self
    }

    /// The same with rows.
    #[must_use]
    pub fn with_rows(mut self, rows: Vec<Row>) -> Self {
        self.rows = Rows::Held(rows);
        self
    }

    /// The same with rows that come one by one.
    #[must_use]
    pub fn with_feed(
        mut self,
        feed: impl FnOnce(&mut dyn FnMut(Row) -> Result<(), FeedError>) -> Result<(), FeedError> + 'a,
    ) -> Self {
        self.rows = Rows::Feed(Box::new(feed));
        self
    }

    /// The same, for people only where it has rows.
    #[must_use]
    pub fn only_filled(mut self) -> Self {
        self.only_filled = true;
        self.hide_empty();
        self
    }

    /// Keeps a table from people that is seen only where it has rows, and has none.
    pub(in crate::report) fn hide_empty(&mut self) {
        let empty = matches!(&self.rows, Rows::Held(rows) if rows.is_empty());
        self.for_scripts |= self.only_filled && empty;
    }

    /// The same as the document's main table.
    #[must_use]
    pub fn main(mut self) -> Self {
        self.main = true;
        self
    }

    /// The same, grouped for people by the column with this key.
    #[must_use]
    pub fn grouped_by(mut self, key: &str) -> Self {
        self.group_by = self.columns.iter().position(|column| column.key == key);
        self
    }
}

/// What people take a table for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableShape {
    /// Rows to compare.
    #[default]
    Rows,
    /// Items, each to be read on its own: what it is called, its text, its status and since when, then
    /// why and on what ground.
    Items,
    /// OHCHR's thematic list of recommendations: four columns, the theme above.
    ThematicList,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Stable name for scripts (`effective_on`).
    pub key: &'static str,
    /// What people see.
    pub title: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether tables made for people leave it out.
    pub for_scripts: bool,
    /// Whether a terminal leaves it out, where there is no room: pages show it.
    pub for_pages: bool,
    /// Whether a narrow screen may leave it out before the text beside it gets too narrow to read.
    pub spare: bool,
    /// What it means and how it is filled, where the title does not say it.
    pub explanation: Option<String>,
    /// What may be written into its cells, in a document that is made to be filled in and read
    /// back; `None`: its cells are to be left as they are.
    pub entry: Option<Entry>,
}

impl Column {
    /// A column that people see.
    pub fn new(key: &'static str, title: impl Into<String>, kind: Kind) -> Self {
        Self {
            key,
            title: title.into(),
            kind,
            for_scripts: false,
            for_pages: false,
            spare: false,
            explanation: None,
            entry: None,
        }
    }

    /// The same, left out of tables made for people.
    #[must_use]
    pub fn for_scripts(mut self) -> Self {
        self.for_scripts = true;
        self
    }

    /// The same, left out on a terminal.
    #[must_use]
    pub fn for_pages(mut self) -> Self {
        self.for_pages = true;
        self
    }

    /// The same, the first to be left out where a screen is narrow.
    #[must_use]
    pub fn spare(mut self) -> Self {
        self.spare = true;
        self
    }

    /// The same with what it means.
    #[must_use]
    pub fn explained(mut self, explanation: impl Into<String>) -> Self {
        self.explanation = Some(explanation.into());
        self
    }

    /// The same, for people to write into.
    #[must_use]
    pub fn filled_in(mut self, entry: Entry) -> Self {
        self.entry = Some(entry);
        self
    }
}

/// What may be written into the cells of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Any text, number or date that the column takes.
    Free,
    /// One of these words; some may be for the terminal and for files that stay here.
    OneOf(Vec<Part>),
}

/// What the cells of a column hold: formats choose alignment, width and number format by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A short label or code that must not be broken (a ref, a key, a date as printed).
    Label,
    /// The name of an item of this file, `SET:REF`: a label that a page makes a link to the item.
    Item,
    /// Prose that wraps.
    Text,
    /// Whole numbers.
    Number,
    /// A share between 0 and 1, shown as a percentage.
    Share,
    /// A day.
    Date,
    /// A status: a label with its stable slug.
    Status,
}

/// The rows of a table: held in memory, or fed one by one so that memory stays bounded.
pub enum Rows<'a> {
    /// All of them.
    Held(Vec<Row>),
    /// Called once with a sink; calls it for each row in order.
    Feed(Box<Feed<'a>>),
}

/// A source of rows, called once; it passes on the first error that the sink gives back.
pub type Feed<'a> =
    dyn FnOnce(&mut dyn FnMut(Row) -> Result<(), FeedError>) -> Result<(), FeedError> + 'a;

impl std::fmt::Debug for Rows<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Held(rows) => out.debug_tuple("Held").field(rows).finish(),
            Self::Feed(_) => out.write_str("Feed"),
        }
    }
}

impl Rows<'_> {
    /// Gives each row to the sink in order, and uses the rows up.
    ///
    /// # Errors
    /// The source's error, or the first that the sink gives back.
    pub fn each(self, sink: &mut dyn FnMut(Row) -> Result<(), FeedError>) -> Result<(), FeedError> {
        match self {
            Self::Held(rows) => rows.into_iter().try_for_each(sink),
            Self::Feed(feed) => feed(sink),
        }
    }

    /// The rows in memory.
    ///
    /// # Errors
    /// The source's error.
    pub fn hold(self) -> Result<Vec<Row>, FeedError> {
        let mut held = Vec::new();
        match self {
            Self::Held(rows) => held = rows,
            Self::Feed(feed) => feed(&mut |row| {
                held.push(row);
                Ok(())
            })?,
        }
        Ok(held)
    }
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// Whether the row as a whole is internal.
    pub visibility: Visibility,
}

impl Row {
    /// A public row.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, visibility: Visibility::Public }
    }
}
