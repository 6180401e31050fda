//! The seeds agree with themselves: keys, references, dates, order, form.

use std::collections::{BTreeSet, HashMap};
use std::fs;

use super::{FOLDERS, Row, column, id, item_ids, root, rows, themes, values};

#[test]
fn a_spelling_names_one_state() {
    let mut seen: HashMap<String, String> = HashMap::new();
    for state in rows("states.csv") {
        let own = [&state["name"], &state["official_name"], &state["upr_info_name"]];
        let own = own.into_iter().map(|name| name.to_lowercase()).collect::<BTreeSet<_>>();
        let spellings = values(&state["spellings"]).map(str::to_lowercase);
        for name in own.into_iter().chain(spellings) {
            let other = seen.entry(name.clone()).or_insert_with(|| state["iso3"].clone());
            assert_eq!(*other, state["iso3"], "{name}");
        }
    }
    for (spelling, code) in [("north korea", "PRK"), ("turkey", "TUR"), ("swaziland", "SWZ")] {
        assert_eq!(seen[spelling], code);
    }
}

#[test]
fn a_word_names_one_term_of_a_vocabulary() {
    let mut seen: HashMap<(String, String), String> = HashMap::new();
    for term in rows("terms.csv") {
        let label = &term["label"];
        let words: Vec<&str> =
            [term["slug"].as_str(), label].into_iter().chain(values(&term["aliases"])).collect();
        for word in words {
            let key = (term["vocabulary"].clone(), word.to_lowercase());
            let other = seen.insert(key, term["slug"].clone());
            assert!(other.is_none_or(|slug| slug == term["slug"]), "{word}");
        }
        let aliases: Vec<_> = values(&term["aliases"]).map(str::to_lowercase).collect();
        let distinct: BTreeSet<_> = aliases.iter().collect();
        assert_eq!(aliases.len(), distinct.len(), "{}", term["slug"]);
        assert!(!aliases.contains(&term["slug"]) && !aliases.contains(&label.to_lowercase()));
    }
}

#[test]
fn nothing_is_said_twice() {
    let keys: [(&str, &[&str]); 15] = [
        ("states.csv", &["iso3"]),
        ("sdg.csv", &["code"]),
        ("vocabularies.csv", &["key"]),
        ("terms.csv", &["vocabulary", "slug"]),
        ("documents.csv", &["key"]),
        ("sets.csv", &["key"]),
        ("items.csv", &["set", "ref"]),
        ("tags.csv", &["item", "vocabulary", "term"]),
        ("links.csv", &["item", "earlier"]),
        ("amendments.csv", &["key", "column"]),
        ("withdrawn.csv", &["file", "key"]),
        ("engagements.csv", &["key"]),
        ("milestones.csv", &["key"]),
        ("entities.csv", &["key"]),
        ("crosswalks.csv", &["scheme", "word"]),
    ];
    for (name, columns) in keys {
        let mut seen = BTreeSet::new();
        for row in rows(name) {
            let key: Vec<_> = columns.iter().map(|column| row[*column].to_lowercase()).collect();
            assert!(seen.insert(key.clone()), "{name}: {key:?}");
        }
    }
}

