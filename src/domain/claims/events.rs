//! What happened between the office and the State, and what is to come.

use chrono::NaiveDate;

use super::{Happening, Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::ledger::Record;
use crate::domain::words::Certainty;

claim! {
    /// A letter, meeting, offer or reply.
    EngagementClaim in "engagement" {
        /// Its key.
        key: String,
        /// The State.
        state: Option<String>,
        /// When, or from when.
        from_on: Option<String>,
        /// Until when.
        until_on: Option<String>,
        /// How exactly: `day`, `month`, `year`, `none`.
        precision: String,
        /// `before` or `after` the date.
        bound: Option<String>,
        /// `letter`, `meeting` …
        kind: String,
        /// The document that tells of it.
        document: Option<String>,
        /// The paragraph.
        paragraph: Option<String>,
        /// Whether it belongs in a short account.
        essential: bool,
        /// Whether it may be handed on.
        public: bool,
        /// Who acted.
        who: Option<String>,
        /// Toward whom.
        whom: Option<String>,
        /// What was said or done.
        what: Option<String>,
        /// What came of it.
        outcome: Option<String>,
        /// A remark.
        comment: Option<String>,
    }
}

claim! {
    /// A date of the calendar; the newest row of a key counts.
    MilestoneClaim in "milestone" {
        /// Its key.
        key: String,
        /// The State.
        state: Option<String>,
        /// The set's key.
        set_key: Option<String>,
        /// What it is.
        label: String,
        /// When, as known.
        dated: Option<PartialDate>,
        /// How exactly: `day`, `month`, `year`, `none`.
        precision: String,
        /// How sure.
        certainty: Certainty,
        /// What it rests on.
        basis: Option<String>,
        /// Whether it is voluntary.
        voluntary: bool,
        /// `review`, `midterm` …
        kind: String,
    }
}

impl EngagementClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Future`], and [`Refusal::Empty`] where it is not said what happened.
    pub fn said(self, today: NaiveDate) -> Result<Record, Refusal> {
        let from = self.from_on.as_deref().and_then(|text| PartialDate::parse(text).ok());
        if let Some(date) = from {
            Refusal::unless_come(Happening::Engagement, date, today)?;
        }
        if self.kind.trim().is_empty() {
            return Err(Refusal::Empty { what: "the kind" });
        }
        if self.what.as_deref().is_none_or(|what| what.trim().is_empty()) {
            return Err(Refusal::Empty { what: "what happened" });
        }
        Ok(self.row())
    }
}

impl MilestoneClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: one without a label; [`Refusal::Undocumented`]: a documented date that
    /// names no document.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.label.trim().is_empty() {
            return Err(Refusal::Empty { what: "the label" });
        }
        let based = self.basis.as_deref().is_some_and(|basis| !basis.trim().is_empty());
        if self.certainty == Certainty::Documented && self.dated.is_some() && !based {
            return Err(Refusal::Undocumented { key: self.key });
        }
        Ok(self.row())
    }
}
