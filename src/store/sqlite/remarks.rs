//! Remarks of voices, and items in other languages.

use super::SqliteTx;
use super::columns::Columns as _;
use super::select::Params;
use crate::domain::View;
use crate::domain::lines::{ItemTextLine, RemarkLine};
use crate::store::Result;

/// Which items are asked about: all where none is named.
fn among(column: &str, items: &[i64]) -> String {
    if items.is_empty() {
        return "1".to_owned();
    }
    let ids = items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("{column} IN ({ids})")
}

impl SqliteTx<'_> {
    pub(super) fn remarks(&self, items: &[i64], view: &View) -> Result<Vec<RemarkLine>> {
        let seen = self.seen(view)?;
        let sql = format!(
            "SELECT r.*, s.key || ':' || i.ref AS name, a.key AS assessor
             FROM remark AS r JOIN item AS i ON i.id = r.item_id
             JOIN item_set AS s ON s.id = i.set_id JOIN assessor AS a ON a.id = r.assessor_id
             WHERE {} AND r.text IS NOT NULL AND r.effective_on <= :as_of AND {}
             ORDER BY r.item_id, r.effective_on, r.id",
            among("r.item_id", items),
            seen.in_force("r.entry_id"),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            let day: String = row.get("effective_on")?;
            Ok(RemarkLine {
                entry: row.get("entry_id")?,
                item: row.get("item_id")?,
                name: row.get("name")?,
                assessor: row.get("assessor")?,
                kind: row.get("kind")?,
                document: row.get("document")?,
                paragraph: row.get("paragraph")?,
                effective_on: day.parse().unwrap_or_default(),
                public: row.get("public")?,
                text: row.get("text")?,
                source: row.get("source")?,
            })
        })
    }

    pub(super) fn item_texts(&self, items: &[i64], view: &View) -> Result<Vec<ItemTextLine>> {
        let seen = self.seen(view)?.for_all();
        let sql = format!(
            "SELECT t.*, s.key || ':' || i.ref AS name
             FROM item_text AS t JOIN item AS i ON i.id = t.item_id
             JOIN item_set AS s ON s.id = i.set_id
             WHERE {} AND t.text IS NOT NULL AND {} AND NOT EXISTS (
                SELECT 1 FROM item_text AS n WHERE n.item_id = t.item_id AND n.lang = t.lang
                    AND n.id > t.id AND {})
             ORDER BY t.item_id, t.lang",
            among("t.item_id", items),
            seen.in_force("t.entry_id"),
            seen.in_force("n.entry_id"),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            let public: Option<bool> = row.get("public")?;
            Ok(ItemTextLine {
                entry: row.get("entry_id")?,
                item: row.get("item_id")?,
                name: row.get("name")?,
                lang: row.get("lang")?,
                unofficial: row.get("unofficial")?,
                document: row.get("document")?,
                paragraph: row.get("paragraph")?,
                public: public.unwrap_or(true),
                text: row.get("text")?,
            })
        })
    }
}
