//! Tables of documents, Word's or LibreOffice's, as people keep trackers in them.

use super::{CellKind, GridCell, GridRow, OnRow, check_cell, check_row};
use crate::import::ImportError;
use crate::import::docx::{self, PaperBlock, TableCell};

/// Hands over the rows of all tables; each is a sheet, named by its number where there are several.
pub(super) fn walk(bytes: &[u8], on_row: OnRow<'_>) -> Result<(), ImportError> {
    let document = docx::read(bytes)?;
    let tables: Vec<&Vec<Vec<TableCell>>> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            PaperBlock::Table(rows) => Some(rows),
            PaperBlock::Paragraph(_) => None,
        })
        .collect();
    for (at, rows) in tables.iter().enumerate() {
        let name = format!("table {}", at + 1);
        for (number, row) in (1..).zip(*rows) {
            let row = GridRow { number, line: None, cells: cells(row, number)? };
            if row.cells.iter().any(|cell| cell.kind != CellKind::Empty) {
                on_row(&name, row)?;
            }
        }
    }
    Ok(())
}

/// The cells of a row; one that reaches over several columns stands in the first of them.
fn cells(row: &[TableCell], number: u32) -> Result<Vec<GridCell>, ImportError> {
    let mut cells: Vec<GridCell> = Vec::with_capacity(row.len());
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
        cells.push(GridCell { text, kind });
        // Word's tables have 63 columns at most.
        let covered = cell.span.clamp(1, 64) - 1;
        cells.extend(std::iter::repeat_n(GridCell::default(), covered));
    }
    Ok(cells)
}
