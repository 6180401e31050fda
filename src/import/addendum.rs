//! Addenda to Working Group reports: the State's later answers, by lists and ranges of numbers.
//!
//! A number without its paragraph in front (`18`) is given as printed, unless the addendum says
//! which paragraph's list it counts in; it then means the recommendation whose last part it is.

use std::collections::HashMap;

mod sentences;

use super::lines;
use super::problem::{ImportError, Warning};
use super::records::{Body, Layout, PositionChange, Reading, letters};
use super::text::tidy;
use super::wg_report::{Source, about};
use super::{Place, numbers, stance, symbols};
use crate::domain::Position;
use crate::domain::states::States;
use sentences::{
    clauses, first_sentence, is_heading, is_mostly_numbers, is_short_answer, mentions, references,
    sentences, total_of,
};
use stance::Stance;

/// Reads an addendum: PDF, Word or plain text.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    from_source(Source::open(bytes)?, states)
}

/// Reads an addendum whose lines are known.
pub(super) fn from_source(source: Source, states: &States) -> Result<Reading, ImportError> {
    let mut body = about(&source, states);
    let paragraphs = paragraphs(&source.lines);
    let all: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    let mut answers = Answers { list: list_paragraph(&all), ..Answers::default() };
    for paragraph in &paragraphs {
        answers.take(paragraph);
    }
    if answers.changes.is_empty() {
        let reason = "no recommendation's number with an answer";
        return Err(ImportError::wrong_layout(Layout::Addendum, reason));
    }
    answers.compare_with_totals(&all);
    body.changes = answers.changes;
    complete(&mut body, &source);
    let warnings = [source.warnings, answers.warnings].concat();
    Ok(Reading { bodies: vec![body], warnings, notes: source.notes, ..Reading::default() })
}

/// The symbol of an addendum ends in `Add.1`; its title says so too.
fn complete(body: &mut Body, source: &Source) {
    let lines = source.lines.iter().take(60).map(|line| line.text.as_str());
    let mut symbols =
        source.heads.iter().map(String::as_str).chain(lines).filter_map(symbols::symbol);
    if let Some(symbol) = symbols.find(|symbol| symbol.contains("/Add")) {
        body.document.symbol = Some(symbol);
    }
    if let Some(title) = body.document.title.as_mut() {
        title.push_str(": addendum");
    }
}

/// A paragraph: its number, if it has one, and its text.
#[derive(Debug, Clone, Default)]
struct Paragraph {
    number: Option<String>,
    text: String,
    place: Place,
}

fn paragraphs(lines: &[lines::Line]) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    for line in lines {
        let text = line.text.trim();
        let ended = found.last().is_none_or(|last| last.text.ends_with(['.', ';', ':', ')']));
        // `15.` alone may be the end of a list that goes on over two lines.
        let goes_on = !ended && !line.begins_block;
        let number = paragraph_number(text).filter(|(_, length)| *length < text.len() || !goes_on);
        let begins = line.begins_block || number.is_some() || (ended && about_one(text).is_some());
        match found.last_mut() {
            Some(last) if !begins => lines::join(&mut last.text, text),
            _ => {
                let (number, length) = number.unzip();
                let text = text[length.unwrap_or(0)..].trim().to_owned();
                found.push(Paragraph { number, text, place: line.place() });
            }
        }
    }
    rejoin(found)
}

/// A page's end or a wide gap may part a sentence: what goes on in lower case or with a number
/// belongs to what came before, if that has not ended.
fn rejoin(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::new();
    for paragraph in paragraphs {
        let goes_on = paragraph.number.is_none()
            && about_one(&paragraph.text).is_none()
            && paragraph
                .text
                .starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
        match joined.last_mut() {
            Some(last) if goes_on && last.text.ends_with([',', '-', '–', ';']) => {
                lines::join(&mut last.text, &paragraph.text);
            }
            _ => joined.push(paragraph),
        }
    }
    joined
}

