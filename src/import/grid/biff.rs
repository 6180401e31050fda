//! The records of an XLS workbook, as far as they say where cells stand: a hostile one may claim
//! four milliards of them.

use super::MAX_CELLS;
use crate::import::ImportError;

const MAX_SHEETS: usize = 256;
const MAX_COLUMN: u16 = 255;

const END: u16 = 0x000A;
const BEGIN: u16 = 0x0809;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const SEVERAL: u16 = 0x00BD;
/// Records of one cell: formula, label, number, truth value, rich text, shared string.
const CELLS: [u16; 7] = [0x0006, 0x0204, 0x0203, 0x0205, 0x00D6, 0x027E, 0x00FD];

/// The record of a workbook whose other records are enciphered.
const PASSWORD: u16 = 0x002F;

/// Whether a workbook is protected by a password.
pub(super) fn is_protected(stream: &[u8]) -> bool {
    records(stream).take(50).take_while(|(kind, _)| *kind != END).any(|(kind, _)| kind == PASSWORD)
}

/// Refuses a workbook whose cells span more than is held in memory.
pub(super) fn vet(stream: &[u8]) -> Result<(), ImportError> {
    let places: Vec<usize> = records(stream)
        .take_while(|(kind, _)| *kind != END)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, content)| Some(long(content, 0)? as usize))
        .collect();
    if places.len() > MAX_SHEETS {
        return Err(ImportError::too_many("the workbook", MAX_SHEETS, "sheets"));
    }
    let mut cells = 0_usize;
    for place in places {
        let sheet = stream.get(place..);
        let sheet = sheet.ok_or_else(|| damaged("a sheet begins behind its end"))?;
        cells = cells.saturating_add(area(sheet)?);
        if cells > MAX_CELLS {
            return Err(ImportError::too_many("the workbook", MAX_CELLS, "cells"));
        }
    }
    Ok(())
}

fn damaged(reason: &str) -> ImportError {
    ImportError::damaged("XLS", reason)
}

/// The records of a stream: kind and content.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (kind, length) = (short(stream, at)?, usize::from(short(stream, at + 2)?));
        let content = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, content))
    })
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// How many cells a sheet spans, empty ones between them included.
fn area(sheet: &[u8]) -> Result<usize, ImportError> {
    let (mut rows, mut columns) = (None::<(u16, u16)>, None::<(u16, u16)>);
    let mut depth = 0_usize;
    for (kind, content) in records(sheet) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => vet_dimensions(content)?,
            kind if kind == SEVERAL || CELLS.contains(&kind) => {
                let (Some(row), Some(first)) = (short(content, 0), short(content, 2)) else {
                    return Err(damaged("a cell is cut short"));
                };
                let several = content.len().checked_sub(2).and_then(|at| short(content, at));
                let last = if kind == SEVERAL { several.unwrap_or(first) } else { first };
                if first.max(last) > MAX_COLUMN {
                    return Err(damaged("a cell stands beyond the last column"));
                }
                rows = Some(widened(rows, row, row));
                columns = Some(widened(columns, first, last));
            }
            _ => {}
        }
    }
    let span = |range: Option<(u16, u16)>| {
        range.map_or(0, |(first, last)| usize::from(last.saturating_sub(first)) + 1)
    };
    Ok(span(rows) * span(columns))
}

fn widened(range: Option<(u16, u16)>, first: u16, last: u16) -> (u16, u16) {
    range.map_or((first, last), |(low, high)| (low.min(first), high.max(last)))
}

/// The claim that a sheet makes about itself, for which room is made in advance.
fn vet_dimensions(content: &[u8]) -> Result<(), ImportError> {
    let (first, last, columns) = match content.len() {
        10 => {
            (short(content, 0).map(u32::from), short(content, 2).map(u32::from), short(content, 6))
        }
        _ => (long(content, 0), long(content, 4), short(content, 10)),
    };
    let sound = first <= last && last <= Some(65_536) && columns <= Some(MAX_COLUMN + 1);
    if sound { Ok(()) } else { Err(damaged("it claims more cells than a sheet can have")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
    }

    /// A workbook of one sheet with these records.
    fn workbook(sheet: &[Vec<u8>]) -> Vec<u8> {
        let front = 4 + 8 + 4;
        let mut stream = record(SHEET, &[u32::to_le_bytes(front).to_vec(), vec![0; 4]].concat());
        stream.extend(record(END, &[]));
        stream.extend(sheet.concat());
        stream
    }

    fn cell(row: u16, column: u16) -> Vec<u8> {
        record(0x0203, &[row.to_le_bytes(), column.to_le_bytes()].concat())
    }

    #[test]
    fn sound_sheets_pass() {
        let claim = [0_u32.to_le_bytes(), 7986_u32.to_le_bytes()].concat();
        let claim = [claim, vec![1, 0, 12, 0, 0, 0]].concat();
        let sheet = [record(DIMENSIONS, &claim), cell(0, 0), cell(7985, 11), record(END, &[])];
        vet(&workbook(&sheet)).unwrap();
        vet(&[]).unwrap();
    }

    #[test]
    fn stray_cells_and_false_claims_are_refused() {
        assert!(vet(&workbook(&[cell(0, 0), cell(1, 300)])).is_err());
        assert!(vet(&workbook(&[cell(0, 0), cell(65_535, 255)])).is_err());
        let claim = [vec![0; 4], vec![0xFF; 4], vec![0; 6]].concat();
        assert!(vet(&workbook(&[record(DIMENSIONS, &claim)])).is_err());
        let several = record(SEVERAL, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]);
        assert!(vet(&workbook(&[several])).is_err());
        assert!(vet(&record(SHEET, &[0xFF; 8])).is_err());
    }
}
