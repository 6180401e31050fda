//! A line's JSON as it stands: which keys it has, and that each of its bytes is determined.

use serde::{Deserialize, Deserializer, Serialize};

use super::FieldPair;

/// Why a line is none of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadLine {
    /// It is no JSON, or has other fields.
    #[error("it is not written as an entry is: {0}")]
    Json(String),
    /// The bytes are not those that the format asks for.
    #[error("it says what an entry says, and not in the one way in which it is written")]
    Bytes,
    /// A hash, digest or salt is not as long as it must be, in lower-case hexadecimal.
    #[error("`{0}` is no such number in hexadecimal digits")]
    Digits(String),
    /// A field or table has no name by which it is hashed in one way only: lower-case letters, digits
    /// and `_`, none of the words that the canonical form itself uses, each once in its row.
    #[error("`{0}` cannot be the name of a field or table there")]
    Name(String),
    /// A later release wrote it.
    #[error("its form {0} is none that this program knows")]
    Form(i64),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TitleLine {
    pub(super) format: String,
    pub(super) version: i64,
    pub(super) program: String,
    pub(super) redacted: bool,
    pub(super) entries: i64,
    pub(super) head: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) seeded: Vec<String>,
}

/// A value that may be left out, or be there as `null`.
pub(super) type Either<T> = Option<Option<T>>;

pub(super) fn there<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Either<T>, D::Error> {
    Option::deserialize(from).map(Some)
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryJson {
    pub(super) id: i64,
    pub(super) form: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) internal: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) batch: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) command: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) recorded_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) clock: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    pub(super) item: Either<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    pub(super) source: Either<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    pub(super) place: Either<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    pub(super) author: Either<SealLine>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rows: Option<Vec<RowLine>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<String>,
    pub(super) hash: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowLine {
    pub(super) table: String,
    pub(super) id: i64,
    pub(super) open: Vec<FieldPair>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    pub(super) sealed: Either<SealLine>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SealLine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) salt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) fields: Option<Vec<FieldPair>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) digest: Option<String>,
}

/// A value with what stands for none: `null` in early forms, nothing in later ones.
pub(super) fn shown<T>(value: Option<T>, early: bool) -> Either<T> {
    (early || value.is_some()).then_some(value)
}

pub(super) fn written(line: &impl Serialize) -> String {
    serde_json::to_string(line).unwrap_or_default()
}

pub(super) fn read<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, UnreadLine> {
    serde_json::from_str(line).map_err(|error| UnreadLine::Json(error.to_string()))
}

/// Words of the canonical form.
const TAKEN: [&str; 3] = ["row", "id", "sealed"];

/// Whether these are names, each once: a name is hashed as it stands, so that with any other bytes
/// could move between names and values.
///
/// # Errors
/// [`UnreadLine::Name`]: the first that is none.
pub(super) fn named<'a>(names: impl Iterator<Item = &'a String>) -> Result<(), UnreadLine> {
    let fits = |name: &str| {
        let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(rest)
    };
    let mut known: Vec<&str> = Vec::new();
    for name in names {
        if !fits(name) || TAKEN.contains(&name.as_str()) || known.contains(&name.as_str()) {
            return Err(UnreadLine::Name(name.chars().take(70).collect()));
        }
        known.push(name);
    }
    Ok(())
}

/// The bytes of lower-case hexadecimal digits.
///
/// # Errors
/// [`UnreadLine::Digits`]: other digits, or another number of them.
pub(super) fn unhex<const N: usize>(text: &str) -> Result<[u8; N], UnreadLine> {
    let wrong = || UnreadLine::Digits(text.chars().take(70).collect());
    let mut bytes = [0; N];
    let digits = text.as_bytes();
    if digits.len() != 2 * N || !digits.iter().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(wrong());
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| wrong())?;
    }
    Ok(bytes)
}
