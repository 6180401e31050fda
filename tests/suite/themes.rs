//! Under which theme an item stands: one picture in lists, filters, figures and templates.

mod filled;
mod terms;

use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use serde_json::Value;

use crate::support::World;

/// A file of the import fixtures.
pub(crate) fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports").join(name)
}

/// A Word document with one table of four columns; a row of one cell reaches over all of them.
pub(crate) fn document(head: &str, rows: &[Vec<&str>]) -> Vec<u8> {
    let paragraph = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
    };
    let row = |cells: &Vec<&str>| {
        let span = if cells.len() == 1 { "<w:tcPr><w:gridSpan w:val='4'/></w:tcPr>" } else { "" };
        let cell = |cell: &&str| {
            let lines: String = cell.split('\n').map(paragraph).collect();
            format!("<w:tc>{span}{lines}</w:tc>")
        };
        format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
    };
    let table: String = rows.iter().map(row).collect();
    let body = format!(
        "<w:document xmlns:w='w'><w:body>{}<w:tbl>{table}</w:tbl></w:body></w:document>",
        paragraph(head)
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &body)] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// OHCHR's matrix of cycle 2 on a State: each row is a theme, or number, position, themes and
/// assessment.
pub(crate) fn matrix(state: &str, rows: &[Vec<&str>]) -> Vec<u8> {
    let heads = ["Recommendation", "Position", "Full list of themes"];
    let heads: Vec<&str> =
        heads.into_iter().chain(["Assessment/comments on level of implementation"]).collect();
    let rows: Vec<Vec<&str>> = std::iter::once(heads).chain(rows.iter().cloned()).collect();
    document(&format!("UPR of {state} (2nd Cycle – 20th session)"), &rows)
}

/// A file with report, addendum and matrix of the same six recommendations.
fn chain() -> World {
    let world = World::new();
    world.ok("init --db my.db --empty");
    for name in ["report.txt", "addendum.txt", "matrix.docx"] {
        world.ok(&format!("import '{}'", fixture(name).display()));
    }
    world
}

