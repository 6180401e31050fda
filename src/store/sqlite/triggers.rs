//! The one way past the triggers that keep the ledger append-only: they are taken away and brought
//! back, word for word, within one transaction, so that no other program ever sees the file
//! without them, and a transaction that fails leaves them where they were.

use rusqlite::{Connection, params_from_iter};

/// Triggers that were taken away: their SQL.
#[derive(Debug)]
#[must_use = "the triggers are gone until they are brought back"]
pub(super) struct Lifted(Vec<String>);

/// Takes the triggers of these tables away.
pub(super) fn lift(connection: &Connection, tables: &[&str]) -> rusqlite::Result<Lifted> {
    let places = vec!["?"; tables.len()].join(", ");
    let sql = format!(
        "SELECT name, sql FROM sqlite_schema
         WHERE type = 'trigger' AND tbl_name IN ({places}) ORDER BY name"
    );
    let mut statement = connection.prepare(&sql)?;
    let triggers: Vec<(String, String)> = statement
        .query_map(params_from_iter(tables), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    drop(statement);
    let mut lifted = Vec::with_capacity(triggers.len());
    for (name, sql) in triggers {
        connection.execute_batch(&format!("DROP TRIGGER \"{}\"", name.replace('"', "\"\"")))?;
        lifted.push(sql);
    }
    Ok(Lifted(lifted))
}

impl Lifted {
    /// Brings them back.
    pub(super) fn put_back(self, connection: &Connection) -> rusqlite::Result<()> {
        self.0.iter().try_for_each(|sql| connection.execute_batch(sql))
    }
}
