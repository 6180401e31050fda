//! `upr suggest`: what is said, why, and that nothing is written.

use crate::support::World;

/// Five recommendations of two cycles, uncoded.
fn world() -> World {
    let world = World::seeded();
    for (set, cycle) in [("XEX1", "1"), ("XEX2", "2")] {
        let document = format!("EXAMPLE/{cycle}");
        world.ok(&format!("set add {set} --state PRK --document {document} --cycle {cycle}"));
    }
    let items = [
        ("XEX1:1", "Abolish the death penalty"),
        ("XEX1:2", "Ratify the Convention on the Rights of Persons with Disabilities"),
        (
            "XEX2:1",
            "Establish a moratorium on executions with a view to abolishing the death penalty",
        ),
        ("XEX2:2", "Combat domestic violence"),
        ("XEX2:3", "Intensify the work"),
    ];
    for (name, text) in items {
        world.ok(&format!("item add {name} '{text}'"));
    }
    world
}

#[test]
fn each_suggestion_says_why_and_nothing_is_written() {
    let world = world();
    let before = std::fs::read(world.path("my.db")).unwrap();
    let csv = world.ok("suggest --set XEX2 --format csv");
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "id,text,term,level,score,why,source");
    let rows = |id: &str| lines.iter().filter(|line| line.starts_with(id)).count();
    assert!(lines[1].contains("XEX2:1,") && lines[1].contains(",death-penalty,sure,0.95,"));
    assert!(
        lines[1].contains("“moratorium on executions”") && lines[1].ends_with("lexicon 1"),
        "{csv}"
    );
    assert_eq!(rows("XEX2:2"), 2, "women and children, by the coders' rule: {csv}");
    assert_eq!(rows("XEX2:3"), 0, "nothing is suggested where nothing speaks for it");
    assert_eq!(csv, world.ok("suggest --set XEX2 --format csv"), "the same bytes");
    world.ok("suggest check");
    assert_eq!(before, std::fs::read(world.path("my.db")).unwrap());
}

#[test]
fn a_treaty_is_known_by_its_names_and_stands_for_its_subject() {
    let world = world();
    let csv = world.ok("suggest XEX1:2 --format csv");
    assert!(csv.contains(",international-instruments,") && csv.contains(",disabilities,"), "{csv}");
    let json = world.json("suggest XEX1:2");
    assert_eq!(json["facts"]["source"], "lexicon 1");
}

#[test]
fn what_is_coded_is_left_out_unless_it_is_named() {
    let world = world();
    world.ok("tag add XEX2:2 issue:womens-rights");
    let said = world.ok("suggest --set XEX2");
    assert!(
        said.contains("1 item left out") && !said.contains("Combat domestic violence"),
        "{said}"
    );
    let csv = world.ok("suggest XEX2:2 --format csv");
    assert!(csv.contains("rights-of-the-child") && !csv.contains("womens-rights"), "{csv}");
}

#[test]
fn the_action_category_is_read_from_the_opening_verbs() {
    let world = world();
    let csv = world.ok("suggest --set XEX2 --vocabulary action --format csv");
    assert!(csv.contains("XEX2:1,") && csv.contains(",5,likely,"), "{csv}");
    assert!(csv.contains("Combat domestic violence,4,likely,"), "{csv}");
}

#[test]
fn a_vocabulary_without_coded_texts_says_that_nothing_can_be_suggested() {
    let world = world();
    world.ok("theme add digital --label 'Digital rights' --vocabulary mine --create");
    let said = world.ok("suggest --set XEX2 --vocabulary mine --format md");
    assert!(said.contains("Nothing can be suggested for"), "{said}");
    assert!(said.contains("--learn-from"), "{said}");
    let refused = world.refused("suggest --vocabulary isue");
    assert!(refused.stderr.contains("no vocabulary `isue`"), "{}", refused.stderr);
    assert!(refused.stderr.contains("issue"), "{}", refused.stderr);
}

