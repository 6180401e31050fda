//! Registers as documents: sets, documents, voices, themes, links, engagements, the calendar.

use chrono::NaiveDate;

use super::items::fact;
use super::labels::Labels;
use super::links::{earlier_row, lineage_columns};
use super::{Block, Cell, Column, Document, Kind, Row, Table, Value, Visibility};
use crate::domain::lines::{
    AssessorLine, DocumentLine, EngagementLine, LinkLine, MilestoneLine, SetFigures, SetLine,
    TermLine,
};

fn one_table(
    labels: &Labels,
    title: &str,
    table: Table<'static>,
    notes: Vec<String>,
) -> Document<'static> {
    let mut document = Document::new(labels.title(title));
    document.stamp = labels.stamp();
    document.blocks.push(Block::Table(table.main()));
    document.blocks.extend(notes.into_iter().map(Block::Note));
    document
}

fn column(key: &'static str, title: &str, kind: Kind) -> Column {
    Column::new(key, title, kind)
}

/// `upr set list`.
pub fn sets(
    labels: &Labels,
    default: Option<&str>,
    sets: &[(SetLine, SetFigures)],
) -> Document<'static> {
    let columns = vec![
        column("key", "Set", Kind::Label),
        column("title", "Title", Kind::Text),
        column("state", "State", Kind::Text),
        column("document", "Document", Kind::Label),
        column("cycle", "Cycle", Kind::Number).for_scripts(),
        column("period_from", "From", Kind::Label).for_scripts(),
        column("period_to", "To", Kind::Label).for_scripts(),
        column("noun", "Noun", Kind::Text).for_scripts(),
        column("items", "Items", Kind::Number),
        column("counted", "Counted", Kind::Number),
        column("components", "Components", Kind::Number).for_scripts(),
        column("default", "Default", Kind::Text).for_scripts(),
    ];
    let rows = sets.iter().map(|(set, figures)| {
        Row::new(vec![
            set.key.as_str().into(),
            set.title.as_str().into(),
            set.state.as_deref().map(|iso3| labels.state(iso3)).into(),
            set.document.clone().into(),
            set.cycle.into(),
            set.period_from.clone().into(),
            set.period_to.clone().into(),
            set.noun.as_str().into(),
            figures.items.into(),
            figures.counted.into(),
            figures.components.into(),
            Value::Flag(default == Some(set.key.as_str())).into(),
        ])
    });
    let mut notes = Vec::new();
    if let Some(key) = default {
        notes.push(format!("{key} is the default set: its key may be left out."));
    }
    notes.push("Counted: asks, demands and recommendations to the State.".to_owned());
    let table = Table::new("sets", "Sets", columns).with_rows(rows.collect());
    one_table(labels, "Sets: bodies of recommendations", table, notes)
}

/// `upr document list`.
pub fn documents(labels: &Labels, documents: &[DocumentLine]) -> Document<'static> {
    let columns = vec![
        column("key", "Document", Kind::Label),
        column("symbol", "Symbol", Kind::Label).for_scripts(),
        column("title", "Title", Kind::Text),
        column("body", "Body", Kind::Text),
        column("date", "Date", Kind::Label),
        column("session", "Session", Kind::Text).for_scripts(),
        column("addressee", "Addressee", Kind::Text).for_scripts(),
        column("language", "Language", Kind::Text).for_scripts(),
        column("url", "Address", Kind::Text).for_scripts(),
        column("note", "Note", Kind::Text).for_scripts(),
    ];
    let rows = documents.iter().map(|line| {
        Row::new(vec![
            line.key.as_str().into(),
            line.symbol.clone().into(),
            line.title.clone().into(),
            line.body.clone().into(),
            line.dated.clone().into(),
            line.session.clone().into(),
            line.addressee.clone().into(),
            line.language.clone().into(),
            line.url.clone().into(),
            line.comment.clone().into(),
        ])
    });
    let table = Table::new("documents", "Documents", columns).with_rows(rows.collect());
    one_table(labels, "Source documents", table, Vec::new())
}

