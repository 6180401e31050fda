//! The words of papers, each sentence whole, from the catalogue (`catalogue`, `lang/en.txt`): dates, levels
//! and cycles here, what is said of figures in `figures`, of change in `changes`, of an item in `findings`, titles and prompts of
//! what is handed in in `papers`, what every format prints beside in `marks`, what questions answer in `questions`, nouns by
//! their number in `nouns`. What a level, a position or a
//! template is called stands with its type (`domain/words.rs`), what a column is called with what it holds
//! (`field`): a language calls them by its own words as they are printed (`catalogue::named`).

pub mod catalogue;
pub mod changes;
pub mod figures;
pub mod findings;
pub mod marks;
pub mod nouns;
pub mod papers;
pub mod questions;

use chrono::{Datelike as _, NaiveDate};

use crate::domain::{Level, PartialDate};
use catalogue::{count, say, whole};
use nouns::counted;

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
    if catalogue::is_as_shipped() {
        return format!("{} {} {}", day.day(), month(day), day.year());
    }
    say!("date.day", day = day.day(), month = month(day), year = day.year())
}

fn month(of: NaiveDate) -> &'static str {
    whole(match of.month() {
        1 => "month.1",
        2 => "month.2",
        3 => "month.3",
        4 => "month.4",
        5 => "month.5",
        6 => "month.6",
        7 => "month.7",
        8 => "month.8",
        9 => "month.9",
        10 => "month.10",
        11 => "month.11",
        _ => "month.12",
    })
}

/// `2 October 2025`, `October 2025` or `2025`, as precisely as it is known.
pub fn date(date: PartialDate) -> String {
    let first = date.first();
    match date {
        PartialDate::Day(only) => day(only),
        PartialDate::Month(..) if catalogue::is_as_shipped() => {
            format!("{} {}", month(first), first.year())
        }
        PartialDate::Month(..) => say!("date.month", month = month(first), year = first.year()),
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
    say!("accessed", day)
}

/// `2nd`.
pub fn ordinal(number: i64) -> String {
    match (number % 10, number % 100) {
        (_, 11..=13) => say!("ordinal.th", number),
        (1, _) => say!("ordinal.st", number),
        (2, _) => say!("ordinal.nd", number),
        (3, _) => say!("ordinal.rd", number),
        _ => say!("ordinal.th", number),
    }
}

/// `third cycle of the Universal Periodic Review`.
pub fn cycle(number: i64) -> String {
    match number {
        1 => whole("cycle.1").to_owned(),
        2 => whole("cycle.2").to_owned(),
        3 => whole("cycle.3").to_owned(),
        4 => whole("cycle.4").to_owned(),
        5 => whole("cycle.5").to_owned(),
        more => say!("cycle.more", ordinal = ordinal(more)),
    }
}

/// `3 fully implemented`, as a part of a sentence.
pub fn at_level(level: Level, n: i64) -> String {
    match level {
        Level::Implemented => say!("level.implemented", n),
        Level::PartiallyImplemented => say!("level.partially-implemented", n),
        Level::InProgress => say!("level.in-progress", n),
        Level::NotImplemented => say!("level.not-implemented", n),
        Level::Regressed => say!("level.regressed", n),
        Level::NoInformation => say!("level.no-information", n),
        Level::NotAssessed => say!("level.not-assessed", n),
    }
}

/// `36 areas addressed to Exampleland: 3 fully implemented, 10 in progress, 23 not assessed.`
pub fn levels(counts: &[i64; Level::ALL.len()], noun: &str, state: Option<&str>) -> String {
    let all: i64 = counts.iter().sum();
    let what = match state {
        Some(state) => say!("levels.addressed", what = counted(all, noun), state),
        None => counted(all, noun),
    };
    if all == counts[Level::NotAssessed as usize] {
        return count!("levels.none", all, what);
    }
    let at = |level: &Level| {
        let count = counts[*level as usize];
        (count > 0).then(|| at_level(*level, count))
    };
    let levels: Vec<String> = DRAWN.iter().filter_map(at).collect();
    say!("levels.all", what, levels = commas(&levels))
}

/// Whether a letter runs from the right.
pub fn runs_from_the_right(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

/// Several parts in a row: `a, b, c`.
pub fn commas<T: AsRef<str>>(parts: &[T]) -> String {
    catalogue::listed("list.comma", parts)
}

/// The same where the parts may have commas themselves: `a; b; c`.
pub fn semicolons<T: AsRef<str>>(parts: &[T]) -> String {
    catalogue::listed("list.semicolon", parts)
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
