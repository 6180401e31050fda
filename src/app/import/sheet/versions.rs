//! What a row started from: the item as it was known when the sheet was exported.

use std::collections::HashMap;

use crate::app::error::Result;
use crate::domain::lines::ItemLine;
use crate::domain::{Filter, KnownUntil, View};
use crate::store::{Detail, Levels};

use super::super::merge::Work;
use super::{Desk, Known, tracker};

/// What a row started from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Base {
    /// What is recorded now: nobody changed the item since.
    Present,
    /// What was known with this entry.
    Entry(i64),
    /// The version is not one of this item's in this file.
    Foreign(String),
}

/// With which entry and by whom items are seen.
type Seen = (Option<i64>, i64);

/// Item lines as seen by several voices and at several times, read when they are needed.
#[derive(Debug, Default)]
pub(super) struct Lines {
    sets: Vec<i64>,
    /// The items that were exported with an entry.
    stale: HashMap<i64, Vec<i64>>,
    read: HashMap<Seen, HashMap<i64, ItemLine>>,
}

impl Lines {
    /// Reads all items of these sets in order; gives their numbers and names.
    pub(super) fn read_sets(
        &mut self,
        work: &mut Work<'_>,
        sets: &[i64],
    ) -> Result<Vec<(i64, String)>> {
        self.sets = sets.to_vec();
        if sets.is_empty() {
            return Ok(Vec::new());
        }
        let voice = tracker(&work.names);
        let (lines, order) = read(work, self.filter(None), None, voice)?;
        self.read.insert((None, voice), lines);
        Ok(order)
    }

    fn filter(&self, at: Option<i64>) -> Filter {
        let items = at.and_then(|at| self.stale.get(&at)).cloned().unwrap_or_default();
        let sets = if items.is_empty() { self.sets.clone() } else { Vec::new() };
        Filter { sets, items, ..Filter::default() }
    }

    /// An item as seen by a voice, now or with an entry.
    pub(super) fn get(
        &mut self,
        work: &mut Work<'_>,
        item: i64,
        at: Option<i64>,
        voice: i64,
    ) -> Result<Option<ItemLine>> {
        if !self.read.contains_key(&(at, voice)) {
            let (lines, _) = read(work, self.filter(at), at, voice)?;
            self.read.insert((at, voice), lines);
        }
        Ok(self.read.get(&(at, voice)).and_then(|lines| lines.get(&item)).cloned())
    }
}

/// Item lines by number, and the items in order.
type Read = (HashMap<i64, ItemLine>, Vec<(i64, String)>);

fn read(work: &mut Work<'_>, filter: Filter, at: Option<i64>, voice: i64) -> Result<Read> {
    let view = View { as_of: work.now.today, known: at.map(KnownUntil::Entry), voice };
    let (mut lines, mut order) = (HashMap::new(), Vec::new());
    let levels = if filter.items.is_empty() { Levels::All } else { Levels::Matching };
    work.tx.each_item(&filter, &view, Detail::Full, levels, &mut |line| {
        order.push((line.id, line.name()));
        lines.insert(line.id, line);
        Ok(())
    })?;
    Ok((lines, order))
}

impl Desk {
    /// What each row started from, by item.
    pub(super) fn versions(
        &mut self,
        work: &mut Work<'_>,
        rows: &[Known<'_>],
    ) -> Result<HashMap<i64, Base>> {
        let mut bases = HashMap::new();
        let mut asked = Vec::new();
        for row in rows {
            let text = self.sheet.cell(row.row, "version").map_or("", |cell| cell.text.trim());
            let present = self.lines.get(work, row.item, None, tracker(&work.names))?;
            let present = present.map(|line| line.version).unwrap_or_default();
            if text.is_empty() || text == present {
                bases.insert(row.item, Base::Present);
            } else if let Some(entry) = text.split('.').next().and_then(|id| id.parse::<i64>().ok())
            {
                asked.push((row.item, entry, text.to_owned()));
            } else {
                bases.insert(row.item, Base::Foreign(text.to_owned()));
            }
        }
        if asked.is_empty() {
            return Ok(bases);
        }
        let entries: Vec<i64> = asked.iter().map(|(_, entry, _)| *entry).collect();
        let marks = work.tx.list_marks(&entries)?.into_iter();
        let marks: HashMap<i64, _> = marks.map(|(id, mark, of)| (id, (mark, of))).collect();
        for (item, entry, text) in asked {
            let known = marks
                .get(&entry)
                .is_some_and(|(mark, of)| mark.eq_ignore_ascii_case(&text) && *of == Some(item));
            if known {
                self.lines.stale.entry(entry).or_default().push(item);
            }
            bases.insert(item, if known { Base::Entry(entry) } else { Base::Foreign(text) });
        }
        Ok(bases)
    }
}
