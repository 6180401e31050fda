//! The records of an XLS workbook, as far as they say where cells stand and what they hold: a hostile
//! one may claim four milliards of them, one long text in each.

mod strings;

use super::MAX_CELLS;
use crate::import::ImportError;
use strings::Shared;

const MAX_SHEETS: usize = 256;
const MAX_COLUMN: u16 = 255;

const END: u16 = 0x000A;
const BEGIN: u16 = 0x0809;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const SEVERAL: u16 = 0x00BD;
const STRINGS: u16 = 0x00FC;
const STRING_AT: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;
/// What a formula before it gave.
const RESULT: u16 = 0x0207;
/// Records with a text of their own, or with areas: label, rich text, result, merged cells.
const TEXTS: [u16; 4] = [0x0204, 0x00D6, RESULT, 0x00E5];
/// A record goes on.
const MORE: u16 = 0x003C;
/// Where a formula's record says how long its tokens are.
const TOKENS: usize = 20;
/// So many times a record goes on at most: as often as a file that may be read has room for.
const MAX_MORE: usize = 40_000;
/// The most text that the cells of a workbook hold, each text counted as often as it stands there.
const MAX_TEXT: usize = 160 * 1024 * 1024;
/// Records of one cell: formula, label, number, truth value, rich text, shared string.
const CELLS: [u16; 7] = [0x0006, 0x0204, 0x0203, 0x0205, 0x00D6, 0x027E, 0x00FD];

/// The record of a workbook whose other records are enciphered.
const PASSWORD: u16 = 0x002F;

/// Whether a workbook is protected by a password.
pub(super) fn is_protected(stream: &[u8]) -> bool {
    records(stream).take(50).take_while(|(kind, _)| *kind != END).any(|(kind, _)| kind == PASSWORD)
}

/// The workbook without what its formulas are made of, which nobody reads and the library spells out at
/// length. Refused are one whose cells span or hold more than is held in memory.
pub(super) fn vetted(mut stream: Vec<u8>) -> Result<Vec<u8>, ImportError> {
    let places = sheets(&stream)?;
    for place in &places {
        for at in formulas(&stream[*place..]) {
            let at = place + at + 4 + TOKENS;
            if let Some(length) = stream.get_mut(at..at + 2) {
                length.fill(0);
            }
        }
    }
    // Sheets may lie in each other: what holds is what stands there now.
    if sheets(&stream)? != places {
        return Err(damaged("its sheets lie in each other"));
    }
    let shared = shared(&stream)?;
    let (mut cells, mut text) = (0_usize, 0_usize);
    for place in places {
        let sheet = SheetSize::of(&stream[place..], &shared)?;
        cells = cells.saturating_add(sheet.area);
        text = text.saturating_add(sheet.text);
        if cells > MAX_CELLS {
            return Err(ImportError::too_many("the workbook", MAX_CELLS, "cells"));
        }
        if text > MAX_TEXT {
            return Err(ImportError::too_large("what the workbook holds", MAX_TEXT as u64));
        }
    }
    Ok(stream)
}

/// Where the sheets begin.
fn sheets(stream: &[u8]) -> Result<Vec<usize>, ImportError> {
    let front = records(stream).take_while(|(kind, _)| *kind != END);
    let sheets = front.filter(|(kind, _)| *kind == SHEET);
    let places: Vec<usize> =
        sheets.filter_map(|(_, content)| Some(long(content, 0)? as usize)).collect();
    if places.len() > MAX_SHEETS {
        return Err(ImportError::too_many("the workbook", MAX_SHEETS, "sheets"));
    }
    if places.iter().any(|place| *place > stream.len()) {
        return Err(damaged("a sheet begins behind its end"));
    }
    Ok(places)
}

/// Where the records of formulas begin.
fn formulas(sheet: &[u8]) -> Vec<usize> {
    let mut at = 0;
    let mut found = Vec::new();
    for (kind, content) in records(sheet) {
        if kind == FORMULA {
            found.push(at);
        }
        at += 4 + content.len();
    }
    found
}

