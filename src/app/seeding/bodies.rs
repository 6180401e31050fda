//! Documents, and the bodies of recommendations that they hold.

use super::broken;
use super::rows::{SeedRow, read};
use super::seeder::Seeder;
use crate::app::error::Result;
use crate::domain::Ref;
use crate::domain::ledger::Record;

impl Seeder<'_> {
    pub(super) fn documents(&mut self, file: (&str, &str)) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let id = self.tx.reserve("document")?;
            self.documents.insert(row.text("key").to_owned(), id);
            let columns =
                ["key", "symbol", "title", "body", "session", "addressee", "language", "url"];
            let record = row.copy(Record::new("document").with("id", id), &columns);
            let record = record.with("dated", row.get("date")).with("comment", row.get("note"));
            self.append(None, vec![record])?;
        }
        Ok(())
    }

    pub(super) fn sets(&mut self, file: (&str, &str)) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let id = self.tx.reserve("item_set")?;
            let state = row.get("state").map(str::to_owned);
            self.sets.insert(row.text("key").to_owned(), (id, state));
            let document = row.get("document").map(|key| {
                let id = self.documents.get(key).copied();
                id.ok_or_else(|| broken(format!("no document {key}")))
            });
            let columns = [
                "key",
                "title",
                "noun",
                "state",
                "period_from",
                "period_to",
                "period_basis",
                "stance",
                "stance_document",
                "stance_paragraph",
            ];
            let record = row.copy(Record::new("item_set").with("id", id), &columns);
            let cycle: Option<i64> = row.get("cycle").and_then(|cycle| cycle.parse().ok());
            let record = record.with("document_id", document.transpose()?).with("cycle", cycle);
            self.append(None, vec![record.with("comment", row.get("note"))])?;
        }
        Ok(())
    }

    /// The institutions, each with its name.
    pub(super) fn entities(&mut self, (_, text): (&str, &str)) -> Result<()> {
        let mut records = Vec::new();
        for row in self.fresh(("institutions", text), |row| row.text("key").to_owned())? {
            let id = self.tx.reserve("entity")?;
            let entity = Record::new("entity").with("id", id).with("origin", "source");
            records.push(row.copy(entity, &["key", "kind", "document", "paragraph"]));
            let name = Record::new("entity_name").with("entity_id", id);
            records.push(row.copy(name, &["name"]));
        }
        self.append_all(records)
    }

    pub(super) fn items(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| format!("{}:{}", row.text("set"), row.text("ref"));
        let (name, text) = file;
        for row in read(name, text)? {
            if self.seeded.contains(&format!("{name}:{}", key(&row))) {
                self.remember_item(row.text("set"), row.text("ref"))?;
            }
        }
        for row in self.fresh(file, key)? {
            let id = self.tx.reserve("item")?;
            let records = self.item_records(id, &row)?;
            self.items.insert(key(&row).to_uppercase(), id);
            self.append(Some(id), records)?;
        }
        Ok(())
    }

    /// Finds an item that the file has from an earlier release.
    fn remember_item(&mut self, set: &str, label: &str) -> Result<()> {
        let Some((set_id, _)) = self.sets.get(set).cloned() else { return Ok(()) };
        let found = self.tx.list_named(Some(set_id), &label.to_lowercase())?;
        if let Some((id, ..)) = found.into_iter().next() {
            self.items.insert(format!("{set}:{label}").to_uppercase(), id);
        }
        Ok(())
    }

    fn item_records(&mut self, id: i64, row: &SeedRow) -> Result<Vec<Record>> {
        let (set, label) = (row.text("set"), row.text("ref"));
        let (set_id, state) =
            self.sets.get(set).cloned().ok_or_else(|| broken(format!("no set {set}")))?;
        let reference = Ref::parse(label)?;
        let parent = row.get("parent").map(Ref::parse).transpose()?;
        let parent_id = parent.as_ref().map(|parent| self.item(&format!("{set}:{parent}")));
        let heading = row.get("heading").map(|slug| self.term("theme", slug)).transpose()?;
        let columns = [
            "paragraph",
            "kind",
            "force",
            "actor",
            "actor_name",
            "deadline",
            "origin",
            "text",
            "names",
            "answer",
        ];
        let record = row.copy(reference.item_record(parent.as_ref()).with("id", id), &columns);
        let record = record
            .with("set_id", set_id)
            .with("parent_id", parent_id.transpose()?)
            .with("heading_id", heading)
            .with("state", state)
            .with("comment", row.get("note"));
        let mut records = vec![record];
        for code in row.list("recommending_states") {
            let sender = Record::new("sender").with("item_id", id).with("iso3", code);
            records.push(sender.with("printed", code));
        }
        Ok(records)
    }
}
