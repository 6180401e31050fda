//! What was put right of rows.

use crate::domain::amended::AmendedField;

/// An amendment in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentLine {
    /// Its entry.
    pub entry: i64,
    /// The row: `SET:REF`, the set's key, the document's key.
    pub row: String,
    /// What was put right.
    pub field: AmendedField,
    /// What stood there before.
    pub before: Option<String>,
    /// What it says since.
    pub value: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Whether somebody who uses the file made it; else a source's words did.
    pub own: bool,
    /// From which day on; none: it was never right.
    pub effective_on: Option<String>,
    /// When it was typed in.
    pub recorded_at: String,
}
