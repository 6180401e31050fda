//! Rows that people added: new items, where `--create` says so.

use crate::app::error::Result;
use crate::domain::claims::{ItemClaim, SenderClaim, TagClaim};
use crate::domain::identity::MatchKey;
use crate::domain::ledger::Record;
use crate::domain::{Kind, Level, Position, Ref, UnknownWord};
use crate::import::sheet::SheetRow;

use super::super::merge::Work;
use super::edits::count_for;
use super::judgement::stated;
use super::row::{Checked, Halt, Wrong};
use super::{Desk, cells};
use crate::domain::SheetColumn;

impl Desk {
    /// Makes an item of a row.
    pub(super) fn create(&mut self, work: &mut Work<'_>, row: &SheetRow) -> Result<()> {
        let name = self.name_of(work, row);
        let text = |desk: &Self, key: &str| {
            let cell = desk.sheet.cell(row, key).map_or("", |cell| cell.text.as_str());
            cells::plain(cell, desk.sheet.guarded).trim().to_owned()
        };
        let printed = text(self, "id");
        let printed = if printed.is_empty() { text(self, "ref") } else { printed };
        let label = printed.split_once(':').map_or(printed.as_str(), |(_, label)| label).to_owned();
        let key = name.split_once(':').map_or("", |(key, _)| key).to_uppercase();
        let Some(body) = work.bodies.iter().find(|body| body.key == key).cloned() else {
            return self.refuse(
                work,
                row,
                &Wrong::new("id", &printed, "SET:REF of a set that is there"),
            );
        };
        let Ok(reference) = Ref::parse(&label) else {
            return self.refuse(
                work,
                row,
                &Wrong::new("id", &printed, "SET:REF, the ref without blanks"),
            );
        };
        let words = text(self, "text");
        if !words.chars().any(char::is_alphanumeric) {
            return self.refuse(work, row, &Wrong::new("text", &words, "the text of the new item"));
        }
        let kind = match kind_of(&text(self, "kind")) {
            Ok(kind) => kind,
            Err(wrong) => return self.refuse(work, row, &wrong),
        };
        let id = work.tx.reserve("item")?;
        work.file.first_new = work.file.first_new.min(id);
        let headings = [text(self, "theme"), text(self, "heading")];
        let heading = headings.iter().find_map(|word| work.terms.find("theme", word));
        let key = MatchKey::of(&words);
        let claim = ItemClaim {
            id: Some(id),
            heading_id: heading,
            state: body.state.clone(),
            ..ItemClaim::new(body.id, &reference, None, kind).matched(&words, &key)
        };
        let mut records = vec![claim.said()?];
        for printed in cells::split(&text(self, "recommending_states")) {
            let iso3 = work.names.states.resolve(&printed).map(|state| state.iso3.clone());
            records.push(SenderClaim { id: None, item_id: id, iso3, printed }.said());
        }
        match self.said_of_new(work, row, id) {
            Ok(more) => records.extend(more),
            Err(Halt::Wrong(wrong)) => return self.refuse(work, row, &wrong),
            Err(Halt::Failed(error)) => return Err(error),
        }
        work.append(Some(id), Some(&row.place.to_string()), records)?;
        work.index.add(body.id, &reference.folded(), key, id);
        let count = count_for(work, &format!("{}:{label}", body.key));
        work.count_new(count);
        Ok(())
    }

    /// Position, tags and status of a new item.
    fn said_of_new(&self, work: &mut Work<'_>, row: &SheetRow, id: i64) -> Checked<Vec<Record>> {
        let text = |key: &str| {
            let cell = self.sheet.cell(row, key).map_or("", |cell| cell.text.as_str());
            cells::plain(cell, self.sheet.guarded).trim().to_owned()
        };
        let mut records = Vec::new();
        let said = text("position");
        if !said.is_empty() {
            let position: Position =
                said.parse().map_err(|_| Wrong::new("position", &said, "a position"))?;
            if position != Position::NotStated {
                records.push(stated(id, position, work)?);
            }
        }
        for (key, vocabulary) in SheetColumn::tags() {
            for word in cells::split(&text(key)) {
                let term = work.sheet_term(key, vocabulary, &word)?;
                records.push(TagClaim::own(id, term, false).fresh());
            }
        }
        let status = text("status");
        let level = match status.as_str() {
            "" => Level::NotAssessed,
            word => word.parse::<Level>().map_err(|_| Wrong::new("status", word, "a status"))?,
        };
        if level != Level::NotAssessed {
            let expected = "nothing: bring the item in first, then its status";
            return Err(Wrong::new("status", &status, expected).into());
        }
        Ok(records)
    }
}

/// The kind of a new item; a recommendation where it is not said.
fn kind_of(said: &str) -> std::result::Result<Kind, Wrong> {
    if said.is_empty() {
        return Ok(Kind::Recommendation);
    }
    said.parse().map_err(|error: UnknownWord| {
        Wrong::new("kind", said, "a kind of item").near(error.nearest)
    })
}
