//! The calendar: what follows from reviews, events in a file, another program that reads them.

use super::rows;
use crate::support::World;

#[test]
fn a_calendar_follows_from_the_reviews() {
    let world = World::example();
    let calendar = || rows(&world.json("calendar"), "calendar", "key");
    let before = calendar().len();
    let ran = world.upr("calendar derive --set EX");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("xex-cycle-5-national-report: about February 2028"), "{ran}");
    assert!(ran.stderr.contains("OHCHR announces the dates"), "{ran}");
    let derived = calendar();
    assert_eq!(derived.len(), before + 2);
    let report = &derived["xex-cycle-5-national-report"];
    assert_eq!((&report["date"], &report["certainty"]), (&"2028-02".into(), &"derived".into()));
    assert_eq!(report["basis"], "about 12 weeks before the review (2028-05)");
    assert_eq!(derived["xex-cycle-5-submissions"]["date"], "2027-09");
    let ics = world.ok("calendar --format ics");
    assert!(ics.contains("SUMMARY:about: xex-cycle-5-submissions"), "{ics}");
    // People read that it was worked out, scripts the date.
    for words in ["calendar", "due --within 5y"] {
        let told = world.ok(&format!("{words} --format md"));
        assert!(told.contains("about September 2027"), "{told}");
        assert!(told.contains("worked out; OHCHR announces dates"), "{told}");
        let told = world.ok(&format!("{words} --format csv"));
        assert!(told.contains("2027-09") && !told.contains("about September"), "{told}");
    }
    let ran = world.upr("calendar derive");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("all that follows from the reviews stands already"), "{ran}");
    // The announced day takes its place, and says so.
    world.ok("calendar set xex-cycle-5-national-report --on 2028-02-14 --document EXAMPLE/9");
    let report = &calendar()["xex-cycle-5-national-report"];
    assert_eq!(
        (&report["date"], &report["certainty"]),
        (&"2028-02-14".into(), &"documented".into())
    );
    assert_eq!(report["basis"], "EXAMPLE/9");
    world.ok("undo");
    world.ok("undo");
    assert_eq!(calendar().len(), before);
    let bare = World::new();
    bare.ok("init --db my.db --empty");
    let ran = bare.refused("calendar derive");
    assert!(ran.stderr.contains("no State"), "{ran}");
}

/// The same file, the same bytes; two files, other events; every copy of a file, the same events.
#[test]
fn events_are_those_of_their_file() {
    let events = |told: &str| -> Vec<String> {
        told.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    let (one, two) = (World::new(), World::new());
    one.ok("init --db my.db");
    let ran = two.upr_at("2026-01-14T08:00:00Z", "init --db my.db");
    assert_eq!(ran.code, 0, "{ran}");
    let told = one.ok("calendar --format ics");
    assert_eq!(told, one.ok("calendar --format ics"));
    let (ours, theirs) = (events(&told), events(&two.ok("calendar --format ics")));
    assert!(!ours.is_empty() && ours.len() == theirs.len());
    assert!(ours.iter().all(|uid| !theirs.contains(uid)), "{ours:?} {theirs:?}");
    one.ok("backup copy.db");
    one.ok("redact -o public.db");
    for copy in ["copy.db", "public.db"] {
        assert_eq!(ours, events(&one.ok(&format!("calendar --format ics --db {copy}"))), "{copy}");
    }
    let mut all = ours.clone();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), ours.len(), "each its own");
    let ran = one.upr("calendar -o c.ics");
    assert!(ran.stderr.contains("no event, since neither day nor month is known"), "{ran}");
}

/// Read back by another program: `UPR_TEST_WITH=python`, with `pip install icalendar`.
#[test]
fn another_program_reads_the_calendar() {
    if !crate::support::may_use("python") {
        return;
    }
    let world = World::example();
    world.ok("due --within 5y --internal -o due.ics");
    let script = "import sys, icalendar\n\
        c = icalendar.Calendar.from_ical(open('due.ics','rb').read())\n\
        e = [x for x in c.walk('VEVENT')]\n\
        assert all(x['DTEND'].dt > x['DTSTART'].dt for x in e)\n\
        assert len({str(x['UID']) for x in e}) == len(e)\n\
        print(len(e))";
    let ran = std::process::Command::new("python3")
        .args(["-c", script])
        .current_dir(world.root())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(told.trim().parse::<usize>().is_ok_and(|events| events == 12), "{ran:?}");
}
