//! Institutions, what they lead and support, and by when it is due.

use chrono::NaiveDate;

use crate::domain::{Better, EntityKind, IndicatorKind, Measure, PartialDate, Role};

/// An institution, under the name of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityLine {
    /// Its number in the file.
    pub id: i64,
    /// The entry it came with.
    pub entry: i64,
    /// Its key.
    pub key: String,
    /// What kind of institution.
    pub kind: EntityKind,
    /// Its name on the day.
    pub name: String,
    /// Since when it is called so; none: from the first.
    pub named_on: Option<NaiveDate>,
    /// Earlier names, each with the day since when it was called so, oldest first.
    pub earlier: Vec<(String, Option<NaiveDate>)>,
    /// The key of the institution above it.
    pub parent: Option<String>,
    /// Whether the one above it may be handed on.
    pub parent_public: bool,
    /// The State that it belongs to, ISO 3166 alpha-3.
    pub state: Option<String>,
    /// The key of its voice.
    pub assessor: Option<String>,
    /// The document that names it.
    pub document: Option<String>,
    /// Whether it may be handed on: its voice, if it has one, is not internal.
    pub public: bool,
}

/// An institution at work on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentLine {
    /// Its entry.
    pub entry: i64,
    /// The item's number in the file.
    pub item: i64,
    /// The institution's key.
    pub entity: String,
    /// Its name on the day.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Since when.
    pub effective_on: NaiveDate,
    /// Whether it may be handed on: it was published, and the institution may be.
    pub public: bool,
}

/// An action, and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServesLine {
    /// The entry that says so.
    pub entry: i64,
    /// The action's number in the file.
    pub action: i64,
    /// The same, `PLAN:NUMBER`.
    pub action_name: String,
    /// What it is taken for, by number.
    pub target: i64,
    /// The same, `SET:REF`.
    pub name: String,
}

/// A date by which an item is due, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    /// Its entry.
    pub entry: i64,
    /// The item's number in the file.
    pub item: i64,
    /// When work on it begins.
    pub starts_on: Option<PartialDate>,
    /// By when it is due.
    pub due_on: Option<PartialDate>,
    /// On which day that was set.
    pub effective_on: NaiveDate,
    /// Whether it may be handed on: it was published, and its voice is not internal.
    pub public: bool,
    /// Why.
    pub reason: Option<String>,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorLine {
    /// Its number in the file.
    pub id: i64,
    /// Its entry.
    pub entry: i64,
    /// Its key.
    pub key: String,
    /// What it measures.
    pub kind: IndicatorKind,
    /// In which unit; none: a date, or yes or no.
    pub unit: Option<String>,
    /// Which way is better.
    pub better: Option<Better>,
    /// The key of the institution whose figure it is.
    pub owner: Option<String>,
    /// What it is called.
    pub title: String,
    /// What it means.
    pub definition: Option<String>,
    /// Where its figures come from.
    pub source: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
    /// What it is for: number and `SET:REF`.
    pub items: Vec<(i64, String)>,
    /// The terms of which it is for whatever stands under them: number and `VOCABULARY:TERM`.
    pub terms: Vec<(i64, String)>,
}

impl IndicatorLine {
    /// What it is for, items first.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        self.items.iter().chain(&self.terms).map(|(_, name)| name.as_str())
    }
}

/// A figure of an indicator that no later one revises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasurementLine {
    /// Its entry.
    pub entry: i64,
    /// The indicator's number.
    pub indicator: i64,
    /// Measured, baseline or target.
    pub role: Measure,
    /// Of whom: `sex=f`.
    pub grouping: Option<String>,
    /// Its period, as known: a day, a month, a year, or from–to.
    pub period: Option<String>,
    /// The figure as typed.
    pub value: String,
    /// Whether it is provisional.
    pub provisional: bool,
    /// Why it cannot be compared with those before, if so.
    pub broken: Option<String>,
    /// Who says so.
    pub assessor: Option<String>,
    /// Whether no source was given.
    pub unsourced: bool,
    /// Whether it may be handed on: it was published, and its voice is not internal.
    pub public: bool,
    /// Where it is found.
    pub evidence: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// Who may do what on the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// The entry that says so.
    pub entry: i64,
    /// The name under which they sign in.
    pub login: String,
    /// Their name.
    pub name: Option<String>,
    /// As what.
    pub role: crate::domain::Access,
    /// The key of the institution for which they record.
    pub entity: Option<String>,
    /// The key of that institution's voice.
    pub assessor: Option<String>,
    /// Whether they see what was not published.
    pub internal: bool,
}

/// What an item is due by, and who is at work on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duties {
    /// Who leads and supports it.
    pub assigned: Vec<AssignmentLine>,
    /// Its due dates, the first one first.
    pub dues: Vec<DueLine>,
    /// The internal assignment by which it was chosen, if it was: then it is not told either.
    pub chosen_by: Option<i64>,
}

impl Duties {
    /// The date that holds.
    pub fn due_on(&self) -> Option<PartialDate> {
        self.dues.last().and_then(|line| line.due_on)
    }

    /// When work on it begins.
    pub fn starts_on(&self) -> Option<PartialDate> {
        self.dues.iter().rev().find_map(|line| line.starts_on)
    }

    /// The first date that was set.
    pub fn first(&self) -> Option<PartialDate> {
        self.dues.iter().find_map(|line| line.due_on)
    }

    /// How often the date was moved.
    pub fn moved(&self) -> i64 {
        let dates: Vec<_> = self.dues.iter().filter_map(|line| line.due_on).collect();
        let moves = dates.windows(2).filter(|pair| pair[0] != pair[1]).count();
        i64::try_from(moves).unwrap_or(i64::MAX)
    }

    /// Whether its first date has passed before a day.
    pub fn is_past(&self, today: NaiveDate) -> bool {
        self.first().is_some_and(|date| date.last() < today)
    }

    /// The same for whoever does not see what is internal: a date that was published stands, whatever was
    /// set since, and who was published as being at work on it comes first.
    #[must_use]
    pub fn for_others(mut self) -> Self {
        self.assigned.sort_by_key(|line| !line.public);
        if self.dues.iter().any(|line| line.public) {
            self.dues.retain(|line| line.public);
        }
        self
    }

    /// The same, as far as it was published.
    #[must_use]
    pub fn published(mut self) -> Self {
        self.assigned.retain(|line| line.public);
        self.dues.retain(|line| line.public);
        self
    }
}
