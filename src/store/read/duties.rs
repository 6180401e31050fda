//! Who does what by when.

use crate::domain::View;
use crate::domain::lines::{AssignmentLine, DueLine, EntityLine, ServesLine};
use crate::store::Result;

/// Who does what by when.
pub trait ReadDuties {
    /// Every institution under its name of the view's day, in order of its key.
    fn list_entities(&self, view: &View) -> Result<Vec<EntityLine>>;
    /// Who is at work on these items on the view's day (on all where none is named): by item, the
    /// lead first; a lead ends the one before.
    fn list_assignments(&self, items: &[i64], view: &View) -> Result<Vec<AssignmentLine>>;
    /// The due dates of these items (of all where none is named) that were set by the view's day: by
    /// item, the first one first; the last one holds.
    fn list_dues(&self, items: &[i64], view: &View) -> Result<Vec<DueLine>>;
    /// Which actions are taken for which items (for all where none is named, else for these or by
    /// these), in order of the actions.
    fn list_serves(&self, items: &[i64], view: &View) -> Result<Vec<ServesLine>>;
}
