//! The words that a file may say where a list is fixed. The tables take any (the next word needs no
//! migration), so that `verify` looks.

use std::collections::BTreeMap;

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

/// Gives each unknown word with the first entry that says it. The rows are read once a table: the engine
/// would hold and sort all of them to find their few words.
pub(super) fn unknown(connection: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut found = Vec::new();
    for columns in COLUMNS.chunk_by(|one, next| one.0 == next.0) {
        for ((column, word), entry) in unknown_in(connection, columns)? {
            let table = columns[0].0;
            let text = format!(
                "`{word}` is no word that this program knows for the {column} of `{table}`"
            );
            found.push((entry, text));
        }
    }
    found.sort();
    Ok(found)
}

/// Of columns of one table.
fn unknown_in(
    connection: &Connection,
    columns: &[(&'static str, &'static str, KnownWords)],
) -> rusqlite::Result<BTreeMap<(&'static str, String), i64>> {
    let mut first = BTreeMap::new();
    let names: Vec<&str> = columns.iter().map(|(_, column, _)| *column).collect();
    let sql = format!("SELECT entry_id, {} FROM {}", names.join(", "), columns[0].0);
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for (at, (_, column, known)) in (1..).zip(columns) {
            let Some(word) = row.get_ref(at)?.as_str_or_null()?.filter(|word| !known(word)) else {
                continue;
            };
            let entry: i64 = row.get(0)?;
            let kept = first.entry((*column, word.to_owned())).or_insert(entry);
            *kept = entry.min(*kept);
        }
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_word_is_named_once_with_the_first_entry_that_says_it() {
        let connection = Connection::open_in_memory().unwrap();
        for columns in COLUMNS.chunk_by(|one, next| one.0 == next.0) {
            let names: Vec<&str> = columns.iter().map(|(_, column, _)| *column).collect();
            let (table, names) = (columns[0].0, names.join(" TEXT, "));
            let made = format!("CREATE TABLE {table} (entry_id INTEGER, {names} TEXT)");
            connection.execute(&made, []).unwrap();
        }
        let rows = "INSERT INTO assessment VALUES (9, 'done', NULL), (7, 'done', 'sure'),
            (8, 'implemented', 'done'); INSERT INTO position VALUES (3, 'perhaps'), (4, NULL)";
        connection.execute_batch(rows).unwrap();
        let found = unknown(&connection).unwrap();
        let told = |(entry, said): &(i64, &str)| {
            let (word, place) = said.split_once(' ').unwrap();
            (*entry, format!("`{word}` is no word that this program knows for the {place}"))
        };
        let wanted = [
            (3, "perhaps position of `position`"),
            (7, "done status of `assessment`"),
            (7, "sure confidence of `assessment`"),
            (8, "done confidence of `assessment`"),
        ];
        assert_eq!(found, wanted.iter().map(told).collect::<Vec<_>>());
    }
}
