//! Destroying on purpose: the texts and the author of one entry. Their digests stay, so the chain
//! still verifies, and a tombstone says who destroyed what and why.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension as _};

use super::shapes::{SHAPES, Shape};
use super::{FileStore, translate, triggers};
use crate::domain::claims::PurgeClaim;
use crate::domain::ledger::Moment;
use crate::store::{NewEntry, PurgeOrder, Purged, Result, Tx as _};

impl FileStore {
    pub(super) fn destroy(&mut self, now: Moment, order: &PurgeOrder) -> Result<Option<Purged>> {
        self.writable()?;
        let path = self.path.clone();
        let fault = |error| translate(&path, error);
        // What is overwritten or freed from here on is wiped, not only forgotten.
        self.connection.pragma_update(None, "secure_delete", true).map_err(fault)?;
        let done = self.destroy_in_rows(now, order)?;
        if done.is_some() {
            self.connection.execute_batch("VACUUM").map_err(fault)?;
        }
        Ok(done)
    }

    fn destroy_in_rows(&mut self, now: Moment, order: &PurgeOrder) -> Result<Option<Purged>> {
        let path = self.path.clone();
        let fault = |error| translate(&path, error);
        // What is destroyed in a file that has lost its name still stands in the one that has it.
        let mut tx = self.begin_writing()?;
        let Some((hash, item)) = target(&tx.transaction, order.entry).map_err(fault)? else {
            return Ok(None);
        };
        let files = files(&tx.transaction, order.entry).map_err(fault)?;
        let rows = empty_rows(&tx.transaction, order.entry).map_err(fault)?;
        if rows == 0 {
            return Ok(None);
        }
        let record = PurgeClaim::said(order.entry, &order.reason);
        let entry = NewEntry {
            command: "purge",
            item,
            author: Some(order.author.clone()),
            records: vec![record],
            ..NewEntry::default()
        };
        let tombstone = tx.append_entry(now, entry)?;
        Box::new(tx).commit()?;
        Ok(Some(Purged { tombstone, rows, files, hash }))
    }
}

fn target(
    connection: &Connection,
    entry: i64,
) -> rusqlite::Result<Option<([u8; 32], Option<i64>)>> {
    let sql = "SELECT hash, item_id FROM entry WHERE id = $1";
    connection.query_row(sql, [entry], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

fn files(connection: &Connection, entry: i64) -> rusqlite::Result<Vec<PathBuf>> {
    let sql = "SELECT address FROM evidence
               WHERE entry_id = $1 AND kind = 'file' AND address IS NOT NULL ORDER BY id";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([entry], |row| row.get::<_, String>(0).map(PathBuf::from))?;
    rows.collect()
}

/// Empties what is sealed in the rows of an entry, author included; gives how many rows lost
/// something.
pub(super) fn empty_rows(connection: &Connection, entry: i64) -> rusqlite::Result<usize> {
    let sealed: Vec<&Shape> = SHAPES.iter().filter(|shape| shape.seals()).collect();
    let mut tables: Vec<&str> = sealed.iter().map(|shape| shape.table).collect();
    tables.push("entry");
    let lifted = triggers::lift(connection, &tables)?;
    let mut rows = 0;
    for shape in sealed {
        let changed = connection.execute(&emptying(shape, "entry_id = $1"), [entry])?;
        if shape.table == "item" && changed > 0 {
            connection.execute("INSERT INTO item_search (item_search) VALUES ('rebuild')", [])?;
        }
        rows += changed;
        if shape.table == "source_file" {
            // By name, digest and size of the file what was destroyed could be guessed.
            let whole = "id = (SELECT source_id FROM entry WHERE id = $1)";
            rows += connection.execute(&emptying(shape, whole), [entry])?;
        }
    }
    let author = "UPDATE entry SET author = NULL, author_salt = NULL
                  WHERE id = $1 AND author_salt IS NOT NULL";
    rows += connection.execute(author, [entry])?;
    lifted.put_back(connection)?;
    Ok(rows)
}

/// The statement that empties what is sealed in the rows of a table that a condition chooses.
pub(super) fn emptying(shape: &Shape, condition: &str) -> String {
    let texts: Vec<_> = shape.sealed().map(|column| format!("{column} = NULL")).collect();
    format!(
        "UPDATE {} SET {}, salt = NULL WHERE salt IS NOT NULL AND {condition}",
        shape.table,
        texts.join(", ")
    )
}

/// Whether rows of an entry still have texts that could be destroyed.
pub(super) fn has_texts(connection: &Connection, entry: i64) -> rusqlite::Result<bool> {
    for shape in SHAPES.iter().filter(|shape| shape.seals()) {
        let sql = format!("SELECT 1 FROM {} WHERE entry_id = $1 AND salt IS NOT NULL", shape.table);
        if connection.prepare(&sql)?.exists([entry])? {
            return Ok(true);
        }
    }
    Ok(false)
}
