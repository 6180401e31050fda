//! Putting right what an item, set or document says: what stood there stays in the record.

use crate::support::World;

#[test]
fn a_text_is_put_right_and_what_stood_there_is_told() {
    let world = World::seeded();
    let ran = world.upr("item edit 48 --text 'Prohibiting zebras.' --note 'a slip'");
    assert!(ran.code == 0 && ran.stderr.contains("put right HC19:48 (entry "), "{ran}");
    let shown = world.json("show 48");
    assert_eq!(shown["tables"]["items"][0]["text"], "Prohibiting zebras.");
    let amended = &shown["tables"]["amendments"][0];
    assert_eq!(amended["before"], "Prohibiting corporal punishment in all settings.");
    assert_eq!(
        (&amended["since"], &amended["reason"]),
        (&"Prohibiting zebras.".into(), &"a slip".into())
    );
    for answer in ["list", "export csv", "report --theme children --format md"] {
        let answer = world.ok(answer);
        assert!(answer.contains("zebras") && !answer.contains("corporal"), "{answer}");
    }
    let found = world.json("search zebras");
    assert_eq!(found["tables"]["items"][0]["id"], "HC19:48");
    assert!(world.ok("list --text zebras").contains("HC19:48"));
    world.ok("verify");
    world.ok("undo");
    assert!(world.ok("list").contains("corporal"));
    assert!(world.json("show 48")["tables"]["amendments"].is_null());
}

#[test]
fn what_was_known_and_what_held_on_a_day_follow() {
    let world = World::seeded();
    let ran = world.upr_at(
        "2026-02-01T00:00:00Z",
        "item edit 48 --text 'Prohibiting zebras.' --note changed --since 2026-01-20",
    );
    assert_eq!(ran.code, 0, "{ran}");
    let at = |words: &str| {
        let ran =
            world.upr_at("2026-03-01T00:00:00Z", &format!("list --status not-assessed {words}"));
        assert_eq!(ran.code, 0, "{ran}");
        ran.stdout.contains("zebras")
    };
    assert!(at(""));
    assert!(!at("--as-of 2026-01-19") && at("--as-of 2026-01-20"));
    assert!(!at("--known-at 2026-01-31") && at("--known-at 2026-02-02"));
}

#[test]
fn a_heading_moves_an_item_and_its_figures() {
    let world = World::seeded();
    world.ok("item edit 48 --heading health --note 'filed wrong'");
    let items =
        |theme: &str| world.json(&format!("report --theme {theme}"))["facts"]["items"].clone();
    assert_eq!((items("children"), items("health")), (4.into(), 3.into()));
    assert_eq!(world.json("show 48")["tables"]["amendments"][0]["before"], "theme:children");
    let same = world.refused("item edit 48 --heading health --note again");
    assert!(same.stderr.contains("`HC19:48` says so already: heading"), "{same}");
    world.refused("item edit 48 --heading nowhere --note x");
}

#[test]
fn sets_and_documents_are_put_right_but_for_their_key() {
    let world = World::seeded();
    world.ok("set edit HC19 --title 'The annex' --cycle 4 --period 2019-11-28..2025 --note 'as we call it'");
    let set = world.json("set list")["tables"]["sets"][0].clone();
    assert_eq!((&set["title"], &set["cycle"]), (&"The annex".into(), &4.into()));
    assert_eq!(set["period_to"], "2025");
    assert!(world.ok("list").contains("HC19: The annex"));
    let told = world.json("set list")["tables"]["amendments"].clone();
    assert!(told.as_array().unwrap().iter().any(|row| row["field"] == "period_to"), "{told}");
    world.ok("document edit A/HRC/7/47 --date 2008-02-23 --symbol A/HRC/7/47/Corr.1");
    let shown = world.ok("document show A/HRC/7/47");
    assert!(shown.contains("2008-02-23") && shown.contains("2008-02-22"), "{shown}");
    assert!(world.ok("show HC08:4").contains("A/HRC/7/47/Corr.1"));
    let refused = world.refused("document edit A/HRC/7/47 --date someday");
    assert!(refused.stderr.contains("`someday` is no date"), "{refused}");
    assert!(world.refused("set edit HC19").stderr.contains("nothing is to be changed"));
    world.refused("set edit HC19 --title ''");
    world.refused("set edit NONE --title x");
    world.ok("verify");
}

