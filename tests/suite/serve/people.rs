//! Others than the one at this machine: everybody, and whom the office's own sign-in names.

use super::served::{Answer, Served};
use crate::support::World;

/// What is planted where nobody but the office may see it.
const SECRETS: [&str; 5] =
    ["PLANTED-NOTE", "PLANTED-AUTHOR", "PLANTED-VOICE", "PLANTED-PATH", "PLANTED-CONTACT"];

/// An example with secrets in every place that a page draws on.
pub(super) fn planted() -> World {
    let world = World::example();
    std::fs::write(world.path("PLANTED-PATH.txt"), "x").unwrap();
    for words in [
        "status set EX:2 implemented --note PLANTED-NOTE --author PLANTED-AUTHOR",
        "status set EX:3 regressed --evidence PLANTED-PATH.txt --note PLANTED-NOTE",
        "assessor add whistle --name PLANTED-VOICE --kind other --internal",
        "status set EX:2 regressed --by whistle --unsourced --note PLANTED-NOTE --public",
        "entity add moj --name Ministry --kind ministry --contact PLANTED-CONTACT --assessor state",
        "lead set EX:2 moj",
        "due set EX:2 2025-12 --reason PLANTED-NOTE",
        "user add PLANTED-AUTHOR --role editor --name PLANTED-NOTE",
    ] {
        let ran = world.upr(words);
        assert_eq!(ran.code, 0, "{words}: {ran}");
    }
    world
}

pub(super) fn holds_none(answer: &Answer, what: &str) {
    for secret in SECRETS {
        assert!(!answer.head.contains(secret) && !answer.body.contains(secret), "{what}: {secret}");
    }
}

const PAGES: [&str; 17] = [
    "/",
    "/plan",
    "/plan?sort=-status",
    "/items?sort=-since",
    "/items",
    "/items?status=regressed",
    "/item/EX:2",
    "/item/EX:3",
    "/item/EX:1",
    "/changes",
    "/calendar",
    "/timeline",
    "/questions?what=gaps",
    "/questions?what=disagreement",
    "/questions?what=trend",
    "/questions?what=lineage",
    "/search?q=PLANTED",
];
const FILES: [&str; 10] = [
    "/calendar.ics",
    "/calendar.ics?internal=yes",
    "/items.csv",
    "/items.csv?internal=yes",
    "/items.xlsx",
    "/items.docx",
    "/reports/file?what=progress&format=html&internal=yes",
    "/reports/file?what=progress&format=csv",
    "/reports/file?what=midterm&format=html",
    "/reports/file?what=workbook&format=csv",
];

#[test]
fn everybody_sees_what_was_published_and_writes_nothing() {
    let world = planted();
    let served = Served::with(&world, &["--public"]);
    assert!(!served.link.contains("key="), "{}", served.link);
    for page in PAGES.iter().chain(&FILES).chain(&[
        "/nowhere",
        "/item/EX:none",
        "/import",
        "/verify",
        "/mine",
    ]) {
        holds_none(&served.get(page), page);
    }
    for page in PAGES {
        let answer = served.get(page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.words());
        assert!(!answer.body.contains("method=\"post\""), "{page}: nothing to send");
        assert!(!answer.words().contains("2026-01-15T"), "{page}: no time of recording");
        assert!(!answer.words().contains("Entry"), "{page}: no number of an entry");
    }
    let history = served.get("/item/EX:2");
    assert!(history.words().contains("Fully implemented"), "{}", history.words());
    let before = std::fs::read(world.path("my.db")).unwrap();
    let origin = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", served.address);
    for (path, form) in [
        ("/item/EX:2", [("status", "regressed"), ("token", "")]),
        ("/undo", [("batch", "1"), ("token", "")]),
        ("/import/confirm", [("digest", "0"), ("token", "")]),
        ("/leave", [("x", "y"), ("token", "")]),
    ] {
        assert_eq!(served.post_with(path, &origin, &form).status, 403, "{path}");
    }
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
}

