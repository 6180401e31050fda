//! Killed at random moments.

use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use upr::store::{self, Custody as _};

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

/// A command that is killed again and again.
struct Victim<'a> {
    world: &'a World,
    /// What it says once all is written.
    says: &'a str,
    /// The time that it usually takes.
    usual: Duration,
    dice: Dice,
    tally: Tally,
}

impl<'a> Victim<'a> {
    fn new(world: &'a World, says: &'a str, usual: Duration, number: u64) -> Self {
        let dice = Dice(setting("UPR_CRASH_SEED", 2026) + number);
        Self { world, says, usual, dice, tally: Tally::default() }
    }

    /// Starts the command and kills it at a random moment of its usual time and a little longer; true
    /// where it said that all is written.
    fn kill(&mut self, words: &str) -> bool {
        let mut command = self.world.command();
        command.args(crate::support::split(words)).stdout(Stdio::null()).stderr(Stdio::piped());
        let whole = u64::try_from(self.usual.as_nanos()).unwrap();
        let wait = Duration::from_nanos(self.dice.below(whole * 9 / 8 + 1));
        let mut child = command.spawn().unwrap();
        let start = Instant::now();
        // Asleep for most of it: what spins takes the time of the tests beside.
        std::thread::sleep(wait.saturating_sub(Duration::from_millis(1)));
        while start.elapsed() < wait {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        let done = child.wait().unwrap();
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        self.tally.rounds += 1;
        if done.code().is_none() {
            self.tally.killed += 1;
        } else {
            assert!(done.success(), "`{words}` was refused: {told}");
            self.tally.finished += 1;
        }
        let journal = self.world.path("my.db-journal");
        if let Ok(journal) = std::fs::metadata(journal) {
            self.tally.journals += 1;
            assert_eq!(journal.permissions().mode() & 0o777, 0o600, "the journal is private");
        }
        done.success() || told.contains(self.says)
    }
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
    let found = store::open(path).unwrap().verify(upr::store::Depth::Whole).unwrap();
    assert!(found.holds(), "{found:?}");
    found.entries
}

/// Each round: one command of several entries, killed; then all of it is there or nothing, and all
/// of it where it was acknowledged.
#[test]
fn a_killed_command_did_nothing_or_all() {
    let kills = setting("UPR_CRASH_KILLS", 120) * 6 / 10;
    let world = World::seeded();
    let time = usual(&world, "status set 40-44 in-progress --note 'before #'");
    let mut victim = Victim::new(&world, "is in-progress since", time, 0);
    let mut before = entries(&world.path("my.db"));
    let (mut whole, mut none) = (0, 0);
    while victim.tally.killed < kills {
        let round = victim.tally.rounds;
        let said = victim.kill(&format!("status set 40-44 in-progress --note 'round {round}'"));
        let after = entries(&world.path("my.db"));
        assert!(after == before || after == before + 5, "{before} entries became {after}");
        assert!(!said || after == before + 5, "what was acknowledged is there");
        *(if after == before { &mut none } else { &mut whole }) += 1;
        before = after;
    }
    println!("status set: {:?}, all of it {whole} times, nothing {none} times", victim.tally);
    assert!(none > 0, "some kills came before the end");
}

#[test]
fn a_killed_init_leaves_no_half_file() {
    let kills = setting("UPR_CRASH_KILLS", 120) / 10;
    let world = World::new();
    let start = Instant::now();
    world.ok("init --db first.db");
    let mut victim = Victim::new(&world, "made new.db", start.elapsed(), 1);
    let mut whole = 0;
    while victim.tally.killed < kills {
        drop(std::fs::remove_file(world.path("new.db")));
        let said = victim.kill("init --db new.db");
        assert!(!said || world.path("new.db").exists(), "what was acknowledged is there");
        if world.path("new.db").exists() {
            assert_eq!(entries(&world.path("new.db")), entries(&world.path("first.db")));
            whole += 1;
        }
        world.upr("init --db new.db");
        assert!(world.path("new.db").exists(), "the next try succeeds");
    }
    println!("init: {:?}, whole {whole} times", victim.tally);
}

#[test]
fn a_killed_export_leaves_the_old_file_or_the_new_one() {
    let kills = setting("UPR_CRASH_KILLS", 120) / 5;
    let world = World::seeded();
    let words = "export csv -o out.csv --force --set all";
    let time = usual(&world, words);
    let new = std::fs::read(world.path("out.csv")).unwrap();
    let mut victim = Victim::new(&world, "wrote out.csv", time, 2);
    while victim.tally.killed < kills {
        std::fs::write(world.path("out.csv"), "the old file").unwrap();
        let said = victim.kill(words);
        let found = std::fs::read(world.path("out.csv")).unwrap();
        assert!(found == new || !said && found == b"the old file", "{} bytes", found.len());
    }
    println!("export -o: {:?}", victim.tally);
}

/// Puts a file back as it was, without what a killed command left.
fn again(world: &World) {
    for entry in std::fs::read_dir(world.root()).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("my.") || name.starts_with(".upr-new-") || name == "copy.db" {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    std::fs::copy(world.path("kept.db"), world.path("my.db")).unwrap();
}

#[test]
fn a_killed_backup_redaction_or_restore_leaves_files_that_verify() {
    let kills = setting("UPR_CRASH_KILLS", 120) / 20;
    let world = World::seeded();
    world.ok("backup older.db");
    world.ok("status set 40-49 in-progress --note 'some words'");
    world.ok("backup kept.db");
    let (old, new) = (entries(&world.path("older.db")), entries(&world.path("kept.db")));
    for (number, (words, says)) in [
        ("backup copy.db", "wrote copy.db"),
        ("redact -o copy.db", "wrote copy.db"),
        ("restore older.db", "is now the copy"),
    ]
    .into_iter()
    .enumerate()
    {
        again(&world);
        let start = Instant::now();
        world.ok(words);
        let mut victim = Victim::new(&world, says, start.elapsed(), 3 + number as u64);
        while victim.tally.killed < kills {
            again(&world);
            let said = victim.kill(words);
            let found = entries(&world.path("my.db"));
            if words.starts_with("restore") {
                assert!(found == old || found == new && !said, "{found} entries");
                let kept = std::fs::read_dir(world.root()).unwrap().map(Result::unwrap);
                let kept = kept.filter(|entry| {
                    entry.file_name().to_string_lossy().starts_with("my.before-restore-")
                });
                let kept: Vec<_> = kept.map(|entry| entries(&entry.path())).collect();
                assert!(found == new || kept == [new], "the file that gave way is kept: {kept:?}");
            } else {
                assert_eq!(found, new);
                assert!(!said || world.path("copy.db").exists(), "what was acknowledged is there");
            }
            if world.path("copy.db").exists() {
                assert_eq!(entries(&world.path("copy.db")), new);
            }
        }
        println!("{words}: {:?}", victim.tally);
    }
}

/// A killed purge destroyed nothing, or all of it: then no byte of the text is left, not even where
/// the file was not yet packed anew.
#[test]
fn a_killed_purge_destroyed_nothing_or_all() {
    let kills = setting("UPR_CRASH_KILLS", 120) / 20;
    let world = World::seeded();
    let text = "quetzalcoatl ".repeat(900);
    world.ok(&format!("status set 48 in-progress --note '{text}'"));
    let entry = crate::trust::newest(&world);
    world.ok("backup kept.db");
    let before = entries(&world.path("kept.db"));
    let words = format!("purge {entry} --reason 'consent withdrawn' --yes");
    let start = Instant::now();
    world.ok(&words);
    let mut victim = Victim::new(&world, "is destroyed in this file", start.elapsed(), 6);
    let (mut destroyed, mut untouched) = (0, 0);
    while victim.tally.killed < kills {
        again(&world);
        let said = victim.kill(&words);
        let after = entries(&world.path("my.db"));
        assert!(after == before + 1 || after == before && !said, "{before} became {after}");
        let holds = |name: &str| {
            let bytes = std::fs::read(world.path(name)).unwrap_or_default();
            bytes.windows(12).any(|window| window == b"quetzalcoatl")
        };
        let left = holds("my.db");
        assert_eq!(left, after == before, "{after} entries");
        assert!(left || !holds("my.db-journal"), "the journal is of what came after");
        *(if left { &mut untouched } else { &mut destroyed }) += 1;
    }
    println!("purge: {:?}, destroyed {destroyed} times, not {untouched} times", victim.tally);
}

#[test]
fn a_killed_import_did_nothing_or_all() {
    let kills = setting("UPR_CRASH_KILLS", 120) / 10;
    let world = World::seeded();
    world.ok("backup kept.db");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports/report.txt");
    let words = format!("import '{}'", file.display());
    let before = entries(&world.path("my.db"));
    let start = Instant::now();
    world.ok(&words);
    let mut victim = Victim::new(&world, " added, ", start.elapsed(), 7);
    let after = entries(&world.path("my.db"));
    assert!(after > before + 1, "several entries");
    let (mut whole, mut none) = (0, 0);
    while victim.tally.killed < kills {
        again(&world);
        let said = victim.kill(&words);
        let found = entries(&world.path("my.db"));
        assert!(found == before || found == after, "{before} entries became {found}");
        assert!(!said || found == after, "what was acknowledged is there");
        *(if found == before { &mut none } else { &mut whole }) += 1;
    }
    println!("import: {:?}, all of it {whole} times, nothing {none} times", victim.tally);
}

/// What tells one schema from another, and every entry with its hash.
fn state(path: &Path) -> (i64, bool, i64, Vec<(i64, String)>) {
    let file = rusqlite::Connection::open(path).unwrap();
    let one = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let version = one("PRAGMA user_version");
    let column = one("SELECT COUNT(*) FROM pragma_table_info('entry') WHERE name = 'content'") == 1;
    let applied = one("SELECT MAX(version) FROM refinery_schema_history");
    let mut hashes = file.prepare("SELECT id, hex(hash) FROM entry ORDER BY id").unwrap();
    let hashes = hashes.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    (version, column, applied, hashes.collect::<Result<_, _>>().unwrap())
}

/// A file of the first release with some hundred entries, killed while the first command of this
/// release brings it up to date: it is old or new as a whole, a copy as it was lies beside before
/// anything is changed, and the next command finishes.
#[test]
fn a_killed_migration_leaves_the_old_file_or_the_new_one_and_a_copy() {
    let kills = setting("UPR_CRASH_KILLS", 120) / 10;
    let world = World::new();
    let dump = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/db/v1.sql");
    let dump = std::fs::read_to_string(dump).unwrap();
    let file = rusqlite::Connection::open(world.path("kept.db")).unwrap();
    file.execute_batch(&format!("BEGIN;\n{dump}\nCOMMIT;")).unwrap();
    // Some hundred pages more, so that copying them takes its time.
    file.execute_batch(
        "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
         INSERT INTO seeded SELECT 'a key that fills some pages: ' || i FROM n",
    )
    .unwrap();
    drop(file);
    std::fs::set_permissions(world.path("kept.db"), std::fs::Permissions::from_mode(0o600))
        .unwrap();
    let old = state(&world.path("kept.db"));
    assert_eq!((old.0, old.1, old.2), (1, false, 1));
    again(&world);
    let start = Instant::now();
    world.ok("set list");
    let mut victim = Victim::new(&world, "never said", start.elapsed(), 8);
    let new = state(&world.path("my.db"));
    assert_eq!((new.0, new.1, new.2), (store::SCHEMA, true, store::SCHEMA));
    assert!(new.3.starts_with(&old.3), "every entry with its hash");
    // The schema first, then what this release writes down of its lists and seeds: each whole.
    let on_the_way = |found: &(i64, bool, i64, Vec<(i64, String)>)| {
        (found.0, found.1, found.2) == (new.0, new.1, new.2)
            && found.3.starts_with(&old.3)
            && new.3.len() - old.3.len() == 2
            && found.3.len() <= new.3.len()
    };
    let copy = world.path(&format!("my.db.before-v{}-from-v1.bak", store::SCHEMA));
    let (mut whole, mut none) = (0, 0);
    while victim.tally.killed < kills {
        again(&world);
        let said = victim.kill("set list");
        let found = state(&world.path("my.db"));
        let between = !said && (found == old || on_the_way(&found));
        assert!(found.3 == new.3 || between, "neither old nor new: {:?}", found.0);
        assert!(copy.exists() || found == old, "the copy comes before the change");
        if copy.exists() {
            assert_eq!(state(&copy), old, "the copy is whole");
        }
        *(if found == old { &mut none } else { &mut whole }) += 1;
        assert!(entries(&world.path("my.db")) > 0, "it opens and verifies");
        world.ok("set list");
        assert_eq!(state(&world.path("my.db")), new, "the next command finishes");
        assert_eq!(state(&copy), old);
    }
    println!("migration: {:?}, done {whole} times, nothing {none} times", victim.tally);
    assert!(none > 0, "some kills came before the end");
}
