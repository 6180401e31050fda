//! What people do on the pages: find, read, record, take back, meet a colleague, keep a file.

use super::served::Served;
use crate::support::World;

#[test]
fn an_officer_finds_records_sees_and_takes_back() {
    let world = World::example();
    let served = Served::of(&world);
    let first = served.get("/");
    assert!(first.body.contains("href=\"/items\""));
    let list = served.get("/items?q=overdue");
    assert!(list.body.contains("<a href=\"/item/EX:2\">EX:2</a>"), "{}", list.words());
    assert!(!list.body.contains("EX:3<"), "only what has the word");
    let item = served.get("/item/EX:2");
    let sent = served.post(
        "/item/EX:2",
        &[
            ("version", &item.hidden("version")),
            ("status", "implemented"),
            ("note", "The last report was submitted.\r\nIt is public."),
            ("evidence", "https://example.org/report"),
            ("on", "2026-01-10"),
            ("by", "tracker"),
        ],
    );
    assert_eq!(sent.status, 303, "{}", sent.words());
    let place = sent.header("location").unwrap();
    assert!(place.starts_with("/item/EX:2?recorded="), "{place}");
    let seen = served.get(&place);
    let words = seen.words();
    assert!(words.contains("Fully implemented since 10 January 2026"), "{words}");
    assert!(seen.body.contains("href=\"https://example.org/report\""));
    let log = world.json("status log EX:2 --internal");
    let line = log["tables"]["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(line["author"], "tester");
    assert_eq!(line["note"], "The last report was submitted.\nIt is public.");
    assert_eq!(line["visibility"], "internal", "private unless said otherwise");
    let undone = served.post("/undo", &[("batch", &seen.hidden("batch")), ("back", "EX:2")]);
    assert_eq!(undone.status, 303);
    let back = served.get(&undone.header("location").unwrap());
    assert!(back.words().contains("Partially implemented since 6 May 2025"), "{}", back.words());
    assert_eq!(world.upr("verify").code, 0);
    let again = served.post("/undo", &[("batch", &seen.hidden("batch")), ("back", "EX:2")]);
    assert_eq!(again.status, 422, "what was taken back cannot be taken back again");
}

#[test]
fn two_at_one_item_see_each_other() {
    let world = World::example();
    let (one, two) = (Served::of(&world), Served::of(&world));
    let (first, second) = (one.get("/item/EX:2"), two.get("/item/EX:2"));
    let version = second.hidden("version");
    let sent = one.post(
        "/item/EX:2",
        &[("version", &first.hidden("version")), ("status", "implemented"), ("note", "first")],
    );
    assert_eq!(sent.status, 303);
    let before = std::fs::read(world.path("my.db")).unwrap();
    let mine = [("version", version.as_str()), ("status", "regressed"), ("note", "second")];
    let met = two.post("/item/EX:2", &mine);
    assert_eq!(met.status, 409);
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before, "nothing is written unseen");
    let words = met.words();
    for shown in ["first", "second", "Record mine too", "Leave theirs"] {
        assert!(words.contains(shown), "{shown}: {words}");
    }
    assert!(met.body.contains("value=\"regressed\" checked"));
    let mut mine = mine;
    let version = met.hidden("version");
    mine[0].1 = &version;
    assert_eq!(two.post("/item/EX:2", &mine).status, 303, "having seen it, they record theirs");
    let log = world.json("status log EX:2 --internal");
    let notes: Vec<_> =
        log["tables"]["history"].as_array().unwrap().iter().map(|line| &line["note"]).collect();
    assert!(notes.contains(&&"first".into()) && notes.contains(&&"second".into()), "{notes:?}");
}

#[test]
fn a_refused_form_comes_back_as_it_was_sent() {
    let world = World::example();
    let served = Served::of(&world);
    let before = std::fs::read(world.path("my.db")).unwrap();
    let version = served.get("/item/EX:2").hidden("version");
    let note = "a <b>bold</b> & \"quoted\" reason";
    for (field, value, id, told) in [
        ("status", "", "record-status", "Choose how far it is implemented."),
        ("status", "not-assessed", "record-status", "Choose how far it is implemented."),
        ("on", "2026-02-30", "record-on", "This is no date."),
        ("on", "2026-01-16", "record-on", "has not come yet"),
        ("evidence", "/etc/passwd", "record-evidence", "A file on your computer is not taken."),
        ("evidence", "javascript:alert(1)", "record-evidence", "Write a web address"),
        ("by", "state", "record-evidence", "needs its source"),
        ("by", "nobody", "record-by", "There is no assessor"),
        ("confidence", "very", "record-confidence", "Choose one of the list."),
    ] {
        let mut form = vec![
            ("version", version.as_str()),
            ("status", "in-progress"),
            ("note", note),
            ("on", "2026-01-10"),
        ];
        form.retain(|(name, _)| *name != field);
        form.push((field, value));
        let answer = served.post("/item/EX:2", &form);
        assert_eq!(answer.status, 422, "{field}={value}");
        assert!(answer.words().contains(told), "{field}={value}: {}", answer.words());
        assert!(answer.body.contains(&format!("id=\"{id}-error\"")), "{field}: beside its field");
        assert!(answer.body.contains(&format!("aria-describedby=\"{id}")), "{field}");
        assert!(answer.body.contains("autofocus"), "{field}");
        assert!(
            answer
                .body
                .contains("a &lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot; reason</textarea>")
        );
        assert!(!answer.words().contains("--"), "no option is named: {}", answer.words());
        assert_eq!(answer.hidden("version"), version);
    }
    let same = served.post(
        "/item/EX:2",
        &[("version", &version), ("status", "partially-implemented"), ("on", "2026-01-10")],
    );
    assert!(same.words().contains("Say what is new"), "{}", same.words());
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
}

