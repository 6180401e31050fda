//! Where items stand and what they are tagged with, seen from the terms.

use crate::store::Result;

/// A kind of file that tagged items of a set with a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagging {
    /// The set.
    pub set: i64,
    /// The term.
    pub term: i64,
    /// The layout of the file; none where the tag came with no file.
    pub layout: Option<String>,
}

/// Where items stand and what they are tagged with, seen from the terms.
pub trait ReadThemes {
    /// The terms that items of these sets (of all but plans where none is named) stand under or are
    /// tagged with, by number.
    fn list_used_terms(&self, sets: &[i64]) -> Result<Vec<i64>>;
    /// The sets of which an item stands under one of these headings, by number.
    fn list_filed_sets(&self, headings: &[i64]) -> Result<Vec<i64>>;
    /// Which files tagged items of which set with these terms, by set.
    fn list_taggings(&self, terms: &[i64]) -> Result<Vec<Tagging>>;
}
