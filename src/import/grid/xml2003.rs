//! Workbooks in the XML of Excel 2003, mostly called .xls by the database that wrote them.

use quick_xml::events::BytesStart;

use super::build::Builder;
use super::{CellKind, GridCell, OnRow};
use crate::import::ImportError;
use crate::import::encoding;
use crate::import::xml::{Piece, attribute, has_attribute, pieces};

const NAMESPACE: &[u8] = b"urn:schemas-microsoft-com:office:spreadsheet";

/// Whether the bytes are those of such a workbook.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let has = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
    has(b"<?xml") && has(NAMESPACE) && has(b"Workbook")
}

/// Hands over the rows of all sheets.
pub(super) fn walk(bytes: &[u8], on_row: OnRow<'_>) -> Result<(), ImportError> {
    let text = encoding::decode(bytes)?.text;
    let mut walker = Xml2003Walker::default();
    pieces(&text, "XML workbook", |piece| walker.take(piece, on_row))
}

#[derive(Default)]
struct Xml2003Walker {
    builder: Builder,
    row: u32,
    kind: CellKind,
    text: String,
    columns: usize,
    rows: u32,
    in_data: bool,
    formula: bool,
}

impl Xml2003Walker {
    fn take(&mut self, piece: Piece<'_>, on_row: OnRow<'_>) -> Result<(), ImportError> {
        match piece {
            Piece::Start(element) => self.start(&element),
            Piece::Empty(element) => {
                self.start(&element);
                let name = element.local_name().as_ref().to_owned();
                self.end(&name, on_row)?;
            }
            Piece::End(name) => self.end(&name, on_row)?,
            Piece::Text(text) if self.in_data => self.text.push_str(&text),
            Piece::Text(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let number =
            |name: &str| attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        match element.local_name().as_ref() {
            "Worksheet" => {
                self.builder.begin(attribute(element, "Name").unwrap_or_default());
                self.row = 0;
            }
            "Row" => {
                self.row = number("Index").unwrap_or(self.row.saturating_add(1));
                self.builder.begin_row(self.row);
            }
            "Cell" => {
                if let Some(index) = number("Index") {
                    self.builder.go_to(index.saturating_sub(1) as usize);
                }
                self.columns = number("MergeAcross").unwrap_or(0).min(1_000) as usize + 1;
                self.rows = number("MergeDown").unwrap_or(0).saturating_add(1);
                self.formula = has_attribute(element, "Formula");
                self.kind = CellKind::Empty;
                self.text.clear();
            }
            "Data" => {
                self.in_data = true;
                self.kind = match attribute(element, "Type").as_deref() {
                    Some("Number") => CellKind::Number,
                    Some("DateTime") => CellKind::Date,
                    Some("Boolean") => CellKind::Boolean,
                    Some("Error") => CellKind::Error,
                    _ => CellKind::Text,
                };
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, on_row: OnRow<'_>) -> Result<(), ImportError> {
        match name {
            "Data" => self.in_data = false,
            "Cell" => {
                let text = std::mem::take(&mut self.text);
                let text = text.strip_suffix("T00:00:00.000").unwrap_or(&text).to_owned();
                let kind = match (self.kind, text.is_empty()) {
                    (_, true) if self.formula => CellKind::Uncomputed,
                    (_, true) => CellKind::Empty,
                    (kind, false) => kind,
                };
                self.builder.put(GridCell { text, kind }, self.columns, self.rows)?;
            }
            "Row" => self.builder.end_row(1, on_row)?,
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn rows_and_columns_may_be_skipped() {
        let xml = "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>\
            <Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' \
            xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet ss:Name='A'><Table>\
            <Row><Cell><Data ss:Type='String'>a &amp; b</Data></Cell><Cell ss:Index='3'>\
            <Data ss:Type='Number'>5</Data></Cell></Row><Row ss:Index='4'><Cell>\
            <Data ss:Type='DateTime'>2025-02-13T00:00:00.000</Data></Cell></Row></Table>\
            </Worksheet></Workbook>";
        let grid = read(xml.as_bytes()).unwrap();
        let rows = &grid.sheets[0].rows;
        assert_eq!(rows[0].texts(), ["a & b", "", "5"]);
        assert_eq!((rows[1].number, rows[1].texts()), (4, vec!["2025-02-13".to_owned()]));
        assert!(read(&xml.as_bytes()[..xml.len() - 30]).is_err());
    }
}
