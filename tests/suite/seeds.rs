//! The seeds say what their sources say, and agree with themselves.
//!
//! Reads `seeds/*.csv` and the stored sources only: no database, no binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at what it did not expect"
)]

mod agreement;
mod example;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

type Row = HashMap<String, String>;

/// The folders of seeds that are checked alike.
const FOLDERS: [&str; 2] = ["", "example/"];

const LETTER: &str = "OHCHR-2019-11-28";

/// The five source documents and where their text is stored.
const SOURCES: [(&str, &str); 5] = [
    (LETTER, "OHCHR-letter-DPRK-2019-11-28.txt"),
    ("A/RES/62/167", "A-RES-62-167.txt"),
    ("A/HRC/7/47", "A-HRC-7-47.txt"),
    ("A/HRC/4/60", "A-HRC-4-60.txt"),
    ("E/CN.4/2005/32", "E-CN.4-2005-32.txt"),
];

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The rows of a seed file. A row with a wrong number of cells is an error of the reader's.
fn rows(name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(root("seeds").join(name)).expect(name);
    reader.deserialize().map(|row| row.unwrap_or_else(|error| panic!("{name}: {error}"))).collect()
}

fn column(name: &str, column: &str) -> BTreeSet<String> {
    rows(name).iter().map(|row| row[column].clone()).collect()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A source with white space folded and the marks of whoever stored it taken out.
fn source(document: &str) -> String {
    let (_, file) = SOURCES.iter().find(|(key, _)| *key == document).expect(document);
    let text = fs::read_to_string(root("tests/fixtures/sources").join(file)).expect(file);
    // The letter's ordinals are stored with HTML tags: `33<sup>rd</sup>`.
    let text = text.replace("<sup>", "").replace("</sup>", "");
    fold(&without_footnote_digits(&text))
}

/// Drops the digit of `Rights,1` and `Child;5`: two footnote calls of A/RES/62/167 were stored as
/// plain digits glued to the word; the resolution's sentence does not hold them.
fn without_footnote_digits(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let glued = |at: usize| {
        at >= 2
            && characters[at].is_ascii_digit()
            && matches!(characters[at - 1], ',' | ';')
            && characters[at - 2].is_alphabetic()
            && characters.get(at + 1).is_none_or(|next| next.is_whitespace())
    };
    (0..characters.len()).filter(|at| !glued(*at)).map(|at| characters[at]).collect()
}

fn sources() -> HashMap<&'static str, String> {
    SOURCES.iter().map(|(key, _)| (*key, source(key))).collect()
}

fn id(item: &Row) -> String {
    format!("{}:{}", item["set"], item["ref"])
}

fn item_ids(folder: &str) -> BTreeSet<String> {
    rows(&format!("{folder}items.csv")).iter().map(id).collect()
}

fn items_of(set: &str) -> Vec<Row> {
    rows("items.csv").into_iter().filter(|item| item["set"] == set).collect()
}

fn refs(items: &[Row]) -> Vec<&str> {
    items.iter().map(|item| item["ref"].as_str()).collect()
}

/// A bullet of the annex under its part, section (if any) and heading.
#[derive(Debug, PartialEq)]
struct Bullet {
    path: Vec<String>,
    text: String,
}

/// The annex by its labels: the markdown depth of the source is inconsistent, but a bold label is
/// a part, or a section if it begins with a letter and a full stop, and one in italics a heading.
fn annex() -> Vec<Bullet> {
    let letter = fs::read_to_string(root("tests/fixtures/sources").join(SOURCES[0].1)).unwrap();
    let (_, annex) = letter.split_once("## **Annex**").unwrap();
    let (mut part, mut section, mut heading) = (None, None, None);
    let mut bullets = Vec::new();
    for line in annex.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let label = line.trim_start_matches(['#', ' ']);
        if let Some(text) = line.strip_prefix("- ") {
            let path = [&part, &section, &heading].into_iter().flatten().cloned().collect();
            bullets.push(Bullet { path, text: text.to_owned() });
        } else if let Some(bold) = label.strip_prefix("**") {
            let bold = bold.trim_end_matches('*').to_owned();
            heading = None;
            if bold.as_bytes()[1] == b'.' {
                section = Some(bold);
            } else {
                (part, section) = (Some(bold), None);
            }
        } else {
            heading = Some(label.trim_matches('*').to_owned());
        }
    }
    bullets
}

