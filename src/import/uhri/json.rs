//! The JSON export: one array, read record by record.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer as _, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{Found, OnFound, PrintedRecord, hand_over};
use crate::domain::states::States;
use crate::import::SourcePlace;
use crate::import::problem::{ImportError, RowError};
use crate::import::records::Only;

/// The most bytes that one record may take: a paragraph, and what it is about. In memory it may take a
/// hundred times as much.
const MAX_RECORD: u64 = 1024 * 1024;
/// The most that may be told of records that are wrong or doubted, in bytes.
const MAX_WRONG: usize = 128 * 1024 * 1024;

/// The keys of a record, and what they are called here.
const KEYS: [(&str, &str); 19] = [
    ("Text", "text"),
    ("Countries", "countries"),
    ("Body", "body"),
    ("Symbol", "symbol"),
    ("Themes", "themes"),
    ("AffectedPersons", "persons"),
    ("Sdgs", "sdgs"),
    ("PublicationDate", "published"),
    ("PublicationDateOnUhri", "indexed"),
    ("UprRecommendingCountry", "senders"),
    ("UprRecommendingRegions", "senderregions"),
    ("UprPositions", "positions"),
    ("UprSession", "session"),
    ("UprCycle", "cycle"),
    ("AnnotationType", "type"),
    ("AnnotationId", "id"),
    ("Regions", "regions"),
    ("DocumentId", "document"),
    ("CountriesConcerned", "countries"),
];

/// Reads a JSON export from any source, in bounded memory.
pub fn read_json(
    source: impl Read,
    states: &States,
    only: &Only,
    on_found: OnFound<'_>,
) -> Result<(), ImportError> {
    let (mut wrong, over) = (0, Cell::new(false));
    let on_found: OnFound<'_> = &mut |found| {
        wrong += weight(&found);
        over.set(wrong > MAX_WRONG);
        if over.get() { ControlFlow::Break(()) } else { on_found(found) }
    };
    let left = Rc::new(Cell::new(MAX_RECORD));
    let mut buffered = BufReader::with_capacity(64 * 1024, source);
    skip_mark(&mut buffered)?;
    let metered = Metered { source: buffered, left: Rc::clone(&left) };
    let mut reader = serde_json::Deserializer::from_reader(metered);
    let mut records = Records { states, only, on_found, left, count: 0, stopped: false };
    let outcome = reader.deserialize_seq(&mut records);
    if over.get() {
        return Err(ImportError::too_large("what is wrong with the records", MAX_WRONG as u64));
    }
    if records.stopped {
        return Ok(());
    }
    let damaged = |error: serde_json::Error| {
        if error.is_io() && records.left.get() == 0 {
            ImportError::too_large(format!("record {}", records.count + 1), MAX_RECORD)
        } else {
            ImportError::damaged("JSON", error)
        }
    };
    outcome.and_then(|()| reader.end()).map_err(damaged)
}

/// What it takes to tell what is wrong with a record.
fn weight(found: &Found) -> usize {
    const EACH: usize = 256;
    match found {
        Found::Record(_) => 0,
        Found::Warning(warning) => EACH + warning.message.len(),
        Found::Error(error) => EACH + error.cells.iter().map(String::len).sum::<usize>(),
    }
}

/// A byte order mark at the beginning is no part of the JSON.
fn skip_mark(source: &mut BufReader<impl Read>) -> io::Result<()> {
    use io::BufRead as _;
    if source.fill_buf()?.starts_with(b"\xEF\xBB\xBF") {
        source.consume(3);
    }
    Ok(())
}

/// A source that ends with an error when one record takes too much.
struct Metered<R> {
    source: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::other("a record is too large"));
        }
        let read = self.source.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}

/// Goes through the array.
struct Records<'a, 'b> {
    states: &'a States,
    only: &'a Only,
    on_found: OnFound<'b>,
    left: Rc<Cell<u64>>,
    count: u64,
    stopped: bool,
}

