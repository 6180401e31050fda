//! Tables as rows of text cells, whatever they were written in: CSV, XLS, XLSX, ODS, a web page, the
//! XML of Excel 2003, or a document with tables.
//!
//! A cell keeps its text faithfully and says of what type it was, so that a reference such as
//! `101.20` that a spreadsheet has turned into the number 101.2 can be suspected.

mod biff;
mod book;
mod build;
pub(super) mod container;
mod delimited;
mod document;
mod html;
mod ods;
mod xml2003;

use std::borrow::Cow;

use super::{ImportError, Place, RowError, Warning};

/// The most columns that a table may have.
pub const MAX_COLUMNS: usize = 1_000;
/// The longest cell, in bytes; a spreadsheet takes 32,767 characters.
pub const MAX_CELL: usize = 1024 * 1024;
/// The longest name of a column, in bytes.
const MAX_NAME: usize = 1024;
/// The most cells that are held in memory at a time.
pub const MAX_CELLS: usize = 8_000_000;

/// The most text of one row, in bytes: a workbook may say one long text in each of a thousand cells.
const MAX_ROW: usize = 16 * 1024 * 1024;
/// The most that the cells held in memory at a time may take, in bytes.
const MAX_HELD: usize = 320 * 1024 * 1024;
/// The most that is handed over row by row, in bytes: as much as an unpacked file may hold.
const MAX_TOLD: usize = 1024 * 1024 * 1024;
/// What a cell takes beside its text, and a row beside its cells.
const CELL: usize = 64;

/// Of what type a cell was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing in it.
    #[default]
    Empty,
    /// Text; every cell of a CSV file that is not empty.
    Text,
    /// A number; its text is the shortest that means it.
    Number,
    /// A date or a moment; its text is in ISO 8601.
    Date,
    /// True or false.
    Boolean,
    /// A formula's error, such as `#REF!`.
    Error,
    /// A formula whose value the program that wrote the file did not store.
    Uncomputed,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it holds.
    pub text: String,
    /// Of what type it was.
    pub kind: CellKind,
}

/// A row that is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number in the sheet or file, from 1, the header included.
    pub number: u32,
    /// The line it begins on, in a text file.
    pub line: Option<u64>,
    /// Its cells, from the first column on.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The text of a column, empty if the row is shorter.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.as_str())
    }

    /// The texts of all cells.
    pub fn texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.text.clone()).collect()
    }

    /// The cells as names of columns: what is too long for one is none.
    pub(super) fn names(&self) -> Vec<&str> {
        let cells = self.cells.iter().map(|cell| cell.text.trim());
        cells.map(|name| if name.len() > MAX_NAME { "" } else { name }).collect()
    }

    /// The letters and digits of all cells, as names are compared.
    pub fn letters(&self) -> Vec<String> {
        self.cells.iter().map(|cell| super::records::letters(&cell.text)).collect()
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        Place { row: Some(self.number), line: self.line, ..Place::default() }
    }
}

/// A sheet of a workbook, or the one table of a CSV file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for a CSV file.
    pub name: String,
    /// Its rows, without the empty ones.
    pub rows: Vec<Row>,
}

/// A file's tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The sheets, in the workbook's order.
    pub sheets: Vec<Sheet>,
    /// What to say about how it was read: character set, line ends, delimiter.
    pub notes: Vec<String>,
}

/// A table with its header found.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// The sheet's name.
    pub sheet: &'a str,
    /// The header; of two rows of heads, each column's lower one, or the upper where it has none.
    pub header: Cow<'a, Row>,
    /// What stands below it.
    pub rows: &'a [Row],
    /// Whether the file has several sheets, so that places name theirs.
    several: bool,
}

/// The tables of one layout in a file, and what of the file is none.
#[derive(Debug, Default)]
pub struct Tables<'a> {
    /// The tables, in the workbook's order.
    pub tables: Vec<Table<'a>>,
    /// What was passed over: sheets without such a header.
    pub warnings: Vec<Warning>,
}

/// A header stands among so many rows of a sheet that are not empty.
pub(super) const MAX_HEADER: usize = 50;

/// What the sheets are called that explain a workbook of ours.
const EXPLAINING: [&str; 4] = ["columns", "history", "about", "figures"];

