//! The sheet of a plan, both ways.

use serde_json::Value;

use crate::sheet::{Sheet, through_libreoffice};
use crate::support::World;

/// A plan of two actions with all that a sheet can say of them.
fn planned() -> World {
    let world = World::example();
    world.ok("entity add moj --name 'Ministry of Justice' --kind ministry");
    world.ok("entity add mfa --name 'Ministry of Foreign Affairs' --kind ministry");
    world.ok("plan add NHRAP 'National action plan' --state XEX --period 2026..2030");
    world.ok(
        "action add 'Draft the quota bill' --for EX:24 EX:25 --lead moj --supporting mfa --due 2027-03 --plan NHRAP",
    );
    world.ok("action add 'Train judges' --for EX:24 --due 2026-12-31 --from 2026-02 --plan NHRAP");
    world.ok("status set NHRAP:1 under-way --note 'drafting group met'");
    world.ok("due set NHRAP:1 2027-09 --reason elections");
    world.ok("lead set EX:24 moj --public");
    world
}

/// What an import would change.
fn changes(world: &World, words: &str) -> Vec<[String; 4]> {
    let account: Value = serde_json::from_str(&world.ok(words)).unwrap();
    let rows = account["tables"]["changes"].as_array().cloned().unwrap_or_default();
    let cell = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    rows.iter().map(|row| ["item", "column", "old", "new"].map(|key| cell(row, key))).collect()
}

#[test]
fn an_unedited_sheet_of_a_plan_changes_nothing() {
    let world = planned();
    for set in ["NHRAP", "EX", "EX,NHRAP"] {
        for format in ["csv", "xlsx"] {
            world.ok(&format!("export {format} --set {set} --internal -o out.{format} --force"));
            let ran = world.ok(&format!("import out.{format} --internal --dry-run --format json"));
            let account: Value = serde_json::from_str(&ran).unwrap();
            assert_eq!(account["tables"]["files"][0]["updated"], 0, "{set} {format}: {account}");
            assert_eq!(account["facts"]["warnings"], 0, "{account}");
            assert_ne!(account["tables"]["files"][0]["unchanged"], 0, "{account}");
        }
    }
    // What is handed on shows the dates and leads that were published, and takes nothing away.
    world.ok("publish NHRAP");
    world.ok("export csv --set NHRAP -o public.csv");
    assert_eq!(Sheet::read(&world.path("public.csv")).row("NHRAP:1")["due_on"], "2027-03");
    assert_eq!(changes(&world, "import public.csv --dry-run --format json"), [[""; 4]; 0]);
    world.ok("export csv --set EX -o items.csv");
    let mut items = Sheet::read(&world.path("items.csv"));
    assert_eq!(items.row("EX:24")["lead"], "moj");
    assert_eq!(items.row("EX:24")["actions"], "NHRAP:1; NHRAP:2");
}

