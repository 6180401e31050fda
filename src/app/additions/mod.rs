//! Additions by hand: each is one entry an item, in one transaction.

use super::choose::{Chosen, assessor, item, items as find_items};
use super::error::Result;
use super::names::Names;
use super::refusals::RegisterRefusal;
use super::write::Pen;
use super::{App, Held};
use crate::clock::Now;
use crate::domain::claims::Refusal;
use crate::domain::ledger::Record;
use crate::domain::lines::AssessorLine;
use crate::domain::{Life, PartialDate};
use crate::store::Tx;

mod claims;
mod events;
pub(super) mod items;
mod registers;

pub use claims::NewEvidence;
pub use events::{Derived, NewEngagement, NewMilestone};
pub use items::NewItem;
pub use registers::{NewDocument, NewSet};

/// What was added: names with their entries.
pub type Added = Vec<(String, i64)>;

/// A write under way: its transaction, names, time and pen.
pub(super) struct Writing<'a> {
    pub(super) tx: Box<dyn Tx + 'a>,
    pub(super) names: Names,
    pub(super) now: Now,
    pen: Pen,
    held: Held,
}

impl Writing<'_> {
    pub(super) fn append(&mut self, item: Option<i64>, records: Vec<Record>) -> Result<i64> {
        self.pen.append(self.tx.as_mut(), item, records)
    }

    /// Whether an item is followed up on a day.
    pub(super) fn life(&mut self, item: i64, on: chrono::NaiveDate) -> Result<Life> {
        let life = self.tx.find_life(item, on)?;
        Ok(Life::from_slug(&life).unwrap_or(Life::Active))
    }

    pub(super) fn items(&mut self, words: &[String]) -> Result<Vec<Chosen>> {
        let chosen = find_items(words, &self.names, self.tx.as_mut())?;
        self.held.check_items(&chosen, self.now.today, &*self.tx)?;
        Ok(chosen)
    }

    pub(super) fn item(&mut self, word: &str) -> Result<Chosen> {
        let chosen = item(word, &self.names, self.tx.as_mut())?;
        self.held.check_items(std::slice::from_ref(&chosen), self.now.today, &*self.tx)?;
        Ok(chosen)
    }

    /// The voice in which something is said.
    pub(super) fn voice(&self, key: &str) -> Result<AssessorLine> {
        let voice = assessor(&self.names, key)?;
        self.held.check_voice(&voice.key, self.now.today, &*self.tx)?;
        Ok(voice.clone())
    }
}

impl App<'_> {
    pub(super) fn begin(&mut self, command: &'static str) -> Result<Writing<'_>> {
        let now = self.now();
        let (pen, held) = (Pen::of(&self.author, now.moment(), command), self.held.clone());
        let mut tx = self.writing()?;
        let names = held.names(tx.as_mut())?;
        Ok(Writing { tx, names, now, pen, held })
    }
}

pub(super) fn tracker(names: &Names) -> i64 {
    names.assessors.iter().find(|voice| voice.key == "tracker").map_or(0, |voice| voice.id)
}

pub(super) fn precision(date: Option<PartialDate>) -> &'static str {
    match date {
        None => "none",
        Some(PartialDate::Year(_)) => "year",
        Some(PartialDate::Month(..)) => "month",
        Some(PartialDate::Day(_)) => "day",
    }
}

pub(super) fn nonempty<'a>(text: &'a str, what: &'static str) -> Result<&'a str> {
    let trimmed = text.trim();
    if trimmed.is_empty() { Err(Refusal::Empty { what }.into()) } else { Ok(trimmed) }
}

/// A key for assessors, terms and milestones: small letters, digits, `-`, `_` and `.`.
pub(super) fn slug(text: &str) -> Result<String> {
    let folded = text.trim().to_lowercase();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if (1..=64).contains(&folded.len()) && folded.chars().all(allowed) {
        return Ok(folded);
    }
    Err(RegisterRefusal::NoKey { text: text.to_owned() }.into())
}

fn check_url(text: &str) -> Result<()> {
    match crate::domain::evidence::Place::parse(text) {
        Ok(Some(crate::domain::evidence::Place::Url(_))) => Ok(()),
        _ => Err(RegisterRefusal::NoAddress { text: text.to_owned() }.into()),
    }
}
