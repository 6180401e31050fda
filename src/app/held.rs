//! What whoever writes is held to: the state of an item from which they started, and for whom they speak.

use chrono::NaiveDate;

use super::App;
use super::choose::Chosen;
use super::error::{AppError, Result};
use super::names::Names;
use crate::domain::dates::LATEST;
#[cfg(doc)]
use crate::domain::lines::ItemLine;
use crate::domain::{Filter, Role, View};
use crate::store::{Detail, Levels, Read};

/// What whoever writes is held to; to nothing where it is left as it is.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// The version of the one item from which the writer starts, as [`ItemLine::version`] tells it:
    /// what was recorded of it since is a conflict.
    pub base: Option<String>,
    /// Whether the writer sees what is internal: entries that they do not see are no conflict.
    pub sees_internal: bool,
    /// Whether a voice that is internal is as if it were not there.
    pub hides_voices: bool,
    /// The institution for which it is recorded: of what it leads, in its own voice.
    pub on_behalf: Option<String>,
}

impl App<'_> {
    /// Holds all that is written of items from here on to this.
    pub fn hold_to(&mut self, held: Held) {
        self.held = held;
    }
}

impl Held {
    /// The names that the writer may say: a voice that is hidden from them is found nowhere.
    pub(super) fn names(&self, tx: &dyn Read) -> Result<Names> {
        let mut names = Names::read(tx)?;
        names.assessors.retain(|voice| !(self.hides_voices && voice.internal));
        Ok(names)
    }

    /// Refuses items that are not the writer's, and what somebody recorded meanwhile.
    pub(super) fn check_items(
        &self,
        chosen: &[Chosen],
        today: NaiveDate,
        tx: &dyn Read,
    ) -> Result<()> {
        if let Some(key) = &self.on_behalf {
            led(key, chosen, today, tx)?;
        }
        match (&self.base, chosen) {
            (Some(base), [item]) => unchanged(item, base, self.sees_internal, tx),
            _ => Ok(()),
        }
    }

    /// Refuses another voice than the writer's own.
    pub(super) fn check_voice(&self, voice: &str, today: NaiveDate, tx: &dyn Read) -> Result<()> {
        let Some(key) = &self.on_behalf else { return Ok(()) };
        let known = tx.list_entities(&View::on(today))?;
        let own = known.iter().find(|line| line.key == *key);
        if own.and_then(|line| line.assessor.as_deref()) == Some(voice) {
            return Ok(());
        }
        Err(AppError::NotTheirs { what: format!("the voice `{voice}`") })
    }
}

/// Refuses where something was recorded of an item since a version of it.
fn unchanged(item: &Chosen, base: &str, internal: bool, tx: &dyn Read) -> Result<()> {
    let version = tx.find_version(item.id, internal)?;
    if version == base { Ok(()) } else { Err(AppError::Changed { item: item.name.clone() }) }
}

/// Refuses what an institution does not lead.
fn led(key: &str, chosen: &[Chosen], today: NaiveDate, tx: &dyn Read) -> Result<()> {
    for item in chosen {
        if !leads(key, item, today, tx)? {
            return Err(AppError::NotTheirs { what: item.name.clone() });
        }
    }
    Ok(())
}

/// Whether an institution leads an item, or what it is a component of.
pub(super) fn leads(key: &str, item: &Chosen, today: NaiveDate, tx: &dyn Read) -> Result<bool> {
    let ids = [vec![item.id], above(item, tx)?].concat();
    let assigned = tx.list_assignments(&ids, &View::on(today))?;
    Ok(assigned.iter().any(|line| line.role == Role::Lead && line.entity == key))
}

/// The item that a component is of, if it is one.
fn above(item: &Chosen, tx: &dyn Read) -> Result<Vec<i64>> {
    let filter = Filter { items: vec![item.id], ..Filter::default() };
    let view = View::on(LATEST);
    let mut parent = None;
    tx.each_item(&filter, &view, Detail::Brief, Levels::Matching, &mut |line| {
        parent = line.parent.map(|label| (line.set, label.to_lowercase()));
        Ok(())
    })?;
    let Some((set, label)) = parent else { return Ok(Vec::new()) };
    let named = tx.list_named(None, &label)?.into_iter();
    Ok(named.filter(|(_, key, _)| *key == set).map(|(id, ..)| id).collect())
}
