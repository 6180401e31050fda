//! Questions put to the file, and the documents that answer them.

mod concerned;
mod dossier;
mod duties;
mod export;
mod indicators;
mod items;
mod near;
pub mod overview;
#[cfg(feature = "web")]
pub mod pages;
mod plans;
mod questions;
mod registers;
mod report;
mod requests;
#[cfg(test)]
mod screen_tests;
#[cfg(test)]
mod snapshot_tests;
mod source;
mod templates;
mod workbook;

use super::choose::{self, FilterWords, ViewWords};
use super::error::{AppError, Result};
use super::names::Names;
use super::on_duty::entities;
use super::refusals::QuestionRefusal;
use super::{App, WorkedOut};
use std::rc::Rc;

use chrono::NaiveDate;

use crate::clock::Now;
use crate::domain::ledger::hex;
use crate::domain::lines::{EntityLine, ItemLine, SetLine};
use crate::domain::{Facet, Filter, KnownUntil, Missing, View};
use crate::report::labels::{Heading, Labels};
use crate::report::sheet::export_row;
use crate::report::words::catalogue::named;
use crate::report::words::marks;
use crate::report::{MADE_BY, Row};
use crate::store::{Detail, Levels, Read};

pub use duties::DueWords;
pub use export::What;
pub use plans::ActionWords;
pub use questions::{GapWords, Other};
pub use registers::Terms;
pub use report::By;
pub use requests::RequestWords;
pub use templates::TemplateWords;

/// A question: which items, seen from where, and the command that asks it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// Which items.
    pub filter: FilterWords,
    /// Seen from where.
    pub view: ViewWords,
    /// The command that makes the same answer again.
    pub command: String,
    /// Version of the program, for the footer.
    pub version: &'static str,
    /// The one table of the answer that is wanted: what is dear and not in it may be left out.
    pub table: Option<String>,
    /// Whether only the rows of a table are written: figures about them may be left out.
    pub only_rows: bool,
    /// Whether what is internal will be shown: an internal assessor may then be the headline.
    pub internal: bool,
}

impl Question {
    /// The same, with what was accepted in bulk from suggestions in its figures or not.
    #[must_use]
    pub fn with_assisted(self, assisted: bool) -> Self {
        Self { view: ViewWords { assisted, ..self.view }, ..self }
    }
}

/// What a question became: all of its answer, rows that are fed later too, comes from this one
/// transaction, so that no part contradicts another.
pub(super) struct Prepared<'s> {
    pub(super) tx: Rc<dyn Read + 's>,
    pub(super) names: Names,
    pub(super) labels: Labels,
    pub(super) view: View,
    pub(super) filter: Filter,
    pub(super) now: Now,
    /// Whether whoever asks sees what was not published.
    pub(super) internal: bool,
    /// Whether the file holds a plan, published or not.
    pub(super) has_plans: bool,
    /// The sets that were not published and are not seen.
    pub(super) hidden_sets: Vec<SetLine>,
}

impl App<'_> {
    /// Reads names, view and filter of a question; without `--set`, every set where `all_sets`.
    pub(super) fn prepare(&mut self, question: &Question, all_sets: bool) -> Result<Prepared<'_>> {
        let now = self.now();
        let tx = self.store.read()?;
        let names = Names::read(&*tx)?;
        Prepared::asking(question, all_sets, tx, names, now)
    }
}

impl Prepared<'_> {
    /// The institutions that whoever asks may name.
    pub(super) fn entities(&self) -> Result<Vec<EntityLine>> {
        entities(&*self.tx, &self.view, (self.internal, None))
    }
}

