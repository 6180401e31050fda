//! What stands beside the chain is checked, too: search index, references, triggers, lists, pages, evidence files.

use rusqlite::Connection;
use upr::store::Check;

use super::{tampered, verify};
use crate::support::World;

#[test]
fn search_index_references_and_triggers_are_checked() {
    let world = World::seeded();
    let whole = std::fs::read(world.path("my.db")).unwrap();
    let path = world.path("forged.db");
    let forgeries = [
        (Check::Schema, "DROP TRIGGER assessment_update"),
        (
            Check::Schema,
            "CREATE TRIGGER mine AFTER INSERT ON refinery_schema_history
             BEGIN DELETE FROM seeded; END",
        ),
        (Check::Schema, "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN SELECT 1; END"),
        (Check::Schema, "DROP INDEX item_ref"),
        (Check::Search, "INSERT INTO item_search (rowid, text) VALUES (9999, 'forged')"),
        (Check::Schema, "UPDATE refinery_schema_history SET name = 'another'"),
        (Check::Schema, "DELETE FROM refinery_schema_history WHERE version > 1"),
        (Check::Schema, "INSERT INTO notice VALUES ('approved', 'by the court')"),
        (Check::Schema, "INSERT INTO item_search_config VALUES ('rank', 'bm25(9)')"),
        (Check::Search, "UPDATE item_search_config SET v = 9 WHERE k = 'version'"),
        (Check::Search, "UPDATE item_search_docsize SET sz = x'0101'"),
        (Check::Search, "DELETE FROM item_search_data WHERE id > 10"),
        (Check::References, "UPDATE item SET heading_id = 99999 WHERE id = 3"),
    ];
    for (check, forgery) in forgeries {
        std::fs::write(&path, &whole).unwrap();
        if check == Check::Schema {
            Connection::open(&path).unwrap().execute_batch(forgery).unwrap();
        } else {
            tampered(&path, |file| file.execute_batch(forgery).unwrap());
        }
        let found = verify(&path);
        assert!(
            found.problems.iter().any(|problem| problem.check == check),
            "{forgery}: {found:?}"
        );
        // Quickly, all is seen but what the engine can make anew: the pages and the search index.
        let quick = world.upr("verify --quick --format csv --db forged.db");
        let mut seen = found.problems.iter().map(|problem| problem.check);
        let seen = seen.any(|check| !matches!(check, Check::Pages | Check::Search));
        assert_eq!(quick.code, i32::from(seen), "{forgery}: {quick}");
        let left_out = quick.stdout.matches("not looked at").count();
        assert!(left_out == 2 || quick.stdout.lines().count() < 4, "{forgery}: {quick}");
        let ran = world.upr("verify --db forged.db");
        assert_eq!(ran.code, 1, "{ran}");
        assert!(ran.stderr.starts_with("error: the file does not verify: "), "{ran}");
    }
}

/// The lists that ship with the program are in no entry; they are compared with what ships.
#[test]
fn a_changed_list_is_found() {
    for world in [World::seeded(), World::example()] {
        let whole = std::fs::read(world.path("my.db")).unwrap();
        world.ok("verify");
        for (forgery, told) in [
            ("UPDATE state SET name = 'Elsewhere' WHERE iso3 = 'PRK'", "`PRK` of the list `state`"),
            ("DELETE FROM state WHERE iso3 = 'PRK'", "`PRK` is missing in the list `state`"),
            ("INSERT INTO state VALUES ('XXX', 'X', 'X', '', '', 'yes')", "`XXX` is none"),
            ("UPDATE crosswalk SET level = 'implemented'", "of the list `crosswalk` was changed"),
        ] {
            std::fs::write(world.path("forged.db"), &whole).unwrap();
            tampered(&world.path("forged.db"), |file| file.execute_batch(forgery).unwrap());
            let ran = world.upr("verify --db forged.db");
            assert!(ran.code == 1 && ran.stderr.contains(told), "{forgery}: {ran}");
            // Where another release brought its own, it is told and no fault.
            tampered(&world.path("forged.db"), |file| {
                file.execute_batch("INSERT INTO seeded VALUES ('release:another')").unwrap();
            });
            let told = world.ok("verify --db forged.db");
            assert!(told.contains("are not those of this release"), "{told}");
        }
    }
}

/// A later release's lists reach an older file.
#[test]
fn the_lists_of_a_release_come_with_its_first_command() {
    let world = World::seeded();
    tampered(&world.path("my.db"), |file| {
        let older = "UPDATE state SET name = 'As it was called' WHERE iso3 = 'PRK';
                     INSERT INTO seeded VALUES ('release:older');
                     DELETE FROM seed_mark WHERE entry_id = (SELECT MAX(id) FROM entry);
                     DELETE FROM reference_list;
                     DELETE FROM entry WHERE id = (SELECT MAX(id) FROM entry);";
        file.execute_batch(older).unwrap();
    });
    assert!(world.ok("verify").contains("are not those of this release"));
    world.ok("list");
    assert!(!world.ok("verify").contains("are not those of this release"));
}

#[test]
fn a_damaged_page_is_found_and_no_panic() {
    let world = World::seeded();
    let whole = std::fs::read(world.path("my.db")).unwrap();
    let mut found = 0;
    std::fs::copy(world.path("my.db"), world.path("damaged.db")).unwrap();
    let places = (1..20).map(|part| whole.len() / 20 * part + 40);
    for at in places {
        let mut bytes = whole.clone();
        bytes[at..at + 600].fill(0xa5);
        std::fs::write(world.path("damaged.db"), &bytes).unwrap();
        let (verify, doctor) =
            (world.upr("verify --db damaged.db"), world.upr("doctor --db damaged.db"));
        // A part of a page that nothing uses may hold anything.
        assert!(matches!(verify.code, 0 | 1), "at {at}: {verify}");
        assert_eq!(doctor.code, verify.code, "at {at}: {doctor}");
        found += verify.code;
    }
    // Lists that are no claims (States, crosswalks) are not in the chain.
    assert!(found >= 8, "{found} of 19 damages were found");
}

#[test]
fn evidence_files_are_checked_and_named_only_within() {
    let world = World::seeded();
    std::fs::write(world.path("law.txt"), "a law").unwrap();
    std::fs::write(world.path("decree.txt"), "a decree").unwrap();
    world.ok("status set 48 in-progress --note x --evidence law.txt --evidence decree.txt");
    world.ok("verify");
    std::fs::remove_file(world.path("decree.txt")).unwrap();
    let out = world.ok("verify --internal");
    assert!(out.contains("missing") && out.contains("decree.txt"), "{out}");
    let out = world.ok("verify");
    assert!(out.contains("missing") && !out.contains("decree.txt"), "{out}");
    std::fs::write(world.path("law.txt"), "another law").unwrap();
    let ran = world.upr("verify");
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("HC19:48") && ran.stderr.contains("hash differs"), "{ran}");
    // What is handed on names neither the item nor the file.
    assert!(ran.stdout.contains("hash differs") && !ran.stdout.contains("HC19"), "{ran}");
    std::fs::remove_file(world.path("law.txt")).unwrap();
    std::fs::create_dir(world.path("law.txt")).unwrap();
    let ran = world.upr("verify");
    assert!(ran.code == 1 && ran.stderr.contains("cannot be read"), "{ran}");
}