/// The labels from the topmost term down to this one.
fn heading_path(themes: &HashMap<String, Row>, slug: &str) -> Vec<String> {
    let term = &themes[slug];
    let mut path = match term["parent"].as_str() {
        "" => Vec::new(),
        parent => heading_path(themes, parent),
    };
    path.push(term["label"].clone());
    path
}

fn themes() -> HashMap<String, Row> {
    let terms = rows("terms.csv").into_iter().filter(|term| term["vocabulary"] == "theme");
    terms.map(|term| (term["slug"].clone(), term)).collect()
}

#[test]
fn the_annex_stands_bullet_for_bullet_under_its_headings() {
    let themes = themes();
    let seeded: Vec<Bullet> = items_of("HC19")
        .into_iter()
        .filter(|item| item["parent"].is_empty())
        .map(|item| Bullet {
            path: heading_path(&themes, &item["heading"]),
            text: item["text"].clone(),
        })
        .collect();
    assert_eq!(seeded.len(), 56);
    assert_eq!(seeded, annex());
}

#[test]
fn a_text_of_a_document_stands_in_it_word_for_word() {
    let sources = sources();
    let documents: HashMap<_, _> =
        rows("sets.csv").iter().map(|set| (set["key"].clone(), set["document"].clone())).collect();
    for item in rows("items.csv") {
        let quoted = item["origin"] == "document";
        assert!(quoted || item["origin"] == "own", "{}", id(&item));
        let source = &sources[documents[&item["set"]].as_str()];
        let component_of_ours = item["set"] == "HC19" && !item["parent"].is_empty();
        assert_eq!(quoted, !component_of_ours, "{}", id(&item));
        assert!(!quoted || source.contains(&item["text"]), "{}: {}", id(&item), item["text"]);
    }
}

#[test]
fn a_component_holds_words_of_its_item() {
    let texts: HashMap<_, _> =
        rows("items.csv").iter().map(|item| (id(item), item["text"].clone())).collect();
    for item in rows("items.csv").iter().filter(|item| !item["parent"].is_empty()) {
        let whole = &texts[&format!("{}:{}", item["set"], item["parent"])];
        assert!(item["ref"].starts_with(&item["parent"]));
        if item["set"] == "GA62" {
            assert!(whole.contains(&item["text"]), "{}", id(item));
        }
    }
}

#[test]
fn the_counts_are_those_of_the_documents() {
    assert_eq!(rows("items.csv").len(), 133);
    let annex = items_of("HC19");
    let whole: Vec<_> = annex.iter().filter(|item| item["parent"].is_empty()).collect();
    let headings: BTreeSet<_> = whole.iter().map(|item| &item["heading"]).collect();
    assert_eq!((whole.len(), headings.len()), (56, 17));
    assert!(whole.iter().zip(1..).all(|(item, number)| item["ref"] == number.to_string()));
    assert_eq!(refs(&annex)[1..12].concat(), "1a1b1c1d1e1f1g1h1i1j1k");
    assert_eq!(refs(&annex)[13..16], ["2a", "2b", "2c"]);
    let demands: Vec<_> =
        items_of("GA62").into_iter().filter(|item| item["parent"].is_empty()).collect();
    assert_eq!(refs(&demands), ["2", "3", "4a", "4b", "4c", "4d", "4e"]);
    assert_eq!(items_of("GA62").len(), 7 + 14);
    assert_eq!(items_of("GA62C").len(), 10);
    let terms = rows("terms.csv");
    let of = |key: &str| terms.iter().filter(|term| term["vocabulary"] == key).count();
    assert_eq!((of("group"), of("issue"), of("action")), (16, 54, 5));
}

#[test]
fn only_what_asks_the_state_counts() {
    let counted = |set: &str| {
        let mut items = items_of(set);
        items.retain(|item| {
            item["actor"] == "state" && matches!(item["kind"].as_str(), "ask" | "demand")
        });
        refs(&items).join(" ")
    };
    assert_eq!(counted("HC19L"), "3a 4a 5a 5b 5c 6b");
    assert_eq!(counted("HC08"), "4");
    assert_eq!(counted("HC04") + &counted("HC07") + &counted("GA62C"), "");
    let kinds = ["ask", "demand", "offer", "mandate", "advice", "concern", "commitment"];
    let actors = ["state", "all-states", "un", "un-and-state"];
    for item in rows("items.csv") {
        assert!(kinds.contains(&item["kind"].as_str()), "{}", id(&item));
        assert!(actors.contains(&item["actor"].as_str()), "{}", id(&item));
    }
}

