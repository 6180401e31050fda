//! The round trip of our own sheets.

mod spreadsheets;

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::counts;
use crate::sheet::{Sheet, through_libreoffice};
use crate::support::{Ran, World};

/// After everything in the example.
const EXPORTED: &str = "2027-01-01T12:00:00Z";
const LATER: &str = "2027-02-01T12:00:00Z";
const LATEST: &str = "2027-02-02T12:00:00Z";

/// The example with its sheet, edited.
fn edited(world: &World, edit: impl FnOnce(&mut Sheet)) -> std::path::PathBuf {
    let ran = world.upr_at(EXPORTED, "export csv --set all -o out.csv --force");
    assert_eq!(ran.code, 0, "{ran}");
    let path = world.path("out.csv");
    let mut sheet = Sheet::read(&path);
    edit(&mut sheet);
    sheet.write(&path);
    path
}

fn at(world: &World, now: &str, words: &str) -> (Value, Ran) {
    let ran = world.upr_at(now, &format!("{words} --format json"));
    let value = serde_json::from_str(&ran.stdout).unwrap_or(Value::Null);
    (value, ran)
}

/// Imports one file; the account.
#[track_caller]
fn import(world: &World, files: &[std::path::PathBuf], options: &str) -> Value {
    let ran = run(world, files, options);
    assert_eq!(ran.code, 0, "{ran}");
    serde_json::from_str(&ran.stdout).unwrap()
}

fn run(world: &World, files: &[std::path::PathBuf], options: &str) -> Ran {
    at(
        world,
        EXPORTED,
        format!("import {} {options}", files[0].display()).replace("  ", " ").trim(),
    )
    .1
}

/// A change: item, column, old, new.
fn changes(account: &Value) -> Vec<[String; 4]> {
    let rows = account["tables"]["changes"].as_array().cloned().unwrap_or_default();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or("").to_owned();
    rows.iter().map(|row| ["item", "column", "old", "new"].map(|key| text(row, key))).collect()
}

#[test]
fn an_unedited_sheet_changes_nothing() {
    let world = World::example();
    for (words, options) in [
        ("export csv --set all -o a.csv", ""),
        ("export csv --set all --bom -o b.csv", ""),
        ("export csv --set all --internal -o c.csv", "--internal --allow-clear"),
        ("export xlsx --set all -o d.xlsx", ""),
        ("export xlsx --set all --internal -o e.xlsx", "--internal --allow-clear"),
        ("export csv --set all --assessor state -o f.csv", ""),
    ] {
        let ran = world.upr_at(EXPORTED, words);
        assert_eq!(ran.code, 0, "{ran}");
        let file = words.rsplit(' ').next().unwrap();
        let before = std::fs::read(world.path("my.db")).unwrap();
        let account = import(&world, &[world.path(file)], options);
        assert_eq!(counts(&account), [0, 0, 59], "{words}: {account}");
        assert_eq!(account["facts"]["changed_cells"], 0, "{words}");
        assert!(before == std::fs::read(world.path("my.db")).unwrap(), "{words}");
    }
}

#[test]
fn edits_become_assessments_tags_and_positions_by_whom_the_row_names() {
    let world = World::example();
    let path = edited(&world, |sheet| {
        sheet.set("EX:2", "status", "Fully implemented");
        sheet.set("EX:2", "note", "=the act is in force");
        sheet.set("EX:3", "groups", "children");
        sheet.set("EX:3", "evidence", "https://example.org/act; A/HRC/99/4:12");
        sheet.set("EXR:101.1", "position", "noted");
    });
    let (account, ran) = at(&world, LATER, &format!("import {} --dry-run", path.display()));
    assert_eq!(ran.code, 0, "{ran}");
    let told = changes(&account);
    let new = |item: &str, column: &str| {
        told.iter().find(|row| row[0] == item && row[1] == column).map(|row| row[3].clone())
    };
    assert_eq!(new("EX:2", "status").as_deref(), Some("implemented"));
    assert_eq!(new("EX:2", "effective_on").as_deref(), Some("2027-02-01"), "{told:?}");
    assert!(account.to_string().contains("dated the day of import"));
    assert_eq!(new("EXR:101.1", "position").as_deref(), Some("noted"));
    let (account, ran) = at(&world, LATER, &format!("import {}", path.display()));
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(counts(&account), [0, 3, 56]);
    let shown = world.upr_at(LATER, "show EX:2 --internal --format json").stdout;
    assert!(shown.contains("=the act is in force") && shown.contains("out.csv"), "{shown}");
    // The very same file again: all of it is there.
    let (account, ran) = at(&world, LATEST, &format!("import {}", path.display()));
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(counts(&account), [0, 0, 59], "{account}");
    let undone = world.upr_at(LATEST, "undo");
    assert!(undone.stderr.contains("3 entries"), "{undone}");
}

