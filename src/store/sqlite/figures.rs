//! Figures of items, each in a constant number of statements.

mod over_time;

use chrono::NaiveDate;

use super::SqliteTx;
use super::columns::Columns as _;
use super::items::{Wanted, components, components_column, set_condition};
use super::select::{Params, Seen, counted};
use super::themes::Broken;
use super::values::word;
use crate::domain::lines::CountLine;
use crate::domain::{Filter, Level, View};
use crate::store::{Dimension, ReadFigures, Result};

/// Items that count in progress figures, components left out.
fn counted_items() -> String {
    format!("i.parent_id IS NULL AND {}", counted("i"))
}

/// The life state in force.
fn life_of(seen: Seen, item: &str) -> String {
    format!(
        "COALESCE((SELECT z.state FROM item_state AS z
            WHERE z.item_id = {item} AND z.effective_on <= :as_of AND {}
            ORDER BY z.effective_on DESC, z.id DESC LIMIT 1), 'active')",
        seen.in_force("z.entry_id")
    )
}

/// The items that were ever superseded: few, so that the life of all others need not be looked up.
const EVER_SUPERSEDED: &str = "SELECT item_id FROM item_state WHERE state = 'superseded'";

/// Whether an item is superseded.
fn is_superseded(seen: Seen, item: &str) -> String {
    format!("({item} IN ({EVER_SUPERSEDED}) AND {} = 'superseded')", life_of(seen, item))
}

impl ReadFigures for SqliteTx<'_> {
    fn count_statuses(
        &self,
        filter: &Filter,
        view: &View,
        by: Dimension,
    ) -> Result<Vec<CountLine>> {
        let mut counts = self.count_simple(filter, view, by)?;
        for compound in self.compound_levels(filter, view, by)? {
            let same = |line: &&mut CountLine| {
                (&line.key, line.status) == (&compound.key, compound.status)
            };
            match counts.iter_mut().find(same) {
                Some(line) => {
                    line.items += compound.items;
                    line.own += compound.own;
                    line.first = line.first.into_iter().chain(compound.first).min();
                }
                None => counts.push(compound),
            }
        }
        Ok(counts)
    }

    fn count_on_days(
        &self,
        filter: &Filter,
        view: &View,
        days: &[NaiveDate],
    ) -> Result<Vec<Vec<CountLine>>> {
        over_time::count(self, filter, view, days)
    }

    fn count_uncounted(&self, filter: &Filter, view: &View) -> Result<i64> {
        let seen = self.seen(view)?.over(filter);
        let mut params = Params::of(view);
        let conditions = seen.conditions(filter, "i", &mut params).join(" AND ");
        let sql = format!(
            "SELECT COUNT(*) FROM item AS i
             WHERE {} i.parent_id IS NULL AND NOT ({}) AND {conditions}",
            set_condition(filter),
            counted_items()
        );
        self.number(&sql, &params)
    }

    fn count_superseded(&self, filter: &Filter, view: &View) -> Result<i64> {
        let seen = self.seen(view)?;
        let mut params = Params::of(view);
        let conditions = seen.conditions(filter, "i", &mut params).join(" AND ");
        let sql = format!(
            "SELECT COUNT(*) FROM item AS i
             WHERE {} AND {} AND {conditions}",
            is_superseded(seen, "i.id"),
            counted_items(),
        );
        self.number(&sql, &params)
    }
}

impl SqliteTx<'_> {
    /// The one number that a statement gives.
    fn number(&self, sql: &str, params: &Params) -> Result<i64> {
        let mut statement = self.prepare(sql)?;
        statement
            .query_row(params.used_in(sql).as_slice(), |row| row.get(0))
            .map_err(|error| self.error(error))
    }

    /// Items without components: counted by the engine.
    fn count_simple(&self, filter: &Filter, view: &View, by: Dimension) -> Result<Vec<CountLine>> {
        let seen = self.seen(view)?.over(filter);
        let mut params = Params::of(view);
        let conditions = seen.conditions(filter, "i", &mut params).join(" AND ");
        let Broken { key, own, first, join } = seen.broken_by(by);
        let wanted = Wanted::of(filter);
        let sql = format!(
            "SELECT key, status, COUNT(*) AS items, SUM(own) AS own, MIN(first) AS first FROM (
                SELECT {key} AS key, {own} AS own, {first} AS first,
                    COALESCE((SELECT h.status FROM assessment AS h
                    WHERE h.id = {}), 'not-assessed') AS status
                FROM item AS i {join}
                WHERE {} {} AND {conditions} AND NOT {} AND NOT {})
             GROUP BY key, status ORDER BY key, status",
            seen.latest("i.id", ":voice"),
            set_condition(filter),
            counted_items(),
            is_superseded(seen, "i.id"),
            seen.is_compound("i"),
        );
        let mut counts: Vec<CountLine> =
            self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
                let status = word(row, "status", Level::from_slug)?;
                Ok(CountLine {
                    key: row.get("key")?,
                    status,
                    items: row.get("items")?,
                    own: row.get("own")?,
                    first: row.get("first")?,
                })
            })?;
        counts.retain(|line| wanted.level(line.status));
        Ok(counts)
    }

    /// Compound items: their components' statuses, rolled up here.
    fn compound_levels(
        &self,
        filter: &Filter,
        view: &View,
        by: Dimension,
    ) -> Result<Vec<CountLine>> {
        let seen = self.seen(view)?.over(filter);
        let mut params = Params::of(view);
        let conditions = seen.conditions(filter, "i", &mut params).join(" AND ");
        let Broken { key, own, first, join } = seen.broken_by(by);
        let wanted = Wanted::of(filter);
        let sql = format!(
            "SELECT {key} AS key, {own} AS own, {first} AS first, {} AS components FROM item AS i {join}
             WHERE {} {} AND {conditions} AND NOT {} AND {}
             ORDER BY i.set_id, i.sort_key, i.id",
            components_column(seen),
            set_condition(filter),
            counted_items(),
            is_superseded(seen, "i.id"),
            seen.is_compound("i"),
        );
        let rows = self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            let tally =
                crate::domain::Tally::of(components(row)?.into_iter().map(|part| part.status));
            Ok(CountLine {
                key: row.get("key")?,
                status: tally.whole(),
                items: 1,
                own: row.get("own")?,
                first: row.get("first")?,
            })
        })?;
        Ok(rows.into_iter().filter(|line| wanted.level(line.status)).collect())
    }
}
