//! What happened and what is to come: engagements and the calendar.

use chrono::NaiveDate;

use super::one_table;
use crate::domain::Certainty;
use crate::domain::lines::{EngagementLine, MilestoneLine};
use crate::domain::reviews::is_announced;
use crate::report::Kind::{Label, Number, Text};
use crate::report::field::{Field, columns, row};
use crate::report::items::fact;
use crate::report::labels::{Labels, day_cell, list, term};
use crate::report::words::catalogue::{count, whole};
use crate::report::words::{self, questions};
use crate::report::{Cell, Document, Part, Row, Table, Value, Visibility};

/// `upr timeline`.
pub const TIMELINE: &[Field<EngagementLine>] = &[
    Field::new(
        "date",
        "Date",
        Label,
        |_, line| engagement_cell(line),
        "The date as known: a day, a month, a year, a span, or a bound (before, after, by).",
    ),
    Field::for_scripts(
        "precision",
        "Precision",
        Text,
        |_, line| line.precision.as_str().into(),
        "How precisely the date is known.",
    ),
    Field::new(
        "kind",
        "Kind",
        Text,
        |_, line| line.kind.as_str().into(),
        "A letter, a meeting, an offer, a reply and so on.",
    ),
    Field::new("who", "Who", Text, |_, line| who(line), "Who acted."),
    Field::for_scripts(
        "whom",
        "To whom",
        Text,
        |_, line| line.whom.clone().into(),
        "Towards whom.",
    ),
    Field::new("what", "What", Text, |_, line| line.what.clone().into(), "What was done."),
    Field::new(
        "outcome",
        "What came of it",
        Text,
        |_, line| line.outcome.clone().into(),
        "What came of it, as of the date of the document that tells of it.",
    ),
    Field::new(
        "source",
        "Source",
        Text,
        |_, line| source(line).into(),
        "The document with the paragraph.",
    ),
    Field::for_scripts("note", "Note", Text, |_, line| line.comment.clone().into(), "Remarks."),
    Field::for_scripts(
        "key",
        "Key",
        Label,
        |_, line| line.key.as_str().into(),
        "The short name of the engagement.",
    ),
    Field::for_scripts(
        "entry",
        "Entry",
        Number,
        |_, line| line.entry.into(),
        "The number of the entry of the ledger that brought it.",
    ),
];

/// `upr timeline`.
pub fn timeline(labels: &Labels, title: &str, lines: &[EngagementLine]) -> Document<'static> {
    let rows = lines.iter().map(|line| Row {
        visibility: Visibility::of(line.public, line.entry),
        ..row(TIMELINE, labels, line)
    });
    let table = Table::new("timeline", "Engagements, oldest first", columns(TIMELINE))
        .with_rows(rows.collect());
    let note = "Outcomes are as of the date of the document that tells of them. No answer recorded means that none is recorded in this file.".to_owned();
    one_table(labels, title, table, vec![note])
}

/// The document with the paragraph.
fn source(line: &EngagementLine) -> Option<String> {
    let document = line.document.as_ref()?;
    Some(match &line.paragraph {
        Some(paragraph) if paragraph.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{document}, par. {paragraph}")
        }
        Some(paragraph) => format!("{document}, {paragraph}"),
        None => document.clone(),
    })
}

/// Who acted; for people also towards whom.
fn who(line: &EngagementLine) -> Cell {
    let both = match (&line.who, &line.whom) {
        (Some(who), Some(whom)) => Some(format!("{who} → {whom}")),
        (who, whom) => who.clone().or_else(|| whom.clone()),
    };
    match &line.who {
        Some(slug) => term(slug, both.as_deref().unwrap_or_default()),
        None => Cell::maybe(both),
    }
}

/// A date as known; for people, that there is none.
pub fn dated_cell(date: Option<&str>) -> Cell {
    match date.filter(|date| !date.is_empty()) {
        Some(date) => day_cell(Some(date)),
        None => term("", "undated"),
    }
}

fn engagement_cell(line: &EngagementLine) -> Cell {
    let text = engagement_date(line, str::to_owned, "/");
    if text.is_empty() {
        return dated_cell(None);
    }
    let printed = Some(engagement_date(line, words::printed, " to "));
    list(vec![Part { printed, ..Part::new(text) }])
}

/// The date as known: a bound is said to be one; empty where there is none.
fn engagement_date(line: &EngagementLine, day: fn(&str) -> String, to: &str) -> String {
    match (line.bound.as_deref(), &line.from, &line.until) {
        (Some("before"), _, Some(until)) => format!("before {}", day(until)),
        (Some("after"), Some(from), _) => format!("after {}", day(from)),
        (_, Some(from), Some(until)) => format!("{}{to}{}", day(from), day(until)),
        (_, Some(from), None) => day(from),
        (_, None, Some(until)) => format!("by {}", day(until)),
        (_, None, None) => String::new(),
    }
}

