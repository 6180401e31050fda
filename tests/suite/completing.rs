//! What shells are offered while a line is typed: the grammar's words, and the names of the file.

use std::process::Stdio;

use super::support::World;

/// What bash is offered for the last word of a line.
fn offered(world: &World, line: &[&str]) -> Vec<String> {
    let mut command = world.command();
    command.env("UPR_COMPLETE", "bash").env("_CLAP_IFS", "\n");
    command.env("_CLAP_COMPLETE_INDEX", (line.len() - 1).to_string());
    let output = command.arg("--").args(line).stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{line:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(|word| word.trim().to_owned()).collect()
}

#[test]
fn words_and_names_are_completed() {
    let world = World::seeded();
    for (line, expected) in [
        (&["upr", "dis"][..], &["disagreement"][..]),
        (&["upr", "report", "--template", "m"], &["midterm", "matrix"]),
        (&["upr", "trend", "--step", ""], &["month", "quarter", "year"]),
        (&["upr", "report", "--by", "s"], &["status", "set", "sdg", "state"]),
        (&["upr", "gaps", "--only", "no"], &["no-evidence", "noted-acted"]),
        (&["upr", "import", "--from", "wg"], &["wg-report"]),
        (&["upr", "list", "--status", "regressed,in"], &["regressed,in-progress"]),
        (&["upr", "status", "set", "48", "in"], &["in-progress"]),
        (&["upr", "status", "set", "HC19:55"], &["HC19:55"]),
        (&["upr", "report", "--theme", "chi"], &["children"]),
        (&["upr", "show", "GA62:4"], &["GA62:4a", "GA62:4b", "GA62:4c", "GA62:4d"]),
        (&["upr", "tag", "add", "48", "sdg:16.a"], &["sdg:16.a"]),
        (&["upr", "status", "set", "48", "regressed", "--by", "n"], &["nhri"]),
        (&["upr", "list", "--state", "PRK"], &["PRK"]),
    ] {
        let offered = offered(&world, line);
        for word in expected {
            assert!(offered.iter().any(|offer| offer == word), "{line:?}: {offered:?}");
        }
        assert!(offered.len() < 16, "{line:?}: {offered:?}");
    }
}

#[test]
fn the_file_is_looked_at_and_nothing_else() {
    let world = World::seeded();
    let before = std::fs::read(world.path("my.db")).unwrap();
    assert!(!offered(&world, &["upr", "show", ""]).is_empty());
    let tags = offered(&world, &["upr", "tag", "add", "48", ""]);
    assert_eq!(tags.iter().filter(|word| !word.starts_with('-')).count(), 200);
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);

    for (name, content) in [("text.db", "no database"), ("empty.db", "")] {
        std::fs::write(world.path(name), content).unwrap();
        let line = ["upr", "--db", name, "report", "--theme", "chi"];
        assert_eq!(offered(&world, &line), [""; 0], "{name}");
        assert_eq!(std::fs::read(world.path(name)).unwrap(), content.as_bytes());
    }
    assert_eq!(offered(&world, &["upr", "--db=none.db", "report", "--theme", "chi"]), [""; 0]);
    assert!(!world.path("none.db").exists());

    let bare = World::new();
    assert_eq!(offered(&bare, &["upr", "report", "--theme", "chi"]), [""; 0]);
    assert_eq!(std::fs::read_dir(bare.path("home")).unwrap().count(), 0, "no file is made");
}

#[test]
fn each_shell_gets_a_script_that_asks_the_program() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = world.ok(&format!("completions {shell}"));
        assert!(script.contains("UPR_COMPLETE"), "{shell}: {script}");
    }
}
