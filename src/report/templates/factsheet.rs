//! One page for a minister, a journalist or a wall.

use std::cmp::Reverse;

use super::super::labels::{Labels, number};
use super::super::progress::{self, PartLine, Progress};
use super::super::{Block, Chart, Document, Part};
use super::{Dossier, begun, heading};
use crate::domain::Level;
use crate::report::words::figures;
use crate::report::words::papers::{self, PaperHeading};

/// Most of what regressed is named on one page.
const MOST_NAMED: usize = 2;
/// More bars do not fit on the page.
const MOST_BARS: usize = 8;
/// The most characters of a text that is named.
const MOST_TEXT: usize = 90;

/// The page.
pub fn document(labels: &Labels, dossier: &Dossier) -> Document<'static> {
    let of = &dossier.progress;
    let title = papers::factsheet(&of.covers());
    let mut document = begun(labels, &title, dossier);
    document.facts = progress::facts(labels, of);
    let blocks = &mut document.blocks;
    let mut sentences = progress::covered_levels(labels, of);
    if let Some(ahead) = &of.ahead {
        let last = sentences.pop().unwrap_or_default();
        sentences.push(format!("{last} {}", progress::coming(ahead, of.as_of)));
    }
    blocks.extend(sentences.into_iter().map(Block::Paragraph));
    blocks.push(heading(1, figures::by_status()));
    blocks.push(Block::Table(progress::statuses(of)));
    // One bar of what has no name says nothing that the figures don't.
    if of.parts.iter().any(|part| !part.key.is_empty()) {
        let chart = compact(of);
        blocks.push(heading(1, chart.title()));
        blocks.push(Block::Chart(chart));
    }
    blocks.push(Block::Table(progress::parts(of)));
    let points = points(labels, dossier);
    if !points.is_empty() {
        blocks.push(heading(1, PaperHeading::InShort));
        blocks.push(Block::List(points));
    }
    blocks.extend(progress::set_notes(of).into_iter().map(Block::Note));
    document
}

/// The bars that a page has room for: the longest in their order, the others as one.
fn compact(figures: &Progress) -> Chart {
    // One bar has the room that what stands for it would take.
    if figures.parts.len() <= MOST_BARS + 1 {
        return progress::bars(figures, true);
    }
    let mut longest: Vec<&PartLine> = figures.parts.iter().collect();
    // Stable: of equally long bars the first ones are shown.
    longest.sort_by_key(|part| Reverse(part.total()));
    let (longest, rest) = longest.split_at(MOST_BARS);
    let is_shown = |part: &&PartLine| longest.iter().any(|long| std::ptr::eq(*long, *part));
    let mut others = PartLine { label: papers::others(rest.len()), ..PartLine::default() };
    for part in rest {
        for (sum, count) in others.counts.iter_mut().zip(part.counts) {
            *sum += count;
        }
    }
    let shown = figures.parts.iter().filter(is_shown).cloned().chain([others]).collect();
    progress::bars(&Progress { by: figures.by, parts: shown, ..Progress::default() }, true)
}

fn short(text: &str) -> String {
    if text.chars().count() <= MOST_TEXT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST_TEXT).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", &cut[..end])
}

fn points(labels: &Labels, dossier: &Dossier) -> Vec<Part> {
    let mut points = Vec::new();
    let regressed = &dossier.progress.regressed;
    for line in regressed.iter().take(MOST_NAMED) {
        points.push(Part::new(papers::regressed(&labels.called(line), &short(&line.text))));
    }
    if regressed.len() > MOST_NAMED {
        let more = number(regressed.len() - MOST_NAMED);
        points.push(Part::new(papers::more_regressed(more, dossier.progress.noun())));
    }
    let assessed = dossier.filed.iter().filter(|filed| filed.line.level() != Level::NotAssessed);
    let (mut all, mut sourced) = (0, 0);
    for filed in assessed {
        all += 1;
        sourced += usize::from(filed.evidence.iter().any(|line| line.brief.public));
    }
    if all > 0 {
        points.push(Part::new(papers::sourced(number(sourced), number(all))));
    }
    points.extend(dossier.plans.iter().map(|plan| Part::new(plan.in_short())));
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_shows_the_longest_bars_and_the_others_as_one() {
        let part = |at: i64| PartLine {
            label: at.to_string(),
            counts: [at % 25, 0, 0, 1, 0, 0, 0],
            ..PartLine::default()
        };
        let figures = Progress { parts: (0..30).map(part).collect(), ..Progress::default() };
        let Chart::Bars { bars, compact, .. } = compact(&figures) else { panic!("bars") };
        assert!(compact);
        assert_eq!(bars.len(), MOST_BARS + 1);
        let labels: Vec<&str> = bars.iter().map(|bar| bar.label.as_str()).collect();
        assert_eq!(labels[..2], ["17", "18"], "in their order");
        assert_eq!(labels[MOST_BARS..], ["22 others"]);
        let all: i64 = bars.iter().flat_map(|bar| &bar.counts).sum();
        assert_eq!(all, figures.parts.iter().map(PartLine::total).sum::<i64>());
    }
}
