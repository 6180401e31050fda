//! Whether a file's schema is the one that this program makes. A file that was received may hold
//! triggers that act when somebody writes, and tables that are none; what acts is refused, what only
//! stands beside (indexes, views and tables of other programs, statistics) is left alone.

use std::path::Path;

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use super::{migrating, translate};
use crate::domain::ledger::hex;
use crate::store::{Result, StoreError};

/// The digest of each schema as this program makes it, from the first on. They make opening quick:
/// a schema with another digest is compared object by object. A test makes them and, where one is
/// missing or wrong, prints the lines to put here.
const DIGESTS: &[&str] = &[
    "fbc0274f24aa6fd127725941a8ebd75d51d672450c29fb078c44127afa645d18",
    "0f13b0cc43ba1432a8b7eeeafc1dc15d7ab546d7cb5ec4d872b7529dc9001da8",
    "70dd6ed8267f53edc38d2e9acae4ac33fde557243b10fdb2ada33089350535e2",
    "ec2d0bc807e04d920e8988d4782243f396bf82a6a378a1d19e88e25bc8d9a1d5",
    "c1b9a6a07eee0ee2717a08192ba2b51284ed10dd5ddc16483345ef688a224af3",
];

/// The one table that belongs to the migrations' own program, which may make it otherwise tomorrow.
const MIGRATIONS: &str = "refinery_schema_history";
/// The tables that the search index keeps for itself: the engine makes them.
const SHADOWS: [&str; 4] =
    ["item_search_config", "item_search_data", "item_search_docsize", "item_search_idx"];

/// What a file's schema allows, each thing named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Condition {
    /// Tables that are missing or altered: nothing can be read.
    pub(super) shut: Vec<String>,
    /// Triggers that are not this program's; triggers, indexes and views of its own that are missing
    /// or altered: the file can be read, and takes no writes.
    pub(super) guarded: Vec<String>,
    /// Indexes, views and tables of others: nothing uses them.
    pub(super) further: Vec<String>,
}

impl Condition {
    /// Whether the file may be written to.
    pub(super) fn is_ours(&self) -> bool {
        self.shut.is_empty() && self.guarded.is_empty()
    }

    /// All that is not as this program makes it.
    pub(super) fn faults(&self) -> impl Iterator<Item = &String> {
        self.shut.iter().chain(&self.guarded)
    }
}

/// An object of a schema: kind and name, and the SQL that makes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Object {
    kind: String,
    name: String,
    sql: String,
}

/// In what an object differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ObjectFault {
    Missing,
    Altered,
    Foreign,
}

/// What the schema of a file of this version allows.
pub(super) fn condition(connection: &Connection, version: i64) -> rusqlite::Result<Condition> {
    let present = objects(connection)?;
    let known = usize::try_from(version - 1).ok().and_then(|at| DIGESTS.get(at));
    if known.is_some_and(|known| *known == digest(&present)) {
        return Ok(Condition::default());
    }
    let mut condition = Condition::default();
    for (object, fault) in differences(&objects(&migrating::pattern(version)?)?, &present) {
        let named = format!("the {} {}", object.kind, object.name);
        match (fault, object.kind.as_str()) {
            (ObjectFault::Foreign, "table" | "index" | "view") => condition.further.push(named),
            // No statement makes such a kind: somebody wrote into the schema itself.
            (ObjectFault::Foreign, kind) if kind != "trigger" => {
                condition.shut.push(format!("{named} is of no kind that there is"));
            }
            (ObjectFault::Foreign, _) => {
                condition.guarded.push(format!("{named} is none of this program's"));
            }
            (ObjectFault::Missing, "table") => condition.shut.push(format!("{named} is missing")),
            (ObjectFault::Missing, _) => condition.guarded.push(format!("{named} is missing")),
            (ObjectFault::Altered, kind) => {
                let list =
                    if kind == "table" { &mut condition.shut } else { &mut condition.guarded };
                list.push(format!("{named} is not as this program makes it"));
            }
        }
    }
    Ok(condition)
}

