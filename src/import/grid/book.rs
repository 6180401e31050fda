//! Workbooks: XLSX row by row, XLS at once (its format holds 65,536 rows at most).

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Data, Dimensions, ExcelDateTime, Reader as _, Xls, Xlsx};

use super::{CellKind, GridCell, GridRow, OnRow, biff, check_cell, check_row, container};
use crate::import::ImportError;
use crate::import::contain::contained;
use crate::import::package::{Package, without_dimensions};

/// Hands over the rows of all worksheets of an XLSX file.
pub(super) fn walk_xlsx(bytes: &[u8], on_row: OnRow<'_>) -> Result<(), ImportError> {
    let marks = Package::open(bytes, "XLSX")?.vet()?;
    let mended = if marks.iter().any(|part| part.false_dimension) {
        Some(without_dimensions(bytes, &marks)?)
    } else {
        None
    };
    let bytes = mended.as_deref().unwrap_or(bytes);
    let special = Special {
        formulas: marks.iter().any(|part| part.formulas),
        merged: marks.iter().any(|part| part.merged),
    };
    contained("XLSX", || {
        let mut book: Xlsx<_> =
            Xlsx::new(Cursor::new(bytes)).map_err(|error| ImportError::damaged("XLSX", error))?;
        let sheets = book.sheets_metadata().to_vec();
        for sheet in sheets.iter().filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet) {
            walk_worksheet(&mut book, &sheet.name, special, on_row)?;
        }
        Ok(())
    })
}

/// What the worksheets of a book hold besides values.
#[derive(Debug, Clone, Copy)]
struct Special {
    formulas: bool,
    merged: bool,
}

/// The most formulas and merged areas of a worksheet that are looked at.
const MOST_SPECIAL: usize = 1_000_000;

/// Cells with a formula.
fn formulas(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> HashSet<(u32, u32)> {
    let mut cells = HashSet::new();
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return cells };
    while let Ok(Some(cell)) = reader.next_formula() {
        if !cell.get_value().is_empty() && cells.len() < MOST_SPECIAL {
            cells.insert(cell.get_position());
        }
    }
    cells
}

/// Areas of merged cells that reach over several rows, by their first column: what stands in the
/// first row holds for each.
fn merged_down(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Vec<MergedCells> {
    let areas = book.merge_cells_by_sheet_name(name);
    let areas = areas.unwrap_or_default().into_iter();
    reaching_down(areas)
}

/// The areas that reach over several rows.
fn reaching_down(areas: impl Iterator<Item = Dimensions>) -> Vec<MergedCells> {
    let areas = areas.filter(|area| area.end.0 > area.start.0);
    let merged = areas.map(|area| MergedCells {
        first: area.start,
        last: area.end.0,
        cell: GridCell::default(),
    });
    merged.take(10_000).collect()
}

/// Cells merged down a column, and what they hold.
struct MergedCells {
    first: (u32, u32),
    last: u32,
    cell: GridCell,
}

fn walk_worksheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    special: Special,
    on_row: OnRow<'_>,
) -> Result<(), ImportError> {
    let damaged = |error| ImportError::damaged("XLSX", error);
    let mut formulas = if special.formulas { formulas(book, name) } else { HashSet::new() };
    let mut merged = if special.merged { merged_down(book, name) } else { Vec::new() };
    let on_row: OnRow<'_> = &mut |sheet: &str, mut row: GridRow| {
        fill_merged(&mut merged, &mut row)?;
        on_row(sheet, row)
    };
    let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut row = GridRow::default();
    let mut bytes = 0;
    while let Some(found) = reader.next_cell().map_err(damaged)? {
        let (line, column) = found.get_position();
        let mut cell = cell_of(Data::from(found.get_value().clone()));
        if formulas.remove(&(line, column)) && cell.kind == CellKind::Empty {
            cell.kind = CellKind::Uncomputed;
        }
        if cell.kind == CellKind::Empty {
            continue;
        }
        if row.number != line + 1 {
            hand_over(name, std::mem::take(&mut row), on_row)?;
            row.number = line + 1;
            bytes = 0;
        }
        bytes += cell.text.len();
        check_row(bytes, row.number)?;
        put(&mut row, column as usize, cell)?;
    }
    hand_over(name, row, on_row)
}

/// Hands over the rows of all worksheets of an XLS file.
pub(super) fn walk_xls(bytes: &[u8], on_row: OnRow<'_>) -> Result<(), ImportError> {
    let stream = container::workbook(bytes)?;
    if biff::is_protected(&stream) {
        return Err(crate::import::kinds::protected("workbook"));
    }
    let sound = container::wrap(&biff::vetted(stream)?);
    contained("XLS", || {
        let damaged = |error| ImportError::damaged("XLS", error);
        let mut book: Xls<_> = Xls::new(Cursor::new(sound.as_slice())).map_err(damaged)?;
        for name in book.sheet_names() {
            let areas = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            let mut merged = reaching_down(areas.into_iter());
            let range = book.worksheet_range(&name).map_err(damaged)?;
            let (first_row, first_column) = range.start().unwrap_or_default();
            for (index, cells) in range.rows().enumerate() {
                let line = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(first_row);
                let mut row = GridRow { number: line.saturating_add(1), ..GridRow::default() };
                for (column, value) in cells.iter().enumerate() {
                    let cell = cell_of(value.clone());
                    if cell.kind != CellKind::Empty {
                        put(&mut row, first_column as usize + column, cell)?;
                    }
                }
                hand_over(&name, row, &mut |sheet: &str, mut row: GridRow| {
                    fill_merged(&mut merged, &mut row)?;
                    on_row(sheet, row)
                })?;
            }
        }
        Ok(())
    })
}

