//! What surrounds the items.

use super::{add, body, day, take_back};
use crate::domain::ledger::Record;
use crate::domain::{SetKind, View};
use crate::store::{Result, Store};

pub(super) fn what_surrounds_items_is_listed(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let vocabulary = Record::new("vocabulary").with("key", "kept").with("name", "Kept");
    let (vocabulary, _) = add(tx.as_mut(), vocabulary.with("origin", "own"))?;
    let term = |slug: &str, above: Option<i64>| {
        let record = Record::new("term").with("vocabulary_id", vocabulary).with("slug", slug);
        record.with("label", slug).with("parent_id", above).with("aliases", "one; two")
    };
    let (first, _) = add(tx.as_mut(), term("first", None))?;
    add(tx.as_mut(), term("below", Some(first)))?;
    let document = Record::new("document").with("key", "kept-paper").with("title", "A paper");
    add(tx.as_mut(), document)?;
    body(tx.as_mut(), "KEPT", &["1", "1a", "2"])?;
    let terms = tx.list_terms(Some("kept"))?;
    let told: Vec<_> = terms.iter().map(|term| (term.slug.as_str(), term.parent)).collect();
    assert_eq!(told, [("first", None), ("below", Some(first))]);
    assert_eq!(terms[0].aliases, ["one", "two"]);
    assert!(tx.list_terms(None)?.len() > terms.len(), "those of other vocabularies too");
    let vocabularies = tx.list_vocabularies()?;
    assert!(vocabularies.contains(&(vocabulary, "kept".to_owned(), "Kept".to_owned(), 2)));
    let papers = tx.list_documents()?;
    assert!(papers.iter().any(|paper| paper.key == "kept-paper" && paper.symbol.is_none()));
    let sets = tx.list_sets()?;
    let set = sets.iter().find(|set| set.key == "KEPT").expect("it was added");
    assert_eq!((set.kind, set.public), (SetKind::Recommendations, true));
    let figures = tx.list_set_figures()?;
    let size = figures.iter().find(|size| size.set == set.id).expect("it has items");
    assert_eq!((size.items, size.counted, size.components), (2, 2, 1));
    Ok(())
}

/// Of settings and of dates of the calendar the last word holds; one that was taken back does not.
pub(super) fn settings_and_dates_hold_as_said_last(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let setting = |value: &str| Record::new("setting").with("key", "kept").with("value", value);
    add(tx.as_mut(), setting("a"))?;
    add(tx.as_mut(), setting("b"))?;
    let (_, gone) = add(tx.as_mut(), setting("c"))?;
    take_back(tx.as_mut(), gone)?;
    let settings = tx.list_settings()?;
    let held: Vec<_> = settings.iter().filter(|(key, _)| key == "kept").collect();
    assert_eq!(held, [&("kept".to_owned(), "b".to_owned())]);
    let date = |dated: &str| {
        let record = Record::new("milestone").with("key", "kept-day").with("label", "A day");
        let record = record.with("dated", dated).with("precision", "day").with("kind", "other");
        record.with("certainty", "documented").with("voluntary", false)
    };
    add(tx.as_mut(), date("2026-02-01"))?;
    add(tx.as_mut(), date("2026-03-01"))?;
    let dates = tx.list_milestones()?;
    let held: Vec<_> = dates.iter().filter(|line| line.key == "kept-day").collect();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].dated.map(|date| date.to_string()).as_deref(), Some("2026-03-01"));
    let letter = Record::new("engagement").with("key", "kept-letter").with("from_on", "2026-02-01");
    let letter = letter.with("precision", "day").with("kind", "letter").with("essential", false);
    add(tx.as_mut(), letter.with("public", true).with("what", "A question"))?;
    let letters = |on| -> Result<usize> {
        let all = tx.list_engagements(&View::on(on))?;
        Ok(all.iter().filter(|line| line.key == "kept-letter").count())
    };
    assert_eq!((letters(day("2026-01-31"))?, letters(day("2026-02-01"))?), (0, 1));
    let word = |removed: bool| {
        let record = Record::new("mapping").with("kind", "heading").with("field", "status");
        record.with("printed", "Kept").with("meaning", "status").with("removed", removed)
    };
    add(tx.as_mut(), word(false))?;
    let words = tx.list_mappings()?;
    assert!(words.iter().any(|line| line.printed == "Kept" && line.field == "status"));
    let account = |login: &str, removed: bool| {
        let record = Record::new("account").with("role", "editor").with("internal", true);
        record.with("login", login).with("removed", removed)
    };
    add(tx.as_mut(), account("Kept", false))?;
    assert!(tx.list_accounts()?.iter().any(|line| line.login == "Kept" && line.internal));
    add(tx.as_mut(), account("kept", true))?;
    assert!(tx.list_accounts()?.iter().all(|line| line.login != "Kept"), "however it is written");
    Ok(())
}

/// What ships with a program is told from what was said here, and comes in once.
pub(super) fn what_ships_is_known(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    assert!(!tx.is_seeded("kept/one")?);
    add(tx.as_mut(), Record::new("seed_mark").with("key", "kept/one"))?;
    add(tx.as_mut(), Record::new("seed_mark").with("key", "kept/two"))?;
    assert!(tx.is_seeded("kept/one")? && tx.list_seeded()?.contains("kept/two"));
    assert_eq!(tx.find_newest_seeded("kept/")?.as_deref(), Some("kept/two"));
    assert_eq!(tx.find_newest_seeded("nothing/")?, None);
    assert_eq!(tx.take_old_markers()?, Vec::<String>::new());
    let row = |level| [("scheme", "kept"), ("word", "Done"), ("level", level)];
    tx.put_reference("crosswalk", 2, &row("in-progress"))?;
    tx.put_reference("crosswalk", 2, &row("implemented"))?;
    let words = tx.list_crosswalks()?;
    let held: Vec<_> = words.iter().filter(|(scheme, ..)| scheme == "kept").collect();
    assert_eq!(held, [&("kept".to_owned(), "Done".to_owned(), "implemented".to_owned())]);
    let rows = tx.list_reference("crosswalk", &["scheme", "word", "level"])?;
    assert_eq!(rows.len(), words.len());
    assert!(tx.put_reference("item", 1, &row("implemented")).is_err(), "no list of the program's");
    let states = tx.list_states()?;
    assert!(states.windows(2).all(|pair| pair[0][1] <= pair[1][1]), "by name");
    assert!(states.iter().any(|state| state[0] == "CHE"));
    Ok(())
}
