//! The contract on the copy of a home, and what a copy does when an answer is lost.

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::DateTime;

use super::{CopyOf, open_copy, send_whole};
use crate::app::seeding::{Content, fill, lists_alone};
use crate::app::status::SetStatus;
use crate::app::{App, AppError};
use crate::clock::FixedClock;
use crate::domain::Level;
use crate::domain::ledger::{Moment, Record};
use crate::store::home::memory::{MemoryHome, Next, SharedHome};
use crate::store::home::{Home, HomeFault};
use crate::store::sqlite::{FileStore, create, open};
use crate::store::{Custody as _, Depth, NewEntry, Store, StoreError, contract};

fn now() -> Moment {
    let at = DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap();
    Moment::stopped(at.to_utc())
}

fn seeded(folder: &Path) -> FileStore {
    let path = folder.join("seeds.db");
    create(&path, |store| -> Result<(), AppError> { fill(store, now(), Content::Seeds) }).unwrap();
    open(&path).unwrap()
}

fn copy(folder: &Path, name: &str, home: impl Home + 'static) -> FileStore {
    let path = folder.join(name);
    let copy = CopyOf { path: &path, release: "1", now: now().at };
    let lists = |tx: &mut dyn crate::store::Tx| {
        lists_alone(tx, now()).map_err(|error| StoreError::Engine(error.to_string()))
    };
    open_copy(&copy, Box::new(home), lists).unwrap()
}

fn shared(folder: &Path) -> Arc<Mutex<SharedHome>> {
    let shared = Arc::new(Mutex::new(SharedHome::default()));
    send_whole(&mut seeded(folder), &mut MemoryHome::at(&shared)).unwrap();
    shared
}

fn the_contract_holds(store: &mut dyn Store) {
    contract::holds(store, 120).unwrap();
    let verification = store.verify(Depth::Whole).unwrap();
    assert_eq!(verification.problems, []);
    assert!(verification.home.is_some());
}

#[test]
fn the_contract_holds_on_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let shared = shared(folder.path());
    let mut one = copy(folder.path(), "one.db", MemoryHome::at(&shared));
    the_contract_holds(&mut one);
    let mut two = copy(folder.path(), "two.db", MemoryHome::at(&shared));
    assert_eq!(one.read().unwrap().find_head().unwrap(), two.read().unwrap().find_head().unwrap());
    assert!(two.verify(Depth::Whole).unwrap().holds());
}

#[cfg(feature = "office")]
#[test]
#[expect(clippy::disallowed_methods, reason = "a test asks where a server is")]
fn the_contract_holds_at_a_postgresql_home() {
    use crate::store::home::{Address, PostgresHome, Secrets, found};
    let Ok(address) = std::env::var("UPR_TEST_HOME") else {
        println!("SKIPPED: tests/with-postgres runs this with a server");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let address = Address::read(&address).unwrap();
    let secrets = Secrets { password: std::env::var("PGPASSWORD").ok(), ..Secrets::default() };
    let mut home = found(address.clone(), secrets.clone(), "0").unwrap();
    send_whole(&mut seeded(folder.path()), &mut home).unwrap();
    let at = || PostgresHome::new(address.clone(), secrets.clone());
    let mut one = copy(folder.path(), "one.db", at());
    the_contract_holds(&mut one);
    let mut two = copy(folder.path(), "two.db", at());
    assert_eq!(one.read().unwrap().find_head().unwrap(), two.read().unwrap().find_head().unwrap());
}

fn set(store: &mut FileStore, item: &str) -> Result<(), AppError> {
    let clock = FixedClock("2026-01-15T12:00:00Z".parse().unwrap());
    let request = SetStatus::of(vec![item.to_owned()], Level::Implemented);
    App::new(store, &clock, "tester".to_owned()).set_status(&request).map(drop)
}

#[test]
fn a_write_without_an_answer_is_settled_at_the_next_catching_up() {
    let folder = tempfile::tempdir().unwrap();
    let shared = shared(folder.path());
    for (next, recorded) in [(Next::LostDone, true), (Next::LostUndone, false)] {
        let mut store = copy(folder.path(), "copy.db", MemoryHome::at(&shared));
        let before = store.read().unwrap().find_head().unwrap().unwrap().0;
        shared.lock().unwrap().next = next;
        let item = if recorded { "48" } else { "49" };
        let refused = set(&mut store, item).unwrap_err();
        let AppError::Store(StoreError::Home(HomeFault::Unknown { entry, .. })) = refused else {
            panic!("{refused}")
        };
        assert_eq!(entry, before + 1);
        // Nothing of it stands here until it is known.
        assert_eq!(store.read().unwrap().find_head().unwrap().unwrap().0, before);
        drop(store);
        let mut store = copy(folder.path(), "copy.db", MemoryHome::at(&shared));
        let settled = store.settled().unwrap();
        assert_eq!((settled.entry, settled.recorded), (entry, recorded));
        let head = store.read().unwrap().find_head().unwrap().unwrap().0;
        assert_eq!(head, before + i64::from(recorded));
        assert!(store.verify(Depth::Whole).unwrap().holds());
        let again = copy(folder.path(), "copy.db", MemoryHome::at(&shared));
        assert_eq!(again.settled(), None, "it is told once");
    }
}

#[test]
fn a_copy_by_its_path_takes_no_writes_and_a_backup_of_it_does() {
    let folder = tempfile::tempdir().unwrap();
    let shared = shared(folder.path());
    let mut store = copy(folder.path(), "copy.db", MemoryHome::at(&shared));
    store.copy_to(&folder.path().join("backup.db")).unwrap();
    drop(store);
    let mut by_path = open(&folder.path().join("copy.db")).unwrap();
    let refused = set(&mut by_path, "48").unwrap_err();
    assert!(matches!(refused, AppError::Store(StoreError::Home(HomeFault::CopyOnly { .. }))));
    let mut backup = open(&folder.path().join("backup.db")).unwrap();
    set(&mut backup, "48").unwrap();
    assert!(backup.verify(Depth::Whole).unwrap().holds());
    assert_eq!(shared.lock().unwrap().entries.len() + 1, {
        let head = backup.read().unwrap().find_head().unwrap().unwrap().0;
        usize::try_from(head).unwrap()
    });
}

#[test]
fn an_older_release_is_told_before_it_writes() {
    let folder = tempfile::tempdir().unwrap();
    let shared = shared(folder.path());
    let mut store = copy(folder.path(), "copy.db", MemoryHome::at(&shared));
    let mut tx = store.write().unwrap();
    let mark = Record::new("seed_mark").with("key", "release:of-next-year");
    let entry =
        NewEntry { command: "seed", shipped: true, records: vec![mark], ..NewEntry::default() };
    tx.append(now(), entry).unwrap();
    tx.commit().unwrap();
    let refused = set(&mut store, "48").unwrap_err();
    assert!(refused.to_string().contains("a newer release of upr"), "{refused}");
    assert!(store.read().unwrap().find_head().unwrap().is_some());
}
