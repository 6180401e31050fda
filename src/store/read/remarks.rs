//! What voices say without giving a level, and items in other languages.

use crate::domain::View;
use crate::domain::lines::{ItemTextLine, RemarkLine};
use crate::store::Result;

/// What voices say without giving a level, and items in other languages.
pub trait ReadRemarks {
    /// What voices say of these items without giving them a level; of all items where none is named.
    fn list_remarks(&self, items: &[i64], view: &View) -> Result<Vec<RemarkLine>>;
    /// These items in other languages, the latest of each; of all items where none is named.
    fn list_item_texts(&self, items: &[i64], view: &View) -> Result<Vec<ItemTextLine>>;
}
