//! Appending what a copy has more, each entry with its origin; what loses is kept and taken back.

use crate::store::sqlite::columns::Columns as _;
use std::collections::{BTreeMap, BTreeSet};

use super::{Carried, CarriedRow, Fate, Merge, Merged, RowFate, RowKey, rows_of, shape_of, value};
use crate::domain::claims::{OriginClaim, WithdrawalClaim};
use crate::domain::ledger::portable::Sealing;
use crate::domain::ledger::{FieldValue, Record, hex};
use crate::store::sqlite::privacy::RowReach;
use crate::store::sqlite::shapes::{Is, SHAPES, Same, Shape};
use crate::store::{Append as _, NewEntry, Result, StoreError};

impl Merge<'_, '_> {
    /// Appends all that is taken, in the order in which it was said.
    pub(super) fn write(&mut self, merged: &mut Merged) -> Result<()> {
        let (before, _) = self.tx.head()?;
        let lost = self.losing_entries()?;
        let mut losing = Vec::new();
        let mut taken: BTreeMap<String, i64> = BTreeMap::new();
        for (at, entry) in self.theirs.iter().enumerate() {
            let Fate::Take(fates) = &self.plans[at] else { continue };
            let fates = fates.clone();
            for (row, _) in
                rows_of(entry).iter().zip(&fates).filter(|(_, fate)| **fate == RowFate::New)
            {
                *taken.entry(row.table.clone()).or_default() += i64::from(row.table != "origin");
            }
            losing.extend(self.take(entry, &fates)?);
            merged.taken += 1;
        }
        for entry in losing {
            self.take_back(entry, false)?;
        }
        for (entry, rest) in lost {
            self.take_back(entry, false)?;
            self.say_again(entry, &rest)?;
        }
        for (entry, holds) in std::mem::take(&mut self.settled) {
            self.take_back(entry, holds)?;
        }
        taken.retain(|_, count| *count > 0);
        merged.rows = taken.into_iter().collect();
        merged.appended = self.tx.head()?.0 - before;
        Ok(())
    }

    /// Appends an entry of the copy; gives the entries here that hold what loses of it.
    fn take(&mut self, entry: &Carried, fates: &[RowFate]) -> Result<Vec<i64>> {
        let rows = || rows_of(entry).iter().zip(fates).filter(|(row, _)| row.table != "origin");
        let standing: Vec<&CarriedRow> =
            rows().filter(|(_, fate)| **fate == RowFate::New).map(|(row, _)| row).collect();
        let rest: Vec<&CarriedRow> = rows()
            .filter(|(_, fate)| matches!(fate, RowFate::Losing | RowFate::Differs(_)))
            .map(|(row, _)| row)
            .collect();
        let mut first = None;
        // An entry of which all is here already is remembered by its origin alone.
        if !standing.is_empty() || rest.is_empty() {
            first = self.append_part(entry, &standing)?.first().copied();
        }
        let lost = if rest.is_empty() { Vec::new() } else { self.append_part(entry, &rest)? };
        if let Some(id) = first.or_else(|| lost.first().copied()) {
            self.entries.insert(entry.id, id);
        }
        Ok(lost)
    }

    /// Appends some rows of an entry of the copy; gives the entries here that they became.
    fn append_part(&mut self, entry: &Carried, rows: &[&CarriedRow]) -> Result<Vec<i64>> {
        let mut records = Vec::with_capacity(rows.len() + 1);
        for row in rows {
            let record = self.record(entry, row)?;
            let record = self.guarded(entry, record)?;
            self.tx.keep_reach(&record)?;
            records.push(record);
        }
        let mut parts = self.tx.divide(records)?;
        if parts.is_empty() {
            let reach = if entry.internal { RowReach::Internal } else { RowReach::Open };
            parts.push((reach, Vec::new()));
        }
        let mut appended = Vec::new();
        for (reach, mut records) in parts {
            records.push(self.origin(entry));
            let new = self.entry(entry, records);
            let id = self.tx.append_rows(self.order.now, new, reach > RowReach::Open)?;
            appended.push(id);
        }
        Ok(appended)
    }

