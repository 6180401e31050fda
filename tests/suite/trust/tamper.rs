//! Whoever changes a file by other means than the program is found out.

mod beside;

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;
use upr::store::{self, Check, Custody as _, Verification};

use crate::support::World;

/// A file with an entry of every kind.
pub(crate) fn full() -> World {
    let world = World::example();
    std::fs::write(world.path("law.txt"), "a law").unwrap();
    world.ok("assessor add friend --name 'A friend in the ministry' --kind cso --internal");
    world.ok("status set EX:2 in-progress --by friend --note 'heard in confidence' --unsourced");
    world.ok("status set EX:2 in-progress --note 'a hidden reason' --evidence law.txt");
    world.ok("item close EX:3 --note 'a hidden closing'");
    world.ok("undo");
    world.ok("link add EX:4 related EX:5 --reason 'a hidden link'");
    let matrix = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/imports/matrix-cycle-4.docx");
    world.ok(&format!("import '{matrix}'"));
    world.ok("status set EX:6 regressed --note 'typed by mistake'");
    let entry = newest(&world);
    world.ok(&format!("purge {entry} --reason 'a name by mistake' --yes"));
    let export = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/imports/upr-info.csv");
    world.ok(&format!("import '{export}'"));
    world
}

/// The newest entry of a world's file.
pub(crate) fn newest(world: &World) -> i64 {
    let connection = Connection::open(world.path("my.db")).unwrap();
    connection.query_row("SELECT MAX(id) FROM entry", [], |row| row.get(0)).unwrap()
}

pub(crate) fn verify(path: &Path) -> Verification {
    store::open(path).unwrap().verify(upr::store::Depth::Whole).unwrap()
}

