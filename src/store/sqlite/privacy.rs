//! Which rows are internal as a whole: by what the shapes say of a table, by what a row refers to,
//! and by what was published since.

use std::collections::HashMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _};

use super::shapes::{All, Is, SHAPES, Shape, shape};
use super::{SqliteTx, translate};
use crate::domain::ledger::{FieldValue, Record};
use crate::store::Result;

/// So many rows are remembered at once.
const REMEMBERED: usize = 4_096;

/// How much of a row a copy for others holds. The order is that in which rows of one act are
/// written: a row refers to nothing of a later kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RowReach {
    /// The row, if not its texts.
    Open,
    /// Nothing, until the item or set that it is or hangs on is published.
    Unpublished,
    /// Nothing.
    Internal,
}

impl RowReach {
    const ALL: [Self; 3] = [Self::Open, Self::Unpublished, Self::Internal];

    /// What a table's own rule makes of a row that it chooses.
    fn own(table: &str) -> Self {
        if can_be_published(table) { Self::Unpublished } else { Self::Internal }
    }
}

/// Whether `publish` can change what the rows of a table are.
fn can_be_published(table: &str) -> bool {
    matches!(table, "item" | "item_set")
}

/// How far rows are known to reach.
#[derive(Debug, Default)]
pub(super) struct KnownReach(HashMap<(&'static str, i64), RowReach>);

impl KnownReach {
    /// Forgets all: something was published or taken back.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    fn keep(&mut self, row: (&'static str, i64), reach: RowReach) {
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert(row, reach);
    }
}

impl SqliteTx<'_> {
    /// Divides the records of one act by how far they reach: each part is an entry of its own, so
    /// that a copy for others leaves out whole entries only.
    pub(super) fn divide(&mut self, records: Vec<Record>) -> Result<Vec<(RowReach, Vec<Record>)>> {
        let mut reached = Vec::with_capacity(records.len());
        for record in records {
            reached.push((self.keep_reach(&record)?, record));
        }
        let parts = RowReach::ALL.into_iter().map(|reach| {
            let (part, rest) =
                std::mem::take(&mut reached).into_iter().partition(|it| it.0 == reach);
            reached = rest;
            let part: Vec<(RowReach, Record)> = part;
            (reach, part.into_iter().map(|(_, record)| record).collect())
        });
        Ok(parts.filter(|(_, records): &(_, Vec<_>)| !records.is_empty()).collect())
    }

    /// How far a row reaches that is about to be written, remembered for those of the same act that
    /// refer to it.
    pub(super) fn keep_reach(&mut self, record: &Record) -> Result<RowReach> {
        let reach = self.reach(record)?;
        if let (Some(shape), FieldValue::Integer(id)) = (shape(record.table), record.get("id")) {
            self.ledger.known.keep((shape.table, *id), reach);
        }
        Ok(reach)
    }

    pub(super) fn reach(&mut self, record: &Record) -> Result<RowReach> {
        let Some(shape) = shape(record.table) else { return Ok(RowReach::Open) };
        let is = |(name, value): &(&str, Is)| match (value, record.get(name)) {
            (Is::Missing, FieldValue::Null) => true,
            (Is::Number(number), FieldValue::Integer(found)) => number == found,
            (Is::Word(word), FieldValue::Text(found)) => word == found,
            _ => false,
        };
        let chosen = shape.privacy.rows.iter().any(|all| all.iter().all(is));
        let mut reach = if chosen { RowReach::own(shape.table) } else { RowReach::Open };
        for column in shape.columns.iter().filter(|_| shape.privacy.inherits) {
            if let (Some(table), FieldValue::Integer(id)) = (column.refers, record.get(column.name))
            {
                reach = reach.max(self.reach_of_row(table, *id)?);
            }
        }
        Ok(reach)
    }

    fn reach_of_row(&mut self, table: &'static str, id: i64) -> Result<RowReach> {
        if let Some(reach) = self.ledger.known.0.get(&(table, id)) {
            return Ok(*reach);
        }
        let reach = reach_of_row(&self.transaction, table, id);
        let reach = reach.map_err(|error| translate(self.path, error))?;
        self.ledger.known.keep((table, id), reach);
        Ok(reach)
    }
}

/// Whether a table's rows can be internal at all.
pub(super) fn can_be_internal(table: &str) -> bool {
    fn reached(table: &str, depth: usize) -> bool {
        if table == "entry" {
            return true;
        }
        let Some(shape) = shape(table).filter(|_| depth < SHAPES.len()) else { return false };
        let mut refers = shape.columns.iter().filter_map(|column| column.refers);
        !shape.privacy.rows.is_empty()
            || shape.privacy.inherits
                && refers.any(|other| other != table && reached(other, depth + 1))
    }
    reached(table, 0)
}