#[test]
fn edits_of_a_plan_come_back() {
    let world = planned();
    world.ok("export csv --set EX,NHRAP --internal -o out.csv");
    let mut sheet = Sheet::read(&world.path("out.csv"));
    assert_eq!(sheet.row("NHRAP:1")["status"], "under-way");
    assert_eq!(sheet.row("NHRAP:1")["recommendations"], "EX:24; EX:25");
    sheet.set("NHRAP:1", "status", "Completed");
    sheet.set("NHRAP:1", "note", "tabled");
    sheet.set("NHRAP:1", "due_on", "2028");
    sheet.set("NHRAP:1", "lead", "Ministry of Foreign Affairs");
    sheet.set("NHRAP:1", "supporting", "moj");
    sheet.set("NHRAP:2", "status", "dropped");
    sheet.set("NHRAP:2", "note", "merged into NHRAP:1");
    sheet.set("EX:25", "due_on", "2027-06-30");
    // An emptied cell takes nothing away.
    sheet.set("EX:24", "lead", "");
    sheet.write(&world.path("out.csv"));
    let told = changes(&world, "import out.csv --internal --dry-run --format json");
    let of = |item: &str, column: &str| {
        told.iter()
            .filter(|it| it[0] == item && it[1] == column)
            .map(|it| it[3].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("NHRAP:1", "status"), ["completed"], "{told:?}");
    assert_eq!(of("NHRAP:2", "status"), ["dropped"], "{told:?}");
    world.ok("import out.csv --internal");
    let plan = world.json("plan NHRAP --internal");
    let actions = &plan["tables"]["actions"];
    assert_eq!(actions[0]["status"], "completed");
    assert_eq!((&actions[0]["lead"], &actions[0]["supporting"]), (&"mfa".into(), &"moj".into()));
    assert_eq!(
        (&actions[0]["due_on"], &actions[0]["first_due_on"]),
        (&"2028".into(), &"2027-03".into())
    );
    assert_eq!(actions[1]["standing"], "dropped");
    assert_eq!(actions[1]["note"], "merged into NHRAP:1");
    assert!(world.ok("show EX:24 --format md --internal").contains("Led by: Ministry of Justice"));
    assert!(world.ok("show NHRAP:1 --format md --internal").contains("as out.csv says"));
    world.ok("undo");
    let plan = world.json("plan NHRAP --internal");
    assert_eq!(plan["tables"]["actions"][1]["standing"], "to-come");
    assert!(world.ok("verify").contains("The file is as it was written"));
}

#[test]
fn what_a_sheet_cannot_say_of_a_plan_is_refused() {
    let world = planned();
    world.ok("export csv --set EX,NHRAP --internal -o out.csv");
    for (item, column, text, said) in [
        ("NHRAP:1", "lead", "mojj", "an institution of this file"),
        ("NHRAP:1", "lead", "moj; mfa", "one institution that leads"),
        ("NHRAP:1", "due_on", "soon", "a date such as 2027-03-31"),
        ("EX:24", "status", "under-way", "is said of actions"),
        ("NHRAP:2", "status", "dropped", "why the action was dropped"),
    ] {
        let mut sheet = Sheet::read(&world.path("out.csv"));
        sheet.set(item, column, text);
        sheet.write(&world.path("edited.csv"));
        let ran = world.upr("import edited.csv --internal --format json");
        assert_eq!(ran.code, 1, "{item} {column} {text}: {ran}");
        assert!(ran.stdout.contains(said), "{ran}");
    }
}

#[test]
fn a_plan_that_libreoffice_saved_changes_nothing() {
    let world = planned();
    world.ok("export xlsx --set EX,NHRAP --internal -o out.xlsx");
    let Some(saved) = through_libreoffice(&world, "out.xlsx", "xlsx") else { return };
    let words = format!("import {} --internal --dry-run --format json", saved.display());
    assert_eq!(changes(&world, &words), [[""; 4]; 0]);
}

/// A sheet that was sent twice, or kept and sent again, says nothing new.
#[test]
fn a_sheet_of_a_plan_that_comes_back_twice_changes_nothing() {
    let world = planned();
    world.ok("export csv --set NHRAP --internal -o out.csv");
    let mut sheet = Sheet::read(&world.path("out.csv"));
    let mut added = sheet.rows[0].clone();
    added.values_mut().for_each(String::clear);
    added.insert("set".to_owned(), "NHRAP".to_owned());
    added.insert("text".to_owned(), "Print the law in Braille".to_owned());
    added.insert("recommendations".to_owned(), "EX:25; EX:24".to_owned());
    let mut other = added.clone();
    other.insert("recommendations".to_owned(), "EX:25".to_owned());
    sheet.rows.extend([added.clone(), added, other]);
    sheet.set("NHRAP:2", "status", "dropped");
    sheet.set("NHRAP:2", "note", "merged into NHRAP:1");
    sheet.set("NHRAP:1", "status", "completed");
    sheet.set("NHRAP:1", "note", "tabled");
    sheet.write(&world.path("back.csv"));
    let taken = |words: &str| {
        let account: Value = serde_json::from_str(&world.ok(words)).unwrap();
        let file = account["tables"]["files"][0].clone();
        (file["added"].clone(), file["updated"].clone(), account)
    };
    let (added, updated, account) = taken("import back.csv --internal --format json");
    assert_eq!((added, updated), (2.into(), 2.into()), "a row doubled is one action: {account}");
    let (added, updated, account) = taken("import back.csv --internal --format json");
    assert_eq!((added, updated), (0.into(), 0.into()), "{account}");
    assert!(account.to_string().contains("`NHRAP:3` says the same"), "{account}");
    assert_eq!(world.json("plan NHRAP --internal")["facts"]["actions"], 4);
    // What a sheet of a plan brings is no set that bare numbers could mean.
    let ran = world.upr("import back.csv --internal");
    assert!(ran.code == 0 && !ran.stderr.contains("upr set default"), "{ran}");
}

/// Why an action was dropped stands wherever it is told, never why it stood as it did before.
#[test]
fn a_dropped_action_is_told_with_its_reason() {
    let world = World::example();
    world.ok("status set EXP:1 partly-done --note 'a draft is with the cabinet' --public");
    world.ok("action drop EXP:1 --note 'the register exists' --on 2026-01-10 --public");
    world.ok("export csv --set EXP -o out.csv");
    let mut sheet = Sheet::read(&world.path("out.csv"));
    let row = sheet.row("EXP:1");
    assert_eq!(row["status"], "dropped");
    assert_eq!((&*row["note"], &*row["effective_on"]), ("the register exists", "2026-01-10"));
    let shown = world.ok("show EXP:1 --format md");
    let said = "this action was dropped on 10 January 2026; the register exists";
    assert!(shown.contains(said), "{shown}");
    let midterm = world.json("report --template midterm");
    let rows = midterm["tables"]["measures"].as_array().unwrap();
    let told = rows.iter().find(|row| row["id"] == "EXP:1").unwrap();
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&"dropped".into(), &"the register exists".into())
    );
    // A reason that was not published is told to nobody.
    world.ok("action drop EXP:2 --note SECRET");
    assert!(!world.ok("report --template midterm --format json").contains("SECRET"));
    assert!(!world.ok("show EXP:2 --format md").contains("SECRET"));
    assert!(!world.ok("export csv --set EXP").contains("SECRET"));
}
