//! The chain, recomputed: every entry from its rows as they stand in the file, through the same
//! shapes by which they were appended.

mod rows;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, Row, Rows, Statement};

use super::shapes::{SHAPES, Shape};
use crate::domain::ledger::{Canonical, FORM, Head, link};
use crate::store::{Check, Problem, Verification};
use rows::{add_row, no_rows, sealed, take, text};

/// The command of an entry of which a redacted copy keeps only the hash and its content's digest.
pub(super) const HASH_ONLY: &str = "redacted";
/// The moment of such an entry.
pub(super) const NO_TIME: &str = "0001-01-01T00:00:00Z";

/// What is read of an entry, in the order in which it is used here.
const ENTRY: &str =
    "SELECT id, batch, command, form, recorded_at, item_id, source_id, place, author,
    author_salt, author_digest, hash, content, clock, internal FROM entry";

/// Whether a purge says that an entry's texts were destroyed.
const DESTROYED: &str = "SELECT 1 FROM purge AS p WHERE p.target_entry = $1 LIMIT 1";
/// What a file was goes with anything that came by it: whether something that did was destroyed.
const FILE_DESTROYED: &str = "SELECT 1 FROM purge AS p JOIN entry AS e ON e.id = p.target_entry
    WHERE e.source_id IN (SELECT s.id FROM source_file AS s WHERE s.entry_id = $1) LIMIT 1";

/// Why an entry is wrong; an engine error is none of these.
enum WrongEntry {
    Engine(rusqlite::Error),
    Found(String),
}

impl From<rusqlite::Error> for WrongEntry {
    fn from(error: rusqlite::Error) -> Self {
        Self::Engine(error)
    }
}

type ChainChecked<T> = Result<T, WrongEntry>;

fn found<T>(text: impl Into<String>) -> ChainChecked<T> {
    Err(WrongEntry::Found(text.into()))
}

/// The rows of one table, in order of id, read once beside the entries.
struct RowCursor<'a> {
    shape: &'static Shape,
    rows: Rows<'a>,
}

/// Looks for what says that texts were destroyed.
struct Tombstones<'a> {
    of_entry: CachedStatement<'a>,
    of_file: CachedStatement<'a>,
}

impl Tombstones<'_> {
    fn explain(&mut self, entry: i64, removal: &Removal) -> rusqlite::Result<bool> {
        Ok(self.of_entry.exists([entry])? || (!removal.more && self.of_file.exists([entry])?))
    }
}

/// What is said of removed texts.
#[derive(Default)]
struct Removal {
    any: bool,
    /// Whether more is gone than what an imported file was.
    more: bool,
    /// The first table of which a row lost a text that no copy for others leaves out.
    published: Option<&'static str>,
}

/// Recomputes the chain and adds what it finds.
pub(super) fn check(
    connection: &Connection,
    verification: &mut Verification,
) -> rusqlite::Result<()> {
    let mut tables: Vec<Statement<'_>> = SHAPES
        .iter()
        .map(|shape| connection.prepare(&select(shape, "1")))
        .collect::<rusqlite::Result<_>>()?;
    let mut cursors = Vec::with_capacity(SHAPES.len());
    for (shape, table) in SHAPES.iter().zip(&mut tables) {
        let mut cursor = RowCursor { shape, rows: table.query([])? };
        cursor.rows.advance()?;
        cursors.push(cursor);
    }
    let mut tombstones = Tombstones {
        of_entry: connection.prepare_cached(DESTROYED)?,
        of_file: connection.prepare_cached(FILE_DESTROYED)?,
    };
    let mut entries = connection.prepare(&format!("{ENTRY} ORDER BY id"))?;
    let mut entries = entries.query([])?;
    let mut previous: Option<(i64, [u8; 32])> = None;
    while let Some(row) = entries.next()? {
        let id: i64 = row.get(0)?;
        match entry(row, id, previous, &mut cursors, &mut tombstones, verification) {
            Ok(()) => {}
            Err(WrongEntry::Engine(error)) => return Err(error),
            Err(WrongEntry::Found(text)) => wrong(verification, id, text),
        }
        verification.entries += 1;
        // The next entry is measured against what stands here, so that each is judged by itself.
        let hash = row.get_ref(11)?.as_blob().ok().and_then(|hash| hash.try_into().ok());
        previous = Some((id, hash.unwrap_or([0; 32])));
    }
    for cursor in &cursors {
        if let Some(row) = cursor.rows.get() {
            let id = row.get(1)?;
            wrong(verification, id, format!("a row of `{}` has no entry {id}", cursor.shape.table));
        }
    }
    verification.head = previous;
    Ok(())
}

fn wrong(verification: &mut Verification, entry: i64, found: String) {
    verification.wrong += 1;
    let known = verification.problems.iter_mut().find(|problem| problem.check == Check::Chain);
    let problem = Problem { check: Check::Chain, entry: Some(entry), found };
    match known {
        None => verification.problems.push(problem),
        Some(known) if known.entry > Some(entry) => *known = problem,
        Some(_) => {}
    }
}

fn select(shape: &Shape, condition: &str) -> String {
    let columns = shape.names().join(", ");
    format!("SELECT {columns} FROM {} WHERE {condition} ORDER BY id", shape.table)
}

/// The digest of an entry's content as its rows stand; none where they are not as they should be,
/// or in the first version of the form.
pub(super) fn content(connection: &Connection, id: i64) -> rusqlite::Result<Option<[u8; 32]>> {
    let mut statement = connection.prepare_cached(&format!("{ENTRY} WHERE id = $1"))?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    match content_of(connection, row, id) {
        Ok(content) => Ok(content),
        Err(WrongEntry::Engine(error)) => Err(error),
        Err(WrongEntry::Found(_)) => Ok(None),
    }
}

