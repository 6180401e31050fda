//! Plans and actions: `upr plan`, `upr action`, and the actions beside an item. A constant number of
//! statements, however many actions there are.

use std::collections::{HashMap, HashSet};

use super::items::collect;
use super::{Prepared, Question, footer, unpublished};
use crate::app::App;
use crate::app::error::{AppError, Result};
use crate::app::on_duty::entity;
use crate::app::plans::plan_of;
use crate::app::refusals::QuestionRefusal;
use crate::domain::lines::{Duties, EvidenceLine, SetLine};
use crate::domain::{Filter, Role, View};
use crate::report::Document;
use crate::report::plans::{self, Action, PlanEntry};
use crate::report::templates::Filed;
use crate::store::{Detail, Levels};

/// More items than this are not named in a statement: it asks of all.
pub(super) const FEW: usize = 200;

/// What of all actions is asked for.
#[derive(Debug, Clone, Default)]
pub struct ActionWords {
    /// A plan's key; every plan where none is named.
    pub plan: Option<String>,
    /// Only what this institution leads.
    pub lead: Option<String>,
    /// Only what is past its first date and not completed.
    pub late: bool,
}

impl App<'_> {
    /// `upr plan`: the plans.
    ///
    /// # Errors
    /// The store's.
    pub fn plans(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let mut entries: Vec<PlanEntry> = prepared
            .names
            .sets
            .iter()
            .filter(|set| set.is_plan())
            .map(|set| PlanEntry { set: set.clone(), actions: Vec::new() })
            .collect();
        let sets: Vec<i64> = entries.iter().map(|entry| entry.set.id).collect();
        if !sets.is_empty() {
            let filter = Filter { sets, ..Filter::default() };
            for action in prepared.seen_actions(filter)? {
                let of = |entry: &&mut PlanEntry| entry.set.key == action.line.set;
                if let Some(entry) = entries.iter_mut().find(of) {
                    entry.actions.push(action);
                }
            }
        }
        Ok(plans::plans(&prepared.labels, &entries))
    }

    /// `upr plan KEY`: a plan, and how it stands.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a plan that the file does not have.
    pub fn plan(&mut self, key: &str, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let hidden = |set: &&SetLine| set.is_plan() && set.key.eq_ignore_ascii_case(key.trim());
        if let Some(set) = prepared.hidden_sets.iter().find(hidden) {
            let filter = Filter { sets: vec![set.id], ..Filter::default() };
            let actions = prepared.actions(filter)?;
            return Ok(plans::withheld(&prepared.labels, &set.key, &actions));
        }
        prepared.plan_document(key, question)
    }

    /// `upr action`: actions of one plan, or of all.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a plan or an institution that the file does not have.
    pub fn actions(
        &mut self,
        question: &Question,
        words: &ActionWords,
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let sets: Vec<i64> = match &words.plan {
            Some(key) => vec![prepared.plan_named(key)?.id],
            None if !prepared.filter.sets.is_empty() => prepared.filter.sets.clone(),
            None => {
                let plans = prepared.names.sets.iter().filter(|set| set.is_plan());
                plans.map(|set| set.id).collect()
            }
        };
        let lead = match &words.lead {
            Some(word) => Some(entity(&prepared.entities()?, word)?.key.clone()),
            None => None,
        };
        // No set has this number: a file without a plan has no action.
        let sets = if sets.is_empty() { vec![0] } else { sets };
        let chosen = Filter { sets, without_plans: false, ..prepared.filter.clone() };
        let mut actions = prepared.actions(chosen)?;
        let led = |action: &Action, key: &str| {
            let mut leads = action.duties.assigned.iter().filter(|it| it.role == Role::Lead);
            leads.any(|it| it.entity == key && (prepared.internal || it.public))
        };
        actions.retain(|action| lead.as_deref().is_none_or(|key| led(action, key)));
        actions.retain(|action| !words.late || action.standing.is_late());
        let mut document = plans::actions(&prepared.labels, prepared.view.as_of, &actions);
        document.footer = footer(question, &prepared)?;
        Ok(document)
    }
}

