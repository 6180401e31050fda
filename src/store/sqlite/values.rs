//! Values of columns as what they are: words of a fixed list, days, lists that came as JSON.

use rusqlite::types::Type;
use serde::de::DeserializeOwned;

use super::columns::Columns;
use super::engine;
use crate::domain::lines::EvidenceBrief;
use crate::domain::{Level, SetKind};

/// A word of a fixed list.
pub(super) fn word<T>(
    row: &impl Columns,
    column: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    row.text(column, |text| read(text).ok_or_else(|| bad_value(format!("{column} holds `{text}`"))))
}

/// What kind of set: a body of recommendations where nothing is said.
pub(super) fn set_kind(row: &impl Columns, column: &str) -> rusqlite::Result<SetKind> {
    match row.get::<Option<String>>(column)? {
        None => Ok(SetKind::default()),
        Some(_) => word(row, column, SetKind::from_slug),
    }
}

pub(super) fn bad_value(text: String) -> rusqlite::Error {
    let error = engine(text);
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}

/// A list that came as JSON.
pub(super) fn list<T: DeserializeOwned>(
    row: &impl Columns,
    column: &str,
) -> rusqlite::Result<Vec<T>> {
    let text: Option<String> = row.get(column)?;
    match text.as_deref() {
        None | Some("[]") => Ok(Vec::new()),
        Some(text) => serde_json::from_str(text)
            .map_err(|error| bad_value(format!("{column} cannot be read: {error}"))),
    }
}

pub(super) fn level(slug: &str) -> rusqlite::Result<Level> {
    Level::from_slug(slug).ok_or_else(|| bad_value(format!("`{slug}` is no status")))
}

/// A day as stored, `2025-06-30`: read by its places, since a general reader of dates takes longer than
/// the row that it stands in.
pub(super) fn day(text: &str) -> rusqlite::Result<chrono::NaiveDate> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let plain = || {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
        let year = i32::try_from(number(0, 4).filter(|_| shaped)?).ok()?;
        chrono::NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)
    };
    plain().ok_or_else(|| bad_value(format!("`{text}` is no day")))
}

type EvidenceTuple =
    (i64, String, Option<String>, Option<String>, Option<String>, Option<String>, i64);

/// Evidence that came as JSON.
pub(super) fn evidence(row: &impl Columns, column: &str) -> rusqlite::Result<Vec<EvidenceBrief>> {
    let brief = |(entry, kind, address, paragraph, title, accessed, public): EvidenceTuple| {
        EvidenceBrief { entry, kind, address, paragraph, title, accessed, public: public != 0 }
    };
    Ok(list(row, column)?.into_iter().map(brief).collect())
}
