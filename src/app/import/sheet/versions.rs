//! What a row started from: the item as it was known when the sheet was exported.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::app::error::Result;
use crate::domain::lines::ItemLine;
use crate::domain::{Filter, View};
use crate::store::{Detail, Levels};

use super::super::merge::Work;
use super::{Desk, Known, tracker};

/// What a row started from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Base {
    /// What is recorded now: nobody changed the item since.
    Present,
    /// What was known at this moment.
    KnownAt(DateTime<Utc>),
    /// It cannot be told: the item was changed in the same second.
    Unclear,
    /// The version is not one of this file's.
    Foreign(String),
}

/// Item lines as seen by several voices and at several times, read when they are needed.
#[derive(Debug, Default)]
pub(super) struct Lines {
    sets: Vec<i64>,
    /// The items whose base lies at a moment.
    stale: HashMap<DateTime<Utc>, Vec<i64>>,
    read: HashMap<(Option<DateTime<Utc>>, i64), HashMap<i64, ItemLine>>,
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

    fn filter(&self, at: Option<DateTime<Utc>>) -> Filter {
        let items = at.and_then(|at| self.stale.get(&at)).cloned().unwrap_or_default();
        let sets = if items.is_empty() { self.sets.clone() } else { Vec::new() };
        Filter { sets, items, ..Filter::default() }
    }

    /// An item as seen by a voice, now or at a moment.
    pub(super) fn get(
        &mut self,
        work: &mut Work<'_>,
        item: i64,
        at: Option<DateTime<Utc>>,
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

fn read(
    work: &mut Work<'_>,
    filter: Filter,
    at: Option<DateTime<Utc>>,
    voice: i64,
) -> Result<Read> {
    let view = View { as_of: work.now.today, known_at: at, voice };
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
                asked.push((row.item, entry, text.to_owned(), present));
            } else {
                bases.insert(row.item, Base::Foreign(text.to_owned()));
            }
        }
        if asked.is_empty() {
            return Ok(bases);
        }
        let newest = |mark: &str| mark.split('.').next().and_then(|id| id.parse::<i64>().ok());
        let entries: Vec<i64> = asked
            .iter()
            .flat_map(|(_, entry, _, present)| [Some(*entry), newest(present)])
            .flatten()
            .collect();
        let marks = work.tx.list_marks(&entries)?;
        let marks: HashMap<i64, (String, DateTime<Utc>)> =
            marks.into_iter().map(|(id, mark, at)| (id, (mark, at))).collect();
        for (item, entry, text, present) in asked {
            let base = match marks.get(&entry) {
                Some((mark, at)) if mark.eq_ignore_ascii_case(&text) => {
                    let now = newest(&present).and_then(|id| marks.get(&id)).map(|(_, at)| *at);
                    if now == Some(*at) { Base::Unclear } else { Base::KnownAt(*at) }
                }
                _ => Base::Foreign(text),
            };
            if let Base::KnownAt(at) = base {
                self.lines.stale.entry(at).or_default().push(item);
            }
            bases.insert(item, base);
        }
        Ok(bases)
    }
}
