//! What binds an item to others: a tag, a filing under a theme, a link to what was asked earlier.

use super::{Refusal, claim};
use crate::domain::ledger::Record;
use crate::domain::words::{Confidence, Origin, Relation};

claim! {
    /// A term that an item carries, or carries no more.
    TagClaim in "tag" {
        /// The item.
        item_id: i64,
        /// The term.
        term_id: i64,
        /// Whether it is taken off.
        removed: bool,
        /// Whose it is: ours, or a source's.
        origin: Origin,
        /// How sure.
        confidence: Option<Confidence>,
        /// The source's own word, or a note.
        comment: Option<String>,
        /// Whether it was accepted in bulk from suggestions; with `removed`, refused.
        assisted: Option<bool>,
    }
}

claim! {
    /// The theme that a file lists an item under.
    FilingClaim in "filing" {
        /// The item.
        item_id: i64,
        /// The theme.
        term_id: i64,
        /// The item as it is printed there.
        printed: Option<String>,
    }
}

claim! {
    /// How a later item follows an earlier one.
    LinkClaim in "link" {
        /// The later item.
        item_id: i64,
        /// How it follows.
        relation: Relation,
        /// The earlier item.
        target_id: i64,
        /// Whose it is.
        origin: Origin,
        /// How sure.
        confidence: Option<Confidence>,
        /// Whether the reason may be handed on.
        public: bool,
        /// Why.
        reason: Option<String>,
        /// Whether it was accepted in bulk from suggestions; with `removed`, refused.
        assisted: Option<bool>,
        /// Whether it does not hold.
        removed: Option<bool>,
    }
}

impl TagClaim {
    /// A term of our own, put on or taken off.
    pub fn own(item_id: i64, term_id: i64, removed: bool) -> Self {
        let origin = Origin::Own;
        Self {
            id: None,
            item_id,
            term_id,
            removed,
            origin,
            confidence: None,
            comment: None,
            assisted: None,
        }
    }

    /// A term that was suggested: taken by somebody who looked at it, taken with others unseen
    /// (`assisted`), or refused (`removed` and `assisted`).
    pub fn suggested(
        item_id: i64,
        term_id: i64,
        (removed, assisted): (bool, bool),
        comment: String,
    ) -> Self {
        let assisted = assisted.then_some(true);
        Self { comment: Some(comment), assisted, ..Self::own(item_id, term_id, removed) }
    }

    /// Its row, after whether the item carries the term now.
    ///
    /// # Errors
    /// [`Refusal::SameTag`]: it is so already.
    pub fn said(self, carried: bool, item: &str, tag: &str) -> Result<Record, Refusal> {
        if carried == self.removed {
            return Ok(self.row());
        }
        let (item, tag) = (item.to_owned(), tag.to_owned());
        Err(Refusal::SameTag { item, tag, removed: self.removed })
    }

    /// Its row where it is known that the item carries it not.
    pub fn fresh(self) -> Record {
        self.row()
    }
}

impl FilingClaim {
    /// Its row.
    pub fn said(self) -> Record {
        self.row()
    }
}

impl LinkClaim {
    /// A link that was suggested, and taken with others unseen or refused.
    pub fn suggested(item_id: i64, target_id: i64, refused: bool, reason: String) -> Self {
        Self {
            id: None,
            item_id,
            relation: Relation::Repeats,
            target_id,
            origin: Origin::Own,
            confidence: None,
            public: false,
            reason: Some(reason),
            assisted: Some(true),
            removed: refused.then_some(true),
        }
    }

    /// What an action is taken for, or is no more: a row of its own, which ends the one before.
    pub fn serves(action: i64, target_id: i64, removed: bool) -> Record {
        Self {
            id: None,
            item_id: action,
            relation: Relation::Serves,
            target_id,
            origin: Origin::Own,
            confidence: None,
            public: false,
            reason: None,
            assisted: None,
            removed: removed.then_some(true),
        }
        .row()
    }

    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::SelfLink`], and [`Refusal::Empty`] for one without a reason.
    pub fn said(self, item: &str) -> Result<Record, Refusal> {
        if self.item_id == self.target_id {
            return Err(Refusal::SelfLink { item: item.to_owned() });
        }
        if self.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
            return Err(Refusal::Empty { what: "the reason" });
        }
        Ok(self.row())
    }
}