impl Grid {
    /// All tables whose header, in one of the first fifty rows, is one that `is_header` knows. It
    /// is asked with the names as printed.
    pub fn tables(&self, is_header: impl Fn(&[&str]) -> bool) -> Tables<'_> {
        self.find(is_header, false)
    }

    /// The same where two rows may be the header together, as people make them: groups of columns
    /// above, columns below.
    pub fn tables_of_two(&self, is_header: impl Fn(&[&str]) -> bool) -> Tables<'_> {
        self.find(is_header, true)
    }

    /// A file's sheet of this name alone; all of them where none is named.
    ///
    /// # Errors
    /// [`ImportError::Foreign`]: no sheet is called so.
    pub fn only(mut self, name: Option<&str>) -> Result<Self, ImportError> {
        let Some(wanted) = name else { return Ok(self) };
        let names: Vec<String> = self.sheets.iter().map(|it| format!("`{}`", it.name)).collect();
        self.sheets.retain(|sheet| sheet.name.trim().eq_ignore_ascii_case(wanted.trim()));
        if self.sheets.is_empty() {
            return Err(ImportError::foreign(
                format!("a file without a sheet `{wanted}`"),
                format!("it has {}; nothing was written", names.join(", ")),
            ));
        }
        Ok(self)
    }

    fn find(&self, is_header: impl Fn(&[&str]) -> bool, of_two: bool) -> Tables<'_> {
        let mut found = Tables::default();
        let ours = self.sheets.iter().any(|sheet| sheet.name.eq_ignore_ascii_case("items"));
        for sheet in &self.sheets {
            if ours && EXPLAINING.contains(&sheet.name.to_lowercase().as_str()) {
                continue;
            }
            let known = |row: &Row| is_header(&row.names());
            let header = sheet.rows.iter().take(MAX_HEADER).position(known);
            let joined = || {
                let pairs = sheet.rows.windows(2).take(MAX_HEADER).enumerate();
                let mut pairs = pairs.map(|(at, pair)| (at, both(&pair[0], &pair[1])));
                pairs.find(|(_, row)| known(row))
            };
            let pair = if of_two { joined() } else { None };
            let pair = pair.filter(|(at, _)| header.is_none_or(|header| at + 1 < header));
            let (header, rows) = match (header, pair) {
                (_, Some((at, row))) => (Some(Cow::Owned(row)), at + 2),
                (None, None) => (None, 0),
                (Some(at), None) => {
                    let (row, next) = (&sheet.rows[at], sheet.rows.get(at + 1));
                    match next.filter(|next| of_two && is_under(next, row)) {
                        Some(next) => (Some(Cow::Owned(both(row, next))), at + 2),
                        None => (Some(Cow::Borrowed(row)), at + 1),
                    }
                }
            };
            if let Some(header) = header {
                found.tables.push(Table {
                    sheet: &sheet.name,
                    header,
                    rows: &sheet.rows[rows..],
                    several: self.sheets.len() > 1,
                });
            } else {
                let place = Place { sheet: Some(sheet.name.clone()), ..Place::default() };
                let rows = sheet.rows.len();
                let message = format!(
                    "{rows} row{} without the columns that are read: left out",
                    if rows == 1 { "" } else { "s" }
                );
                found.warnings.push(Warning::new(place, message));
            }
        }
        found
    }

    /// The first of those tables.
    pub fn table(&self, is_header: impl Fn(&[&str]) -> bool) -> Option<Table<'_>> {
        self.tables(is_header).tables.into_iter().next()
    }
}

/// Two rows of heads as one.
fn both(above: &Row, below: &Row) -> Row {
    let width = above.cells.len().max(below.cells.len());
    let cell = |at: usize| {
        let lower = below.cells.get(at).filter(|cell| !cell.text.trim().is_empty());
        lower.or_else(|| above.cells.get(at)).cloned().unwrap_or_default()
    };
    Row { number: below.number, line: below.line, cells: (0..width).map(cell).collect() }
}

/// Whether a row goes on with the heads above it: its first two columns are empty there or say the
/// same, and it has words where the heads above are groups or nothing.
fn is_under(row: &Row, header: &Row) -> bool {
    let (below, above) = (row.letters(), header.letters());
    let head = |at: usize| above.get(at).map_or("", String::as_str);
    let cell = |at: usize| below.get(at).map_or("", String::as_str);
    let merged = |at: usize| cell(at).is_empty() || cell(at) == head(at);
    let mut grouped = (0..below.len()).filter(|at| head(*at).is_empty() && !cell(*at).is_empty());
    merged(0) && merged(1) && !head(0).is_empty() && grouped.next().is_some()
}

