//! What every engine must do, whichever it is: run once per engine. Each question and each way to write
//! is asked here (`tests/suite/shape.rs` counts them).

mod duties;
mod intake;
mod items;
mod keeping;
mod registers;
mod said;

use chrono::{DateTime, NaiveDate};

use super::{NewEntry, Reach, Result, Store, Tx};
use crate::domain::claims::ItemClaim;
use crate::domain::dates::LATEST;
use crate::domain::ledger::{Moment, Record};
use crate::domain::{Filter, Kind, Position, Ref, View};

/// Holds an engine, with a file of its own that has the seeds, to all of it; so many withdrawals are
/// more than it names one by one.
pub(crate) fn holds(store: &mut dyn Store, many: usize) -> Result<()> {
    an_uncommitted_entry_is_lost(store)?;
    entries_are_numbered_chained_and_batched(store)?;
    a_batch_is_found_and_undone_by_appending(store)?;
    withdrawals_are_seen_at_once(store, many)?;
    positions_come_by_item_as_they_stood(store)?;
    the_first_assessment_is_found(store)?;
    rows_have_the_columns_of_their_table(store)?;
    registers::what_surrounds_items_is_listed(store)?;
    registers::settings_and_dates_hold_as_said_last(store)?;
    registers::what_ships_is_known(store)?;
    items::items_are_found_by_name_and_in_order(store)?;
    items::items_are_counted_and_searched(store)?;
    items::items_stand_under_themes(store)?;
    said::assessments_and_evidence_are_told(store)?;
    said::links_tags_and_lives_hold(store)?;
    said::remarks_translations_and_amendments_hold(store)?;
    duties::who_does_what_by_when(store)?;
    duties::indicators_have_figures(store)?;
    duties::requests_tell_what_was_answered(store)?;
    intake::files_find_what_is_known(store)?;
    keeping::entries_tell_of_themselves(store)?;
    keeping::the_ledger_travels(store)?;
    keeping::the_file_is_kept(store)
}

/// A ledger comes whole into an empty file, and into one that lacks what is internal; what a copy has
/// more than the file comes in by merging.
pub(crate) fn a_ledger_comes_in(
    store: &mut dyn Store,
    (empty, bare): (&mut dyn Store, &mut dyn Store),
) -> Result<()> {
    keeping::the_ledger_is_settled(store, Reach::Public, bare)?;
    keeping::the_ledger_is_settled(store, Reach::Internal, empty)?;
    keeping::what_a_copy_has_more_is_merged(store, empty)
}

fn now() -> Moment {
    let at = DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap();
    Moment::stopped(at.to_utc())
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

fn an_uncommitted_entry_is_lost(store: &mut dyn Store) -> Result<()> {
    let before = store.read()?.find_head()?;
    let mut tx = store.write()?;
    tx.append(now(), voice("lost"))?;
    drop(tx);
    let tx = store.read()?;
    assert_eq!(tx.find_head()?, before);
    assert!(tx.list_assessors()?.iter().all(|voice| voice.key != "lost"));
    Ok(())
}

fn entries_are_numbered_chained_and_batched(store: &mut dyn Store) -> Result<()> {
    let before = store.read()?.find_head()?.map_or(0, |(id, _)| id);
    let mut tx = store.write()?;
    let first = tx.append(now(), voice("one"))?;
    let second = tx.append(now(), voice("two"))?;
    tx.commit()?;
    assert_eq!((first, second), (before + 1, before + 2));
    let tx = store.read()?;
    let line = tx.find_entry(second)?.expect("it was appended");
    assert_eq!((line.batch, line.command.as_str()), (first, "assessor add"));
    assert_eq!(tx.find_head()?.map(|(id, _)| id), Some(second));
    Ok(())
}

fn a_batch_is_found_and_undone_by_appending(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let entry = tx.append(now(), voice("gone"))?;
    tx.commit()?;
    let found = store.read()?.find_undoable("someone", true)?.expect("it stands");
    assert_eq!((found.id, found.entries.as_slice()), (entry, [entry].as_slice()));
    assert_eq!(store.read()?.find_undoable("another", false)?, None);
    assert_eq!(store.read()?.list_accounts()?, []);
    assert_eq!(store.read()?.find_version(i64::MAX, true)?, "");
    let mut tx = store.write()?;
    let record = Record::new("withdrawal")
        .with("target_entry", entry)
        .with("reinstates", false)
        .with("public", false);
    let author = || Some("someone".to_owned());
    let undo = NewEntry {
        command: "undo",
        author: author(),
        records: vec![record],
        ..NewEntry::default()
    };
    let said = tx.list_said(&[entry])?;
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].table.as_str(), said[0].words.as_deref()), ("assessor", Some("gone")));
    let undone = tx.append(now(), undo)?;
    tx.commit()?;
    let tx = store.read()?;
    assert_eq!(tx.find_batch(entry)?.map(|batch| batch.entries), Some(Vec::new()));
    assert_eq!(tx.find_redoable("someone")?.map(|batch| batch.entries), Some(vec![undone]));
    assert_eq!(tx.find_redoable("another")?, None);
    assert_eq!(tx.find_batch(undone + 1)?, None);
    assert!(tx.list_assessors()?.iter().all(|voice| voice.key != "gone"));
    assert!(tx.find_entry(entry)?.is_some_and(|line| line.withdrawn_by.is_some()));
    assert_ne!(tx.find_undoable("someone", true)?.map(|batch| batch.id), Some(entry));
    Ok(())
}

