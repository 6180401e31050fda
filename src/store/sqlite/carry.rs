//! Reading the ledger as it travels: entries with their rows, in the order in which they are hashed.

use chrono::DateTime;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row, Statement};

use super::chain::HASH_ONLY;
use super::shapes::{SHAPES, Shape, Way, shape};
use super::{FileStore, connecting, redact, translate, verify};
use crate::domain::ledger::SALT;
use crate::domain::ledger::portable::{Carried, CarriedRow, FieldPair, Line, Said, Sealing, Title};
use crate::store::travel::{Reach, Travel};
use crate::store::{Result, StoreError, Visit};

const ENTRY: &str = "SELECT id, batch, command, form, recorded_at, item_id, source_id, place, author,
    author_salt, author_digest, hash, content, clock, internal FROM entry WHERE id > $1 ORDER BY id";

/// Why an entry could not be read.
enum CarryFault {
    /// The engine's.
    Engine(rusqlite::Error),
    /// It holds what no line can.
    Found(&'static str),
}

impl From<rusqlite::Error> for CarryFault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Engine(error)
    }
}

type CarryChecked<T> = std::result::Result<T, CarryFault>;

impl Travel for FileStore {
    fn carry(&mut self, reach: Reach, visit: &mut dyn FnMut(Line) -> Visit) -> Result<()> {
        let path = self.path.clone();
        let fault = |error| translate(&path, error);
        let transaction = self.connection.transaction().map_err(fault)?;
        if reach == Reach::Internal || verify::is_redacted(&transaction).map_err(fault)? {
            return carry(&transaction, fault, visit);
        }
        // The same hands that make a redacted copy make this one, which has no name and goes away
        // with its connection.
        let mut copy = connecting::private_copy(&transaction).map_err(fault)?;
        drop(transaction);
        if let Some(entry) = redact::first_bound(&copy).map_err(fault)? {
            return Err(StoreError::Inseparable(entry));
        }
        redact::strip(&mut copy, DateTime::UNIX_EPOCH).map_err(fault)?;
        let transaction = copy.transaction().map_err(fault)?;
        carry(&transaction, fault, visit)
    }

    fn leaves_out(&mut self) -> Result<bool> {
        Ok(self.is_redacted())
    }

    fn find_hash(&mut self, entry: i64) -> Result<Option<[u8; 32]>> {
        let sql = "SELECT hash FROM entry WHERE id = $1";
        let found = self.connection.query_row(sql, [entry], |row| row.get(0)).optional();
        found.map_err(|error| translate(&self.path, error))
    }

    fn carry_after(&mut self, entry: i64, visit: &mut dyn FnMut(Carried) -> Visit) -> Result<()> {
        let path = self.path.clone();
        let transaction = self.connection.transaction().map_err(|error| translate(&path, error))?;
        each_entry(&transaction, entry, &|error| translate(&path, error), &mut |entry| {
            visit(entry).map_err(StoreError::Visit)
        })
    }
}

fn carry(
    connection: &Connection,
    fault: impl Fn(rusqlite::Error) -> StoreError,
    visit: &mut dyn FnMut(Line) -> Visit,
) -> Result<()> {
    visit(Line::Title(title(connection).map_err(&fault)?)).map_err(StoreError::Visit)?;
    each_entry(connection, 0, &fault, &mut |entry| {
        visit(Line::Entry(Box::new(entry))).map_err(StoreError::Visit)
    })
}

fn title(connection: &Connection) -> rusqlite::Result<Title> {
    let mut seeded = connection.prepare("SELECT key FROM seeded ORDER BY key")?;
    let seeded = seeded.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let sql = "SELECT COUNT(*), (SELECT hash FROM entry ORDER BY id DESC LIMIT 1) FROM entry";
    let (entries, head) = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let redacted = verify::is_redacted(connection)?;
    Ok(Title { program: String::new(), redacted, entries, head, seeded })
}

/// Gives each entry after one to the visitor.
pub(super) fn each_entry(
    connection: &Connection,
    after: i64,
    fault: &dyn Fn(rusqlite::Error) -> StoreError,
    visit: &mut dyn FnMut(Carried) -> Result<()>,
) -> Result<()> {
    each_of(connection, (after, None), fault, visit)
}

