//! What stands beside the items: tags, lineage, engagements and milestones.

use super::rows::SeedRow;
use super::seeder::Seeder;
use crate::app::error::Result;
use crate::domain::claims::{
    EngagementClaim, LinkClaim, MilestoneClaim, TagClaim, WithdrawalClaim,
};
use crate::domain::dates::LATEST;
use crate::domain::ledger::Record;
use crate::domain::{Certainty, Confidence, Origin, Relation, View};

impl Seeder<'_> {
    /// Tags, an entry an item.
    pub(super) fn tags(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| {
            format!("{}/{}:{}", row.text("item"), row.text("vocabulary"), row.text("term"))
        };
        let mut present: Option<(i64, Vec<Record>)> = None;
        for row in self.fresh(file, key)? {
            // What a user took back is left alone.
            let Some(item) = self.items.get(&row.text("item").to_uppercase()).copied() else {
                continue;
            };
            let term = self.term(row.text("vocabulary"), row.text("term"))?;
            let claim = TagClaim {
                confidence: row.word_if("confidence", Confidence::from_slug)?,
                comment: row.own("note"),
                ..TagClaim::own(item, term, false)
            };
            let record = claim.fresh();
            match &mut present {
                Some((of, records)) if *of == item => records.push(record),
                _ => {
                    if let Some((of, records)) = present.replace((item, vec![record])) {
                        self.append(Some(of), records)?;
                    }
                }
            }
        }
        if let Some((of, records)) = present {
            self.append(Some(of), records)?;
        }
        Ok(())
    }

    /// Lineage. A row of a later edition takes the place of the one that an earlier release brought;
    /// where a user took that back, neither stands.
    pub(super) fn links(&mut self, file: (&str, &str)) -> Result<()> {
        let ends = |row: &SeedRow| {
            format!("{}/{}/{}", row.text("item"), row.text("relation"), row.text("earlier"))
        };
        let key = |row: &SeedRow| match row.get("edition") {
            Some(edition) => format!("{}/{edition}", ends(row)),
            None => ends(row),
        };
        for row in self.fresh(file, key)? {
            let end = |column| self.items.get(&row.text(column).to_uppercase()).copied();
            let (Some(item), Some(target)) = (end("item"), end("earlier")) else { continue };
            let ends = ends(&row);
            let why = "a correction of the seeds: how sure it is, or by which words";
            if self.had_link(&ends) && !self.take_link_back(item, &ends, why)? {
                continue;
            }
            let claim = LinkClaim {
                id: None,
                item_id: item,
                relation: row.word("relation", Relation::from_slug)?,
                target_id: target,
                origin: Origin::Own,
                confidence: row.word_if("confidence", Confidence::from_slug)?,
                public: true,
                reason: row.own("reason"),
                assisted: None,
                removed: None,
            };
            let record = claim.said(row.text("item"))?;
            self.append(Some(item), vec![record])?;
        }
        Ok(())
    }

    /// Whether an earlier release brought a link between these ends.
    fn had_link(&self, ends: &str) -> bool {
        let key = format!("links:{ends}");
        let edition = format!("{key}/");
        self.seeded.iter().any(|seeded| *seeded == key || seeded.starts_with(&edition))
    }

    /// Takes back the link between these ends (`ITEM/RELATION/EARLIER`) that an earlier release
    /// brought; whether it still stood.
    fn take_link_back(&mut self, item: i64, ends: &str, why: &str) -> Result<bool> {
        let ends: Vec<&str> = ends.split('/').collect();
        let mut stood = false;
        for link in self.tx.list_links(&[item], &View::on(LATEST))? {
            let of = [link.item.as_str(), link.relation.as_str(), link.target.as_str()];
            if of == *ends && self.is_ours(link.entry)? {
                let record = WithdrawalClaim::said(link.entry, true, why)?;
                self.append(Some(item), vec![record])?;
                stood = true;
            }
        }
        Ok(stood)
    }

    /// Whether an entry came with a release.
    fn is_ours(&self, entry: i64) -> Result<bool> {
        Ok(self.tx.find_entry(entry)?.is_some_and(|entry| entry.command == "seed"))
    }

    /// Takes back links and tags that an earlier release brought and that were wrong; one that a user
    /// took back, or made himself, is left as it is.
    pub(super) fn withdrawn(&mut self, file: (&str, &str)) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let (of, key, why) = (row.text("file"), row.text("key"), row.text("reason"));
            let (name, rest) = key.split_once('/').unwrap_or_default();
            let Some(item) = self.items.get(&name.to_uppercase()).copied() else { continue };
            match of {
                "links" if self.had_link(key) => drop(self.take_link_back(item, key, why)?),
                "tags" if self.seeded.contains(&format!("tags:{key}")) => {
                    let (vocabulary, slug) = rest.split_once(':').unwrap_or_default();
                    let term = self.term(vocabulary, slug)?;
                    let Some(entry) = self.tx.find_tag(item, term)? else { continue };
                    if self.is_ours(entry)? {
                        let claim = TagClaim::own(item, term, true);
                        let comment = Some(why.to_owned());
                        self.append(Some(item), vec![TagClaim { comment, ..claim }.fresh()])?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn engagements(&mut self, file: (&str, &str), state: &str) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let claim = EngagementClaim {
                id: None,
                key: row.text("key").to_owned(),
                state: Some(state.to_owned()),
                from_on: row.own("from"),
                until_on: row.own("until"),
                precision: row.text("precision").to_owned(),
                bound: row.own("bound"),
                kind: row.text("kind").to_owned(),
                document: row.own("document"),
                paragraph: row.own("paragraph"),
                essential: row.yes("essential"),
                public: true,
                who: row.own("who"),
                whom: row.own("whom"),
                what: row.own("what"),
                outcome: row.own("outcome"),
                comment: row.own("note"),
            };
            // What ships is a matter of record, whatever the clock of the machine says.
            let record = claim.said(LATEST)?;
            self.append(None, vec![record])?;
        }
        Ok(())
    }

    pub(super) fn milestones(&mut self, file: (&str, &str)) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let claim = MilestoneClaim {
                id: None,
                key: row.text("key").to_owned(),
                state: row.own("state"),
                set_key: row.own("set"),
                label: row.text("label").to_owned(),
                dated: row.date("on")?,
                precision: row.text("precision").to_owned(),
                certainty: row.word("certainty", Certainty::from_slug)?,
                basis: row.own("basis"),
                voluntary: row.yes("voluntary"),
                kind: row.text("kind").to_owned(),
            };
            let record = claim.said()?;
            self.append(None, vec![record])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::App;
    use crate::app::seeding::{Content, ITEMS, fill};
    use crate::clock::FixedClock;
    use crate::domain::ledger::Moment;
    use crate::domain::lines::LinkLine;
    use crate::store::{self, Store};

    /// A later release's links, and what it takes back.
    const LINKS: (&str, &str) = (
        "links",
        "item,relation,earlier,confidence,reason,edition\n\
         HC19:5,offer,HC08:5b,medium,Better words.,2\n\
         HC19:35,repeats,GA62:4e,medium,Better words.,2\n",
    );
    const WITHDRAWN: (&str, &str) = (
        "withdrawn",
        "file,key,reason\n\
         links,HC19:50/in-part/GA62:3-i,wrong\n\
         tags,HC19:53/sdg:10.2,wrong\n\
         tags,HC19:54/sdg:10.2,wrong\n\
         tags,HC19:48/sdg:1.1,never brought\n",
    );

    fn bring(store: &mut dyn Store, now: Moment) {
        let mut tx = store.write().unwrap();
        let mut seeder = Seeder::new(tx.as_mut(), now).unwrap();
        seeder.reference().unwrap();
        seeder.items(ITEMS).unwrap();
        seeder.links(LINKS).unwrap();
        seeder.withdrawn(WITHDRAWN).unwrap();
        seeder.append_all(Vec::new()).unwrap();
        drop(seeder);
        tx.commit().unwrap();
    }

    fn links(store: &mut dyn Store, label: &str) -> Vec<LinkLine> {
        let tx = store.read().unwrap();
        let id = tx.list_named(None, label).unwrap()[0].0;
        tx.list_links(&[id], &View::on(LATEST)).unwrap()
    }

    fn to(store: &mut dyn Store, label: &str, earlier: &str) -> Option<LinkLine> {
        links(store, label).into_iter().find(|link| link.target == earlier)
    }

    #[test]
    fn a_later_release_mends_its_own_links_and_tags_and_no_users() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        let at = chrono::DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap().to_utc();
        let now = Moment::stopped(at);
        store::create(&path, |store| fill(store, now, Content::Seeds)).unwrap();
        let mut store = store::open(&path).unwrap();
        // A user takes one of the links back, and makes one of the tags his own.
        let taken = to(&mut store, "35", "GA62:4e").unwrap().entry;
        let clock = FixedClock(at.into());
        let mut app = App::new(&mut store, &clock, "somebody".to_owned());
        app.retract(taken, "as a user has it", true).unwrap();
        let tag = |app: &mut App<'_>, off: bool| {
            let words = ["54".to_owned()];
            app.tag(&words, "sdg:10.2", off).unwrap();
        };
        tag(&mut app, true);
        tag(&mut app, false);
        bring(&mut store, now);
        let head = |store: &mut dyn Store| store.read().unwrap().find_head().unwrap();
        let first = head(&mut store);
        bring(&mut store, now);
        assert_eq!(first, head(&mut store), "brought once");
        let mended = to(&mut store, "5", "HC08:5b").unwrap();
        assert_eq!(mended.reason.as_deref(), Some("Better words."));
        assert_eq!(mended.confidence.as_deref(), Some("medium"));
        assert_eq!(links(&mut store, "5").len(), 3, "in the place of the former");
        assert!(to(&mut store, "35", "GA62:4e").is_none(), "a user took it back");
        assert!(to(&mut store, "50", "GA62:3-i").is_none());
        let tx = store.read().unwrap();
        let terms = tx.list_terms(None).unwrap().into_iter();
        let mut goals = terms.filter(|term| term.vocabulary == "sdg" && term.slug == "10.2");
        let term = goals.next().unwrap().id;
        let carries = |label: &str| {
            let id = tx.list_named(None, label).unwrap()[0].0;
            tx.find_tag(id, term).unwrap().is_some()
        };
        assert!(!carries("53"));
        assert!(carries("54"), "a user's own word stays");
    }
}