/// A library of another file teaches; its texts are never told.
#[test]
fn another_file_teaches_without_being_quoted() {
    let world = world();
    world.ok("--db other.db init");
    world.ok("--db other.db set add LIB1 --state PRK --document LIB/1");
    let mut rows = String::from(
        "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\n",
    );
    let subjects = [("fishing boats", "Environment"), ("village schools", "Right to education")];
    for number in 0..200 {
        for (subject, issue) in subjects {
            rows.push_str(&format!(
                "Ukraine,EEG,,Look after {subject} in district zq{number},France,WEOG,,Accepted,4,{issue},3\n"
            ));
        }
    }
    std::fs::write(world.path("coded.csv"), rows).unwrap();
    world.ok("--db other.db import coded.csv");
    world.ok("item add XEX2:4 'Look after fishing boats'");
    let csv = world.ok("suggest XEX2:4 --learn-from other.db --format csv");
    assert!(csv.contains(",environment,") && csv.contains("learned from 400 texts"), "{csv}");
    assert!(csv.contains("fishing") && !csv.contains("zq") && !csv.contains("district"), "{csv}");
    let check = world.json("--db other.db suggest check");
    assert!(check["facts"]["micro_f1"].as_f64().unwrap() > 0.9, "{check}");
}

#[test]
fn earlier_items_are_suggested_until_they_are_linked() {
    let world = world();
    let csv = world.ok("suggest links --set XEX2 --format csv");
    let head = csv.lines().next().unwrap();
    assert_eq!(head, "id,text,candidate,candidate_text,level,score,why");
    let first = csv.lines().nth(1).unwrap();
    assert!(first.starts_with("XEX2:1,") && first.contains(",XEX1:1,"), "{csv}");
    assert!(!csv.contains("XEX1:2,"), "no other is near: {csv}");
    world.ok("link add XEX2:1 repeats XEX1:1 --reason 'the same demand'");
    let csv = world.ok("suggest links --set XEX2 --format csv");
    assert!(!csv.contains("XEX1:1"), "what is linked needs no suggestion: {csv}");
    let refused = world.refused("suggest links --set XEX2 --against XEX9");
    assert!(refused.stderr.contains("no set `XEX9`"), "{}", refused.stderr);
}

#[test]
fn items_of_several_sets_that_ask_the_same_stand_together() {
    let world = world();
    world.ok("item add XEX2:4 'Abolish the death penalty.'");
    let csv = world.ok("suggest links --within --set XEX1,XEX2 --format csv");
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "cluster,id,text,score,why");
    assert!(lines[1].starts_with("1,XEX1:1,") && lines[2].starts_with("1,XEX2:4,"), "{csv}");
}

#[test]
fn a_suggestion_is_accepted_or_refused_one_by_one_and_remembered() {
    let world = world();
    world.ok("suggest accept XEX2:2 issue:womens-rights");
    let tags = world.json("show XEX2:2");
    let tag = &tags["tables"]["tags"][0];
    assert_eq!(
        (tag["term"].as_str(), tag["assisted"].as_bool()),
        (Some("womens-rights"), Some(false))
    );
    world.ok("suggest refuse XEX2:2 issue:rights-of-the-child");
    let csv = world.ok("suggest XEX2:2 --at-least any --format csv");
    assert_eq!(csv.lines().count(), 1, "both are settled: {csv}");
    let refused = world.refused("suggest accept XEX2:2 issue:rights-of-the-child");
    assert!(refused.stderr.contains("is not suggested for `XEX2:2`"), "{}", refused.stderr);
    world.ok("undo");
    let csv = world.ok("suggest XEX2:2 --format csv");
    assert!(csv.contains("rights-of-the-child"), "the refusal is taken back: {csv}");
    world.ok("verify");
}

#[test]
fn what_is_accepted_in_bulk_shows_as_assisted_and_counts_nowhere() {
    let world = world();
    let before = world.ok("report --by issue --set XEX2 --format csv");
    world.ok("suggest --set XEX2 --accept sure");
    let shown = world.ok("show XEX2:1 --format md");
    assert!(shown.contains("(assisted)"), "{shown}");
    let tag = &world.json("show XEX2:1")["tables"]["tags"][0];
    assert_eq!(tag["assisted"].as_bool(), Some(true));
    assert_eq!(before, world.ok("report --by issue --set XEX2 --format csv"), "in no figure");
    let sheet = world.ok("export csv --set XEX2");
    assert!(!sheet.contains("death-penalty"), "nor handed on as coded: {sheet}");
    let check = world.json("suggest check");
    assert_eq!(check["facts"]["held_back"].as_i64(), Some(0), "nothing is learned from it");
    let csv = world.ok("suggest --set XEX2 --format csv");
    assert!(!csv.contains("death-penalty"), "nor offered again: {csv}");
    world.ok("undo");
    let tags = world.json("show XEX2:1");
    assert_eq!(tags["tables"]["tags"].as_array().map(Vec::len), Some(0));
    world.ok("verify");
    let refused = world.refused("suggest XEX2:3 --accept sure");
    assert!(refused.stderr.contains("nothing is suggested"), "{}", refused.stderr);
}

