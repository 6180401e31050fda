//! What is said of change: what moved between two days, and where it stood on each.

use chrono::NaiveDate;

use super::catalogue::{count, named, say, whole};
use super::day;

/// How many moved, how many of them for the worse, and how many were said for the first time.
pub fn said(moved: i64, worse: i64, first: i64, span: (NaiveDate, NaiveDate)) -> String {
    let (since, until) = (day(span.0), day(span.1));
    let said = count!("changes.said", moved, since, until, worse);
    if first == 0 { said } else { count!("changes.first", first, said) }
}

/// Above what moved.
pub fn title() -> &'static str {
    whole("changes.title")
}

/// `Trend: Annex to the letter of …`
pub fn trend(of: &str) -> String {
    say!("trend.title", of)
}

/// Nobody has said anything yet.
pub fn nothing() -> String {
    whole("trend.nothing").to_owned()
}

/// What a point of a trend is.
pub fn point_explained() -> String {
    whole("trend.explained").to_owned()
}

/// A milestone of which the date is not documented.
pub fn uncertain(label: &str, certainty: &str) -> String {
    say!("trend.mark", label, certainty = named(certainty))
}
