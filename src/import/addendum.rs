//! Addenda to Working Group reports: the State's later answers, by lists and ranges of numbers.
//!
//! A number without its paragraph in front (`18`) is given as printed, unless the addendum says
//! which paragraph's list it counts in; it then means the recommendation whose last part it is.

use std::collections::{HashMap, HashSet};

mod paragraphs;
mod sentences;

use super::problem::{ImportError, Warning};
use super::records::{Body, Layout, PositionChange, Reading, letters};
use super::text::tidy;
use super::wg_report::{LinedDocument, about};
use super::{SourcePlace, numbers, stance, symbols};
use crate::domain::Position;
use crate::domain::states::States;
use paragraphs::{NumberedParagraph, about_one, list_paragraph, paragraphs};
use sentences::{
    clauses, first_sentence, is_announced, is_heading, is_item_number, is_mostly_numbers,
    is_of_all, is_short_answer, mentions, own_words, part_exception, references, sentences,
    total_of,
};
use stance::Stance;

/// Reads an addendum: PDF, Word or plain text.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    from_source(LinedDocument::open(bytes)?, states)
}

/// Reads an addendum whose lines are known.
pub(super) fn from_source(source: LinedDocument, states: &States) -> Result<Reading, ImportError> {
    let mut body = about(&source, states);
    let paragraphs = paragraphs(&source.lines);
    let all: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    let mut answers = Answers { list: list_paragraph(&all), ..Answers::default() };
    for paragraph in &paragraphs {
        answers.take(paragraph);
    }
    if answers.changes.is_empty() {
        if let Some(sentence) = answers.of_all.first() {
            return Err(answers_all(sentence));
        }
        let reason = "no recommendation's number with an answer";
        return Err(ImportError::wrong_layout(Layout::Addendum, reason));
    }
    answers.compare_with_totals(&all);
    answers.tell_unanswered(&paragraphs);
    body.changes = answers.changes;
    complete(&mut body, &source);
    let warnings = [source.warnings, answers.warnings].concat();
    Ok(Reading { bodies: vec![body], warnings, notes: source.notes, ..Reading::default() })
}

/// An addendum that answers all recommendations at once.
fn answers_all(sentence: &str) -> ImportError {
    ImportError::foreign(
        format!("an addendum that answers recommendations without their numbers: `{sentence}`"),
        "record it for all of them: `upr position set --where --set KEY POSITION --document SYMBOL`; \
         nothing was written",
    )
}

/// The symbol of an addendum ends in `Add.1`; its title says so too.
fn complete(body: &mut Body, source: &LinedDocument) {
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

/// The beginning of a sentence, for a message.
fn shortened(sentence: &str) -> String {
    sentence.trim().chars().take(160).collect()
}

/// So many numbers are told.
const MOST_TOLD: usize = 40;
/// The State's words on one recommendation are kept so far, in bytes.
const MOST_WORDS: usize = 64 * 1024;

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
    /// The numbers that the State's words are about, as long as they go on.
    talk: Vec<String>,
    by_number: HashMap<String, usize>,
    /// Sentences that answer recommendations which they do not number: `accepts all the others`.
    of_all: Vec<String>,
}

impl Answers {
    fn take(&mut self, paragraph: &NumberedParagraph) {
        let text = tidy(&paragraph.text);
        if paragraph.number.is_some() {
            self.paragraph.clone_from(&paragraph.number);
        }
        let place = SourcePlace { paragraph: self.paragraph.clone(), ..paragraph.place.clone() };
        let answered = |rest: &str| is_short_answer(&first_sentence(rest));
        let one = about_one(&text);
        if let Some((listed, rest)) =
            one.filter(|(_, rest)| paragraph.number.is_none() || answered(rest))
        {
            self.one(listed, rest, &place);
            return;
        }
        if self.is_cell(&text, &place) {
            return;
        }
        let numbered = paragraph.number.is_some();
        if !numbered && is_heading(&text) {
            self.talk.clear();
            self.heading = stance::of_answer(&text);
            return;
        }
        if !numbered && self.goes_on(&text) {
            return;
        }
        self.talk.clear();
        self.sentences(&text, &place);
    }