/// Makes triggers, indexes and views those of this program, in a copy that nobody uses yet; with
/// `bare`, what other programs made goes as well, statistics included.
pub(super) fn mend(connection: &Connection, version: i64, bare: bool) -> rusqlite::Result<()> {
    let expected = objects(&migrating::pattern(version)?)?;
    let found = differences(&expected, &objects(connection)?);
    let drop_it = |object: &Object| {
        let (kind, name) = (object.kind.to_uppercase(), object.name.replace('"', "\"\""));
        connection.execute_batch(&format!("DROP {kind} IF EXISTS \"{name}\""))
    };
    connection.pragma_update(None, "foreign_keys", false)?;
    // What acts goes first, then what rests on tables.
    for kind in ["trigger", "view", "index", "table"] {
        for (object, fault) in found.iter().filter(|(object, _)| object.kind == kind) {
            match fault {
                ObjectFault::Foreign if kind == "trigger" || bare => drop_it(object)?,
                ObjectFault::Altered if kind != "table" => drop_it(object)?,
                ObjectFault::Foreign | ObjectFault::Altered | ObjectFault::Missing => {}
            }
        }
    }
    if bare {
        let mut statistics = connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'sqlite^_stat_' ESCAPE '^'",
        )?;
        let names = statistics.query_map([], |row| row.get::<_, String>(0))?;
        for name in names.collect::<rusqlite::Result<Vec<_>>>()? {
            connection.execute_batch(&format!("DROP TABLE IF EXISTS {name}"))?;
        }
    }
    for kind in ["index", "view", "trigger"] {
        for (object, fault) in found.iter().filter(|(object, _)| object.kind == kind) {
            let made = expected.iter().find(|it| it.kind == kind && it.name == object.name);
            if let (ObjectFault::Missing | ObjectFault::Altered, Some(made)) = (fault, made) {
                connection.execute_batch(&made.sql)?;
            }
        }
    }
    connection.pragma_update(None, "foreign_keys", true)
}

/// All objects but those that the engine makes by itself, in order.
fn objects(connection: &Connection) -> rusqlite::Result<Vec<Object>> {
    let sql = "SELECT type, name, sql FROM sqlite_schema";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Object {
            kind: row.get(0)?,
            name: row.get(1)?,
            sql: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
        })
    })?;
    let mut objects = Vec::with_capacity(512);
    for object in rows {
        let mut object = object?;
        if is_by_engine(&object) {
            continue;
        }
        if object.name == MIGRATIONS || SHADOWS.contains(&object.name.as_str()) {
            object.sql.clear();
        }
        objects.push(object);
    }
    objects.sort_unstable();
    Ok(objects)
}

/// Whether an object is one that the engine makes by itself: statistics, and indexes of constraints,
/// which have no SQL. A name like theirs alone is nothing: somebody may have written into the schema.
fn is_by_engine(object: &Object) -> bool {
    let named = |begin: &str| object.name.starts_with(begin);
    match object.kind.as_str() {
        "table" => named("sqlite_stat") || object.name == "sqlite_sequence",
        "index" => named("sqlite_autoindex_") && object.sql.is_empty(),
        _ => false,
    }
}

fn digest(objects: &[Object]) -> String {
    let mut digest = Sha256::new();
    for Object { kind, name, sql } in objects {
        for part in [kind, name, sql] {
            digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(part);
        }
    }
    hex(&digest.finalize())
}

/// In what objects differ, by kind and name; both lists are in order.
fn differences(expected: &[Object], present: &[Object]) -> Vec<(Object, ObjectFault)> {
    let same = |one: &Object, other: &Object| one.kind == other.kind && one.name == other.name;
    let mut found = Vec::new();
    for object in expected {
        match present.iter().find(|other| same(object, other)) {
            None => found.push((object.clone(), ObjectFault::Missing)),
            Some(other) if other.sql != object.sql => {
                found.push((object.clone(), ObjectFault::Altered));
            }
            Some(_) => {}
        }
    }
    let foreign = present.iter().filter(|other| !expected.iter().any(|it| same(it, other)));
    found.extend(foreign.map(|object| (object.clone(), ObjectFault::Foreign)));
    found
}

/// Names with commas, the first few of many.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<&String> = names.collect();
    let text = names.iter().take(3).map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
    match names.len() {
        0..=3 => text,
        all => format!("{text}, and {} more", all - 3),
    }
}

/// Refuses a schema of which a part is not this program's.
pub(super) fn ours(path: &Path, connection: &Connection, version: i64) -> Result<()> {
    let found = condition(connection, version).map_err(|error| translate(path, error))?;
    refused(path, &found)
}

