//! What stands here: read for comparing and for telling.

use crate::store::sqlite::columns::Columns as _;
use rusqlite::OptionalExtension as _;

use super::{Carried, CarriedRow, Merge, RowKey, value};
use crate::store::Result;
use crate::store::merge::CopyTold;
use crate::store::sqlite::privacy::{self, RowReach};
use crate::store::sqlite::shapes::{SHAPES, Same, Shape, shape};

/// Columns that follow from others, or say only whose a row is: of one thing they may differ.
const NO_MATTER: [&str; 5] = ["ref", "sort_key", "origin", "public", "internal"];

impl Merge<'_, '_> {
    /// A value of a row here, as text.
    pub(super) fn ours(&self, table: &str, id: i64, column: &str) -> Result<Option<String>> {
        let sql = format!("SELECT CAST({column} AS TEXT) AS value FROM {table} WHERE id = $1");
        let found = self.tx.prepare(&sql)?.query_row([id], |row| row.get("value")).optional();
        Ok(found.map_err(|error| self.fault(error))?.flatten())
    }

    /// The entry of a row here.
    pub(super) fn entry_of(&self, table: &str, id: i64) -> Result<i64> {
        let sql = format!("SELECT entry_id FROM {table} WHERE id = $1");
        let found = self.tx.prepare(&sql)?.query_row([id], |row| row.get("entry_id"));
        found.map_err(|error| self.fault(error))
    }

    /// In which columns a row of the copy differs from one here. A text that is gone on one side
    /// differs from none.
    pub(super) fn differing_columns(
        &self,
        shape: &'static Shape,
        row: &CarriedRow,
        ours: i64,
    ) -> Result<Vec<String>> {
        let emptied = matches!(&row.sealed, Some(Some(super::Sealing::Emptied(_))));
        let mut differing = Vec::new();
        for column in shape.columns.iter().filter(|column| !NO_MATTER.contains(&column.name)) {
            let theirs = self.value_here(shape, row, column.name);
            let is_sealed = shape.sealed().any(|name| name == column.name);
            if theirs.is_none() && emptied && is_sealed {
                continue;
            }
            let ours = self.ours(shape.table, ours, column.name)?;
            if ours != theirs && !(ours.is_none() && is_sealed) {
                differing.push(column.name.to_owned());
            }
        }
        Ok(differing)
    }

    /// Whether a row here is internal as a whole.
    pub(super) fn is_internal(&self, table: &'static str, id: i64) -> Result<bool> {
        let reach = privacy::reach_of_row(&self.tx.transaction, table, id);
        Ok(reach.map_err(|error| self.fault(error))? > RowReach::Open)
    }

    /// Who said an entry here, and when.
    pub(super) fn told_here(&self, entry: i64) -> Result<CopyTold> {
        let sql = "SELECT COALESCE(o.author, e.author) AS by,
                COALESCE(o.recorded_at, e.recorded_at) AS at
            FROM entry AS e LEFT JOIN origin AS o ON o.entry_id = e.id WHERE e.id = $1";
        let told = self.tx.rows(sql, [entry], |row| {
            Ok(CopyTold { text: String::new(), by: row.get("by")?, at: row.get("at")?, entry })
        })?;
        Ok(told.into_iter().next().unwrap_or_default())
    }

    /// What a row here says, and its entry.
    pub(super) fn said_here(&self, table: &'static str, id: i64) -> Result<(i64, String)> {
        let mut said = None;
        for column in ["text", "title", "name", "label"] {
            let has = shape(table).is_some_and(|it| it.columns.iter().any(|c| c.name == column));
            if said.is_none() && has {
                said = self.ours(table, id, column)?;
            }
        }
        Ok((self.entry_of(table, id)?, said.unwrap_or_else(|| "(no text)".to_owned())))
    }

