//! Appending to the ledger: one generic way for every table, so that hashing, storing and checking
//! can never disagree about what an entry holds.

use std::collections::HashMap;
use std::rc::Rc;

use chrono::SecondsFormat;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::privacy::{KnownReach, RowReach};
use super::shapes::{SHAPES, Shape, Way, shape};
use super::triggers::Lifted;
use super::{SqliteTx, engine};
use crate::domain::ledger::{
    Canonical, FORM, FieldValue, Head, Moment, Record, SALT, open_salt, seal,
};
use crate::store::{Append, NewEntry, Result, StoreError};

/// The most rows of one statement.
const TOGETHER: usize = 8;

/// A row to insert.
pub(super) type LedgerRow = (&'static Shape, Vec<Value>);

/// What a transaction knows of the ids it has given out.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    next: HashMap<&'static str, i64>,
    batch: Option<i64>,
    /// The batch, where somebody's name stands under it.
    pub(super) signed: Option<i64>,
    pub(super) head: Option<(i64, Option<[u8; 32]>)>,
    random: Vec<u8>,
    /// The INSERT of each table and number of rows, built once.
    inserts: HashMap<(&'static str, usize), Rc<str>>,
    /// The first item of this transaction: from it on, texts are not searchable yet.
    first_item: Option<i64>,
    /// Which rows are known to be internal, or not to be.
    pub(super) known: KnownReach,
    /// The triggers of a redacted copy that is being made.
    pub(super) lifted: Option<Lifted>,
}

/// What is sealed in a row, or of an author: its salt and its digest.
type Sealed = ([u8; SALT], [u8; 32]);

impl Append for SqliteTx<'_> {
    fn reserve(&mut self, table: &'static str) -> Result<i64> {
        let next = match self.ledger.next.get(table) {
            Some(next) => *next,
            None => {
                let sql = format!("SELECT COALESCE(MAX(id), 0) + 1 FROM {table}");
                self.prepare(&sql)?.query_row([], |row| row.get(0)).map_err(|e| self.error(e))?
            }
        };
        self.ledger.next.insert(table, next + 1);
        Ok(next)
    }

    fn release(&mut self, table: &'static str) {
        self.ledger.next.remove(table);
    }

    fn append(&mut self, now: Moment, entry: NewEntry) -> Result<i64> {
        check(&entry.records)?;
        self.append_entry(now, entry)
    }
}

