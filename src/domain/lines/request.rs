//! Requests to institutions, and what became of them.

use chrono::NaiveDate;

use crate::domain::request::RequestState;

/// A request, as far as it was known and answered by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// Its number in the file.
    pub id: i64,
    /// Its entry.
    pub entry: i64,
    /// Its key.
    pub key: String,
    /// The institution's key.
    pub entity: String,
    /// Its name on the day.
    pub name: String,
    /// On which day it was asked.
    pub asked_on: NaiveDate,
    /// By when an answer is asked for.
    pub due_on: Option<NaiveDate>,
    /// What its workbook is known by.
    pub mark: String,
    /// Whether it may be handed on: it was published, and the institution may be.
    pub public: bool,
    /// The items, in order.
    pub items: Vec<AskedLine>,
    /// How it ended as a whole, on which day and why, if it did.
    pub ended: Option<(RequestState, NaiveDate, Option<String>)>,
}

/// An item that a request asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedLine {
    /// Its number in the file.
    pub item: i64,
    /// `SET:REF`.
    pub name: String,
    /// On which day the answer was received, if it was.
    pub answered_on: Option<NaiveDate>,
}

impl RequestLine {
    /// How many of its items are answered.
    pub fn answered(&self) -> usize {
        self.items.iter().filter(|item| item.answered_on.is_some()).count()
    }

    /// The items of which no answer came.
    pub fn open(&self) -> impl Iterator<Item = &AskedLine> {
        self.items.iter().filter(|item| item.answered_on.is_none())
    }

    /// How it stands on a day.
    pub fn state(&self, today: NaiveDate) -> RequestState {
        let said = self.ended.as_ref().map(|(state, ..)| *state);
        RequestState::of(said, self.open().count(), self.due_on, today)
    }
}
