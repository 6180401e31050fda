//! Small files with the quirks of real ones.

use super::{counts, empty, fixture, import, run};
use crate::support::World;

#[test]
fn a_report_and_the_database_make_one_set() {
    let world = empty();
    let report = [fixture("imports/together/report.txt")];
    let account = import(&world, &report, "");
    assert_eq!(counts(&account), [4, 0, 0]);
    assert_eq!(account["tables"]["sets"][0]["set"], "SVN4");
    let rows = [fixture("imports/together/upr-info.csv")];
    let account = import(&world, &rows, "--state SVN");
    assert_eq!(counts(&account), [1, 4, 0], "the pledge is new");
    let likened = account["tables"]["likened"].as_array().unwrap();
    assert_eq!(likened.len(), 2, "both parts of 140.10 are shown");
    assert!(likened.iter().all(|row| row["item"] == "SVN4:140.10"));
    let shown = world.ok("export csv --set SVN4");
    let rows: Vec<&str> =
        shown.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(rows, ["SVN4:140.1", "SVN4:140.2", "SVN4:140.10", "SVN4:140.20", "SVN4:n1"]);
    assert!(shown.contains("Iraq; Spain,supported"), "{shown}");
    assert!(shown.contains("detention-conditions; international-instruments,5"), "{shown}");
    assert!(
        shown.contains("Democratic People's Republic of Korea,pending"),
        "a split tells nothing of the whole"
    );
}

#[test]
fn importing_again_changes_nothing_and_undo_takes_it_back_whole() {
    let world = empty();
    let files = [fixture("imports/together/report.txt"), fixture("imports/together/upr-info.csv")];
    assert_eq!(counts(&import(&world, &files, "")), [6, 4, 0]);
    let before = world.ok("export csv --set all");
    let account = import(&world, &files, "");
    assert_eq!(counts(&account), [0, 0, 10]);
    assert_eq!(world.ok("export csv --set all"), before);
    world.ok("undo");
    assert_eq!(world.ok("set list --format csv").lines().count(), 1);
    assert_eq!(counts(&import(&world, &files, "")), [6, 4, 0], "the refs are free again");
    assert_eq!(world.ok("set list --format csv").lines().count(), 3);
}

#[test]
fn a_rehearsal_tells_and_writes_nothing() {
    let world = empty();
    import(&world, &[fixture("imports/together/report.txt")], "");
    let before = std::fs::read(world.path("my.db")).unwrap();
    let account = import(&world, &[fixture("imports/together/upr-info.csv")], "--dry-run");
    assert_eq!(counts(&account), [2, 4, 0]);
    let changes = account["tables"]["changes"].as_array().unwrap();
    let position = changes.iter().find(|row| row["column"] == "position").unwrap();
    assert_eq!(
        (position["old"].as_str(), position["new"].as_str()),
        (Some("pending"), Some("supported"))
    );
    assert!(before == std::fs::read(world.path("my.db")).unwrap());
}

const BAD: &str = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\n\
    Slovenia,EEG,EU,Ratify CAT,Iraq,Asia,OIC,Acepted,5,General,48\n\
    Slovenja,EEG,EU,Ratify CED,Iraq,Asia,OIC,Accepted,5,General,48\n\
    Slovenia,EEG,EU,Ratify CMW,Iraq,Asia,OIC,Accepted,5,General,48\n";

