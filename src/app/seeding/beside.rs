//! What stands beside the items: tags, lineage, engagements and milestones.

use super::rows::SeedRow;
use super::seeder::Seeder;
use crate::app::error::Result;
use crate::domain::PartialDate;
use crate::domain::ledger::Record;

impl Seeder<'_> {
    /// Tags, an entry an item.
    pub(super) fn tags(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| {
            format!("{}/{}:{}", row.text("item"), row.text("vocabulary"), row.text("term"))
        };
        let mut present: Option<(i64, Vec<Record>)> = None;
        for row in self.fresh(file, key)? {
            let item = self.item(row.text("item"))?;
            let term = self.term(row.text("vocabulary"), row.text("term"))?;
            let record = Record::new("tag")
                .with("item_id", item)
                .with("term_id", term)
                .with("removed", false)
                .with("origin", "own")
                .with("confidence", row.get("confidence"))
                .with("comment", row.get("note"));
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
            let item = self.item(row.text("item"))?;
            let record = Record::new("link")
                .with("item_id", item)
                .with("relation", row.text("relation"))
                .with("target_id", self.item(row.text("earlier"))?)
                .with("origin", "own")
                .with("confidence", row.get("confidence"))
                .with("public", true)
                .with("reason", row.get("reason"));
            self.append(Some(item), vec![record])?;
        }
        Ok(())
    }

    pub(super) fn engagements(&mut self, file: (&str, &str), state: &str) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let columns = [
                "key",
                "precision",
                "bound",
                "kind",
                "document",
                "paragraph",
                "who",
                "whom",
                "what",
                "outcome",
            ];
            let record = row.copy(Record::new("engagement"), &columns);
            let record = record
                .with("state", state)
                .with("from_on", row.get("from"))
                .with("until_on", row.get("until"))
                .with("essential", row.get("essential") == Some("yes"))
                .with("public", true)
                .with("comment", row.get("note"));
            self.append(None, vec![record])?;
        }
        Ok(())
    }

    pub(super) fn milestones(&mut self, file: (&str, &str)) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let dated = row.get("on").map(PartialDate::parse).transpose()?;
            let columns = ["key", "state", "label", "precision", "certainty", "basis", "kind"];
            let record = row.copy(Record::new("milestone"), &columns);
            let record = record
                .with("set_key", row.get("set"))
                .with("dated", dated.map(|date| date.to_string()))
                .with("voluntary", row.get("voluntary") == Some("yes"));
            self.append(None, vec![record])?;
        }
        Ok(())
    }
}
