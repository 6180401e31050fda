//! A High Commissioner's letter after a third-cycle review, as text: the bullets of its annex
//! under their headings. Every Member State got one, under the same standard headings.
//!
//! The tree of headings is read from their words, not from markdown's marks, which are not
//! consistent: the parts have known names, sections begin with a letter (`A. Cross-cutting
//! issues`), whatever else stands above bullets is the lowest level.

mod about;
mod headings;
mod marked;
mod points;
mod prose;
mod tongue;

use super::problem::ImportError;
use super::records::{Asked, Layout, Reading, Recommendation, letters};
use super::wg_report::LinedDocument;
use super::{SourcePlace, lines};
use crate::domain::states::States;
use crate::domain::{Kind, Position};
use about::about;
use headings::Tree;
use marked::{LineKind, Plain, join};
use tongue::{TONGUES, Tongue};

/// Reads a letter: plain text, with or without markdown's marks, PDF or Word.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    from_source(LinedDocument::open(bytes)?, states)
}

/// Reads a letter whose lines are known.
pub(super) fn from_source(source: LinedDocument, states: &States) -> Result<Reading, ImportError> {
    let wrong = |reason: &str| ImportError::wrong_layout(Layout::Letter, reason);
    let lines: Vec<Plain> = source.lines.iter().map(Plain::of).collect();
    let found = LetterSigns::of(&lines)
        .ok_or_else(|| wrong("it does not speak of the Universal Periodic Review"))?;
    found.refuse_others()?;
    let annex = found.annex.ok_or_else(prose)?;
    let recommendations = areas(&lines[annex..]);
    if recommendations.is_empty() {
        return Err(wrong("its annex has no areas"));
    }
    let mut body = about(&lines[..annex], found.tongue, states);
    let paragraphs = points::paragraphs(&lines[..annex], found.tongue);
    let state = body.state.as_ref().map(|state| state.printed.clone());
    body.points = points::points(&paragraphs, found.tongue, state.as_deref());
    body.recommendations = recommendations;
    let attention =
        ["need of particular attention", "attention particulière", "particular atención"];
    let text = join(&lines[..annex]).to_lowercase();
    if let Some(words) = attention.iter().find(|words| text.contains(**words)) {
        let force =
            if words.starts_with("need") { format!("in {words}") } else { (*words).to_owned() };
        for area in &mut body.recommendations {
            area.asked = Asked { force: Some(force.clone()), ..Asked::default() };
        }
    }
    let (warnings, notes) = (source.warnings, source.notes);
    Ok(Reading { bodies: vec![body], warnings, notes, ..Reading::default() })
}

/// Whether lines are those of such a letter: it greets, speaks of the review, and has an annex of
/// areas. One without an annex that names the office is such a letter where nothing else is `known`, so
/// that it is refused in words of its own.
pub(super) fn is_letter(source: &LinedDocument, known: bool) -> bool {
    let lines: Vec<Plain> = source.lines.iter().map(Plain::of).collect();
    LetterSigns::of(&lines).is_some_and(|found| {
        let office = || !known && found.tongue.is_office(&letters(&join(&lines)));
        found.greets && (found.annex.is_some_and(|annex| has_areas(&lines[annex..])) || office())
    })
}

fn has_areas(lines: &[Plain]) -> bool {
    lines.iter().any(|line| line.kind == LineKind::Bullet) || !areas(lines).is_empty()
}

/// Why a letter without an annex brings nothing.
fn prose() -> ImportError {
    ImportError::foreign(
        "a letter about the Universal Periodic Review without an annex that lists areas",
        "what it asks stands in running text: record it with `upr set add` and `upr item add`, the \
         paragraph beside each; nothing was written",
    )
}

/// What a letter about the review is found to have.
struct LetterSigns<'a> {
    lines: &'a [Plain],
    tongue: &'static Tongue,
    greets: bool,
    /// Where the annex begins.
    annex: Option<usize>,
}

impl<'a> LetterSigns<'a> {
    fn of(lines: &'a [Plain]) -> Option<Self> {
        let whole = letters(&join(lines));
        let speaks = |tongue: &&&'static Tongue| tongue.speaks_of_review(&whole);
        let greets = |tongue: &Tongue| lines.iter().any(|line| tongue.greets(&line.text));
        let mut spoken = TONGUES.iter().filter(speaks).copied();
        let greeting = spoken.clone().find(|tongue| greets(tongue));
        let tongue: &'static Tongue = greeting.or_else(|| spoken.next())?;
        let greets = greets(tongue);
        let titled = lines.iter().position(|line| tongue.is_annex(&line.text)).map(|at| at + 1);
        // The title may be lost; the first part's name is the same in every letter.
        let closed = lines.iter().rposition(|line| tongue.closes(&line.text)).unwrap_or(0);
        let begun = || {
            let is_part = |line: &Plain| tongue.is_part(&headings::name(&line.text));
            lines[closed..].iter().position(is_part).map(|at| at + closed)
        };
        Some(Self { lines, tongue, greets, annex: titled.or_else(begun) })
    }

    /// Refuses letters of others: a State's answer greets and closes in the same way.
    fn refuse_others(&self) -> Result<(), ImportError> {
        let end = self.annex.unwrap_or(self.lines.len());
        let signed = letters(&about::signatory(&self.lines[..end], self.tongue).join(" "));
        let start = self.lines.iter().position(|line| self.tongue.greets(&line.text)).unwrap_or(0);
        let headed = letters(&join(&self.lines[..start]));
        let by_office = signed.is_empty()
            || self.tongue.is_office(&signed)
            || headed.contains("hautcommissariatauxdroitsdelhomme");
        if by_office {
            return Ok(());
        }
        let words = about::signatory(&self.lines[..end], self.tongue);
        let words = words.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(", ");
        Err(ImportError::foreign(
            format!(
                "a letter about the Universal Periodic Review signed by `{words}`, not by the High \
                     Commissioner for Human Rights"
            ),
            "record it as what happened (`upr timeline add`), or what it says as remarks \
             (`upr remark add`); nothing was written",
        ))
    }
}

/// The bullets under their headings; of an annex without bullets, its sentences.
fn areas(lines: &[Plain]) -> Vec<Recommendation> {
    let bullets = lines.iter().any(|line| line.kind == LineKind::Bullet);
    let told;
    let lines = if bullets {
        lines
    } else {
        told = prose::as_bullets(lines);
        &told
    };
    let mut found: Vec<Recommendation> = Vec::new();
    let mut tree = Tree::default();
    let mut open = Unfinished::Nothing;
    for line in lines {
        let continues = line.kind == LineKind::Text && open.goes_on(line, &found, &tree);
        match (line.kind, continues) {
            (LineKind::Bullet, _) => {
                found.push(area(line, &tree));
                open = Unfinished::Bullet;
            }
            (_, true) if open == Unfinished::Bullet => {
                if let Some(last) = found.last_mut() {
                    lines::join(&mut last.text, &line.text);
                }
            }
            (_, true) => tree.extend(&line.text),
            _ => {
                tree.enter(&line.text);
                open = Unfinished::Heading;
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
        place: SourcePlace { paragraph: Some("annex".to_owned()), ..line.place.clone() },
        ..Recommendation::default()
    }
}

/// What the next line may go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unfinished {
    Nothing,
    Bullet,
    Heading,
}

impl Unfinished {
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
