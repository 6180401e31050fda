//! `upr show`: one item whole.

mod tables;

use super::duties;
use super::indicators::{self, Indicator};
use super::items::{fact, position, status_cell};
use super::labels::{Labels, tally_line, with_days};
use super::plans::{self, Action};
use super::{Block, Document, Part, Value, Visibility};
use crate::domain::lines::{
    AmendmentLine, DocumentLine, Duties, EvidenceLine, HistoryLine, ItemLine, ItemTextLine,
    LifeLine, LinkLine, PositionLine, RemarkLine, SetLine, TagLine,
};
use crate::domain::{ActorKind, Kind as ItemKind, SetKind, counting};
use tables::tables;

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
    /// What was put right of it and its components.
    pub amendments: Vec<AmendmentLine>,
    /// Who is at work on it, and by when it is due.
    pub duties: Duties,
    /// What voices say of it without giving it a level.
    pub remarks: Vec<RemarkLine>,
    /// It in other languages.
    pub texts: Vec<ItemTextLine>,
    /// What it is taken for, if it is an action: `SET:REF`.
    pub serves: Vec<String>,
    /// The actions that are taken for it or for its components.
    pub actions: Vec<Action>,
    /// The indicators that are for it or for its components.
    pub indicators: Vec<Indicator>,
}

/// Several items, one after the other. The tables of all are joined by name for scripts.
pub fn document(labels: &Labels, items: &[Whole], footer: Vec<String>) -> Document<'static> {
    told(labels, items, footer, false)
}

/// One item for a page of a site: the voices stand beside each other, each with its level and date.
pub fn page(labels: &Labels, whole: &Whole, footer: Vec<String>) -> Document<'static> {
    told(labels, std::slice::from_ref(whole), footer, true)
}

fn told(labels: &Labels, items: &[Whole], footer: Vec<String>, beside: bool) -> Document<'static> {
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
        prose(labels, whole, beside, &mut document.blocks);
    }
    tables(labels, items, beside, &mut document.blocks);
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
        fact("theme", labels.theme(line)),
        fact("position", position(line)),
        fact("status", status_cell(line)),
        fact("since", line.since()),
        fact("last_looked_at", line.looked_on()),
        fact("tally", line.is_compound().then(|| line.tally().to_string())),
        fact("answer", line.answer.clone()),
        fact("assessor", line.headline.as_ref().map(|headline| headline.assessor.clone())),
        fact("stance", whole.set.as_ref().and_then(|set| set.stance.clone())),
        fact("life", line.life.as_str()),
        fact("version", line.version.as_str()),
    ]
}

fn prose(labels: &Labels, whole: &Whole, beside: bool, blocks: &mut Vec<Block<'static>>) {
    let line = &whole.line;
    let own = if line.own { " (own words)" } else { "" };
    blocks.push(Block::Paragraph(format!("{}{own}", line.text)));
    if line.set_kind == SetKind::Plan {
        return action_prose(labels, whole, beside, blocks);
    }
    if let Some(names) = &line.names {
        blocks.push(Block::Paragraph(format!("Also: {names}")));
    }
    blocks.push(Block::Prose(vec![with_days(|day| source(labels, whole, day))]));
    blocks.extend(said_by(line).map(|said| Block::Prose(vec![said])));
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
    blocks.extend(plans::beside(&whole.actions));
    if !beside {
        blocks.extend(indicators::beside(&whole.indicators));
    }
    blocks.extend(duties::prose(&whole.duties));
    if !beside {
        blocks.extend(answers(labels, line).into_iter().map(Block::Prose));
    }
    blocks.extend(tags(&line.tags).map(Block::Prose));
    if let Some(comment) = &line.comment {
        blocks.push(Block::Note(comment.clone()));
    }
    blocks.extend(lineage_note(whole));
    let stance = whole.set.as_ref().and_then(|set| set.stance.as_ref().zip(set.stance_source()));
    if let Some((stance, source)) = stance {
        blocks.push(Block::Note(format!(
            "The State's recorded stance on this text: {stance} ({source})."
        )));
    }
}

