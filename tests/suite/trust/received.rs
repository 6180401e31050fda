//! A file that came from somebody else is data: nothing in it acts, and what was put into it is named.

use rusqlite::Connection;

use super::tamper::{full, verify};
use super::upgrades::first;
use crate::support::World;

fn change(world: &World, name: &str, sql: &str) {
    Connection::open(world.path(name)).unwrap().execute_batch(sql).unwrap();
}

/// Another program's triggers would publish what is typed next, or turn it round.
#[test]
fn triggers_of_others_never_act_and_are_named() {
    let attacks = [
        "DROP TRIGGER assessment_update;
         CREATE TRIGGER mine AFTER INSERT ON assessment
         BEGIN UPDATE assessment SET public = 1 WHERE id = NEW.id; END",
        "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN DELETE FROM seeded; END",
        "DROP TRIGGER assessment_update",
        "DROP INDEX assessment_latest; CREATE INDEX assessment_latest ON assessment (item_id)",
        "CREATE VIEW door AS SELECT 1 AS a; CREATE TRIGGER mine INSTEAD OF INSERT ON door
         BEGIN SELECT 1; END",
    ];
    let world = World::example();
    let whole = std::fs::read(world.path("my.db")).unwrap();
    let list = world.ok("list --format csv");
    for attack in attacks {
        std::fs::write(world.path("my.db"), &whole).unwrap();
        drop(std::fs::remove_file(world.path("clean.db")));
        change(&world, "my.db", attack);
        for words in [
            "status set EX:2 regressed --note x --unsourced",
            "undo",
            "owner set X",
            "purge 5 --reason x --yes",
        ] {
            let ran = world.refused(words);
            assert!(ran.stderr.contains("takes no writes: the "), "{attack}: {words}: {ran}");
            assert!(ran.stderr.contains("upr backup NEW.db"), "{attack}: {words}: {ran}");
        }
        let ran = world.upr("list --format csv");
        assert_eq!(ran.stdout, list, "{attack}: reading goes on");
        assert!(ran.stderr.contains("is read, and takes no writes"), "{attack}: {ran}");
        let ran = world.upr("verify");
        assert!(
            ran.code == 1 && ran.stderr.contains("the file does not verify: the "),
            "{attack}: {ran}"
        );
        let ran = world.upr("doctor --format json");
        assert!(ran.code == 1 && ran.stdout.contains("upr backup NEW.db"), "{attack}: {ran}");
        let ran = world.upr("restore my.db --db other.db");
        assert!(ran.code == 1 && !world.path("other.db").exists(), "{attack}: {ran}");
        // The way out.
        world.ok("backup clean.db");
        world.ok("status set EX:2 regressed --note x --unsourced --db clean.db");
        world.ok("verify --db clean.db");
        world.ok("redact -o public.db");
        world.ok("verify --db public.db");
        std::fs::remove_file(world.path("public.db")).unwrap();
    }
}

/// An index of another program changes nothing that is read, and may keep a row out: then it is named.
#[test]
fn an_index_of_others_that_keeps_rows_out_is_named_with_the_way_out() {
    let world = World::example();
    let whole = std::fs::read(world.path("my.db")).unwrap();
    let list = world.ok("list --format csv");
    let last: i64 = Connection::open(world.path("my.db"))
        .unwrap()
        .query_row("SELECT max(id) FROM assessment", [], |row| row.get(0))
        .unwrap();
    for attack in [
        format!("CREATE UNIQUE INDEX once ON assessment (assessor_id) WHERE id > {last}"),
        format!("CREATE INDEX once ON assessment (abs((id <= {last}) - 1 - 9223372036854775807))"),
    ] {
        std::fs::write(world.path("my.db"), &whole).unwrap();
        for made in ["ledger.jsonl", "clean.db"] {
            drop(std::fs::remove_file(world.path(made)));
        }
        change(&world, "my.db", &attack);
        let ran = world.upr("status set EX:2,EX:3 regressed --note x --unsourced");
        assert_eq!(ran.code, 1, "{attack}: {ran}");
        assert!(ran.stderr.contains("the index once, put in by another program"), "{ran}");
        assert_eq!(world.ok("list --format csv"), list, "nothing was written");
        assert!(world.ok("doctor").contains("once"), "{attack}");
        world.ok("verify");
        world.ok("export ledger --internal -o ledger.jsonl");
        world.ok("init --db clean.db --from ledger.jsonl");
        world.ok("status set EX:2,EX:3 regressed --note x --unsourced --db clean.db");
    }
}