impl Table<'_> {
    /// The sheet's name where the file has several.
    pub fn named_sheet(&self) -> Option<String> {
        self.several.then(|| self.sheet.to_owned())
    }

    /// The column with this name, compared by letters and digits alone.
    pub fn column(&self, name: &str) -> Option<usize> {
        let wanted = super::records::letters(name);
        let mut cells = self.header.cells.iter();
        cells.position(|cell| super::records::letters(&cell.text) == wanted)
    }

    /// The names of the columns as printed.
    pub fn columns(&self) -> Vec<String> {
        self.header.texts()
    }

    /// Where a row stands, with the sheet's name where there are several.
    pub fn place(&self, row: &Row) -> Place {
        let sheet = self.several.then(|| self.sheet.to_owned());
        Place { sheet, ..row.place() }
    }

    /// The rows that hold data; repeated headers and rows of totals are passed over and said to be.
    pub fn data(&self, warnings: &mut Vec<Warning>) -> Vec<&Row> {
        let header = self.header.letters();
        let told = |row: &&Row| match passed_over(row, &header) {
            Some(message) => {
                warnings.push(Warning::new(self.place(row), message));
                false
            }
            None => true,
        };
        self.rows.iter().filter(told).collect()
    }

    /// What is wrong with a row whose cells do not fit the header: in a CSV file, one that has
    /// fewer, or more that are not empty.
    pub fn misfit(&self, row: &Row) -> Option<RowError> {
        let width = self.header.cells.len();
        if let Some(column) = row.cells.iter().position(|cell| cell.kind == CellKind::Uncomputed) {
            return Some(RowError {
                place: self.place(row),
                column: self.columns().get(column).cloned(),
                found: format!(
                    "a formula without a value in cell {}",
                    cell_name(column, row.number)
                ),
                expected: "a value: open the workbook in its program, let it calculate, save it"
                    .to_owned(),
                nearest: None,
                cells: row.texts(),
            });
        }
        let longer = row.cells.iter().skip(width).any(|cell| !cell.text.trim().is_empty());
        let shorter = row.line.is_some() && row.cells.len() < width;
        (longer || shorter).then(|| RowError {
            place: self.place(row),
            column: None,
            found: format!("{} cells", row.cells.len()),
            expected: format!("{width} cells, as in the header"),
            nearest: None,
            cells: row.texts(),
        })
    }
}

/// The name of a cell as spreadsheets print it: `M2`.
pub fn cell_name(column: usize, row: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{row}")
}

/// What a row that sums others up begins with, by letters.
const TOTALS: [&str; 24] = [
    "total",
    "totals",
    "subtotal",
    "grandtotal",
    "sum",
    "totale",
    "totaal",
    "totaux",
    "soustotal",
    "suma",
    "soma",
    "summe",
    "gesamt",
    "insgesamt",
    "итого",
    "всего",
    "ukupno",
    "skupaj",
    "celkem",
    "spolu",
    "razem",
    "összesen",
    "المجموع",
    "合计",
];

/// Why a row is no data, if it is none: it repeats the header, or sums up.
pub(super) fn passed_over(row: &Row, header: &[String]) -> Option<String> {
    let cells = row.letters();
    let filled = || cells.iter().filter(|cell| !cell.is_empty());
    let same = cells.iter().zip(header).filter(|(cell, head)| !cell.is_empty() && cell == head);
    if filled().count() >= 2 && same.count() == filled().count() {
        return Some("the header stands here again: passed over".to_owned());
    }
    let first = filled().next()?;
    let word = first.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let summed = TOTALS.contains(&word)
        && filled().skip(1).all(|cell| !cell.chars().any(char::is_alphabetic));
    summed.then(|| "a row of totals: passed over".to_owned())
}

/// Whether the bytes are those of a workbook (XLSX, XLS or ODS) or a document, rather than of a text.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
        || html::is_html(bytes)
        || xml2003::is_workbook(bytes)
}

