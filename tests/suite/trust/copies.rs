//! Copies: whole, checked, private, and gone back to.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::tamper::{tampered, verify};
use crate::support::World;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn listed(folder: &Path, part: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut found: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.file_name().unwrap().to_string_lossy().contains(part));
    found.sort();
    found
}

#[test]
fn a_backup_is_dated_private_and_the_same() {
    let world = World::seeded();
    std::fs::create_dir(world.path("usb")).unwrap();
    world.ok("backup usb");
    let copies = listed(&world.path("usb"), "");
    assert_eq!(copies, [world.path("usb/my.backup-2026-01-15T120000Z.db")]);
    assert_eq!(mode(&copies[0]), 0o600);
    assert_eq!(verify(&copies[0]).head, verify(&world.path("my.db")).head);
    world.ok("backup named.db");
    let ran = world.refused("backup named.db");
    assert!(ran.stderr.contains("exists already"), "{ran}");
    assert_eq!(listed(world.root(), ".upr-new"), Vec::<PathBuf>::new(), "nothing half is left");
}

#[test]
fn only_the_newest_copies_are_kept() {
    let world = World::seeded();
    std::fs::create_dir(world.path("usb")).unwrap();
    std::fs::write(world.path("usb/my.backup-2020-01-01T000000Z.db"), "no copy of ours").unwrap();
    for month in 1..=5 {
        let ran = world.upr_at(&format!("2026-0{month}-01T00:00:00Z"), "backup usb --keep 2");
        assert_eq!(ran.code, 0, "{ran}");
    }
    let names = listed(&world.path("usb"), "my.backup");
    let names: Vec<_> = names.iter().map(|path| path.file_name().unwrap()).collect();
    assert_eq!(
        names,
        [
            "my.backup-2020-01-01T000000Z.db",
            "my.backup-2026-04-01T000000Z.db",
            "my.backup-2026-05-01T000000Z.db"
        ]
    );
    world.refused("backup usb --keep 0");
    world.refused("backup other.db --keep 2");
}

#[test]
fn a_restored_copy_takes_the_place_and_the_present_file_is_kept() {
    let world = World::seeded();
    world.ok("backup old.db");
    world.ok("status set 48 in-progress --note later");
    let ran = world.upr("restore old.db");
    assert_eq!(ran.code, 0, "{ran}");
    let kept = listed(world.root(), "before-restore");
    assert_eq!(kept.len(), 1, "{ran}");
    assert_eq!(verify(&kept[0]).entries, verify(&world.path("my.db")).entries + 1);
    assert_eq!(verify(&world.path("my.db")).head, verify(&world.path("old.db")).head);
    assert_eq!(mode(&world.path("my.db")), 0o600);
    // And forth again.
    world.ok(&format!("restore {}", kept[0].file_name().unwrap().to_str().unwrap()));
    assert!(world.ok("status log 48 --internal").contains("later"));
}

#[test]
fn a_copy_that_does_not_verify_is_refused() {
    let world = World::seeded();
    world.ok("backup old.db");
    tampered(&world.path("old.db"), |file| {
        file.execute_batch("UPDATE item SET ref = '99' WHERE id = 3").unwrap();
    });
    let ran = world.refused("restore old.db");
    assert!(ran.stderr.contains("`old.db` is damaged: it does not verify: entry "), "{ran}");
    let ran = world.refused("restore nothing.db");
    assert!(ran.stderr.contains("there is no copy"), "{ran}");
    std::fs::write(world.path("text.db"), "some text").unwrap();
    world.refused("restore text.db");
    assert_eq!(listed(world.root(), "before-restore"), Vec::<PathBuf>::new());
}

#[test]
fn a_file_beyond_help_gives_way_with_its_journal() {
    let world = World::seeded();
    world.ok("backup old.db");
    let whole = std::fs::read(world.path("my.db")).unwrap();
    std::fs::write(world.path("my.db"), &whole[..5_000]).unwrap();
    std::fs::write(world.path("my.db-journal"), "left over").unwrap();
    world.ok("restore old.db");
    world.ok("verify");
    let kept = listed(world.root(), "before-restore");
    assert_eq!(std::fs::metadata(&kept[0]).unwrap().len(), 5_000, "as it was");
    assert!(!world.path("my.db-journal").exists());
}

#[test]
fn a_file_of_which_the_own_copy_does_not_verify_is_not_backed_up() {
    let world = World::seeded();
    tampered(&world.path("my.db"), |file| {
        file.execute_batch("UPDATE item SET ref = '99' WHERE id = 3").unwrap();
    });
    let ran = world.refused("backup copy.db");
    assert!(ran.stderr.contains("does not verify"), "{ran}");
    assert!(!world.path("copy.db").exists());
}
