//! Search words against a real file: no character means anything, and nothing is ever refused.
#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use upr::app::seeding::{Content, fill};
use upr::app::{App, AppError, Question};
use upr::clock::SystemClock;
use upr::store::sqlite::{self, SqliteStore};

thread_local! {
    static STORE: RefCell<(tempfile::TempDir, SqliteStore)> = RefCell::new(open());
}

fn open() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("fuzz.db");
    let now = Default::default();
    sqlite::create(&path, |store| -> Result<(), AppError> { fill(store, now, Content::Seeds) })
        .expect("a file");
    let store = sqlite::open(&path).expect("the file");
    (folder, store)
}

fuzz_target!(|text: &str| {
    STORE.with_borrow_mut(|(_, store)| {
        let mut app = App::new(store, &SystemClock, "fuzz".to_owned());
        app.search(text, &Question::default()).expect("any words are searched for");
        let mut question = Question::default();
        question.filter.text = Some(text.to_owned());
        app.list(&question).map(drop).expect("any words filter");
    });
});
