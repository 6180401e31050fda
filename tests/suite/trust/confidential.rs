//! What was destroyed or is internal is nowhere in the bytes.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rusqlite::Connection;

use super::tamper::{full, newest, verify};
use crate::support::World;

fn holds(path: &Path, text: &str) -> bool {
    let bytes = std::fs::read(path).unwrap();
    bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
}

#[test]
fn what_is_purged_is_nowhere_in_the_file() {
    let world = World::seeded();
    std::fs::write(world.path("zanzibarfile.txt"), "a secret").unwrap();
    let note = "the witness quetzalcoatl said so";
    let set = format!("status set 48 in-progress --note '{note}' --evidence zanzibarfile.txt");
    world.ok(&format!("{set} --author marmaduke"));
    let entry = newest(&world);
    world.ok("status set 49 in-progress --note other");
    world.ok("backup kept.db");
    for word in ["quetzalcoatl", "zanzibarfile", "marmaduke"] {
        assert!(holds(&world.path("my.db"), word), "{word}");
    }
    let ran = world.upr(&format!("purge {entry} --reason x"));
    assert!(ran.code == 1 && ran.stderr.contains("--yes"), "{ran}");
    assert!(holds(&world.path("my.db"), "quetzalcoatl"), "only a yes destroys");
    let ran = world.upr(&format!("purge {entry} --reason 'consent withdrawn' --yes"));
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("kept.db still holds it"), "{ran}");
    assert!(ran.stderr.contains("zanzibarfile.txt is not touched"), "{ran}");
    for word in ["quetzalcoatl", "zanzibarfile", "marmaduke"] {
        assert!(!holds(&world.path("my.db"), word), "{word} is still there");
    }
    let found = verify(&world.path("my.db"));
    assert!(found.holds(), "{found:?}");
    assert_eq!(found.removed, 1);
    let log = world.ok("status log 48 --internal");
    assert!(log.contains("In progress"), "the status itself stands: {log}");
    let ran = world.refused(&format!("purge {entry} --reason again --yes"));
    assert!(ran.stderr.contains("holds no text"), "{ran}");
    world.refused("purge 99999 --reason x --yes");
    world.refused(&format!("purge {entry} --reason ' ' --yes"));
    // The triggers are back.
    let file = Connection::open(world.path("my.db")).unwrap();
    assert!(file.execute("UPDATE assessment SET note = 'x'", []).is_err());
}

