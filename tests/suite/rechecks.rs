//! Looking again at what was assessed: since when it holds stays as it is.

use crate::support::World;

/// In progress since 2024, looked at again in 2025.
fn world() -> World {
    let world = World::seeded();
    world.ok("status set 48 in-progress --on 2024-06-01 --note 'a bill' --evidence A/HRC/42/10:25");
    let ran = world.upr("status recheck 48 --note 'the register of bills' --on 2025-05-03");
    assert_eq!(ran.code, 0, "{ran}");
    let told = "HC19:48 was looked at again on 2025-05-03, according to this file: in-progress, no change (entry ";
    assert!(ran.stderr.contains(told), "{ran}");
    world
}

#[test]
fn since_stays_and_the_last_look_is_told() {
    let world = world();
    let shown = world.json("show 48");
    let facts = &shown["facts"];
    assert_eq!(
        (&facts["since"], &facts["last_looked_at"]),
        (&"2024-06-01".into(), &"2025-05-03".into())
    );
    let told = world.ok("show 48 --format md --internal");
    assert!(
        told.contains(
            "In progress since 1 June 2024; looked at again 3 May 2025, no change; a bill"
        ),
        "{told}"
    );
    assert!(told.contains("In progress, looked at again"), "the history has it: {told}");
    let row = &world.json("export json")["tables"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == "HC19:48")
        .unwrap()
        .clone();
    assert_eq!(row["effective_on"], "2024-06-01");
    assert_eq!(
        (&row["since"], &row["last_looked_at"]),
        (&"2024-06-01".into(), &"2025-05-03".into())
    );
    let moved = world.json("changes --since 2024-01-01")["facts"].clone();
    assert_eq!((&moved["changes"], &moved["first_assessments"]), (&0.into(), &1.into()));
    assert_eq!(world.json("changes --since 2025-01-01")["facts"]["changes"], 0);
    assert!(!world.ok("show 48").contains("confirmed"));
}

#[test]
fn a_new_reason_at_the_same_level_moves_no_since() {
    let world = world();
    world.ok("status set 48 in-progress --on 2025-09-01 --note 'second reading'");
    let row = |as_of: &str| {
        let shown = world.json(&format!("show 48 {as_of}"));
        (shown["facts"]["since"].clone(), shown["facts"]["last_looked_at"].clone())
    };
    assert_eq!(row(""), ("2024-06-01".into(), "2025-09-01".into()));
    assert_eq!(row("--as-of 2025-01-01"), ("2024-06-01".into(), "2024-06-01".into()));
    world.ok("status set 48 implemented --on 2025-10-01 --note 'in force'");
    world.ok("status set 48 in-progress --on 2025-11-01 --note 'repealed'");
    assert_eq!(row(""), ("2025-11-01".into(), "2025-11-01".into()), "another run");
    assert!(world.ok("report --template submission --format md").contains("since 1 November 2025"));
}

#[test]
fn staleness_counts_from_the_last_look() {
    let world = world();
    assert!(world.ok("list --stale 18m --format csv").lines().count() == 1, "seen in May 2025");
    assert!(world.ok("list --stale 6m --format csv").contains("HC19:48"));
    let gaps = world.ok("gaps --only stale --older-than 18m --format csv");
    assert!(!gaps.contains("HC19:48"), "{gaps}");
}

#[test]
fn what_may_not_be_looked_at_again_is_refused() {
    let world = world();
    let again = world.refused("status set 48 in-progress --note 'a bill'");
    assert!(again.stderr.contains("upr status recheck HC19:48"), "{again}");
    let none = world.refused("status recheck 49 --note x");
    assert!(none.stderr.contains("has no status according to `tracker`"), "{none}");
    let unseen = world.refused("status recheck 48");
    assert!(unseen.stderr.contains("what was looked at is not said"), "{unseen}");
    let late = world.refused("status recheck 48 --note x --on 2999");
    assert!(late.stderr.contains("in the future"), "{late}");
    let voice = world.refused("status recheck 48 --note x --by state");
    assert!(voice.stderr.contains("`state`"), "another's word is not one's own: {voice}");
    let whole = world.refused("status recheck 1 --note x");
    assert!(whole.stderr.contains("bundles 11 components"), "{whole}");
    world.ok("status set 3-14 in-progress --note x --on 2024 --yes");
    assert!(world.refused("status recheck 3-14 --note y").stderr.contains("12 items"));
    world.ok("status recheck 3-14 --note y --yes");
}

#[test]
fn taking_back_and_the_round_trip() {
    let world = world();
    std::fs::write(world.path("sheet.csv"), world.ok("export csv --internal")).unwrap();
    let ran = world.upr("import sheet.csv --dry-run");
    assert!(format!("{ran}").contains("0 updated, 70 unchanged"), "{ran}");
    let sheet = world.ok("export csv").replace("2025-05-03", "2025-05-04");
    std::fs::write(world.path("edited.csv"), sheet).unwrap();
    let ran = world.upr("import edited.csv --dry-run");
    assert!(format!("{ran}").contains("0 updated, 70 unchanged"), "worked out, not edited: {ran}");
    world.ok("verify");
    world.ok("undo");
    assert_eq!(world.json("show 48")["facts"]["last_looked_at"], "2024-06-01");
}

#[test]
fn a_day_before_the_document_is_asked_about() {
    let world = World::seeded();
    let early = world.refused("status set 48 in-progress --on 1925-06-30 --note 'a slip'");
    let told = "1925-06-30 is before `HC19:48` was asked: OHCHR-2019-11-28 is of 2019-11-28";
    assert!(early.stderr.contains(told) && early.stderr.contains("--yes"), "{early}");
    world.ok("status set 48 in-progress --on 2015-06-30 --note 'before it was asked' --yes");
    // In a sheet that comes back, too: the row is refused until somebody says that it is meant.
    let head = "id,status,effective_on,note\n";
    std::fs::write(world.path("slip.csv"), format!("{head}HC19:49,in-progress,1925-06-30,x\n"))
        .unwrap();
    let slip = world.upr("import slip.csv");
    let told = "a date from 2019-11-28 on, that of OHCHR-2019-11-28; meant so: `upr import --yes`";
    let plain = format!("{slip}").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(slip.code == 1 && plain.contains(told), "{slip}");
    assert_eq!(world.json("show 49")["facts"]["status"], "not-assessed");
    world.ok("import slip.csv --yes");
    assert_eq!(world.json("show 49")["facts"]["since"], "1925-06-30");
    world.ok("undo");
    // So a new item's.
    let head = "id,text,status,effective_on\n";
    let new = format!("{head}HC19L:9,Do it.,in-progress,2015-01-01\n");
    std::fs::write(world.path("new.csv"), new).unwrap();
    let slip = world.upr("import new.csv --create");
    assert!(slip.code == 1 && format!("{slip}").contains("2019-11-28"), "{slip}");
    world.ok("import new.csv --create --yes --dry-run");
    // The course begins with the period, not with that day.
    let trend = world.ok("trend --format md");
    assert!(trend.contains("2019-12-31") && !trend.contains("2015-"), "{trend}");
}

#[test]
fn a_share_that_is_left_out_says_why() {
    let world = World::seeded();
    let report = || world.ok("report --format md");
    assert!(!report().contains("no shares") && !report().contains("Shares of all"));
    world.ok("status set 48-50 in-progress --note x");
    assert!(
        report()
            .contains("Of 3 assessed no shares are given: they would say little of fewer than 5.")
    );
    world.ok("status set 51-54 in-progress --note x");
    assert!(
        report()
            .contains("Shares of all 56 are left out for what is assessed: that is less than half")
    );
}
