//! Requests to institutions: what is asked, of whom, by when, and how it ends. The answers come back
//! through `import`.

use std::collections::HashSet;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::additions::{Added, Writing};
use super::choose::{self, FilterWords, unknown};
use super::error::Result;
use super::on_duty::entity;
use super::refusals::RequestRefusal;
use super::sought::Sought;
use super::{App, Names};
use crate::domain::claims::{AssessorClaim, RequestClaim, RequestItemClaim, RequestStateClaim};
use crate::domain::dates::LATEST;
use crate::domain::ledger::{Record, hex};
use crate::domain::lines::{EntityLine, ItemLine, RequestLine};
use crate::domain::words::nearest;
use crate::domain::{AssessorKind, DateWord, Edge, EntityKind, Filter, Level, RequestState, View};
use crate::store::{Detail, Levels, Read, Tx};

/// A new request.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// The institution's key or name.
    pub entity: String,
    /// What is asked about; nothing: what the institution leads, and what its actions are for.
    pub filter: FilterWords,
    /// By when an answer is asked for.
    pub answer_by: DateWord,
    /// Whether it may be handed on.
    pub public: bool,
}

/// A request that was made.
#[derive(Debug, Clone)]
pub struct Requested {
    /// Its key.
    pub key: String,
    /// Its entry.
    pub entry: i64,
    /// How many items it asks about.
    pub items: usize,
    /// How many items that were chosen are internal and no business of the institution: not asked about.
    pub left_out: usize,
}

impl App<'_> {
    /// Makes a request.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for an institution that is not there; [`RequestRefusal`] where
    /// nothing is to be asked, or an answer is wanted before it is asked for.
    pub fn add_request(&mut self, new: &NewRequest) -> Result<Requested> {
        let mut writing = self.begin("request add")?;
        let today = writing.now.today;
        let due_on = new.answer_by.day(today, Edge::Last);
        if due_on < today {
            return Err(RequestRefusal::PastAnswer { due: due_on, today }.into());
        }
        let known = writing.entities()?;
        let asked = entity(&known, &new.entity)?;
        let (items, left_out) = asked_about(&writing, &new.filter, asked)?;
        if items.is_empty() {
            return Err(RequestRefusal::NothingToAsk { entity: asked.key.clone() }.into());
        }
        let everything = writing.tx.list_requests(&View::on(LATEST))?;
        let key = next_key(&everything);
        let id = writing.tx.reserve("request")?;
        let claim = RequestClaim {
            id: Some(id),
            mark: mark(&writing, &key, &asked.key)?,
            key: key.clone(),
            entity_id: asked.id,
            asked_on: today,
            due_on: Some(due_on),
            public: new.public || writing.names.public_by_default(),
            title: None,
            note: None,
        };
        let mut records = vec![claim.said()];
        records.extend(items.iter().map(|item| RequestItemClaim::said(id, *item)));
        let entry = writing.append(None, records)?;
        writing.tx.commit()?;
        Ok(Requested { key, entry, items: items.len(), left_out })
    }

    /// Ends a request: closed, answered in another way, or withdrawn.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for one that is not there, [`RequestRefusal`] for one that has
    /// ended.
    pub fn end_request(
        &mut self,
        word: &str,
        state: RequestState,
        note: &str,
        on: Option<DateWord>,
    ) -> Result<Added> {
        let closes = state == RequestState::Closed;
        let mut writing = self.begin(if closes { "request close" } else { "request withdraw" })?;
        let today = writing.now.today;
        let on = on.map_or(today, |word| word.day(today, Edge::First)).min(today);
        let all = writing.tx.list_requests(&View::on(LATEST))?;
        let line = request(&all, word)?;
        if let Some((ended, day, _)) = &line.ended {
            return Err(RequestRefusal::Ended {
                request: line.key.clone(),
                state: *ended,
                day: *day,
            }
            .into());
        }
        let record = RequestStateClaim::ended(line.id, state, on, note)?;
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(line.key.clone(), entry)])
    }
}

/// The request that a word names: by its key, or by the mark of its workbook.
pub(super) fn request<'r>(known: &'r [RequestLine], word: &str) -> Result<&'r RequestLine> {
    let word = word.trim();
    let same = |line: &&RequestLine| {
        line.key.eq_ignore_ascii_case(word) || line.mark.eq_ignore_ascii_case(word)
    };
    let found: Vec<&RequestLine> = known.iter().filter(same).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let near = nearest(word, known.iter().map(|line| line.key.as_str()));
            Err(unknown(Sought::Request, word, near))
        }
        several => {
            let marks = several.iter().map(|line| line.mark.clone()).collect();
            Err(RequestRefusal::SeveralOfKey { key: word.to_owned(), marks }.into())
        }
    }
}

