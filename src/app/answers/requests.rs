//! `upr request`: who was asked what, who has answered, and the workbook that goes out.

use std::collections::{HashMap, HashSet};

use super::items::collect;
use super::{Prepared, Question};
use crate::app::App;
use crate::app::error::{AppError, Result};
use crate::app::on_duty::entity;
use crate::app::refusals::RequestRefusal;
use crate::app::requests::{request, voice_of};
use crate::domain::lines::{AskedLine, RequestLine};
use crate::domain::{Filter, Level, View};
use crate::report::Document;
use crate::report::requests::{self, Ask, RequestStanding};
use crate::store::{Detail, Levels};

/// Which requests are asked for.
#[derive(Debug, Clone, Default)]
pub struct RequestWords {
    /// One alone, by its key.
    pub key: Option<String>,
    /// Only those whose day has passed without all answers.
    pub late: bool,
    /// Only those to this institution.
    pub entity: Option<String>,
}

impl App<'_> {
    /// `upr request list`, or one with its items.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a request or an institution that is not there; [`AppError::Unpublished`]
    /// for a request of which nothing is handed on.
    pub fn requests(
        &mut self,
        question: &Question,
        words: &RequestWords,
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let (tx, as_of) = (&prepared.tx, prepared.view.as_of);
        let lines = tx.list_requests(&prepared.view)?;
        let standing = |line: RequestLine| RequestStanding { state: line.state(as_of), line };
        if let Some(key) = &words.key {
            let line = request(&lines, key)?.clone();
            if !prepared.internal && !line.public {
                return Err(AppError::Unpublished { name: line.key });
            }
            return Ok(requests::one(&prepared.labels, &standing(line)));
        }
        let of = match &words.entity {
            Some(word) => Some(entity(&prepared.entities()?, word)?.key.clone()),
            None => None,
        };
        let mut all: Vec<RequestStanding> = lines.into_iter().map(standing).collect();
        all.retain(|it| of.as_ref().is_none_or(|key| it.line.entity == *key));
        all.retain(|it| !words.late || it.state == crate::domain::RequestState::Late);
        all.sort_by_key(|it| (!it.state.is_waiting(), it.line.due_on));
        Ok(requests::list(&prepared.labels, as_of, &all, prepared.internal))
    }

    /// The workbook of a request, or the letter beside it; only what was not answered where `open`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a request that is not there, [`RequestRefusal`] where it has
    /// ended or nothing is left to ask.
    pub fn request_sheet(
        &mut self,
        key: &str,
        (open, letter): (bool, bool),
        question: &Question,
    ) -> Result<Document<'static>> {
        // What the institution is asked is told to it, published or not; whose it was not is not asked.
        let question = Question { internal: true, ..question.clone() };
        let prepared = self.prepare(&question, true)?;
        let lines = prepared.tx.list_requests(&prepared.view)?;
        let line = request(&lines, key)?;
        if let Some((state, day, _)) = &line.ended {
            return Err(RequestRefusal::AsksNoMore {
                request: line.key.clone(),
                entity: line.entity.clone(),
                state: *state,
                day: *day,
            }
            .into());
        }
        let asks = prepared.asks(line, open)?;
        if asks.is_empty() {
            return Err(RequestRefusal::Answered { request: line.key.clone() }.into());
        }
        let labels = &prepared.labels;
        let made = if letter { requests::letter } else { requests::workbook };
        Ok(made(labels, line, &asks))
    }

    /// What is written to an institution beside the workbook.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a request that is not there.
    pub fn request_words(&mut self, key: &str, question: &Question) -> Result<[String; 3]> {
        let question = Question { internal: true, ..question.clone() };
        let prepared = self.prepare(&question, true)?;
        let lines = prepared.tx.list_requests(&prepared.view)?;
        let line = request(&lines, key)?;
        Ok(requests::sentences(line, line.open().count()))
    }
}

