//! The SQLite engine: opening a file, transactions, and one file of questions per topic.

mod accounts;
mod amend;
mod append;
mod batches;
mod bodies;
mod carry;
mod chain;
mod columns;
mod copies;
mod custody;
#[cfg(test)]
mod doing_tests;
mod duties;
mod following;
mod history;
mod indicators;
mod inspect;
mod items;
mod merge;
mod open;
mod own;
mod privacy;
mod purge;
mod redact;
mod registers;
mod remarks;
mod replay;
mod requests;
mod schema;
mod select;
mod shapes;
#[cfg(test)]
mod tests;
mod texts;
mod themes;
mod triggers;
mod verify;
mod wording;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, ErrorCode, Transaction, TransactionBehavior};

use columns::{Columns as _, Named, Places};
use select::{PLANS, Seen, Withdrawn};

use super::home::{Home, HomeFault};
use super::{
    Batch, Detail, Dimension, EntryLine, Levels, NewEntry, Read, Result, SaidLine, Store,
    StoreError, Tagging, Tx, Visit,
};
use crate::domain::amended::Target;
use crate::domain::bodies::{BodyLine, IdentityLine, ItemFacts};
use crate::domain::dates::LATEST;
use crate::domain::ledger::Moment;
use crate::domain::lines::{
    AccountLine, AmendmentLine, AssessorLine, AssignmentLine, CountLine, DocumentLine, DueLine,
    EngagementLine, EntityLine, EvidenceLine, HistoryLine, IndicatorLine, ItemLine, ItemTextLine,
    LifeLine, LinkLine, MappingLine, MeasurementLine, MilestoneLine, PositionLine, RemarkLine,
    RequestLine, ServesLine, SetFigures, SetLine, TermLine, TextLine,
};
use crate::domain::{Filter, Level, View};

pub use carry::may_lack_texts;
pub use copies::restore;
pub use following::{CopyOf, Settled, forget, open_copy, send_whole};
pub(super) use inspect::prune;
pub use inspect::{
    destroyed_in, files_in, inspect, is_ours, same_file, still_holds, unfinished_in,
};
pub use open::{create, glance, linked, open};

/// The newest schema that this program knows: the number of its last migration.
pub const SCHEMA: i64 = 5;

/// Up to so many entries that were taken back, statements name them.
const FEW: i64 = 100;

/// An open file.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    path: PathBuf,
    read_only: bool,
    identity: Option<(u64, u64)>,
    condition: schema::Condition,
    redacted: bool,
    /// Whether what is recorded is remembered as made with this copy: a file that is being made has no
    /// place of its own yet.
    remembers: bool,
    /// Of which home it is the copy, as it says itself: the home's own name and its address.
    copy_of: Option<String>,
    /// The home, where it was opened as a copy.
    home: Option<Box<dyn Home>>,
    /// What became of a write whose answer was lost.
    settled: Option<Settled>,
}

/// A transaction on an open file.
pub(super) struct SqliteTx<'a> {
    transaction: Transaction<'a>,
    path: &'a Path,
    /// Which file stood at the path when the transaction began.
    identity: Option<(u64, u64)>,
    remembers: bool,
    ledger: append::Ledger,
    /// The entries that are taken back at present, with commas; nothing where they are many.
    withdrawn: OnceCell<Option<String>>,
    /// What was amended.
    amended: OnceCell<amend::Amended>,
    /// The home where what is appended is recorded first.
    following: Option<following::Following<'a>>,
}

