//! The rows of an entry, taken as they stand beside it.

use rusqlite::Row;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::types::ValueRef;

use super::{ChainChecked, Removal, RowCursor, found};
use crate::domain::ledger::{Canonical, FieldValue, SALT, seal};
use crate::store::sqlite::shapes::{Shape, Way};

pub(super) fn no_rows(id: i64, cursors: &mut [RowCursor<'_>]) -> ChainChecked<()> {
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

fn entry_of(cursor: &RowCursor<'_>) -> rusqlite::Result<Option<i64>> {
    cursor.rows.get().map(|row| row.get(1)).transpose()
}

/// Takes the rows of one entry off a table; one of an earlier entry stands out of order.
pub(super) fn take(
    cursor: &mut RowCursor<'_>,
    id: i64,
    version: i64,
    form: &mut Canonical,
    removal: &mut Removal,
) -> ChainChecked<()> {
    let mut first = None;
    while let Some(entry) = entry_of(cursor)?.filter(|entry| *entry <= id) {
        let shape = cursor.shape;
        if let Some(row) = cursor.rows.get() {
            let checked = if entry == id {
                add_row(row, shape, version, form, removal)
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

pub(super) fn add_row(
    row: &Row<'_>,
    shape: &Shape,
    version: i64,
    form: &mut Canonical,
    removal: &mut Removal,
) -> ChainChecked<()> {
    form.row(shape.table);
    form.field("id", &FieldValue::Integer(row.get(0)?));
    let mut texts = Vec::new();
    for (at, column) in shape.columns.iter().enumerate() {
        let value = field(row, at + 2)?;
        match column.way(version) {
            Some(Way::Open) => form.field(column.name, &value),
            Some(Way::Sealed) => texts.push((column.name, value.written())),
            None if value == FieldValue::Null => {}
            None => {
                let (table, name) = (shape.table, column.name);
                return found(format!("its form does not hold `{name}` of `{table}`"));
            }
        }
    }
    if !shape.seals() {
        return Ok(());
    }
    let salt = (row, shape.columns.len() + 2);
    let what = format!("a sealed text of `{}`", shape.table);
    let mut emptied = Removal::default();
    let digest = sealed(salt, version, &texts, &mut emptied, &what)?;
    if emptied.any {
        removal.any = true;
        removal.more = removal.more || shape.table != "source_file";
        let open = |name: &str| {
            let at = shape.columns.iter().position(|column| column.name == name)?;
            field(row, at + 2).ok()?.written()
        };
        if !shape.may_lack_texts(open) {
            removal.published.get_or_insert(shape.table);
        }
    }
    if shape.held(version, Way::Sealed).next().is_some() {
        form.sealed(digest.as_ref());
    } else if digest.is_some() {
        return found(format!("its form seals nothing of `{}`", shape.table));
    }
    Ok(())
}

/// The digest beside a salt, once it agrees with the texts, or once these were removed with it.
pub(super) fn sealed(
    (row, salt): (&Row<'_>, usize),
    version: i64,
    texts: &[(&str, Option<String>)],
    removal: &mut Removal,
    what: &str,
) -> ChainChecked<Option<[u8; 32]>> {
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
            let Ok(salt) = <&[u8; SALT]>::try_from(salt) else {
                return found(format!("the salt of {what} has a wrong length"));
            };
            let texts = texts.iter().map(|(name, text)| (*name, text.as_deref()));
            if seal(version, salt, texts) != digest {
                return found(format!("{what} was changed"));
            }
        }
        _ => return found(format!("{what}, its salt and its digest do not fit together")),
    }
    Ok(digest)
}

pub(super) fn text(row: &Row<'_>, at: usize) -> ChainChecked<Option<String>> {
    match row.get_ref(at)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.to_owned())),
            Err(_) => found("one of its texts is no UTF-8"),
        },
        _ => found("one of its texts is no text"),
    }
}

fn field(row: &Row<'_>, at: usize) -> ChainChecked<FieldValue> {
    match row.get_ref(at)? {
        ValueRef::Integer(number) => Ok(FieldValue::Integer(number)),
        _ => Ok(text(row, at)?.map_or(FieldValue::Null, FieldValue::Text)),
    }
}
