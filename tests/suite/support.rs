//! A world of its own for each test: an empty home, a cleared environment, a stopped clock.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// When every test happens.
pub(crate) const NOW: &str = "2026-01-15T12:00:00Z";

pub(crate) struct World {
    folder: TempDir,
}

/// What a command gave back.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl World {
    /// An empty folder with an empty home.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("home")).unwrap();
        Self { folder }
    }

    /// The same with `my.db` holding the seeds, named by `UPR_DB`.
    pub(crate) fn seeded() -> Self {
        let world = Self::new();
        world.ok("init --db my.db");
        world
    }

    /// The same with `my.db` holding the example.
    pub(crate) fn example() -> Self {
        let world = Self::new();
        world.ok("init --db my.db --example");
        world
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A command with this world's environment; `my.db` is the file where it is there.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_upr"));
        command
            .env_clear()
            .env("HOME", self.path("home"))
            .env("UPR_NOW", NOW)
            .env("UPR_AUTHOR", "tester")
            .current_dir(self.root())
            .stdin(Stdio::null());
        if self.path("my.db").exists() {
            command.env("UPR_DB", "my.db");
        }
        command
    }

    /// Runs words as a shell would split them; `'…'` and `"…"` keep blanks together.
    pub(crate) fn upr(&self, words: &str) -> Ran {
        Ran::of(self.command().args(split(words)).output().unwrap())
    }

    /// The same at another time.
    pub(crate) fn upr_at(&self, now: &str, words: &str) -> Ran {
        Ran::of(self.command().env("UPR_NOW", now).args(split(words)).output().unwrap())
    }

    /// Runs what must succeed and gives stdout.
    #[track_caller]
    pub(crate) fn ok(&self, words: &str) -> String {
        let ran = self.upr(words);
        assert_eq!(ran.code, 0, "`upr {words}`:\n{ran}");
        ran.stdout
    }

    /// Runs what must be refused, and sees that `my.db` is unchanged.
    #[track_caller]
    pub(crate) fn refused(&self, words: &str) -> Ran {
        let before = std::fs::read(self.path("my.db")).unwrap_or_default();
        let ran = self.upr(words);
        assert!(ran.code == 1 || ran.code == 2, "`upr {words}`:\n{ran}");
        assert_eq!(ran.stdout, "", "`upr {words}` answers nothing");
        assert!(ran.stderr.starts_with("error: "), "`upr {words}`:\n{ran}");
        let after = std::fs::read(self.path("my.db")).unwrap_or_default();
        assert!(before == after, "`upr {words}` left the file unchanged");
        ran
    }

    /// The JSON of an answer.
    #[track_caller]
    pub(crate) fn json(&self, words: &str) -> serde_json::Value {
        serde_json::from_str(&self.ok(&format!("{words} --format json"))).unwrap()
    }
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.stdout.is_empty() {
            writeln!(out, "--- stdout ---\n{}", self.stdout.trim_end())?;
        }
        if !self.stderr.is_empty() {
            writeln!(out, "--- stderr ---\n{}", self.stderr.trim_end())?;
        }
        write!(out, "--- exit {} ---", self.code)
    }
}

/// Words as a shell splits them, as far as tests need it.
pub(crate) fn split(words: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in words.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => all.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    all.extend(word);
    all
}

/// Whether tests that use another program run: only where `UPR_TEST_WITH` names it
/// (`UPR_TEST_WITH=libreoffice`), so that what a machine happens to have decides nothing. Says so
/// aloud where they do not.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn may_use(program: &str) -> bool {
    let asked = std::env::var("UPR_TEST_WITH").unwrap_or_default();
    let asked = asked.split(',').any(|name| name.trim().eq_ignore_ascii_case(program));
    if !asked {
        println!("SKIPPED: `UPR_TEST_WITH` does not name {program}");
    }
    asked
}
