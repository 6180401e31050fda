//! A disk that is full to the last page.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use upr::store::{self, Custody as _};

use crate::support::World;

/// A small tmpfs, unmounted at the end.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(place: PathBuf, size: &str) -> Option<Self> {
        std::fs::create_dir_all(&place).unwrap();
        let option = format!("size={size},mode=0700");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &option, "tmpfs"])
            .arg(&place)
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self(place)),
            _ => None,
        }
    }

    /// Forbids to write from here on, to whomever.
    fn seal(&self) {
        let option = ["-o", "remount,ro"];
        assert!(Command::new("mount").args(option).arg(&self.0).status().unwrap().success());
    }

    /// Fills all but so many bytes.
    fn fill(&self, leave: usize) {
        drop(std::fs::remove_file(self.0.join("filler")));
        let mut filler = std::fs::File::create(self.0.join("filler")).unwrap();
        let mut size = 0_u64;
        while let Ok(written) = filler.write(&[7; 4096]) {
            size += written as u64;
        }
        filler.set_len(size.saturating_sub(leave as u64)).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).output());
    }
}

fn verifies(path: &Path) {
    let found = store::open(path).unwrap().verify(upr::store::Depth::Whole).unwrap();
    assert!(found.holds(), "{found:?}");
}

#[test]
fn a_full_disk_is_told_and_the_file_verifies() {
    let world = World::new();
    let Some(disk) = SmallDisk::mount(world.path("disk"), "3M") else {
        println!("SKIPPED: no small disk can be mounted here (it takes root)");
        return;
    };
    world.ok("init --db disk/my.db");
    world.ok("status set 47 in-progress --note x --db disk/my.db");
    world.ok("report -o disk/old.md --db disk/my.db");
    let old = std::fs::read(disk.0.join("old.md")).unwrap();
    world.ok("backup kept.db --db disk/my.db");
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports/report.txt");
    let long = "n".repeat(30_000);
    let writing = [
        format!("status set 48 in-progress --note {long} --db disk/my.db"),
        "init --db disk/other.db".to_owned(),
        "report -o disk/old.md --force --db disk/my.db".to_owned(),
        "export xlsx -o disk/new.xlsx --db disk/my.db".to_owned(),
        "backup disk/copy.db --db disk/my.db".to_owned(),
        "redact -o disk/copy.db --db disk/my.db".to_owned(),
        "undo --db disk/my.db".to_owned(),
        "owner set 'An office' --db disk/my.db".to_owned(),
        format!("import '{}' --db disk/my.db", report.display()),
        "restore kept.db --db disk/my.db".to_owned(),
        "purge 436 --reason x --yes --db disk/my.db".to_owned(),
    ];
    let (mut refused, mut done) = (0, 0);
    for leave in [0, 4_096, 8_192, 16_384, 40_000] {
        for words in &writing {
            disk.fill(leave);
            let ran = world.upr(words);
            let short = words.replace(&long, "…");
            assert!(matches!(ran.code, 0 | 1), "{leave} bytes left, `{short}`: {}", ran.stderr);
            let idle = ["nothing to take", "holds no text"];
            if ran.code == 1 && idle.iter().any(|told| ran.stderr.contains(told)) {
                continue;
            }
            if ran.code == 1 {
                refused += 1;
                let told = ["no space is left", "No space left", "no storage space"];
                assert!(told.iter().any(|t| ran.stderr.contains(t)), "`{short}`: {}", ran.stderr);
            } else {
                done += 1;
            }
            verifies(&disk.0.join("my.db"));
            let now = std::fs::read(disk.0.join("old.md")).unwrap();
            assert!(ran.code == 0 || now == old || words.contains("old.md") && !now.is_empty());
            for name in ["other.db", "new.xlsx", "copy.db"] {
                let path = disk.0.join(name);
                assert!(ran.code == 0 || !path.exists(), "half a {name} after `{short}`");
                drop(std::fs::remove_file(path));
            }
        }
    }
    println!("full disk: {refused} commands were refused, {done} still had room");
    assert!(refused >= 15, "{refused}");
    drop(std::fs::remove_file(disk.0.join("filler")));
    world.ok("status set 48 in-progress --note again --db disk/my.db");
}

