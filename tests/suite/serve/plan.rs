//! Plans on the pages: actions by institution, beside what they are taken for, in a plan's own words; and
//! what is due as a calendar's file.

use super::people::{behind, line, post};
use super::served::Served;
use crate::support::World;

/// An example with a plan: published but for one action and one lead.
fn planned() -> World {
    let world = World::example();
    for words in [
        "entity add moj --name Justice --kind ministry --assessor state",
        "entity add moe --name Education --kind ministry",
        "plan add NHRAP Plan --state XEX --period 2025..2027 --public",
        "action add Submit-the-report --for EX:2 --lead moj --due 2025-06-30 --plan NHRAP --public",
        "action add Print-the-report --for EX:2 --lead moj --due 2027-06-30 --plan NHRAP --public",
        "action add Train-teachers --for EX:3 --lead moe --due 2026-12 --plan NHRAP --public",
        "action add PLANTED-ACTION --for EX:2 --lead moe --plan NHRAP",
        "lead set EX:2 moj",
    ] {
        let ran = world.upr(words);
        assert_eq!(ran.code, 0, "{words}: {ran}");
    }
    world
}

#[test]
fn the_plan_shows_actions_by_institution_late_ones_first() {
    let world = planned();
    let served = Served::of(&world);
    let page = served.get("/plan?plan=NHRAP");
    let words = page.words();
    assert_eq!(page.status, 200, "{words}");
    assert!(words.contains("16 actions: 2 completed, 5 past the first date"), "{words}");
    let at = |text: &str| words.rfind(text).unwrap_or_else(|| panic!("{text}: {words}"));
    assert!(at("Train-teachers") < at("Submit-the-report"), "Education before Justice: {words}");
    assert!(at("Submit-the-report") < at("Print-the-report"), "the late one first: {words}");
    for link in ["/item/NHRAP:1", "/item/EX:2"] {
        assert!(page.body.contains(&format!("<a href=\"{link}\">")), "{link}: {}", page.body);
    }
    assert!(!words.replace("Made with upr ", "").contains("upr "), "no command: {words}");
    let late = served.get("/plan?plan=NHRAP&late=yes").words();
    assert!(late.contains("Submit-the-report") && !late.contains("Train-teachers"), "{late}");
    let led = served.get("/plan?plan=NHRAP&by=moe").words();
    assert!(led.contains("Train-teachers") && !led.contains("Submit-the-report"), "{led}");
    let none = served.get("/plan?plan=NONE");
    assert!(none.body.contains("aria-invalid=\"true\""), "{}", none.words());
}

#[test]
fn an_action_stands_beside_what_it_is_taken_for() {
    let world = planned();
    let served = Served::of(&world);
    let page = served.get("/item/EX:2");
    let words = page.words();
    assert!(page.body.contains("<a href=\"/item/NHRAP:1\">NHRAP:1</a>"), "{words}");
    assert!(words.contains("Actions taken for it") && words.contains("30 June 2025"), "{words}");
    assert!(words.contains("Led by: Justice, since 15 January 2026"), "without a key: {words}");
    world.ok("indicator add birth Births --kind outcome --unit percent --for EX:2");
    assert!(served.get("/item/EX:2").words().contains("Births"), "its indicators");
}

#[test]
fn a_reader_sees_of_the_plan_what_was_published() {
    let world = planned();
    let served = Served::with(&world, &["--public"]);
    for page in ["/plan", "/item/EX:2", "/items?set=NHRAP", "/calendar", "/search?q=report"] {
        let answer = served.get(page);
        assert_eq!(answer.status, 200, "{page}");
        assert!(!answer.body.contains("PLANTED"), "{page}: {}", answer.words());
        assert!(!answer.body.contains("method=\"post\""), "{page}");
    }
    let plan = served.get("/plan?plan=NHRAP").words();
    assert!(plan.contains("15 actions"), "what was not published is not counted: {plan}");
    assert!(!served.get("/item/EX:2").words().contains("Led by: Justice"), "set without leave");
    let hidden = served.get("/item/NHRAP:4");
    let nowhere = served.get("/item/NHRAP:99");
    assert_eq!((hidden.status, nowhere.status), (404, 404), "{}", hidden.words());
    assert_eq!(hidden.words().replace("NHRAP:4", ""), nowhere.words().replace("NHRAP:99", ""));
    world.ok("plan add SECRET Secret --state XEX");
    let set = served.get("/items?set=SECRET");
    let none = served.get("/items?set=NOSUCH");
    assert_eq!(set.status, none.status);
    assert_eq!(set.words().replace("SECRET", "-"), none.words().replace("NOSUCH", "-"));
    let filter = served.get("/plan?plan=SECRET");
    let none = served.get("/plan?plan=NOSUCH");
    assert_eq!(filter.words().replace("SECRET", "-"), none.words().replace("NOSUCH", "-"));
}

