//! The neutral shape of every answer.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::NaiveDate;

/// Why the rows of a streamed table stopped coming.
pub type FeedError = Box<dyn std::error::Error + Send + Sync>;

/// An answer: what it is called, what is true of it as a whole, and its parts in reading order.
#[derive(Debug, Default)]
pub struct Document<'a> {
    /// The heading, in plain words.
    pub title: String,
    /// Facts about the whole, by stable key: they are `facts` in JSON.
    pub facts: Vec<Fact>,
    /// The parts, in reading order.
    pub blocks: Vec<Block<'a>>,
    /// A line that must stand on every page or screen (`EXAMPLE …`, `INTERNAL …`), if any.
    pub stamp: Option<String>,
    /// What stands at the foot of a document that is handed on: fingerprint, filters, dates, the
    /// command that makes it again.
    pub footer: Vec<String>,
}

/// One fact about a whole document.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The stable name that scripts use (`days_left`).
    pub key: &'static str,
    /// Its value; [`Value::Empty`] is `null`.
    pub value: Value,
}

/// One part of a document.
#[derive(Debug)]
pub enum Block<'a> {
    /// A heading; 1 is the highest below the title.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph of prose.
    Paragraph(String),
    /// A paragraph whose words are partly internal.
    Prose(Vec<Part>),
    /// A list of short points.
    List(Vec<Part>),
    /// A place where a person is to write: the prompt says what belongs there.
    ToWrite(String),
    /// A remark on how to read what stands beside it.
    Note(String),
    /// A named table.
    Table(Table<'a>),
    /// A picture of figures; its table must stand in the document as well.
    Chart(Chart),
}

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
    /// Index of the column by which people see the rows grouped, a line above each group, instead
    /// of a column. CSV, JSON and XLSX keep the column.
    pub group_by: Option<usize>,
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
    /// What it means and how it is filled, where the title does not say it.
    pub explanation: Option<String>,
    /// What may be written into its cells, in a document that is made to be filled in and read
    /// back; `None`: its cells are to be left as they are.
    pub entry: Option<Entry>,
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

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// Whether it may leave the terminal.
    pub visibility: Visibility,
    /// Whether this is the project's own reading (`origin = own`): people see a mark in the cell.
    pub own: bool,
}

/// A typed value.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing: `null`, an empty cell. Never 0, never `not-assessed`.
    #[default]
    Empty,
    /// Text, a ref or a code: always a string, never a number.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A share between 0 and 1.
    Share(f64),
    /// A day.
    Date(NaiveDate),
    /// A status or another term that has a slug for scripts and a label for people.
    Term {
        /// What scripts see (`in-progress`); nothing where it is empty.
        slug: Cow<'static, str>,
        /// What people see (`In progress`).
        label: Cow<'static, str>,
    },
    /// Yes or no.
    Flag(bool),
    /// An address with the words to show for it.
    Link {
        /// The words.
        text: String,
        /// `http` or `https` address.
        url: String,
    },
    /// Several values in order, each with its own visibility; joined by `; ` in one cell.
    Parts(Vec<Part>),
    /// The same, each on a line of its own.
    Lines(Vec<Part>),
}

/// One of several values in a cell or paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// The words.
    pub text: String,
    /// The address behind them, if any.
    pub url: Option<String>,
    /// Whether it may leave the terminal.
    pub visibility: Visibility,
    /// Whether it is the project's own reading.
    pub own: bool,
}

/// Whether a value may be handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Visibility {
    /// It may.
    #[default]
    Public,
    /// It may not, unless asked for by name; the number is the history entry it came with, so that
    /// what was left out can be counted by entry. 0 is not counted: authors, who never are public.
    Internal(i64),
}

/// A picture of figures.
#[derive(Debug, Clone)]
pub enum Chart {
    /// One stacked bar a row.
    Bars {
        /// Caption.
        title: String,
        /// What the parts of each bar mean, in stacking order.
        series: Vec<Series>,
        /// The bars.
        bars: Vec<Bar>,
    },
    /// Counts over time, with marks.
    Course(Course),
}

/// What one part of each bar means.
#[derive(Debug, Clone)]
pub struct Series {
    /// Stable name: a status slug.
    pub key: &'static str,
    /// What people read.
    pub label: String,
    /// Whether it stands for what is not known: drawn hatched.
    pub hatched: bool,
}

/// One bar: a label and one count a series.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// The counts, in the order of the series.
    pub counts: Vec<i64>,
}

/// Counts over time.
#[derive(Debug, Clone)]
pub struct Course {
    /// Caption.
    pub title: String,
    /// What the counts mean, in stacking order.
    pub series: Vec<Series>,
    /// The points, oldest first.
    pub points: Vec<CoursePoint>,
    /// Milestones on the same axis.
    pub marks: Vec<Mark>,
}

/// The counts on one day.
#[derive(Debug, Clone)]
pub struct CoursePoint {
    /// The day.
    pub on: NaiveDate,
    /// One count a series.
    pub counts: Vec<i64>,
}

/// A milestone on a time axis.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where it stands on the axis.
    pub on: NaiveDate,
    /// As precisely as it is known (`2021-09`).
    pub printed: String,
    /// What it is.
    pub label: String,
}

impl Document<'_> {
    /// A document with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// The names of its tables, in order.
    pub fn table_names(&self) -> Vec<&'static str> {
        let name = |block: &Block<'_>| match block {
            Block::Table(table) => Some(table.name),
            _ => None,
        };
        self.blocks.iter().filter_map(name).collect()
    }
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
            group_by: None,
        }
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

impl Column {
    /// A column that people see.
    pub fn new(key: &'static str, title: impl Into<String>, kind: Kind) -> Self {
        Self {
            key,
            title: title.into(),
            kind,
            for_scripts: false,
            for_pages: false,
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
}

impl Column {
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

impl Row {
    /// A public row.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, visibility: Visibility::Public }
    }
}

impl Cell {
    /// The same, internal, from this history entry.
    #[must_use]
    pub fn internal(mut self, entry: i64) -> Self {
        self.visibility = Visibility::Internal(entry);
        self
    }

    /// The same, marked as the project's own reading.
    #[must_use]
    pub fn own(mut self, own: bool) -> Self {
        self.own = own;
        self
    }

    /// Text, or nothing where there is none.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or_else(Self::default, |text| Value::Text(text.into()).into())
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self { value, ..Self::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned()).into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Value::Text(text).into()
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Value::Number(number).into()
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Value::Date(day).into()
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::default, Into::into)
    }
}

impl Part {
    /// Public words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Visibility {
    /// `Internal(entry)` unless it was published.
    pub fn of(public: bool, entry: i64) -> Self {
        if public { Self::Public } else { Self::Internal(entry) }
    }

    /// Remembers the entry and says true where this is internal.
    pub(crate) fn left_out(self, seen: &mut HashSet<i64>) -> bool {
        match self {
            Self::Public => false,
            Self::Internal(entry) => {
                if entry != 0 {
                    seen.insert(entry);
                }
                true
            }
        }
    }
}
