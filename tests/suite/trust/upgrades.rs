//! Files of every release open, keep their rows, and end with a new file's schema.
//!
//! `tests/fixtures/db/vN.sql` is a dump of a small file of schema N. The newest is made anew by
//! `UPR_BLESS=1 cargo test --test suite upgrades`, until it is released; then it is never touched.

use std::fmt::Write as _;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::Value;
use upr::store;

use super::tamper::{full, tampered, verify};
use crate::crash::as_nobody;
use crate::support::World;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/db")
}

fn newest() -> PathBuf {
    fixtures().join(format!("v{}.sql", store::SCHEMA))
}

fn texts(connection: &Connection, sql: &str) -> Vec<(String, String)> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Value::Blob(bytes) => {
            let hex = bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
            format!("x'{hex}'")
        }
    }
}

/// Tables, rows, then what acts on rows: triggers would refuse history that comes all at once.
fn dump(path: &Path) -> String {
    let connection = Connection::open(path).unwrap();
    let mut text = String::from("PRAGMA application_id = 0x55505231;\n");
    writeln!(text, "PRAGMA user_version = {};", store::SCHEMA).unwrap();
    let of = |kinds: &str| {
        let sql = format!(
            "SELECT name, sql FROM sqlite_schema WHERE type IN ({kinds}) AND sql IS NOT NULL
               AND name NOT LIKE 'item_search_%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        );
        texts(&connection, &sql)
    };
    for (name, sql) in of("'table'") {
        writeln!(text, "{sql};").unwrap();
        if name == "item_search" {
            continue;
        }
        let mut statement = connection.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<_> = (0..columns).map(|at| literal(&row.get_unwrap(at))).collect();
            writeln!(text, "INSERT INTO {name} VALUES ({});", values.join(", ")).unwrap();
        }
    }
    writeln!(text, "INSERT INTO item_search (item_search) VALUES ('rebuild');").unwrap();
    for (_, sql) in of("'index', 'trigger', 'view'") {
        writeln!(text, "{sql};").unwrap();
    }
    // `item_search_insert` begins like the index's own tables.
    let sql = "SELECT name, sql FROM sqlite_schema
               WHERE type = 'trigger' AND name LIKE 'item_search_%'";
    for (_, sql) in texts(&connection, sql) {
        writeln!(text, "{sql};").unwrap();
    }
    text
}

fn load(dump: &str, path: &Path) {
    let connection = Connection::open(path).unwrap();
    // Tables that were built again stand after those that refer to them.
    let off = "PRAGMA foreign_keys = OFF;";
    connection.execute_batch(&format!("{off}\nBEGIN;\n{dump}\nCOMMIT;")).unwrap();
}

/// A small file with an entry of several kinds.
fn small() -> World {
    let world = World::new();
    world.ok("init --empty --db my.db --state PRK --owner 'An office' --owner-kind nhri");
    world.ok("set add MINE --state PRK --document A/HRC/42/10");
    world.ok("item add MINE:1 'End the use of forced labour' --kind recommendation");
    world.ok("status set MINE:1 in-progress --on 2025-06-30 --note 'a bill' --evidence https://example.org/bill");
    world.ok("status set MINE:1 implemented --note 'a law'");
    world.ok("undo");
    world
}

#[test]
fn a_file_of_every_release_opens_and_ends_with_the_same_schema() {
    if std::env::var_os("UPR_BLESS").is_some() {
        std::fs::create_dir_all(fixtures()).unwrap();
        std::fs::write(newest(), dump(&small().path("my.db"))).unwrap();
    }
    let mut found = 0;
    for entry in std::fs::read_dir(fixtures()).unwrap() {
        let fixture = entry.unwrap().path();
        let world = World::new();
        load(&std::fs::read_to_string(&fixture).unwrap(), &world.path("my.db"));
        let before = texts(
            &Connection::open(world.path("my.db")).unwrap(),
            "SELECT command, hex(hash) FROM entry ORDER BY id",
        );
        let log = world.ok("status log MINE:1 --internal");
        assert!(log.contains("a bill") && log.contains("a law"), "{log}");
        world.ok("status set MINE:1 regressed --note 'written after the upgrade'");
        let checked = verify(&world.path("my.db"));
        assert!(
            checked.holds(),
            "{}: {checked:?}\nIf schema {} is not released yet: UPR_BLESS=1 cargo test --test suite upgrades",
            fixture.display(),
            store::SCHEMA
        );
        let after = texts(
            &Connection::open(world.path("my.db")).unwrap(),
            "SELECT command, hex(hash) FROM entry ORDER BY id",
        );
        assert_eq!(after[..before.len()], before, "every entry is still there");
        found += 1;
    }
    assert!(newest().exists(), "a dump of the newest schema is there");
    assert_eq!(found, store::SCHEMA, "and one of each before");
}

