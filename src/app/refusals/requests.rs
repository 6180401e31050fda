//! Why nothing is asked of an institution.

use chrono::NaiveDate;

use crate::domain::RequestState;

/// Why nothing is asked.
#[derive(Debug, thiserror::Error)]
pub enum RequestRefusal {
    /// An answer that would be due before it is asked for.
    #[error("an answer by {due} cannot be asked for on {today}")]
    PastAnswer {
        /// The day of the answer.
        due: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// Nothing that the institution could be asked about.
    #[error("there is nothing to ask `{entity}` about")]
    NothingToAsk {
        /// The institution's key.
        entity: String,
    },
    /// A request that has ended, and is to end.
    #[error("`{request}` was {state} on {day}")]
    Ended {
        /// Its key.
        request: String,
        /// How it ended.
        state: RequestState,
        /// Since when.
        day: NaiveDate,
    },
    /// A request that has ended, of which a workbook is wanted.
    #[error("request {request} was {state} on {day}: nothing is asked any more")]
    AsksNoMore {
        /// Its key.
        request: String,
        /// The institution that was asked.
        entity: String,
        /// How it ended.
        state: RequestState,
        /// Since when.
        day: NaiveDate,
    },
    /// All of it was answered.
    #[error("{request} is answered: nothing is left to ask")]
    Answered {
        /// Its key.
        request: String,
    },
    /// A key that several requests have, which copies made apart.
    #[error("{key} is the key of {} requests", marks.len())]
    SeveralOfKey {
        /// The key, as given.
        key: String,
        /// What each is known by in every copy.
        marks: Vec<String>,
    },
}
