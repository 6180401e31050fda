//! Spreadsheets of LibreOffice and its kin (ODS).
//!
//! Read piece by piece like a Word document: a cell or a row may say that it stands a million times,
//! and a library that makes room for them all can be filled with one line.

use super::build::Builder;
use super::{CellKind, GridCell, OnRow};
use crate::import::ImportError;
use crate::import::package::Package;
use crate::import::xml::{Piece, attribute, has_attribute, pieces};

use quick_xml::events::BytesStart;

/// Whether the bytes are those of an OpenDocument spreadsheet.
pub(super) fn is_ods(bytes: &[u8]) -> bool {
    crate::import::package::open_document(bytes).is_some_and(|kind| kind.starts_with("spreadsheet"))
}

/// Hands over the rows of all sheets.
pub(super) fn walk(bytes: &[u8], on_row: OnRow<'_>) -> Result<(), ImportError> {
    let mut package = Package::open(bytes, "ODS")?;
    package.vet()?;
    let Some(content) = package.text("content.xml")? else {
        return Err(ImportError::damaged("ODS", "it has no `content.xml`"));
    };
    let mut walker = OdsWalker::default();
    pieces(&content, "ODS", |piece| walker.take(piece, on_row))
}

/// A cell under way.
#[derive(Default)]
struct OpenCell {
    kind: CellKind,
    /// The value as the attributes say it; none for text.
    value: Option<String>,
    text: String,
    paragraphs: usize,
    repeated: usize,
    rows: u32,
}

#[derive(Default)]
struct OdsWalker {
    builder: Builder,
    row: u32,
    row_repeated: u32,
    cell: Option<OpenCell>,
    /// Depth of remarks and of tables within cells.
    skipped: usize,
    in_paragraph: bool,
}

fn number<T: std::str::FromStr>(element: &BytesStart<'_>, name: &str, least: T) -> T {
    attribute(element, name).and_then(|value| value.parse().ok()).unwrap_or(least)
}

impl OdsWalker {
    fn take(&mut self, piece: Piece<'_>, on_row: OnRow<'_>) -> Result<(), ImportError> {
        match piece {
            Piece::Start(element) => self.start(&element),
            Piece::Empty(element) => {
                self.start(&element);
                let name = element.local_name().as_ref().to_owned();
                self.end(&name, on_row)?;
            }
            Piece::End(name) => self.end(&name, on_row)?,
            Piece::Text(text) if self.skipped == 0 && self.in_paragraph => self.write(&text),
            Piece::Text(_) => {}
        }
        Ok(())
    }

