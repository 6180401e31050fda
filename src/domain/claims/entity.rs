//! An institution, and what it is called: ministries are renamed and merged.

use chrono::NaiveDate;

use super::{Refusal, claim};
use crate::domain::ledger::Record;
use crate::domain::words::{EntityKind, Origin};

claim! {
    /// An institution that acts or answers.
    EntityClaim in "entity" {
        /// Its key.
        key: String,
        /// What kind of institution.
        kind: EntityKind,
        /// The State that it belongs to.
        state: Option<String>,
        /// Its voice, if it has one.
        assessor_id: Option<i64>,
        /// The document that names it.
        document: Option<String>,
        /// The paragraph.
        paragraph: Option<String>,
        /// Whose it is.
        origin: Origin,
        /// Whom to write to; never handed on.
        contact: Option<String>,
        /// A remark; never handed on.
        comment: Option<String>,
    }
}

claim! {
    /// What an institution is called from a day on, and what it stands under.
    EntityNameClaim in "entity_name" {
        /// The institution.
        entity_id: i64,
        /// The name.
        name: String,
        /// The institution above it.
        parent_id: Option<i64>,
        /// Since when; none: from the first.
        effective_on: Option<NaiveDate>,
    }
}

impl EntityClaim {
    /// Its row.
    pub fn said(self) -> Record {
        self.row()
    }
}

impl EntityNameClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: an institution without a name.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.name.trim().is_empty() {
            return Err(Refusal::Empty { what: "the name" });
        }
        Ok(self.row())
    }
}
