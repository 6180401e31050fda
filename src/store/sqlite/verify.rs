//! Checking a file as a whole.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OptionalExtension as _, TransactionBehavior};

use super::shapes::SHAPES;
use super::{FileStore, SCHEMA, chain, connecting, migrating, schema, translate, wording};
use crate::store::{Check, Depth, Problem, Result, Verification};

/// So many problems of one check are told.
const MOST: usize = 5;

impl FileStore {
    pub(super) fn verification(&mut self, depth: Depth) -> Result<Verification> {
        let path = self.path.clone();
        let fault = |error| translate(&path, error);
        let mut found = Verification { depth, ..Verification::default() };
        let schema = if self.condition.is_ours() {
            schema::condition(&self.connection, SCHEMA).map_err(fault)?
        } else {
            self.condition.clone()
        };
        for text in schema.faults() {
            problem(&mut found, Check::Schema, None, text);
        }
        found.further = schema.further;
        if !schema.shut.is_empty() {
            found.shut = true;
            return Ok(found);
        }
        self.rows_and_pages(&mut found).map_err(fault)?;
        if !depth.includes(Check::Search) {
            return Ok(found);
        }
        let searched = if self.read_only {
            let mut copy = connecting::private_copy(&self.connection).map_err(fault)?;
            search(&mut copy)
        } else {
            search(&mut self.connection)
        };
        match searched {
            Err(error) if damaged(&error) || is_refused(&error) => {
                problem(&mut found, Check::Search, None, "it does not agree with the texts");
            }
            checked => checked.map_err(fault)?,
        }
        Ok(found)
    }

    /// What stands in rows, from one state of the file; its pages are read by another connection at the
    /// same time, which halves the waiting.
    fn rows_and_pages(&mut self, found: &mut Verification) -> rusqlite::Result<()> {
        let told = found.problems.len();
        let wanted = found.depth.includes(Check::Pages);
        // What is only in memory is looked at where it is.
        let place = self.connection.path().filter(|path| !path.is_empty()).map(PathBuf::from);
        let connection = &mut self.connection;
        std::thread::scope(|scope| {
            let beside =
                place.filter(|_| wanted).map(|place| scope.spawn(move || pages_at(&place)));
            let transaction = connection.transaction()?;
            found.redacted = is_redacted(&transaction)?;
            for run in [rules, references, words, times, chain::check] {
                run_one(run, &transaction, found)?;
            }
            let mut of_pages = beside.and_then(|thread| thread.join().ok().flatten());
            if wanted && of_pages.is_none() {
                let mut here = Verification::default();
                run_one(pages, &transaction, &mut here)?;
                of_pages = Some(here.problems);
            }
            found.problems.splice(told..told, of_pages.unwrap_or_default());
            Ok(())
        })
    }
}

/// What is wrong with the pages of a file; none where it could not be opened once more.
fn pages_at(path: &Path) -> Option<Vec<Problem>> {
    let (connection, _) = connecting::connect(path).ok()?;
    let mut found = Verification::default();
    run_one(pages, &connection, &mut found).ok()?;
    Some(found.problems)
}

/// Makes one check; where the engine cannot even read, that is what it found.
fn run_one(
    run: fn(&Connection, &mut Verification) -> rusqlite::Result<()>,
    connection: &Connection,
    found: &mut Verification,
) -> rusqlite::Result<()> {
    match run(connection, found) {
        Err(error) if damaged(&error) => problem(found, Check::Pages, None, error),
        Err(error) if is_refused(&error) => problem(found, Check::Search, None, error),
        checked => checked?,
    }
    Ok(())
}

fn damaged(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// The index itself cannot tell: its own tables are not as they should be.
fn is_refused(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::Unknown)
}

fn problem(
    verification: &mut Verification,
    check: Check,
    entry: Option<i64>,
    found: impl ToString,
) {
    let of_check = verification.problems.iter().filter(|problem| problem.check == check);
    if of_check.count() < MOST {
        verification.problems.push(Problem { check, entry, found: found.to_string() });
    }
}

fn pages(connection: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    let mut pages = connection.prepare("PRAGMA integrity_check(5)")?;
    let mut rows = pages.query([])?;
    while let Some(row) = rows.next()? {
        let said: String = row.get(0)?;
        if said != "ok" {
            problem(found, Check::Pages, None, said);
        }
    }
    Ok(())
}

fn rules(connection: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    for text in rule_differences(connection)? {
        problem(found, Check::Schema, None, text);
    }
    Ok(())
}