impl SqliteTx<'_> {
    pub(super) fn head(&self) -> Result<(i64, Option<[u8; 32]>)> {
        if let Some(head) = self.ledger.head {
            return Ok(head);
        }
        let sql = "SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1";
        let row = self.prepare(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional();
        let head = row.map_err(|error| self.error(error))?;
        Ok(head.map_or((0, None), |(id, hash)| (id, Some(hash))))
    }

    /// Appends an entry; rows that a copy for others leaves out go into entries of their own, right
    /// after. Gives the first number.
    pub(super) fn append_entry(&mut self, now: Moment, mut entry: NewEntry) -> Result<i64> {
        let records = std::mem::take(&mut entry.records);
        let mut first = None;
        for (reach, records) in self.divide(records)? {
            let part = NewEntry { records, ..entry.clone() };
            let id = self.append_rows(now, part, reach > RowReach::Open)?;
            first.get_or_insert(id);
        }
        first.ok_or_else(|| engine("an entry without a row"))
    }

    pub(super) fn append_rows(
        &mut self,
        now: Moment,
        mut entry: NewEntry,
        internal: bool,
    ) -> Result<i64> {
        let (last, previous) = self.head()?;
        let id = last + 1;
        let batch = *self.ledger.batch.get_or_insert(id);
        let author = entry.author.take();
        self.ledger.signed = author.as_ref().map(|_| batch).or(self.ledger.signed);
        let sealed = match &author {
            Some(author) => {
                let salt = self.salt(entry.shipped.then(|| author.clone()))?;
                Some((salt, seal(FORM, &salt, [("author", Some(author.as_str()))])))
            }
            None => None,
        };
        let head = Head {
            id,
            batch,
            command: entry.command.to_owned(),
            recorded_at: now.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            stopped: now.stopped,
            item: entry.item,
            source: entry.source,
            place: entry.place,
            author: sealed.map(|(_, digest)| digest),
        };
        let mut form = Canonical::begin(FORM, previous.as_ref(), &head);
        let mut rows = Vec::with_capacity(entry.records.len());
        for shape in SHAPES {
            let of_table = |record: &&mut Record| record.table == shape.table;
            for record in entry.records.iter_mut().filter(of_table) {
                rows.push(self.ledger_row(id, shape, record, entry.shipped, &mut form)?);
            }
        }
        let takes_back = |table| entry.records.iter().any(|record| record.table == table);
        if takes_back("withdrawal") {
            self.withdrawn.take();
        }
        if takes_back("amendment") {
            self.amended.take();
        }
        if takes_back("withdrawal") || takes_back("publication") {
            self.ledger.known.forget();
        }
        let hash = form.hash(internal);
        self.insert_entry(&head, author, sealed, (internal, hash))?;
        self.insert_rows(rows)?;
        self.ledger.head = Some((id, Some(hash)));
        Ok(id)
    }

    /// Adds a record to the canonical form and gives the row to insert.
    fn ledger_row(
        &mut self,
        entry: i64,
        shape: &'static Shape,
        record: &mut Record,
        shipped: bool,
        form: &mut Canonical,
    ) -> Result<LedgerRow> {
        let id = match record.get("id") {
            FieldValue::Integer(id) => *id,
            _ => self.reserve(shape.table)?,
        };
        form.row(shape.table);
        form.field("id", &FieldValue::Integer(id));
        for column in shape.held(FORM, Way::Open) {
            form.field(column.name, record.get(column.name));
        }
        let sealed = self.seal_row(shape, record, shipped)?;
        form.sealed(sealed.as_ref().map(|(_, digest)| digest));
        let mut values = Vec::with_capacity(shape.columns.len() + 4);
        values.extend([Value::Integer(id), Value::Integer(entry)]);
        values.extend(shape.columns.iter().map(|column| value(record.take(column.name))));
        if shape.seals() {
            values.push(sealed.map_or(Value::Null, |(salt, _)| Value::Blob(salt.to_vec())));
            values.push(sealed.map_or(Value::Null, |(_, digest)| Value::Blob(digest.to_vec())));
        }
        Ok((shape, values))
    }

    /// Salt and digest of a record's sealed fields; none where none has a value.
    fn seal_row(
        &mut self,
        shape: &Shape,
        record: &Record,
        shipped: bool,
    ) -> Result<Option<Sealed>> {
        let held = shape.held(FORM, Way::Sealed);
        let texts: Vec<_> =
            held.filter_map(|it| Some((it.name, record.get(it.name).written()?))).collect();
        if texts.is_empty() {
            return Ok(None);
        }
        let whole = || texts.iter().map(|(_, text)| text.as_str()).collect::<String>();
        let salt = self.salt(shipped.then(whole))?;
        let fields = texts.iter().map(|(name, text)| (*name, Some(text.as_str())));
        Ok(Some((salt, seal(FORM, &salt, fields))))
    }

    fn insert_entry(
        &self,
        head: &Head,
        author: Option<String>,
        sealed: Option<Sealed>,
        (internal, hash): (bool, [u8; 32]),
    ) -> Result<()> {
        let sql = "INSERT INTO entry (id, batch, command, form, recorded_at, clock, item_id,
                       source_id, place, author, author_salt, author_digest, internal, hash)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
        let values = rusqlite::params![
            head.id,
            head.batch,
            head.command,
            FORM,
            head.recorded_at,
            head.stopped.then_some("stopped"),
            head.item,
            head.source,
            head.place,
            author,
            sealed.map(|(salt, _)| salt),
            head.author,
            internal,
            hash
        ];
        self.prepare(sql)?.execute(values).map_err(|error| self.error(error))?;
        Ok(())
    }

    /// Inserts rows, those of one table together: SQLite keeps a journal of each statement.
    pub(super) fn insert_rows(&mut self, rows: Vec<LedgerRow>) -> Result<()> {
        let mut rows = rows.into_iter().peekable();
        while let Some((shape, mut values)) = rows.next() {
            if let ("item", None, Some(Value::Integer(id))) =
                (shape.table, self.ledger.first_item, values.first())
            {
                self.ledger.first_item = Some(*id);
            }
            let mut count = 1;
            while count < TOGETHER
                && let Some((_, more)) = rows.next_if(|(next, _)| next.table == shape.table)
            {
                values.extend(more);
                count += 1;
            }
            let sql = self.ledger.inserts.entry((shape.table, count));
            let sql = Rc::clone(sql.or_insert_with(|| insert(shape, count).into()));
            let mut statement = self.prepare(&sql)?;
            statement.execute(params_from_iter(values)).map_err(|error| self.error(error))?;
        }
        Ok(())
    }

    /// Makes the texts of new items searchable: once a transaction, since the index would else be
    /// written out after every row.
    pub(super) fn index_texts(&mut self) -> Result<()> {
        let Some(first) = self.ledger.first_item.take() else { return Ok(()) };
        let sql = "INSERT INTO item_search (rowid, text, names)
                   SELECT id, text, names FROM item WHERE id >= $1 ORDER BY id";
        self.prepare(sql)?.execute([first]).map_err(|error| self.error(error))?;
        Ok(())
    }

    /// Sixteen bytes: random, or for text that ships with the program derived from it.
    fn salt(&mut self, shipped: Option<String>) -> Result<[u8; SALT]> {
        if let Some(text) = shipped {
            return Ok(open_salt(&text));
        }
        if self.ledger.random.len() < SALT {
            self.ledger.random.resize(4096, 0);
            getrandom::fill(&mut self.ledger.random)
                .map_err(|error| StoreError::Engine(error.to_string()))?;
        }
        let mut salt = [0; SALT];
        let rest = self.ledger.random.len() - SALT;
        salt.copy_from_slice(&self.ledger.random[rest..]);
        self.ledger.random.truncate(rest);
        Ok(salt)
    }
}