pub(super) fn refused(path: &Path, found: &Condition) -> Result<()> {
    if !found.shut.is_empty() {
        let what = listed(found.shut.iter());
        return Err(StoreError::Altered { path: path.to_owned(), what });
    }
    if !found.guarded.is_empty() {
        let what = listed(found.guarded.iter());
        return Err(StoreError::Planted { path: path.to_owned(), what });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::SCHEMA;
    use super::*;

    #[test]
    fn the_digests_are_those_of_the_schemas() {
        let digests: Vec<String> = (1..=SCHEMA)
            .map(|version| digest(&objects(&migrating::pattern(version).unwrap()).unwrap()))
            .collect();
        let lines = digests.iter().fold(String::new(), |text, it| text + "    \"" + it + "\",\n");
        assert!(
            digests == DIGESTS,
            "a migration came or changed: put these lines into DIGESTS of \
             src/store/sqlite/schema.rs\n\nconst DIGESTS: &[&str] = &[\n{lines}];\n"
        );
    }

    #[test]
    fn a_schema_that_only_others_added_to_may_be_written() {
        let file = migrating::pattern(SCHEMA).unwrap();
        file.execute_batch(
            "CREATE TABLE notes (a, b AS (a)); CREATE VIEW mine AS SELECT * FROM item;
             CREATE INDEX quick ON item (text); ANALYZE;",
        )
        .unwrap();
        let found = condition(&file, SCHEMA).unwrap();
        assert!(found.is_ours(), "{found:?}");
        assert_eq!(found.further, ["the index quick", "the table notes", "the view mine"]);
        mend(&file, SCHEMA, true).unwrap();
        assert_eq!(condition(&file, SCHEMA).unwrap(), Condition::default());
    }

    #[test]
    fn an_index_that_is_called_as_the_engines_own_is_named() {
        let file = migrating::pattern(SCHEMA).unwrap();
        file.execute_batch(
            "CREATE UNIQUE INDEX quick ON item (text); PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET name = 'sqlite_autoindex_item_9', sql =
                'CREATE UNIQUE INDEX \"sqlite_autoindex_item_9\" ON item (text)' WHERE name = 'quick';",
        )
        .unwrap();
        let found = condition(&file, SCHEMA).unwrap();
        assert_eq!(found.further, ["the index sqlite_autoindex_item_9"]);
    }

    #[test]
    fn what_acts_is_mended_in_a_copy_and_a_table_is_not() {
        let file = migrating::pattern(SCHEMA).unwrap();
        file.execute_batch(
            "DROP TRIGGER entry_update; DROP INDEX item_ref; CREATE INDEX item_ref ON item (ref);
             CREATE TRIGGER mine AFTER INSERT ON item BEGIN SELECT 1; END;",
        )
        .unwrap();
        let found = condition(&file, SCHEMA).unwrap();
        assert_eq!(
            found.guarded,
            [
                "the index item_ref is not as this program makes it",
                "the trigger entry_update is missing",
                "the trigger mine is none of this program's",
            ]
        );
        mend(&file, SCHEMA, false).unwrap();
        assert_eq!(condition(&file, SCHEMA).unwrap(), Condition::default());
        file.execute_batch("ALTER TABLE item ADD COLUMN x TEXT AS (upper(text))").unwrap();
        let found = condition(&file, SCHEMA).unwrap();
        assert_eq!(found.shut, ["the table item is not as this program makes it"]);
    }

    /// Measured by hand and by bench/run: `cargo test --release --lib -- --ignored --nocapture opening`.
    #[test]
    #[ignore = "a measurement"]
    fn opening_and_what_its_check_takes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.db");
        let made = migrating::pattern(SCHEMA).unwrap();
        made.execute("VACUUM INTO $1", [path.to_str().unwrap()]).unwrap();
        let mut checks: Vec<_> = (0..400)
            .map(|_| {
                let connection = crate::store::sqlite::connecting::connect(&path).unwrap().0;
                let version: i64 =
                    connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
                let begun = std::time::Instant::now();
                assert!(condition(&connection, version).unwrap().is_ours());
                begun.elapsed()
            })
            .collect();
        checks.sort_unstable();
        println!("the opening check: median of {} is {:?}", checks.len(), checks[checks.len() / 2]);
    }
}