#[test]
fn by_names_the_assessor_of_what_was_edited() {
    let world = World::example();
    let path = edited(&world, |sheet| {
        sheet.set("EX:2", "status", "regressed");
        sheet.set("EX:2", "effective_on", "2025-12-31");
    });
    let (account, ran) = at(&world, LATER, &format!("import {} --by state", path.display()));
    assert_eq!((ran.code, counts(&account)), (0, [0, 1, 58]), "{ran}");
    let (history, _) = at(&world, LATER, "status log EX:2");
    let history = history["tables"]["history"].as_array().unwrap().clone();
    let last = history.last().unwrap();
    assert_eq!(last["assessor"], "state");
    assert_eq!(
        (last["status"].as_str(), last["effective_on"].as_str()),
        (Some("regressed"), Some("2025-12-31"))
    );
}

#[test]
fn a_conflict_is_shown_with_three_values_and_stops_the_import() {
    let world = World::example();
    let path = edited(&world, |sheet| {
        sheet.set("EX:2", "status", "implemented");
        sheet.set("EX:3", "note", "seen");
    });
    let set = world.upr_at(LATER, "status set EX:2 regressed --note \"a decree\"");
    assert_eq!(set.code, 0, "{set}");
    let before = std::fs::read(world.path("my.db")).unwrap();
    let (account, ran) = at(&world, LATEST, &format!("import {}", path.display()));
    assert_eq!(ran.code, 1, "{ran}");
    let conflict = &account["tables"]["conflicts"][0];
    let base = conflict["base"].as_str().unwrap();
    assert!(!base.is_empty() && base != "regressed", "{conflict}");
    assert_eq!(
        (conflict["ours"].as_str(), conflict["theirs"].as_str()),
        (Some("regressed"), Some("implemented"))
    );
    assert!(before == std::fs::read(world.path("my.db")).unwrap(), "nothing was written");
    let (account, ran) = at(&world, LATEST, &format!("import {} --ours --dry-run", path.display()));
    assert_eq!((ran.code, counts(&account)), (0, [0, 1, 58]), "{ran}");
    let (account, ran) = at(&world, LATEST, &format!("import {} --theirs", path.display()));
    assert_eq!((ran.code, counts(&account)), (0, [0, 2, 57]), "{ran}");
    // What was changed here to what the file says is no conflict.
    let (account, ran) = at(&world, LATEST, &format!("import {}", path.display()));
    assert_eq!((ran.code, counts(&account)), (0, [0, 0, 59]), "{ran}");
}

#[test]
fn what_a_row_started_from_is_told_by_its_entry_not_by_the_clock() {
    let world = World::example();
    world.ok("status set EX:2 implemented --note one");
    let path = edited(&world, |sheet| sheet.set("EX:2", "status", "partially-implemented"));
    // The same second, as the clock of the tests stands still.
    world.ok("status set EX:2 regressed --note two");
    let (account, ran) = at(&world, crate::support::NOW, &format!("import {}", path.display()));
    assert_eq!(ran.code, 1, "{ran}");
    let conflict = &account["tables"]["conflicts"][0];
    assert_eq!(conflict["base"], "implemented", "{conflict}");
    assert_eq!(conflict["ours"], "regressed", "{conflict}");
    // What was recorded is taken back: the row starts from what stands there again.
    world.ok("undo");
    assert_eq!(counts(&import(&world, std::slice::from_ref(&path), "")), [0, 1, 58]);
    world.ok("undo");
    assert_eq!(counts(&import(&world, &[path], "")), [0, 1, 58]);
}

