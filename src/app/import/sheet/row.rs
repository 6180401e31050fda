//! A row as it is compared: what it started from, what is recorded, what was edited.

use std::collections::HashMap;

use crate::app::error::{AppError, Result};
use crate::domain::SheetColumn;
use crate::domain::ledger::Record;
use crate::domain::lines::ItemLine;
use crate::domain::sheet::Role;

use super::cells::PrintedRow;
use crate::store::StoreError;

/// The keys of the columns that make an assessment.
pub(super) fn assessment() -> impl Iterator<Item = &'static str> {
    SheetColumn::keys_of(Role::Assessment)
}

/// What a row says now against what it started from.
pub(super) struct ReturnedRow<'l> {
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
    /// Whether it is a row of somebody's own tracker, which takes no tags away.
    pub(super) foreign: bool,
    /// A date as it was typed, where it is no ISO date.
    pub(super) typed_date: Option<String>,
}

/// What is wrong with a cell.
pub(super) struct WrongCell {
    pub(super) column: &'static str,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) nearest: Option<String>,
}

impl WrongCell {
    pub(super) fn new(column: &'static str, found: &str, expected: impl Into<String>) -> Self {
        Self { column, found: found.to_owned(), expected: expected.into(), nearest: None }
    }

    pub(super) fn near(mut self, nearest: Option<String>) -> Self {
        self.nearest = nearest;
        self
    }
}

/// Why a row stops: something is wrong with it, or the whole import cannot go on.
pub(super) enum Halt {
    /// A cell is wrong.
    Wrong(WrongCell),
    /// The engine failed.
    Failed(AppError),
}

/// A row goes on, or stops.
pub(super) type Checked<T> = std::result::Result<T, Halt>;

/// Keeps what is wrong and goes on; where the whole import cannot, it stops.
pub(super) fn gather<T>(wrong: &mut Vec<WrongCell>, checked: Checked<T>) -> Result<Option<T>> {
    match checked {
        Ok(value) => Ok(Some(value)),
        Err(Halt::Wrong(one)) => {
            wrong.push(one);
            Ok(None)
        }
        Err(Halt::Failed(error)) => Err(error),
    }
}

impl From<WrongCell> for Halt {
    fn from(wrong: WrongCell) -> Self {
        Self::Wrong(wrong)
    }
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<AppError> for Halt {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}
