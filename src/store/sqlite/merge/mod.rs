//! Merging a copy: what it has more than the common beginning is surveyed first, matched with what is
//! here, and then appended as new entries, each with its origin.
//!
//! An entry is known by its origin's hash: its own, or the one that its `origin` row names. Registers'
//! rows are joined by their keys, references follow the shapes. Nothing is written before every clash
//! has a winner.

mod clashes;
mod ours;
mod survey;
mod write;

use crate::store::sqlite::columns::Columns as _;
use std::collections::{HashMap, HashSet};

use super::shapes::{SHAPES, Shape};
use super::{SqliteTx, translate};
use crate::domain::ledger::hex;
use crate::domain::ledger::portable::{Carried, CarriedRow, Sealing};
use crate::store::merge::{
    Clash, CopyTold, Differing, MergeIn, MergeOrder, MergeSide, Merged, Withheld,
};
use crate::store::{Result, StoreError};

/// A row by its table and number.
type RowKey = (&'static str, i64);

/// What becomes of a row of the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowFate {
    /// It is this row here.
    Joined(i64),
    /// It is this row here, and says something else of it: kept, and taken back at once.
    Differs(i64),
    /// It is new.
    New,
    /// It is new, and another's word holds: kept, and taken back at once.
    Losing,
}

/// What becomes of an entry of the copy.
#[derive(Debug)]
enum Fate {
    /// It is here already.
    Known,
    /// It is not taken.
    Left,
    /// It is taken, its rows by their fates.
    Take(Vec<RowFate>),
}

/// Of a claim of the copy: where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RowPlace {
    entry: usize,
    row: usize,
}

/// A merge under way.
struct Merge<'m, 't> {
    tx: &'m mut SqliteTx<'t>,
    order: &'m MergeOrder,
    theirs: &'m [Carried],
    plans: Vec<Fate>,
    /// The last row of each table that both have from the beginning.
    bounds: HashMap<&'static str, i64>,
    /// Columns that hold numbers.
    numbers: HashSet<(&'static str, String)>,
    /// Rows of the copy that are rows here; those that are new are not among them until they are.
    rows: HashMap<RowKey, i64>,
    /// Rows of the copy that are going to be new here.
    new: HashSet<RowKey>,
    /// Entries of the copy that are entries here.
    entries: HashMap<i64, i64>,
    /// Entries here that the copy has, too, though they came after the common beginning.
    shared: HashSet<i64>,
    /// Entries that are taken back here.
    withdrawn: HashSet<i64>,
    /// Rows here that lose.
    lost_here: HashSet<RowKey>,
    /// What is said last, so that the winner's word holds: an entry here, and whether it holds.
    settled: Vec<(i64, bool)>,
    clashes: Vec<Clash>,
    withheld: Vec<Withheld>,
    differing: Vec<Differing>,
    known: i64,
    hanging: i64,
}

impl MergeIn for SqliteTx<'_> {
    fn merge(&mut self, theirs: &[Carried], order: &MergeOrder) -> Result<Merged> {
        let mut merge = Merge::begin(self, theirs, order)?;
        merge.survey()?;
        merge.find_clashes()?;
        let mut merged = Merged {
            known: merge.known,
            hanging: merge.hanging,
            clashes: merge.clashes.clone(),
            withheld: merge.withheld.clone(),
            differing: merge.differing.clone(),
            ..Merged::default()
        };
        if !merged.is_undecided() {
            merge.write(&mut merged)?;
        }
        Ok(merged)
    }
}

impl<'m, 't> Merge<'m, 't> {
    fn begin(
        tx: &'m mut SqliteTx<'t>,
        theirs: &'m [Carried],
        order: &'m MergeOrder,
    ) -> Result<Self> {
        let mut bounds = HashMap::new();
        let mut numbers = HashSet::new();
        for shape in SHAPES {
            let sql = format!(
                "SELECT COALESCE(MAX(id), 0) AS last FROM {} WHERE entry_id <= $1",
                shape.table
            );
            let last = tx.rows(&sql, [order.base], |row| row.get("last"))?;
            bounds.insert(shape.table, last.first().copied().unwrap_or(0));
            let sql = "SELECT name FROM pragma_table_info($1) WHERE type = 'INTEGER'";
            let columns: Vec<String> = tx.rows(sql, [shape.table], |row| row.get("name"))?;
            numbers.extend(columns.into_iter().map(|column| (shape.table, column)));
        }
        let sql = "SELECT w.target_entry FROM withdrawal AS w WHERE w.reinstates = 0
            AND NOT EXISTS (SELECT 1 FROM withdrawal AS l
                WHERE l.target_entry = w.target_entry AND l.id > w.id)";
        let withdrawn: Vec<i64> = tx.rows(sql, [], |row| row.get("target_entry"))?;
        Ok(Self {
            tx,
            order,
            theirs,
            plans: Vec::with_capacity(theirs.len()),
            bounds,
            numbers,
            rows: HashMap::new(),
            new: HashSet::new(),
            entries: HashMap::new(),
            shared: HashSet::new(),
            withdrawn: withdrawn.into_iter().collect(),
            lost_here: HashSet::new(),
            settled: Vec::new(),
            clashes: Vec::new(),
            withheld: Vec::new(),
            differing: Vec::new(),
            known: 0,
            hanging: 0,
        })
    }

