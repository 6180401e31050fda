//! Items: by name, chosen, searched, counted.

use super::{body, say, take_back};
use crate::domain::dates::LATEST;
use crate::domain::ledger::Record;
use crate::domain::lines::CountLine;
use crate::domain::{Filter, Level, View};
use crate::store::{Detail, Dimension, Levels, Result, Store, Tx};

/// The refs of the chosen items, in the order in which they come.
fn refs(tx: &dyn Tx, filter: &Filter, levels: Levels) -> Result<Vec<String>> {
    let mut refs = Vec::new();
    tx.each_item(filter, &View::on(LATEST), Detail::Brief, levels, &mut |line| {
        refs.push(line.reference);
        Ok(())
    })?;
    Ok(refs)
}

pub(super) fn set(tx: &dyn Tx, key: &str) -> Result<i64> {
    Ok(tx.list_sets()?.into_iter().find(|set| set.key == key).expect("it was added").id)
}

pub(super) fn items_are_found_by_name_and_in_order(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let items = body(tx.as_mut(), "ORDER", &["10", "2", "1", "2a", "2b"])?;
    let [ten, two, one, a, b] = items[..] else { unreachable!("five were added") };
    let set = set(tx.as_ref(), "ORDER")?;
    let named = tx.list_named(Some(set), "2a")?;
    assert_eq!(named, [(a, "ORDER".to_owned(), "2a".to_owned())]);
    assert_eq!(tx.list_named(Some(set), "3")?, []);
    assert!(tx.list_named(None, "2a")?.contains(&named[0]));
    let names = tx.list_names(Some(set), "2c", 3)?;
    assert_eq!(names.len(), 3);
    assert_eq!(names[0], "ORDER:2a", "of the same length and beginning first");
    assert_eq!(tx.list_range(one, ten)?, [one, two, ten]);
    assert_eq!(tx.list_components(two)?, [a, b]);
    assert_eq!(tx.list_components(one)?, Vec::<i64>::new());
    let filter = Filter { sets: vec![set], ..Filter::default() };
    assert_eq!(refs(tx.as_ref(), &filter, Levels::Items)?, ["1", "2", "10"]);
    assert_eq!(refs(tx.as_ref(), &filter, Levels::All)?, ["1", "2", "2a", "2b", "10"]);
    assert!(tx.find_item_entry(two)?.is_some());
    assert_eq!(tx.find_item_entry(i64::MAX)?, None);
    let gone = tx.find_item_entry(ten)?.expect("it came by one");
    take_back(tx.as_mut(), gone)?;
    assert_eq!(refs(tx.as_ref(), &filter, Levels::Items)?, ["1", "2"]);
    Ok(())
}

pub(super) fn items_are_counted_and_searched(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let items = body(tx.as_mut(), "COUNT", &["1", "1a", "1b", "2", "3"])?;
    let voice = tx.list_assessors()?[0].id;
    let mut assess = |item: i64, status: &str| {
        let record = Record::new("assessment").with("assessor_id", voice).with("status", status);
        let record = record.with("effective_on", "2024-05-01").with("unsourced", false);
        say(tx.as_mut(), item, record.with("public", true))
    };
    assess(items[1], "implemented")?;
    assess(items[2], "in-progress")?;
    assess(items[3], "implemented")?;
    let closed = Record::new("item_state").with("state", "superseded").with("public", true);
    say(tx.as_mut(), items[4], closed.with("effective_on", "2024-05-01"))?;
    assert!(tx.list_speaking()?.contains(&voice), "who assessed has spoken");
    let view = View { voice, ..View::on(LATEST) };
    let filter = Filter { sets: vec![set(tx.as_ref(), "COUNT")?], ..Filter::default() };
    let mut counts: Vec<_> = tx.count_statuses(&filter, &view, Dimension::Set)?;
    counts.sort_by_key(|line| line.status);
    let told: Vec<_> = counts.iter().map(|line| (line.status, line.items)).collect();
    let parts = [(Level::PartiallyImplemented, 1), (Level::Implemented, 1)];
    assert_eq!(told, parts, "a compound item is what its components make of it");
    assert_eq!(counts[0].key.as_deref(), Some("COUNT"));
    let days = ["2024-04-30", "2024-05-01", "2024-05-02"].map(|on| on.parse().expect("a day"));
    let on_days = tx.count_on_days(&filter, &view, &days)?;
    let items_on = |counts: &Vec<CountLine>| counts.iter().map(|line| line.items).sum::<i64>();
    assert_eq!(on_days.iter().map(items_on).collect::<Vec<_>>(), [3, 2, 2]);
    assert_eq!(tx.count_uncounted(&filter, &view)?, 0);
    assert_eq!(tx.count_superseded(&filter, &view)?, 1);
    tx.commit()?;
    let tx = store.read()?;
    let words = ["law".to_owned()];
    let hits = tx.search(&words, &filter, &view, 2)?;
    assert_eq!(hits.len(), 2, "no more than were asked for");
    assert!(hits[0].1.contains("\u{2}law\u{3}"), "{:?}", hits[0].1);
    assert_eq!(tx.search(&["lawyer".to_owned()], &filter, &view, 2)?, []);
    Ok(())
}

pub(super) fn items_stand_under_themes(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let items = body(tx.as_mut(), "UNDER", &["1", "2"])?;
    let set = set(tx.as_ref(), "UNDER")?;
    let terms: Vec<i64> = tx.list_terms(None)?.iter().map(|term| term.id).take(2).collect();
    let tag = |removed: bool| {
        let record = Record::new("tag").with("term_id", terms[0]).with("removed", removed);
        record.with("origin", "source")
    };
    say(tx.as_mut(), items[0], tag(false))?;
    let filed = Record::new("filing").with("term_id", terms[1]).with("printed", "A heading");
    say(tx.as_mut(), items[1], filed)?;
    let mut used = terms.clone();
    used.sort_unstable();
    assert_eq!(tx.list_used_terms(&[set])?, used);
    assert!(tx.list_used_terms(&[])?.contains(&terms[0]));
    assert!(tx.list_filed_sets(&terms[1..])?.contains(&set));
    assert!(!tx.list_filed_sets(&terms[..1])?.contains(&set));
    let tagged = |tx: &dyn Tx| -> Result<usize> {
        let all = tx.list_taggings(&terms[..1])?;
        Ok(all.iter().filter(|tagging| tagging.set == set && tagging.layout.is_none()).count())
    };
    assert_eq!(tagged(tx.as_ref())?, 1);
    assert!(tx.find_tag(items[0], terms[0])?.is_some());
    say(tx.as_mut(), items[0], tag(true))?;
    assert_eq!(tx.find_tag(items[0], terms[0])?, None);
    assert_eq!(tagged(tx.as_ref())?, 0);
    Ok(())
}