/// A milestone as it is seen from a day.
pub struct MilestoneSeen {
    line: MilestoneLine,
    /// Days to its last day, below zero where it is past; none where it is undated.
    days: Option<i64>,
}

/// `upr calendar`.
pub const CALENDAR: &[Field<MilestoneSeen>] = &[
    Field::new(
        "date",
        "Date",
        Label,
        |_, seen| day_of(&seen.line),
        "The date, as precisely as it is known.",
    ),
    Field::new(
        "label",
        "Milestone",
        Text,
        |_, seen| seen.line.label.as_str().into(),
        "What it is.",
    ),
    Field::for_scripts(
        "state",
        "State",
        Text,
        |labels, seen| seen.line.state.as_deref().map(|iso3| labels.state(iso3)).into(),
        "The State under review.",
    ),
    Field::for_scripts(
        "set",
        "Set",
        Label,
        |_, seen| seen.line.set.clone().into(),
        "The set that it belongs to.",
    ),
    Field::new(
        "when",
        "When",
        Text,
        |_, seen| when(&seen.line, seen.days).into(),
        "How far away it is on the day of the view.",
    ),
    Field::for_scripts(
        "days_left",
        "Days left",
        Number,
        |_, seen| seen.days.filter(|days| *days >= 0).into(),
        "Days to the last day of what is known of its date, on the day of the view.",
    ),
    Field::new(
        "certainty",
        "Certainty",
        Text,
        |_, seen| certainty(&seen.line),
        "How certain the date is.",
    ),
    Field::new(
        "basis",
        "Source",
        Text,
        |_, seen| seen.line.basis.clone().into(),
        "What the date rests on.",
    ),
    Field::for_scripts(
        "voluntary",
        "Voluntary",
        Text,
        |_, seen| Value::Flag(seen.line.voluntary).into(),
        "Whether it is voluntary: yes or no (in JSON true or false).",
    ),
    Field::for_scripts(
        "kind",
        "Kind",
        Text,
        |_, seen| seen.line.kind.as_str().into(),
        "What kind of milestone: review, midterm and so on.",
    ),
    Field::for_scripts(
        "key",
        "Key",
        Label,
        |_, seen| seen.line.key.as_str().into(),
        "The short name of the milestone.",
    ),
];

/// `upr calendar`.
pub fn calendar(
    labels: &Labels,
    as_of: NaiveDate,
    file: Option<String>,
    lines: &[MilestoneLine],
) -> Document<'static> {
    let seen = |line: &MilestoneLine| MilestoneSeen {
        line: line.clone(),
        days: line.dated.map(|date| (date.last() - as_of).num_days()),
    };
    let rows = lines.iter().map(|line| row(CALENDAR, labels, &seen(line)));
    let table = Table::new("calendar", "Milestones", columns(CALENDAR)).with_rows(rows.collect());
    let note = "Dates are kept as precisely as they are known; days left count to the last day of what is known. A mid-term report is voluntary.".to_owned();
    let mut document = one_table(labels, "Calendar", table, vec![note]);
    document.facts.push(fact("as_of", as_of));
    document.facts.push(fact("file", file));
    document
}

/// The date of a milestone: people read that it was worked out, scripts the date.
pub fn day_of(line: &MilestoneLine) -> Cell {
    match line.dated.filter(|_| is_worked_out(line)) {
        Some(date) => term(&date.to_string(), &questions::about(date)),
        None => dated_cell(line.dated.map(|date| date.to_string()).as_deref()),
    }
}

/// How sure it is; of what was worked out, that it was.
fn certainty(line: &MilestoneLine) -> Cell {
    if !is_worked_out(line) {
        return line.certainty.as_str().into();
    }
    term(&line.certainty, questions::worked_out(is_announced(&line.kind)))
}

/// What a milestone is, with how sure it is.
pub fn labelled(line: &MilestoneLine) -> Cell {
    let with = |how: &str| format!("{} ({how})", line.label);
    let text = with(&line.certainty);
    if !is_worked_out(line) {
        return text.into();
    }
    term(&text, &with(questions::worked_out(is_announced(&line.kind))))
}

/// Whether its date was worked out.
pub fn is_worked_out(line: &MilestoneLine) -> bool {
    line.certainty == Certainty::Derived.slug()
}

fn when(line: &MilestoneLine, days: Option<i64>) -> String {
    match days {
        None => whole("when.undated").to_owned(),
        Some(0) => whole("when.today").to_owned(),
        Some(days) if days > 0 => count!("when.left", days),
        // A report that was submitted is documented; of a date that was worked out nothing is known.
        Some(_) if line.kind == "midterm" && line.certainty != Certainty::Documented.slug() => {
            whole("when.midterm-past").to_owned()
        }
        Some(_) => whole("when.past").to_owned(),
    }
}
