//! The ledger as such: what entries are called, how it travels, and how the file is kept.

use super::{body, now, said, take_back, voice};
use crate::domain::ledger::Record;
use crate::domain::ledger::portable::Line;
use crate::store::merge::MergeOrder;
use crate::store::{Depth, NewEntry, PurgeOrder, Reach, Result, Store};

pub(super) fn entries_tell_of_themselves(store: &mut dyn Store) -> Result<()> {
    let mut tx = store.write()?;
    let set = tx.reserve("item_set")?;
    let record = Record::new("item_set").with("id", set).with("key", "MARKS");
    let record = record.with("title", "Marks").with("noun", "items");
    let first = NewEntry { command: "set add", records: vec![record], ..NewEntry::default() };
    let first = tx.append(now(), first)?;
    tx.commit()?;
    let mut tx = store.write()?;
    let refused = tx.reserve("item")?;
    tx.release("item");
    let item = tx.reserve("item")?;
    assert_eq!(item, refused, "what was not appended leaves no gap");
    let record = Record::new("item").with("id", item).with("set_id", set).with("ref", "1");
    let record = record.with("ref_folded", "1").with("sort_key", "1").with("kind", "ask");
    let record = record.with("actor", "state").with("origin", "own").with("text", "A secret");
    let entry = tx.append(now(), said("item add", item, record.with("public", false)))?;
    tx.commit()?;
    let tx = store.read()?;
    let marks = tx.list_marks(&[first, entry])?;
    assert_eq!(marks.iter().map(|(id, ..)| *id).collect::<Vec<_>>(), [first, entry]);
    assert_eq!((marks[0].2, marks[1].2), (None, Some(item)));
    assert!(marks[1].1.starts_with(&format!("v{entry}-")), "{}", marks[1].1);
    assert_eq!(tx.find_version(item, true)?, marks[1].1);
    assert_eq!(tx.find_version(item, false)?, "", "all that is said of it is internal");
    assert!(tx.list_unpublished()?.contains(&(item, entry)));
    let stopped = tx.list_stopped(usize::MAX)?;
    assert!(stopped.contains(&first) && !stopped.contains(&entry), "the published ones");
    assert_eq!(tx.list_dependants(first)?, [entry], "the item rests on its set");
    drop(tx);
    let mut tx = store.write()?;
    let gone = tx.append(now(), voice("held"))?;
    tx.commit()?;
    let mut tx = store.write()?;
    take_back(tx.as_mut(), gone)?;
    let undo = tx.find_head()?.expect("there are entries").0;
    assert_eq!(tx.list_held_before(undo)?, [(gone, true)]);
    tx.commit()
}

/// Each entry comes out in order with the hash it has; nothing internal where it is to be left out.
pub(super) fn the_ledger_travels(store: &mut dyn Store) -> Result<()> {
    let head = store.read()?.find_head()?.expect("there are entries");
    let mut carried = Vec::new();
    store.carry_after(head.0 - 2, &mut |entry| {
        carried.push((entry.id, entry.hash));
        Ok(())
    })?;
    assert_eq!(carried.last(), Some(&(head.0, head.1)));
    assert_eq!(carried.len(), 2);
    assert_eq!(store.find_hash(head.0)?, Some(head.1));
    let first = store.find_hash(1)?;
    assert_eq!(store.read()?.find_first_hash()?, first);
    assert_eq!(store.find_hash(head.0 + 1)?, None);
    assert!(!store.leaves_out()?);
    for (reach, secrets) in [(Reach::Internal, 1), (Reach::Public, 0)] {
        let (mut entries, mut told) = (0, 0);
        store.carry(reach, &mut |line| {
            if let Line::Entry(entry) = line {
                entries += 1;
                told += usize::from(format!("{entry:?}").contains("A secret"));
            }
            Ok(())
        })?;
        assert_eq!((entries, told), (head.0, secrets), "{reach:?}");
    }
    let digits = crate::domain::ledger::hex(&head.1[..4]);
    assert_eq!(store.find_by_hash(&digits)?, Some(head.0));
    Ok(())
}

