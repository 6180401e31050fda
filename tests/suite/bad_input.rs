//! Bad input: a clear error that names the thing and the next step, and the file unchanged.

use super::support::World;

/// What is typed, its exit code, and what stderr must say.
const CASES: &[(&str, i32, &[&str])] = &[
    ("show 999", 1, &["no item `999`", "upr list"]),
    ("show HC91:48", 1, &["no set `HC91`", "did you mean `HC19`"]),
    (
        "status set 48 implementd",
        2,
        &["`implementd` is not a status", "did you mean `implemented`"],
    ),
    ("status set 48 not", 2, &["`not` is not a status", "`not-assessed` or `not-implemented`"]),
    (
        "status set 48 implemented --confidence sure",
        2,
        &["is not a confidence", "low, medium, high"],
    ),
    ("status set 48 implemented --note --public", 2, &["a text is missing before `--public`"]),
    ("list --kind aks", 2, &["`aks` is not a kind", "ask, "]),
    ("status set 48 implemented --note x -o out.json", 2, &["has no answer to write"]),
    ("undo --format json", 2, &["has no answer to write"]),
    ("status set 48 not-assessed --note x", 1, &["is not set", "upr status retract"]),
    ("status set 48 implemented --on 2030-01-01", 1, &["`2030-01-01` is in the future"]),
    ("status set 48 implemented --on 2025-02-30", 2, &["`2025-02-30` is not a date"]),
    ("status set 48 implemented --on 30/06/2025", 2, &["`30/06/2025` is not a date", "2025-06-30"]),
    ("status set 48 implemented --by staet", 1, &["no assessor `staet`", "did you mean `state`"]),
    ("status set 48 implemented --evidence no.pdf", 1, &["there is no file `no.pdf`"]),
    ("status set 48 implemented --evidence ftp://example.org", 1, &["no address for evidence"]),
    ("status set 48 implemented --evidence 'javascript:alert(1)'", 1, &["no address for evidence"]),
    ("status set 3-49 implemented --note x", 1, &["47 items at once", "--yes"]),
    ("status set 50-48 implemented --note x", 1, &["`50-48` is no range"]),
    ("status retract 900 --note x", 1, &["no entry `900`", "upr status log"]),
    ("status retract 5 --note x", 1, &["is no single claim"]),
    ("status retract 5", 2, &["--note"]),
    ("status retract 5 --note ''", 1, &["needs its reason"]),
    ("list --theme childern", 1, &["no theme `childern`", "did you mean `children`"]),
    ("list --set XX", 1, &["no set `XX`"]),
    ("list --group martians", 1, &["no group `martians`"]),
    ("list --sdg 5.99", 1, &["no SDG goal or target `5.99`"]),
    ("list --from-state Atlantis", 1, &["no State `Atlantis`"]),
    ("list --format xls", 2, &["`xls` is not a format"]),
    ("list --stale never", 2, &["`never` is not a time"]),
    ("list --missing hope", 2, &["is not something that may be missing"]),
    ("report --table nope", 2, &["no table `nope`", "statuses, themes, items"]),
    ("report --by weight", 2, &["`weight` is not something"]),
    ("changes --since 2025-01-01 --until 2024", 1, &["is before"]),
    ("tag add 48 sdg:5.99", 1, &["no term `5.99`"]),
    ("tag add 48 colour:red", 1, &["no vocabulary `colour`"]),
    ("tag add 48 red", 1, &["`red` is no tag", "VOCABULARY:TERM"]),
    ("tag add 48 group:children", 1, &["carries the tag"]),
    ("tag remove 48 group:media", 1, &["does not carry the tag"]),
    ("link add 48 repeats 48 --reason x", 1, &["cannot be linked to itself"]),
    ("link add 48 follows 49 --reason x", 2, &["follows"]),
    ("link add 35 repeats GA62:4e --reason x", 1, &["already"]),
    ("item add HC19:48 'Again'", 1, &["there is an item `HC19:48` already"]),
    ("item add 48 'No set'", 1, &["names no set"]),
    ("item add HC19:57 ''", 1, &["the text is empty"]),
    (
        "item add hc19:2D 'Another'",
        1,
        &["`2D` would be a component of `HC19:2`", "`upr component add HC19:2 \"…\"`"],
    ),
    ("item reopen 48 --note x", 1, &["is active already"]),
    ("component add 1a x", 1, &["is a component itself"]),
    ("set add HC19 --state PRK --document X", 1, &["there is a set `HC19` already"]),
    ("set add 'A B' --state PRK --document X", 2, &["cannot be a set's key"]),
    ("set add NEW --state PRK --document X --period 2024", 2, &["is no period"]),
    ("assessor add state --name X --kind cso", 1, &["there is an assessor `state` already"]),
    ("assessor add x --name X --kind martian", 2, &["is not a kind of assessor"]),
    ("document add 'not a symbol'", 1, &["does not look like a UN symbol", "--no-symbol"]),
    ("document add A/RES/62/167", 1, &["there is a document"]),
    ("document show A/RES/62/168", 1, &["no document", "did you mean `A/RES/62/167`"]),
    ("theme add children --label C", 1, &["is there already"]),
    ("position set 48 suported --document X", 2, &["did you mean `supported`"]),
    ("position set 48 supported --document X --on 2031", 1, &["is in the future"]),
    ("evidence add 48 file:///etc/passwd", 1, &["no address for evidence"]),
    ("evidence add 48 https://example.org --archived ftp://x", 1, &["is no web address"]),
    ("calendar set new-one --on 2030", 1, &["has no label"]),
    ("publish NOPLAN", 1, &["no plan or set `NOPLAN`", "upr plan"]),
    ("plan add P P --period 2030..2026", 2, &["ends before it begins", "2026..2030"]),
    ("plan add P ''", 1, &["the title is empty", "say it in a few words"]),
    ("tag add 1a cluster:x", 1, &["upr theme add x --vocabulary cluster --create"]),
    ("undo", 1, &["nothing to take back"]),
    ("frobnicate", 2, &["`frobnicate` is no command", "`upr search frobnicate`"]),
];

