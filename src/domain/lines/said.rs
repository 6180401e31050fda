//! What was said of an item over time: assessments with their evidence, positions of the State,
//! closing and reopening.

use chrono::NaiveDate;

use crate::domain::{Confidence, Level, Position, SetKind};

/// One entry of the status history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// The item, `SET:REF`.
    pub item: String,
    /// What kind of set it stands in.
    pub set_kind: SetKind,
    /// The theme it stands under, by number; a log does not tell it.
    pub heading: Option<i64>,
    /// The entry.
    pub entry: i64,
    /// The level.
    pub status: Level,
    /// Whether it only says that somebody looked again, and nothing had changed.
    pub recheck: bool,
    /// The word as printed in its source, if it was another one.
    pub printed: Option<String>,
    /// Since when.
    pub effective_on: NaiveDate,
    /// When it was typed in.
    pub recorded_at: String,
    /// Whether the clock was stopped then: it is nobody's word that this was the time.
    pub stopped: bool,
    /// The assessor's key.
    pub assessor: String,
    /// Whether the assessor is internal.
    pub internal: bool,
    /// How sure.
    pub confidence: Option<Confidence>,
    /// The reason.
    pub note: Option<String>,
    /// Whether the note may be handed on.
    pub public: bool,
    /// Whether no source was given.
    pub unsourced: bool,
    /// Its evidence in force.
    pub evidence: Vec<EvidenceBrief>,
    /// The author, always internal.
    pub author: Option<String>,
    /// The entry that took it back, if it is not in force.
    pub retracted_by: Option<i64>,
    /// For a line of the log that is no assessment: the entry that it takes back or reinstates,
    /// whose status, day and assessor it repeats; its note is the reason.
    pub about: Option<Withdrawing>,
}

/// What a withdrawal does to an earlier entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawing {
    /// The earlier entry.
    pub entry: i64,
    /// Whether it puts it back in force.
    pub reinstates: bool,
}

/// Evidence as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceBrief {
    /// The entry it came with.
    pub entry: i64,
    /// `url`, `document`, `file` or `import`.
    pub kind: String,
    /// Address or symbol; for a file its local path.
    pub address: Option<String>,
    /// The paragraph of a document.
    pub paragraph: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// When it was looked at, as precise as known.
    pub accessed: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
}

/// Evidence whole, as the register shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLine {
    /// The item, `SET:REF`.
    pub item: String,
    /// The assessor whose assessment it belongs to, if it came with one.
    pub assessor: Option<String>,
    /// Its main parts.
    pub brief: EvidenceBrief,
    /// `supports`, `contradicts` or `context`.
    pub effect: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its own date.
    pub dated: Option<String>,
    /// Where a copy is kept.
    pub archived: Option<String>,
    /// Its words.
    pub quote: Option<String>,
    /// The page.
    pub page: Option<String>,
    /// The hash of a file.
    pub sha256: Option<String>,
    /// When it was typed in.
    pub recorded_at: String,
}

/// A position of the State.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionLine {
    /// The entry it came with.
    pub entry: i64,
    /// The position.
    pub position: Position,
    /// The document that states it.
    pub document: Option<String>,
    /// The paragraph in it.
    pub paragraph: Option<String>,
    /// The date as known (`2014-05`), none where undated.
    pub dated: Option<String>,
    /// The day it counts from.
    pub effective_on: Option<String>,
    /// Whether the date is not its own.
    pub undated: bool,
}

/// An item closed, reopened or superseded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeLine {
    /// The item, `SET:REF`.
    pub item: String,
    /// The entry it came with.
    pub entry: i64,
    /// `active`, `closed` or `superseded`.
    pub life: String,
    /// Since when.
    pub effective_on: String,
    /// Why.
    pub note: Option<String>,
    /// Whether the reason may be handed on.
    pub public: bool,
}
