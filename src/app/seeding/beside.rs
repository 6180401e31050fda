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

    pub(super) fn links(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| {
            format!("{}/{}/{}", row.text("item"), row.text("relation"), row.text("earlier"))
        };
        for row in self.fresh(file, key)? {
            let end = |column| self.items.get(&row.text(column).to_uppercase()).copied();
            let (Some(item), Some(target)) = (end("item"), end("earlier")) else { continue };
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

    /// Takes back links that an earlier release brought and that were wrong; one that a user took
    /// back, or made himself, is left as it is.
    pub(super) fn withdrawn(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| {
            format!("{}/{}/{}", row.text("item"), row.text("relation"), row.text("earlier"))
        };
        for row in self.fresh(file, key)? {
            let item = self.items.get(&row.text("item").to_uppercase()).copied();
            let (Some(item), true) = (item, self.seeded.contains(&format!("links:{}", key(&row))))
            else {
                continue;
            };
            let view = View::on(LATEST);
            for link in self.tx.list_links(&[item], &view)? {
                let ends = [link.item.as_str(), link.relation.as_str(), link.target.as_str()];
                let meant = [row.text("item"), row.text("relation"), row.text("earlier")];
                let entry = self.tx.find_entry(link.entry)?;
                if ends == meant && entry.is_some_and(|entry| entry.command == "seed") {
                    let record = WithdrawalClaim::said(link.entry, true, row.text("reason"))?;
                    self.append(Some(item), vec![record])?;
                }
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
