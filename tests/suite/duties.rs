//! Who must do what by when: institutions with dated names, leads, due dates that keep their history.

use serde_json::Value;

use super::support::World;

const MOJ: &str = "entity add moj --name 'Ministry of Justice' --kind ministry";

#[test]
fn an_office_asks_who_must_do_what_by_when() {
    let world = World::example();
    let figures = world.ok("report --format json --table statuses --set all");
    world.ok(MOJ);
    world.ok("entity add mfa --name 'Ministry of Foreign Affairs' --kind ministry");
    world.ok("entity rename moj 'Ministry of Justice and Equality' --on 2026-01-10");
    world.ok("lead set EX:24 EX:25 moj --public");
    world.ok("lead set EX:24 mfa --role supporting --public");
    world.ok("due set EX:24 2025-12 --public");
    let ran = world.refused("due set EX:24 2027-09");
    assert!(ran.stderr.contains("needs its reason"), "{ran}");
    world.ok("due set EX:24 2027-09 --reason elections --public");
    let shown = world.ok("show EX:24 --format md");
    for said in [
        "Led by: Ministry of Justice and Equality, since 15 January 2026",
        "Supported by: Ministry of Foreign Affairs",
        "Was due December 2025",
        "Due September 2027 (set in January 2026: elections)",
    ] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    assert!(
        world.ok("entity list --as-of 2026-01-05 --format csv").contains(",Ministry of Justice,")
    );
    let late = world.ok("due --late --format csv");
    let row = late.lines().find(|line| line.contains(",EX:24,")).unwrap();
    let text = "2027-09,EX:24,Increasing the number of women in parliament and in local councils.";
    assert!(row.starts_with(text), "{late}");
    assert!(row.contains(",moj,mfa,partially-implemented,2025-12,1,yes,ask,elections"), "{late}");
    assert_eq!(world.ok("due --within 90d --lead moj --format csv").lines().count(), 1);
    let soon = world.ok("due --within 90d --format csv");
    let soon = soon.lines().filter(|line| !line.contains(",EXP:"));
    assert_eq!(soon.count(), 2, "the mid-term report");
    let after = world.ok("report --format json --table statuses --set all");
    let table = |text: &str| {
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        json["tables"].clone()
    };
    assert_eq!(table(&figures), table(&after), "a date and a lead change no figure");
    assert!(world.ok("verify").contains("The file is as it was written"));
}

/// An institution on one page: its names, what it does, what it owes; to others what was published alone.
#[test]
fn an_institution_is_shown_with_what_it_owes() {
    let world = World::example();
    world.ok(MOJ);
    world.ok("entity add mfa --name 'Ministry of Foreign Affairs' --kind ministry");
    world.ok("entity rename moj 'Ministry of Justice and Equality' --on 2026-01-10");
    world.ok("lead set EX:24 moj --public");
    world.ok("lead set EX:25 moj");
    world.ok("lead set EX:26 moj --role supporting --public");
    world.ok("lead set EX:27 mfa --public");
    world.ok("due set EX:24 2026-09 --public");
    world.ok("due set EX:26 2026-10 --public");
    world.ok("request add moj EX:24 --answer-by 2026-03-01 -o moj.xlsx");
    let shown = |words: &str| world.json(&format!("entity show moj {words}"));
    let column = |shown: &Value, table: &str, key: &str| -> Vec<String> {
        let rows = shown["tables"][table].as_array().unwrap().iter();
        rows.map(|row| row[key].as_str().unwrap_or("").to_owned()).collect()
    };
    let all = shown("--internal");
    let names = ["Ministry of Justice", "Ministry of Justice and Equality"];
    assert_eq!(column(&all, "names", "name"), names);
    assert_eq!(column(&all, "names", "since"), ["", "2026-01-10"]);
    assert_eq!(column(&all, "items", "id"), ["EX:24", "EX:25", "EX:26"]);
    assert_eq!(column(&all, "items", "role"), ["lead", "lead", "supporting"]);
    assert_eq!(column(&all, "items", "due_on"), ["2026-09", "", "2026-10"]);
    assert_eq!(column(&all, "due", "id"), ["R2", "EX:24"]);
    let public = shown("");
    assert_eq!(column(&public, "items", "id"), ["EX:24", "EX:26"]);
    assert_eq!(column(&public, "due", "id"), ["EX:24"], "a request is internal");
    assert_eq!(column(&shown("--as-of 2026-01-05"), "names", "name"), names[..1]);
    let ran = world.refused("entity show mojj");
    assert!(ran.stderr.contains("did you mean `moj`?"), "{ran}");
}

