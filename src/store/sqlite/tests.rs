//! The contract, and what is special to SQLite: triggers, hashes, and the number of statements.

use std::cell::Cell;
use std::path::Path;

use chrono::DateTime;
use rusqlite::Connection;
use rusqlite::trace::{TraceEvent, TraceEventCodes};

use super::FileStore;
use super::shapes::SHAPES;
use crate::app::seeding::{Content, fill};
use crate::app::status::SetStatus;
use crate::app::{App, AppError, By, FilterWords, Question};
use crate::clock::FixedClock;
use crate::domain::ledger::{Moment, Record};
use crate::domain::{Level, LevelWord, Ref};
use crate::report::Block;
use crate::store::{NewEntry, Store, StoreError, contract};

pub(super) fn now() -> Moment {
    let at = DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap();
    Moment::stopped(at.to_utc())
}

pub(super) fn open(folder: &Path, content: Content) -> FileStore {
    let path = folder.join("test.db");
    super::create(&path, |store| -> Result<(), AppError> { fill(store, now(), content) }).unwrap();
    super::open(&path).unwrap()
}

#[test]
fn the_contract_holds() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), Content::Seeds);
    let many = usize::try_from(super::transaction::FEW).unwrap() + 20;
    contract::holds(&mut store, many).unwrap();
    let empty = |name: &str| {
        let path = folder.path().join(name);
        super::create(&path, |_| -> Result<(), StoreError> { Ok(()) }).unwrap();
        super::open(&path).unwrap()
    };
    let (mut whole, mut bare) = (empty("whole.db"), empty("bare.db"));
    contract::a_ledger_comes_in(&mut store, (&mut whole, &mut bare)).unwrap();
}

#[test]
fn each_claim_fills_in_the_columns_of_its_table() {
    use crate::domain::claims::CLAIMS;
    for (table, columns) in CLAIMS {
        let shape = super::shapes::shape(table).unwrap_or_else(|| panic!("no table {table}"));
        for column in columns {
            let there = shape.columns.iter().any(|known| known.name == *column);
            assert!(there, "{table} has no {column}");
        }
    }
}

#[test]
fn the_same_seeds_give_the_same_fingerprint() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for content in [Content::Seeds, Content::Example] {
        let head = |folder: &Path| {
            drop(std::fs::remove_file(folder.join("test.db")));
            open(folder, content).read().unwrap().find_head().unwrap()
        };
        assert_eq!(head(one.path()), head(two.path()));
    }
}

#[test]
fn history_is_append_only_whatever_statement_is_tried() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), Content::Example);
    let connection = store.connection();
    let tables = SHAPES.iter().map(|shape| shape.table).chain(["entry"]);
    let mut tried = 0;
    for table in tables {
        let rows: i64 = connection
            .query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        if rows == 0 {
            continue;
        }
        tried += 1;
        for sql in [
            format!("UPDATE {table} SET id = id WHERE id = 1"),
            format!("DELETE FROM {table} WHERE id = 1"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1"),
            format!("INSERT INTO {table} SELECT * FROM {table} WHERE id = 1"),
        ] {
            let error = connection.execute(&sql, []).expect_err(&sql).to_string();
            assert!(error.contains("append"), "{sql}: {error}");
        }
    }
    assert!(tried >= 15, "only {tried} tables had rows to try");
}

#[test]
fn a_row_cannot_be_hung_on_an_older_entry() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), Content::Seeds);
    let sql = "INSERT INTO setting (id, entry_id, key, value)
               SELECT MAX(id) + 1, 1, 'owner_name', 'Mallory' FROM setting";
    let error = store.connection().execute(sql, []).unwrap_err().to_string();
    assert!(error.contains("append-only"), "{error}");
}

