//! What a terminal shows first: figures and what comes next on one screen, before any list.

use chrono::DateTime;

use crate::app::seeding::{Content, fill};
use crate::app::status::SetStatus;
use crate::app::{App, By, Question};
use crate::clock::FixedClock;
use crate::domain::Level;
use crate::domain::ledger::Moment;
use crate::render::{Format, Options, face, render};
use crate::store;

/// The lines of `upr report` on a terminal of so many columns; with each level in use, if so asked.
fn report(width: usize, content: Content, every_level: bool) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seeds.db");
    let clock = FixedClock(DateTime::parse_from_rfc3339("2026-01-15T12:00:00Z").unwrap());
    let now = Moment::stopped(clock.0.to_utc());
    store::create(&path, |store| fill(store, now, content)).unwrap();
    let mut store = store::open(&path).unwrap();
    let mut app = App::new(&mut store, &clock, "tester".to_owned());
    if every_level {
        for (at, level) in Level::ALL.iter().enumerate().skip(1) {
            let request = SetStatus {
                note: Some("made up for a test".to_owned()),
                public: true,
                components: true,
                confirmed: true,
                ..SetStatus::of(vec![format!("HC19:{}", 40 + at)], *level)
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
    let screens =
        [(80, false, 40), (200, false, 40), (60, false, 40), (80, true, 46), (200, true, 46)];
    for (width, every_level, most) in screens {
        let lines = report(width, Content::Seeds, every_level);
        let line = |begin: &str| lines.iter().position(|line| line.trim_start().starts_with(begin));
        let items = line("Areas ─").unwrap();
        assert!(line("Next:").unwrap() < 12, "{width}");
        let last = line("Persons with disab").unwrap() + 1;
        assert!(last <= most, "{width}: {last} lines before the list: {:#?}", &lines[..last]);
        assert!(line("By theme").unwrap() < items && items < lines.len() - 56, "{width}");
        // Each level once: its chip in the figures explains the bars.
        let sign = face::of(Level::Regressed.slug()).unwrap().sign;
        let chips = lines.iter().filter(|line| line.starts_with(&format!("{sign} Regressed")));
        assert_eq!(chips.count(), usize::from(every_level));
        assert!(!lines.iter().any(|line| line.starts_with("File: entry")), "no fingerprint");
    }
}

#[test]
fn a_narrow_screen_keeps_the_text_and_a_wide_one_shows_why() {
    let narrow = report(80, Content::Example, false);
    let head = |lines: &[String]| {
        lines.iter().find(|line| line.trim_start().starts_with("Item ")).cloned().unwrap()
    };
    assert!(!head(&narrow).contains("Other assessors"), "{}", head(&narrow));
    assert!(narrow.iter().any(|line| line.contains("◑ Partially implemented")));
    let wide = head(&report(200, Content::Example, false));
    assert!(wide.contains("Reason") && wide.contains("Evidence"), "{wide}");
}
