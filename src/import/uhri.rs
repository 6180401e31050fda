//! Exports of the Universal Human Rights Index (UHRI), XLSX and JSON: items of the UPR, treaty
//! bodies and special procedures.
//!
//! Records are handed over one by one, so that the full export (some 250,000 of them) is read in
//! bounded memory.

mod json;
mod workbook;

use std::collections::HashMap;
use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::problem::{ImportError, RowError, Warning};
use super::records::{
    Body, NamedState, Only, Reading, Recommendation, SourceDocument, cycle_of_session, letters,
};
use super::text::{line_list, tidy, unescape, without_dash, without_tags};
use super::{SourcePlace, numbers, senders, stance, symbols};
use crate::domain::states::States;
use crate::domain::{Kind, Position};

pub use json::read_json;
pub(super) use workbook::is_header;
pub use workbook::{columns, read_workbook};

/// A record of the index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UhriRecord {
    /// The mechanism as printed: `UPR`, `CRC`.
    pub mechanism: String,
    /// What kind of text it is, as printed: `Recommendations`, `Concerns/Observations`.
    pub annotation: String,
    /// The States that it is about.
    pub states: Vec<NamedState>,
    /// Their regions, as printed.
    pub regions: Vec<String>,
    /// The regions of the recommending States, as printed.
    pub sender_regions: Vec<String>,
    /// The session of the UPR Working Group.
    pub session: Option<u16>,
    /// The cycle of the UPR.
    pub cycle: Option<u8>,
    /// The document.
    pub document: SourceDocument,
    /// When the index published it.
    pub published_on: Option<NaiveDate>,
    /// The item itself.
    pub recommendation: Recommendation,
}

impl UhriRecord {
    /// Whether it comes from the UPR.
    pub fn is_upr(&self) -> bool {
        let name = letters(&self.mechanism);
        matches!(name.as_str(), "upr" | "epu")
            || name.contains("universalperiodicreview")
            || name.contains("periodicouniversal")
            || name.contains("periodiqueuniversel")
    }
}

/// What a reader meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A record that can be taken.
    Record(Box<UhriRecord>),
    /// One that cannot.
    Error(RowError),
    /// Something to look at.
    Warning(Warning),
}

/// What is called for everything found; breaking ends the reading.
pub type OnFound<'a> = &'a mut dyn FnMut(Found) -> ControlFlow<()>;

/// Reads a whole export, XLSX or JSON, into memory: records of one State, mechanism, session and
/// document are one body.
pub fn read(bytes: &[u8], states: &States, only: &Only) -> Result<Reading, ImportError> {
    let mut gathered = Gathered::default();
    let mut on_found = |found| {
        gathered.take(found);
        ControlFlow::Continue(())
    };
    if super::grid::is_workbook(bytes) {
        read_workbook(bytes, states, only, &mut on_found)?;
    } else {
        read_json(bytes, states, only, &mut on_found)?;
    }
    Ok(gathered.reading)
}

/// The State, mechanism, session and symbol of a body.
type BodyKey = (Option<String>, String, Option<u16>, Option<String>);

#[derive(Default)]
struct Gathered {
    reading: Reading,
    bodies: HashMap<BodyKey, usize>,
}

impl Gathered {
    fn take(&mut self, found: Found) {
        match found {
            Found::Error(error) => self.reading.errors.push(error),
            Found::Warning(warning) => self.reading.warnings.push(warning),
            Found::Record(record) => {
                for state in &record.states {
                    self.put(&record, state);
                }
            }
        }
    }

    fn put(&mut self, record: &UhriRecord, state: &NamedState) {
        let iso3 = state.iso3.clone().or_else(|| Some(state.printed.clone()));
        let symbol = record.document.symbol.clone();
        let key = (iso3, record.mechanism.clone(), record.session, symbol);
        let bodies = &mut self.reading.bodies;
        let index = *self.bodies.entry(key).or_insert_with(|| {
            bodies.push(Body {
                state: Some(state.clone()),
                session: record.session,
                cycle: record.cycle,
                document: record.document.clone(),
                ..Body::default()
            });
            bodies.len() - 1
        });
        bodies[index].recommendations.push(record.recommendation.clone());
    }
}

