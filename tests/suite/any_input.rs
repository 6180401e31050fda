//! Whatever is typed or brought: the doors that the fuzz targets knock at (`fuzz/`), driven for a
//! bounded time by proptest, by spoilt fixtures, and by every input that fuzzing once found.

use std::cell::RefCell;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tempfile::TempDir;
use upr::app::import::{Incoming, Request, Side, Watch};
use upr::app::seeding::{Content, fill};
use upr::app::{App, AppError, Question};
use upr::clock::FixedClock;
use upr::import::{Layout, Only, encoding, grid, read, recognise, sheet};
use upr::store::{self, FileStore};

use super::import_readers::states;
use super::support::World;

fn seeded() -> (TempDir, RefCell<FileStore>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("any.db");
    let now = upr::domain::ledger::Moment::stopped(chrono::DateTime::UNIX_EPOCH);
    store::create(&path, |store| -> Result<(), AppError> { fill(store, now, Content::Seeds) })
        .unwrap();
    (folder, RefCell::new(store::open(&path).unwrap()))
}

fn with_app<T>(store: &RefCell<FileStore>, run: impl FnOnce(&mut App<'_>) -> T) -> T {
    let clock = FixedClock(chrono::DateTime::UNIX_EPOCH.fixed_offset());
    run(&mut App::new(&mut *store.borrow_mut(), &clock, "anybody".to_owned()))
}

/// A refusal is an answer; an error of the store is a fault.
fn no_fault<T>(result: Result<T, AppError>) {
    if let Err(error @ (AppError::Store(_) | AppError::File { .. })) = result {
        panic!("{error}");
    }
}

struct Nobody;

impl Watch for Nobody {
    fn note(&mut self, _: &str) {}
    fn progress(&mut self, _: u64, _: u64) {}
    fn set_aside(&mut self, _: &str, _: &[u8]) -> std::io::Result<String> {
        panic!("a rehearsal sets nothing aside");
    }
}

/// Every door that takes a file.
fn bring(store: &RefCell<FileStore>, bytes: &[u8], turn: usize) {
    let bit = |at: usize| turn >> at & 1 == 1;
    let request = Request {
        layout: (!bit(0)).then_some(Layout::Sheet),
        by: bit(1).then(|| "state".to_owned()),
        allow_clear: bit(2),
        create: bit(3),
        create_terms: bit(3),
        side: bit(4).then_some(if bit(5) { Side::Ours } else { Side::Theirs }),
        set_aside: bit(5),
        dry_run: true,
        ..Request::default()
    };
    let file = Incoming { name: "input".to_owned(), source: Box::new(Cursor::new(bytes.to_vec())) };
    no_fault(with_app(store, |app| app.import(vec![file], &request, &mut Nobody)));
    drop((recognise(bytes, "input"), encoding::decode(bytes), sheet::read(bytes)));
    drop(grid::read(bytes));
    let states = states();
    for layout in Layout::ALL.iter().copied() {
        drop(read(layout, bytes, &states, &Only::default()));
    }
}

/// Every door that takes a line.
fn type_in(store: &RefCell<FileStore>, text: &str) {
    let mut question = Question::default();
    question.filter.items = text.split(' ').map(str::to_owned).collect();
    no_fault(with_app(store, |app| app.list(&question).map(drop)));
    let mut question = Question::default();
    question.filter.themes = vec![text.to_owned()];
    no_fault(with_app(store, |app| app.list(&question).map(drop)));
    let mut question = Question::default();
    question.filter.from_state = Some(text.to_owned());
    no_fault(with_app(store, |app| app.list(&question).map(drop)));
    with_app(store, |app| app.search(text, &Question::default()).map(drop)).unwrap();
    let mut question = Question::default();
    question.filter.text = Some(text.to_owned());
    with_app(store, |app| app.list(&question).map(drop)).unwrap();
}

fn run<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(strategy, |value| {
        test(value);
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn any_line_chooses_items_or_is_refused() {
    let (_folder, store) = seeded();
    let piece = prop_oneof![
        prop::sample::select(vec![
            "48",
            "1a",
            "1d",
            "HC19:",
            "HC04:1",
            "hc19:1c",
            "-",
            ",",
            ",,",
            " ",
            ":",
            "3-5",
            "1a-1d",
            "0",
            "99999999999999999999",
            "56a",
            "é",
            "＊",
            "\"",
            "NEAR",
            "*",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,5}",
    ];
    let line = prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    run(200, &line, |line| type_in(&store, &line));
}

#[test]
fn a_list_of_items_chooses_each_once_and_in_its_set() {
    let world = World::seeded();
    for (list, chosen) in [
        ("48", "48"),
        ("1a-1d,3-5", "1a 1b 1c 1d 3 4 5"),
        ("1a-1d 3-5 1b,4", "1a 1b 1c 1d 3 4 5"),
        ("hc19:3-HC19:5", "3 4 5"),
        ("3-3", "3"),
        ("5,3", "5 3"),
    ] {
        let ran = world.upr(&format!("status set {list} in-progress --note '{list}'"));
        assert_eq!(ran.code, 0, "{list}: {ran}");
        let set = ran.stderr.lines().filter_map(|line| line.split_once(" is in-progress"));
        let set: Vec<_> = set.map(|(item, _)| item).collect();
        let expected: Vec<_> = chosen.split(' ').map(|label| format!("HC19:{label}")).collect();
        assert_eq!(set, expected, "{list}");
    }
    for list in ["5-3", "1a-2", "48,,49", "48-", "-48-", "1a-1zz", "HC19:3-HC04:5", ","] {
        let ran = world.upr(&format!("status set -- {list} in-progress"));
        assert!(ran.code == 1 || ran.code == 2, "{list}: {ran}");
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        if entry.path().is_dir() { files(&entry.path(), found) } else { found.push(entry.path()) }
    }
    found.sort();
}

/// A file cut at a place, with some bytes turned and some lines twice.
fn spoilt(bytes: &[u8], cut: prop::sample::Index, turned: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let mut spoilt = bytes.to_vec();
    if spoilt.is_empty() {
        return spoilt;
    }
    for (at, byte) in turned {
        let at = at.index(spoilt.len());
        spoilt[at] = *byte;
    }
    if turned.len().is_multiple_of(3) {
        spoilt.truncate(cut.index(bytes.len()));
    }
    spoilt
}

#[test]
fn any_file_is_read_or_refused() {
    let (_folder, store) = seeded();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("tests/fixtures/imports"), &mut found);
    files(&root.join("fuzz/seeds"), &mut found);
    let world = World::seeded();
    world.ok("export csv -o own.csv --theme children");
    world.ok("export xlsx -o own.xlsx --theme children");
    found.extend([world.path("own.csv"), world.path("own.xlsx")]);
    let contents: Vec<Vec<u8>> = found.iter().map(|path| std::fs::read(path).unwrap()).collect();
    for (turn, bytes) in contents.iter().enumerate() {
        bring(&store, bytes, turn);
    }
    let turned = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12);
    let input = (prop::sample::select(contents), any::<prop::sample::Index>(), turned, 0..64_usize);
    run(250, &input, |(bytes, cut, turned, turn)| {
        bring(&store, &spoilt(&bytes, cut, &turned), turn);
    });
}

/// `tests/fixtures/found`: what fuzzing once found, mended since.
#[test]
fn what_was_found_once_is_not_found_again() {
    let (_folder, store) = seeded();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("tests/fixtures/found"), &mut found);
    for path in found {
        let bytes = std::fs::read(&path).unwrap();
        for turn in 0..64 {
            bring(&store, &bytes, turn);
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            type_in(&store, text);
        }
    }
}
