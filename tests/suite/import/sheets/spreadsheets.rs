//! What a spreadsheet does to a sheet that passes through it.

use super::*;

#[test]
fn a_ref_that_a_spreadsheet_ruined_stops_the_import() {
    let world = World::example();
    let path = edited(&world, |sheet| {
        sheet.columns.retain(|key| key != "id");
        sheet.columns.insert(0, "id".into());
        for row in &mut sheet.rows {
            if row["ref"] == "101.20" {
                row.insert("ref".into(), "101.2".into());
            }
        }
    });
    let ran = run(&world, &[path], "");
    assert_eq!(ran.code, 1, "{ran}");
    let account: Value = serde_json::from_str(&ran.stdout).unwrap();
    let error = &account["tables"]["errors"][0];
    assert_eq!(
        (error["found"].as_str(), error["nearest"].as_str()),
        (Some("101.2"), Some("EXR:101.20"))
    );
}

#[test]
fn codes_that_a_spreadsheet_takes_for_numbers_change_nothing() {
    let world = World::seeded();
    world.ok("export csv -o out.csv");
    let path = world.path("out.csv");
    let mut sheet = Sheet::read(&path);
    let mut ruined = 0;
    for row in &mut sheet.rows {
        assert!(row["version"].starts_with('v'), "no number: {}", row["version"]);
        if row["sdgs"] == "16.10" {
            row.insert("sdgs".into(), "16.1".into());
            ruined += 1;
        }
    }
    assert!(ruined > 0);
    sheet.write(&path);
    let account = import(&world, &[path], "");
    assert_eq!(counts(&account), [0, 0, 70]);
    assert!(account["tables"]["warnings"].to_string().contains("taken for it"), "{account}");
}

#[test]
fn rows_that_are_set_aside_run_in_no_spreadsheet_and_come_back() {
    let world = World::example();
    let path = edited(&world, |sheet| {
        sheet.set("EX:2", "note", "'=1+1");
        sheet.set("EX:2", "status", "implementd");
    });
    assert_eq!(run(&world, &[path], "--set-aside").code, 3);
    let aside = world.path("out.set-aside.csv");
    let mut sheet = Sheet::read(&aside);
    assert_eq!(sheet.rows[0]["note"], "'=1+1");
    sheet.set("EX:2", "status", "implemented");
    sheet.write(&aside);
    let account = import(&world, &[aside], "");
    assert_eq!(counts(&account), [0, 1, 0]);
    let shown = world.upr_at(LATEST, "show EX:2 --internal --format json");
    assert!(shown.stdout.contains("\"note\":\"=1+1\""), "{shown}");
}

#[test]
fn a_sheet_with_most_columns_left_out_is_known_and_ruined_refs_in_it_are_found() {
    let world = World::example();
    let write = |rows: &str| {
        let path = world.path("few.csv");
        std::fs::write(&path, rows).unwrap();
        path
    };
    let account = import(&world, &[write("id,status,note\nEX:3,regressed,a decree\n")], "");
    assert_eq!(counts(&account), [0, 1, 0]);
    let rows = "id,status\nEXR:101.19,implemented\nEXR:101.2,implemented\nEXR:101.21,implemented\n";
    let ran = run(&world, &[write(rows)], "--dry-run");
    assert_eq!(ran.code, 1, "{ran}");
    let account: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(account["tables"]["errors"][0]["nearest"], "EXR:101.20", "{account}");
    // The version of another item beside a ref.
    let path = edited(&world, |sheet| {
        let version = sheet.row("EXR:101.20")["version"].clone();
        sheet.set("EXR:101.2", "version", &version);
    });
    let ran = run(&world, &[path], "");
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stdout.contains("a version of this item"), "{ran}");
}

#[test]
fn a_workbook_that_libreoffice_saved_changes_nothing() {
    for filter in [
        "xlsx:Calc MS Excel 2007 XML",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1",
    ] {
        let world = World::example();
        let ran = world.upr_at(EXPORTED, "export xlsx --set all --internal -o items.xlsx");
        assert_eq!(ran.code, 0, "{ran}");
        let Some(path) = through_libreoffice(&world, "items.xlsx", filter) else { return };
        let account = import(&world, &[path], "--internal --allow-clear");
        assert_eq!(counts(&account), [0, 0, 59], "{filter}: {account}");
    }
}