/// `3.` in front of a paragraph; and how long it is.
fn paragraph_number(text: &str) -> Option<(String, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix('.')?;
    // A number may stand on a line of its own, above its paragraph.
    let apart = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    let words = rest.trim_start().chars().next().is_none_or(char::is_alphabetic);
    ((1..=3).contains(&digits) && apart && words).then(|| (text[..digits].to_owned(), digits + 1))
}

/// The recommendations that a paragraph is about, if it begins with their numbers: `Rec. 18 We
/// consider`, `122.14– 15: Accepted`, `Recommendations 6-13`. Gives the numbers and the rest.
fn about_one(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(char::is_lowercase) {
        return None;
    }
    let lower = text.to_lowercase();
    let openings = ["recommendations", "recommendation", "recs.", "rec.", "recs", "rec"];
    let named = openings.iter().find(|name| lower.starts_with(**name)).map_or(0, |name| name.len());
    let start = text.get(named..)?.trim_start_matches([' ', '\t', '.', '\u{a0}']);
    let start =
        ["Nos.", "No.", "#"].iter().find_map(|word| start.strip_prefix(word)).unwrap_or(start);
    let start = start.trim_start();
    let in_list = |letter: char| letter.is_ascii_digit() || ".,–-‑—;& \u{a0}\t".contains(letter);
    let mut length = start.len() - start.trim_start_matches(in_list).len();
    while start[length..].starts_with("and ") || start[length..].starts_with("to ") {
        let word = if start[length..].starts_with("and ") { 4 } else { 3 };
        let more =
            start[length + word..].len() - start[length + word..].trim_start_matches(in_list).len();
        if more == 0 {
            break;
        }
        length += word + more;
    }
    let listed = &start[..length];
    let digits = listed.chars().any(|letter| letter.is_ascii_digit());
    let dotted = listed.trim().split(['.']).filter(|part| !part.trim().is_empty()).count() > 1
        && listed.starts_with(|first: char| first.is_ascii_digit());
    let inner_stop = listed.trim_end_matches(['.', ' ', '\t']).contains('.');
    (digits && (named > 0 || (dotted && inner_stop))).then(|| (listed, start[length..].trim()))
}

