//! The forms beside the status: each through the one pen, with token and version, taken back as a whole;
//! whoever records for an institution is held to what it leads.

use super::people::{behind, line, planted, post};
use super::served::Served;
use crate::support::World;

const ITEM: &str = "/item/EX:2";

fn with_plan() -> World {
    let world = World::example();
    for words in [
        "entity add moj --name Justice --kind ministry --assessor state",
        "entity add moe --name Education --kind ministry",
        "plan add NHRAP Plan --state XEX",
    ] {
        let ran = world.upr(words);
        assert_eq!(ran.code, 0, "{words}: {ran}");
    }
    world
}

/// A form: its name, what is filled in, and what is then read on the page.
type Taken = (&'static str, &'static [(&'static str, &'static str)], &'static str);

/// What each form takes.
const FORMS: [Taken; 5] = [
    ("evidence", &[("place", "A/HRC/42/10:25")], "A/HRC/42/10"),
    ("remark", &[("text", "asked about it"), ("by", "tracker")], "asked about it"),
    ("lead", &[("lead", "moj"), ("part", "lead")], "Led by: Justice"),
    ("due", &[("due", "2026-06-30")], "Due 30 June 2026"),
    ("action", &[("text", "Send it"), ("plan", "NHRAP")], "Send it"),
];

#[test]
fn what_each_form_records_is_seen_and_taken_back() {
    let world = with_plan();
    let served = Served::of(&world);
    for (act, fields, seen) in FORMS {
        let version = served.get(ITEM).hidden("version");
        let mut form = vec![("act", act), ("version", version.as_str())];
        form.extend(fields);
        let sent = served.post(ITEM, &form);
        assert_eq!(sent.status, 303, "{act}: {}", sent.words());
        let page = served.get(&sent.header("location").unwrap());
        assert!(page.words().contains(seen), "{act}: {}", page.words());
        let late = served.post(ITEM, &form);
        if act == "action" {
            // The action is an item of its own: what it is taken for is as it was.
            assert!(matches!(late.status, 303 | 409), "{}", late.words());
        } else {
            assert_eq!(late.status, 409, "{act}: nothing is written unseen");
            assert!(late.words().contains("What you filled in"), "{act}: {}", late.words());
            for (_, value) in fields {
                assert!(late.body.contains(value), "{act}: what was filled in stands there");
            }
        }
        let batch = page.hidden("batch");
        let undone = served.post("/undo", &[("batch", &batch), ("back", "EX:2")]);
        assert_eq!(undone.status, 303, "{act}: {}", undone.words());
    }
    assert_eq!(world.upr("verify").code, 0);
}

#[test]
fn each_form_has_the_rules_of_the_door() {
    let world = with_plan();
    let served = Served::of(&world);
    let version = served.get(ITEM).hidden("version");
    let before = std::fs::read(world.path("my.db")).unwrap();
    let own = format!("Origin: http://{}\r\n", served.address);
    for (act, fields, _) in FORMS {
        let token = served.token.as_str();
        let mut form = vec![("token", token), ("act", act), ("version", version.as_str())];
        form.extend(fields);
        for lines in ["", "Origin: https://evil.example\r\n", "Sec-Fetch-Site: cross-site\r\n"] {
            assert_eq!(served.post_with(ITEM, lines, &form).status, 403, "{act}: {lines}");
        }
        form[0].1 = "0";
        assert_eq!(served.post_with(ITEM, &own, &form).status, 403, "{act}: another token");
        assert_eq!(served.post(ITEM, &form[1..2]).status, 422, "{act}: nothing filled in");
    }
    assert_eq!(served.post(ITEM, &[("act", "nothing")]).status, 404);
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before, "nothing was recorded");
}

#[test]
fn a_wrong_field_is_told_beside_it() {
    let world = with_plan();
    let served = Served::of(&world);
    let version = served.get(ITEM).hidden("version");
    for (act, field, value, id) in [
        ("remark", "text", "", "remark-text"),
        ("remark", "on", "2026-02-30", "remark-on"),
        ("remark", "on", "2026-01-16", "remark-on"),
        ("lead", "lead", "", "leads-lead"),
        ("lead", "lead", "nobody", "leads-lead"),
        ("lead", "part", "no-lead", "leads-part"),
        ("due", "due", "soon", "due-date-due"),
        ("action", "text", " ", "new-action-text"),
        ("action", "lead", "nobody", "new-action-lead"),
        ("action", "plan", "NONE", "new-action-plan"),
        ("action", "due", "x", "new-action-due"),
    ] {
        let all = FORMS.iter().find(|(name, ..)| *name == act).unwrap().1;
        let mut form = vec![("act", act), ("version", version.as_str())];
        form.extend(all.iter().filter(|(name, _)| *name != field));
        form.push((field, value));
        let answer = served.post(ITEM, &form);
        assert_eq!(answer.status, 422, "{act} {field}={value}: {}", answer.words());
        assert!(
            answer.body.contains(&format!("id=\"{id}-error\"")),
            "{act} {field}={value}: {}",
            answer.words()
        );
        assert!(answer.body.contains("autofocus"), "{act} {field}");
        assert!(!answer.words().contains("--"), "{}", answer.words());
    }
}

