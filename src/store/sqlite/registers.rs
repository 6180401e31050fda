//! Questions about what surrounds the items: settings, sets, documents, voices, terms, States, the
//! calendar and the engagements.

use std::collections::BTreeMap;

use super::SqliteTx;
use super::columns::Columns as _;
use super::select::{PLANS, Params, counted};
use super::values::set_kind;
use crate::domain::amended::AmendedKind;
use crate::domain::lines::{
    AccountLine, AssessorLine, DocumentLine, EngagementLine, MappingLine, MilestoneLine,
    SetFigures, SetLine, TermLine,
};
use crate::domain::{Access, AssessorKind, PartialDate, View};
use crate::store::{ReadRegisters, Result, StoreError};

impl ReadRegisters for SqliteTx<'_> {
    fn list_settings(&self) -> Result<Vec<(String, String)>> {
        let seen = self.seen_now()?.for_all();
        let sql = format!(
            "SELECT key, value FROM setting AS s WHERE {} AND NOT EXISTS (
                SELECT 1 FROM setting AS n WHERE n.key = s.key AND n.id > s.id AND {})
             ORDER BY key, id",
            seen.in_force("s.entry_id"),
            seen.in_force("n.entry_id")
        );
        self.rows(&sql, [], |row| Ok((row.get("key")?, row.get("value")?)))
    }

    fn list_mappings(&self) -> Result<Vec<MappingLine>> {
        let seen = self.seen_now()?.for_all();
        let sql = format!(
            "SELECT m.*, e.recorded_at FROM mapping AS m JOIN entry AS e ON e.id = m.entry_id
             WHERE m.removed = 0 AND m.printed IS NOT NULL AND {} ORDER BY m.id",
            seen.in_force("m.entry_id")
        );
        self.rows(&sql, [], |row| {
            Ok(MappingLine {
                kind: row.get("kind")?,
                field: row.get("field")?,
                printed: row.get("printed")?,
                meaning: row.get("meaning")?,
                recorded_at: row.get("recorded_at")?,
            })
        })
    }

    fn list_sets(&self) -> Result<Vec<SetLine>> {
        let seen = self.seen_now()?.for_all();
        let sql = format!(
            "SELECT s.id, s.key, s.kind, {}, {} AS document,
                COALESCE((SELECT p.public FROM publication AS p WHERE p.set_id = s.id AND {}
                    ORDER BY p.id DESC LIMIT 1), s.public IS NOT 0) AS handed_on,
                EXISTS (SELECT 1 FROM item WHERE public = 0) AS beside_unpublished
             FROM item_set AS s LEFT JOIN document AS d ON d.id = {}
             WHERE {} ORDER BY s.id",
            seen.all_right(AmendedKind::Set, "s"),
            seen.document_name("d"),
            seen.in_force("p.entry_id"),
            seen.document_of("s"),
            seen.in_force("s.entry_id")
        );
        self.rows(&sql, [], |row| {
            Ok(SetLine {
                id: row.get("id")?,
                key: row.get("key")?,
                title: row.get("title")?,
                noun: row.get("noun")?,
                state: row.get("state")?,
                document: row.get("document")?,
                cycle: row.get("cycle")?,
                session: row.get("session")?,
                period_from: row.get("period_from")?,
                period_to: row.get("period_to")?,
                period_basis: row.get("period_basis")?,
                stance: row.get("stance")?,
                stance_document: row.get("stance_document")?,
                stance_paragraph: row.get("stance_paragraph")?,
                comment: row.get("comment")?,
                kind: set_kind(row, "kind")?,
                public: row.get("handed_on")?,
                beside_unpublished: row.get("beside_unpublished")?,
            })
        })
    }

    fn list_set_figures(&self) -> Result<Vec<SetFigures>> {
        let seen = self.seen_now()?.for_all();
        let sql = format!(
            "SELECT i.set_id, COUNT(*) FILTER (WHERE i.parent_id IS NULL) AS items,
                COUNT(*) FILTER (WHERE i.parent_id IS NULL AND {}) AS counted,
                COUNT(i.parent_id) AS components
             FROM item AS i WHERE {} GROUP BY i.set_id ORDER BY i.set_id",
            counted("i"),
            seen.in_force("i.entry_id")
        );
        self.rows(&sql, [], |row| {
            Ok(SetFigures {
                set: row.get("set_id")?,
                items: row.get("items")?,
                counted: row.get("counted")?,
                components: row.get("components")?,
            })
        })
    }

    fn list_speaking(&self) -> Result<Vec<i64>> {
        let sql = format!(
            "SELECT v.id FROM assessor AS v
             WHERE EXISTS (SELECT 1 FROM assessment AS a WHERE a.assessor_id = v.id
                AND a.item_id NOT IN (SELECT i.id FROM item AS i WHERE i.set_id IN ({PLANS})))
             ORDER BY v.id"
        );
        self.rows(&sql, [], |row| row.get("id"))
    }

    fn list_documents(&self) -> Result<Vec<DocumentLine>> {
        let seen = self.seen_now()?.for_all();
        let sql = format!(
            "SELECT d.id, d.key, {} FROM document AS d WHERE {} ORDER BY d.id",
            seen.all_right(AmendedKind::Document, "d"),
            seen.in_force("d.entry_id")
        );
        self.rows(&sql, [], |row| {
            Ok(DocumentLine {
                id: row.get("id")?,
                key: row.get("key")?,
                symbol: row.get("symbol")?,
                title: row.get("title")?,
                body: row.get("body")?,
                dated: row.get("dated")?,
                session: row.get("session")?,
                addressee: row.get("addressee")?,
                language: row.get("language")?,
                url: row.get("url")?,
                comment: row.get("comment")?,
            })
        })
    }

    fn list_assessors(&self) -> Result<Vec<AssessorLine>> {
        let seen = self.seen_now()?.for_all();
        let sql = format!(
            "SELECT * FROM assessor AS a WHERE {} ORDER BY a.id",
            seen.in_force("a.entry_id")
        );
        self.rows(&sql, [], |row| {
            let kind: String = row.get("kind")?;
            Ok(AssessorLine {
                id: row.get("id")?,
                key: row.get("key")?,
                name: row.get("name")?,
                kind: AssessorKind::from_slug(&kind).unwrap_or(AssessorKind::Other),
                internal: row.get("internal")?,
                entry: row.get("entry_id")?,
            })
        })
    }

    fn list_accounts(&self) -> Result<Vec<AccountLine>> {
        let sql = format!(
            "SELECT a.entry_id, a.login, a.name, a.role, a.internal, a.removed, e.key AS entity,
                v.key AS assessor
             FROM account AS a LEFT JOIN entity AS e ON e.id = a.entity_id
             LEFT JOIN assessor AS v ON v.id = e.assessor_id
             WHERE a.login IS NOT NULL AND {} ORDER BY a.id",
            self.seen_now()?.in_force("a.entry_id")
        );
        let rows: Vec<(bool, AccountLine)> = self.rows(&sql, (), |row| {
            Ok((
                row.get("removed")?,
                AccountLine {
                    entry: row.get("entry_id")?,
                    login: row.get("login")?,
                    name: row.get("name")?,
                    // A word that this program does not know lets nobody do anything.
                    role: Access::from_slug(&row.get::<String>("role")?).unwrap_or(Access::Reader),
                    entity: row.get("entity")?,
                    assessor: row.get("assessor")?,
                    internal: row.get("internal")?,
                },
            ))
        })?;
        let mut last = BTreeMap::new();
        for (removed, line) in rows {
            let login = line.login.to_lowercase();
            if removed {
                last.remove(&login);
            } else {
                last.insert(login, line);
            }
        }
        Ok(last.into_values().collect())
    }

    fn list_terms(&self, vocabulary: Option<&str>) -> Result<Vec<TermLine>> {
        let seen = self.seen_now()?.for_all();
        // Put in order here: the engine would copy every row once more to sort it.
        let sql = format!(
            "SELECT t.vocabulary_id, t.id, v.key AS vocabulary, t.slug, t.label, t.parent_id,
                t.aliases, t.comment
             FROM term AS t JOIN vocabulary AS v ON v.id = t.vocabulary_id
             WHERE ($1 IS NULL OR v.key = $1) AND {} ORDER BY t.id",
            seen.in_force("t.entry_id")
        );
        let mut terms: Vec<(i64, TermLine)> = self.rows(&sql, [vocabulary], |row| {
            let of = row.get("vocabulary_id")?;
            let line = TermLine {
                id: row.get("id")?,
                vocabulary: row.get("vocabulary")?,
                slug: row.get("slug")?,
                label: row.get("label")?,
                parent: row.get("parent_id")?,
                aliases: split(row.get::<Option<String>>("aliases")?.as_deref()),
                comment: row.get("comment")?,
            };
            Ok((of, line))
        })?;
        // A term stands below an earlier one: otherwise whoever goes up never arrives.
        if let Some((_, line)) = terms.iter().find(|(_, line)| line.parent >= Some(line.id)) {
            let reason = format!("the term `{}` stands below itself or a later one", line.slug);
            return Err(StoreError::Corrupt { path: self.path.to_owned(), reason });
        }
        terms.sort_by_key(|(of, _)| *of);
        Ok(terms.into_iter().map(|(_, line)| line).collect())
    }

    fn list_vocabularies(&self) -> Result<Vec<(i64, String, String, i64)>> {
        let seen = self.seen_now()?.for_all();
        let sql = format!(
            "SELECT v.id, v.key, v.name,
                (SELECT COUNT(*) FROM term AS t WHERE t.vocabulary_id = v.id AND {}) AS terms
             FROM vocabulary AS v WHERE {} ORDER BY v.id",
            seen.in_force("t.entry_id"),
            seen.in_force("v.entry_id")
        );
        self.rows(&sql, [], |row| {
            Ok((row.get("id")?, row.get("key")?, row.get("name")?, row.get("terms")?))
        })
    }

    fn list_milestones(&self) -> Result<Vec<MilestoneLine>> {
        let seen = self.seen_now()?.for_all();
        let sql = format!(
            "SELECT m.* FROM milestone AS m WHERE {} AND NOT EXISTS (
                SELECT 1 FROM milestone AS n WHERE n.key = m.key AND n.id > m.id AND {})
             ORDER BY m.dated IS NULL, m.dated, m.id",
            seen.in_force("m.entry_id"),
            seen.in_force("n.entry_id")
        );
        self.rows(&sql, [], |row| {
            let dated: Option<String> = row.get("dated")?;
            Ok(MilestoneLine {
                entry: row.get("entry_id")?,
                key: row.get("key")?,
                state: row.get("state")?,
                set: row.get("set_key")?,
                label: row.get("label")?,
                dated: dated.and_then(|text| PartialDate::parse(&text).ok()),
                certainty: row.get("certainty")?,
                basis: row.get("basis")?,
                voluntary: row.get("voluntary")?,
                kind: row.get("kind")?,
            })
        })
    }

    fn list_engagements(&self, view: &View) -> Result<Vec<EngagementLine>> {
        let sql = format!(
            "SELECT g.* FROM engagement AS g
             WHERE substr(COALESCE(g.from_on, g.until_on, '0000') || '-01-01', 1, 10) <= :as_of AND {}
             ORDER BY COALESCE(g.from_on, g.until_on) IS NULL, COALESCE(g.from_on, g.until_on), g.id",
            self.seen(view)?.in_force("g.entry_id")
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            Ok(EngagementLine {
                entry: row.get("entry_id")?,
                key: row.get("key")?,
                state: row.get("state")?,
                from: row.get("from_on")?,
                until: row.get("until_on")?,
                precision: row.get("precision")?,
                bound: row.get("bound")?,
                kind: row.get("kind")?,
                who: row.get("who")?,
                whom: row.get("whom")?,
                what: row.get("what")?,
                outcome: row.get("outcome")?,
                document: row.get("document")?,
                paragraph: row.get("paragraph")?,
                public: row.get("public")?,
                comment: row.get("comment")?,
            })
        })
    }
}

/// The parts of a text that keeps several.
fn split(text: Option<&str>) -> Vec<String> {
    let parts = text.unwrap_or_default().split("; ").filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}
