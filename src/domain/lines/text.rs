//! An item's text with what it was coded with: what suggestions are made from.

/// An item or component, its text and its terms of one vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// Its number in the file.
    pub id: i64,
    /// Its set.
    pub set: i64,
    /// `SET:REF`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its terms in force, by number.
    pub terms: Vec<i64>,
    /// Those that were accepted in bulk from suggestions: nothing is learned from them.
    pub assisted: Vec<i64>,
    /// Terms that were suggested and refused.
    pub refused: Vec<i64>,
}
