//! What of a copy is known here, what is joined with what is here, what is new, and what is taken by
//! itself only.

use crate::store::sqlite::columns::Columns as _;
use std::collections::HashMap;

use super::{
    Carried, CarriedRow, Differing, Fate, Merge, MergeSide, RowFate, known_by, rows_of, shape_of,
    told, value,
};
use crate::domain::ledger::hex;
use crate::store::Result;
use crate::store::merge::{Clash, CopyTold, Reserved, Withheld};
use crate::store::sqlite::shapes::{Same, Shape};

impl Merge<'_, '_> {
    /// Looks at each entry of the copy, in order.
    pub(super) fn survey(&mut self) -> Result<()> {
        let here = self.hashes_here()?;
        for entry in self.theirs {
            let plan = if let Some(ours) = self.known_here(entry, &here)? {
                self.known += 1;
                self.recognise(entry, &ours)?;
                Fate::Known
            } else if self.is_reserved(entry)? {
                Fate::Left
            } else if self.hangs(entry)? {
                self.hanging += 1;
                Fate::Left
            } else {
                let fates = self.fates(entry)?;
                Fate::Take(fates)
            };
            self.plans.push(plan);
        }
        Ok(())
    }

    /// The entries here after the common beginning, by the hash that they are known by.
    fn hashes_here(&self) -> Result<HashMap<String, Vec<i64>>> {
        let sql = "SELECT e.id, COALESCE(o.hash, lower(hex(e.hash))) AS known
                   FROM entry AS e LEFT JOIN origin AS o ON o.entry_id = e.id
                   WHERE e.id > $1 ORDER BY e.id";
        let base = [self.order.base];
        let mut found: HashMap<String, Vec<i64>> = HashMap::new();
        for (id, known) in
            self.tx.rows(sql, base, |row| Ok((row.get("id")?, row.get::<String>("known")?)))?
        {
            found.entry(known).or_default().push(id);
        }
        Ok(found)
    }

    /// The entries here that an entry of the copy is, if it is known: by its hash, or because all
    /// that it brings of the seeds was brought here as well.
    fn known_here(
        &self,
        entry: &Carried,
        here: &HashMap<String, Vec<i64>>,
    ) -> Result<Option<Vec<i64>>> {
        // What came from here and was merged there has its origin's hash; else its own.
        if let Some(ours) = here.get(&known_by(entry)).or_else(|| here.get(&hex(&entry.hash))) {
            return Ok(Some(ours.clone()));
        }
        let origin = known_by(entry);
        if origin != hex(&entry.hash)
            && let Some(common) = self.common(&origin)?
        {
            return Ok(Some(vec![common]));
        }
        let marks = rows_of(entry).iter().filter(|row| row.table == "seed_mark");
        let mut ours = Vec::new();
        for mark in marks {
            let Some(key) = value(mark, "key") else { return Ok(None) };
            let sql = "SELECT entry_id FROM seed_mark WHERE key = $1 ORDER BY id LIMIT 1";
            match self.tx.rows(sql, [key], |row| row.get("entry_id"))?.first() {
                Some(id) if !ours.contains(id) => ours.push(*id),
                Some(_) => {}
                None => return Ok(None),
            }
        }
        Ok((!ours.is_empty()).then_some(ours))
    }

    /// The entry with this hash in the common beginning.
    fn common(&self, hash: &str) -> Result<Option<i64>> {
        let sql = "SELECT id FROM entry WHERE id <= $1 AND hash = unhex($2)";
        let found: Vec<i64> = self.tx.rows(sql, (self.order.base, hash), |row| row.get("id"))?;
        Ok(found.first().copied())
    }

    /// Remembers which rows here are those of a known entry.
    fn recognise(&mut self, entry: &Carried, ours: &[i64]) -> Result<()> {
        if let Some(first) = ours.first() {
            self.entries.insert(entry.id, *first);
        }
        self.shared.extend(ours.iter().copied().filter(|id| *id > self.order.base));
        let among = ours.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let mut by_table: HashMap<&'static str, std::vec::IntoIter<i64>> = HashMap::new();
        for row in rows_of(entry).iter().filter(|row| row.table != "origin") {
            let shape = shape_of(entry, row)?;
            if let Some(found) = self.same_key(shape, row, false)? {
                self.rows.insert((shape.table, row.id), found);
                continue;
            }
            if !by_table.contains_key(shape.table) {
                let sql = format!(
                    "SELECT id FROM {} WHERE entry_id IN ({among}) ORDER BY id",
                    shape.table
                );
                let ids: Vec<i64> = self.tx.rows(&sql, [], |row| row.get("id"))?;
                by_table.insert(shape.table, ids.into_iter());
            }
            let next = by_table.get_mut(shape.table).and_then(Iterator::next);
            if let Some(found) = next {
                self.rows.insert((shape.table, row.id), found);
            }
        }
        Ok(())
    }

