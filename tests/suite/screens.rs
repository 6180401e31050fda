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

#[test]
fn an_import_is_told_in_a_screen_and_each_cell_where_it_is_asked_for() {
    let world = World::seeded();
    world.ok("export csv -o sheet.csv");
    let sheet = std::fs::read_to_string(world.path("sheet.csv")).unwrap();
    let edited = sheet.replace(",not-assessed,,", ",in-progress,2025-09-01,");
    std::fs::write(world.path("sheet.csv"), edited).unwrap();
    let rehearsal = world.ok("import sheet.csv --dry-run");
    assert!(rehearsal.contains("Changed cells") && rehearsal.contains("HC19:48"), "{rehearsal}");
    let ran = world.upr("import sheet.csv --set-aside");
    let told = ran.stdout.clone();
    assert!(told.contains("What changed") && !told.contains("HC19:48  "), "{ran}");
    assert!(told.contains("status        not-assessed  in-progress     68"), "{ran}");
    assert!(told.lines().count() < 40, "{} lines: {ran}", told.lines().count());
    world.ok("undo");
    let ran = world.upr("import sheet.csv --set-aside --format json");
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(json["tables"]["changes"].as_array().unwrap().len() > 100);
    world.ok("undo");
    assert!(world.upr("import sheet.csv --set-aside --all").stdout.contains("Changed cells"));
}

#[test]
fn a_status_is_set_where_filters_choose() {
    let world = World::seeded();
    world.ok("status set 48 no-information --note earlier");
    world.ok("item close 49 --note done");
    let before = std::fs::read(world.path("my.db")).unwrap();
    for words in [
        "status set no-information --theme children --note x",
        "status set no-information --where --note x",
        "status set 50 no-information --where --theme children --note x",
        "status set no-information --where --theme chidlren --note x",
    ] {
        assert_ne!(world.upr(words).code, 0, "{words}");
    }
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
    let words =
        "status set no-information --where --theme children --note 'looked, found nothing' --yes";
    let ran = world.upr(words);
    assert_eq!(ran.code, 0, "{ran}");
    let left = "(left out: 1 followed up no more, 1 `no-information` already)";
    assert!(ran.stderr.contains(left), "{ran}");
    for item in ["HC19:50 is no-information", "HC19:51 is", "HC19:52 is"] {
        assert!(ran.stderr.contains(item), "{ran}");
    }
    let again = world.upr(words);
    assert!(again.code == 0 && again.stderr.contains("no item is chosen"), "{again}");
    // Over ten items nobody is asked off a terminal.
    let ran = world
        .upr("status set in-progress --where --set HC19 --missing status --components --note x");
    assert!(ran.code == 1 && ran.stderr.contains("`--yes`"), "{ran}");
}

#[test]
fn a_search_offers_what_is_near_and_hands_no_note_on() {
    let world = World::seeded();
    let near = |words: &str| world.ok(&format!("search {words}"));
    assert!(near("labor").contains("Nothing found. Near: labour"), "{}", near("labor"));
    assert!(near("ILO").contains("International Labour Organization"), "{}", near("ILO"));
    assert!(!near("prisons").contains("Near:"));
    world.ok("status set 48 in-progress --note 'told by a zebra'");
    for format in ["table", "csv", "json", "html"] {
        assert!(
            !world.ok(&format!("search zebra --format {format} --internal")).contains("told by")
        );
    }
}

#[test]
fn tags_positions_evidence_leads_and_dates_are_recorded_where_filters_choose() {
    let world = World::seeded();
    world.ok("item close 49 --note done");
    world.ok("tag add 50 sdg:5.3");
    let before = std::fs::read(world.path("my.db")).unwrap();
    for words in [
        "tag add 50 sdg:5.3 --where --theme children",
        "tag add sdg:99 --where --theme children",
        "tag remove sdg:5.3 --where",
        "evidence add 48 --where --theme children --cite x",
        "evidence add --where --theme children",
        "position set supported --where --theme chidlren --document A/HRC/42/10",
        "tag add sdg:16.3 --where --set HC19",
        "lead set 48 moj --where --theme children",
        "lead set moj --where --theme children",
        "due set 2027-03 --where --set HC19",
    ] {
        assert_ne!(world.upr(words).code, 0, "{words}");
    }
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
    let said = |words: &str| {
        let ran = world.upr(words);
        assert_eq!(ran.code, 0, "{ran}");
        ran.stderr
    };
    let told = said("tag add sdg:5.3 --where --theme children --yes");
    assert!(told.contains("15 items: HC19:1j, HC19:1k, HC19:3, "), "{told}");
    assert!(told.contains("(left out: 1 followed up no more, 1 tagged so already)"), "{told}");
    let told = said("tag add sdg:5.3 --where --theme children --yes");
    assert!(told.contains("no item is chosen") && !told.contains("tagged HC19"), "{told}");
    let told = said("tag remove sdg:5.3 --where --theme children --yes");
    assert!(told.contains("took the tag off HC19:48"), "{told}");
    let told = said("evidence add --cite 'Gazette 12' --where --theme children --yes");
    assert!(told.contains("added evidence to HC19:52"), "{told}");
    let told = said("evidence add https://example.org/x --where --theme children --yes");
    assert!(told.contains("added evidence to HC19:48"), "{told}");
    let told = said("position set noted --document A/HRC/42/10 --where --theme children --yes");
    assert!(told.contains("recorded `noted` for HC19:48"), "{told}");
    let told = said("position set noted --document A/HRC/42/10 --where --theme children --yes");
    assert!(told.contains("`noted` already"), "{told}");
    let told = said("due set 2027-03 --where --theme children --yes");
    assert!(told.contains("due 2027-03: HC19:48"), "{told}");
    assert!(said("due set 2027-03 --where --theme children").contains("16 due 2027-03 already"));
    said("due set 2027-03 --where --theme children --reason 'by the law' --yes");
    let ran = world.upr("due set 2027-04 --where --theme children --yes");
    assert!(ran.code == 1 && ran.stderr.contains("needs its reason"), "{ran}");
    said("entity add moj --name Justice --kind ministry");
    let told = said("lead set moj --where --theme children --yes");
    assert!(told.contains("`moj` leads HC19:48"), "{told}");
    said("lead set 44 moj");
    let told = said("lead remove moj --where --lead moj --theme children --yes");
    assert!(told.contains("is lead no more of HC19:48") && !told.contains("HC19:44"), "{told}");
    let told = said("lead remove moj --where --theme children");
    assert!(told.contains("no item is chosen") && told.contains("without it"), "{told}");
    let told = said("tag add sdg:16.3 --where --set HC19 --theme freedoms --theme education --yes");
    assert!(told.contains("tagged HC19:43"), "{told}");
}
