//! What an earlier release said of its rows and that was wrong.

use super::broken;
use super::rows::SeedRow;
use super::seeder::Seeder;
use crate::app::amend::{document_value, item_line, item_value, set_value};
use crate::app::error::Result;
use crate::domain::Origin;
use crate::domain::amended::{AmendedField, AmendedKind};
use crate::domain::claims::AmendmentClaim;
use crate::domain::ledger::Record;

impl Seeder<'_> {
    /// Puts right what a row says, where it says what the release before brought: a user's own word
    /// is left as it is. A new file has the right words from the first.
    pub(super) fn amendments(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| format!("{}/{}", row.text("key"), row.text("column"));
        let mut present: Option<(String, Option<i64>, Vec<Record>)> = None;
        for row in self.fresh(file, key)? {
            let field: AmendedField = row.word("column", AmendedField::from_slug)?;
            let Some((target, id, now)) = self.says(row.text("key"), field)? else { continue };
            if now.unwrap_or_default() != row.text("old") {
                continue;
            }
            let claim = AmendmentClaim {
                origin: Origin::Document,
                reason: Some("a correction of the seeds, by the words of the source".to_owned()),
                ..AmendmentClaim::of(target, id, field, row.text("new"))
            };
            let said = claim.said(row.text("key"), row.get("old"), self.now.at.date_naive())?;
            let about = (target == AmendedKind::Item).then_some(id);
            match &mut present {
                Some((of, _, records)) if of == row.text("key") => records.push(said),
                _ => {
                    let next = (row.text("key").to_owned(), about, vec![said]);
                    if let Some((_, about, records)) = present.replace(next) {
                        self.append(about, records)?;
                    }
                }
            }
        }
        if let Some((_, about, records)) = present {
            self.append(about, records)?;
        }
        Ok(())
    }

    /// The row of a key (`SET:REF`, a set's, a document's) and what it says now; none where this file
    /// doesn't have it any more.
    fn says(
        &mut self,
        key: &str,
        field: AmendedField,
    ) -> Result<Option<(AmendedKind, i64, Option<String>)>> {
        if let Some(id) = self.items.get(&key.to_uppercase()).copied() {
            let line = item_line(&*self.tx, id)?;
            return Ok(line.map(|line| (AmendedKind::Item, id, item_value(&line, field))));
        }
        if let Some((id, _)) = self.sets.get(key).cloned() {
            let sets = self.tx.list_sets()?;
            let line = sets.iter().find(|line| line.id == id);
            return Ok(line.map(|line| (AmendedKind::Set, id, set_value(line, field))));
        }
        if let Some(id) = self.documents.get(key).copied() {
            let documents = self.tx.list_documents()?;
            let line = documents.iter().find(|line| line.id == id);
            return Ok(line.map(|line| (AmendedKind::Document, id, document_value(line, field))));
        }
        if key.contains(':') { Ok(None) } else { Err(broken(format!("no row {key}"))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::App;
    use crate::app::amend::Edit;
    use crate::app::seeding::{Content, ITEMS, fill};
    use crate::clock::FixedClock;
    use crate::domain::ledger::Moment;
    use crate::store::{self, Store};

    /// A later release's corrections.
    const LATER: (&str, &str) = (
        "later",
        "key,column,old,new\n\
         HC19:48,text,Prohibiting corporal punishment in all settings.,Right.\n\
         HC19:49,text,Raising the minimum age of marriage to 18 years.,Right.\n\
         HC19:50,speaker,,Somebody\n\
         HC19:51,text,What no release ever said.,Wrong.\n\
         HC19,title,Annex to the High Commissioner's letter of 28 November 2019,The annex\n\
         A/HRC/7/47,dated,2008-02-22,2008-02-23\n",
    );

    #[test]
    fn a_later_release_puts_right_what_no_user_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        let at = chrono::DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap().to_utc();
        let now = Moment::stopped(at);
        store::create(&path, |store| fill(store, now, Content::Seeds)).unwrap();
        let mut store = store::open(&path).unwrap();
        let clock = FixedClock(at.into());
        let mut app = App::new(&mut store, &clock, "somebody".to_owned());
        let own = vec![(AmendedField::Text, "As a user has it.".to_owned())];
        app.edit_item("49", &Edit { values: own, ..Edit::default() }).unwrap();
        let head = |store: &mut dyn Store| store.read().unwrap().find_head().unwrap();
        let mut heads = Vec::new();
        for _ in 0..2 {
            let mut tx = store.write().unwrap();
            let mut seeder = Seeder::new(tx.as_mut(), now).unwrap();
            seeder.items(ITEMS).unwrap();
            seeder.amendments(LATER).unwrap();
            seeder.append_all(Vec::new()).unwrap();
            drop(seeder);
            tx.commit().unwrap();
            heads.push(head(&mut store));
        }
        assert_eq!(heads[0], heads[1], "brought once");
        let tx = store.read().unwrap();
        let item = |label: &str| {
            let id = tx.list_named(None, label).unwrap()[0].0;
            item_line(&*tx, id).unwrap().unwrap()
        };
        assert_eq!(item("48").text, "Right.");
        assert_eq!(item("49").text, "As a user has it.");
        assert_eq!(item("50").speaker.as_deref(), Some("Somebody"));
        assert!(item("51").text.starts_with("Ensuring that children"));
        assert_eq!(tx.list_sets().unwrap()[0].title, "The annex");
        let documents = tx.list_documents().unwrap();
        let note = documents.iter().find(|line| line.key == "A/HRC/7/47").unwrap();
        assert_eq!(note.dated.as_deref(), Some("2008-02-23"));
    }
}
