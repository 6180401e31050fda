//! Evidence: what a claim rests on, what speaks against it, or what one should know beside it.

use chrono::NaiveDate;

use super::{Happening, Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::evidence::{Place, confides};
use crate::domain::ledger::Record;
use crate::domain::words::{Effect, EvidenceKind};

claim! {
    /// One piece of evidence of an item.
    EvidenceClaim in "evidence" {
        /// The item.
        item_id: i64,
        /// The assessment that it belongs to; none of the register alone.
        assessment_id: Option<i64>,
        /// What kind of place it is at.
        kind: EvidenceKind,
        /// How it bears on the item.
        effect: Effect,
        /// Whether it may be handed on.
        public: bool,
        /// Address, symbol, or the name of a file.
        address: Option<String>,
        /// The paragraph, or the place in an imported file.
        paragraph: Option<String>,
        /// The title.
        title: Option<String>,
        /// Who published it.
        publisher: Option<String>,
        /// Its own date.
        dated: Option<PartialDate>,
        /// When it was looked at.
        accessed: Option<PartialDate>,
        /// Where a copy is kept.
        archived: Option<String>,
        /// Its words.
        quote: Option<String>,
        /// The page.
        page: Option<String>,
        /// The hash of a file.
        sha256: Option<String>,
        /// A source in words.
        citation: Option<String>,
    }
}

impl EvidenceClaim {
    /// Evidence at a place: an address or a symbol is public; a file, a citation and an address that
    /// gives something away only where they were published.
    pub fn at(place: &Place, item: i64, published: bool) -> Self {
        let (kind, public) = match place {
            Place::Url(address) => (EvidenceKind::Url, published || confides(address).is_none()),
            Place::Document { .. } => (EvidenceKind::Document, true),
            Place::File { .. } => (EvidenceKind::File, published),
            Place::Citation(_) => (EvidenceKind::Citation, published),
        };
        let blank = Self::blank(item, kind, public);
        match place {
            Place::Url(text) => Self { address: Some(text.clone()), ..blank },
            Place::File { path, sha256 } => {
                Self { address: Some(path.clone()), sha256: Some(sha256.clone()), ..blank }
            }
            Place::Document { symbol, paragraph } => {
                Self { address: Some(symbol.clone()), paragraph: paragraph.clone(), ..blank }
            }
            Place::Citation(text) => Self { citation: Some(text.clone()), ..blank },
        }
    }

    /// An imported file as the source of what it says: its name, the place in it. Its digest stands with the
    /// file (`source_file`) alone: beside each of its rows it would tell what another of them said.
    pub fn imported(item: i64, public: bool, name: &str, place: String) -> Self {
        Self {
            address: Some(name.to_owned()),
            paragraph: Some(place),
            ..Self::blank(item, EvidenceKind::Import, public)
        }
    }

    fn blank(item_id: i64, kind: EvidenceKind, public: bool) -> Self {
        Self {
            id: None,
            item_id,
            assessment_id: None,
            kind,
            effect: Effect::Supports,
            public,
            address: None,
            paragraph: None,
            title: None,
            publisher: None,
            dated: None,
            accessed: None,
            archived: None,
            quote: None,
            page: None,
            sha256: None,
            citation: None,
        }
    }

    /// Where it is: the address, of a symbol with `:PARAGRAPH`; a citation's words.
    pub fn named(&self) -> String {
        let address = self.address.clone().or_else(|| self.citation.clone()).unwrap_or_default();
        match &self.paragraph {
            Some(paragraph) => format!("{address}:{paragraph}"),
            None => address,
        }
    }

    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Future`]: what was not published yet, or will be looked at.
    pub fn said(self, today: NaiveDate) -> Result<Record, Refusal> {
        for date in [self.dated, self.accessed].into_iter().flatten() {
            Refusal::unless_come(Happening::Evidence, date, today)?;
        }
        Ok(self.row())
    }
}