/// The INSERT of some rows of a table.
fn insert(shape: &Shape, count: usize) -> String {
    let columns = shape.names();
    let row = format!("({})", vec!["?"; columns.len()].join(", "));
    let rows = vec![row.as_str(); count].join(", ");
    format!("INSERT INTO {} ({}) VALUES {rows}", shape.table, columns.join(", "))
}

fn value(field: FieldValue) -> Value {
    match field {
        FieldValue::Null => Value::Null,
        FieldValue::Integer(number) => Value::Integer(number),
        FieldValue::Text(text) => Value::Text(text),
    }
}

/// Fails where a record names a table that the ledger does not have, a column that the table does
/// not have, or one column twice.
fn check(records: &[Record]) -> Result<()> {
    for record in records {
        let Some(shape) = shape(record.table) else {
            return Err(engine(format!("no ledger table {}", record.table)));
        };
        // Claims make no such row, which their test holds against the shapes; a row of a test may.
        if !cfg!(debug_assertions) {
            continue;
        }
        for (at, (name, _)) in record.fields.iter().enumerate() {
            let exists = *name == "id" || shape.columns.iter().any(|column| column.name == *name);
            let twice = record.fields[..at].iter().any(|(before, _)| before == name);
            if !exists || twice {
                let fault = if twice { "twice in a row of" } else { "no column of" };
                return Err(engine(format!("`{name}` is {fault} {}", record.table)));
            }
        }
    }
    Ok(())
}