    /// A paragraph about one recommendation, or a few: its answer, if none was given before.
    fn one(&mut self, listed: &str, rest: &str, place: &SourcePlace) {
        let first = first_sentence(rest);
        let mut said = stance::of_answer(&first);
        if rest.len() > 60 && !is_short_answer(&first) {
            // The recommendation itself, or a comment: the heading above gives the answer.
            said = self.heading;
        }
        let found = numbers::listed(listed, self.list);
        let known = found.iter().all(|(number, _)| self.by_number.contains_key(number));
        if !known && (rest.is_empty() || said.position.is_none()) {
            self.talk.clear();
            self.waiting = found;
            return;
        }
        self.waiting.clear();
        self.talk = found.iter().map(|(number, _)| number.clone()).collect();
        for (number, printed) in found {
            if !self.by_number.contains_key(&number) {
                self.add(number, printed, said, place);
            }
        }
        let words = rest.trim_start_matches([':', '-', '–', '—', ' ', '.']);
        let more = words.len() > first.len().min(20) || said.position.is_none();
        if more && !is_short_answer(words) {
            self.comment(&self.talk.clone(), words);
        }
    }

    /// The State's own words on recommendations beside the answer.
    fn comment(&mut self, numbers: &[String], words: &str) {
        let words = words.trim();
        if words.is_empty() || is_short_answer(words) {
            return;
        }
        for number in numbers {
            let place = self.by_number.get(number).copied();
            let Some(change) = place.and_then(|place| self.changes.get_mut(place)) else {
                continue;
            };
            match &mut change.words {
                Some(before) if before.len() < MOST_WORDS => {
                    before.push('\n');
                    before.push_str(words);
                }
                Some(_) => {}
                None => change.words = Some(words.to_owned()),
            }
        }
    }

    /// A paragraph that goes on with the State's words on what stands before it: sentences that name
    /// no other recommendation.
    fn goes_on(&mut self, text: &str) -> bool {
        let named = !numbers::listed(&references(text), self.list).is_empty() && mentions(text);
        let sentence = text.ends_with(['.', ';', ')', '”', '"']) || text.len() > 120;
        if self.talk.is_empty() || named || !sentence {
            return false;
        }
        self.comment(&self.talk.clone(), text);
        true
    }

    /// A cell or line that says nothing but an answer, for the numbers before it.
    fn is_cell(&mut self, text: &str, place: &SourcePlace) -> bool {
        let heading = letters(text).contains("recommendation");
        if self.waiting.is_empty() || text.len() > 40 || heading || !is_short_answer(text) {
            return false;
        }
        let said = stance::of_answer(text);
        self.talk = self.waiting.iter().map(|(number, _)| number.clone()).collect();
        for (number, printed) in std::mem::take(&mut self.waiting) {
            self.add(number, printed, said, place);
        }
        true
    }

    /// Sentences with numbers: `accepts the recommendations 1-5, 14-16`. Those that name none are the
    /// State's words on the ones named before.
    fn sentences(&mut self, text: &str, place: &SourcePlace) {
        let (mut last, mut said_before) = (self.heading, false);
        let (mut named, mut words): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        for sentence in sentences(text) {
            if self.exception(sentence, place) {
                continue;
            }
            let whole = stance::of_answer(sentence);
            // Once a sentence: a long one has thousands of clauses.
            let names_them = mentions(sentence);
            let mut here = Vec::new();
            for clause in clauses(&references(sentence)) {
                let said = stance::of_answer(clause);
                if said.position.is_some() {
                    let implemented = said.implemented || self.heading.implemented;
                    last = Stance { implemented, ..said };
                    said_before = true;
                }
                let found = numbers::listed(clause, self.list);
                let speaks = names_them || (said_before && is_mostly_numbers(clause));
                // A number of two parts needs no other word than the answer: `Noted: 140.4`.
                let plain = |number: &str| said_before && is_item_number(number);
                for (number, printed) in found.into_iter().filter(|(it, _)| speaks || plain(it)) {
                    here.push(number.clone());
                    let commented =
                        whole.position.is_none() && self.by_number.contains_key(&number);
                    if last.position.is_some() && !commented {
                        self.add(number, printed, last, place);
                    }
                }
            }
            if whole.implemented && !last.implemented {
                self.mark_implemented(place);
            }
            if here.is_empty() && whole.position.is_some() && is_of_all(sentence) {
                self.of_all.push(shortened(sentence));
            }
            if here.is_empty() {
                words.extend(Some(sentence.trim()).filter(|words| !is_announced(words)));
            } else {
                self.comment(&named, &std::mem::take(&mut words).join(" "));
                words.extend(own_words(sentence, whole.position.is_some()));
                named = here;
            }
        }
        self.comment(&named, &words.join(" "));
    }

