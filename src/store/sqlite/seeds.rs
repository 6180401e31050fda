//! What ships with the program: which seed rows were brought, and the reference lists.

use std::collections::HashSet;

use rusqlite::types::Value;

use super::columns::Columns as _;
use super::{SqliteTx, engine};
use crate::store::{BringSeeds, ReadSeeds, Result};

fn check_reference(table: &str) -> Result<()> {
    let known = matches!(table, "state" | "crosswalk");
    if known { Ok(()) } else { Err(engine(format!("no reference table {table}"))) }
}

impl ReadSeeds for SqliteTx<'_> {
    fn list_seeded(&self) -> Result<HashSet<String>> {
        let keys =
            self.rows("SELECT key FROM seed_mark UNION SELECT key FROM seeded", [], |row| {
                row.get("key")
            })?;
        Ok(keys.into_iter().collect())
    }

    fn is_seeded(&self, key: &str) -> Result<bool> {
        let mut found = self.prepare("SELECT 1 FROM seed_mark WHERE key = $1")?;
        found.exists([key]).map_err(|error| self.error(error))
    }

    fn find_newest_seeded(&self, beginning: &str) -> Result<Option<String>> {
        let sql = "SELECT key FROM seed_mark WHERE substr(key, 1, length($1)) = $1
                   ORDER BY id DESC LIMIT 1";
        let found = self.rows(sql, [beginning], |row| row.get("key"))?;
        Ok(found.into_iter().next())
    }

    fn list_reference(&self, table: &str, columns: &[&str]) -> Result<Vec<Vec<String>>> {
        check_reference(table)?;
        let cells = columns.iter().map(|column| format!("COALESCE({column}, '') AS {column}"));
        let cells = cells.collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT {cells} FROM {table} ORDER BY rowid");
        self.rows(&sql, [], |row| columns.iter().map(|column| row.get(column)).collect())
    }

    fn list_states(&self) -> Result<Vec<[String; 6]>> {
        let sql = "SELECT iso3, name, official_name, region, spellings, member FROM state";
        let mut states = self.rows(sql, [], |row| {
            let mut columns = <[String; 6]>::default();
            for (index, column) in columns.iter_mut().enumerate() {
                *column = row.row.get(index)?;
            }
            Ok(columns)
        })?;
        states.sort_by(|one, other| (&one[1], &one[0]).cmp(&(&other[1], &other[0])));
        Ok(states)
    }

    fn list_crosswalks(&self) -> Result<Vec<(String, String, String)>> {
        let sql = "SELECT scheme, word, level FROM crosswalk ORDER BY scheme, rowid";
        self.rows(sql, [], |row| Ok((row.get("scheme")?, row.get("word")?, row.get("level")?)))
    }
}

impl BringSeeds for SqliteTx<'_> {
    fn take_old_markers(&mut self) -> Result<Vec<String>> {
        let keys = self.rows("SELECT key FROM seeded ORDER BY key", [], |row| row.get("key"))?;
        self.prepare("DELETE FROM seeded")?.execute([]).map_err(|error| self.error(error))?;
        Ok(keys)
    }

    fn put_reference(
        &mut self,
        table: &'static str,
        key: usize,
        values: &[(&str, &str)],
    ) -> Result<()> {
        check_reference(table)?;
        let columns: Vec<_> = values.iter().map(|(column, _)| *column).collect();
        let places: Vec<_> = (1..=values.len()).map(|index| format!("?{index}")).collect();
        let (key, others) = columns.split_at(key.min(columns.len()));
        let taken: Vec<_> = others.iter().map(|name| format!("{name} = excluded.{name}")).collect();
        let differs: Vec<_> =
            others.iter().map(|name| format!("{name} IS NOT excluded.{name}")).collect();
        let sql = format!(
            "INSERT INTO {table} ({}) VALUES ({}) ON CONFLICT ({}) DO UPDATE SET {} WHERE {}",
            columns.join(", "),
            places.join(", "),
            key.join(", "),
            taken.join(", "),
            differs.join(" OR ")
        );
        let values = values.iter().map(|(_, value)| Value::Text((*value).to_owned()));
        self.prepare(&sql)?
            .execute(rusqlite::params_from_iter(values))
            .map_err(|error| self.error(error))?;
        Ok(())
    }
}
