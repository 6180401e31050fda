//! Puts the rows of a sheet together, cell by cell, within bounds.

use std::collections::BTreeMap;

use super::{CellKind, GridCell, GridRow, MAX_CELLS, MAX_COLUMNS, OnRow, check_cell, check_row};
use crate::import::ImportError;

/// The most cells that reach over several rows, counted in each row that they reach.
const MAX_REACHED: usize = 32_000_000;

/// A cell that reaches over several rows: how many more, and what it holds.
#[derive(Debug)]
struct Reaching {
    rows: u32,
    cell: GridCell,
}

/// A sheet under way. Cells that reach over several rows hold for each of them.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) sheet: String,
    row: GridRow,
    column: usize,
    /// By column.
    reaching: BTreeMap<usize, Reaching>,
    cells: usize,
    reached: usize,
    /// Whether columns that a cell from above reaches into are written, as cells that it covers.
    pub(super) writes_covered: bool,
}

impl Builder {
    /// Begins a sheet.
    pub(super) fn begin(&mut self, sheet: String) {
        let (cells, reached, writes_covered) = (self.cells, self.reached, self.writes_covered);
        *self = Self { sheet, cells, reached, writes_covered, ..Self::default() };
    }

    /// Begins a row; `number` is from 1.
    pub(super) fn begin_row(&mut self, number: u32) {
        self.row = GridRow { number, ..GridRow::default() };
        self.column = 0;
    }

    /// Goes to a column, from 0.
    pub(super) fn go_to(&mut self, column: usize) {
        self.column = column;
    }

    /// Puts a cell that reaches over so many columns and rows.
    pub(super) fn put(
        &mut self,
        cell: GridCell,
        columns: usize,
        rows: u32,
    ) -> Result<(), ImportError> {
        self.skip_reached();
        if cell.kind != CellKind::Empty {
            self.cells += 1;
            if self.cells > MAX_CELLS {
                return Err(ImportError::too_many("the table", MAX_CELLS, "cells"));
            }
            check_cell(&cell.text, self.row.number, self.column)?;
            let held = self.row.cells.iter().chain(self.reaching.values().map(|it| &it.cell));
            // What is long is counted; a thousand short cells are no matter.
            if cell.text.len() > 1024 {
                let bytes = held.map(|cell| cell.text.len()).sum::<usize>() + cell.text.len();
                check_row(bytes, self.row.number)?;
            }
            self.row.cells.resize(self.row.cells.len().max(self.column + 1), GridCell::default());
            self.row.cells[self.column] = cell.clone();
        }
        if rows > 1 && self.reaching.len() < MAX_COLUMNS && self.column < MAX_COLUMNS {
            self.reaching.insert(self.column, Reaching { rows: rows.min(100_000), cell });
        }
        self.column = self.column.saturating_add(columns.max(1));
        Ok(())
    }

    /// Columns that a cell from above reaches into are taken.
    fn skip_reached(&mut self) {
        while !self.writes_covered && self.reaching.contains_key(&self.column) {
            self.column += 1;
        }
    }

    /// Ends a row that stands so many times.
    pub(super) fn end_row(&mut self, times: u32, on_row: OnRow<'_>) -> Result<(), ImportError> {
        let mut row = std::mem::take(&mut self.row);
        self.reached += self.reaching.len();
        if self.reached > MAX_REACHED {
            return Err(ImportError::too_many("the table", MAX_REACHED, "merged cells"));
        }
        let filled = row.cells.iter().any(|cell| cell.kind != CellKind::Empty);
        // A row that has nothing of its own stays empty.
        for (column, reaching) in self.reaching.iter().filter(|_| filled) {
            row.cells.resize(row.cells.len().max(column + 1), GridCell::default());
            if row.cells[*column].kind == CellKind::Empty {
                row.cells[*column] = reaching.cell.clone();
            }
        }
        self.reaching.retain(|_, reaching| {
            reaching.rows -= 1;
            reaching.rows > 0
        });
        if !filled {
            return Ok(());
        }
        for _ in 1..times {
            self.cells += row.cells.len();
            if self.cells > MAX_CELLS {
                return Err(ImportError::too_many("the table", MAX_CELLS, "cells"));
            }
            on_row(&self.sheet, row.clone())?;
            row.number = row.number.saturating_add(1);
        }
        on_row(&self.sheet, row)
    }
}
