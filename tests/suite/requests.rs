//! Requests: a workbook goes to an institution, its return is the answer; nothing of anybody else goes
//! with it.

use crate::sheet::{Sheet, through_libreoffice};
use crate::support::World;

/// An institution that leads an action for two recommendations, asked about all three.
fn asked() -> World {
    let world = World::example();
    world.ok("entity add moj --name 'Ministry of Justice' --kind ministry");
    world.ok("plan add NHRAP 'National action plan' --state XEX --period 2026..2030");
    world.ok(
        "action add 'Draft the quota bill' --for EX:24 EX:25 --lead moj --due 2027-03 --plan NHRAP",
    );
    world.ok("due set NHRAP:1 2027-09 --reason elections");
    world
}

/// What stands of the requests, but the one that the example has.
fn listed(world: &World, words: &str) -> serde_json::Value {
    let told = world.json(&format!("request {words} --internal"))["tables"]["requests"].clone();
    let own = told.as_array().unwrap().iter().filter(|row| row["entity"] != "xex-justice");
    own.cloned().collect::<Vec<_>>().into()
}

#[test]
fn a_workbook_goes_out_and_its_return_is_the_answer() {
    let world = asked();
    let said = world.ok("request add moj --answer-by 2026-02-28 -o moj.csv");
    assert_eq!(said.lines().count(), 3, "three sentences: {said}");
    assert!(said.contains("We ask Ministry of Justice to tell us by 28 February 2026"), "{said}");
    let mut sheet = Sheet::read(&world.path("moj.csv"));
    let ids: Vec<&str> = sheet.rows.iter().map(|row| row["id"].as_str()).collect();
    assert_eq!(ids, ["EX:24", "EX:25", "NHRAP:1"]);
    assert_eq!(sheet.row("EX:24")["actions"], "NHRAP:1: Draft the quota bill (due 2027-09)");
    assert_eq!(sheet.row("NHRAP:1")["actions"], "due 2027-09");
    assert!(sheet.rows.iter().all(|row| row["what_was_done"].is_empty()));
    sheet.set("EX:24", "what_was_done", "A bill was tabled.");
    sheet.set("EX:24", "since_when", "2026-01");
    sheet.set("EX:24", "source", "https://example.org/bill");
    sheet.set("EX:24", "remark", "First reading in March.");
    // What was sent and came back empty takes nothing away.
    sheet.set("EX:24", "text", "");
    sheet.write(&world.path("back.csv"));
    let status = |world: &World| world.json("show EX:24")["facts"]["status"].clone();
    let before = status(&world);
    let rehearsed = world.ok("import back.csv --dry-run --format json");
    assert!(rehearsed.contains("came back unanswered: EX:25, NHRAP:1"), "{rehearsed}");
    assert_eq!(listed(&world, "list")[0]["answered"], 0);
    world.ok("import back.csv");
    let first = &listed(&world, "list")[0];
    assert_eq!((&first["answered"], &first["items"]), (&1.into(), &3.into()));
    assert_eq!(first["state"], "open");
    let remark = &world.json("remark list --internal")["tables"]["remarks"][0];
    assert_eq!(remark["text"], "A bill was tabled.\nFirst reading in March. (since 2026-01)");
    assert_eq!(remark["by"], "moj");
    assert_eq!(
        remark["source"],
        "answer to request R2, received 2026-01-15: https://example.org/bill"
    );
    assert_eq!(before, status(&world), "an answer is nobody's headline");
    assert_eq!(world.json("show EX:24")["facts"]["text"].as_str().map(str::is_empty), Some(false));
    // The same file again says nothing new; the rest is asked for again, with what was answered.
    let again: serde_json::Value =
        serde_json::from_str(&world.ok("import back.csv --format json")).unwrap();
    assert_eq!(again["tables"]["files"][0]["updated"], 0, "{again}");
    world.ok("request sheet R2 --open -o rest.csv");
    assert_eq!(Sheet::read(&world.path("rest.csv")).rows.len(), 2);
    world.ok("request sheet R2 -o whole.csv");
    let last = Sheet::read(&world.path("whole.csv")).row("EX:24")["last_answer"].clone();
    assert!(last.starts_with("A bill was tabled."), "{last}");
    // Late after its day, until it is closed with a reason; undone, it is late again.
    let late = listed(&world, "list --late --as-of 2026-03-01");
    assert_eq!(late[0]["state"], "late");
    assert_eq!(listed(&world, "list --late"), serde_json::json!([]));
    world.ok("request close R2 --note 'answered by telephone'");
    assert_eq!(listed(&world, "list")[0]["note"], "answered by telephone");
    world.refused("request withdraw R2 --note again");
    world.ok("undo");
    assert_eq!(listed(&world, "list")[0]["state"], "open");
    world.ok("undo");
    assert_eq!(listed(&world, "list")[0]["answered"], 0, "an import is taken back whole");
    world.ok("request withdraw R2 --note 'wrong ministry'");
    assert_eq!(listed(&world, "list")[0]["state"], "withdrawn");
    assert!(world.ok("verify").contains("The file is as it was written"));
}

