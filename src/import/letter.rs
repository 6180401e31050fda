//! A High Commissioner's letter after a third-cycle review, as text: the bullets of its annex
//! under their headings. Every Member State got one, under the same standard headings.
//!
//! The tree of headings is read from their words, not from markdown's marks, which are not
//! consistent: the parts have known names, sections begin with a letter (`A. Cross-cutting
//! issues`), whatever else stands above bullets is the lowest level.

mod about;
mod headings;
mod marked;

use super::problem::ImportError;
use super::records::{Layout, Reading, Recommendation, letters};
use super::wg_report::Source;
use super::{Place, lines};
use crate::domain::states::States;
use crate::domain::{Kind, Position};
use about::about;
use headings::Tree;
use marked::{LineKind, Plain, join};

/// Reads a letter: plain text, with or without markdown's marks, PDF or Word.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    from_source(Source::open(bytes)?, states)
}

/// Reads a letter whose lines are known.
pub(super) fn from_source(source: Source, states: &States) -> Result<Reading, ImportError> {
    let wrong = |reason: &str| ImportError::wrong_layout(Layout::Letter, reason);
    let lines: Vec<Plain> = source.lines.iter().map(Plain::of).collect();
    let annex = annex(&lines).ok_or_else(|| wrong("no line `Annex`"))?;
    let recommendations = areas(&lines[annex + 1..]);
    if recommendations.is_empty() {
        return Err(wrong("its annex has no bullets"));
    }
    let mut body = about(&lines[..annex], states);
    body.recommendations = recommendations;
    let (warnings, notes) = (source.warnings, source.notes);
    Ok(Reading { bodies: vec![body], warnings, notes, ..Reading::default() })
}

/// Whether lines are those of such a letter: it greets, speaks of the review, and has an annex of
/// bullets.
pub(super) fn is_letter(source: &Source) -> bool {
    let lines: Vec<Plain> = source.lines.iter().map(Plain::of).collect();
    let Some(annex) = annex(&lines) else { return false };
    let greeting = ["excellency", "yourexcellency", "dearminister"];
    let greets = lines[..annex].iter().any(|line| greeting.contains(&letters(&line.text).as_str()));
    greets
        && letters(&join(&lines[..annex])).contains("universalperiodicreview")
        && lines[annex..].iter().any(|line| line.kind == LineKind::Bullet)
}

/// The line `Annex`: the last one that stands alone, before the first bullets behind it.
fn annex(lines: &[Plain]) -> Option<usize> {
    let alone =
        |line: &Plain| matches!(letters(&line.text).as_str(), "annex" | "annexe" | "annexi");
    lines.iter().position(alone)
}

/// The bullets under their headings.
fn areas(lines: &[Plain]) -> Vec<Recommendation> {
    let mut found: Vec<Recommendation> = Vec::new();
    let mut tree = Tree::default();
    let mut open = Open::Nothing;
    for line in lines {
        let continues = line.kind == LineKind::Text && open.goes_on(line, &found, &tree);
        match (line.kind, continues) {
            (LineKind::Bullet, _) => {
                found.push(area(line, &tree));
                open = Open::Bullet;
            }
            (_, true) if open == Open::Bullet => {
                if let Some(last) = found.last_mut() {
                    lines::join(&mut last.text, &line.text);
                }
            }
            (_, true) => tree.extend(&line.text),
            _ => {
                tree.enter(&line.text);
                open = Open::Heading;
            }
        }
    }
    for item in &mut found {
        item.printed.clone_from(&item.text);
    }
    found
}

fn area(line: &Plain, tree: &Tree) -> Recommendation {
    Recommendation {
        text: line.text.clone(),
        paragraph: Some("annex".to_owned()),
        headings: tree.path(),
        kind: Some(Kind::Ask),
        position: Some(Position::NotStated),
        place: Place { paragraph: Some("annex".to_owned()), ..line.place.clone() },
        ..Recommendation::default()
    }
}

/// What the next line may go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Bullet,
    Heading,
}

impl Open {
    /// Whether a line without a mark goes on with what came before.
    fn goes_on(self, line: &Plain, found: &[Recommendation], tree: &Tree) -> bool {
        let lower = line.text.starts_with(|first: char| first.is_lowercase() || first == '(');
        match self {
            Self::Nothing => false,
            Self::Bullet => {
                let last = found.last().map_or("", |item| item.text.as_str());
                lower || (!last.ends_with(['.', ';', ':', '!', '?']) && !line.begins_block)
            }
            Self::Heading => lower || (tree.is_unfinished() && !line.begins_block),
        }
    }
}

#[cfg(test)]
mod tests;
