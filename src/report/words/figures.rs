//! What a report says of its figures: what they cover, whose they are, of which period, and what comes
//! next.

use super::super::labels::counted;

/// What is covered, where its figures are not added up.
pub fn not_added_up(state: Option<&str>) -> String {
    match state {
        Some(state) => format!(
            "The sets are classified in different ways: their figures are not added up. Items addressed to {state}."
        ),
        None => "The sets are classified in different ways: their figures are not added up.".into(),
    }
}

/// What is covered.
pub fn covered(all: i64, noun: &str, state: Option<&str>) -> String {
    match state {
        Some(state) => format!("{} addressed to {state}.", counted(all, noun)),
        None => format!("{}.", counted(all, noun)),
    }
}

/// Whose view it is, as of which day; `own` where the owner is the State itself.
pub fn according(who: Option<&str>, own: bool, day: &str, known: Option<&str>) -> String {
    match (who, own, known) {
        (None, _, None) => format!("Status as of {day}."),
        (None, _, Some(at)) => format!("Status as of {day}, as known at {at}."),
        (Some(who), false, None) => format!("Status according to {who}, as of {day}."),
        (Some(who), false, Some(at)) => {
            format!("Status according to {who}, as of {day}, as known at {at}.")
        }
        (Some(who), true, None) => {
            format!("Status according to {who}, a self-assessment, as of {day}.")
        }
        (Some(who), true, Some(at)) => {
            format!("Status according to {who}, a self-assessment, as of {day}, as known at {at}.")
        }
    }
}

/// What was chosen.
pub fn chosen(filters: &str) -> String {
    format!("Chosen: {filters}.")
}

/// A period that has ended; `a_day` where the day is known.
pub fn period_ended(to: &str, a_day: bool) -> String {
    if a_day {
        format!("The period under review ended on {to}.")
    } else {
        format!("The period under review ended in {to}.")
    }
}

/// A period that goes on.
pub fn period_runs(from: Option<&str>, to: &str) -> String {
    match from {
        Some(from) => format!("The period under review runs from {from} to {to}."),
        None => format!("The period under review runs to {to}."),
    }
}

/// What comes next, in how many days; `certainty` where it is not documented.
pub fn next(label: &str, date: &str, certainty: Option<&str>, days: i64) -> String {
    let left = days_left(days);
    match certainty {
        Some(certainty) => format!("Next: {label} ({date}, {certainty}; {left})."),
        None => format!("Next: {label} ({date}; {left})."),
    }
}

fn days_left(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    }
}

/// Nothing comes next.
pub const NOTHING_AHEAD: &str = "No dated milestone lies ahead.";

/// When the next review is, with how certain that is.
pub fn review(label: &str, dated: Option<(&str, &str)>) -> String {
    match dated {
        Some((date, certainty)) => format!("Next review: {label} ({date}, {certainty})."),
        None => format!("Next review: {label}, undated."),
    }
}

/// There is no word of a next review.
pub const NO_REVIEW: &str = "The next review is undated.";

/// How many are assessed.
pub fn assessed(assessed: i64, all: i64) -> String {
    match assessed {
        0 => format!("None of {all} assessed: this says nothing about the situation."),
        _ => format!("{assessed} of {all} assessed; {} not assessed.", all - assessed),
    }
}

/// Where the items stand under no theme.
pub const ONLY_ISSUES: &str = "No item stands under a theme here; UPR Info's issues classify them.";

/// What stands in the sets without being counted.
pub fn uncounted(items: i64) -> String {
    format!(
        "{} (offers, mandates, advice, concerns, commitments, or addressed to others) stand in these sets and are not counted.",
        counted(items, "items")
    )
}

/// What was replaced.
pub fn superseded(items: i64) -> String {
    match items {
        1 => "1 item is superseded and not counted: what replaced it is.".to_owned(),
        more => format!("{more} items are superseded and not counted: what replaced them is."),
    }
}

/// The tallies of compound items.
pub fn tracked(tallies: &[String]) -> String {
    format!("Tracked through components: {}.", tallies.join("; "))
}

/// What the State says of all of a set; `of` is the set's title where there are several.
pub fn stance(of: Option<&str>, stance: &str, source: &str) -> String {
    match of {
        Some(set) => format!("{set}: the State's recorded stance: {stance} ({source})."),
        None => format!("The State's recorded stance: {stance} ({source})."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_whole_whatever_is_known() {
        assert_eq!(
            according(Some("X"), true, "2 May 2025", Some("3 May 2025")),
            "Status according to X, a self-assessment, as of 2 May 2025, as known at 3 May 2025."
        );
        assert_eq!(according(None, true, "2 May 2025", None), "Status as of 2 May 2025.");
        assert_eq!(next("Review", "2027", None, 1), "Next: Review (2027; 1 day left).");
        assert_eq!(superseded(2), "2 items are superseded and not counted: what replaced them is.");
    }
}
