//! Questions that are asked when files are brought in. Each is one statement, however many items
//! it is about.

use rusqlite::OptionalExtension;

use super::SqliteTx;
use super::columns::{Columns, Named};
use super::items::{day, list, word};
use super::select::{PLANS, Params};
use crate::domain::amended::{AmendedField, Target};
use crate::domain::bodies::{BodyLine, IdentityLine, ItemFacts, KnownAssessment, KnownPosition};
use crate::domain::{Kind, Level, Position};
use crate::store::{Result, Visit};

impl SqliteTx<'_> {
    pub(super) fn bodies(&self) -> Result<Vec<BodyLine>> {
        let seen = self.seen_now()?;
        let sql = format!(
            "SELECT s.id, s.key, {} AS state, {} AS cycle, {} AS session, d.key AS document,
                COUNT(i.id) AS items,
                COUNT(i.id) FILTER (WHERE i.kind IN ('recommendation', 'commitment'))
                    AS recommendations
             FROM item_set AS s
             LEFT JOIN document AS d ON d.id = {}
             LEFT JOIN item AS i ON i.set_id = s.id AND i.parent_id IS NULL AND {}
             WHERE s.id NOT IN ({PLANS}) AND {} GROUP BY s.id ORDER BY s.id",
            seen.right(Target::Set, "s", AmendedField::State),
            seen.right(Target::Set, "s", AmendedField::Cycle),
            seen.right(Target::Set, "s", AmendedField::Session),
            seen.document_of("s"),
            seen.in_force("i.entry_id"),
            seen.in_force("s.entry_id"),
        );
        self.rows(&sql, [], |row| {
            Ok(BodyLine {
                id: row.get("id")?,
                key: row.get("key")?,
                state: row.get("state")?,
                cycle: row.get("cycle")?,
                session: row.get("session")?,
                document: row.get("document")?,
                items: row.get("items")?,
                recommendations: row.get("recommendations")?,
            })
        })
    }

    pub(super) fn identities(
        &self,
        sets: &[i64],
        visit: &mut dyn FnMut(IdentityLine) -> Visit,
    ) -> Result<()> {
        let seen = self.seen_now()?;
        let text = seen.right(Target::Item, "i", AmendedField::Text);
        let key = seen.match_key("i");
        let among = if sets.is_empty() {
            format!("i.set_id NOT IN ({PLANS})")
        } else {
            "i.set_id IN (SELECT value FROM json_each(:ids))".to_owned()
        };
        let sql = format!(
            "SELECT i.id, i.set_id, i.ref_folded, {key} AS match_key,
                CASE WHEN {key} IS NULL THEN {text} END AS text
             FROM item AS i WHERE i.parent_id IS NULL AND {among} AND {}
             ORDER BY i.set_id, i.sort_key, i.id",
            seen.in_force("i.entry_id"),
        );
        let mut params = Params::default();
        params.set(":ids", ids(sets));
        let read = |row: &Named<'_, '_>| {
            Ok(Some(IdentityLine {
                id: row.get("id")?,
                set: row.get("set_id")?,
                folded: row.get("ref_folded")?,
                match_key: row.get("match_key")?,
                text: row.get("text")?,
            }))
        };
        self.stream(&sql, &params, read, visit)
    }

    pub(super) fn marks(&self, entries: &[i64]) -> Result<Vec<(i64, String, Option<i64>)>> {
        let sql = "SELECT x.id, 'v' || x.id || '-' || lower(substr(hex(x.hash), 1, 8)) AS mark,
                       x.item_id
                   FROM entry AS x WHERE x.id IN (SELECT value FROM json_each(?1))
                   UNION ALL
                   SELECT x.id, 'v' || o.number || '-' || lower(substr(o.hash, 1, 8)), x.item_id
                   FROM origin AS o JOIN entry AS x ON x.id = o.entry_id
                   WHERE o.number IN (SELECT value FROM json_each(?1)) ORDER BY 1";
        self.rows(sql, [ids(entries)], |row| {
            Ok((row.get("id")?, row.get("mark")?, row.get("item_id")?))
        })
    }

    pub(super) fn item_entry(&self, item: i64) -> Result<Option<i64>> {
        let sql = "SELECT entry_id FROM item WHERE id = $1";
        let found = self.prepare(sql)?.query_row([item], |row| row.get("entry_id"));
        found.optional().map_err(|error| self.error(error))
    }

    pub(super) fn item_facts(&self, items: &[i64]) -> Result<Vec<ItemFacts>> {
        let seen = self.seen_now()?;
        let (text, heading) =
            (seen.right(Target::Item, "i", AmendedField::Text), seen.heading("i"));
        let later = format!(
            "EXISTS (SELECT 1 FROM assessment AS n WHERE n.item_id = a.item_id
                AND n.assessor_id = a.assessor_id AND n.recheck IS NULL AND {}
                AND (n.effective_on, n.id) > (a.effective_on, a.id))",
            seen.in_force("n.entry_id")
        );
        let sql = format!(
            "SELECT i.id, s.key || ':' || i.ref AS name, i.kind, {text} AS text,
                COALESCE((SELECT f.term_id FROM filing AS f WHERE f.item_id = i.id AND {}
                    ORDER BY f.id DESC LIMIT 1), {heading}) AS theme,
                (SELECT json_group_array(json_array(f.iso3, f.printed) ORDER BY f.id)
                 FROM sender AS f WHERE f.item_id = i.id AND {}) AS senders,
                (SELECT json_group_array(json_array(p.position, p.document, p.effective_on)
                    ORDER BY p.effective_on IS NOT NULL DESC, p.effective_on DESC, p.id DESC)
                 FROM position AS p WHERE p.item_id = i.id AND {}) AS positions,
                (SELECT json_group_array(DISTINCT g.term_id)
                 FROM tag AS g WHERE g.item_id = i.id AND {}) AS terms,
                (SELECT json_group_array(json_array(a.assessor_id, a.status, a.note) ORDER BY a.id)
                 FROM assessment AS a WHERE a.item_id = i.id AND a.recheck IS NULL AND {}
                    AND NOT {later}) AS assessments,
                (SELECT json_group_array(said) FROM (
                    SELECT e.quote AS said FROM evidence AS e
                    WHERE e.item_id = i.id AND e.kind = 'import' AND e.quote IS NOT NULL AND {}
                    UNION ALL
                    SELECT r.text FROM remark AS r
                    WHERE r.item_id = i.id AND r.text IS NOT NULL AND {})) AS remarks
             FROM item AS i JOIN item_set AS s ON s.id = i.set_id
             WHERE i.id IN (SELECT value FROM json_each(?1)) ORDER BY i.id",
            seen.in_force("f.entry_id"),
            seen.in_force("f.entry_id"),
            seen.in_force("p.entry_id"),
            seen.in_force("g.entry_id"),
            seen.in_force("a.entry_id"),
            seen.in_force("e.entry_id"),
            seen.in_force("r.entry_id"),
        );
        self.rows(&sql, [ids(items)], |row| item_facts(row))
    }
}

