//! Sheets of our own, edited by people: cells by the keys of their columns.

use super::Place;
use super::aside::REASON;
use super::grid::{self, CellKind, Row};
use super::problem::{ImportError, RowError, Warning};
use super::records::Layout;
use crate::domain::SheetColumn;

/// A sheet as it came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The columns' names as printed, in order.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<SheetRow>,
    /// Rows whose cells do not fit the header.
    pub errors: Vec<RowError>,
    /// What a reader may want to look at.
    pub warnings: Vec<Warning>,
    /// How the file was read.
    pub notes: Vec<String>,
    /// Whether it is a text, where cells that a spreadsheet would run are guarded.
    pub guarded: bool,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Where it stands.
    pub place: Place,
    /// Its cells in the columns' order.
    pub cells: Vec<SheetCell>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetCell {
    /// What stands in it.
    pub text: String,
    /// Whether the spreadsheet holds it as a number or a date: a ref then is no longer what it was.
    pub converted: bool,
}

impl Sheet {
    /// The column with this key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|name| is(name, key))
    }

    /// The cell of a row; none where the sheet has no such column.
    pub fn cell<'a>(&self, row: &'a SheetRow, key: &str) -> Option<&'a SheetCell> {
        row.cells.get(self.column(key)?)
    }

    /// The whole row as texts, so that it can be set aside.
    pub fn texts(row: &SheetRow) -> Vec<String> {
        row.cells.iter().map(|cell| cell.text.clone()).collect()
    }
}

fn is(name: &str, key: &str) -> bool {
    name.trim().eq_ignore_ascii_case(key)
}

/// Whether these column names are those of a sheet of ours.
pub(super) fn is_header(names: &[&str]) -> bool {
    let has = |column: &SheetColumn| names.iter().any(|name| is(name, column.slug()));
    let is_ours = |name: &str| {
        let mut ours = SheetColumn::ALL.iter().map(|column| column.slug());
        ours.any(|key| is(name, key)) || is_passed_over(name)
    };
    let telling = SheetColumn::ALL.iter().filter(|column| column.is_telling());
    let some = telling.filter(|column| has(column)).count() >= 3;
    let mut filled_in = SheetColumn::ALL.iter().filter(|column| column.is_filled_in());
    // Columns may have been left out: what is left is ours, and something is filled in.
    let mut few = || names.iter().all(|name| is_ours(name)) && filled_in.any(has);
    has(&SheetColumn::Id) && (some || few())
}

/// Whether these column names are those of our suggestions, made to be reviewed.
pub(super) fn is_review(names: &[&str]) -> bool {
    let has = |key: &str| names.iter().any(|name| is(name, key));
    ["id", "term", "vocabulary", "accept"].iter().all(|key| has(key))
}

/// Reads a sheet, CSV or XLSX: of a workbook the sheet `items`, else the first with such a header.
pub fn read(bytes: &[u8]) -> Result<Sheet, ImportError> {
    let mut grid = grid::read(bytes)?;
    if let Some(place) = grid.sheets.iter().position(|sheet| is(&sheet.name, "items")) {
        grid.sheets.swap(0, place);
    }
    let told = grid.sheets.len() > 1;
    let table = grid.table(|names| names.iter().any(|name| is(name, "id"))).ok_or_else(|| {
        ImportError::wrong_layout(Layout::Sheet, "no column `id` in the first rows")
    })?;
    let mut sheet = Sheet {
        columns: table.columns(),
        notes: grid.notes.clone(),
        guarded: !grid::is_workbook(bytes),
        ..Sheet::default()
    };
    let folded: Vec<String> = sheet.columns.iter().map(|name| name.trim().to_lowercase()).collect();
    for (at, name) in folded.iter().enumerate() {
        if !name.is_empty() && folded[..at].contains(name) {
            let reason = format!("two columns are called `{name}`");
            return Err(ImportError::wrong_layout(Layout::Sheet, reason));
        }
    }
    for row in table.rows {
        let place = Place { sheet: told.then(|| table.sheet.to_owned()), ..row.place() };
        match table.misfit(row) {
            Some(error) => sheet.errors.push(RowError { place, ..error }),
            None => sheet.rows.push(SheetRow { place, cells: cells(row, sheet.columns.len()) }),
        }
    }
    Ok(sheet)
}

/// Columns that a program for spreadsheets may add, and the reason of a row that was set aside.
pub fn is_passed_over(name: &str) -> bool {
    name.trim().is_empty() || is(name, REASON)
}

fn cells(row: &Row, width: usize) -> Vec<SheetCell> {
    let cell = |column: usize| {
        let kind = row.cells.get(column).map_or(CellKind::Empty, |cell| cell.kind);
        SheetCell {
            text: row.text(column).to_owned(),
            converted: matches!(kind, CellKind::Number | CellKind::Date),
        }
    };
    (0..width).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_the_keys_of_their_columns() {
        let sheet = read(b"\xEF\xBB\xBFid;note ;Version\nHC19:1;=x;7.ab\n;;\nHC19:2;y\n").unwrap();
        assert_eq!(sheet.rows.len(), 1);
        let row = &sheet.rows[0];
        assert_eq!(sheet.cell(row, "note").map(|cell| cell.text.as_str()), Some("=x"));
        assert_eq!(sheet.cell(row, "version").map(|cell| cell.text.as_str()), Some("7.ab"));
        assert_eq!(sheet.cell(row, "status"), None);
        assert!(sheet.guarded && sheet.errors.len() == 1);
        assert!(read(b"id,note,ID\n1,2,3\n").is_err());
        assert!(read(b"a,b\n1,2\n").is_err());
    }

    #[test]
    fn a_sheet_is_known_with_columns_left_out() {
        assert!(is_header(&["id", "status", "effective_on", "note", "position"]));
        assert!(is_header(&["ID ", "set", "ref", "version"]));
        assert!(is_header(&["id", "status", "note"]));
        assert!(is_header(&["id", "text", "status", "note"]));
        assert!(is_header(&["id", "status", "version"]));
        assert!(!is_header(&["id", "text", "version"]));
        assert!(!is_header(&["id", "name", "status"]));
        assert!(!is_header(&["set", "ref", "version", "status"]));
    }
}
