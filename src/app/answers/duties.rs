//! Institutions, and what falls due.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};

use super::{Prepared, Question};
use crate::app::App;
use crate::app::error::Result;
use crate::app::on_duty::{entities, entity};
use crate::domain::ledger::hex;
use crate::domain::lines::{AssignmentLine, Duties, EntityLine, ItemLine};
use crate::domain::{Filter, Role, View};
use crate::report::Document;
use crate::report::duties::{self, AtWork, DueEntry};
use crate::store::{Detail, Levels};

/// What of all that falls due is asked for.
#[derive(Debug, Clone, Default)]
pub struct DueWords {
    /// Up to so many days from the view's day.
    pub within: Option<u32>,
    /// Only what is past its first date.
    pub late: bool,
    /// Only what this institution leads.
    pub lead: Option<String>,
}

impl App<'_> {
    /// `upr entity list`.
    ///
    /// # Errors
    /// The store's.
    pub fn entities(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let lines = prepared.tx.list_entities(&prepared.view)?;
        Ok(duties::entities(&prepared.labels, &lines))
    }

    /// `upr entity show`: its names, what it leads and supports, what falls due of that and the answers
    /// that it owes.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for an institution that is not there.
    pub fn institution(&mut self, key: &str, question: &Question) -> Result<Document<'static>> {
        let mut prepared = self.prepare(question, true)?;
        prepared.filter.without_plans = false;
        let known = named(&prepared, question)?;
        let line = entity(&known, key)?;
        let work = at_work(&prepared, &line.key)?;
        let words = DueWords { lead: Some(line.key.clone()), ..DueWords::default() };
        let owed = falling_due(&prepared, question, &words)?;
        Ok(duties::institution(&prepared.labels, line, &work, &owed))
    }

    /// `upr due`: items with a date, and where none are chosen the calendar's dates to come and the
    /// answers that institutions were asked for, in one list. A few statements for some hundred items.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for an institution that is not there.
    pub fn due(&mut self, question: &Question, words: &DueWords) -> Result<Document<'static>> {
        let mut prepared = self.prepare(question, true)?;
        prepared.filter.without_plans = false;
        let entries = falling_due(&prepared, question, words)?;
        Ok(duties::due(&prepared.labels, prepared.view.as_of, prepared.file()?, &entries))
    }
}

/// The institutions that a question may name.
fn named(prepared: &Prepared<'_>, question: &Question) -> Result<Vec<EntityLine>> {
    let own = question.filter.asks_as.as_ref();
    entities(&*prepared.tx, &prepared.view, (prepared.internal, own))
}

/// What falls due, the earliest first.
fn falling_due(
    prepared: &Prepared<'_>,
    question: &Question,
    words: &DueWords,
) -> Result<Vec<DueEntry>> {
    let (tx, view) = (&prepared.tx, &prepared.view);
    let lead = match &words.lead {
        Some(word) => Some(entity(&named(prepared, question)?, word)?.key.clone()),
        None => None,
    };
    let mut all = prepared.duties_told(&[], &prepared.view)?;
    all.retain(|_, duties| !duties.dues.is_empty());
    if let Some(key) = &lead {
        all.retain(|_, duties| {
            let mut leads = duties.assigned.iter().filter(|it| it.role == Role::Lead);
            let led = leads.find(|it| it.entity == *key);
            // An institution knows what it leads itself, published or not.
            let known = question.filter.asks_as.as_ref() == Some(key);
            duties.chosen_by = led.filter(|it| !it.public && !known).map(|it| it.entry);
            led.is_some()
        });
    }
    let to_come = lead.is_none() && !words.late && !prepared.filter.narrows();
    let mut entries = dated(prepared, all)?;
    if to_come {
        let lines = tx.list_milestones()?;
        let to_come = lines.iter().filter_map(DueEntry::milestone);
        entries.extend(to_come.filter(|entry| entry.last_day() >= view.as_of));
    }
    if !prepared.filter.narrows() {
        let lines = tx.list_requests(view)?;
        let own = lines.iter().filter(|line| lead.as_ref().is_none_or(|key| line.entity == *key));
        entries.extend(own.filter_map(|line| {
            let known = lines.iter().filter(|it| prepared.internal || it.public);
            let twice = known.filter(|other| other.key == line.key).count() > 1;
            DueEntry::request(line, if twice { &line.mark } else { &line.key }, view.as_of)
        }));
    }
    let until = words.within.and_then(|days| until(view.as_of, days));
    entries.retain(|entry| until.is_none_or(|day| entry.last_day() <= day));
    entries.retain(|entry| !words.late || entry.is_past());
    entries.sort_by_key(DueEntry::last_day);
    Ok(entries)
}