/// A table that is another one, or a view that never ends, is not read.
#[test]
fn tables_that_were_altered_are_not_read() {
    let forever = "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)";
    let attacks = [
        format!(
            "DROP TABLE state; CREATE VIEW state AS {forever} SELECT n AS iso3, n AS name FROM r"
        ),
        format!(
            "ALTER TABLE notice RENAME TO was; CREATE VIEW notice AS {forever} SELECT n AS key, n AS value FROM r"
        ),
        "ALTER TABLE item ADD COLUMN x TEXT AS (upper(text))".to_owned(),
        "ALTER TABLE assessment ADD COLUMN x TEXT".to_owned(),
        "DROP TABLE seeded".to_owned(),
        // What SQLite takes for a trigger is one, however the table of the schema spells it.
        "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN SELECT 1; END;
         PRAGMA writable_schema = 1;
         UPDATE sqlite_schema SET type = 'TRIGGER' WHERE name = 'mine'"
            .to_owned(),
    ];
    let world = World::example();
    let whole = std::fs::read(world.path("my.db")).unwrap();
    for attack in attacks {
        std::fs::write(world.path("my.db"), &whole).unwrap();
        change(&world, "my.db", &attack);
        for words in [
            "list",
            "status set EX:2 regressed --note x",
            "backup clean.db",
            "redact -o clean.db",
            "export csv",
        ] {
            let ran = world.refused(words);
            assert!(ran.stderr.contains("cannot be read as it is: the "), "{attack}: {ran}");
            assert!(!world.path("clean.db").exists(), "{attack}: {words}");
        }
        let ran = world.upr("verify");
        assert!(ran.code == 1 && ran.stderr.contains("does not verify: the "), "{attack}: {ran}");
        let ran = world.upr("doctor --format json");
        assert!(ran.code == 1 && ran.stdout.contains("upr restore COPY"), "{attack}: {ran}");
        assert!(std::fs::read(world.path("my.db")).unwrap() != whole);
    }
}

