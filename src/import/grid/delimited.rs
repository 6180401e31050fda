//! Text tables: CSV with commas, semicolons or tabs.

use super::{CellKind, GridCell, GridRow, OnRow, check_cell};
use crate::import::{ImportError, encoding};

/// Hands over the rows of a text table.
pub(super) fn walk(bytes: &[u8], on_row: OnRow<'_>) -> Result<Vec<String>, ImportError> {
    let decoded = encoding::decode(bytes)?;
    let delimiter = delimiter_of(&decoded.text);
    let mut notes: Vec<String> = decoded.note().into_iter().collect();
    notes.extend(match delimiter {
        b';' => Some("cells are parted by semicolons".to_owned()),
        b'\t' => Some("cells are parted by tabs".to_owned()),
        _ => None,
    });
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    let mut reader = builder.from_reader(decoded.text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut number = 0_u32;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(notes),
            Err(error) => return Err(ImportError::damaged("CSV", error)),
        }
        number = number.saturating_add(1);
        if record.iter().any(|text| !text.trim().is_empty()) {
            on_row("", row_of(&record, number)?)?;
        }
    }
}

fn row_of(record: &csv::StringRecord, number: u32) -> Result<GridRow, ImportError> {
    let mut cells = Vec::with_capacity(record.len());
    for (column, text) in record.iter().enumerate() {
        check_cell(text, number, column)?;
        let kind = if text.is_empty() { CellKind::Empty } else { CellKind::Text };
        cells.push(GridCell { text: text.to_owned(), kind });
    }
    let line = record.position().map(csv::Position::line);
    Ok(GridRow { number, line, cells })
}

/// The delimiter that parts the first lines most evenly.
fn delimiter_of(text: &str) -> u8 {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(delimiter) = rest.bytes().next().filter(|byte| b",;\t".contains(byte))
    {
        return delimiter;
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(5).collect();
    let fields = |line: &&str, delimiter: u8| {
        let mut quoted = false;
        let outside = line.bytes().filter(move |byte| {
            quoted ^= *byte == b'"';
            !quoted && *byte == delimiter
        });
        outside.count()
    };
    let score = |delimiter: u8| {
        let header = lines.first().map_or(0, |line| fields(line, delimiter));
        let most = lines.iter().map(|line| fields(line, delimiter)).max().unwrap_or(0);
        (header, most)
    };
    // `max_by_key` keeps the last of equals, so the comma stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
        let grid = read(bytes).unwrap();
        grid.sheets[0].rows.iter().map(super::GridRow::texts).collect()
    }

    #[test]
    fn commas_semicolons_and_tabs_are_told_apart() {
        assert_eq!(texts(b"a,b\n\"x;y;z;\",2"), [["a", "b"], ["x;y;z;", "2"]]);
        assert_eq!(texts(b"a;b\nx,y;2"), [["a", "b"], ["x,y", "2"]]);
        assert_eq!(texts(b"a\tb\nx,y;\t2"), [["a", "b"], ["x,y;", "2"]]);
        assert_eq!(read(b"a;b\n1;2").unwrap().notes, ["cells are parted by semicolons"]);
    }

    #[test]
    fn lone_carriage_returns_end_rows_and_quoted_line_ends_do_not() {
        let rows = texts(b"a,b\r\"one\rtwo\",2\r101.20,3\r");
        assert_eq!(rows, [["a", "b"], ["one\ntwo", "2"], ["101.20", "3"]]);
    }

    #[test]
    fn hostile_tables_are_refused() {
        let wide = vec![b','; 10_000];
        assert_eq!(read(&wide).unwrap().sheets.len(), 0);
        let wide = "x,".repeat(10_000);
        let error = read(wide.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "row 1 is larger than 1000 columns");
        let long = format!("a,b\n\"{}", "x".repeat(super::super::MAX_CELL + 1));
        let error = read(long.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "the cell in row 2, column 1 is larger than 1 MiB");
        assert!(read(b"a,b\n\0,1").is_err());
    }
}
