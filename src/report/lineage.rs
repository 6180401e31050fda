//! What was asked earlier: in which document, when, by whom, and what answer was recorded.

use std::collections::HashMap;

use super::items::{fact, item_text};
use super::labels::{Labels, number, term};
use super::links::{reason, relation_label};
use super::templates::Filed;
use super::{Block, Cell, Column, Document, Kind, Row, Table};
use crate::domain;
use crate::domain::lines::{DocumentLine, ItemLine, LinkLine, PositionLine};

/// What stands where there is no link.
const NONE: &str = "no earlier demand in this file";

/// What is known of the earlier items.
pub struct Earlier<'e> {
    /// The documents.
    pub documents: &'e [DocumentLine],
    /// The State's position in force on an item, by name.
    pub positions: &'e HashMap<String, PositionLine>,
    /// The earlier items, by name.
    pub items: &'e HashMap<String, ItemLine>,
}

/// `upr lineage`.
pub fn document(
    labels: &Labels,
    filed: &[Filed],
    earlier: &Earlier<'_>,
    footer: Vec<String>,
) -> Document<'static> {
    let mut document = Document::new(labels.title("Asked earlier"));
    document.stamp = labels.stamp();
    document.footer = footer;
    let linked = filed.iter().filter(|filed| !filed.earlier.is_empty()).count();
    document.facts = vec![fact("items", number(filed.len())), fact("linked", number(linked))];
    document.blocks.push(Block::Paragraph(format!(
        "For {linked} of {} items something earlier stands in this file; for {} there is no earlier demand in this file.",
        filed.len(),
        filed.len() - linked
    )));
    let mut rows = Vec::new();
    for one in filed {
        if one.earlier.is_empty() {
            rows.push(none(one));
        }
        rows.extend(one.earlier.iter().map(|link| row(labels, one, link, earlier)));
    }
    let table = Table::new("lineage", "What was asked earlier", columns()).with_rows(rows).main();
    document.blocks.push(Block::Table(table.grouped_by("theme")));
    document.blocks.push(Block::Note(
        "“Asked earlier in” is a claim about words and subject, not about conduct; what is marked (own) is this file's own reading.".into(),
    ));
    document
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("theme", "Theme", Kind::Text),
        Column::new("id", "Item", Kind::Label),
        Column::new("text", "Text", Kind::Text),
        Column::new("relation", "Relation", Kind::Text),
        Column::new("earlier", "Where", Kind::Label),
        Column::new("document", "Document", Kind::Text),
        Column::new("dated", "When", Kind::Label),
        Column::new("by", "By whom", Kind::Text),
        Column::new("answer", "Answer recorded", Kind::Text),
        Column::new("reason", "Reason", Kind::Text).for_pages(),
        Column::new("earlier_text", "Earlier text", Kind::Text).for_scripts(),
    ]
}

fn none(filed: &Filed) -> Row {
    let mut cells = vec![
        filed.theme.1.as_str().into(),
        filed.line.name().into(),
        item_text(&filed.line),
        term("", NONE),
    ];
    cells.resize_with(columns().len(), Cell::default);
    Row::new(cells)
}

fn row(labels: &Labels, filed: &Filed, link: &LinkLine, earlier: &Earlier<'_>) -> Row {
    let component = |line: &&ItemLine| line.name() == link.item;
    let line = filed.components.iter().find(component).unwrap_or(&filed.line);
    let document = earlier.documents.iter().find(|document| {
        let name = link.target_document.as_deref();
        document.symbol.as_deref() == name || Some(document.key.as_str()) == name
    });
    Row::new(vec![
        filed.theme.1.as_str().into(),
        link.item.as_str().into(),
        item_text(line),
        term(&link.relation, relation_label(&link.relation, link.renews_offer)).own(link.own),
        link.target.as_str().into(),
        link.target_document.clone().into(),
        link.target_dated.clone().into(),
        by_whom(labels, link, document, earlier),
        answer(link, earlier).into(),
        reason(link),
        link.target_text.as_str().into(),
    ])
}

/// The States that recommended it; of what is no demand to a State, who acts; else the body whose
/// document it is.
fn by_whom(
    labels: &Labels,
    link: &LinkLine,
    document: Option<&DocumentLine>,
    earlier: &Earlier<'_>,
) -> Cell {
    let item = earlier.items.get(&link.target);
    match item {
        Some(item) if !item.senders.is_empty() => labels.states_cell(&item.senders),
        Some(ItemLine { kind: domain::Kind::Offer, actor_name: Some(actor), .. }) => {
            actor.as_str().into()
        }
        _ => Cell::maybe(document.and_then(|document| document.body.clone())),
    }
}

/// The words of the document, else the State's position with its source.
fn answer(link: &LinkLine, earlier: &Earlier<'_>) -> String {
    if let Some(answer) = &link.target_answer {
        return answer.clone();
    }
    let Some(stated) = earlier.positions.get(&link.target) else {
        return "no answer recorded in this file".to_owned();
    };
    let date = stated.dated.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    match &stated.document {
        Some(document) => format!("{} ({document}{date})", stated.position.label()),
        None => stated.position.label().to_owned(),
    }
}
