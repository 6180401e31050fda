//! Items as tables: lists, the export, search results.

use super::Kind::{Date, Item, Status, Text};
use super::field::{Field, columns, row};
use super::labels::{Labels, level_in, tally_line, term};
use super::{Block, Cell, Column, Document, Fact, Row, Table, Value};
use crate::domain::Position;
use crate::domain::lines::{Headline, ItemLine};

/// `upr list`.
pub const LIST: &[Field<ItemLine>] = &[
    Field::new("id", "Item", Item, |_, line| line.name().into(), "The item, SET:REF."),
    Field::new("text", "Text", Text, |_, line| item_text(line), "The words of the document."),
    Field::new(
        "theme",
        "Theme",
        Text,
        Labels::theme,
        "The short name of the theme that it stands under.",
    )
    .spare(),
    Field::new(
        "status",
        "Status",
        Status,
        |_, line| status_cell(line),
        "The level by the assessor of the view.",
    ),
    Field::new(
        "since",
        "Since",
        Date,
        |_, line| line.since().into(),
        "Since when it stands at that level.",
    ),
    Field::for_scripts(
        "position",
        "Position",
        Text,
        |_, line| position(line),
        "The answer of the State under review.",
    ),
    Field::for_scripts(
        "state",
        "State",
        Text,
        |labels, line| line.state.as_deref().map(|iso3| labels.state(iso3)).into(),
        "The State under review.",
    ),
    Field::for_scripts(
        "life",
        "Life",
        Text,
        |_, line| line.life.as_str().into(),
        "active, closed or superseded.",
    ),
    Field::for_scripts(
        "components",
        "Components",
        Text,
        |_, line| line.is_compound().then(|| line.tally().to_string()).into(),
        "For an item tracked through components, how many stand at which level.",
    ),
];

/// Heads of `upr list`.
pub fn list_columns() -> Vec<Column> {
    columns(LIST)
}

/// A row of `upr list`.
pub fn list_row(labels: &Labels, line: &ItemLine) -> Row {
    row(LIST, labels, line)
}

/// The text of an item; that of a component written by the project is marked.
pub fn item_text(line: &ItemLine) -> Cell {
    Cell::from(line.text.as_str()).own(line.own)
}

/// The status of an item.
pub fn status_cell(line: &ItemLine) -> Cell {
    if line.is_dropped() {
        return term(DROPPED, "Dropped");
    }
    level_in(line.level(), line.set_kind)
}

/// The word for an action that is followed up no more.
pub const DROPPED: &str = "dropped";

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

/// The reason of a status, if there is one.
pub fn note(headline: Option<&Headline>) -> Cell {
    headline.map_or_else(Cell::default, |headline| {
        Cell::said(headline.note.as_deref(), headline.public, headline.entry)
    })
}

/// Why an item stands where it stands; of a dropped action, why it was dropped.
pub fn reason(line: &ItemLine) -> Cell {
    match line.dropped() {
        Some(life) => Cell::said(life.note.as_deref(), life.public, life.entry),
        None => note(line.headline.as_ref()),
    }
}

/// An item that a search came upon, with its words marked.
pub struct Hit {
    /// The item.
    pub line: ItemLine,
    /// Its words; hits stand between the characters 2 and 3.
    pub marked: String,
}

/// `upr search`.
pub const HITS: &[Field<Hit>] = &[
    Field::new("id", "Item", Item, |_, hit| hit.line.name().into(), "The item, SET:REF."),
    Field::for_scripts(
        "text",
        "Text",
        Text,
        |_, hit| hit.line.text.as_str().into(),
        "The words of the document.",
    ),
    Field::new(
        "found",
        "Found",
        Text,
        |_, hit| hit.marked.replace('\u{2}', "«").replace('\u{3}', "»").into(),
        "Where it was found; what was looked for stands between « and ».",
    ),
    Field::new(
        "theme",
        "Theme",
        Text,
        |labels, hit: &Hit| labels.theme(&hit.line),
        "The short name of the theme that it stands under.",
    )
    .spare(),
    Field::new(
        "status",
        "Status",
        Status,
        |_, hit| status_cell(&hit.line),
        "The level by the assessor of the view.",
    ),
    Field::for_scripts(
        "since",
        "Since",
        Date,
        |_, hit| hit.line.since().into(),
        "Since when it stands at that level.",
    ),
];

/// A number as a fact.
pub fn fact(key: &'static str, value: impl Into<Cell>) -> Fact {
    Fact { key, value: value.into().value }
}

/// Nothing as a fact.
pub fn no_fact(key: &'static str) -> Fact {
    Fact { key, value: Value::Empty }
}
