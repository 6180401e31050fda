//! Registers as documents: sets, documents, voices, themes, links, engagements, the calendar.

mod events;

pub use events::{
    CALENDAR, TIMELINE, calendar, dated_cell, day_of, is_worked_out, labelled, timeline,
};

use super::Kind::{Label, Number, Text};
use super::amendments::put_right;
use super::field::{Field, columns, row};
use super::items::fact;
use super::labels::{self, Labels, term};
use super::links::{earlier_row, lineage_columns};
use super::{Block, Column, Document, Row, Table, Value, Visibility};
use crate::domain::lines::{
    AmendmentLine, AssessorLine, DocumentLine, LinkLine, SetFigures, SetLine, TermLine,
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

/// A set as the register shows it.
pub struct SetEntry {
    set: SetLine,
    figures: SetFigures,
    /// Whether its key may be left out.
    is_default: bool,
}

/// `upr set list`.
pub const SETS: &[Field<SetEntry>] = &[
    Field::new(
        "key",
        "Set",
        Label,
        |_, line| line.set.key.as_str().into(),
        "The set: one body of recommendations from one document.",
    ),
    Field::new("title", "Title", Text, |_, line| line.set.title.as_str().into(), "Its title."),
    Field::new(
        "state",
        "State",
        Text,
        |labels, line| line.set.state.as_deref().map(|iso3| labels.state(iso3)).into(),
        "The State under review.",
    ),
    Field::new(
        "document",
        "Document",
        Label,
        |_, line| line.set.document.clone().into(),
        "The document: its UN symbol, else its key.",
    ),
    Field::for_scripts(
        "cycle",
        "Cycle",
        Number,
        |_, line| line.set.cycle.into(),
        "The cycle of the Universal Periodic Review, 1 to 4.",
    ),
    Field::for_scripts(
        "period_from",
        "From",
        Label,
        |_, line| line.set.period_from.clone().into(),
        "The first day of its period, as precisely as it is known.",
    ),
    Field::for_scripts(
        "period_to",
        "To",
        Label,
        |_, line| line.set.period_to.clone().into(),
        "The last day of its period, as precisely as it is known.",
    ),
    Field::for_scripts(
        "noun",
        "Noun",
        Text,
        |_, line| line.set.noun.as_str().into(),
        "What its items are called, in the plural.",
    ),
    Field::new(
        "items",
        "Items",
        Number,
        |_, line| line.figures.items.into(),
        "How many items it has; components are not counted.",
    ),
    Field::new(
        "counted",
        "Counted",
        Number,
        |_, line| line.figures.counted.into(),
        "How many of them count in figures of progress: asks, demands and recommendations to the State.",
    ),
    Field::for_scripts(
        "components",
        "Components",
        Number,
        |_, line| line.figures.components.into(),
        "How many components its items have.",
    ),
    Field::for_scripts(
        "default",
        "Default",
        Text,
        |_, line| Value::Flag(line.is_default).into(),
        "Whether a bare number means this set.",
    ),
    Field::for_scripts(
        "session",
        "Session",
        Number,
        |_, line| line.set.session.into(),
        "The session of the Working Group that it comes from.",
    ),
];

/// `upr set list`.
pub fn sets(
    labels: &Labels,
    default: Option<&str>,
    sets: &[(SetLine, SetFigures)],
    amended: &[AmendmentLine],
) -> Document<'static> {
    let entry = |(set, figures): &(SetLine, SetFigures)| SetEntry {
        set: set.clone(),
        figures: *figures,
        is_default: default == Some(set.key.as_str()),
    };
    let rows = sets.iter().map(|line| row(SETS, labels, &entry(line)));
    let mut notes = Vec::new();
    if let Some(key) = default {
        notes.push(format!("{key} is the default set: its key may be left out."));
    }
    notes.push("Counted: asks, demands and recommendations to the State.".to_owned());
    let table = Table::new("sets", "Sets", columns(SETS)).with_rows(rows.collect());
    let mut document = one_table(labels, "Sets: bodies of recommendations", table, notes);
    document.blocks.extend(put_right(amended));
    document
}

/// `upr document list`.
pub const DOCUMENTS: &[Field<DocumentLine>] = &[
    Field::new(
        "key",
        "Document",
        Label,
        |_, line| line.key.as_str().into(),
        "The document: its UN symbol where there is one.",
    ),
    Field::for_scripts(
        "symbol",
        "Symbol",
        Label,
        |_, line| line.symbol.clone().into(),
        "The UN symbol.",
    ),
    Field::new("title", "Title", Text, |_, line| line.title.clone().into(), "Its title."),
    Field::new(
        "body",
        "Body",
        Text,
        |_, line| line.body.clone().into(),
        "The body that issued it.",
    ),
    Field::new(
        "date",
        "Date",
        Label,
        |_, line| line.dated.clone().into(),
        "Its date, as precisely as it is known.",
    ),
    Field::for_scripts(
        "session",
        "Session",
        Text,
        |_, line| line.session.clone().into(),
        "The session.",
    ),
    Field::for_scripts(
        "addressee",
        "Addressee",
        Text,
        |_, line| line.addressee.clone().into(),
        "To whom it is addressed.",
    ),
    Field::for_scripts(
        "language",
        "Language",
        Text,
        |_, line| line.language.clone().into(),
        "The language.",
    ),
    Field::for_scripts(
        "url",
        "Address",
        Text,
        |_, line| line.url.clone().into(),
        "Where it can be read.",
    ),
    Field::for_scripts("note", "Note", Text, |_, line| line.comment.clone().into(), "Remarks."),
];