#[test]
fn evidence_may_be_cited_in_words() {
    let world = World::example();
    let served = Served::of(&world);
    let version = served.get("/item/EX:2").hidden("version");
    let sent = served.post(
        "/item/EX:2",
        &[
            ("version", &version),
            ("status", "implemented"),
            ("evidence", "Official Gazette 12/2024, p. 3"),
            ("public", "yes"),
        ],
    );
    assert_eq!(sent.status, 303, "{}", sent.words());
    assert!(world.ok("evidence list --format csv").contains("Official Gazette 12/2024"));
    assert_eq!(world.upr("verify").code, 0);
}

#[test]
fn a_compound_item_is_recorded_through_its_parts() {
    let world = World::example();
    let served = Served::of(&world);
    let whole = served.get("/item/EX:1");
    assert!(whole.body.contains("href=\"/item/EX:1a\""), "{}", whole.words());
    assert!(!whole.body.contains("name=\"status\""), "there is no form for the whole");
    let part = served.get("/item/EX:1a");
    let form = [("version", part.hidden("version")), ("status", "in-progress".to_owned())];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = served.post("/item/EX:1", &form);
    assert!(refused.status >= 400, "{}", refused.head);
    assert_eq!(served.post("/item/EX:1a", &form).status, 303);
}

#[test]
fn lists_are_filtered_paged_and_kept() {
    let world = World::seeded();
    let served = Served::of(&world);
    let first = served.get("/items");
    let rows = |body: &str| body.matches("<a href=\"/item/").count();
    assert_eq!(rows(&first.body), 50);
    let start = first.body.find("/items?after=").unwrap();
    let next = first.body[start..].split('"').next().unwrap().to_owned();
    let second = served.get(&next);
    assert_eq!(rows(&second.body), 6, "{}", second.words());
    assert!(second.words().contains("First page") && !second.words().contains("Next page"));
    let csv = served.get("/items.csv");
    assert_eq!(
        csv.header("content-disposition").unwrap(),
        "attachment; filename=\"recommendations.csv\""
    );
    assert_eq!(csv.body, world.ok("export csv"), "the same as the command's");
    let chosen = served.get("/items.csv?status=in-progress&theme=children");
    assert_eq!(chosen.body, world.ok("export csv --status in-progress --theme children"));
    for (format, start) in [("xlsx", "PK"), ("docx", "PK")] {
        let file = served.get(&format!("/items.{format}"));
        assert_eq!(file.status, 200);
        assert!(file.body.starts_with(start), "{format}");
    }
    assert_eq!(served.get("/items.exe").status, 404);
    let none = served.get("/items?theme=nowhere");
    assert!(none.words().contains("There is no theme “nowhere”"), "{}", none.words());
    let echoed = served.get("/items?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert!(!echoed.body.contains("<script>alert"), "texts are texts");
}

#[test]
fn downloads_leave_out_what_is_internal() {
    let world = World::example();
    world.ok("status set EX:2 implemented --note PLANTED-SECRET");
    let served = Served::of(&world);
    assert!(served.get("/item/EX:2").body.contains("PLANTED-SECRET"), "who is at work sees it");
    for format in ["csv", "xlsx", "docx"] {
        assert!(!served.get(&format!("/items.{format}")).body.contains("PLANTED-SECRET"));
    }
    assert!(
        served.get("/items.csv?internal=yes").body.contains("PLANTED-SECRET"),
        "asked for by name"
    );
}

#[test]
fn evidence_and_a_due_date_are_added_beside_a_status() {
    let world = World::example();
    let served = Served::of(&world);
    let page = served.get("/item/EX:2");
    assert!(page.body.contains("state-now"), "the level stands large above all");
    let item = "/item/EX:2";
    let version = || served.get(item).hidden("version");
    let first = version();
    let added = [
        ("act", "evidence"),
        ("version", &first),
        ("place", "A/HRC/42/10:25"),
        ("effect", "contradicts"),
    ];
    let sent = served.post(item, &added);
    assert_eq!(sent.status, 303, "{}", sent.words());
    let seen = served.get(&sent.header("location").unwrap());
    assert!(seen.words().contains("A/HRC/42/10") && seen.words().contains("Take it back"));
    assert_eq!(served.post(item, &added).status, 409, "of an earlier version nothing is taken");
    let path = served.post(item, &[("act", "evidence"), ("place", "/etc/passwd")]);
    assert!(path.status == 422 && path.body.contains("id=\"more-evidence-place-error\""));
    let now = version();
    let due = [("act", "due"), ("version", &now), ("due", "2025-12-31"), ("reason", "")];
    assert_eq!(served.post(item, &due).status, 303);
    let now = version();
    let moved = served.post(item, &[("act", "due"), ("version", &now), ("due", "2026-06-30")]);
    assert!(
        moved.status == 422 && moved.body.contains("id=\"due-date-reason-error\""),
        "{}",
        moved.words()
    );
    let late = served.get("/items?late=yes");
    assert!(late.body.contains("EX:2<") && !late.body.contains("EX:3<"), "{}", late.words());
    let none = served.get("/items?lead=nobody");
    assert!(none.words().contains("There is no institution"), "{}", none.words());
    assert_eq!(world.upr("verify").code, 0);
}

#[test]
fn what_was_looked_at_again_stays_where_it_stands() {
    let world = World::example();
    let served = Served::of(&world);
    let page = served.get("/item/EX:2");
    let form = [
        ("version", page.hidden("version")),
        ("status", "unchanged".to_owned()),
        ("note", "nothing new".to_owned()),
    ];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let sent = served.post("/item/EX:2", &form);
    assert_eq!(sent.status, 303, "{}", sent.words());
    let seen = served.get("/item/EX:2").words();
    assert!(seen.contains("Partially implemented since 6 May 2025"), "{seen}");
}

#[test]
fn lists_stand_in_the_order_of_a_column() {
    let world = World::seeded();
    let served = Served::of(&world);
    let rows = |body: &str| {
        let found = body.match_indices(
            "<th role=\"rowheader\" scope=\"row\" class=\"label\" dir=\"auto\"><a href=\"/item/",
        );
        let name = |(at, start): (usize, &str)| {
            body[at + start.len()..].split('"').next().unwrap().to_owned()
        };
        found.map(name).collect::<Vec<_>>()
    };
    let listed = |words: &str| {
        let csv = world.ok(words);
        csv.lines().skip(1).map(|row| row.split(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let plain = served.get("/items");
    assert!(plain.body.contains("<a href=\"/items?sort=status\" class=\"sort\">Status</a>"));
    assert!(!plain.body.contains("aria-sort"), "in the document's own order");
    for (sort, order) in [
        ("status", "ascending"),
        ("-since", "descending"),
        ("text", "ascending"),
        ("-id", "descending"),
        ("theme", "ascending"),
    ] {
        let first = served.get(&format!("/items?sort={sort}"));
        assert_eq!(first.body.matches("aria-sort=").count(), 1, "{sort}");
        let column = sort.trim_start_matches('-');
        let turned = if order == "ascending" { format!("-{column}") } else { column.to_owned() };
        let head = first.body.split("aria-sort=\"").nth(1).unwrap();
        assert!(head.starts_with(order), "{sort}: {head:.80}");
        assert!(head.contains(&format!("/items?sort={turned}")), "{sort}: {head:.200}");
        let next = first.body.split("href=\"").filter_map(|it| it.split('"').next());
        let next = next.map(|it| it.replace("&amp;", "&")).find(|it| it.contains("from=50"));
        let second = served.get(&next.unwrap_or_else(|| panic!("{sort}: {}", first.words())));
        let all = [rows(&first.body), rows(&second.body)].concat();
        assert_eq!(all.len(), 56, "{sort}: each once");
        if matches!(column, "status" | "since") {
            assert_eq!(
                all,
                listed(&format!("list --format csv --sort={sort}")),
                "{sort}: as the command"
            );
        }
    }
    let chosen = served.get("/items?theme=children&sort=-since");
    assert!(chosen.body.contains("/items?theme=children&amp;sort=since"), "filters stay");
    let wrong = served.get("/items?sort=%3Cb%3E&theme=children");
    assert_eq!(wrong.status, 200, "an order that there is not is none");
    assert!(!wrong.body.contains("<b>\""));
}

#[test]
fn other_lists_stand_in_the_order_of_a_column_too() {
    let world = World::example();
    let served = Served::of(&world);
    for page in
        ["/changes?since=2020-01-01", "/questions?what=gaps", "/search?q=report", "/calendar"]
    {
        let body = served.get(page).body;
        let way = body.split("class=\"sort").next().unwrap().rsplit("href=\"").next().unwrap();
        let way = way.split('"').next().unwrap().replace("&amp;", "&");
        let sorted = served.get(&way);
        assert_eq!(sorted.status, 200, "{page}: {way}");
        assert!(
            sorted.body.contains("aria-sort=\"ascending\"")
                || sorted.body.contains("sort ascending"),
            "{page}: {way}"
        );
    }
}