impl<'s> Prepared<'s> {
    /// View and filter of a question.
    fn asking(
        question: &Question,
        all_sets: bool,
        tx: Rc<dyn Read + 's>,
        mut names: Names,
        now: Now,
    ) -> Result<Self> {
        let mut view = question.view.view(&now, &names)?;
        view.for_others = !question.internal;
        let filter =
            choose::filter(&question.filter, &names, &view, (all_sets, question.internal), &*tx)?;
        check_voices(question, &names, &view, &filter)?;
        let (internal, has_plans) = (question.internal, names.has_plans());
        let mut hidden_sets = Vec::new();
        if !internal && names.holds_unpublished() {
            check_sets(&names, &filter)?;
            view.published = true;
            (names.sets, hidden_sets) = names.sets.into_iter().partition(|set| set.public);
        }
        let mut labels = labels(&names, &view);
        if let [set] = filter.sets.as_slice() {
            let set = names.sets.iter().find(|known| known.id == *set);
            labels.one_set = set.map(|set| set.noun.clone());
        }
        Ok(Self { tx, names, labels, view, filter, now, internal, has_plans, hidden_sets })
    }
}

/// Of a set that was not published nothing is handed on, not even that it is there.
fn check_sets(names: &Names, filter: &Filter) -> Result<()> {
    let chosen = |set: &&SetLine| filter.sets.contains(&set.id);
    match names.sets.iter().filter(chosen).find(|set| !set.public) {
        Some(set) => Err(unpublished(&set.key)),
        None => Ok(()),
    }
}

/// Something that was not published, asked for by name.
pub(super) fn unpublished(name: &str) -> AppError {
    AppError::Unpublished { name: name.to_owned() }
}

/// An internal assessor is neither headline nor filter of what is handed on: which items it spoke
/// of, and what it said, would be told by the answer itself.
fn check_voices(question: &Question, names: &Names, view: &View, filter: &Filter) -> Result<()> {
    let named = |id: i64| id == view.voice || Some(id) == filter.assessed_by;
    let internal = names.assessors.iter().find(|voice| voice.internal && named(voice.id));
    match internal {
        Some(voice) if !question.internal => {
            Err(QuestionRefusal::InternalVoice { voice: voice.key.clone() }.into())
        }
        _ => Ok(()),
    }
}

impl ViewWords {
    /// The dates that were worked out.
    pub fn worked_out(&self, now: &Now) -> Vec<WorkedOut> {
        let told = [("as of", self.as_of), ("known at", self.known_at)];
        let words = told.into_iter().filter_map(|(what, word)| Some((what, word?)));
        words
            .filter(|(_, word)| word.is_worked_out())
            .map(|(what, word)| WorkedOut {
                what,
                day: word.day(now.today, crate::domain::Edge::Last),
            })
            .collect()
    }
}

/// Names as the reports use them.
pub(super) fn labels(names: &Names, view: &View) -> Labels {
    let is_theme =
        |term: &crate::domain::lines::TermLine| Facet::of(&term.vocabulary) == Facet::Theme;
    let order = names.tree_order();
    let headings = names.terms.iter().filter(|term| is_theme(term));
    let heading = |term: &crate::domain::lines::TermLine| {
        let heading = Heading {
            slug: term.slug.clone(),
            label: term.label.clone(),
            path: names.path(term.id),
            order: order.get(&term.id).copied().unwrap_or(usize::MAX),
            vocabulary: term.vocabulary.clone(),
            below_ours: names.outermost(term).vocabulary == Facet::Theme.slug(),
        };
        (term.id, heading)
    };
    let voice = names.assessors.iter().find(|voice| voice.id == view.voice);
    let owner = names.owner();
    let (according_to, self_assessment) = match voice {
        Some(voice) if voice.key != "tracker" => {
            (format!("{} ({})", voice.name, named(voice.kind.label())), false)
        }
        _ => (owner.printed(), owner.kind == Some(crate::domain::AssessorKind::State)),
    };
    Labels {
        headings: headings.map(heading).collect(),
        voices: names.assessors.iter().map(|v| (v.key.clone(), names.voice(&v.key))).collect(),
        states: names.states.all().iter().map(|s| (s.iso3.clone(), s.name.clone())).collect(),
        according_to,
        self_assessment,
        example: names.is_example(),
        one_set: None,
    }
}

