//! Reports of the UPR Working Group, cycle 1 to 4, as DOCX, PDF or plain text.
//!
//! The chapter "Conclusions and/or recommendations" has paragraphs that introduce lists and give
//! their position; the recommendations are numbered `124.1` or, in older reports, `1.`, `2.` anew
//! under each paragraph.

mod front;
mod groups;

use super::lines::{self, PaperLine};
use super::problem::{ImportError, Warning};
use super::records::{Body, Layout, PositionSource, Reading, Recommendation};
use super::text::tidy;
use super::{docx, encoding, footnotes, numbers, pdf, senders, stance};
use crate::domain::Kind;
use crate::domain::states::States;
use groups::{Group, Item};

/// A document as lines, from whatever file.
#[derive(Debug, Default)]
pub(super) struct LinedDocument {
    pub(super) lines: Vec<PaperLine>,
    /// Page heads, where the symbol stands.
    pub(super) heads: Vec<String>,
    pub(super) warnings: Vec<Warning>,
    pub(super) notes: Vec<String>,
}

impl LinedDocument {
    /// Reads a PDF, a Word document or a plain text.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, ImportError> {
        if pdf::is_pdf(bytes) {
            let pages = pdf::read(bytes)?;
            let (lines, heads, warnings) = (pages.lines, pages.heads, pages.warnings);
            return Ok(Self { lines, heads, warnings, notes: Vec::new() });
        }
        if docx::is_document(bytes) || bytes.starts_with(b"PK\x03\x04") {
            let document = docx::read(bytes)?;
            let (lines, warnings) = (lines::of_docx(&document)?, docx::hidden_warnings(&document));
            return Ok(Self { lines, heads: document.heads, warnings, ..Self::default() });
        }
        let decoded = encoding::decode(bytes)?;
        let all = lines::of_text(&decoded.text)?;
        let (furniture, lines): (Vec<PaperLine>, Vec<PaperLine>) =
            all.into_iter().partition(|line| lines::is_furniture(&line.text));
        let heads = furniture.into_iter().map(|line| line.text).collect();
        let notes = decoded.note().into_iter().collect();
        Ok(Self { lines, heads, warnings: Vec::new(), notes })
    }
}

/// What the first pages of any such document say about it.
pub(super) fn about(source: &LinedDocument, states: &States) -> Body {
    front::read(&source.lines, &source.heads, states)
}

/// Whether a document has a chapter of conclusions with something in it.
pub(super) fn has_lists(source: &LinedDocument) -> bool {
    groups::chapter(&source.lines).is_some_and(|start| start < source.lines.len())
}

/// Reads a report.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    from_source(LinedDocument::open(bytes)?, states)
}

/// Reads a report whose lines are known.
pub(super) fn from_source(source: LinedDocument, states: &States) -> Result<Reading, ImportError> {
    let wrong = |reason: &str| ImportError::wrong_layout(Layout::WgReport, reason);
    let start = groups::chapter(&source.lines)
        .ok_or_else(|| wrong("no chapter `Conclusions and/or recommendations`"))?;
    let mut warnings = source.warnings;
    let mut groups = groups::walk(&source.lines[start..], &mut warnings);
    if groups.iter().all(|group| group.items.is_empty()) {
        let message = "the conclusions hold no numbered recommendations";
        warnings.push(Warning::new(super::SourcePlace::default(), message));
    }
    let mut body = front::read(&source.lines[..start], &source.heads, states);
    apply_later_words(&mut groups);
    for group in &groups {
        for item in group.items.iter().filter(|_| !group.stance.comments) {
            body.recommendations.push(recommendation(item, group, &body, states, &mut warnings));
        }
        tell_group(group, &mut warnings);
    }
    body.pledges = groups::pledges(&source.lines[start..]);
    let mut notes = source.notes;
    notes.extend(told_pledges(body.pledges.len()));
    numbers::make_unique(&mut body.recommendations, &mut warnings);
    Ok(Reading { bodies: vec![body], warnings, notes, ..Reading::default() })
}

