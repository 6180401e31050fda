//! Items: by name.

use crate::store::Result;

/// Items: by name.
pub trait ReadNames {
    /// Items with this ref (lower case), in a set or in all: id, set key, ref.
    fn list_named(&self, set: Option<i64>, folded: &str) -> Result<Vec<(i64, String, String)>>;
    /// Refs of a set or of all (`SET:REF`), for naming the nearest; at most `limit`, those that
    /// begin alike first.
    fn list_names(&self, set: Option<i64>, folded: &str, limit: usize) -> Result<Vec<String>>;
    /// The items between two of the same set and depth, both included, in order.
    fn list_range(&self, from: i64, to: i64) -> Result<Vec<i64>>;
    /// The components of an item, in order.
    fn list_components(&self, item: i64) -> Result<Vec<i64>>;
}