#[test]
fn bad_rows_change_nothing_or_are_set_aside() {
    let world = empty();
    let path = world.path("rows.csv");
    std::fs::write(&path, BAD).unwrap();
    let before = std::fs::read(world.path("my.db")).unwrap();
    let ran = run(&world, std::slice::from_ref(&path), "");
    assert_eq!(ran.code, 1, "{ran}");
    let account: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let errors = account["tables"]["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 2);
    assert_eq!(errors[0]["place"], "row 2");
    assert_eq!(errors[0]["column"], "Response");
    assert_eq!(errors[0]["nearest"], "Accepted");
    assert!(before == std::fs::read(world.path("my.db")).unwrap(), "nothing was written");
    let ran = run(&world, &[path], "--set-aside");
    assert_eq!(ran.code, 3, "{ran}");
    assert!(ran.stderr.contains("2 rows were set aside in"), "{ran}");
    let aside = world.path("rows.set-aside.csv");
    let text = std::fs::read_to_string(&aside).unwrap();
    assert!(text.lines().next().unwrap().ends_with(",Session,set_aside_because"), "{text}");
    let mended = text.replace("Acepted,5", "Accepted,5").replace("Slovenja,", "Slovenia,");
    std::fs::write(&aside, mended).unwrap();
    assert_eq!(counts(&import(&world, &[aside], "")), [2, 0, 0]);
    assert_eq!(world.ok("list --set SVN4 --format csv").lines().count(), 4);
}

#[test]
fn the_letter_gives_the_seeded_areas_and_nothing_where_they_are() {
    let letter = [fixture("sources/OHCHR-letter-DPRK-2019-11-28.txt")];
    let world = empty();
    let account = import(&world, &letter, "");
    assert_eq!(counts(&account), [65, 0, 0], "56 areas, and 9 points of the letter itself");
    assert_eq!(counts(&import(&world, &letter, "")), [0, 0, 56]);
    let seeded = World::seeded();
    assert_eq!(counts(&import(&seeded, &letter, "")), [0, 0, 56], "HC19 has them");
}

#[test]
fn a_letter_to_another_state_comes_with_all_that_it_says() {
    let letter = fixture("sources/OHCHR-letter-DPRK-2019-11-28.txt");
    let text = std::fs::read_to_string(letter).unwrap();
    let text = text.replace("Democratic People's Republic of Korea", "Republic of Slovenia");
    let text = text.replace("### *Children*", "### *Migrants*");
    let world = World::seeded();
    std::fs::write(world.path("letter.txt"), &text).unwrap();
    let run = world.ok("import letter.txt");
    assert!(run.contains("65 added"), "{run}");
    let list = world.ok("list --set HC19-SVN --theme groups --format csv");
    assert_eq!(list.lines().count(), 14, "new headings hang where the letter hangs them: {list}");
    assert!(list.contains("HC19-SVN:48,Prohibiting corporal punishment"), "{list}");
    let points = world.ok("export csv --set HC19L-SVN");
    assert!(
        points.contains("HC19L-SVN:6b,") && points.contains("encourage to consider"),
        "{points}"
    );
    assert!(points.contains("HC19L-SVN:4b,") && points.contains("all-states"), "{points}");
    let sets = world.ok("set list --format csv");
    let named = "Slovenia,OHCHR-2019-11-28-SVN,3,2019-11-28,2024-05,areas,56,56";
    assert!(sets.contains(named), "{sets}");
    let timeline = world.ok("timeline --state SVN --format csv");
    assert!(
        timeline.contains("High Commissioner (Michelle Bachelet)")
            && timeline.contains("with 56 areas in its annex, and the points of the set HC19L-SVN"),
        "{timeline}"
    );
    assert!(
        world
            .ok("calendar --format csv")
            .contains("2024-05,End of the letter's own horizon,Slovenia")
    );
    assert!(world.ok("import letter.txt").contains("0 added, 0 updated, 56 unchanged"));
    world.ok("verify");
    // An answer of the State greets and closes in the same way.
    let answer = text
        .replace("Michelle Bachelet  \nHigh Commissioner for Human Rights", "A. Name  \nMinister");
    let answer = answer.split_once("Excellency,").unwrap().1;
    std::fs::write(world.path("answer.txt"), format!("Excellency,{answer}")).unwrap();
    let ran = world.upr("import answer.txt");
    assert!(ran.code == 1 && ran.stderr.contains("signed by `A. Name, Minister`"), "{ran}");
    let prose = text.split_once("## **Annex**").unwrap().0;
    std::fs::write(world.path("prose.txt"), prose).unwrap();
    let ran = world.upr("import prose.txt");
    assert!(ran.code == 1 && ran.stderr.contains("without an annex that lists areas"), "{ran}");
}

#[test]
fn what_cannot_be_placed_or_read_is_refused_in_words() {
    let world = empty();
    std::fs::write(world.path("notes.txt"), "Dear all, the attached").unwrap();
    let ran = world.refused("import notes.txt");
    assert!(ran.stderr.contains("looks like none of the layouts"), "{ran}");
    assert!(ran.stderr.contains("--from"), "{ran}");
    std::fs::write(world.path("a.json"), "[{\"AnnotationId\": \"1\", \"Text\"").unwrap();
    let ran = world.upr("import a.json");
    assert!(ran.code == 1 && ran.stderr.contains("not a sound JSON file"), "{ran}");
    world.refused("import missing.csv");
    world.refused("import .");
    let ran = world.refused("import a.json --from spreadsheet");
    assert_eq!(ran.code, 2);
    std::fs::write(world.path("half.docx"), b"PK\x03\x04 and no more").unwrap();
    world.refused("import half.docx --from matrix");
}

fn uhri(text: &str, body: &str, state: &str, symbol: &str) -> serde_json::Value {
    serde_json::json!({
        "AffectedPersons": ["Children"], "AnnotationId": text, "AnnotationType": "- Recommendations",
        "Body": body, "Countries": [state], "DocumentId": "d",
        "PublicationDate": "2025-02-12T00:00:00", "PublicationDateOnUhri": "2025-03-03T10:53:45.827",
        "Regions": ["Europe"], "Sdgs": ["16.2 - Protect children", "16 - PEACE"], "Symbol": symbol,
        "Text": text, "Themes": ["Right to education"], "UprCycle": null,
        "UprPositions": if body == "- UPR" { vec!["Supported"] } else { vec![] },
        "UprRecommendingCountry": if body == "- UPR" { vec!["Iraq"] } else { vec![] },
        "UprRecommendingRegions": [], "UprSession": if body == "- UPR" { vec!["48 Session"] } else { vec![] }
    })
}

#[test]
fn what_a_stream_brings_in_any_order_lies_set_by_set() {
    let world = empty();
    let states = ["Slovenia", "Iraq", "France", "Kenya", "Brazil", "Japan", "Norway", "Ghana"];
    // Each record is another State's than the one before it.
    let record = |at: usize| {
        uhri(
            &format!("1.{at} Ratify treaty {at}"),
            "- UPR",
            states[at % states.len()],
            "A/HRC/60/8",
        )
    };
    let records: Vec<_> = (1..=2_400).map(record).collect();
    std::fs::write(world.path("export.json"), serde_json::to_string(&records).unwrap()).unwrap();
    world.ok("import export.json --create");
    let file = rusqlite::Connection::open(world.path("my.db")).unwrap();
    let number = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(number("SELECT COUNT(*) FROM item"), 2_400);
    let runs =
        "SELECT COUNT(*) FROM (SELECT set_id, LAG(set_id) OVER (ORDER BY id) AS before FROM item)
        WHERE before IS NOT set_id";
    assert_eq!(number(runs), 8, "one run a set");
}

#[test]
fn the_index_brings_reviews_and_treaty_bodies_alike() {
    let world = empty();
    let records = serde_json::json!([
        uhri("121.1 Ratify CAT", "- UPR", "Slovenia", "A/HRC/60/8"),
        uhri(
            "12. Bring the law into line with the Convention",
            "- CRC",
            "Slovenia",
            "CRC/C/SVN/CO/3-4"
        ),
        uhri(
            "12. Train judges in the rights of the child",
            "- CRC",
            "Slovenia",
            "CRC/C/SVN/CO/3-4"
        ),
        uhri("Close the camps of all regions", "- SR Torture", "Iraq", "A/HRC/60/9"),
    ]);
    let path = world.path("export.json");
    std::fs::write(&path, records.to_string()).unwrap();
    assert_eq!(counts(&import(&world, std::slice::from_ref(&path), "")), [4, 0, 0]);
    let sets = world.ok("set list --format csv");
    let keys: Vec<&str> =
        sets.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(keys, ["SVN4", "CRC-C-SVN-CO-3-4", "IRQ-A-HRC-60-9"]);
    let items = world.ok("export csv --set CRC-C-SVN-CO-3-4");
    assert!(items.contains("CRC-C-SVN-CO-3-4:12~2,"), "{items}");
    assert!(items.contains("16; 16.2") || items.contains("16.2; 16"), "{items}");
    assert_eq!(counts(&import(&world, std::slice::from_ref(&path), "")), [0, 0, 4]);
    let only = empty();
    assert_eq!(counts(&import(&only, &[path], "--state Iraq")), [1, 0, 0]);
}

#[test]
fn standard_input_is_a_file_too() {
    let world = empty();
    let bytes = std::fs::read(fixture("imports/together/report.txt")).unwrap();
    let mut child = world
        .command()
        .args(["import", "-", "--format", "json"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), &bytes).unwrap();
    let ran = crate::support::Ran::of(child.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.starts_with("standard input: read as a Working Group report"), "{ran}");
}
