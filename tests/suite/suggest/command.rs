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
    let said = world.ok("suggest --set XEX2 --vocabulary theme --format md");
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
