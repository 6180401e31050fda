//! Taking back and putting back: told before it is done, by appending.

use super::support::World;

#[test]
fn what_is_taken_back_is_told_item_by_item() {
    let world = World::seeded();
    world.ok("status set 47 48 in-progress --note x --evidence https://example.org/a");
    let ran = world.upr("undo");
    assert_eq!(ran.code, 0, "{ran}");
    let told = [
        "to take back: `status set` of 2026-01-15T12:00:00Z (batch ",
        "\n  HC19:47: status in-progress since 2026-01-15, by tracker\n",
        "\n  HC19:47: evidence https://example.org/a\n",
        "\n  HC19:48: status in-progress since 2026-01-15, by tracker\n",
        "\ntook back `status set` of 2026-01-15T12:00:00Z (2 entries, by appending)\n",
    ];
    for words in told {
        assert!(ran.stderr.contains(words), "{words:?} in {ran}");
    }
    assert!(ran.stderr.find("to take back") < ran.stderr.find("took back"), "{ran}");
}

#[test]
fn redo_takes_an_undo_back_and_a_later_command_ends_it() {
    let world = World::seeded();
    let status = |item: &str| {
        let csv = world.ok(&format!("list --sort id --text {item} --columns status --format csv"));
        csv.lines().nth(1).unwrap_or_default().to_owned()
    };
    world.refused("redo");
    world.ok("status set 48 in-progress --note a");
    world.ok("status set 48 implemented --note b");
    world.ok("undo");
    assert_eq!(status("corporal"), "in-progress");
    world.ok("undo");
    assert_eq!(status("corporal"), "not-assessed");
    let ran = world.upr("redo");
    assert!(ran.stderr.contains("took your undo back (1 entry, by appending)"), "{ran}");
    assert_eq!(status("corporal"), "in-progress");
    world.ok("redo");
    assert_eq!(status("corporal"), "implemented");
    world.refused("redo");
    world.ok("undo");
    world.ok("status set 47 implemented --note c");
    let ran = world.refused("redo");
    assert!(ran.stderr.contains("nothing to do again"), "{ran}");
    world.ok("verify");
}

#[test]
fn any_command_is_taken_back_by_one_of_its_entries_and_anothers_only_when_said() {
    let world = World::seeded();
    world.ok("status set 47 in-progress --note first");
    world.ok("status set 48 in-progress --note second");
    let log = world.json("status log 47");
    let entry = log["tables"]["history"][0]["entry"].as_i64().unwrap();
    world.ok(&format!("undo {entry}"));
    let ran = world.refused(&format!("undo {entry}"));
    assert!(ran.stderr.contains("was taken back before"), "{ran}");
    world.refused("undo 99999");
    world.refused("undo 1");

    let entry = world.json("status log 48")["tables"]["history"][0]["entry"].as_i64().unwrap();
    let ran = world.refused(&format!("undo {entry} --author other"));
    assert!(ran.stderr.contains("`--of-other` takes back"), "{ran}");
    let ran = world.refused(&format!("undo {entry} --author other --of-other"));
    assert!(ran.stderr.contains("`--yes`"), "off a terminal nobody can be asked: {ran}");
    let done = world.upr(&format!("undo {entry} --author other --of-other --yes"));
    assert_eq!(done.code, 0, "{done}");
    assert!(done.stderr.contains(", by tester)"), "{done}");
}

#[test]
fn a_bare_undo_takes_back_what_was_made_with_this_copy() {
    let world = World::seeded();
    world.ok("status set 47 in-progress --note first");
    std::fs::copy(world.path("my.db"), world.path("copy.db")).unwrap();
    // Whoever is given a copy has made nothing of what is in it, under whatever name.
    let ran = world.upr("undo --db copy.db");
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("no command of `tester` was made with this copy"), "{ran}");
    let entry = world.json("status log 47")["tables"]["history"][0]["entry"].as_i64().unwrap();
    assert!(ran.stderr.contains(&format!("`upr undo {entry}` takes it back")), "{ran}");
    world.ok("status set 48 in-progress --note there --db copy.db");
    let ran = world.upr("undo --db copy.db");
    assert!(ran.code == 0 && ran.stderr.contains("HC19:48: status in-progress"), "{ran}");
    assert_eq!(world.upr("undo --db copy.db").code, 1, "the other one was made elsewhere");
    assert_eq!(world.upr("redo --db copy.db").code, 0);
    assert_eq!(world.upr(&format!("undo {entry} --db copy.db --yes")).code, 0);
    // Another file in its place is not taken for it.
    world.ok("undo");
    world.ok("status set 50 in-progress --note here");
    std::fs::remove_file(world.path("my.db")).unwrap();
    world.ok("init --db my.db");
    world.refused("undo");
    let kept = std::fs::read_to_string(world.path("my.db-made-here")).unwrap();
    assert!(!kept.contains("tester") && kept.lines().all(|line| line.split(' ').count() == 3));
}

#[test]
fn what_is_put_back_is_told_by_what_holds_again() {
    let world = World::seeded();
    world.ok("status set 48 implemented --note a");
    world.ok("undo");
    let ran = world.upr("redo");
    assert!(
        ran.stderr.contains("  HC19:48: status implemented since 2026-01-15, by tracker"),
        "{ran}"
    );
}
