//! What was said of items: assessments, evidence, positions, links, and whether they are followed up.

mod rows;

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::SqliteTx;
use super::columns::{Columns, PlacedRow};
use super::select::{Params, Seen, among};
use super::values::{day, word};

use crate::domain::amended::{AmendedField, AmendedKind};
use crate::domain::lines::{EvidenceLine, HistoryLine, LifeLine, LinkLine, PositionLine};
use crate::domain::{Filter, Level, View};
use crate::store::{Detail, ReadHistory, Result, Visit};
use rows::{evidence_line, history_line, position_line};

impl ReadHistory for SqliteTx<'_> {
    fn each_history(
        &self,
        filter: &Filter,
        view: &View,
        detail: Detail,
        visit: &mut dyn FnMut(HistoryLine) -> Visit,
    ) -> Result<()> {
        let mut params = Params::of(view);
        let seen = self.seen(view)?;
        let (theme, evidence, order) = match detail {
            Detail::Full => (seen.theme("i"), EVIDENCE, "i.set_id, i.sort_key, i.id"),
            Detail::Brief => (NO_THEME.to_owned(), NO_EVIDENCE, "i.id"),
        };
        let sql = format!(
            "{} ORDER BY {order}, a.entry_id, a.id",
            assessments(seen, (&theme, evidence), filter, &mut params)
        );
        self.stream(&sql, &params, |row| history_line(row).map(Some), visit)
    }

    fn each_log(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(HistoryLine) -> Visit,
    ) -> Result<()> {
        let mut params = Params::of(view);
        let seen = self.seen(view)?;
        let assessments = assessments(seen, (NO_THEME, EVIDENCE), filter, &mut params);
        let conditions = seen.conditions(filter, "i", &mut params).join(" AND ");
        let known = seen.was_known("e.id");
        let sql = format!(
            "{assessments}
             UNION ALL
             SELECT i.set_id, i.sort_key, i.id, s.key || ':' || i.ref AS item, s.kind AS set_kind,
                {NO_THEME} AS heading_id,
                w.entry_id AS entry_id, a.status, a.recheck, a.printed, a.effective_on, a.confidence, w.note, w.public,
                a.unsourced, e.recorded_at, {STOPPED}, e.author, v.key AS assessor, v.internal,
                NULL AS retracted_by, w.target_entry, w.reinstates, {NO_EVIDENCE} AS evidence
             FROM item AS i JOIN item_set AS s ON s.id = i.set_id
             JOIN assessment AS a ON a.item_id = i.id
             JOIN withdrawal AS w ON w.target_entry = a.entry_id
             JOIN entry AS e ON e.id = w.entry_id
             JOIN assessor AS v ON v.id = a.assessor_id
             WHERE a.effective_on <= :as_of AND {known} AND {conditions}
             ORDER BY 1, 2, 3, entry_id"
        );
        self.stream(&sql, &params, |row| history_line(row).map(Some), visit)
    }

    fn each_evidence(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(EvidenceLine) -> Visit,
    ) -> Result<()> {
        let seen = self.seen(view)?;
        let mut params = Params::of(view);
        let conditions = seen.conditions(filter, "i", &mut params).join(" AND ");
        let sql = format!(
            "SELECT s.key || ':' || i.ref AS item, x.*, e.recorded_at, v.key AS assessor,
                x.public AND NOT COALESCE(v.internal, 0) AS heard
             FROM item AS i JOIN item_set AS s ON s.id = i.set_id
             JOIN evidence AS x ON x.item_id = i.id
             JOIN entry AS e ON e.id = x.entry_id
             LEFT JOIN assessment AS a ON a.id = x.assessment_id
             LEFT JOIN assessor AS v ON v.id = a.assessor_id
             WHERE COALESCE(a.effective_on, '') <= :as_of AND {} AND {conditions}
             ORDER BY i.set_id, i.sort_key, i.id, x.id",
            seen.in_force("x.entry_id")
        );
        self.stream(&sql, &params, |row| evidence_line(row).map(Some), visit)
    }

    fn list_positions(&self, item: i64, view: &View) -> Result<Vec<PositionLine>> {
        let mut params = Params::of(view);
        params.set(":item", item);
        let sql = format!(
            "SELECT p.* FROM position AS p
             WHERE p.item_id = :item AND (p.effective_on IS NULL OR p.effective_on <= :as_of) AND {}
             ORDER BY p.effective_on IS NOT NULL, p.effective_on, p.id",
            self.seen(view)?.in_force("p.entry_id")
        );
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| position_line(row))
    }

    fn each_position(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut((String, PositionLine)) -> Visit,
    ) -> Result<()> {
        let seen = self.seen(view)?;
        let mut params = Params::of(view);
        let conditions = seen.conditions(filter, "i", &mut params).join(" AND ");
        let sql = format!(
            "SELECT s.key || ':' || i.ref AS item, p.* FROM position AS p
             JOIN item AS i ON i.id = p.item_id JOIN item_set AS s ON s.id = i.set_id
             WHERE (p.effective_on IS NULL OR p.effective_on <= :as_of) AND {} AND {conditions}
             ORDER BY i.set_id, i.sort_key, i.id, p.effective_on IS NOT NULL, p.effective_on, p.id",
            seen.in_force("p.entry_id")
        );
        self.stream(&sql, &params, |row| Ok(Some((row.get("item")?, position_line(row)?))), visit)
    }

    fn find_first_assessed(
        &self,
        filter: &Filter,
        view: &View,
    ) -> Result<Option<chrono::NaiveDate>> {
        let seen = self.seen(view)?;
        let mut params = Params::of(view);
        let conditions = seen.conditions(filter, "i", &mut params).join(" AND ");
        let sql = format!(
            "SELECT min(a.effective_on) AS first FROM assessment AS a
             JOIN item AS o ON o.id = a.item_id
             JOIN item AS i ON i.id = COALESCE(o.parent_id, o.id)
             WHERE a.assessor_id = :voice AND a.effective_on <= :as_of AND a.status <> 'not-assessed'
               AND {} AND {conditions}",
            seen.in_force("a.entry_id")
        );
        let first = |row: &PlacedRow<'_, '_>| {
            row.get::<Option<String>>("first")?.map(|text| day(&text)).transpose()
        };
        let found = self.rows(&sql, params.used_in(&sql).as_slice(), first)?;
        Ok(found.into_iter().next().flatten())
    }

    fn list_spoken_of_by_several(&self, sets: &[i64]) -> Result<Vec<(i64, i64)>> {
        // What others said is looked at first: mostly that is little beside what the file's owner said.
        let sql = format!(
            "SELECT i.set_id, i.id FROM item AS i WHERE {} AND i.id IN (
                SELECT COALESCE(sp.parent_id, sp.id)
                FROM assessment AS y JOIN item AS sp ON sp.id = y.item_id
                WHERE y.assessor_id IN (SELECT v.id FROM assessor AS v WHERE v.key <> 'tracker')
                  AND (SELECT min(z.assessor_id) <> max(z.assessor_id) FROM assessment AS z
                    WHERE z.item_id = y.item_id))
             ORDER BY i.set_id, i.sort_key, i.id",
            among("i.set_id", sets)
        );
        self.rows(&sql, [], |row| Ok((row.get("set_id")?, row.get("id")?)))
    }

    fn list_lives(&self, items: &[i64], view: &View) -> Result<Vec<LifeLine>> {
        let ids = items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT z.*, s.key || ':' || i.ref AS item
             FROM item_state AS z JOIN item AS i ON i.id = z.item_id
             JOIN item_set AS s ON s.id = i.set_id
             WHERE z.item_id IN ({ids}) AND z.effective_on <= :as_of AND {}
             ORDER BY i.set_id, i.sort_key, z.effective_on, z.id",
            self.seen(view)?.in_force("z.entry_id")
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            Ok(LifeLine {
                item: row.get("item")?,
                entry: row.get("entry_id")?,
                life: row.get("state")?,
                effective_on: row.get("effective_on")?,
                note: row.get("note")?,
                public: row.get("public")?,
            })
        })
    }

    fn list_links(&self, items: &[i64], view: &View) -> Result<Vec<LinkLine>> {
        let among = match items {
            [] => "1".to_owned(),
            _ => {
                let ids = items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                format!("(l.item_id IN ({ids}) OR l.target_id IN ({ids}))")
            }
        };
        let seen = self.seen(view)?;
        let sql = format!(
            "SELECT l.*, s.key || ':' || i.ref AS item, {} AS item_text,
                i.kind = 'offer' AS renews_offer, {} AS item_dated, {} AS item_document,
                ts.key || ':' || t.ref AS target, {} AS target_text, t.answer AS target_answer,
                {} AS target_document, {} AS target_dated
             FROM link AS l
             JOIN item AS i ON i.id = l.item_id JOIN item_set AS s ON s.id = i.set_id
             JOIN item AS t ON t.id = l.target_id JOIN item_set AS ts ON ts.id = t.set_id
             LEFT JOIN document AS d ON d.id = {}
             LEFT JOIN document AS dd ON dd.id = {}
             WHERE {among} AND l.removed IS NULL AND l.relation <> 'serves' AND {} AND {} AND {}{}
             ORDER BY i.set_id, i.sort_key, i.id, l.id",
            seen.right(AmendedKind::Item, "i", AmendedField::Text),
            seen.right(AmendedKind::Document, "dd", AmendedField::Dated),
            seen.document_name("dd"),
            seen.right(AmendedKind::Item, "t", AmendedField::Text),
            seen.document_name("d"),
            seen.right(AmendedKind::Document, "d", AmendedField::Dated),
            seen.document_of("ts"),
            seen.document_of("s"),
            seen.in_force("l.entry_id"),
            seen.in_force("i.entry_id"),
            seen.in_force("t.entry_id"),
            seen.both_handed_on(),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            Ok(LinkLine {
                entry: row.get("entry_id")?,
                item: row.get("item")?,
                relation: row.get("relation")?,
                target: row.get("target")?,
                renews_offer: row.get("renews_offer")?,
                dated: row.get("item_dated")?,
                document: row.get("item_document")?,
                target_text: row.get::<Option<String>>("target_text")?.unwrap_or_default(),
                text: row.get::<Option<String>>("item_text")?.unwrap_or_default(),
                target_document: row.get("target_document")?,
                target_dated: row.get("target_dated")?,
                target_answer: row.get("target_answer")?,
                own: row.get::<String>("origin")? == "own",
                confidence: row.get("confidence")?,
                assisted: row.get::<Option<bool>>("assisted")?.unwrap_or_default(),
                reason: row.get("reason")?,
                public: row.get("public")?,
            })
        })
    }

    fn list_refused_links(&self) -> Result<Vec<(i64, i64)>> {
        let sql = format!(
            "SELECT l.item_id, l.target_id FROM link AS l
             WHERE l.removed = 1 AND l.relation <> 'serves' AND {} ORDER BY l.id",
            self.seen_now()?.in_force("l.entry_id")
        );
        self.rows(&sql, [], |row| Ok((row.get("item_id")?, row.get("target_id")?)))
    }

    fn find_tag(&self, item: i64, term: i64) -> Result<Option<i64>> {
        let seen = self.seen_now()?;
        let sql = format!(
            "SELECT g.entry_id FROM tag AS g WHERE g.item_id = $1 AND g.term_id = $2 AND {}",
            seen.tag_holds("g")
        );
        let found = self.prepare(&sql)?.query_row((item, term), |row| row.get("entry_id"));
        found.optional().map_err(|error| self.error(error))
    }

    fn find_status(
        &self,
        item: i64,
        assessor: i64,
        as_of: NaiveDate,
    ) -> Result<Option<(Level, i64)>> {
        let seen = self.seen_on(as_of)?;
        let mut params = Params::on(as_of);
        params.set(":item", item);
        params.set(":by", assessor);
        let sql = format!(
            "SELECT status, entry_id FROM assessment WHERE id = {}",
            seen.standing(":item", ":by")
        );
        let found = self.prepare(&sql)?.query_row(params.used_in(&sql).as_slice(), |row| {
            Ok((word(row, "status", Level::from_slug)?, row.get("entry_id")?))
        });
        found.optional().map_err(|error| self.error(error))
    }

    fn find_life(&self, item: i64, as_of: NaiveDate) -> Result<String> {
        let seen = self.seen_on(as_of)?;
        let mut params = Params::on(as_of);
        params.set(":item", item);
        let sql = format!(
            "SELECT state FROM item_state WHERE item_id = :item AND effective_on <= :as_of AND {}
             ORDER BY effective_on DESC, id DESC LIMIT 1",
            seen.in_force("entry_id")
        );
        let found =
            self.prepare(&sql)?.query_row(params.used_in(&sql).as_slice(), |row| row.get("state"));
        let found = found.optional().map_err(|error| self.error(error))?;
        Ok(found.unwrap_or_else(|| "active".to_owned()))
    }
}

