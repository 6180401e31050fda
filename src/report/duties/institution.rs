//! One institution: its names with their days, what it leads and supports, what it owes.

use chrono::NaiveDate;

use super::super::Kind::{Label, Text};
use super::super::field::{Field, columns, row};
use super::super::items::{fact, item_text, status_cell};
use super::super::labels::{Labels, list, term};
use super::super::{Block, Cell, Column, Document, Part, Row, Table, Value, Visibility, words};
use super::{DUE, DueEntry, ENTITIES, HandedOn as _};
use crate::domain::Role;
use crate::domain::lines::{AssignmentLine, Duties, EntityLine, ItemLine};

/// An item that an institution is at work on.
#[derive(Debug, Clone)]
pub struct AtWork {
    role: Role,
    since: NaiveDate,
    /// `SET:REF`.
    id: String,
    text: Cell,
    status: Cell,
    due: Vec<Part>,
    visibility: Visibility,
}

impl AtWork {
    /// An item with its duties, and since when the institution is at work on it; `unpublished` is the
    /// entry of an item that was not published.
    pub fn new(
        line: &ItemLine,
        own: &AssignmentLine,
        duties: &Duties,
        unpublished: Option<i64>,
    ) -> Self {
        let due = duties.due_on().map(|date| Part {
            printed: Some(words::date(date)),
            visibility: duties.dates(),
            ..Part::new(date.to_string())
        });
        let visibility = Visibility::of(own.public, own.entry);
        Self {
            role: own.role,
            since: own.effective_on,
            id: line.name(),
            text: item_text(line),
            status: status_cell(line),
            due: due.into_iter().collect(),
            visibility: unpublished.map_or(visibility, |entry| Visibility::of(false, entry)),
        }
    }

    /// Whether it supports only.
    pub fn supports(&self) -> bool {
        self.role == Role::Supporting
    }
}

/// What an institution leads and supports.
const AT_WORK: &[Field<AtWork>] = &[
    Field::new(
        "role",
        "Role",
        Text,
        |_, work| term(work.role.slug(), work.role.label()),
        "Whether it leads or supports.",
    ),
    Field::new(
        "id",
        "Item",
        Label,
        |_, work| Value::Item { name: work.id.clone(), shown: work.id.clone() }.into(),
        "The item, SET:REF.",
    ),
    Field::new("text", "Text", Text, |_, work| work.text.clone(), "The words of the item."),
    Field::new(
        "status",
        "Status",
        Text,
        |_, work| work.status.clone(),
        "The level of implementation according to the assessor asked for.",
    ),
    Field::new("since", "Since", Label, |_, work| work.since.into(), "Since when it does so."),
    Field::new(
        "due_on",
        "Due",
        Label,
        |_, work| list(work.due.clone()),
        "By when: the date that holds, as precisely as it is known.",
    ),
];

/// An institution with what it is at work on and what it owes.
pub fn institution(
    labels: &Labels,
    line: &EntityLine,
    work: &[AtWork],
    owed: &[DueEntry],
) -> Document<'static> {
    let mut document = Document::new(labels.title(&line.name));
    document.stamp = labels.stamp();
    for field in ENTITIES.iter().filter(|field| !matches!(field.key, "name" | "earlier")) {
        if let Value::Text(text) = (field.cell)(labels, line).value {
            document.blocks.push(Block::Paragraph(format!("{}: {text}", field.title)));
            document.facts.push(fact(field.key, text));
        }
    }
    document.blocks.push(Block::Table(names(line)));
    let rows =
        work.iter().map(|work| Row { visibility: work.visibility, ..row(AT_WORK, labels, work) });
    let table = Table::new("items", "Leads and supports", columns(AT_WORK));
    document.blocks.push(Block::Table(table.with_rows(rows.collect()).main()));
    let rows =
        owed.iter().map(|entry| Row { visibility: entry.visibility(), ..row(DUE, labels, entry) });
    let table = Table::new("due", "What it owes", columns(DUE)).with_rows(rows.collect());
    document.blocks.push(Block::Table(table));
    document
}

/// What it was called and is called, oldest first.
fn names(line: &EntityLine) -> Table<'static> {
    let heads =
        vec![Column::new("name", "Name", Text), Column::new("since", "Called so since", Label)];
    let all = line.earlier.iter().map(|(name, since)| (name, *since));
    let rows = all.chain([(&line.name, line.named_on)]);
    let rows = rows.map(|(name, since)| Row::new(vec![name.as_str().into(), since.into()]));
    Table::new("names", "Names", heads).with_rows(rows.collect())
}
