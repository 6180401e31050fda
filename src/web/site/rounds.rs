//! Rounds of publishing: what each showed for the first time.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::app::answers::pages::PubliclySeen;

/// What was shown of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Shown {
    level: String,
    since: Option<NaiveDate>,
    evidence: Vec<String>,
}

/// What is seen of an item for the first time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct First {
    /// `SET:REF`.
    pub item: String,
    /// Whether the item itself is.
    pub new: bool,
    /// The level that is, by its slug.
    pub level: Option<String>,
    /// The evidence that is.
    pub evidence: Vec<String>,
}

/// One round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its number; nothing is seen for the first time where it is 0.
    pub number: usize,
    /// Its day.
    pub on: NaiveDate,
    /// What is seen for the first time.
    pub first: Vec<First>,
}

/// All rounds, and what stands on the pages after them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rounds {
    /// The rounds, first one first.
    pub(super) rounds: Vec<Round>,
    shown: BTreeMap<String, Shown>,
}

impl Rounds {
    /// Those that a folder tells of; none where it tells of none.
    pub(super) fn read(path: &Path) -> Self {
        let text = std::fs::read(path).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// With one more, if anything is seen for the first time.
    pub(super) fn and(mut self, on: NaiveDate, seen: Vec<PubliclySeen>) -> (Self, Round) {
        let mut first = Vec::new();
        let mut shown = BTreeMap::new();
        for item in seen {
            let now = Shown {
                level: item.level.slug().to_owned(),
                since: item.since,
                evidence: item.evidence,
            };
            let before = self.shown.get(&item.name);
            let fresh = |one: &&String| before.is_none_or(|before| !before.evidence.contains(one));
            let evidence: Vec<String> = now.evidence.iter().filter(fresh).cloned().collect();
            let same = before.is_some_and(|it| (&it.level, it.since) == (&now.level, now.since));
            if !same || !evidence.is_empty() {
                first.push(First {
                    item: item.name.clone(),
                    new: before.is_none(),
                    level: (!same).then(|| now.level.clone()),
                    evidence,
                });
            }
            shown.insert(item.name, now);
        }
        self.shown = shown;
        if first.is_empty() {
            return (self, Round { number: 0, on, first });
        }
        let round = Round { number: self.rounds.len() + 1, on, first };
        self.rounds.push(round.clone());
        (self, round)
    }

    /// As it is kept.
    pub(super) fn written(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
