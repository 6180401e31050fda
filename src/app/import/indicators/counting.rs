//! What became of the rows of a sheet of figures.

use crate::app::import::merge::Work;

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Took {
    /// A new figure.
    Added,
    /// A revised one.
    Changed,
    /// The same as before.
    Nothing,
}

/// Indicators stand in no set: they are counted with their file alone.
pub(super) fn count(work: &mut Work<'_>, took: Took) {
    let line = work.line();
    match took {
        Took::Added => line.added += 1,
        Took::Changed => line.updated += 1,
        Took::Nothing => line.unchanged += 1,
    }
}
