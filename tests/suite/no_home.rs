//! A build without homes: it says which one has them, and repeats no password.

use super::support::World;

#[test]
fn the_build_without_homes_says_which_one_has_them() {
    let world = World::seeded();
    for words in [
        "list",
        "init",
        "init --from my.db",
        "doctor",
        "verify",
        "backup",
        "status set 48 implemented",
    ] {
        let ran = world.upr(&format!("{words} --db postgres://ana@127.0.0.1:1/followup"));
        assert_eq!(ran.code, 1, "`{words}`: {ran}");
        assert!(ran.stderr.contains("the one with `office`"), "`{words}`: {ran}");
        assert_eq!(ran.stdout, "");
    }
    assert!(!world.path("postgres:").exists());
    let ran = world.upr("list --db postgres://ana:its-password@127.0.0.1/followup");
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.stderr.contains("PGPASSWORD") && !ran.stderr.contains("its-password"), "{ran}");
}
