//! Keeping a file: proving that it was not altered, copying it, and destroying on purpose.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::domain::ledger::Moment;

use super::{Result, Store, StoreError, Visit};

/// What is done to a file as a whole.
pub trait Custody {
    /// Checks the file: pages, schema, foreign keys, search index, and the chain of entries, each
    /// recomputed from its rows; the first and the fourth are left out where it must be quick.
    /// Bounded memory, whatever the number of entries.
    ///
    /// # Errors
    /// The engine's, where it cannot even read. What it finds wrong is no error.
    fn verify(&mut self, depth: Depth) -> Result<Verification>;
    /// The newest entry whose hash begins with these lower-case hexadecimal digits.
    fn find_by_hash(&mut self, digits: &str) -> Result<Option<i64>>;
    /// Gives each evidence file in force to the visitor.
    fn each_file(&mut self, visit: &mut dyn FnMut(KeptFile) -> Visit) -> Result<()>;
    /// Whether anything can be written to it.
    ///
    /// # Errors
    /// Why not: [`StoreError::ReadOnly`], [`StoreError::RedactedCopy`], [`StoreError::Planted`],
    /// [`StoreError::Altered`].
    fn check_writable(&self) -> Result<()>;
    /// The address of the home of which the open file is the copy.
    fn home(&self) -> Option<String>;
    /// Where the file is.
    fn place(&self) -> &Path;
    /// The file as it stands now, for what is to be tried and not written: nobody waits for it, and
    /// what is written to it is gone with it.
    ///
    /// # Errors
    /// What [`Custody::check_writable`] refuses; [`StoreError::Busy`].
    fn rehearsal(&mut self) -> Result<Box<dyn Store>>;
    /// Writes a copy as a new file, checks it, and puts it in place when it is whole. Mode 0600.
    ///
    /// # Errors
    /// [`super::StoreError::Exists`] where a file is there.
    fn copy_to(&mut self, path: &Path) -> Result<Verification>;
    /// Destroys texts and author of an entry everywhere in the file, free pages included, and
    /// appends a tombstone. None where the entry holds nothing that could be destroyed.
    fn purge(&mut self, now: Moment, order: &PurgeOrder) -> Result<Option<Purged>>;
    /// Writes a copy that holds nothing internal, free pages included, and still verifies.
    ///
    /// # Errors
    /// [`super::StoreError::Exists`] where a file is there.
    fn redact_to(&mut self, now: DateTime<Utc>, path: &Path) -> Result<Redacted>;
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which check found it.
    pub check: Check,
    /// The entry, where it can be named.
    pub entry: Option<i64>,
    /// What was found.
    pub found: String,
}

/// How thoroughly a file is checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Depth {
    /// By all checks.
    #[default]
    Whole,
    /// What was said, and by which rules: neither pages nor search index, which the engine can make
    /// anew and in which nothing is said.
    Quick,
}

impl Depth {
    /// Whether a check is among them.
    pub fn includes(self, check: Check) -> bool {
        self == Self::Whole || !matches!(check, Check::Pages | Check::Search)
    }
}

/// The checks of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// `integrity_check`.
    Pages,
    /// Tables, indexes and triggers are those that this program makes.
    Schema,
    /// Every row that is named is there, and each word of a fixed list is one of it.
    References,
    /// The search index agrees with the texts.
    Search,
    /// Every entry's hash covers its content and its predecessor.
    Chain,
    /// The home has the same entries, and each of its lines holds.
    Home,
}

impl Check {
    /// Each that a file has, in the order in which they are made.
    pub const ALL: [Self; 5] =
        [Self::Pages, Self::Schema, Self::References, Self::Search, Self::Chain];

    /// Its stable name.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Schema => "schema",
            Self::References => "references",
            Self::Search => "search",
            Self::Chain => "chain",
            Self::Home => "home",
        }
    }
}

/// What a check of the whole file found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Which checks were made.
    pub depth: Depth,
    /// How many entries there are.
    pub entries: i64,
    /// The newest entry and its hash, as stored.
    pub head: Option<(i64, [u8; 32])>,
    /// Entries of which texts or author were removed, their digests kept, with a tombstone or in
    /// a redacted copy.
    pub removed: i64,
    /// Entries of a redacted copy of which only the hash is left.
    pub hash_only: i64,
    /// Those of them whose form does not say that they were internal as a whole.
    pub unproven: i64,
    /// Whether the file says that it is a redacted copy.
    pub redacted: bool,
    /// How many entries are wrong; the first stands among the problems.
    pub wrong: i64,
    /// What the entries say of when they were recorded.
    pub times: Times,
    /// Of each purge its entry and the one that it emptied, in order.
    pub purges: Vec<(i64, i64)>,
    /// Whether its tables could not be read, so that nothing but the schema was checked.
    pub shut: bool,
    /// Indexes, views and tables that other programs put beside; no fault.
    pub further: Vec<String>,
    /// The home with which the copy was compared.
    pub home: Option<String>,
    /// What is wrong: a few of each check.
    pub problems: Vec<Problem>,
}

impl Verification {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.problems.is_empty()
    }

    /// The first problem of the chain, else of any check.
    pub fn first(&self) -> Option<&Problem> {
        let chain = self.problems.iter().find(|problem| problem.check == Check::Chain);
        chain.or_else(|| self.problems.first())
    }
}

/// What the entries say of when they were recorded, those aside that ship with the program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times {
    /// How many were written with a stopped clock, and the first.
    pub stopped: (i64, Option<i64>),
    /// The first that says it was recorded before an earlier one: entry, its time, the other's.
    pub backwards: Option<(i64, String, String)>,
    /// The latest time, and its entry.
    pub latest: Option<(i64, String)>,
}

/// An evidence file as the ledger knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// The entry that named it.
    pub entry: i64,
    /// The item (`SET:REF`).
    pub item: String,
    /// The path as it was given.
    pub address: String,
    /// Whether that it is evidence may be handed on.
    pub public: bool,
    /// Its hash then.
    pub sha256: Option<String>,
}

/// What is to be destroyed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurgeOrder {
    /// The entry.
    pub entry: i64,
    /// The reason.
    pub reason: String,
    /// Who destroys.
    pub author: String,
}

/// What was destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// The tombstone's entry.
    pub tombstone: i64,
    /// How many rows lost their texts.
    pub rows: usize,
    /// Local files that the entry named: they are not touched.
    pub files: Vec<PathBuf>,
    /// The hash of the entry, by which copies are recognised.
    pub hash: [u8; 32],
}

/// What a redacted copy left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// Entries of which only the hash is left.
    pub hash_only: i64,
    /// Entries that lost internal texts or their author.
    pub emptied: i64,
    /// The newest entry and its hash: the same as in the file itself.
    pub head: Option<(i64, [u8; 32])>,
}

/// What can be seen of a file without changing it.
#[derive(Debug, Default)]
pub struct Inspection {
    /// Why it cannot be used, if it cannot.
    pub error: Option<StoreError>,
    /// Its schema, if it is one of ours.
    pub schema: Option<i64>,
    /// The newest schema that this program knows.
    pub known: i64,
    /// Whether an unfinished write lies beside it.
    pub journal: bool,
    /// Whether rows lie beside it in a log that another program made SQLite keep.
    pub log: bool,
    /// Whether it can only be read.
    pub read_only: bool,
    /// Its permission bits, where the platform has them.
    pub mode: Option<u32>,
    /// What the checks found, where it could be checked.
    pub verification: Option<Verification>,
}
