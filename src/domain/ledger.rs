//! The ledger: every appended entry, each bound to its predecessor by a hash.
//!
//! An entry is one recorded act: a head (when, by which command, of which item, from which source)
//! and the rows it appended. Its content is written down in a canonical form, version [`FORM`]:
//!
//! ```text
//! upr-entry 2
//! <name>=<length in bytes>:<value>        one line a field of the head
//! row=<length>:<table>                    then for each row its open fields, in the table's order
//! <name>=<length>:<value>
//! sealed=64:<digest>                      and the digest of its sealed fields, if it has any
//! ```
//!
//! A field without a value is `<name>=-`. The entry's hash is SHA-256 over what binds the content to
//! the entry before:
//!
//! ```text
//! upr-link 2
//! previous=64:<hash of the entry before, in hex; empty for the first>
//! content=64:<SHA-256 of the form above, in hex>
//! ```
//!
//! So a copy that leaves an entry out, its content's digest kept, still binds what stands before
//! that entry to what comes after. (In the first version `previous` stood in the form itself, and
//! the form's digest was the hash: such entries are read, and no longer written.)
//!
//! Free text, evidence and authors are *sealed*: they enter as SHA-256 over a random salt and the
//! fields, so that a copy from which text and salt were removed still verifies, and the digest tells
//! nothing about what was removed.

use sha2::{Digest, Sha256};

/// The version of the canonical form that this program writes; earlier ones are read.
pub const FORM: i64 = 2;

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
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
    pub fields: Vec<(&'static str, Field)>,
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
    /// The hash that the content is bound to; where it stands in the text, none.
    bound: Option<String>,
}

impl Canonical {
    /// Begins with the head, in a version of the form (an unknown one is read as the newest), after
    /// the predecessor's hash (none for the first entry).
    pub fn begin(form: i64, previous: Option<&[u8; 32]>, head: &Head) -> Self {
        let form = form.clamp(1, FORM);
        let previous = previous.map(|hash| hex(hash)).unwrap_or_default();
        let mut begun = Self { text: String::with_capacity(4096), bound: None };
        begun.text.push_str(&format!("upr-entry {form}\n"));
        if form == 1 {
            begun.text("previous", Some(&previous));
        } else {
            begun.bound = Some(previous);
        }
        begun.text("id", Some(&head.id.to_string()));
        begun.text("batch", Some(&head.batch.to_string()));
        begun.text("command", Some(&head.command));
        begun.text("recorded_at", Some(&head.recorded_at));
        begun.field("item", &head.item.map_or(Field::Null, Field::Integer));
        begun.field("source", &head.source.map_or(Field::Null, Field::Integer));
        begun.text("place", head.place.as_deref());
        begun.text("author", head.author.as_ref().map(|digest| hex(digest)).as_deref());
        begun
    }

    /// Begins a row.
    pub fn row(&mut self, table: &str) {
        self.text("row", Some(table));
    }

    /// Adds an open field of the present row.
    pub fn field(&mut self, name: &str, value: &Field) {
        match value {
            Field::Null => self.text(name, None),
            Field::Integer(number) => self.text(name, Some(&number.to_string())),
            Field::Text(text) => self.text(name, Some(text)),
        }
    }

    /// Adds the digest of the present row's sealed fields.
    pub fn sealed(&mut self, digest: Option<&[u8; 32]>) {
        self.text("sealed", digest.map(|digest| hex(digest)).as_deref());
    }

    /// The digest of the content alone, from which the hash follows; none in the first version of
    /// the form.
    pub fn content(&self) -> Option<[u8; 32]> {
        self.bound.as_ref().map(|_| Sha256::digest(self.text.as_bytes()).into())
    }

    /// The entry's hash.
    pub fn hash(&self) -> [u8; 32] {
        let digest = Sha256::digest(self.text.as_bytes()).into();
        self.bound.as_ref().map_or(digest, |previous| bind(previous, &digest))
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        write_field(&mut self.text, name, value);
    }
}

/// The hash of an entry, from its predecessor's (none for the first) and its content's digest.
pub fn link(previous: Option<&[u8; 32]>, content: &[u8; 32]) -> [u8; 32] {
    bind(&previous.map(|hash| hex(hash)).unwrap_or_default(), content)
}

fn bind(previous: &str, content: &[u8; 32]) -> [u8; 32] {
    let mut form = String::from("upr-link 2\n");
    write_field(&mut form, "previous", Some(previous));
    write_field(&mut form, "content", Some(&hex(content)));
    Sha256::digest(form.as_bytes()).into()
}

fn write_field(form: &mut String, name: &str, value: Option<&str>) {
    form.push_str(name);
    form.push('=');
    match value {
        None => form.push('-'),
        Some(value) => {
            push_number(form, value.len());
            form.push(':');
            form.push_str(value);
        }
    }
    form.push('\n');
}

/// Writes a number without a text of its own: it is done for every field of every row.
fn push_number(form: &mut String, number: usize) {
    if number >= 10 {
        push_number(form, number / 10);
    }
    let digit = u32::try_from(number % 10).unwrap_or_default();
    form.push(char::from_digit(digit, 10).unwrap_or('0'));
}

/// The digest of sealed fields under a salt: names and values in the table's order.
pub fn seal<'a>(
    salt: &[u8],
    fields: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> [u8; 32] {
    let mut form = String::from("upr-sealed 1\n");
    for (name, value) in fields {
        write_field(&mut form, name, value);
    }
    Sha256::new().chain_update(salt).chain_update(form.as_bytes()).finalize().into()
}

