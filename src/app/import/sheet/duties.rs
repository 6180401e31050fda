//! Who leads an item and by when it is due, as an office's own tracker has it.

use crate::app::error::Result;
use crate::domain::claims::{
    AssignmentClaim, DueClaim, EntityClaim, EntityNameClaim, ItemTextClaim,
};
use crate::domain::identity::letters;
use crate::domain::ledger::Record;
use crate::domain::lines::EntityLine;
use crate::domain::words::nearest;
use crate::domain::{EntityKind, Origin, PartialDate, Role, View};
use crate::import::dates;
use crate::import::sheet::SheetRow;

use super::super::merge::Work;
use super::Desk;

/// What changes: column, old, new, remark.
pub(super) type Changes = Vec<(&'static str, String, String, String)>;

/// The institutions of a file.
#[derive(Debug, Default)]
pub(super) struct Institutions {
    known: Option<Vec<(i64, String, Vec<String>)>>,
}

impl Institutions {
    /// The institution of a name, by its key, or a name that it has or had; made where it is new.
    fn find(&mut self, work: &mut Work<'_>, row: &SheetRow, name: &str) -> Result<(i64, String)> {
        if self.known.is_none() {
            let view = View::on(work.now.today);
            let names = |line: EntityLine| {
                let names = line.earlier.into_iter().chain([line.name]).collect();
                (line.id, line.key, names)
            };
            self.known = Some(work.tx.list_entities(&view)?.into_iter().map(names).collect());
        }
        let known = self.known.get_or_insert_with(Vec::new);
        let wanted = letters(name);
        let is = |(_, key, names): &&(i64, String, Vec<String>)| {
            letters(key) == wanted || names.iter().any(|name| letters(name) == wanted)
        };
        if let Some((id, key, _)) = known.iter().find(is) {
            return Ok((*id, key.clone()));
        }
        let all = known.iter().flat_map(|(_, _, names)| names.iter().map(String::as_str));
        let near = nearest(name, all).map(|near| format!(" (near `{near}`)")).unwrap_or_default();
        let keys: Vec<&str> = known.iter().map(|(_, key, _)| key.as_str()).collect();
        let key = free_key(name, &keys);
        let id = work.tx.reserve("entity")?;
        let claim = EntityClaim {
            id: Some(id),
            key: key.clone(),
            kind: kind_of(name),
            state: None,
            assessor_id: None,
            document: None,
            paragraph: None,
            origin: Origin::Own,
            contact: None,
            comment: None,
        };
        let called = EntityNameClaim {
            id: None,
            entity_id: id,
            name: name.to_owned(),
            parent_id: None,
            effective_on: None,
        };
        work.append(None, Some(&row.place), vec![claim.said(), called.said()?])?;
        work.remark(&row.place, format!("`{name}` is a new institution here{near}: `{key}`"));
        known.push((id, key.clone(), vec![name.to_owned()]));
        Ok((id, key))
    }
}

fn kind_of(name: &str) -> EntityKind {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["minist", "minstv", "министер", "وزارة"]) {
        EntityKind::Ministry
    } else if has(&["parliament", "assembly", "senate"]) {
        EntityKind::Parliament
    } else if has(&["court", "prosecutor"]) {
        EntityKind::Judiciary
    } else if has(&["agency", "authority", "office", "commission"]) {
        EntityKind::Agency
    } else {
        EntityKind::StateBody
    }
}

/// A key that no institution has, of the letters of a name.
fn free_key(name: &str, keys: &[&str]) -> String {
    let parts: Vec<String> = name
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    let short: String = parts.join("-").chars().take(40).collect();
    let short = short.trim_matches('-');
    let key = if short.is_empty() { "institution" } else { short }.to_owned();
    let free = |key: &String| !keys.contains(&key.as_str());
    let numbered = (2..10_000).map(|count| format!("{key}-{count}"));
    std::iter::once(key.clone()).chain(numbered).find(free).unwrap_or(key)
}

impl Desk {
    /// What a row of a tracker says of who is at work on an item and by when.
    pub(super) fn duties(
        &mut self,
        work: &mut Work<'_>,
        row: &SheetRow,
        (item, name): (i64, &str),
        new: bool,
    ) -> Result<(Vec<Record>, Changes)> {
        let (mut records, mut changes) = (Vec::new(), Vec::new());
        self.other_texts(work, row, item, &mut records, &mut changes)?;
        if self.sheet.foreign {
            self.leads(work, row, (item, name, new), &mut records, &mut changes)?;
            self.due(work, row, (item, name, new), &mut records, &mut changes)?;
        }
        Ok((records, changes))
    }

