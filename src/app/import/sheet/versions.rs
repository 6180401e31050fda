//! What a row started from: the item as it was known when the sheet was exported.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::app::error::Result;
use crate::domain::lines::ItemLine;
use crate::domain::{Filter, KnownUntil, View};
use crate::store::{Detail, Levels};

use super::super::merge::Work;
use super::{Known, SheetDesk, tracker};

/// What a row started from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Base {
    /// What is recorded now: nobody changed the item since.
    Present,
    /// What was known with an entry, on a day.
    Seen(VersionMoment),
    /// The version is not one of this item's in this file.
    Foreign(String),
}

/// How far the record was read, and as of which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct VersionMoment {
    known: KnownUntil,
    as_of: NaiveDate,
}

/// At which moment, if it is not now, and by whom items are seen.
type SeenBy = (Option<VersionMoment>, i64);

/// Item lines as seen by several voices and at several times, read when they are needed.
#[derive(Debug, Default)]
pub(super) struct Lines {
    sets: Vec<i64>,
    /// The items that were exported at a moment.
    stale: HashMap<VersionMoment, Vec<i64>>,
    read: HashMap<SeenBy, HashMap<i64, ItemLine>>,
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

    fn filter(&self, at: Option<VersionMoment>) -> Filter {
        let items = at.and_then(|at| self.stale.get(&at)).cloned().unwrap_or_default();
        let sets = if items.is_empty() { self.sets.clone() } else { Vec::new() };
        Filter { sets, items, ..Filter::default() }
    }

    /// An item as seen by a voice, now or at a moment.
    pub(super) fn get(
        &mut self,
        work: &mut Work<'_>,
        item: i64,
        at: Option<VersionMoment>,
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
type LinesInOrder = (HashMap<i64, ItemLine>, Vec<(i64, String)>);

fn read(
    work: &mut Work<'_>,
    filter: Filter,
    at: Option<VersionMoment>,
    voice: i64,
) -> Result<LinesInOrder> {
    let as_of = at.map_or(work.now.today, |at| at.as_of);
    let view = View { known: at.map(|at| at.known), voice, ..View::on(as_of) };
    let (mut lines, mut order) = (HashMap::new(), Vec::new());
    work.tx.each_item(&filter, &view, Detail::Full, Levels::All, &mut |line| {
        order.push((line.id, line.name()));
        lines.insert(line.id, line);
        Ok(())
    })?;
    Ok((lines, order))
}

impl SheetDesk {
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
            } else if let Some((entry, mark, moment)) = moment(text, work.now.today) {
                asked.push((row.item, entry, mark, moment, text.to_owned()));
            } else {
                bases.insert(row.item, Base::Foreign(text.to_owned()));
            }
        }
        if asked.is_empty() {
            return Ok(bases);
        }
        let entries: Vec<i64> = asked.iter().map(|(_, entry, ..)| *entry).collect();
        let marks = work.tx.list_marks(&entries)?.into_iter();
        let marks: HashMap<(String, Option<i64>), i64> =
            marks.map(|(id, mark, of)| ((mark.to_lowercase(), of), id)).collect();
        for (item, _, mark, at, text) in asked {
            let Some(entry) = marks.get(&(mark.to_lowercase(), Some(item))) else {
                bases.insert(item, Base::Foreign(text));
                continue;
            };
            // Of an entry that came by a merge the number here counts.
            let known = match at.known {
                KnownUntil::Entry(_) => KnownUntil::Entry(*entry),
                moment @ KnownUntil::Moment(_) => moment,
            };
            let at = VersionMoment { known, ..at };
            self.lines.stale.entry(at).or_default().push(item);
            bases.insert(item, Base::Seen(at));
        }
        Ok(bases)
    }
}

/// A version as it was exported, `v196-85517930`, of another day `v196-85517930@2024-07-31`, of what
/// was known then `v196-85517930@2024-07-31~2023-12-31T23:59:59Z`: its entry, its mark, and what it
/// says of when.
fn moment(text: &str, today: NaiveDate) -> Option<(i64, String, VersionMoment)> {
    let (mark, seen) = text.split_once('@').unwrap_or((text, ""));
    let (day, known) = seen.split_once('~').unwrap_or((seen, ""));
    let entry = mark.strip_prefix(['v', 'V'])?.split_once('-')?.0.parse().ok()?;
    let known = match known {
        "" => KnownUntil::Entry(entry),
        at => KnownUntil::Moment(at.parse().ok()?),
    };
    let as_of = if day.is_empty() { today } else { day.parse().ok()? };
    Some((entry, mark.to_owned(), VersionMoment { known, as_of }))
}