/// `upr document show`.
pub fn document(labels: &Labels, line: &DocumentLine, sets: &[SetLine]) -> Document<'static> {
    let mut document = Document::new(labels.title(&line.key));
    document.stamp = labels.stamp();
    let told = [
        ("symbol", "Symbol", line.symbol.clone().or_else(|| Some("none".to_owned()))),
        ("title", "Title", line.title.clone()),
        ("body", "Body", line.body.clone()),
        ("date", "Date", line.dated.clone()),
        ("session", "Session", line.session.clone()),
        ("addressee", "Addressee", line.addressee.clone()),
        ("language", "Language", line.language.clone()),
        ("url", "Address", line.url.clone()),
        ("note", "Note", line.comment.clone()),
    ];
    for (key, title, value) in told {
        if let Some(value) = value {
            document.blocks.push(Block::Paragraph(format!("{title}: {value}")));
            document.facts.push(fact(key, value));
        }
    }
    let columns = vec![column("key", "Set", Kind::Label), column("title", "Title", Kind::Text)];
    let of = |set: &&SetLine| set.document.as_deref() == line.symbol.as_deref().or(Some(&line.key));
    let rows = sets.iter().filter(of);
    let rows = rows.map(|set| Row::new(vec![set.key.as_str().into(), set.title.as_str().into()]));
    let table = Table::new("sets", "Sets from this document", columns).with_rows(rows.collect());
    document.blocks.push(Block::Table(table.main()));
    document
}

/// `upr assessor list`.
pub fn assessors(labels: &Labels, voices: &[AssessorLine]) -> Document<'static> {
    let columns = vec![
        column("key", "Assessor", Kind::Label),
        column("name", "Name", Kind::Text),
        column("kind", "Kind", Kind::Text),
        column("visibility", "Visibility", Kind::Text),
    ];
    let rows = voices.iter().map(|voice| Row {
        cells: vec![
            voice.key.as_str().into(),
            labels.voice(&voice.key).into(),
            super::labels::term(voice.kind.slug(), voice.kind.label()),
            (if voice.internal { "internal" } else { "public" }).into(),
        ],
        visibility: Visibility::of(!voice.internal, voice.entry),
    });
    let table = Table::new("assessors", "Assessors", columns).with_rows(rows.collect());
    let note = format!("`tracker` is the file's owner: {}.", labels.according_to);
    one_table(labels, "Assessors: whose status it is", table, vec![note])
}

/// `upr theme list`: the terms of a vocabulary, or of all.
pub fn themes(labels: &Labels, title: &str, terms: &[(TermLine, usize)]) -> Document<'static> {
    let columns = vec![
        column("vocabulary", "Vocabulary", Kind::Label),
        column("slug", "Term", Kind::Label),
        column("label", "Label", Kind::Text),
        column("aliases", "Also", Kind::Text),
    ];
    let rows = terms.iter().map(|(term, depth)| {
        let indent = "  ".repeat(*depth);
        Row::new(vec![
            term.vocabulary.as_str().into(),
            term.slug.as_str().into(),
            super::labels::term(&term.label, &format!("{indent}{}", term.label)),
            Some(term.aliases.join("; ")).filter(|text| !text.is_empty()).into(),
        ])
    });
    let table = Table::new("terms", "Terms", columns).with_rows(rows.collect());
    one_table(labels, title, table, Vec::new())
}

/// `upr link list`.
pub fn links(labels: &Labels, links: &[LinkLine]) -> Document<'static> {
    let rows = links.iter().map(earlier_row).collect();
    let table = Table::new("links", "Lineage", lineage_columns()).with_rows(rows);
    let notes = vec![
        "\"Asked earlier in\" is a claim about words and subject, not about conduct; links marked (own) are the project's own reading.".to_owned(),
        "An item without a link has no earlier demand in this file.".to_owned(),
    ];
    one_table(labels, "Asked earlier: how items follow each other", table, notes)
}