#[test]
fn emptied_cells_left_out_columns_and_rows_lose_nothing() {
    let world = World::example();
    let path = edited(&world, |sheet| {
        for row in &mut sheet.rows {
            row.insert("note".into(), String::new());
            row.insert("sdgs".into(), String::new());
        }
        sheet.columns.retain(|key| {
            !["confidence", "version", "text", "other_voices"].contains(&key.as_str())
        });
        sheet.rows.reverse();
        sheet.rows.truncate(30);
    });
    assert_eq!(counts(&import(&world, &[path], "")), [0, 0, 30]);
    let path = edited(&world, |sheet| sheet.set("EX:2", "status", ""));
    assert_eq!(counts(&import(&world, std::slice::from_ref(&path), "")), [0, 0, 59]);
    let (account, ran) = at(&world, LATER, &format!("import {} --allow-clear", path.display()));
    assert_eq!((ran.code, counts(&account)), (0, [0, 1, 58]), "{ran}");
}

#[test]
fn added_rows_are_refused_or_made() {
    let world = World::example();
    let path = edited(&world, |sheet| {
        let mut row = sheet.rows[0].clone();
        row.values_mut().for_each(String::clear);
        row.insert("id".into(), "EXR:99.77".into());
        row.insert("text".into(), "Publish the register of places of detention".into());
        row.insert("recommending_states".into(), "Iraq; Spain".into());
        sheet.rows.push(row);
    });
    let ran = run(&world, std::slice::from_ref(&path), "");
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stdout.contains("`--create` makes new ones"), "{ran}");
    assert_eq!(counts(&import(&world, &[path], "--create")), [1, 0, 59]);
    assert!(world.ok("list --from-state IRQ --set EXR --format csv").contains("EXR:99.77"));
}

#[test]
fn wrong_cells_are_told_with_the_nearest_word() {
    let world = World::example();
    let path = edited(&world, |sheet| {
        sheet.set("EX:2", "status", "implemanted");
        sheet.set("EX:3", "groups", "childen");
        sheet.set("EX:7", "effective_on", "31/31/2025");
        sheet.set("EX:5", "text", "Another text altogether");
        sheet.set("EX:6", "assessor", "nobody");
    });
    let ran = run(&world, std::slice::from_ref(&path), "");
    assert_eq!(ran.code, 1, "{ran}");
    let account: Value = serde_json::from_str(&ran.stdout).unwrap();
    let told: Vec<(&str, &str)> = account["tables"]["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["column"].as_str().unwrap(), row["nearest"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        told,
        [
            ("status", "implemented"),
            ("groups", "children"),
            ("text", ""),
            ("assessor", ""),
            ("effective_on", "")
        ]
    );
    let ran = run(&world, &[path], "--set-aside");
    assert_eq!(ran.code, 3, "{ran}");
    let aside = std::fs::read_to_string(world.path("out.set-aside.csv")).unwrap();
    assert_eq!(aside.lines().next().unwrap().split(',').next_back(), Some("set_aside_because"));
    let path = edited(&world, |sheet| sheet.set("EX:3", "groups", "fishers"));
    assert_eq!(run(&world, std::slice::from_ref(&path), "").code, 1);
    assert_eq!(counts(&import(&world, &[path], "--create-terms")), [0, 1, 58]);
}

