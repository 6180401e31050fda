//! A ledger that travels: each of its lines is read or refused, what is read is written as it came,
//! and a file is made of it or refused. An input whose hashes are right is not found by chance, so
//! that the first line and each entry are also looked at alone.
#![no_main]

mod common;

use common::no_fault;
use libfuzzer_sys::fuzz_target;
use upr::app::trust::verify_ledger;
use upr::app::{App, AppError};
use upr::clock::FixedClock;
use upr::domain::ledger::portable::{Carried, Title};
use upr::store::StoreError;
use upr::store;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        for line in text.lines() {
            if let Ok(title) = Title::read(line) {
                assert_eq!(title.line(), line);
            }
            if let Ok(entry) = Carried::read(line) {
                assert_eq!(entry.line(), line);
                drop(entry.check(None));
                drop(entry.check(Some(&[7; 32])));
            }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = folder.path().join("ledger.jsonl");
    std::fs::write(&ledger, bytes).expect("a file");
    let holds = verify_ledger(&ledger, None, None).is_ok_and(|found| found.failure.is_none());
    if !holds {
        return;
    }
    let made = folder.path().join("made.db");
    let made = store::create(&made, |store| -> Result<(), AppError> {
        let clock = FixedClock(chrono::DateTime::UNIX_EPOCH.fixed_offset());
        App::new(store, &clock, "fuzz".to_owned()).settle(&ledger).map(drop)
    });
    // Rows that no file of ours has are refused as such.
    if !matches!(made, Err(AppError::Store(StoreError::Unfit { .. }))) {
        no_fault(made);
    }
});
