//! What items rest on: sets, documents, voices and terms.

use crate::domain::{AssessorKind, SetKind};

/// A set: one body of recommendations from one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetLine {
    /// Its number in the file.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What its items are called, in the plural (`areas`).
    pub noun: String,
    /// The State under review, ISO 3166 alpha-3.
    pub state: Option<String>,
    /// Its document: symbol, else key.
    pub document: Option<String>,
    /// The review cycle.
    pub cycle: Option<i64>,
    /// The session of the Working Group that it comes from.
    pub session: Option<i64>,
    /// The first day of its period.
    pub period_from: Option<String>,
    /// The last day of its period, as precise as known.
    pub period_to: Option<String>,
    /// What the period rests on.
    pub period_basis: Option<String>,
    /// The State's recorded stance on the text as a whole.
    pub stance: Option<String>,
    /// The document that says so: symbol or key.
    pub stance_document: Option<String>,
    /// The paragraph of it.
    pub stance_paragraph: Option<String>,
    /// Remarks.
    pub comment: Option<String>,
    /// What kind of set.
    pub kind: SetKind,
    /// Whether it may be handed on.
    pub public: bool,
    /// Whether the file holds items that were not published, of whatever set.
    pub beside_unpublished: bool,
}

impl SetLine {
    /// Whether its items are actions.
    pub fn is_plan(&self) -> bool {
        self.kind == SetKind::Plan
    }
}

impl SetLine {
    /// Where the stance stands: `A/HRC/7/47, par. 6`.
    pub fn stance_source(&self) -> Option<String> {
        let document = self.stance_document.clone()?;
        Some(match &self.stance_paragraph {
            Some(paragraph) => format!("{document}, par. {paragraph}"),
            None => document,
        })
    }
}

/// How large a set is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SetFigures {
    /// The set's number in the file.
    pub set: i64,
    /// How many items it has, components not counted.
    pub items: i64,
    /// How many of them count in progress figures.
    pub counted: i64,
    /// How many components.
    pub components: i64,
}

/// A source document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// Its number in the file.
    pub id: i64,
    /// Its key: the symbol where there is one.
    pub key: String,
    /// The UN symbol.
    pub symbol: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The body that issued it.
    pub body: Option<String>,
    /// Its date, as precise as known.
    pub dated: Option<String>,
    /// The session.
    pub session: Option<String>,
    /// To whom.
    pub addressee: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Remarks.
    pub comment: Option<String>,
}

/// A voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessorLine {
    /// Its number in the file.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What kind of voice.
    pub kind: AssessorKind,
    /// Whether it must not be handed on.
    pub internal: bool,
    /// The entry it came with.
    pub entry: i64,
}

/// A term of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermLine {
    /// Its number in the file; the order within its vocabulary.
    pub id: i64,
    /// The vocabulary's key.
    pub vocabulary: String,
    /// The slug.
    pub slug: String,
    /// The label.
    pub label: String,
    /// The term above it.
    pub parent: Option<i64>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Remarks.
    pub comment: Option<String>,
}

/// What a heading or a word of somebody's tracker means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingLine {
    /// `column` or `word`.
    pub kind: String,
    /// The field.
    pub field: String,
    /// The heading or word as printed.
    pub printed: String,
    /// What a word means, by its slug.
    pub meaning: Option<String>,
    /// When it was said.
    pub recorded_at: String,
}
