//! The neutral shape of every answer.

mod cell;
mod chart;
mod table;

pub use cell::{Cell, Part, Value, Visibility};
pub use chart::{Bar, Chart, Course, CoursePoint, Mark, Series};
pub use table::{Column, Entry, Feed, FeedError, Kind, Row, Rows, Table, TableShape};

/// What the last line at the foot begins with: the command that makes the same again. Papers that are
/// handed in keep it among their properties.
pub const MADE_BY: &str = "Made by: ";

/// An answer: what it is called, what is true of it as a whole, and its parts in reading order.
#[derive(Debug, Default)]
pub struct Document<'a> {
    /// The heading, in plain words.
    pub title: String,
    /// Facts about the whole, by stable key: they are `facts` in JSON.
    pub facts: Vec<Fact>,
    /// What the first screen shows beside the opening sentence, where there are figures of a whole.
    pub glance: Option<Glance>,
    /// The parts, in reading order.
    pub blocks: Vec<Block<'a>>,
    /// What rules of form it is handed in under.
    pub form: PaperForm,
    /// A line that must stand on every page or screen (`EXAMPLE …`, `INTERNAL …`), if any.
    pub stamp: Option<String>,
    /// What stands at the foot of a document that is handed on: fingerprint, filters, dates, the
    /// command that makes it again.
    pub footer: Vec<String>,
}

/// The rules of form that a paper is handed in under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PaperForm {
    /// None.
    #[default]
    Free,
    /// Those of OHCHR for stakeholders' submissions: Times New Roman, 12 points, and a number of words that
    /// leaves no room for a list of contents.
    Submission,
}

/// One fact about a whole document.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The stable name that scripts use (`days_left`).
    pub key: &'static str,
    /// Its value; [`Value::Empty`] is `null`.
    pub value: Value,
}

/// The whole at a glance: for people; scripts have the facts and tables.
#[derive(Debug, Clone)]
pub struct Glance {
    /// One bar of the whole.
    pub whole: Chart,
    /// What is to be known first, four at the most.
    pub figures: Vec<Figure>,
}

/// A figure with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number in print: `31 of 36`.
    pub number: String,
    /// What it counts, to be read after it: `assessed`.
    pub of: String,
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