/// `The numbers follow the list in paragraph 115 of the report`.
fn list_paragraph(texts: &[&str]) -> Option<u32> {
    let mut found: Vec<u32> = Vec::new();
    for text in texts {
        let lower = text.to_lowercase();
        for (place, _) in lower.match_indices("paragraph") {
            let rest = lower[place + "paragraph".len()..].trim_start_matches(['s', ' ']);
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let behind: String = rest[digits.len()..].chars().take(80).collect();
            let near: String = lower[..place]
                .chars()
                .rev()
                .take(60)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            let said = near.contains("list") || near.contains("recommendation");
            if behind.contains("report") && said && !behind.starts_with('-') {
                found.extend(digits.parse::<u32>().ok());
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    // Lists of several paragraphs give plain numbers no one meaning.
    if let [one] = found.as_slice() { Some(*one) } else { None }
}

#[derive(Debug, Default)]
struct Answers {
    changes: Vec<PositionChange>,
    warnings: Vec<Warning>,
    /// The paragraph whose list plain numbers count in.
    list: Option<u32>,
    heading: Stance,
    paragraph: Option<String>,
    /// The numbers that wait for their answer in the next cell of a table.
    waiting: Vec<(String, String)>,
    by_number: HashMap<String, usize>,
}

impl Answers {
    fn take(&mut self, paragraph: &Paragraph) {
        let text = tidy(&paragraph.text);
        if paragraph.number.is_some() {
            self.paragraph.clone_from(&paragraph.number);
        }
        let place = Place { paragraph: self.paragraph.clone(), ..paragraph.place.clone() };
        if let Some((listed, rest)) = about_one(&text).filter(|_| paragraph.number.is_none()) {
            self.one(listed, rest, &place);
            return;
        }
        if self.is_cell(&text, &place) {
            return;
        }
        if paragraph.number.is_none() && is_heading(&text) {
            self.heading = stance::of_answer(&text);
            return;
        }
        self.sentences(&text, &place);
    }

    /// A paragraph about one recommendation, or a few: its answer, if none was given before.
    fn one(&mut self, listed: &str, rest: &str, place: &Place) {
        let first = first_sentence(rest);
        let mut said = stance::of_answer(&first);
        if rest.len() > 60 && !is_short_answer(&first) {
            // The recommendation itself, or a comment: the heading above gives the answer.
            said = self.heading;
        }
        let found = numbers::listed(listed, self.list);
        if rest.is_empty() || said.position.is_none() {
            self.waiting = found;
            return;
        }
        self.waiting.clear();
        for (number, printed) in found {
            if !self.by_number.contains_key(&number) {
                self.add(number, printed, said, place);
            }
        }
    }

    /// A cell or line that says nothing but an answer, for the numbers before it.
    fn is_cell(&mut self, text: &str, place: &Place) -> bool {
        let heading = letters(text).contains("recommendation");
        if self.waiting.is_empty() || text.len() > 40 || heading || !is_short_answer(text) {
            return false;
        }
        let said = stance::of_answer(text);
        for (number, printed) in std::mem::take(&mut self.waiting) {
            self.add(number, printed, said, place);
        }
        true
    }

    /// Sentences with numbers: `accepts the recommendations 1-5, 14-16`.
    fn sentences(&mut self, text: &str, place: &Place) {
        let (mut last, mut said_before) = (self.heading, false);
        for sentence in sentences(text) {
            let whole = stance::of_answer(sentence);
            for clause in clauses(&references(sentence)) {
                let said = stance::of_answer(clause);
                if said.position.is_some() {
                    let implemented = said.implemented || self.heading.implemented;
                    last = Stance { implemented, ..said };
                    said_before = true;
                }
                let found = numbers::listed(clause, self.list);
                let speaks = mentions(sentence) || (said_before && is_mostly_numbers(clause));
                if speaks && last.position.is_some() {
                    for (number, printed) in found {
                        self.add(number, printed, last, place);
                    }
                }
            }
            if whole.implemented && !last.implemented {
                self.mark_implemented(place);
            }
        }
    }

    /// `Slovenia considers that they are already implemented`, behind a list.
    fn mark_implemented(&mut self, place: &Place) {
        let here = self.changes.iter_mut().filter(|change| change.place == *place);
        for change in here.filter(|change| change.position == Position::Supported) {
            change.held_implemented = true;
        }
    }

    fn add(&mut self, number: String, printed: String, said: Stance, place: &Place) {
        let Some(position) = said.position else { return };
        if let Some(before) = self.by_number.get(&number).map(|index| &self.changes[*index]) {
            if before.position != position {
                let message = format!(
                    "{number} is given two answers, `{}` and `{position}`; the first counts",
                    before.position
                );
                self.warnings.push(Warning::new(place.clone(), message));
            }
            return;
        }
        self.by_number.insert(number.clone(), self.changes.len());
        self.changes.push(PositionChange {
            number,
            position,
            held_implemented: said.implemented,
            paragraph: self.paragraph.clone(),
            printed,
            place: place.clone(),
        });
    }

    /// `accepts 142 recommendations`: says so if the lists hold another number.
    fn compare_with_totals(&mut self, texts: &[&str]) {
        for text in texts {
            for sentence in sentences(text) {
                let Some(total) = total_of(sentence) else { continue };
                let Some(position) = stance::of_answer(sentence).position else { continue };
                let held = self.changes.iter().filter(|change| change.position == position).count();
                if held != total && clauses(sentence).len() == 1 {
                    let message = format!(
                        "it speaks of {total} recommendations as `{position}`, but lists {held}"
                    );
                    self.warnings.push(Warning::new(Place::default(), message));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
