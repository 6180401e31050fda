//! Institutions, assignments and due dates.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::SqliteTx;
use super::columns::Columns as _;
use super::select::{Params, Seen, among};
use super::values::list;
use crate::domain::lines::{AssignmentLine, DueLine, Duties, EntityLine, ServesLine};
use crate::domain::{EntityKind, PartialDate, Role, View};
use crate::store::{ReadDuties, ReadEntries as _, Result};

/// Duties of an item, the actions for it (each with the entry of one that was not published), and what it
/// is taken for.
pub(super) type Doing = (Duties, Vec<(String, Option<i64>)>, Vec<String>);

/// The row of the name that an institution has on the view's day; one that was named later only has
/// its first.
pub(super) fn name_of(seen: Seen<'_>, entity: &str) -> String {
    let held = seen.in_force("n.entry_id");
    format!(
        "(SELECT n.id FROM entity_name AS n WHERE n.entity_id = {entity} AND {held}
          ORDER BY COALESCE(n.effective_on, '') <= :as_of DESC,
              CASE WHEN COALESCE(n.effective_on, '') <= :as_of
                  THEN COALESCE(n.effective_on, '') END DESC,
              COALESCE(n.effective_on, ''), n.id DESC LIMIT 1)"
    )
}

/// Whether an institution, by its row or by what names it, is not that of an internal voice: then nothing
/// of it is handed on, nor what hangs on it.
pub(super) fn entity_heard(entity: &str) -> String {
    format!(
        "{entity} NOT IN (SELECT h.id FROM entity AS h JOIN assessor AS hv ON hv.id = h.assessor_id
            WHERE hv.internal = 1)"
    )
}

/// Whether an assignment, by its alias, may be handed on.
fn assignment_heard(alias: &str) -> String {
    format!("({alias}.public = 1 AND {})", entity_heard(&format!("{alias}.entity_id")))
}

/// The assignments that hold: of an institution and role the latest by the day, not an ended one; of
/// leads the latest of all. For others one that was published is ended by what was published alone.
fn holding(seen: Seen<'_>) -> String {
    let (own, later) = (seen.in_force("a.entry_id"), seen.in_force("b.entry_id"));
    let heard = if seen.for_others {
        format!(" AND ({} OR NOT {})", assignment_heard("b"), assignment_heard("a"))
    } else {
        String::new()
    };
    format!(
        "a.removed = 0 AND a.effective_on <= :as_of AND {own} AND NOT EXISTS (
            SELECT 1 FROM assignment AS b WHERE b.item_id = a.item_id AND b.role = a.role
                AND (b.entity_id = a.entity_id OR (a.role = 'lead' AND b.removed = 0))
                AND b.effective_on <= :as_of
                AND (b.effective_on, b.id) > (a.effective_on, a.id) AND {later}{heard})"
    )
}

/// The institution that leads each item, by its key: a join to an item `i`.
pub(super) fn led(seen: Seen<'_>, internal: bool) -> String {
    let public = if internal { String::new() } else { format!(" AND {}", assignment_heard("a")) };
    format!(
        "LEFT JOIN (SELECT a.item_id, e.key FROM assignment AS a JOIN entity AS e ON e.id = a.entity_id
             WHERE a.role = 'lead' AND {}{public}) AS ld ON ld.item_id = i.id",
        holding(seen)
    )
}

