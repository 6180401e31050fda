//! What happened between the State and those who ask, and what lies ahead.

use crate::domain::PartialDate;

/// A letter, meeting, offer or reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngagementLine {
    /// The entry it came with.
    pub entry: i64,
    /// Its key.
    pub key: String,
    /// The State, ISO 3166 alpha-3.
    pub state: Option<String>,
    /// The date or lower bound, as known.
    pub from: Option<String>,
    /// The end or upper bound, as known.
    pub until: Option<String>,
    /// `day`, `month`, `year` or `none`.
    pub precision: String,
    /// `before` or `after`, where only a bound is known.
    pub bound: Option<String>,
    /// `letter`, `meeting` and so on.
    pub kind: String,
    /// Who acted.
    pub who: Option<String>,
    /// Toward whom.
    pub whom: Option<String>,
    /// What was said or done.
    pub what: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The document that tells of it.
    pub document: Option<String>,
    /// The paragraph in it.
    pub paragraph: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
    /// Remarks.
    pub comment: Option<String>,
}

/// A date of the review calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneLine {
    /// The entry it came with.
    pub entry: i64,
    /// Its key.
    pub key: String,
    /// The State, ISO 3166 alpha-3.
    pub state: Option<String>,
    /// The set it belongs to.
    pub set: Option<String>,
    /// What it is.
    pub label: String,
    /// The date as precisely as known.
    pub dated: Option<PartialDate>,
    /// `documented`, `secondary`, `derived`, `inferred`.
    pub certainty: String,
    /// What it rests on.
    pub basis: Option<String>,
    /// Whether it is voluntary.
    pub voluntary: bool,
    /// `review`, `adoption`, `letter`, `midterm`, `horizon`.
    pub kind: String,
}