    /// The columns `text:sl`, `text:fr` …: the item in other languages, a translation of one's own.
    fn other_texts(
        &self,
        work: &mut Work<'_>,
        row: &SheetRow,
        item: i64,
        records: &mut Vec<Record>,
        changes: &mut Changes,
    ) -> Result<()> {
        let columns = self.sheet.columns.iter().enumerate();
        let columns = columns.filter_map(|(at, name)| {
            let name = name.trim().to_lowercase();
            Some((at, name.strip_prefix("text:")?.to_owned()))
        });
        for (at, lang) in columns {
            let text = row.cells.get(at).map_or("", |cell| cell.text.as_str());
            let text = super::cells::plain(text, self.sheet.guarded).trim();
            if text.is_empty() {
                continue;
            }
            let lang = crate::app::remarks::language(&lang)?;
            let view = View::on(work.now.today);
            let known = work.tx.list_item_texts(&[item], &view)?;
            let before = known.into_iter().find(|line| line.lang == lang).map(|line| line.text);
            if before.as_deref() == Some(text) {
                continue;
            }
            let claim = ItemTextClaim {
                id: None,
                item_id: item,
                lang,
                unofficial: true,
                document: None,
                paragraph: None,
                public: None,
                text: text.to_owned(),
                source: Some(format!("{}, {}", work.file.name, row.place)),
            };
            records.push(claim.said()?);
            changes.push((
                "text",
                before.unwrap_or_default(),
                text.to_owned(),
                "in another language".to_owned(),
            ));
        }
        Ok(())
    }

    fn leads(
        &mut self,
        work: &mut Work<'_>,
        row: &SheetRow,
        (item, name, new): (i64, &str, bool),
        records: &mut Vec<Record>,
        changes: &mut Changes,
    ) -> Result<()> {
        let cell = self.sheet.cell(row, "lead").map(|cell| cell.text.replace(" / ", ";"));
        let named = super::cells::split(&cell.unwrap_or_default());
        if named.is_empty() {
            return Ok(());
        }
        let view = View::on(work.now.today);
        let present = if new { Vec::new() } else { work.tx.list_assignments(&[item], &view)? };
        let mut taken: Vec<i64> = Vec::new();
        for (at, printed) in named.iter().enumerate() {
            let (id, key) = self.institutions.find(work, row, printed)?;
            let role = if at == 0 { Role::Lead } else { Role::Supporting };
            let has = present.iter().any(|line| line.entity == key && line.role == role);
            if has || taken.contains(&id) {
                continue;
            }
            taken.push(id);
            let claim = AssignmentClaim {
                id: None,
                item_id: item,
                entity_id: id,
                role,
                removed: false,
                effective_on: work.now.today,
                public: work.names.public_by_default(),
                note: None,
            };
            records.push(claim.said(false, name, &key)?);
            let before = present.iter().filter(|line| line.role == role);
            let before: Vec<&str> = before.map(|line| line.name.as_str()).collect();
            changes.push(("lead", before.join("; "), printed.clone(), role.label().to_lowercase()));
        }
        Ok(())
    }

    fn due(
        &self,
        work: &mut Work<'_>,
        row: &SheetRow,
        (item, name, new): (i64, &str, bool),
        records: &mut Vec<Record>,
        changes: &mut Changes,
    ) -> Result<()> {
        let cell = self.sheet.cell(row, "due").map_or("", |cell| cell.text.trim());
        if cell.is_empty() {
            return Ok(());
        }
        let partial = PartialDate::parse(cell).ok();
        let date = partial.or_else(|| dates::day(cell, self.order).map(PartialDate::Day));
        let Some(date) = date else {
            let message = format!(
                "due: `{cell}` is no date such as 2027-03-31, 2027-03 or 2027: passed over"
            );
            work.remark(&row.place, message);
            return Ok(());
        };
        let view = View::on(work.now.today);
        let present = if new { None } else { work.tx.list_dues(&[item], &view)?.pop() };
        let before = present.and_then(|line| line.due_on);
        if before == Some(date) {
            return Ok(());
        }
        let reason = before.map(|_| format!("as {} says", work.file.name));
        let claim = DueClaim {
            id: None,
            item_id: item,
            starts_on: None,
            due_on: Some(date),
            precision: crate::app::additions::precision(Some(date)).to_owned(),
            assessor_id: None,
            effective_on: work.now.today,
            public: work.names.public_by_default(),
            reason,
        };
        records.push(claim.said(name, before)?);
        let old = before.map(|date| date.to_string()).unwrap_or_default();
        changes.push(("due", old, date.to_string(), String::new()));
        Ok(())
    }
}