/// How far a row of the file reaches now.
pub(super) fn reach_of_row(
    connection: &Connection,
    table: &str,
    id: i64,
) -> rusqlite::Result<RowReach> {
    if table == "entry" {
        return reach_of_entry(connection, id);
    }
    let Some(shape) = shape(table).filter(|_| can_be_internal(table)) else {
        return Ok(RowReach::Open);
    };
    if let Some(public) = published(connection, table, id)? {
        return Ok(if public { RowReach::Open } else { RowReach::Unpublished });
    }
    let refers: Vec<_> = inherited(shape).collect();
    let internal = any(shape.privacy.rows);
    let columns = std::iter::once(internal.as_str()).chain(refers.iter().map(|(name, _)| *name));
    let columns = columns.collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT {columns} FROM {table} WHERE id = $1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(RowReach::Open) };
    let mut reach = if row.get(0)? { RowReach::own(table) } else { RowReach::Open };
    for (at, (_, other)) in refers.iter().enumerate() {
        // A row that refers to itself, or to a later one, is a fault that `verify` names.
        if let ValueRef::Integer(of) = row.get_ref(at + 1)?
            && (*other != table || of < id)
        {
            reach = reach.max(reach_of_row(connection, other, of)?);
        }
    }
    Ok(reach)
}

/// The columns of a table through which a row is internal because another is, with that one's table.
pub(super) fn inherited(shape: &Shape) -> impl Iterator<Item = (&'static str, &'static str)> {
    let columns = shape.columns.iter().filter(|_| shape.privacy.inherits);
    let refers = columns.filter_map(|column| Some((column.name, column.refers?)));
    refers.filter(|(_, table)| can_be_internal(table))
}

/// What the latest publication in force says of an item or a set: nothing where there is none.
pub(super) fn published(
    connection: &Connection,
    table: &str,
    id: i64,
) -> rusqlite::Result<Option<bool>> {
    let of = match table {
        "item" => "p.item_id = $1",
        "item_set" => "p.set_id = $1",
        _ => return Ok(None),
    };
    let sql = format!(
        "SELECT p.public FROM publication AS p WHERE {of} AND NOT EXISTS (
            SELECT 1 FROM withdrawal AS w WHERE w.target_entry = p.entry_id AND w.reinstates = 0
                AND NOT EXISTS (SELECT 1 FROM withdrawal AS l
                    WHERE l.target_entry = w.target_entry AND l.id > w.id))
         ORDER BY p.id DESC LIMIT 1"
    );
    connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()
}

/// How far an entry reaches: as its rows do, where it can be left out at all.
pub(super) fn reach_of_entry(connection: &Connection, id: i64) -> rusqlite::Result<RowReach> {
    let sql = "SELECT 1 FROM entry WHERE id = $1 AND (form < 3 OR internal = 1)";
    if !connection.prepare_cached(sql)?.exists([id])? {
        return Ok(RowReach::Open);
    }
    let bare = format!("SELECT 1 FROM entry WHERE id = $1 AND {}", bare());
    if connection.prepare_cached(&bare)?.exists([id])? {
        return Ok(RowReach::Internal);
    }
    let mut reach = RowReach::Open;
    for shape in SHAPES.iter().filter(|shape| can_be_internal(shape.table)) {
        let sql = format!("SELECT id FROM {} WHERE entry_id = $1 ORDER BY id", shape.table);
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map([id], |row| row.get(0))?;
        for row in rows.collect::<rusqlite::Result<Vec<i64>>>()? {
            reach = reach.max(reach_of_row(connection, shape.table, row)?);
        }
    }
    Ok(reach)
}

/// The SQL of an entry that is internal as a whole though no row of it says so: it was internal in a
/// copy that was merged, and all that it brought was here already, so that its origin alone is kept.
pub(super) fn bare() -> String {
    let brings = |shape: &Shape| {
        format!("EXISTS (SELECT 1 FROM {0} WHERE {0}.entry_id = entry.id)", shape.table)
    };
    let others = SHAPES.iter().filter(|shape| shape.table != "origin").map(brings);
    let others = others.collect::<Vec<_>>().join(" OR ");
    format!("(form >= 3 AND internal = 1 AND NOT ({others}))")
}

/// The SQL of a rule: any of these holds.
pub(super) fn any(rules: &[All]) -> String {
    if rules.is_empty() {
        return "0".to_owned();
    }
    let one = |all: &All| {
        let parts: Vec<_> = all.iter().map(part).collect();
        if parts.is_empty() { "1".to_owned() } else { format!("({})", parts.join(" AND ")) }
    };
    format!("({})", rules.iter().map(one).collect::<Vec<_>>().join(" OR "))
}

fn part((name, value): &(&str, Is)) -> String {
    match value {
        Is::Missing => format!("{name} IS NULL"),
        Is::Number(number) => format!("{name} IS {number}"),
        Is::Word(word) => format!("{name} IS '{word}'"),
    }
}
