//! `upr show`: one item whole.

use super::history::{history_columns, history_row};
use super::items::{export_columns, export_row, fact, position};
use super::labels::{Labels, evidence_part, level, tally_line};
use super::{Block, Cell, Column, Document, Kind, Part, Row, Table, Value, Visibility};
use crate::domain::lines::{
    DocumentLine, EvidenceLine, HistoryLine, ItemLine, LifeLine, LinkLine, PositionLine, SetLine,
    TagLine, VoiceLine,
};
use crate::domain::{ActorKind, Kind as ItemKind};

/// All that is known of one item.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The item.
    pub line: ItemLine,
    /// Its components.
    pub components: Vec<ItemLine>,
    /// Its set.
    pub set: Option<SetLine>,
    /// Its document.
    pub document: Option<DocumentLine>,
    /// The State's positions.
    pub positions: Vec<PositionLine>,
    /// Its history and its components'.
    pub history: Vec<HistoryLine>,
    /// Its evidence and its components'.
    pub evidence: Vec<EvidenceLine>,
    /// Links from and to it and its components.
    pub links: Vec<LinkLine>,
    /// How it was closed, reopened and superseded.
    pub lives: Vec<LifeLine>,
}

/// Several items, one after the other. The tables of all are joined by name for scripts.
pub fn document(labels: &Labels, items: &[Whole], footer: Vec<String>) -> Document<'static> {
    let title = match items {
        [one] => one.line.name(),
        many => format!("{} items", many.len()),
    };
    let mut document = Document::new(labels.title(&title));
    document.stamp = labels.stamp();
    document.footer = footer;
    if let [one] = items {
        document.facts = facts(labels, one);
    }
    for whole in items {
        if items.len() > 1 {
            document.blocks.push(Block::Heading { level: 1, text: whole.line.name() });
        }
        prose(labels, whole, &mut document.blocks);
    }
    tables(labels, items, &mut document.blocks);
    document
}

fn facts(labels: &Labels, whole: &Whole) -> Vec<super::Fact> {
    let line = &whole.line;
    vec![
        fact("id", line.name()),
        fact("set", line.set.as_str()),
        fact("ref", line.reference.as_str()),
        fact("parent", line.parent.as_ref().map(|parent| format!("{}:{parent}", line.set))),
        fact("text", line.text.as_str()),
        fact("kind", line.kind.slug()),
        fact("actor", line.actor.slug()),
        fact("state", line.state.as_deref().map(|iso3| labels.state(iso3))),
        fact("document", line.document.clone()),
        fact("paragraph", line.paragraph.clone()),
        fact("heading", labels.path(line.heading)),
        fact("theme", labels.heading(line.heading)),
        fact("position", position(line)),
        fact("status", level(line.level())),
        fact("since", line.since()),
        fact("tally", line.is_compound().then(|| line.tally().to_string())),
        fact("answer", line.answer.clone()),
        fact("assessor", line.headline.as_ref().map(|headline| headline.assessor.clone())),
        fact("stance", whole.set.as_ref().and_then(|set| set.stance.clone())),
        fact("life", line.life.as_str()),
        fact("version", line.version.as_str()),
    ]
}

fn prose(labels: &Labels, whole: &Whole, blocks: &mut Vec<Block<'static>>) {
    let line = &whole.line;
    let own = if line.own { " (own words)" } else { "" };
    blocks.push(Block::Paragraph(format!("{}{own}", line.text)));
    if let Some(names) = &line.names {
        blocks.push(Block::Paragraph(format!("Also: {names}")));
    }
    blocks.push(Block::Paragraph(source(labels, whole)));
    if let Some(path) = line.heading.and_then(|id| labels.headings.get(&id)) {
        blocks.push(Block::Paragraph(format!("Heading: {}", path.path)));
    }
    let named = line.actor_name.clone().or_else(|| match line.actor {
        ActorKind::State => line.state.as_deref().map(|iso3| labels.state(iso3)),
        _ => None,
    });
    let actor = named.unwrap_or_else(|| line.actor.label().to_owned());
    let kind = line.kind.label();
    let mut said = match line.kind {
        ItemKind::Offer | ItemKind::Commitment => format!("{kind} by {actor}"),
        ItemKind::Concern => format!("{kind}; whose conduct: {actor}"),
        _ => format!("{kind} to {actor}"),
    };
    if let Some(force) = &line.force {
        said = format!("{said}, in the words \"{force}\"");
    }
    if let Some(deadline) = &line.deadline {
        said = format!("{said}; time as printed: {deadline}");
    }
    blocks.push(Block::Paragraph(said));
    if !line.senders.is_empty() {
        let states: Vec<_> = line.senders.iter().map(|code| labels.state(code)).collect();
        blocks.push(Block::Paragraph(format!("Recommended by: {}", states.join("; "))));
    }
    if let Some(answer) = &line.answer {
        blocks.push(Block::Paragraph(format!("Answer recorded in the document: {answer}")));
    }
    blocks.push(status_prose(labels, whole));
    blocks.extend(answers(labels, line).into_iter().map(Block::Prose));
    if let Some(parts) = tags(&line.tags) {
        blocks.push(Block::Prose(parts));
    }
    if let Some(comment) = &line.comment {
        blocks.push(Block::Note(comment.clone()));
    }
    blocks.extend(lineage_note(whole));
    let stance =
        whole.set.as_ref().and_then(|set| set.stance.as_ref().zip(set.stance_source.as_ref()));
    if let Some((stance, source)) = stance {
        blocks.push(Block::Note(format!(
            "The State's recorded stance on this text: {stance} ({source})."
        )));
    }
}

