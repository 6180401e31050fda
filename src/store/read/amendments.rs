//! What was put right.

use crate::domain::View;
use crate::domain::amended::AmendedKind;
use crate::domain::lines::AmendmentLine;
use crate::store::Result;

/// What was put right.
pub trait ReadAmendments {
    /// What was put right of these rows and counts by the view's day: by row, oldest first.
    fn list_amendments(
        &self,
        target: AmendedKind,
        rows: &[i64],
        view: &View,
    ) -> Result<Vec<AmendmentLine>>;
}
