//! Plans and their actions: a plan is a set, an action an item in it, so that all that exists works for
//! actions. What was not published stays internal.

use super::App;
use super::additions::items::free_ref;
use super::additions::{Added, Writing, nonempty};
use super::choose::{Chosen, set, state};
use super::duties::{FirstDuties, entity};
use super::error::{Result, unknown};
use super::refusals::PlanRefusal;
use super::sought::Sought;
use crate::domain::claims::{
    Happening, ItemClaim, LifeClaim, LinkClaim, PublicationClaim, Refusal, SetClaim,
};
use crate::domain::ledger::Record;
use crate::domain::lines::SetLine;
use crate::domain::words::nearest;
use crate::domain::{DateWord, Edge, Filter, Life, PartialDate, Role, SetKey, View};
use crate::store::{Detail, Levels, Read};

/// A new plan.
#[derive(Debug, Clone)]
pub struct NewPlan {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The State whose plan it is: ISO code or name.
    pub state: Option<String>,
    /// From when to when, each as precise as known.
    pub period: Option<(PartialDate, PartialDate)>,
    /// Whether it may be handed on; its actions are published each by itself.
    pub public: bool,
}

/// A new action.
#[derive(Debug, Clone)]
pub struct NewAction {
    /// What is to be done.
    pub text: String,
    /// What it is taken for, as typed.
    pub serves: Vec<String>,
    /// The institution that leads.
    pub lead: Option<String>,
    /// Those that support it.
    pub supporting: Vec<String>,
    /// By when.
    pub due_on: Option<PartialDate>,
    /// From when.
    pub starts_on: Option<PartialDate>,
    /// The plan's key; the only plan where none is named.
    pub plan: Option<String>,
    /// Its number; the next one where none is given.
    pub reference: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
}

/// What was published.
#[derive(Debug, Clone, Default)]
pub struct Published {
    /// Sets and items with their entries.
    pub entries: Added,
    /// How many leads and dates of these stay internal: they were set without leave.
    pub held_back: usize,
}

