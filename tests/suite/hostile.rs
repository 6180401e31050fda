//! Input that means harm, and input that means nothing: no parser panics, nothing typed is run, and
//! nothing is written where it was not asked for.

#![allow(clippy::unwrap_used, reason = "tests stop at what they did not expect")]

use proptest::prelude::*;
use upr::domain::dates::PartialDate;
use upr::domain::evidence::Place;
use upr::domain::{DateWord, Level, Ref, SetKey};
use upr::store::{self, Custody as _};

use super::support::World;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_word_makes_a_parser_panic(text in "\\PC{0,40}|[0-9./:,;-]{0,30}|[A-Z0-9/.():]{0,40}") {
        drop(DateWord::parse(&text));
        drop(PartialDate::parse(&text));
        drop(Place::parse(&text));
        drop(SetKey::parse(&text));
        drop(text.parse::<Level>());
        drop(upr::app::months(&text));
        if let Ok(reference) = Ref::parse(&text) {
            prop_assert_eq!(&Ref::parse(reference.as_str()).unwrap(), &reference);
        }
    }

    #[test]
    fn a_printed_date_reads_back(year in 1000_i32..9999, month in 1_u32..13, day in 1_u32..29) {
        for text in [
            format!("{year}"),
            format!("{year}-{month:02}"),
            format!("{year}-{month:02}-{day:02}"),
        ] {
            prop_assert_eq!(PartialDate::parse(&text).unwrap().to_string(), text);
        }
    }
}

/// What is typed where a name, a text or a filter stands.
const INJECTIONS: [&str; 6] = [
    "'; DROP TABLE item; --",
    "' OR '1'='1",
    "1); DELETE FROM entry; --",
    "\" OR 1=1 --",
    "x' UNION SELECT author FROM entry --",
    "%_*?:p1 :as_of $1 ?1",
];

#[test]
fn what_is_typed_is_never_run_as_sql() {
    let world = World::seeded();
    let tables = |world: &World| {
        let found =
            store::open(&world.path("my.db")).unwrap().verify(upr::store::Depth::Whole).unwrap();
        assert!(found.holds(), "{found:?}");
        found.entries
    };
    let before = tables(&world);
    for text in INJECTIONS {
        let asked: [&[&str]; 11] = [
            &["show", text],
            &["search", text],
            &["list", "--theme", text],
            &["list", "--set", text],
            &["list", "--text", text],
            &["list", "--group", text],
            &["list", "--state", text],
            &["list", "--assessed-by", text],
            &["report", "--table", text],
            &["status", "log", text],
            &["tag", "add", "48", text],
        ];
        for args in asked {
            let code = world.command().args(args).output().unwrap().status.code();
            assert!(matches!(code, Some(0..=2)), "{args:?}: {code:?}");
        }
        assert_eq!(tables(&world), before, "{text}");
    }
    for (at, text) in INJECTIONS.into_iter().enumerate() {
        let set = ["status", "set", "48", "in-progress", "--note", text, "--author", text];
        assert!(world.command().args(set).status().unwrap().success(), "{text}");
        let shown = world.json("status log 48 --internal");
        assert_eq!(shown["tables"]["history"][at]["note"], text, "kept as it was typed");
    }
    assert_eq!(tables(&world), before + 6);
}

/// Clears the screen, colours it, rings, goes back, and turns the direction of what follows.
const EVIL: &str = "a\u{1b}[2Jb\u{9b}31mc\u{7}d\u{8}e\re\u{7f}\u{202e}";

