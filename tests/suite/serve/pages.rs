//! The other pages, and files that are brought in.

use super::people::planted;
use super::served::Served;
use crate::support::World;

#[test]
fn every_page_is_there_and_leads_on() {
    let world = World::example();
    let served = Served::of(&world);
    let first = served.get("/");
    for (address, title, holds) in [
        ("/items", "Annex to the letter", "EX:2"),
        ("/changes", "What moved", "Regressed"),
        ("/calendar", "Calendar", "UPR cycle 5"),
        ("/timeline", "Timeline", "letter"),
        ("/questions", "Questions", "Disagreement"),
        ("/questions?what=gaps", "Questions", "EX:"),
        ("/questions?what=disagreement", "Questions", "EX:"),
        ("/questions?what=trend", "Questions", "2025"),
        ("/questions?what=lineage", "Questions", "What was asked earlier"),
        ("/reports", "Reports", "Factsheet"),
        ("/search?q=torture", "Search", "«"),
        ("/verify", "Is the record whole?", "Check now"),
        ("/verify?check=now", "Is the record whole?", "every entry was checked"),
        ("/import", "Bring a file in", "At most 10 MB"),
    ] {
        let page = served.get(address);
        assert_eq!(page.status, 200, "{address}: {}", page.words());
        let words = page.words();
        assert!(words.contains(title) && words.contains(holds), "{address}: {words}");
        let path = address.split('?').next().unwrap();
        if path != "/search" {
            assert!(first.body.contains(&format!("href=\"{path}\"")), "{path} is led to");
        }
        assert_eq!(page.body.matches("<h1").count(), 1, "{address}");
        assert!(!page.words().contains("--"), "{address} names no option: {words}");
        assert!(!page.body.contains("upr report"), "{address} names no command");
    }
    for wrong in ["/changes?since=never", "/changes?since=2026-01-01&until=2025-01-01"] {
        let page = served.get(wrong);
        assert_eq!(page.status, 422, "{wrong}");
        assert!(page.body.contains("aria-invalid=\"true\""), "{wrong}: {}", page.words());
    }
    assert!(
        first.words().contains("What moved in the last three months")
            || first.words().contains("36 areas")
    );
    assert!(first.body.contains("<a href=\"/items?theme="), "themes lead to their items");
}

#[test]
fn reports_are_files_without_what_is_internal() {
    let world = World::example();
    world.ok("status set EX:2 implemented --note PLANTED-SECRET");
    let served = Served::of(&world);
    assert!(served.get("/reports").words().contains("leaves out what was not published"));
    for what in ["progress", "midterm", "matrix", "plan", "factsheet", "submission", "workbook"] {
        let file = served.get(&format!("/reports/file?what={what}&format=docx"));
        assert_eq!(file.status, 200, "{what}");
        assert!(file.header("content-disposition").unwrap().starts_with("attachment"), "{what}");
    }
    let page = served.get("/reports/file?what=progress&format=html");
    assert!(page.body.contains("<!DOCTYPE html>") && !page.body.contains("PLANTED-SECRET"));
    let all = served.get("/reports/file?what=progress&format=html&internal=yes");
    assert!(all.body.contains("PLANTED-SECRET") && all.body.contains("INTERNAL"), "stamped");
    assert_eq!(served.get("/reports/file?what=progress&format=exe").status, 404);
}

