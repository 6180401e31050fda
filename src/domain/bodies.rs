//! What is asked of the store when files are brought in: which bodies of recommendations there
//! are, by what their items are found again, and what is known of an item already.

use chrono::NaiveDate;

use super::{Kind, Level, Position};

/// A set as a place that a file may go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyLine {
    /// Its number in the file.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// The State under review.
    pub state: Option<String>,
    /// The review cycle.
    pub cycle: Option<i64>,
    /// The session of the Working Group.
    pub session: Option<i64>,
    /// Its document's key.
    pub document: Option<String>,
    /// How many items it has, components not counted.
    pub items: i64,
    /// How many of them are recommendations or commitments.
    pub recommendations: i64,
}

/// By what an item is found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityLine {
    /// Its number in the file.
    pub id: i64,
    /// Its set.
    pub set: i64,
    /// Its ref, in lower case.
    pub folded: String,
    /// The stored key of its text.
    pub match_key: Option<String>,
    /// The text, where no key is stored.
    pub text: Option<String>,
}

/// What is known of an item when a file speaks of it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemFacts {
    /// Its number in the file.
    pub id: i64,
    /// `SET:REF`.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The text.
    pub text: String,
    /// The recommending States: ISO code and printed name.
    pub senders: Vec<(Option<String>, String)>,
    /// The positions recorded, the one in force first.
    pub positions: Vec<KnownPosition>,
    /// The theme that a file lists it under, else its own heading.
    pub theme: Option<i64>,
    /// The terms that it was tagged with, those taken off again included.
    pub terms: Vec<i64>,
    /// The latest assessment of each voice.
    pub assessments: Vec<KnownAssessment>,
    /// What imported files remarked on it.
    pub remarks: Vec<String>,
}

/// A position that is recorded already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPosition {
    /// The position.
    pub position: Position,
    /// The document that states it.
    pub document: Option<String>,
    /// Since when.
    pub effective_on: Option<NaiveDate>,
}

/// An assessment that is recorded already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAssessment {
    /// The assessor's number in the file.
    pub assessor: i64,
    /// The level.
    pub status: Level,
    /// The reason.
    pub note: Option<String>,
}
