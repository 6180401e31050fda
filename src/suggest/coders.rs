//! Rules that UPR Info's coders follow and that no phrase can say (its "Issue categorisation",
//! October 2014, and what its coded rows show).

use super::reading::{TextReading, Weight};

/// The issue of treaties.
pub(super) const INSTRUMENTS: &str = "international-instruments";

/// From how many treaties to be joined on their subjects are left out.
pub(super) const MANY_TREATIES: usize = 5;

/// From how many goods named for one group on the group alone is coded.
const MANY_GOODS: usize = 4;

/// Groups of persons.
const GROUPS: &[&str] = &[
    "asylum-seekers-refugees",
    "detention-conditions",
    "disabilities",
    "indigenous-peoples",
    "internally-displaced-persons",
    "migrants",
    "minorities",
    "rights-of-the-child",
    "sexual-orientation-and-gender-identity",
    "womens-rights",
];

/// What such a group may be said to lack.
const GOODS: &[&str] = &[
    "development",
    "esc-rights-general",
    "labour",
    "poverty",
    "right-to-education",
    "right-to-food",
    "right-to-health",
    "right-to-housing",
    "right-to-land",
    "right-to-water",
];

/// Whether a text asks to join treaties, not to keep one.
pub(super) fn is_about_joining(folded: &str) -> bool {
    ["ratif", " acced", " accession", " sign", " becom", " adher", " party ", " parties "]
        .iter()
        .any(|word| folded.contains(word))
}

/// What one issue does to another.
pub(super) fn settle(reading: &mut TextReading, joining: bool) {
    let is_any = |reading: &TextReading, of: &dyn Fn(&str) -> bool| reading.issues().any(of);
    let specific = |issue: &str| !matches!(issue, "general" | "other");
    if is_any(reading, &specific) {
        reading.weaken(|issue| !specific(issue));
    }
    // What is only likely counts where nothing is firm but a treaty.
    let firm: Vec<String> = reading.firm().map(str::to_owned).collect();
    let other_than = |issue: &str| firm.iter().any(|other| other != issue && other != INSTRUMENTS);
    let weak: Vec<String> = reading
        .hits
        .iter()
        .filter(|(issue, hit)| hit.weight == Weight::Likely && other_than(issue))
        .map(|(issue, _)| issue.clone())
        .collect();
    reading.weaken(|issue| weak.iter().any(|weak| weak == issue));
    let goods = reading.issues().filter(|issue| GOODS.contains(issue)).count();
    if goods >= MANY_GOODS && is_any(reading, &|issue| GROUPS.contains(&issue)) {
        reading.weaken(|issue| GOODS.contains(&issue));
    }
    let beside = |issue: &str| {
        !["cp-rights-general", "esc-rights-general", "treaty-bodies", INSTRUMENTS].contains(&issue)
    };
    if !joining && is_any(reading, &beside) {
        reading.weaken(|issue| issue == "cp-rights-general");
    }
}
