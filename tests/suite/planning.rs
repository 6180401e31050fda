//! The example's plan, the walk-through of an office, and what was never handed on of any of it.

mod calendar;
mod indicators;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::handin::{parts, tables};
use crate::sheet::Sheet;
use crate::support::World;

/// What stands in a file, unpacked where it is a package.
fn whole(bytes: &[u8]) -> String {
    if bytes.starts_with(b"PK") {
        parts(bytes).into_values().collect()
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    }
}

fn written(world: &World, words: &str, file: &str) -> String {
    world.ok(&format!("{words} -o {file} --force"));
    whole(&std::fs::read(world.path(file)).unwrap())
}

/// The rows of a table by their first column.
fn rows(answer: &Value, table: &str, key: &str) -> BTreeMap<String, Value> {
    let rows = answer["tables"][table].as_array().unwrap();
    rows.iter().map(|row| (row[key].as_str().unwrap_or("").to_owned(), row.clone())).collect()
}

#[test]
fn the_example_carries_a_plan() {
    let world = World::example();
    let plan = world.json("plan EXP");
    assert_eq!(plan["facts"]["actions"], 12);
    assert_eq!(plan["facts"]["late"], 4);
    let standings = rows(&plan, "standings", "standing");
    let count = |standing: &str| standings[standing]["actions"].as_i64().unwrap();
    assert_eq!(count("completed-in-time"), 1);
    assert_eq!(count("completed-after"), 1);
    assert_eq!(count("under-way-past"), 4);
    assert_eq!(count("under-way"), 1);
    assert_eq!(count("to-come"), 3);
    assert_eq!(count("no-date"), 1);
    assert_eq!(count("dropped"), 1);
    assert_eq!(standings["under-way-past"]["moved_twice"], 1);
    let leads = rows(&plan, "leads", "lead");
    assert_eq!(
        (&leads["xex-justice"]["actions"], &leads["xex-justice"]["completed"]),
        (&4.into(), &1.into())
    );
    assert_eq!(leads["xex-education"]["dropped"], 1);
    // A ministry was renamed: the name of the day.
    let name = |day: &str| {
        let all = world.json(&format!("entity list --as-of {day}"));
        rows(&all, "entities", "key")["xex-justice"]["name"].clone()
    };
    assert_eq!(name("2025-08-31"), "Ministry of Justice of Exampleland");
    assert_eq!(name("2025-09-01"), "Ministry of Justice and Equality of Exampleland");
    let indicators = rows(&world.json("indicator"), "indicators", "key");
    assert_eq!(indicators.len(), 2);
    assert_eq!(indicators["legal-aid-districts"]["baseline"], "5 districts (2023)");
    let requests = world.json("request --internal");
    assert_eq!(requests["tables"]["requests"][0]["state"], "late");
    assert_eq!(requests["tables"]["requests"][0]["items"], 8);
    // Nothing of it counts among recommendations.
    assert_eq!(world.json("report")["facts"]["items"], 36);
    assert!(world.ok("verify").contains("The file is as it was written"));
}

/// The walk-through of an office, on the example.
#[test]
fn an_office_walks_through() {
    let world = World::example();
    let status = || world.json("show EX:24")["facts"]["status"].clone();
    let before = status();
    for words in [
        "entity add moj --name 'Ministry of Justice' --kind ministry",
        "plan add NHRAP 'National action plan' --state XEX --period 2026..2030",
        "action add 'Draft the quota bill' --for EX:24 EX:25 --lead moj --due 2027-03 --plan NHRAP",
        "status set NHRAP:1 under-way --note 'drafting group met'",
        "due set NHRAP:1 2027-09 --reason elections",
        "indicator add women-seats 'Women in parliament' --kind outcome --unit percent --for EX:24",
        "indicator value women-seats 31.4 --period 2025 --by nhri --evidence https://example.org/seats",
        "request add moj --answer-by 2027-01-31 -o moj.xlsx",
        "request sheet R2 -o moj.csv",
    ] {
        world.ok(words);
    }
    assert_eq!(before, status(), "an action moves no status");
    let shown = world.ok("show EX:24 --format md --internal");
    assert!(
        shown.contains("Action NHRAP:1: Draft the quota bill (under way since 15 January 2026")
    );
    assert!(shown.contains("Indicator: Women in parliament; measured 31.4 per cent"));
    assert_eq!(
        world.json("plan NHRAP --internal")["tables"]["actions"][0]["first_due_on"],
        "2027-03"
    );
    world.ok("due --within 3y -o due.ics --internal");
    let mut sheet = Sheet::read(&world.path("moj.csv"));
    sheet.set("NHRAP:1", "what_was_done", "The bill was tabled.");
    sheet.write(&world.path("back.csv"));
    let ran = world.upr("import back.csv --dry-run");
    assert!(ran.stderr.contains("2 of 3 came back unanswered"), "{ran}");
    assert!(ran.stderr.contains("next: the same without `--dry-run`"), "{ran}");
    world.ok("import back.csv");
    let requests = rows(&world.json("request --internal"), "requests", "key");
    assert_eq!((&requests["R2"]["answered"], &requests["R2"]["items"]), (&1.into(), &3.into()));
    world.ok("publish NHRAP");
    for template in ["plan", "midterm"] {
        let paper = written(&world, &format!("report --template {template}"), "paper.docx");
        assert!(paper.contains("Draft the quota bill"), "{template}");
        assert!(!paper.contains("31.4 per cent"), "an internal indicator is in no paper");
        let paper =
            written(&world, &format!("report --template {template} --internal"), "paper.docx");
        assert!(paper.contains("31.4 per cent (2025)"), "{template}");
    }
    assert!(world.ok("verify").contains("The file is as it was written"));
}