/// The file that 0.1.0 made.
pub(crate) fn first_release() -> World {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/release");
    let world = World::new();
    load(&std::fs::read_to_string(folder.join("0.1.0.sql")).unwrap(), &world.path("my.db"));
    world
}

/// A file that 0.1.0 made (its example, and an entry of every kind) answers as it did, and takes
/// new entries.
#[test]
fn a_file_of_the_first_release_answers_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/release");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let world = first_release();
    for (words, name) in [
        ("status log --internal", "0.1.0-status.csv"),
        ("evidence list --internal", "0.1.0-evidence.csv"),
        ("link list --internal", "0.1.0-link.csv"),
    ] {
        let answer = world.ok(&format!("{words} --format csv"));
        let expected = read(name);
        assert_eq!(answer.lines().count(), expected.lines().count(), "{words}");
        for (line, before) in answer.lines().zip(expected.lines()) {
            assert!(line.starts_with(before), "{words}: {line}\nwas {before}");
        }
    }
    world.ok("status set EX:2 implemented --note 'a new form' --evidence https://example.org/law");
    let checked = verify(&world.path("my.db"));
    assert!(checked.holds(), "{checked:?}");
    let forms = "SELECT form, COUNT(*) > 0 FROM entry GROUP BY form ORDER BY form";
    let file = Connection::open(world.path("my.db")).unwrap();
    let mut statement = file.prepare(forms).unwrap();
    let forms: Vec<i64> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(forms, [2, 3]);
    let old: i64 = file.query_row("SELECT COUNT(*) FROM seeded", [], |row| row.get(0)).unwrap();
    assert_eq!(old, 0, "the markers stand in an entry");
    let before = newest_entry(&file);
    world.ok("list");
    assert_eq!(newest_entry(&file), before, "and are carried once");
    world.ok("redact -o public.db");
    assert!(verify(&world.path("public.db")).holds());
}

fn newest_entry(file: &Connection) -> i64 {
    file.query_row("SELECT MAX(id) FROM entry", [], |row| row.get(0)).unwrap()
}

/// A file of the first release.
pub(crate) fn first(name: &str) -> World {
    let world = World::new();
    let dump = std::fs::read_to_string(fixtures().join("v1.sql")).unwrap();
    load(&dump, &world.path(name));
    std::fs::set_permissions(world.path(name), Permissions::from_mode(0o600)).unwrap();
    world
}

fn schema(path: &Path) -> i64 {
    let file = Connection::open(path).unwrap();
    file.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_copy_is_left_beside_before_a_migration() {
    let world = first("my.db");
    let before = std::fs::read(world.path("my.db")).unwrap();
    let ran = world.upr("doctor");
    assert!(ran.stdout.contains("leaves a copy beside it first"), "{ran}");
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before, "the doctor changes nothing");
    world.ok("list");
    assert_eq!(schema(&world.path("my.db")), store::SCHEMA);
    let copy = world.path(&format!("my.db.before-v{}-from-v1.bak", store::SCHEMA));
    assert_eq!(schema(&copy), 1);
    assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let hashes = "SELECT id, hex(hash) FROM entry ORDER BY id";
    let of = |path: &Path| {
        let file = Connection::open(path).unwrap();
        let mut statement = file.prepare(hashes).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<Vec<(i64, String)>, _>>().unwrap()
    };
    let kept = of(&copy);
    assert_eq!(kept, of(&world.path("my.db"))[..kept.len()]);
    assert!(!world.path("my.db.lock").exists());
}

