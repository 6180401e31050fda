//! Sheets of our own, edited by people: cells by the keys of their columns.

use super::SourcePlace;
use super::aside::REASON;
use super::grid::{self, CellKind, GridRow};
use super::problem::{ImportError, RowError, Warning};
use super::records::Layout;
use crate::domain::SheetColumn;

/// A sheet as it came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnedSheet {
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
    /// Whether it is somebody's own tracker, whose texts are theirs.
    pub foreign: bool,
    /// Whether it is a text, where cells that a spreadsheet would run are guarded.
    pub guarded: bool,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Where it stands.
    pub place: SourcePlace,
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

impl ReturnedSheet {
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
    let filled_in = SheetColumn::ALL.iter().filter(|column| column.is_judgement());
    // Columns may have been left out: what is left is ours, and something is filled in, or it says
    // what stands in which set.
    let listed = || has(&SheetColumn::Set) && has(&SheetColumn::Text);
    let few = || names.iter().all(|name| is_ours(name)) && (filled_in.clone().any(has) || listed());
    // Or people added some of their own.
    let filled = filled_in.clone().filter(|column| has(column)).count() >= 2;
    has(&SheetColumn::Id) && (some || filled || few())
}

/// Whether these column names are those of our suggestions, made to be reviewed.
pub(super) fn is_review(names: &[&str]) -> bool {
    let has = |key: &str| names.iter().any(|name| is(name, key));
    ["id", "term", "vocabulary", "accept"].iter().all(|key| has(key))
}

/// Whether these column names are those of a request to an institution, filled in or not. Where its
/// mark was deleted it is one still: whoever reads it says what is missing.
pub(super) fn is_request(names: &[&str]) -> bool {
    let has = |key: &str| names.iter().any(|name| is(name, key));
    ["id", "what_was_done"].iter().all(|key| has(key))
}

/// Whether these column names are those of the sheet of indicators.
pub(super) fn is_indicators(names: &[&str]) -> bool {
    let has = |key: &str| names.iter().any(|name| is(name, key));
    ["indicator", "figure", "period", "value"].iter().all(|key| has(key))
}

/// Reads a sheet of indicators.
pub fn read_indicators(bytes: &[u8]) -> Result<ReturnedSheet, ImportError> {
    let grid = grid::read(bytes)?;
    let tables = grid.tables(is_indicators);
    let Some(first) = tables.tables.first() else {
        let reason = "no columns `indicator`, `figure`, `period` and `value` in the first rows";
        return Err(ImportError::wrong_layout(Layout::Indicators, reason));
    };
    let mut sheet = ReturnedSheet {
        columns: first.columns(),
        notes: grid.notes.clone(),
        guarded: !grid::is_workbook(bytes),
        warnings: tables.warnings,
        ..ReturnedSheet::default()
    };
    for table in &tables.tables {
        refuse_doubles(&table.columns())?;
        sheet.take(table);
    }
    Ok(sheet)
}

/// Whether a row below a header with the column `id` names an item: `SVN4:140.1`.
pub(super) fn names_item(header: &[&str], row: &GridRow) -> bool {
    let has = |key: &str| header.iter().any(|name| is(name, key));
    let column = header.iter().position(|name| is(name, "id"));
    column.is_some_and(|column| {
        let id = row.text(column).trim();
        let parts = id.split_once(':').filter(|(set, _)| !set.is_empty());
        SheetColumn::ALL.iter().any(|column| column.is_judgement() && has(column.slug()))
            && parts.is_some_and(|(set, label)| {
                set.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
                    && !label.is_empty()
                    && !label.contains(char::is_whitespace)
            })
    })
}

/// Reads a sheet, CSV or a workbook: all its tables with such a header, `items` first.
pub fn read(bytes: &[u8]) -> Result<ReturnedSheet, ImportError> {
    of_grid(grid::read(bytes)?, !grid::is_workbook(bytes))
}

/// The same of a file whose tables are read; `guarded` for a text.
pub(super) fn of_grid(mut grid: grid::Grid, guarded: bool) -> Result<ReturnedSheet, ImportError> {
    if let Some(place) = grid.sheets.iter().position(|sheet| is(&sheet.name, "items")) {
        let items = grid.sheets.remove(place);
        grid.sheets.insert(0, items);
    }
    let mut tables = grid.tables(is_header);
    if tables.tables.is_empty() {
        tables = grid.tables(|names| names.iter().any(|name| is(name, "id")));
        tables.tables.truncate(1);
    }
    let Some(first) = tables.tables.first() else {
        return Err(ImportError::wrong_layout(Layout::Sheet, "no column `id` in the first rows"));
    };
    let mut sheet = ReturnedSheet {
        columns: first.columns(),
        notes: grid.notes.clone(),
        guarded,
        warnings: tables.warnings,
        ..ReturnedSheet::default()
    };
    for table in &tables.tables {
        refuse_doubles(&table.columns())?;
        sheet.take(table);
    }
    if sheet.rows.is_empty() && sheet.errors.is_empty() {
        let message = "no row stands below the header";
        sheet.warnings.push(Warning::new(SourcePlace::default(), message));
    }
    Ok(sheet)
}

/// Refuses a table of which two columns have one name.
fn refuse_doubles(columns: &[String]) -> Result<(), ImportError> {
    let folded: Vec<String> = columns.iter().map(|name| name.trim().to_lowercase()).collect();
    for (at, name) in folded.iter().enumerate() {
        if !name.is_empty() && folded[..at].contains(name) {
            let reason = format!("two columns are called `{name}`");
            return Err(ImportError::wrong_layout(Layout::Sheet, reason));
        }
    }
    Ok(())
}

impl ReturnedSheet {
    /// Takes a table's rows, its columns in the place of those of the first that are called so.
    fn take(&mut self, table: &grid::FoundTable<'_>) {
        let columns = table.columns();
        for name in &columns {
            if !name.trim().is_empty() && self.column(name).is_none() {
                self.columns.push(name.clone());
            }
        }
        let places: Vec<Option<usize>> =
            columns.iter().map(|name| self.column(name.trim())).collect();
        for row in table.data(&mut self.warnings) {
            match table.misfit(row) {
                Some(error) => self.errors.push(error),
                None => {
                    let mut cells = vec![SheetCell::default(); self.columns.len()];
                    for (at, place) in places.iter().enumerate() {
                        if let Some(cell) = place.and_then(|place| cells.get_mut(place)) {
                            *cell = cell_at(row, at);
                        }
                    }
                    self.rows.push(SheetRow { place: table.place(row), cells });
                }
            }
        }
    }
}

/// Columns that a program for spreadsheets may add, and the reason of a row that was set aside.
pub fn is_passed_over(name: &str) -> bool {
    name.trim().is_empty() || is(name, REASON)
}

fn cell_at(row: &GridRow, column: usize) -> SheetCell {
    let kind = row.cells.get(column).map_or(CellKind::Empty, |cell| cell.kind);
    SheetCell {
        text: row.text(column).to_owned(),
        converted: matches!(kind, CellKind::Number | CellKind::Date),
    }
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
        assert!(is_header(&["id", "set", "state", "kind", "text"]));
        assert!(is_header(&["text", "Kind", "set", "id"]));
        assert!(!is_header(&["id", "set", "text", "price"]));
        assert!(!is_header(&["id", "text", "version"]));
        assert!(!is_header(&["id", "name", "status"]));
        assert!(!is_header(&["set", "ref", "version", "status"]));
    }
}
