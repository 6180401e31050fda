//! What people hand in: templates, questions, and what never leaves with them.

mod hostile;
mod internal;
mod questions;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

use super::support::World;

pub(crate) const TEMPLATES: [&str; 8] = [
    "report",
    "report --template midterm --limit 10700",
    "report --template matrix",
    "report --template matrix --layout 4",
    "report --template plan",
    "report --template factsheet",
    "report --template submission",
    "report --template submission --joint",
];
pub(crate) const QUESTIONS: [&str; 8] = [
    "trend --step quarter",
    "trend --since 2024 --step year",
    "disagreement",
    "gaps",
    "lineage",
    "compare --and-as-of 2025-01-01",
    "report --by assessor",
    "changes --since 2024",
];
const FORMATS: [&str; 9] = ["table", "csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "docx"];

/// File and command of what is committed in `exports/`, all of the example.
const EXPORTS: [(&str, &str); 8] = [
    ("example-report.html", "report"),
    ("example-report.docx", "report"),
    ("example-report.xlsx", "report"),
    ("example-report.md", "report"),
    ("example-midterm.docx", "report --template midterm --set EXR"),
    ("example-matrix.docx", "report --template matrix --set EXR"),
    ("example-submission.docx", "report --template submission"),
    ("example-factsheet.docx", "report --template factsheet"),
];

/// The parts of a package by name, each as text.
pub(crate) fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), String::from_utf8_lossy(&content).into_owned())
        })
        .collect()
}

/// All that a file holds, unpacked where it is a package.
fn unpacked(bytes: &[u8]) -> String {
    if bytes.starts_with(b"PK") {
        parts(bytes).into_values().collect()
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    }
}

pub(crate) fn written(world: &World, words: &str, name: &str) -> Vec<u8> {
    world.ok(&format!("{words} -o {name} --force"));
    std::fs::read(world.path(name)).unwrap()
}

/// The texts of the table cells of a Word document, table by table, row by row.
pub(crate) fn tables(document: &str) -> Vec<Vec<Vec<String>>> {
    let inner = |xml: &str, tag: &str| -> Vec<String> {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        xml.split(&open)
            .skip(1)
            .map(|rest| rest.split(&close).next().unwrap_or_default().to_owned())
            .collect()
    };
    let text = |cell: &str| -> String {
        let runs = cell.split("<w:t xml:space=\"preserve\">").skip(1);
        runs.map(|rest| rest.split("</w:t>").next().unwrap_or_default()).collect()
    };
    inner(document, "w:tbl")
        .iter()
        .map(|table| {
            let rows = inner(table, "w:tr");
            rows.iter()
                .map(|row| inner(row, "w:tc").iter().map(|cell| text(cell)).collect())
                .collect()
        })
        .collect()
}

#[test]
fn every_template_and_question_has_every_format_and_the_same_bytes_again() {
    let world = World::example();
    for words in TEMPLATES.iter().chain(&QUESTIONS) {
        for format in FORMATS {
            let words = format!("{words} --format {format}");
            let once = written(&world, &words, "once");
            assert!(!once.is_empty(), "{words}");
            assert!(once == written(&world, &words, "again"), "{words}: other bytes");
            if matches!(format, "html" | "docx" | "md" | "table") {
                let text = unpacked(&once);
                assert!(text.contains("EXAMPLE"), "{words}: is labelled");
            }
        }
    }
}

#[test]
fn the_matrix_is_the_first_table_with_the_heads_that_ohchr_prints() {
    let world = World::example();
    let words = "report --template matrix --set EX,EXR";
    let document = parts(&written(&world, words, "m.docx")).remove("word/document.xml").unwrap();
    let table = &tables(&document)[0];
    let heads = [
        "Recommendation",
        "Position",
        "Full list of themes",
        "Assessment/comments on level of implementation",
    ];
    assert_eq!(table[0], heads);
    let theme = table.iter().position(|row| row[0] == "Theme: Children").unwrap();
    assert_eq!(table[theme].len(), 1, "a theme spans the table");
    let next = table[theme + 1..].iter().position(|row| row.len() == 1).unwrap();
    let positions: Vec<&str> =
        table[theme + 1..theme + 1 + next].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(positions[..3], ["Supported", "Supported", "Supported"]);
    assert!(positions[3..].iter().all(|position| position.is_empty()), "{positions:?}");
    let filled = table.iter().find(|row| row[0].starts_with("101.2 ")).unwrap();
    assert!(filled[0].contains("Source of position: EXAMPLE/2/Add.1 - Para. 3"), "{}", filled[0]);
    assert!(filled[3].starts_with("Partially implemented since 10 July 2025, according to "));
    assert!(filled[3].contains("Act on the protection of children"), "{}", filled[3]);
    assert!(document.contains("w:orient=\"landscape\""));
}

