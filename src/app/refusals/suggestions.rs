//! Why nothing is suggested, or a suggestion is not taken.

use crate::suggest::BrokenSeed;

/// Why nothing is suggested, or a suggestion is not taken.
#[derive(Debug, thiserror::Error)]
pub enum SuggestionRefusal {
    /// No term is suggested as surely as asked.
    #[error("nothing is suggested that is at least {level}")]
    NoTerm {
        /// The level.
        level: &'static str,
    },
    /// The term is not suggested for the item.
    #[error("`{tag}` is not suggested for `{item}`")]
    TermOfItem {
        /// `VOCABULARY:TERM`.
        tag: String,
        /// `SET:REF`.
        item: String,
    },
    /// No link is suggested as near as asked.
    #[error("no link is suggested as {level}")]
    NoLink {
        /// The level.
        level: &'static str,
    },
    /// The item is not suggested as what was asked earlier.
    #[error("`{item}` is not suggested as an earlier demand")]
    NoEarlierItem {
        /// `SET:REF`.
        item: String,
    },
    /// No set in which an earlier demand could stand.
    #[error("there is no earlier set of the same State to look in")]
    NoEarlierSet,
    /// What ships with the program cannot be read.
    #[error(transparent)]
    Unshipped(#[from] BrokenSeed),
}
