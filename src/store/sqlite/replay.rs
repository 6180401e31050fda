//! The second way into the ledger, beside `append`: an entry that was written elsewhere is stored as
//! it came, in whatever form, if number, hash, rows and seals agree.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::types::Value;

use super::chain::{HASH_ONLY, NO_TIME};
use super::shapes::{SHAPES, Shape, ShapeColumn, Way};
use super::{SqliteTx, translate, triggers};
use crate::domain::ledger::portable::{Carried, CarriedRow, FieldPair, Said, Sealing};
use crate::store::travel::Replay;
use crate::store::{Result, StoreError};

const INSERT: &str = "INSERT INTO entry (id, batch, command, form, recorded_at, clock, item_id,
        source_id, place, author, author_salt, author_digest, internal, content, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

impl Replay for SqliteTx<'_> {
    fn become_redacted(&mut self, now: DateTime<Utc>) -> Result<()> {
        let day = now.to_rfc3339_opts(SecondsFormat::Secs, true);
        let notice = "INSERT INTO notice (key, value) VALUES ('redacted', $1)";
        self.prepare(notice)?.execute([day]).map_err(|error| self.error(error))?;
        let tables: Vec<&str> = SHAPES.iter().map(|shape| shape.table).collect();
        let lifted = triggers::lift(&self.transaction, &tables);
        self.ledger.lifted = Some(lifted.map_err(|error| translate(self.path, error))?);
        Ok(())
    }

    fn keep_old_markers(&mut self, keys: &[String]) -> Result<()> {
        let mut keep = self.prepare("INSERT INTO seeded (key) VALUES ($1)")?;
        for key in keys {
            keep.execute([key]).map_err(|error| self.error(error))?;
        }
        Ok(())
    }

    fn replay(&mut self, entry: Carried) -> Result<()> {
        let id = entry.id;
        let unfit = |found: String| StoreError::Unfit { entry: id, found };
        let (last, previous) = self.head()?;
        if id != last + 1 {
            return Err(unfit(format!("entry {} is missing before it", last + 1)));
        }
        entry.check(previous.as_ref()).map_err(unfit)?;
        if !entry.said.as_ref().is_none_or(names_author) {
            return Err(unfit("its author is no text of that name".to_owned()));
        }
        let rows = match &entry.said {
            None => Vec::new(),
            Some(said) => {
                let rows = said.rows.iter().map(|row| table_row(&entry, row));
                rows.collect::<std::result::Result<Vec<_>, _>>().map_err(unfit)?
            }
        };
        // Rows are hashed in the order of the tables: in any other the file would not verify.
        if !rows.is_sorted_by_key(|(shape, _)| place(shape)) {
            return Err(unfit("its rows are not in the order in which they are hashed".to_owned()));
        }
        let stored = self.store(&entry).and_then(|()| self.insert_rows(rows));
        stored.map_err(|error| match error {
            StoreError::Engine(found) => unfit(found),
            error => error,
        })?;
        self.ledger.head = Some((id, Some(entry.hash)));
        Ok(())
    }
}

impl SqliteTx<'_> {
    fn store(&self, entry: &Carried) -> Result<()> {
        let mut insert = self.prepare(INSERT)?;
        let done = match &entry.said {
            Some(said) => {
                let (author, salt, digest) = author(said, entry.form);
                insert.execute(rusqlite::params![
                    entry.id,
                    said.batch,
                    said.command,
                    entry.form,
                    said.recorded_at,
                    said.stopped.then_some("stopped"),
                    said.item,
                    said.source,
                    said.place,
                    author,
                    salt,
                    digest,
                    entry.internal,
                    None::<Vec<u8>>,
                    entry.hash,
                ])
            }
            None => insert.execute(rusqlite::params![
                entry.id,
                entry.id,
                HASH_ONLY,
                entry.form,
                NO_TIME,
                None::<&str>,
                None::<i64>,
                None::<i64>,
                None::<&str>,
                None::<&str>,
                None::<Vec<u8>>,
                None::<Vec<u8>>,
                entry.internal,
                entry.content,
                entry.hash,
            ]),
        };
        done.map(drop).map_err(|error| self.error(error))
    }
}

fn place(shape: &Shape) -> usize {
    SHAPES.iter().position(|other| other.table == shape.table).unwrap_or(usize::MAX)
}

/// Whether an author is one field of that name, where there is one.
fn names_author(said: &Said) -> bool {
    match &said.author {
        Some(Sealing::Whole(_, fields)) => {
            matches!(fields.as_slice(), [(name, Some(_))] if name == "author")
        }
        _ => true,
    }
}

type Author = (Option<String>, Option<Vec<u8>>, Option<Vec<u8>>);

fn author(said: &Said, form: i64) -> Author {
    match &said.author {
        None => (None, None, None),
        Some(Sealing::Emptied(digest)) => (None, None, Some(digest.to_vec())),
        Some(sealing @ Sealing::Whole(salt, fields)) => {
            let name = fields.first().and_then(|(_, name)| name.clone());
            (name, Some(salt.to_vec()), Some(sealing.digest(form).to_vec()))
        }
    }
}

/// A row as its table holds it.
fn table_row(
    entry: &Carried,
    row: &CarriedRow,
) -> std::result::Result<(&'static Shape, Vec<Value>), String> {
    let shape = SHAPES.iter().find(|shape| shape.table == row.table);
    let shape = shape.ok_or_else(|| format!("this program has no table `{}`", row.table))?;
    let form = entry.form;
    let sealed = row.sealed.as_ref().and_then(Option::as_ref);
    let (salt, texts, digest) = match sealed {
        None => (None, &[][..], None),
        Some(Sealing::Emptied(digest)) => (None, &[][..], Some(*digest)),
        Some(sealing @ Sealing::Whole(salt, texts)) => {
            (Some(salt.to_vec()), texts.as_slice(), Some(sealing.digest(form)))
        }
    };
    let mut values = vec![Value::Integer(row.id), Value::Integer(entry.id)];
    let (mut open, mut texts) = (row.open.iter().peekable(), texts.iter().peekable());
    for column in shape.columns {
        let from = match column.way(form) {
            Some(Way::Open) => &mut open,
            Some(Way::Sealed) => &mut texts,
            None => {
                values.push(Value::Null);
                continue;
            }
        };
        values.push(taken(from, column));
    }
    if let Some((name, _)) = open.next().or(texts.next()) {
        return Err(format!(
            "`{name}` of `{}` is none of the fields that its form holds, or out of order",
            row.table
        ));
    }
    if shape.seals() {
        values.push(salt.map_or(Value::Null, Value::Blob));
        values.push(digest.map_or(Value::Null, |digest| Value::Blob(digest.to_vec())));
    } else if sealed.is_some() {
        return Err(format!("nothing of `{}` is sealed", row.table));
    }
    Ok((shape, values))
}

/// The value of a column, where it is the next that is named.
fn taken<'a>(
    from: &mut std::iter::Peekable<impl Iterator<Item = &'a FieldPair>>,
    column: &ShapeColumn,
) -> Value {
    let named = from.next_if(|(name, _)| name == column.name);
    named.and_then(|(_, value)| value.clone()).map_or(Value::Null, Value::Text)
}
