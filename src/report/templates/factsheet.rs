//! One page for a minister, a journalist or a wall.

use super::super::labels::{Labels, counted, number};
use super::super::progress;
use super::super::{Block, Document, Part};
use super::{Dossier, begun, heading};
use crate::domain::Level;

/// Most of what regressed is named on one page.
const MOST_NAMED: usize = 5;
/// The most characters of a text that is named.
const MOST_TEXT: usize = 150;

/// The page.
pub fn document(labels: &Labels, dossier: &Dossier) -> Document<'static> {
    let figures = &dossier.progress;
    let title = format!("Fact sheet: {}", figures.covers());
    let mut document = begun(labels, &title, dossier);
    document.facts = progress::facts(labels, figures);
    let blocks = &mut document.blocks;
    blocks.push(Block::Paragraph(progress::covered(labels, figures)));
    let mut sentence = progress::assessed_sentence(figures);
    if let Some(ahead) = &figures.ahead {
        sentence = format!("{sentence} {}", progress::coming(ahead, figures.as_of));
    }
    blocks.push(Block::Paragraph(sentence));
    blocks.push(Block::Table(progress::statuses(figures)));
    blocks.push(Block::Chart(progress::bars(figures)));
    blocks.push(Block::Table(progress::parts(figures)));
    let points = points(dossier);
    if !points.is_empty() {
        blocks.push(heading(1, "In short"));
        blocks.push(Block::List(points));
    }
    blocks.extend(progress::set_notes(figures).into_iter().map(Block::Note));
    document
}

fn short(text: &str) -> String {
    if text.chars().count() <= MOST_TEXT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST_TEXT).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", &cut[..end])
}

fn points(dossier: &Dossier) -> Vec<Part> {
    let mut points = Vec::new();
    let regressed = &dossier.progress.regressed;
    for line in regressed.iter().take(MOST_NAMED) {
        points.push(Part::new(format!(
            "Regressed or contrary measures: {}: {}",
            line.name(),
            short(&line.text)
        )));
    }
    if regressed.len() > MOST_NAMED {
        let more = number(regressed.len() - MOST_NAMED);
        points
            .push(Part::new(format!("{} more regressed.", counted(more, dossier.progress.noun()))));
    }
    let assessed = dossier.filed.iter().filter(|filed| filed.line.level() != Level::NotAssessed);
    let (mut all, mut sourced) = (0, 0);
    for filed in assessed {
        all += 1;
        sourced += usize::from(filed.evidence.iter().any(|line| line.brief.public));
    }
    if all > 0 {
        points.push(Part::new(format!(
            "Evidence that may be handed on: for {sourced} of {all} assessed."
        )));
    }
    points
}