/// Gives each entry after one, up to another, to the visitor; no others are looked at.
pub(super) fn between(
    connection: &Connection,
    (after, last): (i64, i64),
    fault: &dyn Fn(rusqlite::Error) -> StoreError,
    visit: &mut dyn FnMut(Carried) -> Result<()>,
) -> Result<()> {
    each_of(connection, (after, Some(last)), fault, visit)
}

fn each_of(
    connection: &Connection,
    (after, last): (i64, Option<i64>),
    fault: &dyn Fn(rusqlite::Error) -> StoreError,
    visit: &mut dyn FnMut(Carried) -> Result<()>,
) -> Result<()> {
    let mut tables = Vec::with_capacity(SHAPES.len());
    for shape in SHAPES {
        tables.push(connection.prepare(&select(shape, last)).map_err(fault)?);
    }
    let mut cursors = Vec::with_capacity(SHAPES.len());
    for (shape, table) in SHAPES.iter().zip(&mut tables) {
        cursors.push(CarryCursor::begin(shape, table, after).map_err(fault)?);
    }
    let redacted = verify::is_redacted(connection).map_err(fault)?;
    let mut entries = connection.prepare(ENTRY).map_err(fault)?;
    let mut entries = entries.query([after]).map_err(fault)?;
    while let Some(row) = entries.next().map_err(fault)? {
        let id: i64 = row.get(0).map_err(fault)?;
        if last.is_some_and(|last| id > last) {
            break;
        }
        let carried = entry(row, id, redacted, &mut cursors).map_err(|found| match found {
            CarryFault::Engine(error) => fault(error),
            CarryFault::Found(found) => StoreError::Unfit { entry: id, found: found.to_owned() },
        })?;
        visit(carried)?;
    }
    Ok(())
}

/// The rows of a table after an entry; of a few entries by the index, else in the table's own order.
fn select(shape: &Shape, last: Option<i64>) -> String {
    let (columns, table) = (shape.names().join(", "), shape.table);
    match last {
        None => format!("SELECT {columns} FROM {table} WHERE entry_id > $1 ORDER BY id"),
        Some(last) => format!(
            "SELECT {columns} FROM {table} WHERE entry_id > $1 AND entry_id <= {last}
             ORDER BY entry_id, id"
        ),
    }
}

/// The rows of one table, read beside the entries.
struct CarryCursor<'a> {
    shape: &'static Shape,
    rows: rusqlite::Rows<'a>,
    /// The entry of the row that is next; none at the end.
    next: Option<i64>,
}

impl<'a> CarryCursor<'a> {
    fn begin(
        shape: &'static Shape,
        table: &'a mut Statement<'_>,
        after: i64,
    ) -> rusqlite::Result<Self> {
        let mut cursor = Self { shape, rows: table.query([after])?, next: None };
        cursor.advance()?;
        Ok(cursor)
    }

    fn advance(&mut self) -> rusqlite::Result<()> {
        use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
        self.rows.advance()?;
        self.next = self.rows.get().map(|row| row.get(1)).transpose()?;
        Ok(())
    }

    /// Takes the rows of an entry.
    fn take(&mut self, id: i64, form: i64, rows: &mut Vec<CarriedRow>) -> CarryChecked<()> {
        use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
        while let Some(entry) = self.next.filter(|entry| *entry <= id) {
            if entry < id {
                return Err(CarryFault::Found("a row stands out of order"));
            }
            if let Some(row) = self.rows.get() {
                rows.push(carried(row, self.shape, form)?);
            }
            self.advance()?;
        }
        Ok(())
    }
}