    /// What a row here is called: `SET:REF` of an item, its key of another.
    pub(super) fn name_here(&self, table: &'static str, id: i64) -> Result<String> {
        if table == "entry" {
            return Ok(format!("entry {id}"));
        }
        if table == "item" {
            let sql = "SELECT s.key || ':' || i.ref AS name FROM item AS i
                       JOIN item_set AS s ON s.id = i.set_id WHERE i.id = $1";
            let found: Vec<String> = self.tx.rows(sql, [id], |row| row.get("name"))?;
            return Ok(found.into_iter().next().unwrap_or_default());
        }
        let column = if table == "term" { "slug" } else { "key" };
        let keyed = shape(table).is_some_and(|it| it.columns.iter().any(|c| c.name == column));
        let name = if keyed { self.ours(table, id, column)? } else { None };
        Ok(name.unwrap_or_else(|| format!("{table} {id}")))
    }

    /// What an entry here is about.
    pub(super) fn about_entry(&self, entry: i64) -> Result<String> {
        let sql = "SELECT item_id FROM entry WHERE id = $1";
        let item: Option<i64> =
            self.tx.rows(sql, [entry], |row| row.get("item_id"))?.into_iter().next().flatten();
        item.map_or_else(|| Ok(format!("entry {entry}")), |item| self.name_here("item", item))
    }

    /// What a row of the copy is about: the item that it is or names, else its key.
    pub(super) fn about_row(&self, entry: &Carried, row: &CarriedRow) -> Result<String> {
        if row.table == "item" {
            let label = value(row, "ref").unwrap_or_default();
            let set = self.reference(row, "set_id").map(|(_, id)| id);
            let set =
                set.map_or_else(|| Ok("new".to_owned()), |id| self.name_here("item_set", id))?;
            return Ok(format!("{set}:{label}"));
        }
        for column in ["item_id", "set_id"] {
            if let Some((table, id)) = self.reference(row, column) {
                return self.name_here(table, id);
            }
        }
        let key = value(row, "key").or_else(|| value(row, "slug"));
        Ok(key.map_or_else(
            || format!("{} of entry {}", row.table, entry.id),
            |key| format!("{}:{key}", row.table),
        ))
    }

    /// The row here that a column of a row of the copy names.
    fn reference(&self, row: &CarriedRow, column: &str) -> Option<RowKey> {
        let shape = shape(&row.table)?;
        let table = shape.columns.iter().find(|known| known.name == column)?.refers?;
        let id = value(row, column)?.parse().ok()?;
        Some((table, self.row_here(table, id)?))
    }

    /// All rows here after the common beginning that hang on these, the copy's own left out.
    pub(super) fn hanging_here(&self, on: &[RowKey]) -> Result<Vec<RowKey>> {
        let mut found: Vec<RowKey> = on.to_vec();
        let mut next = 0;
        while let Some((of, id)) = found.get(next).copied() {
            next += 1;
            for shape in SHAPES {
                for column in shape.columns.iter().filter(|column| column.refers == Some(of)) {
                    let sql = format!(
                        "SELECT id, entry_id FROM {} WHERE {} = $1 AND entry_id > $2",
                        shape.table, column.name
                    );
                    let rows: Vec<(i64, i64)> =
                        self.tx.rows(&sql, [id, self.order.base], |row| {
                            Ok((row.get("id")?, row.get("entry_id")?))
                        })?;
                    for (id, entry) in rows {
                        let known = found.contains(&(shape.table, id));
                        if !known
                            && !self.shared.contains(&entry)
                            && !self.withdrawn.contains(&entry)
                        {
                            found.push((shape.table, id));
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    /// The rows of an entry here that others may rest on.
    pub(super) fn added_by(&self, entry: i64) -> Result<Vec<RowKey>> {
        let mut added = Vec::new();
        for shape in SHAPES.iter().filter(|shape| matches!(shape.same, Same::Key(_))) {
            let sql = format!("SELECT id FROM {} WHERE entry_id = $1", shape.table);
            let rows: Vec<i64> = self.tx.rows(&sql, [entry], |row| row.get("id"))?;
            added.extend(rows.into_iter().map(|id| (shape.table, id)));
        }
        Ok(added)
    }
}
