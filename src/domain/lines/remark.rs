//! Remarks of voices, and items in other languages.

use chrono::NaiveDate;

/// What a voice says of an item without giving it a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemarkLine {
    /// Its entry.
    pub entry: i64,
    /// The item's number in the file.
    pub item: i64,
    /// The item, `SET:REF`.
    pub name: String,
    /// The key of the voice.
    pub assessor: String,
    /// What kind.
    pub kind: Option<String>,
    /// The document that it stands in.
    pub document: Option<String>,
    /// The paragraph.
    pub paragraph: Option<String>,
    /// On which day it was made.
    pub effective_on: NaiveDate,
    /// Whether it may be handed on: it was published, and its voice is not internal.
    pub public: bool,
    /// The words.
    pub text: String,
    /// Where it comes from.
    pub source: Option<String>,
}

/// An item in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTextLine {
    /// Its entry.
    pub entry: i64,
    /// The item's number in the file.
    pub item: i64,
    /// The item, `SET:REF`.
    pub name: String,
    /// The language.
    pub lang: String,
    /// Whether nobody issued it.
    pub unofficial: bool,
    /// The document that has it.
    pub document: Option<String>,
    /// The paragraph.
    pub paragraph: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
    /// The words.
    pub text: String,
}