#[test]
fn a_public_page_is_kept_by_what_is_on_it() {
    let world = World::example();
    let served = Served::with(&world, &["--public"]);
    let first = served.get("/item/EX:2");
    let tag = first.header("etag").unwrap();
    assert_eq!(first.header("cache-control").unwrap(), "public, max-age=60");
    let same = served.get_with("/item/EX:2", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((same.status, same.body.as_str()), (304, ""));
    world.ok("assessor add whistle --name Whistle --kind other --internal");
    world.ok("status set EX:2 regressed --by whistle --unsourced --note x");
    let quiet = served.get_with("/item/EX:2", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!(quiet.status, 304, "what is internal leaves no trace in the tag either");
    world.ok("status set EX:2 implemented --note x");
    assert_eq!(served.get_with("/item/EX:2", &format!("If-None-Match: {tag}\r\n")).status, 200);
}

/// A server behind a sign-in on this machine.
pub(super) fn behind(world: &World) -> Served {
    Served::with(world, &["--user-header", "X-Remote-User", "--trusted-proxy", "127.0.0.1"])
}

pub(super) fn line(login: &str) -> String {
    format!("X-Remote-User: {login}\r\n")
}

/// The same server as somebody whom the sign-in names, with the token of their forms.
pub(super) fn post(served: &Served, login: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
    let page = served.get_with("/item/EX:2", &line(login));
    let token = page.hidden("token");
    let head = format!("{}Origin: http://{}\r\n", line(login), served.address);
    let mut all = vec![("token", token.as_str())];
    all.extend(pairs);
    served.post_with(path, &head, &all)
}

#[test]
fn the_sign_in_says_who_asks_and_the_record_what_they_may() {
    let world = planted();
    world.ok("user add ann --role editor --internal");
    world.ok("user add ben --role reader");
    let served = behind(&world);
    assert_eq!(served.get("/").status, 401, "nobody is named");
    assert_eq!(
        served.get_with("/", &format!("{}{}", line("ann"), line("ben"))).status,
        401,
        "two are"
    );
    let unknown = served.get_with("/item/EX:2", &line("stranger"));
    holds_none(&unknown, "a stranger");
    assert!(!unknown.body.contains("method=\"post\""));
    let reader = served.get_with("/item/EX:2", &line("ben"));
    holds_none(&reader, "a reader");
    let editor = served.get_with("/item/EX:2", &line("ann"));
    assert!(editor.body.contains("PLANTED-NOTE"));
    let version = editor.hidden("version");
    let form = [("version", version.as_str()), ("status", "in-progress"), ("note", "by ann")];
    assert_eq!(post(&served, "ann", "/item/EX:2", &form).status, 303);
    let log = world.json("status log EX:2 --internal");
    let last = log["tables"]["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (last["author"].as_str(), last["assessor"].as_str()),
        (Some("ann"), Some("tracker"))
    );
    world.ok("user remove ann");
    let gone = served.get_with("/item/EX:2", &line("ann"));
    assert!(!gone.body.contains("PLANTED-NOTE"), "who is removed is out at once");
    let listed = world.ok("user list --format csv");
    assert!(!listed.contains("ben"), "who works there is not handed on: {listed}");
    assert!(world.ok("user list --format csv --internal").contains("ben"));
}

#[test]
fn the_line_is_believed_from_the_sign_in_only() {
    let world = World::example();
    world.ok("user add ann --role editor --internal");
    let served =
        Served::with(&world, &["--user-header", "X-Remote-User", "--trusted-proxy", "192.0.2.1"]);
    assert_eq!(served.get_with("/", &line("ann")).status, 403);
    for (words, told) in [
        ("serve --user-header X-Remote-User", "--trusted-proxy"),
        ("serve --listen 127.0.0.1:0", "does not say to whom"),
        ("serve --public --listen 0.0.0.0:0", "under which name"),
        ("serve --public --listen nowhere", "no address"),
    ] {
        let ran = world.upr(words);
        assert!(ran.code == 1 || ran.code == 2, "{words}: {ran}");
        assert!(ran.stderr.contains(told), "{words}: {ran}");
    }
}

#[test]
fn a_contributor_records_what_their_institution_leads_in_its_voice() {
    let world = planted();
    world.ok("user add cas --role contributor --entity moj");
    let served = behind(&world);
    let mine = served.get_with("/mine", &line("cas"));
    assert_eq!(mine.status, 200, "{}", mine.words());
    assert!(
        mine.body.contains("/item/EX:2") && !mine.body.contains("/item/EX:3"),
        "{}",
        mine.words()
    );
    holds_none(&mine, "a contributor");
    let page = served.get_with("/item/EX:2", &line("cas"));
    holds_none(&page, "a contributor");
    let version = page.hidden("version");
    let before = std::fs::read(world.path("my.db")).unwrap();
    let evidence = ("evidence", "A/HRC/42/10");
    for (item, by) in [("EX:3", "state"), ("EX:2", "tracker"), ("EX:2", "nhri"), ("EX:1a", "state")]
    {
        let form = [("version", version.as_str()), ("status", "in-progress"), ("by", by), evidence];
        let answer = post(&served, "cas", &format!("/item/{item}"), &form);
        assert_eq!(answer.status, 403, "{item} by {by}: {}", answer.words());
    }
    assert_eq!(post(&served, "cas", "/import/confirm", &[("digest", "0")]).status, 403);
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
    let form =
        [("version", version.as_str()), ("status", "in-progress"), ("by", "state"), evidence];
    let done = post(&served, "cas", "/item/EX:2", &form);
    assert_eq!(done.status, 303, "{}", done.words());
    let log = world.json("status log EX:2 --internal");
    let last = log["tables"]["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((last["author"].as_str(), last["assessor"].as_str()), (Some("cas"), Some("state")));
    for words in
        ["user add dan --role contributor", "user add dan --role contributor --entity none"]
    {
        world.refused(words);
    }
}

#[test]
fn what_somebody_else_recorded_is_not_told_from_what_is_not_there() {
    let world = planted();
    world.ok("user add cas --role contributor --entity moj");
    world.ok("user add eve --role editor");
    world.ok("user add ann --role editor --internal");
    let served = behind(&world);
    let newest = world.json("status log EX:2 --internal");
    let newest = newest["tables"]["history"].as_array().unwrap().iter();
    let newest = newest.filter_map(|line| line["entry"].as_i64()).max().unwrap();
    for login in ["cas", "eve"] {
        let nowhere = post(&served, login, "/undo", &[("batch", "99999")]);
        assert_eq!(nowhere.status, 404, "{}", nowhere.words());
        for batch in [1, 2].into_iter().chain(newest - 10..newest + 10) {
            let number = batch.to_string();
            let answer = post(&served, login, "/undo", &[("batch", &number)]);
            holds_none(&answer, login);
            let words = answer.words().replace(&format!("“{number}”"), "“99999”");
            assert_eq!((answer.status, words.as_str()), (404, nowhere.words().as_str()), "{batch}");
        }
    }
}

#[test]
fn a_voice_that_is_hidden_is_as_one_that_is_not_there() {
    let world = planted();
    world.ok("user add eve --role editor");
    world.ok("user add ann --role editor --internal");
    let served = behind(&world);
    let before = std::fs::read(world.path("my.db")).unwrap();
    let version = served.get_with("/item/EX:2", &line("eve")).hidden("version");
    let send = |login: &str, by: &str, more: (&str, &str)| {
        let form = [("version", version.as_str()), ("status", "in-progress"), ("by", by), more];
        post(&served, login, "/item/EX:2", &form)
    };
    for more in [("evidence", "A/HRC/42/10"), ("on", "1925-01-01"), ("note", "x")] {
        let none = send("eve", "nosuch", more);
        assert_eq!(none.status, 422, "{}", none.words());
        for by in ["whistle", "PLANTED-VOICE"] {
            let hidden = send("eve", by, more);
            let body = hidden.body.replace(by, "nosuch");
            assert_eq!((hidden.status, &body), (none.status, &none.body), "{by} {more:?}");
        }
    }
    let remark = |by: &str| {
        let form = [("act", "remark"), ("version", version.as_str()), ("text", "x"), ("by", by)];
        post(&served, "eve", "/item/EX:2", &form)
    };
    let (hidden, none) = (remark("whistle"), remark("nosuch"));
    assert_eq!(hidden.body.replace("whistle", "nosuch"), none.body);
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before, "nothing was recorded");
    let version = served.get_with("/item/EX:2", &line("ann")).hidden("version");
    let form = [
        ("version", version.as_str()),
        ("status", "in-progress"),
        ("by", "whistle"),
        ("evidence", "A/HRC/42/10"),
    ];
    assert_eq!(post(&served, "ann", "/item/EX:2", &form).status, 303, "who sees it says it");
}

#[test]
fn the_day_of_typing_is_told_to_nobody_but_the_office() {
    let world = World::example();
    for words in [
        "due set EX:9 2027-05-01 --public",
        "status set EX:8 in-progress --on 2026-10-05 --public --note pn",
    ] {
        let ran = world.upr_at("2026-11-30T10:00:00Z", words);
        assert_eq!(ran.code, 0, "{words}: {ran}");
    }
    let later = "2026-12-20T10:00:00Z";
    for words in [
        "site --set EX -o public",
        "report --format csv -o report.csv",
        "report --format json -o report.json",
        "due --format csv -o due.csv",
    ] {
        let ran = world.upr_at(later, words);
        assert_eq!(ran.code, 0, "{words}: {ran}");
    }
    for name in ["public/item/9.html", "public/items.html", "report.csv", "report.json", "due.csv"]
    {
        let text = std::fs::read_to_string(world.path(name)).unwrap();
        assert!(!text.contains("2026-11-30"), "{name}: {text}");
    }
    let served = Served::at(&world, later, &["--public"]);
    for page in PAGES.iter().chain(&FILES).chain(&["/item/EX:9", "/item/EX:8"]) {
        let answer = served.get(page);
        for day in ["2026-11-30", "20261130", "30 November 2026"] {
            assert!(!answer.body.contains(day), "{page}: {day}: {}", answer.words());
        }
    }
    assert!(served.get("/item/EX:9").words().contains("set in November 2026"));
    assert!(served.get("/calendar.ics").body.contains("DTSTAMP:20261101T000000Z"));
    let report = std::fs::read_to_string(world.path("report.csv")).unwrap();
    assert!(report.contains("2026-11"), "{report}");
}
