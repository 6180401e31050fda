//! What was put right since: which columns of which rows, and how they are read with it.

use super::SqliteTx;
use super::amended::{Amended, FEW, naming};
use super::columns::Columns as _;
use super::select::{Params, Seen, ids};
use super::values::word;
use crate::domain::View;
use crate::domain::amended::{AmendedField, AmendedKind};
use crate::domain::lines::AmendmentLine;
use crate::store::{ReadAmendments, Result};

impl ReadAmendments for SqliteTx<'_> {
    fn list_amendments(
        &self,
        target: AmendedKind,
        rows: &[i64],
        view: &View,
    ) -> Result<Vec<AmendmentLine>> {
        let seen = self.seen(view)?;
        if seen.amendments().rows.is_empty() {
            return Ok(Vec::new());
        }
        let named = match target {
            AmendedKind::Item => {
                "(SELECT s.key || ':' || i.ref FROM item AS i JOIN item_set AS s ON s.id = i.set_id
                  WHERE i.id = am.item_id)"
            }
            AmendedKind::Set => "(SELECT s.key FROM item_set AS s WHERE s.id = am.set_id)",
            AmendedKind::Document => {
                "(SELECT d.key FROM document AS d WHERE d.id = am.document_id)"
            }
        };
        let naming = naming(target);
        let sql = format!(
            "SELECT am.entry_id, {named} AS row, am.field, am.value, am.reason, am.origin,
                am.effective_on, e.recorded_at, {} AS first
             FROM amendment AS am JOIN entry AS e ON e.id = am.entry_id
             WHERE am.{naming} IN ({}) AND {} AND {} ORDER BY am.{naming}, am.id",
            originals(target),
            ids(rows),
            seen.in_force("am.entry_id"),
            seen.counts_by_then(),
        );
        let params = Params::of(view);
        let mut lines: Vec<AmendmentLine> =
            self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
                Ok(AmendmentLine {
                    entry: row.get("entry_id")?,
                    row: row.get("row")?,
                    field: word(row, "field", AmendedField::from_slug)?,
                    before: row.get("first")?,
                    value: row.get("value")?,
                    reason: row.get("reason")?,
                    own: row.get::<String>("origin")? == "own",
                    effective_on: row.get("effective_on")?,
                    recorded_at: row.get("recorded_at")?,
                })
            })?;
        // What a later amendment puts right is what the one before it said.
        for at in 1..lines.len() {
            let same = |line: &&AmendmentLine| {
                (&line.row, line.field) == (&lines[at].row, lines[at].field)
            };
            if let Some(before) = lines[..at].iter().rev().find(same) {
                let before = before.value.clone();
                lines[at].before = before;
            }
        }
        Ok(lines)
    }
}

impl SqliteTx<'_> {
    /// What was amended in this file.
    pub(super) fn amended(&self) -> Result<&Amended> {
        if self.amended.get().is_none() {
            let sql = "SELECT field, COALESCE(item_id, 0) AS item, COALESCE(set_id, 0) AS body,
                    COALESCE(document_id, 0) AS document,
                    CASE WHEN field = 'text' THEN value END AS text
                 FROM amendment ORDER BY id";
            let mut amended = Amended::default();
            let rows = self.rows(sql, [], |row| {
                let field: String = row.get("field")?;
                let targets: [i64; 3] = [row.get("item")?, row.get("body")?, row.get("document")?];
                let text: Option<String> = row.get("text")?;
                Ok((field, targets, text))
            })?;
            for (field, [item, set, document], text) in rows {
                let of = [("item_id", item), ("set_id", set), ("document_id", document)];
                let named = of.into_iter().filter(|(_, id)| *id != 0);
                amended.rows.extend(named.map(|(of, id)| (of, field.clone(), id)));
                amended.texts.extend(text.map(|text| (item, text)));
            }
            drop(self.amended.set(amended));
        }
        Ok(self.amended.get_or_init(Amended::default))
    }
}

/// What a row said before any amendment, as text.
fn originals(target: AmendedKind) -> String {
    let (table, alias) = match target {
        AmendedKind::Item => ("item", "o"),
        AmendedKind::Set => ("item_set", "o"),
        AmendedKind::Document => ("document", "o"),
    };
    let of = |field: &AmendedField| {
        let column = match field {
            AmendedField::Heading => {
                "(SELECT v.key || ':' || t.slug FROM term AS t JOIN vocabulary AS v
                    ON v.id = t.vocabulary_id WHERE t.id = o.heading_id)"
                    .to_owned()
            }
            AmendedField::Document => {
                "(SELECT d.key FROM document AS d WHERE d.id = o.document_id)".to_owned()
            }
            field => format!("CAST({alias}.{} AS TEXT)", field.slug()),
        };
        format!("WHEN '{}' THEN {column}", field.slug())
    };
    let cases: Vec<_> = AmendedField::of(target).map(|field| of(&field)).collect();
    format!(
        "(SELECT CASE am.field {} END FROM {table} AS {alias} WHERE {alias}.id = am.{})",
        cases.join(" "),
        naming(target)
    )
}