fn ids(answer: &Value, table: &str) -> Vec<String> {
    let rows = answer["tables"][table].as_array().unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// Each theme with its number of items, in the order of the table.
fn figures(answer: &Value) -> Vec<(String, i64)> {
    let rows = answer["tables"]["themes"].as_array().unwrap();
    let row =
        |row: &Value| (row["heading"].as_str().unwrap().to_owned(), row["items"].as_i64().unwrap());
    rows.iter().map(row).collect()
}

const THEMES: [(&str, i64); 3] = [
    ("A12 Acceptance of international norms", 2),
    ("D26 Conditions of detention", 2),
    ("E51 Right to education - General", 2),
];

#[test]
fn a_theme_of_a_matrix_is_found_by_slug_code_label_and_vocabulary() {
    let world = chain();
    for name in [
        "d26-conditions-of-detention",
        "D26",
        "conditions of detention",
        "D26 Conditions of detention",
        "matrix-2:d26-conditions-of-detention",
        "matrix-2:D26",
    ] {
        let found = world.json(&format!("list --theme '{name}'"));
        assert_eq!(ids(&found, "items"), ["SVN2:115.2", "SVN2:115.4"], "{name}");
    }
    let told = world.ok("list --theme d26");
    assert!(told.contains("2 under the heading; 0 more items"), "{told}");
    let ran = world.refused("list --theme d62-conditions-of-detention");
    assert!(ran.stderr.contains("did you mean `d26-conditions-of-detention`"), "{ran}");
    assert!(ids(&world.json("list --missing theme"), "items").is_empty());
    let shown = world.json("theme show d26");
    assert_eq!(ids(&shown, "items"), ["SVN2:115.2", "SVN2:115.4"]);
}

#[test]
fn the_list_of_themes_holds_those_of_files_and_those_that_a_set_uses() {
    let world = chain();
    let keys = |words: &str| -> Vec<String> {
        let answer = world.json(words);
        let rows = answer["tables"]["terms"].as_array().unwrap();
        let key = |row: &Value| {
            format!("{}:{}", row["vocabulary"].as_str().unwrap(), row["slug"].as_str().unwrap())
        };
        rows.iter().map(key).collect()
    };
    let all = keys("theme list");
    assert!(all.contains(&"theme:children".to_owned()), "{all:?}");
    assert!(all.contains(&"matrix-2:d26-conditions-of-detention".to_owned()), "{all:?}");
    assert!(!all.iter().any(|key| key.starts_with("group") || key.starts_with("matrix-2-group")));
    let used = keys("theme list --set SVN2");
    assert!(used.iter().all(|key| key.starts_with("matrix-2:")) && used.len() == 5, "{used:?}");
    assert_eq!(keys("theme list --vocabulary theme").len(), 23);
}

#[test]
fn figures_and_templates_file_each_item_once_under_the_row_it_came_under() {
    let world = chain();
    let wanted = THEMES.map(|(label, items)| (label.to_owned(), items));
    let report = world.json("report");
    assert_eq!(figures(&report), wanted);
    assert_eq!(report["tables"]["items"][0]["theme"], "a12-acceptance-of-international-norms");
    assert_eq!(figures(&world.json("report --template factsheet")), wanted);
    for (template, table) in [("matrix", "matrix"), ("plan", "plan"), ("midterm", "items")] {
        let answer = world.json(&format!("report --template {template}"));
        let mut counted: Vec<(String, i64)> = Vec::new();
        for row in answer["tables"][table].as_array().unwrap() {
            let theme = row["theme"].as_str().unwrap().trim_start_matches("Theme: ");
            match counted.last_mut() {
                Some((last, items)) if last == theme => *items += 1,
                _ => counted.push((theme.to_owned(), 1)),
            }
        }
        assert_eq!(counted, wanted, "{template}");
    }
    let pages = world.ok("report --format md");
    let groups: Vec<&str> = pages.lines().filter(|line| line.starts_with("*A12")).collect();
    assert_eq!(groups.len(), 1, "each theme stands once above its items: {pages}");
}

#[test]
fn themes_keep_the_order_of_the_file_that_lists_the_items() {
    let world = World::new();
    world.ok("init --db my.db --empty");
    let item = |number: &'static str| vec![number, "Supported", "", ""];
    let first = [vec!["Theme: A12 Norms"], item("1.1 Ratify (Peru);"), vec!["Theme: D6 Names"]];
    let first: Vec<_> = first.into_iter().chain([item("1.2 Register (Peru);")]).collect();
    std::fs::write(world.path("first.docx"), matrix("Slovenia", &first)).unwrap();
    // The second file has a theme between those of the first.
    let second = [
        vec!["Theme: A12 Norms"],
        item("2.3 Accede (Peru);"),
        vec!["Theme: A45 Institution"],
        item("2.2 Strengthen it (Peru);"),
        item("2.1 Fund it (Peru);"),
        vec!["Theme: D6 Names"],
        item("2.4 Register (Peru);"),
    ];
    std::fs::write(world.path("second.docx"), matrix("Croatia", &second)).unwrap();
    world.ok("import first.docx second.docx");
    let order = |words: &str| -> Vec<String> {
        figures(&world.json(words)).into_iter().map(|(label, _)| label).collect()
    };
    assert_eq!(order("report --set HRV2"), ["A12 Norms", "A45 Institution", "D6 Names"]);
    let filled = world.json("report --set HRV2 --template matrix");
    let texts: Vec<&str> = filled["tables"]["matrix"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["recommendation"].as_str().unwrap().split(' ').next().unwrap())
        .collect();
    assert_eq!(texts, ["2.3", "2.2", "2.1", "2.4"], "in the order of the file");
}

#[test]
fn a_matrix_that_comes_again_refiles_and_undo_takes_it_back() {
    let world = World::new();
    world.ok("init --db my.db --empty");
    world.ok(&format!("import '{}'", fixture("report.txt").display()));
    let themes = |world: &World| -> Vec<String> {
        let answer = world.json("list");
        let rows = answer["tables"]["items"].as_array().unwrap();
        rows.iter().take(2).map(|row| row["theme"].as_str().unwrap_or("-").to_owned()).collect()
    };
    assert_eq!(themes(&world), ["-", "-"]);
    let write = |name: &str, theme: &str| {
        let rows = [
            vec![theme],
            vec![
                "115.1 Ratify the Convention on a communications procedure",
                "Supported",
                "B General\nA Norms",
                "",
            ],
        ];
        std::fs::write(world.path(name), matrix("Slovenia", &rows)).unwrap();
    };
    write("first.docx", "Theme: A Norms");
    write("second.docx", "Theme: C Institutions");
    world.ok("import first.docx");
    assert_eq!(themes(&world), ["a-norms", "-"], "the row's, not the first of the list");
    let told = world.json("import second.docx");
    let change = &told["tables"]["changes"][0];
    assert_eq!(
        (change["column"].as_str(), change["old"].as_str(), change["new"].as_str()),
        (Some("theme"), Some("matrix-2:a-norms"), Some("matrix-2:c-institutions"))
    );
    assert_eq!(themes(&world), ["c-institutions", "-"]);
    assert_eq!(world.json("import second.docx")["facts"]["updated"], 0);
    world.ok("undo");
    assert_eq!(themes(&world), ["a-norms", "-"]);
    world.ok("undo");
    assert_eq!(themes(&world), ["-", "-"]);
}

#[test]
fn a_name_of_several_vocabularies_is_that_of_the_chosen_set_or_refused() {
    let world = chain();
    world.ok("theme add d26 --label 'Conditions of detention' --vocabulary mine --create");
    world.ok("set add OWN --state SVN --document A/HRC/99/1");
    world.ok("item add OWN:1 'Improve prisons' --heading mine:d26");
    let found = |words: &str| ids(&world.json(words), "items");
    assert_eq!(found("list --set OWN --theme 'conditions of detention'"), ["OWN:1"]);
    assert_eq!(found("list --set SVN2 --theme 'conditions of detention'").len(), 2);
    let ran = world.refused("list --set all --theme 'conditions of detention'");
    let told =
        "`conditions of detention` is ambiguous: matrix-2:d26-conditions-of-detention, mine:d26";
    assert!(ran.stderr.contains(told), "{ran}");
    assert_eq!(found("list --set all --theme mine:d26"), ["OWN:1"]);
}

#[test]
fn an_item_without_a_heading_stands_under_its_first_theme_tag_and_own_ones_are_marked() {
    let world = World::new();
    world.ok("init --db my.db --empty");
    world.ok(&format!("import '{}'", fixture("report.txt").display()));
    assert_eq!(ids(&world.json("list --missing theme"), "items").len(), 6);
    world.ok("tag add 115.1 theme:health");
    world.ok("tag add 115.1 theme:food");
    world.ok("tag add 115.2 group:children");
    assert_eq!(ids(&world.json("list --missing theme"), "items").len(), 5);
    let report = world.json("report");
    let first = &report["tables"]["themes"][0];
    assert_eq!((first["key"].as_str(), first["own"].as_i64()), (Some("health"), Some(1)));
    let last = &report["tables"]["themes"][1];
    assert_eq!((last["key"].as_str(), last["items"].as_i64()), (Some(""), Some(5)));
    assert_eq!(last["heading"], "(no theme)");
    let table = world.ok("list --theme health --format table");
    assert!(table.contains("Right to health (own)"), "{table}");
    assert!(table.contains("1 recommendation concerns right to health (own"), "{table}");
    let food = world.ok("list --theme food --format md");
    let told =
        "1 recommendation concerns right to an adequate standard of living (own classification).";
    assert!(food.contains(told), "{food}");
    world.ok("tag remove 115.1 theme:health");
    assert_eq!(world.json("list")["tables"]["items"][0]["theme"], "food");
}

#[test]
fn what_files_tag_is_not_called_our_own_classification() {
    let world = chain();
    let told = world.ok("list --theme children");
    let by_file = "2 recommendations concern children (as tagged by OHCHR's thematic list).";
    assert!(told.contains(by_file), "{told}");
    world.ok("tag add 115.4 group:children");
    let told = world.ok("report --theme children --format md");
    let mixed = "3 recommendations concern children (2 as tagged by OHCHR's thematic list, 1 by own classification).";
    assert!(told.contains(mixed), "{told}");
}

#[test]
fn a_new_heading_of_a_letter_hangs_where_the_letter_hangs_it() {
    let letter = std::fs::read_to_string(fixture("letter.txt")).unwrap();
    let (begins, ends) = letter.split_once("### *Children*").unwrap();
    let minorities = "### *Minorities*\n\n- Protecting minorities.\n\n### *Children*";
    let world = World::seeded();
    std::fs::write(
        world.path("letter.txt"),
        format!(
            "{begins}{minorities}{ends}\n\n### *Stateless persons*\n\n- Ending statelessness.\n"
        ),
    )
    .unwrap();
    world.ok("import letter.txt");
    let sets = world.json("set list");
    let of = |row: &&Value| row["state"] == "Slovenia";
    let key = sets["tables"]["sets"].as_array().unwrap().iter().find(of).unwrap()["key"].clone();
    let key = key.as_str().unwrap();
    let report = world.json(&format!("report --set {key} --theme groups"));
    assert_eq!(report["facts"]["items"], 3, "{}", report["facts"]);
    let item = world.json(&format!("list --set {key} --theme minorities"));
    assert_eq!(item["tables"]["items"].as_array().unwrap().len(), 1);
    let shown = world.ok(&format!("show {}", item["tables"]["items"][0]["id"].as_str().unwrap()));
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("D. Rights of specific persons or groups › Minorities"), "{shown}");
    let themes = world.ok(&format!("report --set {key} --format md --table themes"));
    let place = |name: &str| themes.find(name).unwrap_or_else(|| panic!("{name} in {themes}"));
    assert!(place("Fundamental freedoms") < place("Minorities"), "{themes}");
}
