//! Nobody waits for an import longer than it writes.

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use chrono::DateTime;

use super::{Incoming, Outcome, Request, Watch};
use crate::app::App;
use crate::app::error::Result as AppResult;
use crate::app::seeding::{Content, fill};
use crate::clock::FixedClock;
use crate::domain::ledger::Moment;
use crate::import::Layout;
use crate::store::{self, Store};

fn clock() -> FixedClock {
    FixedClock(DateTime::parse_from_rfc3339("2026-12-01T00:00:00Z").unwrap())
}

fn example(folder: &Path) -> PathBuf {
    let path = folder.join("example.db");
    let now = Moment::stopped(clock().0.to_utc());
    store::create(&path, |store| -> AppResult<()> { fill(store, now, Content::Example) }).unwrap();
    path
}

/// A file during whose reading somebody begins to write.
struct Slow {
    bytes: Cursor<Vec<u8>>,
    path: PathBuf,
}

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut store = store::open(&self.path).map_err(std::io::Error::other)?;
        drop(store.write().map_err(std::io::Error::other)?);
        self.bytes.read(buffer)
    }
}

impl Seek for Slow {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}

struct Quiet;

impl Watch for Quiet {
    fn note(&mut self, _: &str) {}
    fn progress(&mut self, _: u64, _: u64) {}
    fn set_aside(&mut self, _: &str, _: &[u8]) -> std::io::Result<String> {
        Ok(String::new())
    }
}

/// Somebody who writes while a file is matched.
struct Writing {
    path: PathBuf,
    wrote: usize,
}

impl Watch for Writing {
    fn note(&mut self, _: &str) {}
    fn progress(&mut self, _: u64, _: u64) {
        let (mut store, clock) = (store::open(&self.path).unwrap(), clock());
        let mut app = App::new(&mut store, &clock, "another".to_owned());
        app.set_initial(&[("owner_name", format!("Office {}", self.wrote))], None).unwrap();
        self.wrote += 1;
    }
    fn set_aside(&mut self, _: &str, _: &[u8]) -> std::io::Result<String> {
        Ok(String::new())
    }
}

#[test]
fn somebody_writes_while_a_rehearsal_matches() {
    let folder = tempfile::tempdir().unwrap();
    let path = example(folder.path());
    let report = include_bytes!("../../../tests/fixtures/imports/report.txt");
    let source = Box::new(Cursor::new(report.to_vec()));
    let file = Incoming { name: "report.txt".to_owned(), source };
    let (mut store, clock) = (store::open(&path).unwrap(), clock());
    let mut app = App::new(&mut store, &clock, "tester".to_owned());
    let request = Request {
        layout: Some(Layout::WgReport),
        set: Some("NEW".to_owned()),
        dry_run: true,
        ..Request::default()
    };
    let mut watch = Writing { path, wrote: 0 };
    let imported = app.import(vec![file], &request, &mut watch).unwrap();
    assert_eq!(imported.outcome, Outcome::Done, "{:?}", imported.account);
    assert!(imported.account.files[0].added > 0 && watch.wrote > 0);
    assert!(!imported.changed);
    // What the other wrote is there, and nothing of the rehearsal.
    let read = store.read().unwrap();
    let owner = read.list_settings().unwrap().into_iter().find(|(key, _)| key == "owner_name");
    assert_eq!(owner.unwrap().1, format!("Office {}", watch.wrote - 1));
    assert!(read.list_sets().unwrap().iter().all(|set| set.key != "NEW"));
}

#[test]
fn a_file_is_read_before_the_store_is_locked() {
    let folder = tempfile::tempdir().unwrap();
    let path = example(folder.path());
    for dry_run in [true, false] {
        let bytes = Cursor::new(b"id,comment\nEX:20,Looked at again\n".to_vec());
        let source = Box::new(Slow { bytes, path: path.clone() });
        let file = Incoming { name: "sheet.csv".to_owned(), source };
        let (mut store, clock) = (store::open(&path).unwrap(), clock());
        let mut app = App::new(&mut store, &clock, "tester".to_owned());
        let layout = Some(Layout::Sheet);
        let request = Request { layout, dry_run, ..Request::default() };
        let imported = app.import(vec![file], &request, &mut Quiet).unwrap();
        assert_eq!(imported.outcome, Outcome::Done, "{:?}", imported.account);
    }
}