/// A salt for text that ships with the program and is no secret: derived, so that the same seeds
/// give the same fingerprint.
pub fn open_salt(form: &str) -> [u8; 16] {
    let digest: [u8; 32] = Sha256::digest(form.as_bytes()).into();
    let mut salt = [0; 16];
    salt.copy_from_slice(&digest[..16]);
    salt
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        text
    })
}

impl Record {
    /// A row of a table without fields yet: made by claims alone.
    pub(in crate::domain) fn begin(table: &'static str) -> Self {
        Self { table, fields: Vec::with_capacity(16) }
    }

    /// The same with a field.
    pub(in crate::domain) fn and(mut self, column: &'static str, value: impl Into<Field>) -> Self {
        self.fields.push((column, value.into()));
        self
    }

    /// A row as no claim makes it, for tests of the store.
    #[cfg(test)]
    pub fn new(table: &'static str) -> Self {
        Self::begin(table)
    }

    /// The same with a field.
    #[cfg(test)]
    #[must_use]
    pub fn with(self, column: &'static str, value: impl Into<Field>) -> Self {
        self.and(column, value)
    }

    /// Takes the value of a column out; null where it was not named.
    pub fn take(&mut self, column: &str) -> Field {
        let found = self.fields.iter_mut().find(|(name, _)| *name == column);
        found.map_or(Field::Null, |(_, value)| std::mem::replace(value, Field::Null))
    }

    /// The value of a column; null where it was not named.
    pub fn get(&self, column: &str) -> &Field {
        self.fields
            .iter()
            .find(|(name, _)| *name == column)
            .map_or(&Field::Null, |(_, value)| value)
    }
}

impl Field {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<i64> for Field {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Field {
    fn from(flag: bool) -> Self {
        Self::Integer(flag.into())
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<chrono::NaiveDate> for Field {
    fn from(day: chrono::NaiveDate) -> Self {
        Self::Text(day.format("%Y-%m-%d").to_string())
    }
}

impl From<crate::domain::PartialDate> for Field {
    fn from(date: crate::domain::PartialDate) -> Self {
        Self::Text(date.to_string())
    }
}

impl<T: Into<Self>> From<Option<T>> for Field {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn head() -> Head {
        Head {
            id: 2,
            batch: 2,
            command: "status set".into(),
            recorded_at: "2026-01-01T00:00:00Z".into(),
            item: Some(48),
            source: None,
            place: None,
            author: None,
        }
    }

    fn hash(head: &Head, previous: Option<&[u8; 32]>, fields: &[(&str, Field)]) -> [u8; 32] {
        let mut form = Canonical::begin(FORM, previous, head);
        form.row("assessment");
        fields.iter().for_each(|(name, value)| form.field(name, value));
        form.hash()
    }

    const HEAD: &str = "id=1:2\nbatch=1:2\ncommand=10:status set\n\
        recorded_at=20:2026-01-01T00:00:00Z\nitem=2:48\nsource=-\nplace=-\nauthor=-\n\
        row=10:assessment\nstatus=11:in-progress\nsealed=-\n";

    fn written(form: i64, previous: Option<&[u8; 32]>) -> Canonical {
        let mut form = Canonical::begin(form, previous, &head());
        form.row("assessment");
        form.field("status", &"in-progress".into());
        form.sealed(None);
        form
    }

    #[test]
    fn the_form_is_fixed() {
        let form = written(FORM, Some(&[0xab; 32]));
        assert_eq!(form.text, format!("upr-entry 2\n{HEAD}"));
        let content: [u8; 32] = Sha256::digest(form.text.as_bytes()).into();
        assert_eq!(form.content(), Some(content));
        let bound =
            format!("upr-link 2\nprevious=64:{}\ncontent=64:{}\n", "ab".repeat(32), hex(&content));
        assert_eq!(hex(&form.hash()), hex(&Sha256::digest(bound.as_bytes())));
        assert_eq!(form.hash(), link(Some(&[0xab; 32]), &content));
        assert_eq!(written(FORM, None).hash(), link(None, &content));
    }

    #[test]
    fn the_first_form_is_still_read() {
        let form = written(1, Some(&[0xab; 32]));
        let text = format!("upr-entry 1\nprevious=64:{}\n{HEAD}", "ab".repeat(32));
        assert_eq!(form.text, text);
        assert_eq!(hex(&form.hash()), hex(&Sha256::digest(text.as_bytes())));
        assert_eq!(form.content(), None);
    }

    #[test]
    fn every_part_changes_the_hash() {
        let fields = [("status", Field::from("in-progress"))];
        let base = hash(&head(), None, &fields);
        assert_ne!(base, hash(&head(), Some(&[0; 32]), &fields));
        assert_ne!(base, hash(&Head { batch: 1, ..head() }, None, &fields));
        assert_ne!(base, hash(&Head { author: Some([0; 32]), ..head() }, None, &fields));
        assert_ne!(base, hash(&head(), None, &[("status", Field::Null)]));
    }

    proptest! {
        #[test]
        fn no_two_field_lists_have_one_form(a in "\\PC*", b in "\\PC*", c in "\\PC*", d in "\\PC*") {
            let form = |x: &str, y: &str| {
                let fields = [("note", Field::from(x)), ("page", Field::from(y))];
                hash(&head(), None, &fields)
            };
            prop_assert_eq!(form(&a, &b) == form(&c, &d), (a, b) == (c, d));
        }

        #[test]
        fn a_seal_depends_on_salt_and_text(a in "\\PC*", b in "\\PC*", salt: [u8; 16]) {
            let first = seal(&salt, [("note", Some(a.as_str()))]);
            let second = seal(&salt, [("note", Some(b.as_str()))]);
            prop_assert_eq!(first == second, a == b);
            let mut other = salt;
            other[0] ^= 1;
            prop_assert_ne!(first, seal(&other, [("note", Some(a.as_str()))]));
        }
    }
}
