//! Institutions by name, and the items that one of them leads or that are due.

use std::collections::{HashMap, HashSet};

use chrono::Days;

use super::error::{Result, unknown};
use super::sought::Sought;
use super::words::FilterWords;
use crate::domain::lines::EntityLine;
use crate::domain::words::nearest;
use crate::domain::{Filter, Level, Life, PartialDate, Role, View};
use crate::store::{Detail, Levels, Read};

/// The institution that a word names by its key or its name of the day.
pub(super) fn entity<'n>(known: &'n [EntityLine], word: &str) -> Result<&'n EntityLine> {
    let same = |line: &&EntityLine| {
        line.key.eq_ignore_ascii_case(word.trim()) || line.name.eq_ignore_ascii_case(word.trim())
    };
    if let Some(line) = known.iter().find(same) {
        return Ok(line);
    }
    let names = known.iter().flat_map(|line| [line.key.as_str(), line.name.as_str()]);
    let near = nearest(word, names);
    let near = near.and_then(|near| known.iter().find(|it| it.key == near || it.name == near));
    Err(unknown(Sought::Institution, word, near.map(|line| line.key.as_str())))
}

/// The institutions that whoever asks may name: all where they see what is `internal`, else none that is
/// an internal voice's, but for their own.
pub(super) fn entities(
    tx: &dyn Read,
    view: &View,
    (internal, own): (bool, Option<&String>),
) -> Result<Vec<EntityLine>> {
    let mut known = tx.list_entities(view)?;
    known.retain(|line| internal || line.public || own == Some(&line.key));
    Ok(known)
}

/// Those of these items of which something is still to come: not fully implemented, and followed up.
fn open(mut items: Vec<i64>, view: &View, tx: &dyn Read) -> Result<HashSet<i64>> {
    items.sort_unstable();
    let mut open = HashSet::new();
    if items.is_empty() {
        return Ok(open);
    }
    let filter = Filter { items, ..Filter::default() };
    tx.each_item(&filter, view, Detail::Brief, Levels::Matching, &mut |line| {
        if line.level() != Level::Implemented && line.life == Life::Active.slug() {
            open.insert(line.id);
        }
        Ok(())
    })?;
    Ok(open)
}

/// Of these items (of all where none is named) those that an institution leads, and those not fully
/// implemented that are past their first date or due soon. What was not published chooses nothing
/// unless `internal`, or where an institution asks what it leads itself.
pub(super) fn on_duty(
    words: &FilterWords,
    named: Vec<i64>,
    (view, internal): (&View, bool),
    tx: &dyn Read,
) -> Result<Vec<i64>> {
    let mut chosen: Option<HashSet<i64>> = (!named.is_empty()).then(|| named.into_iter().collect());
    let mut narrow = |found: HashSet<i64>| {
        chosen = Some(match chosen.take() {
            Some(before) => &before & &found,
            None => found,
        });
    };
    if let Some(word) = &words.lead {
        let entities = entities(tx, view, (internal, words.asks_as.as_ref()))?;
        let key = entity(&entities, word)?.key.clone();
        let assigned = tx.list_assignments(&[], view)?.into_iter();
        let led = assigned
            .filter(|line| line.role == Role::Lead && line.entity == key)
            .filter(|line| internal || line.public || words.asks_as.as_ref() == Some(&key));
        narrow(led.map(|line| line.item).collect());
    }
    if words.late || words.due_within.is_some() {
        let mut dates: HashMap<i64, (PartialDate, PartialDate)> = HashMap::new();
        for line in tx.list_dues(&[], view)?.into_iter().filter(|it| internal || it.public) {
            if let Some(due) = line.due_on {
                dates.entry(line.item).and_modify(|it| it.1 = due).or_insert((due, due));
            }
        }
        if let Some(days) = words.due_within {
            let until = view.as_of.checked_add_days(Days::new(u64::from(days)));
            dates.retain(|_, (_, due)| until.is_none_or(|day| due.last() <= day));
        }
        if words.late {
            dates.retain(|_, (first, _)| first.last() < view.as_of);
        }
        narrow(open(dates.into_keys().collect(), view, tx)?);
    }
    let mut chosen: Vec<i64> = chosen.into_iter().flatten().collect();
    chosen.sort_unstable();
    // No item has this number.
    Ok(if chosen.is_empty() { vec![0] } else { chosen })
}
