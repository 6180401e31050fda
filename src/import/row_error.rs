//! What can be wrong with a part of a foreign file: a row, or something to look at.

use super::SourcePlace;

/// A row, paragraph or record that cannot be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Where it stands.
    pub place: SourcePlace,
    /// The column, as the file's header names it.
    pub column: Option<String>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// The nearest known word.
    pub nearest: Option<String>,
    /// The whole row as it was read, cell by cell, so that it can be set aside and mended.
    pub cells: Vec<String>,
}

/// Something that was taken, but that a reader may want to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where it stands.
    pub place: SourcePlace,
    /// What was noticed, as a sentence without its full stop.
    pub message: String,
}

impl Warning {
    /// A warning about a place.
    pub fn new(place: SourcePlace, message: impl Into<String>) -> Self {
        Self { place, message: message.into() }
    }
}