/// The texts that sheets share: the last list of them counts.
fn shared(stream: &[u8]) -> Result<Shared, ImportError> {
    let mut shared = Shared::default();
    let mut front = records(stream).take_while(|(kind, _)| *kind != END).peekable();
    while let Some((kind, content)) = front.next() {
        let mut more = Vec::new();
        while let Some((_, content)) = front.next_if(|(kind, _)| *kind == MORE) {
            more.push(content);
            if more.len() > MAX_MORE {
                return Err(damaged("a record goes on without end"));
            }
        }
        if kind == STRINGS {
            shared = Shared::read(content, more)?;
        }
    }
    Ok(shared)
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

/// What a sheet takes in memory.
struct SheetSize {
    /// How many cells it spans, empty ones between them included; those with formulas twice.
    area: usize,
    /// How many bytes of text its cells hold.
    text: usize,
}

/// Cells between two rows and two columns.
#[derive(Clone, Copy, Default)]
struct Area {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Area {
    fn reach(&mut self, row: u16, (first, last): (u16, u16)) {
        self.rows = Some(widened(self.rows, row, row));
        self.columns = Some(widened(self.columns, first, last));
    }

    fn cells(self) -> usize {
        let span = |range: Option<(u16, u16)>| {
            range.map_or(0, |(first, last)| usize::from(last.saturating_sub(first)) + 1)
        };
        span(self.rows) * span(self.columns)
    }
}

impl SheetSize {
    fn of(sheet: &[u8], shared: &Shared) -> Result<Self, ImportError> {
        let (mut all, mut formulas) = (Area::default(), Area::default());
        let (mut depth, mut text) = (0_usize, 0_usize);
        for (kind, content) in records(sheet) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                DIMENSIONS => vet_dimensions(content)?,
                // A result without a formula is put into the first cell.
                RESULT if formulas.rows.is_none() => all.reach(0, (0, 0)),
                _ => {}
            }
            if TEXTS.contains(&kind) {
                text = text.saturating_add(content.len().saturating_mul(2));
            }
            if kind != SEVERAL && !CELLS.contains(&kind) {
                continue;
            }
            let (Some(row), Some(first)) = (short(content, 0), short(content, 2)) else {
                return Err(damaged("a cell is cut short"));
            };
            let several = content.len().checked_sub(2).and_then(|at| short(content, at));
            let last = if kind == SEVERAL { several.unwrap_or(first) } else { first };
            if first.max(last) > MAX_COLUMN {
                return Err(damaged("a cell stands beyond the last column"));
            }
            all.reach(row, (first, last));
            if kind == FORMULA {
                formulas.reach(row, (first, last));
                if short(content, TOKENS) != Some(0) {
                    return Err(damaged("its sheets lie in each other"));
                }
            }
            if kind == STRING_AT {
                text = text.saturating_add(long(content, 6).map_or(0, |at| shared.length(at)));
            }
        }
        Ok(Self { area: all.cells() + formulas.cells(), text })
    }
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

    fn vet(stream: &[u8]) -> Result<(), ImportError> {
        vetted(stream.to_vec()).map(drop)
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

    /// A workbook of one sheet with these records, and these texts that its cells share.
    fn sharing(texts: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
        let front = 4 + 8 + texts.concat().len() + 4;
        let place = u32::try_from(front).unwrap().to_le_bytes();
        let mut stream = record(SHEET, &[place.to_vec(), vec![0; 4]].concat());
        stream.extend([texts.concat(), record(END, &[]), sheet.concat()].concat());
        stream
    }

    fn text_at(row: u16, text: u32) -> Vec<u8> {
        let place = [row.to_le_bytes(), [0, 0], [0, 0]].concat();
        record(STRING_AT, &[place, text.to_le_bytes().to_vec()].concat())
    }

    #[test]
    fn a_text_that_stands_in_every_cell_counts_as_often() {
        // 30,000 letters, gone on with in a second record.
        let text = [vec![0; 8], 30_000_u16.to_le_bytes().to_vec(), vec![0], vec![b'x'; 20_000]];
        let texts = [
            record(STRINGS, &text.concat()),
            record(MORE, &[vec![0], vec![b'x'; 10_000]].concat()),
        ];
        let cells = |rows: u16| (0..rows).map(|row| text_at(row, 0)).collect::<Vec<_>>();
        vet(&sharing(&texts, &cells(1_000))).unwrap();
        let error = vet(&sharing(&texts, &cells(5_000))).unwrap_err();
        assert_eq!(error.to_string(), "what the workbook holds is larger than 160 MiB");
        // A text that is not there is none.
        let absent: Vec<_> = (0..5_000).map(|row| text_at(row, 1)).collect();
        vet(&sharing(&texts, &absent)).unwrap();
        let endless = [vec![record(STRINGS, &[0; 8])], vec![record(MORE, &[]); 50_000]].concat();
        assert!(vet(&sharing(&endless, &[])).is_err());
    }

    #[test]
    fn a_sheet_that_is_named_over_and_over_counts_as_often() {
        let label = record(0x0204, &[vec![0; 6], vec![b'x'; 60_000]].concat());
        let sheet = vec![label; 20].concat();
        let stream = |names: u32| {
            let place = (names * 12 + 4).to_le_bytes();
            let name = record(SHEET, &[place.to_vec(), vec![0; 4]].concat());
            [vec![name; names as usize].concat(), record(END, &[]), sheet.clone()].concat()
        };
        vet(&stream(1)).unwrap();
        assert!(vet(&stream(200)).is_err());
    }

    #[test]
    fn formulas_lose_their_tokens_and_results_need_one() {
        let formula = record(FORMULA, &[vec![0; 20], vec![3, 0, 0x1E, 0, 0]].concat());
        let stream = workbook(std::slice::from_ref(&formula));
        let whole = vetted(stream.clone()).unwrap();
        assert_eq!(whole[..stream.len() - 5], stream[..stream.len() - 5]);
        assert_eq!(whole[stream.len() - 5..], [0, 0, 0x1E, 0, 0]);
        // A result without a formula stands in the first cell, and the last one far away.
        let far = cell(65_535, 255);
        assert!(vet(&workbook(&[record(RESULT, &[0; 3]), far.clone()])).is_err());
        vet(&workbook(&[far])).unwrap();
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
