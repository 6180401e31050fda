//! What was said of items.

use super::{body, day, say, take_back};
use crate::domain::amended::{AmendedField, AmendedKind};
use crate::domain::dates::LATEST;
use crate::domain::ledger::Record;
use crate::domain::{Filter, Level, View};
use crate::store::{Detail, Result, Store, Tx};

fn of(items: &[i64]) -> Filter {
    Filter { items: items.to_vec(), ..Filter::default() }
}

fn assessment(voice: i64, status: &str, on: &str) -> Record {
    let record = Record::new("assessment").with("assessor_id", voice).with("status", status);
    record.with("effective_on", on).with("unsourced", false).with("public", true)
}

pub(super) fn assessments_and_evidence_are_told(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let items = body(tx.as_mut(), "TOLD", &["1", "2"])?;
    let voice = tx.list_assessors()?[0].id;
    let first = say(tx.as_mut(), items[0], assessment(voice, "in-progress", "2024-01-01"))?;
    let gone = say(tx.as_mut(), items[0], assessment(voice, "implemented", "2024-02-01"))?;
    let source = Record::new("evidence").with("kind", "url").with("effect", "supports");
    let source = source.with("public", true).with("address", "https://example.org/law");
    let beside = say(tx.as_mut(), items[1], source)?;
    take_back(tx.as_mut(), gone)?;
    let view = View::on(LATEST);
    let mut told = Vec::new();
    tx.each_history(&of(&items), &view, Detail::Full, &mut |line| {
        told.push((line.entry, line.status, line.retracted_by.is_some()));
        Ok(())
    })?;
    assert_eq!(told, [(first, Level::InProgress, false), (gone, Level::Implemented, true)]);
    let mut about = Vec::new();
    tx.each_log(&of(&items), &view, &mut |line| {
        about.push(line.about.map(|about| (about.entry, about.reinstates)));
        Ok(())
    })?;
    assert_eq!(about, [None, None, Some((gone, false))], "and what took it back");
    let mut evidence = Vec::new();
    tx.each_evidence(&of(&items), &view, &mut |line| {
        evidence.push((line.item, line.brief.entry, line.brief.address));
        Ok(())
    })?;
    let address = Some("https://example.org/law".to_owned());
    assert_eq!(evidence, [("TOLD:2".to_owned(), beside, address)]);
    let status = |on: &str| tx.find_status(items[0], voice, day(on));
    assert_eq!(status("2024-03-01")?, Some((Level::InProgress, first)));
    assert_eq!(status("2023-12-31")?, None, "not before it holds");
    let position = Record::new("position").with("position", "noted").with("undated", true);
    say(tx.as_mut(), items[0], position)?;
    assert_eq!(tx.list_positions(items[0], &view)?.len(), 1);
    assert_eq!(tx.list_positions(items[1], &view)?, []);
    Ok(())
}

pub(super) fn links_tags_and_lives_hold(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let earlier = body(tx.as_mut(), "EARLIER", &["1", "2"])?;
    let later = body(tx.as_mut(), "LATER", &["1"])?[0];
    let link = |target: i64| {
        let record = Record::new("link").with("relation", "repeats").with("target_id", target);
        record.with("origin", "own").with("public", true)
    };
    say(tx.as_mut(), later, link(earlier[0]))?;
    let refused = link(earlier[1]).with("assisted", true).with("removed", true);
    say(tx.as_mut(), later, refused)?;
    let view = View::on(LATEST);
    let links = |items: &[i64]| -> Result<Vec<(String, String)>> {
        let lines = tx.list_links(items, &view)?;
        Ok(lines.into_iter().map(|line| (line.item, line.target)).collect())
    };
    let expected = [("LATER:1".to_owned(), "EARLIER:1".to_owned())];
    assert_eq!(links(&[later])?, expected, "one that was refused is none");
    assert_eq!(links(&earlier)?, expected, "seen from either end");
    assert!(links(&[])?.contains(&expected[0]));
    assert!(tx.list_refused_links()?.contains(&(later, earlier[1])));
    let life = |state: &str, on: &str| {
        let record = Record::new("item_state").with("state", state).with("effective_on", on);
        record.with("public", true).with("note", "So it was decided")
    };
    assert_eq!(tx.find_life(later, LATEST)?, "active");
    say(tx.as_mut(), later, life("closed", "2024-01-01"))?;
    say(tx.as_mut(), later, life("active", "2024-02-01"))?;
    assert_eq!(tx.find_life(later, day("2024-01-15"))?, "closed");
    assert_eq!(tx.find_life(later, LATEST)?, "active");
    let lives = tx.list_lives(&[later], &View::on(day("2024-01-15")))?;
    assert_eq!(lives.len(), 1);
    assert_eq!(lives[0].life, "closed");
    Ok(())
}

pub(super) fn remarks_translations_and_amendments_hold(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let items = body(tx.as_mut(), "WORDS", &["1", "2"])?;
    let voice = tx.list_assessors()?[0].id;
    let remark = Record::new("remark").with("assessor_id", voice).with("public", true);
    let remark = remark.with("effective_on", "2024-05-01").with("text", "A remark");
    say(tx.as_mut(), items[0], remark)?;
    let remarks = |tx: &dyn Tx, items: &[i64], on: &str| -> Result<usize> {
        let lines = tx.list_remarks(items, &View::on(day(on)))?;
        Ok(lines.iter().filter(|line| line.text == "A remark").count())
    };
    assert_eq!(remarks(tx.as_ref(), &items[..1], "2024-05-01")?, 1);
    assert_eq!(remarks(tx.as_ref(), &items[..1], "2024-04-30")?, 0);
    assert_eq!(remarks(tx.as_ref(), &items[1..], "2024-05-01")?, 0);
    assert_eq!(remarks(tx.as_ref(), &[], "2024-05-01")?, 1, "of all where none is named");
    for text in ["Une loi", "Adopter une loi"] {
        let words = Record::new("item_text").with("lang", "fr").with("unofficial", true);
        say(tx.as_mut(), items[0], words.with("text", text))?;
    }
    let view = View::on(LATEST);
    let texts = tx.list_item_texts(&items, &view)?;
    assert_eq!(texts.len(), 1, "the latest of each");
    assert_eq!((texts[0].lang.as_str(), texts[0].text.as_str()), ("fr", "Adopter une loi"));
    for value in ["Adopt two laws", "Adopt three laws"] {
        let amended = Record::new("amendment").with("field", "text").with("origin", "own");
        say(tx.as_mut(), items[1], amended.with("public", true).with("value", value))?;
    }
    let amended = tx.list_amendments(AmendedKind::Item, &items, &view)?;
    assert_eq!(amended.len(), 2);
    assert!(amended.iter().all(|line| line.row == "WORDS:2" && line.field == AmendedField::Text));
    assert_eq!(amended[0].before.as_deref(), Some("Adopt a law"));
    assert_eq!(amended[1].before.as_deref(), Some("Adopt two laws"));
    let facts = tx.list_item_facts(&items[1..])?;
    assert_eq!(facts[0].text, "Adopt three laws", "the latest holds");
    Ok(())
}
