//! A copy that holds nothing internal, and still verifies: sealed texts that were not published are
//! removed with their salts; of entries that are internal as a whole only the hash is left, and the
//! digest of the content, which binds it to the entry before.

use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::Connection;

use super::chain::{self, HASH_ONLY, NO_TIME};
use super::privacy::{any, bare, can_be_internal, inherited, published};
use super::purge::emptying;
use super::shapes::{SHAPES, shape};
use super::{FileStore, SCHEMA, connecting, copies, notes, schema, translate, triggers};
use crate::store::{Redacted, Result, StoreError};

impl FileStore {
    pub(super) fn write_redacted(&mut self, now: DateTime<Utc>, path: &Path) -> Result<Redacted> {
        if path.symlink_metadata().is_ok() && !path.is_dir() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        self.readable()?;
        let temporary = copies::beside(path)?;
        let fault = |error| translate(path, error);
        let name = temporary.to_string_lossy();
        self.connection.execute("VACUUM INTO $1", [name.as_ref()]).map_err(fault)?;
        // What is held of this file is of no use to what is done to its copy.
        self.connection.execute_batch("PRAGMA shrink_memory").map_err(fault)?;
        let redacted = {
            let mut copy = connecting::connect(&temporary)?.0;
            unguarded(&copy).map_err(fault)?;
            // What other programs put beside may hold what is internal: statistics do.
            schema::mend(&copy, SCHEMA, true).map_err(fault)?;
            if let Some(entry) = first_bound(&copy).map_err(fault)? {
                return Err(StoreError::Inseparable(entry));
            }
            notes::set_free(&copy).map_err(fault)?;
            let redacted = strip(&mut copy, now).map_err(fault)?;
            copy.execute_batch("VACUUM").map_err(fault)?;
            redacted
        };
        let verification = copies::checked(&temporary, path)?;
        copies::put_in_place(temporary, path)?;
        Ok(Redacted { head: verification.head, ..redacted })
    }
}

/// Settings of a copy that goes away on any failure: it needs no journal, and what is dropped on the
/// way need not stay in memory. To be called before its first temporary table.
pub(super) fn unguarded(copy: &Connection) -> rusqlite::Result<()> {
    copy.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA cache_spill = ON; PRAGMA temp_store = FILE;",
    )
}

/// Marks the rows that are internal as a whole and the entries to be left out, and gives the first
/// entry that cannot be: in the first version of the form an entry's hash does not follow from a
/// digest; one of a later form may hold other rows beside, or may not say that it is internal.
pub(super) fn first_bound(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection.execute_batch(
        "CREATE TEMP TABLE hidden (tbl TEXT, id INTEGER, entry_id INTEGER, PRIMARY KEY (tbl, id));
         CREATE TEMP TABLE told (tbl TEXT, id INTEGER, public INTEGER, PRIMARY KEY (tbl, id));
         CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY);",
    )?;
    mark_published(connection)?;
    mark_hidden(connection)?;
    let mut bound: Vec<Option<i64>> = vec![connection.query_row(
        "SELECT MIN(id) FROM entry WHERE form < 2 AND id IN (SELECT id FROM temp.gone)",
        [],
        |row| row.get(0),
    )?];
    bound.push(connection.query_row(
        "SELECT MIN(entry_id) FROM temp.hidden WHERE entry_id NOT IN (SELECT id FROM temp.gone)",
        [],
        |row| row.get(0),
    )?);
    let apart = |table: &&str| !matches!(*table, "source_file" | "seed_mark" | "origin");
    for table in SHAPES.iter().map(|shape| shape.table).filter(apart) {
        let sql = format!(
            "SELECT MIN(t.entry_id) FROM {table} AS t
             WHERE t.entry_id IN (SELECT id FROM temp.gone)
               AND t.id NOT IN (SELECT id FROM temp.hidden WHERE tbl = '{table}')"
        );
        bound.push(connection.query_row(&sql, [], |row| row.get(0))?);
    }
    Ok(bound.into_iter().flatten().min())
}

/// What was said by publishing, of each set and item that it was said of.
fn mark_published(connection: &Connection) -> rusqlite::Result<()> {
    let sql = "SELECT 'item_set', set_id FROM publication WHERE set_id IS NOT NULL
               UNION SELECT 'item', item_id FROM publication WHERE item_id IS NOT NULL";
    let mut told = connection.prepare(sql)?;
    let told = told.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let told = told.collect::<rusqlite::Result<Vec<(String, i64)>>>()?;
    let mut keep = connection.prepare("INSERT INTO temp.told VALUES ($1, $2, $3)")?;
    for (table, id) in told {
        if let Some(public) = published(connection, &table, id)? {
            keep.execute((table, id, public))?;
        }
    }
    Ok(())
}