impl<'de> Visitor<'de> for &mut Records<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        while let Some(value) = array.next_element_seed(AnyValue)? {
            self.left.set(MAX_RECORD);
            self.count += 1;
            if self.take(value).is_break() {
                self.stopped = true;
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// Any value, read by itself.
struct AnyValue;

impl<'de> DeserializeSeed<'de> for AnyValue {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        serde::Deserialize::deserialize(value)
    }
}

impl Records<'_, '_> {
    fn take(&mut self, value: Value) -> ControlFlow<()> {
        let place = SourcePlace::element(self.count);
        let refuse = |column: Option<&str>, found: &Value, expected: &str| RowError {
            place: place.clone(),
            column: column.map(str::to_owned),
            found: found.to_string().chars().take(80).collect(),
            expected: expected.to_owned(),
            nearest: None,
            cells: vec![value_text(&value)],
        };
        let Value::Object(record) = &value else {
            return (self.on_found)(Found::Error(refuse(None, &value, "a record in braces")));
        };
        let mut printed = PrintedRecord { place: place.clone(), ..PrintedRecord::default() };
        for (key, field) in KEYS {
            if let Some(found) = record.get(key)
                && !put(&mut printed, field, found)
            {
                let expected = "a text or a list of texts";
                return (self.on_found)(Found::Error(refuse(Some(key), found, expected)));
            }
        }
        printed.cells = vec![object_text(record)];
        hand_over(&printed, self.states, self.only, self.on_found)
    }
}

/// Puts a value into a field; says whether it is of a kind that a field can have.
fn put(printed: &mut PrintedRecord, field: &'static str, value: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null => Some(String::new()),
        _ => None,
    };
    match value {
        Value::Array(list) => {
            let entries: Option<Vec<String>> = list.iter().map(text).collect();
            let Some(mut entries) = entries else { return false };
            entries.retain(|entry| !entry.trim().is_empty());
            printed.lists.insert(field, entries);
            true
        }
        value => match text(value) {
            Some(text) => {
                printed.fields.insert(field, text);
                true
            }
            None => false,
        },
    }
}

fn value_text(value: &Value) -> String {
    value.to_string().chars().take(100_000).collect()
}

