//! The ledger: every appended entry, each bound to its predecessor by a hash.
//!
//! An entry is one recorded act: a head (when, by which command, of which item, from which source)
//! and the rows it appended. Its content is written down in a canonical form, version [`FORM`]:
//!
//! ```text
//! upr-entry 3
//! <name>=<length in bytes>:<value>        one line a field of the head: id, batch, command,
//!                                         recorded_at, clock, item, source, place, author
//! row=<length>:<table>                    then for each row its number and its open fields, in the
//! id=<length>:<number>                    table's order
//! <name>=<length>:<value>
//! sealed=64:<digest>                      and the digest of its sealed fields, if it has any
//! ```
//!
//! A field without a value is left out, so that a column which is added later changes no older
//! entry. `clock=7:stopped` stands where the moment is not what the machine's clock said. The
//! entry's hash is SHA-256 over what binds the content to the entry before, and whether the entry
//! is internal as a whole:
//!
//! ```text
//! upr-link 3
//! previous=64:<hash of the entry before, in hex; left out for the first>
//! content=64:<SHA-256 of the form above, in hex>
//! internal=1:<1 where the entry is internal as a whole, else 0>
//! ```
//!
//! So a copy that leaves an entry out, its content's digest kept, still binds what stands before
//! that entry to what comes after, and only an internal entry can be left out.
//!
//! Free text, evidence, authors, and the name, digest and size of an imported file are *sealed*:
//! they enter as SHA-256 over a random salt of [`SALT`] bytes and the fields, so that a copy from
//! which text and salt were removed still verifies, and the digest tells nothing about what was
//! removed:
//!
//! ```text
//! upr-sealed 3
//! salt=32:<salt in hex>
//! <name>=<length>:<value>                 one line a sealed field that has a value
//! ```
//!
//! Earlier forms are read, and no longer written. In the second a field without a value is
//! `<name>=-`, the link does not say whether an entry is internal, and a seal is SHA-256 over the
//! salt's bytes, `upr-sealed 1` and the fields. In the first, `previous` stands in the entry's form
//! itself, and its digest is the hash.

pub mod fingerprint;
pub mod portable;
pub mod walk;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// The version of the canonical form that this program writes; earlier ones are read.
pub const FORM: i64 = 3;

/// How many bytes a salt has, in every form: with any other, bytes could move between salt and text.
pub const SALT: usize = 16;

/// When an entry is written, and by which clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Whether the clock was stopped at it: then it is nobody's word that this was the time.
    pub stopped: bool,
}

impl Moment {
    /// A moment that is told, not read off a clock.
    pub fn stopped(at: DateTime<Utc>) -> Self {
        Self { at, stopped: true }
    }
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(String),
}

/// A row to append: its table and its fields by column; columns that are not named are null. Rows are
/// made by the claims ([`crate::domain::claims`]), each of which knows its table's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The table.
    pub table: &'static str,
    /// Column and value.
    pub fields: Vec<(&'static str, FieldValue)>,
}

/// The head of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its number: one more than its predecessor's.
    pub id: i64,
    /// The number of the first entry of the same command.
    pub batch: i64,
    /// The command that appended it (`status set`).
    pub command: String,
    /// When, RFC 3339 in UTC, to the second.
    pub recorded_at: String,
    /// Whether the clock was stopped.
    pub stopped: bool,
    /// The item it is about, if it is about one.
    pub item: Option<i64>,
    /// The imported file it came from, if any.
    pub source: Option<i64>,
    /// Where in that file (`row 17`, `paragraph 90`).
    pub place: Option<String>,
    /// The digest of the author, if one is known.
    pub author: Option<[u8; 32]>,
}

/// The canonical form of an entry while it is written.
#[derive(Debug)]
pub struct Canonical {
    text: String,
    form: i64,
    /// The hash that the content is bound to.
    previous: Option<[u8; 32]>,
}

impl Canonical {
    /// Begins with the head, in a version of the form (an unknown one is read as the newest), after
    /// the predecessor's hash (none for the first entry).
    pub fn begin(form: i64, previous: Option<&[u8; 32]>, head: &Head) -> Self {
        let form = form.clamp(1, FORM);
        let text = String::with_capacity(4096);
        let mut begun = Self { text, form, previous: previous.copied() };
        begun.text.push_str(&format!("upr-entry {form}\n"));
        if form == 1 {
            begun.text("previous", Some(&hex_or_nothing(previous)));
        }
        begun.text("id", Some(&head.id.to_string()));
        begun.text("batch", Some(&head.batch.to_string()));
        begun.text("command", Some(&head.command));
        begun.text("recorded_at", Some(&head.recorded_at));
        if form > 2 {
            begun.text("clock", head.stopped.then_some("stopped"));
        }
        begun.field("item", &head.item.map_or(FieldValue::Null, FieldValue::Integer));
        begun.field("source", &head.source.map_or(FieldValue::Null, FieldValue::Integer));
        begun.text("place", head.place.as_deref());
        begun.text("author", head.author.as_ref().map(|digest| hex(digest)).as_deref());
        begun
    }

    /// Begins a row.
    pub fn row(&mut self, table: &str) {
        self.text("row", Some(table));
    }

    /// Adds an open field of the present row.
    pub fn field(&mut self, name: &str, value: &FieldValue) {
        match value {
            FieldValue::Null => self.text(name, None),
            FieldValue::Integer(number) => self.text(name, Some(&number.to_string())),
            FieldValue::Text(text) => self.text(name, Some(text)),
        }
    }

    /// Adds the digest of the present row's sealed fields.
    pub fn sealed(&mut self, digest: Option<&[u8; 32]>) {
        self.text("sealed", digest.map(|digest| hex(digest)).as_deref());
    }