fn source(labels: &Labels, whole: &Whole) -> String {
    let line = &whole.line;
    let title = whole.document.as_ref().and_then(|document| document.title.clone());
    let symbol = whole.document.as_ref().and_then(|document| document.symbol.clone());
    let mut text = match (symbol, title) {
        (Some(symbol), Some(title)) => format!("{symbol}, {title}"),
        (Some(symbol), None) => symbol,
        (None, Some(title)) => title,
        (None, None) => line.document.clone().unwrap_or_else(|| "no document".to_owned()),
    };
    if let Some(paragraph) = &line.paragraph {
        let number = paragraph.starts_with(|c: char| c.is_ascii_digit());
        let place = if number { format!("par. {paragraph}") } else { paragraph.clone() };
        text = format!("{text}, {place}");
    }
    let dated = whole.document.as_ref().and_then(|document| document.dated.clone());
    if let Some(date) = dated {
        text = format!("{text} ({date})");
    }
    let state = line.state.as_deref().map(|iso3| format!("; State: {}", labels.state(iso3)));
    format!("Document: {text}{}", state.unwrap_or_default())
}

fn status_prose(labels: &Labels, whole: &Whole) -> Block<'static> {
    let line = &whole.line;
    let since = line.since().map(|day| format!(" since {day}")).unwrap_or_default();
    let who = &labels.according_to;
    let mut parts = vec![Part::new(match tally_line(line) {
        Some(_) => {
            let tally = line.tally();
            let regressed = line.components_at(crate::domain::Level::Regressed);
            let named = if regressed.is_empty() {
                String::new()
            } else {
                format!("; regressed: {}", regressed.join(", "))
            };
            format!("Status according to {who}: {} ({tally}{named})", line.level().label())
        }
        None => format!("Status according to {who}: {}{since}", line.level().label()),
    })];
    if line.life != "active" {
        parts.push(Part::new(format!("; this item is {}", line.life)));
    }
    if let Some(headline) = line.headline.as_ref().filter(|_| !line.is_compound()) {
        if let Some(confidence) = headline.confidence {
            parts.push(Part::new(format!("; confidence {}", confidence.slug())));
        }
        if let Some(note) = &headline.note {
            parts.push(Part {
                visibility: Visibility::of(headline.public, headline.entry),
                ..Part::new(format!("; {note}"))
            });
        }
    }
    Block::Prose(parts)
}

/// What the other voices say, a paragraph each.
fn answers(labels: &Labels, line: &ItemLine) -> Vec<Vec<Part>> {
    let Value::Parts(parts) = labels.voices_of(line).value else { return Vec::new() };
    let said = |part: Part| vec![Part { text: format!("According to {}", part.text), ..part }];
    parts.into_iter().map(said).collect()
}

fn tags(tags: &[TagLine]) -> Option<Vec<Part>> {
    if tags.is_empty() {
        return None;
    }
    let mut parts = vec![Part::new("Tags: ")];
    for (at, tag) in tags.iter().enumerate() {
        let name = format!("{}:{}", tag.vocabulary, tag.slug);
        let label = if tag.label == tag.slug { name } else { format!("{name} {}", tag.label) };
        let comma = if at + 1 < tags.len() { "; " } else { "" };
        let own = if tag.own { " (own)" } else { "" };
        parts.push(Part::new(format!("{label}{own}{comma}")));
    }
    Some(parts)
}

fn lineage_note(whole: &Whole) -> Option<Block<'static>> {
    let name = whole.line.name();
    let mine = |link: &&LinkLine| {
        link.item == name || whole.components.iter().any(|part| part.name() == link.item)
    };
    if whole.links.iter().any(|link| mine(&link)) {
        return None;
    }
    let asked = whole.line.kind.counts();
    asked.then(|| Block::Note("No earlier demand in this file.".to_owned()))
}

