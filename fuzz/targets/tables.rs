//! CSV, TSV, XLS, XLSX, ODS, web pages and the XML of Excel 2003 as rows of cells, character sets,
//! trackers, and the recognition of layouts.
#![no_main]

mod common;

use common::{end_at_own_panics, packaged};
use libfuzzer_sys::fuzz_target;
use upr::import::{self, encoding, grid, sheet, tracker};

fuzz_target!(|bytes: &[u8]| {
    end_at_own_panics();
    let package = packaged(bytes);
    let bytes = package.as_deref().unwrap_or(bytes);
    drop(encoding::decode(bytes));
    drop(import::recognise(bytes, "input"));
    drop(sheet::read(bytes));
    drop(tracker::read(bytes, &tracker::Mapping::default()));
    if let Ok(grid) = grid::read(bytes) {
        let rows = grid.sheets.iter().flat_map(|sheet| &sheet.rows);
        assert!(rows.flat_map(|row| &row.cells).all(|cell| cell.text.len() <= grid::MAX_CELL));
    }
});
