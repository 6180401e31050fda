//! The chain, recomputed: every entry from its rows as they stand in the file, through the same
//! shapes by which they were appended.

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, Row, Rows, Statement};

use super::shapes::{SHAPES, Shape};
use crate::domain::ledger::{Canonical, FORM, Field, Head, seal};
use crate::store::{Check, Problem, Verification};

/// The command of an entry of which a redacted copy keeps only the hash.
pub(super) const HASH_ONLY: &str = "redacted";

/// Why an entry is wrong; an engine error is none of these.
enum Wrong {
    Engine(rusqlite::Error),
    Found(String),
}

impl From<rusqlite::Error> for Wrong {
    fn from(error: rusqlite::Error) -> Self {
        Self::Engine(error)
    }
}

type Checked<T> = Result<T, Wrong>;

fn found<T>(text: impl Into<String>) -> Checked<T> {
    Err(Wrong::Found(text.into()))
}

/// The rows of one table, in order of id, read once beside the entries.
struct Cursor<'a> {
    shape: &'static Shape,
    rows: Rows<'a>,
}

/// What is said of removed texts.
#[derive(Default)]
struct Removal {
    any: bool,
}

/// Recomputes the chain and adds what it finds.
pub(super) fn check(
    connection: &Connection,
    verification: &mut Verification,
) -> rusqlite::Result<()> {
    let mut tables: Vec<Statement<'_>> = SHAPES
        .iter()
        .map(|shape| connection.prepare(&select(shape)))
        .collect::<rusqlite::Result<_>>()?;
    let mut cursors = Vec::with_capacity(SHAPES.len());
    for (shape, table) in SHAPES.iter().zip(&mut tables) {
        let mut cursor = Cursor { shape, rows: table.query([])? };
        cursor.rows.advance()?;
        cursors.push(cursor);
    }
    let mut tombstone =
        connection.prepare_cached("SELECT 1 FROM purge WHERE target_entry = $1 LIMIT 1")?;
    let mut entries = connection.prepare(
        "SELECT id, batch, command, form, recorded_at, item_id, source_id, place, author,
            author_salt, author_digest, hash FROM entry ORDER BY id",
    )?;
    let mut entries = entries.query([])?;
    let mut previous: Option<(i64, [u8; 32])> = None;
    while let Some(row) = entries.next()? {
        let id: i64 = row.get(0)?;
        match entry(row, id, previous, &mut cursors, &mut tombstone, verification) {
            Ok(()) => {}
            Err(Wrong::Engine(error)) => return Err(error),
            Err(Wrong::Found(text)) => wrong(verification, id, text),
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

fn select(shape: &Shape) -> String {
    let columns: Vec<&str> = shape.open.iter().chain(shape.sealed).copied().collect();
    let seal = if shape.sealed.is_empty() { "" } else { ", salt, digest" };
    format!("SELECT id, entry_id, {}{seal} FROM {} ORDER BY id", columns.join(", "), shape.table)
}

/// One entry: its rows are taken off the cursors whatever is found.
fn entry(
    row: &Row<'_>,
    id: i64,
    previous: Option<(i64, [u8; 32])>,
    cursors: &mut [Cursor<'_>],
    tombstone: &mut CachedStatement<'_>,
    verification: &mut Verification,
) -> Checked<()> {
    let command = text(row, 2)?;
    if command.as_deref() == Some(HASH_ONLY) && verification.redacted {
        verification.hash_only += 1;
        return follows(id, previous).and_then(|()| no_rows(id, cursors));
    }
    let mut removal = Removal::default();
    let head = head(row, id, command, &mut removal);
    let known = head.as_ref().ok().cloned().unwrap_or_else(|| blank(id));
    let mut form = Canonical::begin(previous.as_ref().map(|(_, hash)| hash), &known);
    let mut first = None;
    for cursor in &mut *cursors {
        if let Err(error) = take(cursor, id, &mut form, &mut removal) {
            first.get_or_insert(error);
        }
    }
    head?;
    first.map_or(Ok(()), Err)?;
    follows(id, previous)?;
    if row.get_ref(3)? != ValueRef::Integer(FORM) {
        return found("its form is none that this program knows");
    }
    if row.get_ref(11)?.as_blob().ok() != Some(form.hash().as_slice()) {
        return found("its content does not agree with its hash");
    }
    if removal.any {
        if !verification.redacted && !tombstone.exists([id])? {
            return found("its texts or author were removed, and no purge says so");
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
        item: None,
        source: None,
        place: None,
        author: None,
    }
}

fn follows(id: i64, previous: Option<(i64, [u8; 32])>) -> Checked<()> {
    let expected = previous.map_or(1, |(last, _)| last + 1);
    if id == expected { Ok(()) } else { found(format!("entry {expected} is missing before it")) }
}

fn head(row: &Row<'_>, id: i64, command: Option<String>, removal: &mut Removal) -> Checked<Head> {
    let author = text(row, 8)?;
    let author = sealed(row, 9, &[("author", author)], removal, "the author")?;
    Ok(Head {
        id,
        batch: row.get(1)?,
        command: command.unwrap_or_default(),
        recorded_at: text(row, 4)?.unwrap_or_default(),
        item: row.get(5)?,
        source: row.get(6)?,
        place: text(row, 7)?,
        author,
    })
}

fn no_rows(id: i64, cursors: &mut [Cursor<'_>]) -> Checked<()> {
    for cursor in cursors {
        if entry_of(cursor)?.is_some_and(|entry| entry <= id) {
            return found(format!(
                "only its hash should be left, but `{}` has rows",
                cursor.shape.table
            ));
        }
    }
    Ok(())
}

fn entry_of(cursor: &Cursor<'_>) -> rusqlite::Result<Option<i64>> {
    cursor.rows.get().map(|row| row.get(1)).transpose()
}

/// Takes the rows of one entry off a table; one of an earlier entry stands out of order.
fn take(
    cursor: &mut Cursor<'_>,
    id: i64,
    form: &mut Canonical,
    removal: &mut Removal,
) -> Checked<()> {
    let mut first = None;
    while let Some(entry) = entry_of(cursor)?.filter(|entry| *entry <= id) {
        let shape = cursor.shape;
        if let Some(row) = cursor.rows.get() {
            let checked = if entry == id {
                add_row(row, shape, form, removal)
            } else {
                found(format!("a row of `{}` says that it belongs to entry {entry}", shape.table))
            };
            if let Err(error) = checked {
                first.get_or_insert(error);
            }
        }
        cursor.rows.advance()?;
    }
    first.map_or(Ok(()), Err)
}

fn add_row(
    row: &Row<'_>,
    shape: &Shape,
    form: &mut Canonical,
    removal: &mut Removal,
) -> Checked<()> {
    form.row(shape.table);
    form.field("id", &Field::Integer(row.get(0)?));
    for (at, column) in shape.open.iter().enumerate() {
        form.field(column, &field(row, at + 2)?);
    }
    if shape.sealed.is_empty() {
        return Ok(());
    }
    let first = shape.open.len() + 2;
    let mut texts = Vec::with_capacity(shape.sealed.len());
    for (at, column) in shape.sealed.iter().enumerate() {
        texts.push((*column, text(row, first + at)?));
    }
    let salt = first + shape.sealed.len();
    let digest =
        sealed(row, salt, &texts, removal, &format!("a sealed text of `{}`", shape.table))?;
    form.sealed(digest.as_ref());
    Ok(())
}

/// The digest beside a salt, once it agrees with the texts, or once these were removed with it.
fn sealed(
    row: &Row<'_>,
    salt: usize,
    texts: &[(&str, Option<String>)],
    removal: &mut Removal,
    what: &str,
) -> Checked<Option<[u8; 32]>> {
    let blob = |at| row.get_ref(at).map(|value| value.as_blob_or_null().ok().flatten());
    let (salt, digest) = (blob(salt)?, blob(salt + 1)?);
    let empty = texts.iter().all(|(_, text)| text.is_none());
    let digest: Option<[u8; 32]> = match digest.map(TryInto::try_into) {
        None => None,
        Some(Ok(digest)) => Some(digest),
        Some(Err(_)) => return found(format!("the digest of {what} has a wrong length")),
    };
    match (salt, digest) {
        (None, None) if empty => {}
        (None, Some(_)) if empty => removal.any = true,
        (Some(salt), Some(digest)) => {
            let texts = texts.iter().map(|(name, text)| (*name, text.as_deref()));
            if seal(salt, texts) != digest {
                return found(format!("{what} was changed"));
            }
        }
        _ => return found(format!("{what}, its salt and its digest do not fit together")),
    }
    Ok(digest)
}

fn text(row: &Row<'_>, at: usize) -> Checked<Option<String>> {
    match row.get_ref(at)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.to_owned())),
            Err(_) => found("one of its texts is no UTF-8"),
        },
        _ => found("one of its texts is no text"),
    }
}

fn field(row: &Row<'_>, at: usize) -> Checked<Field> {
    match row.get_ref(at)? {
        ValueRef::Integer(number) => Ok(Field::Integer(number)),
        _ => Ok(text(row, at)?.map_or(Field::Null, Field::Text)),
    }
}
