//! What may be put right of a row, and what it is called. A row of the ledger is never changed: the
//! latest amendment in force holds.

use super::words::vocabulary;

/// What a row is that is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmendedKind {
    /// An item or component.
    Item,
    /// A set.
    Set,
    /// A document.
    Document,
}

vocabulary! {
    /// A column that may be put right.
    AmendedField is "a field" {
        /// An item's words.
        Text = "text", "Text";
        /// Who said it, where that is not the document's author.
        Speaker = "speaker", "Said by";
        /// When it was said, where that is not the document's date.
        SpokenOn = "spoken_on", "Said on";
        /// The paragraph of the document.
        Paragraph = "paragraph", "Paragraph";
        /// The heading that an item stands under, as `VOCABULARY:TERM`.
        Heading = "heading", "Heading";
        /// A title.
        Title = "title", "Title";
        /// What the items of a set are called, in the plural.
        Noun = "noun", "Noun";
        /// The State that a set is addressed to, ISO 3166 alpha-3; its items' where they had the same.
        State = "state", "State";
        /// The key of a set's document.
        Document = "document", "Document";
        /// The review cycle.
        Cycle = "cycle", "Cycle";
        /// The session.
        Session = "session", "Session";
        /// The first day of a set's period.
        PeriodFrom = "period_from", "Period from";
        /// The last day of a set's period.
        PeriodTo = "period_to", "Period to";
        /// What the period rests on.
        PeriodBasis = "period_basis", "Basis of the period";
        /// What the State said of the whole.
        Stance = "stance", "Stance of the State";
        /// Where it said so.
        StanceDocument = "stance_document", "Document of the stance";
        /// The paragraph.
        StanceParagraph = "stance_paragraph", "Paragraph of the stance";
        /// A remark.
        Comment = "comment", "Remark";
        /// A document's UN symbol.
        Symbol = "symbol", "Symbol";
        /// The body that issued it.
        Body = "body", "Body";
        /// Its date, as precise as known.
        Dated = "dated", "Date";
        /// To whom it is addressed.
        Addressee = "addressee", "Addressee";
        /// Its language.
        Language = "language", "Language";
        /// Where it can be read.
        Url = "url", "Address";
    }
}

impl AmendedField {
    /// The columns of a row that may be put right.
    pub fn of(target: AmendedKind) -> impl Iterator<Item = Self> {
        let fields: &[Self] = match target {
            AmendedKind::Item => {
                &[Self::Text, Self::Speaker, Self::SpokenOn, Self::Paragraph, Self::Heading]
            }
            AmendedKind::Set => &[
                Self::Title,
                Self::Noun,
                Self::State,
                Self::Document,
                Self::Cycle,
                Self::Session,
                Self::PeriodFrom,
                Self::PeriodTo,
                Self::PeriodBasis,
                Self::Stance,
                Self::StanceDocument,
                Self::StanceParagraph,
                Self::Comment,
            ],
            AmendedKind::Document => &[
                Self::Symbol,
                Self::Title,
                Self::Body,
                Self::Dated,
                Self::Session,
                Self::Addressee,
                Self::Language,
                Self::Url,
                Self::Comment,
            ],
        };
        fields.iter().copied()
    }

    /// Whether it holds a number: a document's session is in words.
    pub const fn is_number(self, target: AmendedKind) -> bool {
        matches!((self, target), (Self::Cycle | Self::Session, AmendedKind::Set))
    }

    /// Whether it holds a date as precise as known.
    pub const fn is_date(self) -> bool {
        matches!(self, Self::SpokenOn | Self::PeriodFrom | Self::PeriodTo | Self::Dated)
    }

    /// Whether it cannot be emptied.
    pub const fn is_needed(self, target: AmendedKind) -> bool {
        match self {
            Self::Text | Self::Noun | Self::State => true,
            Self::Title => matches!(target, AmendedKind::Set),
            _ => false,
        }
    }
}