/// Whether nobody's clock says that an entry was recorded at its time; what ships says it as it is.
const STOPPED: &str = "e.clock IS NOT NULL AND e.command <> 'seed' AS stopped";

/// A log tells what was said and when; finding the theme of each item would be most of its statement.
const NO_THEME: &str = "NULL";

/// On what an assessment rests.
const EVIDENCE: &str = "(SELECT json_group_array(json_array(x.entry_id, x.kind,
        COALESCE(x.address, x.citation), x.paragraph,
        x.title, x.accessed, x.public AND NOT v.internal) ORDER BY x.id)
    FROM evidence AS x WHERE x.assessment_id = a.id)";

/// Nothing of it, where nobody asks.
const NO_EVIDENCE: &str = "'[]'";

/// The assessments of the chosen items, taken back or not, with this for their theme and evidence. Item by item, as
/// they come out: the engine would begin with the assessments, and hold and sort all of them with their
/// texts.
fn assessments(
    seen: Seen<'_>,
    (theme, evidence): (&str, &str),
    filter: &Filter,
    params: &mut Params,
) -> String {
    let conditions = seen.conditions(filter, "i", params).join(" AND ");
    let withdrawn = seen.was_known("l.entry_id");
    format!(
        "SELECT i.set_id, i.sort_key, i.id, s.key || ':' || i.ref AS item, s.kind AS set_kind,
            {theme} AS heading_id,
            a.entry_id AS entry_id, a.status, a.recheck, a.printed, a.effective_on, a.confidence, a.note, a.public,
            a.unsourced, e.recorded_at, {STOPPED}, e.author, v.key AS assessor, v.internal,
            CASE WHEN w.reinstates = 0 THEN w.entry_id END AS retracted_by,
            NULL AS target_entry, NULL AS reinstates,
            {evidence} AS evidence
         FROM item AS i CROSS JOIN item_set AS s ON s.id = i.set_id
         CROSS JOIN assessment AS a ON a.item_id = i.id
         JOIN entry AS e ON e.id = a.entry_id
         JOIN assessor AS v ON v.id = a.assessor_id
         LEFT JOIN withdrawal AS w ON w.id = (SELECT l.id FROM withdrawal AS l
            WHERE l.target_entry = a.entry_id AND {withdrawn} ORDER BY l.id DESC LIMIT 1)
         WHERE a.effective_on <= :as_of AND {} AND {conditions}",
        seen.was_known("e.id"),
    )
}
