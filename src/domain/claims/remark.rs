//! What a voice says of an item without giving it a level, and an item in another language.

use chrono::NaiveDate;

use super::{Happening, Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::ledger::Record;

claim! {
    /// What a voice says of an item without giving it a level.
    RemarkClaim in "remark" {
        /// The item.
        item_id: i64,
        /// Whose remark.
        assessor_id: i64,
        /// What kind, where a document says: `explanation` of the State's position.
        kind: Option<String>,
        /// The document that it stands in.
        document: Option<String>,
        /// The paragraph.
        paragraph: Option<String>,
        /// Its language, where that is not English.
        lang: Option<String>,
        /// Whether the words are a translation of our own.
        unofficial: Option<bool>,
        /// On which day it was made.
        effective_on: NaiveDate,
        /// Whether it may be handed on.
        public: bool,
        /// The words.
        text: String,
        /// Where it comes from: a file and the place in it.
        source: Option<String>,
    }
}

claim! {
    /// An item in another language.
    ItemTextClaim in "item_text" {
        /// The item.
        item_id: i64,
        /// The language: `sl`.
        lang: String,
        /// Whether the words are a translation that nobody issued.
        unofficial: bool,
        /// The document that has it.
        document: Option<String>,
        /// The paragraph.
        paragraph: Option<String>,
        /// Whether it may be handed on; none: as the item.
        public: Option<bool>,
        /// The words.
        text: String,
        /// Where it comes from.
        source: Option<String>,
    }
}

impl RemarkClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`] without words, [`Refusal::Future`] for a day that has not come.
    pub fn said(self, today: NaiveDate) -> Result<Record, Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal::Empty { what: "the remark" });
        }
        Refusal::unless_come(Happening::Speech, PartialDate::Day(self.effective_on), today)?;
        Ok(self.row())
    }
}

impl ItemTextClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`] without words.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal::Empty { what: "the text" });
        }
        Ok(self.row())
    }
}