#[test]
fn a_sheet_is_rehearsed_confirmed_and_taken_back() {
    let world = World::example();
    let served = Served::of(&world);
    let before = std::fs::read(world.path("my.db")).unwrap();
    let sheet = "id,status,effective_on,note\nEX:2,implemented,2026-01-10,from a sheet\n";
    let shown = served.upload("/import", &[], "sheet.csv", sheet.as_bytes());
    assert_eq!(shown.status, 200, "{}", shown.words());
    let words = shown.words();
    assert!(words.contains("Nothing is recorded yet") && words.contains("from a sheet"), "{words}");
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before, "a rehearsal writes nothing");
    let digest = shown.hidden("digest");
    let other = served.post("/import/confirm", &[("digest", &"0".repeat(64))]);
    assert_eq!(other.status, 410, "only what was rehearsed");
    let done = served.post("/import/confirm", &[("digest", &digest)]);
    assert_eq!(done.status, 200, "{}", done.words());
    assert!(done.words().contains("Take it back"), "{}", done.words());
    assert!(served.get("/item/EX:2").words().contains("Fully implemented since 10 January 2026"));
    let again = served.post("/import/confirm", &[("digest", &digest)]);
    assert_eq!(again.status, 410, "once");
    let undone = served.post("/undo", &[("batch", &done.hidden("batch")), ("to", "/import")]);
    assert_eq!(undone.status, 303, "{}", undone.words());
    assert!(undone.header("location").unwrap().starts_with("/import?undone="));
    assert!(served.get("/item/EX:2").words().contains("Partially implemented since 6 May 2025"));
    assert_eq!(world.upr("verify").code, 0);
}

#[test]
fn a_file_that_cannot_be_taken_is_told_beside_its_field() {
    let world = World::example();
    let served = Served::of(&world);
    let before = std::fs::read(world.path("my.db")).unwrap();
    for (name, bytes) in [
        ("empty.csv", &b""[..]),
        ("diary.txt", b"Dear diary,"),
        ("broken.xlsx", b"PK\x03\x04 and no more"),
        ("../../etc/passwd", b"root:x:0:0"),
    ] {
        let answer = served.upload("/import", &[], name, bytes);
        assert_eq!(answer.status, 422, "{name}: {}", answer.words());
        assert!(answer.body.contains("id=\"file-file-error\""), "{name}: {}", answer.words());
        assert!(!answer.words().contains("--"), "{}", answer.words());
    }
    let wrong = "id,status,effective_on\nEX:2,finished,2026-01-10\n";
    let answer = served.upload("/import", &[], "wrong.csv", wrong.as_bytes());
    assert_eq!(answer.status, 200);
    assert!(answer.words().contains("cannot be taken as it is"), "{}", answer.words());
    assert!(!answer.body.contains("/import/confirm"), "nothing to confirm");
    let large = vec![b'x'; 10 * 1024 * 1024 + 100_000];
    assert_eq!(served.upload("/import", &[], "large.csv", &large).status, 413);
    let mut stranger = Served::of(&world);
    stranger.token = "0".repeat(64);
    assert_eq!(stranger.upload("/import", &[], "a.csv", b"id\n").status, 403);
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
}

#[test]
fn early_dates_are_taken_where_somebody_says_that_they_are_right() {
    let world = World::example();
    let served = Served::of(&world);
    let before = std::fs::read(world.path("my.db")).unwrap();
    let sheet = "id,status,effective_on,note\nEX:2,implemented,1925-01-10,from a sheet\n";
    let shown = served.upload("/import", &[], "sheet.csv", sheet.as_bytes());
    let words = shown.words();
    assert!(words.contains("cannot be taken as it is") && words.contains("1925-01-10"), "{words}");
    assert!(words.contains("Yes, these early dates are right"), "{words}");
    assert!(!words.contains("--") && !words.contains("upr import"), "no command: {words}");
    let digest = shown.hidden("digest");
    let refused = served.post("/import/confirm", &[("digest", &digest)]);
    assert!(refused.words().contains("cannot be taken as it is"), "{}", refused.words());
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before, "nothing unasked");
    let again = served.post("/import/again", &[("digest", &digest), ("early", "yes")]);
    assert!(again.words().contains("Nothing is recorded yet"), "{}", again.words());
    assert_eq!(again.hidden("early"), "yes", "it goes along");
    let done = served.post("/import/confirm", &[("digest", &digest), ("early", "yes")]);
    assert_eq!(done.status, 200, "{}", done.words());
    assert!(served.get("/item/EX:2").words().contains("1925"), "recorded");
    // Where something else is wrong as well, that stays wrong.
    let both = format!("{sheet}EX:3,finished,2026-01-10,x\n");
    let shown = served.upload("/import", &[], "both.csv", both.replace("1925", "1926").as_bytes());
    assert!(shown.words().contains("Yes, these early dates"), "{}", shown.words());
    let digest = shown.hidden("digest");
    let again = served.post("/import/again", &[("digest", &digest), ("early", "yes")]);
    assert!(again.words().contains("cannot be taken"), "{}", again.words());
    assert!(!again.body.contains("Yes, these early dates"), "asked once");
    let other = "id,status,effective_on\nEX:3,finished,2026-01-10\n";
    let shown = served.upload("/import", &[], "other.csv", other.as_bytes());
    assert!(!shown.body.contains("Yes, these early dates"), "only where there are such dates");
}