impl App<'_> {
    /// Adds a plan.
    ///
    /// # Errors
    /// [`PlanRefusal`] where the key is taken.
    pub fn add_plan(&mut self, new: &NewPlan) -> Result<Added> {
        let mut writing = self.begin("plan add")?;
        let key = SetKey::parse(&new.key)?;
        if writing.names.sets.iter().any(|set| set.key == key.as_str()) {
            return Err(PlanRefusal::Taken { key: key.to_string() }.into());
        }
        let title = nonempty(&new.title, "the title")?.to_owned();
        let iso3 = match &new.state {
            Some(text) => Some(state(&writing.names, text)?),
            None => writing.names.default_set().and_then(|set| set.state.clone()),
        };
        let public = new.public || writing.names.public_by_default();
        let claim = SetClaim {
            state: iso3,
            period_from: new.period.map(|(from, _)| from.to_string()),
            period_to: new.period.map(|(_, to)| to.to_string()),
            ..SetClaim::plan(key.as_str(), title, public)
        };
        let entry = writing.append(None, vec![claim.said()])?;
        writing.tx.commit()?;
        Ok(vec![(key.to_string(), entry)])
    }

    /// Adds an action to a plan, with what it is taken for, its lead and its date in one entry: they
    /// are published with it.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a plan, an item or an institution that is not there.
    pub fn add_action(&mut self, new: &NewAction) -> Result<Added> {
        let mut writing = self.begin("action add")?;
        let plan = plan(&writing, new.plan.as_deref())?.clone();
        let text = nonempty(&new.text, "the text")?.to_owned();
        let label = match &new.reference {
            Some(label) => label.clone(),
            None => next_number(&*writing.tx, plan.id)?,
        };
        let reference = free_ref(&mut writing, plan.id, &plan.key, &label)?;
        let name = format!("{}:{reference}", plan.key);
        let id = writing.tx.reserve("item")?;
        let public = new.public || writing.names.public_by_default();
        let claim = ItemClaim {
            id: Some(id),
            state: plan.state.clone(),
            text: Some(text),
            ..ItemClaim::action(plan.id, &reference, public)
        };
        let mut records = vec![claim.said()?];
        let mut served: Vec<i64> = Vec::new();
        for target in if new.serves.is_empty() { Vec::new() } else { writing.items(&new.serves)? } {
            check_target(&writing, &target)?;
            served.push(target.id);
        }
        records.extend(served.into_iter().map(|target| LinkClaim::serves(id, target, false)));
        records.extend(duties(&writing, new, (id, &name))?);
        let entry = writing.append(Some(id), records)?;
        writing.tx.commit()?;
        Ok(vec![(name, entry)])
    }

    /// Says what an action is taken for, too, or that it is taken for it no more.
    ///
    /// # Errors
    /// [`PlanRefusal`] where it is so already, or for what is no action.
    pub fn serve(&mut self, word: &str, targets: &[String], removed: bool) -> Result<Added> {
        let mut writing =
            self.begin(if removed { "action serve --remove" } else { "action serve" })?;
        let action = writing.action(word)?;
        let view = View::on(writing.now.today);
        let present = writing.tx.list_serves(&[action.id], &view)?;
        let mut added = Vec::new();
        for target in writing.items(targets)? {
            check_target(&writing, &target)?;
            let has = present.iter().any(|line| line.target == target.id);
            if has != removed {
                return Err(PlanRefusal::SameService {
                    action: action.name,
                    target: target.name,
                    removed,
                }
                .into());
            }
            let record = LinkClaim::serves(action.id, target.id, removed);
            let entry = writing.append(Some(action.id), vec![record])?;
            added.push((format!("{} {}", action.name, target.name), entry));
        }
        writing.tx.commit()?;
        Ok(added)
    }

    /// Drops an action: it is followed up no more, and counted as dropped.
    ///
    /// # Errors
    /// [`PlanRefusal`] for what is no action; [`crate::app::AppError::Rule`] without a reason, for a day
    /// that has not come, or where it was dropped before.
    pub fn drop_action(
        &mut self,
        word: &str,
        note: &str,
        on: Option<DateWord>,
        public: bool,
    ) -> Result<Added> {
        let mut writing = self.begin("action drop")?;
        let today = writing.now.today;
        let on = on.map_or(today, |word| word.day(today, Edge::First));
        let chosen = writing.action(word)?;
        Refusal::unless_come(Happening::Status, PartialDate::Day(on), today)?;
        let claim = LifeClaim {
            id: None,
            item_id: chosen.id,
            life: Life::Closed,
            effective_on: on,
            public: public || writing.names.public_by_default(),
            note: Some(note.trim().to_owned()),
        };
        let present = writing.life(chosen.id, on)?;
        let record = claim.said(&chosen.name, present)?;
        let entry = writing.append(Some(chosen.id), vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(chosen.name, entry)])
    }

    /// Publishes sets with all their items, or single items with the title of their set.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for what is not there, [`PlanRefusal`] where all is published.
    pub fn publish(&mut self, words: &[String]) -> Result<Published> {
        let mut writing = self.begin("publish")?;
        let (mut sets, mut items): (Vec<SetLine>, Vec<Chosen>) = (Vec::new(), Vec::new());
        for word in words {
            let known = writing.names.sets.iter().find(|set| set.key.eq_ignore_ascii_case(word));
            match known.cloned() {
                Some(set) => {
                    items.extend(all_of(&writing, &set)?);
                    sets.push(set);
                }
                // A name alone can be a set's only; a number is an item of the default set.
                None if word.starts_with(|c: char| c.is_ascii_alphabetic())
                    && !word.contains(':') =>
                {
                    let keys = writing.names.sets.iter().map(|set| set.key.as_str());
                    let near = nearest(&word.to_uppercase(), keys);
                    return Err(unknown(Sought::PlanOrSet, word, near));
                }
                None => {
                    let chosen = writing.items(std::slice::from_ref(word))?;
                    for item in &chosen {
                        let key = item.name.split_once(':').map_or("", |(key, _)| key);
                        sets.push(set(&writing.names, key)?.clone());
                    }
                    items.extend(chosen);
                }
            }
        }
        sets.sort_by_key(|set| set.id);
        sets.dedup_by_key(|set| set.id);
        let hidden: Vec<i64> =
            writing.tx.list_unpublished()?.into_iter().map(|(item, _)| item).collect();
        let mut published = Published::default();
        for set in sets.into_iter().filter(|set| !set.public) {
            let entry = writing.append(None, vec![PublicationClaim::of_set(set.id)])?;
            published.entries.push((set.key, entry));
        }
        let mut told: Vec<i64> = Vec::new();
        for item in items.into_iter().filter(|item| hidden.contains(&item.id)) {
            if told.contains(&item.id) {
                continue;
            }
            told.push(item.id);
            let record = PublicationClaim::of_item(item.id);
            let entry = writing.append(Some(item.id), vec![record])?;
            published.entries.push((item.name, entry));
        }
        if published.entries.is_empty() {
            return Err(PlanRefusal::Published { names: words.join(" ") }.into());
        }
        published.held_back = held_back(&writing, &told)?;
        writing.tx.commit()?;
        Ok(published)
    }
}

