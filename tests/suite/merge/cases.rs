//! What a merge must do, case by case.

use std::path::Path;

use crate::support::World;

/// A world with an office's file and the copy that Ben took along.
fn two() -> World {
    let world = World::new();
    world.ok("init --db office.db --example");
    std::fs::copy(world.path("office.db"), world.path("train.db")).unwrap();
    world
}

fn ana(world: &World, words: &str) -> String {
    world.ok(&format!("{words} --db office.db --author Ana-in-the-office"))
}

fn ben(world: &World, words: &str) -> String {
    world.ok(&format!("{words} --db train.db --author Ben-on-the-train"))
}

fn head(world: &World, db: &str) -> String {
    world.json(&format!("verify --db {db}"))["facts"]["head"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_no_copy_is_refused() {
    let world = two();
    ben(&world, "status set EX:3 regressed --note x");
    let ran = world.upr_at("2026-02-01T00:00:00Z", "init --db other.db");
    assert_eq!(ran.code, 0, "{ran}");
    ben(&world, "redact -o redacted.db");
    ben(&world, "export ledger -o public.jsonl");
    ben(&world, "export ledger --internal -o whole.jsonl");
    std::fs::copy(world.path("train.db"), world.path("forged.db")).unwrap();
    crate::trust::tampered(&world.path("forged.db"), |file| {
        file.execute("UPDATE assessment SET status = 'implemented' WHERE id = (SELECT MAX(id) FROM assessment)", [])
            .unwrap();
    });
    let text = std::fs::read_to_string(world.path("whole.jsonl")).unwrap();
    std::fs::write(world.path("forged.jsonl"), text.replace("\"regressed\"", "\"implemented\""))
        .unwrap();
    let before = std::fs::read(world.path("office.db")).unwrap();
    for (copy, told) in [
        ("other.db", "no common beginning"),
        ("redacted.db", "leaves out what is internal"),
        ("public.jsonl", "leaves out what is internal"),
        ("forged.db", "does not verify"),
        ("forged.jsonl", "does not verify"),
        ("none.db", "there is no file"),
    ] {
        let ran = world.upr(&format!("merge {copy} --db office.db"));
        assert!(ran.code == 1 && ran.stderr.contains(told), "{copy}: {ran}");
    }
    let ran = world.upr("merge train.db --db redacted.db");
    assert!(ran.code == 1 && ran.stderr.contains("takes no writes"), "{ran}");
    for (words, told) in [
        ("EX:3", "is no choice"),
        ("EX:3=mine", "is no choice"),
        ("EX:3=ours", "no conflict about"),
    ] {
        let ran = world.upr(&format!("merge train.db --db office.db --take {words}"));
        assert!(ran.code > 0 && ran.stderr.contains(told), "{words}: {ran}");
    }
    assert!(std::fs::read(world.path("office.db")).unwrap() == before, "nothing was written");
    // The ledger is merged as the file is.
    ana(&world, "merge whole.jsonl");
    let log = ana(&world, "status log EX:3 --internal --format csv");
    assert!(log.contains("regressed"), "{log}");
    assert!(ana(&world, "merge train.db").contains("0 entries of the copy are new here"));
}

#[test]
fn what_a_copy_destroyed_is_destroyed_only_where_that_is_asked_for() {
    let world = two();
    ana(&world, "status set EX:3 regressed --note 'the evidence'");
    std::fs::copy(world.path("office.db"), world.path("train.db")).unwrap();
    let entry = world.json("status log EX:3 --db office.db")["tables"].to_string();
    assert!(!entry.is_empty());
    let last: i64 = {
        let file = rusqlite::Connection::open(world.path("train.db")).unwrap();
        file.query_row("SELECT MAX(entry_id) FROM assessment", [], |row| row.get(0)).unwrap()
    };
    ben(&world, &format!("purge {last} --reason 'a name' --yes"));
    for words in ["", "--ours", "--theirs"] {
        let ran = world.upr(&format!(
            "merge train.db --db office.db --author Ana-in-the-office --internal {words}"
        ));
        assert_eq!(ran.code, 0, "{ran}");
        assert!(ran.stdout.contains("destroys a text") && ran.stdout.contains("a name"), "{ran}");
        assert!(ran.stderr.contains("1 act not taken"), "{ran}");
        assert!(ana(&world, "status log EX:3 --internal").contains("the evidence"), "{words}");
    }
    ana(&world, "merge train.db --take-purges --dry-run");
    assert!(ana(&world, "status log EX:3 --internal").contains("the evidence"));
    ana(&world, "merge train.db --take-purges");
    assert!(!ana(&world, "status log EX:3 --internal").contains("the evidence"));
    ana(&world, "verify");
    // It is done, and not offered again.
    assert!(!ana(&world, "merge train.db").contains("destroys a text"));
}

/// Whoever sends a copy does not say who comes in, by a new user or by one that was let go.
#[test]
fn a_copy_lets_nobody_in() {
    let world = two();
    ana(&world, "user add cara --role reader");
    ana(&world, "user remove cara");
    std::fs::copy(world.path("office.db"), world.path("train.db")).unwrap();
    ben(&world, "user add evil --role editor --internal");
    ben(&world, "user add cara --role editor");
    let ran = world.upr("merge train.db --db office.db --author Ana-in-the-office --internal");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stdout.contains("lets somebody in"), "{ran}");
    assert!(ran.stderr.contains("2 acts not taken"), "{ran}");
    let users = ana(&world, "user list --internal");
    assert!(!users.contains("evil"), "{users}");
    // Nor by taking back that somebody was let go.
    let world = two();
    ana(&world, "user add cara --role editor");
    ana(&world, "user remove cara");
    std::fs::copy(world.path("office.db"), world.path("train.db")).unwrap();
    let removed = {
        let file = rusqlite::Connection::open(world.path("train.db")).unwrap();
        file.query_row("SELECT MAX(batch) FROM entry", [], |row| row.get::<_, i64>(0)).unwrap()
    };
    ben(&world, &format!("undo {removed} --of-other --yes"));
    assert!(ben(&world, "user list --internal").contains("cara"));
    ana(&world, "merge train.db");
    let users = ana(&world, "user list --internal");
    assert!(!users.contains("editor"), "{users}");
    ana(&world, "verify");
}

#[test]
fn what_is_internal_in_a_copy_stays_so() {
    let world = two();
    ben(&world, "assessor add friend --name 'planted-secret friend' --kind cso --internal");
    ben(&world, "status set EX:3 regressed --by friend --note 'planted-secret note' --unsourced");
    ben(&world, "status set EX:2 in-progress --note 'planted-secret reason'");
    ana(&world, "merge train.db");
    let inside = ana(&world, "export ledger --internal");
    assert_eq!(inside.matches("planted-secret").count(), 3);
    let public = ana(&world, "export ledger");
    assert_eq!(public.matches("planted-secret").count(), 0);
    assert_eq!(public.matches("Ben-on-the-train").count(), 0);
    ana(&world, "redact -o public.db");
    let bytes = std::fs::read(world.path("public.db")).unwrap();
    for secret in ["planted-secret", "Ben-on-the-train", "Ana-in-the-office"] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
    // The voice is internal there and not here: what it said must not come out under ours.
    let other = two();
    ben(&other, "assessor add friend --name 'planted-secret friend' --kind cso --internal");
    ben(&other, "status set EX:3 regressed --by friend --note 'planted-secret note' --unsourced");
    ana(&other, "assessor add friend --name 'A friend' --kind cso");
    let ran = other.upr("merge train.db --db office.db");
    assert!(ran.code == 1 && ran.stderr.contains("1 conflict to be decided"), "{ran}");
    ana(&other, "merge train.db --ours");
    assert_eq!(ana(&other, "export ledger").matches("planted-secret").count(), 0);
    ana(&other, "verify");
}

/// What both added and nobody published is there once; that one of them took it back leaves the
/// other's, and no trace in what is handed on.
#[test]
fn what_both_kept_internal_stays_so_when_one_takes_it_back() {
    for (takes_back, into, from) in [
        ("train.db", "office.db", "train.db"),
        ("office.db", "office.db", "train.db"),
        ("train.db", "train.db", "office.db"),
    ] {
        let world = two();
        for db in ["office.db", "train.db"] {
            world.ok(&format!(
                "assessor add friend --name 'A friend' --kind cso --internal --db {db} --author {db}"
            ));
        }
        let before = world.ok("export ledger --db office.db").matches("\"origin\"").count();
        world.ok(&format!("undo --db {takes_back} --author {takes_back}"));
        world.ok(&format!("merge {from} --db {into} --author Carl"));
        world.ok(&format!("verify --db {into}"));
        let voices = world.ok(&format!("assessor list --db {into} --internal --format csv"));
        assert_eq!(voices.matches("A friend").count(), 1, "{takes_back} {into}: {voices}");
        let public = world.ok(&format!("export ledger --db {into}"));
        assert_eq!(public.matches("\"origin\"").count(), before, "{takes_back} {into}: {public}");
        world.ok(&format!("redact -o public.db --db {into}"));
        world.ok("verify --db public.db");
        assert!(world.ok("export ledger --db public.db") == public, "{takes_back} {into}");
        let again = world.ok(&format!("merge {from} --db {into} --author Carl"));
        assert!(again.contains("0 entries of the copy are new here"), "{again}");
    }
}

/// Rows that no command writes yet.
#[cfg(debug_assertions)]
#[test]
fn what_a_copy_published_is_published_only_where_that_is_asked_for() {
    use upr::domain::ledger::{Moment, Record};
    use upr::store::{self, NewEntry, Store as _};

    let append = |path: &Path, record: Record| {
        let mut store = store::open(path).unwrap();
        let mut tx = store.write().unwrap();
        let entry = NewEntry { command: "test", records: vec![record], ..NewEntry::default() };
        tx.append(Moment::stopped(chrono::DateTime::UNIX_EPOCH), entry).unwrap();
        tx.commit().unwrap();
    };
    let world = two();
    let item = Record::new("item")
        .with("set_id", 1)
        .with("ref", "99")
        .with("ref_folded", "99")
        .with("sort_key", "99")
        .with("kind", "recommendation")
        .with("actor", "state")
        .with("origin", "own")
        .with("text", "an internal draft")
        .with("public", false);
    append(&world.path("office.db"), item);
    std::fs::copy(world.path("office.db"), world.path("train.db")).unwrap();
    let file = rusqlite::Connection::open(world.path("train.db")).unwrap();
    let id: i64 = file.query_row("SELECT MAX(id) FROM item", [], |row| row.get(0)).unwrap();
    drop(file);
    let published = Record::new("publication").with("item_id", id).with("public", true);
    append(&world.path("train.db"), published);
    ben(&world, "status set EX:3 regressed --note x");
    let shown =
        |world: &World| ana(world, "list --text draft --format csv").contains("an internal draft");
    for words in ["", "--theirs"] {
        let ran =
            world.upr(&format!("merge train.db --db office.db --author Ana-in-the-office {words}"));
        assert!(ran.code == 0 && ran.stderr.contains("1 act not taken"), "{ran}");
        assert_eq!(ana(&world, "export ledger").matches("publication").count(), 0, "{words}");
    }
    let _ = shown(&world);
    ana(&world, "merge train.db --take-publications");
    assert_eq!(ana(&world, "export ledger").matches("\"publication\"").count(), 1);
    ana(&world, "verify");
}

#[test]
fn what_both_added_is_joined_or_decided() {
    let world = two();
    for db in ["office.db", "train.db"] {
        world.ok(&format!(
            "item add EX:90 'The same demand' --kind recommendation --db {db} --author {db}"
        ));
    }
    ana(&world, "item add EX:91 'One demand' --kind recommendation");
    ben(&world, "item add EX:91 'Another demand' --kind recommendation");
    ben(&world, "status set EX:90 in-progress --note 'of the same'");
    ben(&world, "status set EX:91 implemented --note 'of another'");
    let before = head(&world, "office.db");
    let ran = world.upr("merge train.db --db office.db --author Ana-in-the-office --format csv");
    assert!(
        ran.code == 1 && ran.stdout.contains("EX:91") && ran.stdout.contains("Another demand"),
        "{ran}"
    );
    assert!(!ran.stdout.contains("EX:90"), "{ran}");
    assert_eq!(head(&world, "office.db"), before);
    std::fs::copy(world.path("office.db"), world.path("theirs.db")).unwrap();
    ana(&world, "merge train.db --ours");
    let listed = ana(&world, "list --format csv");
    assert_eq!(listed.matches("The same demand").count(), 1, "{listed}");
    assert!(listed.contains("One demand") && !listed.contains("Another demand"), "{listed}");
    let shown = listed.lines().find(|line| line.starts_with("EX:91")).unwrap();
    assert!(shown.contains("not-assessed"), "{shown}");
    assert!(listed.lines().any(|line| line.starts_with("EX:90") && line.contains("in-progress")));
    world.ok("merge train.db --theirs --db theirs.db --author Ana-in-the-office");
    let listed = world.ok("list --format csv --db theirs.db");
    assert!(!listed.contains("One demand") && listed.contains("Another demand"), "{listed}");
    for db in ["office.db", "theirs.db"] {
        world.ok(&format!("verify --db {db}"));
        world.ok(&format!("undo --db {db} --author Ana-in-the-office"));
        let listed = world.ok(&format!("list --format csv --db {db}"));
        assert!(
            listed.contains("One demand") && !listed.contains("Another demand"),
            "{db}: {listed}"
        );
    }
}

#[test]
fn what_one_took_back_and_the_other_built_on_is_decided() {
    for (takes_back, builds_on) in [("office.db", "train.db"), ("train.db", "office.db")] {
        let world = World::new();
        world.ok("init --db office.db --example");
        let added = world.upr("item add EX:90 'A demand' --kind recommendation --db office.db --author Ana-in-the-office");
        let entry = added.stderr.split("(entry ").nth(1).and_then(|rest| rest.split(')').next());
        let entry = entry.unwrap_or_else(|| panic!("{added}")).to_owned();
        std::fs::copy(world.path("office.db"), world.path("train.db")).unwrap();
        world.ok(&format!("undo {entry} --db {takes_back} --author Ana-in-the-office"));
        world.ok(&format!("status set EX:90 in-progress --note on --db {builds_on} --author Ben"));
        let ran = world.upr("merge train.db --db office.db --author Carl --format csv");
        assert!(
            ran.code == 1 && ran.stdout.contains("EX:90") && ran.stdout.contains("taken back"),
            "{ran}"
        );
        for (whose, side) in [("--ours", "office.db"), ("--theirs", "train.db")] {
            std::fs::copy(world.path("office.db"), world.path("x.db")).unwrap();
            world.ok(&format!("merge train.db {whose} --db x.db --author Carl"));
            world.ok("verify --db x.db");
            let listed = world.ok("list --format csv --db x.db");
            let stands = listed
                .lines()
                .any(|line| line.starts_with("EX:90") && line.contains("in-progress"));
            assert_eq!(stands, side == builds_on, "{whose} {takes_back}: {listed}");
            world.ok("undo --db x.db --author Carl");
            let (undone, was) = (
                world.ok("list --format csv --db x.db"),
                world.ok("list --format csv --db office.db"),
            );
            assert_eq!(undone, was, "{whose} {takes_back}");
            assert!(
                world
                    .ok("merge train.db --ours --db x.db --author Carl")
                    .contains("0 entries of the copy are new")
            );
        }
    }
}

/// A report that both brought in is there once; what a third had is passed on under its first origin.
#[test]
fn what_both_imported_is_there_once_and_a_third_copy_is_known() {
    let world = two();
    let report = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/samples/working-group-report.txt");
    for (db, who) in [("office.db", "Ana"), ("train.db", "Ben")] {
        world.ok(&format!("import '{report}' --set WG4 --db {db} --author {who}"));
    }
    let before = ana(&world, "list --set WG4 --format csv");
    ana(&world, "merge train.db");
    assert_eq!(ana(&world, "list --set WG4 --format csv"), before);
    ana(&world, "verify");
    std::fs::copy(world.path("office.db"), world.path("third.db")).unwrap();
    ben(&world, "status set EX:3 regressed --note x");
    world.ok("merge train.db --db third.db --author Carl");
    ana(&world, "merge third.db");
    let again = ana(&world, "merge train.db").replace('\n', " ");
    assert!(again.contains("0 entries of the copy are new here. 7 entries"), "{again}");
    let back = ben(&world, "merge third.db").replace('\n', " ");
    assert!(back.contains("7 entries of the copy are here already"), "{back}");
    for db in ["office.db", "train.db", "third.db"] {
        world.ok(&format!("verify --db {db}"));
        let log = world.ok(&format!("status log EX:3 --db {db} --format csv"));
        assert_eq!(log.matches("regressed").count(), 1, "{db}: {log}");
    }
}

/// A sheet that was exported from the copy comes back to the file that it was merged into: what it
/// started from is found by its origin.
#[test]
fn a_sheet_of_the_copy_comes_back_to_the_merged_file() {
    let world = two();
    ana(&world, "status set EX:2 in-progress --note x");
    ben(&world, "status set EX:3 regressed --note 'on the train'");
    ben(&world, "export csv -o sheet.csv");
    ana(&world, "merge train.db");
    let sheet = std::fs::read_to_string(world.path("sheet.csv")).unwrap();
    let line = sheet.lines().find(|line| line.starts_with("EX:3,")).unwrap();
    let edited = line.replace(",regressed,", ",implemented,");
    assert_ne!(line, edited);
    let head = sheet.lines().next().unwrap();
    std::fs::write(world.path("back.csv"), format!("{head}\n{edited}\n")).unwrap();
    let ran = world.upr("import back.csv --dry-run --db office.db --author Ana-in-the-office");
    assert!(!ran.to_string().contains("not one of this"), "{ran}");
    assert!(ran.code == 0 && ran.stdout.contains("implemented"), "{ran}");
}

#[test]
fn what_hangs_on_an_internal_row_of_its_own_entry_is_carried_over() {
    let world = World::example();
    world.ok("backup copy.db");
    world.ok("indicator add seats 'Seats' --kind outcome --unit percent --for EX:24 --db copy.db");
    world.ok("merge copy.db");
    let found = world.json("indicator list --internal")["tables"]["indicators"].clone();
    let found = found.as_array().unwrap().iter().find(|row| row["key"] == "seats").unwrap();
    assert_eq!((&found["key"], &found["items"]), (&"seats".into(), &"EX:24".into()), "{found}");
}
