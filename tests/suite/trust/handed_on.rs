//! A redacted copy says what it is in every answer, takes no writes, and hides nothing but what is
//! internal.

use rusqlite::Connection;
use upr::domain::ledger::portable::{Carried, Sealing};

use super::tamper::{full, tampered, verify};
use crate::support::World;

const MARK: &str = "REDACTED COPY";

/// Every command that answers.
const QUESTIONS: &[&str] = &[
    "",
    "list --set all",
    "show EX:2",
    "report",
    "report --theme health",
    "status log",
    "evidence list",
    "link list",
    "timeline",
    "calendar",
    "changes --since 2025-01-01",
    "search rights",
    "set list",
    "tag themes",
    "gaps",
    "trend",
    "compare --and-as-of 2025-06-30",
    "owner",
    "verify",
    "disagreement",
    "lineage EX:4",
];

#[test]
fn every_answer_of_a_redacted_copy_says_so_in_head_and_foot() {
    let world = full();
    world.ok("redact -o public.db");
    let mut asked = 0;
    for question in QUESTIONS {
        for format in ["table", "md", "html", "json", "csv", "tsv", "jsonl"] {
            let ran = world.upr(&format!("{question} --format {format} --db public.db"));
            if ran.code == 2 {
                continue;
            }
            assert_eq!(ran.code, 0, "{question} as {format}: {ran}");
            asked += 1;
            let told = match format {
                "csv" | "tsv" | "jsonl" => ran.stderr.matches("from a redacted copy").count() + 1,
                "json" => ran.stdout.matches(MARK).count() + 1,
                _ => ran.stdout.matches(MARK).count(),
            };
            assert!(told >= 2, "{question} as {format}: {ran}");
            let of_file = world.upr(&format!("{question} --format {format}"));
            assert!(!of_file.to_string().to_lowercase().contains("redacted copy"), "{of_file}");
        }
        for format in ["docx", "xlsx"] {
            let words = format!("{question} -o out.{format} --force --db public.db");
            if world.upr(&words).code != 0 {
                continue;
            }
            asked += 1;
            let bytes = std::fs::read(world.path(&format!("out.{format}"))).unwrap();
            let text = String::from_utf8_lossy(&crate::privacy::unpacked(&bytes)).into_owned();
            assert!(text.matches(MARK).count() >= 2, "{question} as {format}");
        }
    }
    assert!(asked > 120, "{asked}");
    world.ok("export xlsx -o out.xlsx --force --db public.db");
    let bytes = std::fs::read(world.path("out.xlsx")).unwrap();
    let text = String::from_utf8_lossy(&crate::privacy::unpacked(&bytes)).into_owned();
    assert!(text.contains(MARK));
    let told = world.ok("doctor --db public.db --format json");
    assert!(told.contains("a redacted copy: ") && told.contains("takes no writes"), "{told}");
}

/// Nor does opening it write: not the seeds of a later release, nor a later schema.
#[test]
fn a_redacted_copy_takes_no_writes() {
    let world = full();
    world.ok("redact -o public.db");
    tampered(&world.path("public.db"), |file| {
        file.execute_batch("DELETE FROM seed_mark WHERE key LIKE 'release:%'").unwrap();
    });
    std::fs::write(
        world.path("sheet.csv"),
        "id,set,status,effective_on\nEX:2,EX,in-progress,2025-06-30\n",
    )
    .unwrap();
    let before = std::fs::read(world.path("public.db")).unwrap();
    for words in [
        "status set EX:2 implemented --note x --unsourced",
        "import sheet.csv",
        "undo",
        "purge 300 --reason x --yes",
        "owner set 'An office'",
        "set add MINE --state PRK --document A/HRC/42/10",
    ] {
        let ran = world.upr(&format!("{words} --db public.db"));
        assert_eq!(ran.code, 1, "{words}: {ran}");
        assert!(ran.stderr.contains("is a redacted copy, and takes no writes"), "{words}: {ran}");
    }
    world.ok("list --db public.db");
    assert!(std::fs::read(world.path("public.db")).unwrap() == before);
    world.ok("redact -o again.db");
    world.ok("backup kept.db --db again.db");
    assert!(verify(&world.path("kept.db")).redacted);
}

