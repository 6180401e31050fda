//! What the tables of an export hold: each with its rows and columns, in one place, for whoever takes the
//! data elsewhere (`docs/data.md`, `datapackage.json`, the README of an export).

use super::evidence::EVIDENCE;
use super::field::{Field, columns, row};
use super::history::HISTORY;
use super::indicators::FIGURES;
use super::labels::{Labels, term};
use super::links::LINKS;
use super::registers::{CALENDAR, DOCUMENTS, TIMELINE};
use super::remarks::REMARKS;
use super::sheet::SHEET;
use super::{Column, Kind, Row, Table, Value};
use crate::domain::lines::{PositionLine, TagLine};

/// What is to be known of an export as a whole.
#[derive(Debug, Clone, Default)]
pub struct AboutExport {
    /// What it is of.
    pub title: String,
    /// The day of the view, `2026-01-15`.
    pub as_of: String,
    /// The ledger's newest entry and its hash; nothing where there is none.
    pub head: Option<(i64, String)>,
    /// The program's release.
    pub version: String,
    /// What must stand on every page, if anything.
    pub stamp: Option<String>,
}

/// A table that is exported whole.
pub struct DataTable {
    /// Its name, and that of its file: `items`.
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// Its columns, each with what it means.
    pub columns: Vec<Column>,
    /// The column by whose value a row is told from all others, where there is one.
    pub key: Option<&'static str>,
}

/// All of them, in the order in which one reads.
pub fn tables() -> Vec<DataTable> {
    let table = |name, row, key, columns| DataTable { name, row, columns, key };
    vec![
        table("items", "An item, or a component of a compound item.", Some("id"), columns(SHEET)),
        table(
            "history",
            "A status that somebody recorded, or its being taken back: everything that was ever said.",
            Some("entry"),
            columns(HISTORY),
        ),
        table("evidence", "A piece of evidence for an item.", None, columns(EVIDENCE)),
        table("positions", "What the State said to an item.", Some("entry"), columns(POSITIONS)),
        table("tags", "A term by which an item is classified.", None, columns(TAGS)),
        table("links", "An item that follows an earlier one.", None, columns(LINKS)),
        table("timeline", "A letter, meeting, offer or reply.", None, columns(TIMELINE)),
        table(
            "documents",
            "A document that items, positions and events are cited by.",
            Some("key"),
            columns(DOCUMENTS),
        ),
        table("calendar", "A date that lies ahead or behind.", Some("key"), columns(CALENDAR)),
        table(
            "remarks",
            "What an assessor, or the State on its position, says of an item without giving it a level.",
            Some("entry"),
            columns(REMARKS),
        ),
        table(
            "indicators",
            "A figure of an indicator; the sheet may be edited and imported.",
            None,
            columns(FIGURES),
        ),
    ]
}

/// What the State said to an item, with the item.
pub type Stated = (String, PositionLine);

/// `upr export csv --what positions`.
pub const POSITIONS: &[Field<Stated>] = &[
    Field::new("id", "Item", Kind::Item, |_, (item, _)| item.as_str().into(), "The item, SET:REF."),
    Field::new(
        "position",
        "Position",
        Kind::Text,
        |_, (_, line)| term(line.position.slug(), line.position.label()),
        "The answer of the State under review: supported, partially-supported, noted, not-supported, pending, not-stated.",
    ),
    Field::new(
        "dated",
        "Date",
        Kind::Label,
        |_, (_, line)| line.dated.clone().into(),
        "The date of the answer, as precisely as it is known.",
    ),
    Field::new(
        "effective_on",
        "From",
        Kind::Label,
        |_, (_, line)| line.effective_on.clone().into(),
        "The day from which it counts.",
    ),
    Field::for_scripts(
        "undated",
        "Undated",
        Kind::Text,
        |_, (_, line)| Value::Flag(line.undated).into(),
        "Whether the date is that of the document, since the answer itself has none: yes or no.",
    ),
    Field::new(
        "document",
        "Document",
        Kind::Text,
        |_, (_, line)| line.document.clone().into(),
        "The document that states it: symbol or key.",
    ),
    Field::new(
        "paragraph",
        "Paragraph",
        Kind::Label,
        |_, (_, line)| line.paragraph.clone().into(),
        "The paragraph in it.",
    ),
    Field::for_scripts(
        "entry",
        "Entry",
        Kind::Number,
        |_, (_, line)| line.entry.into(),
        "The number of the ledger's entry.",
    ),
];

/// A term of an item, with the item.
pub type TaggedItem = (String, TagLine);

/// `upr export csv --what tags`.
pub const TAGS: &[Field<TaggedItem>] = &[
    Field::new("id", "Item", Kind::Item, |_, (item, _)| item.as_str().into(), "The item, SET:REF."),
    Field::new(
        "vocabulary",
        "Vocabulary",
        Kind::Label,
        |_, (_, tag)| tag.vocabulary.as_str().into(),
        "The list that the term is of: theme, group, sdg, issue, or that of another file.",
    ),
    Field::new(
        "term",
        "Term",
        Kind::Label,
        |_, (_, tag)| tag.slug.as_str().into(),
        "The short name of the term within its list.",
    ),
    Field::new(
        "label",
        "Label",
        Kind::Text,
        |_, (_, tag)| tag.label.as_str().into(),
        "What people read.",
    ),
    Field::new(
        "printed",
        "As printed",
        Kind::Text,
        |_, (_, tag)| tag.printed.clone().into(),
        "The word of the file that brought it, where it is another than the label.",
    ),
    Field::new(
        "origin",
        "Origin",
        Kind::Text,
        |_, (_, tag)| (if tag.own { "own" } else { "source" }).into(),
        "Whose classification it is: own, or that of a source.",
    ),
    Field::new(
        "confidence",
        "Confidence",
        Kind::Text,
        |_, (_, tag)| tag.confidence.clone().into(),
        "How sure it is: low, medium, high.",
    ),
    Field::for_scripts(
        "assisted",
        "Assisted",
        Kind::Text,
        |_, (_, tag)| Value::Flag(tag.assisted).into(),
        "Whether it was accepted in bulk from suggestions: yes or no.",
    ),
];

/// The positions in force.
pub fn positions(labels: &Labels, lines: &[Stated]) -> Table<'static> {
    let rows: Vec<Row> = lines.iter().map(|line| row(POSITIONS, labels, line)).collect();
    Table::new("positions", "Positions of the State", columns(POSITIONS)).with_rows(rows).main()
}

/// The tags in force.
pub fn tags(labels: &Labels, lines: &[TaggedItem]) -> Table<'static> {
    let rows: Vec<Row> = lines.iter().map(|line| row(TAGS, labels, line)).collect();
    Table::new("tags", "Tags", columns(TAGS)).with_rows(rows).main()
}
