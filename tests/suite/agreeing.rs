//! Papers say one thing throughout: of what others say, in other words, and when they come back.

use crate::support::World;

const TEMPLATES: [&str; 6] = ["progress", "midterm", "matrix", "plan", "factsheet", "submission"];

fn words(world: &World) {
    let from = concat!(env!("CARGO_MANIFEST_DIR"), "/lang/en.txt");
    std::fs::copy(from, world.path("words.txt")).unwrap();
}

#[test]
fn an_unchanged_copy_of_the_words_says_the_same() {
    let world = World::example();
    words(&world);
    for set in ["EX", "EXR"] {
        for template in TEMPLATES {
            let paper = format!("report --set {set} --template {template} --format md");
            let copied = world.ok(&format!("{paper} --words words.txt"));
            let told = |page: &str| {
                page.lines().filter(|line| !line.starts_with("<!--")).collect::<Vec<_>>().join("\n")
            };
            assert_eq!(told(&copied), told(&world.ok(&paper)), "{set}, {template}");
        }
    }
}

#[test]
fn items_are_called_by_the_words_of_the_language() {
    let world = World::example();
    let said = "language = sl\nnoun.areas.one = področje\nnoun.areas.two = področji\n\
                noun.areas.few = področja\nnoun.areas.other = področij\n\
                counted.two = {n} {several}\ncounted.few = {n} {several}\ncounted.other = {n} {several}\n";
    std::fs::write(world.path("sl.txt"), said).unwrap();
    let page = world.ok("report --template submission --words sl.txt --format md");
    assert!(page.contains("36 področij") && !page.contains(" areas"), "{page}");
    assert!(page.contains("področje 1:"), "{page}");
    let few = world.ok("report --theme children --words sl.txt --format md");
    assert!(few.contains("6 področij"), "{few}");
}

#[test]
fn what_scripts_read_is_english_whatever_the_words_are() {
    let world = World::example();
    let said = "language = sl\nfoot.as-of = Na dan {day}.\nmark.example = PRIMER\n\
                \"In progress\" = V teku\n\"civil society\" = civilna družba\n";
    std::fs::write(world.path("sl.txt"), said).unwrap();
    for question in ["report", "list", "report --template midterm"] {
        for format in ["json", "csv"] {
            let plain = world.ok(&format!("{question} --format {format}"));
            let ran = world.upr(&format!("{question} --format {format} --words sl.txt"));
            let without = |text: &str| text.replace(" --words sl.txt", "");
            assert_eq!(without(&ran.stdout), plain, "{question}, {format}");
            assert!(ran.stderr.contains("in English"), "{ran}");
        }
    }
    world.ok("export csv --what all -o one");
    world.ok("export csv --what all -o two --words sl.txt");
    let read = |folder: &str| std::fs::read(world.path(folder).join("items.csv")).unwrap();
    assert_eq!(read("one"), read("two"));
    let page = world.ok("report --format md --words sl.txt");
    assert!(page.contains("Na dan ") && page.contains("PRIMER"), "{page}");
}

/// A letter of three assessors: what one of them alone assessed is told from what nobody did.
#[test]
fn a_submission_counts_what_others_alone_assessed() {
    let world = World::seeded();
    world.ok("assessor add network --name 'A network' --kind cso");
    world.ok("status set 11 in-progress --public --note 'a bill' --evidence E/C/1:2");
    for item in [12, 14, 16] {
        world.ok(&format!(
            "status set {item} in-progress --by network --public --note 'a bill' --evidence E/C/1:2"
        ));
    }
    let page = world.ok("report --template submission --format md");
    assert!(
        page.contains(
            "1 of 56 assessed; 55 not assessed. 3 more are assessed by others alone, as is said with \
             each."
        ),
        "{page}"
    );
    assert!(page.contains("52 of the 56 areas were assessed by nobody."), "{page}");
    let of = page.lines().find(|line| line.starts_with("Area 14:")).unwrap();
    assert!(of.contains("A network: In progress") && !of.contains("Not assessed"), "{of}");
}

#[test]
fn our_own_list_of_any_set_comes_back_without_a_change() {
    let world = World::example();
    for set in ["EX", "EXR"] {
        world.ok(&format!("report --template matrix --set {set} --internal -o {set}.docx"));
        let told = world.upr(&format!("import {set}.docx --set {set}"));
        assert!(told.stderr.contains("0 added, 0 updated"), "{told}");
        assert!(!told.stderr.contains("to look at"), "{told}");
    }
    let world = World::seeded();
    world.ok("report --template matrix -o letter.docx");
    let told = world.upr("import letter.docx --set HC19");
    assert!(told.stderr.contains("0 added, 0 updated, 56 unchanged"), "{told}");
}

#[test]
fn a_remark_is_reported_and_comes_back_as_known() {
    let world = World::example();
    world.ok("remark add EX:3 'needs a second look' --by nhri --on 2026-01-02 --public");
    world.ok("remark add EX:4 'told in confidence' --by nhri");
    for template in ["midterm", "matrix", "submission"] {
        let page = world.ok(&format!("report --set EX --template {template} --format md"));
        assert!(page.contains("Remark of 2 January 2026"), "{template}: {page}");
        assert!(page.contains("needs a second look"), "{template}: {page}");
        assert!(!page.contains("told in confidence"), "{template}: {page}");
    }
    world.ok("report --template matrix --set EX --internal -o ex.docx");
    let told = world.upr("import ex.docx --set EX");
    assert!(told.stderr.contains("0 added, 0 updated"), "{told}");
}

#[test]
fn a_list_names_the_session_that_its_set_names() {
    let world = World::example();
    world.ok("set add XEX4 --state XEX --document A/HRC/60/2 --title 'A review' --cycle 4 --noun recommendations");
    world.ok("item add XEX4:1 'Ratify the treaty'");
    world.ok("set edit XEX4 --session 48");
    let page = world.ok("report --set XEX4 --template matrix --format md");
    assert!(page.contains("(4th Cycle – 48th session)"), "{page}");
    assert!(world.ok("set list --format json").contains("\"session\":48"));
}

/// Words from the right are not followed by numbers that run backwards.
#[test]
fn sources_behind_words_from_the_right_are_read_in_order() {
    let world = World::seeded();
    world.ok("status set 11 in-progress --public --note 'أُلغيت الرسوم' --evidence E/C/1:2");
    world.ok("evidence add 11 E/C/2:3 --public");
    let page = world.ok("report --template submission --format md");
    assert!(page.contains(" \u{200e}\\[1\\] \u{200e}\\[2\\]"), "{page}");
    std::fs::write(world.path("ar.txt"), "language = ar\nlocale = ar-SA\n").unwrap();
    world.ok("report --template midterm --words ar.txt -o ar.docx");
    let parts = crate::handin::parts(&std::fs::read(world.path("ar.docx")).unwrap());
    assert!(parts["word/document.xml"].contains("<w:bidiVisual/>"));
    assert!(parts["word/document.xml"].contains("<w:bidi/></w:sectPr>"));
    assert!(parts["word/styles.xml"].contains("w:lang w:val=\"ar-SA\""));
}
