//! Questions that are asked when files are brought in. Each is one statement, however many items
//! it is about.

use super::SqliteTx;
use super::columns::{Columns, PlacedRow};
use super::select::{PLANS, Params};
use super::values::{day, list, word};
use crate::domain::amended::{AmendedField, AmendedKind};
use crate::domain::bodies::{BodyLine, IdentityLine, ItemFacts, KnownAssessment, KnownPosition};
use crate::domain::lines::TextLine;
use crate::domain::{Kind, Level, Position};
use crate::store::{ReadIntake, Result, Visit};

impl ReadIntake for SqliteTx<'_> {
    fn list_bodies(&self) -> Result<Vec<BodyLine>> {
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
            seen.right(AmendedKind::Set, "s", AmendedField::State),
            seen.right(AmendedKind::Set, "s", AmendedField::Cycle),
            seen.right(AmendedKind::Set, "s", AmendedField::Session),
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

    fn each_identity(
        &self,
        sets: &[i64],
        visit: &mut dyn FnMut(IdentityLine) -> Visit,
    ) -> Result<()> {
        let seen = self.seen_now()?;
        let text = seen.right(AmendedKind::Item, "i", AmendedField::Text);
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
        params.set(":ids", json_ids(sets));
        let read = |row: &PlacedRow<'_, '_>| {
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

    fn list_item_facts(&self, items: &[i64]) -> Result<Vec<ItemFacts>> {
        let seen = self.seen_now()?;
        let (text, heading) =
            (seen.right(AmendedKind::Item, "i", AmendedField::Text), seen.heading("i"));
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
        self.rows(&sql, [json_ids(items)], |row| item_facts(row))
    }

    fn each_text(&self, vocabulary: &str, visit: &mut dyn FnMut(TextLine) -> Visit) -> Result<()> {
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
            seen.right(AmendedKind::Item, "i", AmendedField::Text),
            terms(&seen.tag_counts("g")),
            terms(&format!("g.assisted = 1 AND {}", seen.tag_holds("g"))),
            terms(&seen.tag_refused("g")),
            seen.in_force("i.entry_id"),
        );
        let mut params = Params::default();
        params.set(":vocabulary", vocabulary.to_owned());
        let read = |row: &PlacedRow<'_, '_>| {
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

/// Numbers as SQLite takes a list of them in one parameter.
pub(super) fn json_ids(numbers: &[i64]) -> String {
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
