//! The words of papers, each sentence whole: dates, levels and cycles here, what is said of figures in
//! `figures`, of an item in `findings`, titles and prompts of what is handed in in `papers`, what every
//! format prints beside in `marks`. What a level, a position or a template is called
//! stands with its type (`domain/words.rs`), what a column is called with what it holds (`field`).
//!
//! English is the one language so far. A second one is a second column of these `match`es.

pub mod figures;
pub mod findings;
pub mod marks;
pub mod papers;

use chrono::NaiveDate;

use super::labels::counted;
use crate::domain::{Level, PartialDate};

/// The order of a sentence on levels, and of a status chart: what is done first, what is not known last.
pub const DRAWN: [Level; 7] = [
    Level::Implemented,
    Level::PartiallyImplemented,
    Level::InProgress,
    Level::NotImplemented,
    Level::Regressed,
    Level::NoInformation,
    Level::NotAssessed,
];

/// `2 October 2025`, as UN documents print a day.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `2 October 2025`, `October 2025` or `2025`, as precisely as it is known.
pub fn date(date: PartialDate) -> String {
    let first = date.first();
    match date {
        PartialDate::Day(only) => day(only),
        PartialDate::Month(..) => first.format("%B %Y").to_string(),
        PartialDate::Year(_) => first.format("%Y").to_string(),
    }
}

/// A date as data has it (`2025-10`) as papers print it; what is no date stays as it is.
pub fn printed(text: &str) -> String {
    PartialDate::parse(text).map_or_else(|_| text.to_owned(), date)
}

/// A period as data has it (`2025-01..2025-06`) as papers print it.
pub fn period(text: &str) -> String {
    match text.split_once("..") {
        Some((from, to)) => format!("{} to {}", printed(from), printed(to)),
        None => printed(text),
    }
}

/// When a source was looked at.
pub fn accessed(day: &str) -> String {
    format!("accessed {day}")
}

/// `2nd`.
pub fn ordinal(number: i64) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// `third cycle of the Universal Periodic Review`.
pub fn cycle(number: i64) -> String {
    let cycle = match number {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        5 => "fifth".to_owned(),
        more => ordinal(more),
    };
    format!("{cycle} cycle of the Universal Periodic Review")
}

/// `3 fully implemented`, as a part of a sentence.
pub fn at_level(level: Level, count: i64) -> String {
    let level = match level {
        Level::Implemented => "fully implemented",
        Level::PartiallyImplemented => "partially implemented",
        Level::InProgress => "in progress",
        Level::NotImplemented => "not implemented",
        Level::Regressed => "regressed",
        Level::NoInformation => "without sufficient information",
        Level::NotAssessed => "not assessed",
    };
    format!("{count} {level}")
}

/// `36 areas addressed to Exampleland: 3 fully implemented, 10 in progress, 23 not assessed.`
pub fn levels(counts: &[i64; Level::ALL.len()], noun: &str, state: Option<&str>) -> String {
    let all: i64 = counts.iter().sum();
    let what = match state {
        Some(state) => format!("{} addressed to {state}", counted(all, noun)),
        None => counted(all, noun),
    };
    if all == counts[Level::NotAssessed as usize] {
        let none = if all == 1 { "not assessed" } else { "none of them assessed" };
        return format!("{what}, {none}: this says nothing about the situation.");
    }
    let at = |level: &Level| {
        let count = counts[*level as usize];
        (count > 0).then(|| at_level(*level, count))
    };
    let levels: Vec<String> = DRAWN.iter().filter_map(at).collect();
    format!("{what}: {}.", levels.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_printed_as_precisely_as_they_are_known() {
        for (text, printed) in
            [("2025-10-02", "2 October 2025"), ("2025-10", "October 2025"), ("2025", "2025")]
        {
            assert_eq!(super::printed(text), printed);
        }
    }

    #[test]
    fn ordinals_end_as_they_are_said() {
        let said: Vec<String> = [1, 2, 3, 4, 11, 21].map(ordinal).to_vec();
        assert_eq!(said, ["1st", "2nd", "3rd", "4th", "11th", "21st"]);
        assert_eq!(cycle(4), "fourth cycle of the Universal Periodic Review");
    }

    #[test]
    fn a_sentence_says_all_levels_and_nothing_of_nothing() {
        let mut counts = [0; Level::ALL.len()];
        counts[Level::NotAssessed as usize] = 3;
        assert_eq!(
            levels(&counts, "areas", Some("Y")),
            "3 areas addressed to Y, none of them assessed: this says nothing about the situation."
        );
        counts[Level::Implemented as usize] = 1;
        counts[Level::Regressed as usize] = 2;
        assert_eq!(
            levels(&counts, "areas", None),
            "6 areas: 1 fully implemented, 2 regressed, 3 not assessed."
        );
    }
}
