//! What was asked earlier: in which document, when, by whom, and what answer was recorded.

use std::collections::HashMap;

use super::items::{fact, item_text};
use super::labels::{Labels, day_cell, list, number, term, with_days};
use super::links::{reason, relation_label};
use super::templates::Filed;
use super::words::questions;
use super::{Block, Cell, Column, Document, Kind, Row, Table};
use crate::domain;
use crate::domain::lines::{
    DocumentLine, EngagementLine, ItemLine, LinkLine, PositionLine, SetLine,
};

/// What stands where there is no link.
const NONE: &str = "no earlier demand in this file";

/// What is known of the earlier items.
pub struct EarlierItems<'e> {
    /// The documents.
    pub documents: &'e [DocumentLine],
    /// The State's position in force on an item, by name.
    pub positions: &'e HashMap<String, PositionLine>,
    /// The earlier items, by name.
    pub items: &'e HashMap<String, ItemLine>,
    /// The sets, of which one may hold the State's stance on a document.
    pub sets: &'e [SetLine],
    /// What was said and sent, oldest first.
    pub engagements: &'e [EngagementLine],
}

impl EarlierItems<'_> {
    /// The meeting, letter, invitation or mandate that an earlier item was said in, as the register
    /// of engagements has it from the same paragraph of the same document: a note that tells of an
    /// offer is neither its day nor its author.
    fn said_in(&self, link: &LinkLine) -> Option<&EngagementLine> {
        let item = self.items.get(&link.target)?;
        let kinds: &[&str] = match item.kind {
            domain::Kind::Offer if item.force.as_deref() == Some("invitation") => &["invitation"],
            domain::Kind::Offer | domain::Kind::Ask => &["letter", "meeting"],
            domain::Kind::Mandate => &["mandate"],
            _ => return None,
        };
        let paragraph: u32 = item.paragraph.as_deref()?.parse().ok()?;
        self.engagements.iter().find(|said| {
            said.document.is_some()
                && said.document == link.target_document
                && kinds.contains(&said.kind.as_str())
                && said.paragraph.as_deref().is_some_and(|of| covers(of, paragraph))
        })
    }
}

impl EarlierItems<'_> {
    /// When it was said: its own day, else that of the meeting or letter, else the document's.
    fn day(&self, link: &LinkLine) -> Option<String> {
        let own = self.items.get(&link.target).and_then(|item| item.spoken_on.clone());
        let told = || self.said_in(link).and_then(day_of);
        own.or_else(told).or_else(|| link.target_dated.clone())
    }

    /// Who said it, where that is not the document's author.
    fn speaker(&self, link: &LinkLine) -> Option<String> {
        let own = self.items.get(&link.target).and_then(|item| item.speaker.clone());
        own.or_else(|| self.said_in(link).and_then(|said| said.who.clone()))
    }
}

/// Whether `4` or `3-5` covers a paragraph.
fn covers(paragraphs: &str, paragraph: u32) -> bool {
    let (first, last) = paragraphs.split_once('-').unwrap_or((paragraphs, paragraphs));
    match (first.trim().parse::<u32>(), last.trim().parse::<u32>()) {
        (Ok(first), Ok(last)) => (first..=last).contains(&paragraph),
        _ => false,
    }
}

/// The day of an engagement, or what is known of it.
fn day_of(said: &EngagementLine) -> Option<String> {
    match (said.bound.as_deref(), &said.from, &said.until) {
        (Some("before"), _, Some(until)) => Some(questions::before(until)),
        (Some("after"), Some(from), _) => Some(questions::after(from)),
        (_, from, _) => from.clone(),
    }
}