/// On a real terminal, in every format that is text, with and without colours.
#[test]
fn escape_sequences_reach_no_real_terminal() {
    let script = std::process::Command::new("script").arg("--version").output();
    let known = |output: std::process::Output| {
        String::from_utf8_lossy(&output.stdout).contains("util-linux")
    };
    if !script.is_ok_and(known) {
        println!("SKIPPED: there is no `script` of util-linux here to make a terminal");
        return;
    }
    let world = World::seeded();
    let set = ["status", "set", "48", "in-progress", "--note", EVIL, "--author", EVIL, "--public"];
    assert!(world.command().args(set).output().unwrap().status.success());
    let evidence = ["evidence", "add", "48", "https://example.org/x", "--title", EVIL, "--public"];
    assert!(world.command().args(evidence).output().unwrap().status.success());
    let mut seen = 0;
    for format in ["table", "csv", "tsv", "json", "jsonl", "md", "html"] {
        for words in ["status log", "show 48", "evidence list", "export json"] {
            for plain in ["", "1"] {
                if words.starts_with("export") && format != "json" {
                    continue;
                }
                let option =
                    if words.starts_with("export") { "" } else { &format!("--format {format}") };
                let line = format!("{} {words} {option} --internal", env!("CARGO_BIN_EXE_upr"));
                let mut script = std::process::Command::new("script");
                script.args(["-qec", &line, "/dev/null"]).stdin(std::process::Stdio::null());
                let here = world.command();
                let inherited = here.get_envs().filter_map(|(name, value)| Some((name, value?)));
                script.env_clear().envs(inherited).env("TERM", "xterm").current_dir(world.root());
                script.env("PATH", "/usr/bin:/bin").env("NO_COLOR", plain).env("PAGER", "cat");
                let output = script.output().unwrap();
                let text = String::from_utf8_lossy(&output.stdout);
                assert!(text.contains("[2J"), "`{words}` as {format}: {text}");
                let raw = ["\u{1b}[2J", "\u{9b}", "\u{7}", "\u{8}", "\u{7f}", "\u{202e}", "e\re"];
                for sequence in raw {
                    assert!(!text.contains(sequence), "`{words}` as {format}: {sequence:?}");
                }
                seen += 1;
            }
        }
    }
    println!("{seen} answers on a terminal");
}

#[test]
fn escape_sequences_reach_no_terminal() {
    let world = World::seeded();
    let evil = EVIL;
    let typed: [&[&str]; 5] = [
        &["status", "set", "48", "in-progress", "--note", evil, "--public", "--author", evil],
        &["assessor", "add", "evil", "--name", evil, "--kind", "cso"],
        &["evidence", "add", "48", "https://example.org/x", "--title", evil, "--public"],
        &["owner", "set", evil],
        &["item", "close", "49", "--note", evil, "--public"],
    ];
    for args in typed {
        let output = world.command().args(args).output().unwrap();
        let raw = output.stderr.iter().find(|byte| **byte < 32 && **byte != b'\n');
        assert_eq!(raw, None, "{args:?}");
    }
    let asked =
        ["show 48", "status log", "assessor list", "evidence list", "owner", "list", "report", ""];
    for words in asked {
        for format in ["table", "md"] {
            let text = world.ok(&format!("{words} --internal --format {format}"));
            let raw = text.chars().find(|c| c.is_control() && *c != '\n');
            assert_eq!(raw, None, "`{words}` as {format}");
        }
    }
    // Nor do errors, ours and those of the grammar.
    for args in [
        vec!["show", evil],
        vec![evil],
        vec!["list", "--format", evil],
        vec!["--nothing", evil],
        vec!["list", "--as-of", evil],
        vec!["--db", evil, "list"],
        vec!["report", "-o", evil],
    ] {
        let output = world.command().args(&args).output().unwrap();
        let raw = output.stderr.iter().find(|byte| **byte < 32 && **byte != b'\n');
        assert_eq!(raw, None, "{args:?}: {:?}", String::from_utf8_lossy(&output.stderr));
        assert_ne!(output.status.code(), Some(0));
    }
}

#[test]
fn no_cell_is_run_by_a_spreadsheet() {
    let world = World::seeded();
    let formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://example.org\")"];
    for note in formulas {
        let note = format!("--note={note}");
        let set = ["status", "set", "48", "in-progress", "--public", &note];
        assert!(world.command().args(set).status().unwrap().success());
    }
    for (words, delimiter) in
        [("export csv --what history", b','), ("status log 48 --format tsv", b'\t')]
    {
        let text = world.ok(words);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let at = reader.headers().unwrap().iter().position(|key| key == "note").unwrap();
        let notes: Vec<String> = reader.records().map(|row| row.unwrap()[at].to_owned()).collect();
        assert_eq!(notes.len(), formulas.len(), "{words}");
        for (note, formula) in notes.iter().zip(formulas) {
            assert!(note.starts_with('\''), "{words}: {note}");
            assert_eq!(note.trim_start_matches('\'').trim_start(), formula.trim_start());
        }
    }
    // In a workbook a text is a text: no cell holds a formula.
    world.ok("export xlsx -o items.xlsx");
    world.ok("status log 48 -o history.xlsx");
    for name in ["items.xlsx", "history.xlsx"] {
        let bytes = super::privacy::unpacked(&std::fs::read(world.path(name)).unwrap());
        let text = String::from_utf8_lossy(&bytes);
        let sheets = text.split("<sheetData").skip(1);
        let cells: String = sheets.filter_map(|sheet| sheet.split("</sheetData>").next()).collect();
        assert!(!cells.contains("<f>") && cells.contains("<c "), "{name}");
    }
}