/// What the State itself pledged is counted apart: it is no recommendation.
fn told_pledges(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some(
            "1 commitment of the State itself is taken beside the recommendations; it counts as none"
                .to_owned(),
        ),
        _ => Some(format!(
            "{count} commitments of the State itself are taken beside the recommendations; they count \
             as none"
        )),
    }
}

fn recommendation(
    item: &Item,
    group: &Group,
    body: &Body,
    states: &States,
    warnings: &mut Vec<Warning>,
) -> Recommendation {
    let unmarked = footnotes::without_marks(&item.text);
    let printed = tidy(senders::without_last_mark(&unmarked));
    let parted = senders::part(&printed, states);
    let place =
        super::SourcePlace { paragraph: Some(group.paragraph.clone()), ..item.place.clone() };
    for sender in parted.senders.iter().filter(|sender| sender.iso3.is_none()) {
        let message = format!("{}: `{}` is not a State known here", item.number, sender.printed);
        warnings.push(Warning::new(place.clone(), message));
    }
    if parted.senders.is_empty() {
        let message = format!("{}: no recommending State is named", item.number);
        warnings.push(Warning::new(place.clone(), message));
    }
    let stance = item.stance.unwrap_or(group.stance);
    let said_in = item.said_in.clone().unwrap_or_else(|| group.paragraph.clone());
    Recommendation {
        number: Some(item.number.clone()),
        printed_number: Some(item.printed.clone()).filter(|printed| *printed != item.number),
        text: parted.text,
        matched: parted.matched,
        printed,
        paragraph: Some(group.paragraph.clone()),
        headings: item.heading.iter().cloned().collect(),
        kind: Some(Kind::Recommendation),
        senders: parted.senders,
        clauses: parted.clauses,
        position: stance.position.or(group.stance.position),
        position_printed: Some(group.intro.clone()).filter(|intro| !intro.is_empty()),
        held_implemented: stance.implemented,
        position_source: Some(PositionSource {
            symbol: body.document.symbol.clone(),
            paragraph: Some(said_in),
        }),
        place,
        ..Recommendation::default()
    }
}

fn tell_group(group: &Group, warnings: &mut Vec<Warning>) {
    let silent = group.stance.position.is_none() && !group.stance.implemented;
    if silent && !group.stance.comments && !group.items.is_empty() {
        let message = format!("paragraph {} does not say the State's position", group.paragraph);
        warnings.push(Warning::new(group.place.clone(), message));
    }
}

/// Later paragraphs may speak of single numbers: `Nos. 85-119 have already been implemented`.
fn apply_later_words(groups: &mut [Group]) {
    for index in 0..groups.len() {
        let (before, rest) = groups.split_at_mut(index);
        let speaker = &rest[0];
        if !speaker.items.is_empty() || !speaks_of_numbers(&speaker.intro) {
            continue;
        }
        let said = stance::of(&speaker.intro);
        if said.comments || (said.position.is_none() && !said.implemented) {
            continue;
        }
        for (number, _) in numbers::listed(&speaker.intro, None) {
            // A number alone is one of the last list that has it.
            let item = before.iter_mut().rev().find_map(|group| {
                group.items.iter_mut().find(|item| item.number == number || item.printed == number)
            });
            if let Some(item) = item {
                item.stance = Some(stance::Stance { comments: false, ..said });
                item.said_in = Some(speaker.paragraph.clone());
            }
        }
    }
}

fn speaks_of_numbers(text: &str) -> bool {
    let lower = text.to_lowercase();
    let speaks = ["recommendation", "recommandation", "recomendacion"];
    let closes = ["all conclusions and", "toutes les conclusions", "todas las conclusiones"];
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    has(&speaks) && !has(&closes)
}

#[cfg(test)]
mod tests;
