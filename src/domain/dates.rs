//! Days as people write them, and dates known to the day, month or year only.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

/// Later than any date that is stored: a view without a limit.
pub const LATEST: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// A date that is known as precisely as its source says, never more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartialDate {
    /// A year (`2022`).
    Year(i32),
    /// A month (`2021-09`).
    Month(i32, u32),
    /// A day (`2019-11-28`).
    Day(NaiveDate),
}

/// A text that is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date")]
pub struct BadDate(pub String);

impl PartialDate {
    /// Reads `2025-06-30`, `2025-06` or `2025`.
    ///
    /// # Errors
    /// [`BadDate`] for anything else, a day that no calendar has included.
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        let bad = || BadDate(text.to_owned());
        let digits = |part: &str, length: usize| {
            let fits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
            if fits { part.parse::<u32>().ok() } else { None }
        };
        let parts: Vec<&str> = text.split('-').collect();
        let year = digits(parts[0], 4).and_then(|y| i32::try_from(y).ok());
        // No calendar has a year 0.
        let year = year.filter(|year| *year > 0).ok_or_else(bad)?;
        let number = |index: usize| digits(parts[index], 2).ok_or_else(bad);
        match parts.len() {
            1 => Ok(Self::Year(year)),
            2 if (1..=12).contains(&number(1)?) => Ok(Self::Month(year, number(1)?)),
            3 => {
                let day = NaiveDate::from_ymd_opt(year, number(1)?, number(2)?);
                day.map(Self::Day).ok_or_else(bad)
            }
            _ => Err(bad()),
        }
    }

    /// The first day it may be.
    pub fn first(self) -> NaiveDate {
        let day = match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Self::Day(day) => Some(day),
        };
        day.unwrap_or(NaiveDate::MIN)
    }

    /// The last day it may be.
    pub fn last(self) -> NaiveDate {
        let next = match self {
            Self::Year(_) => self.first().checked_add_months(Months::new(12)),
            Self::Month(..) => self.first().checked_add_months(Months::new(1)),
            Self::Day(day) => return day,
        };
        next.and_then(|day| day.checked_sub_days(Days::new(1))).unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Self::Day(day) => write!(out, "{}", day.format("%Y-%m-%d")),
        }
    }
}

/// Which day of a month or year is meant where a single day is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The first: `--on`, `--since`.
    First,
    /// The last: `--as-of`, `--until`, `--known-at`.
    Last,
}

/// A date as typed; the day depends on what today is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWord {
    /// `today`.
    Today,
    /// `yesterday`.
    Yesterday,
    /// Written out.
    Written(PartialDate),
}

impl DateWord {
    /// Reads `2025-06-30`, `2025-06`, `2025`, `today`, `yesterday`.
    ///
    /// # Errors
    /// [`BadDate`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        match text.to_ascii_lowercase().as_str() {
            "today" => Ok(Self::Today),
            "yesterday" => Ok(Self::Yesterday),
            _ => PartialDate::parse(text).map(Self::Written),
        }
    }

    /// The day that is meant.
    pub fn day(self, today: NaiveDate, edge: Edge) -> NaiveDate {
        match self {
            Self::Today => today,
            Self::Yesterday => today.checked_sub_days(Days::new(1)).unwrap_or(today),
            Self::Written(date) if edge == Edge::First => date.first(),
            Self::Written(date) => date.last(),
        }
    }

    /// The date as precise as it was given.
    pub fn precise(self, today: NaiveDate) -> PartialDate {
        match self {
            Self::Written(date) => date,
            word => PartialDate::Day(word.day(today, Edge::First)),
        }
    }

    /// Whether the day had to be worked out, so that it should be echoed.
    pub fn is_worked_out(self) -> bool {
        !matches!(self, Self::Written(PartialDate::Day(_)))
    }
}

/// The same day some months earlier (the last of the month where it has no such day).
pub fn months_before(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// Whole months from one day to a later one; 0 where it is not later.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = (to.year() - from.year()) * 12 + to.month0().cast_signed()
        - from.month0().cast_signed()
        - i32::from(to.day() < from.day());
    u32::try_from(months).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_or_year_keeps_its_precision_and_has_two_edges() {
        let month = PartialDate::parse("2024-02").unwrap();
        assert_eq!((month.first(), month.last()), (day("2024-02-01"), day("2024-02-29")));
        assert_eq!(month.to_string(), "2024-02");
        let year = PartialDate::parse("2022").unwrap();
        assert_eq!((year.first(), year.last()), (day("2022-01-01"), day("2022-12-31")));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2025-02-30",
            "30/06/2025",
            "2025-13",
            "25",
            "2025-6-1",
            "2025-06-30-",
            "x",
            "0000",
            "0000-01-01",
            "99999",
            "99999-01-01",
        ] {
            assert_eq!(DateWord::parse(text), Err(BadDate(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn words_are_worked_out_from_today() {
        let today = day("2025-03-01");
        assert_eq!(DateWord::Yesterday.day(today, Edge::First), day("2025-02-28"));
        let year = DateWord::parse("2024").unwrap();
        assert_eq!(year.day(today, Edge::Last), day("2024-12-31"));
        assert!(year.is_worked_out());
        assert_eq!(months_between(day("2024-01-31"), day("2025-01-30")), 11);
        assert_eq!(months_before(day("2025-03-31"), 1), day("2025-02-28"));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(year in 1i32..=9999, month in 1u32..=12, d in 1u32..=28) {
            let all = [
                PartialDate::Year(year),
                PartialDate::Month(year, month),
                PartialDate::Day(NaiveDate::from_ymd_opt(year, month, d).unwrap()),
            ];
            for date in all {
                prop_assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            let _unused = DateWord::parse(&text);
        }
    }
}
