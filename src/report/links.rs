//! Lineage as a table: what an item has to do with an earlier or later one.

use super::labels::term;
use super::{Cell, Column, Kind, Row};
use crate::domain::lines::LinkLine;

/// Columns of lineage.
pub fn lineage_columns() -> Vec<Column> {
    vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("relation", "Relation", Kind::Text),
        Column::new("other", "Where", Kind::Label),
        Column::new("document", "Document", Kind::Text).for_scripts(),
        Column::new("dated", "Date", Kind::Label),
        Column::new("text", "Text", Kind::Text).for_scripts(),
        Column::new("answer", "Answer recorded", Kind::Text).for_scripts(),
        Column::new("reason", "Reason", Kind::Text),
        Column::new("confidence", "Confidence", Kind::Text).for_scripts(),
        Column::new("origin", "Origin", Kind::Text).for_scripts(),
        Column::new("entry", "Entry", Kind::Number).for_scripts(),
    ]
}

/// What a relation is called in print, read from the later item to the earlier.
pub fn relation_label(relation: &str, renews_offer: bool) -> &'static str {
    match relation {
        "repeats" | "offer" if renews_offer => "offered earlier in",
        "repeats" => "asked earlier in",
        "in-part" => "asked earlier, in part, in",
        "via-concern" => "a concern expressed earlier in",
        "offer" => "help offered earlier in",
        "superseded-by" => "superseded by",
        _ => "related to",
    }
}

/// The same read from the earlier item to the later.
fn later_label(relation: &str, renews_offer: bool) -> &'static str {
    match relation {
        "repeats" | "offer" if renews_offer => "offered again in",
        "repeats" => "asked again in",
        "in-part" => "asked again, in part, in",
        "via-concern" => "this concern is behind",
        "offer" => "on the same matter, later",
        "superseded-by" => "supersedes",
        _ => "related to",
    }
}

fn relation_cell(link: &LinkLine, label: &str) -> Cell {
    term(&link.relation, label).own(link.own)
}

/// Why it is linked.
pub fn reason(link: &LinkLine) -> Cell {
    Cell::said(link.reason.as_deref(), link.public, link.entry)
}

/// A link seen from its later item.
pub fn earlier_row(link: &LinkLine) -> Row {
    Row::new(vec![
        link.item.as_str().into(),
        relation_cell(link, relation_label(&link.relation, link.renews_offer)),
        link.target.as_str().into(),
        link.target_document.clone().into(),
        link.target_dated.clone().into(),
        link.target_text.as_str().into(),
        link.target_answer.clone().into(),
        reason(link),
        link.confidence.clone().into(),
        (if link.own { "own" } else { "source" }).into(),
        link.entry.into(),
    ])
}

/// The same seen from its earlier item.
pub(super) fn later_row(link: &LinkLine) -> Row {
    let mut row = earlier_row(link);
    row.cells[0] = link.target.as_str().into();
    row.cells[1] = relation_cell(link, later_label(&link.relation, link.renews_offer));
    row.cells[2] = link.item.as_str().into();
    row.cells[3] = link.document.clone().into();
    row.cells[4] = link.dated.clone().into();
    row.cells[5] = link.text.as_str().into();
    row.cells[6] = Cell::default();
    row
}