#[test]
fn what_has_no_answer_is_told_as_what_it_is() {
    let world = World::example();
    let served = Served::of(&world);
    for (wrong, status) in [
        ("/item/EX:999", 404),
        ("/nowhere", 404),
        ("/item/%ff", 404),
        ("/items.%ff", 404),
        ("/items?status=bogus", 422),
        ("/items?position=bogus", 422),
        ("/items?theme=bogus", 422),
        ("/plan?plan=NONE", 422),
    ] {
        let page = served.get(wrong);
        assert_eq!(page.status, status, "{wrong}: {}", page.words());
        let words = page.words();
        assert!(page.body.contains("<main"), "{wrong}: a page: {words}");
        assert!(!words.to_lowercase().contains("recorded:"), "{wrong}: {words}");
        assert!(!words.contains("Nothing was recorded"), "{wrong}: {words}");
        assert!(!words.contains("Made with"), "{wrong}: no version: {words}");
    }
    for field in ["status", "position", "missing"] {
        let page = served.get(&format!("/items?{field}=bogus"));
        let id = format!("id=\"filter-{field}-error\"");
        assert!(page.body.contains(&id), "{field}: {}", page.body);
        assert!(page.words().contains("“bogus” is not"), "{}", page.words());
    }
}

#[test]
fn a_second_look_without_a_word_is_told_beside_the_reason() {
    let world = World::example();
    let served = Served::of(&world);
    let version = served.get("/item/EX:2").hidden("version");
    let form = [("version", version.as_str()), ("status", "unchanged"), ("by", "tracker")];
    let answer = served.post("/item/EX:2", &form);
    assert_eq!(answer.status, 422, "{}", answer.words());
    assert!(answer.body.contains("id=\"record-note-error\""), "{}", answer.words());
    assert!(!answer.body.contains("id=\"record-status-error\""), "{}", answer.words());
}

#[test]
fn the_list_as_a_workbook_comes_back_and_what_does_not_names_the_next_step() {
    use std::io::Read as _;
    let world = World::example();
    let served = Served::of(&world);
    let mut stream = std::net::TcpStream::connect(served.address).unwrap();
    let request = format!(
        "GET /items.xlsx HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        served.address, served.cookie
    );
    std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let at = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let shown = served.upload("/import", &[], "recommendations.xlsx", &bytes[at + 4..]);
    assert_eq!(shown.status, 200, "{}", shown.words());
    assert!(shown.words().contains("Nothing is recorded yet"), "{}", shown.words());
    world.ok("report --format docx -o ours.docx");
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field");
    for (name, bytes, step) in [
        ("ours.docx", std::fs::read(world.path("ours.docx")).unwrap(), "under “Reports”"),
        ("old.doc", std::fs::read(fixtures.join("F1_matrix.doc")).unwrap(), "save it as .docx"),
        ("scan.png", b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), "OCR"),
    ] {
        let answer = served.upload("/import", &[], name, &bytes);
        assert_eq!(answer.status, 422, "{name}: {}", answer.words());
        assert!(answer.words().contains(step), "{name}: {}", answer.words());
        let words = answer.words();
        assert!(!words.contains('`') && !words.contains("--"), "{name}: no shell: {words}");
    }
}