/// The moment up to which the record is read, where a question names one.
fn known_at(view: &View) -> Option<String> {
    match view.known? {
        KnownUntil::Moment(at) => Some(at.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
        KnownUntil::Entry(entry) => Some(format!("entry {entry}")),
    }
}

/// The filter with its items by number, where it asks for statuses: those of a compound item are
/// worked out from its components, so what belongs to items cannot be chosen by them in one go.
fn by_item(filter: &Filter, view: &View, tx: &dyn Read) -> crate::store::Result<Filter> {
    if filter.statuses.is_empty() && filter.missing != Some(Missing::Status) {
        return Ok(filter.clone());
    }
    let (mut items, mut last) = (Vec::new(), None);
    tx.each_item(filter, view, Detail::Brief, Levels::All, &mut |line| {
        // As in `list`: components come with their item, alone where more than a status is asked.
        let place = |label: &str| Some((line.set.clone(), label.to_owned()));
        match &line.parent {
            None => last = place(&line.reference),
            Some(parent) if !filter.narrows() && last != place(parent) => return Ok(()),
            Some(_) => {}
        }
        items.push(line.id);
        Ok(())
    })?;
    if items.is_empty() {
        // No item has this number.
        items.push(0);
    }
    Ok(Filter { items, ..Filter::default() })
}

/// What is handed on counts only the entries that others may know of.
fn for_others(internal: bool, line: &mut ItemLine) {
    if !internal {
        line.version.clone_from(&line.public_version);
        line.duties = std::mem::take(&mut line.duties).published();
    }
}

/// An item as the export shows it. A sheet of another day than today, or of what was known by then,
/// says so in its version, so that its edits are compared with what stood there.
fn exported(
    labels: &Labels,
    view: &View,
    today: NaiveDate,
    internal: bool,
    mut line: ItemLine,
) -> Row {
    for_others(internal, &mut line);
    if view.as_of != today || view.known.is_some() {
        line.version.push_str(&format!("@{}", view.as_of));
    }
    if let Some(at) = known_at(view) {
        line.version.push_str(&format!("~{at}"));
    }
    export_row(labels, &line)
}

/// What stands at the foot of a report: fingerprint, view, version and the command.
pub(super) fn footer(question: &Question, prepared: &Prepared<'_>) -> Result<Vec<String>> {
    let head = prepared.tx.find_head()?.map(|(entry, hash)| (entry, hex(&hash)));
    let view = &prepared.view;
    Ok(vec![
        marks::file(head),
        marks::as_of(view.as_of, known_at(view), question.version),
        format!("{MADE_BY}{}", question.command),
    ])
}

/// The filters in words, if any were given.
fn filter_words(words: &FilterWords, names: &Names) -> Option<String> {
    let state = |text: &Option<String>| {
        let found = text.as_deref().and_then(|text| names.states.resolve(text));
        found.map(|state| state.name.clone()).or_else(|| text.clone())
    };
    let mut said = Vec::new();
    let mut say = |name: &str, values: &[String]| {
        if !values.is_empty() {
            said.push(format!("{name} {}", values.join(" or ")));
        }
    };
    say("theme", &words.themes);
    say("status", &words.statuses.iter().map(ToString::to_string).collect::<Vec<_>>());
    say("assessed by", words.assessed_by.as_slice());
    say("position", &words.position.iter().map(ToString::to_string).collect::<Vec<_>>());
    say("kind", &words.kind.iter().map(ToString::to_string).collect::<Vec<_>>());
    say("group", &words.groups);
    say("SDG", &words.sdgs);
    say("recommended by", state(&words.from_state).as_slice());
    say("State", state(&words.state).as_slice());
    say("words", words.text.as_slice());
    say("tag", &words.tags);
    say("led by", words.lead.as_slice());
    if words.late {
        said.push("past the first date".to_owned());
    }
    if let Some(days) = words.due_within {
        said.push(format!("due within {days} days"));
    }
    if let Some(months) = words.stale_months {
        said.push(format!("without an assessment for {months} months"));
    }
    if let Some(missing) = words.missing {
        said.push(format!("without {}", missing.slug()));
    }
    if said.is_empty() { None } else { Some(said.join("; ")) }
}