/// All triggers of a file, so that they can be brought back after what they forbid.
fn triggers(connection: &Connection) -> Vec<(String, String)> {
    let mut statement =
        connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// Changes a file behind the program's back, and leaves no trace in its schema.
pub(crate) fn tampered(path: &Path, change: impl FnOnce(&Connection)) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN")
        .unwrap();
    let triggers = triggers(&connection);
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    change(&connection);
    for (_, sql) in &triggers {
        connection.execute_batch(sql).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

fn tables(connection: &Connection) -> Vec<String> {
    let sql = "SELECT m.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
               WHERE m.type = 'table' AND c.name = 'entry_id' ORDER BY m.name";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_info($1) ORDER BY cid";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([table], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// Another value than this, of the same type where there is one.
fn other(value: &Value, column: &str) -> Value {
    match value {
        Value::Null if ["salt", "digest"].iter().any(|end| column.ends_with(end)) => {
            Value::Blob(vec![7; 32])
        }
        Value::Null if column.ends_with("_id") || column == "cycle" || column == "session" => {
            Value::Integer(1)
        }
        Value::Null => Value::Text("forged".to_owned()),
        Value::Integer(number) => Value::Integer(number + 1),
        Value::Text(text) => Value::Text(format!("{text}!")),
        Value::Blob(bytes) => Value::Blob(bytes.iter().map(|byte| byte ^ 1).collect()),
        Value::Real(number) => Value::Real(number + 1.0),
    }
}

/// Changes one column of one row; false where the column's type takes no such value.
fn change(connection: &Connection, table: &str, id: i64, column: &str, to: &Value) -> bool {
    let sql = format!("UPDATE {table} SET {column} = $1 WHERE id = $2");
    match connection.execute(&sql, (to, id)) {
        Ok(changed) => changed == 1,
        Err(error) => {
            let text = error.to_string();
            assert!(
                ["datatype", "cannot store", "NOT NULL", "UNIQUE"].iter().any(|w| text.contains(w)),
                "{table}.{column}: {text}"
            );
            false
        }
    }
}

/// Every column of a row of every table, and of an entry, changed in turn: the entry is named.
// The planted rows are ones that no claim makes, which a release cannot.
#[cfg(debug_assertions)]
#[test]
fn every_changed_column_is_found_and_its_entry_named() {
    let world = full();
    super::planted::planted(&world.path("my.db"), true, "planted");
    let whole = std::fs::read(world.path("my.db")).unwrap();
    let path = world.path("forged.db");
    std::fs::write(&path, &whole).unwrap();
    assert!(verify(&path).holds());
    let original = Connection::open(world.path("my.db")).unwrap();
    let mut tables = tables(&original);
    tables.push("entry".to_owned());
    let mut changes = 0;
    for table in &tables {
        let entry_of = if table == "entry" { "id" } else { "entry_id" };
        let sql = format!("SELECT id, {entry_of} FROM {table} ORDER BY id DESC LIMIT 1");
        let row =
            original.query_row(&sql, [], |row| Ok::<(i64, i64), _>((row.get(0)?, row.get(1)?)));
        let (id, entry) = row.unwrap_or_else(|_| panic!("{table} has a row in this test"));
        for column in columns(&original, table) {
            let sql = format!("SELECT {column} FROM {table} WHERE id = {id}");
            let value: Value = original.query_row(&sql, [], |row| row.get(0)).unwrap();
            for changed_to in [other(&value, &column), Value::Null] {
                if changed_to == value {
                    continue;
                }
                std::fs::write(&path, &whole).unwrap();
                let mut changed = false;
                tampered(&path, |file| changed = change(file, table, id, &column, &changed_to));
                if !changed {
                    continue;
                }
                changes += 1;
                let found = verify(&path);
                let first = found.problems.iter().find(|problem| problem.check == Check::Chain);
                let first =
                    first.unwrap_or_else(|| panic!("{table}.{column} to {changed_to:?} passed"));
                let named: i64 = first.entry.unwrap();
                // A tombstone that names another entry leaves the first one's gap unexplained.
                let moved = column == entry_of || column == "target_entry";
                assert!(
                    named == entry || (moved && named <= entry + 1),
                    "{table}.{column}: entry {entry} was changed, {named} named: {first:?}"
                );
            }
        }
    }
    assert!(changes > 150, "{changes} changes were tried");
}

#[test]
fn rows_that_vanish_appear_or_change_places_are_found() {
    let world = full();
    world.ok("owner set 'An office'");
    let whole = std::fs::read(world.path("my.db")).unwrap();
    let path = world.path("forged.db");
    let last = newest(&world);
    let forgeries = [
        format!("DELETE FROM setting WHERE entry_id = {last}; DELETE FROM entry WHERE id = {last}"),
        "DELETE FROM assessment WHERE id = (SELECT MAX(id) FROM assessment)".to_owned(),
        "DELETE FROM entry WHERE id = 5".to_owned(),
        format!(
            "INSERT INTO tag (entry_id, item_id, term_id, removed, origin)
             VALUES ({last}, 1, 1, 0, 'own')"
        ),
        "INSERT INTO setting (entry_id, key, value) VALUES (99999, 'owner_name', 'x')".to_owned(),
        "UPDATE assessment SET id = id + 100000 WHERE id = 3".to_owned(),
        "UPDATE tag SET id = -1 WHERE id = 3".to_owned(),
    ];
    for (at, forgery) in forgeries.iter().enumerate() {
        std::fs::write(&path, &whole).unwrap();
        tampered(&path, |file| file.execute_batch(forgery).unwrap());
        let found = verify(&path);
        if at == 0 {
            // The end cut off: only a hash that was written down shows it.
            let head = verify(&world.path("my.db")).head.unwrap().1;
            let digits =
                head.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
            let ran = world.upr(&format!("verify --db forged.db --head {digits}"));
            assert_eq!(ran.code, 1, "{ran}");
            assert!(ran.stderr.contains("no entry has the hash"), "{ran}");
        } else {
            assert!(found.first().is_some(), "{forgery}");
        }
    }
}

/// The fingerprint of a file, in full.
fn head(path: &Path) -> String {
    let hash = verify(path).head.unwrap().1;
    hash.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The notice makes a file a redacted copy, in which entries may be known by their hash only.
const NOTICE: &str = "INSERT OR REPLACE INTO notice VALUES ('redacted', '2026-01-15T12:00:00Z')";

/// An entry of which nothing is left but a hash could carry any hash: also one that was written
/// down elsewhere.
#[test]
fn a_hash_that_was_written_down_cannot_be_put_under_another_history() {
    let (mine, other) = (full(), World::example());
    let known = head(&mine.path("my.db"));
    let last = newest(&other) + 1;
    for content in ["NULL", "zeroblob(32)", "x'00'"] {
        let forgery = format!(
            "{NOTICE}; INSERT INTO entry (id, batch, command, form, recorded_at, hash, content)
             VALUES ({last}, {last}, 'redacted', 2, '0001-01-01T00:00:00Z', x'{known}', {content})"
        );
        std::fs::copy(other.path("my.db"), other.path("forged.db")).unwrap();
        tampered(&other.path("forged.db"), |file| file.execute_batch(&forgery).unwrap());
        let ran = other.upr(&format!("verify --db forged.db --head {known}"));
        assert_eq!(ran.code, 1, "{content}: {ran}");
        assert!(ran.stderr.contains(&format!("entry {last}: ")), "{content}: {ran}");
    }
}

#[test]
fn what_stands_before_an_entry_that_was_left_out_is_still_bound() {
    let world = full();
    world.ok("redact -o public.db");
    let whole = std::fs::read(world.path("public.db")).unwrap();
    let path = world.path("forged.db");
    let copy = Connection::open(world.path("public.db")).unwrap();
    let mut left_out = copy.prepare("SELECT id FROM entry WHERE command = 'redacted'").unwrap();
    let left_out: Vec<i64> =
        left_out.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert!(left_out.len() >= 2, "{left_out:?}");
    for id in left_out {
        for forgery in [
            format!("UPDATE entry SET hash = randomblob(32) WHERE id = {id}"),
            format!("UPDATE entry SET hash = randomblob(32) WHERE id = {id} - 1"),
            format!("UPDATE entry SET content = randomblob(32) WHERE id = {id}"),
            format!("UPDATE entry SET content = NULL WHERE id = {id}"),
            format!("UPDATE entry SET place = 'said by nobody' WHERE id = {id}"),
            format!("UPDATE entry SET item_id = 3 WHERE id = {id}"),
            format!("UPDATE entry SET batch = 1 WHERE id = {id}"),
            format!("UPDATE entry SET recorded_at = '2020-01-01T00:00:00Z' WHERE id = {id}"),
        ] {
            std::fs::write(&path, &whole).unwrap();
            tampered(&path, |file| file.execute_batch(&forgery).unwrap());
            let named = verify(&path).first().unwrap_or_else(|| panic!("{forgery}")).entry;
            assert!(named == Some(id) || named == Some(id - 1), "{forgery}: {named:?}");
        }
    }
}

#[test]
fn a_hash_written_down_in_a_report_is_found_again() {
    let world = World::seeded();
    let report = world.ok("report --format md");
    let (_, rest) = report.split_once("fingerprint ").unwrap();
    let hash = rest.split('.').next().unwrap();
    world.ok(&format!("verify --head {hash}"));
    world.ok("status set 48 in-progress --note x");
    let facts = world.json(&format!("verify --head {}", &hash[..12]));
    assert_eq!(facts["facts"]["result"], "holds");
    assert!(facts["facts"]["head_found_at"].is_number(), "{facts}");
    let found = |words: &str| {
        let facts = world.json(words);
        (facts["facts"]["head_found_at"].as_i64().unwrap(), facts.to_string())
    };
    let (entry, told) = found(&format!("verify --head {hash}"));
    assert!(!told.contains("of its 64 digits"), "{told}");
    // Capitals and blanks are the writer's; a beginning says how much it tells.
    assert_eq!(found(&format!("verify --head ' {} '", hash.to_uppercase())).0, entry);
    let (part, told) = found(&format!("verify --head {}", &hash[..8]));
    assert_eq!(part, entry);
    assert!(told.contains("as far as 8 of its 64 digits tell"), "{told}");
    for wrong in [&hash[..7], &format!("{hash}0"), "", &hash.replace('0', "o"), &"f".repeat(64)] {
        let ran = world.upr(&format!("verify --head '{wrong}'"));
        let told =
            ran.stderr.contains("is no hash") || ran.stderr.contains("no entry has the hash");
        assert!(ran.code == 1 && told, "{wrong}: {ran}");
    }
}

/// A value where the entry's form hashes none: nothing would hold it.
#[test]
fn a_value_that_no_hash_holds_is_found() {
    let world = super::upgrades::first("my.db");
    world.ok("list");
    for (table, column, value) in [
        ("item", "speaker", "'Somebody'"),
        ("item_set", "kind", "'plan'"),
        ("assessment", "percent", "50"),
        ("evidence", "citation", "'a book'"),
        ("entry", "clock", "'stopped'"),
        ("entry", "internal", "1"),
    ] {
        std::fs::copy(world.path("my.db"), world.path("forged.db")).unwrap();
        let mut changed = 0;
        tampered(&world.path("forged.db"), |file| {
            let of = if table == "entry" { "id" } else { "entry_id" };
            let sql = format!(
                "UPDATE {table} SET {column} = {value} WHERE id = (SELECT x.id FROM {table} AS x
                 JOIN entry AS e ON e.id = x.{of} WHERE e.form = 1 ORDER BY x.id LIMIT 1)"
            );
            changed = file.execute(&sql, []).unwrap();
        });
        assert_eq!(changed, 1, "{table}.{column}");
        let found = verify(&world.path("forged.db"));
        let chain = found.problems.iter().any(|problem| problem.check == Check::Chain);
        assert!(chain, "{table}.{column}: {found:?}");
    }
}

/// Bytes can't move between a salt and what it seals.
#[test]
fn a_salt_of_another_length_is_found() {
    let world = full();
    tampered(&world.path("my.db"), |file| {
        file.execute(
            "UPDATE assessment SET salt = CAST(salt || x'00' AS BLOB) WHERE id = (SELECT MAX(id) FROM assessment
             WHERE salt IS NOT NULL)",
            [],
        )
        .unwrap();
    });
    let found = verify(&world.path("my.db"));
    let first = found.first().unwrap();
    assert!(
        first.found.contains("salt of a sealed text of `assessment` has a wrong length"),
        "{found:?}"
    );
}
