//! Figures on several days, from what was said of each item, read once.

use chrono::NaiveDate;

use super::super::SqliteTx;
use super::super::columns::Columns as _;
use super::super::items::{Wanted, set_condition};
use super::super::select::{Params, Seen};
use super::super::values::word;
use super::{EVER_SUPERSEDED, counted_items};
use crate::domain::lines::CountLine;
use crate::domain::{Filter, Level, View};
use crate::store::{Dimension, ReadFigures as _, Result};

/// A statement a day costs no more than reading what was said of each item.
const FEW_DAYS: usize = 2;

/// The figures of each day.
pub(super) fn count(
    tx: &SqliteTx<'_>,
    filter: &Filter,
    view: &View,
    days: &[NaiveDate],
) -> Result<Vec<Vec<CountLine>>> {
    let on = |day: &NaiveDate| View { as_of: *day, ..view.clone() };
    let each_alone = |filter: &Filter| -> Result<Vec<Vec<CountLine>>> {
        days.iter().map(|day| tx.count_statuses(filter, &on(day), Dimension::Whole)).collect()
    };
    let Some(last) = days.iter().max().filter(|_| days.len() > FEW_DAYS) else {
        return each_alone(filter);
    };
    let last = on(last);
    let first = View { as_of: days.iter().min().copied().unwrap_or(last.as_of), ..last.clone() };
    let Some(steady) = Steady::of(tx, filter, (&first, &last))? else {
        return each_alone(filter);
    };
    let mut counts = steady.count(days)?;
    let others = tx.unsteady(filter, &last)?;
    if !others.is_empty() {
        let filter = Filter { items: others, ..filter.clone() };
        for (counts, more) in counts.iter_mut().zip(each_alone(&filter)?) {
            counts.extend(more);
        }
    }
    Ok(counts)
}

/// Items without components that were never superseded: their level is what was said of them last.
struct Steady<'t, 's> {
    tx: &'t SqliteTx<'s>,
    sql: String,
    params: Params,
    wanted: Wanted,
}

/// Whether the level of an item is worked out otherwise than from what was said of it.
fn is_unsteady(seen: Seen<'_>) -> String {
    format!("({} OR i.id IN ({EVER_SUPERSEDED}))", seen.is_compound("i"))
}

impl<'t, 's> Steady<'t, 's> {
    /// None where other items are chosen on another day: by what was said, or put right, by then.
    fn of(
        tx: &'t SqliteTx<'s>,
        filter: &Filter,
        (first, last): (&View, &View),
    ) -> Result<Option<Self>> {
        let conditions = |view: &View, params: &mut Params| -> Result<String> {
            Ok(tx.seen(view)?.over(filter).conditions(filter, "i", params).join(" AND "))
        };
        let seen = tx.seen(last)?.over(filter);
        let mut params = Params::of(last);
        let at_first = conditions(first, &mut Params::of(first))?;
        let conditions = conditions(last, &mut params)?;
        if conditions.contains(":as_of") || conditions != at_first {
            return Ok(None);
        }
        let sql = format!(
            "SELECT i.id, a.effective_on, a.status FROM item AS i
             LEFT JOIN assessment AS a ON a.item_id = i.id AND a.assessor_id = :voice
                AND a.effective_on <= :as_of AND {}
             WHERE {} {} AND {conditions} AND NOT {}
             ORDER BY i.id, a.effective_on, a.id",
            seen.in_force("a.entry_id"),
            set_condition(filter),
            counted_items(),
            is_unsteady(seen),
        );
        Ok(Some(Self { tx, sql, params, wanted: Wanted::of(filter) }))
    }

    /// The figures of each day.
    fn count(&self, days: &[NaiveDate]) -> Result<Vec<Vec<CountLine>>> {
        let asked: Vec<String> =
            days.iter().map(|day| day.format("%Y-%m-%d").to_string()).collect();
        let mut counts = vec![[0_i64; Level::ALL.len()]; days.len()];
        let mut add = |said: &[(String, Level)]| {
            for (counts, day) in counts.iter_mut().zip(&asked) {
                let by_then = said.partition_point(|(since, _)| since <= day);
                let level = by_then.checked_sub(1).map_or(Level::NotAssessed, |at| said[at].1);
                counts[level as usize] += 1;
            }
        };
        let mut of = None;
        let mut held: Vec<(String, Level)> = Vec::new();
        let read = |row: &super::super::columns::PlacedRow<'_, '_>| {
            let since: Option<String> = row.get("effective_on")?;
            let said = match since {
                Some(since) => Some((since, word(row, "status", Level::from_slug)?)),
                None => None,
            };
            Ok(Some((row.get::<i64>("id")?, said)))
        };
        self.tx.stream(&self.sql, &self.params, read, &mut |(item, said)| {
            if of.replace(item).is_some_and(|last| last != item) {
                add(&held);
                held.clear();
            }
            held.extend(said);
            Ok(())
        })?;
        if of.is_some() {
            add(&held);
        }
        let lines = |counts: &[i64; Level::ALL.len()]| {
            let levels = Level::ALL.iter().zip(counts);
            let wanted = levels.filter(|(level, items)| **items > 0 && self.wanted.level(**level));
            wanted
                .map(|(level, items)| CountLine {
                    key: None,
                    status: *level,
                    items: *items,
                    own: 0,
                    first: None,
                })
                .collect()
        };
        Ok(counts.iter().map(lines).collect())
    }
}

