//! Status history: every entry, retracted ones too.

use super::Kind::{Date, Item, Label, Number, Status, Text};
use super::field::{Field, columns, row};
use super::labels::{Labels, evidence_cell, level_in, term};
use super::words::catalogue::whole;
use super::{Cell, Column, Row, Value, Visibility};
use crate::domain::lines::{HistoryLine, Withdrawing};

/// The status history: a line an assessment or withdrawal. A note is internal unless it was
/// published; the author always. A withdrawal has no status, date or voice of its own.
pub const HISTORY: &[Field<HistoryLine>] = &[
    Field::new("id", "Item", Item, |_, line| line.item.as_str().into(), "The item, SET:REF."),
    Field::new(
        "entry",
        "Entry",
        Number,
        |_, line| line.entry.into(),
        "The number of the entry of the ledger that says so.",
    ),
    Field::new(
        "status",
        "Status",
        Status,
        |_, line| line.about.map_or_else(|| level_cell(line), withdrawal_cell),
        "The level of implementation; nothing where the line takes back or reinstates another.",
    ),
    Field::new(
        "effective_on",
        "Since",
        Date,
        |_, line| line.about.is_none().then_some(line.effective_on).into(),
        "The day from which it holds.",
    ),
    Field::for_scripts(
        "recorded_at",
        "Recorded at",
        Label,
        |_, line| line.recorded_at.as_str().into(),
        "When it was typed in, in UTC; in what is handed on, the month.",
    ),
    Field::new("assessor", "By", Text, by, "Whose assessment it is."),
    Field::for_scripts(
        "confidence",
        "Confidence",
        Text,
        |_, line| {
            let assessed = line.about.is_none();
            line.confidence.filter(|_| assessed).map(|level| level.slug().to_owned()).into()
        },
        "How sure the assessor is.",
    ),
    Field::new("note", "Reason", Text, reason, "The reason for the status or the withdrawal."),
    Field::new(
        "evidence",
        "Evidence",
        Text,
        |_, line| evidence_cell(&line.evidence),
        "On what it rests: web addresses, UN symbols with paragraph, titles of files.",
    ),
    Field::for_scripts(
        "visibility",
        "Visibility",
        Text,
        |_, line| (if line.public && !line.internal { "public" } else { "internal" }).into(),
        "Whether the reason may be handed on: public or internal.",
    ),
    Field::for_scripts(
        "retracts",
        "Retracts",
        Number,
        |_, line| line.about.filter(|about| !about.reinstates).map(|about| about.entry).into(),
        "The entry that this line takes back.",
    ),
    Field::new(
        "retracted_by",
        "Retracted by",
        Number,
        |_, line| line.retracted_by.into(),
        "The entry that took this line back; nothing where it is in force.",
    ),
    Field::for_scripts(
        "author",
        "Author",
        Text,
        |_, line| Cell::said(line.author.as_deref(), false, 0),
        "Who typed it in. Never handed on.",
    ),
    Field::for_scripts(
        "reinstates",
        "Reinstates",
        Number,
        |_, line| line.about.filter(|about| about.reinstates).map(|about| about.entry).into(),
        "The entry that this line puts back in force.",
    ),
    Field::for_scripts(
        "recheck",
        "Looked again",
        Text,
        |_, line| Value::Flag(line.recheck && line.about.is_none()).into(),
        "Whether somebody only looked again, and nothing had changed: yes or no (in JSON true or false).",
    ),
    Field::for_scripts(
        "clock",
        "Clock",
        Label,
        |_, line| line.stopped.then(|| "stopped".to_owned()).into(),
        "`stopped` where it was written with a stopped clock (UPR_NOW): then it is nobody's word that it was recorded at that time.",
    ),
];

/// What is said under a history of which some was written with a stopped clock; which, its column
/// `clock` tells: pages that anybody may read give no numbers of entries.
pub fn stopped_note(any: bool) -> Option<String> {
    any.then(|| whole("history.stopped").to_owned())
}

/// Heads of the history.
pub fn history_columns() -> Vec<Column> {
    columns(HISTORY)
}

/// A row of the history. An entry by an internal assessor is internal as a whole.
pub fn history_row(labels: &Labels, line: &HistoryLine) -> Row {
    Row { visibility: visibility(line), ..row(HISTORY, labels, line) }
}

/// Whether a line may be handed on.
pub(super) fn visibility(line: &HistoryLine) -> Visibility {
    Visibility::of(!line.internal, line.entry)
}

/// Whose assessment it is.
pub(super) fn by(labels: &Labels, line: &HistoryLine) -> Cell {
    if line.about.is_some() {
        return Cell::default();
    }
    let unsourced = if line.unsourced { " (unsourced)" } else { "" };
    let label = format!("{}{unsourced}", labels.voice(&line.assessor)).into();
    Value::Term { slug: line.assessor.clone().into(), label }.into()
}

/// Why.
pub(super) fn reason(_: &Labels, line: &HistoryLine) -> Cell {
    Cell::said(line.note.as_deref(), line.public, line.entry)
}

/// The level; of a second look, said so.
fn level_cell(line: &HistoryLine) -> Cell {
    if !line.recheck {
        return level_in(line.status, line.set_kind);
    }
    let (slug, label) = (line.status.slug_in(line.set_kind), line.status.label_in(line.set_kind));
    term(slug, &format!("{label}, looked at again"))
}

/// What stands for people in the status column of a withdrawal; scripts see nothing there.
fn withdrawal_cell(about: Withdrawing) -> Cell {
    let what = if about.reinstates { "reinstates" } else { "retracts" };
    term("", &format!("({what} entry {})", about.entry))
}
