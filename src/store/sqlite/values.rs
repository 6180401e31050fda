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
    let text: String = row.get(column)?;
    read(&text).ok_or_else(|| bad_value(format!("{column} holds `{text}`")))
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

/// A day as stored.
pub(super) fn day(text: &str) -> rusqlite::Result<chrono::NaiveDate> {
    text.parse().map_err(|_| bad_value(format!("`{text}` is no day")))
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