    fn entry(&self, entry: &Carried, records: Vec<Record>) -> NewEntry {
        let said = entry.said.as_ref();
        NewEntry {
            command: "merge",
            item: said.and_then(|said| said.item).and_then(|id| self.row_here("item", id)),
            source: said
                .and_then(|said| said.source)
                .and_then(|id| self.row_here("source_file", id)),
            place: said.and_then(|said| said.place.clone()),
            author: Some(self.order.author.clone()),
            shipped: false,
            records,
        }
    }

    /// Where an entry comes from: of one that was merged there, where it came from then.
    fn origin(&self, entry: &Carried) -> Record {
        let earlier = rows_of(entry).iter().find(|row| row.table == "origin");
        let text = |row: &CarriedRow, column: &str| value(row, column).map(str::to_owned);
        let claim = match (earlier, &entry.said) {
            (Some(row), _) => OriginClaim {
                id: None,
                head: text(row, "head").unwrap_or_default(),
                number: value(row, "number").and_then(|it| it.parse().ok()).unwrap_or_default(),
                hash: text(row, "hash").unwrap_or_default(),
                recorded_at: text(row, "recorded_at").unwrap_or_default(),
                clock: text(row, "clock"),
                author: text(row, "author"),
            },
            (None, said) => OriginClaim {
                id: None,
                head: self.order.head.clone(),
                number: entry.id,
                hash: hex(&entry.hash),
                recorded_at: said.as_ref().map(|it| it.recorded_at.clone()).unwrap_or_default(),
                clock: said.as_ref().and_then(|it| it.stopped.then(|| "stopped".to_owned())),
                author: match said.as_ref().and_then(|it| it.author.as_ref()) {
                    Some(Sealing::Whole(_, fields)) => fields.first().and_then(|it| it.1.clone()),
                    _ => None,
                },
            },
        };
        claim.said()
    }

    /// A row of the copy as it is appended here.
    fn record(&mut self, entry: &Carried, row: &CarriedRow) -> Result<Record> {
        let shape = shape_of(entry, row)?;
        let unfit = |found: String| StoreError::Unfit { entry: entry.id, found };
        let id = self.tx.reserve(shape.table)?;
        // What differs is joined with a row here: that one is named by others.
        self.rows.entry((shape.table, row.id)).or_insert(id);
        let sealed = match &row.sealed {
            Some(Some(Sealing::Whole(_, fields))) => fields.as_slice(),
            _ => &[],
        };
        let mut fields = vec![("id", FieldValue::Integer(id))];
        for (name, value) in row.open.iter().chain(sealed) {
            let Some(value) = value else { continue };
            let column = shape.columns.iter().find(|column| column.name == name);
            let column = column
                .ok_or_else(|| unfit(format!("this program has no `{name}` of `{}`", row.table)))?;
            let field = match column.refers {
                Some(table) => {
                    let there = value.parse().ok();
                    let here = there.and_then(|id| self.row_here(table, id)).ok_or_else(|| {
                        unfit(format!("`{name}` of `{}` names what is not taken", row.table))
                    })?;
                    FieldValue::Integer(here)
                }
                None if self.numbers.contains(&(shape.table, name.clone())) => {
                    let number = value
                        .parse()
                        .map_err(|_| unfit(format!("`{name}` of `{}` is no number", row.table)))?;
                    FieldValue::Integer(number)
                }
                None => FieldValue::Text(value.clone()),
            };
            fields.push((column.name, field));
        }
        Ok(Record { table: shape.table, fields })
    }

    /// What is internal as a whole there is so here, whatever it was joined with.
    fn guarded(&mut self, entry: &Carried, mut record: Record) -> Result<Record> {
        if !entry.internal || self.tx.reach(&record)? > RowReach::Open {
            return Ok(record);
        }
        let shape = super::super::shapes::shape(record.table);
        let by_flag = shape.is_some_and(|shape| {
            shape.privacy.rows.iter().any(|all| *all == [("public", Is::Number(0))])
        });
        if by_flag {
            record.fields.retain(|(name, _)| *name != "public");
            record.fields.push(("public", FieldValue::Integer(0)));
        }
        if self.tx.reach(&record)? > RowReach::Open {
            return Ok(record);
        }
        Err(StoreError::Unfit {
            entry: entry.id,
            found: format!(
                "it is internal there, and its row of `{}` would not be here",
                record.table
            ),
        })
    }