/// What a power cut must not take, and what a mailed file must hold, hangs on these.
#[test]
fn the_file_is_kept_by_a_synced_rollback_journal() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), Content::Empty);
    let pragma = |store: &mut FileStore, name: &str| {
        let sql = format!("PRAGMA {name}");
        store
            .connection()
            .query_row(&sql, [], |row| {
                row.get::<_, String>(0).or_else(|_| row.get::<_, i64>(0).map(|it| it.to_string()))
            })
            .unwrap()
    };
    for (name, value) in [("journal_mode", "delete"), ("synchronous", "2"), ("foreign_keys", "1")] {
        assert_eq!(pragma(&mut store, name), value, "{name}");
    }
    drop(store);
    // Another program that has the file open keeps its log; the first command after it ends it.
    let path = folder.path().join("test.db");
    #[allow(clippy::disallowed_methods, reason = "as another program does it")]
    let other = Connection::open(&path).unwrap();
    other.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    other.execute("INSERT INTO seeded VALUES ('in the log')", []).unwrap();
    assert!(folder.path().join("test.db-wal").exists());
    let kept =
        |store: &mut FileStore| store.read().unwrap().list_seeded().unwrap().contains("in the log");
    assert!(kept(&mut super::open(&path).unwrap()));
    drop(other);
    let mut store = open_again(folder.path());
    assert_eq!(pragma(&mut store, "journal_mode"), "delete");
    assert!(kept(&mut store));
    assert!(!folder.path().join("test.db-wal").exists());
}

#[test]
fn a_file_that_stays_locked_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), Content::Empty);
    store.connection().busy_timeout(std::time::Duration::from_millis(20)).unwrap();
    let mut other = open_again(folder.path());
    let writing = other.write().unwrap();
    assert!(matches!(store.write().err(), Some(StoreError::Busy(_))));
    assert!(store.read().unwrap().find_head().is_ok(), "a reader is not kept waiting");
    drop(writing);
    assert!(store.write().is_ok());
}

fn open_again(folder: &Path) -> FileStore {
    super::open(&folder.join("test.db")).unwrap()
}

thread_local! {
    pub(super) static STATEMENTS: Cell<usize> = const { Cell::new(0) };
}

fn counted(event: TraceEvent<'_>) {
    if let TraceEvent::Stmt(_, text) = event
        && !text.starts_with("--")
    {
        STATEMENTS.with(|count| count.set(count.get() + 1));
    }
}

/// Counts the statements that the engine runs, triggers left out.
pub(super) fn count(connection: &mut Connection) {
    connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(counted)).unwrap();
}

/// A file of its own set with this many items, each assessed.
fn filled(folder: &Path, items: i64) -> FileStore {
    let mut store = open(folder, Content::Empty);
    let mut tx = store.write().unwrap();
    let set = tx.reserve("item_set").unwrap();
    let record = Record::new("item_set")
        .with("id", set)
        .with("key", "BIG")
        .with("title", "Big")
        .with("noun", "recommendations")
        .with("state", "SVN");
    tx.append(now(), NewEntry { command: "test", records: vec![record], ..NewEntry::default() })
        .unwrap();
    let voice = tx.list_assessors().unwrap()[0].id;
    for number in 1..=items {
        let id = tx.reserve("item").unwrap();
        let label = Ref::parse(&number.to_string()).unwrap();
        let item = Record::new("item")
            .with("id", id)
            .with("set_id", set)
            .with("ref", label.as_str())
            .with("ref_folded", label.folded())
            .with("sort_key", label.sort_key(None))
            .with("kind", "recommendation")
            .with("actor", "state")
            .with("state", "SVN")
            .with("origin", "document")
            .with("text", format!("Ratify instrument {number}"));
        let assessment = Record::new("assessment")
            .with("item_id", id)
            .with("assessor_id", voice)
            .with("status", "in-progress")
            .with("effective_on", "2025-01-01")
            .with("unsourced", false)
            .with("public", true);
        let records = vec![item, assessment];
        let entry = NewEntry { command: "test", item: Some(id), records, ..NewEntry::default() };
        tx.append(now(), entry).unwrap();
    }
    tx.commit().unwrap();
    store
}