/// A record as printed, from whatever file: names of fields without blanks, in lower case.
#[derive(Debug, Default)]
struct PrintedRecord {
    fields: HashMap<&'static str, String>,
    lists: HashMap<&'static str, Vec<String>>,
    place: SourcePlace,
    cells: Vec<String>,
}

impl PrintedRecord {
    fn one(&self, field: &str) -> String {
        let list = self.lists.get(field).and_then(|list| list.first());
        let text = self.fields.get(field).or(list).map_or("", String::as_str);
        tidy(without_dash(text))
    }

    fn list(&self, field: &str) -> Vec<String> {
        match self.lists.get(field) {
            Some(list) => list.iter().map(|entry| tidy(without_dash(entry))).collect(),
            None => self.fields.get(field).map(|text| line_list(text)).unwrap_or_default(),
        }
    }

    fn error(&self, column: &str, found: &str, expected: &str) -> RowError {
        RowError {
            place: self.place.clone(),
            column: Some(column.to_owned()),
            found: found.to_owned(),
            expected: expected.to_owned(),
            nearest: None,
            cells: self.cells.clone(),
        }
    }
}

/// Turns what is printed into a record, and hands it over if it is wanted.
fn hand_over(
    printed: &PrintedRecord,
    states: &States,
    only: &Only,
    on_found: OnFound<'_>,
) -> ControlFlow<()> {
    let named = named(&printed.list("countries"), states);
    let session = first_number(&printed.one("session"));
    if !named.iter().any(|state| only.wants(state.iso3.as_deref(), session))
        && (only.iso3.is_some() || only.session.is_some())
    {
        return ControlFlow::Continue(());
    }
    let text =
        tidy(&unescape(&without_tags(&printed.fields.get("text").cloned().unwrap_or_default())));
    if is_empty(&text) {
        let message = format!("no text of an item: `{text}`");
        return on_found(Found::Warning(Warning::new(printed.place.clone(), message)));
    }
    if named.is_empty() {
        return on_found(Found::Error(printed.error("Countries", "", "the State it is about")));
    }
    let mut record = about(printed, named, session);
    let mut warnings = Vec::new();
    record.recommendation = item(printed, &text, &record, states, &mut warnings);
    for state in record.states.iter().chain(&record.recommendation.senders) {
        if state.iso3.is_none() {
            warnings.push(format!("`{}` is not a State known here", state.printed));
        }
    }
    for message in warnings {
        on_found(Found::Warning(Warning::new(printed.place.clone(), message)))?;
    }
    on_found(Found::Record(Box::new(record)))
}

/// Some records are headings of the document they come from: `Annex`, `Contents`, `4.`.
fn is_empty(text: &str) -> bool {
    let name = letters(text);
    name.chars().filter(|letter| letter.is_alphabetic()).count() < 4
        || matches!(name.as_str(), "annex" | "contents" | "introduction")
}

/// The States of a list; several may stand in one of its entries.
fn named(names: &[String], states: &States) -> Vec<NamedState> {
    let mut found: Vec<NamedState> = Vec::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        let one = |iso3: Option<String>| vec![NamedState { printed: name.clone(), iso3 }];
        let known = states.resolve(name).map(|state| one(Some(state.iso3.clone())));
        let all = known.unwrap_or_else(|| {
            let several = senders::listed(std::slice::from_ref(name), states);
            let known = several.iter().any(|state| state.iso3.is_some());
            if known { several } else { one(None) }
        });
        for state in all {
            if !found.contains(&state) {
                found.push(state);
            }
        }
    }
    found
}

fn about(printed: &PrintedRecord, states: Vec<NamedState>, session: Option<u16>) -> UhriRecord {
    let cycle = printed.one("cycle");
    let cycle = first_number(&cycle)
        .or_else(|| symbols::ordinal_before(&format!("{cycle} cycle"), "cycle"));
    let symbol = printed.one("symbol");
    UhriRecord {
        mechanism: printed.one("body"),
        annotation: printed.one("type"),
        states,
        regions: printed.list("regions"),
        sender_regions: printed.list("senderregions"),
        session,
        cycle: cycle
            .and_then(|cycle| u8::try_from(cycle).ok())
            .or(session.and_then(cycle_of_session)),
        document: SourceDocument {
            symbol: Some(symbol).filter(|symbol| !symbol.is_empty()),
            date: date(&printed.one("published")),
            ..SourceDocument::default()
        },
        published_on: date(&printed.one("indexed")),
        recommendation: Recommendation::default(),
    }
}

