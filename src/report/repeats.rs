//! Suggested links and clusters as documents.

use super::Kind::{Item, Label, Number, Text};
use super::field::{Field, columns, row};
use super::items::fact;
use super::labels::{Labels, number};
use super::words::nouns::counted;
use super::{Block, Document, Table};

/// An item with one that may ask the same.
#[derive(Debug, Clone)]
pub struct SuggestedLink {
    /// `SET:REF` of the item, or of the first of a cluster.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The other.
    pub candidate: String,
    /// Its text.
    pub candidate_text: String,
    /// `same-words` or `look-at`.
    pub level: &'static str,
    /// How near; above 1 nearly the same.
    pub score: f64,
    /// The words that both have.
    pub why: String,
    /// The cluster.
    pub cluster: Option<i64>,
}

/// What is suggested, for how many items, and where it was looked for.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// The keys of the earlier sets.
    pub against: Vec<String>,
    /// How many items were looked at.
    pub items: i64,
    /// The links, by item, the nearest first.
    pub rows: Vec<SuggestedLink>,
}

/// The columns of `upr suggest links`.
pub const LINKS: &[Field<SuggestedLink>] = &[
    Field::new("id", "Item", Item, |_, line| line.id.as_str().into(), "SET:REF of the item."),
    Field::new("text", "Text", Text, |_, line| line.text.as_str().into(), "The item's text."),
    Field::new(
        "candidate",
        "May repeat",
        Label,
        |_, line| line.candidate.as_str().into(),
        "The earlier item that it may repeat.",
    ),
    Field::new(
        "candidate_text",
        "Earlier text",
        Text,
        |_, line| line.candidate_text.as_str().into(),
        "The earlier item's text.",
    ),
    Field::new(
        "level",
        "Level",
        Label,
        |_, line| line.level.into(),
        "same-words: nearly the same words; look-at: read both.",
    ),
    Field::for_scripts(
        "score",
        "Score",
        Label,
        |_, line| format!("{:.2}", line.score).into(),
        "How near both are; above 1 nearly the same.",
    ),
    Field::new(
        "why",
        "Shared words",
        Text,
        |_, line| line.why.as_str().into(),
        "The rarest words that both have, without their endings.",
    ),
];

/// The columns of `upr suggest links --within`.
pub const CLUSTERS: &[Field<SuggestedLink>] = &[
    Field::new("cluster", "Cluster", Number, |_, line| line.cluster.into(), "Which cluster."),
    Field::new("id", "Item", Item, |_, line| line.candidate.as_str().into(), "SET:REF."),
    Field::new(
        "text",
        "Text",
        Text,
        |_, line| line.candidate_text.as_str().into(),
        "The item's text.",
    ),
    Field::for_scripts(
        "score",
        "Score",
        Label,
        |_, line| format!("{:.2}", line.score).into(),
        "How near it is to the first of the cluster.",
    ),
    Field::for_scripts(
        "why",
        "Shared words",
        Text,
        |_, line| line.why.as_str().into(),
        "The rarest words that it shares with the first of the cluster.",
    ),
];

/// Said of all suggestions.
const ONLY: &str = "Suggestions only: nothing is written, counted or exported until somebody says so. That nothing is suggested does not say that nothing was asked earlier.";

/// `upr suggest links`.
pub fn links(labels: &Labels, candidates: Candidates, foot: Vec<String>) -> Document<'static> {
    let Candidates { against, items, rows: lines } = candidates;
    let mut document = Document::new(labels.title("Suggested links"));
    document.stamp = labels.stamp();
    document.facts.push(fact("items", items));
    document.facts.push(fact("suggestions", number(lines.len())));
    let with: std::collections::BTreeSet<&str> =
        lines.iter().map(|line| line.id.as_str()).collect();
    let sentence = format!(
        "For {} of {}, looked for in {}: at most three earlier ones each, the nearest first.",
        number(with.len()),
        counted(items, "items"),
        against.join(", ")
    );
    document.blocks.push(Block::Paragraph(ONLY.to_owned()));
    document.blocks.push(Block::Paragraph(sentence));
    let rows = lines.iter().map(|line| row(LINKS, labels, line)).collect();
    let table = Table::new("links", "Suggested links", columns(LINKS));
    document.blocks.push(Block::Table(table.with_rows(rows).main().grouped_by("text")));
    document.footer = foot;
    document
}

/// `upr suggest links --within`.
pub fn clusters(
    labels: &Labels,
    items: i64,
    lines: Vec<SuggestedLink>,
    foot: Vec<String>,
) -> Document<'static> {
    let mut document = Document::new(labels.title("Items that may ask the same"));
    document.stamp = labels.stamp();
    let clusters = lines.iter().filter_map(|line| line.cluster).max().unwrap_or(0);
    document.facts.push(fact("items", items));
    document.facts.push(fact("clusters", clusters));
    let sentence = format!(
        "{} of {} in {}, each of items of several sets.",
        number(lines.len()),
        counted(items, "items"),
        counted(clusters, "clusters")
    );
    document.blocks.push(Block::Paragraph(ONLY.to_owned()));
    document.blocks.push(Block::Paragraph(sentence));
    let rows = lines.iter().map(|line| row(CLUSTERS, labels, line)).collect();
    let table = Table::new("clusters", "Clusters", columns(CLUSTERS));
    document.blocks.push(Block::Table(table.with_rows(rows).main()));
    document.footer = foot;
    document
}
