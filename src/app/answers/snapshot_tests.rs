//! All of an answer comes from one state of the file, whoever writes meanwhile.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};

use super::{By, GapWords, Other, Question, TemplateWords, Terms, What};
use crate::app::error::Result as AppResult;
use crate::app::seeding::{Content, fill};
use crate::app::status::SetStatus;
use crate::app::{App, FilterWords};
use crate::clock::FixedClock;
use crate::domain::ledger::Moment;
use crate::domain::ledger::portable::{Carried, Line};
use crate::domain::{DateWord, Level, LevelWord};
use crate::render::{Format, Options, render};
use crate::report::Document;
use crate::report::templates::Template;
use crate::store::{
    self, Custody, Depth, FileStore, KeptFile, PurgeOrder, Purged, Reach, Read, Redacted, Result,
    Store, Travel, Tx, Verification, Visit,
};

fn clock() -> FixedClock {
    FixedClock(DateTime::parse_from_rfc3339("2026-12-01T00:00:00Z").unwrap())
}

fn example(folder: &Path) -> PathBuf {
    let path = folder.join("example.db");
    let now = Moment::stopped(clock().0.to_utc());
    store::create(&path, |store| -> AppResult<()> { fill(store, now, Content::Example) }).unwrap();
    path
}

/// Sets an item to a level in a transaction of another program.
fn write(path: &Path, item: &str, status: Level) {
    let (mut store, clock) = (store::open(path).unwrap(), clock());
    let request = SetStatus {
        note: Some("written meanwhile".to_owned()),
        public: true,
        components: true,
        confirmed: true,
        ..SetStatus::of(vec![item.to_owned()], status)
    };
    App::new(&mut store, &clock, "another".to_owned()).set_status(&request).unwrap();
}

/// A store beside which somebody writes before every transaction but the first.
struct Busy {
    store: FileStore,
    path: PathBuf,
    begun: Cell<usize>,
}

impl Store for Busy {
    fn read(&mut self) -> Result<Rc<dyn Read + '_>> {
        let before = self.begun.replace(self.begun.get() + 1);
        if before > 0 {
            let levels = [Level::Implemented, Level::NotImplemented];
            write(&self.path, "EX:20", levels[before % 2]);
        }
        self.store.read()
    }

    fn write(&mut self) -> Result<Box<dyn Tx + '_>> {
        self.store.write()
    }
}

impl Custody for Busy {
    fn verify(&mut self, depth: Depth) -> Result<Verification> {
        self.store.verify(depth)
    }
    fn find_by_hash(&mut self, digits: &str) -> Result<Option<i64>> {
        self.store.find_by_hash(digits)
    }
    fn each_file(&mut self, visit: &mut dyn FnMut(KeptFile) -> Visit) -> Result<()> {
        self.store.each_file(visit)
    }
    fn check_writable(&self) -> Result<()> {
        self.store.check_writable()
    }
    fn home(&self) -> Option<String> {
        self.store.home()
    }
    fn place(&self) -> &Path {
        &self.path
    }
    fn rehearsal(&mut self) -> Result<Box<dyn Store>> {
        self.store.rehearsal()
    }
    fn copy_to(&mut self, path: &Path) -> Result<Verification> {
        self.store.copy_to(path)
    }
    fn purge(&mut self, now: Moment, order: &PurgeOrder) -> Result<Option<Purged>> {
        self.store.purge(now, order)
    }
    fn redact_to(&mut self, now: DateTime<Utc>, path: &Path) -> Result<Redacted> {
        self.store.redact_to(now, path)
    }
}

impl Travel for Busy {
    fn carry(&mut self, reach: Reach, visit: &mut dyn FnMut(Line) -> Visit) -> Result<()> {
        self.store.carry(reach, visit)
    }
    fn leaves_out(&mut self) -> Result<bool> {
        self.store.leaves_out()
    }
    fn find_hash(&mut self, entry: i64) -> Result<Option<[u8; 32]>> {
        self.store.find_hash(entry)
    }
    fn carry_after(&mut self, entry: i64, visit: &mut dyn FnMut(Carried) -> Visit) -> Result<()> {
        self.store.carry_after(entry, visit)
    }
}

type Ask = for<'a> fn(&'a mut App<'_>, &Question) -> AppResult<Document<'a>>;

fn since() -> DateWord {
    DateWord::parse("2025-01-01").unwrap()
}

fn handed_in<'a>(
    app: &'a mut App<'_>,
    question: &Question,
    template: Template,
) -> AppResult<Document<'a>> {
    app.handed_in(question, template, TemplateWords::default())
}

