//! What a row says from now on, since what it said was wrong.

use chrono::NaiveDate;

use super::{Happening, Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::amended::{AmendedField, AmendedKind};
use crate::domain::ledger::Record;
use crate::domain::words::Origin;

claim! {
    /// A column of an item, set or document that is put right.
    AmendmentClaim in "amendment" {
        /// The item, where it is one.
        item_id: Option<i64>,
        /// The set, where it is one.
        set_id: Option<i64>,
        /// The document, where it is one.
        document_id: Option<i64>,
        /// The heading that it names.
        term_id: Option<i64>,
        /// The column.
        field: AmendedField,
        /// Whose it is.
        origin: Origin,
        /// From which day on; none: what stood there was never right.
        effective_on: Option<NaiveDate>,
        /// Whether it may be handed on, as what it puts right.
        public: bool,
        /// What it says; empty where nothing is said any more.
        value: Option<String>,
        /// Why.
        reason: Option<String>,
    }
}

impl AmendmentClaim {
    /// What a row says from now on.
    pub fn of(target: AmendedKind, row: i64, field: AmendedField, value: &str) -> Self {
        let named = |of: AmendedKind| (of == target).then_some(row);
        Self {
            id: None,
            item_id: named(AmendedKind::Item),
            set_id: named(AmendedKind::Set),
            document_id: named(AmendedKind::Document),
            term_id: None,
            field,
            origin: Origin::Own,
            effective_on: None,
            public: true,
            value: Some(value.trim().to_owned()),
            reason: None,
        }
    }

    fn target(&self) -> AmendedKind {
        match (self.item_id, self.set_id) {
            (Some(_), _) => AmendedKind::Item,
            (None, Some(_)) => AmendedKind::Set,
            (None, None) => AmendedKind::Document,
        }
    }

    /// Its row, after what the row says now.
    ///
    /// # Errors
    /// [`Refusal::SameValue`] where it says so already, [`Refusal::Empty`] for what cannot be empty,
    /// [`Refusal::NoDate`] for a date that is none, [`Refusal::Future`] for a day to come on which
    /// something was said.
    pub fn said(
        self,
        row: &str,
        present: Option<&str>,
        today: NaiveDate,
    ) -> Result<Record, Refusal> {
        let value = self.value.as_deref().unwrap_or_default();
        if value.is_empty() && self.field.is_needed(self.target()) {
            return Err(Refusal::Empty { what: "what it says from now on" });
        }
        if present.unwrap_or_default() == value {
            return Err(Refusal::SameValue { row: row.to_owned(), field: self.field });
        }
        if self.field.is_date() && !value.is_empty() {
            let date = PartialDate::parse(value)
                .map_err(|_| Refusal::NoDate { text: value.to_owned(), field: self.field })?;
            if self.field == AmendedField::SpokenOn {
                Refusal::unless_come(Happening::Speech, date, today)?;
            }
        }
        if let Some(on) = self.effective_on {
            Refusal::unless_come(Happening::Amendment, PartialDate::Day(on), today)?;
        }
        Ok(self.row())
    }
}
