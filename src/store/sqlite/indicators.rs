//! Indicators and their figures.

use super::SqliteTx;
use super::columns::Columns as _;
use super::duties::entity_heard;
use super::select::Params;
use super::values::list;
use crate::domain::lines::{IndicatorLine, MeasurementLine};
use crate::domain::{Better, IndicatorKind, Measure, View};
use crate::store::{ReadIndicators, Result};

impl ReadIndicators for SqliteTx<'_> {
    fn list_indicators(&self, view: &View) -> Result<Vec<IndicatorLine>> {
        let seen = self.seen(view)?.for_all();
        let handed_on = seen.handed_on("i").map(|it| format!(" AND {it}")).unwrap_or_default();
        let sql = format!(
            "SELECT n.*, o.key AS owner, n.public AND (n.owner_id IS NULL OR {}) AS heard,
                (SELECT json_group_array(json_array(i.id, s.key || ':' || i.ref)
                    ORDER BY i.set_id, i.sort_key)
                 FROM indicator_for AS f JOIN item AS i ON i.id = f.item_id
                 JOIN item_set AS s ON s.id = i.set_id
                 WHERE f.indicator_id = n.id AND f.removed = 0 AND {}{handed_on}) AS items,
                (SELECT json_group_array(json_array(t.id, v.key || ':' || t.slug) ORDER BY t.id)
                 FROM indicator_for AS f JOIN term AS t ON t.id = f.term_id
                 JOIN vocabulary AS v ON v.id = t.vocabulary_id
                 WHERE f.indicator_id = n.id AND f.removed = 0 AND {}) AS terms
             FROM indicator AS n LEFT JOIN entity AS o ON o.id = n.owner_id
             WHERE {} ORDER BY n.key, n.id",
            entity_heard("n.owner_id"),
            seen.in_force("f.entry_id"),
            seen.in_force("f.entry_id"),
            seen.in_force("n.entry_id"),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            let better: Option<String> = row.get("better")?;
            Ok(IndicatorLine {
                id: row.get("id")?,
                entry: row.get("entry_id")?,
                key: row.get("key")?,
                kind: IndicatorKind::from_slug(&row.get::<String>("kind")?)
                    .unwrap_or(IndicatorKind::Outcome),
                unit: row.get("unit")?,
                better: better.as_deref().and_then(Better::from_slug),
                owner: row.get("owner")?,
                title: row.get::<Option<String>>("title")?.unwrap_or_default(),
                definition: row.get("definition")?,
                source: row.get("source")?,
                public: row.get("heard")?,
                items: list(row, "items")?,
                terms: list(row, "terms")?,
            })
        })
    }

    fn list_measurements(&self, view: &View) -> Result<Vec<MeasurementLine>> {
        let seen = self.seen(view)?.for_all();
        // For others a figure that was published is revised by what was published alone: the voice of the
        // two is the same.
        let heard = if view.for_others { " AND (l.public OR NOT m.public)" } else { "" };
        let sql = format!(
            "SELECT m.*, v.key AS assessor, m.public AND NOT COALESCE(v.internal, 0) AS heard
             FROM measurement AS m LEFT JOIN assessor AS v ON v.id = m.assessor_id
             WHERE {} AND NOT EXISTS (SELECT 1 FROM measurement AS l
                WHERE l.indicator_id = m.indicator_id AND l.role = m.role AND l.id > m.id
                    AND l.grouping IS m.grouping AND l.assessor_id IS m.assessor_id
                    AND l.period_from IS m.period_from AND l.period_to IS m.period_to AND {}{heard})
             ORDER BY m.indicator_id, m.role, m.grouping, m.period_to, m.id",
            seen.in_force("m.entry_id"),
            seen.in_force("l.entry_id"),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            let (from, to): (Option<String>, Option<String>) =
                (row.get("period_from")?, row.get("period_to")?);
            let period = match (from, to) {
                (Some(from), Some(to)) if from != to => Some(format!("{from}..{to}")),
                (from, to) => to.or(from),
            };
            let broken: bool = row.get("broken")?;
            let reason: Option<String> = row.get("break_reason")?;
            Ok(MeasurementLine {
                entry: row.get("entry_id")?,
                indicator: row.get("indicator_id")?,
                role: Measure::from_slug(&row.get::<String>("role")?).unwrap_or(Measure::Value),
                grouping: row.get("grouping")?,
                period,
                value: row.get("value")?,
                provisional: row.get("provisional")?,
                broken: broken.then(|| reason.unwrap_or_default()),
                assessor: row.get("assessor")?,
                unsourced: row.get("unsourced")?,
                public: row.get("heard")?,
                evidence: row.get("evidence")?,
                note: row.get("note")?,
            })
        })
    }
}