/// The items that are asked about, and how many of the chosen ones are internal and were never the
/// institution's.
fn asked_about(
    writing: &Writing<'_>,
    words: &FilterWords,
    asked: &EntityLine,
) -> Result<(Vec<i64>, usize)> {
    let tx: &dyn Read = &*writing.tx;
    let view = View { voice: tracker(&writing.names), ..View::on(writing.now.today) };
    let assigned = tx.list_assignments(&[], &view)?;
    let own: HashSet<i64> =
        assigned.iter().filter(|line| line.entity == asked.key).map(|line| line.item).collect();
    let chosen = *words != FilterWords::default();
    let filter = if chosen {
        choose::filter(words, &writing.names, &view, (false, true), tx)?
    } else {
        let mut items: Vec<i64> = own.iter().copied().collect();
        items.sort_unstable();
        let served = tx.list_serves(&[], &view)?.into_iter();
        items.extend(served.filter(|line| own.contains(&line.action)).map(|line| line.target));
        // No item has this number.
        Filter { items: if items.is_empty() { vec![0] } else { items }, ..Filter::default() }
    };
    let hidden: HashSet<i64> = tx.list_unpublished()?.into_iter().map(|(item, _)| item).collect();
    let private = |line: &ItemLine| {
        let set = writing.names.sets.iter().find(|set| set.key == line.set);
        hidden.contains(&line.id) || set.is_some_and(|set| !set.public)
    };
    let (mut items, mut left_out) = (Vec::new(), 0);
    tx.each_item(&filter, &view, Detail::Brief, Levels::Matching, &mut |line| {
        let done = !chosen && line.level() == Level::Implemented;
        if line.life != "active" || done {
            return Ok(());
        }
        if private(&line) && !own.contains(&line.id) {
            left_out += 1;
        } else {
            items.push(line.id);
        }
        Ok(())
    })?;
    Ok((items, left_out))
}

fn tracker(names: &Names) -> i64 {
    super::additions::tracker(names)
}

/// The key after the highest: `R1`, `R2` …
fn next_key(known: &[RequestLine]) -> String {
    let numbers = known.iter().filter_map(|line| line.key.strip_prefix('R')?.parse::<u32>().ok());
    format!("R{}", numbers.max().unwrap_or(0) + 1)
}

/// What the workbook is known by: of two files, or of two days, no two are the same.
fn mark(writing: &Writing<'_>, key: &str, entity: &str) -> Result<String> {
    let mut digest = Sha256::new();
    if let Some((_, hash)) = writing.tx.find_head()? {
        digest.update(hash);
    }
    digest.update(format!("{key}\n{entity}\n{}", writing.now.at));
    let hash = hex(&digest.finalize());
    Ok(format!("{key}-{}", hash.get(..10).unwrap_or(&hash)))
}

/// The voice of an institution: the one that it was given, or the one of its key.
pub(super) fn voice_of(names: &Names, asked: &EntityLine) -> Option<i64> {
    let key = asked.assessor.as_deref().unwrap_or(&asked.key);
    names.assessors.iter().find(|voice| voice.key == key).map(|voice| voice.id)
}

/// The voice that an institution answers with, made where it has none: its number and its rows.
pub(super) fn make_voice(tx: &mut dyn Tx, asked: &EntityLine) -> Result<(i64, Record)> {
    let kind = match asked.kind {
        EntityKind::Nhri => AssessorKind::Nhri,
        EntityKind::Cso => AssessorKind::Cso,
        EntityKind::UnBody | EntityKind::TreatyBody | EntityKind::SpecialProcedure => {
            AssessorKind::Un
        }
        EntityKind::Other => AssessorKind::Other,
        _ => AssessorKind::State,
    };
    let id = tx.reserve("assessor")?;
    let name = asked.name.clone();
    let claim = AssessorClaim { id: Some(id), key: asked.key.clone(), name, kind, internal: false };
    Ok((id, claim.said()?))
}

/// The source of an answer: the request and the day on which it was received.
pub(super) fn source(key: &str, received: NaiveDate, typed: &str) -> String {
    let source = format!("answer to request {key}, received {received}");
    if typed.is_empty() { source } else { format!("{source}: {typed}") }
}
