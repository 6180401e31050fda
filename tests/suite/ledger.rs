//! The ledger that travels: out of a file and into one, checked by us and by a program that knows
//! docs/ledger.md alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use upr::app::trust::verify_ledger;
use upr::domain::ledger::portable::{Carried, Sealing, Title};

use super::support::{World, may_use};
use super::trust::{first_release, full, newest};

mod altered;

/// A ledger as text.
fn exported(world: &World, db: &str, more: &str) -> String {
    world.ok(&format!("export ledger --db {db} {more}"))
}

/// Worlds of every kind: an entry of each command, of every form, texts destroyed.
fn worlds() -> Vec<World> {
    let full = full();
    let early = first_release();
    early.ok("status set EX:2 implemented --note 'a new form' --evidence https://example.org/law");
    early.ok("status set EX:3 regressed --note 'by mistake'");
    let entry = newest(&early);
    early.ok(&format!("purge {entry} --reason 'a name by mistake' --yes"));
    vec![World::seeded(), full, early]
}

/// Every answer that is asked of a file.
const ASKED: [&str; 12] = [
    "report --format md",
    "report --by assessor --internal --format csv",
    "export csv --internal --set all",
    "export csv --what history --internal --set all",
    "export csv --what evidence --internal --set all",
    "export csv --what links --internal --set all",
    "export csv --what timeline --internal --set all",
    "list --set all --internal --format json",
    "calendar --format csv",
    "assessor list --internal --format csv",
    "theme list --format csv",
    "changes --since 2024-01-01 --internal --format csv",
];

#[test]
fn out_of_a_file_and_into_one_nothing_is_lost() {
    for world in worlds() {
        let before = exported(&world, "my.db", "--internal");
        std::fs::write(world.path("a.jsonl"), &before).unwrap();
        world.ok("init --db again.db --from a.jsonl");
        assert!(exported(&world, "again.db", "--internal") == before, "not the same bytes");
        for words in ASKED {
            let [one, other] =
                ["my.db", "again.db"].map(|db| world.ok(&format!("{words} --db {db}")));
            assert_eq!(one.replace("my.db", ""), other.replace("again.db", ""), "{words}");
        }
        // It goes on from where it was, the same way in both.
        for db in ["my.db", "again.db"] {
            let seeds = world.ok(&format!("list --db {db} --set all --format json"));
            let first = serde_json::from_str::<serde_json::Value>(&seeds).unwrap();
            let item = first["items"][0]["id"].as_str().unwrap_or("EX:2").to_owned();
            let said = format!("status set {item} in-progress --note on --db {db} --yes");
            world.upr(&said);
            world.ok(&format!("verify --db {db}"));
        }
    }
}

#[test]
fn what_is_handed_on_is_what_a_redacted_copy_holds() {
    for world in worlds() {
        let public = exported(&world, "my.db", "");
        world.ok("redact -o public.db");
        assert!(exported(&world, "public.db", "") == public, "not the same bytes");
        assert!(exported(&world, "public.db", "--internal") == public, "there is no more in it");
        for secret in ["hidden", "in confidence", "law.txt", "tester", "A friend in the ministry"] {
            assert!(!public.contains(secret), "{secret}");
        }
        std::fs::write(world.path("p.jsonl"), &public).unwrap();
        world.ok("init --db settled.db --from p.jsonl");
        assert!(exported(&world, "settled.db", "") == public, "not the same bytes");
        let facts = world.json("verify --db settled.db");
        assert_eq!(facts["facts"]["redacted"], "yes");
        for words in ASKED {
            let words = words.replace("--internal", "");
            let [one, other] =
                ["public.db", "settled.db"].map(|db| world.ok(&format!("{words} --db {db}")));
            assert_eq!(one.replace("public.db", ""), other.replace("settled.db", ""), "{words}");
        }
    }
}

/// Texts in rows of every table, published by nobody.
// The planted rows are ones that no claim makes, which a release cannot.
#[cfg(debug_assertions)]
#[test]
fn of_what_was_planted_not_a_byte_goes_out() {
    let world = full();
    super::trust::planted(&world.path("my.db"), false, "planted-secret");
    std::fs::write(world.path("planted-secret.txt"), "a law").unwrap();
    world.ok("status set EX:9 in-progress --note 'planted-secret note' --evidence 'planted-secret.txt' --unsourced");
    let inside = exported(&world, "my.db", "--internal");
    assert!(inside.matches("planted-secret").count() > 20);
    let public = exported(&world, "my.db", "");
    assert_eq!(public.matches("planted-secret").count(), 0);
    std::fs::write(world.path("p.jsonl"), public).unwrap();
    world.ok("verify p.jsonl");
    world.ok("init --db settled.db --from p.jsonl");
    let settled = std::fs::read(world.path("settled.db")).unwrap();
    assert!(!settled.windows(14).any(|bytes| bytes == b"planted-secret"));
    std::fs::write(world.path("i.jsonl"), inside).unwrap();
    world.ok("init --db inside.db --from i.jsonl");
    world.ok("verify --db inside.db");
}