#[test]
fn papers_tell_indicators_and_measures() {
    let world = World::example();
    let plan = world.json("report --template plan");
    let plan = rows(&plan, "plan", "id");
    let told = plan["EX:16"]["indicator"].as_str().unwrap();
    assert!(told.contains("Children who complete primary school"), "{told}");
    assert!(told.contains("baseline 78.4 per cent (2023)"), "{told}");
    assert!(told.contains("latest 81.6 per cent (2025, provisional)"), "{told}");
    assert!(told.contains("(sex=f)") && told.contains("latest 80.2 per cent"), "{told}");
    assert!(!told.contains("80.1"), "the latest figure alone: {told}");
    assert_eq!(plan["EX:24"]["indicator"], Value::Null);
    let midterm = world.json("report --template midterm --as-of 2026-01-15");
    let measures = rows(&midterm, "measures", "id");
    let one = &measures["EXP:3"];
    assert_eq!((&one["status"], &one["since"]), (&"completed".into(), &"2025-11-20".into()));
    assert_eq!(one["lead"], "Ministry of Justice and Equality of Exampleland");
    assert!(one["evidence"].as_str().unwrap().contains("https://example.org/gov/training-2025"));
    let moved = &measures["EXP:8"];
    assert_eq!(moved["due_on"], "2026-09 (first 2025-09-01)");
    let indicators = midterm["tables"]["indicators"].as_array().unwrap();
    assert_eq!(indicators.len(), 3, "a row each group: {indicators:?}");
    let document = parts(
        &std::fs::read({
            world.ok("report --template midterm --as-of 2026-01-15 -o m.docx");
            world.path("m.docx")
        })
        .unwrap(),
    );
    let document = &document["word/document.xml"];
    assert!(
        document.contains("Measures taken")
            && document.contains("September 2026 (first 1 September 2025)")
    );
    assert!(tables(document).iter().any(|table| table[0].contains(&"Baseline".to_owned())));
    // Where there is none, nothing stands in its place.
    let other = World::seeded();
    let page = other.ok("report --template midterm --format md");
    assert!(!page.contains("Measures taken") && !page.contains("Indicators ("), "{page}");
}

#[test]
fn figures_by_lead_institution() {
    let world = World::example();
    world.ok("lead set EX:24 EX:25 xex-justice --public");
    world.ok("lead set EX:26 xex-health");
    let lead = |words: &str| {
        let leads = rows(&world.json(words), "leads", "key");
        let of = |key: &str| leads.get(key).map(|row| row["items"].as_i64().unwrap());
        (of("xex-justice"), of("xex-health"), of(""))
    };
    assert_eq!(
        lead("report --by lead"),
        (Some(2), None, Some(34)),
        "what is internal leads nothing"
    );
    assert_eq!(lead("report --by lead --internal"), (Some(2), Some(1), Some(33)));
    let page = world.ok("report --by lead --format md");
    assert!(page.contains("## By lead") && page.contains("(no lead)"), "{page}");
    let leads = rows(&world.json("report --by lead"), "leads", "key");
    let name = "Ministry of Justice and Equality of Exampleland";
    assert_eq!(leads["xex-justice"]["heading"], name);
}

#[test]
fn what_institutions_owe_falls_due() {
    let world = World::example();
    let due = |words: &str| rows(&world.json(words), "due", "id");
    assert!(!due("due").contains_key("R1"), "a request is internal");
    let request = &due("due --internal")["R1"];
    assert_eq!((&request["due_on"], &request["kind"]), (&"2025-12-12".into(), &"request".into()));
    assert_eq!((&request["lead"], &request["late"]), (&"xex-justice".into(), &"yes".into()));
    assert!(due("due --late --internal").contains_key("R1"));
    assert!(due("due --lead xex-justice --internal").contains_key("R1"));
    assert!(!due("due --lead xex-health --internal").contains_key("R1"));
    assert!(world.ok("due --format ics --internal").contains("answer of Ministry of Justice"));
    world.ok("request close R1 --note 'answered by telephone'");
    assert!(!due("due --internal").contains_key("R1"));
}

