//! What ships with the program, as far as the file has it.

use std::collections::HashSet;

use crate::store::Result;

/// What ships with the program, as far as the file has it.
pub trait ReadSeeds {
    /// The keys of the seed rows that were brought, by entries or by an earlier schema's table.
    fn list_seeded(&self) -> Result<HashSet<String>>;
    /// Whether an entry says that this seed row was brought.
    fn is_seeded(&self, key: &str) -> Result<bool>;
    /// The seed mark of these beginnings that was brought last.
    fn find_newest_seeded(&self, beginning: &str) -> Result<Option<String>>;
    /// The rows of a reference table.
    fn list_reference(
        &self,
        table: &'static str,
        columns: &[&'static str],
    ) -> Result<Vec<Vec<String>>>;
    /// Member States and observers: ISO code, name, official name, region, spellings, member.
    fn list_states(&self) -> Result<Vec<[String; 6]>>;
    /// Crosswalk rows: scheme, word, level.
    fn list_crosswalks(&self) -> Result<Vec<(String, String, String)>>;
}