#[test]
fn an_action_is_dropped_with_its_reason() {
    let world = with_plan();
    world.ok("action add Print-it --for EX:2 --plan NHRAP");
    let served = Served::of(&world);
    let page = served.get("/item/NHRAP:1");
    assert!(page.body.contains("drop-action") && !page.body.contains("new-action"));
    let version = page.hidden("version");
    let bare = served.post("/item/NHRAP:1", &[("act", "drop"), ("version", &version)]);
    assert!(bare.body.contains("id=\"drop-action-note-error\""), "{}", bare.words());
    let form = [("act", "drop"), ("version", version.as_str()), ("note", "merged with another")];
    let sent = served.post("/item/NHRAP:1", &form);
    assert_eq!(sent.status, 303, "{}", sent.words());
    let page = served.get(&sent.header("location").unwrap());
    assert!(page.words().contains("merged with another"), "{}", page.words());
    assert!(!page.body.contains("name=\"status\""), "it is followed up no more");
    let wrong = served.post("/item/EX:3", &[("act", "drop"), ("note", "x")]);
    assert!(wrong.status >= 400, "what is no action is not dropped");
}

#[test]
fn a_contributor_remarks_on_what_their_institution_leads_in_its_voice() {
    let world = planted();
    world.ok("user add cas --role contributor --entity moj");
    world.ok("entity add moe --name Education --kind ministry");
    world.ok("plan add NHRAP Plan --state XEX --public");
    let served = behind(&world);
    let page = served.get_with(ITEM, &line("cas"));
    let version = page.hidden("version");
    for offered in ["id=\"remark-text\"", "id=\"record-status-0\""] {
        assert!(page.body.contains(offered), "{offered}");
    }
    for kept in ["more-evidence", "leads-lead", "due-date", "new-action"] {
        assert!(!page.body.contains(kept), "{kept} is the office's");
    }
    let before = std::fs::read(world.path("my.db")).unwrap();
    for (act, fields, _) in FORMS.iter().filter(|(act, ..)| *act != "remark") {
        let mut form = vec![("act", *act), ("version", version.as_str())];
        form.extend(*fields);
        assert_eq!(post(&served, "cas", ITEM, &form).status, 403, "{act}");
    }
    for (item, by, status) in [
        ("EX:3", "state", 403),
        ("EX:2", "tracker", 403),
        ("EX:2", "nhri", 403),
        ("EX:2", "whistle", 422),
    ] {
        let form = [("act", "remark"), ("version", version.as_str()), ("text", "x"), ("by", by)];
        let answer = post(&served, "cas", &format!("/item/{item}"), &form);
        assert_eq!(answer.status, status, "{item} by {by}: {}", answer.words());
    }
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before, "nothing was recorded");
    let form = [("act", "remark"), ("version", version.as_str()), ("text", "we are at work")];
    let sent = post(&served, "cas", ITEM, &form);
    assert_eq!(sent.status, 303, "{}", sent.words());
    let told = world.ok("remark list --internal --format json");
    assert!(told.contains("we are at work") && told.contains("\"state\""), "{told}");
    // What the office keeps to itself is no conflict of theirs, and not told by one.
    let version = served.get_with(ITEM, &line("cas")).hidden("version");
    world.ok("status set EX:2 in-progress --note PLANTED-NOTE");
    let form = [("act", "remark"), ("version", version.as_str()), ("text", "and again")];
    let answer = post(&served, "cas", ITEM, &form);
    for secret in ["PLANTED-NOTE", "PLANTED-VOICE", "PLANTED-AUTHOR"] {
        assert!(!answer.body.contains(secret), "{secret}");
    }
}

#[test]
fn an_action_is_published_where_somebody_says_so() {
    let world = with_plan();
    world.ok("action add PLANTED-ACTION --for EX:2 --plan NHRAP");
    let served = Served::of(&world);
    let everybody = Served::with(&world, &["--public"]);
    assert!(!served.get(ITEM).body.contains("publish-it"), "it is published already");
    let page = served.get("/item/NHRAP:1");
    let version = page.hidden("version");
    let bare = [("act", "publish"), ("version", version.as_str())];
    let asked = served.post("/item/NHRAP:1", &bare);
    assert!(asked.body.contains("id=\"publish-it-sure-error\""), "{}", asked.words());
    assert_eq!(everybody.get("/item/NHRAP:1").status, 404);
    let form = [("act", "publish"), ("version", version.as_str()), ("sure", "yes")];
    let sent = served.post("/item/NHRAP:1", &form);
    assert_eq!(sent.status, 303, "{}", sent.words());
    let seen = everybody.get("/item/NHRAP:1");
    assert!(seen.status == 200 && seen.words().contains("PLANTED-ACTION"), "{}", seen.words());
    assert!(!served.get("/item/NHRAP:1").body.contains("publish-it"), "once");
}