fn references(connection: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    for table in SHAPES.iter().map(|shape| shape.table).chain(["entry"]) {
        let mut references = connection.prepare(&format!("PRAGMA foreign_key_check ({table})"))?;
        let mut rows = references.query([])?;
        while let Some(row) = rows.next()? {
            let (id, parent): (Option<i64>, String) = (row.get(1)?, row.get(2)?);
            let id = id.map_or_else(String::new, |id| format!(" {id}"));
            let text = format!("row{id} of `{table}` names a row of `{parent}` that is not there");
            problem(found, Check::References, None, text);
        }
    }
    backwards(connection, found)
}

/// A row names only what stood there before it: what names itself, or a later row, is no tree.
fn backwards(connection: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    for shape in SHAPES {
        for column in shape.columns {
            let (own, what) = match column.refers {
                Some(table) if table == shape.table => ("id", "row"),
                Some("entry") => ("entry_id", "entry"),
                _ => continue,
            };
            let (table, name) = (shape.table, column.name);
            let sql = format!(
                "SELECT entry_id, id FROM {table} WHERE {name} >= {own} ORDER BY id LIMIT 5"
            );
            let mut statement = connection.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (entry, id): (i64, i64) = (row.get(0)?, row.get(1)?);
                let text =
                    format!("row {id} of `{table}` names itself or a later {what} as its `{name}`");
                problem(found, Check::References, Some(entry), text);
            }
        }
    }
    Ok(())
}

fn words(connection: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    for (entry, text) in wording::unknown(connection)? {
        problem(found, Check::References, Some(entry), text);
    }
    Ok(())
}

/// What the entries say of when they were recorded. What ships with the program says when it was said.
fn times(connection: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    let own = "command NOT IN ('seed', 'redacted')";
    let sql = format!("SELECT COUNT(*), MIN(id) FROM entry WHERE clock IS NOT NULL AND {own}");
    found.times.stopped = connection.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sql = format!(
        "SELECT id, recorded_at FROM entry WHERE {own} ORDER BY recorded_at DESC, id DESC LIMIT 1"
    );
    let latest = connection.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)));
    found.times.latest = latest.optional()?;
    let sql = format!(
        "SELECT id, recorded_at, before FROM (SELECT id, recorded_at, MAX(recorded_at) OVER (
            ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
         FROM entry WHERE {own}) WHERE recorded_at < before ORDER BY id LIMIT 1"
    );
    let first = connection.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    found.times.backwards = first.optional()?;
    let mut purges =
        connection.prepare("SELECT entry_id, target_entry FROM purge ORDER BY entry_id, id")?;
    let purges = purges.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    found.purges = purges.collect::<rusqlite::Result<_>>()?;
    Ok(())
}

/// Rows that belong to the schema: what was migrated, how the index searches, what the file is.
const RULES: [(&str, &str); 3] = [
    (
        "SELECT version || ' ' || name || ' ' || checksum FROM refinery_schema_history ORDER BY 1",
        "the list of migrations is not this program's",
    ),
    (
        "SELECT k || ' ' || v FROM item_search_config ORDER BY 1",
        "the settings of the search index are not this program's",
    ),
    (
        "SELECT key FROM notice WHERE key NOT IN ('redacted', 'home', 'lists', 'pending') ORDER BY 1",
        "it says of itself what this program does not say",
    ),
];

/// In which rules the file differs from a new file.
fn rule_differences(connection: &Connection) -> rusqlite::Result<Vec<&'static str>> {
    let pattern = migrating::pattern(SCHEMA)?;
    let rows = |connection: &Connection, sql: &str| {
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<Vec<String>>>()
    };
    let mut differences = Vec::new();
    for (sql, found) in RULES {
        if rows(connection, sql)? != rows(&pattern, sql)? {
            differences.push(found);
        }
    }
    Ok(differences)
}

/// Whether the file says that it is a redacted copy.
pub(super) fn is_redacted(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare("SELECT 1 FROM notice WHERE key = 'redacted'")?.exists([])
}

/// What a file says of itself: whether it is a redacted copy, and of which home it is the copy.
pub(super) fn says(connection: &Connection) -> rusqlite::Result<(bool, Option<String>)> {
    let mut notices =
        connection.prepare("SELECT key, value FROM notice WHERE key IN ('redacted', 'home')")?;
    let mut rows = notices.query([])?;
    let (mut redacted, mut copy_of) = (false, None);
    while let Some(row) = rows.next()? {
        match row.get_ref(0)?.as_str()? {
            "redacted" => redacted = true,
            _ => copy_of = Some(row.get(1)?),
        }
    }
    Ok((redacted, copy_of))
}

/// Asks the search index whether it agrees with the texts. It wants a write lock to answer, and
/// writes nothing.
fn search(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction
        .execute("INSERT INTO item_search (item_search, rank) VALUES ('integrity-check', 1)", [])?;
    transaction.rollback()
}
