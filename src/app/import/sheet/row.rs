//! A row as it is compared: what it started from, what is recorded, what was edited.

use std::collections::HashMap;

use crate::domain::ledger::Record;
use crate::domain::lines::ItemLine;

use super::cells::PrintedRow;

/// Columns that make an assessment.
pub(super) const ASSESSMENT: [&str; 4] = ["status", "effective_on", "confidence", "note"];

/// What a row says now against what it started from.
pub(super) struct Row<'l> {
    pub(super) item: i64,
    pub(super) name: String,
    /// What is recorded, as the row's voice sees it.
    pub(super) ours: &'l ItemLine,
    pub(super) printed: PrintedRow,
    pub(super) base: PrintedRow,
    /// Edited cells, as they came back; empty where one was cleared.
    pub(super) edits: HashMap<&'static str, String>,
    pub(super) voice: i64,
    pub(super) voice_key: String,
    pub(super) records: Vec<Record>,
    pub(super) changes: Vec<(&'static str, String, String, String)>,
    pub(super) conflict: bool,
    /// A date as it was typed, where it is no ISO date.
    pub(super) typed_date: Option<String>,
}

/// What is wrong with a cell.
pub(super) struct Wrong {
    pub(super) column: &'static str,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) nearest: Option<String>,
}

impl Wrong {
    pub(super) fn new(column: &'static str, found: &str, expected: impl Into<String>) -> Self {
        Self { column, found: found.to_owned(), expected: expected.into(), nearest: None }
    }

    pub(super) fn near(mut self, nearest: Option<String>) -> Self {
        self.nearest = nearest;
        self
    }
}

/// A row goes on, or something is wrong with it.
pub(super) type Checked<T> = std::result::Result<T, Wrong>;