/// Even root cannot write where the disk itself forbids it.
#[test]
fn a_file_on_a_disk_that_cannot_be_written_is_read() {
    let world = World::new();
    let Some(disk) = SmallDisk::mount(world.path("disk"), "5M") else {
        println!("SKIPPED: no small disk can be mounted here (it takes root)");
        return;
    };
    world.ok("init --db disk/my.db");
    world.ok("backup kept.db --db disk/my.db");
    let dump = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/db/v1.sql");
    let older = rusqlite::Connection::open(disk.0.join("older.db")).unwrap();
    let dump = std::fs::read_to_string(dump).unwrap();
    older.execute_batch(&format!("BEGIN;\n{dump}\nCOMMIT;")).unwrap();
    drop(older);
    disk.seal();
    for file in ["my.db", "older.db"] {
        for words in
            ["list --set all", "verify", "report", "export json", "search forced", "doctor"]
        {
            let ran = world.upr(&format!("{words} --db disk/{file}"));
            let told = words == "doctor" && ran.stdout.contains("can only be read");
            assert!(ran.code == 0 || told, "`{words}` of {file}: {ran}");
        }
    }
    for words in [
        "status set 48 in-progress --note x --db disk/my.db",
        "undo --db disk/my.db",
        "purge 5 --reason x --yes --db disk/my.db",
        "restore kept.db --db disk/my.db",
        "backup disk/copy.db --db disk/my.db",
        "redact -o disk/copy.db --db disk/my.db",
        "report -o disk/report.md --db disk/my.db",
        "init --db disk/other.db",
    ] {
        let ran = world.upr(words);
        let told = ["is read-only", "ead-only file system"];
        assert!(
            ran.code == 1 && told.iter().any(|text| ran.stderr.contains(text)),
            "`{words}`: {ran}"
        );
    }
    // Copies go elsewhere.
    world.ok("backup copy.db --db disk/my.db");
    verifies(&world.path("copy.db"));
    world.ok("redact -o public.db --db disk/my.db");
    verifies(&world.path("public.db"));
}

/// What was broken off is undone at the next opening, which takes a disk that can be written.
#[test]
fn a_write_that_was_broken_off_is_named_where_it_cannot_be_undone() {
    let world = World::new();
    let Some(disk) = SmallDisk::mount(world.path("disk"), "5M") else {
        println!("SKIPPED: no small disk can be mounted here (it takes root)");
        return;
    };
    world.ok("init --db whole.db");
    let writing = rusqlite::Connection::open(world.path("whole.db")).unwrap();
    writing
        .execute_batch(
            "PRAGMA cache_size = 5; BEGIN IMMEDIATE; CREATE TABLE much (a);
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
             INSERT INTO much SELECT randomblob(3000) FROM n",
        )
        .unwrap();
    for name in ["whole.db", "whole.db-journal"] {
        std::fs::copy(world.path(name), disk.0.join(name)).unwrap();
    }
    disk.seal();
    for words in ["list", "verify", "status set 48 in-progress --note x", "backup copy.db"] {
        let ran = world.upr(&format!("{words} --db disk/whole.db"));
        assert!(ran.code == 1 && ran.stderr.contains("in the middle of a write"), "{words}: {ran}");
        assert!(ran.stderr.contains("with the `-journal` beside it"), "{words}: {ran}");
    }
    let ran = world.upr("doctor --db disk/whole.db --format json");
    assert!(ran.stdout.contains("never delete, move or mail one without the other"), "{ran}");
    // The way out.
    drop(writing);
    for name in ["whole.db", "whole.db-journal"] {
        std::fs::copy(disk.0.join(name), world.path(&format!("copy-{name}"))).unwrap();
    }
    std::fs::rename(world.path("copy-whole.db"), world.path("copy.db")).unwrap();
    std::fs::rename(world.path("copy-whole.db-journal"), world.path("copy.db-journal")).unwrap();
    world.ok("list --db copy.db");
    verifies(&world.path("copy.db"));
}
