//! OHCHR's thematic list of recommendations, filled in.
//!
//! Cycles 2 and 3 have a last column for assessments, made for institutions to fill in and send
//! back; cycle 4 has the Sustainable Development Goals there.

use super::super::items::position;
use super::super::labels::{Labels, capital, singular};
use super::super::progress::{Progress, set_notes, with_article};
use super::super::{Block, Cell, Column, Document, Kind, Part, Row, Table};
use super::{Dossier, Filed, begun, cite, lines, themed};
use crate::domain::lines::SetLine;

/// What the items of a UPR report are called.
const RECOMMENDATIONS: &str = "recommendations";

/// Whose layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// That of cycles 2 and 3.
    #[default]
    Filled,
    /// That of cycle 4.
    FourthCycle,
}

/// The matrix: its table stands before any other.
pub fn document(labels: &Labels, dossier: &Dossier, layout: Layout) -> Document<'static> {
    let progress = &dossier.progress;
    let mut document = begun(labels, &title(progress), dossier);
    document.blocks.extend(set_notes(progress).into_iter().map(Block::Note));
    let rows = dossier.filed.iter().map(|filed| row(labels, filed, layout)).collect();
    let list = format!("Thematic list of {}", progress.noun());
    let table = Table::new("matrix", list, columns(progress, layout))
        .with_rows(rows)
        .main()
        .grouped_by("theme");
    document.blocks.push(Block::Table(table));
    document.blocks.extend(notes(labels, dossier, layout).into_iter().map(Block::Note));
    document
}

/// As OHCHR's page heads say it, `UPR of Slovenia (2nd Cycle)`; what is no UPR report is called by its
/// own title.
fn title(progress: &Progress) -> String {
    let noun = progress.noun();
    let upr = !progress.sets.is_empty() && progress.sets.iter().all(is_upr);
    let Some(state) = progress.state.as_deref().filter(|_| upr) else {
        return format!("{}: thematic list of {noun}", progress.covers());
    };
    let cycle = match progress.sets.as_slice() {
        [set] => set.cycle.map(|cycle| format!(" ({} Cycle)", ordinal(cycle))),
        _ => None,
    };
    format!("UPR of {}{}: thematic list of {noun}", with_article(state), cycle.unwrap_or_default())
}

