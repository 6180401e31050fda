//! Dates as people type them: in which order day, month and year stand is the column's, not the
//! cell's. `13/02/2025` shows it for all its neighbours; where no cell does, it is asked.

use chrono::NaiveDate;

use super::symbols;
use crate::domain::PartialDate;
use crate::domain::words::vocabulary;

vocabulary! {
    /// In which order a column writes days and months.
    Order is "an order of dates" {
        /// `13/02/2025`.
        DayMonth = "dmy", "day/month/year";
        /// `02/13/2025`.
        MonthDay = "mdy", "month/day/year";
    }
}

/// What a cell's words can mean as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateReading {
    /// One day, whatever the column.
    Sure(NaiveDate),
    /// Two days: with the day first, with the month first.
    Either(NaiveDate, NaiveDate),
    /// A day with the day first only.
    DayFirst(NaiveDate),
    /// A day with the month first only.
    MonthFirst(NaiveDate),
}

/// Reads a cell by itself; none where it holds no date. Year, month and day in ISO, in words
/// (`13 February 2025`), as a spreadsheet's number, or as three numbers.
pub fn read(cell: &str) -> Option<DateReading> {
    let text = cell.trim();
    let digit = |sign: char| sign.is_ascii_digit();
    let timed = text.split_once('T');
    let timed = timed.filter(|(day, time)| day.ends_with(digit) && time.starts_with(digit));
    let text = timed.map_or(text, |(day, _)| day);
    let text = text.split_once(" 00:00").map_or(text, |(day, _)| day);
    if let Ok(date) = PartialDate::parse(text) {
        return Some(DateReading::Sure(date.first()));
    }
    let parts: Vec<&str> =
        text.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let all_digits =
        |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if let [a, b, c] = parts.as_slice()
        && parts.iter().all(all_digits)
    {
        return numbers(a, b, c);
    }
    if let Some(day) = symbols::date(text).or_else(|| in_words(text)) {
        return Some(DateReading::Sure(day));
    }
    serial(text).map(DateReading::Sure)
}

fn numbers(a: &str, b: &str, c: &str) -> Option<DateReading> {
    let number = |text: &str| text.parse::<u32>().ok();
    let date = |year: &str, month: &str, day: &str| {
        let full = match (year.len(), number(year)?) {
            (4, year) => year,
            (1 | 2, short) => 2000 + short,
            _ => return None,
        };
        NaiveDate::from_ymd_opt(i32::try_from(full).ok()?, number(month)?, number(day)?)
    };
    if a.len() == 4 {
        return date(a, b, c).map(DateReading::Sure);
    }
    match (date(c, b, a), date(c, a, b)) {
        (Some(one), Some(other)) if one == other => Some(DateReading::Sure(one)),
        (Some(one), Some(other)) => Some(DateReading::Either(one, other)),
        (Some(one), None) => Some(DateReading::DayFirst(one)),
        (None, Some(other)) => Some(DateReading::MonthFirst(other)),
        (None, None) => None,
    }
}

/// The month of a word as spreadsheets and people cut it short: `Feb`, `févr.`, `Sept`.
fn month(word: &str) -> Option<u32> {
    const SHORT: [&str; 12] = [
        "jan janv ene",
        "feb fév févr",
        "mar mär mrt",
        "apr avr abr",
        "may maj",
        "jun",
        "jul juil",
        "aug aoû ago avg",
        "sep sept set",
        "oct okt",
        "nov",
        "dec déc dic dez",
    ];
    let word = word.to_lowercase();
    let short = || SHORT.iter().position(|words| words.split(' ').any(|it| it == word));
    symbols::month(&word).or_else(|| u32::try_from(short()? + 1).ok())
}

/// A month of a year, the month in words: `March 2025`.
pub fn month_in_words(text: &str) -> Option<PartialDate> {
    let (word, year) = text.trim().split_once(' ')?;
    let plain = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let year = year.parse().ok().filter(|_| plain)?;
    Some(PartialDate::Month(year, month(word.trim_end_matches('.'))?))
}

/// `13-Feb-25`, `Feb 13, 2025`, `13 févr. 2025`, `March 2025` (its first day); the month is a word.
fn in_words(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|part| !part.is_empty() && !matches!(*part, "de" | "del" | "of" | "the"))
        .collect();
    let number = |text: &str| {
        let ends = ["st", "nd", "rd", "th", "er", "º"];
        let plain = ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
        plain.parse::<u32>().ok()
    };
    let year = |text: &str| match (text.len(), text.parse::<i32>().ok()?) {
        (4, year) => Some(year),
        (2, short) => Some(2000 + short),
        _ => None,
    };
    match parts.as_slice() {
        [month_, year_] if year_.len() == 4 => {
            NaiveDate::from_ymd_opt(year(year_)?, month(month_)?, 1)
        }
        [a, b, c] => {
            let (day, word) = if month(b).is_some() { (a, b) } else { (b, a) };
            NaiveDate::from_ymd_opt(year(c)?, month(word)?, number(day)?)
        }
        _ => None,
    }
}

