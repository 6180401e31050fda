//! The sheet of indicators, out and in again.

use serde_json::Value;

use super::rows;
use crate::sheet::{Sheet, through_libreoffice};
use crate::support::World;

/// What an import says of itself.
fn accounted(world: &World, words: &str) -> Value {
    serde_json::from_str(&world.ok(&format!("{words} --format json"))).unwrap()
}

#[test]
fn the_sheet_of_indicators_goes_both_ways() {
    let world = World::example();
    for format in ["csv", "xlsx"] {
        world.ok(&format!("export {format} --what indicators -o out.{format}"));
        let account = accounted(&world, &format!("import out.{format} --dry-run"));
        let file = &account["tables"]["files"][0];
        assert_eq!(
            (&file["layout"], &file["unchanged"]),
            (&"indicators".into(), &11.into()),
            "{account}"
        );
        assert_eq!((&file["updated"], &file["added"]), (&0.into(), &0.into()), "{account}");
        let ran = world.upr(&format!("import out.{format} --dry-run"));
        assert!(ran.stderr.contains("nothing new"), "{ran}");
    }
    if let Some(saved) = through_libreoffice(&world, "out.xlsx", "xlsx") {
        let account = accounted(&world, &format!("import {} --dry-run --ours", saved.display()));
        assert_eq!(account["tables"]["files"][0]["refused"], 0, "{account}");
    }
}

#[test]
fn edits_of_the_sheet_of_indicators_are_taken() {
    let world = World::example();
    world.ok("export csv --what indicators -o out.csv");
    let mut sheet = Sheet::read(&world.path("out.csv"));
    let mut added = sheet.rows[0].clone();
    for row in &mut sheet.rows {
        if row["indicator"] == "legal-aid-districts" && row["period"] == "2025" {
            row.insert("value".to_owned(), "9".to_owned());
        }
        // A spreadsheet shortens a figure, and an emptied one takes nothing away.
        if row["figure"] == "target" && row["indicator"] == "school-completion" {
            let value = if row["group"].is_empty() { "90.0" } else { "" };
            row.insert("value".to_owned(), value.to_owned());
        }
    }
    for (key, text) in [
        ("indicator", "shelters"),
        ("title", "Shelters for victims of violence"),
        ("kind", "process"),
        ("unit", "shelters"),
        ("items", "EX:22"),
        ("figure", "value"),
        ("group", ""),
        ("period", "2025"),
        ("value", "6"),
        ("entry", ""),
    ] {
        added.insert(key.to_owned(), text.to_owned());
    }
    sheet.rows.push(added);
    sheet.write(&world.path("back.csv"));
    let account = accounted(&world, "import back.csv --dry-run");
    let file = &account["tables"]["files"][0];
    assert_eq!((&file["updated"], &file["added"]), (&1.into(), &1.into()), "{account}");
    assert_eq!(account["tables"]["changes"][0]["old"], "8");
    assert_eq!(account["tables"]["changes"][0]["new"], "9");
    assert!(account.to_string().contains("1 figure emptied: left as recorded"), "{account}");
    accounted(&world, "import back.csv");
    let told = world.json("indicator --internal");
    let known = rows(&told, "indicators", "key");
    assert_eq!(known["legal-aid-districts"]["values"], "9 districts (2025)");
    assert_eq!(known["shelters"]["values"], "6 shelters (2025)");
    assert_eq!(known["shelters"]["items"], "EX:22");
    // A sheet that was exported before another revision does not undo it unseen.
    world.ok("indicator value legal-aid-districts 10 --period 2025 --public --evidence https://example.org/x");
    let ran = world.upr("import out.csv --format json");
    assert!(ran.code == 1 && ran.stdout.contains("it was revised here to 10 since"), "{ran}");
    accounted(&world, "import out.csv --ours");
    assert_eq!(
        rows(&world.json("indicator"), "indicators", "key")["legal-aid-districts"]["values"],
        "10 districts (2025)"
    );
}

/// A workbook has the heads that people see, where a CSV has keys.
#[test]
fn a_sheet_of_indicators_is_read_by_its_heads() {
    let world = World::example();
    world.ok("export csv --what indicators -o out.csv");
    let mut sheet = Sheet::read(&world.path("out.csv"));
    let mut added = sheet.rows[0].clone();
    for (key, text) in [
        ("figure", "value"),
        ("group", ""),
        ("period", "2022"),
        ("value", "71.5"),
        ("assessor", "nhri"),
        ("evidence", "https://example.org/census/2022"),
        ("entry", ""),
    ] {
        added.insert(key.to_owned(), text.to_owned());
    }
    sheet.rows[0].insert("evidence".to_owned(), "https://example.org/census/new".to_owned());
    sheet.rows.push(added);
    sheet.write(&world.path("keys.csv"));
    let text = std::fs::read_to_string(world.path("keys.csv")).unwrap();
    let (heads, rows) = text.split_once('\n').unwrap();
    let heads = heads.replace("evidence", "Source").replace("items", "For");
    std::fs::write(world.path("heads.csv"), format!("{heads}\n{rows}")).unwrap();
    let account = accounted(&world, "import heads.csv");
    let file = &account["tables"]["files"][0];
    assert_eq!((&file["updated"], &file["added"]), (&1.into(), &1.into()), "{account}");
    let told = world.ok("export csv --what indicators --internal");
    for address in ["https://example.org/census/2022", "https://example.org/census/new"] {
        assert!(told.contains(address), "{told}");
    }
}

#[test]
fn what_is_wrong_in_a_sheet_of_indicators_is_named() {
    let world = World::example();
    world.ok("export csv --what indicators -o out.csv");
    for (column, text, said) in [
        ("value", "many", "is no figure"),
        ("figure", "guess", "value, baseline or target"),
        ("period", "soon", "2025, 2025-06 or FROM..TO"),
        ("evidence", "javascript:alert(1)", "is no source of a figure"),
        ("group", "sex", "is no group"),
        ("assessor", "nobody", "an assessor of this file"),
        ("indicator", "legal-aid-district", "an indicator of this file"),
    ] {
        let mut sheet = Sheet::read(&world.path("out.csv"));
        let row = sheet.rows.last_mut().unwrap();
        row.insert(column.to_owned(), text.to_owned());
        if column == "indicator" {
            row.insert("title".to_owned(), String::new());
        }
        sheet.write(&world.path("edited.csv"));
        let ran = world.upr("import edited.csv --format json --ours");
        assert!(ran.code == 1 && ran.stdout.contains(said), "{column}: {ran}");
    }
}
