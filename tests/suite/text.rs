//! Text of any script survives, and acts nowhere.

use super::support::World;

fn long() -> String {
    "길다 ".repeat(2_500).trim_end().to_owned()
}

#[test]
fn any_script_and_any_length_comes_back() {
    let notes = [
        "아동에 대한 체벌 금지".to_owned(),
        "حظر العقوبة البدنية".to_owned(),
        "👩‍👧‍👦 ok".to_owned(),
        "line one\nline two\ttabbed, \"quoted\"; ünïcödé".to_owned(),
        long(),
    ];
    for note in notes {
        let world = World::seeded();
        let output = world
            .command()
            .args(["status", "set", "48", "in-progress", "--public", "--note", &note])
            .output()
            .unwrap();
        assert!(output.status.success());
        for (format, delimiter) in [("csv", b','), ("tsv", b'\t')] {
            let text = world.ok(&format!("status log 48 --format {format}"));
            let mut reader =
                csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
            let at = reader.headers().unwrap().iter().position(|key| key == "note").unwrap();
            let row = reader.records().next().unwrap().unwrap();
            assert_eq!(&row[at], note, "{format}");
        }
        let json = world.json("status log 48");
        assert_eq!(json["tables"]["history"][0]["note"], note.as_str());
        let line = world.ok("status log 48 --format jsonl");
        let row: serde_json::Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
        assert_eq!(row["note"], note.as_str());
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        for format in ["table", "md"] {
            let shown = letters(&world.ok(&format!("show 48 --format {format}")));
            assert!(shown.contains(&letters(&note)), "{format}: {note}");
        }
    }
}

#[test]
fn control_characters_never_reach_a_table() {
    let world = World::seeded();
    let note = "before\u{1b}[2Jafter\u{7}\u{9b}x\u{202e}y";
    let set = ["status", "set", "48", "in-progress", "--public", "--note", note];
    assert!(world.command().args(set).status().unwrap().success());
    for words in ["show 48", "status log", "show 48 --format md"] {
        let text = world.ok(words);
        let raw = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(raw, None, "{words}");
    }
    assert_eq!(world.json("status log 48")["tables"]["history"][0]["note"], note);
    let ran = world.upr("show \u{1b}[2J");
    assert!(!ran.stderr.contains('\u{1b}'), "an error quotes it harmlessly");
}

#[test]
fn what_a_spreadsheet_would_run_is_guarded() {
    let world = World::seeded();
    world.ok("status set 48 in-progress --public --note '=HYPERLINK(1)'");
    let csv = world.ok("status log 48 --format csv");
    assert!(csv.contains("'=HYPERLINK(1)"), "{csv}");
    assert_eq!(world.json("status log 48")["tables"]["history"][0]["note"], "=HYPERLINK(1)");
}