/// An action: its plan, what it is taken for, how it stands in the plan's words.
fn action_prose(labels: &Labels, whole: &Whole, beside: bool, blocks: &mut Vec<Block<'static>>) {
    let line = &whole.line;
    if let Some(set) = &whole.set {
        let state = set.state.as_deref().map(|iso3| format!("; State: {}", labels.state(iso3)));
        let plan = format!("Action of the plan {}, {}", set.key, set.title);
        blocks.push(Block::Paragraph(format!("{plan}{}", state.unwrap_or_default())));
    }
    if !whole.serves.is_empty() {
        blocks.push(Block::Paragraph(format!("Taken for: {}", whole.serves.join("; "))));
    }
    blocks.push(status_prose(labels, whole));
    blocks.extend(duties::prose(&whole.duties));
    if !beside {
        blocks.extend(answers(labels, line).into_iter().map(Block::Prose));
    }
    blocks.extend(tags(&line.tags).map(Block::Prose));
    blocks.push(Block::Note(
        "An action that is completed implements no recommendation: what is implemented is assessed for itself."
            .to_owned(),
    ));
}

fn source(labels: &Labels, whole: &Whole, day: fn(&str) -> String) -> String {
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
        text = format!("{text} ({})", day(&date));
    }
    let state = line.state.as_deref().map(|iso3| format!("; State: {}", labels.state(iso3)));
    format!("Document: {text}{}", state.unwrap_or_default())
}

/// Who said it, and when, where that is not the document's author and date.
fn said_by(line: &ItemLine) -> Option<Part> {
    match (&line.speaker, &line.spoken_on) {
        (Some(who), Some(on)) => Some(with_days(|day| format!("Said by: {who}, {}", day(on)))),
        (Some(who), None) => Some(Part::new(format!("Said by: {who}"))),
        (None, Some(on)) => Some(with_days(|day| format!("Said on: {}", day(on)))),
        (None, None) => None,
    }
}

fn status_prose(labels: &Labels, whole: &Whole) -> Block<'static> {
    let line = &whole.line;
    let mut parts = vec![with_days(|day| standing(labels, line, day))];
    if line.life != "active" {
        parts.push(with_days(|day| match line.set_kind {
            SetKind::Plan => format!("; {}", dropped(line, day)),
            SetKind::Recommendations => format!("; this item is {}", line.life),
        }));
    }
    if let Some(life) = line.dropped() {
        // What was said of its status before is in its history: here it would read as why it was dropped.
        parts.extend(life.note.as_ref().map(|note| Part {
            visibility: Visibility::of(life.public, life.entry),
            ..Part::new(format!("; {note}"))
        }));
    } else if let Some(headline) = line.headline.as_ref().filter(|_| !line.is_compound()) {
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

/// At which level it stands, according to whom and since when; of a compound one with its tally.
fn standing(labels: &Labels, line: &ItemLine, day: fn(&str) -> String) -> String {
    let (who, looked) = (&labels.according_to, looked_again(line, day));
    if tally_line(line).is_none() {
        let since = line.since().map(|since| format!(" since {}", day(&since.to_string())));
        let (word, since) = (line.level().label_in(line.set_kind), since.unwrap_or_default());
        return format!("Status according to {who}: {word}{since}{looked}");
    }
    let tally = line.tally();
    let regressed = line.components_at(crate::domain::Level::Regressed);
    let named = if regressed.is_empty() {
        String::new()
    } else {
        format!("; regressed: {}", regressed.join(", "))
    };
    format!("Status according to {who}: {} ({tally}{named}){looked}", line.level().label())
}

/// That an action was dropped, and when.
fn dropped(line: &ItemLine, day: fn(&str) -> String) -> String {
    let on = line.dropped().map(|life| format!(" on {}", day(&life.effective_on)));
    format!("this action was dropped{}", on.unwrap_or_default())
}

/// When it was last looked at, where that is after it came to stand there.
fn looked_again(line: &ItemLine, day: fn(&str) -> String) -> String {
    let Some(on) = line.looked_on().filter(|on| line.since().is_some_and(|since| since < *on))
    else {
        return String::new();
    };
    let on = day(&on.to_string());
    let again = line.headline.as_ref().is_some_and(|headline| headline.rechecked);
    if again {
        format!("; looked at again {on}, no change")
    } else {
        format!("; last looked at {on}")
    }
}

/// What the other voices say, a paragraph each.
fn answers(labels: &Labels, line: &ItemLine) -> Vec<Vec<Part>> {
    let Value::Parts(parts) = labels.voices_of(line).value else { return Vec::new() };
    let said = |part: Part| {
        let said = |text: &str| format!("According to {text}");
        vec![Part { text: said(&part.text), printed: part.printed.as_deref().map(said), ..part }]
    };
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
        let own = match (tag.assisted, tag.own) {
            (true, _) => " (assisted)",
            (false, true) => " (own)",
            (false, false) => "",
        };
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
    let line = &whole.line;
    let asked = counting::counts(line.set_kind, line.kind, ActorKind::State);
    asked.then(|| Block::Note("No earlier demand in this file.".to_owned()))
}