fn object_text(record: &Map<String, Value>) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, Position};
    use crate::import::fixtures::states;

    /// A record with the keys of the real ones.
    fn record(text: &str, body: &str, annotation: &str) -> Value {
        serde_json::json!({
            "AffectedPersons": ["Children"], "AnnotationId": "0000-1", "AnnotationType": annotation,
            "Body": body, "Countries": ["Slovenia"], "DocumentId": "0000-2",
            "PublicationDate": "2025-02-12T00:00:00",
            "PublicationDateOnUhri": "2025-03-03T10:53:45.827", "Regions": ["Europe"],
            "Sdgs": ["16.2 - Protect children", "16 - PEACE"], "Symbol": "A/HRC/60/8", "Text": text,
            "Themes": ["Right to education"], "UprCycle": null, "UprPositions": [],
            "UprRecommendingCountry": [], "UprRecommendingRegions": [], "UprSession": []
        })
    }

    fn found(json: &str) -> (Vec<super::super::UhriRecord>, Vec<Found>) {
        let (mut records, mut others) = (Vec::new(), Vec::new());
        let mut on_found = |found| {
            match found {
                Found::Record(record) => records.push(*record),
                other => others.push(other),
            }
            ControlFlow::Continue(())
        };
        read_json(json.as_bytes(), &states(), &Only::default(), &mut on_found).unwrap();
        (records, others)
    }

    #[test]
    fn records_of_the_upr_and_of_treaty_bodies() {
        let mut upr =
            record("<p>121.1&nbsp;<b>Ratify</b> CAT (Iraq);</p>", "- UPR", "- Recommendations");
        upr["UprPositions"] = serde_json::json!(["Supported"]);
        upr["UprSession"] = serde_json::json!(["48 Session"]);
        upr["UprRecommendingCountry"] = serde_json::json!(["- Iraq", "Ruritania"]);
        let crc = record("4.The Committee is concerned", "- CRC", "- Concerns/Observations");
        let json = serde_json::json!([upr, crc, record("Annex", "- CRC", "- Recommendations")]);
        let (records, others) = found(&format!("\u{feff}{json}"));
        assert!(records[0].is_upr() && !records[1].is_upr());
        let first = &records[0].recommendation;
        assert_eq!((first.number.as_deref(), first.text.as_str()), (Some("121.1"), "Ratify CAT"));
        assert_eq!((records[0].session, records[0].cycle), (Some(48), Some(4)));
        assert_eq!(first.position, Some(Position::Supported));
        assert_eq!(first.senders.len(), 2);
        assert_eq!(first.sdgs, ["16.2 - Protect children", "16 - PEACE"]);
        assert_eq!((first.themes.len(), first.groups.len()), (1, 1));
        assert_eq!(first.identifier.as_deref(), Some("0000-1"));
        assert_eq!(records[0].document.date, chrono::NaiveDate::from_ymd_opt(2025, 2, 12));
        let second = &records[1].recommendation;
        assert_eq!((second.kind, second.paragraph.as_deref()), (Some(Kind::Concern), Some("4")));
        assert_eq!((second.text.as_str(), second.position), ("The Committee is concerned", None));
        assert_eq!(records[1].states[0].iso3.as_deref(), Some("SVN"));
        // The unknown sender and the record without a text.
        assert_eq!(others.len(), 2, "{others:?}");
    }

    #[test]
    fn states_on_one_line_are_several_and_a_number_that_is_missing_is_said() {
        let mut upr = record("Ratify CAT at once", "UPR", "Recommendations");
        upr["UprRecommendingCountry"] =
            serde_json::json!(["Iraq, Spain, Iran (Islamic Republic of)"]);
        let (records, others) = found(&serde_json::json!([upr]).to_string());
        assert_eq!(records[0].recommendation.senders.len(), 3);
        assert_eq!(others.len(), 1, "{others:?}");
    }

    #[test]
    fn bad_records_are_told_and_the_others_read() {
        let mut bad = record("121.1 Ratify CAT", "UPR", "Recommendations");
        bad["Text"] = serde_json::json!({"en": "x"});
        let mut nowhere = record("121.2 Ratify CAT", "UPR", "Recommendations");
        nowhere["Countries"] = serde_json::json!([]);
        let good = record("121.3 Ratify CAT", "UPR", "Recommendations");
        let (records, others) = found(&serde_json::json!([7, bad, nowhere, good]).to_string());
        assert_eq!(records.len(), 1);
        let columns: Vec<_> = others
            .iter()
            .map(|other| match other {
                Found::Error(error) => (error.place.element, error.column.clone()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            columns,
            [(Some(1), None), (Some(2), Some("Text".into())), (Some(3), Some("Countries".into()))]
        );
    }

    #[test]
    fn broken_and_endless_files_are_errors() {
        let read = |source: &mut dyn Read| {
            read_json(source, &states(), &Only::default(), &mut |_| ControlFlow::Continue(()))
        };
        for json in ["", "{}", "[{]", "[{}", "[]x", "[\"\u{0}\"]"] {
            assert!(read(&mut json.as_bytes()).is_err(), "{json}");
        }
        let deep = "[".repeat(100_000);
        assert!(read(&mut deep.as_bytes()).is_err());
        let mut endless = b"[{\"Text\": \"".chain(io::repeat(b'a'));
        let error = read(&mut endless).unwrap_err();
        assert_eq!(error.to_string(), "record 1 is larger than 1 MiB");
    }

    #[test]
    fn reading_stops_when_told_to() {
        let json = format!("[{0},{0},{0}", record("121.1 Ratify", "UPR", "Recommendations"));
        let mut count = 0;
        let outcome = read_json(json.as_bytes(), &states(), &Only::default(), &mut |_| {
            count += 1;
            ControlFlow::Break(())
        });
        assert!(outcome.is_ok());
        assert_eq!(count, 1);
    }
}
