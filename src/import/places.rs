//! Where in a file something stands, so that a reader can look it up.

use std::fmt;

/// A place in a foreign file: as much of it as the format has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourcePlace {
    /// The sheet of a workbook, if it has several.
    pub sheet: Option<String>,
    /// The page of a PDF, from 1.
    pub page: Option<u32>,
    /// The line of a text file, from 1.
    pub line: Option<u64>,
    /// The row of a sheet or table, from 1, the header included.
    pub row: Option<u32>,
    /// The paragraph as numbered in the document.
    pub paragraph: Option<String>,
    /// The element of an array, from 1.
    pub element: Option<u64>,
}

impl SourcePlace {
    /// A row of a sheet or table.
    pub fn row(row: u32) -> Self {
        Self { row: Some(row), ..Self::default() }
    }

    /// A line of a text file.
    pub fn line(line: u64) -> Self {
        Self { line: Some(line), ..Self::default() }
    }

    /// An element of an array.
    pub fn element(element: u64) -> Self {
        Self { element: Some(element), ..Self::default() }
    }
}

impl SourcePlace {
    /// As it is kept in the record, where it is open to whoever gets a copy: without the name of a
    /// sheet, which may be that of a person.
    pub fn recorded(&self) -> String {
        Self { sheet: None, ..self.clone() }.to_string()
    }
}

impl fmt::Display for SourcePlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.sheet.as_ref().map(|sheet| format!("sheet `{sheet}`")));
        parts.extend(self.page.map(|page| format!("page {page}")));
        parts.extend(self.row.map(|row| format!("row {row}")));
        if self.row.is_none() {
            parts.extend(self.line.map(|line| format!("line {line}")));
        }
        parts.extend(self.paragraph.as_ref().map(|number| format!("paragraph {number}")));
        parts.extend(self.element.map(|element| format!("record {element}")));
        out.write_str(&parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_says_what_the_format_has() {
        let place = SourcePlace {
            page: Some(14),
            line: Some(3),
            paragraph: Some("124".into()),
            ..SourcePlace::default()
        };
        assert_eq!(place.to_string(), "page 14, line 3, paragraph 124");
        assert_eq!(SourcePlace::row(7).to_string(), "row 7");
        let named = SourcePlace { sheet: Some("Mrs X".into()), ..SourcePlace::row(7) };
        assert_eq!(named.to_string(), "sheet `Mrs X`, row 7");
        assert_eq!(named.recorded(), "row 7");
    }
}
