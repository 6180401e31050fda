//! Several at once: writers wait for each other, readers never fail.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use upr::store::{self, Custody as _};

use crate::support::World;

#[test]
fn eight_processes_write_at_once_and_nothing_is_lost() {
    let world = World::seeded();
    let before = store::open(&world.path("my.db"))
        .unwrap()
        .verify(upr::store::Depth::Whole)
        .unwrap()
        .entries;
    let done = AtomicBool::new(false);
    let reads = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let world = &world;
                scope.spawn(move || {
                    for round in 0..40 {
                        world.ok(&format!(
                            "status set {} in-progress --note 'writer {writer} round {round}'",
                            40 + writer
                        ));
                    }
                })
            })
            .collect();
        let readers: Vec<_> = ["show 41", "report --table statuses"]
            .into_iter()
            .map(|words| {
                let (world, done, reads) = (&world, &done, &reads);
                scope.spawn(move || {
                    while !done.load(Ordering::Relaxed) {
                        world.ok(words);
                        reads.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        let results: Vec<_> =
            writers.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        readers.into_iter().for_each(|reader| reader.join().unwrap());
        results.into_iter().for_each(Result::unwrap);
    });
    let found =
        store::open(&world.path("my.db")).unwrap().verify(upr::store::Depth::Whole).unwrap();
    assert!(found.holds(), "{found:?}");
    assert_eq!(found.entries, before + 320);
    println!("320 entries by 8 processes; {} reads meanwhile, none failed", reads.into_inner());
}

/// Another program keeps the file for a while: a command waits, and then does its work.
#[test]
fn a_command_waits_while_the_file_is_locked() {
    let world = World::seeded();
    for kind in ["IMMEDIATE", "EXCLUSIVE"] {
        let other = rusqlite::Connection::open(world.path("my.db")).unwrap();
        other.execute_batch(&format!("BEGIN {kind}")).unwrap();
        std::thread::scope(|scope| {
            let writer = scope
                .spawn(|| world.upr(&format!("status set 48 in-progress --note 'after {kind}'")));
            // A reader passes a writer that has not yet begun to write to the file.
            let reader = scope.spawn(|| world.upr("show 48"));
            std::thread::sleep(std::time::Duration::from_millis(700));
            assert!(!writer.is_finished(), "it waits");
            other.execute_batch("COMMIT").unwrap();
            assert_eq!(writer.join().unwrap().code, 0);
            assert_eq!(reader.join().unwrap().code, 0);
        });
    }
}

#[test]
fn eight_first_commands_at_once_all_succeed() {
    for round in 0..5 {
        let world = World::new();
        std::thread::scope(|scope| {
            let all: Vec<_> =
                (0..8).map(|_| scope.spawn(|| world.upr("list --format csv"))).collect();
            for ran in all.into_iter().map(|one| one.join().unwrap()) {
                assert_eq!(ran.code, 0, "round {round}: {ran}");
                assert_eq!(ran.stdout.lines().count(), 57, "{ran}");
            }
        });
        let folder = world.path("home/.local/share/upr");
        let names: Vec<_> =
            std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["upr.db"], "one file and nothing half");
        assert!(
            store::open(&folder.join("upr.db"))
                .unwrap()
                .verify(upr::store::Depth::Whole)
                .unwrap()
                .holds()
        );
    }
}

/// All meet a file of the first release: one brings it up to date, the others wait for it.
#[test]
fn eight_commands_at_once_bring_an_older_file_up_to_date() {
    let dump = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/db/v1.sql");
    let dump = std::fs::read_to_string(dump).unwrap();
    for _ in 0..5 {
        let world = World::new();
        let file = rusqlite::Connection::open(world.path("my.db")).unwrap();
        file.execute_batch(&format!("BEGIN;\n{dump}\nCOMMIT;")).unwrap();
        drop(file);
        std::thread::scope(|scope| {
            for number in 0..8 {
                let world = &world;
                let set = format!("status set MINE:1 regressed --note 'writer {number}'");
                let words = if number % 2 == 0 { "status log MINE:1".to_owned() } else { set };
                scope.spawn(move || world.ok(&words));
            }
        });
        let found =
            store::open(&world.path("my.db")).unwrap().verify(upr::store::Depth::Whole).unwrap();
        assert!(found.holds(), "{found:?}");
        let before = World::new();
        let file = rusqlite::Connection::open(before.path("v1.db")).unwrap();
        file.execute_batch(&format!("BEGIN;\n{dump}\nCOMMIT;")).unwrap();
        let count = "SELECT COUNT(*) FROM entry";
        let entries: i64 = file.query_row(count, [], |row| row.get(0)).unwrap();
        // Four statuses, and what this release writes down once of its lists and of the seeds.
        assert_eq!(found.entries, entries + 4 + 2, "no entry is lost, none doubled");
    }
}

#[test]
fn reads_never_write() {
    let world = World::seeded();
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports/report.txt");
    std::fs::copy(report, world.path("report.txt")).unwrap();
    let bytes = std::fs::read(world.path("my.db")).unwrap();
    let time = std::fs::metadata(world.path("my.db")).unwrap().modified().unwrap();
    for words in [
        "list",
        "show 48",
        "report",
        "search food",
        "export csv",
        "status log",
        "verify",
        "doctor",
        "trend",
        "gaps",
        "lineage",
        "disagreement",
        "changes --since 2025-01-01",
        "timeline",
        "calendar",
        "evidence list",
        "link list",
        "theme list",
        "import report.txt --dry-run",
        "",
    ] {
        world.ok(words);
        assert!(!world.path("my.db-journal").exists(), "{words}");
    }
    assert_eq!(std::fs::metadata(world.path("my.db")).unwrap().modified().unwrap(), time);
    assert!(std::fs::read(world.path("my.db")).unwrap() == bytes);
}