    /// `accepts all recommendations except 140.1 and 140.2, which are noted`: the numbers are those of
    /// the exceptions, which have the answer that stands behind them.
    fn exception(&mut self, sentence: &str, place: &SourcePlace) -> bool {
        let Some((before, behind)) = part_exception(sentence) else { return false };
        let listed = |text: &str| numbers::listed(&references(text), self.list);
        let sure = |number: &str| is_item_number(number) || self.list.is_some();
        let (rule, mut excepted) = (listed(before), listed(behind));
        excepted.retain(|(number, _)| sure(number));
        let answer = stance::of_answer(before);
        if excepted.is_empty() || answer.position.is_none() {
            return false;
        }
        let numbers: Vec<String> = excepted.iter().map(|(number, _)| number.clone()).collect();
        if rule.is_empty() {
            self.of_all.push(shortened(sentence));
        }
        for (number, printed) in rule.into_iter().filter(|(it, _)| !numbers.contains(it)) {
            self.add(number, printed, answer, place);
        }
        let said = stance::of_answer(behind);
        if said.position.is_none() {
            let numbers = numbers.join(", ");
            let message = format!("{numbers}: excepted, without an answer of their own");
            self.warnings.push(Warning::new(place.clone(), message));
        }
        for (number, printed) in excepted {
            self.add(number, printed, said, place);
        }
        true
    }

    /// What stands in the text and was given no answer, so that nothing is lost without a word:
    /// numbers, and sentences that answer recommendations without them.
    fn tell_unanswered(&mut self, paragraphs: &[NumberedParagraph]) {
        let first = |number: &str| number.split('.').next().unwrap_or_default().to_owned();
        let known = self.by_number.keys().filter(|number| is_item_number(number));
        let known: HashSet<String> = known.map(|number| first(number)).collect();
        let (mut seen, mut told) = (HashSet::new(), Vec::new());
        for paragraph in paragraphs {
            for (number, _) in numbers::listed(&references(&paragraph.text), None) {
                let of_list = is_item_number(&number) && known.contains(&first(&number));
                let open = of_list && !self.by_number.contains_key(&number);
                if open && seen.insert(number.clone()) && told.len() < MOST_TOLD {
                    told.push(number);
                }
            }
        }
        let place = SourcePlace::default;
        if !told.is_empty() {
            let more = match seen.len() - told.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let told = told.join(", ");
            let message = format!("named without an answer that could be read: {told}{more}");
            self.warnings.push(Warning::new(place(), message));
        }
        for sentence in std::mem::take(&mut self.of_all) {
            let message = format!(
                "`{sentence}` answers recommendations that it does not number: they are left as \
                 recorded (`upr position set` records them)"
            );
            self.warnings.push(Warning::new(place(), message));
        }
    }

    /// `Slovenia considers that they are already implemented`, behind a list.
    fn mark_implemented(&mut self, place: &SourcePlace) {
        let here = self.changes.iter_mut().filter(|change| change.place == *place);
        for change in here.filter(|change| change.position == Position::Supported) {
            change.held_implemented = true;
        }
    }

    fn add(&mut self, number: String, printed: String, said: Stance, place: &SourcePlace) {
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
            words: None,
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
                    self.warnings.push(Warning::new(SourcePlace::default(), message));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
