//! The example is whole, plainly fictitious, and could have been typed in as it stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::agreement::{is_date, refer};
use super::{Row, column, id, is_iso3, item_ids, rows, values};

fn assessments() -> Vec<Row> {
    rows("example/assessments.csv")
}

/// The compound items: they are assessed through their components only.
fn compound() -> BTreeSet<String> {
    let items = rows("example/items.csv");
    let parts = items.iter().filter(|item| !item["parent"].is_empty());
    parts.map(|item| format!("{}:{}", item["set"], item["parent"])).collect()
}

#[test]
fn every_reference_leads_somewhere() {
    let (items, sets) = (item_ids("example/"), column("example/sets.csv", "key"));
    let documents = column("example/documents.csv", "key");
    let states = column("example/states.csv", "iso3");
    let mut assessors = column("example/assessors.csv", "key");
    assessors.extend(["tracker", "state", "nhri", "cso", "un"].map(str::to_owned));
    let entries = column("example/assessments.csv", "entry_label");
    refer("example/sets.csv", "document", &documents);
    refer("example/sets.csv", "state", &states);
    refer("example/items.csv", "set", &sets);
    refer("example/items.csv", "heading", &column("terms.csv", "slug"));
    refer("example/items.csv", "recommending_states", &states);
    refer("example/links.csv", "item", &items);
    refer("example/links.csv", "earlier", &items);
    refer("example/tags.csv", "item", &items);
    refer("example/positions.csv", "item", &items);
    refer("example/positions.csv", "document", &documents);
    refer("example/engagements.csv", "document", &documents);
    refer("example/milestones.csv", "state", &states);
    refer("example/milestones.csv", "set", &sets);
    refer("example/assessments.csv", "item", &items);
    refer("example/assessments.csv", "assessor", &assessors);
    refer("example/evidence.csv", "item", &items);
    refer("example/evidence.csv", "entry_label", &entries);
    refer("example/retractions.csv", "entry_label", &entries);
    assert!(compound().is_subset(&items));
    assert_eq!(entries.len(), assessments().len());
}

#[test]
fn nothing_in_it_is_about_a_real_state_or_document() {
    let real = column("states.csv", "iso3");
    for state in rows("example/states.csv") {
        let code = &state["iso3"];
        // ISO 3166 leaves XAA to XZZ to its users.
        assert!(is_iso3(code) && code.starts_with('X') && !real.contains(code));
        assert!(state["name"].ends_with("(fictitious)"));
    }
    for document in rows("example/documents.csv") {
        assert!(document["key"].starts_with("EXAMPLE/") && document["key"] == document["symbol"]);
        assert!(document["url"].starts_with("https://example.org/"));
    }
    for set in rows("example/sets.csv") {
        assert!(set["title"].starts_with("EXAMPLE: "));
    }
    for evidence in rows("example/evidence.csv") {
        let address = &evidence["address"];
        assert!(
            ["https://example.org/", "EXAMPLE/"].iter().any(|start| address.starts_with(start))
        );
        let archived = &evidence["archived"];
        assert!(archived.is_empty() || archived.starts_with("https://example.org/"));
    }
}

#[test]
fn the_entries_ascend_and_none_is_about_the_future() {
    let recorded = |file: &str| -> Vec<String> {
        rows(file).iter().map(|entry| entry["recorded_on"].clone()).collect()
    };
    let mut all = recorded("example/assessments.csv");
    all.extend(recorded("example/retractions.csv"));
    assert!(all.iter().all(|time| time.len() == 20 && is_date(&time[..10]) && time.ends_with('Z')));
    assert!(all.is_sorted_by(|earlier, later| earlier < later));
    for entry in assessments() {
        assert!(is_date(&entry["effective_on"]), "{}", entry["entry_label"]);
        assert!(
            entry["effective_on"].as_str() <= &entry["recorded_on"][..10],
            "{}",
            entry["entry_label"]
        );
    }
    let entries: HashMap<_, _> =
        assessments().into_iter().map(|entry| (entry["entry_label"].clone(), entry)).collect();
    for evidence in rows("example/evidence.csv") {
        let entry = &entries[&evidence["entry_label"]];
        assert_eq!(evidence["item"], entry["item"]);
        assert!(is_date(&evidence["date"]) && is_date(&evidence["accessed"]));
        assert!(evidence["date"] <= evidence["accessed"]);
        assert!(evidence["accessed"].as_str() <= &entry["recorded_on"][..10]);
    }
}

#[test]
fn the_entries_would_be_taken_as_they_stand() {
    let sourced = column("example/evidence.csv", "entry_label");
    let compound = compound();
    let levels: BTreeSet<_> = upr::domain::Level::ALL.iter().map(|level| level.slug()).collect();
    for entry in assessments() {
        let label = &entry["entry_label"];
        assert!(levels.contains(entry["status"].as_str()), "{label}");
        assert!(!compound.contains(&entry["item"]), "{label}");
        let needs_none = entry["assessor"] == "tracker";
        assert_eq!(entry["unsourced"] == "yes", !needs_none && !sourced.contains(label), "{label}");
        for (cell, words) in [("public", "yes no"), ("confidence", "low medium high")] {
            assert!(words.split(' ').any(|word| word == entry[cell]), "{label}");
        }
    }
    for position in rows("example/positions.csv") {
        assert!(upr::domain::Position::from_slug(&position["position"]).is_some());
        assert!(position["on"].is_empty() || is_date(&position["on"]));
    }
}

#[test]
fn it_shows_what_there_is_to_show() {
    let items = rows("example/items.csv");
    let mut themes: BTreeMap<&str, usize> = BTreeMap::new();
    let whole = items.iter().filter(|item| item["set"] == "EX" && item["parent"].is_empty());
    whole.for_each(|item| *themes.entry(&item["heading"]).or_default() += 1);
    assert!(themes.values().filter(|count| **count >= 5).count() >= 6, "{themes:?}");
    let ids: Vec<String> = items.iter().map(id).collect();
    assert!(["EXR:101.2", "EXR:101.20"].iter().all(|wanted| ids.contains(&(*wanted).to_owned())));
    assert_eq!(compound(), BTreeSet::from(["EX:1".to_owned(), "EX:4".to_owned()]));
    let entries = assessments();
    assert!(entries.len() >= 90);
    let by: BTreeSet<_> = entries.iter().map(|entry| entry["assessor"].as_str()).collect();
    assert_eq!(by, BTreeSet::from(["nhri", "source-b", "state", "tracker", "watch"]));
    assert!(entries.iter().any(|entry| entry["status"] == "regressed"));
    assert!(entries.iter().any(|entry| entry["public"] == "no"));
    let precisions = column("example/milestones.csv", "precision");
    assert_eq!(precisions, BTreeSet::from(["day", "month", "none", "year"].map(str::to_owned)));
    let several = |item: &&Row| values(&item["recommending_states"]).count() > 1;
    assert!(items.iter().filter(several).count() >= 3);
}