    /// The row here with the same key, the newest that is in force (or any); none for a table that
    /// is no register, and where the key names what is not here.
    fn same_key(
        &self,
        shape: &'static Shape,
        row: &CarriedRow,
        standing: bool,
    ) -> Result<Option<i64>> {
        let Same::Key(columns) = shape.same else { return Ok(None) };
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        for column in columns {
            let value = self.value_here(shape, row, column);
            if value.as_ref().is_some_and(|value| value.starts_with("new ")) {
                return Ok(None);
            }
            values.push(value);
            conditions.push(format!("{column} IS ?{}", values.len()));
        }
        let sql = format!(
            "SELECT id, entry_id FROM {} WHERE {} ORDER BY id DESC",
            shape.table,
            conditions.join(" AND ")
        );
        // Numbers are stored as such: a text would not be equal to one.
        let params = columns.iter().zip(values).map(|(column, value)| {
            let number = self.numbers.contains(&(shape.table, (*column).to_owned()));
            match value.as_ref().filter(|_| number).and_then(|value| value.parse::<i64>().ok()) {
                Some(number) => rusqlite::types::Value::Integer(number),
                None => value.map_or(rusqlite::types::Value::Null, rusqlite::types::Value::Text),
            }
        });
        let found: Vec<(i64, i64)> =
            self.tx.rows(&sql, rusqlite::params_from_iter(params), |row| {
                Ok((row.get("id")?, row.get("entry_id")?))
            })?;
        let mut found = found.into_iter();
        let fits = |(_, entry): &(i64, i64)| !standing || !self.withdrawn.contains(entry);
        Ok(found.find(fits).map(|(id, _)| id))
    }

    /// Whether an entry is taken by itself only, and remembered as such.
    fn is_reserved(&mut self, entry: &Carried) -> Result<bool> {
        for row in rows_of(entry) {
            let (kind, target, about) = match row.table.as_str() {
                "purge" => {
                    let Some(target) = self.entry_named(row) else { continue };
                    (Reserved::Purge, Some(target), self.about_entry(target)?)
                }
                "publication" if value(row, "public") == Some("1") => {
                    (Reserved::Publication, None, self.about_row(entry, row)?)
                }
                "setting"
                    if (value(row, "key"), value(row, "value"))
                        == (Some("visibility"), Some("public")) =>
                {
                    (Reserved::Publication, None, "setting:visibility".to_owned())
                }
                // Whoever sends a copy does not say who comes in here.
                "account" => (Reserved::Account, None, self.about_row(entry, row)?),
                "withdrawal" => {
                    let Some(target) = self.entry_named(row) else { continue };
                    let brings_back = value(row, "reinstates") == Some("1");
                    let kind = if self.is_account(target)? {
                        Reserved::Account
                    } else if self.publishes(target, brings_back)? {
                        Reserved::Publication
                    } else {
                        continue;
                    };
                    (kind, Some(target), self.about_entry(target)?)
                }
                _ => continue,
            };
            if let (Reserved::Purge, Some(target)) = (kind, target)
                && self.is_destroyed(target)?
            {
                self.known += 1;
                return Ok(true);
            }
            let taken = kind == Reserved::Publication && self.order.publications;
            let command = entry.said.as_ref().map_or("", |said| said.command.as_str());
            let text = value(row, "note").unwrap_or(command).to_owned();
            self.withheld.push(Withheld { kind, about, target, told: told(entry, text), taken });
            return Ok(!taken);
        }
        Ok(false)
    }

    /// The entry here that a row's `target_entry` names.
    fn entry_named(&self, row: &CarriedRow) -> Option<i64> {
        self.row_here("entry", value(row, "target_entry")?.parse().ok()?)
    }

    fn is_destroyed(&self, entry: i64) -> Result<bool> {
        let mut found = self.tx.prepare("SELECT 1 FROM purge WHERE target_entry = $1")?;
        found.exists([entry]).map_err(|error| self.fault(error))
    }