/// Reads all tables of a file.
pub fn read(bytes: &[u8]) -> Result<Grid, ImportError> {
    let mut grid = Grid::default();
    let (mut cells, mut held) = (0_usize, 0_usize);
    let notes = walk(bytes, &mut |sheet, row| {
        cells += row.cells.len();
        if cells > MAX_CELLS {
            return Err(ImportError::too_many("the table", MAX_CELLS, "cells"));
        }
        held += CELL + row.cells.iter().map(|cell| CELL + cell.text.len()).sum::<usize>();
        if held > MAX_HELD {
            return Err(ImportError::too_large("what the table holds", MAX_HELD as u64));
        }
        match grid.sheets.last_mut().filter(|last| last.name == sheet) {
            Some(last) => last.rows.push(row),
            None => grid.sheets.push(Sheet { name: sheet.to_owned(), rows: vec![row] }),
        }
        Ok(())
    })?;
    grid.notes = notes;
    Ok(grid)
}

/// What is called for each row: the sheet's name and the row.
pub type OnRow<'a> = &'a mut dyn FnMut(&str, Row) -> Result<(), ImportError>;

/// Hands over all rows that are not empty, one at a time, and gives what to say about how the file
/// was read.
pub fn walk(bytes: &[u8], on_row: OnRow<'_>) -> Result<Vec<String>, ImportError> {
    let mut told = 0_usize;
    let on_row: OnRow<'_> = &mut |sheet: &str, row: Row| {
        told += row.cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        if told > MAX_TOLD {
            return Err(ImportError::too_large("what the table holds", MAX_TOLD as u64));
        }
        on_row(sheet, row)
    };
    if ods::is_ods(bytes) {
        ods::walk(bytes, on_row).map(|()| Vec::new())
    } else if super::docx::is_document(bytes) {
        document::walk(bytes, on_row).map(|()| Vec::new())
    } else if bytes.starts_with(b"PK\x03\x04") {
        book::walk_xlsx(bytes, on_row).map(|()| Vec::new())
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        book::walk_xls(bytes, on_row).map(|()| Vec::new())
    } else if html::is_html(bytes) {
        html::walk(bytes, on_row)
    } else if xml2003::is_workbook(bytes) {
        xml2003::walk(bytes, on_row).map(|()| Vec::new())
    } else {
        let mut set_aside = None;
        delimited::walk(bytes, &mut |sheet, mut row| {
            let first = || row.cells.iter().any(|cell| cell.text == super::aside::REASON);
            if *set_aside.get_or_insert_with(first) {
                for cell in &mut row.cells {
                    cell.text = crate::domain::guard::unguard(&cell.text).to_owned();
                }
            }
            on_row(sheet, row)
        })
    }
}

/// Refuses a row that says more than any row does.
fn check_row(bytes: usize, row: u32) -> Result<(), ImportError> {
    if bytes > MAX_ROW {
        return Err(ImportError::too_large(format!("row {row}"), MAX_ROW as u64));
    }
    Ok(())
}

/// Refuses cells that no table of this kind has.
fn check_cell(text: &str, row: u32, column: usize) -> Result<(), ImportError> {
    if column >= MAX_COLUMNS {
        return Err(ImportError::too_many(format!("row {row}"), MAX_COLUMNS, "columns"));
    }
    if text.len() > MAX_CELL {
        let what = format!("the cell in row {row}, column {}", column + 1);
        return Err(ImportError::too_large(what, MAX_CELL as u64));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_found_below_titles_and_columns_by_letters() {
        let text = "Exported on Monday,\n\nText,Reccomending Body\nRatify,CEDAW\n";
        let grid = read(text.as_bytes()).unwrap();
        let table = grid.table(|names| names.contains(&"Text")).unwrap();
        assert_eq!(table.column("reccomending-body"), Some(1));
        assert_eq!(table.column("Symbol"), None);
        assert_eq!(table.rows.len(), 1);
        assert_eq!((table.rows[0].number, table.rows[0].line), (3, Some(4)));
    }

    #[test]
    fn a_row_that_does_not_fit_is_told() {
        let grid = read(b"a,b\n1,2,\n1\n1,2,3\n").unwrap();
        let table = grid.table(|names| names == ["a", "b"]).unwrap();
        let misfits: Vec<_> = table.rows.iter().map(|row| table.misfit(row)).collect();
        assert!(misfits[0].is_none());
        let short = misfits[1].as_ref().unwrap();
        assert_eq!((short.found.as_str(), short.place.line), ("1 cells", Some(3)));
        assert!(misfits[2].is_some());
    }
}
