//! Why a copy, a ledger or a fingerprint is not made, taken or believed.

use std::fmt;

use crate::domain::ledger::walk::Stumble;

/// What was to be as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The file.
    File,
    /// A ledger that travels.
    Ledger,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "file",
            Self::Ledger => "ledger",
        })
    }
}

/// Why a copy, a ledger or a fingerprint is not made, taken or believed.
#[derive(Debug, thiserror::Error)]
pub enum TrustRefusal {
    /// A number of copies to keep, and the name of one.
    #[error("`{path}` names a file, and a number to keep is for a folder")]
    KeepsFile {
        /// The path as given.
        path: String,
    },
    /// A backup that would lie beside what it should outlive.
    #[error("beside the copy of {home} a backup would be lost with it")]
    BesideCopy {
        /// The home's address.
        home: String,
    },
    /// A file as a copy of itself.
    #[error("`{path}` is the file itself")]
    FileItself {
        /// The path as given.
        path: String,
    },
    /// A purge without a reason, or with a long one.
    #[error("a purge needs its reason, of a few words")]
    PurgeReason,
    /// An entry that holds nothing of what a purge destroys.
    #[error("entry {entry} holds no text, evidence or author that could be destroyed")]
    NothingToDestroy {
        /// Its number.
        entry: i64,
    },
    /// A file of the program as a ledger.
    #[error("`{path}` is a upr file, not a ledger that travels")]
    FileForLedger {
        /// The path as given.
        path: String,
    },
    /// What is no ledger.
    #[error("`{path}` is no ledger that travels: its first line does not say so")]
    NoLedger {
        /// The path as given.
        path: String,
    },
    /// A file that has no ledger.
    #[error("there is no ledger")]
    Unledgered,
    /// A file without an entry.
    #[error("the file has no entry yet")]
    NoEntry,
    /// What is no fingerprint.
    #[error("`{path}` is no fingerprint: it lacks {lacks}")]
    NoFingerprint {
        /// The path as given.
        path: String,
        /// What is missing.
        lacks: &'static str,
    },
    /// What is no hash.
    #[error("`{text}` is no hash")]
    NoHash {
        /// What was given.
        text: String,
    },
    /// What is not as it was written.
    #[error("the {what} does not verify, and nothing was made of it: {}{}", of_entry(.stumble), stumble.found)]
    Altered {
        /// What it is.
        what: Written,
        /// Where, and why.
        stumble: Stumble,
    },
    /// A copy that is not as it was written.
    #[error("the copy does not verify: entry {entry}: {found}")]
    CopyAltered {
        /// The first such entry.
        entry: i64,
        /// What was found.
        found: String,
    },
    /// A copy without what is internal.
    #[error("the copy leaves out what is internal, and cannot be merged")]
    LeavesOut,
    /// What is no copy of the file.
    #[error("the two have no common beginning: it is no copy of this file")]
    NoBeginning,
    /// A home that knows more than this release.
    #[error(
        "a newer release of upr has written to the home: this one reads it, and does not write"
    )]
    NewerRelease,
    /// A file that was to be made of a ledger.
    #[error("nothing was made")]
    NothingMade,
}

fn of_entry(stumble: &Stumble) -> String {
    stumble.entry.map_or_else(String::new, |entry| format!("entry {entry}: "))
}
