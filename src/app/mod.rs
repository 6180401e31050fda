//! What the program can do, whoever asks.
//!
//! [`App`] owns the transactions: each method reads the clock once, begins one transaction, asks
//! the domain what is allowed, appends, commits. It does not print, parse words or know a format.

pub mod accounts;
pub mod additions;

mod amend;
pub mod answers;
mod choose;
pub mod completing;
pub mod duties;
mod error;
mod held;
pub mod import;
pub mod indicators;
pub mod merge;
mod names;
mod on_duty;
pub mod pick;
pub mod plans;
pub mod refusals;
pub mod remarks;
pub mod requests;
pub mod seeding;
mod sought;
pub mod status;
pub mod suggest;
mod terms;
mod told;
pub mod trust;
pub mod undo;
mod words;
mod write;

pub use amend::Edit;
pub use answers::{
    ActionWords, By, DueWords, GapWords, Other, Question, RequestWords, TemplateWords, Terms, What,
};
pub use choose::{FilterWords, ViewWords, months};
pub use error::{AppError, Result};
pub use held::Held;
pub use names::{Names, Owner};
pub use sought::Sought;

use crate::clock::{Clock, Now};
use crate::store::{Store, Tx};

/// The program on one open file.
pub struct App<'a> {
    store: &'a mut dyn Store,
    clock: &'a dyn Clock,
    author: String,
    held: Held,
}

impl<'a> App<'a> {
    /// The program on an open store; entries are signed by `author`.
    pub fn new(store: &'a mut dyn Store, clock: &'a dyn Clock, author: String) -> Self {
        Self { store, clock, author, held: Held::default() }
    }

    /// Begins to write. At a home what this release brings more is recorded first, by whoever writes
    /// first; a file has it since it was opened.
    fn writing(&mut self) -> Result<Box<dyn Tx + '_>> {
        if self.store.home().is_some() {
            let now = self.now().moment();
            seeding::bring_to_home(self.store, now)?;
        }
        Ok(self.store.write()?)
    }

    /// One reading of the clock.
    pub fn now(&self) -> Now {
        Now::read(self.clock)
    }
}

/// Says on which day a date was worked out to fall, so that it can be echoed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkedOut {
    /// What it is for (`effective on`, `as of`).
    pub what: &'static str,
    /// The day.
    pub day: chrono::NaiveDate,
}
