//! The columns of a sheet of figures, by key and by head.

use crate::domain::claims::Refusal;
use crate::import::sheet::Sheet;
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
pub(super) fn by_keys(sheet: Sheet) -> Sheet {
    let key = |name: &String| {
        let name = name.trim();
        let named = |field: &&Field<Measured>| name.eq_ignore_ascii_case(field.title);
        let field = FIGURES.iter().find(named).filter(|field| sheet.column(field.key).is_none());
        field.map_or_else(|| name.to_owned(), |field| field.key.to_owned())
    };
    let columns = sheet.columns.iter().map(key).collect();
    Sheet { columns, ..sheet }
}