/// Rows that are internal by their own rule, then what refers to them, until there are no more.
fn mark_hidden(connection: &Connection) -> rusqlite::Result<()> {
    let shapes: Vec<_> = SHAPES.iter().filter(|shape| can_be_internal(shape.table)).collect();
    let hide = |table: &str, chosen: &str| {
        let sql = format!(
            "INSERT OR IGNORE INTO temp.hidden SELECT '{table}', id, entry_id FROM {table}
             WHERE {chosen} AND NOT EXISTS (SELECT 1 FROM temp.told AS p
                WHERE p.tbl = '{table}' AND p.id = {table}.id AND p.public = 1)"
        );
        connection.execute(&sql, [])
    };
    let bare = format!("INSERT INTO temp.gone SELECT id FROM entry WHERE {}", bare());
    connection.execute(&bare, [])?;
    let told = "id IN (SELECT id FROM temp.told WHERE tbl = '{table}' AND public = 0)";
    for shape in &shapes {
        let told = told.replace("{table}", shape.table);
        hide(shape.table, &format!("({} OR {told})", any(shape.privacy.rows)))?;
    }
    loop {
        let gone = connection.execute(
            "INSERT OR IGNORE INTO temp.gone SELECT h.entry_id FROM temp.hidden AS h
             JOIN entry AS e ON e.id = h.entry_id WHERE e.form < 3 OR e.internal = 1",
            [],
        )?;
        let mut hidden = 0;
        for shape in &shapes {
            for (column, other) in inherited(shape) {
                let among = match other {
                    "entry" => "SELECT id FROM temp.gone".to_owned(),
                    other => format!("SELECT id FROM temp.hidden WHERE tbl = '{other}'"),
                };
                hidden += hide(shape.table, &format!("{column} IN ({among})"))?;
            }
        }
        if gone + hidden == 0 {
            return Ok(());
        }
    }
}

pub(super) fn strip(connection: &mut Connection, now: DateTime<Utc>) -> rusqlite::Result<Redacted> {
    connection.execute_batch("PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF;")?;
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
    transaction
        .execute_batch("DROP TABLE temp.gone; DROP TABLE temp.hidden; DROP TABLE temp.told")?;
    lifted.put_back(&transaction)?;
    transaction.commit()?;
    Ok(Redacted { hash_only, emptied, head: None })
}

/// Removes the rows of entries that are internal as a whole, and all that their heads say. The
/// digest of what they held comes first.
fn remove_whole(connection: &Connection) -> rusqlite::Result<i64> {
    connection.execute_batch(
        "CREATE TEMP TABLE sources AS
         SELECT source_id FROM entry WHERE id IN (SELECT id FROM temp.gone)",
    )?;
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
    let items = "SELECT 1 FROM temp.hidden WHERE tbl = 'item'";
    if connection.prepare(items)?.exists([])? {
        // The words of items that are gone are not to be found either.
        connection.execute("INSERT INTO item_search (item_search) VALUES ('rebuild')", [])?;
    }
    let sql = "UPDATE entry SET batch = id, command = $1, recorded_at = $2,
                   clock = NULL, item_id = NULL, source_id = NULL, place = NULL,
                   author = NULL, author_salt = NULL, author_digest = NULL
               WHERE id IN (SELECT id FROM temp.gone)";
    connection.execute(sql, (HASH_ONLY, NO_TIME))?;
    Ok(i64::try_from(gone.len()).unwrap_or(i64::MAX))
}

fn remove_texts(connection: &Connection) -> rusqlite::Result<i64> {
    connection.execute_batch("CREATE TEMP TABLE emptied (id INTEGER PRIMARY KEY)")?;
    for shape in SHAPES.iter().filter(|shape| shape.seals()) {
        let condition = any(shape.privacy.texts);
        let marking = format!(
            "INSERT OR IGNORE INTO temp.emptied
             SELECT entry_id FROM {} WHERE salt IS NOT NULL AND {condition}",
            shape.table
        );
        connection.execute(&marking, [])?;
        connection.execute(&emptying(shape, &condition), [])?;
    }
    empty_sources(connection)?;
    connection.execute_batch(
        "INSERT OR IGNORE INTO temp.emptied SELECT id FROM entry WHERE author_salt IS NOT NULL;
         UPDATE entry SET author = NULL, author_salt = NULL WHERE author_salt IS NOT NULL;",
    )?;
    let count = connection.query_row("SELECT COUNT(*) FROM temp.emptied", [], |row| row.get(0))?;
    connection.execute_batch("DROP TABLE temp.emptied")?;
    Ok(count)
}

/// Of a file of which anything was removed the name, digest and size go too: they could tell what.
fn empty_sources(connection: &Connection) -> rusqlite::Result<()> {
    let Some(source) = shape("source_file") else { return Ok(()) };
    connection.execute(
        "INSERT INTO temp.sources
         SELECT source_id FROM entry WHERE id IN (SELECT id FROM temp.emptied)",
        [],
    )?;
    let removed = "id IN (SELECT source_id FROM temp.sources)";
    let marking = format!(
        "INSERT OR IGNORE INTO temp.emptied
         SELECT entry_id FROM source_file WHERE salt IS NOT NULL AND {removed}"
    );
    connection.execute(&marking, [])?;
    connection.execute(&emptying(source, removed), [])?;
    connection.execute_batch("DROP TABLE temp.sources")
}
