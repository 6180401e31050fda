//! What a file notes of itself beside the ledger: of which home it is the copy, and what hangs there.

use rusqlite::{Connection, OptionalExtension as _};

/// What the file says of itself: of which home it is the copy.
pub(super) const HOME: &str = "home";

/// Which release's lists it has.
pub(super) const LISTS: &str = "lists";

/// What was committed at the home without an answer: number and hash of its last entry.
pub(super) const PENDING: &str = "pending";

/// What the file notes of itself under a key.
pub(super) fn note(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT value FROM notice WHERE key = $1";
    connection.query_row(sql, [key], |row| row.get(0)).optional()
}

pub(super) fn put_note(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO notice (key, value) VALUES ($1, $2)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    connection.execute(sql, (key, value)).map(drop)
}

/// Makes of a copy of a home a file of its own.
pub(super) fn set_free(connection: &Connection) -> rusqlite::Result<()> {
    let sql = "DELETE FROM notice WHERE key IN ($1, $2, $3)";
    connection.execute(sql, [HOME, LISTS, PENDING]).map(drop)
}
