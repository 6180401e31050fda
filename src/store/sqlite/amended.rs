//! Which columns of which rows were ever amended.

use crate::domain::amended::AmendedKind;

/// Up to so many amended rows of a column, statements name them.
pub(super) const FEW: usize = 100;

/// Which columns of which rows were ever amended; read once a transaction, mostly little.
#[derive(Debug, Default)]
pub(super) struct Amended {
    pub(super) rows: Vec<(&'static str, String, i64)>,
    /// The amended texts of items: what the search index doesn't have.
    pub(super) texts: Vec<(i64, String)>,
}

/// The column of `amendment` that names a row.
pub(super) const fn naming(target: AmendedKind) -> &'static str {
    match target {
        AmendedKind::Item => "item_id",
        AmendedKind::Set => "set_id",
        AmendedKind::Document => "document_id",
    }
}

impl Amended {
    /// The rows of which a column was amended.
    pub(super) fn of(&self, target: AmendedKind, column: &str) -> Vec<i64> {
        let naming = naming(target);
        let rows = self.rows.iter().filter(|(of, field, _)| *of == naming && field == column);
        let mut found: Vec<i64> = rows.map(|(.., id)| *id).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the text of an item was amended.
    pub(super) fn has_text(&self, item: i64) -> bool {
        self.texts.iter().any(|(id, _)| *id == item)
    }

    /// The items of which an amended text has all these words.
    pub(super) fn with_words(&self, words: &[String]) -> Vec<i64> {
        let has = |text: &str| {
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(&word.to_lowercase()))
        };
        self.texts.iter().filter(|(_, text)| has(text)).map(|(id, _)| *id).collect()
    }
}
