//! Which part of an answer is shown: `--short`, `--rows`, `--sort`, `--columns`.

use super::support::World;

#[test]
fn columns_order_and_rows_are_chosen_in_any_format() {
    let world = World::example();
    let ran = world.upr("list --columns since,id --sort -since --rows 2 --format csv");
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(ran.stdout, "since,id\n2026-01-01,EX:28\n2025-11-26,EX:27\n");
    assert!(ran.stderr.contains("`items`: 2 of 36 rows (`--rows`)"), "{ran}");
    let table = world.ok("report --columns id,reason --sort id --rows 3 --table items");
    assert!(table.contains("EX:3") && !table.contains("EX:4"), "{table}");
    assert!(table.contains("3 of 36 rows shown.\n"), "{table}");
    // By the level's order, not its spelling; by number, not by letter.
    let levels = world.ok("list --sort -status --columns status --rows 1 --format csv");
    assert_eq!(levels, "status\nregressed\n");
    let ids = world.ok("list --sort id --columns id --rows 10 --format csv");
    assert!(ids.ends_with("EX:9\nEX:10\n"), "{ids}");
}

#[test]
fn an_unknown_column_is_refused_with_the_columns_that_there_are() {
    let world = World::example();
    for words in ["list --columns id,colour", "list --sort colour -o list.csv"] {
        let ran = world.refused(words);
        assert_eq!(ran.code, 2, "{ran}");
        assert!(ran.stderr.contains("table `items` has no column `colour`"), "{ran}");
        assert!(ran.stderr.contains("hint: its columns: id, text, theme"), "{ran}");
    }
    assert!(!world.path("list.csv").exists());
    world.refused("list --rows 0");
    world.refused("list --sort --rows 3");
}

#[test]
fn a_short_report_has_the_figures_and_no_items() {
    let world = World::example();
    let short = world.ok("report --short");
    assert!(short.contains("By theme") && short.contains("Next: "), "{short}");
    assert!(!short.contains("EX:14"), "{short}");
    let theme = world.ok("report --short --theme children --format md");
    assert!(theme.contains("Children") && !theme.contains("EX:28"), "{theme}");
    world.refused("report --short --template matrix");
}

#[test]
fn a_word_limit_has_two_names() {
    let world = World::example();
    let md = |option: &str| world.ok(&format!("report --template midterm {option} 50 --format md"));
    let foot = |text: &str| text.lines().filter(|line| !line.contains("Made by")).count();
    assert_eq!(foot(&md("--limit")), foot(&md("--max-words")));
}