    fn write(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        if name == "annotation" || (name == "table" && self.cell.is_some()) || self.skipped > 0 {
            self.skipped += usize::from(matches!(name, "annotation" | "table"));
            return;
        }
        match name {
            "table" => {
                self.builder.writes_covered = true;
                self.builder.begin(attribute(element, "name").unwrap_or_default());
                self.row = 0;
            }
            "table-row" => {
                self.row_repeated = number(element, "number-rows-repeated", 1_u32).max(1);
                self.builder.begin_row(self.row.saturating_add(1));
            }
            "table-cell" | "covered-table-cell" => self.cell = Some(OpenCell::of(element)),
            "p" => {
                self.in_paragraph = true;
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => self.write(&" ".repeat(number(element, "c", 1_usize).min(100))),
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, on_row: OnRow<'_>) -> Result<(), ImportError> {
        if self.skipped > 0 {
            self.skipped -= usize::from(matches!(name, "annotation" | "table"));
            return Ok(());
        }
        match name {
            "p" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => {
                if let Some(open) = self.cell.take() {
                    let (repeated, rows) = (open.repeated, open.rows);
                    let cell = open.close();
                    if cell.kind == CellKind::Empty {
                        self.builder.put(cell, repeated, 1)?;
                    } else {
                        // What is filled a thousand times over is refused as too many columns.
                        for _ in 0..repeated.min(super::MAX_COLUMNS + 1) {
                            self.builder.put(cell.clone(), 1, rows)?;
                        }
                    }
                }
            }
            "table-row" => {
                self.builder.end_row(self.row_repeated, on_row)?;
                self.row = self.row.saturating_add(self.row_repeated);
            }
            _ => {}
        }
        Ok(())
    }
}

impl OpenCell {
    fn of(element: &BytesStart<'_>) -> Self {
        let text = |name: &str| attribute(element, name);
        let kind = text("value-type").unwrap_or_default();
        let (kind, value) = match kind.as_str() {
            "float" | "currency" | "percentage" => (CellKind::Number, text("value")),
            "date" => (CellKind::Date, text("date-value").map(|day| midnight(&day))),
            "boolean" => (CellKind::Boolean, text("boolean-value")),
            "" if has_attribute(element, "formula") => (CellKind::Uncomputed, None),
            _ => (CellKind::Text, None),
        };
        Self {
            kind,
            value,
            repeated: number(element, "number-columns-repeated", 1_usize).max(1),
            rows: number(element, "number-rows-spanned", 1_u32).max(1),
            ..Self::default()
        }
    }

    fn close(self) -> GridCell {
        let text = match (self.kind, self.value) {
            (CellKind::Number, Some(value)) => {
                value.parse::<f64>().map_or(value, |number| number.to_string())
            }
            (_, Some(value)) => value,
            (_, None) => self.text,
        };
        let empty = text.is_empty() && self.kind != CellKind::Uncomputed;
        GridCell { text, kind: if empty { CellKind::Empty } else { self.kind } }
    }
}

/// A day without a time that is midnight.
fn midnight(moment: &str) -> String {
    moment.strip_suffix("T00:00:00").unwrap_or(moment).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{CellKind, read};
    use crate::import::package::build::package;

    fn ods(rows: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body>\
             <office:spreadsheet><table:table table:name='A'>{rows}</table:table>\
             </office:spreadsheet></office:body></office:document-content>"
        );
        package(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content.as_bytes()),
        ])
    }

    fn cell(attributes: &str, text: &str) -> String {
        format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
    }

    #[test]
    fn values_dates_repeats_and_merged_cells_are_read() {
        let rows = format!(
            "<table:table-row>{}<table:table-cell table:number-columns-repeated='2'/>{}</table:table-row>\
             <table:table-row table:number-rows-repeated='1000000'><table:table-cell \
             table:number-columns-repeated='16384'/></table:table-row>\
             <table:table-row>{}{}{}<table:table-cell table:formula='of:=1'/></table:table-row>\
             <table:table-row><table:covered-table-cell/>{}</table:table-row>",
            cell("office:value-type='string'", "a<text:line-break/>b<text:s text:c='2'/>c"),
            cell("office:value-type='float' office:value='101.20'", "101,20"),
            cell("office:value-type='string' table:number-rows-spanned='2'", "held"),
            cell("office:value-type='date' office:date-value='2025-02-13'", "13.02.25"),
            cell(
                "office:value-type='string'",
                "<office:annotation><text:p>no</text:p></office:annotation>x"
            ),
            cell("office:value-type='boolean' office:boolean-value='true'", "WAHR"),
        );
        let grid = read(&ods(&rows)).unwrap();
        let rows = &grid.sheets[0].rows;
        assert_eq!(grid.sheets[0].name, "A");
        assert_eq!(rows[0].texts(), ["a\nb  c", "", "", "101.2"]);
        assert_eq!(rows[1].number, 1_000_002);
        assert_eq!(rows[1].texts(), ["held", "2025-02-13", "x", ""]);
        assert_eq!(rows[1].cells[3].kind, CellKind::Uncomputed);
        assert_eq!(rows[1].cells[1].kind, CellKind::Date);
        assert_eq!(rows[2].texts(), ["held", "true"]);
    }

    #[test]
    fn hostile_sheets_are_refused() {
        let wide = "table:number-columns-repeated='999999999' office:value-type='string'";
        let rows = format!("<table:table-row>{}</table:table-row>", cell(wide, "x"));
        let error = read(&ods(&rows)).unwrap_err();
        assert_eq!(error.to_string(), "row 1 is larger than 1000 columns");
        assert!(
            read(&package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]))
                .is_err()
        );
    }
}
