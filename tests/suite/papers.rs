//! What is handed in reads as a person wrote it: sentences end, no word of a shell stands in it.

use crate::support::World;

const TEMPLATES: [&str; 5] = ["midterm", "matrix", "plan", "factsheet", "submission"];

/// What people type as a reason, and how it stands in print.
const NOTES: [(&str, &str); 6] = [
    ("a draft law was tabled", "a draft law was tabled."),
    ("a draft law was tabled.", "a draft law was tabled."),
    ("the Minister said “not yet”", "said “not yet”."),
    ("the act is in force (2024)", "in force (2024)."),
    ("قدم مشروع قانون", "قدم مشروع قانون."),
    ("법안이 제출되었다", "법안이 제출되었다."),
];

#[test]
fn sentences_end_and_no_shell_word_stands_in_what_is_handed_in() {
    let world = World::example();
    for (at, (note, _)) in NOTES.iter().enumerate() {
        let words = format!(
            "status set {} in-progress --public --note '{note}' --evidence CRC/C/PRK/CO/5:12",
            11 + at
        );
        world.ok(&words);
    }
    for template in TEMPLATES {
        let page = world.ok(&format!("report --template {template} --format md"));
        let is_read = |line: &&str| !line.starts_with("Made by:") && !line.starts_with("```");
        for line in page.lines().filter(is_read) {
            let shell =
                ["`", "--limit", "--as-of", "--by"].iter().find(|word| line.contains(**word));
            assert!(shell.is_none(), "{template}: {line}");
            for (note, printed) in NOTES {
                let note = note.trim_end_matches('.');
                let Some(at) = line.find(note) else { continue };
                let rest = &line[at + note.len()..];
                // A cell that holds the reason alone is no sentence.
                if line.starts_with('|') && rest.starts_with(" |") {
                    continue;
                }
                assert!(printed.ends_with('.') && rest.starts_with('.'), "{template}: {line}");
                let next = rest[1..].chars().next();
                let apart = |next: char| next.is_whitespace() || matches!(next, '<' | '|');
                assert!(next.is_none_or(apart), "{template}: {line}");
            }
        }
    }
}

#[test]
fn a_midterm_report_has_its_places_to_write_once_a_theme() {
    let world = World::seeded();
    let page = world.ok("report --template midterm --format md");
    let themes = world.json("report")["tables"]["themes"].as_array().unwrap().len();
    let places = page.matches("**To write:** measures taken").count();
    assert!(places > 0 && places <= themes, "{places} places for {themes} themes");
}

#[test]
fn a_submission_stands_in_the_order_of_the_guidelines() {
    let world = World::example();
    world.ok("status set 11 in-progress --public --note 'a bill' --evidence CRC/C/PRK/CO/5:12");
    let page = world.ok("report --template submission --format md");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    let order = [
        "## Summary",
        "Key words: ",
        "## Introduction and method",
        "In progress since",
        "## Recommendations to the State under review",
        "## Sources",
    ];
    assert!(order.windows(2).all(|two| at(two[0]) < at(two[1])), "{page}");
    let sources = &page[at("## Sources")..];
    assert!(sources.contains("CRC/C/PRK/CO/5, par. 12"), "{sources}");
    let body = &page[..at("## Sources")];
    assert!(!body.contains("CRC/C/PRK/CO/5, par. 12"), "sources are notes: {body}");
    assert!(page.matches("Not assessed: ").count() <= 1, "one closing sentence: {page}");
}

/// What an internal voice alone says of an item leaves no trace: the paper is the one that would be
/// made without it. With `--internal` it is there.
#[test]
fn what_only_an_internal_voice_says_leaves_no_trace() {
    let world = World::example();
    world.ok("assessor add friend --name 'A friend' --kind cso --internal");
    let papers = || {
        let mut all = Vec::new();
        for template in TEMPLATES {
            for format in ["md", "html"] {
                let page = world.ok(&format!("report --template {template} --format {format}"));
                let is_text = |line: &&str| !line.contains("fingerprint");
                let text: Vec<_> = page.lines().filter(is_text).map(str::to_owned).collect();
                all.push((format!("{template} {format}"), text.join("\n")));
            }
        }
        all
    };
    let before = papers();
    world.ok("status set 9 regressed --by friend --note 'heard in confidence' --unsourced");
    for ((name, was), (_, is)) in before.iter().zip(papers()) {
        let differs = was.lines().zip(is.lines()).find(|(was, is)| was != is);
        assert!(*was == is, "{name}: {differs:?}");
    }
    for template in ["matrix", "submission"] {
        let page = world.ok(&format!("report --template {template} --format md --internal"));
        assert!(page.contains("heard in confidence"), "{template}: {page}");
    }
}

/// What several bodies ask alike stands in one group, with what is in none at the end; an item of two
/// clusters stands in both, and counts once in the figures.
#[test]
fn a_midterm_report_goes_by_cluster_where_it_is_asked_to() {
    let world = World::example();
    for (slug, label) in [("violence", "Violence in the home"), ("access", "Access for all")] {
        world.ok(&format!("theme add {slug} --vocabulary cluster --create --label '{label}'"));
    }
    world.ok("tag add 21 26 cluster:violence");
    world.ok("tag add 26 34 cluster:access");
    let page = world.ok("report --template midterm --by cluster --format md");
    let (_, groups) = page.split_once("## Implementation by cluster").unwrap();
    let heads: Vec<&str> = groups.lines().filter(|line| line.starts_with("### ")).collect();
    assert_eq!(heads, ["### Access for all", "### Violence in the home", "### In no cluster"]);
    let under = |head: &str| -> Vec<&str> {
        let part = groups.split(head).nth(1).unwrap().split("\n### ").next().unwrap();
        let part = part.split("**Measures taken").next().unwrap();
        let rows = part.lines().filter_map(|line| line.strip_prefix("| "));
        let first = rows.map(|row| row.split(' ').next().unwrap());
        first.filter(|cell| cell.starts_with(|sign: char| sign.is_ascii_digit())).collect()
    };
    assert_eq!(under("### Access for all"), ["26", "34"]);
    assert_eq!(under("### Violence in the home"), ["21", "26"]);
    assert_eq!(under("### In no cluster").len(), 33);
    assert!(page.contains("36 areas addressed to") && page.contains("### By cluster"), "{page}");
    let whole = world.json("report --template midterm --by cluster");
    assert_eq!(whole["facts"]["items"], 36);
    let figures = world.ok("report --by cluster --table clusters --format csv");
    assert!(figures.contains("violence,Violence in the home"), "{figures}");
}