impl Prepared<'_> {
    /// The rows of a request's workbook: what the institution itself said, and its own actions. A
    /// constant number of statements.
    fn asks(&self, line: &RequestLine, open: bool) -> Result<Vec<Ask>> {
        let tx = &*self.tx;
        let entities = tx.list_entities(&self.view)?;
        let asked = entity(&entities, &line.entity)?;
        let voice = voice_of(&self.names, asked);
        let key = voice.and_then(|id| self.names.assessors.iter().find(|it| it.id == id));
        let key = key.map(|voice| voice.key.clone());
        // No voice has this number: of an institution that has not spoken nothing is shown.
        let view = View { voice: voice.unwrap_or(0), ..self.view.clone() };
        let wanted = |it: &&AskedLine| !open || it.answered_on.is_none();
        let items: Vec<i64> = line.items.iter().filter(wanted).map(|it| it.item).collect();
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let mut last: HashMap<i64, (i64, String)> = HashMap::new();
        for remark in tx.list_remarks(&items, &view)? {
            if Some(&remark.assessor) == key.as_ref() {
                last.insert(remark.item, (remark.entry, remark.text));
            }
        }
        let filter = Filter { items: items.clone(), ..Filter::default() };
        let lines = collect(&filter, &view, Detail::Brief, Levels::Matching, tx)?;
        let mut doing = self.own_actions(&items, asked.key.as_str(), &view)?;
        let ask = |own: crate::domain::lines::ItemLine| {
            let said = last.remove(&own.id);
            let rated = own.headline.as_ref().filter(|it| it.status != Level::NotAssessed);
            let rated = rated.map(|it| (it.entry, requests::level_said(&own, it)));
            let last = said.into_iter().chain(rated).max_by_key(|(entry, _)| *entry);
            Ask {
                last: last.map(|(_, words)| words),
                actions: doing.remove(&own.id).unwrap_or_default(),
                mark: line.mark.clone(),
                line: own,
            }
        };
        Ok(lines.into_iter().map(ask).collect())
    }

    /// The institution's actions for these items, with their dates; of an action its own date.
    fn own_actions(
        &self,
        items: &[i64],
        entity: &str,
        view: &View,
    ) -> Result<HashMap<i64, Vec<String>>> {
        let tx = &*self.tx;
        let assigned = tx.list_assignments(&[], view)?;
        let own: HashSet<i64> =
            assigned.iter().filter(|it| it.entity == entity).map(|it| it.item).collect();
        let mut due = HashMap::new();
        for line in tx.list_dues(&[], view)?.into_iter().filter(|line| own.contains(&line.item)) {
            due.extend(line.due_on.map(|date| (line.item, date)));
        }
        let mut doing: HashMap<i64, Vec<String>> = HashMap::new();
        for item in items.iter().filter(|item| own.contains(item)) {
            let date = due.get(item).map(|date| format!("due {date}"));
            doing.entry(*item).or_default().extend(date);
        }
        let links = tx.list_serves(items, view)?;
        let mine = |item: &i64| own.contains(item);
        let of: Vec<i64> = links.iter().map(|line| line.action).filter(mine).collect();
        if of.is_empty() {
            return Ok(doing);
        }
        let filter = Filter { items: of, ..Filter::default() };
        let mut told = HashMap::new();
        tx.each_item(&filter, view, Detail::Brief, Levels::Matching, &mut |line| {
            if line.life == "active" {
                let date = due.get(&line.id).map(|date| format!(" (due {date})"));
                let text = line.text.trim_end_matches('.');
                told.insert(
                    line.id,
                    format!("{}: {text}{}", line.name(), date.unwrap_or_default()),
                );
            }
            Ok(())
        })?;
        for link in links.iter().filter(|link| items.contains(&link.target)) {
            if let Some(text) = told.get(&link.action) {
                doing.entry(link.target).or_default().push(text.clone());
            }
        }
        Ok(doing)
    }
}
