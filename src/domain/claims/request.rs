//! A request to an institution, the items that it asks about, and what became of it.

use chrono::NaiveDate;

use super::{Refusal, claim};
use crate::domain::ledger::Record;
use crate::domain::request::RequestState;

claim! {
    /// A request to an institution.
    RequestClaim in "request" {
        /// Its key: `R1`.
        key: String,
        /// The institution that is asked.
        entity_id: i64,
        /// On which day.
        asked_on: NaiveDate,
        /// By when an answer is asked for.
        due_on: Option<NaiveDate>,
        /// What its workbook is known by when it comes back.
        mark: String,
        /// Whether it may be handed on.
        public: bool,
        /// What it is called.
        title: Option<String>,
        /// A remark.
        note: Option<String>,
    }
}

claim! {
    /// An item that a request asks about.
    RequestItemClaim in "request_item" {
        /// The request.
        request_id: i64,
        /// The item.
        item_id: i64,
    }
}

claim! {
    /// What became of a request, or of one item of it.
    RequestStateClaim in "request_state" {
        /// The request.
        request_id: i64,
        /// The item; none: the whole.
        item_id: Option<i64>,
        /// What became of it.
        state: RequestState,
        /// On which day.
        effective_on: NaiveDate,
        /// Why.
        note: Option<String>,
    }
}

impl RequestClaim {
    /// Its row.
    pub fn said(self) -> Record {
        self.row()
    }
}

impl RequestItemClaim {
    /// Its row.
    pub fn said(request_id: i64, item_id: i64) -> Record {
        Self { id: None, request_id, item_id }.row()
    }
}

impl RequestStateClaim {
    /// An item was answered.
    pub fn answered(request_id: i64, item_id: i64, on: NaiveDate) -> Record {
        let state = RequestState::Answered;
        Self { id: None, request_id, item_id: Some(item_id), state, effective_on: on, note: None }
            .row()
    }

    /// The whole is closed or withdrawn.
    ///
    /// # Errors
    /// [`Refusal::Empty`] without saying why.
    pub fn ended(
        request_id: i64,
        state: RequestState,
        on: NaiveDate,
        note: &str,
    ) -> Result<Record, Refusal> {
        if note.trim().is_empty() {
            return Err(Refusal::Empty { what: "the reason" });
        }
        let note = Some(note.trim().to_owned());
        Ok(Self { id: None, request_id, item_id: None, state, effective_on: on, note }.row())
    }
}
