//! `upr import` as a whole, on a real file: our own sheets brought back, and whatever else is
//! recognised. A rehearsal, so that every input meets the same file; nothing may be written.
#![no_main]

mod common;

use std::cell::RefCell;
use std::io::Cursor;

use common::{end_at_own_panics, no_fault, packaged, seeded};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use upr::app::App;
use upr::app::import::{Incoming, Request, Side, Watch};
use upr::clock::FixedClock;
use upr::import::Layout;
use upr::store::FileStore;

thread_local! {
    static STORE: RefCell<(TempDir, FileStore)> = RefCell::new(seeded());
}

struct Nobody;

impl Watch for Nobody {
    fn note(&mut self, _: &str) {}
    fn progress(&mut self, _: u64, _: u64) {}
    fn set_aside(&mut self, _: &str, _: &[u8]) -> std::io::Result<String> {
        panic!("a rehearsal sets nothing aside");
    }
}

/// The request's options come from the input's length, so that each stays as it is found.
fn request(length: usize) -> Request {
    let bit = |at: usize| length >> at & 1 == 1;
    Request {
        layout: (!bit(0)).then_some(Layout::Sheet),
        by: bit(1).then(|| "state".to_owned()),
        allow_clear: bit(2),
        create: bit(3),
        create_terms: bit(3),
        side: bit(4).then_some(if bit(5) { Side::Ours } else { Side::Theirs }),
        set_aside: bit(5),
        dry_run: true,
        ..Request::default()
    }
}

fuzz_target!(|bytes: &[u8]| {
    end_at_own_panics();
    let request = request(bytes.len());
    let package = packaged(bytes);
    let content = package.unwrap_or_else(|| bytes.to_vec());
    let file = Incoming { name: "input".to_owned(), source: Box::new(Cursor::new(content)) };
    STORE.with_borrow_mut(|(_, store)| {
        let clock = FixedClock(chrono::DateTime::UNIX_EPOCH.fixed_offset());
        let mut app = App::new(store, &clock, "fuzz".to_owned());
        let imported = app.import(vec![file], &request, &mut Nobody);
        assert!(!imported.as_ref().is_ok_and(|imported| imported.changed && !request.dry_run));
        no_fault(imported);
    });
});