impl SqliteTx<'_> {
    /// The chosen items whose level is worked out otherwise.
    fn unsteady(&self, filter: &Filter, last: &View) -> Result<Vec<i64>> {
        let seen = self.seen(last)?.over(filter);
        let mut params = Params::of(last);
        let conditions = seen.conditions(filter, "i", &mut params).join(" AND ");
        let sql = format!(
            "SELECT i.id FROM item AS i WHERE {} {} AND {conditions} AND {}",
            set_condition(filter),
            counted_items(),
            is_unsteady(seen),
        );
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| row.get("id"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{now, open};
    use super::*;
    use crate::app::seeding::Content;
    use crate::domain::amended::{AmendedField, AmendedKind};
    use crate::domain::claims::{AmendmentClaim, LifeClaim};
    use crate::domain::{Life, Position};
    use crate::store::{Detail, Levels, NewEntry, Read, Store as _};

    fn sums(counts: Vec<Vec<CountLine>>) -> Vec<[i64; Level::ALL.len()]> {
        counts.iter().map(|lines| crate::report::progress::counts_of(lines.iter())).collect()
    }

    /// The same as a statement a day gives.
    fn agree(tx: &dyn Read, filter: &Filter, days: &[NaiveDate]) -> Vec<[i64; Level::ALL.len()]> {
        let voices = tx.list_assessors().unwrap();
        let voice = voices.iter().find(|voice| voice.key == "tracker").unwrap().id;
        let view = View { voice, ..View::on(days[0]) };
        let together = sums(tx.count_on_days(filter, &view, days).unwrap());
        for (day, counts) in days.iter().zip(&together) {
            let view = View { as_of: *day, ..view.clone() };
            let alone = tx.count_statuses(filter, &view, Dimension::Whole).unwrap();
            assert_eq!(sums(vec![alone]), [*counts], "{day}");
        }
        together
    }

    /// The first day of each.
    fn months() -> Vec<NaiveDate> {
        let days = (2021..2028).flat_map(|year| (1..=12).map(move |month| (year, month)));
        days.filter_map(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1)).collect()
    }

    #[test]
    fn days_counted_together_are_counted_as_each_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path(), Content::Example);
        let mut tx = store.write().unwrap();
        let every = Filter { counted_only: true, ..Filter::default() };
        let compound = Filter { compound_only: true, ..every.clone() };
        let mut months = months();
        // In whatever order they are asked for.
        months.swap(3, 40);
        let before = agree(&*tx, &every, &months);
        assert!(before.iter().any(|counts| *counts != before[0]), "nothing moves in the example");
        let parts = agree(&*tx, &compound, &months);
        assert!(parts.iter().any(|counts| *counts != parts[0]), "no components move");
        agree(&*tx, &Filter { statuses: vec![Level::InProgress], ..every.clone() }, &months);
        let stated = Filter { position: Some(Position::Supported), ..every.clone() };
        let stated = agree(&*tx, &stated, &months);
        assert!(stated.iter().any(|counts| counts.iter().sum::<i64>() > 0));

        // One that says something all the time is superseded halfway: it counts until then.
        let mut item_id = None;
        let visit = &mut |line: crate::domain::lines::ItemLine| {
            item_id = item_id
                .or((line.components.is_empty() && line.headline.is_some()).then_some(line.id));
            Ok(())
        };
        let voice = tx.list_assessors().unwrap()[0].id;
        let view = View { voice, ..View::on(*months.iter().max().unwrap()) };
        tx.each_item(&every, &view, Detail::Brief, Levels::Items, visit).unwrap();
        let (item_id, life) = (item_id.unwrap(), Life::Superseded);
        let effective_on = NaiveDate::from_ymd_opt(2023, 7, 15).unwrap();
        let claim = LifeClaim {
            id: None,
            item_id,
            life,
            effective_on,
            public: true,
            note: Some("another took its place".into()),
        };
        let records = vec![claim.said("its item", Life::Active).unwrap()];
        let entry =
            NewEntry { command: "item close", item: Some(item_id), records, ..NewEntry::default() };
        tx.append(now(), entry).unwrap();
        let after = agree(&*tx, &every, &months);
        assert_ne!(before, after);
    }

    #[test]
    fn items_that_are_chosen_from_a_day_on_count_from_then_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path(), Content::Example);
        let mut tx = store.write().unwrap();
        let set = tx.list_sets().unwrap().into_iter().find(|set| set.state.is_some()).unwrap();
        let claim = AmendmentClaim {
            effective_on: NaiveDate::from_ymd_opt(2023, 7, 15),
            ..AmendmentClaim::of(AmendedKind::Set, set.id, AmendedField::State, "SVN")
        };
        let records =
            vec![claim.said("the set", set.state.as_deref(), now().at.date_naive()).unwrap()];
        let entry = NewEntry { command: "set edit", records, ..NewEntry::default() };
        tx.append(now(), entry).unwrap();
        tx.commit().unwrap();
        let tx = store.read().unwrap();
        let state = Some("SVN".to_owned());
        let of_state = Filter { state, counted_only: true, ..Filter::default() };
        let counts = agree(&*tx, &of_state, &months());
        let items = |counts: &[i64; Level::ALL.len()]| counts.iter().sum::<i64>();
        assert!(items(&counts[0]) == 0 && items(counts.last().unwrap()) > 0, "{counts:?}");
    }
}
