//! Rows of the tables that no command writes yet.

use std::path::Path;

use upr::domain::ledger::{Moment, Record};
use upr::store::{self, NewEntry, Store as _};

/// Appends a row to each table that no command writes yet, published or not; every text holds a
/// word.
#[expect(clippy::too_many_lines, reason = "a row of each table")]
pub(crate) fn planted(path: &Path, public: bool, word: &str) {
    let mut store = store::open(path).unwrap();
    let mut tx = store.write().unwrap();
    let now = Moment::stopped(chrono::DateTime::UNIX_EPOCH);
    let text = |what: &str| format!("{word} {what}");
    let mut add = |record: Record| {
        let records = vec![record];
        let entry = NewEntry { command: "test", records, ..NewEntry::default() };
        tx.append(now, entry).unwrap();
    };
    let item = |table| Record::new(table).with("item_id", 2);
    let on = |record: Record| record.with("effective_on", "2025-01-01");
    add(on(item("amendment").with("field", "text").with("origin", "own").with("public", public))
        .with("value", text("value"))
        .with("reason", text("reason")));
    add(item("publication").with("public", true).with("note", text("publication")));
    add(Record::new("entity")
        .with("key", "moj")
        .with("kind", "ministry")
        .with("origin", "own")
        .with("contact", text("contact"))
        .with("comment", text("comment")));
    add(on(Record::new("entity_name").with("entity_id", 1).with("name", "A name")));
    let of_public = |record: Record| on(record.with("public", public));
    add(of_public(item("assignment").with("entity_id", 1).with("role", "lead"))
        .with("removed", false)
        .with("note", text("assignment")));
    add(of_public(item("due").with("due_on", "2027-03").with("precision", "month"))
        .with("reason", text("due")));
    add(Record::new("indicator")
        .with("key", "women-seats")
        .with("kind", "outcome")
        .with("public", public)
        .with("title", text("title"))
        .with("definition", text("definition"))
        .with("source", text("source")));
    add(item("indicator_for").with("indicator_id", 1).with("removed", false));
    add(Record::new("measurement")
        .with("indicator_id", 1)
        .with("role", "value")
        .with("value", "31.4")
        .with("provisional", false)
        .with("broken", false)
        .with("unsourced", false)
        .with("public", public)
        .with("evidence", text("evidence"))
        .with("break_reason", text("break"))
        .with("note", text("measurement")));
    add(Record::new("request")
        .with("key", "R1")
        .with("entity_id", 1)
        .with("asked_on", "2026-01-01")
        .with("mark", "0123")
        .with("public", public)
        .with("title", text("request"))
        .with("note", text("request's note")));
    add(item("request_item").with("request_id", 1));
    add(on(Record::new("request_state").with("request_id", 1).with("state", "closed"))
        .with("note", text("closed")));
    add(of_public(item("remark").with("assessor_id", 1))
        .with("text", text("remark"))
        .with("source", text("remark's source")));
    add(item("item_text")
        .with("lang", "sl")
        .with("unofficial", true)
        .with("public", public)
        .with("text", text("besedilo"))
        .with("source", text("vir")));
    add(Record::new("mapping")
        .with("kind", "word")
        .with("field", "status")
        .with("meaning", "implemented")
        .with("removed", false)
        .with("printed", text("printed")));
    add(Record::new("account")
        .with("role", "editor")
        .with("internal", true)
        .with("removed", false)
        .with("login", text("login"))
        .with("name", text("name")));
    add(Record::new("origin")
        .with("head", "ab")
        .with("number", 1)
        .with("hash", "ab")
        .with("recorded_at", "2026-01-01T00:00:00Z")
        .with("author", text("author")));
    tx.commit().unwrap();
}