impl Prepared<'_> {
    /// A plan by its key.
    pub(super) fn plan_named(&self, key: &str) -> Result<&SetLine> {
        if self.hidden_sets.iter().any(|hidden| hidden.key.eq_ignore_ascii_case(key.trim())) {
            return Err(unpublished(key));
        }
        let plans: Vec<&SetLine> = self.names.sets.iter().filter(|set| set.is_plan()).collect();
        plan_of(&plans, key)
    }

    fn plan_document(&self, key: &str, question: &Question) -> Result<Document<'static>> {
        let set = self.plan_named(key)?;
        let filter = Filter { sets: vec![set.id], without_plans: false, ..self.filter.clone() };
        let actions = self.actions(filter)?;
        let internal = question.internal;
        let as_of = self.view.as_of;
        let mut document = plans::plan(&self.labels, set, as_of, &actions, internal);
        document.footer = footer(question, self)?;
        Ok(document)
    }

    /// The answer where a plan alone is asked for: it has figures of its own.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn plan_alone(&self, question: &Question) -> Result<Option<Document<'static>>> {
        let [set] = self.filter.sets.as_slice() else { return Ok(None) };
        match self.names.sets.iter().find(|known| known.id == *set && known.is_plan()) {
            Some(plan) => Ok(Some(self.plan_document(&plan.key.clone(), question)?)),
            None => Ok(None),
        }
    }

    /// Refuses a plan where recommendations are counted.
    ///
    /// # Errors
    /// [`AppError::Refused`], with the way to the plan's own figures.
    pub(super) fn refuse_plans(&self) -> Result<()> {
        let chosen = |set: &&SetLine| self.filter.sets.contains(&set.id) && set.is_plan();
        match self.names.sets.iter().find(chosen) {
            Some(plan) => Err(plan_apart(&plan.key)),
            None => Ok(()),
        }
    }

    /// Refuses items of sets that were not published, named where the answer is handed on.
    ///
    /// # Errors
    /// [`AppError::Refused`].
    pub(super) fn refuse_hidden(&self, words: &[String]) -> Result<()> {
        for word in words.iter().flat_map(|word| word.split(',')) {
            let key = word.trim().split_once(':').map_or("", |(key, _)| key);
            if self.hidden_sets.iter().any(|set| set.key.eq_ignore_ascii_case(key)) {
                return Err(unpublished(word.trim()));
            }
        }
        Ok(())
    }

    /// The chosen actions that are seen by whoever asks.
    pub(super) fn seen_actions(&self, filter: Filter) -> Result<Vec<Action>> {
        let mut actions = self.actions(filter)?;
        actions.retain(|action| !self.view.published || action.unpublished.is_none());
        Ok(actions)
    }

    /// The chosen actions in their order. Those that were not published say so, and are handed on by
    /// no renderer; of a published one only the leads and dates that were published count, unless
    /// whoever asks sees all.
    pub(super) fn actions(&self, filter: Filter) -> Result<Vec<Action>> {
        let tx = &*self.tx;
        let view = View { published: false, ..self.view.clone() };
        let lines = collect(&filter, &view, Detail::Brief, Levels::Items, tx)?;
        let ids: Vec<i64> = lines.iter().map(|line| line.id).collect();
        let named: &[i64] = if ids.len() > FEW { &[] } else { &ids };
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut duties = self.duties(named, &view)?;
        let mut serves: HashMap<i64, Vec<String>> = HashMap::new();
        for line in tx.list_serves(named, &view)? {
            serves.entry(line.action).or_default().push(line.name);
        }
        let hidden = self.unpublished_items()?;
        let action = |line: crate::domain::lines::ItemLine| {
            let own = duties.remove(&line.id).unwrap_or_default();
            let serves = serves.remove(&line.id).unwrap_or_default();
            let unpublished = hidden.get(&line.id).copied();
            let action = Action::new(line, own, serves, view.as_of);
            Action { unpublished, ..action }
        };
        Ok(lines.into_iter().map(action).collect())
    }

    /// Who is at work on these items (on all where none is named), and by when they are due: what was not
    /// published, too, but beside no date that was.
    pub(super) fn duties_told(&self, items: &[i64], view: &View) -> Result<HashMap<i64, Duties>> {
        let mut duties: HashMap<i64, Duties> = HashMap::new();
        for line in self.tx.list_assignments(items, view)? {
            duties.entry(line.item).or_default().assigned.push(line);
        }
        for line in self.tx.list_dues(items, view)? {
            duties.entry(line.item).or_default().dues.push(line);
        }
        if !self.internal {
            duties = duties.into_iter().map(|(item, own)| (item, own.for_others())).collect();
        }
        Ok(duties)
    }

    /// The same without any date that was not published, for whoever does not see it.
    fn duties(&self, items: &[i64], view: &View) -> Result<HashMap<i64, Duties>> {
        let mut duties = self.duties_told(items, view)?;
        for own in duties.values_mut().filter(|_| !self.internal) {
            own.dues.retain(|line| line.public);
        }
        Ok(duties)
    }

    /// Puts to items who is at work on them, by when they are due, and the actions that are taken for
    /// them or for their components.
    pub(super) fn attach_doing(&self, filed: &mut [Filed]) -> Result<()> {
        let mut duties = self.duties(&[], &self.view)?;
        for one in filed.iter_mut() {
            one.duties = duties.remove(&one.line.id).unwrap_or_default();
        }
        if !self.has_plans {
            return Ok(());
        }
        let view = View { published: false, ..self.view.clone() };
        let links = self.tx.list_serves(&[], &view)?;
        let items: Vec<i64> = links.iter().map(|line| line.action).collect();
        if items.is_empty() {
            return Ok(());
        }
        let mut taken: HashMap<i64, Vec<i64>> = HashMap::new();
        for line in &links {
            taken.entry(line.target).or_default().push(line.action);
        }
        let chosen = Filter { items, ..Filter::default() };
        let mut actions = self.actions(chosen.clone())?;
        let mut sources: HashMap<String, Vec<EvidenceLine>> = HashMap::new();
        self.tx.each_evidence(&chosen, &self.view, &mut |line| {
            sources.entry(line.item.clone()).or_default().push(line);
            Ok(())
        })?;
        for action in &mut actions {
            action.sources = sources.remove(&action.line.name()).unwrap_or_default();
        }
        for one in filed {
            let own = std::iter::once(&one.line).chain(&one.components);
            let ids: HashSet<i64> =
                own.filter_map(|line| taken.get(&line.id)).flatten().copied().collect();
            let of = actions.iter().filter(|action| ids.contains(&action.line.id));
            one.actions = of.cloned().collect();
        }
        Ok(())
    }

    /// The published plans that have published actions for these items, each with all of those.
    pub(super) fn plans_for(&self, filed: &[Filed]) -> Result<Vec<PlanEntry>> {
        let taken = filed.iter().flat_map(|one| &one.actions);
        let taken = taken.filter(|action| action.unpublished.is_none());
        let keys: HashSet<&str> = taken.map(|action| action.line.set.as_str()).collect();
        let plans = self.names.sets.iter();
        let plans = plans.filter(|set| set.public && keys.contains(set.key.as_str()));
        let entry = |set: &SetLine| {
            let filter = Filter { sets: vec![set.id], ..Filter::default() };
            let mut actions = self.actions(filter)?;
            actions.retain(|action| action.unpublished.is_none());
            Ok(PlanEntry { set: set.clone(), actions })
        };
        plans.map(entry).collect()
    }

    /// The States of which whoever asks sees a plan; none for a plan that names no State.
    pub(super) fn planned(&self) -> HashSet<Option<&str>> {
        let seen = |set: &&SetLine| set.is_plan() && (self.internal || set.public);
        self.names.sets.iter().filter(seen).map(|set| set.state.as_deref()).collect()
    }

    /// The items that were not published, each with its entry.
    pub(super) fn unpublished_items(&self) -> Result<HashMap<i64, i64>> {
        Ok(self.tx.list_unpublished()?.into_iter().collect())
    }

    /// What an item is taken for if it is an action, and the actions that are taken for it or for its
    /// components.
    pub(super) fn around(&self, items: &[i64]) -> Result<(Vec<String>, Vec<Action>)> {
        if !self.has_plans {
            return Ok((Vec::new(), Vec::new()));
        }
        let view = View { published: false, ..self.view.clone() };
        let links = self.tx.list_serves(items, &view)?;
        let of = |item: &i64| items.contains(item);
        let own = links.iter().filter(|line| of(&line.action)).map(|line| line.name.clone());
        let own: Vec<String> = own.collect();
        let mut seen = HashSet::new();
        let taken = links.iter().filter(|line| of(&line.target)).map(|line| line.action);
        let taken: Vec<i64> = taken.filter(|action| seen.insert(*action)).collect();
        if taken.is_empty() {
            return Ok((own, Vec::new()));
        }
        Ok((own, self.actions(Filter { items: taken, ..Filter::default() })?))
    }
}

/// A plan, where recommendations are counted.
pub(super) fn plan_apart(key: &str) -> AppError {
    QuestionRefusal::PlanApart { plan: key.to_owned() }.into()
}
