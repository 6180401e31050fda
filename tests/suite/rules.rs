//! The rules of a status hold whichever way it comes in: a command, a sheet, a filled matrix.

use std::io::{Cursor, Read as _, Write as _};

use super::support::World;

/// A way in: brings a status of an item, of a day where the way has one, by a voice.
type Way = fn(&World, &Case) -> String;

/// What is to be said.
struct Case {
    /// What is wrong with it.
    rule: &'static str,
    /// Commands before.
    before: &'static [&'static str],
    /// The item.
    item: &'static str,
    /// The status.
    status: &'static str,
    /// The day.
    on: Option<&'static str>,
    /// What every way says of it.
    said: &'static str,
    /// The ways in that can say it at all.
    ways: &'static [(&'static str, Way)],
}

const ALL: &[(&str, Way)] = &[("command", command), ("sheet", sheet), ("matrix", matrix)];
const DATED: &[(&str, Way)] = &[("command", command), ("sheet", sheet)];

const CASES: &[Case] = &[
    Case {
        rule: "an item that is closed",
        before: &["item close EXR:101.3 --note 'overtaken'"],
        item: "EXR:101.3",
        status: "implemented",
        on: None,
        said: "closed",
        ways: ALL,
    },
    Case {
        rule: "an item that is superseded",
        before: &["link add EXR:101.3 superseded-by EXR:101.19 --reason 'merged'"],
        item: "EXR:101.3",
        status: "implemented",
        on: None,
        said: "superseded",
        ways: ALL,
    },
    Case {
        rule: "a compound item",
        before: &["component add EXR:101.3 'first'", "component add EXR:101.3 'second'"],
        item: "EXR:101.3",
        status: "implemented",
        on: None,
        said: "components",
        ways: ALL,
    },
    Case {
        rule: "a day to come",
        before: &[],
        item: "EXR:101.3",
        status: "implemented",
        on: Some("2026-02-01"),
        said: "today",
        ways: DATED,
    },
    Case {
        rule: "a status that is none",
        before: &["status set EXR:101.3 in-progress --note begun"],
        item: "EXR:101.3",
        status: "not-assessed",
        on: None,
        said: "status",
        ways: DATED,
    },
];

fn command(world: &World, case: &Case) -> String {
    let on = case.on.map_or_else(String::new, |on| format!("--on {on}"));
    let ran = world.upr(&format!("status set {} {} --note new {on}", case.item, case.status));
    assert!(ran.code == 1 || ran.code == 2, "{}: {ran}", case.rule);
    ran.to_string()
}

fn sheet(world: &World, case: &Case) -> String {
    let text = world.ok("export csv --set EXR");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let head = rows.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let mut out = csv::Writer::from_path(world.path("sheet.csv")).unwrap();
    out.write_record(&head).unwrap();
    for row in rows.records() {
        let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
        if cells[at("id")] == case.item {
            case.status.clone_into(&mut cells[at("status")]);
            if let Some(on) = case.on {
                on.clone_into(&mut cells[at("effective_on")]);
            }
        }
        out.write_record(&cells).unwrap();
    }
    out.flush().unwrap();
    let ran = world.upr("import sheet.csv --format json");
    format!("{ran}")
}

/// Our own matrix with a word written into the assessment of an item.
fn matrix(world: &World, case: &Case) -> String {
    world.ok("report --template matrix --set EXR -o m.docx --force");
    let bytes = std::fs::read(world.path("m.docx")).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut written = zip::ZipWriter::new(std::fs::File::create(world.path("n.docx")).unwrap());
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut text).unwrap();
        if name == "word/document.xml" {
            text = filled(&String::from_utf8(text).unwrap(), case).into_bytes();
        }
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(&text).unwrap();
    }
    written.finish().unwrap();
    world.upr("import n.docx --by tracker --set EXR --format json").to_string()
}

/// The row of the item with a status as the first words of its last cell.
fn filled(document: &str, case: &Case) -> String {
    let (_, label) = case.item.split_once(':').unwrap();
    let row = document.find(&format!(">{label} ")).unwrap();
    let end = row + document[row..].find("</w:tr>").unwrap();
    let cell = document[..end].rfind("</w:p>").unwrap();
    let word = "<w:r><w:t>Fully implemented. It is in force.</w:t></w:r>";
    let begin =
        document[..cell].rfind("<w:p>").or_else(|| document[..cell].rfind("<w:p ")).unwrap();
    let head = begin + document[begin..].find('>').unwrap() + 1;
    format!("{}{word}{}", &document[..head], &document[cell..])
}

#[test]
fn each_rule_of_a_status_holds_for_each_way_in() {
    for case in CASES {
        for (way, bring) in case.ways {
            let world = World::example();
            for command in case.before {
                world.ok(command);
            }
            let before = world.ok("status log --set EXR --format csv");
            let told = bring(&world, case);
            assert!(told.contains(case.said), "{} by {way}:\n{told}", case.rule);
            let after = world.ok("status log --set EXR --format csv");
            assert!(before == after, "{} by {way} was written:\n{told}", case.rule);
        }
    }
}

