//! What lies beside the file under a name of ours and is none of ours.

use crate::support::World;

/// The copy's own list of what was made with it is a plain file, or it is not looked at.
#[test]
fn no_link_and_no_pipe_is_taken_for_the_list_of_what_was_made_here() {
    let world = World::example();
    let victim = world.path("victim.txt");
    let words = "precious line\n".repeat(30_000);
    std::fs::write(&victim, &words).unwrap();
    std::os::unix::fs::symlink(&victim, world.path("my.db-made-here")).unwrap();
    world.ok("status set EX:5 in-progress --note looked");
    assert_eq!(std::fs::read_to_string(&victim).unwrap(), words);
    std::fs::remove_file(world.path("my.db-made-here")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(world.path("my.db-made-here")).status();
    assert!(made.unwrap().success());
    // A pipe would be waited for without end.
    world.ok("status set EX:6 in-progress --note looked");
    let undone = world.upr("undo");
    assert_ne!(undone.code, 0, "{undone}");
}

/// The list grows to a bound, and what is newest stays.
#[test]
fn the_list_of_what_was_made_here_stays_small() {
    let world = World::example();
    let list = world.path("my.db-made-here");
    std::fs::write(&list, format!("1 1 {}\n", "0".repeat(64)).repeat(6_000)).unwrap();
    world.ok("status set EX:5 in-progress --note looked");
    let lines = std::fs::read_to_string(&list).unwrap();
    assert!(lines.len() < 256 * 1024, "{} bytes", lines.len());
    world.ok("undo");
}
