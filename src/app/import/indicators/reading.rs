//! Columns, words and periods of a sheet of figures.

use crate::domain::PartialDate;
use crate::domain::claims::Refusal;
use crate::import::dates;
use crate::import::sheet::ReturnedSheet;
use crate::report::field::Field;
use crate::report::indicators::{FIGURES, Measured};

/// The column of what a rule does not allow.
pub(super) fn column(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoPeriod { .. } | Refusal::Future { .. } => "period",
        Refusal::NoGroup { .. } => "group",
        Refusal::NoSource { .. } => "evidence",
        _ => "value",
    }
}

/// A sheet of which the columns have their keys: a workbook has the heads that people see.
pub(super) fn by_keys(sheet: ReturnedSheet) -> ReturnedSheet {
    let key = |name: &String| {
        let name = name.trim();
        let named = |field: &&Field<Measured>| name.eq_ignore_ascii_case(field.title);
        let field = FIGURES.iter().find(named).filter(|field| sheet.column(field.key).is_none());
        field.map_or_else(|| name.to_owned(), |field| field.key.to_owned())
    };
    let columns = sheet.columns.iter().map(key).collect();
    ReturnedSheet { columns, ..sheet }
}

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