    /// The digest of the content alone, from which the hash follows; none in the first version of
    /// the form.
    pub fn content(&self) -> Option<[u8; 32]> {
        (self.form > 1).then(|| Sha256::digest(self.text.as_bytes()).into())
    }

    /// The entry's hash, for an entry that is internal as a whole or not (which the first two
    /// versions of the form do not hold).
    pub fn hash(&self, internal: bool) -> [u8; 32] {
        let digest = Sha256::digest(self.text.as_bytes()).into();
        if self.form == 1 {
            return digest;
        }
        link(self.form, self.previous.as_ref(), &digest, internal)
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        write_field(&mut self.text, self.form, name, value);
    }
}

/// The hash of an entry of the second form or a later one, from its predecessor's (none for the
/// first), its content's digest, and whether it is internal as a whole.
pub fn link(
    form: i64,
    previous: Option<&[u8; 32]>,
    content: &[u8; 32],
    internal: bool,
) -> [u8; 32] {
    let form = form.clamp(2, FORM);
    let mut text = format!("upr-link {form}\n");
    if form == 2 {
        write_field(&mut text, form, "previous", Some(&hex_or_nothing(previous)));
    } else {
        write_field(&mut text, form, "previous", previous.map(|hash| hex(hash)).as_deref());
    }
    write_field(&mut text, form, "content", Some(&hex(content)));
    if form > 2 {
        write_field(&mut text, form, "internal", Some(if internal { "1" } else { "0" }));
    }
    Sha256::digest(text.as_bytes()).into()
}

fn hex_or_nothing(hash: Option<&[u8; 32]>) -> String {
    hash.map(|hash| hex(hash)).unwrap_or_default()
}

/// One line; from the third form on none where there is no value.
fn write_field(text: &mut String, form: i64, name: &str, value: Option<&str>) {
    if form > 2 && value.is_none() {
        return;
    }
    text.push_str(name);
    text.push('=');
    match value {
        None => text.push('-'),
        Some(value) => {
            push_number(text, value.len());
            text.push(':');
            text.push_str(value);
        }
    }
    text.push('\n');
}

/// Writes a number without a text of its own: it is done for every field of every row.
fn push_number(form: &mut String, number: usize) {
    if number >= 10 {
        push_number(form, number / 10);
    }
    let digit = u32::try_from(number % 10).unwrap_or_default();
    form.push(char::from_digit(digit, 10).unwrap_or('0'));
}

/// The digest of sealed fields under a salt, in a version of the form: names and values in the
/// table's order.
pub fn seal<'a>(
    form: i64,
    salt: &[u8; SALT],
    fields: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> [u8; 32] {
    let written = if form > 2 { 3 } else { 1 };
    let mut text = format!("upr-sealed {written}\n");
    if form > 2 {
        write_field(&mut text, form, "salt", Some(&hex(salt)));
    }
    for (name, value) in fields {
        write_field(&mut text, form, name, value);
    }
    let digest = Sha256::new();
    let digest = if form > 2 { digest } else { digest.chain_update(salt) };
    digest.chain_update(text.as_bytes()).finalize().into()
}

/// A salt for text that ships with the program and is no secret: derived, so that the same seeds
/// give the same fingerprint.
pub fn open_salt(text: &str) -> [u8; SALT] {
    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let mut salt = [0; SALT];
    salt.copy_from_slice(&digest[..SALT]);
    salt
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

impl Record {
    /// A row of a table without fields yet: made by claims alone.
    pub(in crate::domain) fn begin(table: &'static str) -> Self {
        Self { table, fields: Vec::with_capacity(16) }
    }

    /// The same with a field.
    pub(in crate::domain) fn and(
        mut self,
        column: &'static str,
        value: impl Into<FieldValue>,
    ) -> Self {
        self.fields.push((column, value.into()));
        self
    }

    /// A row as no claim makes it, for tests of the store: there is none in a release.
    #[cfg(any(test, debug_assertions))]
    pub fn new(table: &'static str) -> Self {
        Self::begin(table)
    }

    /// The same with a field.
    #[cfg(any(test, debug_assertions))]
    #[must_use]
    pub fn with(self, column: &'static str, value: impl Into<FieldValue>) -> Self {
        self.and(column, value)
    }

    /// Takes the value of a column out; null where it was not named.
    pub fn take(&mut self, column: &str) -> FieldValue {
        let found = self.fields.iter_mut().find(|(name, _)| *name == column);
        found.map_or(FieldValue::Null, |(_, value)| std::mem::replace(value, FieldValue::Null))
    }

    /// The value of a column; null where it was not named.
    pub fn get(&self, column: &str) -> &FieldValue {
        self.fields
            .iter()
            .find(|(name, _)| *name == column)
            .map_or(&FieldValue::Null, |(_, value)| value)
    }
}

impl FieldValue {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl FieldValue {
    /// The value as it enters a seal: a number by its digits.
    pub fn written(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Integer(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.clone()),
        }
    }
}

impl From<i64> for FieldValue {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for FieldValue {
    fn from(flag: bool) -> Self {
        Self::Integer(flag.into())
    }
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for FieldValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<chrono::NaiveDate> for FieldValue {
    fn from(day: chrono::NaiveDate) -> Self {
        Self::Text(day.format("%Y-%m-%d").to_string())
    }
}

impl From<crate::domain::PartialDate> for FieldValue {
    fn from(date: crate::domain::PartialDate) -> Self {
        Self::Text(date.to_string())
    }
}

impl<T: Into<Self>> From<Option<T>> for FieldValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests;
