//! iCalendar (RFC 5545): what falls due and the calendar as all-day events.
//!
//! Nothing in it depends on the moment of writing: the same answer gives the same bytes. A day is an
//! event whose DTEND is the day after; a month an event over the month that blocks no time; of a date
//! known to the year only no event is made. Written here, since all that is needed of the format are
//! six properties, and a library would bring random identities and the present moment.

use std::io::Write;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::pick;
use super::text;
use super::{RenderError, RenderNotes};
use crate::domain::PartialDate;
use crate::report::{Block, Column, Document, Row, Value};

/// The longest line in bytes, without its end.
const LINE: usize = 75;

/// Where a table has what an event needs.
struct EventPlaces {
    date: usize,
    id: usize,
    summary: usize,
    certainty: Option<usize>,
    set_on: Option<usize>,
}

impl EventPlaces {
    /// Where these columns have it; nothing where one lacks that an event cannot be without.
    fn of(columns: &[Column]) -> Option<Self> {
        let at = |keys: &[&str]| columns.iter().position(|column| keys.contains(&column.key));
        Some(Self {
            date: at(&["due_on", "date"])?,
            id: at(&["id", "key"])?,
            summary: at(&["text", "label"])?,
            certainty: at(&["certainty"]),
            set_on: at(&["set_on"]),
        })
    }
}

/// Whether a document is one of which a calendar can be made: what falls due, or the calendar.
pub fn has_dates(document: &Document<'_>) -> bool {
    document.blocks.iter().any(|block| match block {
        Block::Table(table) => EventPlaces::of(&table.columns).is_some(),
        _ => false,
    })
}

/// Writes the events of the main table; one without rows is an empty calendar.
pub(super) fn write(
    document: Document<'_>,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    let fact = |key: &str| {
        let found = document.facts.iter().find(|fact| fact.key == key).map(|fact| &fact.value);
        found.map_or_else(String::new, |value| text::for_scripts(value).into_owned())
    };
    let of = Of { day: fact("as_of"), file: fact("file"), stamp: document.stamp.clone() };
    let mut notes = RenderNotes::default();
    let (table, _) = pick::main_table(pick::joined(document.blocks));
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//upr//follow-up of recommendations//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
    ];
    if let Some(table) = table {
        let places = EventPlaces::of(&table.columns);
        table.each(&mut |row| {
            if let Some(places) = &places {
                match event(&row, places, &of) {
                    Ok(event) => lines.extend(event),
                    Err(name) => notes.undated.push(name),
                }
            }
            Ok(())
        })?;
    }
    lines.push("END:VCALENDAR".to_owned());
    for line in &lines {
        out.write_all(folded(line).as_bytes())?;
    }
    Ok(notes)
}

/// What all events of a file have.
struct Of {
    /// The day of the view.
    day: String,
    /// What tells its events from another file's.
    file: String,
    /// What is said of the whole.
    stamp: Option<String>,
}

/// The lines of an event; the name of what has no day and no month.
fn event(row: &Row, places: &EventPlaces, of: &Of) -> Result<Vec<String>, String> {
    let cell = |at: usize| {
        let value = row.cells.get(at).map_or(&Value::Empty, |cell| &cell.value);
        text::for_scripts(value).into_owned()
    };
    let id = cell(places.id);
    let date = PartialDate::parse(&cell(places.date)).ok();
    let Some((first, after)) = date.and_then(span) else { return Err(id) };
    let whole_month = after != first.checked_add_days(Days::new(1)).unwrap_or(after);
    let certainty = places.certainty.map(cell).unwrap_or_default();
    let likely = matches!(certainty.as_str(), "derived" | "inferred");
    let stamped = places.set_on.map(cell).filter(|day| !day.is_empty());
    let stamped = stamped.unwrap_or_else(|| of.day.clone());
    // The format asks for a moment; of what is handed on the month is told, which stands as its first day.
    let stamped = PartialDate::parse(&stamped).map(|it| it.first().format("%Y%m%d").to_string());
    let stamped = stamped.unwrap_or_default();
    let about = if likely { "about: " } else { "" };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{}.upr", id.to_lowercase().replace(':', "/"), of.file),
        format!("DTSTAMP:{stamped}T000000Z"),
        format!("DTSTART;VALUE=DATE:{}", first.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", after.format("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&format!("{about}{id}: {}", cell(places.summary)))),
        format!("STATUS:{}", if likely { "TENTATIVE" } else { "CONFIRMED" }),
    ];
    if whole_month || likely {
        lines.push("TRANSP:TRANSPARENT".to_owned());
    }
    if let Some(example) = &of.stamp {
        lines.push(format!("DESCRIPTION:{}", escaped(example)));
    }
    lines.push("END:VEVENT".to_owned());
    Ok(lines)
}

/// The first day, and the day after the last; none for a year.
fn span(date: PartialDate) -> Option<(NaiveDate, NaiveDate)> {
    let first = date.first();
    let after = match date {
        PartialDate::Day(_) => first.checked_add_days(Days::new(1))?,
        PartialDate::Month(..) => first.with_day(1)?.checked_add_months(Months::new(1))?,
        PartialDate::Year(_) => return None,
    };
    Some((first, after))
}

/// A text as a property holds it.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.replace("\r\n", "\n").replace('\n', "\\n").chars().map(plain).collect()
}

/// A line of 75 bytes at the most, gone on with a blank on the next; letters stay whole.
fn folded(line: &str) -> String {
    let mut told = String::with_capacity(line.len() + 8);
    let mut room = LINE;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            told.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= letter.len_utf8();
        told.push(letter);
    }
    told.push_str("\r\n");
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_folded_between_letters_and_a_text_escaped() {
        let line = format!("SUMMARY:{}", "é".repeat(60));
        let told = folded(&line);
        assert!(told.split("\r\n").all(|part| part.len() <= 75), "{told}");
        assert_eq!(told.replace("\r\n ", ""), format!("{line}\r\n"));
        assert_eq!(escaped("a, b; c\\\nd\u{7}"), "a\\, b\\; c\\\\\\nd ");
    }

    #[test]
    fn a_day_ends_the_day_after_and_a_year_is_no_event() {
        let of =
            |text| PartialDate::parse(text).ok().and_then(span).map(|(_, after)| after.to_string());
        assert_eq!(of("2026-02-28").as_deref(), Some("2026-03-01"));
        assert_eq!(of("2026-12").as_deref(), Some("2027-01-01"));
        assert_eq!(of("2026"), None);
    }
}
