//! Rows that cannot be taken, written so that they can be mended and read again: the file's own
//! columns, and one more that says why.

use super::RowError;
use crate::domain::guard::{guard, unguard};

/// The column that says why a row was set aside; readers pass over it.
pub const REASON: &str = "set_aside_because";

/// A file to write beside the one that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Rows as they are set aside.
#[derive(Debug)]
pub struct RowsAside {
    name: String,
    columns: Vec<String>,
    json: bool,
    kept: Vec<(Vec<String>, String)>,
}

impl RowsAside {
    /// Rows of a table with these columns.
    pub fn new(file: &str, columns: &[String]) -> Self {
        Self { name: stem(file), columns: columns.to_vec(), json: false, kept: Vec::new() }
    }

    /// Records of a JSON array.
    pub fn json(file: &str) -> Self {
        Self { json: true, ..Self::new(file, &[]) }
    }

    /// Sets a row aside, with all that is wrong with it.
    pub fn put(&mut self, errors: &[RowError]) {
        let Some(first) = errors.first() else { return };
        let reasons: Vec<String> = errors.iter().map(reason).collect();
        self.kept.push((first.cells.clone(), reasons.join("; ")));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The file, if there is anything to write.
    pub fn finish(self) -> Option<Aside> {
        if self.kept.is_empty() {
            return None;
        }
        let ending = if self.json { "json" } else { "csv" };
        let name = format!("{}.set-aside.{ending}", self.name);
        let bytes = if self.json { self.array() } else { self.table() };
        Some(Aside { name, bytes })
    }

    fn array(self) -> Vec<u8> {
        let records = self.kept.into_iter().map(|(cells, reason)| {
            let text = cells.into_iter().next().unwrap_or_default();
            let mut value: serde_json::Value =
                serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text));
            if let serde_json::Value::Object(record) = &mut value {
                record.insert(REASON.to_owned(), reason.into());
            }
            value
        });
        let mut bytes = serde_json::Value::Array(records.collect()).to_string().into_bytes();
        bytes.push(b'\n');
        bytes
    }

    fn table(self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let mut header = self.columns.clone();
        header.push(REASON.to_owned());
        drop(writer.write_record(&header));
        for (mut cells, reason) in self.kept {
            cells.resize(self.columns.len(), String::new());
            for cell in &mut cells {
                // What is guarded stays as it is.
                if unguard(cell) == cell.as_str() {
                    *cell = guard(cell);
                }
            }
            cells.push(reason);
            drop(writer.write_record(&cells));
        }
        writer.into_inner().unwrap_or_default()
    }
}

/// Why a row cannot be taken, in one line.
fn reason(error: &RowError) -> String {
    let column = error.column.as_ref().map_or_else(String::new, |column| format!("{column}: "));
    let near =
        error.nearest.as_ref().map_or_else(String::new, |near| format!(" (nearest: {near})"));
    format!("{}: {column}found `{}`, expected {}{near}", error.place, error.found, error.expected)
}

fn stem(file: &str) -> String {
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::SourcePlace;

    fn wrong(cells: &[&str]) -> RowError {
        RowError {
            place: SourcePlace::row(3),
            column: Some("Response".into()),
            found: "Acepted".into(),
            expected: "`Accepted` or `Noted`".into(),
            nearest: Some("Accepted".into()),
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        }
    }

    #[test]
    fn rows_keep_their_cells_and_say_why() {
        let mut rows = RowsAside::new("6-9.csv", &["To".into(), "Response".into()]);
        assert!(rows.is_empty());
        rows.put(&[wrong(&["Iraq, \"x\"", "Acepted"])]);
        let aside = rows.finish().unwrap();
        assert_eq!(aside.name, "6-9.set-aside.csv");
        let text = String::from_utf8(aside.bytes).unwrap();
        assert_eq!(
            text,
            "To,Response,set_aside_because\n\"Iraq, \"\"x\"\"\",Acepted,\"row 3: Response: found \
             `Acepted`, expected `Accepted` or `Noted` (nearest: Accepted)\"\n"
        );
    }

    #[test]
    fn records_stay_json() {
        let mut rows = RowsAside::json("full.json");
        rows.put(&[wrong(&["{\"Text\":\"x\"}"])]);
        let aside = rows.finish().unwrap();
        let value: serde_json::Value = serde_json::from_slice(&aside.bytes).unwrap();
        assert_eq!(value[0]["Text"], "x");
        assert!(value[0][REASON].as_str().unwrap().contains("Acepted"));
        assert!(RowsAside::json("full.json").finish().is_none());
    }
}
