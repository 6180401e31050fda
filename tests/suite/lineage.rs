//! Each row of the seeds' lineage: who asked, when, and the answer, held against the sources.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::World;

/// Source, earlier items, day, author, words.
type Said =
    (&'static str, &'static [&'static str], &'static str, &'static str, &'static [&'static str]);

/// What the sources say of each earlier text: where it stands, when it was said and by whom, both
/// as lineage prints them, and the words of the source that say so.
const SAID: [Said; 9] = [
    ("E-CN.4-2005-32.txt", &["HC04:1"], "2004-04-15", "Commission on Human Rights", &["2004/13"]),
    (
        "E-CN.4-2005-32.txt",
        &["HC04:3"],
        "2003-08-08",
        "Acting High Commissioner",
        &["then Acting High Commissioner addressed a letter", "on 8 August 2003"],
    ),
    (
        "E-CN.4-2005-32.txt",
        &["HC04:4"],
        "2004-08-24",
        "High Commissioner",
        &["in a meeting with the Permanent Representative on 24 August 2004"],
    ),
    (
        "A-HRC-4-60.txt",
        &["HC07:1"],
        "2005-04-14",
        "Commission on Human Rights",
        &["resolution 2005/11 the Commission on Human Rights requested"],
    ),
    (
        "A-HRC-4-60.txt",
        &["HC07:3"],
        "before 2006-12-06",
        "High Commissioner",
        &["a meeting was scheduled for 6 December 2006", "the High Commissioner invited"],
    ),
    (
        "A-HRC-4-60.txt",
        &["HC07:4a", "HC07:4b"],
        "2006-12-06",
        "High Commissioner",
        &["During the meeting, the High Commissioner raised the possibility", "6 December 2006"],
    ),
    (
        "A-HRC-7-47.txt",
        &["HC08:4", "HC08:5a", "HC08:5b", "HC08:5c"],
        "2008-02-11",
        "High Commissioner",
        &[
            "During the meeting held on 11 February 2008, the High Commissioner welcomed",
            "The High Commissioner proposed discussions",
        ],
    ),
    (
        "A-RES-62-167.txt",
        &["GA62:"],
        "2007-12-18",
        "General Assembly",
        &["December 18, 2007", "The General Assembly,"],
    ),
    ("A-RES-62-167.txt", &["GA62C:"], "2007-12-18", "General Assembly", &["December 18, 2007"]),
];

fn source(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sources").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn who_asked_when_and_the_answer_stand_in_the_sources() {
    let world = World::new();
    world.ok("init --db my.db");
    let answer = world.json("lineage --set all");
    let rows = answer["tables"]["lineage"].as_array().unwrap();
    let text =
        |row: &serde_json::Value, column: &str| row[column].as_str().unwrap_or_default().to_owned();
    let mut met = BTreeSet::new();
    for row in rows.iter().filter(|row| !text(row, "earlier").is_empty()) {
        let earlier = text(row, "earlier");
        let of = |name: &str| {
            if name.ends_with(':') { earlier.starts_with(name) } else { earlier == name }
        };
        let said = SAID.iter().find(|(_, names, ..)| names.iter().any(|name| of(name)));
        let (file, _, dated, by, words) = said.unwrap_or_else(|| panic!("no source of {earlier}"));
        assert_eq!((text(row, "dated").as_str(), text(row, "by").as_str()), (*dated, *by), "{row}");
        let source_text = source(file);
        for word in *words {
            assert!(source_text.contains(word), "{file}: {word}");
        }
        let told = text(row, "answer");
        if earlier.starts_with("GA62") {
            assert!(
                told.starts_with("on such resolutions as a class: Does not recognize"),
                "{row}"
            );
            assert!(
                source("A-HRC-7-47.txt").contains("does not recognize the resolutions adopted by")
            );
        } else if !matches!(earlier.as_str(), "HC04:1" | "HC07:1") {
            assert!(!told.contains("no answer recorded"), "{row}");
        }
        let stated_in = if earlier.starts_with("GA62") { "A-HRC-7-47.txt" } else { file };
        for quoted in told.split('"').skip(1).step_by(2) {
            assert!(source(stated_in).contains(quoted), "{stated_in}: {quoted}");
        }
        met.insert(earlier);
    }
    assert!(met.len() > 25, "{met:?}");
    let of = |item: &str| -> Vec<String> {
        let of = rows.iter().filter(|row| row["id"] == item);
        of.map(|row| text(row, "earlier")).collect()
    };
    assert!(of("HC19:14").contains(&"GA62:4a".to_owned()), "through the concern that it names");
    assert!(of("HC19:3").iter().all(String::is_empty), "to ratify is not to criminalize");
    assert!(!of("HC19:27").contains(&"GA62:4b-iii".to_owned()));
}

#[test]
fn a_new_file_has_the_corrected_links() {
    let world = World::new();
    world.ok("init --db my.db");
    let links = world.ok("link list --format csv");
    assert!(!links.contains("HC08:5b,in-part,HC07:4b"), "{links}");
    assert!(links.contains("HC08:5b,repeats,HC07:4b"), "{links}");
}