/// An indicator that is for a term is for whatever stands under it, or is tagged so.
#[test]
fn an_indicator_is_for_what_stands_under_a_term() {
    let world = World::example();
    world.ok("indicator add law 'A quota law' --kind structural --for EX:24");
    world.ok("indicator add pupils 'Pupils' --kind outcome --unit persons --for group:children theme:education EX:5 --public");
    let told = world.ok("indicator list --format csv");
    assert!(told.contains("EX:5; ") && told.contains("theme:education"), "{told}");
    let stands = |item: &str| world.ok(&format!("show {item} --format md")).contains("Pupils");
    let under = world.json("list --theme education");
    let first = under["tables"]["items"][0]["id"].as_str().unwrap().to_owned();
    assert!(stands("EX:30") && stands("EX:5") && stands(&first) && !stands("EX:24"), "{first}");
    let sheet = world.ok("export csv --what indicators --theme education");
    assert!(sheet.contains("pupils") && !sheet.contains("law,"), "{sheet}");
    let ran = world.refused("indicator add y Y --kind process --for theme:educatio");
    assert!(ran.stderr.contains("did you mean"), "{ran}");
}

#[test]
fn a_new_lead_ends_the_one_before_and_undo_brings_it_back() {
    let world = World::example();
    world.ok(MOJ);
    world.ok("entity add moi --name 'Ministry of the Interior' --kind ministry");
    world.ok("lead set EX:24 moj --public");
    let ran = world.refused("lead set EX:24 moj");
    assert!(ran.stderr.contains("already"), "{ran}");
    let ran = world.refused("lead set EX:24 mojj");
    assert!(ran.stderr.contains("did you mean `moj`?"), "{ran}");
    world.ok("lead set EX:24 moi --public");
    let shown = world.ok("show EX:24 --format md");
    assert!(shown.contains("of the Interior") && !shown.contains("of Justice"), "{shown}");
    world.ok("undo");
    let shown = world.ok("show EX:24 --format md");
    assert!(shown.contains("of Justice") && !shown.contains("of the Interior"), "{shown}");
    world.ok("lead remove EX:24 moj");
    assert!(!world.ok("show EX:24 --format md --internal").contains("Led by"));
}

/// What was not published is in nothing that is handed on, and chooses nothing there.
#[test]
fn what_is_due_is_internal_unless_published() {
    let world = World::example();
    world.ok(MOJ);
    world.ok("lead set EX:24 EX:25 moj");
    world.ok("due set EX:24 2026-02 --reason 'SECRETREASON'");
    world.ok("due set EX:25 2026-03 --public");
    for command in ["due", "due --lead moj", "show EX:24", "due --late"] {
        for format in ["csv", "json", "md", "html"] {
            let told = world.ok(&format!("{command} --format {format}"));
            assert!(!told.contains("SECRETREASON") && !told.contains("2026-02\""), "{told}");
            assert!(!told.contains("Led by"), "{command}: {told}");
        }
    }
    let led = world.ok("due --lead moj --format csv");
    assert!(!led.contains("EX:25"), "an internal lead chooses nothing that is handed on: {led}");
    assert!(world.ok("due --format csv").contains("EX:25"));
    assert!(world.ok("due --lead moj --format csv --internal").contains("EX:25"));
}

#[test]
fn slips_are_told() {
    let world = World::example();
    world.ok(MOJ);
    for (words, said) in [
        ("entity add moj --name Again --kind ministry", "there is an institution `moj` already"),
        ("entity add x --name X --kind minister", "did you mean `ministry`"),
        ("entity add x --name ' ' --kind ministry", "the name is empty"),
        ("entity add x --name X --kind ministry --under none", "no institution `none`"),
        ("entity rename moj 'Ministry of Justice'", "is called `Ministry of Justice` already"),
        ("lead remove EX:24 moj", "is not at work on"),
        ("due set EX:24 soon", "is not a date"),
        ("due set EX:24 2026-02 --from 2026-05", "is not due"),
        ("due --within soon", "a span is 90d"),
    ] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains(said), "`{words}`: {ran}");
    }
    world.ok("due set EX:24 2026-02");
    let ran = world.refused("due set EX:24 2026-02");
    assert!(ran.stderr.contains("is due 2026-02 already"), "{ran}");
}

/// The seeds' institutions are entries and can be listed.
#[test]
fn the_letter_brings_its_institutions() {
    let world = World::seeded();
    let listed = world.ok("entity list --format csv");
    assert!(listed.lines().count() > 15, "{listed}");
    assert!(listed.contains("ohchr,"), "{listed}");
}

#[test]
fn an_item_and_its_part_are_due_each_by_itself() {
    let world = World::example();
    for words in [
        "due set EX:1 2026-06-30",
        "due set EX:1a 2026-05-31",
        "due set EX:1b 2026-06-30",
        "due set EX:4c 2026-07-31",
    ] {
        world.ok(words);
    }
    let csv = world.ok("due --internal --format csv");
    for item in ["EX:1,", "EX:1b,", "EX:4c,"] {
        assert_eq!(csv.matches(&format!(",{item}")).count(), 1, "{item}: {csv}");
    }
    assert!(!csv.contains(",EX:1a,"), "what is done falls due no more: {csv}");
    let late = world.ok("due --internal --late --as-of 2026-08-15 --format csv");
    assert!(
        late.contains(",EX:4c,") && !late.contains(",EX:1a,"),
        "what is done is not late: {late}"
    );
}

