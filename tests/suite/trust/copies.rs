//! Copies: whole, checked, private, and gone back to.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use upr::domain::ledger::Moment;
use upr::store::{self, Custody as _, PurgeOrder, StoreError};

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
    // By size: of two copies of some hundred thousand bytes the newest stays in any case.
    let ran = world.upr_at("2026-06-01T00:00:00Z", "backup usb --keep 1KB");
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(listed(&world.path("usb"), "my.backup-2026").len(), 1);
    let ran = world.upr_at("2026-07-01T00:00:00Z", "backup usb --keep 1GB");
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(listed(&world.path("usb"), "my.backup-2026").len(), 2);
    world.refused("backup usb --keep 0");
    world.refused("backup usb --keep 2cats");
    world.refused("backup other.db --keep 2");
}

/// Two offices' files of one name may have their copies on one stick.
#[test]
fn copies_of_another_file_of_the_same_name_are_kept() {
    let world = World::seeded();
    let backup = |month: u8, file: &str, words: &str| {
        let now = format!("2026-0{month}-01T00:00:00Z");
        let ran = world.upr_at(&now, &format!("backup usb --db {file} {words}"));
        assert_eq!(ran.code, 0, "{ran}");
    };
    for folder in ["usb", "a", "b"] {
        std::fs::create_dir(world.path(folder)).unwrap();
    }
    for file in ["a/my.db", "b/my.db"] {
        std::fs::copy(world.path("my.db"), world.path(file)).unwrap();
        let note = format!("--db {file} --note of-{}", &file[..1]);
        world.ok(&format!("status set HC19:48 no-information {note}"));
    }
    backup(1, "a/my.db", "");
    backup(2, "a/my.db", "");
    for month in 3..=5 {
        backup(month, "b/my.db", "--keep 2");
    }
    let names = listed(&world.path("usb"), "my.backup");
    let of = |month: u8| {
        names.iter().any(|path| path.to_string_lossy().contains(&format!("2026-0{month}")))
    };
    assert_eq!([1, 2, 3, 4, 5].map(of), [true, true, false, true, true], "{names:?}");
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

#[test]
fn the_file_itself_is_no_copy_of_it() {
    let world = World::seeded();
    std::os::unix::fs::symlink(world.path("my.db"), world.path("link.db")).unwrap();
    std::fs::hard_link(world.path("my.db"), world.path("same.db")).unwrap();
    for from in ["my.db", "./my.db", "link.db", "same.db"] {
        let ran = world.refused(&format!("restore {from}"));
        assert!(ran.stderr.contains("is the file itself"), "{from}: {ran}");
    }
    assert_eq!(listed(world.root(), "before-restore"), Vec::<PathBuf>::new());
}

#[test]
fn a_file_of_another_kind_is_not_gone_back_to() {
    let world = World::seeded();
    let other = rusqlite::Connection::open(world.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE music (title TEXT)").unwrap();
    std::fs::copy(world.path("my.db"), world.path("newer.db")).unwrap();
    let newer = rusqlite::Connection::open(world.path("newer.db")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    for (from, told) in [
        ("other.db", "of another program"),
        ("newer.db", "newer version"),
        ("home", "is a folder"),
        ("/dev/zero", "is no SQLite database"),
    ] {
        let ran = world.refused(&format!("restore {from}"));
        assert!(ran.stderr.contains(told), "{from}: {ran}");
    }
    // What stands in the place may be anything: it is kept.
    std::fs::copy(world.path("my.db"), world.path("good.db")).unwrap();
    world.ok("restore good.db --db other.db");
    assert_eq!(listed(world.root(), "other.before-restore").len(), 1);
}

/// The clock stands still: all want the same name for what they keep.
#[test]
fn several_who_go_back_at_once_keep_every_file() {
    let world = World::seeded();
    for number in 0..6 {
        world.ok(&format!("status set {} in-progress --note x", 40 + number));
        world.ok(&format!("backup copy-{number}.db"));
    }
    world.ok("status set 50 in-progress --note 'only here'");
    let heads: Vec<_> =
        (0..6).map(|number| verify(&world.path(&format!("copy-{number}.db"))).head).collect();
    let last = verify(&world.path("my.db")).head;
    std::thread::scope(|scope| {
        for number in 0..6 {
            let world = &world;
            scope.spawn(move || world.ok(&format!("restore copy-{number}.db")));
        }
    });
    let kept = listed(world.root(), "before-restore");
    assert_eq!(kept.len(), 6);
    let mut found: Vec<_> = kept.iter().map(|path| verify(path).head).collect();
    found.push(verify(&world.path("my.db")).head);
    assert!(found.contains(&last), "the file as it was is kept");
    for head in heads {
        assert!(found.contains(&head), "what each brought was the file, or is kept");
    }
}

#[test]
fn a_file_behind_a_link_is_replaced_for_all_who_use_it() {
    let world = World::seeded();
    std::fs::create_dir(world.path("shared")).unwrap();
    std::fs::rename(world.path("my.db"), world.path("shared/real.db")).unwrap();
    std::os::unix::fs::symlink("shared/real.db", world.path("my.db")).unwrap();
    world.ok("backup old.db");
    world.ok("status set 48 in-progress --note later");
    world.ok("backup shared/holds-it.db");
    let entry = super::newest(&world);
    let ran = world.upr(&format!("purge {entry} --reason x --yes"));
    assert!(ran.stderr.contains("shared/holds-it.db still holds it"), "{ran}");
    world.ok("restore old.db");
    assert!(world.path("my.db").symlink_metadata().unwrap().file_type().is_symlink());
    assert_eq!(verify(&world.path("shared/real.db")).head, verify(&world.path("old.db")).head);
    assert_eq!(listed(&world.path("shared"), "before-restore").len(), 1);
    // A journal lies beside the file, not beside the link.
    std::fs::write(world.path("shared/real.db-journal"), "left over").unwrap();
    assert!(world.ok("doctor").contains("was interrupted"));
    for words in ["backup my.db", "redact -o my.db", "init"] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains("exists already"), "{words}: {ran}");
    }
}

/// Nothing is destroyed in a file that has lost its name, as if it were the one that has it.
#[test]
fn a_purge_is_of_the_file_that_has_the_name() {
    let world = World::seeded();
    world.ok("status set 48 in-progress --note 'a name by mistake'");
    let entry = super::newest(&world);
    world.ok("backup other.db");
    let mut store = store::open(&world.path("my.db")).unwrap();
    std::fs::rename(world.path("other.db"), world.path("my.db")).unwrap();
    let order = PurgeOrder { entry, reason: "x".to_owned(), author: "tester".to_owned() };
    let refused = store.purge(Moment::stopped(chrono::DateTime::UNIX_EPOCH), &order);
    assert!(matches!(refused, Err(StoreError::Replaced(_))), "{refused:?}");
}

/// What an import was about to change can be gone back to.
#[test]
fn a_copy_is_left_beside_before_an_import() {
    let world = World::seeded();
    let report = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/imports/report.txt");
    let before = verify(&world.path("my.db")).head;
    world.ok(&format!("import '{report}' --dry-run"));
    assert_eq!(listed(world.root(), "before-import"), Vec::<PathBuf>::new(), "a rehearsal");
    world.ok(&format!("import '{report}'"));
    let copies = listed(world.root(), "before-import");
    assert_eq!(copies.len(), 1);
    assert_eq!((verify(&copies[0]).head, mode(&copies[0])), (before, 0o600));
    // One that changed nothing, or was refused, leaves none.
    world.ok(&format!("import '{report}'"));
    std::fs::write(world.path("diary.txt"), "dear diary").unwrap();
    world.refused("import diary.txt");
    assert_eq!(listed(world.root(), "before-import").len(), 1);
    world.ok("undo");
    for number in 0..12 {
        world.ok(&format!("import '{report}' --author nobody-{number}"));
        world.ok(&format!("undo --author nobody-{number}"));
    }
    assert!(listed(world.root(), "before-import").len() <= 10, "the newest ten stay");
    assert_eq!(verify(&world.path("my.db")).problems, []);
}