#[test]
fn every_slip_is_told_and_changes_nothing() {
    let world = World::seeded();
    for (words, code, told) in CASES {
        let ran = world.refused(words);
        assert_eq!(ran.code, *code, "`upr {words}`:\n{ran}");
        for part in *told {
            assert!(ran.stderr.contains(part), "`upr {words}` does not say {part}:\n{ran}");
        }
    }
}

#[test]
fn files_of_others_are_told_apart_and_left_alone() {
    let world = World::seeded();
    let write = |name: &str, bytes: &[u8]| std::fs::write(world.path(name), bytes).unwrap();
    write("empty.db", b"");
    write("text.db", b"dear diary, this is a text file of more than a hundred bytes, so that it could hold a header of a database file");
    let whole = std::fs::read(world.path("my.db")).unwrap();
    write("cut.db", &whole[..whole.len() / 2]);
    write("tiny.db", &whole[..50]);
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    write("newer.db", &newer);
    let mut foreign = whole.clone();
    foreign[68..72].copy_from_slice(&7_u32.to_be_bytes());
    write("foreign.db", &foreign);
    let mut torn = whole;
    let page = 4096;
    torn[page..].fill(0xff);
    write("torn.db", &torn);
    for (name, told) in [
        ("home", "is a folder"),
        ("empty.db", "no SQLite database"),
        ("text.db", "no SQLite database"),
        ("tiny.db", "no SQLite database"),
        ("cut.db", "is cut off"),
        ("newer.db", "newer version of upr (schema 99"),
        ("foreign.db", "another program"),
        ("torn.db", "is damaged"),
        ("missing.db", "there is no file"),
    ] {
        let before = std::fs::read(world.path(name)).ok();
        for words in ["list", "status set 48 implemented --note x"] {
            let ran = world.refused(&format!("{words} --db {name}"));
            assert_eq!(ran.code, 1, "{name}: {ran}");
            assert!(ran.stderr.contains(told), "{name}: {ran}");
            assert!(ran.stderr.contains("hint: "), "{name}: {ran}");
        }
        assert_eq!(std::fs::read(world.path(name)).ok(), before, "{name} is unchanged");
    }
}

#[test]
fn a_broken_pipe_is_no_error() {
    let world = World::seeded();
    let mut child = world
        .command()
        .args(["export", "csv", "--set", "all"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_stopped_clock_that_is_none_is_told() {
    let world = World::seeded();
    let ran = world.upr_at("yesterday-ish", "list");
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`UPR_NOW` holds `yesterday-ish`"), "{ran}");
}