#[test]
fn states_and_goals_are_complete() {
    let states = rows("states.csv");
    let members = states.iter().filter(|state| state["member"] == "yes");
    let mut regions: BTreeMap<&str, usize> = BTreeMap::new();
    members.for_each(|state| *regions.entry(&state["region"]).or_default() += 1);
    assert_eq!(regions.values().copied().collect::<Vec<_>>(), [54, 54, 23, 33, 29]);
    let observers = states.iter().filter(|state| state["member"] == "observer");
    assert_eq!(observers.map(|state| state["iso3"].as_str()).collect::<Vec<_>>(), ["PSE", "VAT"]);
    assert_eq!(states.len(), 195);
    assert!(states.iter().all(|state| is_iso3(&state["iso3"])));
    let goals = rows("sdg.csv");
    let of = |kind: &str| goals.iter().filter(|goal| goal["kind"] == kind).count();
    assert_eq!((of("goal"), of("target"), goals.len()), (17, 169, 186));
}

fn is_iso3(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase())
}

fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split("; ").filter(|value| !value.is_empty())
}

/// The items tagged with a group whose heading is another.
fn tagged_beyond(group: &str, heading: &str) -> String {
    let under: BTreeSet<String> =
        rows("items.csv").iter().filter(|item| item["heading"] == heading).map(id).collect();
    let tags = rows("tags.csv").into_iter();
    let tags = tags.filter(|tag| tag["vocabulary"] == "group" && tag["term"] == group);
    let items = tags.map(|tag| tag["item"].clone()).filter(|item| !under.contains(item));
    let items = items.filter(|item| item.starts_with("HC19:"));
    items.map(|item| item.replace("HC19:", "")).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_groups_are_found_beyond_their_headings() {
    assert_eq!(tagged_beyond("children", "children"), "1j 1k 3 28 37 38 39 40 41 43 54 55");
    assert_eq!(tagged_beyond("women-girls", "women"), "1i 3 27 30 31 49");
    assert_eq!(tagged_beyond("disability", "disability"), "1h 33 41");
    assert_eq!(tagged_beyond("detained", ""), "1a 1b 14 15 16 45");
}

/// What stands between straight quotation marks.
fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

#[test]
fn quotations_stand_in_the_document_they_cite() {
    let sources = sources();
    let documents: HashMap<_, _> =
        rows("sets.csv").iter().map(|set| (set["key"].clone(), set["document"].clone())).collect();
    let of = |item: &str| &sources[documents[item.split(':').next().unwrap()].as_str()];
    for link in rows("links.csv") {
        for quoted in quotations(&link["reason"]) {
            let stands =
                [&link["earlier"], &link["item"]].iter().any(|end| of(end).contains(quoted));
            assert!(stands, "{} {}: {quoted}", link["item"], link["earlier"]);
        }
    }
    for row in rows("engagements.csv") {
        for quoted in ["what", "outcome", "note"].iter().flat_map(|cell| quotations(&row[*cell])) {
            let source = &sources[row["document"].as_str()];
            assert!(source.contains(quoted), "{}: {quoted}", row["key"]);
        }
    }
    for item in rows("items.csv") {
        for quoted in quotations(&item["answer"]) {
            assert!(of(&id(&item)).contains(quoted), "{}: {quoted}", id(&item));
        }
    }
    for set in rows("sets.csv") {
        for quoted in quotations(&set["stance"]) {
            assert!(sources[set["stance_document"].as_str()].contains(quoted), "{quoted}");
        }
    }
}

#[test]
fn entities_are_named_as_printed() {
    let sources = sources();
    for entity in rows("entities.csv") {
        let named = sources[entity["document"].as_str()].contains(&entity["name"]);
        assert_ne!(named, entity["paragraph"].contains("implied"), "{}", entity["name"]);
    }
}