/// `upr timeline`.
pub fn timeline(labels: &Labels, title: &str, lines: &[EngagementLine]) -> Document<'static> {
    let columns = vec![
        column("date", "Date", Kind::Label),
        column("precision", "Precision", Kind::Text).for_scripts(),
        column("kind", "Kind", Kind::Text),
        column("who", "Who", Kind::Text),
        column("whom", "To whom", Kind::Text).for_scripts(),
        column("what", "What", Kind::Text),
        column("outcome", "What came of it", Kind::Text),
        column("source", "Source", Kind::Text),
        column("note", "Note", Kind::Text).for_scripts(),
        column("key", "Key", Kind::Label).for_scripts(),
        column("entry", "Entry", Kind::Number).for_scripts(),
    ];
    let rows = lines.iter().map(|line| {
        let source = line.document.as_ref().map(|document| match &line.paragraph {
            Some(paragraph) if paragraph.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("{document}, par. {paragraph}")
            }
            Some(paragraph) => format!("{document}, {paragraph}"),
            None => document.clone(),
        });
        let who = match (&line.who, &line.whom) {
            (Some(who), Some(whom)) => Some(format!("{who} → {whom}")),
            (who, whom) => who.clone().or_else(|| whom.clone()),
        };
        Row {
            cells: vec![
                dated_cell(Some(engagement_date(line))),
                line.precision.as_str().into(),
                line.kind.as_str().into(),
                match &line.who {
                    Some(slug) => super::labels::term(slug, who.as_deref().unwrap_or_default()),
                    None => Cell::maybe(who),
                },
                line.whom.clone().into(),
                line.what.clone().into(),
                line.outcome.clone().into(),
                source.into(),
                line.comment.clone().into(),
                line.key.as_str().into(),
                line.entry.into(),
            ],
            visibility: Visibility::of(line.public, line.entry),
        }
    });
    let table =
        Table::new("timeline", "Engagements, oldest first", columns).with_rows(rows.collect());
    let note = "Outcomes are as of the date of the document that tells of them. No answer recorded means that none is recorded in this file.".to_owned();
    one_table(labels, title, table, vec![note])
}

/// A date as known; for people, that there is none.
pub fn dated_cell(date: Option<String>) -> Cell {
    match date.filter(|date| !date.is_empty()) {
        Some(date) => date.into(),
        None => super::labels::term("", "undated"),
    }
}

/// The date as known: a bound is said to be one; empty where there is none.
pub fn engagement_date(line: &EngagementLine) -> String {
    match (line.bound.as_deref(), &line.from, &line.until) {
        (Some("before"), _, Some(until)) => format!("before {until}"),
        (Some("after"), Some(from), _) => format!("after {from}"),
        (_, Some(from), Some(until)) => format!("{from}/{until}"),
        (_, Some(from), None) => from.clone(),
        (_, None, Some(until)) => format!("by {until}"),
        (_, None, None) => String::new(),
    }
}

/// `upr calendar`.
pub fn calendar(labels: &Labels, as_of: NaiveDate, lines: &[MilestoneLine]) -> Document<'static> {
    let columns = vec![
        column("date", "Date", Kind::Label),
        column("label", "Milestone", Kind::Text),
        column("state", "State", Kind::Text).for_scripts(),
        column("set", "Set", Kind::Label).for_scripts(),
        column("when", "When", Kind::Text),
        column("days_left", "Days left", Kind::Number).for_scripts(),
        column("certainty", "Certainty", Kind::Text),
        column("basis", "Source", Kind::Text),
        column("voluntary", "Voluntary", Kind::Text).for_scripts(),
        column("kind", "Kind", Kind::Text).for_scripts(),
        column("key", "Key", Kind::Label).for_scripts(),
    ];
    let rows = lines.iter().map(|line| {
        let days = line.dated.map(|date| (date.last() - as_of).num_days());
        Row::new(vec![
            dated_cell(line.dated.map(|date| date.to_string())),
            line.label.as_str().into(),
            line.state.as_deref().map(|iso3| labels.state(iso3)).into(),
            line.set.clone().into(),
            when(line, days).into(),
            days.filter(|days| *days >= 0).into(),
            line.certainty.as_str().into(),
            line.basis.clone().into(),
            Value::Flag(line.voluntary).into(),
            line.kind.as_str().into(),
            line.key.as_str().into(),
        ])
    });
    let table = Table::new("calendar", "Milestones", columns).with_rows(rows.collect());
    let note = "Dates are kept as precisely as they are known; days left count to the last day of what is known. A mid-term report is voluntary.".to_owned();
    let mut document = one_table(labels, "Calendar", table, vec![note]);
    document.facts.push(fact("as_of", as_of));
    document
}

fn when(line: &MilestoneLine, days: Option<i64>) -> String {
    match days {
        None => "undated".to_owned(),
        Some(0) => "today".to_owned(),
        Some(1) => "1 day left".to_owned(),
        Some(days) if days > 0 => format!("{days} days left"),
        Some(_) if line.kind == "midterm" => {
            "voluntary; date passed; none recorded in this file".to_owned()
        }
        Some(_) => "past".to_owned(),
    }
}