#[test]
fn an_older_copy_is_checked_before_it_is_gone_back_to() {
    let world = first("old.db");
    world.ok("init --db my.db --empty --state PRK");
    world.ok("restore old.db");
    assert!(world.ok("status log MINE:1 --internal").contains("a bill"));
    assert_eq!(schema(&world.path("old.db")), 1, "the copy is as it was");
    std::fs::copy(world.path("old.db"), world.path("forged.db")).unwrap();
    tampered(&world.path("forged.db"), |file| {
        file.execute_batch("UPDATE item SET ref = '99'").unwrap();
    });
    let ran = world.refused("restore forged.db");
    assert!(ran.stderr.contains("does not verify"), "{ran}");
    let ran = world.upr("doctor --db forged.db");
    assert!(ran.code == 1 && ran.stdout.contains("by other means"), "{ran}");
}

#[test]
fn an_older_file_that_cannot_be_written_is_read() {
    let world = first("my.db");
    std::fs::copy(env!("CARGO_BIN_EXE_upr"), world.path("upr")).unwrap();
    let before = std::fs::read(world.path("my.db")).unwrap();
    for (file, folder) in [(0o444, 0o755), (0o666, 0o755), (0o444, 0o777)] {
        std::fs::set_permissions(world.path("my.db"), Permissions::from_mode(file)).unwrap();
        std::fs::set_permissions(world.root(), Permissions::from_mode(folder)).unwrap();
        let Some(ran) = as_nobody(&world, "list --set MINE --format csv") else {
            println!("SKIPPED: only root can run a command as somebody else");
            return;
        };
        assert_eq!(ran.code, 0, "{ran}");
        assert!(ran.stdout.contains("MINE:1"), "{ran}");
        assert_eq!(as_nobody(&world, "verify").unwrap().code, 0);
        let ran = as_nobody(&world, "status set MINE:1 regressed --note x").unwrap();
        assert!(ran.code == 1 && ran.stderr.contains("is read-only"), "{ran}");
    }
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
}

/// An entry's hash of the first form does not follow from a digest: nothing could stand for it.
#[test]
fn an_internal_entry_of_the_first_form_is_not_left_out() {
    let world = first("my.db");
    world.ok("redact -o public.db");
    assert!(verify(&world.path("public.db")).holds());
    let world = full();
    let form = "UPDATE entry SET form = 1
                WHERE id = (SELECT entry_id FROM assessor WHERE internal = 1)";
    tampered(&world.path("my.db"), |file| file.execute_batch(form).unwrap());
    let ran = world.upr("redact -o public.db");
    assert!(ran.code == 1 && ran.stderr.contains("is internal as a whole"), "{ran}");
    assert!(!world.path("public.db").exists());
}

#[test]
fn a_newer_file_is_refused_and_not_touched() {
    let world = World::seeded();
    let file = Connection::open(world.path("my.db")).unwrap();
    file.pragma_update(None, "user_version", store::SCHEMA + 1).unwrap();
    drop(file);
    for words in ["list", "status set 48 implemented --note x", "verify", "backup x.db", "report"] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains("was written by a newer version of upr"), "{ran}");
    }
    let ran = world.upr("doctor");
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("install the latest upr"), "{ran}");
    // Nor is one whose number was turned back: it would be brought up to date again and again.
    let file = Connection::open(world.path("my.db")).unwrap();
    file.pragma_update(None, "user_version", store::SCHEMA - 1).unwrap();
    drop(file);
    let ran = world.refused("list");
    assert!(ran.stderr.contains("the number of its schema is not that of its migrations"), "{ran}");
    let file = Connection::open(world.path("my.db")).unwrap();
    file.pragma_update(None, "user_version", 3).unwrap();
    drop(file);
    let ran = world.refused("list");
    assert!(ran.stderr.contains("cannot be read as it is: the table "), "{ran}");
}

