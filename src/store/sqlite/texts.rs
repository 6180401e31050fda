//! Texts with what they were coded with, for suggestions.

use super::SqliteTx;
use super::columns::{Columns as _, Named};
use super::select::{PLANS, Params};
use crate::domain::amended::{AmendedField, Target};
use crate::domain::lines::TextLine;
use crate::store::{Result, Visit};

impl SqliteTx<'_> {
    pub(super) fn texts(
        &self,
        vocabulary: &str,
        visit: &mut dyn FnMut(TextLine) -> Visit,
    ) -> Result<()> {
        let seen = self.seen_now()?;
        let terms = |condition: &str| {
            format!(
                "(SELECT group_concat(g.term_id) FROM tag AS g JOIN term AS t ON t.id = g.term_id
                  JOIN vocabulary AS v ON v.id = t.vocabulary_id
                  WHERE g.item_id = i.id AND v.key = :vocabulary AND {condition})"
            )
        };
        let sql = format!(
            "SELECT i.id, i.set_id, s.key || ':' || i.ref AS name, {} AS text,
                {} AS terms, {} AS assisted, {} AS refused
             FROM item AS i JOIN item_set AS s ON s.id = i.set_id
             WHERE i.set_id NOT IN ({PLANS}) AND {}
             ORDER BY i.set_id, i.sort_key, i.id",
            seen.right(Target::Item, "i", AmendedField::Text),
            terms(&seen.tag_counts("g")),
            terms(&format!("g.assisted = 1 AND {}", seen.tag_holds("g"))),
            terms(&seen.tag_refused("g")),
            seen.in_force("i.entry_id"),
        );
        let mut params = Params::default();
        params.set(":vocabulary", vocabulary.to_owned());
        let read = |row: &Named<'_, '_>| {
            let numbers = |column: &str| -> rusqlite::Result<Vec<i64>> {
                let list: Option<String> = row.get(column)?;
                let list = list.unwrap_or_default();
                Ok(list.split(',').filter_map(|number| number.parse().ok()).collect())
            };
            Ok(Some(TextLine {
                id: row.get("id")?,
                set: row.get("set_id")?,
                name: row.get("name")?,
                text: row.get("text")?,
                terms: numbers("terms")?,
                assisted: numbers("assisted")?,
                refused: numbers("refused")?,
            }))
        };
        self.stream(&sql, &params, read, visit)
    }
}
