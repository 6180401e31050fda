//! Rows of an embedded seed file, by column name.

use std::collections::HashMap;
use std::rc::Rc;

use super::broken;
use crate::app::error::Result;
use crate::domain::ledger::Record;

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

    /// The record with columns of the same name.
    pub(super) fn copy(&self, record: Record, columns: &[&'static str]) -> Record {
        columns.iter().fold(record, |record, column| record.with(column, self.get(column)))
    }
}