#[test]
fn a_list_that_filters_choose_says_how_much_it_is() {
    let world = World::example();
    let served = Served::of(&world);
    let all = world.json("list --status in-progress --set EX");
    let all = all["tables"]["items"].as_array().unwrap().len();
    assert!(all > 1);
    for address in ["/items?status=in-progress", "/items?status=in-progress&sort=text"] {
        let words = served.get(address).words();
        assert!(words.contains(&format!("{all} items found.")), "{address}: {words}");
    }
    assert!(
        !served.get("/items").words().contains("items found."),
        "said above of a whole document"
    );
}

#[test]
fn what_is_not_chosen_says_what_is_meant() {
    let world = World::example();
    let served = Served::of(&world);
    let page = served.get("/import");
    for said in ["Those of this office", "As the file says"] {
        assert!(page.words().contains(said), "{said}: {}", page.words());
    }
    let form = [("status", "in-progress"), ("by", "tracker"), ("note", "typed")];
    let bare = served.post("/item/EX:2", &form);
    assert_eq!(bare.status, 409, "{}", bare.words());
    assert!(!bare.words().contains("somebody recorded"), "{}", bare.words());
    assert!(bare.words().contains("did not come with the version"), "{}", bare.words());
    assert!(bare.body.contains("typed"), "{}", bare.words());
}

#[test]
fn what_was_asked_earlier_leads_to_its_page() {
    let world = World::example();
    let served = Served::of(&world);
    let links = world.ok("export csv --what links");
    let row: Vec<&str> = links.lines().nth(1).unwrap().split(',').collect();
    let (item, other) = (row[0], row[2]);
    let page = served.get(&format!("/item/{item}"));
    assert!(page.body.contains(&format!("<a href=\"/item/{other}\">")), "{}", page.body);
}

#[test]
fn other_voices_stand_beside_each_other_with_their_dates() {
    let world = planted();
    world.ok("status set EX:2 regressed --by nhri --on 2025-11-03 --evidence A/HRC/42/10 --public");
    let beside = |served: &Served| {
        let page = served.get("/item/EX:2");
        let rest =
            page.body.split_once("Other assessors").unwrap_or_else(|| panic!("{}", page.body)).1;
        rest.split_once("</table>").unwrap().0.to_owned()
    };
    let table = beside(&Served::of(&world));
    assert!(table.contains("3 November 2025") && table.contains("Regressed"), "{table}");
    assert!(table.contains("PLANTED-VOICE"), "who sees it: {table}");
    let everybody = Served::with(&world, &["--public"]);
    let table = beside(&everybody);
    assert!(table.contains("3 November 2025") && !table.contains("PLANTED"), "{table}");
    assert!(!everybody.get("/item/EX:2").words().contains("According to National"), "told once");
    let show = world.ok("show EX:2 --format md");
    assert!(show.contains("According to National human rights institution"), "{show}");
}

/// A list is not gone through to its end for a number that nobody reads.
#[test]
fn of_many_items_it_is_said_that_there_are_more() {
    let world = crate::scale::large(1_050);
    let served = Served::of(&world);
    let words = served.get("/items?set=BIG&missing=status").words();
    assert!(words.contains("More than 1000 items found."), "{words}");
    assert!(words.contains("Next page"), "{words}");
}

/// One visitor who asks for thousands of words keeps nobody waiting, and is answered.
#[test]
fn a_word_said_over_and_over_asks_for_no_more() {
    let world = World::example();
    let served = Served::of(&world);
    for address in [
        format!("/search?q={}", "of+the+".repeat(3_000)),
        format!("/items?{}", "theme=women&".repeat(2_000)),
    ] {
        let page = served.get(&address);
        assert!(page.status == 200, "{}", page.words());
    }
}