impl ReadDuties for SqliteTx<'_> {
    fn list_entities(&self, view: &View) -> Result<Vec<EntityLine>> {
        let seen = self.seen(view)?.for_all();
        let name = name_of(seen, "e.id");
        let sql = format!(
            "SELECT e.*, w.name, w.effective_on AS named_on, p.key AS parent, v.key AS assessor,
                NOT COALESCE(v.internal, 0) AS heard,
                NOT COALESCE(pv.internal, 0) AS parent_heard,
                (SELECT json_group_array(json_array(o.name, o.effective_on)
                    ORDER BY COALESCE(o.effective_on, ''), o.id)
                 FROM entity_name AS o WHERE o.entity_id = e.id AND o.id <> w.id AND {}
                     AND (COALESCE(o.effective_on, ''), o.id) < (COALESCE(w.effective_on, ''), w.id)
                ) AS earlier
             FROM entity AS e JOIN entity_name AS w ON w.id = {name}
             LEFT JOIN entity AS p ON p.id = w.parent_id
             LEFT JOIN assessor AS pv ON pv.id = p.assessor_id
             LEFT JOIN assessor AS v ON v.id = e.assessor_id
             WHERE {} ORDER BY e.key, e.id",
            seen.in_force("o.entry_id"),
            seen.in_force("e.entry_id"),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            let earlier = list::<(String, Option<String>)>(row, "earlier")?.into_iter();
            Ok(EntityLine {
                id: row.get("id")?,
                entry: row.get("entry_id")?,
                key: row.get("key")?,
                kind: EntityKind::from_slug(&row.get::<String>("kind")?)
                    .unwrap_or(EntityKind::Other),
                name: row.get("name")?,
                named_on: day(row.get("named_on")?),
                earlier: earlier.map(|(name, since)| (name, day(since))).collect(),
                parent: row.get("parent")?,
                parent_public: row.get("parent_heard")?,
                state: row.get("state")?,
                assessor: row.get("assessor")?,
                document: row.get("document")?,
                public: row.get("heard")?,
            })
        })
    }

    fn list_assignments(&self, items: &[i64], view: &View) -> Result<Vec<AssignmentLine>> {
        let seen = self.seen(view)?;
        let (name, holds) = (name_of(seen, "e.id"), holding(seen));
        // Of many items the names of all institutions are worked out once, of one those that it has.
        let once = if items.len() == 1 { "" } else { "MATERIALIZED" };
        let sql = format!(
            "WITH named AS {once} (SELECT e.id, e.key, w.name FROM entity AS e
                JOIN entity_name AS w ON w.id = {name})
             SELECT a.*, e.key, e.name, {} AS heard FROM assignment AS a JOIN named AS e ON e.id = a.entity_id
             WHERE {} AND {holds} ORDER BY a.item_id, a.role, e.key",
            assignment_heard("a"),
            among("a.item_id", items),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            Ok(AssignmentLine {
                entry: row.get("entry_id")?,
                item: row.get("item_id")?,
                entity: row.get("key")?,
                name: row.get("name")?,
                role: Role::from_slug(&row.get::<String>("role")?).unwrap_or(Role::Supporting),
                effective_on: day(row.get("effective_on")?).unwrap_or_default(),
                public: row.get("heard")?,
            })
        })
    }

    fn list_serves(&self, items: &[i64], view: &View) -> Result<Vec<ServesLine>> {
        let seen = self.seen(view)?;
        let of = format!("({} OR {})", among("l.item_id", items), among("l.target_id", items));
        let sql = format!(
            "SELECT l.entry_id, l.item_id, l.target_id, ts.key || ':' || t.ref AS name,
                s.key || ':' || i.ref AS action_name
             FROM link AS l JOIN item AS i ON i.id = l.item_id JOIN item_set AS s ON s.id = i.set_id
             JOIN item AS t ON t.id = l.target_id JOIN item_set AS ts ON ts.id = t.set_id
             WHERE {of} AND l.relation = 'serves' AND l.removed IS NULL AND {} AND {} AND {}{}
                AND NOT EXISTS (SELECT 1 FROM link AS n WHERE n.item_id = l.item_id
                    AND n.target_id = l.target_id AND n.relation = 'serves' AND n.id > l.id AND {})
             ORDER BY i.set_id, i.sort_key, i.id, l.id",
            seen.in_force("l.entry_id"),
            seen.in_force("i.entry_id"),
            seen.in_force("t.entry_id"),
            seen.both_handed_on(),
            seen.in_force("n.entry_id"),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            Ok(ServesLine {
                entry: row.get("entry_id")?,
                action: row.get("item_id")?,
                action_name: row.get("action_name")?,
                target: row.get("target_id")?,
                name: row.get("name")?,
            })
        })
    }

    fn list_dues(&self, items: &[i64], view: &View) -> Result<Vec<DueLine>> {
        let seen = self.seen(view)?;
        let sql = format!(
            "SELECT d.*, d.public AND NOT COALESCE(v.internal, 0) AS heard
             FROM due AS d LEFT JOIN assessor AS v ON v.id = d.assessor_id
             WHERE {} AND d.effective_on <= :as_of AND {}
             ORDER BY d.item_id, d.effective_on, d.id",
            among("d.item_id", items),
            seen.in_force("d.entry_id"),
        );
        let params = Params::of(view);
        let partial = |text: Option<String>| text.and_then(|text| PartialDate::parse(&text).ok());
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            Ok(DueLine {
                entry: row.get("entry_id")?,
                item: row.get("item_id")?,
                starts_on: partial(row.get("starts_on")?),
                due_on: partial(row.get("due_on")?),
                effective_on: day(row.get("effective_on")?).unwrap_or_default(),
                public: row.get("heard")?,
                reason: row.get("reason")?,
            })
        })
    }
}

impl SqliteTx<'_> {
    /// Who is at work on items and by when they are due, the actions that are taken for them, and what
    /// actions are taken for: by item. A constant number of statements, one where there is none of it.
    pub(super) fn doing(&self, view: &View) -> Result<HashMap<i64, Doing>> {
        let sql = "SELECT EXISTS (SELECT 1 FROM assignment) OR EXISTS (SELECT 1 FROM due)
            OR EXISTS (SELECT 1 FROM link WHERE relation = 'serves') AS found";
        let found: Vec<bool> = self.rows(sql, [], |row| row.get("found"))?;
        let mut all: HashMap<i64, Doing> = HashMap::new();
        if !found.contains(&true) {
            return Ok(all);
        }
        for line in self.list_assignments(&[], view)? {
            all.entry(line.item).or_default().0.assigned.push(line);
        }
        for line in self.list_dues(&[], view)? {
            all.entry(line.item).or_default().0.dues.push(line);
        }
        let hidden: HashMap<i64, i64> = self.list_unpublished()?.into_iter().collect();
        for line in self.list_serves(&[], view)? {
            let entry = hidden.get(&line.action).copied();
            all.entry(line.target).or_default().1.push((line.action_name, entry));
            all.entry(line.action).or_default().2.push(line.name);
        }
        Ok(all)
    }
}

fn day(text: Option<String>) -> Option<NaiveDate> {
    text.and_then(|text| text.parse().ok())
}