#[test]
fn an_action_is_recorded_in_the_words_of_a_plan() {
    let world = planned();
    let served = Served::of(&world);
    let page = served.get("/item/NHRAP:1");
    assert!(page.words().contains("How far is it done?"), "{}", page.words());
    for word in ["under-way", "partly-done", "completed"] {
        assert!(page.body.contains(&format!("value=\"{word}\"")), "{word}");
    }
    assert!(!page.body.contains("value=\"in-progress\""), "not in those of recommendations");
    let version = page.hidden("version");
    let form = [("version", version.as_str()), ("status", "completed"), ("note", "sent")];
    let sent = served.post("/item/NHRAP:1", &form);
    assert_eq!(sent.status, 303, "{}", sent.words());
    let words = served.get("/item/NHRAP:1").words();
    assert!(words.contains("Completed"), "{words}");
    let version = served.get("/item/EX:3").hidden("version");
    let form = [("version", version.as_str()), ("status", "completed"), ("note", "x")];
    let wrong = served.post("/item/EX:3", &form);
    assert_eq!(wrong.status, 422, "a recommendation is never completed: {}", wrong.words());
    assert!(wrong.body.contains("id=\"record-status-error\""), "{}", wrong.words());
}

#[test]
fn what_is_due_is_a_file_for_a_calendar() {
    let world = planned();
    let served = Served::of(&world);
    let page = served.get("/calendar");
    assert!(page.body.contains("href=\"/calendar.ics\""));
    assert!(page.body.contains("<a href=\"/item/NHRAP:1\">"), "what is due leads to its page");
    let file = served.get("/calendar.ics");
    assert_eq!(file.header("content-type").unwrap(), "text/calendar; charset=utf-8");
    assert!(file.body.starts_with("BEGIN:VCALENDAR\r\n"), "{}", file.body);
    assert!(file.body.contains("DTSTART;VALUE=DATE:20250630"), "{}", file.body);
    assert_eq!(file.body, world.ok("due --format ics"), "the same as the command's");
    world.ok("due set EX:3 2026-03-03 --reason PLANTED");
    assert!(!served.get("/calendar.ics").body.contains("20260303"), "set without leave");
    assert!(served.get("/calendar.ics?internal=yes").body.contains("20260303"));
}

