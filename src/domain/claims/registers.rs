//! The registers: sets, documents, assessors, vocabularies with their terms, settings.

use super::{Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::ledger::Record;
use crate::domain::words::{AssessorKind, Origin, SetKind};

claim! {
    /// A body of recommendations.
    SetClaim in "item_set" {
        /// Its key.
        key: String,
        /// Its title.
        title: String,
        /// What its items are called.
        noun: String,
        /// The State under review.
        state: Option<String>,
        /// Its document.
        document_id: Option<i64>,
        /// The review cycle.
        cycle: Option<i64>,
        /// The session.
        session: Option<i64>,
        /// First day of the period.
        period_from: Option<String>,
        /// Last day of the period.
        period_to: Option<String>,
        /// What the period rests on.
        period_basis: Option<String>,
        /// What the State said of the whole.
        stance: Option<String>,
        /// Where it said so.
        stance_document: Option<String>,
        /// The paragraph.
        stance_paragraph: Option<String>,
        /// A remark.
        comment: Option<String>,
        /// Whether it may be handed on; none: it may.
        public: Option<bool>,
        /// What kind of set; none: a body of recommendations.
        kind: Option<SetKind>,
    }
}

claim! {
    /// A document.
    #[derive(Default)]
    DocumentClaim in "document" {
        /// Its symbol, or a key where it has none.
        key: String,
        /// Its symbol.
        symbol: Option<String>,
        /// Its title.
        title: Option<String>,
        /// The body that issued it.
        body: Option<String>,
        /// Its date, as known.
        dated: Option<String>,
        /// The session.
        session: Option<String>,
        /// To whom.
        addressee: Option<String>,
        /// The language.
        language: Option<String>,
        /// Where it can be read.
        url: Option<String>,
        /// A remark.
        comment: Option<String>,
    }
}

claim! {
    /// A voice.
    AssessorClaim in "assessor" {
        /// Its key.
        key: String,
        /// Its name.
        name: String,
        /// What kind of voice.
        kind: AssessorKind,
        /// Whether it must not be handed on.
        internal: bool,
    }
}

claim! {
    /// A list of terms.
    VocabularyClaim in "vocabulary" {
        /// Its key.
        key: String,
        /// Its name.
        name: String,
        /// The release of its source.
        version: Option<String>,
        /// Its source.
        source: Option<String>,
        /// Whose it is.
        origin: Origin,
    }
}

claim! {
    /// A term of a vocabulary.
    #[derive(Default)]
    TermClaim in "term" {
        /// The vocabulary.
        vocabulary_id: i64,
        /// Its key.
        slug: String,
        /// What people read.
        label: String,
        /// The term above it.
        parent_id: Option<i64>,
        /// Other names, between `; `.
        aliases: Option<String>,
        /// A remark.
        comment: Option<String>,
    }
}

claim! {
    /// A setting of the file.
    SettingClaim in "setting" {
        /// Its key.
        key: String,
        /// Its value.
        value: String,
    }
}

impl SetClaim {
    /// A set with its key, title and noun, and nothing else.
    pub fn new(key: &str, title: String, noun: &str) -> Self {
        Self {
            id: None,
            key: key.to_owned(),
            title,
            noun: noun.to_owned(),
            state: None,
            document_id: None,
            cycle: None,
            session: None,
            period_from: None,
            period_to: None,
            period_basis: None,
            stance: None,
            stance_document: None,
            stance_paragraph: None,
            comment: None,
            public: None,
            kind: None,
        }
    }

    /// A plan, internal unless it is published.
    pub fn plan(key: &str, title: String, public: bool) -> Self {
        Self { public: Some(public), kind: Some(SetKind::Plan), ..Self::new(key, title, "actions") }
    }

    /// Its row.
    pub fn said(self) -> Record {
        self.row()
    }
}

impl DocumentClaim {
    /// The same with its date.
    #[must_use]
    pub fn dated(self, dated: Option<PartialDate>) -> Self {
        Self { dated: dated.map(|date| date.to_string()), ..self }
    }

    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: one without a symbol or key.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.key.trim().is_empty() {
            return Err(Refusal::Empty { what: "the symbol" });
        }
        Ok(self.row())
    }
}

impl AssessorClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: one without a name.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.name.trim().is_empty() {
            return Err(Refusal::Empty { what: "the name" });
        }
        Ok(self.row())
    }
}

impl VocabularyClaim {
    /// Its row.
    pub fn said(self) -> Record {
        self.row()
    }
}

impl TermClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: one without a label.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.label.trim().is_empty() {
            return Err(Refusal::Empty { what: "the label" });
        }
        Ok(self.row())
    }
}

impl SettingClaim {
    /// A setting's row.
    pub fn said(key: &str, value: &str) -> Record {
        Self { id: None, key: key.to_owned(), value: value.to_owned() }.row()
    }
}
