//! Lists of items as they are typed (`1a-1d,3-5`), through the door that every command uses: what is
//! chosen is there and unique, and what is not there is refused in words.
#![no_main]

mod common;

use std::cell::RefCell;

use common::{no_fault, seeded};
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
        let mut question = Question::default();
        question.filter.items = text.split(' ').map(str::to_owned).collect();
        no_fault(app.list(&question).map(drop));
        // Names of other things go the same way from words to what is in the file.
        let mut question = Question::default();
        question.filter.themes = vec![text.to_owned()];
        no_fault(app.list(&question).map(drop));
        let mut question = Question::default();
        question.filter.from_state = Some(text.to_owned());
        no_fault(app.list(&question).map(drop));
    });
});
