//! Terms that are no themes: issues, groups and goals; and what labels machines get.

use super::{chain, figures, fixture, ids};
use crate::support::World;

#[test]
fn issues_are_found_as_themes_and_broken_down_by_but_file_nothing() {
    let world = World::new();
    world.ok("init --db my.db --empty");
    world.ok(&format!("import '{}' --session 20", fixture("upr-info.csv").display()));
    let report = world.json("report");
    assert_eq!(figures(&report).len(), 1, "an item has many issues: it stands under none");
    assert!(world.ok("report").contains("UPR Info's issues classify them"));
    let by_issue = world.json("report --by issue");
    let rows = by_issue["tables"]["issues"].as_array().unwrap();
    let issue = rows.iter().find(|row| row["items"].as_i64() > Some(0)).unwrap();
    let (key, items) = (issue["key"].as_str().unwrap(), issue["items"].as_i64().unwrap());
    assert_eq!(issue["own"], 0);
    let found = world.json(&format!("list --theme {key}"));
    assert_eq!(i64::try_from(ids(&found, "items").len()).unwrap(), items);
    let report = world.json(&format!("report --theme {key}"));
    assert_eq!(report["facts"]["items"].as_i64(), Some(items));
    assert!(world.ok(&format!("list --theme {key}")).contains("the issue “"));
}

#[test]
fn groups_of_a_file_stand_among_the_groups_and_come_back() {
    let world = chain();
    let general = ["SVN2:115.2", "SVN2:115.3", "SVN2:115.6"];
    assert_eq!(ids(&world.json("list --group general"), "items"), general);
    let figures = world.json("report --by group");
    let rows = figures["tables"]["groups"].as_array().unwrap();
    let row = rows.iter().find(|row| row["key"] == "matrix-2-group:general").unwrap();
    assert_eq!((row["heading"].as_str(), row["items"].as_i64()), (Some("general"), Some(3)));
    let csv = world.ok("export csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let at = |name: &str| csv.lines().next().unwrap().split(',').position(|key| key == name);
    let (themes, groups) = (at("themes").unwrap(), at("groups").unwrap());
    let row = reader.records().map(Result::unwrap).find(|row| &row[0] == "SVN2:115.2").unwrap();
    assert_eq!(&row[groups], "matrix-2-group:general");
    assert!(!row[themes].contains("general"), "{}", &row[themes]);
    std::fs::write(world.path("back.csv"), &csv).unwrap();
    assert_eq!(world.json("import back.csv")["facts"]["updated"], 0);
    let more = csv.replace("matrix-2-group:general", "matrix-2-group:general; children");
    std::fs::write(world.path("more.csv"), more).unwrap();
    assert_eq!(world.json("import more.csv")["facts"]["updated"], 3);
}

#[test]
fn goals_hold_the_items_of_their_targets_once() {
    let world = World::seeded();
    let csv = world.ok("export csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|key| key == name).unwrap();
    let (parent, sdgs) = (at("parent"), at("sdgs"));
    let items: Vec<Vec<String>> = reader
        .records()
        .map(Result::unwrap)
        .filter(|row| row[parent].is_empty())
        .map(|row| row[sdgs].split("; ").map(str::to_owned).collect())
        .collect();
    let report = world.json("report --by sdg");
    let rows = report["tables"]["sdgs"].as_array().unwrap();
    let mut goals = Vec::new();
    for row in rows.iter().filter(|row| row["key"] != "") {
        let (key, level) = (row["key"].as_str().unwrap(), row["level"].as_str().unwrap());
        let under = |code: &String| code == key || code.starts_with(&format!("{key}."));
        let expected = items.iter().filter(|codes| codes.iter().any(under)).count();
        assert_eq!(row["items"].as_u64().unwrap(), expected as u64, "{key}");
        assert_eq!(row["own"], row["items"], "{key}: the seeds' goals are our own reading");
        if level == "goal" {
            goals.push(key.to_owned());
        } else {
            let goal = goals.last().map(|goal| format!("{goal}."));
            assert_eq!(level, "target");
            assert!(key.starts_with(&goal.unwrap()), "{key} stands below its goal");
        }
    }
    let numbers: Vec<u8> = goals.iter().map(|goal| goal.parse().unwrap()).collect();
    assert!(numbers.len() > 5 && numbers.is_sorted(), "{goals:?}");
    let (last, none) = (rows.last().unwrap(), items.iter().filter(|codes| codes[0].is_empty()));
    assert_eq!((last["key"].as_str(), last["level"].as_str()), (Some(""), None));
    assert_eq!(last["items"].as_u64().unwrap(), none.count() as u64);
}

#[test]
fn machines_get_labels_whole_and_people_see_whose_they_are() {
    let world = World::seeded();
    let terms = world.json("theme list --vocabulary sdg");
    let terms = terms["tables"]["terms"].as_array().unwrap();
    let label = |key: &str| {
        let term = terms.iter().find(|term| term["slug"] == key).unwrap();
        term["label"].as_str().unwrap().trim().to_owned()
    };
    let report = world.json("report --by sdg");
    let mut longest = 0;
    for row in report["tables"]["sdgs"].as_array().unwrap() {
        let heading = row["heading"].as_str().unwrap();
        if row["key"] != "" {
            assert_eq!(heading, label(row["key"].as_str().unwrap()));
        }
        longest = longest.max(heading.len());
    }
    assert!(longest > 120, "targets are long: {longest}");
    for format in ["json", "jsonl", "csv"] {
        for (by, table) in [("sdg", "sdgs"), ("group", "groups")] {
            let text = world.ok(&format!("report --by {by} --table {table} --format {format}"));
            assert!(!text.contains("(own)") && !text.contains('…'), "{format}: {text}");
        }
    }
    let told = world.ok("report --by sdg --format md");
    assert!(told.contains("2 Zero hunger (own)"), "{told}");
    let told = world.ok("report --by group");
    assert!(told.contains("Children (own)"), "{told}");
}