#[test]
fn an_output_goes_where_it_was_asked_for_and_replaces_files_only() {
    let world = World::seeded();
    std::fs::create_dir(world.path("folder.csv")).unwrap();
    std::fs::write(world.path("precious.csv"), "precious").unwrap();
    std::os::unix::fs::symlink(world.path("precious.csv"), world.path("link.csv")).unwrap();
    let cases = [
        ("list -o ''", "format"),
        ("list -o folder.csv", "is a folder"),
        ("list -o folder.csv --force", "is a folder"),
        ("list -o precious.csv", "exists already"),
        ("list -o link.csv", "exists already"),
        ("list -o nowhere/out.csv", "no folder"),
        ("list -o precious.csv/out.csv", "no folder"),
        ("list -o /dev/null --format csv", "exists already"),
        ("list -o /dev/null --format csv --force", "no plain file"),
        ("list -o my.db --format csv", "exists already"),
        ("list -o my.db --format csv --force", "is a upr file"),
    ];
    for (words, told) in cases {
        let ran = world.refused(words);
        assert!(ran.stderr.contains(told), "`{words}`: {ran}");
    }
    assert_eq!(std::fs::read(world.path("precious.csv")).unwrap(), b"precious");
    // The link gives way, not what it points to.
    world.ok("list -o link.csv --force");
    assert_eq!(std::fs::read(world.path("precious.csv")).unwrap(), b"precious");
    let long = "x".repeat(400);
    let ran = world.refused(&format!("list -o {long}.csv"));
    assert!(ran.stderr.contains("cannot write"), "{ran}");
}

#[test]
fn evidence_has_few_schemes_and_is_a_plain_file() {
    let world = World::seeded();
    for place in [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "vbscript:x",
        "https://",
        "http://a b",
        "mailto:a@example.org",
        "/dev/zero",
        "/proc/self/environ/x",
        "",
    ] {
        let ran =
            world.refused(&format!("status set 48 in-progress --note x --evidence '{place}'"));
        assert_eq!(ran.code, 1, "{place}: {ran}");
        if place.is_empty() {
            continue;
        }
        let sheet = format!(
            "id,set,status,effective_on,evidence\nHC19:48,HC19,in-progress,2025,\"{place}\"\n"
        );
        std::fs::write(world.path("sheet.csv"), sheet).unwrap();
        let before = std::fs::read(world.path("my.db")).unwrap();
        let ran = world.upr("import sheet.csv");
        assert!(ran.code == 1 && ran.stderr.contains("cannot be taken"), "{place}: {ran}");
        assert!(std::fs::read(world.path("my.db")).unwrap() == before, "{place}");
    }
    let ran = world.refused("evidence add 48 /dev/zero");
    assert!(ran.stderr.contains("no plain file"), "{ran}");
}

/// What has no end, or none that can be gone back from, is refused before it is read.
#[test]
fn devices_and_pipes_are_no_files_to_read() {
    let world = World::seeded();
    let made = std::process::Command::new("mkfifo").arg(world.path("pipe")).status();
    assert!(made.unwrap().success());
    for (words, told) in [
        ("import /dev/zero", "is no plain file"),
        ("import pipe", "is no plain file"),
        ("list --db pipe", "no SQLite database"),
        ("list --db /dev/zero", "no SQLite database"),
        ("restore pipe", "no SQLite database"),
        ("evidence add 48 pipe", "no plain file"),
        ("list -o pipe --format csv --force", "no plain file"),
    ] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains(told), "`{words}`: {ran}");
    }
}