/// What is taken back is out of sight at once, in the same transaction too, whether little or much
/// is taken back, and what is reinstated is back.
fn withdrawals_are_seen_at_once(store: &mut dyn Store, many: usize) -> Result<()> {
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

/// A set with one item a label; `1a` is a component of `1`. Gives the items' numbers in that order.
fn body(tx: &mut dyn Tx, key: &str, labels: &[&str]) -> Result<Vec<i64>> {
    let set = tx.reserve("item_set")?;
    let record = Record::new("item_set").with("id", set).with("key", key);
    let record = record.with("title", key).with("noun", "items");
    tx.append(
        now(),
        NewEntry { command: "set add", records: vec![record], ..NewEntry::default() },
    )?;
    let mut ids: Vec<i64> = Vec::new();
    for label in labels {
        let reference = Ref::parse(label).expect("a ref");
        let above = labels.iter().position(|other| reference.unlettered() == Some(other));
        let parent = above.map(|at| Ref::parse(labels[at]).expect("a ref"));
        let id = tx.reserve("item")?;
        let above = above.map(|at| ids[at]).zip(parent.as_ref());
        let claim = ItemClaim {
            id: Some(id),
            text: Some("Adopt a law".to_owned()),
            ..ItemClaim::new(set, &reference, above, Kind::Recommendation)
        };
        tx.append(now(), said("item add", id, claim.said().expect("it has a text")))?;
        ids.push(id);
    }
    Ok(ids)
}

fn said(command: &'static str, item: i64, record: Record) -> NewEntry {
    NewEntry { command, item: Some(item), records: vec![record], ..NewEntry::default() }
}

/// Appends a row in an entry of its own; gives the row's number and the entry's.
fn add(tx: &mut dyn Tx, record: Record) -> Result<(i64, i64)> {
    let id = tx.reserve(record.table)?;
    let entry =
        NewEntry { command: "set", records: vec![record.with("id", id)], ..NewEntry::default() };
    Ok((id, tx.append(now(), entry)?))
}

/// Appends what is said of an item; gives the entry's number.
fn say(tx: &mut dyn Tx, item: i64, record: Record) -> Result<i64> {
    tx.append(now(), said("status set", item, record.with("item_id", item)))
}

fn take_back(tx: &mut dyn Tx, entry: i64) -> Result<()> {
    let record = Record::new("withdrawal").with("target_entry", entry);
    let record = record.with("reinstates", false).with("public", false);
    let new = NewEntry { command: "undo", records: vec![record], ..NewEntry::default() };
    tx.append(now(), new).map(drop)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn view(as_of: NaiveDate, voice: i64) -> View {
    View { voice, ..View::on(as_of) }
}

/// Positions come by item, the oldest first, an undated one before all; those of a later day, of
/// other items and those taken back do not.
fn positions_come_by_item_as_they_stood(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let items = body(tx.as_mut(), "STOOD", &["1", "2", "3"])?;
    let mut state = |item: i64, position: Position, on: Option<&str>| {
        let record = Record::new("position")
            .with("item_id", item)
            .with("position", position.slug())
            .with("document", "A/HRC/1/1")
            .with("effective_on", on)
            .with("dated", on)
            .with("undated", on.is_none());
        tx.append(now(), said("position set", item, record))
    };
    state(items[1], Position::Noted, Some("2024-02-01"))?;
    state(items[0], Position::Supported, Some("2024-05-01"))?;
    state(items[0], Position::Pending, Some("2024-01-01"))?;
    state(items[0], Position::NotStated, None)?;
    state(items[0], Position::NotSupported, Some("2024-06-02"))?;
    let gone = state(items[1], Position::Supported, Some("2024-03-01"))?;
    state(items[2], Position::Supported, Some("2024-01-01"))?;
    take_back(tx.as_mut(), gone)?;
    let filter = Filter { items: items[..2].to_vec(), ..Filter::default() };
    let mut found = Vec::new();
    tx.each_position(&filter, &view(day("2024-06-01"), 0), &mut |(item, line)| {
        found.push((item, line.position));
        Ok(())
    })?;
    let expected = [
        ("STOOD:1", Position::NotStated),
        ("STOOD:1", Position::Pending),
        ("STOOD:1", Position::Supported),
        ("STOOD:2", Position::Noted),
    ];
    assert_eq!(found, expected.map(|(item, position)| (item.to_owned(), position)));
    Ok(())
}

/// The first assessment of the chosen items is that of the view's voice, of an item or a component,
/// on or before the view's day; one that was taken back is none.
fn the_first_assessment_is_found(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let all = body(tx.as_mut(), "FIRST", &["1", "1a", "2", "3"])?;
    let voices = tx.list_assessors()?;
    let [one, other] = [voices[0].id, voices[1].id];
    let mut assess = |item: i64, voice: i64, on: &str| {
        let record = Record::new("assessment")
            .with("item_id", item)
            .with("assessor_id", voice)
            .with("status", "in-progress")
            .with("effective_on", on)
            .with("unsourced", false)
            .with("public", true);
        tx.append(now(), said("status set", item, record))
    };
    assess(all[2], one, "2024-05-01")?;
    assess(all[1], one, "2024-03-01")?;
    assess(all[2], other, "2024-02-01")?;
    assess(all[3], one, "2024-01-01")?;
    assess(all[1], other, "2024-06-01")?;
    let gone = assess(all[2], one, "2023-01-01")?;
    take_back(tx.as_mut(), gone)?;
    let first = |chosen: &[i64], as_of: NaiveDate, voice: i64| {
        let filter = Filter { items: chosen.to_vec(), ..Filter::default() };
        tx.find_first_assessed(&filter, &view(as_of, voice))
    };
    let chosen = [all[0], all[2]];
    assert_eq!(first(&chosen, LATEST, one)?, Some(day("2024-03-01")), "a component's counts");
    assert_eq!(first(&chosen, LATEST, other)?, Some(day("2024-02-01")));
    assert_eq!(first(&chosen, day("2024-02-29"), one)?, None);
    assert_eq!(first(&all[2..3], LATEST, one)?, Some(day("2024-05-01")));
    let set = items::set(tx.as_ref(), "FIRST")?;
    let heard = tx.list_spoken_of_by_several(&[set])?;
    assert_eq!(heard, [(set, all[0]), (set, all[2])], "an item of whose component they spoke, too");
    assert!(!tx.list_spoken_of_by_several(&[set + 1])?.contains(&(set, all[0])));
    Ok(())
}

/// A row with a column that its table does not have, or with one twice, is refused, not cut down.
fn rows_have_the_columns_of_their_table(store: &mut dyn Store) -> Result<()> {
    let refused = |store: &mut dyn Store, record: Record| -> Result<String> {
        let mut tx = store.write()?;
        let entry = NewEntry { command: "set", records: vec![record], ..NewEntry::default() };
        Ok(tx.append(now(), entry).expect_err("it is refused").to_string())
    };
    let setting = || Record::new("setting").with("key", "a");
    assert!(refused(store, setting().with("valeu", "b"))?.contains("`valeu` is no column"));
    assert!(refused(store, setting().with("key", "b"))?.contains("`key` is twice"));
    assert!(refused(store, Record::new("nothing"))?.contains("no ledger table"));
    Ok(())
}
