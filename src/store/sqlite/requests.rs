//! Requests to institutions.

use chrono::NaiveDate;

use super::SqliteTx;
use super::columns::Columns as _;
use super::duties::{entity_heard, name_of};
use super::select::Params;
use super::values::list;
use crate::domain::lines::{AskedLine, RequestLine};
use crate::domain::{RequestState, View};
use crate::store::{ReadRequests, Result};

impl ReadRequests for SqliteTx<'_> {
    fn list_requests(&self, view: &View) -> Result<Vec<RequestLine>> {
        let seen = self.seen(view)?;
        let handed_on = seen.handed_on("i").map(|it| format!(" AND {it}")).unwrap_or_default();
        let sql = format!(
            "SELECT q.*, e.key AS entity, w.name, q.public AND {} AS heard,
                (SELECT json_group_array(json_array(i.id, s.key || ':' || i.ref,
                    (SELECT a.effective_on FROM request_state AS a
                     WHERE a.request_id = q.id AND a.item_id = i.id AND a.state = 'answered'
                        AND a.effective_on <= :as_of AND {} ORDER BY a.id DESC LIMIT 1))
                    ORDER BY i.set_id, i.sort_key)
                 FROM request_item AS r JOIN item AS i ON i.id = r.item_id
                 JOIN item_set AS s ON s.id = i.set_id
                 WHERE r.request_id = q.id AND {}{handed_on}) AS items,
                (SELECT json_array(json_array(b.state, b.effective_on, b.note))
                 FROM request_state AS b WHERE b.request_id = q.id AND b.item_id IS NULL
                    AND b.effective_on <= :as_of AND {} ORDER BY b.id DESC LIMIT 1) AS ended
             FROM request AS q JOIN entity AS e ON e.id = q.entity_id
             JOIN entity_name AS w ON w.id = {}
             WHERE q.asked_on <= :as_of AND {} ORDER BY q.id",
            entity_heard("e.id"),
            seen.in_force("a.entry_id"),
            seen.in_force("r.entry_id"),
            seen.in_force("b.entry_id"),
            name_of(seen, "e.id"),
            seen.in_force("q.entry_id"),
        );
        let params = Params::of(view);
        let day = |text: Option<String>| text.and_then(|text| text.parse::<NaiveDate>().ok());
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            let items: Vec<(i64, String, Option<String>)> = list(row, "items")?;
            let asked = items.into_iter().map(|(item, name, on)| AskedLine {
                item,
                name,
                answered_on: day(on),
            });
            let ended: Vec<(String, Option<String>, Option<String>)> = list(row, "ended")?;
            let ended = ended.into_iter().next().and_then(|(state, on, note)| {
                Some((RequestState::from_slug(&state)?, day(on)?, note))
            });
            Ok(RequestLine {
                id: row.get("id")?,
                entry: row.get("entry_id")?,
                key: row.get("key")?,
                entity: row.get("entity")?,
                name: row.get("name")?,
                asked_on: day(row.get("asked_on")?).unwrap_or_default(),
                due_on: day(row.get("due_on")?),
                mark: row.get("mark")?,
                public: row.get("heard")?,
                items: asked.collect(),
                ended,
            })
        })
    }
}
