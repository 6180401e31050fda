//! Who may do what on the pages, by the name under which the office's own sign-in knows them.

use super::{Refusal, claim};
use crate::domain::ledger::Record;
use crate::domain::words::Access;

claim! {
    /// What a login may do from now on.
    AccountClaim in "account" {
        /// As what.
        role: Access,
        /// The institution for which they record.
        entity_id: Option<i64>,
        /// Whether they see what was not published.
        internal: bool,
        /// Whether they may come in no more.
        removed: bool,
        /// The name under which they sign in; never handed on.
        login: Option<String>,
        /// Their name; never handed on.
        name: Option<String>,
    }
}

impl AccountClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: nobody's login.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.login.as_deref().is_none_or(|login| login.trim().is_empty()) {
            return Err(Refusal::Empty { what: "the login" });
        }
        Ok(self.row())
    }
}