/// A spreadsheet's number of a day; day 60 of 1900 is one that never was.
fn serial(text: &str) -> Option<NaiveDate> {
    let days: u32 = text.strip_suffix(".0").unwrap_or(text).parse().ok()?;
    // From 1982 on: smaller numbers are years and refs.
    let sound = (30_000..=80_000).contains(&days);
    let origin = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    origin.checked_add_days(chrono::Days::new(u64::from(days))).filter(|_| sound)
}

/// The order that a column shows; an error where cells show both.
///
/// # Errors
/// The two cells that contradict each other.
pub fn order<'a>(
    cells: impl IntoIterator<Item = &'a str>,
) -> Result<Option<Order>, (String, String)> {
    let (mut day_first, mut month_first) = (None, None);
    for cell in cells {
        match read(cell) {
            Some(DateReading::DayFirst(_)) => day_first = day_first.or(Some(cell)),
            Some(DateReading::MonthFirst(_)) => month_first = month_first.or(Some(cell)),
            _ => {}
        }
    }
    match (day_first, month_first) {
        (Some(one), Some(other)) => Err((one.trim().to_owned(), other.trim().to_owned())),
        (Some(_), None) => Ok(Some(Order::DayMonth)),
        (None, Some(_)) => Ok(Some(Order::MonthDay)),
        (None, None) => Ok(None),
    }
}

/// The day that a cell means in a column of this order; none where it is no date, or where only the
/// order would tell and is not known.
pub fn day(cell: &str, order: Option<Order>) -> Option<NaiveDate> {
    match (read(cell)?, order) {
        (DateReading::Sure(day), _)
        | (DateReading::Either(day, _) | DateReading::DayFirst(day), Some(Order::DayMonth))
        | (DateReading::Either(_, day) | DateReading::MonthFirst(day), Some(Order::MonthDay))
        | (DateReading::DayFirst(day) | DateReading::MonthFirst(day), None) => Some(day),
        _ => None,
    }
}

/// Whether a cell can be read as two days.
pub fn is_ambiguous(cell: &str) -> bool {
    matches!(read(cell), Some(DateReading::Either(..)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn what_is_sure_needs_no_order() {
        for text in [
            "2025-02-13",
            "13 February 2025",
            "45701",
            "2025/2/13",
            "2025.02.13",
            "2025-02-13T00:00:00",
            "13-Feb-25",
            "13-FEB-25",
            "13-Feb-2025",
            "Feb 13, 2025",
            "13th February 2025",
            "13 févr. 2025",
            "13 de febrero de 2025",
        ] {
            assert_eq!(day(text, None), on("2025-02-13"), "{text}");
        }
        assert_eq!(day("05.05.25", None), on("2025-05-05"));
        assert_eq!(day("March 2025", None), on("2025-03-01"));
        assert_eq!(month_in_words("Mar. 2025"), Some(PartialDate::Month(2025, 3)));
        assert_eq!(month_in_words("Q4 2025"), None);
        assert_eq!(day("Q4 2025", None), None);
        for text in ["", "soon", "2025-13-13", "31/02/2025", "140.1", "SVN4:1"] {
            assert_eq!(day(text, Some(Order::DayMonth)), None, "{text}");
        }
    }

    #[test]
    fn the_order_is_the_columns() {
        let column = ["11/03/2025", "24/12/2025", "", "2025-01-02"];
        assert_eq!(order(column), Ok(Some(Order::DayMonth)));
        assert_eq!(day("11/03/2025", Some(Order::DayMonth)), on("2025-03-11"));
        assert_eq!(order(["11/03/2025", "3/24/25"]), Ok(Some(Order::MonthDay)));
        assert_eq!(day("11/03/2025", Some(Order::MonthDay)), on("2025-11-03"));
        assert_eq!(order(["11/03/2025", "05/05/2025"]), Ok(None));
        assert!(is_ambiguous("11/03/2025") && !is_ambiguous("13/03/2025"));
        assert!(order(["13/03/2025", "03/13/2025"]).is_err());
        // What contradicts the order is no date of this column.
        assert_eq!(day("03/13/2025", Some(Order::DayMonth)), None);
    }
}