    /// Takes an entry here back, or has it hold again.
    fn take_back(&mut self, entry: i64, holds: bool) -> Result<()> {
        let sql = "SELECT item_id FROM entry WHERE id = $1";
        let item: Option<i64> =
            self.tx.rows(sql, [entry], |row| row.get("item_id"))?.into_iter().next().flatten();
        let new = NewEntry {
            command: "merge",
            item,
            author: Some(self.order.author.clone()),
            records: vec![WithdrawalClaim::undone(entry, holds)],
            ..NewEntry::default()
        };
        self.tx.append_entry(self.order.now, new).map(drop)
    }

    /// The entries here that lose, each with those of its rows that do not.
    fn losing_entries(&self) -> Result<Vec<(i64, Vec<RowKey>)>> {
        let lost: Vec<RowKey> = self.lost_here.iter().copied().collect();
        let lost = self.hanging_here(&lost)?;
        let mut entries = BTreeSet::new();
        for (table, id) in &lost {
            entries.insert(self.entry_of(table, *id)?);
        }
        let mut losing = Vec::new();
        for entry in entries {
            let mut rest = Vec::new();
            for shape in SHAPES.iter().filter(|shape| shape.table != "origin") {
                let sql = format!("SELECT id FROM {} WHERE entry_id = $1 ORDER BY id", shape.table);
                let rows: Vec<i64> = self.tx.rows(&sql, [entry], |row| row.get("id"))?;
                let stays = |id: &i64| !lost.contains(&(shape.table, *id));
                rest.extend(rows.into_iter().filter(stays).map(|id| (shape.table, id)));
            }
            let is_built_on = |(table, _): &RowKey| {
                let shape = super::super::shapes::shape(table);
                shape.is_some_and(|shape| {
                    matches!(shape.same, Same::Key(_)) || shape.table == "source_file"
                })
            };
            if !rest.iter().any(is_built_on) {
                losing.push((entry, rest));
            } else if self.loses_by_age(entry, &lost) {
                // What comes later holds anyway: the entry need not be taken back.
            } else {
                return Err(StoreError::Unfit {
                    entry,
                    found: "it brought more than what would lose: keep its word here (`--ours`), or take that back by hand".to_owned(),
                });
            }
        }
        Ok(losing)
    }

    /// Whether of the rows of an entry that lose each does so by being earlier.
    fn loses_by_age(&self, entry: i64, lost: &[RowKey]) -> bool {
        lost.iter().filter(|(table, id)| self.entry_of(table, *id).is_ok_and(|of| of == entry)).all(
            |(table, _)| {
                let dated =
                    |shape: &Shape| shape.columns.iter().any(|it| it.name == "effective_on");
                let shape = super::super::shapes::shape(table);
                shape.is_some_and(|it| matches!(it.same, Same::About(_)) && !dated(it))
            },
        )
    }

    /// Says again what stood in an entry that was taken back, and did not lose.
    fn say_again(&mut self, entry: i64, rest: &[RowKey]) -> Result<()> {
        let mut records = Vec::new();
        for (table, id) in rest {
            let Some(shape) = super::super::shapes::shape(table) else { continue };
            let mut fields = vec![("id", FieldValue::Integer(self.tx.reserve(shape.table)?))];
            for column in shape.columns {
                let Some(value) = self.ours(table, *id, column.name)? else { continue };
                let number = column.refers.is_some()
                    || self.numbers.contains(&(shape.table, column.name.to_owned()));
                let field = match value.parse::<i64>() {
                    Ok(number_here) if number => FieldValue::Integer(number_here),
                    _ => FieldValue::Text(value),
                };
                fields.push((column.name, field));
            }
            records.push(Record { table: shape.table, fields });
        }
        if records.is_empty() {
            return Ok(());
        }
        let sql = "SELECT item_id, source_id, place FROM entry WHERE id = $1";
        let head = self.tx.rows(sql, [entry], |row| {
            Ok((row.get("item_id")?, row.get("source_id")?, row.get("place")?))
        })?;
        let (item, source, place) = head.into_iter().next().unwrap_or_default();
        let author = Some(self.order.author.clone());
        let new =
            NewEntry { command: "merge", item, source, place, author, shipped: false, records };
        self.tx.append_entry(self.order.now, new).map(drop)
    }
}
