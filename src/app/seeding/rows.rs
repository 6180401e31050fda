//! Rows of an embedded seed file, by column name.

use std::collections::HashMap;
use std::rc::Rc;

use super::broken;
use crate::app::error::Result;
use crate::domain::PartialDate;

/// A seed file by its name below `seeds/`: name and text.
macro_rules! seed {
    ($name:literal) => {
        ($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/", $name, ".csv")))
    };
}
pub(super) use seed;

/// One row.
#[derive(Debug, Clone)]
pub(super) struct SeedRow {
    columns: Rc<HashMap<String, usize>>,
    values: csv::StringRecord,
}

/// Reads a seed file.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<SeedRow>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let fault = |error: csv::Error| broken(format!("{name}.csv: {error}"));
    let headers = reader.headers().map_err(fault)?.clone();
    let columns: HashMap<_, _> =
        headers.iter().enumerate().map(|(at, column)| (column.to_owned(), at)).collect();
    let columns = Rc::new(columns);
    let row = |values: csv::Result<csv::StringRecord>| {
        Ok(SeedRow { columns: Rc::clone(&columns), values: values.map_err(fault)? })
    };
    reader.records().map(row).collect()
}

impl SeedRow {
    /// A value; empty where there is none.
    pub(super) fn text(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|at| self.values.get(*at)).unwrap_or_default()
    }

    /// A value, if there is one.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// A multi-valued cell.
    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.text(column).split("; ").filter(|value| !value.is_empty())
    }

    /// A value as it is kept, if there is one.
    pub(super) fn own(&self, column: &str) -> Option<String> {
        self.get(column).map(str::to_owned)
    }

    /// A word of a fixed list, read by its slug.
    pub(super) fn word<T>(&self, column: &str, of: impl Fn(&str) -> Option<T>) -> Result<T> {
        let text = self.text(column);
        of(text).ok_or_else(|| broken(format!("`{text}` is no {column}")))
    }

    /// The same where the cell may be empty.
    pub(super) fn word_if<T>(
        &self,
        column: &str,
        of: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        self.get(column).map(|_| self.word(column, of)).transpose()
    }

    /// Whether a cell says yes.
    pub(super) fn yes(&self, column: &str) -> bool {
        self.get(column) == Some("yes")
    }

    /// A date as precise as it is known.
    pub(super) fn date(&self, column: &str) -> Result<Option<PartialDate>> {
        Ok(self.get(column).map(PartialDate::parse).transpose()?)
    }
}
