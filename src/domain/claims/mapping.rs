//! How an office calls its columns and words: what an import was told is remembered.

use super::claim;
use crate::domain::ledger::Record;

claim! {
    /// What a heading or a word of somebody's tracker means.
    MappingClaim in "mapping" {
        /// `column` or `word`.
        kind: String,
        /// The layout that it is of; none for trackers.
        layout: Option<String>,
        /// The field: of a column the one it holds, of a word the one it is said in.
        field: String,
        /// What a word means, by its slug.
        meaning: Option<String>,
        /// Whether it is forgotten.
        removed: bool,
        /// The heading or word as printed.
        printed: Option<String>,
    }
}

impl MappingClaim {
    /// A heading and the field that its column holds.
    pub fn column(field: &str, heading: &str) -> Record {
        Self::blank("column", field, heading, None).row()
    }

    /// A word of a field and the slug that it means.
    pub fn word(field: &str, word: &str, meaning: &str) -> Record {
        Self::blank("word", field, word, Some(meaning.to_owned())).row()
    }

    fn blank(kind: &str, field: &str, printed: &str, meaning: Option<String>) -> Self {
        Self {
            id: None,
            kind: kind.to_owned(),
            layout: None,
            field: field.to_owned(),
            meaning,
            removed: false,
            printed: Some(printed.to_owned()),
        }
    }
}