fn entry_of(world: &World, sql: &str) -> i64 {
    let file = Connection::open(world.path("public.db")).unwrap();
    file.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Whoever hands a copy on can leave out neither a published entry nor a published text.
#[test]
fn a_copy_that_hides_what_was_published_does_not_verify() {
    let world = full();
    world.ok(
        "status set EX:7 regressed --note 'it got worse' --public --evidence https://example.org/a",
    );
    world.ok("redact -o public.db");
    let whole = std::fs::read(world.path("public.db")).unwrap();
    let entry = entry_of(
        &world,
        "SELECT MAX(entry_id) FROM assessment WHERE status = 'regressed' AND public = 1",
    );
    let reduced = |internal: i64| {
        format!(
            "DELETE FROM assessment WHERE entry_id = {entry}; DELETE FROM evidence WHERE entry_id = {entry};
             UPDATE entry SET batch = id, command = 'redacted', recorded_at = '0001-01-01T00:00:00Z',
                clock = NULL, item_id = NULL, source_id = NULL, place = NULL, author = NULL,
                author_salt = NULL, author_digest = NULL, content = zeroblob(32), internal = {internal}
             WHERE id = {entry}"
        )
    };
    let emptied = |table: &str, texts: &str| {
        format!("UPDATE {table} SET {texts}, salt = NULL WHERE entry_id = {entry}")
    };
    let item = entry_of(&world, "SELECT MIN(entry_id) FROM item WHERE text IS NOT NULL");
    let forgeries = [
        (entry, reduced(0), "it is not internal as a whole"),
        (entry, reduced(1), "does not follow from the entry before it"),
        (entry, emptied("assessment", "note = NULL"), "a published text of `assessment`"),
        (
            entry,
            emptied("evidence", "address = NULL, title = NULL, publisher = NULL, accessed = NULL"),
            "a published text of `evidence`",
        ),
        (
            item,
            format!(
                "UPDATE item SET match_key = NULL, text = NULL, names = NULL, answer = NULL, comment = NULL, salt = NULL WHERE entry_id = {item}"
            ),
            "a published text of `item`",
        ),
    ];
    for (entry, forgery, told) in forgeries {
        std::fs::write(world.path("forged.db"), &whole).unwrap();
        tampered(&world.path("forged.db"), |file| file.execute_batch(&forgery).unwrap());
        let found = verify(&world.path("forged.db"));
        let first = found.first().unwrap_or_else(|| panic!("{forgery} passed"));
        assert!(first.entry == Some(entry) && first.found.contains(told), "{forgery}: {first:?}");
    }
    // With a purge the same is no fault.
    world.ok(&format!("purge {entry} --reason 'consent withdrawn' --yes"));
    world.ok("redact -o purged.db");
    assert!(verify(&world.path("purged.db")).holds());
}

/// What was destroyed of a file takes the file's name along, and nothing else of the entry by which
/// the file came.
#[test]
fn a_purge_excuses_no_text_of_the_entry_that_brought_the_file() {
    let world = World::example();
    world.ok("set add MINE --state PRK --document A/HRC/42/10");
    std::fs::write(world.path("new.csv"), "id,text\nMINE:1,End it\nMINE:2,Begin it\n").unwrap();
    world.ok("import new.csv --from sheet --create --set MINE");
    // The file stands in the entry of the first item.
    let later = super::tamper::newest(&world);
    let first = later - 1;
    world.ok(&format!("purge {later} --reason 'consent withdrawn' --yes"));
    world.ok("verify");
    world.ok("redact -o public.db");
    world.ok("verify --db public.db");
    world.ok("export ledger --internal -o whole.jsonl");
    world.ok("export ledger -o public.jsonl");
    for ledger in ["whole.jsonl", "public.jsonl"] {
        world.ok(&format!("verify {ledger}"));
    }
    for name in ["my.db", "public.db"] {
        let sql = "UPDATE item SET match_key = NULL, text = NULL, names = NULL, answer = NULL,
                       comment = NULL, salt = NULL WHERE entry_id = $1";
        tampered(&world.path(name), |file| assert!(file.execute(sql, [first]).unwrap() > 0));
        let ran = world.upr(&format!("verify --db {name}"));
        assert!(ran.code == 1 && ran.stderr.contains("removed, and no purge"), "{name}: {ran}");
    }
    for ledger in ["whole.jsonl", "public.jsonl"] {
        let text = std::fs::read_to_string(world.path(ledger)).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = usize::try_from(first).unwrap();
        let mut entry = Carried::read(&lines[at]).unwrap();
        for row in entry.said.as_mut().unwrap().rows.iter_mut().filter(|row| row.table == "item") {
            row.sealed = row.sealed.as_ref().map(|sealed| {
                sealed.as_ref().map(|sealed| Sealing::Emptied(sealed.digest(entry.form)))
            });
        }
        lines[at] = entry.line();
        std::fs::write(world.path("forged.jsonl"), format!("{}\n", lines.join("\n"))).unwrap();
        let ran = world.upr("verify forged.jsonl");
        assert!(ran.code == 1 && ran.stderr.contains("removed, and no purge"), "{ledger}: {ran}");
    }
}

/// Whoever can write can purge: the holder of a fingerprint is told what was emptied since.
#[test]
fn what_was_destroyed_since_a_fingerprint_is_named() {
    let world = World::example();
    world.ok("status set EX:5 in-progress --note 'a reason' --public");
    world.ok("fingerprint -o HEAD.txt");
    assert!(!world.ok("verify --fingerprint HEAD.txt").contains("destroyed"));
    let entry = {
        let file = rusqlite::Connection::open(world.path("my.db")).unwrap();
        file.query_row("SELECT MAX(id) FROM entry", [], |row| row.get::<_, i64>(0)).unwrap()
    };
    world.ok("status set EX:6 in-progress --note 'another'");
    assert!(!world.ok("verify --fingerprint HEAD.txt").contains("destroyed"));
    world.ok(&format!("purge {} --reason 'later' --yes", entry + 1));
    assert!(!world.ok("verify --fingerprint HEAD.txt").contains("destroyed"), "it is of later");
    world.ok(&format!("purge {entry} --reason 'a name' --yes"));
    world.ok("export ledger -o whole.jsonl");
    for file in ["", "whole.jsonl "] {
        let told = world.ok(&format!("verify {file}--fingerprint HEAD.txt --format csv"));
        assert!(told.contains(&format!("destroyed texts that stood there: {entry}")), "{told}");
    }
}