/// Numbers as SQLite takes a list of them in one parameter.
fn ids(numbers: &[i64]) -> String {
    let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
    format!("[{}]", numbers.join(","))
}

fn item_facts(row: &impl Columns) -> rusqlite::Result<ItemFacts> {
    let positions = list::<(String, Option<String>, Option<String>)>(row, "positions")?;
    let position = |(position, document, on): (String, _, Option<String>)| {
        Ok(KnownPosition {
            position: Position::from_slug(&position).unwrap_or(Position::NotStated),
            document,
            effective_on: on.as_deref().map(day).transpose()?,
        })
    };
    let assessments = list::<(i64, String, Option<String>)>(row, "assessments")?;
    let assessment = |(assessor, status, note): (i64, String, Option<String>)| KnownAssessment {
        assessor,
        status: Level::from_slug(&status).unwrap_or(Level::NotAssessed),
        note,
    };
    Ok(ItemFacts {
        id: row.get("id")?,
        name: row.get("name")?,
        kind: word(row, "kind", Kind::from_slug)?,
        text: row.get::<Option<String>>("text")?.unwrap_or_default(),
        senders: list(row, "senders")?,
        positions: positions.into_iter().map(position).collect::<rusqlite::Result<_>>()?,
        theme: row.get("theme")?,
        terms: list(row, "terms")?,
        assessments: assessments.into_iter().map(assessment).collect(),
        remarks: list(row, "remarks")?,
    })
}
