//! Who leads or supports an item, and by when it is due.

use chrono::NaiveDate;

use super::{Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::ledger::Record;
use crate::domain::words::Role;

claim! {
    /// An institution that leads or supports an item from a day on, or does so no more.
    AssignmentClaim in "assignment" {
        /// The item.
        item_id: i64,
        /// The institution.
        entity_id: i64,
        /// As what.
        role: Role,
        /// Whether it ends.
        removed: bool,
        /// Since when.
        effective_on: NaiveDate,
        /// Whether it may be handed on.
        public: bool,
        /// Why.
        note: Option<String>,
    }
}

claim! {
    /// By when an item is due; a moved date is a new row, and the first one stays.
    DueClaim in "due" {
        /// The item.
        item_id: i64,
        /// When work on it begins.
        starts_on: Option<PartialDate>,
        /// By when it is due, as precisely as known.
        due_on: Option<PartialDate>,
        /// How precisely: `day`, `month`, `year`.
        precision: String,
        /// Who set the date; the tracker where none.
        assessor_id: Option<i64>,
        /// On which day it was set.
        effective_on: NaiveDate,
        /// Whether it may be handed on.
        public: bool,
        /// Why.
        reason: Option<String>,
    }
}

impl AssignmentClaim {
    /// Its row, after whether the institution has that role now.
    ///
    /// # Errors
    /// [`Refusal::SameRole`]: it is so already.
    pub fn said(self, has: bool, item: &str, entity: &str) -> Result<Record, Refusal> {
        if has == self.removed {
            return Ok(self.row());
        }
        let (item, entity) = (item.to_owned(), entity.to_owned());
        Err(Refusal::SameRole { item, entity, role: self.role, removed: self.removed })
    }
}

impl DueClaim {
    /// Its row, after the date that holds now.
    ///
    /// # Errors
    /// [`Refusal::SameDue`], [`Refusal::UnexplainedMove`] for another date without a reason,
    /// [`Refusal::Backwards`] where it ends before it begins.
    pub fn said(self, item: &str, before: Option<PartialDate>) -> Result<Record, Refusal> {
        if let (Some(from), Some(due)) = (self.starts_on, self.due_on)
            && from.first() > due.last()
        {
            return Err(Refusal::Backwards { from, due });
        }
        if let Some(date) = before {
            let item = item.to_owned();
            let reasoned = self.reason.as_deref().is_some_and(|text| !text.trim().is_empty());
            if self.due_on == Some(date) && self.starts_on.is_none() && !reasoned {
                return Err(Refusal::SameDue { item, date });
            }
            if self.due_on != Some(date) && !reasoned {
                return Err(Refusal::UnexplainedMove { item, date });
            }
        }
        Ok(self.row())
    }
}