impl SqliteStore {
    fn new(connection: Connection, path: PathBuf, read_only: bool) -> Self {
        let identity = identity(&path);
        let condition = schema::Condition::default();
        let (redacted, remembers) = (false, false);
        let (copy_of, home, settled) = (None, None, None);
        Self {
            connection,
            path,
            read_only,
            identity,
            condition,
            redacted,
            remembers,
            copy_of,
            home,
            settled,
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether anything can be written to it.
    pub fn takes_writes(&self) -> bool {
        self.writable().is_ok()
    }

    /// Whether it says that it is a redacted copy.
    pub fn is_redacted(&self) -> bool {
        self.redacted
    }

    /// What was put into it that acts when somebody writes, in words; none where nothing was.
    pub fn planted(&self) -> Option<String> {
        let planted = !self.condition.guarded.is_empty();
        planted.then(|| schema::listed(self.condition.guarded.iter()))
    }

    /// Refuses a file that cannot be read: its tables are not this program's.
    fn readable(&self) -> Result<()> {
        if self.condition.shut.is_empty() {
            return Ok(());
        }
        let what = schema::listed(self.condition.shut.iter());
        Err(StoreError::Altered { path: self.path.clone(), what })
    }

    /// Refuses a file that takes no writes.
    fn writable(&self) -> Result<()> {
        self.readable()?;
        if let Some(what) = self.planted() {
            return Err(StoreError::Planted { path: self.path.clone(), what });
        }
        if let (Some(of), None) = (&self.copy_of, &self.home) {
            let home = of.split_once(' ').map_or("", |(_, address)| address).to_owned();
            return Err(HomeFault::CopyOnly { home, copy: self.path.clone() }.into());
        }
        if let (true, Some(home)) = (self.redacted, &self.home) {
            return Err(HomeFault::NoSecrets { home: home.address().to_string() }.into());
        }
        if self.redacted {
            return Err(StoreError::RedactedCopy(self.path.clone()));
        }
        if self.read_only {
            return Err(StoreError::ReadOnly(self.path.clone()));
        }
        Ok(())
    }

    /// Whether the file that was opened still stands at its path.
    pub fn still_there(&self) -> bool {
        identity(&self.path) == self.identity
    }

    /// The connection itself, for tests of what triggers refuse and for counting statements.
    #[cfg(test)]
    pub(crate) fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Begins to write: where there is a home, there first.
    fn begin_writing(&mut self) -> Result<SqliteTx<'_>> {
        if self.home.is_some() {
            return self.begin_following();
        }
        self.begin(TransactionBehavior::Immediate)
    }

    fn begin(&mut self, behavior: TransactionBehavior) -> Result<SqliteTx<'_>> {
        let path = &self.path;
        let transaction = self
            .connection
            .transaction_with_behavior(behavior)
            .map_err(|error| translate(path, error))?;
        // What is written to a file that has lost its name is lost with it.
        if matches!(behavior, TransactionBehavior::Immediate) && identity(path) != self.identity {
            return Err(StoreError::Replaced(path.clone()));
        }
        Ok(SqliteTx { remembers: self.remembers, ..SqliteTx::new(transaction, path) })
    }
}

/// Which file stands at a path, where the platform tells.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_path: &Path) -> Option<(u64, u64)> {
    None
}

impl Store for SqliteStore {
    fn read(&mut self) -> Result<Rc<dyn Read + '_>> {
        self.readable()?;
        Ok(Rc::new(self.begin(TransactionBehavior::Deferred)?))
    }

    fn write(&mut self) -> Result<Box<dyn Tx + '_>> {
        self.writable()?;
        Ok(Box::new(self.begin_writing()?))
    }
}

impl<'a> SqliteTx<'a> {
    fn new(transaction: Transaction<'a>, path: &'a Path) -> Self {
        let (withdrawn, amended) = (OnceCell::new(), OnceCell::new());
        let (ledger, identity) = (append::Ledger::default(), identity(path));
        let (remembers, following) = (false, None);
        Self { transaction, path, identity, remembers, ledger, withdrawn, amended, following }
    }
}

impl SqliteTx<'_> {
    fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>> {
        self.transaction.prepare_cached(sql).map_err(|error| self.error(error))
    }

    fn error(&self, error: rusqlite::Error) -> StoreError {
        match translate(self.path, error) {
            StoreError::Engine(text) => self.hindered().unwrap_or(StoreError::Engine(text)),
            error => error,
        }
    }

    /// Whether an index that another program put beside may be why a row was not taken: it may want
    /// rows to differ, or work something out of each that cannot be.
    fn hindered(&self) -> Option<StoreError> {
        let condition = schema::condition(&self.transaction, SCHEMA).ok()?;
        let indexes = condition.further.iter().filter(|named| named.starts_with("the index"));
        let what = schema::listed(indexes);
        let path = self.path.to_owned();
        (!what.is_empty()).then_some(StoreError::Hindered { path, what })
    }

    /// What a view sees.
    fn seen(&self, view: &View) -> Result<Seen<'_>> {
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
    fn seen_on(&self, as_of: NaiveDate) -> Result<Seen<'_>> {
        self.seen(&View::on(as_of))
    }

    /// What is seen without any limit.
    fn seen_now(&self) -> Result<Seen<'_>> {
        self.seen_on(LATEST)
    }

    /// All rows of a statement.
    fn rows<T, P: rusqlite::Params>(
        &self,
        sql: &str,
        params: P,
        mut read: impl FnMut(&Named<'_, '_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.prepare(sql)?;
        let places = Places::of(&statement);
        let read = |row: &rusqlite::Row<'_>| read(&Named { row, places: &places });
        let rows = statement.query_map(params, read).map_err(|error| self.error(error))?;
        rows.collect::<rusqlite::Result<_>>().map_err(|error| self.error(error))
    }
}