fn put(row: &mut GridRow, column: usize, cell: GridCell) -> Result<(), ImportError> {
    check_cell(&cell.text, row.number, column)?;
    if row.cells.len() <= column {
        row.cells.resize(column + 1, GridCell::default());
    }
    row.cells[column] = cell;
    Ok(())
}

/// Cells below the first of a merged area hold what it holds; a row that has nothing else stays
/// empty.
fn fill_merged(merged: &mut [MergedCells], row: &mut GridRow) -> Result<(), ImportError> {
    let Some(line) = row.number.checked_sub(1) else { return Ok(()) };
    for area in merged.iter_mut().filter(|area| area.first.0 <= line && line <= area.last) {
        let column = area.first.1 as usize;
        if area.first.0 == line {
            area.cell = row.cells.get(column).cloned().unwrap_or_default();
        } else if area.cell.kind != CellKind::Empty && row.text(column).is_empty() {
            if area.cell.text.len() > 1024 {
                let bytes = row.cells.iter().map(|cell| cell.text.len()).sum::<usize>();
                check_row(bytes + area.cell.text.len(), row.number)?;
            }
            put(row, column, area.cell.clone())?;
        }
    }
    Ok(())
}

fn hand_over(name: &str, row: GridRow, on_row: OnRow<'_>) -> Result<(), ImportError> {
    let says = |cell: &GridCell| cell.kind == CellKind::Uncomputed || !cell.text.trim().is_empty();
    if !row.cells.iter().any(says) {
        return Ok(());
    }
    on_row(name, row)
}

fn cell_of(value: Data) -> GridCell {
    let (text, kind) = match value {
        Data::Empty => (String::new(), CellKind::Empty),
        Data::String(text) => (text, CellKind::Text),
        Data::Int(number) => (number.to_string(), CellKind::Number),
        Data::Float(number) => (number.to_string(), CellKind::Number),
        Data::Bool(value) => (value.to_string(), CellKind::Boolean),
        Data::DateTime(moment) => moment_text(&moment),
        Data::DateTimeIso(text) | Data::DurationIso(text) => (text, CellKind::Date),
        Data::Error(error) => (error.to_string(), CellKind::Error),
    };
    let kind = if text.is_empty() { CellKind::Empty } else { kind };
    GridCell { text, kind }
}

/// A date where the time is midnight, else a moment.
fn moment_text(moment: &ExcelDateTime) -> (String, CellKind) {
    let Some(value) = moment.as_datetime().filter(|_| !moment.is_duration()) else {
        return (moment.as_f64().to_string(), CellKind::Number);
    };
    let midnight = value.time() == chrono::NaiveTime::MIN;
    let format = if midnight { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S" };
    (value.format(format).to_string(), CellKind::Date)
}

#[cfg(test)]
mod tests {
    use super::super::CellKind::{Boolean, Date, Number, Text};
    use rust_xlsxwriter::{Format, Workbook};

    use super::super::{CellKind, MAX_COLUMNS, read};
    use crate::import::package::build::package;

    fn book(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        fill(book.add_worksheet().set_name("items").unwrap());
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn cells_keep_their_text_and_say_their_type() {
        let bytes = book(|sheet| {
            sheet.write(0, 0, "ref").unwrap();
            sheet.write(0, 3, "date").unwrap();
            sheet.write(2, 0, 101.2).unwrap();
            sheet.write(2, 1, "101.20").unwrap();
            sheet.write(2, 2, true).unwrap();
            let date = chrono::NaiveDate::from_ymd_opt(2019, 11, 28).unwrap();
            let format = Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_with_format(2, 3, &date, &format).unwrap();
        });
        let grid = read(&bytes).unwrap();
        let rows = &grid.sheets[0].rows;
        assert_eq!(grid.sheets[0].name, "items");
        assert_eq!(rows[1].number, 3);
        assert_eq!(rows[1].texts(), ["101.2", "101.20", "true", "2019-11-28"]);
        let kinds: Vec<CellKind> = rows[1].cells.iter().map(|cell| cell.kind).collect();
        assert_eq!(kinds, [Number, Text, Boolean, Date]);
    }

    #[test]
    fn too_many_columns_are_refused() {
        let bytes = book(|sheet| {
            sheet.write(0, u16::try_from(MAX_COLUMNS).unwrap(), "x").unwrap();
        });
        assert_eq!(read(&bytes).unwrap_err().to_string(), "row 1 is larger than 1000 columns");
    }

    #[test]
    fn broken_workbooks_are_errors() {
        let bytes = book(|sheet| {
            sheet.write(0, 0, "x").unwrap();
        });
        assert!(read(&bytes[..bytes.len() / 2]).is_err());
        assert!(read(&package(&[("xl/workbook.xml", b"<workbook")])).is_err());
        assert!(read(&[0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3]).is_err());
    }
}
