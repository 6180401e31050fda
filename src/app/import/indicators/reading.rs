//! Words, numbers and periods of a sheet of figures.

use crate::domain::PartialDate;
use crate::import::dates;

/// A word of a list by its slug or its label.
pub(super) fn word<T: Copy>(
    text: &str,
    all: &[T],
    slug: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Option<T> {
    let is =
        |it: &&T| text.eq_ignore_ascii_case(slug(**it)) || text.eq_ignore_ascii_case(label(**it));
    all.iter().find(is).copied()
}

/// A period: a day, a month, a year, or from one to another.
pub(super) fn period(
    text: &str,
    order: Option<dates::Order>,
) -> Option<(PartialDate, PartialDate)> {
    let one = |text: &str| {
        let date = PartialDate::parse(text.trim()).ok();
        date.or_else(|| dates::day(text, order).map(PartialDate::Day))
    };
    match text.split_once("..") {
        Some((from, to)) => {
            let (from, to) = (one(from)?, one(to)?);
            (from.first() <= to.last()).then_some((from, to))
        }
        None => one(text).map(|date| (date, date)),
    }
}
