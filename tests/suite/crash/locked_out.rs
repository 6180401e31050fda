//! Files and folders that cannot be written: reading works, writing is refused in plain words.

use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;

use crate::support::{Ran, World, split};

/// A user that is not the one who made the file.
const NOBODY: u32 = 65_534;

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs as another user; None where only root could do that.
pub(crate) fn as_nobody(world: &World, words: &str) -> Option<Ran> {
    let mut command = world.command();
    let program = world.path("upr");
    let mut other = std::process::Command::new(&program);
    other.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    other.env("UPR_DB", world.path("my.db"));
    command.args(split(words));
    other.args(command.get_args()).current_dir(world.root()).uid(NOBODY).gid(NOBODY);
    match other.output() {
        Ok(output) => Some(Ran::of(output)),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_file_of_somebody_else_is_read_and_not_written() {
    let world = World::seeded();
    std::fs::copy(env!("CARGO_BIN_EXE_upr"), world.path("upr")).unwrap();
    set_mode(world.root(), 0o755);
    set_mode(&world.path("upr"), 0o755);
    set_mode(&world.path("my.db"), 0o644);
    let Some(ran) = as_nobody(&world, "list --format csv") else {
        println!("SKIPPED: only root can run a command as somebody else");
        return;
    };
    assert_eq!(ran.code, 0, "{ran}");
    for words in ["show 48", "report", "search food", "verify", "export json"] {
        let ran = as_nobody(&world, words).unwrap();
        assert_eq!(ran.code, 0, "`{words}`: {ran}");
    }
    let before = std::fs::read(world.path("my.db")).unwrap();
    let writing = [
        "status set 48 in-progress --note x",
        "undo",
        "owner set Somebody",
        "purge 300 --reason x --yes",
        "backup copy.db",
        "redact -o copy.db",
        "init --db other.db",
        "report -o report.md",
    ];
    for words in writing {
        let ran = as_nobody(&world, words).unwrap();
        assert_eq!(ran.code, 1, "`{words}`: {ran}");
        let told = ["is read-only", "ermission denied", "ead-only"];
        assert!(told.iter().any(|text| ran.stderr.contains(text)), "`{words}`: {ran}");
    }
    assert!(std::fs::read(world.path("my.db")).unwrap() == before);
    // The folder, too, may be one's own while the file is not, and the other way round.
    set_mode(world.root(), 0o777);
    let ran = as_nobody(&world, "status set 48 in-progress --note x").unwrap();
    assert!(ran.code == 1 && ran.stderr.contains("is read-only"), "{ran}");
    set_mode(world.root(), 0o755);
    set_mode(&world.path("my.db"), 0o666);
    let ran = as_nobody(&world, "status set 48 in-progress --note x").unwrap();
    assert!(ran.code == 1 && ran.stderr.contains("is read-only"), "{ran}");
    assert_eq!(as_nobody(&world, "list").unwrap().code, 0);
    // A file that is not for others cannot be read at all.
    set_mode(&world.path("my.db"), 0o600);
    let ran = as_nobody(&world, "list").unwrap();
    assert_eq!(ran.code, 1, "{ran}");
}
