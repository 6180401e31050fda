//! Killed at random moments.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use upr::store::{Custody as _, sqlite};

use crate::support::World;

/// A small generator of numbers: the same seed, the same moments.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// What happened in all rounds.
#[derive(Default, Debug)]
struct Tally {
    killed: u64,
    finished: u64,
    journals: u64,
    rounds: u64,
}

/// Starts a command and kills it at a random moment of the time that it usually takes; true where
/// it said that it was done.
fn kill(world: &World, words: &str, usual: Duration, dice: &mut Dice, tally: &mut Tally) -> bool {
    let mut command = world.command();
    command.args(crate::support::split(words)).stdout(Stdio::null()).stderr(Stdio::null());
    let wait = Duration::from_nanos(dice.below(u64::try_from(usual.as_nanos()).unwrap() + 1));
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    while start.elapsed() < wait {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    let done = child.wait().unwrap();
    tally.rounds += 1;
    if done.code().is_none() {
        tally.killed += 1;
    } else {
        assert!(done.success(), "`{words}` was refused");
        tally.finished += 1;
    }
    tally.journals += u64::from(world.path("my.db-journal").exists());
    done.success()
}

/// How long a command takes, the slowest of a few; `#` in it stands for a number.
fn usual(world: &World, words: &str) -> Duration {
    let once = |number: u32| {
        let start = Instant::now();
        world.ok(&words.replace('#', &number.to_string()));
        start.elapsed()
    };
    (0..3).map(once).max().unwrap()
}

fn entries(path: &Path) -> i64 {
    let found = sqlite::open(path).unwrap().verify().unwrap();
    assert!(found.holds(), "{found:?}");
    found.entries
}

/// Each round: one command of several entries, killed; then all of it is there or nothing, and all
/// of it where it was acknowledged.
#[test]
fn a_killed_command_did_nothing_or_all() {
    let kills = setting("UPR_CRASH_KILLS", 330);
    let mut dice = Dice(setting("UPR_CRASH_SEED", 2026));
    let world = World::seeded();
    let mut tally = Tally::default();
    let time = usual(&world, "status set 40-44 in-progress --note 'before #'");
    let mut before = entries(&world.path("my.db"));
    let (mut whole, mut none) = (0, 0);
    while tally.killed < kills * 6 / 10 {
        let words = format!("status set 40-44 in-progress --note 'round {}'", tally.rounds);
        let said = kill(&world, &words, time, &mut dice, &mut tally);
        let after = entries(&world.path("my.db"));
        assert!(after == before || after == before + 5, "{before} entries became {after}");
        assert!(!said || after == before + 5, "what was acknowledged is there");
        *(if after == before { &mut none } else { &mut whole }) += 1;
        before = after;
    }
    println!("status set: {tally:?}, all of it {whole} times, nothing {none} times");
    assert!(none > 0, "some kills came before the end");
}

#[test]
fn a_killed_init_leaves_no_half_file() {
    let kills = setting("UPR_CRASH_KILLS", 330) / 10;
    let mut dice = Dice(setting("UPR_CRASH_SEED", 2026) + 1);
    let world = World::new();
    let mut tally = Tally::default();
    let start = Instant::now();
    world.ok("init --db first.db");
    let time = start.elapsed();
    let mut whole = 0;
    while tally.killed < kills {
        drop(std::fs::remove_file(world.path("new.db")));
        kill(&world, "init --db new.db", time, &mut dice, &mut tally);
        if world.path("new.db").exists() {
            assert_eq!(entries(&world.path("new.db")), entries(&world.path("first.db")));
            whole += 1;
        }
        world.upr("init --db new.db");
        assert!(world.path("new.db").exists(), "the next try succeeds");
    }
    println!("init: {tally:?}, whole {whole} times");
}

#[test]
fn a_killed_export_leaves_the_old_file_or_the_new_one() {
    let kills = setting("UPR_CRASH_KILLS", 330) / 5;
    let mut dice = Dice(setting("UPR_CRASH_SEED", 2026) + 2);
    let world = World::seeded();
    let time = usual(&world, "export csv -o out.csv --force --set all");
    let new = std::fs::read(world.path("out.csv")).unwrap();
    let mut tally = Tally::default();
    while tally.killed < kills {
        std::fs::write(world.path("out.csv"), "the old file").unwrap();
        kill(&world, "export csv -o out.csv --force --set all", time, &mut dice, &mut tally);
        let found = std::fs::read(world.path("out.csv")).unwrap();
        assert!(found == b"the old file" || found == new, "{} bytes", found.len());
    }
    println!("export -o: {tally:?}");
}

#[test]
fn a_killed_backup_purge_or_restore_leaves_a_file_that_verifies() {
    let kills = setting("UPR_CRASH_KILLS", 330) / 10;
    let mut dice = Dice(setting("UPR_CRASH_SEED", 2026) + 3);
    let world = World::seeded();
    world.ok("status set 40-49 in-progress --note 'some words'");
    world.ok("backup kept.db");
    let entry = crate::trust::newest(&world);
    let commands = [
        "backup copy.db".to_owned(),
        format!("purge {entry} --reason x --yes"),
        "restore kept.db".to_owned(),
        "redact -o copy.db".to_owned(),
    ];
    for words in &commands {
        let mut tally = Tally::default();
        let time = Duration::from_millis(60);
        while tally.rounds < kills / 2 {
            drop(std::fs::remove_file(world.path("copy.db")));
            drop(std::fs::remove_file(world.path("my.db-journal")));
            std::fs::copy(world.path("kept.db"), world.path("my.db")).unwrap();
            kill(&world, words, time, &mut dice, &mut tally);
            entries(&world.path("my.db"));
            if world.path("copy.db").exists() {
                entries(&world.path("copy.db"));
            }
        }
        println!("{words}: {tally:?}");
    }
}

#[test]
fn a_killed_import_did_nothing_or_all() {
    let kills = setting("UPR_CRASH_KILLS", 330) / 10;
    let mut dice = Dice(setting("UPR_CRASH_SEED", 2026) + 4);
    let world = World::seeded();
    world.ok("backup kept.db");
    let file =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports/report.txt");
    let words = format!("import '{}'", file.display());
    let before = entries(&world.path("my.db"));
    let start = Instant::now();
    world.ok(&words);
    let time = start.elapsed();
    let after = entries(&world.path("my.db"));
    assert!(after > before + 1, "several entries");
    let mut tally = Tally::default();
    let (mut whole, mut none) = (0, 0);
    while tally.killed < kills {
        drop(std::fs::remove_file(world.path("my.db-journal")));
        std::fs::copy(world.path("kept.db"), world.path("my.db")).unwrap();
        let said = kill(&world, &words, time, &mut dice, &mut tally);
        let found = entries(&world.path("my.db"));
        assert!(found == before || found == after, "{before} entries became {found}");
        assert!(!said || found == after, "what was acknowledged is there");
        *(if found == before { &mut none } else { &mut whole }) += 1;
    }
    println!("import: {tally:?}, all of it {whole} times, nothing {none} times");
}