impl Writing<'_> {
    /// An action by name.
    fn action(&mut self, word: &str) -> Result<Chosen> {
        let chosen = self.item(word)?;
        if !self.is_action(&chosen.name) {
            return Err(PlanRefusal::NoAction { item: chosen.name }.into());
        }
        Ok(chosen)
    }

    /// Whether an item, by its name, stands in a plan.
    pub(super) fn is_action(&self, name: &str) -> bool {
        self.names.is_action(name)
    }
}

/// What an action can be taken for: any item, but no other action.
fn check_target(writing: &Writing<'_>, target: &Chosen) -> Result<()> {
    if writing.is_action(&target.name) {
        return Err(PlanRefusal::ActionItself { item: target.name.clone() }.into());
    }
    Ok(())
}

/// The plan that is meant: by its key, else the only one.
fn plan<'w>(writing: &'w Writing<'_>, key: Option<&str>) -> Result<&'w SetLine> {
    let plans: Vec<&SetLine> = writing.names.sets.iter().filter(|set| set.is_plan()).collect();
    match (key, plans.as_slice()) {
        (Some(key), _) => plan_of(&plans, key),
        (None, [one]) => Ok(one),
        (None, []) => Err(PlanRefusal::NoPlan.into()),
        (None, many) => {
            let plans = many.iter().map(|set| set.key.clone()).collect();
            Err(PlanRefusal::WhichPlan { plans }.into())
        }
    }
}

/// The plan with this key.
pub(super) fn plan_of<'p>(plans: &[&'p SetLine], key: &str) -> Result<&'p SetLine> {
    let found = plans.iter().find(|set| set.key.eq_ignore_ascii_case(key.trim()));
    found.copied().ok_or_else(|| {
        let near = nearest(key, plans.iter().map(|set| set.key.as_str()));
        unknown(Sought::Plan, key, near)
    })
}

/// The number after the highest of a plan.
pub(super) fn next_number(tx: &dyn Read, plan: i64) -> Result<String> {
    let names = tx.list_names(Some(plan), "", usize::MAX)?;
    let numbers = names.iter().filter_map(|name| name.split_once(':')?.1.parse::<u32>().ok());
    Ok((numbers.max().unwrap_or(0) + 1).to_string())
}

/// Lead, supporting institutions and date of a new action.
fn duties(writing: &Writing<'_>, new: &NewAction, action: (i64, &str)) -> Result<Vec<Record>> {
    let known = writing.entities()?;
    let lead = new.lead.iter().map(|word| (word, Role::Lead));
    let supporting = new.supporting.iter().map(|word| (word, Role::Supporting));
    let mut assigned = Vec::new();
    for (word, role) in lead.chain(supporting) {
        let line = entity(&known, word)?;
        assigned.push((role, line.id, line.key.clone()));
    }
    let first = FirstDuties { assigned: &assigned, starts_on: new.starts_on, due_on: new.due_on };
    first.said(action, writing.now.today)
}

/// The items of a set.
fn all_of(writing: &Writing<'_>, set: &SetLine) -> Result<Vec<Chosen>> {
    let filter = Filter { sets: vec![set.id], ..Filter::default() };
    let view = View::on(writing.now.today);
    let mut found = Vec::new();
    writing.tx.each_item(&filter, &view, Detail::Brief, Levels::All, &mut |line| {
        found.push(Chosen { id: line.id, name: line.name() });
        Ok(())
    })?;
    Ok(found)
}

/// How many leads and dates of these items were set without leave to hand them on.
fn held_back(writing: &Writing<'_>, items: &[i64]) -> Result<usize> {
    if items.is_empty() {
        return Ok(0);
    }
    let view = View::on(writing.now.today);
    let assigned = writing.tx.list_assignments(items, &view)?;
    let dues = writing.tx.list_dues(items, &view)?;
    Ok(assigned.iter().filter(|line| !line.public).count()
        + dues.iter().filter(|line| !line.public).count())
}
