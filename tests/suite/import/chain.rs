//! Real files, one after the other, over the corpus.

use super::{corpus, counts, empty, import, positions};
use crate::support::World;

#[test]
fn slovenia_2014_told_four_times_is_one_set() {
    let names = [
        "working-group-reports/A_HRC_28_15_Slovenia_2014.pdf",
        "addenda/A_HRC_28_15_Add1.pdf",
        "ohchr-matrix/UPR20__Slovenia_ThematicListRecommendations_E.docx",
        "upr-info/17-20.csv",
    ];
    let world = empty();
    for (name, expected) in names.iter().zip([[163, 0, 0], [0, 163, 0], [0, 163, 0], [0, 163, 0]]) {
        let Some(path) = corpus(name) else { return };
        let options = if name.starts_with("upr-info") { "--state SVN --session 20" } else { "" };
        let account = import(&world, std::slice::from_ref(&path), options);
        assert_eq!(counts(&account), expected, "{name}");
        assert_eq!(account["facts"]["unmatched"], 0, "{name}");
        assert_eq!(account["facts"]["conflicting"], 0, "{name}");
        let again = import(&world, &[path], options);
        assert_eq!(counts(&again), [0, 0, 163], "{name} again");
    }
    let expected = [("supported".to_owned(), 142), ("noted".to_owned(), 21)];
    assert_eq!(positions(&world, "SVN2"), expected);
}

#[test]
fn the_dprk_has_167_and_268_whatever_the_database_splits() {
    let world = empty();
    let chain = [
        ("working-group-reports/democraticpeoplesrepublicofkorea2010.pdf", "", [167, 0, 0]),
        ("working-group-reports/democraticpeoplesrepublicofkorea2014.pdf", "", [268, 0, 0]),
        ("upr-info/6-9.csv", "--state PRK --session 6", [0, 167, 0]),
        ("upr-info/17-20.csv", "--state PRK --session 19", [0, 268, 0]),
    ];
    let mut last = serde_json::Value::Null;
    for (name, options, expected) in chain {
        let Some(path) = corpus(name) else { return };
        last = import(&world, &[path], options);
        assert_eq!(counts(&last), expected, "{name}");
    }
    let split = &last["tables"]["unmatched"][0];
    assert_eq!(
        (split["text"].as_str(), split["senders"].as_str()),
        (Some("Ratify CRPD"), Some("Tunisia"))
    );
    assert!(split["reason"].as_str().unwrap().contains("PRK2:124.7"), "{split}");
    let sets = world.ok("set list --format csv");
    assert!(sets.contains(",167,167") && sets.contains(",268,268"), "{sets}");
}

#[test]
fn the_workbook_after_the_text_adds_nothing() {
    let (Some(csv), Some(xls)) = (corpus("upr-info/17-20.csv"), corpus("upr-info/17-20.xls"))
    else {
        return;
    };
    let world = empty();
    let first = import(&world, &[csv], "");
    let added = counts(&first)[0];
    assert!(added > 7_000, "{added}");
    let second = import(&world, &[xls], "");
    assert_eq!(counts(&second), [0, 0, added]);
}

/// The day of the review that a report's first page states is a date of the calendar, from which others follow.
#[test]
fn a_report_brings_its_review_into_the_calendar() {
    let world = empty();
    let report = |day: &str| {
        let text = format!(
            "A/HRC/61/9\nReport of the Working Group on the Universal Periodic Review\nSlovenia\n\
             1. The Working Group held its fiftieth session from 3 to 14 November 2025. The review of \
             Slovenia was held at the 2nd meeting, on {day} November 2025.\n\
             II. Conclusions and/or recommendations\n\
             140. The recommendations below enjoy the support of Slovenia:\n\
             140.1 Ratify the Convention (Chile);\n"
        );
        std::fs::write(world.path("r.txt"), text).unwrap();
    };
    let calendar = || world.json("calendar --state SVN")["tables"]["calendar"].clone();
    report("4");
    let ran = world.upr("import r.txt --dry-run");
    assert!(ran.stderr.contains("calendar: svn-cycle-4-review on 4 November 2025"), "{ran}");
    assert!(!ran.stderr.contains("derive"), "{ran}");
    let ran = world.upr("import r.txt");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("next: `upr calendar derive --set SVN4`"), "{ran}");
    let review = &calendar()[0];
    let said = ["key", "date", "certainty", "basis"].map(|key| review[key].as_str().unwrap());
    assert_eq!(said, ["svn-cycle-4-review", "2025-11-04", "documented", "A/HRC/61/9"]);
    assert_eq!(world.json("set list")["tables"]["sets"][0]["session"], 50);
    let ran = world.upr("import r.txt --dry-run");
    assert!(ran.stderr.contains("nothing new") && !ran.stderr.contains("calendar"), "{ran}");
    // A documented day is left as it is; the next is worked out from it.
    report("5");
    world.ok("import r.txt");
    assert_eq!(calendar()[0]["date"], "2025-11-04");
    let ran = world.upr("calendar derive --set SVN4");
    assert!(ran.stderr.contains("svn-cycle-5-review: about May 2030"), "{ran}");
    world.ok("undo");
    world.ok("undo");
    assert_eq!(calendar().as_array().unwrap().len(), 0);
    // What was only worked out or heard gives way.
    world.ok(
        "calendar set svn-cycle-4-review --label 'The review' --kind review --on 2025 --state SVN",
    );
    world.ok("import r.txt");
    let review = &calendar()[0];
    assert_eq!((&review["date"], &review["label"]), (&"2025-11-05".into(), &"The review".into()));
}

#[test]
fn what_our_own_matrix_says_of_nothing_is_no_assessment() {
    let world = World::example();
    world.ok("report --template matrix --set EXR -o m.docx");
    let ran = world.upr("import m.docx --by nhri --set EXR --dry-run --format json");
    assert!(ran.stdout.contains("\"matrix\""), "{ran}");
    assert!(!ran.stdout.contains("Not assessed in this file"), "{ran}");
}

/// What we wrote into a matrix is known as ours when it comes back; what somebody added is theirs, and a
/// status is dated by what it says.
#[test]
fn our_own_words_in_a_matrix_that_comes_back_are_no_change() {
    let world = World::example();
    let copied = "status set EXR:101.3 in-progress --public --note 'a bill was tabled' --on \
                  2025-05-03 --evidence https://example.org/gazette";
    world.ok(copied);
    world.ok("report --template matrix --set EXR -o m.docx");
    let back = world.upr("import m.docx --by tracker --set EXR --format json");
    assert_eq!(back.code, 0, "{back}");
    assert!(!back.stdout.contains("\"column\":\"status\""), "{back}");
    let bytes = std::fs::read(world.path("m.docx")).unwrap();
    let edited = replaced(&bytes, "a bill was tabled.", "a bill was tabled. It is in force now.");
    std::fs::write(world.path("n.docx"), edited).unwrap();
    world.ok("import n.docx --by nhri --set EXR");
    let history = world.ok("export csv --what history --set EXR --internal");
    let line = history.lines().find(|line| line.contains("It is in force now")).unwrap();
    assert!(line.contains("in-progress,2025-05-03,"), "{line}");
}

/// A Word document with other words.
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut written = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in crate::handin::parts(bytes) {
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut written, text.replace(from, to).as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}
