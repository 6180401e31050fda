//! The ledger going out of a file and coming into one.

use chrono::{DateTime, Utc};

use crate::domain::ledger::portable::{Carried, Line};

use super::{Result, Visit};

/// What a ledger is asked to carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Everything.
    Internal,
    /// What a redacted copy holds.
    Public,
}

/// The ledger as it travels out of a file.
pub trait Travel {
    /// Gives what the first line says (without the program's name) and then each entry, in order, as
    /// of one moment. Bounded memory.
    ///
    /// # Errors
    /// [`super::StoreError::Inseparable`] where what is internal cannot be left out;
    /// [`super::StoreError::Unfit`] for an entry that no line can hold; the visitor's.
    fn carry(&mut self, reach: Reach, visit: &mut dyn FnMut(Line) -> Visit) -> Result<()>;
    /// Whether it leaves out what is internal: it says that it is a redacted copy.
    fn leaves_out(&mut self) -> Result<bool>;
    /// The hash of an entry, if it is there.
    fn find_hash(&mut self, entry: i64) -> Result<Option<[u8; 32]>>;
    /// Gives each entry after one, with everything, in order.
    ///
    /// # Errors
    /// As [`Travel::carry`].
    fn carry_after(&mut self, entry: i64, visit: &mut dyn FnMut(Carried) -> Visit) -> Result<()>;
}

/// The ledger coming in, within a transaction that writes.
pub trait Replay {
    /// Makes of an empty file a redacted copy: its rows need not be numbered without gaps.
    fn become_redacted(&mut self, now: DateTime<Utc>) -> Result<()>;
    /// Keeps the keys of seeds that an early release kept outside the ledger.
    fn keep_old_markers(&mut self, keys: &[String]) -> Result<()>;
    /// Stores an entry as it came, in any form. Its number must be the next one, its hash follow from
    /// the entry before and from its rows as they will stand in the file.
    ///
    /// # Errors
    /// [`super::StoreError::Unfit`] where it does not.
    fn replay(&mut self, entry: Carried) -> Result<()>;
}
