//! A home: where a ledger lives that several programs write to. Each keeps a copy, an ordinary file
//! that catches up before it answers (`sqlite/following.rs`); a home is asked for little enough that any
//! database can be one that refuses a second row with the same key.

mod address;
mod facts;
mod fault;
#[cfg(test)]
pub(crate) mod memory;
#[cfg(feature = "office")]
mod postgres;

use crate::domain::ledger::portable::Carried;

pub use address::{Address, NoAddress, Secrets, is_address, passphrase};
pub use facts::HomeFacts;
pub use fault::HomeFault;
#[cfg(feature = "office")]
pub use postgres::{PostgresHome, examine, found, renew};

use super::Result;

/// The newest format of a home that this program knows.
pub const FORMAT: i64 = 1;

/// The newest entry, or any: its number and its hash.
pub type NumberedHash = (i64, [u8; 32]);

/// What is to be known of a home before anything is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    /// Which home it is: what was drawn when it was made.
    pub id: String,
    /// Whether what is internal is given out.
    pub secrets: bool,
    /// Whether it takes no writes because it is another server's standby.
    pub standby: bool,
}

/// An entry as a home keeps it: the line that everybody may have, and, where it says less than the entry
/// does, the line that says all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub id: i64,
    /// Its hash.
    pub hash: [u8; 32],
    /// The hash of the entry before.
    pub previous: Option<[u8; 32]>,
    /// Its line without what is internal.
    pub open: String,
    /// Its whole line, where that differs.
    pub secret: Option<String>,
}

/// A place where a ledger lives. What it gives is believed by nobody: copies check each entry.
pub trait Home: Send + std::fmt::Debug {
    /// Its address, as it is told to people.
    fn address(&self) -> &Address;
    /// What is to be known of it.
    ///
    /// # Errors
    /// [`HomeFault`]: it cannot be reached, is none, or is of a later format.
    fn hello(&mut self) -> Result<Hello>;
    /// The newest entry.
    ///
    /// # Errors
    /// [`HomeFault`].
    fn head(&mut self) -> Result<Option<NumberedHash>>;
    /// The hash of an entry.
    ///
    /// # Errors
    /// [`HomeFault`].
    fn find_hash(&mut self, entry: i64) -> Result<Option<[u8; 32]>>;
    /// Gives the entries after one, in order, each as it was read, with what is internal where that is
    /// given out. Bounded memory.
    ///
    /// # Errors
    /// [`HomeFault`]; the visitor's.
    fn entries_after(
        &mut self,
        entry: i64,
        visit: &mut dyn FnMut(Carried) -> Result<()>,
    ) -> Result<()>;
    /// Begins to write: nobody else does until [`Home::commit`] or [`Home::rollback`].
    ///
    /// # Errors
    /// [`HomeFault::Busy`] after half a minute; [`HomeFault::Standby`]; [`HomeFault::NoRight`].
    fn begin(&mut self) -> Result<()>;
    /// Appends entries after the one that is expected to be the newest.
    ///
    /// # Errors
    /// [`HomeFault`]; then nothing can be committed.
    fn append(&mut self, expected: Option<NumberedHash>, entries: &[Kept]) -> Result<()>;
    /// Replaces an entry that a tombstone of this same transaction names, or that brought the file it came
    /// by, with what is left of it.
    ///
    /// # Errors
    /// [`HomeFault`].
    fn destroy(&mut self, left: &Kept) -> Result<()>;
    /// Gives copies that may not have what is internal an entry that was published since.
    ///
    /// # Errors
    /// [`HomeFault`].
    fn publish(&mut self, entry: &Kept) -> Result<()>;
    /// Makes it lasting. Where the answer is lost, the home is asked whether it has the last entry.
    ///
    /// # Errors
    /// [`HomeFault::NotRecorded`]; [`HomeFault::Unknown`] where it cannot be asked.
    fn commit(&mut self, last: NumberedHash) -> Result<()>;
    /// Ends without a trace; what fails is gone with the connection.
    fn rollback(&mut self);
}