    /// Whether an entry says who may come in.
    fn is_account(&self, entry: i64) -> Result<bool> {
        let mut found = self.tx.prepare("SELECT 1 FROM account WHERE entry_id = $1")?;
        found.exists([entry]).map_err(|error| self.fault(error))
    }

    /// Whether to take an entry back, or to bring it back, publishes something.
    fn publishes(&self, entry: i64, brings_back: bool) -> Result<bool> {
        let sql = "SELECT 1 FROM publication WHERE entry_id = $1 AND public = $2";
        let mut found = self.tx.prepare(sql)?;
        found.exists((entry, brings_back)).map_err(|error| self.fault(error))
    }

    /// Whether an entry names what is not taken.
    fn hangs(&self, entry: &Carried) -> Result<bool> {
        for row in rows_of(entry).iter().filter(|row| row.table != "origin") {
            let shape = shape_of(entry, row)?;
            for column in shape.columns {
                let Some(table) = column.refers else { continue };
                let Some(id) = value(row, column.name).and_then(|id| id.parse().ok()) else {
                    continue;
                };
                let own = || rows_of(entry).iter().any(|it| it.table == table && it.id == id);
                let taken = |id: i64| {
                    let at = usize::try_from(id - self.order.base - 1).unwrap_or(usize::MAX);
                    matches!(self.plans.get(at), Some(Fate::Take(_)))
                };
                let there = self.is_coming(table, id) || (table == "entry" && taken(id));
                if !there && !own() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// What becomes of the rows of an entry that is taken.
    fn fates(&mut self, entry: &Carried) -> Result<Vec<RowFate>> {
        let mut fates = Vec::new();
        for row in rows_of(entry) {
            let shape = shape_of(entry, row)?;
            let fate = match self.same_key(shape, row, true)? {
                None => RowFate::New,
                Some(ours) => self.joined(entry, row, shape, ours)?,
            };
            match fate {
                RowFate::Joined(id) | RowFate::Differs(id) => {
                    self.rows.insert((shape.table, row.id), id);
                }
                RowFate::New | RowFate::Losing => {
                    self.new.insert((shape.table, row.id));
                }
            }
            fates.push(fate);
        }
        Ok(fates)
    }

    /// What becomes of a register's row of which the key is here.
    fn joined(
        &mut self,
        entry: &Carried,
        row: &CarriedRow,
        shape: &'static Shape,
        ours: i64,
    ) -> Result<RowFate> {
        let differing = self.differing_columns(shape, row, ours)?;
        let own = value(row, "internal") == Some("1") || value(row, "public") == Some("0");
        let hidden = (entry.internal || own) && !self.is_internal(shape.table, ours)?;
        let another = match shape.table {
            "item" => {
                let text = if value(row, "match_key").is_some() { "match_key" } else { "text" };
                differing.iter().any(|name| name == text || name == "parent_id")
            }
            "request" => differing.iter().any(|name| name == "entity_id" || name == "title"),
            _ => false,
        };
        // Under one name two things, or one that is published here and internal there.
        if another || hidden {
            return self.both_added(entry, row, shape, ours);
        }
        if differing.is_empty() {
            return Ok(RowFate::Joined(ours));
        }
        let about = self.about_row(entry, row)?;
        self.differing.push(Differing { about, columns: differing });
        Ok(RowFate::Differs(ours))
    }

    fn both_added(
        &mut self,
        entry: &Carried,
        row: &CarriedRow,
        shape: &'static Shape,
        ours: i64,
    ) -> Result<RowFate> {
        let about = self.about_row(entry, row)?;
        let winner = self.winner(&about);
        let text = |text: Option<&str>| text.unwrap_or("(no text)").to_owned();
        let theirs = told(entry, text(value(row, "text").or(value(row, "title"))));
        let (entry_here, said) = self.said_here(shape.table, ours)?;
        self.clashes.push(Clash {
            about,
            what: "both added it".to_owned(),
            base: None,
            ours: CopyTold { text: said, ..self.told_here(entry_here)? },
            theirs,
            public: !entry.internal,
            winner,
        });
        Ok(match winner {
            Some(MergeSide::Theirs) => {
                self.lost_here.insert((shape.table, ours));
                RowFate::New
            }
            _ => RowFate::Losing,
        })
    }
}