fn item(
    printed: &PrintedRecord,
    text: &str,
    record: &UhriRecord,
    states: &States,
    warnings: &mut Vec<String>,
) -> Recommendation {
    let (number, rest) = numbers::spelled(text).unzip();
    let rest = rest.unwrap_or_else(|| text.to_owned());
    if number.is_none() && record.is_upr() {
        warnings.push("a recommendation without a number".to_owned());
    }
    let listed = named(&printed.list("senders"), states);
    let parted = if record.is_upr() {
        senders::part(&rest, states)
    } else {
        senders::Parted { text: rest.clone(), ..senders::Parted::default() }
    };
    let (position, said) = position(printed, record.is_upr(), warnings);
    Recommendation {
        // A treaty body's number is that of the paragraph.
        paragraph: number.clone().filter(|_| !record.is_upr()),
        number,
        text: parted.text,
        matched: parted.matched,
        printed: rest,
        kind: Some(kind(&record.annotation)),
        clauses: parted.clauses,
        senders: if listed.is_empty() { parted.senders } else { listed },
        position,
        position_printed: said,
        themes: printed.list("themes"),
        groups: printed.list("persons"),
        sdgs: printed.list("sdgs"),
        identifier: Some(printed.one("id")).filter(|id| !id.is_empty()),
        place: printed.place.clone(),
        ..Recommendation::default()
    }
}

fn kind(annotation: &str) -> Kind {
    let name = letters(annotation);
    let concern =
        ["concern", "observation", "preocupaci", "observaci", "préoccupation", "preoccupation"];
    let concern = concern.iter().any(|word| name.contains(word));
    let asks = ["recommendation", "recomendaci", "recommandation"];
    if concern && !asks.iter().any(|word| name.contains(word)) {
        Kind::Concern
    } else {
        Kind::Recommendation
    }
}

fn position(
    printed: &PrintedRecord,
    upr: bool,
    warnings: &mut Vec<String>,
) -> (Option<Position>, Option<String>) {
    let words = printed.list("positions");
    let said = Some(words.join("; ")).filter(|said| !said.is_empty());
    let Some(said) = said else { return (upr.then_some(Position::NotStated), None) };
    let mut known: Vec<Position> = Vec::new();
    for word in &words {
        match stance::of_word(word) {
            Some(position) if !known.contains(&position) => known.push(position),
            Some(_) => {}
            None => warnings.push(format!("the position `{word}` is not known here")),
        }
    }
    let position = match known.as_slice() {
        [one] => Some(*one),
        [] => None,
        _ => {
            warnings.push(format!("several positions, `{said}`, read as partially supported"));
            Some(Position::PartiallySupported)
        }
    };
    (position, Some(said))
}

/// The first number in a text: 36 in `36th Session`.
fn first_number(text: &str) -> Option<u16> {
    let digits = text.chars().skip_while(|letter| !letter.is_ascii_digit());
    digits.take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// A date in ISO form, as a spreadsheet's serial number, or in words.
fn date(text: &str) -> Option<NaiveDate> {
    let iso = text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    iso.or_else(|| serial(text)).or_else(|| symbols::date(text))
}

/// Day 1 of a spreadsheet is 1 January 1900; it holds 1900 for a leap year.
fn serial(text: &str) -> Option<NaiveDate> {
    let days: u32 = text.split('.').next()?.parse().ok()?;
    let sound = (1..=200_000).contains(&days) && text.parse::<f64>().is_ok();
    let origin = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    origin.checked_add_days(chrono::Days::new(u64::from(days))).filter(|_| sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_are_read_in_all_their_forms() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 13);
        for text in ["2026-04-13T10:53:45.827", "46125.4996", "46125", "13 April 2026"] {
            assert_eq!(date(text), day, "{text}");
        }
        assert_eq!(date("soon"), None);
        for text in ["36th Session", "36 Session", "Session 36", "36"] {
            assert_eq!(first_number(text), Some(36), "{text}");
        }
    }
}
