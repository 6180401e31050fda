//! The store: the only room that knows SQL.
//!
//! [`Store`], [`Read`] and [`Tx`] are the promise that every engine keeps, one small trait a topic;
//! `contract.rs` holds the checks that are run once per engine. A transaction that is dropped undoes
//! all it did.

#[cfg(test)]
mod contract;
mod custody;
mod error;
pub mod home;
pub mod merge;
mod read;
mod sqlite;
mod travel;
mod write;

use std::rc::Rc;

pub use custody::{
    Check, Custody, Depth, Inspection, KeptFile, Problem, PurgeOrder, Purged, Redacted, Times,
    Verification,
};
pub use error::StoreError;
pub use read::{
    Batch, Detail, Dimension, EntryLine, Levels, Read, ReadAmendments, ReadDuties, ReadEntries,
    ReadFigures, ReadHistory, ReadIndicators, ReadIntake, ReadItems, ReadNames, ReadRegisters,
    ReadRemarks, ReadRequests, ReadSeeds, ReadThemes, SaidLine, Tagging,
};
pub use travel::{Reach, Replay, Travel};
pub use write::{Append, BringSeeds, NewEntry, Tx};

// The one engine that answers questions; no other room knows which it is.
pub use sqlite::{
    CopyOf, FileStore, SCHEMA, Settled, create, destroyed_in, files_in, forget, glance, inspect,
    is_earlier, is_ours, linked, may_lack_texts, open, open_copy, prune, restore, same_file,
    send_whole, still_holds, unfinished_in,
};

/// What the store gives back.
pub type Result<T> = std::result::Result<T, StoreError>;

/// What a visitor of rows may answer; its error stops the visit and comes back as
/// [`StoreError::Visit`].
pub type Visit = std::result::Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// A database that can be read and written, one transaction at a time.
pub trait Store: Custody + Travel {
    /// Begins a transaction that only reads. It sees one state of the file throughout, and is shared
    /// by whoever adds to the same answer.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where another program keeps the file.
    fn read(&mut self) -> Result<Rc<dyn Read + '_>>;

    /// Begins a transaction that writes; no other can until it ends.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] or [`StoreError::Busy`].
    fn write(&mut self) -> Result<Box<dyn Tx + '_>>;
}
