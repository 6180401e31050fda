//! Lineage as a table: what an item has to do with an earlier or later one.

use super::Kind::{Item, Label, Number, Text};
use super::field::{Field, columns, row};
use super::labels::{Labels, day_cell, term};
use super::{Cell, Column, Row};
use crate::domain::lines::LinkLine;

/// A link as one of its two ends sees it.
pub struct LinkSeen {
    link: LinkLine,
    /// Whether it is seen from the earlier item.
    back: bool,
}

impl LinkSeen {
    /// One of two values: that of the other end, seen from the later item or from the earlier.
    fn other<'l, V: ?Sized>(&self, earlier: &'l V, later: &'l V) -> &'l V {
        if self.back { later } else { earlier }
    }
}

/// Lineage.
pub const LINKS: &[Field<LinkSeen>] = &[
    Field::new(
        "id",
        "Item",
        Label,
        |_, seen| seen.other(&seen.link.item, &seen.link.target).as_str().into(),
        "The item, SET:REF.",
    ),
    Field::new(
        "relation",
        "Relation",
        Text,
        |_, seen| relation_cell(seen),
        "What it has to do with the other: repeats, in-part, via-concern, offer, related, superseded-by.",
    ),
    Field::new(
        "other",
        "Where",
        Item,
        |_, seen| seen.other(&seen.link.target, &seen.link.item).as_str().into(),
        "The other item, SET:REF.",
    ),
    Field::for_scripts(
        "document",
        "Document",
        Text,
        |_, seen| seen.other(&seen.link.target_document, &seen.link.document).clone().into(),
        "The other item's document.",
    ),
    Field::new(
        "dated",
        "Date",
        Label,
        |_, seen| day_cell(seen.other(&seen.link.target_dated, &seen.link.dated).as_deref()),
        "That document's date, as precisely as it is known.",
    ),
    Field::for_scripts(
        "text",
        "Text",
        Text,
        |_, seen| seen.other(&seen.link.target_text, &seen.link.text).as_str().into(),
        "The other item's text.",
    ),
    Field::for_scripts(
        "answer",
        "Answer recorded",
        Text,
        |_, seen| seen.link.target_answer.clone().filter(|_| !seen.back).into(),
        "The answer that is recorded in the earlier document.",
    ),
    Field::new("reason", "Reason", Text, |_, seen| reason(&seen.link), "Why they are linked."),
    Field::for_scripts(
        "confidence",
        "Confidence",
        Text,
        |_, seen| seen.link.confidence.clone().into(),
        "How sure the link is.",
    ),
    Field::for_scripts(
        "origin",
        "Origin",
        Text,
        |_, seen| (if seen.link.own { "own" } else { "source" }).into(),
        "Whose reading it is: source (the document says so) or own.",
    ),
    Field::for_scripts(
        "entry",
        "Entry",
        Number,
        |_, seen| seen.link.entry.into(),
        "The number of the entry of the ledger that says so.",
    ),
];

/// Heads of lineage.
pub fn lineage_columns() -> Vec<Column> {
    columns(LINKS)
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

fn relation_cell(seen: &LinkSeen) -> Cell {
    let LinkSeen { link, back } = seen;
    let label = if *back { later_label } else { relation_label };
    let label = label(&link.relation, link.renews_offer);
    if link.assisted {
        return term(&link.relation, &format!("{label} (assisted)"));
    }
    term(&link.relation, label).own(link.own)
}

/// Why it is linked.
pub fn reason(link: &LinkLine) -> Cell {
    Cell::said(link.reason.as_deref(), link.public, link.entry)
}

/// A link seen from its later item.
pub fn earlier_row(link: &LinkLine) -> Row {
    row(LINKS, &Labels::default(), &LinkSeen { link: link.clone(), back: false })
}

/// The same seen from its earlier item.
pub(super) fn later_row(link: &LinkLine) -> Row {
    row(LINKS, &Labels::default(), &LinkSeen { link: link.clone(), back: true })
}
