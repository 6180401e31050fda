//! Tables of documents, Word's or LibreOffice's, as people keep trackers in them.

use super::{Cell, CellKind, OnRow, Row, check_cell, check_row};
use crate::import::ImportError;
use crate::import::docx::{self, Block, TableCell};

/// Hands over the rows of all tables; each is a sheet, named by its number where there are several.
pub(super) fn walk(bytes: &[u8], on_row: OnRow<'_>) -> Result<(), ImportError> {
    let document = docx::read(bytes)?;
    let tables: Vec<&Vec<Vec<TableCell>>> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(rows) => Some(rows),
            Block::Paragraph(_) => None,
        })
        .collect();
    for (at, rows) in tables.iter().enumerate() {
        let name = format!("table {}", at + 1);
        for (number, row) in (1..).zip(*rows) {
            let row = Row { number, line: None, cells: cells(row, number)? };
            if row.cells.iter().any(|cell| cell.kind != CellKind::Empty) {
                on_row(&name, row)?;
            }
        }
    }
    Ok(())
}

/// The cells of a row; one that reaches over several columns stands in the first of them.
fn cells(row: &[TableCell], number: u32) -> Result<Vec<Cell>, ImportError> {
    let mut cells: Vec<Cell> = Vec::with_capacity(row.len());
    let mut held = 0;
    for cell in row {
        // A number that Word counts stands before its text, as a reader sees it.
        let lines: Vec<String> =
            cell.lines().iter().map(|line| line.replace('\t', " ").trim().to_owned()).collect();
        let text = lines.join("\n");
        held += text.len();
        check_cell(&text, number, cells.len())?;
        check_row(held, number)?;
        let kind = if text.is_empty() { CellKind::Empty } else { CellKind::Text };
        cells.push(Cell { text, kind });
        // Word's tables have 63 columns at most.
        let covered = cell.span.clamp(1, 64) - 1;
        cells.extend(std::iter::repeat_n(Cell::default(), covered));
    }
    Ok(cells)
}
