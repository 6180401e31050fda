//! Items as tables: lists, the export, search results.

use super::labels::{Labels, evidence_cell, level, list, tally_line, term};
use super::{Block, Cell, Column, Document, Fact, Kind, Part, Row, Table, Value};
use crate::domain::lines::{Headline, ItemLine, TagLine};
use crate::domain::{Facet, Position};

/// Columns of `upr list`.
pub fn list_columns() -> Vec<Column> {
    vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("text", "Text", Kind::Text),
        Column::new("theme", "Theme", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("position", "Position", Kind::Text).for_scripts(),
        Column::new("state", "State", Kind::Text).for_scripts(),
        Column::new("life", "Life", Kind::Text).for_scripts(),
        Column::new("components", "Components", Kind::Text).for_scripts(),
    ]
}

/// A row of `upr list`.
pub fn list_row(labels: &Labels, line: &ItemLine) -> Row {
    let tally = line.is_compound().then(|| line.tally().to_string());
    Row::new(vec![
        line.name().into(),
        item_text(line),
        labels.theme(line),
        status_cell(line),
        line.since().into(),
        position(line),
        line.state.as_deref().map(|iso3| labels.state(iso3)).into(),
        line.life.as_str().into(),
        tally.into(),
    ])
}

/// The text of an item; that of a component written by the project is marked.
pub fn item_text(line: &ItemLine) -> Cell {
    Cell::from(line.text.as_str()).own(line.own)
}

/// The status of an item.
pub fn status_cell(line: &ItemLine) -> Cell {
    level(line.level())
}

/// The position of an item; `not-stated` where none is recorded.
pub fn position(line: &ItemLine) -> Cell {
    let position = line.position.unwrap_or(Position::NotStated);
    term(position.slug(), position.label())
}

/// What a list is about.
#[derive(Debug, Clone, Default)]
pub struct ListHead {
    /// The title.
    pub title: String,
    /// Sentences above the table.
    pub sentences: Vec<String>,
    /// Facts for scripts.
    pub facts: Vec<Fact>,
    /// Notes below the table.
    pub notes: Vec<String>,
}

/// `upr list`: the head, the table, the tallies and notes.
pub fn list_document<'a>(
    labels: &Labels,
    head: ListHead,
    table: Table<'a>,
    tallies: Vec<String>,
) -> Document<'a> {
    let mut document = Document::new(labels.title(&head.title));
    document.stamp = labels.stamp();
    document.facts = head.facts;
    document.blocks.extend(head.sentences.into_iter().map(Block::Paragraph));
    document.blocks.push(Block::Table(table));
    if !tallies.is_empty() {
        let note = format!("Tracked through components: {}.", tallies.join("; "));
        document.blocks.push(Block::Note(note));
    }
    document.blocks.extend(head.notes.into_iter().map(Block::Note));
    document
}

/// The tallies of the compound items among these.
pub fn tallies<'a>(lines: impl Iterator<Item = &'a ItemLine>) -> Vec<String> {
    lines.filter_map(tally_line).collect()
}

/// Columns of `upr export csv` for items.
pub fn export_columns() -> Vec<Column> {
    use Kind::{Date, Label, Status, Text};
    let column = |(key, title, kind): (&'static str, &str, Kind)| Column::new(key, title, kind);
    [
        ("id", "Item", Label),
        ("set", "Set", Label),
        ("ref", "Ref", Label),
        ("parent", "Part of", Label),
        ("state", "State", Text),
        ("document", "Document", Label),
        ("kind", "Kind", Text),
        ("heading", "Heading", Text),
        ("theme", "Theme", Text),
        ("text", "Text", Text),
        ("recommending_states", "Recommending States", Text),
        ("position", "Position", Text),
        ("status", "Status", Status),
        ("effective_on", "Since", Date),
        ("recorded_at", "Recorded at", Label),
        ("assessor", "Assessor", Text),
        ("confidence", "Confidence", Text),
        ("note", "Note", Text),
        ("evidence", "Evidence", Text),
        ("other_voices", "Other voices", Text),
        ("themes", "Theme tags", Text),
        ("groups", "Groups", Text),
        ("sdgs", "SDGs", Text),
        ("issues", "Issues", Text),
        ("action_category", "Action category", Text),
        ("components", "Components", Text),
        ("version", "Version", Label),
    ]
    .into_iter()
    .map(column)
    .collect()
}

/// The reason of a status, if there is one.
pub fn note(headline: Option<&Headline>) -> Cell {
    headline.map_or_else(Cell::default, |headline| {
        Cell::said(headline.note.as_deref(), headline.public, headline.entry)
    })
}

/// The tags of a facet: by slug those of our own vocabulary, others and all themes as
/// `VOCABULARY:TERM`.
fn tags(line: &ItemLine, facet: Facet) -> Cell {
    let name = |tag: &TagLine| {
        let plain = facet != Facet::Theme && tag.vocabulary == facet.slug();
        if plain { tag.slug.clone() } else { format!("{}:{}", tag.vocabulary, tag.slug) }
    };
    let part = |tag: &TagLine| Part { own: tag.own, ..Part::new(name(tag)) };
    list(line.tags_of(facet).map(part).collect())
}

/// A row of `upr export csv` for items. States are printed by name.
pub fn export_row(labels: &Labels, line: &ItemLine) -> Row {
    let headline = line.headline.as_ref().filter(|_| !line.is_compound());
    let component = |part: &crate::domain::lines::ComponentLine| {
        Part::new(format!("{}: {}", part.reference, part.status.slug()))
    };
    Row::new(vec![
        line.name().into(),
        line.set.as_str().into(),
        line.reference.as_str().into(),
        line.parent.as_ref().map(|parent| format!("{}:{parent}", line.set)).into(),
        line.state.as_deref().map(|iso3| labels.state(iso3)).into(),
        line.document.clone().into(),
        line.kind.slug().into(),
        labels.path(line.heading),
        labels.theme(line),
        line.text.as_str().into(),
        labels.states_cell(&line.senders),
        position(line),
        status_cell(line),
        line.since().into(),
        headline.map(|headline| headline.recorded_at.clone()).into(),
        headline.map(|headline| headline.assessor.clone()).into(),
        headline.and_then(|headline| headline.confidence).map(|c| c.slug().to_owned()).into(),
        note(headline),
        evidence_cell(&line.evidence),
        labels.voices_of(line),
        tags(line, Facet::Theme),
        tags(line, Facet::Group),
        tags(line, Facet::Sdg),
        tags(line, Facet::Issue),
        tags(line, Facet::Action),
        list(line.components.iter().map(component).collect()),
        line.version.as_str().into(),
    ])
}

/// Columns of `upr search`.
pub fn search_columns() -> Vec<Column> {
    vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("text", "Text", Kind::Text).for_scripts(),
        Column::new("found", "Found", Kind::Text),
        Column::new("theme", "Theme", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date).for_scripts(),
    ]
}

/// A row of `upr search`: hits stand between `«` and `»`.
pub fn search_row(labels: &Labels, line: &ItemLine, marked: &str) -> Row {
    Row::new(vec![
        line.name().into(),
        line.text.as_str().into(),
        marked.replace('\u{2}', "«").replace('\u{3}', "»").into(),
        labels.theme(line),
        status_cell(line),
        line.since().into(),
    ])
}

/// A number as a fact.
pub fn fact(key: &'static str, value: impl Into<Cell>) -> Fact {
    Fact { key, value: value.into().value }
}

/// Nothing as a fact.
pub fn no_fact(key: &'static str) -> Fact {
    Fact { key, value: Value::Empty }
}