#[test]
fn nothing_that_a_colleague_typed_is_lost_without_a_word() {
    let world = World::example();
    let path = edited(&world, |sheet| sheet.set("EX:2", "theme", "food"));
    let (account, ran) = at(&world, LATER, &format!("import {}", path.display()));
    assert_eq!(ran.code, 1, "{ran}");
    assert_eq!(account["tables"]["errors"][0]["column"], "theme");
    let remarks = |account: &Value| account["tables"]["warnings"].to_string();
    let path =
        edited(&world, |sheet| sheet.set("EX:2", "other_voices", "state: implemented, I say"));
    let account = import(&world, &[path], "");
    assert!(remarks(&account).contains("`other_voices` is worked out"), "{account}");
    let path = edited(&world, |sheet| {
        sheet.set("EX:2", "status", "");
        sheet.set("EX:3", "status", "");
    });
    let account = import(&world, std::slice::from_ref(&path), "");
    assert!(remarks(&account).contains("2 cells that held something are empty"), "{account}");
    assert!(remarks(&account).contains("--allow-clear"), "{account}");
}

#[test]
fn a_sheet_of_another_day_changes_nothing_unless_it_is_edited() {
    let world = World::example();
    for view in ["--as-of 2024-12", "--known-at 2025-03", "--as-of 2025-01 --known-at 2025-06"] {
        let ran =
            world.upr_at(EXPORTED, &format!("export csv --set all {view} -o day.csv --force"));
        assert_eq!(ran.code, 0, "{ran}");
        let path = world.path("day.csv");
        let mut sheet = Sheet::read(&path);
        let [added, updated, unchanged] = counts(&import(&world, std::slice::from_ref(&path), ""));
        assert_eq!((added, updated), (0, 0), "{view}");
        assert_eq!(unchanged, 59, "{view}");
        // What is edited there meets what was recorded since.
        let row = sheet.rows.iter().find(|row| row["status"] == "in-progress").unwrap();
        let id = row["id"].clone();
        sheet.set(&id, "status", "regressed");
        sheet.write(&path);
        let ran = run(&world, &[path], "--theirs --dry-run");
        assert!(ran.stdout.contains("regressed"), "{view}: {ran}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever is written into status and note of any rows, in any order of rows: exactly these
    /// change, and the file once more changes nothing.
    #[test]
    fn edits_come_back_and_nothing_else_changes(
        picks in proptest::collection::btree_map(0_usize..36, (0_usize..5, "[=+@'a-zé\u{4eba};,\" -]{1,12}[a-z]"), 1..6),
        reversed: bool,
    ) {
        let world = World::example();
        let words = ["no-information", "not-implemented", "in-progress", "partially-implemented", "implemented"];
        let (listed, _) = at(&world, EXPORTED, "list --set all");
        let closed: Vec<String> = listed["tables"]["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["life"] != "active")
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect();
        let mut edits = 0;
        let path = edited(&world, |sheet| {
            for (pick, (word, note)) in &picks {
                let row = &mut sheet.rows[*pick];
                let compound = !row["components"].is_empty();
                if compound || row["status"] == words[*word] || closed.contains(&row["id"]) {
                    continue;
                }
                row.insert("status".into(), words[*word].into());
                row.insert("note".into(), upr::domain::guard::guard(note));
                edits += 1;
            }
            if reversed {
                sheet.rows.reverse();
            }
        });
        let (account, ran) = at(&world, LATER, &format!("import {}", path.display()));
        prop_assert_eq!(ran.code, 0, "{}", ran);
        prop_assert_eq!(counts(&account), [0, edits, 59 - edits]);
        let (account, ran) = at(&world, LATEST, &format!("import {}", path.display()));
        prop_assert_eq!(ran.code, 0, "{}", ran);
        prop_assert_eq!(counts(&account), [0, 0, 59]);
        let exported = world.upr_at(LATEST, "export csv --set all --internal").stdout;
        let mut back = csv::Reader::from_reader(exported.as_bytes());
        let rows: Vec<BTreeMap<String, String>> = back.deserialize().map(Result::unwrap).collect();
        for (pick, (word, note)) in &picks {
            if rows[*pick]["components"].is_empty() && rows[*pick]["status"] == words[*word] && !rows[*pick]["note"].is_empty() && rows[*pick]["evidence"].contains("out.csv") {
                prop_assert_eq!(upr::domain::guard::unguard(&rows[*pick]["note"]), note.trim());
            }
        }
    }
}
