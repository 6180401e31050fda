//! What files that are brought in are matched with.

use super::{body, say};
use crate::domain::Position;
use crate::domain::ledger::Record;
use crate::store::{Result, Store};

pub(super) fn files_find_what_is_known(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let items = body(tx.as_mut(), "FOUND", &["1", "1a", "2"])?;
    let bodies = tx.list_bodies()?;
    let found = bodies.iter().find(|line| line.key == "FOUND").expect("it was added");
    assert_eq!((found.items, found.recommendations), (2, 2));
    let mut refs = Vec::new();
    tx.each_identity(&[found.id], &mut |line| {
        refs.push((line.id, line.folded));
        Ok(())
    })?;
    let whole = [(items[0], "1".to_owned()), (items[2], "2".to_owned())];
    assert_eq!(refs, whole, "components are not found again by themselves");
    let stopped = tx.each_identity(&[], &mut |_| Err("enough".into()));
    assert!(stopped.is_err(), "what the visitor says ends it");
    let position = Record::new("position").with("position", "noted").with("undated", true);
    say(tx.as_mut(), items[0], position)?;
    let (voice, term) = (tx.list_assessors()?[0].id, tx.list_terms(None)?[0].clone());
    let tag = Record::new("tag").with("term_id", term.id).with("removed", false);
    say(tx.as_mut(), items[0], tag.with("origin", "own"))?;
    let status = Record::new("assessment").with("assessor_id", voice).with("status", "implemented");
    let status = status.with("effective_on", "2024-01-01").with("unsourced", true);
    say(tx.as_mut(), items[0], status.with("public", true).with("note", "Done"))?;
    let facts = tx.list_item_facts(&[items[0], items[2]])?;
    assert_eq!(facts.iter().map(|facts| facts.id).collect::<Vec<_>>(), [items[0], items[2]]);
    assert_eq!(facts[0].positions[0].position, Position::Noted);
    assert_eq!(facts[0].terms, [term.id]);
    assert_eq!(facts[0].assessments[0].note.as_deref(), Some("Done"));
    assert!(facts[1].positions.is_empty() && facts[1].terms.is_empty());
    let mut texts = Vec::new();
    tx.each_text(&term.vocabulary, &mut |line| {
        if line.set == found.id {
            texts.push((line.name, line.terms));
        }
        Ok(())
    })?;
    let name = |label: &str| format!("FOUND:{label}");
    assert_eq!(texts, [(name("1"), vec![term.id]), (name("1a"), vec![]), (name("2"), vec![])]);
    Ok(())
}
