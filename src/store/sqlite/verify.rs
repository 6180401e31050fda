//! Checking a file as a whole.

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::{SqliteStore, chain, open, translate};
use crate::store::{Check, Problem, Result, Verification};

/// So many problems of one check are told.
const MOST: usize = 5;

impl SqliteStore {
    pub(super) fn verification(&mut self) -> Result<Verification> {
        let path = self.path.clone();
        let fault = |error| translate(&path, error);
        let mut found = Verification::default();
        {
            let transaction = self.connection.transaction().map_err(fault)?;
            found.redacted = is_redacted(&transaction).map_err(fault)?;
            for run in [pages, rules, references, chain::check] {
                match run(&transaction, &mut found) {
                    Err(error) if damaged(&error) => problem(&mut found, Check::Pages, None, error),
                    Err(error) if is_refused(&error) => {
                        problem(&mut found, Check::Search, None, error);
                    }
                    checked => checked.map_err(fault)?,
                }
            }
        }
        let searched = if self.read_only {
            let mut copy = open::private_copy(&self.connection).map_err(fault)?;
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
    let schema = schema_differences(connection)?;
    if schema.is_empty() {
        for text in rule_differences(connection)? {
            problem(found, Check::Schema, None, text);
        }
    }
    for text in schema {
        problem(found, Check::Schema, None, text);
    }
    Ok(())
}

fn references(connection: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    let mut references = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = references.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let id = id.map_or_else(String::new, |id| format!(" {id}"));
        let text = format!("row{id} of `{table}` names a row of `{parent}` that is not there");
        problem(found, Check::References, None, text);
    }
    Ok(())
}

/// Tables, indexes and triggers by name with their SQL.
fn objects(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement = connection.prepare(
        "SELECT type || ' ' || name AS name, COALESCE(sql, '') AS sql FROM sqlite_schema
         WHERE NOT (type = 'table' AND name = 'refinery_schema_history')
         ORDER BY type, name",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// In what the file's schema differs from a new file's.
pub(super) fn schema_differences(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let expected = objects(&open::pattern()?)?;
    let present = objects(connection)?;
    let mut differences = Vec::new();
    for (name, sql) in &expected {
        match present.iter().find(|(known, _)| known == name) {
            None => differences.push(format!("the {name} is missing")),
            Some((_, known)) if known != sql => {
                differences.push(format!("the {name} is not as this program makes it"));
            }
            Some(_) => {}
        }
    }
    let foreign =
        present.iter().filter(|(name, _)| !expected.iter().any(|(known, _)| known == name));
    differences.extend(foreign.map(|(name, _)| format!("the {name} is none of this program's")));
    Ok(differences)
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
        "SELECT key FROM notice WHERE key <> 'redacted' ORDER BY 1",
        "it says of itself what this program does not say",
    ),
];

/// In which rules the file differs from a new file.
fn rule_differences(connection: &Connection) -> rusqlite::Result<Vec<&'static str>> {
    let pattern = open::pattern()?;
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

/// Asks the search index whether it agrees with the texts. It wants a write lock to answer, and
/// writes nothing.
fn search(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction
        .execute("INSERT INTO item_search (item_search, rank) VALUES ('integrity-check', 1)", [])?;
    transaction.rollback()
}
