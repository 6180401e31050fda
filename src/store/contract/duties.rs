//! Who does what by when.

use super::{add, body, day, now, say};
use crate::domain::dates::LATEST;
use crate::domain::ledger::Record;
use crate::domain::{PartialDate, Role, View};
use crate::store::{NewEntry, Result, Store, Tx};

/// An institution; gives its number.
fn entity(tx: &mut dyn Tx, key: &str) -> Result<i64> {
    let record = Record::new("entity").with("key", key).with("kind", "ministry");
    let (id, _) = add(tx, record.with("origin", "own"))?;
    add(tx, Record::new("entity_name").with("entity_id", id).with("name", key))?;
    Ok(id)
}

pub(super) fn who_does_what_by_when(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let items = body(tx.as_mut(), "DUE", &["1", "2"])?;
    let (one, other) = (entity(tx.as_mut(), "kept-one")?, entity(tx.as_mut(), "kept-other")?);
    let renamed = Record::new("entity_name").with("entity_id", one).with("name", "Renamed");
    add(tx.as_mut(), renamed.with("effective_on", "2024-03-01"))?;
    let name = |tx: &dyn Tx, on: &str| -> Result<String> {
        let all = tx.list_entities(&View::on(day(on)))?;
        Ok(all.into_iter().find(|line| line.id == one).expect("it was added").name)
    };
    assert_eq!(name(tx.as_ref(), "2024-02-29")?, "kept-one");
    assert_eq!(name(tx.as_ref(), "2024-03-01")?, "Renamed");
    let lead = |entity: i64, on: &str| {
        let record = Record::new("assignment").with("entity_id", entity).with("role", "lead");
        record.with("removed", false).with("effective_on", on).with("public", true)
    };
    say(tx.as_mut(), items[0], lead(one, "2024-01-01"))?;
    say(tx.as_mut(), items[0], lead(other, "2024-02-01"))?;
    let leads = |items: &[i64], on: &str| -> Result<Vec<String>> {
        let lines = tx.list_assignments(items, &View::on(day(on)))?;
        assert!(lines.iter().all(|line| line.role == Role::Lead));
        Ok(lines.into_iter().map(|line| line.entity).collect())
    };
    assert_eq!(leads(&items, "2024-01-31")?, ["kept-one"]);
    assert_eq!(leads(&items, "2024-02-01")?, ["kept-other"], "a new one ends the former");
    assert_eq!(leads(&items[1..], "2024-02-01")?, Vec::<String>::new());
    for (due, on) in [("2025-01-01", "2024-01-01"), ("2026-01-01", "2024-06-01")] {
        let record = Record::new("due").with("due_on", due).with("precision", "day");
        say(tx.as_mut(), items[0], record.with("effective_on", on).with("public", true))?;
    }
    let dues = tx.list_dues(&items, &View::on(day("2024-12-31")))?;
    let dates: Vec<_> = dues.iter().filter_map(|line| line.due_on).collect();
    let told = ["2025-01-01", "2026-01-01"].map(|text| PartialDate::parse(text).expect("a date"));
    assert_eq!(dates, told);
    assert_eq!(tx.list_dues(&items, &View::on(day("2024-02-01")))?.len(), 1);
    let serves = Record::new("link").with("relation", "serves").with("target_id", items[1]);
    say(tx.as_mut(), items[0], serves.with("origin", "own").with("public", true))?;
    let served = tx.list_serves(&items[1..], &View::on(LATEST))?;
    assert_eq!(served.len(), 1);
    assert_eq!((served[0].action, served[0].target), (items[0], items[1]));
    Ok(())
}

pub(super) fn indicators_have_figures(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let item = body(tx.as_mut(), "MEASURED", &["1"])?[0];
    let record = Record::new("indicator").with("key", "kept").with("kind", "outcome");
    let record = record.with("public", true).with("title", "A share");
    let (indicator, _) = add(tx.as_mut(), record)?;
    let of = Record::new("indicator_for").with("indicator_id", indicator);
    add(tx.as_mut(), of.with("item_id", item).with("removed", false))?;
    for value in ["40", "41"] {
        let figure = Record::new("measurement").with("indicator_id", indicator);
        let figure = figure.with("role", "value").with("period_from", "2024").with("value", value);
        let figure = figure.with("provisional", false).with("broken", false);
        add(tx.as_mut(), figure.with("unsourced", true).with("public", true))?;
    }
    let view = View::on(LATEST);
    let indicators = tx.list_indicators(&view)?;
    let line = indicators.iter().find(|line| line.id == indicator).expect("it was added");
    assert_eq!(line.items, [(item, "MEASURED:1".to_owned())]);
    let figures = tx.list_measurements(&view)?;
    let values: Vec<_> = figures.iter().filter(|line| line.indicator == indicator).collect();
    assert_eq!(values.len(), 1, "a later one of the same period revises the one before");
    assert_eq!(values[0].value, "41");
    Ok(())
}

pub(super) fn requests_tell_what_was_answered(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let items = body(tx.as_mut(), "ASKED", &["1", "2"])?;
    let entity = entity(tx.as_mut(), "kept-asked")?;
    let request = tx.reserve("request")?;
    let asked = Record::new("request").with("id", request).with("key", "K1");
    let asked = asked.with("entity_id", entity).with("asked_on", "2024-01-01");
    let mut records = vec![asked.with("mark", "kept-mark").with("public", false)];
    records.extend(items.iter().map(|item| {
        Record::new("request_item").with("request_id", request).with("item_id", *item)
    }));
    tx.append(now(), NewEntry { command: "request", records, ..NewEntry::default() })?;
    let answered = Record::new("request_state").with("request_id", request);
    let answered = answered.with("state", "answered").with("effective_on", "2024-02-01");
    say(tx.as_mut(), items[0], answered)?;
    let open = |on: &str| -> Result<Option<Vec<i64>>> {
        let lines = tx.list_requests(&View::on(day(on)))?;
        let line = lines.into_iter().find(|line| line.id == request);
        Ok(line.map(|line| line.open().map(|item| item.item).collect()))
    };
    assert_eq!(open("2023-12-31")?, None);
    assert_eq!(open("2024-01-01")?, Some(items.clone()));
    assert_eq!(open("2024-02-01")?, Some(items[1..].to_vec()));
    Ok(())
}