    /// The row here that a row of the copy is; none where it is not here (yet).
    fn row_here(&self, table: &'static str, id: i64) -> Option<i64> {
        match table {
            "entry" if id <= self.order.base => Some(id),
            "entry" => self.entries.get(&id).copied(),
            _ if self.bounds.get(table).is_some_and(|last| id <= *last) => Some(id),
            _ => self.rows.get(&(table, id)).copied(),
        }
    }

    /// Whether a row of the copy is here, or is going to be.
    fn is_coming(&self, table: &'static str, id: i64) -> bool {
        self.row_here(table, id).is_some() || self.new.contains(&(table, id))
    }

    /// A value of a row of the copy as it reads here; a reference to a row that is not here yet, by
    /// its number there, as none that could be here.
    fn value_here(&self, shape: &'static Shape, row: &CarriedRow, column: &str) -> Option<String> {
        let value = value(row, column)?;
        let refers = shape.columns.iter().find(|known| known.name == column)?.refers;
        match refers {
            None => Some(value.to_owned()),
            Some(table) => Some(match self.row_here(table, value.parse().ok()?) {
                Some(id) => id.to_string(),
                None => format!("new {value}"),
            }),
        }
    }

    /// Whose word holds on something.
    fn winner(&self, about: &str) -> Option<MergeSide> {
        let named =
            self.order.choices.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case(about));
        named.map(|(_, side)| *side).or(self.order.whose)
    }

    fn fault(&self, error: rusqlite::Error) -> StoreError {
        translate(self.tx.path, error)
    }
}

/// The shape of a row's table.
fn shape_of(entry: &Carried, row: &CarriedRow) -> Result<&'static Shape> {
    super::shapes::shape(&row.table).ok_or_else(|| StoreError::Unfit {
        entry: entry.id,
        found: format!("this program has no table `{}`", row.table),
    })
}

/// A value of a row of the copy, open or sealed.
fn value<'r>(row: &'r CarriedRow, column: &str) -> Option<&'r str> {
    let sealed = match &row.sealed {
        Some(Some(Sealing::Whole(_, fields))) => fields.as_slice(),
        _ => &[],
    };
    row.open.iter().chain(sealed).find(|(name, _)| name == column)?.1.as_deref()
}

/// The rows of an entry.
fn rows_of(entry: &Carried) -> &[CarriedRow] {
    entry.said.as_ref().map_or(&[], |said| said.rows.as_slice())
}

/// The hash that an entry is known by: that of its origin, else its own.
fn known_by(entry: &Carried) -> String {
    let origin = rows_of(entry).iter().find(|row| row.table == "origin");
    let named = origin.and_then(|row| value(row, "hash"));
    named.map_or_else(|| hex(&entry.hash), str::to_owned)
}

/// What an entry of the copy says, by whom and when: of a merged one as it was said first.
fn told(entry: &Carried, text: String) -> CopyTold {
    let origin = rows_of(entry).iter().find(|row| row.table == "origin");
    let of = |seal: &Option<Sealing>| match seal {
        Some(Sealing::Whole(_, fields)) => fields.first().and_then(|(_, name)| name.clone()),
        _ => None,
    };
    let said = entry.said.as_ref();
    let (by, at) = match origin {
        Some(row) => (value(row, "author").map(str::to_owned), value(row, "recorded_at")),
        None => {
            (said.and_then(|said| of(&said.author)), said.map(|said| said.recorded_at.as_str()))
        }
    };
    CopyTold { text, by, at: at.unwrap_or_default().to_owned(), entry: entry.id }
}
