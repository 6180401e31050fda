//! Natural guesses: what asks is answered, what would write is named and not done.

use super::support::World;

#[test]
fn a_guess_reads_and_never_writes() {
    let world = World::seeded();
    let before = std::fs::read(world.path("my.db")).unwrap();
    for (typed, meant) in [
        ("status 48", "show 48"),
        ("list children", "list --theme children"),
        ("report children", "report --theme children"),
        ("log 48", "status log 48"),
        ("48", "show 48"),
        ("position list", "report --by position"),
        ("list --status in-progress,regressed", "list --status in-progress --status regressed"),
    ] {
        let table = |words: &str| world.ok(&format!("{words} --format csv"));
        assert_eq!(table(typed), table(meant), "`upr {typed}`");
    }
    for typed in
        ["set 48 done", "set 47, 48 implemented", "add", "delete 48", "edit 48", "report x.html"]
    {
        let ran = world.refused(typed);
        assert!(ran.stderr.contains("\nhint: "), "`upr {typed}`: {ran}");
    }
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
    assert!(!world.path("x.html").exists());

    let done = world.refused("status set 48 done");
    assert!(
        done.stderr.contains("`implemented`") && done.stderr.contains("`in-progress`"),
        "{done}"
    );
    world.refused("status set 48 yes");
    let ran = world.upr("status set 47, 48 ongoing --note x");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("`ongoing` is taken as `in-progress`"), "{ran}");
    assert!(ran.stderr.contains("HC19:47 is in-progress"), "{ran}");
}