/// `upr document list`.
pub fn documents(labels: &Labels, documents: &[DocumentLine]) -> Document<'static> {
    let rows = documents.iter().map(|line| row(DOCUMENTS, labels, line));
    let table = Table::new("documents", "Documents", columns(DOCUMENTS)).with_rows(rows.collect());
    one_table(labels, "Source documents", table, Vec::new())
}

/// `upr document show`.
pub fn document(
    labels: &Labels,
    line: &DocumentLine,
    sets: &[SetLine],
    amended: &[AmendmentLine],
) -> Document<'static> {
    let mut document = Document::new(labels.title(&line.key));
    document.stamp = labels.stamp();
    for field in &DOCUMENTS[1..] {
        let value = match (field.cell)(labels, line).value {
            Value::Text(text) => text,
            _ if field.key == "symbol" => "none".to_owned(),
            _ => continue,
        };
        document.blocks.push(Block::Paragraph(format!("{}: {value}", field.title)));
        document.facts.push(fact(field.key, value));
    }
    let heads = vec![Column::new("key", "Set", Label), Column::new("title", "Title", Text)];
    let of = |set: &&SetLine| set.document.as_deref() == line.symbol.as_deref().or(Some(&line.key));
    let rows = sets.iter().filter(of);
    let rows = rows.map(|set| Row::new(vec![set.key.as_str().into(), set.title.as_str().into()]));
    let table = Table::new("sets", "Sets from this document", heads).with_rows(rows.collect());
    document.blocks.push(Block::Table(table.main()));
    document.blocks.extend(put_right(amended));
    document
}

/// `upr assessor list`.
pub const ASSESSORS: &[Field<AssessorLine>] = &[
    Field::new(
        "key",
        "Assessor",
        Label,
        |_, line| line.key.as_str().into(),
        "The assessor: whose status it is. `tracker` is the owner of the file.",
    ),
    Field::new("name", "Name", Text, |labels, line| labels.voice(&line.key).into(), "The name."),
    Field::new(
        "kind",
        "Kind",
        Text,
        |_, line| term(line.kind.slug(), line.kind.label()),
        "What kind of assessor: tracker, state, nhri, cso, un, academic, other.",
    ),
    Field::new(
        "visibility",
        "Visibility",
        Text,
        |_, line| (if line.internal { "internal" } else { "public" }).into(),
        "Whether it may be handed on: public or internal.",
    ),
];

/// `upr assessor list`.
pub fn assessors(labels: &Labels, voices: &[AssessorLine]) -> Document<'static> {
    let rows = voices.iter().map(|voice| Row {
        visibility: Visibility::of(!voice.internal, voice.entry),
        ..row(ASSESSORS, labels, voice)
    });
    let table = Table::new("assessors", "Assessors", columns(ASSESSORS)).with_rows(rows.collect());
    let note = format!("`tracker` is the file's owner: {}.", labels.according_to);
    one_table(labels, "Assessors: whose status it is", table, vec![note])
}

/// A term with how many others stand above it.
type PlacedTerm = (TermLine, usize);

/// `upr theme list`: the terms of a vocabulary, or of all.
pub const TERMS: &[Field<PlacedTerm>] = &[
    Field::new(
        "vocabulary",
        "Vocabulary",
        Label,
        |_, (term, _)| term.vocabulary.as_str().into(),
        "The vocabulary that it is of.",
    ),
    Field::new(
        "slug",
        "Term",
        Label,
        |_, (term, _)| term.slug.as_str().into(),
        "The short name of the term.",
    ),
    Field::new(
        "label",
        "Label",
        Text,
        |_, (term, depth)| {
            let indent = "  ".repeat(*depth);
            labels::term(&term.label, &format!("{indent}{}", term.label))
        },
        "Its words.",
    ),
    Field::new(
        "aliases",
        "Also",
        Text,
        |_, (term, _)| Some(term.aliases.join("; ")).filter(|text| !text.is_empty()).into(),
        "Other names of it.",
    ),
];

/// `upr theme list`: the terms of a vocabulary, or of all.
pub fn themes(labels: &Labels, title: &str, terms: &[PlacedTerm]) -> Document<'static> {
    let rows = terms.iter().map(|placed| row(TERMS, labels, placed));
    let table = Table::new("terms", "Terms", columns(TERMS)).with_rows(rows.collect());
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