/// A factsheet says how a published plan stands, in the figures of the plan itself; of another it says nothing.
#[test]
fn a_factsheet_says_how_the_plan_stands() {
    let world = World::example();
    world.ok("plan add SECRET 'A secret plan' --state XEX");
    world.ok("action add 'Draft' --for EX:24 --plan SECRET");
    world.ok("plan add IDLE 'Of nothing' --state XEX --public");
    let told = world.ok("report --template factsheet --format md");
    let line =
        "2025 to 2027 (extract): 12 actions, 2 completed, 4 past the first date and not completed.";
    assert!(told.contains(line), "{told}");
    assert!(!told.contains("secret plan") && !told.contains("Of nothing"), "{told}");
    assert!(world.ok("plan EXP --format md").contains("12 actions: 2 completed, 4 past"));
}

#[test]
fn rows_that_were_added_to_a_plan_are_new_actions() {
    let world = World::example();
    world.ok("export csv --set EXP -o out.csv");
    let mut sheet = Sheet::read(&world.path("out.csv"));
    let blank: BTreeMap<String, String> =
        sheet.columns.iter().map(|key| (key.clone(), String::new())).collect();
    let with = |cells: &[(&str, &str)]| {
        let mut row = blank.clone();
        for (key, text) in cells {
            row.insert((*key).to_owned(), (*text).to_owned());
        }
        row
    };
    sheet.rows.push(with(&[
        ("text", "Print the constitution in sign language"),
        ("recommendations", "EX:33; EXR:102.10"),
        ("lead", "Ministry of Education of Exampleland"),
        ("supporting", "xex-justice"),
        ("due_on", "2026-11"),
        ("status", "under way"),
        ("note", "a translator was found"),
    ]));
    sheet.rows.push(with(&[("set", "EXP"), ("text", "Test every lift in public buildings")]));
    sheet.write(&world.path("back.csv"));
    let ran = world.upr("import back.csv --dry-run");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("2 rows without an item, so new actions: EXP:13, EXP:14"), "{ran}");
    assert_eq!(world.json("plan EXP --internal")["facts"]["actions"], 12, "a rehearsal");
    world.ok("import back.csv");
    let plan = world.json("plan EXP --internal");
    let actions = rows(&plan, "actions", "id");
    let new = &actions["EXP:13"];
    assert_eq!(new["recommendations"], "EX:33; EXR:102.10");
    assert_eq!(
        (&new["lead"], &new["supporting"]),
        (&"xex-education".into(), &"xex-justice".into())
    );
    assert_eq!((&new["due_on"], &new["status"]), (&"2026-11".into(), &"under-way".into()));
    assert_eq!(new["note"], "a translator was found");
    assert_eq!(actions["EXP:14"]["status"], "not-reported");
    assert_eq!(world.json("plan EXP")["facts"]["actions"], 12, "new ones are internal");
    world.ok("undo");
    assert_eq!(world.json("plan EXP --internal")["facts"]["actions"], 12);
    for (column, text, said) in [
        ("lead", "nobody", "an institution of this file"),
        ("recommendations", "EX:999", "a recommendation, SET:REF"),
        ("recommendations", "EXP:1", "a recommendation, SET:REF"),
        ("due_on", "soon", "a date such as"),
        ("status", "almost", "a status of an action"),
    ] {
        let mut sheet = Sheet::read(&world.path("out.csv"));
        sheet.rows.push(with(&[("text", "A new one"), (column, text)]));
        sheet.write(&world.path("edited.csv"));
        let ran = world.upr("import edited.csv --format json");
        assert!(ran.code == 1 && ran.stdout.contains(said), "{column} {text}: {ran}");
    }
}

#[test]
fn what_is_said_beside_an_import_is_true() {
    let world = World::example();
    world.ok("request sheet R1 -o r.csv");
    let ran = world.upr("import r.csv --dry-run");
    assert!(ran.stderr.contains("8 of 8 came back unanswered"), "{ran}");
    assert!(ran.stderr.contains("nothing new") && !ran.stderr.contains("next:"), "{ran}");
    // An emptied lead or date is not said to be cleared by an option that keeps it.
    world.ok("export csv --set EXP -o out.csv");
    let mut sheet = Sheet::read(&world.path("out.csv"));
    sheet.set("EXP:1", "lead", "");
    sheet.set("EXP:2", "due_on", "");
    sheet.write(&world.path("out.csv"));
    let told = world.ok("import out.csv --dry-run --format json");
    assert!(!told.contains("--allow-clear"), "{told}");
    assert!(told.contains("upr lead remove") && told.contains("a date is moved"), "{told}");
    // One item is asked about in the singular, and a list of internal requests is not called empty.
    world.ok("request add xex-health EX:12 --answer-by 2026-02-28 -o one.csv");
    let told = world.ok("request sheet R2 --format md");
    assert!(told.contains("about the recommendation or action in"), "{told}");
    let told = world.ok("request --format md");
    assert!(!told.contains("Nothing to show") && told.contains("--internal"), "{told}");
    world.ok("entity add e --name E --kind ministry");
}
