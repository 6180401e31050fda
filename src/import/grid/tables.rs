//! Tables within sheets: where each begins, what its heads are, and which rows are no data.

use super::super::{ImportError, RowError, SourcePlace, Warning};
use super::{CellKind, Grid, GridRow, cell_name};
use std::borrow::Cow;

/// A table with its header found.
#[derive(Debug, Clone)]
pub struct FoundTable<'a> {
    /// The sheet's name.
    pub sheet: &'a str,
    /// The header; of two rows of heads, each column's lower one, or the upper where it has none.
    pub header: Cow<'a, GridRow>,
    /// What stands below it.
    pub rows: &'a [GridRow],
    /// Whether the file has several sheets, so that places name theirs.
    several: bool,
}

/// The tables of one layout in a file, and what of the file is none.
#[derive(Debug, Default)]
pub struct Tables<'a> {
    /// The tables, in the workbook's order.
    pub tables: Vec<FoundTable<'a>>,
    /// What was passed over: sheets without such a header.
    pub warnings: Vec<Warning>,
}

/// A header stands among so many rows of a sheet that are not empty.
pub(in super::super) const MAX_HEADER: usize = 50;

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
            let known = |row: &GridRow| is_header(&row.names());
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
                found.tables.push(FoundTable {
                    sheet: &sheet.name,
                    header,
                    rows: &sheet.rows[rows..],
                    several: self.sheets.len() > 1,
                });
            } else {
                let place =
                    SourcePlace { sheet: Some(sheet.name.clone()), ..SourcePlace::default() };
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
    pub fn table(&self, is_header: impl Fn(&[&str]) -> bool) -> Option<FoundTable<'_>> {
        self.tables(is_header).tables.into_iter().next()
    }
}

/// Two rows of heads as one.
fn both(above: &GridRow, below: &GridRow) -> GridRow {
    let width = above.cells.len().max(below.cells.len());
    let cell = |at: usize| {
        let lower = below.cells.get(at).filter(|cell| !cell.text.trim().is_empty());
        lower.or_else(|| above.cells.get(at)).cloned().unwrap_or_default()
    };
    GridRow { number: below.number, line: below.line, cells: (0..width).map(cell).collect() }
}

/// Whether a row goes on with the heads above it: its first two columns are empty there or say the
/// same, and it has words where the heads above are groups or nothing.
fn is_under(row: &GridRow, header: &GridRow) -> bool {
    let (below, above) = (row.letters(), header.letters());
    let head = |at: usize| above.get(at).map_or("", String::as_str);
    let cell = |at: usize| below.get(at).map_or("", String::as_str);
    let merged = |at: usize| cell(at).is_empty() || cell(at) == head(at);
    let mut grouped = (0..below.len()).filter(|at| head(*at).is_empty() && !cell(*at).is_empty());
    merged(0) && merged(1) && !head(0).is_empty() && grouped.next().is_some()
}

impl FoundTable<'_> {
    /// The sheet's name where the file has several.
    pub fn named_sheet(&self) -> Option<String> {
        self.several.then(|| self.sheet.to_owned())
    }

    /// The column with this name, compared by letters and digits alone.
    pub fn column(&self, name: &str) -> Option<usize> {
        let wanted = super::super::records::letters(name);
        let mut cells = self.header.cells.iter();
        cells.position(|cell| super::super::records::letters(&cell.text) == wanted)
    }

    /// The names of the columns as printed.
    pub fn columns(&self) -> Vec<String> {
        self.header.texts()
    }

    /// Where a row stands, with the sheet's name where there are several.
    pub fn place(&self, row: &GridRow) -> SourcePlace {
        let sheet = self.several.then(|| self.sheet.to_owned());
        SourcePlace { sheet, ..row.place() }
    }

    /// The rows that hold data; repeated headers and rows of totals are passed over and said to be.
    pub fn data(&self, warnings: &mut Vec<Warning>) -> Vec<&GridRow> {
        let header = self.header.letters();
        let told = |row: &&GridRow| match passed_over(row, &header) {
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
    pub fn misfit(&self, row: &GridRow) -> Option<RowError> {
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
pub(in super::super) fn passed_over(row: &GridRow, header: &[String]) -> Option<String> {
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
