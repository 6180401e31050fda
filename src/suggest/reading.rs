//! What was read in a text: issues, with what speaks for each.

use std::collections::BTreeMap;

use serde::Deserialize;

/// How much a phrase says for its issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Rather not, but it may be looked at.
    Any,
    /// Rather so, where nothing else is.
    Likely,
    /// Mostly.
    Firm,
    /// Nearly always.
    Sure,
}

/// Why an issue is suggested: its strongest phrase and the words of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueHit {
    /// How much it says.
    pub weight: Weight,
    /// The words that decided, as folded.
    pub words: Vec<String>,
}

/// What was read in a text.
#[derive(Debug, Clone, Default)]
pub struct TextReading {
    /// Issues by slug, with what speaks for them.
    pub hits: BTreeMap<String, IssueHit>,
    /// Numbers of the phrases that matched, for the learner.
    pub phrases: Vec<usize>,
    /// Numbers of the treaties that are named, in order of the text.
    pub treaties: Vec<usize>,
}

impl TextReading {
    pub(super) fn add(&mut self, issue: &str, weight: Weight, words: &str) {
        let hit = self
            .hits
            .entry(issue.to_owned())
            .or_insert_with(|| IssueHit { weight, words: Vec::new() });
        if weight > hit.weight {
            hit.weight = weight;
            hit.words.insert(0, words.to_owned());
        } else if !hit.words.iter().any(|known| known == words) {
            hit.words.push(words.to_owned());
        }
    }

    /// Makes some issues the weakest.
    pub(super) fn weaken(&mut self, which: impl Fn(&str) -> bool) {
        for (_, hit) in self.hits.iter_mut().filter(|(issue, _)| which(issue)) {
            hit.weight = Weight::Any;
        }
    }

    /// The issues that are firm at least.
    pub(super) fn firm(&self) -> impl Iterator<Item = &str> {
        let firm = |hit: &IssueHit| hit.weight >= Weight::Firm;
        self.hits.iter().filter(move |(_, hit)| firm(hit)).map(|(issue, _)| issue.as_str())
    }

    /// The issues that are at least likely.
    pub fn issues(&self) -> impl Iterator<Item = &str> {
        let likely = |hit: &IssueHit| hit.weight >= Weight::Likely;
        self.hits.iter().filter(move |(_, hit)| likely(hit)).map(|(issue, _)| issue.as_str())
    }
}
