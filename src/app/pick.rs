//! Items that filters choose for a command that writes.

use std::collections::{HashMap, HashSet};

use super::App;
use super::choose::{FilterWords, ViewWords, assessor, filter};
use super::duties::NewDue;
use super::error::Result;
use super::names::Names;
use super::on_duty::entity;
use super::terms::tag;
use crate::clock::Now;
use crate::domain::dates::Edge;
use crate::domain::lines::DueLine;
use crate::domain::{DateWord, Level, Life, Position, Role, View};
use crate::store::{Detail, Levels, Read};

/// More than this many items that a filter chose are asked for.
pub const MANY: usize = 10;

/// What is chosen, and what for.
#[derive(Debug, Clone)]
pub struct Pick {
    /// The filter; without a set in it, in the default set.
    pub filter: FilterWords,
    /// What is to be recorded of them.
    pub change: PickedChange,
}

/// What is to be recorded: what has it already is left out.
#[derive(Debug, Clone)]
pub enum PickedChange {
    /// A status, by an assessor (the tracker where none), since a day (today where none).
    Status {
        /// The assessor's key.
        by: Option<String>,
        /// Since when.
        on: Option<DateWord>,
        /// The level.
        level: Level,
    },
    /// A tag, put on or taken off.
    Tag {
        /// `VOCABULARY:TERM`.
        tag: String,
        /// Whether it is taken off.
        removed: bool,
    },
    /// A position of the State.
    Position(Position),
    /// Evidence, of which there may be any number.
    Evidence,
    /// A role of an institution, given or ended.
    Role {
        /// The institution's key.
        entity: String,
        /// As what.
        role: Role,
        /// Whether it is ended.
        removed: bool,
        /// Since when; today where none.
        on: Option<DateWord>,
    },
    /// A due date.
    Due(NewDue),
}

/// What was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picked {
    /// The items, `SET:REF`, in order.
    pub items: Vec<String>,
    /// How many were left out since they are followed up no more.
    pub ended: usize,
    /// How many were left out since they stand there already.
    pub standing: usize,
}

impl App<'_> {
    /// The items that a filter chooses, without those that are closed or superseded and those of which
    /// nothing would change; nothing is written.
    ///
    /// # Errors
    /// [`super::AppError::Unknown`] for names that the file does not have.
    pub fn pick(&mut self, pick: &Pick) -> Result<Picked> {
        let now = self.now();
        let tx = self.store.read()?;
        let names = Names::read(&*tx)?;
        let view = ViewWords::default().view(&now, &names)?;
        let filter = filter(&pick.filter, &names, &view, (false, true), &*tx)?;
        let (mut picked, mut found) = (Picked::default(), Vec::new());
        tx.each_item(&filter, &view, Detail::Brief, Levels::Matching, &mut |line| {
            if line.life == Life::Active.slug() {
                found.push((line.id, line.name(), line.position));
            } else {
                picked.ended += 1;
            }
            Ok(())
        })?;
        let stands = pick.change.stands(&now, &names, &*tx)?;
        for (id, name, position) in found {
            if stands(id, position)? {
                picked.standing += 1;
            } else {
                picked.items.push(name);
            }
        }
        Ok(picked)
    }
}

/// Whether an item, by its number and position, stands there already.
type Stands<'t> = Box<dyn Fn(i64, Option<Position>) -> Result<bool> + 't>;

impl PickedChange {
    /// Whether an item, given with its position, has it already.
    fn stands<'t>(&'t self, now: &Now, names: &Names, tx: &'t dyn Read) -> Result<Stands<'t>> {
        Ok(match self {
            PickedChange::Status { by, on, level } => {
                let on = on.map_or(now.today, |word| word.day(now.today, Edge::First));
                let voice = assessor(names, by.as_deref().unwrap_or("tracker"))?.id;
                Box::new(move |id, _| {
                    Ok(tx.find_status(id, voice, on)?.is_some_and(|(found, _)| found == *level))
                })
            }
            PickedChange::Tag { tag: text, removed } => {
                let term = tag(names, text)?.id;
                Box::new(move |id, _| Ok(tx.find_tag(id, term)?.is_some() != *removed))
            }
            PickedChange::Position(position) => {
                Box::new(move |_, found| Ok(found == Some(*position)))
            }
            PickedChange::Evidence => Box::new(|_, _| Ok(false)),
            PickedChange::Role { entity: key, role, removed, on } => {
                let on = on.map_or(now.today, |word| word.day(now.today, Edge::First));
                let view = View::on(on);
                let key = entity(&tx.list_entities(&view)?, key)?.key.clone();
                let present = tx.list_assignments(&[], &view)?.into_iter();
                let own = present.filter(|it| it.entity == key && it.role == *role);
                let own: HashSet<i64> = own.map(|it| it.item).collect();
                Box::new(move |id, _| Ok(own.contains(&id) != *removed))
            }
            PickedChange::Due(new) => {
                let view = View::on(now.today);
                let by = assessor(names, new.by.as_deref().unwrap_or("tracker"))?.id;
                let public = names.says_publicly(by, new.public);
                let last: HashMap<i64, DueLine> =
                    tx.list_dues(&[], &view)?.into_iter().map(|line| (line.item, line)).collect();
                Box::new(move |id, _| {
                    Ok(last.get(&id).is_some_and(|line| new.repeats(line, public)))
                })
            }
        })
    }
}
