//! What the file answers, all of it from one state: one small trait a topic, each implemented in a file
//! of its own.
//!
//! `find_` tells one thing, `list_` several in a stated order, `each_` gives them to a visitor one by
//! one, `count_` tells how many. With a [`View`](crate::domain::View), what was in force on its day as
//! far as known by its time; without, what is in force now. Any of them may fail with the engine's error.

mod amendments;
mod duties;
mod entries;
mod figures;
mod history;
mod indicators;
mod intake;
mod items;
mod names;
mod registers;
mod remarks;
mod requests;
mod seeds;
mod themes;

pub use amendments::ReadAmendments;
pub use duties::ReadDuties;
pub use entries::{Batch, EntryLine, ReadEntries, SaidLine};
pub use figures::{Dimension, ReadFigures};
pub use history::ReadHistory;
pub use indicators::ReadIndicators;
pub use intake::ReadIntake;
pub use items::{Detail, Levels, ReadItems};
pub use names::ReadNames;
pub use registers::ReadRegisters;
pub use remarks::ReadRemarks;
pub use requests::ReadRequests;
pub use seeds::ReadSeeds;
pub use themes::{ReadThemes, Tagging};

/// All that can be asked of one state of a file.
pub trait Read:
    ReadEntries
    + ReadSeeds
    + ReadRegisters
    + ReadThemes
    + ReadDuties
    + ReadIndicators
    + ReadRequests
    + ReadIntake
    + ReadItems
    + ReadNames
    + ReadFigures
    + ReadHistory
    + ReadAmendments
    + ReadRemarks
{
}

impl<T> Read for T where
    T: ReadEntries
        + ReadSeeds
        + ReadRegisters
        + ReadThemes
        + ReadDuties
        + ReadIndicators
        + ReadRequests
        + ReadIntake
        + ReadItems
        + ReadNames
        + ReadFigures
        + ReadHistory
        + ReadAmendments
        + ReadRemarks
{
}