/// A fault of the program, in words.
fn engine(text: impl Into<String>) -> StoreError {
    StoreError::Engine(text.into())
}

/// Whether a journal or a log beside the file would have to be worked in first.
fn is_unfinished(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_READONLY_RECOVERY, SQLITE_READONLY_ROLLBACK};
    let extended = error.sqlite_error().map(|error| error.extended_code);
    matches!(extended, Some(SQLITE_READONLY_ROLLBACK | SQLITE_READONLY_RECOVERY))
}

/// What an engine error means to whoever uses the file.
fn translate(path: &Path, error: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full(path),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy(path),
        Some(ErrorCode::ReadOnly) if is_unfinished(&error) => StoreError::Unfinished(path),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            StoreError::ReadOnly(path)
        }
        Some(ErrorCode::NotADatabase) => StoreError::NotADatabase(path),
        Some(ErrorCode::DatabaseCorrupt) => {
            StoreError::Corrupt { path, reason: "its pages do not fit together".to_owned() }
        }
        Some(ErrorCode::SystemIoFailure) => StoreError::Io {
            what: "read or write",
            path,
            source: std::io::Error::other(error.to_string()),
        },
        _ => match error {
            rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => {
                StoreError::Corrupt { path, reason: format!("it holds what cannot be: {error}") }
            }
            _ => StoreError::Engine(error.to_string()),
        },
    }
}

