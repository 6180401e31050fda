//! What every engine must do, whichever it is: run once per engine.

use chrono::{DateTime, Utc};

use super::{NewEntry, Result, Store};
use crate::domain::ledger::Record;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap().to_utc()
}

fn voice(key: &str) -> NewEntry {
    let record = Record::new("assessor")
        .with("key", key)
        .with("name", key)
        .with("kind", "cso")
        .with("internal", false);
    let author = Some("someone".to_owned());
    NewEntry { command: "assessor add", author, records: vec![record], ..NewEntry::default() }
}

pub(crate) fn an_uncommitted_entry_is_lost(store: &mut dyn Store) -> Result<()> {
    let before = store.read()?.find_head()?;
    let mut tx = store.write()?;
    tx.append(now(), voice("lost"))?;
    drop(tx);
    let mut tx = store.read()?;
    assert_eq!(tx.find_head()?, before);
    assert!(tx.list_assessors()?.iter().all(|voice| voice.key != "lost"));
    Ok(())
}

pub(crate) fn entries_are_numbered_chained_and_batched(store: &mut dyn Store) -> Result<()> {
    let before = store.read()?.find_head()?.map_or(0, |(id, _)| id);
    let mut tx = store.write()?;
    let first = tx.append(now(), voice("one"))?;
    let second = tx.append(now(), voice("two"))?;
    tx.commit()?;
    assert_eq!((first, second), (before + 1, before + 2));
    let mut tx = store.read()?;
    let line = tx.find_entry(second)?.expect("it was appended");
    assert_eq!((line.batch, line.command.as_str()), (first, "assessor add"));
    assert_eq!(tx.find_head()?.map(|(id, _)| id), Some(second));
    Ok(())
}

pub(crate) fn a_batch_is_found_and_undone_by_appending(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let entry = tx.append(now(), voice("gone"))?;
    tx.commit()?;
    let found = store.read()?.find_undoable("someone")?.expect("it stands");
    assert_eq!((found.id, found.entries.as_slice()), (entry, [entry].as_slice()));
    assert_eq!(store.read()?.find_undoable("another")?, None);
    let mut tx = store.write()?;
    let record = Record::new("withdrawal")
        .with("target_entry", entry)
        .with("reinstates", false)
        .with("public", false);
    tx.append(now(), NewEntry { command: "undo", records: vec![record], ..NewEntry::default() })?;
    tx.commit()?;
    let mut tx = store.read()?;
    assert!(tx.list_assessors()?.iter().all(|voice| voice.key != "gone"));
    assert!(tx.find_entry(entry)?.is_some_and(|line| line.withdrawn_by.is_some()));
    assert_ne!(tx.find_undoable("someone")?.map(|batch| batch.id), Some(entry));
    Ok(())
}

/// What is taken back is out of sight at once, in the same transaction too, whether little or much
/// is taken back, and what is reinstated is back.
pub(crate) fn withdrawals_are_seen_at_once(store: &mut dyn Store, many: usize) -> Result<()> {
    let withdrawal = |target: i64, reinstates: bool| {
        let record = Record::new("withdrawal")
            .with("target_entry", target)
            .with("reinstates", reinstates)
            .with("public", false);
        NewEntry { command: "undo", records: vec![record], ..NewEntry::default() }
    };
    let mut tx = store.write()?;
    let mut entries = Vec::new();
    for number in 0..many {
        entries.push(tx.append(now(), voice(&format!("voice-{number}")))?);
    }
    let before = tx.list_assessors()?.len();
    for (at, entry) in entries.iter().enumerate() {
        tx.append(now(), withdrawal(*entry, false))?;
        assert_eq!(tx.list_assessors()?.len(), before - at - 1, "after {} withdrawals", at + 1);
    }
    tx.append(now(), withdrawal(entries[many / 2], true))?;
    let back: Vec<String> = tx.list_assessors()?.into_iter().map(|voice| voice.key).collect();
    assert_eq!(back.len(), before - many + 1);
    assert!(back.contains(&format!("voice-{}", many / 2)), "{back:?}");
    Ok(())
}
