//! What a theme covers in sets that are not filed by it: figures with their base.

use serde_json::Value;

use crate::import_readers::found_corpus as corpus;
use crate::support::World;
use crate::themes::{fixture, matrix};

fn number(answer: &Value, fact: &str) -> Option<i64> {
    answer["facts"][fact].as_i64()
}

#[test]
fn a_theme_of_ours_covers_what_a_matrix_tags_so_under_its_own_words() {
    let Some(corpus) = corpus() else { return };
    let world = World::new();
    world.ok("init --db my.db --empty");
    let file = corpus.join("ohchr-matrix/upr48-slovenia-thematic-list-of-recommendatio.docx");
    world.ok(&format!("import '{}'", file.display()));
    let report = world.json("report --set SVN4 --theme children");
    assert_eq!(number(&report, "items"), Some(26));
    let rows = report["tables"]["items"].as_array().unwrap();
    assert_eq!(rows.len(), 26, "the list and the figures are of the same items");
    let sum: i64 = report["tables"]["themes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["items"].as_i64().unwrap())
        .sum();
    assert_eq!(sum, 26);
    let table = world.ok("report --set SVN4 --theme children --format md");
    let told = "26 recommendations concern children (as tagged by OHCHR's thematic list).";
    assert!(table.contains(told), "{table}");
    assert!(!table.contains("Concerning the same"), "{table}");
    // No group is called so: what a theme of the file is led by, and by how much.
    let health = world.ok("report --set SVN4 --theme health --format md");
    let told =
        "(as tagged by OHCHR's thematic list under words that our own crosswalk leads here).";
    assert!(health.contains(told), "{health}");
    let of = |words: &str| number(&world.json(words), "items");
    assert_eq!(of("report --set SVN4 --theme theme:health"), Some(32));
    assert_eq!(of("report --set SVN4 --theme matrix-4:right-to-health"), Some(14), "filed by it");
}

/// A file with the seeds and a matrix of two recommendations, one of them of children.
fn two_sets() -> World {
    let world = World::new();
    world.ok("init --db my.db");
    let rows = [
        vec!["E51 Right to education - General"],
        vec![
            "115.1 Free schooling (Peru);",
            "Supported",
            "E51 Right to education - General\nF31 Children: definition; general principles; protection",
            "",
        ],
        vec!["115.2 More teachers (Chad);", "Supported", "E51 Right to education - General", ""],
    ];
    std::fs::write(world.path("list.docx"), matrix("Slovenia", &rows)).unwrap();
    world.ok("import list.docx");
    world
}

#[test]
fn sets_that_are_classified_in_different_ways_have_a_line_each_and_no_sum() {
    let world = two_sets();
    let table = world.ok("report --set HC19 --set SVN2 --theme children --format md");
    assert!(table.contains("HC19: 5 under the heading; 10 more items"), "{table}");
    assert!(table.contains("SVN2: Not filed by this theme; 1 recommendation concerns"), "{table}");
    assert!(table.contains("not added up") && !table.contains("6 items"), "{table}");
    let report = world.json("report --set HC19 --set SVN2 --theme children");
    assert_eq!(number(&report, "items"), None);
    assert!(report["tables"]["statuses"].is_null(), "a sum of unlike things");
    let sets = report["tables"]["sets"].as_array().unwrap();
    let figures: Vec<_> = sets.iter().map(|row| row["items"].as_i64().unwrap()).collect();
    assert_eq!(figures, [5, 1]);
    // Of one kind they add up.
    let alike = world.json("report --set SVN2 --theme children");
    assert_eq!(number(&alike, "items"), Some(1));
}

#[test]
fn no_table_of_zeros_is_shown_and_what_nobody_classified_is_said() {
    let world = World::new();
    world.ok("init --db my.db --empty");
    world.ok(&format!("import '{}'", fixture("report.txt").display()));
    let table = world.ok("report --theme children --format md");
    assert!(table.contains("is classified by theme, group or issue in this file"), "{table}");
    assert!(!table.contains("By status") && !table.contains("None of 0"), "{table}");
    // Once something is classified, nothing about children is a finding.
    world.ok("tag add 115.1 theme:health");
    let table = world.ok("report --theme children --format md");
    assert!(table.contains("0 recommendations concern children."), "{table}");
    assert!(!table.contains("By status"), "{table}");
    assert_eq!(number(&world.json("report --theme children"), "items"), Some(0));
}

#[test]
fn issues_of_upr_info_lead_to_our_themes() {
    let world = World::new();
    world.ok("init --db my.db --empty");
    world.ok(&format!("import '{}' --session 20", fixture("upr-info.csv").display()));
    let direct = world.json("report --theme issue:rights-of-the-child");
    let led = world.json("report --theme theme:children");
    assert_eq!(number(&direct, "items"), number(&led, "items"));
    assert!(number(&led, "items") > Some(0), "{led}");
}

#[test]
fn an_import_says_which_set_bare_numbers_mean_and_leaves_it_so() {
    let world = two_sets();
    let rows = [
        vec!["E51 Right to education - General"],
        vec!["115.1 Free schooling (Peru);", "Supported", "E51 Right to education - General", ""],
    ];
    std::fs::write(world.path("other.docx"), matrix("Peru", &rows)).unwrap();
    let ran = world.upr("import other.docx");
    let told =
        "HC19 stays the set that bare numbers mean; to work on the new one: `upr set default PER2`";
    assert!(ran.stderr.contains(told), "{ran}");
    assert_eq!(world.json("show 48")["tables"]["items"][0]["id"], "HC19:48");
    // In a file without any, the first one becomes it, and nothing stays another.
    let empty = World::new();
    empty.ok("init --db my.db --empty");
    std::fs::write(empty.path("other.docx"), matrix("Peru", &rows)).unwrap();
    let ran = empty.upr("import other.docx");
    assert!(!ran.stderr.contains("stays the set"), "{ran}");
}

#[test]
fn writes_say_which_item_was_meant_where_a_state_has_another_set() {
    let world = World::seeded();
    let told = "HC19:48 is in-progress since";
    let ran = world.upr("status set 48 in-progress --note x");
    assert!(ran.stderr.contains(told), "{ran}");
    world.ok("set add PRK4 --state PRK --document A/HRC/58/10 --cycle 4");
    let ran = world.upr("status set 48 implemented --note y");
    assert!(
        ran.stderr.contains(
            "HC19:48 \"Prohibiting corporal …\": in progress → fully implemented since 2026-"
        ),
        "{ran}"
    );
    let first = world.upr("status set 49 in-progress --on 2021-03 --note z");
    let told = "HC19:49 \"Raising the minimum age of …\": not assessed → in progress since 2021-03-01, according to this file (entry ";
    assert!(first.stderr.contains(told), "{first}");
    let ran = world.upr("tag add 48 group:media");
    assert!(ran.stderr.contains("HC19:48 \"Prohibiting corporal …\" (entry "), "{ran}");
}

#[test]
fn what_was_accepted_in_bulk_is_listed_and_counts_only_where_it_is_asked() {
    let world = World::seeded();
    world.ok("set add XEX2 --state PRK --document EXAMPLE/2 --cycle 2");
    for (name, text) in
        [("1", "Combat domestic violence"), ("2", "Intensify the work"), ("3", "Do more")]
    {
        world.ok(&format!("item add XEX2:{name} '{text}'"));
    }
    world.ok("tag add XEX2:2 issue:womens-rights");
    world.ok("tag add XEX2:2 group:children");
    world.ok("suggest --set XEX2 --accept sure");
    world.ok("status set XEX2:1-XEX2:2 in-progress --note x");
    let items = |words: &str| {
        let answer = world.json(&format!("{words} --set XEX2"));
        let listed = answer["tables"]["items"].as_array().map_or(0, Vec::len);
        (number(&answer, "items"), listed)
    };
    assert_eq!(items("report --theme women"), (Some(1), 1), "what somebody looked at");
    assert_eq!(items("report --theme women --assisted"), (Some(2), 2));
    assert_eq!(items("list --theme women").1, 2, "lists have them all");
    let told = world.ok("report --set XEX2 --theme women --format md");
    assert!(
        told.contains("1 recommendation concerns women (own classification); 1 more only by a suggestion accepted in bulk (assisted): listed, in no figure."),
        "{told}"
    );
    assert!(told.contains("## Concerning the same (assisted)"), "{told}");
    let counted = world.ok("report --set XEX2 --theme women --assisted --format md");
    assert!(
        counted.contains("2 recommendations concern women (1 by own classification, 1 assisted)."),
        "{counted}"
    );
    assert!(counted.contains("Chosen: theme women; assisted tags counted."), "{counted}");
    assert!(!counted.contains("Concerning the same"), "{counted}");
    let issue = world.ok("report --set XEX2 --theme issue:womens-rights --format md");
    assert!(issue.contains("1 item carries the issue “Women's rights”; 1 more only by"), "{issue}");
    // Breaking down and the course follow.
    let by = |more: &str| {
        let csv =
            world.ok(&format!("report --set XEX2 --by issue {more} --table issues --format csv"));
        csv.lines().filter(|line| line.contains("omen")).collect::<String>()
    };
    assert_ne!(by(""), by("--assisted"));
    let course =
        |more: &str| world.ok(&format!("trend --set XEX2 --theme women {more} --format csv"));
    assert_ne!(course(""), course("--assisted"));
    // Taken back, it is in neither.
    world.ok("undo");
    world.ok("undo");
    assert_eq!(items("report --theme women --assisted"), (Some(1), 1));
}

#[test]
fn several_sets_have_a_line_each() {
    let world = World::seeded();
    let told = world.ok("report --set all --format md");
    let (_, lines) = told.split_once("## Set by set").unwrap();
    let (lines, _) = lines.split_once("## By theme").unwrap();
    for set in ["HC19: Annex", "HC19L: Body", "GA62: General", "HC08: Note"] {
        assert!(lines.contains(set), "{set}: {lines}");
    }
    assert!(!lines.contains("HC04"), "nothing there is asked of the State: {lines}");
    assert!(!world.ok("report").contains("Set by set"));
    assert!(!world.ok("report --set all --by set").contains("Set by set"));
}