/// Each filled cell of a column must be one of the known keys.
pub(super) fn refer(file: &str, cell: &str, known: &BTreeSet<String>) {
    for row in rows(file) {
        for value in values(&row[cell]) {
            assert!(known.contains(value), "{file}: {cell} `{value}`");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let (items, sets) = (item_ids(""), column("sets.csv", "key"));
    let (states, documents) = (column("states.csv", "iso3"), column("documents.csv", "key"));
    let themes: BTreeSet<String> = themes().into_keys().collect();
    refer("items.csv", "set", &sets);
    refer("items.csv", "heading", &themes);
    refer("tags.csv", "item", &items);
    refer("tags.csv", "vocabulary", &column("vocabularies.csv", "key"));
    refer("links.csv", "item", &items);
    refer("links.csv", "earlier", &items);
    refer("sets.csv", "state", &states);
    refer("sets.csv", "document", &documents);
    refer("sets.csv", "stance_document", &documents);
    refer("engagements.csv", "document", &documents);
    refer("entities.csv", "document", &documents);
    refer("milestones.csv", "state", &states);
    refer("milestones.csv", "set", &sets);
    for item in rows("items.csv").iter().filter(|item| !item["parent"].is_empty()) {
        assert!(items.contains(&format!("{}:{}", item["set"], item["parent"])), "{}", id(item));
    }
    let terms: BTreeSet<_> =
        rows("terms.csv").iter().map(|t| (t["vocabulary"].clone(), t["slug"].clone())).collect();
    for term in rows("terms.csv").iter().filter(|term| !term["parent"].is_empty()) {
        assert!(terms.contains(&(term["vocabulary"].clone(), term["parent"].clone())));
    }
}

#[test]
fn every_tag_is_a_known_term() {
    let goals = column("sdg.csv", "code");
    let terms: BTreeSet<_> =
        rows("terms.csv").iter().map(|t| (t["vocabulary"].clone(), t["slug"].clone())).collect();
    for folder in FOLDERS {
        for tag in rows(&format!("{folder}tags.csv")) {
            let term = &tag["term"];
            let known = match tag["vocabulary"].as_str() {
                "sdg" => goals.contains(term),
                vocabulary => terms.contains(&(vocabulary.to_owned(), term.clone())),
            };
            assert!(known, "{}: {term}", tag["item"]);
            assert!(["high", "medium"].contains(&tag["confidence"].as_str()), "{}", tag["item"]);
        }
    }
}

#[test]
fn links_lead_back_in_time() {
    let dates: HashMap<_, _> =
        rows("documents.csv").iter().map(|d| (d["key"].clone(), d["date"].clone())).collect();
    let sets: HashMap<_, _> = rows("sets.csv")
        .iter()
        .map(|s| (s["key"].clone(), dates[&s["document"]].clone()))
        .collect();
    let date = |item: &str| sets[item.split(':').next().unwrap()].clone();
    let relations = ["repeats", "in-part", "via-concern", "offer", "related"];
    for link in rows("links.csv") {
        assert!(relations.contains(&link["relation"].as_str()));
        let (item, earlier) = (&link["item"], &link["earlier"]);
        assert!(item != earlier && date(item) >= date(earlier), "{item} {earlier}");
    }
}

#[test]
fn what_is_taken_back_in_older_files_is_in_no_new_one() {
    let brought = |file: &str| -> BTreeSet<String> {
        let key = |row: &super::Row| match file {
            "links" => format!("{}/{}/{}", row["item"], row["relation"], row["earlier"]),
            "tags" => format!("{}/{}:{}", row["item"], row["vocabulary"], row["term"]),
            file => panic!("nothing of {file} is taken back"),
        };
        rows(&format!("{file}.csv")).iter().map(key).collect()
    };
    for row in rows("withdrawn.csv") {
        assert!(!brought(&row["file"]).contains(&row["key"]), "{}", row["key"]);
        assert!(row["reason"].starts_with("a correction of the seeds: "), "{}", row["key"]);
    }
}

#[test]
fn what_is_put_right_in_older_files_is_what_a_new_file_says() {
    let named = |file: &str, key: &str| {
        let found = rows(file).into_iter().find(|row| row["key"] == key);
        found.unwrap_or_else(|| panic!("{file}: no {key}"))
    };
    for row in rows("amendments.csv") {
        let (key, column) = (&row["key"], row["column"].as_str());
        let column = if column == "comment" { "note" } else { column };
        let now = if key.contains(':') {
            rows("items.csv").into_iter().find(|item| id(item) == *key).unwrap()
        } else if column == "dated" {
            named("documents.csv", key)
        } else {
            named("sets.csv", key)
        };
        assert_eq!(now[column], row["new"], "{key} {column}");
        assert_ne!(row["old"], row["new"], "{key} {column}");
    }
}

/// Whether a date is written as its precision says.
fn fits(date: &str, precision: &str) -> bool {
    let day = match precision {
        "day" => date.to_owned(),
        "month" => format!("{date}-01"),
        "year" => format!("{date}-01-01"),
        _ => return date.is_empty(),
    };
    day.len() == 10 && chrono::NaiveDate::parse_from_str(&day, "%Y-%m-%d").is_ok()
}

/// Whether a date is written to the day, month or year.
pub(super) fn is_date(date: &str) -> bool {
    ["day", "month", "year"].iter().any(|precision| fits(date, precision))
}

#[test]
fn dates_are_as_precise_as_they_say() {
    for folder in FOLDERS {
        let file = |name: &str| format!("{folder}{name}");
        for row in rows(&file("documents.csv")) {
            assert!(fits(&row["date"], &row["precision"]), "{}", row["key"]);
        }
        for row in rows(&file("milestones.csv")) {
            assert!(fits(&row["on"], &row["precision"]), "{}", row["key"]);
        }
        for row in rows(&file("engagements.csv")) {
            let (from, until) = (row["from"].as_str(), row["until"].as_str());
            let good = match row["bound"].as_str() {
                "before" => row["precision"] == "none" && from.is_empty() && fits(until, "day"),
                "after" => row["precision"] == "none" && until.is_empty() && fits(from, "day"),
                _ => fits(from, &row["precision"]) && (until.is_empty() || is_date(until)),
            };
            assert!(good, "{}", row["key"]);
        }
        for set in rows(&file("sets.csv")) {
            for cell in ["period_from", "period_to"] {
                assert!(set[cell].is_empty() || is_date(&set[cell]), "{}", set["key"]);
            }
        }
        let items = rows(&file("items.csv"));
        assert!(items.iter().all(|i| i["deadline"].is_empty() || is_date(&i["deadline"])));
    }
}

#[test]
fn engagements_are_in_order_of_time() {
    for name in FOLDERS.map(|folder| format!("{folder}engagements.csv")) {
        let order = |row: &Row| {
            let bound = ["before", "", "after"].iter().position(|bound| row["bound"] == *bound);
            let date = if row["from"].is_empty() { &row["until"] } else { &row["from"] };
            (date.clone(), bound)
        };
        assert!(rows(&name).iter().map(order).is_sorted(), "{name}");
    }
}

#[test]
fn files_are_plain_and_tidy() {
    for folder in FOLDERS {
        for entry in fs::read_dir(root("seeds").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "csv") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let name = path.display();
            assert!(!text.contains('\r') && !text.starts_with('\u{feff}'), "{name}");
            assert!(text.ends_with('\n') && !text.contains('\u{fffd}'), "{name}");
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&path).unwrap();
            for row in reader.records() {
                let row = row.unwrap();
                assert!(
                    row.iter().all(|cell| cell == cell.trim() && !cell.contains('\n')),
                    "{name}"
                );
            }
        }
    }
}