/// What is rehearsed leaves nothing; copies hold what the file holds; what is destroyed is gone, and
/// all of it still verifies.
pub(super) fn the_file_is_kept(store: &mut dyn Store) -> Result<()> {
    store.check_writable()?;
    assert!(store.place().is_file());
    let before = store.read()?.find_head()?;
    let mut tried = store.rehearsal()?;
    let mut tx = tried.write()?;
    tx.append(now(), voice("tried"))?;
    tx.commit()?;
    drop(tried);
    assert_eq!(store.read()?.find_head()?, before);
    let folder = tempfile::tempdir().expect("a folder");
    let copied = store.copy_to(&folder.path().join("copy.db"))?;
    assert_eq!((copied.head, copied.problems.len()), (before, 0));
    let redacted = store.redact_to(now().at, &folder.path().join("redacted.db"))?;
    assert!(redacted.hash_only > 0, "an entry that is internal as a whole leaves its hash");
    let mut tx = store.write()?;
    let item = body(tx.as_mut(), "GONE", &["1"])?[0];
    let file = Record::new("evidence").with("kind", "file").with("effect", "supports");
    let file = file.with("public", false).with("address", "kept.pdf").with("item_id", item);
    let entry = tx.append(now(), said("evidence add", item, file))?;
    tx.copy_before(&folder.path().join("before.db"))?;
    tx.commit()?;
    let mut files = Vec::new();
    store.each_file(&mut |file| {
        files.push((file.entry, file.address));
        Ok(())
    })?;
    assert!(files.contains(&(entry, "kept.pdf".to_owned())));
    let order = PurgeOrder { entry, reason: "asked".to_owned(), author: "someone".to_owned() };
    let purged = store.purge(now(), &order)?.expect("it held something");
    assert_eq!(purged.files, [std::path::PathBuf::from("kept.pdf")]);
    assert_eq!(store.purge(now(), &order)?, None, "nothing is left of it");
    let checked = store.verify(Depth::Whole)?;
    assert_eq!(checked.problems, []);
    assert_eq!(checked.home.is_some(), store.home().is_some());
    Ok(())
}

pub(super) fn the_ledger_is_settled(
    from: &mut dyn Store,
    reach: Reach,
    into: &mut dyn Store,
) -> Result<()> {
    let mut tx = into.write()?;
    if reach == Reach::Public {
        tx.become_redacted(now().at)?;
    }
    tx.keep_old_markers(&["kept/before".to_owned()])?;
    from.carry(reach, &mut |line| {
        if let Line::Entry(entry) = line {
            tx.replay(*entry)?;
        }
        Ok(())
    })?;
    assert!(tx.list_seeded()?.contains("kept/before"));
    tx.commit()?;
    assert_eq!(into.read()?.find_head()?, from.read()?.find_head()?, "{reach:?}");
    assert_eq!(into.verify(Depth::Whole)?.problems, []);
    Ok(())
}

pub(super) fn what_a_copy_has_more_is_merged(
    store: &mut dyn Store,
    copy: &mut dyn Store,
) -> Result<()> {
    let (base, _) = store.read()?.find_head()?.expect("there are entries");
    let mut tx = copy.write()?;
    tx.append(now(), voice("elsewhere"))?;
    tx.commit()?;
    let mut theirs = Vec::new();
    copy.carry_after(base, &mut |entry| {
        theirs.push(entry);
        Ok(())
    })?;
    let order = MergeOrder {
        now: now(),
        author: "someone".to_owned(),
        base,
        head: String::new(),
        whose: None,
        choices: Vec::new(),
        publications: false,
    };
    for (taken, known) in [(1, 0), (0, 1)] {
        let mut tx = store.write()?;
        let merged = tx.merge(&theirs, &order)?;
        assert_eq!((merged.taken, merged.known), (taken, known), "it comes in once");
        assert!(tx.list_assessors()?.iter().any(|voice| voice.key == "elsewhere"));
        tx.commit()?;
    }
    Ok(())
}
