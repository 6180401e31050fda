//! A copy that holds nothing internal, and still verifies: sealed texts that were not published are
//! removed with their salts; of entries that are internal as a whole only the hash is left, and the
//! digest of the content, which binds it to the entry before.

use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension as _};

use super::chain::{self, HASH_ONLY, NO_TIME};
use super::purge::emptying;
use super::shapes::{SHAPES, shape};
use super::{SqliteStore, copies, open, translate, triggers};
use crate::store::{Redacted, Result, StoreError};

/// Entries that are internal as a whole: voices added as internal and what they said, engagements
/// that were not published, evidence that came by itself and was not published; then what takes
/// one of these back or was said of it.
const WHOLLY_INTERNAL: &str = "
    CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY);
    INSERT OR IGNORE INTO temp.gone SELECT entry_id FROM assessor WHERE internal = 1;
    INSERT OR IGNORE INTO temp.gone SELECT a.entry_id FROM assessment AS a
        JOIN assessor AS v ON v.id = a.assessor_id WHERE v.internal = 1;
    INSERT OR IGNORE INTO temp.gone SELECT entry_id FROM engagement WHERE public = 0;
    INSERT OR IGNORE INTO temp.gone SELECT e.id FROM entry AS e
        WHERE EXISTS (SELECT 1 FROM evidence AS x WHERE x.entry_id = e.id)
          AND NOT EXISTS (SELECT 1 FROM evidence AS x WHERE x.entry_id = e.id AND x.public = 1)
          AND NOT EXISTS (SELECT 1 FROM assessment AS a WHERE a.entry_id = e.id);
    INSERT OR IGNORE INTO temp.gone SELECT x.entry_id FROM evidence AS x
        JOIN assessment AS a ON a.id = x.assessment_id
        WHERE a.entry_id IN (SELECT id FROM temp.gone);
    INSERT OR IGNORE INTO temp.gone SELECT w.entry_id FROM withdrawal AS w
        WHERE w.target_entry IN (SELECT id FROM temp.gone);
    INSERT OR IGNORE INTO temp.gone SELECT p.entry_id FROM purge AS p
        WHERE p.target_entry IN (SELECT id FROM temp.gone);";

/// Which rows lose their texts, by table.
const INTERNAL_TEXTS: [(&str, &str); 7] = [
    ("item_state", "public = 0"),
    ("assessment", "public = 0"),
    ("evidence", "(public = 0 OR kind = 'file')"),
    ("link", "public = 0"),
    ("engagement", "public = 0"),
    ("withdrawal", "public = 0"),
    ("purge", "1"),
];

impl SqliteStore {
    pub(super) fn write_redacted(&mut self, now: DateTime<Utc>, path: &Path) -> Result<Redacted> {
        if path.symlink_metadata().is_ok() && !path.is_dir() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let temporary = copies::beside(path)?;
        let fault = |error| translate(path, error);
        let name = temporary.to_string_lossy();
        self.connection.execute("VACUUM INTO $1", [name.as_ref()]).map_err(fault)?;
        let redacted = {
            let mut copy = open::connect(&temporary)?.0;
            if let Some(entry) = first_bound(&copy).map_err(fault)? {
                return Err(StoreError::Inseparable(entry));
            }
            let redacted = strip(&mut copy, now).map_err(fault)?;
            copy.execute_batch("VACUUM").map_err(fault)?;
            redacted
        };
        let verification = copies::checked(&temporary, path)?;
        copies::put_in_place(temporary, path)?;
        Ok(Redacted { head: verification.head, ..redacted })
    }
}

/// Marks the entries that are internal as a whole, and gives the first of them that cannot be left
/// out: in the first version of the form an entry's hash does not follow from a digest.
fn first_bound(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection.execute_batch(WHOLLY_INTERNAL)?;
    let sql = "SELECT id FROM entry WHERE form < 2 AND id IN (SELECT id FROM temp.gone)
               ORDER BY id LIMIT 1";
    connection.query_row(sql, [], |row| row.get(0)).optional()
}

fn strip(connection: &mut Connection, now: DateTime<Utc>) -> rusqlite::Result<Redacted> {
    connection.execute_batch(
        "PRAGMA secure_delete = ON; PRAGMA journal_mode = MEMORY; PRAGMA foreign_keys = OFF;",
    )?;
    let transaction = connection.transaction()?;
    let mut tables: Vec<&str> = SHAPES.iter().map(|shape| shape.table).collect();
    tables.push("entry");
    let lifted = triggers::lift(&transaction, &tables)?;
    let hash_only = remove_whole(&transaction)?;
    let emptied = remove_texts(&transaction)?;
    let day = now.to_rfc3339_opts(SecondsFormat::Secs, true);
    let notice = "INSERT INTO notice (key, value) VALUES ('redacted', $1)
                  ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    transaction.execute(notice, [day])?;
    transaction.execute_batch("DROP TABLE temp.gone")?;
    lifted.put_back(&transaction)?;
    transaction.commit()?;
    Ok(Redacted { hash_only, emptied, head: None })
}

/// Removes the rows of entries that are internal as a whole, and all that their heads say. The
/// digest of what they held comes first.
fn remove_whole(connection: &Connection) -> rusqlite::Result<i64> {
    let mut gone = connection.prepare("SELECT id FROM temp.gone ORDER BY id")?;
    let gone = gone.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut keep = connection.prepare("UPDATE entry SET content = $1 WHERE id = $2")?;
    for id in &gone {
        keep.execute((chain::content(connection, *id)?, id))?;
    }
    for shape in SHAPES {
        let sql =
            format!("DELETE FROM {} WHERE entry_id IN (SELECT id FROM temp.gone)", shape.table);
        connection.execute(&sql, [])?;
    }
    let sql = "UPDATE entry SET batch = id, command = $1, recorded_at = $2,
                   item_id = NULL, source_id = NULL, place = NULL,
                   author = NULL, author_salt = NULL, author_digest = NULL
               WHERE id IN (SELECT id FROM temp.gone)";
    connection.execute(sql, (HASH_ONLY, NO_TIME))?;
    Ok(i64::try_from(gone.len()).unwrap_or(i64::MAX))
}

fn remove_texts(connection: &Connection) -> rusqlite::Result<i64> {
    connection.execute_batch("CREATE TEMP TABLE emptied (id INTEGER PRIMARY KEY)")?;
    for (table, condition) in INTERNAL_TEXTS {
        let Some(shape) = shape(table) else { continue };
        let marking = format!(
            "INSERT OR IGNORE INTO temp.emptied
             SELECT entry_id FROM {table} WHERE salt IS NOT NULL AND {condition}"
        );
        connection.execute(&marking, [])?;
        connection.execute(&emptying(shape, condition), [])?;
    }
    connection.execute_batch(
        "INSERT OR IGNORE INTO temp.emptied SELECT id FROM entry WHERE author_salt IS NOT NULL;
         UPDATE entry SET author = NULL, author_salt = NULL WHERE author_salt IS NOT NULL;",
    )?;
    let count = connection.query_row("SELECT COUNT(*) FROM temp.emptied", [], |row| row.get(0))?;
    connection.execute_batch("DROP TABLE temp.emptied")?;
    Ok(count)
}
