//! What a terminal shows first: figures and what comes next on one screen, before any list.

use chrono::DateTime;

use crate::app::seeding::{Content, fill};
use crate::app::status::SetStatus;
use crate::app::{App, By, Question};
use crate::clock::FixedClock;
use crate::domain::Level;
use crate::domain::ledger::Moment;
use crate::render::{Format, Options, render};
use crate::store::sqlite;

/// The lines of `upr report` on a terminal of so many columns, on the seeds, each level in use.
fn report(width: usize, content: Content) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seeds.db");
    let clock = FixedClock(DateTime::parse_from_rfc3339("2026-01-15T12:00:00Z").unwrap());
    let now = Moment::stopped(clock.0.to_utc());
    sqlite::create(&path, |store| fill(store, now, content)).unwrap();
    let mut store = sqlite::open(&path).unwrap();
    let mut app = App::new(&mut store, &clock, "tester".to_owned());
    if content == Content::Seeds {
        for (at, level) in Level::ALL.iter().enumerate().skip(1) {
            let request = SetStatus {
                items: vec![format!("HC19:{}", 40 + at)],
                status: *level,
                on: None,
                by: None,
                note: Some("made up for a test".to_owned()),
                evidence: Vec::new(),
                confidence: None,
                public: true,
                unsourced: false,
                components: true,
                confirmed: true,
            };
            app.set_status(&request).unwrap();
        }
    }
    let document = app.report(&Question::default(), By::default(), None).unwrap();
    let options = Options { width: Some(width), brief: true, ..Options::default() };
    let mut out = Vec::new();
    render(document, Format::Table, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn figures_and_what_comes_next_stand_on_the_first_screen() {
    for (width, most) in [(80, 41), (60, 48), (200, 40)] {
        let lines = report(width, Content::Seeds);
        let line = |begin: &str| lines.iter().position(|line| line.trim_start().starts_with(begin));
        let items = line("Areas ─").unwrap();
        assert!(line("Next:").unwrap() < 12, "{width}");
        assert!(line("Persons with disabilities").unwrap() < most, "{width}: {lines:#?}");
        assert!(line("By theme").unwrap() < items && items < lines.len() - 56, "{width}");
        // Each level once: its chip in the figures explains the bars.
        let symbol = Level::Regressed.symbol();
        assert!(lines[..items].iter().any(|line| line.starts_with(&format!("{symbol} Regressed"))));
        assert!(!lines.iter().any(|line| line.starts_with("File: entry")), "no fingerprint");
    }
}

#[test]
fn a_narrow_screen_keeps_the_text_and_a_wide_one_shows_why() {
    let narrow = report(80, Content::Example);
    let head = |lines: &[String]| {
        lines.iter().find(|line| line.trim_start().starts_with("Item ")).cloned().unwrap()
    };
    assert!(!head(&narrow).contains("Other voices"), "{}", head(&narrow));
    assert!(narrow.iter().any(|line| line.contains("▆ Partially implemented")));
    let wide = head(&report(200, Content::Example));
    assert!(wide.contains("Reason") && wide.contains("Evidence"), "{wide}");
}
