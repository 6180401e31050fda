//! Status as history: setting, voices, roll-up, time travel, retraction, undo.

use expect_test::expect;

use super::support::World;

const BY_STATE: &str = "status set 48 in-progress --on 2021-03-01 --by state --evidence https://example.org/law --note 'a bill was tabled'";

#[test]
fn the_walk_through_of_a_status() {
    let world = World::seeded();
    expect![[r#"
        --- stderr ---
        HC19:48 is in-progress since 2021-03-01, according to State under review (entry 436)
        --- exit 0 ---"#]]
    .assert_eq(&world.upr(BY_STATE).to_string());
    let shown = world.json("show 48");
    assert_eq!(shown["facts"]["status"], "not-assessed", "the headline is the owner's");
    world.ok("status set 48 partially-implemented --on 2021-06 --note 'in force in schools'");
    let shown = world.json("show 48");
    assert_eq!(shown["facts"]["status"], "partially-implemented");
    assert_eq!(shown["facts"]["since"], "2021-06-01");
    assert_eq!(world.json("show 48 --assessor state")["facts"]["status"], "in-progress");
    assert_eq!(world.json("show 48 --as-of 2021-05-31")["facts"]["status"], "not-assessed");
    let early = world.json("report --as-of 2020-12-31");
    assert_eq!(early["facts"]["assessed"], 0);
    assert_eq!(early["facts"]["next_milestone_on"], "2021-09");
    assert_eq!(world.json("report")["facts"]["assessed"], 1);
    world.ok("status retract 437 --note 'wrong item'");
    assert_eq!(world.json("show 48")["facts"]["status"], "not-assessed");
    world.ok("undo");
    assert_eq!(world.json("show 48")["facts"]["status"], "partially-implemented");
    world.ok("undo");
    world.ok("undo");
    let ran = world.refused("undo");
    assert!(ran.stderr.contains("nothing to take back"), "{ran}");
    let history =
        serde_json::from_str::<serde_json::Value>(&world.ok("export json --what history")).unwrap();
    let rows = history["tables"]["history"].as_array().unwrap();
    assert_eq!(rows.len(), 6, "nothing was deleted: two statuses, four withdrawals");
    let retractions: Vec<_> = rows.iter().filter_map(|row| row["retracts"].as_i64()).collect();
    assert_eq!(retractions, [437, 437, 436]);
}

#[test]
fn compound_items_are_set_through_their_components_with_the_tally() {
    let world = World::seeded();
    let ran = world.refused("status set 1 implemented --note x");
    assert!(ran.stderr.contains("bundles 11 components"), "{ran}");
    world.ok("status set 1a-1c implemented --note 'instrument deposited'");
    assert!(world.ok("show 1").contains("3 of 11 implemented, 8 not assessed"));
    assert_eq!(world.json("show 1")["facts"]["status"], "not-assessed");
    assert_eq!(world.json("report")["facts"]["assessed"], 0, "components are not counted");
    assert!(world.ok("report").contains("Area 1: 3 of 11 implemented, 8 not assessed"));
    let ran = world.refused("status set 1 --components not-implemented --note x");
    assert!(ran.stderr.contains("this sets 11 items at once"), "{ran}");
    world.ok("status set 1d-1k no-information --note 'no source found'");
    assert_eq!(world.json("show 1")["facts"]["status"], "partially-implemented");
    assert_eq!(world.json("report")["facts"]["assessed"], 1);
    world.ok("status set 1k regressed --note 'withdrawn' --on 2026-01-15");
    assert!(world.ok("show 1").contains("regressed: 1k"));
    let listed = world.json("list --status partially-implemented");
    assert_eq!(listed["tables"]["items"][0]["id"], "HC19:1");
    let parts = world.json("list --status regressed");
    assert_eq!(parts["tables"]["items"][0]["id"], "HC19:1k");
}

#[test]
fn the_same_level_again_needs_something_new() {
    let world = World::seeded();
    world.ok("status set 48 in-progress --on 2025-01-01");
    let ran = world.refused("status set 48 in-progress --on 2025-06-01");
    assert!(
        ran.stderr.contains("is `in-progress` according to `tracker` on 2025-06-01 already"),
        "{ran}"
    );
    world.ok("status set 48 in-progress --on 2025-06-01 --note 'still under way'");
    world.ok("status set 48 in-progress --on 2024-01-01");
}

#[test]
fn another_voice_needs_its_source() {
    let world = World::seeded();
    let ran = world.refused("status set 48 implemented --by state --note x");
    assert!(ran.stderr.contains("needs its source"), "{ran}");
    world.ok("status set 48 implemented --by state --note x --unsourced");
    assert!(world.ok("show 48").contains("(unsourced)"));
    world.ok("assessor add watch --name 'Rights Watch Network' --kind cso");
    world.ok("status set 48 not-implemented --by watch --evidence A/HRC/42/10:25");
    assert!(world.ok("show 48").contains("According to Rights Watch Network: Not implemented"));
    assert!(world.ok("show 48").contains("A/HRC/42/10, par. 25"));
}

#[test]
fn a_status_without_a_reason_is_taken_with_a_warning() {
    let world = World::seeded();
    let ran = world.upr("status set 48 impl");
    assert_eq!(ran.code, 0, "a unique prefix is enough: {ran}");
    assert!(ran.stderr.contains("warning: no reason given"), "{ran}");
    assert_eq!(world.ok("list --missing reason --format csv").lines().count(), 2);
}

#[test]
fn what_was_known_when_is_kept_apart_from_what_was_true_when() {
    let world = World::seeded();
    let told = "status set 48 implemented --on 2024-02-01 --note late";
    assert_eq!(world.upr_at("2024-06-01T09:00:00Z", told).code, 0);
    let status = |words: &str| world.json(words)["facts"]["status"].clone();
    assert_eq!(status("show 48 --as-of 2024-03-01"), "implemented");
    assert_eq!(status("show 48 --as-of 2024-03-01 --known-at 2024-05-31"), "not-assessed");
    assert_eq!(status("show 48 --as-of 2024-03-01 --known-at 2024-06"), "implemented");
    let ran = world.upr("show 48 --as-of 2024-02");
    assert!(ran.stderr.contains("as of 2024-02-29"), "a date that was worked out is echoed: {ran}");
}

#[test]
fn undo_takes_back_each_kind_of_addition() {
    let world = World::seeded();
    let counts = |world: &World| {
        let rows =
            |words: &str, table: &str| world.json(words)["tables"][table].as_array().unwrap().len();
        [
            rows("link list", "links"),
            rows("timeline", "timeline"),
            rows("evidence list", "evidence"),
            rows("assessor list", "assessors"),
            rows("theme list", "terms"),
            rows("set list", "sets"),
            rows("list --group media", "items"),
            rows("list --set GA62 --position noted", "items"),
            rows("list --set HC08", "items"),
        ]
    };
    let before = counts(&world);
    for words in [
        "link add 48 related 49 --reason 'both on children'",
        "timeline add --on 2020-02 --kind letter --what 'reply'",
        "evidence add 48 https://example.org/x --title X",
        "assessor add watch --name W --kind cso",
        "theme add digital --label 'Digital rights' --parent freedoms",
        "set add NEW --state SVN --document A/HRC/43/15",
        "tag add 48 group:media",
        "tag remove 24 group:media",
        "position set GA62:2 noted --document A/HRC/7/47 --paragraph 6",
        "item add HC08:9 'Another'",
        "component add 11 'Budget allocations'",
        "item close 49 --note done",
    ] {
        world.ok(words);
    }
    let after = counts(&world);
    assert_ne!(before, after);
    for _ in 0..12 {
        world.ok("undo");
    }
    assert_eq!(counts(&world), before);
    assert_eq!(world.upr("undo").code, 1);
}

#[test]
fn undo_does_not_pull_the_ground_from_under_later_entries() {
    let world = World::seeded();
    world.ok("item add HC08:9 'Another'");
    let other = world.upr("status set HC08:9 implemented --note x --author other");
    assert_eq!(other.code, 0, "{other}");
    let ran = world.refused("undo");
    assert!(ran.stderr.contains("later entries rest on it"), "{ran}");
}

#[test]
fn prefixes_of_slugs_hyphens_and_words_for_days_are_taken() {
    let world = World::seeded();
    world.ok("status set 48 in --note '- a list'");
    let log = world.json("status log 48 --internal");
    let row = &log["tables"]["history"][0];
    assert_eq!((&row["status"], &row["note"]), (&"in-progress".into(), &"- a list".into()));
    world.ok("evidence add 48 https://example.org/a --accessed today --date yesterday");
    let shown = world.json("evidence list");
    let row = &shown["tables"]["evidence"][0];
    assert_eq!((&row["accessed"], &row["date"]), (&"2026-01-15".into(), &"2026-01-14".into()));
    world.ok("document add 'A note' --no-symbol --date yesterday");
}

#[test]
fn regressions_come_first_in_what_changed() {
    let world = World::seeded();
    world.ok("status set 48 implemented --on 2024-01-01 --note a");
    world.ok("status set 48 regressed --on 2025-01-01 --note b");
    world.ok("status set 3 in-progress --on 2025-02-01 --note c");
    let answer = world.json("changes --since 2025");
    let rows = answer["tables"]["changes"].as_array().unwrap();
    let steps: Vec<_> = rows.iter().map(|row| (&row["id"], &row["from"], &row["to"])).collect();
    assert_eq!(format!("{steps:?}").matches("HC19").count(), 2);
    assert_eq!(rows[0]["id"], "HC19:48");
    assert_eq!((&rows[0]["from"], &rows[0]["to"]), (&"implemented".into(), &"regressed".into()));
    assert!(world.ok("report").contains("Area 48: Prohibiting corporal punishment"));
}