/// Every command that answers.
const ANSWERS: [(&str, Ask); 32] = [
    ("overview", |app, question| app.overview("example.db", question, &|step| format!("{step:?}"))),
    ("owner", |app, question| app.owner(question)),
    ("list", |app, question| app.list(question)),
    ("search", |app, question| app.search("children", question)),
    ("show", |app, question| app.show(&["20".to_owned(), "EX:1".to_owned()], question)),
    ("report", |app, question| app.report(question, By::Theme, None)),
    ("report --by assessor", |app, question| app.report(question, By::Assessor, None)),
    ("report --since", |app, question| app.report(question, By::Theme, Some(since()))),
    ("report csv", |app, question| app.report_tables(question, By::Theme, None)),
    ("report xlsx", |app, question| app.report_with_registers(question, By::Theme, None)),
    ("changes", |app, question| app.changes(question, since(), None)),
    ("status log", |app, question| app.history(question)),
    ("export", |app, question| app.export(What::Items, question)),
    ("export history", |app, question| app.export(What::History, question)),
    ("export evidence", |app, question| app.export(What::Evidence, question)),
    ("export links", |app, question| app.export(What::Links, question)),
    ("export timeline", |app, question| app.export(What::Timeline, question)),
    ("workbook", |app, question| app.workbook(question)),
    ("trend", |app, question| app.trend(question, None, None)),
    ("disagreement", |app, question| app.disagreement(question)),
    ("gaps", |app, question| app.gaps(question, &GapWords::default())),
    ("lineage", |app, question| app.lineage(question)),
    ("compare", |app, question| app.compare(question, &Other::Day(since()))),
    ("matrix", |app, question| handed_in(app, question, Template::Matrix)),
    ("midterm", |app, question| handed_in(app, question, Template::Midterm)),
    ("submission", |app, question| handed_in(app, question, Template::Submission)),
    ("set list", |app, question| app.sets(question)),
    ("document list", |app, question| app.documents(question)),
    ("theme list", |app, question| app.themes(Terms::Themes, question)),
    ("theme show", |app, question| app.theme("children", question)),
    ("calendar", |app, question| app.calendar(question)),
    ("assessor list", |app, question| app.assessors(question)),
];

/// An answer as JSON.
fn answer(store: &mut dyn Store, ask: Ask, question: &Question) -> String {
    let clock = clock();
    let mut app = App::new(store, &clock, "reader".to_owned());
    let document = ask(&mut app, question).unwrap();
    let mut out = Vec::new();
    render(document, Format::Json, &Options::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn questions() -> [Question; 3] {
    let plain = Question { command: "upr".to_owned(), internal: true, ..Question::default() };
    let of = |filter: FilterWords| Question { filter, ..plain.clone() };
    let of_sets = of(FilterWords { sets: vec!["EX".to_owned()], ..FilterWords::default() });
    let of_status = of(FilterWords {
        statuses: vec![LevelWord::Level(Level::InProgress)],
        ..FilterWords::default()
    });
    [plain, of_sets, of_status]
}

#[test]
fn each_answer_comes_from_one_state_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = example(folder.path());
    write(&path, "EX:20", Level::InProgress);
    let untouched = std::fs::read(&path).unwrap();
    for question in questions() {
        for (name, ask) in ANSWERS {
            let calm = answer(&mut store::open(&path).unwrap(), ask, &question);
            let store = store::open(&path).unwrap();
            let mut busy = Busy { store, path: path.clone(), begun: Cell::new(0) };
            assert_eq!(answer(&mut busy, ask, &question), calm, "{name}, {:?}", question.filter);
            assert_eq!(busy.begun.get(), 1, "{name} is one transaction");
        }
    }
    assert_eq!(std::fs::read(&path).unwrap(), untouched, "nobody wrote in between");
}

/// How many items a report counts as in progress: by its figures, and by its items.
fn in_progress(store: &mut FileStore) -> [usize; 2] {
    let report: Ask = |app, question| app.report_tables(question, By::Theme, None);
    let report = answer(store, report, &Question::default());
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let rows = |table: &str| {
        let rows = report["tables"][table].as_array().unwrap().iter();
        rows.filter(|row| row["status"] == "in-progress").cloned().collect::<Vec<_>>()
    };
    let counted = rows("statuses")[0]["items"].as_u64().unwrap();
    [usize::try_from(counted).unwrap(), rows("items").len()]
}

#[test]
fn no_report_beside_a_busy_writer_contradicts_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = example(folder.path());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut written = 0_usize;
            while !done.load(Ordering::Relaxed) && written < 10_000 {
                let levels = [Level::InProgress, Level::Implemented, Level::NotImplemented];
                write(&path, "EX:20", levels[written % 3]);
                written += 1;
            }
            written
        });
        let mut seen = std::collections::BTreeSet::new();
        let mut store = store::open(&path).unwrap();
        for _ in 0..100 {
            let [counted, listed] = in_progress(&mut store);
            seen.insert(counted);
            if counted != listed {
                done.store(true, Ordering::Relaxed);
            }
            assert_eq!(counted, listed, "in the figures, in the list");
        }
        done.store(true, Ordering::Relaxed);
        let written = writer.join().unwrap();
        assert!(written > 0 && seen.len() > 1, "{written} written, {seen:?} seen");
    });
}
