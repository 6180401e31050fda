//! Documents, and the bodies of recommendations that they hold.

use super::broken;
use super::rows::{SeedRow, read};
use super::seeder::Seeder;
use crate::app::error::Result;
use crate::domain::claims::{
    DocumentClaim, EntityClaim, EntityNameClaim, ItemClaim, SenderClaim, SetClaim,
};
use crate::domain::ledger::Record;
use crate::domain::{ActorKind, EntityKind, Kind, Origin, Ref};

impl Seeder<'_> {
    pub(super) fn documents(&mut self, file: (&str, &str)) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let id = self.tx.reserve("document")?;
            self.documents.insert(row.text("key").to_owned(), id);
            let claim = DocumentClaim {
                id: Some(id),
                key: row.text("key").to_owned(),
                symbol: row.own("symbol"),
                title: row.own("title"),
                body: row.own("body"),
                dated: row.own("date"),
                session: row.own("session"),
                addressee: row.own("addressee"),
                language: row.own("language"),
                url: row.own("url"),
                comment: row.own("note"),
            };
            self.append(None, vec![claim.said()?])?;
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
            let claim = SetClaim {
                id: Some(id),
                state: row.own("state"),
                document_id: document.transpose()?,
                cycle: row.get("cycle").and_then(|cycle| cycle.parse().ok()),
                period_from: row.own("period_from"),
                period_to: row.own("period_to"),
                period_basis: row.own("period_basis"),
                stance: row.own("stance"),
                stance_document: row.own("stance_document"),
                stance_paragraph: row.own("stance_paragraph"),
                comment: row.own("note"),
                ..SetClaim::new(row.text("key"), row.text("title").to_owned(), row.text("noun"))
            };
            self.append(None, vec![claim.said()])?;
        }
        Ok(())
    }

    /// The institutions, each with its name.
    pub(super) fn entities(&mut self, (_, text): (&str, &str)) -> Result<()> {
        let mut records = Vec::new();
        for row in self.fresh(("institutions", text), |row| row.text("key").to_owned())? {
            let id = self.tx.reserve("entity")?;
            let entity = EntityClaim {
                id: Some(id),
                key: row.text("key").to_owned(),
                kind: row.word("kind", EntityKind::from_slug)?,
                state: None,
                assessor_id: None,
                document: row.own("document"),
                paragraph: row.own("paragraph"),
                origin: Origin::Source,
                contact: None,
                comment: None,
            };
            records.push(entity.said());
            let name = EntityNameClaim {
                id: None,
                entity_id: id,
                name: row.text("name").to_owned(),
                parent_id: None,
                effective_on: None,
            };
            records.push(name.said()?);
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
        let above = parent
            .as_ref()
            .map(|parent| self.item(&format!("{set}:{parent}")).map(|id| (id, parent)));
        let heading = row.get("heading").map(|slug| self.term("theme", slug)).transpose()?;
        let kind = row.word("kind", Kind::from_slug)?;
        let claim = ItemClaim {
            id: Some(id),
            paragraph: row.own("paragraph"),
            force: row.own("force"),
            actor: row.word("actor", ActorKind::from_slug)?,
            actor_name: row.own("actor_name"),
            heading_id: heading,
            state,
            deadline: row.own("deadline"),
            origin: row.word("origin", Origin::from_slug)?,
            text: row.own("text"),
            names: row.own("names"),
            answer: row.own("answer"),
            comment: row.own("note"),
            speaker: row.own("speaker"),
            spoken_on: row.date("spoken_on")?,
            ..ItemClaim::new(set_id, &reference, above.transpose()?, kind)
        };
        let mut records = vec![claim.said()?];
        for code in row.list("recommending_states") {
            let (iso3, printed) = (Some(code.to_owned()), code.to_owned());
            records.push(SenderClaim { id: None, item_id: id, iso3, printed }.said());
        }
        Ok(records)
    }
}