/// Recommendations of a cycle. A letter on a cycle has areas, a treaty body's report has no cycle.
fn is_upr(set: &SetLine) -> bool {
    set.cycle.is_some() && set.noun == RECOMMENDATIONS
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The heads as OHCHR prints them; what has no recommendations is called as its set calls it.
fn columns(progress: &Progress, layout: Layout) -> Vec<Column> {
    let titles = match layout {
        Layout::Filled => [
            "Recommendation",
            "Position",
            "Full list of themes",
            "Assessment/comments on level of implementation",
        ],
        Layout::FourthCycle => [
            "Recommendation and recommending State",
            "Position of the State under review",
            "Human rights themes and groups of persons",
            "Relevant SDGs",
        ],
    };
    let last = match layout {
        Layout::Filled => "assessment",
        Layout::FourthCycle => "sdgs",
    };
    let [recommendation, position, themes, fourth] = titles;
    let item = if progress.sets.iter().any(|set| set.noun == RECOMMENDATIONS) {
        recommendation.to_owned()
    } else {
        capital(&singular(progress.noun()))
    };
    vec![
        Column::new("theme", "Theme", Kind::Text),
        Column::new("recommendation", item, Kind::Text),
        Column::new("position", position, Kind::Status),
        Column::new("themes", themes, Kind::Text),
        Column::new(last, fourth, Kind::Text),
    ]
}

fn row(labels: &Labels, filed: &Filed, layout: Layout) -> Row {
    let last = match layout {
        Layout::Filled => assessment(labels, filed),
        Layout::FourthCycle => lines(tags(filed, "sdg")),
    };
    let cells = vec![
        recommendation(labels, filed, layout),
        position(&filed.line),
        themes(labels, filed, layout),
        last,
    ];
    themed(filed, cells, "Theme: ")
}

fn recommendation(labels: &Labels, filed: &Filed, layout: Layout) -> Cell {
    let line = &filed.line;
    let fourth = layout == Layout::FourthCycle;
    let text = cite::recommendation(labels, line, fourth);
    let end = if line.senders.is_empty() { "" } else { ";" };
    let mut parts = vec![Part::new(format!("{} {text}{end}", line.reference))];
    if let Some((document, paragraph)) = cite::position_source(filed) {
        let source = if fourth { "Source of Position" } else { "Source of position" };
        let para = paragraph.map(|paragraph| {
            let gap = if fourth { "" } else { " " };
            format!(" - Para.{gap}{paragraph}")
        });
        parts.push(Part::new(format!("{source}: {document}{}", para.unwrap_or_default())));
    }
    lines(parts)
}

/// Tags of a vocabulary, a dash before each, own ones marked.
fn tags(filed: &Filed, vocabulary: &str) -> Vec<Part> {
    let tag = |tag: &crate::domain::lines::TagLine| {
        let label = if vocabulary == "sdg" && !tag.label.starts_with(&tag.slug) {
            format!("- {} - {}", tag.slug, tag.label)
        } else {
            format!("- {}", tag.label)
        };
        Part { own: tag.own, ..Part::new(label) }
    };
    filed.line.tags_of(vocabulary).map(tag).collect()
}

fn themes(labels: &Labels, filed: &Filed, layout: Layout) -> Cell {
    let dash = if layout == Layout::FourthCycle { "- " } else { "" };
    let mut parts = Vec::new();
    if let Some(heading) = filed.line.heading.and_then(|id| labels.headings.get(&id)) {
        parts.push(Part::new(format!("{dash}{}", heading.label)));
    }
    for tag in filed.line.tags.iter().filter(|tag| tag.is_theme()) {
        let text = format!("{dash}{}", tag.label);
        if parts.iter().all(|part| part.text != text) {
            parts.push(Part { own: tag.own, ..Part::new(text) });
        }
    }
    let groups = tags(filed, "group");
    if !groups.is_empty() {
        let fourth = layout == Layout::FourthCycle;
        parts.push(Part::new(if fourth { "Groups of Persons:" } else { "Affected persons:" }));
        parts.extend(groups);
    }
    if layout == Layout::Filled {
        let goals = tags(filed, "sdg");
        if !goals.is_empty() {
            parts.push(Part::new("SDGs:"));
            parts.extend(goals);
        }
    }
    lines(parts)
}

/// Level, date, voice, reason, the other voices and the evidence. An item of which nobody says
/// anything is left open.
fn assessment(labels: &Labels, filed: &Filed) -> Cell {
    if !filed.has_status() && filed.evidence.is_empty() {
        return Cell::from("Not assessed in this file.");
    }
    let mut parts = cite::status(labels, filed, true);
    parts.extend(cite::others(labels, filed));
    let sources = cite::sources(filed);
    if !sources.is_empty() {
        parts.push(cite::evidence_heading(&sources));
    }
    parts.extend(sources);
    lines(parts)
}

fn notes(labels: &Labels, dossier: &Dossier, layout: Layout) -> Vec<String> {
    let mut notes = Vec::new();
    if layout == Layout::Filled {
        let own = if labels.self_assessment { ", a self-assessment" } else { "" };
        let who = &labels.according_to;
        let voice = if who == "this file" {
            "in this file".to_owned()
        } else {
            format!("according to {who}{own}")
        };
        notes.push(format!(
            "Assessments {voice}, as of {}; those of others stand with their names.",
            dossier.progress.as_of
        ));
    }
    if dossier.filed.iter().any(|filed| filed.line.tags.iter().any(|tag| tag.own)) {
        notes.push(
            "Groups and goals marked (own) are this file's own classification, not the source's."
                .to_owned(),
        );
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_end_as_they_are_said() {
        let said: Vec<String> = [1, 2, 3, 4, 11, 21].map(ordinal).to_vec();
        assert_eq!(said, ["1st", "2nd", "3rd", "4th", "11th", "21st"]);
    }
}
