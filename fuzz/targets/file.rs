//! A SQLite file that somebody sent: a file of ours in which bytes were changed (each five bytes of
//! the input: where, and which byte), opened, checked, asked, written to, redacted and copied.
#![no_main]

mod common;

use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use upr::app::seeding::{Content, fill};
use upr::app::{App, AppError, Question, What};
use upr::clock::FixedClock;
use upr::domain::ledger::Moment;
use upr::render::{Format, Options, render};
use upr::store::{self, Depth};

/// The file as it was made, and what it is asked for.
fn whole() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("whole.db");
        let now = Moment::stopped(chrono::DateTime::UNIX_EPOCH);
        store::create(&path, |store| -> Result<(), AppError> {
            fill(store, now, Content::Example)
        })
        .expect("a file");
        std::fs::read(&path).expect("the file")
    })
}

fn ask(path: &Path) {
    let Ok(mut store) = store::open(path) else { return };
    let clock = FixedClock(chrono::DateTime::UNIX_EPOCH.fixed_offset());
    let mut app = App::new(&mut store, &clock, "fuzz".to_owned());
    let question = Question::default();
    drop(app.verify(None, None, Depth::Whole));
    drop(app.show(&["1".to_owned()], &question));
    drop(app.search("right", &question));
    if let Ok(document) = app.export(What::Items, &question) {
        drop(render(document, Format::Csv, &Options::default(), &mut std::io::sink()));
    }
    drop(app.redact(&path.with_extension("redacted")));
    drop(app.backup(Some(&path.with_extension("copy")), None));
    drop(app.set_initial(&[("owner_name", "Somebody".to_owned())], None));
}

fuzz_target!(|bytes: &[u8]| {
    let mut file = whole().to_vec();
    for change in bytes.chunks_exact(5) {
        let at = u32::from_le_bytes([change[0], change[1], change[2], change[3]]);
        let at = at as usize % file.len();
        file[at] = change[4];
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sent.db");
    std::fs::write(&path, &file).expect("a file");
    drop(upr::app::trust::doctor(&path, true, &|_| String::new()));
    ask(&path);
});
