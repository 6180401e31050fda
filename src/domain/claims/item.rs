//! An item, who sent it, and whether it is followed up.

use chrono::NaiveDate;

use super::{Refusal, claim};
use crate::domain::ledger::Record;
use crate::domain::words::{ActorKind, Kind, Life, Origin};
use crate::domain::{MatchKey, PartialDate, Ref};

claim! {
    /// An item of a set, or a component of one.
    ItemClaim in "item" {
        /// The set.
        set_id: i64,
        /// The ref as printed.
        label as "ref": String,
        /// The ref as it is compared.
        ref_folded: String,
        /// The ref as it is sorted.
        sort_key: String,
        /// The item that it is a component of.
        parent_id: Option<i64>,
        /// The paragraph of the document.
        paragraph: Option<String>,
        /// With which force it is said.
        kind: Kind,
        /// The verb that says so.
        force: Option<String>,
        /// Who would have to act.
        actor: ActorKind,
        /// The same by name.
        actor_name: Option<String>,
        /// The heading that it stands under.
        heading_id: Option<i64>,
        /// The State under review.
        state: Option<String>,
        /// A date that the document sets.
        deadline: Option<String>,
        /// Whether the document or we made it.
        origin: Origin,
        /// By what its text is found again.
        match_key: Option<String>,
        /// The text.
        text: Option<String>,
        /// Names in it.
        names: Option<String>,
        /// What was answered.
        answer: Option<String>,
        /// A remark.
        comment: Option<String>,
        /// Who said it, where that is not the document's author.
        speaker: Option<String>,
        /// When it was said, as precise as known, where that is not the document's date.
        spoken_on: Option<PartialDate>,
        /// Whether it may be handed on; none: what a document states, which may.
        public: Option<bool>,
    }
}

claim! {
    /// Who made a recommendation.
    SenderClaim in "sender" {
        /// The item.
        item_id: i64,
        /// The State's code, where it is a State.
        iso3: Option<String>,
        /// The name as printed.
        printed: String,
    }
}

claim! {
    /// Whether an item is followed up.
    LifeClaim in "item_state" {
        /// The item.
        item_id: i64,
        /// How it is.
        life as "state": Life,
        /// Since when.
        effective_on: NaiveDate,
        /// Whether the note may be handed on.
        public: bool,
        /// Why.
        note: Option<String>,
    }
}

impl ItemClaim {
    /// An item with this ref, addressed to the State, as the document has it; below another it is a
    /// component, which is ours.
    pub fn new(set_id: i64, reference: &Ref, parent: Option<(i64, &Ref)>, kind: Kind) -> Self {
        Self {
            id: None,
            set_id,
            label: reference.as_str().to_owned(),
            ref_folded: reference.folded(),
            sort_key: reference.sort_key(parent.map(|(_, above)| above)),
            parent_id: parent.map(|(id, _)| id),
            paragraph: None,
            kind,
            force: None,
            actor: ActorKind::State,
            actor_name: None,
            heading_id: None,
            state: None,
            deadline: None,
            origin: if parent.is_some() { Origin::Own } else { Origin::Document },
            match_key: None,
            text: None,
            names: None,
            answer: None,
            comment: None,
            speaker: None,
            spoken_on: None,
            public: None,
        }
    }

    /// An action of a plan, internal unless it is published.
    pub fn action(set_id: i64, reference: &Ref, public: bool) -> Self {
        Self {
            actor: ActorKind::Institution,
            public: Some(public),
            ..Self::new(set_id, reference, None, Kind::Action)
        }
    }

    /// The same with its text, and with the key by which an import finds it again.
    #[must_use]
    pub fn matched(self, text: &str, key: &MatchKey) -> Self {
        Self { text: Some(text.to_owned()), match_key: Some(key.to_string()), ..self }
    }

    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: one without a text.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.text.as_deref().is_none_or(|text| text.trim().is_empty()) {
            return Err(Refusal::Empty { what: "the text" });
        }
        Ok(self.row())
    }
}

impl SenderClaim {
    /// Its row.
    pub fn said(self) -> Record {
        self.row()
    }
}

impl LifeClaim {
    /// Its row, after how the item is now.
    ///
    /// # Errors
    /// [`Refusal::SameLife`] where it is so already, [`Refusal::Empty`] without a note.
    pub fn said(self, item: &str, present: Life) -> Result<Record, Refusal> {
        if self.note.as_deref().is_none_or(|note| note.trim().is_empty()) {
            return Err(Refusal::Empty { what: "the note" });
        }
        if self.life == present {
            return Err(Refusal::SameLife { item: item.to_owned(), life: present });
        }
        Ok(self.row())
    }
}