/// How many statements each command takes, and how many rows `list` and `report` gave.
fn statements(items: i64) -> (Vec<usize>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = filled(folder.path(), items);
    count(store.connection());
    let clock = FixedClock(now().at.fixed_offset());
    let mut app = App::new(&mut store, &clock, "tester".to_owned());
    let mut counts = Vec::new();
    let mut seen = 0;
    let done = |counts: &mut Vec<usize>| counts.push(STATEMENTS.with(Cell::take));
    STATEMENTS.with(Cell::take);
    let question = Question::default();
    for block in app.list(&question).unwrap().blocks {
        if let Block::Table(table) = block {
            table
                .rows
                .each(&mut |_| {
                    seen += 1;
                    Ok(())
                })
                .unwrap();
        }
    }
    done(&mut counts);
    for block in app.report(&question, By::Theme, None).unwrap().blocks {
        if let Block::Table(table) = block {
            table
                .rows
                .each(&mut |_| {
                    seen += 1;
                    Ok(())
                })
                .unwrap();
        }
    }
    done(&mut counts);
    app.show(&["7".to_owned()], &question).unwrap();
    done(&mut counts);
    let note = Some("a law is in force".to_owned());
    let request = SetStatus { note, ..SetStatus::of(vec!["7".to_owned()], Level::Implemented) };
    app.set_status(&request).unwrap();
    done(&mut counts);
    let narrowed = Question {
        filter: FilterWords {
            statuses: vec![LevelWord::Level(Level::Implemented)],
            ..FilterWords::default()
        },
        ..question
    };
    drop(app.list(&narrowed).unwrap());
    done(&mut counts);
    (counts, seen)
}

#[test]
fn the_number_of_statements_hardly_grows_with_the_items() {
    let (few, seen) = statements(56);
    assert!(seen >= 112, "list and report gave their rows");
    assert!(few.iter().all(|count| *count > 0), "{few:?}");
    let (many, seen) = statements(50_000);
    assert!(seen >= 100_000, "list and report gave their rows");
    // What rows hold beside is asked for five hundred of them at once, in seven questions.
    let asked = 7 * 50_000_usize.div_ceil(500);
    let allowed = [asked, asked, 0, 0, 0];
    let grew = many.iter().zip(&few).zip(allowed).any(|((many, few), more)| *many > few + more);
    assert!(!grew, "list, report, show, status set, list --status: {few:?}, {many:?}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the other program that writes")]
fn a_file_that_grows_meanwhile_is_not_called_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grows.db");
    let writer = Connection::open(&path).unwrap();
    writer.execute_batch("PRAGMA synchronous = OFF; CREATE TABLE t (x BLOB)").unwrap();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let done = &done;
        scope.spawn(move || {
            for _ in 0..1_500 {
                writer.execute("INSERT INTO t VALUES (zeroblob(9000))", []).unwrap();
            }
            drop(writer);
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        while !done.load(std::sync::atomic::Ordering::Relaxed) {
            super::connecting::check_header(&path).unwrap();
        }
    });
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(file.metadata().unwrap().len() - 4096).unwrap();
    let error = super::connecting::check_header(&path).unwrap_err();
    assert!(error.to_string().contains("it is cut off"), "{error}");
}

/// An import of any size keeps readers out while it commits, no longer.
#[test]
fn readers_are_not_locked_out_by_a_large_transaction() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), Content::Empty);
    let path = store.path().to_owned();
    let before = std::fs::read(&path).unwrap();
    let (reader, _) = super::connecting::connect(&path).unwrap();
    reader.busy_timeout(std::time::Duration::ZERO).unwrap();
    let read = || reader.query_row("SELECT COUNT(*) FROM entry", [], |row| row.get::<_, i64>(0));
    let begun = read().unwrap();
    let mut tx = store.write().unwrap();
    for _ in 0..40 {
        let record = Record::new("setting").with("key", "x").with("value", "y".repeat(1_000_000));
        let entry = NewEntry { command: "test", records: vec![record], ..NewEntry::default() };
        tx.append(now(), entry).unwrap();
    }
    assert_eq!(read().unwrap(), begun);
    assert!(std::fs::read(&path).unwrap() == before, "nothing is written before it commits");
    tx.commit().unwrap();
    assert_eq!(read().unwrap(), begun + 40);
}

/// A file that a sync program puts in its place meanwhile holds nothing of what was written.
#[cfg(unix)]
#[test]
fn what_is_committed_to_a_file_that_lost_its_name_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), Content::Empty);
    let path = store.path().to_owned();
    let mut tx = store.write().unwrap();
    let record = Record::new("setting").with("key", "x").with("value", "y");
    let entry = NewEntry { command: "test", records: vec![record], ..NewEntry::default() };
    tx.append(now(), entry).unwrap();
    let other = folder.path().join("other.db");
    std::fs::copy(&path, &other).unwrap();
    std::fs::rename(&other, &path).unwrap();
    assert!(matches!(tx.commit(), Err(StoreError::Replaced(_))));
}
