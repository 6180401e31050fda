//! Who leads an item and by when it is due, as an office's own tracker has it.

mod institutions;

pub(super) use institutions::Institutions;

use crate::app::error::Result;
use crate::app::import::aid::Aid;
use crate::domain::claims::{AssignmentClaim, DueClaim, ItemTextClaim};
use crate::domain::ledger::Record;
use crate::domain::{PartialDate, Role, View};
use crate::import::dates;
use crate::import::sheet::SheetRow;

use super::super::merge::Work;
use super::SheetDesk;
use super::row::{ReturnedRow, WrongCell};

/// What changes: column, old, new, remark.
pub(super) type Changes = Vec<(&'static str, String, String, String)>;

impl ReturnedRow<'_> {
    /// Has an institution lead or support the item, or end that.
    fn assign(
        &mut self,
        work: &Work<'_>,
        column: &'static str,
        role: Role,
        (id, key): &(i64, String),
        removed: bool,
    ) {
        let claim = AssignmentClaim {
            id: None,
            item_id: self.item,
            entity_id: *id,
            role,
            removed,
            effective_on: work.now.today,
            public: work.names.public_by_default(),
            note: None,
        };
        let before = self.printed.get(column).whole;
        let remark = if removed { "supports it no more" } else { "" };
        // It was compared with what is recorded before.
        self.records.extend(claim.said(removed, &self.name, key));
        self.changes.push((column, before, key.clone(), remark.to_owned()));
    }
}

impl SheetDesk {
    /// What was edited of who is at work on an item and by when, in a sheet of ours. Institutions are
    /// those of the file, and a cell that was emptied takes nothing away.
    pub(super) fn own_duties(
        &mut self,
        work: &Work<'_>,
        row: &mut ReturnedRow<'_>,
        wrong: &mut Vec<WrongCell>,
    ) -> Result<()> {
        if let Some(text) = row.edits.remove("lead") {
            match self.named(work, "lead", &text)? {
                Ok(named) => match named.as_slice() {
                    [one] => row.assign(work, "lead", Role::Lead, one, false),
                    _ => wrong.push(WrongCell::new("lead", &text, "one institution that leads")),
                },
                Err(unknown) => wrong.push(unknown),
            }
        }
        if let Some(text) = row.edits.remove("supporting") {
            let of = |printed: &str| {
                printed.split("; ").filter(|key| !key.is_empty()).map(str::to_owned).collect()
            };
            let base = row.base.get("supporting");
            let shown: Vec<String> =
                of(if work.request.internal { &base.whole } else { &base.public });
            let present: Vec<String> = of(&row.printed.get("supporting").whole);
            match self.named(work, "supporting", &text)? {
                Ok(named) => {
                    for one in named.iter().filter(|(_, key)| !present.contains(key)) {
                        row.assign(work, "supporting", Role::Supporting, one, false);
                    }
                    for key in shown.iter().filter(|key| present.contains(key)) {
                        if named.iter().all(|(_, other)| other != key)
                            && let Some(one) = self.institutions.known(work, key)?
                        {
                            row.assign(work, "supporting", Role::Supporting, &one, true);
                        }
                    }
                }
                Err(unknown) => wrong.push(unknown),
            }
        }
        self.own_dates(work, row, wrong);
        Ok(())
    }

    /// The institutions that a cell names.
    pub(super) fn named(
        &mut self,
        work: &Work<'_>,
        column: &'static str,
        text: &str,
    ) -> Result<std::result::Result<Vec<(i64, String)>, WrongCell>> {
        let mut named = Vec::new();
        for name in super::cells::split(text) {
            match self.institutions.known(work, &name)? {
                Some(one) => named.push(one),
                None => {
                    let near = self.institutions.near(work, &name)?;
                    let aid = work.request.aid(Aid::AddInstitution);
                    let expected = format!("an institution of this file{aid}");
                    return Ok(Err(WrongCell::new(column, &name, expected).near(near)));
                }
            }
        }
        Ok(Ok(named))
    }

    /// Dates that were edited: a moved one has the file as its reason.
    fn own_dates(&self, work: &Work<'_>, row: &mut ReturnedRow<'_>, wrong: &mut Vec<WrongCell>) {
        let mut typed = [None, None];
        for (at, key) in ["starts_on", "due_on"].into_iter().enumerate() {
            let Some(text) = row.edits.remove(key) else { continue };
            let date = PartialDate::parse(text.trim()).ok();
            let date = date.or_else(|| dates::month_in_words(&text));
            let date = date.or_else(|| dates::day(&text, self.order).map(PartialDate::Day));
            match date {
                Some(date) => {
                    typed[at] = Some(date);
                    let before = row.printed.get(key).whole;
                    row.changes.push((key, before, date.to_string(), String::new()));
                }
                None => {
                    let expected = "a date such as 2027-03-31, 2027-03 or 2027";
                    wrong.push(WrongCell::new(key, &text, expected));
                }
            }
        }
        if typed == [None, None] || !wrong.is_empty() {
            return;
        }
        let before = row.ours.duties.due_on();
        let due_on = typed[1].or(before);
        let claim = DueClaim {
            id: None,
            item_id: row.item,
            starts_on: typed[0],
            due_on,
            precision: crate::app::additions::precision(due_on).to_owned(),
            assessor_id: None,
            effective_on: work.now.today,
            public: work.names.public_by_default(),
            reason: before
                .filter(|_| typed[1].is_some())
                .map(|_| format!("as {} says", work.file.name)),
        };
        match claim.said(&row.name, before) {
            Ok(record) => row.records.push(record),
            Err(refusal) => {
                wrong.push(WrongCell::new("due_on", "", format!("something else: {refusal}")));
            }
        }
    }

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
            let lang = crate::app::words::language(&lang)?;
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
        let partial = PartialDate::parse(cell).ok().or_else(|| dates::month_in_words(cell));
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