fn tables(labels: &Labels, items: &[Whole], blocks: &mut Vec<Block<'static>>) {
    let components: Vec<_> = items.iter().flat_map(|whole| &whole.components).collect();
    let history: Vec<_> = items.iter().flat_map(|whole| &whole.history).collect();
    let evidence: Vec<_> = items.iter().flat_map(|whole| &whole.evidence).collect();
    let positions: Vec<_> =
        items.iter().flat_map(|w| w.positions.iter().map(|p| (w.line.name(), p))).collect();
    let mut links: Vec<&LinkLine> = Vec::new();
    for link in items.iter().flat_map(|whole| &whole.links) {
        if !links.iter().any(|known| known.entry == link.entry) {
            links.push(link);
        }
    }
    let add = |table: Table<'static>, empty: bool, blocks: &mut Vec<Block<'static>>| {
        let mut table = table;
        table.for_scripts = empty;
        blocks.push(Block::Table(table));
    };
    let rows = items.iter().map(|whole| export_row(labels, &whole.line)).collect();
    add(Table::new("items", "Items", export_columns()).with_rows(rows), true, blocks);
    add(voice_table(labels, items), true, blocks);
    add(tag_table(items), true, blocks);
    let lives: Vec<_> = items.iter().flat_map(|whole| &whole.lives).collect();
    add(life_table(&lives), lives.is_empty(), blocks);
    add(component_table(labels, &components), components.is_empty(), blocks);
    add(position_table(&positions), positions.is_empty(), blocks);
    let rows = history.iter().map(|line| history_row(labels, line)).collect();
    let table = Table::new("history", "History", history_columns()).with_rows(rows).main();
    add(table, history.is_empty(), blocks);
    let rows = evidence.iter().map(|line| evidence_row(labels, line)).collect();
    let table = Table::new("evidence", "Evidence", evidence_columns()).with_rows(rows);
    add(table, evidence.is_empty(), blocks);
    let names: Vec<String> = items
        .iter()
        .flat_map(|w| std::iter::once(w.line.name()).chain(w.components.iter().map(ItemLine::name)))
        .collect();
    let from_here = |link: &&LinkLine| names.contains(&link.item);
    let newer = |link: &&LinkLine| link.relation == "superseded-by";
    let (earlier, later): (Vec<_>, Vec<_>) =
        links.into_iter().partition(|link| from_here(link) != newer(link));
    let row = |link: &&LinkLine| if from_here(link) { earlier_row(link) } else { later_row(link) };
    let rows = earlier.iter().map(row).collect();
    let table = Table::new("earlier", "Earlier in this file", lineage_columns()).with_rows(rows);
    add(table, earlier.is_empty(), blocks);
    let rows = later.iter().map(row).collect();
    let table = Table::new("later", "Later in this file", lineage_columns()).with_rows(rows);
    add(table, later.is_empty(), blocks);
}

fn component_table(labels: &Labels, components: &[&ItemLine]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Component", Kind::Label),
        Column::new("text", "Text", Kind::Text),
        Column::new("names", "Short", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("other_voices", "Other voices", Kind::Text).for_scripts(),
    ];
    let rows = components.iter().map(|line| {
        let short = line.names.as_deref().and_then(|names| names.split("; ").next());
        Row::new(vec![
            line.name().into(),
            Cell::from(line.text.as_str()).own(line.own),
            short.map(str::to_owned).into(),
            level(line.level()),
            line.since().into(),
            labels.voices_cell(&line.voices),
        ])
    });
    Table::new("components", "Components", columns).with_rows(rows.collect())
}

/// What each other voice says, for scripts.
fn voice_table(labels: &Labels, items: &[Whole]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("component", "Component", Kind::Label),
        Column::new("assessor", "Assessor", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("unsourced", "Unsourced", Kind::Text),
        Column::new("entry", "Entry", Kind::Number),
    ];
    let row = |name: String, voice: &VoiceLine| Row {
        cells: vec![
            name.into(),
            voice.component.clone().into(),
            super::labels::term(&voice.assessor, &labels.voice(&voice.assessor)),
            level(voice.status),
            voice.effective_on.into(),
            Value::Flag(voice.unsourced).into(),
            voice.entry.into(),
        ],
        visibility: Visibility::of(!voice.internal, voice.entry),
    };
    let rows = items.iter().flat_map(|whole| {
        whole.line.voices.iter().map(|voice| row(whole.line.name(), voice)).collect::<Vec<_>>()
    });
    Table::new("voices", "Other voices", columns).with_rows(rows.collect())
}