/// `upr lineage`.
pub fn document(
    labels: &Labels,
    filed: &[Filed],
    earlier: &EarlierItems<'_>,
    footer: Vec<String>,
) -> Document<'static> {
    let mut document = Document::new(labels.title(questions::lineage()));
    document.stamp = labels.stamp();
    document.footer = footer;
    let linked = filed.iter().filter(|filed| !filed.earlier.is_empty()).count();
    document.facts = vec![fact("items", number(filed.len())), fact("linked", number(linked))];
    let said = questions::linked(number(linked), number(filed.len()));
    document.blocks.push(Block::Paragraph(said));
    let mut rows = Vec::new();
    for one in filed {
        if one.earlier.is_empty() {
            rows.push(none(one));
        }
        rows.extend(one.earlier.iter().map(|link| row(labels, one, link, earlier)));
    }
    let table = Table::new("lineage", "What was asked earlier", columns()).with_rows(rows).main();
    document.blocks.push(Block::Table(table.grouped_by("theme")));
    document.blocks.push(Block::Note(questions::lineage_explained()));
    document
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("theme", "Theme", Kind::Text),
        Column::new("id", "Item", Kind::Item),
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
        filed.theme.label.as_str().into(),
        filed.line.name().into(),
        item_text(&filed.line),
        term("", NONE),
    ];
    cells.resize_with(columns().len(), Cell::default);
    Row::new(cells)
}

fn row(labels: &Labels, filed: &Filed, link: &LinkLine, earlier: &EarlierItems<'_>) -> Row {
    let component = |line: &&ItemLine| line.name() == link.item;
    let line = filed.components.iter().find(component).unwrap_or(&filed.line);
    let document = earlier.documents.iter().find(|document| {
        let name = link.target_document.as_deref();
        document.symbol.as_deref() == name || Some(document.key.as_str()) == name
    });
    Row::new(vec![
        filed.theme.label.as_str().into(),
        link.item.as_str().into(),
        item_text(line),
        term(&link.relation, relation(link, earlier)).own(link.own),
        link.target.as_str().into(),
        link.target_document.clone().into(),
        day_cell(earlier.day(link).as_deref()),
        by_whom(labels, link, document, earlier),
        list(vec![with_days(|day| answer(link, earlier, day))]),
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
    earlier: &EarlierItems<'_>,
) -> Cell {
    let item = earlier.items.get(&link.target);
    match item {
        Some(item) if !item.senders.is_empty() => labels.states_cell(&item.senders),
        _ if earlier.speaker(link).is_some() => Cell::maybe(earlier.speaker(link)),
        Some(ItemLine { kind: domain::Kind::Offer, actor_name: Some(actor), .. }) => {
            actor.as_str().into()
        }
        _ => Cell::maybe(document.and_then(|document| document.body.clone())),
    }
}

/// What an item has to do with the earlier one; a demand that itself refers to concerns was made in
/// general.
fn relation(link: &LinkLine, earlier: &EarlierItems<'_>) -> &'static str {
    let demand = |item: &ItemLine| item.kind == domain::Kind::Demand;
    if link.relation == "via-concern" && earlier.items.get(&link.target).is_some_and(demand) {
        return "asked in general, by a concern that it names, in";
    }
    relation_label(&link.relation, link.renews_offer)
}

/// The State's stance on what the earlier document is one of; not an answer to this text.
fn stance(link: &LinkLine, earlier: &EarlierItems<'_>) -> Option<String> {
    let document = link.target_document.as_ref();
    let of = |set: &&SetLine| set.document.as_ref() == document && set.stance.is_some();
    let set = earlier.sets.iter().find(of).filter(|_| document.is_some())?;
    let source = set.stance_source().map(|source| format!(" ({source})"));
    let (stance, source) = (set.stance.as_deref()?, source.unwrap_or_default());
    Some(format!("on such resolutions as a class: {stance}{source}"))
}

/// The words of the document, else the State's position with its source, else its stance.
fn answer(link: &LinkLine, earlier: &EarlierItems<'_>, day: fn(&str) -> String) -> String {
    if let Some(answer) = &link.target_answer {
        return answer.clone();
    }
    let Some(stated) = earlier.positions.get(&link.target) else {
        return stance(link, earlier)
            .unwrap_or_else(|| "no answer recorded in this file".to_owned());
    };
    let date = stated.dated.as_ref().map(|date| format!(", {}", day(date))).unwrap_or_default();
    match &stated.document {
        Some(document) => format!("{} ({document}{date})", stated.position.label()),
        None => stated.position.label().to_owned(),
    }
}
