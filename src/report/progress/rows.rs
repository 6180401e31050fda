//! The report's items, a row each: status, since when, why, on what ground.

use chrono::NaiveDate;

use crate::domain::Level;
use crate::domain::dates::months_between;
use crate::domain::lines::ItemLine;
use crate::report::items::{item_text, note, position, status_cell};
use crate::report::labels::{Labels, cited_cell};
use crate::report::words::findings::tallied;
use crate::report::{Cell, Column, Kind, Row, Value};

/// Without an assessment for this many months an item is stale.
const STALE_MONTHS: u32 = 12;

/// The columns of the report's items.
pub fn item_columns(many_voices: bool) -> Vec<Column> {
    let voices = Column::new("other_voices", "Other assessors", Kind::Text).spare();
    vec![
        Column::new("id", "Item", Kind::Item),
        Column::new("text", "Text", Kind::Text),
        Column::new("theme", "Theme", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("assessor", "Assessor", Kind::Text).for_scripts(),
        Column::new("evidence", "Evidence", Kind::Text).for_pages(),
        Column::new("last_update", "Last update", Kind::Label).for_scripts(),
        Column::new("stale", "Stale", Kind::Text).for_scripts(),
        if many_voices { voices } else { voices.for_scripts() },
        Column::new("reason", "Reason", Kind::Text).for_pages(),
        Column::new("position", "Position", Kind::Text).for_scripts(),
        Column::new("components", "Components", Kind::Text).for_scripts(),
    ]
}

/// A row of the report's items.
pub fn item_row(labels: &Labels, as_of: NaiveDate, line: &ItemLine) -> Row {
    let headline = line.headline.as_ref().filter(|_| !line.is_compound());
    let last = headline.and_then(|headline| headline.recorded_at.get(..10)?.parse().ok());
    let last: Option<NaiveDate> = last;
    let stale = line.looked_on().map(|day| months_between(day, as_of) >= STALE_MONTHS);
    Row::new(vec![
        labels.item(line),
        item_text(line),
        labels.theme(line),
        status_cell(line),
        since(line).into(),
        headline.map(|headline| headline.assessor.clone()).into(),
        cited_cell(&line.evidence),
        last.into(),
        stale.map(|stale| Cell::from(Value::Flag(stale))).into(),
        labels.voices_of(line),
        reason(line),
        position(line),
        line.is_compound().then(|| line.tally().to_string()).into(),
    ])
}

/// Since when it stands there; nothing for what is not assessed as a whole.
fn since(line: &ItemLine) -> Option<NaiveDate> {
    let open = line.is_compound() && line.level() == Level::NotAssessed;
    if open { None } else { line.since() }
}

/// Why an item stands where it stands, by the headline's voice; of a compound item, its tally.
fn reason(line: &ItemLine) -> Cell {
    if line.is_compound() {
        return tallied(&line.tally()).into();
    }
    note(line.headline.as_ref())
}
