//! Why the program refuses.

use chrono::NaiveDate;

use super::refusals::Refused;
use super::sought::Sought;
use crate::domain::claims::Refusal;
use crate::domain::{BadDate, BadReference, PartialDate, UnknownWord};
use crate::store::StoreError;

/// What the program gives back.
pub type Result<T> = std::result::Result<T, AppError>;

/// Why it could not do what was asked. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The store's reason.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A word of no fixed list.
    #[error(transparent)]
    Word(#[from] UnknownWord),
    /// What the rules of a claim do not allow.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// No date.
    #[error(transparent)]
    Date(#[from] BadDate),
    /// No key or ref.
    #[error(transparent)]
    Reference(#[from] BadReference),
    /// A name that is not in the file.
    #[error("no {what} `{name}`")]
    Unknown {
        /// What was looked for.
        what: Sought,
        /// The name given.
        name: String,
        /// The nearest names, if any are near.
        nearest: Vec<String>,
    },
    /// A name that means several things.
    #[error("`{name}` is ambiguous: {}", candidates.join(", "))]
    Ambiguous {
        /// The name given.
        name: String,
        /// What it may mean.
        candidates: Vec<String>,
    },
    /// Understood, but not allowed.
    #[error(transparent)]
    Refused(Refused),
    /// Asked for by name where nothing of it is handed on, not even that it is there.
    #[error("`{name}` was not published: nothing of it is handed on")]
    Unpublished {
        /// The set, or the item.
        name: String,
    },
    /// So many items that a person should say yes first.
    #[error("this sets {0} items at once")]
    NeedsYes(usize),
    /// A status of a day before the document itself, as of a slip: somebody should say yes first.
    #[error("{on} is before `{item}` was asked: {document} is of {dated}")]
    BeforeDocument {
        /// `SET:REF`.
        item: String,
        /// The day.
        on: NaiveDate,
        /// The document: symbol, else key.
        document: String,
        /// Its date.
        dated: PartialDate,
    },
    /// Somebody recorded something of the item since the writer looked.
    #[error("something was recorded of `{item}` since you looked")]
    Changed {
        /// `SET:REF`.
        item: String,
    },
    /// Recording for an institution what is not its own.
    #[error("{what} is not your institution's")]
    NotTheirs {
        /// What it was.
        what: String,
    },
    /// A file cannot be read.
    #[error("cannot read `{path}`: {source}")]
    File {
        /// The path as given.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl AppError {
    /// Whether another program keeps the file, so that it may work in a moment.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Store(StoreError::Busy(_)))
    }

    /// Whether the file can only be read.
    pub fn is_read_only(&self) -> bool {
        matches!(self, Self::Store(StoreError::ReadOnly(_)))
    }
}

impl<R: Into<Refused>> From<R> for AppError {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal.into())
    }
}

/// A name that is not in the file, and the nearest that is.
pub(super) fn unknown(what: Sought, name: &str, near: Option<&str>) -> AppError {
    let nearest = near.map(str::to_owned).into_iter().collect();
    AppError::Unknown { what, name: name.to_owned(), nearest }
}