/// What people read in a Markdown answer, without the line that says how it was made.
fn read_by_people(world: &World, words: &str) -> String {
    let page = world.ok(&format!("{words} --format md"));
    page.lines().filter(|line| !line.starts_with("<!-- Made by:")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_letter_is_called_by_its_own_words() {
    let world = World::seeded();
    for words in TEMPLATES {
        let mut page = read_by_people(&world, words);
        // The submission's own recommendations are called so.
        let own = ["Recommendations to the State under review", "the recommendations, as one list"];
        for said in own.iter().chain(&["they are not UPR recommendations"]) {
            page = page.replace(said, "");
        }
        for absent in ["ecommendation", "UPR of", "OHCHR-2019-11-28"] {
            assert!(!page.contains(absent), "{words}: {absent}");
        }
        assert_eq!(page.matches("1-56 are our numbers").count(), 1, "{words}: said once");
        assert!(page.contains("Letter of the United Nations High Commissioner"), "{words}");
        assert!(
            page.contains("Universal Periodic Review, 28 November 2019; the bullets"),
            "{words}"
        );
    }
    let matrix = read_by_people(&world, "report --template matrix");
    assert!(matrix.starts_with(
        "# Annex to the High Commissioner's letter of 28 November 2019: thematic list of areas\n"
    ));
    assert!(matrix.contains("| Area | Position |"));
    let plan = read_by_people(&world, "report --template plan");
    assert!(plan.contains("| Area | What is asked |") && plan.contains("56 areas. What is done"));
    let midterm = read_by_people(&world, "report --template midterm");
    for expected in [
        "Each area has one of seven levels",
        "### Children\n\n5 areas, none of them assessed",
        "The period under review ended",
    ] {
        assert!(midterm.contains(expected), "{expected}");
    }
    assert!(!midterm.contains("Position of the State"), "the letter carries none");
    let submission = read_by_people(&world, "report --template submission");
    assert!(submission.contains("None of the 56 areas was assessed."), "{submission}");
    // What is a UPR report keeps OHCHR's words, a resolution its own.
    let example = World::example();
    let matrix = read_by_people(&example, "report --template matrix --set EXR");
    assert!(
        matrix.contains("UPR of Exampleland (fictitious)") && matrix.contains("| Recommendation |")
    );
    let submission = read_by_people(&example, "report --template submission --set EXR");
    assert!(submission.contains("EXAMPLE/2, recommendation 101.2 ("), "{submission}");
    let resolution = read_by_people(&world, "report --template submission --set GA62");
    assert!(resolution.contains("A/RES/62/167, demand"), "{resolution}");
}

#[test]
fn layout_four_has_the_heads_of_the_fourth_cycle() {
    let world = World::example();
    let words = "report --template matrix --layout 4 --set EXR";
    let document = parts(&written(&world, words, "m.docx")).remove("word/document.xml").unwrap();
    let heads = [
        "Recommendation and recommending State",
        "Position of the State under review",
        "Human rights themes and groups of persons",
        "Relevant SDGs",
    ];
    assert_eq!(tables(&document)[0][0], heads);
}

#[test]
fn sources_are_footnotes_with_their_access_date() {
    let world = World::example();
    let parts = parts(&written(&world, "report --template midterm", "m.docx"));
    let notes = &parts["word/footnotes.xml"];
    assert!(notes.contains("https://example.org/gazette/2024-211"));
    assert!(notes.contains(", accessed 16 September 2024."));
    let document = &parts["word/document.xml"];
    assert!(document.contains("w:footnoteReference") && document.contains("To write: "));
    assert!(document.contains("<w:tblHeader/>") && document.contains(" TOC \\o \"1-2\""));
    assert!(parts["word/styles.xml"].contains("en-GB"));
}

#[test]
fn the_progress_report_says_when_a_source_was_looked_at() {
    let world = World::example();
    let parts = parts(&written(&world, "report", "progress.docx"));
    let notes = &parts["word/footnotes.xml"];
    assert!(notes.contains("accessed 16 September 2024"), "{notes}");
    let page = world.ok("report --format md");
    assert!(
        page.contains("https://example.org/gazette/2024-377, accessed 13 January 2025"),
        "{page}"
    );
    // The sheet that is edited and sent back has the source alone.
    assert!(!world.ok("export csv").contains("accessed 20"));
}

#[test]
fn words_are_counted_against_their_limit() {
    let world = World::example();
    let facts = |words: &str| world.json(words)["facts"].clone();
    let alone = facts("report --template submission");
    assert_eq!(alone["word_limit"], 2815);
    assert_eq!(facts("report --template submission --joint")["word_limit"], 5630);
    let md = world.ok("report --template midterm --limit 50 --format md");
    assert!(md.contains("too many."), "{md}");
    // Beyond the limit: what to cut first, until it fits.
    let long = "word ".repeat(400);
    for item in 1..9 {
        let item = item + 10;
        let words = format!("status set {item} no-information --public --note '{item} {long}'");
        world.ok(&words);
    }
    let over = world.json("report --template submission");
    assert!(over["facts"]["words_over"].as_i64().unwrap() > 0);
    let cuts = over["tables"]["cuts"].as_array().unwrap();
    assert_eq!(cuts.last().unwrap()["still_over"], 0);
}

#[test]
fn an_ended_period_moves_the_midterm_report_to_its_last_day() {
    let world = World::seeded();
    let told = world.json("report --template midterm");
    assert_eq!(told["facts"]["as_of"], "2024-11-07");
    let asked = world.json("report --template midterm --as-of 2025-01-01");
    assert_eq!(asked["facts"]["as_of"], "2025-01-01");
}

#[test]
fn an_option_of_another_template_is_refused() {
    let world = World::example();
    for words in [
        "report --joint",
        "report --layout 4",
        "report --template plan --limit 5",
        "report --template matrix --layout 5",
        "report --template nothing",
        "report --template matrix --since 2024",
        "compare",
        "trend --since 2027",
        "trend --since 1900 --step month",
        "gaps --only nothing",
        "compare --with NOSET",
    ] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains("hint:"), "{words}: {ran}");
    }
}