#[test]
fn an_office_without_a_terminal_begins_a_plan() {
    let bare = World::seeded();
    let none = Served::of(&bare).get("/plan").words();
    assert!(none.contains("No plan"), "{none}");
    let world = World::example();
    let served = Served::of(&world);
    let plan = [
        ("act", "plan"),
        ("title", "National plan"),
        ("key", "NHRAP"),
        ("from", "2026"),
        ("to", "2030"),
    ];
    let begun = served.post("/plan", &plan);
    assert_eq!(begun.status, 303, "{}", begun.words());
    let again = served.post("/plan", &plan);
    assert_eq!(again.status, 422);
    assert!(again.body.contains("id=\"new-plan-key-error\""), "{}", again.words());
    let entity = [("act", "entity"), ("name", "Justice"), ("key", "moj"), ("kind", "ministry")];
    assert_eq!(served.post("/plan", &entity).status, 303);
    for (form, field) in [
        (vec![("act", "plan"), ("key", "X")], "new-plan-title"),
        (vec![("act", "plan"), ("title", "x"), ("key", "a b")], "new-plan-key"),
        (vec![("act", "plan"), ("title", "x"), ("key", "Y"), ("from", "soon")], "new-plan-from"),
        (vec![("act", "entity"), ("key", "x")], "new-entity-name"),
    ] {
        let wrong = served.post("/plan", &form);
        assert_eq!(wrong.status, 422, "{form:?}: {}", wrong.words());
        assert!(wrong.body.contains(&format!("id=\"{field}-error\"")), "{form:?}: {}", wrong.body);
    }
    let item = served.get("/item/EX:2");
    let version = item.hidden("version");
    let action = [
        ("act", "action"),
        ("version", version.as_str()),
        ("text", "Submit the report"),
        ("lead", "moj"),
        ("due", "2026-06-30"),
        ("plan", "NHRAP"),
    ];
    let added = served.post("/item/EX:2", &action);
    assert_eq!(added.status, 303, "{}", added.words());
    let seen = served.get(&added.header("location").unwrap());
    assert!(seen.words().contains("Submit the report"), "{}", seen.words());
    let undone = served.post("/undo", &[("batch", &seen.hidden("batch")), ("back", "EX:2")]);
    assert_eq!(undone.status, 303, "{}", undone.words());
    assert!(!served.get("/item/EX:2").words().contains("Submit the report"));
    assert_eq!(world.upr("verify").code, 0);
}

#[test]
fn an_institution_is_added_with_the_voice_in_which_somebody_records_for_it() {
    let world = World::example();
    let served = Served::of(&world);
    let voiced = [
        ("act", "entity"),
        ("name", "Health"),
        ("key", "moh"),
        ("kind", "ministry"),
        ("voice", "state"),
    ];
    assert_eq!(served.post("/plan", &voiced).status, 303);
    world.ok("user add cas --role contributor --entity moh");
    let mute = [("act", "entity"), ("name", "Justice"), ("key", "moj")];
    assert_eq!(served.post("/plan", &mute).status, 303);
    let refused = world.refused("user add dan --role contributor --entity moj");
    assert!(refused.stderr.contains("a voice is given where an institution is added"), "{refused}");
    let wrong = [("act", "entity"), ("key", "x"), ("name", "x"), ("voice", "nosuch")];
    let wrong = served.post("/plan", &wrong);
    assert_eq!(wrong.status, 422, "{}", wrong.words());
    assert!(wrong.body.contains("id=\"new-entity-voice-error\""), "{}", wrong.body);
}

#[test]
fn plans_are_begun_by_the_office_alone() {
    let world = planned();
    world.ok("user add cas --role contributor --entity moj");
    let served = behind(&world);
    let before = std::fs::read(world.path("my.db")).unwrap();
    let plan = [("act", "plan"), ("title", "Mine"), ("key", "MINE")];
    assert_eq!(post(&served, "cas", "/plan", &plan).status, 403);
    let page = served.get_with("/plan", &line("cas"));
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("new-plan"), "nothing is offered that is refused");
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
}

#[test]
fn an_institution_finds_its_actions_among_its_items_and_records_them() {
    let world = planned();
    world.ok("user add cas --role contributor --entity moj");
    let served = behind(&world);
    let mine = served.get_with("/mine", &line("cas"));
    let all = mine.words();
    let all = all.rsplit("All that your institution leads").next().unwrap();
    assert!(all.contains("NHRAP:1") && all.contains("NHRAP:2") && all.contains("EX:2"), "{all}");
    assert!(!all.contains("NHRAP:3") && !all.contains("PLANTED"), "{all}");
    let page = served.get_with("/item/NHRAP:1", &line("cas"));
    let version = page.hidden("version");
    let form = [
        ("version", version.as_str()),
        ("status", "partly-done"),
        ("by", "state"),
        ("evidence", "A/HRC/42/10"),
    ];
    let sent = post(&served, "cas", "/item/NHRAP:1", &form);
    assert_eq!(sent.status, 303, "{}", sent.words());
    let form = [("version", version.as_str()), ("status", "completed"), ("by", "state")];
    assert_eq!(post(&served, "cas", "/item/NHRAP:3", &form).status, 403);
}
