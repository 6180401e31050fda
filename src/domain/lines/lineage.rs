//! Lineage: what was asked earlier.

use chrono::NaiveDate;

use crate::domain::PartialDate;

/// Lineage: one item pointing to an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkLine {
    /// The entry it came with.
    pub entry: i64,
    /// The later item, `SET:REF`.
    pub item: String,
    /// `repeats`, `in-part`, `via-concern`, `offer`, `related`, `superseded-by`.
    pub relation: String,
    /// The earlier item.
    pub target: String,
    /// Whether the later item is an offer.
    pub renews_offer: bool,
    /// The date of the later item's document.
    pub dated: Option<String>,
    /// The document of the later item.
    pub document: Option<String>,
    /// The earlier item's text.
    pub target_text: String,
    /// The later item's text.
    pub text: String,
    /// The earlier item's document.
    pub target_document: Option<String>,
    /// That document's date.
    pub target_dated: Option<String>,
    /// The answer recorded there.
    pub target_answer: Option<String>,
    /// Whether it is the project's own reading.
    pub own: bool,
    /// Whether it was accepted in bulk from suggestions.
    pub assisted: bool,
    /// How sure.
    pub confidence: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Whether the reason may be handed on.
    pub public: bool,
}

impl LinkLine {
    /// Whether both of its documents are there on a day: only then one can be seen to ask what the
    /// other asked. A document known to the month or year counts from its first day, one without a
    /// date always.
    pub fn is_established(&self, day: NaiveDate) -> bool {
        let dates = [&self.dated, &self.target_dated].into_iter().flatten();
        let mut dates = dates.filter_map(|text| PartialDate::parse(text).ok());
        dates.all(|date| date.first() <= day)
    }
}