#[test]
fn the_state_of_a_set_is_put_right_with_that_of_its_items() {
    let world = World::seeded();
    world.ok("set add NEW1 --state SVN --document EXAMPLE/9 --cycle 1");
    world.ok("item add NEW1:1 'Do it.'");
    world.ok("set edit NEW1 --state Croatia --note 'entered for another State'");
    let set = |words: &str| {
        let sets = world.json(words)["tables"]["sets"].as_array().unwrap().clone();
        sets.into_iter().find(|row| row["key"] == "NEW1").unwrap()["state"].clone()
    };
    assert_eq!(set("set list"), "Croatia");
    let count = |state: &str| {
        let answer = world.json(&format!("list --set all --state {state}"));
        answer["tables"]["items"].as_array().map_or(0, Vec::len)
    };
    assert_eq!((count("SVN"), count("HRV")), (0, 1));
    assert!(world.ok("export csv --set NEW1").contains("NEW1:1,NEW1,1,,Croatia,"));
    let by = world.ok("report --set NEW1 --by state --format md");
    assert!(by.contains("Croatia") && !by.contains("Slovenia"), "{by}");
    world.ok("item add NEW1:2 'Do more.'");
    assert_eq!(count("HRV"), 2, "a new item has the State of its set");
    let amended = world.json("set list")["tables"]["amendments"].clone();
    assert!(format!("{amended}").contains("\"before\":\"SVN\""), "{amended}");
    let file = rusqlite::Connection::open(world.path("my.db")).unwrap();
    let states = "SELECT group_concat(state) FROM v_items WHERE set_key = 'NEW1'";
    let states: String = file.query_row(states, [], |row| row.get(0)).unwrap();
    assert_eq!(states, "HRV,HRV", "in the views of the file, too");
    drop(file);
    world.refused("set edit NEW1 --state Nowhere");
    world.refused("set edit NEW1 --state ''");
    world.ok("verify");
    world.ok("undo");
    world.ok("undo");
    assert_eq!((count("SVN"), count("HRV")), (1, 0));
}

#[test]
fn the_speaker_and_the_day_of_an_ask_are_its_own() {
    let world = World::seeded();
    let shown = world.ok("show HC08:4");
    assert!(shown.contains("Said by: High Commissioner, 2008-02-11"), "{shown}");
    world.ok("item edit HC04:2 --speaker Secretariat --spoken-on 2004-12 --note 'the note itself'");
    assert!(world.ok("show HC04:2").contains("Said by: Secretariat, 2004-12"));
    let later = world.refused("item edit HC04:2 --spoken-on 2030 --note x");
    assert!(later.stderr.contains("in the future"), "{later}");
}

#[test]
fn a_copy_for_others_has_what_was_put_right() {
    let world = World::seeded();
    world.ok("item edit 48 --text 'Prohibiting zebras.' --note 'a slip'");
    world.ok("redact -o copy.db");
    let list = world.ok("list --db copy.db");
    assert!(list.contains("zebras"), "{list}");
    world.ok("verify --db copy.db");
}

#[test]
fn a_sheet_of_an_amended_item_comes_back_without_a_change() {
    let world = World::seeded();
    world.ok("item edit 48 --text 'Prohibiting zebras.' --note 'a slip'");
    std::fs::write(world.path("sheet.csv"), world.ok("export csv")).unwrap();
    let ran = world.upr("import sheet.csv --dry-run");
    assert!(ran.code == 0 && format!("{ran}").contains("0 updated, 70 unchanged"), "{ran}");
}