/// What is said already is not said again, and no institution has two roles in one item.
#[test]
fn the_same_again_is_refused() {
    let world = World::example();
    world.ok("entity add moj --name 'Ministry of Justice' --kind ministry");
    world.ok("due set EX:24 2027-03 --from 2026 --reason elections");
    world.ok("lead set EX:24 moj");
    world.ok("plan add P 'A plan'");
    for (words, said) in [
        ("due set EX:24 2027-03 --from 2026 --reason elections", "is due 2027-03 already"),
        ("due set EX:24 2027-03 --from 2026", "is due 2027-03 already"),
        ("lead set EX:24 moj --role supporting", "is at work on `EX:24` as lead already"),
        (
            "action add Print --plan P --lead moj --supporting moj",
            "is at work on `P:1` as lead already",
        ),
    ] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains(said), "`{words}`: {ran}");
    }
    // Whoever supports an item and is to lead it supports it no more.
    world.ok("lead set EX:25 moj --role supporting");
    world.ok("lead set EX:25 moj");
    let shown = world.ok("show EX:25 --format md --internal");
    assert!(
        shown.contains("Led by: Ministry of Justice") && !shown.contains("Supported by"),
        "{shown}"
    );
}

/// What is completed or dropped falls due no more, in `list` as in `due`.
#[test]
fn what_is_over_is_not_due() {
    let world = World::example();
    world.ok("action drop EXP:1 --note 'taken up elsewhere'");
    let ids = |words: &str, table: &str| -> Vec<String> {
        let told = world.json(&format!("{words} --internal"));
        let rows = told["tables"][table].as_array().unwrap().iter();
        let of = rows.map(|row| row["id"].as_str().unwrap().to_owned());
        let mut of: Vec<String> = of.filter(|id| id.starts_with("EXP:")).collect();
        of.sort();
        of
    };
    let listed = ids("list --set EXP --due-within 90d", "items");
    assert!(!listed.is_empty() && !listed.contains(&"EXP:3".to_owned()), "{listed:?}");
    assert!(!listed.contains(&"EXP:1".to_owned()), "{listed:?}");
    assert_eq!(listed, ids("due --set EXP --within 90d", "due"));
    let ran = world.refused("list --format ics");
    assert!(ran.stderr.contains("a format of `upr due` and `upr calendar`"), "{ran}");
}

/// What a plan leaves open of recommendations.
#[test]
fn gaps_of_a_plan_are_named() {
    let world = World::example();
    let gaps = |gap: &str, flags: &str| -> Vec<(String, String)> {
        let told = world.json(&format!("gaps --set all --only {gap} {flags}"));
        let rows = told["tables"]["gaps"].as_array().unwrap().iter();
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        rows.map(|row| (text(row, "id"), text(row, "detail"))).collect()
    };
    let has = |found: &[(String, String)], item: &str| found.iter().any(|(id, _)| id == item);
    // A date that was moved twice, of an action for it.
    let moved = gaps("moved-twice", "");
    assert!(moved.iter().any(|(_, detail)| detail.contains("moved 2 times, first ")), "{moved:?}");
    let open = gaps("supported-no-action", "");
    assert!(!open.is_empty());
    let (item, _) = open[0].clone();
    world.ok(&format!("action add 'Draft it' --for {item} --plan EXP --lead xex-justice"));
    assert!(has(&gaps("supported-no-action", ""), &item), "an internal action is none to others");
    assert!(!has(&gaps("supported-no-action", "--internal"), &item));
    world.ok("publish EXP:13");
    assert!(!has(&gaps("supported-no-action", ""), &item));
    assert!(!has(&gaps("actions-completed", ""), &item));
    world.ok("status set EXP:13 completed --note 'drafted' --public");
    let done = gaps("actions-completed", "");
    let (_, detail) = done.iter().find(|(id, _)| *id == item).unwrap();
    assert_eq!(detail, "EXP:13, the last since 2026-01-15");
    world.ok(&format!("status set {item} in-progress --note 'the draft was looked at'"));
    assert!(!has(&gaps("actions-completed", ""), &item));
    // Where there is no plan, none is missed.
    let bare = World::seeded();
    let told = bare.json("gaps --only supported-no-action --set all");
    assert!(told["tables"]["gaps"].as_array().unwrap().is_empty());
}

/// Whoever sees nothing internal sees the date that was published last, and not that it was moved since.
#[test]
fn a_published_date_stands_for_others_whatever_was_set_since() {
    let world = World::example();
    world.ok("lead set EX:9 xex-justice --public");
    world.ok("due set EX:9 2027-01 --public");
    world.ok("due set EX:9 2027-02 --public --reason 'a court asked'");
    let told = || {
        ["due", "show EX:9", "entity show xex-justice", "gaps", "report --template plan"].map(
            |words| {
                let page = world.ok(&format!("{words} --format md"));
                page.lines().filter(|line| !line.starts_with("File: ")).map(str::to_owned).collect()
            },
        )
    };
    let before: [Vec<String>; 5] = told();
    for page in &before[..3] {
        assert!(page.iter().any(|line| line.contains("February 2027")), "{page:?}");
    }
    world.ok("due set EX:9 2027-09 --reason 'told in confidence'");
    assert_eq!(before, told());
    assert!(world.ok("due --format md --internal").contains("September 2027"));
}