#[test]
fn nothing_of_any_other_assessor_goes_to_an_institution() {
    let world = asked();
    world.ok("assessor add secret --name 'Planted internal' --kind cso --internal");
    world.ok("entity add other --name 'Planted other' --kind ministry --contact 'planted contact'");
    for (by, public) in [("nhri", " --public"), ("nhri", ""), ("state", ""), ("secret", "")] {
        for item in ["EX:24", "NHRAP:1"] {
            let words = format!("planted by {by}");
            world.ok(&format!(
                "status set {item} regressed --by {by} --unsourced --note '{words}{public}'{public}"
            ));
            world.ok(&format!("remark add {item} '{words} remark' --by {by}{public}"));
        }
    }
    world.ok("status set EX:24 no-information --note 'planted note' --evidence https://example.org/planted --public");
    world.ok("remark add EX:24 'planted remark' --public");
    world.ok("due set EX:24 2028 --reason 'planted reason' --public");
    world.ok("lead set EX:24 other --role supporting --public");
    world.ok("action add 'Planted action' --for EX:24 --lead other --plan NHRAP");
    world.ok("action add 'Planted beside' --for EX:24 --lead other --plan NHRAP");
    let ran = world.upr("request add moj --set EX,NHRAP --answer-by 2026-02-28 -o moj.xlsx");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(
        ran.stderr
            .contains("not published and not led or supported by `moj`, so not asked about: 2"),
        "{ran}"
    );
    for format in ["csv", "json", "md", "html"] {
        let sheet = world.ok(&format!("request sheet R2 --format {format}"));
        assert!(
            sheet.contains("quota bill") && !sheet.to_lowercase().contains("planted"),
            "{sheet}"
        );
        for level in if format == "html" {
            &[][..]
        } else {
            &["regressed", "undone", "no-information", "Regressed", "Undone"]
        } {
            assert!(!sheet.contains(level), "{format}: {level}");
        }
    }
    world.ok("request sheet R2 -o letter.docx");
    for file in ["moj.xlsx", "letter.docx"] {
        let mut package =
            zip::ZipArchive::new(std::fs::File::open(world.path(file)).unwrap()).unwrap();
        for at in 0..package.len() {
            let part = std::io::read_to_string(package.by_index(at).unwrap()).unwrap_or_default();
            let part = part.to_lowercase();
            assert!(!part.contains("planted"), "{file}: {part}");
        }
    }
}

#[test]
fn what_is_no_answer_to_a_request_is_refused() {
    let world = asked();
    let ran = world.refused("request add mojj --answer-by 2026-02-28 -o moj.xlsx");
    assert!(ran.stderr.contains("`mojj`") && ran.stderr.contains("moj"), "{ran}");
    world.refused("request add moj --answer-by 2026-01-14 -o moj.xlsx");
    std::fs::write(world.path("there.xlsx"), "x").unwrap();
    world.refused("request add moj --answer-by 2026-02-28 -o there.xlsx");
    assert_eq!(listed(&world, "list"), serde_json::json!([]), "nothing was asked");
    world.ok("request add moj --answer-by 2026-02-28 -o moj.csv");
    let sheet = |edit: &dyn Fn(&mut Sheet)| {
        let mut sheet = Sheet::read(&world.path("moj.csv"));
        edit(&mut sheet);
        sheet.write(&world.path("back.csv"));
        let ran = world.upr("import back.csv --format json");
        assert_eq!(ran.code, 1, "{ran}");
        ran.stdout
    };
    let other = sheet(&|it| it.set("EX:24", "request", "R2-0123456789"));
    assert!(other.contains("was the workbook"), "{other}");
    let beside = sheet(&|it| {
        it.set("EX:24", "what_was_done", "x");
        it.set("EX:24", "id", "EX:2");
    });
    assert!(beside.contains("an item that request R2 asks about"), "{beside}");
    let ahead = sheet(&|it| {
        it.set("EX:24", "what_was_done", "x");
        it.set("EX:24", "since_when", "2027-01");
    });
    assert!(ahead.contains("up to today"), "{ahead}");
    let bare = sheet(&|it| it.set("EX:24", "source", "https://example.org"));
    assert!(bare.contains("what was done"), "{bare}");
}