/// The items that an institution leads, then those that it supports, in the order of their sets.
fn at_work(prepared: &Prepared<'_>, key: &str) -> Result<Vec<AtWork>> {
    let mut all: HashMap<i64, (AssignmentLine, Duties)> = HashMap::new();
    for (item, duties) in prepared.duties_told(&[], &prepared.view)? {
        let own = duties.assigned.iter().find(|line| line.entity == key).cloned();
        all.extend(own.map(|own| (item, (own, duties))));
    }
    let hidden = prepared.unpublished_items()?;
    let mut work = Vec::new();
    each_named(prepared, all.keys().copied().collect(), &mut |line| {
        if let Some((own, duties)) = all.remove(&line.id) {
            work.push(AtWork::new(&line, &own, &duties, hidden.get(&line.id).copied()));
        }
    })?;
    work.sort_by_key(AtWork::supports);
    Ok(work)
}

impl Prepared<'_> {
    /// What tells this file's events from those of another, in every copy of it: the beginning of the
    /// first entry's hash.
    pub(super) fn file(&self) -> Result<Option<String>> {
        let first = self.tx.find_first_hash()?;
        Ok(first.map(|hash| hex(&hash).chars().take(MARK).collect()))
    }
}

/// So many digits tell two files apart.
const MARK: usize = 16;

/// The items that have a date: no others are read, however many there are beside.
fn dated(prepared: &Prepared<'_>, mut all: HashMap<i64, Duties>) -> Result<Vec<DueEntry>> {
    let as_of = prepared.view.as_of;
    let named: HashSet<i64> = prepared.filter.items.iter().copied().collect();
    let asked = |id: &i64| named.is_empty() || named.contains(id);
    let open = all.keys().copied().filter(asked).collect();
    let mut entries = Vec::new();
    let hidden = prepared.unpublished_items()?;
    each_named(prepared, open, &mut |line| {
        let own = all.remove(&line.id).filter(|_| line.life == "active");
        let internal = hidden.get(&line.id).copied();
        entries.extend(own.and_then(|own| DueEntry::item(&line, own, internal, as_of)));
    })?;
    Ok(entries)
}

/// Reads these items, published or not, in the order of their sets.
fn each_named(
    prepared: &Prepared<'_>,
    mut open: Vec<i64>,
    take: &mut dyn FnMut(ItemLine),
) -> Result<()> {
    open.sort_unstable();
    let every = View { published: false, ..prepared.view.clone() };
    // A component that is named beside its item comes in a second turn.
    for _ in 0..2 {
        if open.is_empty() {
            break;
        }
        let mut read = HashSet::new();
        let filter = Filter { items: open.clone(), ..prepared.filter.clone() };
        prepared.tx.each_item(&filter, &every, Detail::Brief, Levels::Matching, &mut |line| {
            read.insert(line.id);
            take(line);
            Ok(())
        })?;
        open.retain(|id| !read.contains(id));
    }
    Ok(())
}

fn until(from: NaiveDate, days: u32) -> Option<NaiveDate> {
    from.checked_add_days(Days::new(u64::from(days)))
}