/// Wherever a copy lies that still holds it: beside the file, in a folder that is named, of an
/// earlier schema, and where nobody can tell.
/// The digest of a sheet tells what its other rows said, to whoever guesses.
#[test]
fn the_digest_of_a_sheet_stands_in_no_line_of_what_came_by_it() {
    use sha2::{Digest as _, Sha256};

    let world = World::new();
    world.ok("init --db my.db --example --visibility public");
    let sheet = "id,status,effective_on,assessor,note\n\
                 EX:5,regressed,2025-06-01,cso,A witness told us\n\
                 EX:6,implemented,2025-06-01,cso,Another note\n";
    std::fs::write(world.path("sheet.csv"), sheet).unwrap();
    world.ok("import sheet.csv --by cso");
    let digest = upr::domain::ledger::hex(&Sha256::digest(sheet));
    for words in ["export csv --what evidence", "show EX:6 --format json"] {
        assert!(!world.ok(words).contains(&digest), "{words}");
    }
    let entry: i64 = {
        let file = rusqlite::Connection::open(world.path("my.db")).unwrap();
        let sql = "SELECT entry_id FROM assessment WHERE note LIKE 'A witness%'";
        file.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    world.ok(&format!("purge {entry} --reason 'a name' --yes"));
    let bytes = std::fs::read(world.path("my.db")).unwrap();
    assert!(!bytes.windows(64).any(|part| part == digest.as_bytes()));
    assert!(!world.ok("export ledger").contains(&digest));
    world.ok("verify");
}

#[test]
fn copies_that_still_hold_what_was_purged_are_listed() {
    let world = super::upgrades::first("my.db");
    std::fs::create_dir_all(world.path("stick/deeper")).unwrap();
    world.ok("status log");
    let note = "SELECT entry_id FROM assessment WHERE note = 'a bill'";
    let file = Connection::open(world.path("my.db")).unwrap();
    let entry: i64 = file.query_row(note, [], |row| row.get(0)).unwrap();
    drop(file);
    world.ok("backup beside.db");
    world.ok("backup stick/away.db");
    world.ok("redact -o public.db");
    let whole = std::fs::read(world.path("beside.db")).unwrap();
    std::fs::write(world.path("cut.db"), &whole[..8_192]).unwrap();
    let ran = world.upr(&format!("purge {entry} --reason x --yes --copies stick"));
    assert_eq!(ran.code, 0, "{ran}");
    let bak = format!("my.db.before-v{}-from-v1.bak", upr::store::SCHEMA);
    for (name, told) in [
        ("beside.db", "still holds it"),
        (bak.as_str(), "still holds it"),
        ("stick/away.db", "still holds it"),
        // The note is not in it; the address of the evidence was published.
        ("public.db", "still holds it"),
        ("cut.db", "may hold it, and cannot be read"),
    ] {
        assert!(ran.stderr.contains(&format!("{name} {told}")), "{name}: {ran}");
    }
    assert!(!ran.stderr.contains("my.db still"), "not the file itself: {ran}");
    // What is made later holds none of it either.
    world.ok("backup later.db");
    world.ok("redact -o later-public.db");
    let report = "import '".to_owned() + env!("CARGO_MANIFEST_DIR");
    world.ok(&(report + "/tests/fixtures/imports/report.txt'"));
    let later = std::fs::read_dir(world.root()).unwrap().map(|entry| entry.unwrap().path());
    let later = later.filter(|path| path.is_file());
    let known = ["beside.db", "cut.db", bak.as_str()];
    let later: Vec<_> =
        later.filter(|path| !known.iter().any(|name| path.ends_with(name))).collect();
    assert!(later.len() >= 5, "{later:?}");
    for path in later {
        assert!(!holds(&path, "a bill"), "{}", path.display());
    }
    // A copy from before brings it back: that is told.
    let ran = world.upr("restore beside.db");
    assert!(ran.stderr.contains(&format!("destroyed in entry {entry}")), "{ran}");
    assert!(holds(&world.path("my.db"), "a bill"));
    // The reason can be destroyed in its turn.
    world.ok(&format!("purge {entry} --reason 'named quetzalcoatl' --yes"));
    let tombstone = newest(&world);
    world.ok(&format!("purge {tombstone} --reason 'a name in the reason' --yes"));
    assert!(!holds(&world.path("my.db"), "quetzalcoatl"));
    assert!(verify(&world.path("my.db")).holds());
}

#[test]
fn a_purged_item_is_not_found_by_its_words() {
    let world = World::seeded();
    world.ok("set add MINE --state PRK --document A/HRC/42/10");
    world.ok("item add MINE:1 'about the village of quetzalcoatl' --kind recommendation");
    let entry = newest(&world);
    assert!(world.ok("search quetzalcoatl").contains("MINE:1"));
    world.ok(&format!("purge {entry} --reason 'a name' --yes"));
    assert!(!world.ok("search quetzalcoatl").contains("MINE:1"));
    assert!(!holds(&world.path("my.db"), "quetzalcoatl"));
    assert!(verify(&world.path("my.db")).holds());
}

/// What came by a file lies in rows, evidence and source of the import: all of it goes, and with it
/// the name, digest and size of the file, by which it could be guessed.
#[test]
fn what_an_import_brought_is_destroyed_like_what_was_typed() {
    let world = World::seeded();
    let sheet = "id,set,status,effective_on,note,evidence\n\
        HC19:48,HC19,in-progress,2025-06-30,said quetzalcoatl,https://quetzalcoatl.example/x\n";
    std::fs::write(world.path("sheet.csv"), sheet).unwrap();
    world.ok("import sheet.csv --author quetzalcoatl");
    let entry = newest(&world);
    assert!(holds(&world.path("my.db"), "quetzalcoatl"));
    world.ok("redact -o public.db");
    let noted = |path: &str| holds(&world.path(path), "said quetzalcoatl");
    assert!(noted("my.db") && !noted("public.db"), "a note is internal");
    let ran = world.upr(&format!("purge {entry} --reason x --yes"));
    assert_eq!(ran.code, 0, "{ran}");
    assert!(!ran.stderr.contains("before-import"), "that copy was made before: {ran}");
    assert!(!holds(&world.path("my.db"), "quetzalcoatl"));
    assert!(!holds(&world.path("my.db"), "sheet.csv"), "nor what the file was");
    assert!(verify(&world.path("my.db")).holds());
    world.ok("backup later.db");
    world.ok("redact -o later-public.db");
    for name in ["later.db", "later-public.db"] {
        assert!(!holds(&world.path(name), "quetzalcoatl"), "{name}");
    }
}

#[test]
fn a_redacted_copy_holds_nothing_internal_and_verifies() {
    let world = full();
    let ran = world.upr("redact -o public.db");
    assert_eq!(ran.code, 0, "{ran}");
    let public = world.path("public.db");
    let secrets = [
        "tester",
        "A friend in the ministry",
        "heard in confidence",
        "a hidden reason",
        "law.txt",
        "a hidden closing",
        "a hidden link",
        "typed by mistake",
        "a name by mistake",
    ];
    for secret in secrets {
        assert!(!holds(&public, secret), "`{secret}` is in the copy");
    }
    let (mine, theirs) = (verify(&world.path("my.db")), verify(&public));
    assert!(theirs.holds(), "{theirs:?}");
    assert!(theirs.redacted && !mine.redacted);
    assert_eq!(theirs.head, mine.head, "the same chain");
    assert!(theirs.hash_only >= 2 && theirs.removed >= 3, "{theirs:?}");
    let mode = std::fs::metadata(&public).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    // Whatever the public view of the file says, the copy says as well.
    for question in
        ["list --set all", "status log", "timeline", "evidence list", "link list", "report"]
    {
        let of_file = world.ok(&format!("{question} --format csv"));
        let of_copy = world.ok(&format!("{question} --format csv --db public.db"));
        assert_eq!(of_copy, of_file, "{question}");
    }
    let ran = world.refused("redact -o public.db");
    assert!(ran.stderr.contains("exists already"), "{ran}");
    world.refused("redact");
}

#[test]
fn everything_that_is_written_is_private() {
    let world = World::seeded();
    for ending in ["csv", "json", "md", "html", "xlsx", "docx"] {
        let name = format!("out.{ending}");
        world.ok(&format!("report -o {name}"));
        let mode = std::fs::metadata(world.path(&name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{name}");
    }
    // A file that others may read gives way to one that they may not.
    std::fs::set_permissions(world.path("out.csv"), Permissions::from_mode(0o666)).unwrap();
    std::os::unix::fs::symlink(world.path("out.md"), world.path("link.csv")).unwrap();
    std::fs::set_permissions(world.path("out.md"), Permissions::from_mode(0o666)).unwrap();
    for name in ["out.csv", "link.csv"] {
        world.ok(&format!("report -o {name} --force"));
        let found = std::fs::symlink_metadata(world.path(name)).unwrap();
        assert!(found.is_file() && found.permissions().mode() & 0o777 == 0o600, "{name}");
    }
    let file = Connection::open(world.path("my.db")).unwrap();
    file.execute_batch("BEGIN IMMEDIATE; INSERT INTO seeded VALUES ('x')").unwrap();
    let journal = world.path("my.db-journal");
    let mode = std::fs::metadata(&journal).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600, "the journal");
}

#[test]
fn copies_and_rows_set_aside_are_private() {
    let world = World::seeded();
    let sheet = "id,set,status,effective_on\nHC19:48,HC19,in-progress,2025-06-30\nHC19:49,HC19,nonsense,2025\n";
    std::fs::write(world.path("sheet.csv"), sheet).unwrap();
    let ran = world.upr("import sheet.csv --set-aside");
    assert_eq!(ran.code, 3, "{ran}");
    world.ok("backup copy.db");
    world.ok("restore copy.db");
    let mut seen = 0;
    for entry in std::fs::read_dir(world.root()).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours =
            ["my.", "copy.db", "sheet.set-aside"].iter().any(|start| name.starts_with(start));
        if !ours {
            continue;
        }
        seen += 1;
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
    assert!(seen >= 5, "the file, its copies and the rows: {seen}");
}

/// A file is evidence by its title, not by where it lies on somebody's disk.
#[test]
fn no_local_path_is_handed_on() {
    let world = World::seeded();
    std::fs::create_dir(world.path("drawer")).unwrap();
    std::fs::write(world.path("drawer/law.txt"), "a law").unwrap();
    let place = world.path("drawer/law.txt");
    let place = place.to_str().unwrap();
    world.ok(&format!("evidence add 48 '{place}' --title 'The law of 2025' --public"));
    world.ok(&format!("status set 49 in-progress --note x --public --evidence '{place}'"));
    for format in ["csv", "tsv", "json", "jsonl", "md", "html"] {
        for question in ["evidence list", "show 48 49", "status log", "report", "list"] {
            let out = world.ok(&format!("{question} --format {format}"));
            assert!(!out.contains("drawer"), "{question} as {format}");
        }
        if matches!(format, "csv" | "json" | "jsonl") {
            for what in ["items", "history", "evidence"] {
                let out = world.ok(&format!("export {format} --what {what}"));
                assert!(!out.contains("drawer"), "export {format} --what {what}");
            }
        }
    }
    for format in ["xlsx", "docx"] {
        for question in ["evidence list", "show 48 49", "status log", "report", "list"] {
            world.ok(&format!("{question} -o out.{format} --force"));
            let bytes = std::fs::read(world.path(&format!("out.{format}"))).unwrap();
            let bytes = crate::privacy::unpacked(&bytes);
            assert!(!bytes.windows(6).any(|part| part == b"drawer"), "{question} as {format}");
        }
    }
    world.ok("export xlsx -o out.xlsx --force");
    let bytes = crate::privacy::unpacked(&std::fs::read(world.path("out.xlsx")).unwrap());
    assert!(!bytes.windows(6).any(|part| part == b"drawer"));
    let titles = world.ok("evidence list --format csv");
    assert!(titles.contains("The law of 2025"), "{titles}");
    world.ok("redact -o public.db");
    assert!(!holds(&world.path("public.db"), "drawer"));
}

/// A matrix that an internal voice filled in: what is not hers is published, what she said is not.
#[test]
fn a_matrix_of_an_internal_voice_is_hers() {
    let world = World::example();
    world.ok("assessor add friend --name 'A friend in the ministry' --kind cso --internal");
    let matrix = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/imports/matrix-cycle-4.docx");
    let count = |path: &str, sql: &str| {
        let file = Connection::open(world.path(path)).unwrap();
        file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let before = count("my.db", "SELECT COUNT(*) FROM item");
    world.ok(&format!("import '{matrix}' --by friend"));
    let hers = "SELECT (SELECT COUNT(*) FROM assessment AS a JOIN assessor AS v
                        ON v.id = a.assessor_id WHERE v.internal = 1)
                     + (SELECT COUNT(*) FROM remark AS r JOIN assessor AS v
                        ON v.id = r.assessor_id WHERE v.internal = 1)";
    assert!(count("my.db", hers) > 0);
    let items = count("my.db", "SELECT COUNT(*) FROM item");
    assert!(items > before);
    world.ok("redact -o public.db");
    let found = verify(&world.path("public.db"));
    assert!(found.holds(), "{found:?}");
    assert_eq!(count("public.db", hers), 0);
    assert_eq!(count("public.db", "SELECT COUNT(*) FROM item"), items, "the items are nobody's");
    assert!(!holds(&world.path("public.db"), "A friend in the ministry"));
}

/// What was suggested and refused tells what was weighed.
#[test]
fn a_refused_suggestion_is_not_handed_on() {
    let world = World::seeded();
    world.ok("suggest refuse 1 issue:death-penalty");
    let refused = "SELECT COUNT(*) FROM tag WHERE removed = 1 AND assisted = 1";
    let count = |path: &str| {
        let file = Connection::open(world.path(path)).unwrap();
        file.query_row(refused, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(count("my.db"), 1);
    world.ok("redact -o public.db");
    assert_eq!(count("public.db"), 0);
    assert!(verify(&world.path("public.db")).holds());
}