/// People look at their files with other programs, which leave indexes, views and statistics.
#[test]
fn what_others_put_beside_is_tolerated_named_and_left_out_of_a_copy() {
    let world = full();
    let list = world.ok("list --set all --format csv");
    change(
        &world,
        "my.db",
        "CREATE INDEX quick ON assessment (note); CREATE VIEW mine AS SELECT * FROM assessment;
         CREATE TABLE copied AS SELECT note FROM assessment; ANALYZE;
         CREATE VIRTUAL TABLE words USING fts5 (note);
         INSERT INTO words SELECT note FROM assessment WHERE note IS NOT NULL;",
    );
    assert_eq!(world.ok("list --set all --format csv"), list);
    let ran = world.upr("status set EX:2 implemented --note 'goes on' --unsourced");
    assert!(ran.code == 0 && !ran.stderr.contains("another program"), "{ran}");
    world.ok("verify");
    let told = world.ok("doctor --format json");
    for name in ["the index quick", "the view mine", "the table copied"] {
        assert!(told.contains(name), "{name}: {told}");
    }
    world.ok("backup kept.db");
    assert!(world.ok("doctor --db kept.db --format json").contains("the view mine"));
    world.ok("redact -o public.db");
    let bytes = std::fs::read(world.path("public.db")).unwrap();
    for secret in ["a hidden reason", "heard in confidence"] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
    let copy = Connection::open(world.path("public.db")).unwrap();
    let others = "SELECT COUNT(*) FROM sqlite_schema
                  WHERE name IN ('quick', 'mine', 'copied', 'words', 'words_data', 'sqlite_stat1')";
    assert_eq!(copy.query_row(others, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    assert!(verify(&world.path("public.db")).further.is_empty());
}

/// Nothing that was planted acts while an older file is brought up to date.
#[test]
fn an_older_file_with_triggers_of_others_is_read_as_it_is() {
    let world = first("my.db");
    change(&world, "my.db", "CREATE TRIGGER mine AFTER INSERT ON setting BEGIN SELECT 1; END");
    let before = std::fs::read(world.path("my.db")).unwrap();
    assert!(world.ok("status log MINE:1 --internal").contains("a bill"));
    world.refused("status set MINE:1 regressed --note x");
    assert!(std::fs::read(world.path("my.db")).unwrap() == before, "it was not migrated");
    world.ok("backup clean.db");
    world.ok("status set MINE:1 regressed --note x --db clean.db");
    world.ok("verify --db clean.db");
}

/// A tree in which somebody goes round for ever is refused, and `verify` names it.
#[test]
fn a_term_that_stands_below_itself_is_refused() {
    let world = World::seeded();
    let whole = std::fs::read(world.path("my.db")).unwrap();
    let round = "UPDATE term SET parent_id = id WHERE id = (SELECT MIN(id) FROM term)";
    let two = "UPDATE term SET parent_id = id + 1 WHERE id = (SELECT MIN(id) FROM term);
               UPDATE term SET parent_id = id - 1 WHERE id = (SELECT MIN(id) + 1 FROM term)";
    for forgery in [round, two] {
        std::fs::write(world.path("my.db"), &whole).unwrap();
        super::tamper::tampered(&world.path("my.db"), |file| {
            file.execute_batch(forgery).unwrap();
        });
        for words in ["list", "report", "show 48", "changes --since 2025-01-01", "export csv"] {
            let ran = world.upr(words);
            assert_eq!(ran.code, 1, "{forgery}: {words}: {ran}");
            assert!(ran.stderr.contains("stands below itself"), "{words}: {ran}");
        }
        let found = verify(&world.path("my.db"));
        let named =
            found.problems.iter().any(|it| it.found.contains("names itself or a later row"));
        assert!(named, "{found:?}");
    }
}

/// A name beside the file may be a link that somebody put there: what it leads to stays as it is.
#[cfg(unix)]
#[test]
fn a_link_beside_the_file_is_not_followed() {
    let world = first("my.db");
    std::fs::write(world.path("victim.txt"), "all my work").unwrap();
    let (link, lock) = (std::os::unix::fs::symlink::<_, _>, world.path("my.db.lock"));
    link(world.path("victim.txt"), &lock).unwrap();
    let ran = world.refused("list");
    assert!(ran.stderr.contains("no plain file"), "{ran}");
    std::fs::remove_file(&lock).unwrap();
    // One that a killed command left is taken as it is.
    std::fs::write(&lock, "left").unwrap();
    let bak = world.path(&format!("my.db.before-v{}-from-v1.bak", upr::store::SCHEMA));
    link(world.path("victim.txt"), &bak).unwrap();
    world.ok("status log");
    assert_eq!(std::fs::read_to_string(world.path("victim.txt")).unwrap(), "all my work");
    assert!(bak.symlink_metadata().unwrap().is_file());
}

/// A word that no list has, where the tables take any.
#[test]
fn a_word_of_no_list_is_named() {
    let world = full();
    for (change, told) in [
        ("UPDATE assessment SET status = 'finished' WHERE id = 1", "`finished` is no word"),
        ("UPDATE link SET relation = 'like' WHERE id = 1", "`like` is no word"),
        ("UPDATE item SET kind = 'order' WHERE id = 1", "`order` is no word"),
    ] {
        std::fs::copy(world.path("my.db"), world.path("forged.db")).unwrap();
        super::tamper::tampered(&world.path("forged.db"), |file| {
            file.execute_batch(change).unwrap();
        });
        let found = verify(&world.path("forged.db"));
        assert!(found.problems.iter().any(|it| it.found.contains(told)), "{change}: {found:?}");
    }
}

/// A clock proves nothing; what can be seen of it is said.
#[test]
fn a_clock_that_was_stopped_or_ran_backwards_is_told() {
    let world = World::seeded();
    let clock = |now: &str| {
        let ran = world.upr_at(now, "verify --format json");
        assert_eq!(ran.code, 0, "{ran}");
        let told: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let checks = told["tables"]["checks"].as_array().unwrap().clone();
        checks.iter().find(|check| check["check"] == "clock").unwrap()["found"].to_string()
    };
    let later = "2026-05-01T00:00:00Z";
    let ran = world.upr_at("2026-03-01T12:00:00Z", "status set 48 in-progress --note x");
    assert_eq!(ran.code, 0, "{ran}");
    let told = clock(later);
    assert!(told.contains("stopped clock") && !told.contains("backwards"), "{told}");
    assert!(clock("2026-02-01T00:00:00Z").contains("which has not come"));
    let ran = world.upr_at("2026-02-01T00:00:00Z", "status set 49 in-progress --note x");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(clock(later).contains("time ran backwards"), "{}", clock(later));
    // Whoever reads the answers is told as well.
    for words in ["status log", "show 48", "export csv --what history"] {
        let ran = world.upr_at(later, words);
        let told = if words.starts_with("export") { ",stopped" } else { "a stopped clock" };
        assert!(ran.stdout.contains(told), "{words}: {ran}");
    }
    // What nobody stopped says nothing.
    for words in ["init --db real.db", "status set 48 in-progress --note x --db real.db"] {
        let mut command = world.command();
        command.env_remove("UPR_NOW").args(crate::support::split(words));
        assert!(command.output().unwrap().status.success());
    }
    let log = world.ok("status log --db real.db --as-of 2999-01-01");
    assert!(!log.contains("stopped"), "{log}");
}

/// A journal that somebody made up names another file. Older releases of SQLite delete it (3.40 does); the
/// journal is refused whatever the engine does.
#[test]
fn a_planted_journal_deletes_nothing() {
    let world = World::seeded();
    std::fs::write(world.path("victim-mj000000900"), "all my work").unwrap();
    let name = world.path("victim-mj000000900");
    let name = name.to_str().unwrap().as_bytes();
    let magic = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];
    let size = std::fs::metadata(world.path("my.db")).unwrap().len();
    let mut journal = magic.to_vec();
    for number in [0, 0, u32::try_from(size / 4096).unwrap(), 512, 4096] {
        journal.extend(number.to_be_bytes());
    }
    journal.resize(512, 0);
    journal.extend((0x4000_0000_u32 / 4096 + 1).to_be_bytes());
    journal.extend(name);
    journal.extend(u32::try_from(name.len()).unwrap().to_be_bytes());
    journal.extend(name.iter().map(|byte| u32::from(*byte)).sum::<u32>().to_be_bytes());
    journal.extend(magic);
    std::fs::write(world.path("my.db-journal"), &journal).unwrap();
    for words in [
        "list",
        "verify",
        "doctor",
        "status set 48 in-progress --note x",
        "restore my.db --db other.db",
    ] {
        let ran = world.upr(words);
        assert_eq!(ran.code, 1, "{words}: {ran}");
        assert!(
            ran.to_string().contains("names another file") || words == "doctor",
            "{words}: {ran}"
        );
        assert!(world.path("victim-mj000000900").exists(), "`upr {words}` deleted it");
    }
}