#[test]
fn the_doctor_says_what_is_wrong_and_changes_nothing() {
    let world = World::seeded();
    world.ok("doctor");
    let whole = std::fs::read(world.path("my.db")).unwrap();
    std::fs::write(world.path("empty.db"), "").unwrap();
    std::fs::write(world.path("text.db"), "some text ".repeat(50)).unwrap();
    std::fs::write(world.path("cut.db"), &whole[..whole.len() / 2]).unwrap();
    std::fs::create_dir(world.path("folder.db")).unwrap();
    let other = Connection::open(world.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE x (y)").unwrap();
    drop(other);
    let cases = [
        ("missing.db", "there is no file", "upr init"),
        ("empty.db", "is no SQLite database", "upr restore"),
        ("text.db", "is no SQLite database", "upr restore"),
        ("cut.db", "it is cut off", "upr restore"),
        ("folder.db", "is a folder", "name a file"),
        ("other.db", "of another program", "not touched"),
    ];
    for (name, found, advice) in cases {
        let bytes = std::fs::read(world.path(name)).unwrap_or_default();
        let ran = world.upr(&format!("doctor --db {name} --format json"));
        assert_eq!(ran.code, 1, "{name}: {ran}");
        let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let first = &answer["tables"]["findings"][0];
        let text = |key: &str| first[key].as_str().unwrap().to_owned();
        assert!(text("found").contains(found), "{name}: {answer}");
        assert!(text("advice").contains(advice), "{name}: {answer}");
        assert!(std::fs::read(world.path(name)).unwrap_or_default() == bytes, "{name}");
    }
    std::fs::set_permissions(world.path("my.db"), Permissions::from_mode(0o644)).unwrap();
    let ran = world.upr("doctor");
    assert!(ran.code == 1 && ran.stdout.contains("chmod 600 'my.db'"), "{ran}");
    std::fs::set_permissions(world.path("my.db"), Permissions::from_mode(0o600)).unwrap();
    std::fs::write(world.path(".upr-new-abc.db"), "half a copy").unwrap();
    assert!(world.ok("doctor --format json").contains("unfinished files beside it: 1; one is"));
    // An unfinished write beside the file is told, and left alone.
    let file = Connection::open(world.path("my.db")).unwrap();
    file.execute_batch(
        "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; INSERT INTO seeded VALUES ('x')",
    )
    .unwrap();
    for number in 0..4_000 {
        file.execute("INSERT INTO seeded VALUES ($1)", [format!("key number {number}")]).unwrap();
    }
    for name in ["my.db", "my.db-journal"] {
        std::fs::copy(world.path(name), world.path(&name.replace("my", "left"))).unwrap();
    }
    let journal = std::fs::read(world.path("left.db-journal")).unwrap();
    let ran = world.upr("doctor --db left.db");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stdout.contains("was interrupted"), "{ran}");
    assert!(std::fs::read(world.path("left.db-journal")).unwrap() == journal);
    world.ok("verify --db left.db");
    assert!(!world.path("left.db-journal").exists(), "a command undoes it");
}

#[test]
fn a_log_that_another_program_keeps_is_told_and_left_alone() {
    let world = World::seeded();
    let other = Connection::open(world.path("my.db")).unwrap();
    other.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    other.execute("INSERT INTO seeded VALUES ('in the log')", []).unwrap();
    let bytes = || ["my.db", "my.db-wal"].map(|name| std::fs::read(world.path(name)).unwrap());
    let before = bytes();
    let told = world.ok("doctor --format json");
    assert!(told.contains("write-ahead log"), "{told}");
    assert!(bytes() == before, "the doctor changes nothing");
    // Work goes on beside it, and once it is gone everything is in the one file again.
    world.ok("status set 48 in-progress --note x");
    drop(other);
    world.ok("status set 49 in-progress --note x");
    assert!(!world.path("my.db-wal").exists());
    assert!(!world.ok("doctor --format json").contains("write-ahead log"));
    world.ok("verify");
}