#[test]
fn a_request_is_internal_and_its_two_copies_are_two_requests() {
    let world = asked();
    world.ok("backup copy.db");
    world.ok("request add moj --answer-by 2026-02-28 -o moj.csv");
    let ran = world.upr_at(
        "2026-01-15T13:00:00Z",
        "request add moj EX:24 --answer-by 2026-03-31 -o copy.csv --db copy.db",
    );
    assert_eq!(ran.code, 0, "{ran}");
    let public = world.upr("request list --format json");
    assert!(!public.stdout.contains("R2") && !public.stdout.contains("moj"), "{public}");
    world.ok("redact -o public.db");
    let bytes = std::fs::read(world.path("public.db")).unwrap();
    let has = |word: &str| bytes.windows(word.len()).any(|at| at == word.as_bytes());
    let mark = Sheet::read(&world.path("moj.csv")).row("EX:24")["request"].clone();
    assert!(!has(&mark), "a request that was not published is in no copy");
    world.ok("merge copy.db");
    let requests = listed(&world, "list");
    assert_eq!(requests.as_array().map(Vec::len), Some(2), "{requests}");
    let both = world.refused("request show R2");
    assert!(both.stderr.contains(&mark), "{both}");
    world.ok(&format!("request show {mark} --internal"));
    // Both workbooks come back to their own request.
    for (file, text) in [("moj.csv", "one"), ("copy.csv", "two")] {
        let mut sheet = Sheet::read(&world.path(file));
        sheet.set("EX:24", "what_was_done", text);
        sheet.write(&world.path("back.csv"));
        world.ok("import back.csv");
    }
    let requests = listed(&world, "list");
    assert!(requests.as_array().unwrap().iter().all(|it| it["answered"] == 1), "{requests}");
    assert!(world.ok("verify").contains("The file is as it was written"));
}

#[test]
fn a_workbook_that_libreoffice_saved_is_answered() {
    let world = asked();
    world.ok("request add moj --answer-by 2026-02-28 -o moj.xlsx");
    let Some(saved) = through_libreoffice(&world, "moj.xlsx", "xlsx") else { return };
    let ran = world.upr(&format!("import {} --dry-run --format json", saved.display()));
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stdout.contains("came back unanswered: EX:24, EX:25, NHRAP:1"), "{ran}");
}

/// What counts as an answer is what the workbook says of itself.
#[test]
fn a_remark_alone_is_no_answer() {
    let world = asked();
    world.ok("request add moj --answer-by 2026-02-28 -o moj.csv");
    let mut sheet = Sheet::read(&world.path("moj.csv"));
    sheet.set("EX:24", "remark", "Please ask the parliament.");
    sheet.write(&world.path("back.csv"));
    let ran = world.upr("import back.csv --format json");
    assert!(ran.stderr.contains("3 of 3 came back unanswered"), "{ran}");
    assert!(ran.stdout.contains("\"remark\""), "told as a remark: {ran}");
    assert_eq!(listed(&world, "list")[0]["answered"], 0);
    assert!(
        world.ok("remark list --internal --format json").contains("Please ask the parliament.")
    );
    let again = world.upr("import back.csv --dry-run");
    assert!(again.stderr.contains("nothing new"), "{again}");
    // A workbook without its mark is one all the same, and says what is missing.
    sheet.columns.retain(|key| key != "request");
    sheet.write(&world.path("cut.csv"));
    let ran = world.upr("import cut.csv --format json");
    assert!(ran.code == 1 && ran.stdout.contains("the mark of the request"), "{ran}");
}

#[test]
fn what_goes_with_a_request_is_named() {
    let world = asked();
    world.ok("request add moj --answer-by 2026-02-28 -o moj.csv");
    let ran = world.upr("request sheet R2 -o letter.docx");
    assert!(
        ran.stderr.contains("`upr request sheet R2 -o FILE.xlsx` writes the workbook"),
        "{ran}"
    );
    world.ok("request withdraw R2 --note 'the wrong ministry'");
    let ran = world.refused("request sheet R2 -o again.csv");
    assert!(ran.stderr.contains("request R2 was withdrawn on 2026-01-15"), "{ran}");
    assert!(ran.stderr.contains("upr request add moj"), "{ran}");
    assert!(!world.path("again.csv").exists());
}
