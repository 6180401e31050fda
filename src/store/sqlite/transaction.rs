//! A transaction on an open file: what it knows of itself, and how it ends.

use std::cell::OnceCell;
use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Transaction};

use super::columns::{Columns as _, PlacedRow, Places};
use super::select::{Seen, Withdrawn};
use super::{SCHEMA, amended, append, copies, following, identity, own, schema, select, translate};
use crate::domain::View;
use crate::domain::dates::LATEST;
use crate::store::{Result, StoreError, Tx};

/// Up to so many entries that were taken back, statements name them.
pub(super) const FEW: i64 = 100;

/// A transaction on an open file.
pub(super) struct SqliteTx<'a> {
    pub(super) transaction: Transaction<'a>,
    pub(super) path: &'a Path,
    /// Which file stood at the path when the transaction began.
    pub(super) identity: Option<(u64, u64)>,
    pub(super) remembers: bool,
    pub(super) ledger: append::Ledger,
    /// The entries that are taken back at present, with commas; nothing where they are many.
    pub(super) withdrawn: OnceCell<Option<String>>,
    /// What was amended.
    pub(super) amended: OnceCell<amended::Amended>,
    /// The home where what is appended is recorded first.
    pub(super) following: Option<following::Following<'a>>,
}

impl<'a> SqliteTx<'a> {
    pub(super) fn new(transaction: Transaction<'a>, path: &'a Path) -> Self {
        let (withdrawn, amended) = (OnceCell::new(), OnceCell::new());
        let (ledger, identity) = (append::Ledger::default(), identity(path));
        let (remembers, following) = (false, None);
        Self { transaction, path, identity, remembers, ledger, withdrawn, amended, following }
    }
}

impl SqliteTx<'_> {
    pub(super) fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>> {
        self.transaction.prepare_cached(sql).map_err(|error| self.error(error))
    }

    pub(super) fn error(&self, error: rusqlite::Error) -> StoreError {
        match translate(self.path, error) {
            StoreError::Engine(text) => self.hindered().unwrap_or(StoreError::Engine(text)),
            error => error,
        }
    }

    /// Whether an index that another program put beside may be why a row was not taken: it may want
    /// rows to differ, or work something out of each that cannot be.
    pub(super) fn hindered(&self) -> Option<StoreError> {
        let condition = schema::condition(&self.transaction, SCHEMA).ok()?;
        let indexes = condition.further.iter().filter(|named| named.starts_with("the index"));
        let what = schema::listed(indexes);
        let path = self.path.to_owned();
        (!what.is_empty()).then_some(StoreError::Hindered { path, what })
    }

    /// What a view sees.
    pub(super) fn seen(&self, view: &View) -> Result<Seen<'_>> {
        if self.withdrawn.get().is_none() {
            let sql = "SELECT w.target_entry FROM withdrawal AS w WHERE w.reinstates = 0
                AND NOT EXISTS (SELECT 1 FROM withdrawal AS l
                    WHERE l.target_entry = w.target_entry AND l.id > w.id)
                LIMIT $1";
            let found: Vec<i64> = self.rows(sql, [FEW + 1], |row| row.get("target_entry"))?;
            let few = i64::try_from(found.len()).is_ok_and(|found| found <= FEW);
            drop(self.withdrawn.set(few.then(|| select::ids(&found))));
        }
        let withdrawn = match self.withdrawn.get() {
            Some(Some(entries)) => Withdrawn::Few(entries),
            Some(None) | None => Withdrawn::Many,
        };
        Ok(Seen::by(view, withdrawn, self.amended()?))
    }

    /// What is seen on a day with all that is in the file.
    pub(super) fn seen_on(&self, as_of: NaiveDate) -> Result<Seen<'_>> {
        self.seen(&View::on(as_of))
    }

    /// What is seen without any limit.
    pub(super) fn seen_now(&self) -> Result<Seen<'_>> {
        self.seen_on(LATEST)
    }

    /// All rows of a statement.
    pub(super) fn rows<T, P: rusqlite::Params>(
        &self,
        sql: &str,
        params: P,
        mut read: impl FnMut(&PlacedRow<'_, '_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.prepare(sql)?;
        let places = Places::of(&statement);
        let read = |row: &rusqlite::Row<'_>| read(&PlacedRow { row, places: &places });
        let rows = statement.query_map(params, read).map_err(|error| self.error(error))?;
        rows.collect::<rusqlite::Result<_>>().map_err(|error| self.error(error))
    }
}

impl Tx for SqliteTx<'_> {
    fn commit(mut self: Box<Self>) -> Result<()> {
        self.index_texts()?;
        let path = self.path;
        // What is written to a file that lost its name meanwhile is lost with it: nothing is.
        if identity(path) != self.identity {
            return Err(StoreError::Replaced(path.to_owned()));
        }
        if let Some(lifted) = self.ledger.lifted.take() {
            lifted.put_back(&self.transaction).map_err(|error| translate(path, error))?;
        }
        let batch = self.ledger.signed.filter(|_| self.remembers);
        let made = batch.zip(self.ledger.head.and_then(|(id, hash)| Some((id, hash?))));
        match self.following.take() {
            Some(following) => self.send(following)?,
            None => self.transaction.commit().map_err(|error| translate(path, error))?,
        }
        if let Some((batch, last)) = made {
            own::remember(path, batch, last);
        }
        Ok(())
    }

    fn copy_before(&self, path: &Path) -> Result<()> {
        copies::as_committed(self.path, path)
    }
}
