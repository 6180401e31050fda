//! Search words against a real file: no character means anything, and nothing is ever refused.
#![no_main]

mod common;

use std::cell::RefCell;

use common::seeded;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use upr::app::{App, Question};
use upr::clock::SystemClock;
use upr::store::FileStore;

thread_local! {
    static STORE: RefCell<(TempDir, FileStore)> = RefCell::new(seeded());
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