impl Seen<'_> {
    /// Whether an amendment counts by the day.
    fn counts_by_then(self) -> String {
        format!("(am.effective_on IS NULL OR am.effective_on <= '{}')", self.as_of())
    }

    /// What the latest amendment in force says of a column.
    fn latest_amendment(
        self,
        said: &str,
        target: AmendedKind,
        alias: &str,
        column: &str,
    ) -> String {
        format!(
            "(SELECT {said} FROM amendment AS am WHERE am.{} = {alias}.id AND am.field = '{column}'
                AND {} AND {} ORDER BY am.id DESC LIMIT 1)",
            naming(target),
            self.counts_by_then(),
            self.in_force("am.entry_id")
        )
    }

    /// A column as `said` in the latest amendment, where there is one.
    fn read(
        self,
        said: &str,
        (target, alias): (AmendedKind, &str),
        field: AmendedField,
        column: &str,
    ) -> String {
        let rows = self.amendments().of(target, field.slug());
        if rows.is_empty() {
            return format!("{alias}.{column}");
        }
        let latest = self.latest_amendment(said, target, alias, field.slug());
        let amended = format!("COALESCE({latest}, {alias}.{column})");
        if rows.len() > FEW {
            return amended;
        }
        format!("CASE WHEN {alias}.id IN ({}) THEN {amended} ELSE {alias}.{column} END", ids(&rows))
    }

    /// A column of a row, by its alias, as it was put right. An emptied one is empty.
    pub(super) fn right(self, target: AmendedKind, alias: &str, field: AmendedField) -> String {
        let said = if field.is_number(target) { "CAST(am.value AS INTEGER)" } else { "am.value" };
        let read = self.read(said, (target, alias), field, field.slug());
        if field.is_number(target) || !read.starts_with("CASE") && !read.starts_with("COALESCE") {
            return read;
        }
        format!("NULLIF({read}, '')")
    }

    /// By what the text of an item, by its alias, is found again; nothing where the text is another
    /// since, from which it is worked out.
    pub(super) fn match_key(self, alias: &str) -> String {
        let rows = self.amendments().of(AmendedKind::Item, AmendedField::Text.slug());
        if rows.is_empty() {
            return format!("{alias}.match_key");
        }
        format!("CASE WHEN {alias}.id NOT IN ({}) THEN {alias}.match_key END", ids(&rows))
    }

    /// The heading of an item, by its alias, as it was put right.
    pub(super) fn heading(self, alias: &str) -> String {
        self.read("am.term_id", (AmendedKind::Item, alias), AmendedField::Heading, "heading_id")
    }

    /// The State of an item, by its alias: its own, or that of its set as it was put right where it
    /// had the same.
    pub(super) fn state(self, alias: &str) -> String {
        let sets = self.amendments().of(AmendedKind::Set, AmendedField::State.slug());
        if sets.is_empty() {
            return format!("{alias}.state");
        }
        format!(
            "CASE WHEN {alias}.set_id IN ({}) THEN (SELECT CASE WHEN {alias}.state IS ns.state THEN {}
                ELSE {alias}.state END FROM item_set AS ns WHERE ns.id = {alias}.set_id)
             ELSE {alias}.state END",
            ids(&sets),
            self.right(AmendedKind::Set, "ns", AmendedField::State)
        )
    }

    /// The number of the document of a set, by its alias, as it was put right.
    pub(super) fn document_of(self, alias: &str) -> String {
        let said = "(SELECT nd.id FROM document AS nd WHERE nd.key = am.value)";
        self.read(said, (AmendedKind::Set, alias), AmendedField::Document, "document_id")
    }

    /// What the document of an alias is called: its symbol, else its key.
    pub(super) fn document_name(self, alias: &str) -> String {
        format!(
            "COALESCE({}, {alias}.key)",
            self.right(AmendedKind::Document, alias, AmendedField::Symbol)
        )
    }

    /// Several columns of a row under their own names.
    pub(super) fn all_right(self, target: AmendedKind, alias: &str) -> String {
        let plain = AmendedField::of(target).filter(|field| *field != AmendedField::Document);
        let columns =
            plain.map(|field| format!("{} AS {}", self.right(target, alias, field), field.slug()));
        columns.collect::<Vec<_>>().join(", ")
    }
}
