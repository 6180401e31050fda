//! Why a file is not brought in.

use crate::import::{ImportError, Unsure};

/// Why a file is not brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportRefusal {
    /// A kind of file that is not read; its reader knows what can be done.
    #[error("`{file}`: {kind}")]
    Foreign {
        /// Its name.
        file: String,
        /// What it is.
        kind: String,
        /// What to do, so that it can be read.
        next: String,
    },
    /// A file that cannot be read.
    #[error("`{file}`: {error}")]
    Unreadable {
        /// Its name.
        file: String,
        /// What its reader found.
        error: ImportError,
    },
    /// A file that is larger than what is read.
    #[error("`{file}`: {error}")]
    TooLarge {
        /// Its name.
        file: String,
        /// What its reader found.
        error: ImportError,
    },
    /// A file that is not of the layout that was named.
    #[error("`{file}`: {error}")]
    OtherLayout {
        /// Its name.
        file: String,
        /// What its reader found.
        error: ImportError,
    },
    /// A file that is not of the layout for which it was taken by its words.
    #[error("`{file}`: {error}")]
    Mistaken {
        /// Its name.
        file: String,
        /// What its reader found.
        error: ImportError,
    },
    /// A file of which it is not known what it is, but what can be done with it.
    #[error("`{file}` looks like none of the layouts: {seen}")]
    NoLayout {
        /// Its name.
        file: String,
        /// What it looks like instead.
        seen: String,
        /// What to do with such a file.
        next: String,
    },
    /// A file of which it is not known what it is.
    #[error(transparent)]
    Unsure(#[from] Unsure),
    /// A sheet is named, and the file has none.
    #[error("`{file}` has no sheets")]
    NoSheets {
        /// Its name.
        file: String,
    },
    /// Assessments of nobody.
    #[error("`{file}` holds assessments, and does not say whose")]
    NoVoice {
        /// Its name.
        file: String,
        /// The assessors of the file.
        known: Vec<String>,
    },
    /// Another State than the one that was named.
    #[error("`{file}` is about {state}")]
    OtherState {
        /// Its name.
        file: String,
        /// The State's name.
        state: String,
    },
    /// Answers to what is not there.
    #[error("`{file}` answers recommendations that are not in this file")]
    NothingAnswered {
        /// Its name.
        file: String,
    },
    /// Several sets to which it may go.
    #[error("`{file}` may go to {}", quoted(sets))]
    SeveralSets {
        /// Its name.
        file: String,
        /// Their keys.
        sets: Vec<String>,
    },
    /// A file of no State.
    #[error("`{file}` does not say which State it is about")]
    NoState {
        /// Its name.
        file: String,
    },
    /// A file of no session or cycle.
    #[error("`{file}` does not say of which session or cycle it is")]
    NoSession {
        /// Its name.
        file: String,
    },
    /// Dates of which the day and the month are told apart in two ways.
    #[error("`{file}` writes days first and months first in one column: `{one}`, `{other}`")]
    MixedDates {
        /// Its name.
        file: String,
        /// A date.
        one: String,
        /// A date that contradicts it.
        other: String,
    },
    /// More rows that cannot be taken than are kept.
    #[error("`{file}` has more than {most} rows that cannot be taken")]
    TooManyWrong {
        /// Its name.
        file: String,
        /// How many are kept.
        most: usize,
    },
    /// A place where rows that cannot be taken find no room.
    #[error("rows cannot be set aside in `{file}`: {error}")]
    NotSetAside {
        /// The name of the file for them.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
}

fn quoted(keys: &[String]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" or ")
}
