//! What one of two copies took back and the other built on.

use std::collections::BTreeMap;

use crate::store::Result;
use crate::store::merge::{Clash, CopyTold};
use crate::store::sqlite::columns::Columns as _;
use crate::store::sqlite::merge::{
    Fate, Merge, MergeSide, RowFate, RowPlace, rows_of, shape_of, told, value,
};

impl Merge<'_, '_> {
    /// What was taken back here and built on there.
    pub(super) fn taken_back_here(&mut self) -> Result<()> {
        let mut found: BTreeMap<i64, Vec<RowPlace>> = BTreeMap::new();
        for (at, entry) in self.theirs.iter().enumerate() {
            let Some(Fate::Take(fates)) = self.plans.get(at) else { continue };
            for (place, (row, _)) in rows_of(entry)
                .iter()
                .zip(fates)
                .enumerate()
                .filter(|(_, (_, fate))| **fate == RowFate::New)
            {
                let shape = shape_of(entry, row)?;
                for column in shape.columns {
                    let Some(table) = column.refers.filter(|table| *table != "entry") else {
                        continue;
                    };
                    let id = value(row, column.name).and_then(|id| id.parse().ok());
                    let Some(here) = id.and_then(|id| self.row_here(table, id)) else { continue };
                    let of = self.entry_of(table, here)?;
                    if self.withdrawn.contains(&of) && self.withdrawn_since(of)? {
                        found.entry(of).or_default().push(RowPlace { entry: at, row: place });
                    }
                }
            }
        }
        for (entry, places) in found {
            let Some(first) = places.first() else { continue };
            let builder = &self.theirs[first.entry];
            let about = self.about_added(entry)?;
            let winner = self.winner(&about);
            let withdrawal = self.withdrawal_of(entry)?;
            self.clashes.push(Clash {
                about,
                what: "taken back here, built on there".to_owned(),
                base: None,
                ours: CopyTold { text: "taken back".to_owned(), ..self.told_here(withdrawal)? },
                theirs: told(builder, format!("built on: {} rows", places.len())),
                public: !builder.internal,
                winner,
            });
            match winner {
                Some(MergeSide::Ours) => places.into_iter().for_each(|place| self.lose(place)),
                Some(MergeSide::Theirs) => self.settled.push((entry, true)),
                None => {}
            }
        }
        Ok(())
    }

    /// What was taken back there and built on here.
    pub(super) fn taken_back_there(&mut self) -> Result<()> {
        let mut targets: BTreeMap<i64, (usize, bool)> = BTreeMap::new();
        for (at, entry) in self.theirs.iter().enumerate() {
            if !matches!(self.plans.get(at), Some(Fate::Take(_))) {
                continue;
            }
            for row in rows_of(entry).iter().filter(|row| row.table == "withdrawal") {
                let target = value(row, "target_entry").and_then(|target| target.parse().ok());
                if let Some(target) = target.and_then(|target| self.row_here("entry", target)) {
                    targets.insert(target, (at, value(row, "reinstates") == Some("0")));
                }
            }
        }
        for (target, (at, gone)) in targets {
            if !gone || self.withdrawn.contains(&target) {
                continue;
            }
            let added = self.added_by(target)?;
            let mut hanging = self.hanging_here(&added)?;
            hanging.retain(|row| !added.contains(row));
            let Some(first) = hanging.first().copied() else { continue };
            let about = self.about_added(target)?;
            let winner = self.winner(&about);
            let entry = &self.theirs[at];
            let ours = self.told_here(self.entry_of(first.0, first.1)?)?;
            self.clashes.push(Clash {
                about,
                what: "taken back there, built on here".to_owned(),
                base: None,
                ours: CopyTold { text: format!("built on: {} rows", hanging.len()), ..ours },
                theirs: told(entry, "taken back".to_owned()),
                public: !entry.internal,
                winner,
            });
            match winner {
                Some(MergeSide::Ours) => self.settled.push((target, true)),
                Some(MergeSide::Theirs) => self.lost_here.extend(hanging),
                None => {}
            }
        }
        Ok(())
    }

    /// What an entry here added, by its name.
    fn about_added(&self, entry: i64) -> Result<String> {
        let added = self.added_by(entry)?;
        let named =
            added.iter().find(|(table, _)| matches!(*table, "item" | "item_set")).or(added.first());
        named.map_or_else(
            || self.about_entry(entry),
            |(table, id)| {
                let name = self.name_here(table, *id)?;
                Ok(if *table == "item" { name } else { format!("{table}:{name}") })
            },
        )
    }

    /// The entry that took an entry here back.
    fn withdrawal_of(&self, entry: i64) -> Result<i64> {
        let sql =
            "SELECT entry_id FROM withdrawal WHERE target_entry = $1 ORDER BY id DESC LIMIT 1";
        let found: Vec<i64> = self.tx.rows(sql, [entry], |row| row.get("entry_id"))?;
        Ok(found.first().copied().unwrap_or_default())
    }

    /// Whether an entry was taken back here since the common beginning, and not by the copy.
    fn withdrawn_since(&self, entry: i64) -> Result<bool> {
        let by = self.withdrawal_of(entry)?;
        Ok(by > self.order.base && !self.shared.contains(&by))
    }

    pub(super) fn entry_is_internal(&self, entry: i64) -> Result<bool> {
        let sql = "SELECT internal FROM entry WHERE id = $1";
        let found: Vec<bool> = self.tx.rows(sql, [entry], |row| row.get("internal"))?;
        Ok(found.first().copied().unwrap_or_default())
    }
}