/// The cells of the workbook's first sheet.
fn cells(world: &World, name: &str) -> Vec<Vec<String>> {
    use calamine::Reader as _;
    let mut book = calamine::open_workbook_auto(world.path(name)).unwrap();
    let range = book.worksheet_range("suggestions").unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_workbook_is_reviewed_and_brought_back() {
    let world = world();
    world.ok("suggest --set XEX2 --at-least any -o review.xlsx");
    let untouched = world.ok("import review.xlsx");
    assert!(untouched.contains("0 updated"), "{untouched}");
    let mut rows = cells(&world, "review.xlsx");
    let head = rows.iter().position(|row| row[0] == "id").unwrap();
    rows.drain(..head);
    assert_eq!(
        rows[0],
        ["id", "text", "term", "level", "score", "why", "source", "vocabulary", "accept"]
    );
    let mut csv = csv::Writer::from_path(world.path("review.csv")).unwrap();
    for row in &mut rows {
        match row[2].as_str() {
            "womens-rights" => row[8] = "yes".to_owned(),
            "rights-of-the-child" => row[8] = "no".to_owned(),
            _ => {}
        }
        csv.write_record(&*row).unwrap();
    }
    csv.flush().unwrap();
    let rehearsed = world.ok("import review.csv --dry-run");
    assert!(rehearsed.contains("issue:womens-rights"), "{rehearsed}");
    world.ok("import review.csv");
    let tags = world.json("show XEX2:2")["tables"]["tags"].clone();
    assert_eq!(tags.as_array().unwrap().len(), 1, "{tags}");
    assert_eq!(tags[0]["assisted"].as_bool(), Some(false), "somebody looked at it");
    let csv = world.ok("suggest XEX2:2 --at-least any --format csv");
    assert_eq!(csv.lines().count(), 1, "both are settled: {csv}");
    world.ok("undo");
    world.ok("verify");
}

#[test]
fn a_reviewed_row_that_is_wrong_is_told_and_nothing_is_written() {
    let world = world();
    let head = "id,text,term,level,score,why,source,vocabulary,accept\n";
    let row = "XEX2:2,t,womens-rights,sure,0.95,w,lexicon 1,issue,perhaps\n";
    std::fs::write(world.path("review.csv"), format!("{head}{row}")).unwrap();
    let before = std::fs::read(world.path("my.db")).unwrap();
    let ran = world.upr("import review.csv");
    assert_ne!(ran.code, 0);
    let both = format!("{}{}", ran.stdout, ran.stderr);
    assert!(both.contains("perhaps") && both.contains("yes, no, or nothing"), "{both}");
    assert!(before == std::fs::read(world.path("my.db")).unwrap());
}

#[test]
fn suggested_links_are_taken_in_bulk_or_refused() {
    let world = world();
    world.ok("item add XEX2:4 'Abolish the death penalty.'");
    world.ok("suggest links XEX2:1 --refuse XEX1:1");
    let csv = world.ok("suggest links XEX2:1 --against XEX1 --format csv");
    assert_eq!(csv.lines().count(), 1, "it is not offered again: {csv}");
    assert!(!world.ok("link list --format csv").contains("XEX2:1,"), "a refusal is no link");
    world.ok("suggest links --set XEX2 --accept same-words");
    let shown = world.ok("show XEX2:4 --format md");
    assert!(
        shown.contains("asked earlier in (assisted)") || shown.contains("(assisted)"),
        "{shown}"
    );
    world.ok("undo");
    assert!(!world.ok("show XEX2:4 --format md").contains("(assisted)"));
    world.ok("undo");
    let csv = world.ok("suggest links XEX2:1 --against XEX1 --format csv");
    assert!(csv.contains(",XEX1:1,"), "the refusal is taken back: {csv}");
    world.ok("verify");
}