#[test]
fn the_foot_tells_how_to_make_the_same_again() {
    let world = World::example();
    let words = "report --template plan --set EX --as-of 2025-12-31 --known-at 2026-01-01";
    let md = world.ok(&format!("{words} --format md -o plan.md --force --author me"));
    assert_eq!(md, "");
    let text = std::fs::read_to_string(world.path("plan.md")).unwrap();
    assert!(
        text.contains("fingerprint ")
            && text.contains("As of 31 December 2025, known at 2026-01-01")
    );
    let made =
        "upr report --template plan --set EX --as-of 2025-12-31 --known-at 2026-01-01 --format md";
    assert!(text.contains(made), "{text}");
    for absent in ["plan.md", "--force", "--author"] {
        assert!(!text.contains(absent), "{absent}");
    }
}

#[test]
fn the_committed_examples_are_what_the_tool_writes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("exports");
    let world = World::example();
    for (name, words) in EXPORTS {
        let now = written(&world, words, name);
        if std::env::var_os("UPR_WRITE_EXPORTS").is_some() {
            std::fs::write(folder.join(name), &now).unwrap();
        }
        let then = std::fs::read(folder.join(name)).unwrap_or_default();
        assert!(then == now, "exports/{name} is not what `upr {words}` writes: write them again");
        let text = unpacked(&now);
        assert!(text.contains("EXAMPLE") && !text.contains("Korea"), "{name}");
    }
}
