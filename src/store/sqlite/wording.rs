//! The words that a file may say where a list is fixed. The tables take any (the next word needs no
//! migration), so that `verify` looks.

use rusqlite::Connection;

use crate::domain::amended::AmendedField;
use crate::domain::{
    ActorKind, AssessorKind, Certainty, Confidence, Effect, EntityKind, EvidenceKind, Kind, Level,
    Life, Origin, Position, Relation, Role,
};

/// Whether a word is one of a list.
pub(super) type KnownWords = fn(&str) -> bool;

/// The columns that take the words of a list, none of them a free text.
pub(super) const COLUMNS: &[(&str, &str, KnownWords)] = &[
    ("item", "kind", |word| Kind::from_slug(word).is_some()),
    ("item", "actor", |word| ActorKind::from_slug(word).is_some()),
    ("item_state", "state", |word| Life::from_slug(word).is_some()),
    ("assessor", "kind", |word| AssessorKind::from_slug(word).is_some()),
    ("assessment", "status", |word| Level::from_slug(word).is_some()),
    ("assessment", "confidence", confidence),
    ("evidence", "kind", |word| EvidenceKind::from_slug(word).is_some()),
    ("evidence", "effect", |word| Effect::from_slug(word).is_some()),
    ("position", "position", |word| Position::from_slug(word).is_some()),
    ("tag", "origin", origin),
    ("tag", "confidence", confidence),
    ("link", "relation", |word| Relation::from_slug(word).is_some()),
    ("link", "origin", origin),
    ("link", "confidence", confidence),
    ("milestone", "certainty", |word| Certainty::from_slug(word).is_some()),
    ("entity", "kind", |word| EntityKind::from_slug(word).is_some()),
    ("assignment", "role", |word| Role::from_slug(word).is_some()),
    ("amendment", "field", |word| AmendedField::from_slug(word).is_some()),
];

fn confidence(word: &str) -> bool {
    Confidence::from_slug(word).is_some()
}

fn origin(word: &str) -> bool {
    Origin::from_slug(word).is_some()
}

/// Gives each unknown word with the first entry that says it.
pub(super) fn unknown(connection: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut found = Vec::new();
    for (table, column, known) in COLUMNS {
        let sql = format!(
            "SELECT {column}, MIN(entry_id) FROM {table} WHERE {column} IS NOT NULL GROUP BY {column}"
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let word: String = row.get(0)?;
            if !known(&word) {
                let text = format!(
                    "`{word}` is no word that this program knows for the {column} of `{table}`"
                );
                found.push((row.get(1)?, text));
            }
        }
    }
    found.sort();
    Ok(found)
}