/// What is recorded already is nothing new by any way, and no error where a file merely repeats it.
#[test]
fn the_same_again_is_not_written_twice() {
    let case = Case {
        rule: "the same again",
        before: &[],
        item: "EXR:101.3",
        status: "implemented",
        on: None,
        said: "",
        ways: &[],
    };
    let world = World::example();
    world.ok("status set EXR:101.3 implemented --note new");
    let before = world.ok("status log --set EXR --format csv");
    let told = command(&world, &case);
    assert!(told.contains("already (entry"), "{told}");
    let told = sheet(&world, &case);
    assert!(told.contains("exit 0"), "{told}");
    assert_eq!(world.ok("status log --set EXR --format csv"), before);
    let told = matrix(&world, &case);
    assert!(told.contains("exit 0"), "{told}");
    let once = world.ok("status log --set EXR --format csv");
    assert_ne!(once, before, "the matrix says in its own words why");
    std::fs::remove_file(world.path("n.docx")).unwrap();
    matrix(&world, &case);
    assert_eq!(world.ok("status log --set EXR --format csv"), once);
}

/// Another voice's word needs its source: a file is one, a bare command is none.
#[test]
fn the_word_of_another_voice_comes_with_its_source() {
    let world = World::example();
    let ran = world.refused("status set EXR:101.3 implemented --by nhri --note new");
    assert!(ran.stderr.contains("needs its source"), "{ran}");
    let case = Case {
        rule: "another voice",
        before: &[],
        item: "EXR:101.3",
        status: "implemented",
        on: None,
        said: "",
        ways: &[],
    };
    matrix(&world, &case);
    // What the tracker says already is its own word.
    world.ok("undo");
    world.ok("import n.docx --by nhri --set EXR");
    let log = world.ok("status log EXR:101.3 --format csv");
    assert!(log.contains("nhri"), "{log}");
    let evidence = world.ok("evidence list --set EXR --format csv --internal");
    assert!(evidence.contains("n.docx"), "{evidence}");
}

/// A path that stands in a cell is never opened.
#[test]
fn a_path_in_a_sheet_is_no_evidence() {
    let world = World::example();
    std::fs::write(world.path("secret.txt"), "not to be read").unwrap();
    std::fs::write(world.path("s.csv"), "id,status,evidence\nEXR:101.3,implemented,secret.txt\n")
        .unwrap();
    let ran = world.upr("import s.csv --format json");
    assert!(ran.code == 1 && ran.stdout.contains("a UN symbol"), "{ran}");
}

/// A date of the calendar is documented only where it names its document.
#[test]
fn a_milestone_without_a_basis_is_not_documented() {
    let world = World::example();
    let certainty = |world: &World, key: &str| {
        let all = world.json("calendar");
        let rows = all["tables"]["calendar"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row["key"] == key).unwrap();
        row["certainty"].as_str().unwrap().to_owned()
    };
    world.ok("calendar set visit --label Visit --on 2027");
    assert_eq!(certainty(&world, "visit"), "inferred");
    world.ok("calendar set talk --label Talk --on 2027 --basis 'EXAMPLE/3, para. 2'");
    assert_eq!(certainty(&world, "talk"), "documented");
    let ran = world.refused("calendar set visit --certainty documented");
    assert!(ran.stderr.contains("names no document"), "{ran}");
}

/// A term without a label is called by its slug.
#[test]
fn a_theme_may_do_without_a_label() {
    let world = World::example();
    world.ok("theme add digital");
    assert!(world.ok("theme list --all --format csv").contains("digital,digital"));
}

/// What a refused row would have been leaves no gap in the numbers that the next one takes.
#[test]
fn the_row_after_a_refused_one_is_taken() {
    let world = World::example();
    let sheet = |name: &str, rows: &str| {
        std::fs::write(world.path(name), format!("id,kind,text,status,effective_on,note\n{rows}"))
            .unwrap();
    };
    // A bundle has no status of its own; a new item has none before it was asked.
    sheet("bundle.csv", "EX:1,,,in-progress,2025-06-01,x\nEX:6,,,in-progress,2026-01-02,y\n");
    let ran = world.upr("import bundle.csv");
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.to_string().contains("1 row cannot be taken"), "{ran}");
    assert_eq!(world.upr("import bundle.csv --set-aside").code, 3);
    sheet(
        "new.csv",
        "EX:90,recommendation,Ratify it,in-progress,2999-01-01,x\n\
         EX:91,recommendation,Ratify that,in-progress,2026-01-02,y\n",
    );
    assert_eq!(world.upr("import new.csv --set-aside --create").code, 3);
    let list = world.ok("list --set EX --format csv");
    assert!(list.contains("EX:91") && !list.contains("EX:90"), "{list}");
    world.ok("verify");
}