#[test]
fn a_fingerprint_is_found_in_file_and_ledger() {
    let world = World::seeded();
    world.ok("fingerprint -o HEAD.txt");
    let text = std::fs::read_to_string(world.path("HEAD.txt")).unwrap();
    assert!(text.starts_with("upr-fingerprint 1\nfile=my.db\nentry="), "{text}");
    assert!(text.ends_with("\nday=2026-01-15\n"), "{text}");
    assert_eq!(world.ok("fingerprint"), text);
    assert_eq!(world.json("fingerprint")["facts"]["day"], "2026-01-15");
    world.ok("status set 48 in-progress --note x");
    world.ok("export ledger -o l.jsonl");
    for words in ["verify --fingerprint HEAD.txt", "verify l.jsonl --fingerprint HEAD.txt"] {
        assert!(world.ok(words).contains("1 entries came after it"), "{words}");
    }
    let number = text.lines().find_map(|line| line.strip_prefix("entry=")).unwrap();
    let other = text.replace(&format!("entry={number}"), "entry=7");
    std::fs::write(world.path("other.txt"), other).unwrap();
    std::fs::write(
        world.path("wrong.txt"),
        text.replace("hash=", "hash=0").replacen("\nday", "", 1),
    )
    .unwrap();
    for (words, told) in [
        ("verify --fingerprint other.txt", "not 7"),
        ("verify l.jsonl --fingerprint other.txt", "not 7"),
        ("verify --fingerprint wrong.txt", "is no fingerprint"),
        ("verify --fingerprint my.db", "is no fingerprint"),
        ("verify --fingerprint none.txt", "cannot read"),
        ("verify my.db --head 0123456789", "no entry has the hash"),
        ("verify l.jsonl --head 0123456789", "no entry has the hash"),
    ] {
        let ran = world.upr(words);
        assert!(ran.code == 1 && ran.stderr.contains(told), "{words}: {ran}");
    }
}

#[test]
fn what_is_no_ledger_is_refused_and_nothing_made() {
    let world = World::seeded();
    world.ok("export ledger -o l.jsonl");
    world.ok("export ledger --internal -o i.jsonl");
    let text = std::fs::read_to_string(world.path("i.jsonl")).unwrap();
    std::fs::write(world.path("cut.jsonl"), &text[..text.len() / 2]).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    std::fs::write(world.path("short.jsonl"), format!("{}\n", lines[..40].join("\n"))).unwrap();
    std::fs::write(world.path("text.jsonl"), "Dear diary,\n").unwrap();
    for (words, told) in [
        ("init --db x.db --from cut.jsonl", "is cut off"),
        ("init --db x.db --from short.jsonl", "it ends with entry 39"),
        ("init --db x.db --from text.jsonl", "is no ledger"),
        ("init --db x.db --from my.db", "is a upr file"),
        ("init --db x.db --from none.jsonl", "cannot read"),
        ("init --db my.db --from l.jsonl", "exists already"),
        ("export ledger --set HC19", "goes out whole"),
        ("export ledger --as-of 2025-01-01", "goes out whole"),
        ("export ledger --what history", "goes out whole"),
        ("export ledger --format csv", "one format of its own"),
    ] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains(told), "{words}: {ran}");
        assert!(!world.path("x.db").exists(), "{words}");
    }
}

/// A file that was altered by other means gives no ledger.
#[test]
fn an_altered_file_gives_no_ledger() {
    let world = World::example();
    super::trust::tampered(&world.path("my.db"), |file| {
        file.execute("UPDATE item SET paragraph = 'x' WHERE id = 3", []).unwrap();
    });
    let ran = world.upr("export ledger -o l.jsonl");
    assert!(ran.code == 1 && ran.stderr.contains("does not verify"), "{ran}");
    assert!(!world.path("l.jsonl").exists());
}

/// What is internal as a whole cannot be left out of a chain of the first form.
#[test]
fn a_ledger_of_the_first_form_with_internal_entries_does_not_go_out() {
    let world = super::trust::first("my.db");
    let ran = world.upr("export ledger");
    let redact = world.upr("redact -o x.db");
    assert_eq!(ran.code, redact.code, "{ran}\n{redact}");
    world.ok("export ledger --internal -o all.jsonl");
    world.ok("verify all.jsonl");
    world.ok("init --db again.db --from all.jsonl");
    assert!(exported(&world, "again.db", "--internal") == exported(&world, "my.db", "--internal"));
}