fn entry(
    row: &Row<'_>,
    id: i64,
    redacted: bool,
    cursors: &mut [CarryCursor<'_>],
) -> CarryChecked<Carried> {
    let form = row.get(3)?;
    let command = text(row, 2)?.unwrap_or_default();
    let mut rows = Vec::new();
    for cursor in cursors {
        cursor.take(id, form, &mut rows)?;
    }
    let left_out = redacted && command == HASH_ONLY;
    if left_out && !rows.is_empty() {
        return Err(CarryFault::Found("only its hash should be left, and it has rows"));
    }
    let mut entry = Carried {
        id,
        form,
        internal: row.get(14)?,
        said: None,
        content: bytes(row, 12)?,
        hash: bytes(row, 11)?.ok_or(CarryFault::Found("it has no hash"))?,
    };
    if left_out {
        return Ok(entry);
    }
    let author = vec![("author".to_owned(), text(row, 8)?)];
    let said = Said {
        batch: row.get(1)?,
        command,
        recorded_at: text(row, 4)?.unwrap_or_default(),
        stopped: match text(row, 13)?.as_deref() {
            None => false,
            Some("stopped") => true,
            Some(_) => return Err(CarryFault::Found("it names a clock that no line can")),
        },
        item: row.get(5)?,
        source: row.get(6)?,
        place: text(row, 7)?,
        author: sealing(row, 9, form, author)?,
        rows,
    };
    if entry.content.is_some() {
        return Err(CarryFault::Found(
            "it stands here with its rows and says that they were left out",
        ));
    }
    entry.content = said.content(id, form);
    entry.said = Some(said);
    Ok(entry)
}

fn carried(row: &Row<'_>, shape: &Shape, form: i64) -> CarryChecked<CarriedRow> {
    let (mut open, mut texts) = (Vec::new(), Vec::new());
    for (at, column) in shape.columns.iter().enumerate() {
        let value = value(row, at + 2)?;
        match column.way(form) {
            _ if form > 2 && value.is_none() => {}
            Some(Way::Open) => open.push((column.name.to_owned(), value)),
            Some(Way::Sealed) => texts.push((column.name.to_owned(), value)),
            None if value.is_none() => {}
            None => return Err(CarryFault::Found("it holds a value that its form does not hold")),
        }
    }
    let seals = shape.held(form, Way::Sealed).next().is_some();
    let sealed = if seals {
        let sealed = sealing(row, shape.columns.len() + 2, form, texts)?;
        (form < 3 || sealed.is_some()).then_some(sealed)
    } else {
        None
    };
    Ok(CarriedRow { table: shape.table.to_owned(), id: row.get(0)?, open, sealed })
}

/// Sealed fields with their salt, or the digest that is left of them.
fn sealing(
    row: &Row<'_>,
    at: usize,
    form: i64,
    mut fields: Vec<FieldPair>,
) -> CarryChecked<Option<Sealing>> {
    let empty = fields.iter().all(|(_, value)| value.is_none());
    let digest: Option<[u8; 32]> = bytes(row, at + 1)?;
    match (bytes::<SALT>(row, at)?, digest) {
        (None, None) if empty => Ok(None),
        (None, Some(digest)) if empty => Ok(Some(Sealing::Emptied(digest))),
        (Some(salt), Some(digest)) => {
            if form > 2 {
                fields.retain(|(_, value)| value.is_some());
            }
            let sealing = Sealing::Whole(salt, fields);
            if sealing.digest(form) == digest {
                Ok(Some(sealing))
            } else {
                Err(CarryFault::Found("a sealed text was changed"))
            }
        }
        _ => {
            Err(CarryFault::Found("sealed texts, their salt and their digest do not fit together"))
        }
    }
}

fn bytes<const N: usize>(row: &Row<'_>, at: usize) -> CarryChecked<Option<[u8; N]>> {
    match row.get_ref(at)? {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(bytes) => match bytes.try_into() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(_) => Err(CarryFault::Found("a salt, digest or hash has a wrong length")),
        },
        _ => Err(CarryFault::Found("a salt, digest or hash is none")),
    }
}

fn text(row: &Row<'_>, at: usize) -> CarryChecked<Option<String>> {
    match row.get_ref(at)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.to_owned())),
            Err(_) => Err(CarryFault::Found("one of its texts is no UTF-8")),
        },
        _ => Err(CarryFault::Found("one of its texts is no text")),
    }
}

/// A value as it enters the canonical form: a number by its digits.
fn value(row: &Row<'_>, at: usize) -> CarryChecked<Option<String>> {
    match row.get_ref(at)? {
        ValueRef::Integer(number) => Ok(Some(number.to_string())),
        _ => text(row, at),
    }
}

/// Whether a copy for others leaves the texts of a row out.
pub fn may_lack_texts(row: &CarriedRow) -> bool {
    let open = |name: &str| row.get(name).map(str::to_owned);
    shape(&row.table).is_some_and(|shape| shape.may_lack_texts(open))
}
