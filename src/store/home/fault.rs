//! What stands in the way at a home.

use std::path::PathBuf;

/// What stands in the way at a home. None of it ever holds a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HomeFault {
    /// It does not answer.
    #[error("the home {home} does not answer: {reason}")]
    Unreachable {
        /// Its address.
        home: String,
        /// What the system said.
        reason: String,
    },
    /// It does not let this user in.
    #[error("the home {home} does not let this user in: {reason}")]
    Shut {
        /// Its address.
        home: String,
        /// What the server said.
        reason: String,
    },
    /// The connection would not be safe, or its certificate does not hold.
    #[error("no safe connection to the home {home}: {reason}")]
    Unsafe {
        /// Its address.
        home: String,
        /// Why.
        reason: String,
    },
    /// The database holds no ledger.
    #[error("{home} is no home of a ledger: {reason}")]
    None {
        /// Its address.
        home: String,
        /// What is there.
        reason: String,
    },
    /// A new home would stand where something is.
    #[error("{home} is not empty: {found}")]
    Taken {
        /// Its address.
        home: String,
        /// What is there.
        found: String,
    },
    /// A later release made it.
    #[error(
        "the home {home} has format {found}, and this program knows {known}: it takes upr {needs} or later"
    )]
    TooNew {
        /// Its address.
        home: String,
        /// Its format.
        found: i64,
        /// The newest one known.
        known: i64,
        /// The release that is needed.
        needs: String,
    },
    /// The user may not do this.
    #[error("this user may not do that at the home {home}: {reason}")]
    NoRight {
        /// Its address.
        home: String,
        /// What the server said.
        reason: String,
    },
    /// The server follows another one.
    #[error("the home {home} is a standby, and takes no writes")]
    Standby {
        /// Its address.
        home: String,
    },
    /// Somebody else kept the lock for too long.
    #[error("somebody else has been writing to the home {home} for half a minute")]
    Busy {
        /// Its address.
        home: String,
    },
    /// The copy and the home say different things.
    #[error("the copy `{}` and its home {home} disagree from entry {entry} on: {found}", copy.display())]
    Disagrees {
        /// Its address.
        home: String,
        /// The copy.
        copy: PathBuf,
        /// The first entry of which they do not say the same.
        entry: i64,
        /// How.
        found: String,
    },
    /// What the home gives does not hold.
    #[error("the home {home} was altered: entry {entry}: {found}")]
    Altered {
        /// Its address.
        home: String,
        /// The first entry that does not hold.
        entry: i64,
        /// What is wrong with it.
        found: String,
    },
    /// Nothing was recorded.
    #[error("nothing was recorded at the home {home}: {reason}")]
    NotRecorded {
        /// Its address.
        home: String,
        /// Why.
        reason: String,
    },
    /// Whether it was recorded is not known.
    #[error(
        "the connection to the home {home} was lost while it recorded: whether entry {entry} stands there is not known yet"
    )]
    Unknown {
        /// Its address.
        home: String,
        /// The last entry.
        entry: i64,
    },
    /// It was recorded there, and this copy could not be written.
    #[error("it is recorded at the home {home}, and the copy could not be written: {reason}")]
    Behind {
        /// Its address.
        home: String,
        /// Why.
        reason: String,
    },
    /// A copy takes no writes of its own.
    #[error("`{}` is the copy of the home {home}, and takes no writes of its own", copy.display())]
    CopyOnly {
        /// Its address.
        home: String,
        /// The copy.
        copy: PathBuf,
    },
    /// There is no copy to answer from.
    #[error("there is no copy of the home {home} on this machine yet")]
    NoCopy {
        /// Its address.
        home: String,
    },
    /// It gives out nothing internal, and who writes must know all.
    #[error("this user may not read what is internal at the home {home}, and cannot write either")]
    NoSecrets {
        /// Its address.
        home: String,
    },
    /// The server said something unexpected.
    #[error("the home {home} said: {reason}")]
    Server {
        /// Its address.
        home: String,
        /// What the server said.
        reason: String,
    },
}
