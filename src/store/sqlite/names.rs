//! Items by their names.

use super::SqliteTx;
use super::columns::Columns as _;
use crate::store::{ReadNames, Result};

impl ReadNames for SqliteTx<'_> {
    fn list_named(&self, set: Option<i64>, folded: &str) -> Result<Vec<(i64, String, String)>> {
        let sql = format!(
            "SELECT i.id, s.key, i.ref FROM item AS i JOIN item_set AS s ON s.id = i.set_id
             WHERE i.ref_folded = $1 AND ($2 IS NULL OR i.set_id = $2) AND {}
             ORDER BY i.set_id, i.id",
            self.seen_now()?.in_force("i.entry_id")
        );
        self.rows(&sql, (folded, set), |row| Ok((row.get("id")?, row.get("key")?, row.get("ref")?)))
    }

    fn list_names(&self, set: Option<i64>, folded: &str, limit: usize) -> Result<Vec<String>> {
        let sql = format!(
            "SELECT s.key || ':' || i.ref AS name
             FROM item AS i JOIN item_set AS s ON s.id = i.set_id
             WHERE ($1 IS NULL OR i.set_id = $1) AND {}
             ORDER BY substr(i.ref_folded, 1, 1) = substr($2, 1, 1) DESC,
                      abs(length(i.ref_folded) - length($2)), i.set_id, i.sort_key, i.id
             LIMIT $3",
            self.seen_now()?.in_force("i.entry_id")
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.rows(&sql, (set, folded, limit), |row| row.get("name"))
    }

    fn list_range(&self, from: i64, to: i64) -> Result<Vec<i64>> {
        let sql = format!(
            "SELECT i.id FROM item AS i, item AS first, item AS last
             WHERE first.id = $1 AND last.id = $2 AND i.set_id = first.set_id
               AND i.parent_id IS first.parent_id
               AND i.sort_key BETWEEN first.sort_key AND last.sort_key AND {}
             ORDER BY i.sort_key, i.id",
            self.seen_now()?.in_force("i.entry_id")
        );
        self.rows(&sql, (from, to), |row| row.get("id"))
    }

    fn list_components(&self, item: i64) -> Result<Vec<i64>> {
        let sql = format!(
            "SELECT i.id FROM item AS i WHERE i.parent_id = $1 AND {} ORDER BY i.sort_key, i.id",
            self.seen_now()?.in_force("i.entry_id")
        );
        self.rows(&sql, [item], |row| row.get("id"))
    }
}
