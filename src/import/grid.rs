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
mod tables;
mod xml2003;

use serde::{Deserialize, Serialize};

use super::apart::{self, FileKind, Tell};
use super::{ImportError, SourcePlace};
pub use tables::{FoundTable, Tables};
pub(super) use tables::{MAX_HEADER, passed_over};

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
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
pub struct GridCell {
    /// What it holds.
    pub text: String,
    /// Of what type it was.
    pub kind: CellKind,
}

/// A row that is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridRow {
    /// Its number in the sheet or file, from 1, the header included.
    pub number: u32,
    /// The line it begins on, in a text file.
    pub line: Option<u64>,
    /// Its cells, from the first column on.
    pub cells: Vec<GridCell>,
}

impl GridRow {
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
    pub fn place(&self) -> SourcePlace {
        SourcePlace { row: Some(self.number), line: self.line, ..SourcePlace::default() }
    }
}

/// A sheet of a workbook, or the one table of a CSV file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for a CSV file.
    pub name: String,
    /// Its rows, without the empty ones.
    pub rows: Vec<GridRow>,
}

/// A file's tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The sheets, in the workbook's order.
    pub sheets: Vec<Sheet>,
    /// What to say about how it was read: character set, line ends, delimiter.
    pub notes: Vec<String>,
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
pub type OnRow<'a> = &'a mut dyn FnMut(&str, GridRow) -> Result<(), ImportError>;

/// Hands over all rows that are not empty, one at a time, and gives what to say about how the file
/// was read.
pub fn walk(bytes: &[u8], on_row: OnRow<'_>) -> Result<Vec<String>, ImportError> {
    let mut told = 0_usize;
    let on_row: OnRow<'_> = &mut |sheet: &str, row: GridRow| {
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
        walk_book(bytes, FileKind::Xlsx, on_row).map(|()| Vec::new())
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        walk_book(bytes, FileKind::Xls, on_row).map(|()| Vec::new())
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

/// A row as it goes from one process to another: its sheet, its number, its cells.
pub(super) type Sent = (String, u32, Vec<(CellKind, String)>);

/// Hands over the rows of a workbook, which is read in a process of its own where that can be.
fn walk_book(bytes: &[u8], kind: FileKind, on_row: OnRow<'_>) -> Result<(), ImportError> {
    let apart = apart::read(kind, bytes, &mut |(sheet, number, cells): Sent| {
        let cells = cells.into_iter().map(|(kind, text)| GridCell { text, kind }).collect();
        on_row(&sheet, GridRow { number, line: None, cells })
    });
    apart.unwrap_or_else(|| walk_here(bytes, kind, on_row))
}

fn walk_here(bytes: &[u8], kind: FileKind, on_row: OnRow<'_>) -> Result<(), ImportError> {
    match kind {
        FileKind::Xls => book::walk_xls(bytes, on_row),
        _ => book::walk_xlsx(bytes, on_row),
    }
}

/// Reads a workbook, and tells its rows.
pub(super) fn tell(bytes: &[u8], kind: FileKind, tell: Tell<'_, Sent>) -> Result<(), ImportError> {
    walk_here(bytes, kind, &mut |sheet, row| {
        let cells = row.cells.into_iter().map(|cell| (cell.kind, cell.text)).collect();
        tell((sheet.to_owned(), row.number, cells))
    })
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
mod tests;