impl Read for SqliteTx<'_> {
    fn find_head(&self) -> Result<Option<(i64, [u8; 32])>> {
        let (id, hash) = self.head()?;
        Ok(hash.map(|hash| (id, hash)))
    }

    fn find_first_hash(&self) -> Result<Option<[u8; 32]>> {
        let sql = "SELECT hash FROM entry ORDER BY id LIMIT 1";
        let first: Vec<Vec<u8>> = self.rows(sql, [], |row| row.get("hash"))?;
        Ok(first.into_iter().next().and_then(|hash| hash.try_into().ok()))
    }

    fn list_stopped(&self, limit: usize) -> Result<Vec<i64>> {
        let sql = "SELECT id FROM entry WHERE clock IS NOT NULL AND internal = 0
                   AND command NOT IN ('seed', 'redacted') ORDER BY id LIMIT $1";
        self.rows(sql, [i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get("id"))
    }

    fn find_entry(&self, id: i64) -> Result<Option<EntryLine>> {
        self.entry_line(id)
    }

    fn find_version(&self, item: i64, internal: bool) -> Result<String> {
        self.version(item, internal)
    }

    fn list_accounts(&self) -> Result<Vec<AccountLine>> {
        self.accounts()
    }

    fn find_undoable(&self, author: &str, made_here: bool) -> Result<Option<Batch>> {
        self.undoable(author, made_here)
    }

    fn find_redoable(&self, author: &str) -> Result<Option<Batch>> {
        self.redoable(author)
    }

    fn find_batch(&self, id: i64) -> Result<Option<Batch>> {
        self.batch(id)
    }

    fn list_said(&self, entries: &[i64]) -> Result<Vec<SaidLine>> {
        self.said(entries)
    }

    fn list_held_before(&self, batch: i64) -> Result<Vec<(i64, bool)>> {
        self.held_before(batch)
    }

    fn list_dependants(&self, batch: i64) -> Result<Vec<i64>> {
        self.dependants(batch)
    }

    fn list_seeded(&self) -> Result<std::collections::HashSet<String>> {
        let keys =
            self.rows("SELECT key FROM seed_mark UNION SELECT key FROM seeded", [], |row| {
                row.get("key")
            })?;
        Ok(keys.into_iter().collect())
    }

    fn is_seeded(&self, key: &str) -> Result<bool> {
        let mut found = self.prepare("SELECT 1 FROM seed_mark WHERE key = $1")?;
        found.exists([key]).map_err(|error| self.error(error))
    }

    fn find_newest_seeded(&self, beginning: &str) -> Result<Option<String>> {
        let sql = "SELECT key FROM seed_mark WHERE substr(key, 1, length($1)) = $1
                   ORDER BY id DESC LIMIT 1";
        let found = self.rows(sql, [beginning], |row| row.get("key"))?;
        Ok(found.into_iter().next())
    }

    fn list_reference(
        &self,
        table: &'static str,
        columns: &[&'static str],
    ) -> Result<Vec<Vec<String>>> {
        self.reference_rows(table, columns)
    }

    fn list_settings(&self) -> Result<Vec<(String, String)>> {
        self.settings()
    }

    fn list_sets(&self) -> Result<Vec<SetLine>> {
        self.sets()
    }

    fn list_set_figures(&self) -> Result<Vec<SetFigures>> {
        self.set_figures()
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
        self.documents()
    }

    fn list_assessors(&self) -> Result<Vec<AssessorLine>> {
        self.assessors()
    }

    fn list_terms(&self, vocabulary: Option<&str>) -> Result<Vec<TermLine>> {
        self.terms(vocabulary)
    }

    fn list_used_terms(&self, sets: &[i64]) -> Result<Vec<i64>> {
        self.used_terms(sets)
    }

    fn list_filed_sets(&self, headings: &[i64]) -> Result<Vec<i64>> {
        self.filed_sets(headings)
    }

    fn list_taggings(&self, terms: &[i64]) -> Result<Vec<Tagging>> {
        self.taggings(terms)
    }

    fn list_vocabularies(&self) -> Result<Vec<(i64, String, String, i64)>> {
        self.vocabularies()
    }

    fn list_states(&self) -> Result<Vec<[String; 6]>> {
        self.states()
    }

    fn list_remarks(&self, items: &[i64], view: &View) -> Result<Vec<RemarkLine>> {
        self.remarks(items, view)
    }

    fn list_item_texts(&self, items: &[i64], view: &View) -> Result<Vec<ItemTextLine>> {
        self.item_texts(items, view)
    }

    fn list_mappings(&self) -> Result<Vec<MappingLine>> {
        self.mappings()
    }

    fn list_entities(&self, view: &View) -> Result<Vec<EntityLine>> {
        self.entities(view)
    }

    fn list_assignments(&self, items: &[i64], view: &View) -> Result<Vec<AssignmentLine>> {
        self.assignments(items, view)
    }

    fn list_dues(&self, items: &[i64], view: &View) -> Result<Vec<DueLine>> {
        self.dues(items, view)
    }

    fn list_indicators(&self, view: &View) -> Result<Vec<IndicatorLine>> {
        self.indicators(view)
    }

    fn list_measurements(&self, view: &View) -> Result<Vec<MeasurementLine>> {
        self.measurements(view)
    }

    fn list_requests(&self, view: &View) -> Result<Vec<RequestLine>> {
        self.requests(view)
    }

    fn list_unpublished(&self) -> Result<Vec<(i64, i64)>> {
        self.unpublished()
    }

    fn list_serves(&self, items: &[i64], view: &View) -> Result<Vec<ServesLine>> {
        self.serves(items, view)
    }

    fn list_milestones(&self) -> Result<Vec<MilestoneLine>> {
        self.milestones()
    }

    fn list_engagements(&self, view: &View) -> Result<Vec<EngagementLine>> {
        self.engagements(view)
    }

    fn list_crosswalks(&self) -> Result<Vec<(String, String, String)>> {
        let sql = "SELECT scheme, word, level FROM crosswalk ORDER BY scheme, rowid";
        self.rows(sql, [], |row| Ok((row.get("scheme")?, row.get("word")?, row.get("level")?)))
    }

    fn list_bodies(&self) -> Result<Vec<BodyLine>> {
        self.bodies()
    }

    fn each_identity(
        &self,
        sets: &[i64],
        visit: &mut dyn FnMut(IdentityLine) -> Visit,
    ) -> Result<()> {
        self.identities(sets, visit)
    }

    fn each_text(&self, vocabulary: &str, visit: &mut dyn FnMut(TextLine) -> Visit) -> Result<()> {
        self.texts(vocabulary, visit)
    }

    fn list_marks(&self, entries: &[i64]) -> Result<Vec<(i64, String, Option<i64>)>> {
        self.marks(entries)
    }

    fn find_item_entry(&self, item: i64) -> Result<Option<i64>> {
        self.item_entry(item)
    }

    fn list_item_facts(&self, items: &[i64]) -> Result<Vec<ItemFacts>> {
        self.item_facts(items)
    }

    fn list_named(&self, set: Option<i64>, folded: &str) -> Result<Vec<(i64, String, String)>> {
        self.named(set, folded)
    }

    fn list_names(&self, set: Option<i64>, folded: &str, limit: usize) -> Result<Vec<String>> {
        self.names(set, folded, limit)
    }

    fn list_range(&self, from: i64, to: i64) -> Result<Vec<i64>> {
        self.range(from, to)
    }

    fn list_components(&self, item: i64) -> Result<Vec<i64>> {
        self.components(item)
    }

    fn each_item(
        &self,
        filter: &Filter,
        view: &View,
        detail: Detail,
        levels: Levels,
        visit: &mut dyn FnMut(ItemLine) -> Visit,
    ) -> Result<()> {
        self.visit_items(filter, view, detail, levels, visit)
    }

    fn search(
        &self,
        words: &[String],
        filter: &Filter,
        view: &View,
        limit: usize,
    ) -> Result<Vec<(ItemLine, String)>> {
        self.search_items(words, filter, view, limit)
    }

    fn count_statuses(
        &self,
        filter: &Filter,
        view: &View,
        by: Dimension,
    ) -> Result<Vec<CountLine>> {
        self.count_by_status(filter, view, by)
    }

    fn count_uncounted(&self, filter: &Filter, view: &View) -> Result<i64> {
        self.uncounted(filter, view)
    }

    fn each_history(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(HistoryLine) -> Visit,
    ) -> Result<()> {
        self.visit_history(filter, view, visit)
    }

    fn each_log(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(HistoryLine) -> Visit,
    ) -> Result<()> {
        self.visit_log(filter, view, visit)
    }

    fn each_evidence(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(EvidenceLine) -> Visit,
    ) -> Result<()> {
        self.visit_evidence(filter, view, visit)
    }

    fn list_positions(&self, item: i64, view: &View) -> Result<Vec<PositionLine>> {
        self.positions(item, view)
    }

    fn each_position(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut((String, PositionLine)) -> Visit,
    ) -> Result<()> {
        self.visit_positions(filter, view, visit)
    }

    fn find_first_assessed(&self, filter: &Filter, view: &View) -> Result<Option<NaiveDate>> {
        self.first_assessed(filter, view)
    }

    fn list_lives(&self, items: &[i64], view: &View) -> Result<Vec<LifeLine>> {
        self.lives(items, view)
    }

    fn count_superseded(&self, filter: &Filter, view: &View) -> Result<i64> {
        self.superseded(filter, view)
    }

    fn list_amendments(
        &self,
        target: Target,
        rows: &[i64],
        view: &View,
    ) -> Result<Vec<AmendmentLine>> {
        self.amendments(target, rows, view)
    }

    fn list_links(&self, items: &[i64], view: &View) -> Result<Vec<LinkLine>> {
        self.links(items, view)
    }

    fn list_refused_links(&self) -> Result<Vec<(i64, i64)>> {
        self.refused_links()
    }

    fn find_tag(&self, item: i64, term: i64) -> Result<Option<i64>> {
        self.tagged_in(item, term)
    }

    fn find_status(&self, item: i64, assessor: i64, on: NaiveDate) -> Result<Option<(Level, i64)>> {
        self.status(item, assessor, on)
    }

    fn find_life(&self, item: i64, on: NaiveDate) -> Result<String> {
        self.life(item, on)
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

    fn reserve(&mut self, table: &'static str) -> Result<i64> {
        self.reserve_id(table)
    }

    fn append(&mut self, now: Moment, entry: NewEntry) -> Result<i64> {
        append::check(&entry.records)?;
        self.append_entry(now, entry)
    }

    fn take_old_markers(&mut self) -> Result<Vec<String>> {
        let keys = self.rows("SELECT key FROM seeded ORDER BY key", [], |row| row.get("key"))?;
        self.prepare("DELETE FROM seeded")?.execute([]).map_err(|error| self.error(error))?;
        Ok(keys)
    }

    fn put_reference(
        &mut self,
        table: &'static str,
        key: usize,
        values: &[(&str, &str)],
    ) -> Result<()> {
        self.reference_row(table, key, values)
    }
}