fn content_of(connection: &Connection, row: &Row<'_>, id: i64) -> ChainChecked<Option<[u8; 32]>> {
    let mut removal = Removal::default();
    let head = head(row, id, text(row, 2)?, &mut removal)?;
    let version = row.get(3)?;
    let mut form = Canonical::begin(version, None, &head);
    for shape in SHAPES {
        let mut statement = connection.prepare_cached(&select(shape, "entry_id = $1"))?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            add_row(row, shape, version, &mut form, &mut removal)?;
        }
    }
    Ok(form.content())
}

/// One entry: its rows are taken off the cursors whatever is found.
fn entry(
    row: &Row<'_>,
    id: i64,
    previous: Option<(i64, [u8; 32])>,
    cursors: &mut [RowCursor<'_>],
    tombstones: &mut Tombstones<'_>,
    verification: &mut Verification,
) -> ChainChecked<()> {
    let command = text(row, 2)?;
    if command.as_deref() == Some(HASH_ONLY) && verification.redacted {
        verification.hash_only += 1;
        let form = row.get_ref(3)?.as_i64().unwrap_or_default();
        verification.unproven += i64::from(form < 3);
        no_rows(id, cursors)?;
        return follows(id, previous).and_then(|()| hash_only(row, id, previous));
    }
    let mut removal = Removal::default();
    let head = head(row, id, command, &mut removal);
    let known = head.as_ref().ok().cloned().unwrap_or_else(|| blank(id));
    let version = row.get_ref(3)?.as_i64().unwrap_or_default();
    let mut form = Canonical::begin(version, previous.as_ref().map(|(_, hash)| hash), &known);
    let mut first = None;
    for cursor in &mut *cursors {
        if let Err(error) = take(cursor, id, version, &mut form, &mut removal) {
            first.get_or_insert(error);
        }
    }
    head?;
    first.map_or(Ok(()), Err)?;
    follows(id, previous)?;
    if !(1..=FORM).contains(&version) {
        return found("its form is none that this program knows");
    }
    if row.get_ref(12)? != ValueRef::Null {
        return found("it stands here with its rows and says that they were left out");
    }
    let internal = internal(row)?;
    if version < 3 && (internal || row.get_ref(13)? != ValueRef::Null) {
        return found("it says what entries of its form do not say");
    }
    if row.get_ref(11)?.as_blob().ok() != Some(form.hash(internal).as_slice()) {
        return found("its content does not agree with its hash");
    }
    if removal.any {
        if !tombstones.explain(id, &removal)? {
            if !verification.redacted {
                return found("its texts or author were removed, and no purge says so");
            }
            if let Some(table) = removal.published {
                return found(format!(
                    "a published text of `{table}` was removed, and no purge says so"
                ));
            }
        }
        verification.removed += 1;
    }
    Ok(())
}

fn blank(id: i64) -> Head {
    Head {
        id,
        batch: id,
        command: String::new(),
        recorded_at: String::new(),
        stopped: false,
        item: None,
        source: None,
        place: None,
        author: None,
    }
}

fn follows(id: i64, previous: Option<(i64, [u8; 32])>) -> ChainChecked<()> {
    let expected = previous.map_or(1, |(last, _)| last + 1);
    if id == expected { Ok(()) } else { found(format!("entry {expected} is missing before it")) }
}

fn head(
    row: &Row<'_>,
    id: i64,
    command: Option<String>,
    removal: &mut Removal,
) -> ChainChecked<Head> {
    let version = row.get(3)?;
    let author = text(row, 8)?;
    let author = sealed((row, 9), version, &[("author", author)], removal, "the author")?;
    removal.more = removal.any;
    let stopped = match text(row, 13)?.as_deref() {
        None => false,
        Some("stopped") => true,
        Some(_) => return found("it names a clock that this program does not know"),
    };
    Ok(Head {
        id,
        batch: row.get(1)?,
        command: command.unwrap_or_default(),
        recorded_at: text(row, 4)?.unwrap_or_default(),
        stopped,
        item: row.get(5)?,
        source: row.get(6)?,
        place: text(row, 7)?,
        author,
    })
}

fn internal(row: &Row<'_>) -> ChainChecked<bool> {
    match row.get_ref(14)? {
        ValueRef::Integer(0) => Ok(false),
        ValueRef::Integer(1) => Ok(true),
        _ => found("it does not say whether it is internal"),
    }
}

/// Nothing is left of an entry but its hash, which must follow from its predecessor's and the digest
/// of its content.
fn hash_only(row: &Row<'_>, id: i64, previous: Option<(i64, [u8; 32])>) -> ChainChecked<()> {
    let batch: i64 = row.get(1)?;
    let form: i64 = row.get(3)?;
    let internal = internal(row)?;
    if form > 2 && !internal {
        return found("only its hash is left, and it is not internal as a whole");
    }
    let mut said = (5..=10).chain([13]);
    let emptied = said.all(|at| row.get_ref(at).is_ok_and(|value| value == ValueRef::Null));
    if batch != id || !emptied || text(row, 4)?.as_deref() != Some(NO_TIME) {
        return found("only its hash should be left, but it says more");
    }
    let stored = |at| row.get_ref(at).map(|value| value.as_blob().unwrap_or_default());
    let Ok(content) = <[u8; 32]>::try_from(stored(12)?) else {
        return found("only its hash is left, and not the digest of its content");
    };
    let previous = previous.as_ref().map(|(_, hash)| hash);
    if stored(11)? != link(form, previous, &content, internal).as_slice() {
        return found("its hash does not follow from the entry before it");
    }
    Ok(())
}
