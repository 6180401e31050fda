//! Documents turned into formats: the only room that knows what a format is.
//!
//! [`render`] is the one door. csv, tsv, json and jsonl take the rows as they come, so that their
//! memory stays bounded; the other formats hold them. The same document gives the same bytes.

mod docx;
pub mod face;
mod format;
mod guard;
pub mod html;
mod ics;
mod json;
mod markdown;
pub mod package;
mod people;
mod pick;
#[cfg(test)]
pub(crate) mod sample;
mod separated;
mod shape;
mod terminal;
mod text;
mod xlsx;

use std::io::{self, Write};

use crate::report::{Document, FeedError};

pub use format::Format;
pub use guard::{guard, unguard};
#[cfg(feature = "web")]
pub use html::{form, page};
pub use ics::has_dates;
pub use shape::{Sort, in_order};
pub use text::acts;

/// How an answer is to look, beyond its format.
#[derive(Debug, Clone)]
pub struct Options {
    /// Columns of the terminal; `None` where the output is no terminal.
    pub width: Option<usize>,
    /// Whether the terminal shows colours.
    pub colour: bool,
    /// Whether csv and tsv begin with a byte-order mark, for Excel.
    pub bom: bool,
    /// The one table to write, by name, instead of the main one (csv, tsv, jsonl) or all.
    pub table: Option<String>,
    /// Whether lists on a terminal cut long texts at two lines and leave out what is empty.
    pub brief: bool,
    /// The most rows of a table that the terminal format shows.
    pub row_limit: Option<usize>,
    /// The most rows of a table that any format writes.
    pub rows: Option<usize>,
    /// The order of the main table's rows, where it is another than its own.
    pub sort: Option<Sort>,
    /// The columns of the main table, in order; all of those that the format shows where none is named.
    pub columns: Vec<String>,
    /// Whether csv and tsv [`guard`] what a spreadsheet would run.
    pub guard: bool,
    /// Whether xlsx is made to be filled in and read back: its first row holds the columns' keys,
    /// its cells what scripts read, and all but the columns with an entry is protected.
    pub fill_in: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: None,
            colour: false,
            bom: false,
            table: None,
            brief: false,
            row_limit: None,
            rows: None,
            sort: None,
            columns: Vec::new(),
            guard: true,
            fill_in: false,
        }
    }
}

/// What the caller may want to tell about what was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderNotes {
    /// The table that a format with room for one table wrote.
    pub table: Option<&'static str>,
    /// The names of the tables that were not written.
    pub other_tables: Vec<&'static str>,
    /// The tables that were cut short.
    pub cut: Vec<CutTable>,
    /// What is in no calendar, since neither its day nor its month is known.
    pub undated: Vec<String>,
}

/// A table that was cut short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutTable {
    /// Its name.
    pub table: &'static str,
    /// How many rows were written.
    pub shown: usize,
    /// How many there are.
    pub total: usize,
}

/// Why a document was not written, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The output could not be written to.
    #[error("the output could not be written: {0}")]
    Io(#[source] io::Error),
    /// The source of the rows failed.
    #[error("{0}")]
    Feed(FeedError),
    /// The answer has no table of this name.
    #[error("this answer has no table `{name}`")]
    UnknownTable {
        /// What was asked for.
        name: String,
        /// The names that it has, in order.
        known: Vec<&'static str>,
    },
    /// The answer's main table has no column of this name.
    #[error("table `{table}` has no column `{name}`")]
    UnknownColumn {
        /// What was asked for.
        name: String,
        /// The table.
        table: &'static str,
        /// The names that it has, in order.
        known: Vec<&'static str>,
    },
    /// A cell of a workbook has no room for the text, and may not be cut.
    #[error(
        "column `{column}`, row {row} ({of}): the text is longer than the {most} characters that a cell holds"
    )]
    TextTooLong {
        /// The column's key.
        column: &'static str,
        /// The row, the header being row 1.
        row: u32,
        /// What stands in the row's first column: the item.
        of: String,
        /// The most that it holds.
        most: usize,
    },
    /// The workbook could not be made.
    #[error("the workbook could not be made: {0}")]
    Workbook(#[source] Box<rust_xlsxwriter::XlsxError>),
}

impl From<rust_xlsxwriter::XlsxError> for RenderError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Workbook(Box::new(error))
    }
}

impl From<io::Error> for RenderError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<FeedError> for RenderError {
    /// The sinks of this room give back an [`io::Error`] or a [`RenderError`].
    fn from(error: FeedError) -> Self {
        match error.downcast::<Self>() {
            Ok(error) => *error,
            Err(error) => match error.downcast::<io::Error>() {
                Ok(error) => Self::Io(*error),
                Err(error) => Self::Feed(error),
            },
        }
    }
}

/// Writes the document in the format.
///
/// # Errors
/// A table or column that the document does not have, a failing output, or a failing source of rows.
pub fn render(
    document: Document<'_>,
    format: Format,
    options: &Options,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    let document = match &options.table {
        Some(name) => pick::only_table(document, name)?,
        None => document,
    };
    // A terminal says itself how many rows it left out.
    let most = options.rows.filter(|_| format != Format::Table);
    let (document, cuts) = shape::shaped(document, options, most)?;
    let notes = match format {
        Format::Csv => separated::write(document, b',', options, out),
        Format::Tsv => separated::write(document, b'\t', options, out),
        Format::Json => json::write(document, out),
        Format::Jsonl => json::write_lines(document, out),
        Format::Table => terminal::write(document, options, out),
        Format::Md => markdown::write(document, out),
        Format::Html => html::write(document, out),
        Format::Xlsx => xlsx::write(document, options, out),
        Format::Docx => docx::write(document, out),
        Format::Ics => ics::write(document, out),
    }?;
    Ok(RenderNotes { cut: [notes.cut, cuts.cut()].concat(), ..notes })
}