/// The tags with their origin, for scripts.
fn tag_table(items: &[Whole]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("vocabulary", "Vocabulary", Kind::Label),
        Column::new("term", "Term", Kind::Label),
        Column::new("label", "Label", Kind::Text),
        Column::new("origin", "Origin", Kind::Text),
        Column::new("confidence", "Confidence", Kind::Text),
    ];
    let lines =
        items.iter().flat_map(|whole| std::iter::once(&whole.line).chain(&whole.components));
    let rows = lines.flat_map(|line| {
        line.tags.iter().map(|tag| {
            Row::new(vec![
                line.name().into(),
                tag.vocabulary.as_str().into(),
                tag.slug.as_str().into(),
                tag.label.as_str().into(),
                (if tag.own { "own" } else { "source" }).into(),
                tag.confidence.clone().into(),
            ])
        })
    });
    Table::new("tags", "Tags", columns).with_rows(rows.collect())
}

/// How items were closed, reopened and superseded.
fn life_table(lives: &[&LifeLine]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("entry", "Entry", Kind::Number),
        Column::new("life", "Became", Kind::Text),
        Column::new("effective_on", "On", Kind::Label),
        Column::new("note", "Reason", Kind::Text),
    ];
    let rows = lives.iter().map(|line| {
        let mut note = Cell::maybe(line.note.clone());
        if line.note.is_some() {
            note.visibility = Visibility::of(line.public, line.entry);
        }
        Row::new(vec![
            line.item.as_str().into(),
            line.entry.into(),
            line.life.as_str().into(),
            line.effective_on.as_str().into(),
            note,
        ])
    });
    Table::new("life", "Opened and closed", columns).with_rows(rows.collect())
}

fn position_table(positions: &[(String, &PositionLine)]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Label).for_scripts(),
        Column::new("entry", "Entry", Kind::Number),
        Column::new("position", "Position", Kind::Text),
        Column::new("dated", "Date", Kind::Label),
        Column::new("undated", "Undated", Kind::Text).for_scripts(),
        Column::new("document", "Document", Kind::Text),
        Column::new("paragraph", "Paragraph", Kind::Label),
    ];
    let rows = positions.iter().map(|(name, line)| {
        let dated = match (&line.dated, line.undated) {
            (Some(date), true) => format!("{date} (its document's)"),
            (Some(date), false) => date.clone(),
            (None, _) => "undated".to_owned(),
        };
        Row::new(vec![
            name.as_str().into(),
            line.entry.into(),
            super::labels::term(line.position.slug(), line.position.label()),
            dated.into(),
            Value::Flag(line.undated).into(),
            line.document.clone().into(),
            line.paragraph.clone().into(),
        ])
    });
    Table::new("positions", "Positions of the State", columns).with_rows(rows.collect())
}

/// Columns of the evidence register.
pub fn evidence_columns() -> Vec<Column> {
    vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("entry", "Entry", Kind::Number),
        Column::new("evidence", "Evidence", Kind::Text),
        Column::new("effect", "Effect", Kind::Text),
        Column::new("assessor", "Given by", Kind::Text),
        Column::new("publisher", "Publisher", Kind::Text).for_scripts(),
        Column::new("date", "Date", Kind::Label),
        Column::new("accessed", "Accessed", Kind::Label).for_scripts(),
        Column::new("archived", "Archived", Kind::Text).for_scripts(),
        Column::new("quote", "Quote", Kind::Text).for_scripts(),
        Column::new("page", "Page", Kind::Label).for_scripts(),
        Column::new("sha256", "SHA-256", Kind::Label).for_scripts(),
        Column::new("recorded_at", "Recorded at", Kind::Label).for_scripts(),
        Column::new("visibility", "Visibility", Kind::Text).for_scripts(),
    ]
}

/// A row of the evidence register; an internal one is internal as a whole.
pub fn evidence_row(labels: &Labels, line: &EvidenceLine) -> Row {
    let evidence = evidence_part(&line.brief);
    let visibility = evidence.visibility;
    let words = if line.brief.public { "public" } else { "internal" };
    Row {
        cells: vec![
            line.item.as_str().into(),
            line.brief.entry.into(),
            Value::Parts(vec![Part { visibility: Visibility::Public, ..evidence }]).into(),
            line.effect.as_str().into(),
            line.assessor.as_deref().map(|key| labels.voice(key)).into(),
            line.publisher.clone().into(),
            line.dated.clone().into(),
            line.brief.accessed.clone().into(),
            line.archived.clone().into(),
            line.quote.clone().into(),
            line.page.clone().into(),
            line.sha256.clone().into(),
            line.recorded_at.as_str().into(),
            words.into(),
        ],
        visibility,
    }
}

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
    super::labels::term(&link.relation, label).own(link.own)
}

fn reason(link: &LinkLine) -> Cell {
    let mut cell = Cell::maybe(link.reason.clone());
    if link.reason.is_some() {
        cell.visibility = Visibility::of(link.public, link.entry);
    }
    cell
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

fn later_row(link: &LinkLine) -> Row {
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
