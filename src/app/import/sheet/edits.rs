//! The edits of one row: compared with what it started from and with what is recorded now, and
//! turned into an assessment, tags, a position.

use crate::app::import::aid::Aid;
use std::collections::HashMap;

use crate::app::choose;
use crate::app::error::Result;
use crate::domain::sheet::Role;
use crate::domain::{Level, LevelWord, SheetColumn};
use crate::import::dates;
use crate::report::imports::CellChange;

use super::super::merge::Work;
use super::cells::{Printed, alike, plain, same_number, says};
use super::row::{Checked, Halt, ReturnedRow, WrongCell, assessment, gather};
use super::versions::{Base, VersionMoment};
use super::{Known, SheetDesk, tracker};

impl SheetDesk {
    /// Takes the edits of a row.
    pub(super) fn edit(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        versions: &HashMap<i64, Base>,
    ) -> Result<()> {
        let base = versions.get(&known.item).cloned().unwrap_or(Base::Present);
        if let Base::Foreign(found) = &base {
            let expected = "a version of this item in this file: is the ref the right one, \
                            or was the sheet exported from another file?";
            return self.refuse(work, known.row, &WrongCell::new("version", found, expected));
        }
        let at = match base {
            Base::Seen(at) => Some(at),
            _ => None,
        };
        let (started, voice) = match self.voices(work, known, at)? {
            Ok(voices) => voices,
            Err(Halt::Wrong(wrong)) => return self.refuse(work, known.row, &wrong),
            Err(Halt::Failed(error)) => return Err(error),
        };
        let Some(ours) = self.lines.get(work, known.item, None, voice.0)? else { return Ok(()) };
        let before = match self.lines.get(work, known.item, at, started)? {
            Some(line) => line,
            None => ours.clone(),
        };
        let mut row = ReturnedRow {
            item: known.item,
            name: ours.name(),
            printed: self.printed(&ours),
            base: self.printed(&before),
            ours: &ours,
            edits: HashMap::new(),
            voice: voice.0,
            voice_key: voice.1,
            records: Vec::new(),
            changes: Vec::new(),
            conflict: false,
            foreign: self.sheet.foreign,
            typed_date: None,
        };
        let wrong = self.read_row(work, known, &mut row, started)?;
        if wrong.is_empty() {
            let (records, changes) =
                self.duties(work, known.row, (row.item, row.name.as_str()), false)?;
            row.records.extend(records);
            row.changes.extend(changes);
            write_row(work, known, row)
        } else {
            self.refuse_all(work, known.row, &wrong)
        }
    }

    /// Whose row it was when it was exported, and whose assessment an edit of it is.
    fn voices(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        at: Option<VersionMoment>,
    ) -> Result<Checked<(i64, (i64, String))>> {
        let cell = self.sheet.cell(known.row, "assessor").map_or("", |cell| cell.text.trim());
        let cell = plain(cell, self.sheet.guarded).to_owned();
        let named = if cell.is_empty() {
            None
        } else {
            match choose::assessor(&work.names, &cell) {
                Ok(voice) => Some((voice.id, voice.key.clone())),
                Err(_) => {
                    let keys = work.names.assessors.iter().map(|voice| voice.key.as_str());
                    let near = crate::domain::words::nearest(&cell, keys).map(str::to_owned);
                    let aid = work.request.aid(Aid::AddAssessor);
                    let expected = format!("an assessor of this file{aid}");
                    return Ok(Err(WrongCell::new("assessor", &cell, expected).near(near).into()));
                }
            }
        };
        let started = self.voice;
        let before = self.lines.get(work, known.item, at, started)?;
        let printed = before.and_then(|line| line.headline).map(|headline| headline.assessor);
        let edited = named.as_ref().filter(|(_, key)| Some(key) != printed.as_ref());
        let by = match &work.request.by {
            Some(by) => {
                let voice = choose::assessor(&work.names, by)?;
                Some((voice.id, voice.key.clone()))
            }
            None => None,
        };
        let own = work.names.assessors.iter().find(|voice| voice.id == started);
        let own = own.map(|voice| (voice.id, voice.key.clone()));
        let own = own.unwrap_or((tracker(&work.names), "tracker".to_owned()));
        let voice = edited.cloned().or(by).or(named).unwrap_or(own);
        Ok(Ok((started, voice)))
    }

    /// Compares the cells and collects what is to be written; gives all that is wrong.
    fn read_row(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        row: &mut ReturnedRow<'_>,
        started: i64,
    ) -> Result<Vec<WrongCell>> {
        let mut wrong = Vec::new();
        for key in SheetColumn::keys_of(Role::Fixed) {
            if let Some(text) = self.text(known, key)
                && !text.trim().is_empty()
                && !alike(&text, &row.base.get(key))
                && !alike(&text, &row.printed.get(key))
                && !(key == SheetColumn::State.slug() && is_state(work, &text, &row.base.get(key)))
            {
                if self.sheet.foreign {
                    let recorded = row.base.get(key).whole;
                    let message = format!("{key}: other words than the recorded `{recorded}`");
                    work.remark(&known.row.place, message);
                    continue;
                }
                let expected =
                    format!("`{}`: this column is not edited in a sheet", row.base.get(key).whole);
                wrong.push(WrongCell::new(key, &text, expected));
            }
        }
        for key in SheetColumn::keys_of(Role::WorkedOut) {
            if let Some(text) = self.text(known, key)
                && !text.trim().is_empty()
                && !row.ours.is_compound()
                && !says(key, &text, &row.base.get(key))
                && !says(key, &text, &row.printed.get(key))
            {
                let message = format!("`{key}` is worked out; what stands there is passed over");
                work.remark(&known.row.place, message);
            }
        }
        let keys = assessment().chain(SheetColumn::keys_of(Role::Said));
        let foreign = self.sheet.foreign;
        let keys = keys.chain(SheetColumn::keys_of(Role::Duty).filter(|_| !foreign));
        for key in keys.chain(SheetColumn::tags().map(|(key, _)| key)) {
            self.compare(work, known, row, key, started);
        }
        gather(&mut wrong, row.drop_derived(work, known))?;
        row.comment_alone(work, known)?;
        row.drop_late_edits(work, known, started);
        gather(&mut wrong, row.position(work))?;
        gather(&mut wrong, row.drop_action(work))?;
        self.own_duties(work, row, &mut wrong)?;
        row.tags(work, known, &mut wrong)?;
        row.assess(work, known, &mut wrong)?;
        Ok(wrong)
    }

    fn text(&self, known: &Known<'_>, key: &str) -> Option<String> {
        self.sheet.cell(known.row, key).map(|cell| cell.text.clone())
    }

    /// One cell, three ways: what it says, what it started from, what is recorded.
    fn compare(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        row: &mut ReturnedRow<'_>,
        key: &'static str,
        started: i64,
    ) {
        let Some(mut text) = self.text(known, key) else { return };
        if key == "effective_on"
            && let Some(day) = dates::day(&text, self.order)
        {
            let iso = day.to_string();
            row.typed_date = Some(text.trim().to_owned()).filter(|typed| *typed != iso);
            text = iso;
        }
        let (before, ours) = (row.base.get(key), row.printed.get(key));
        if says(key, &text, &before) {
            return;
        }
        if key == "sdgs" && (same_number(&text, &before) || same_number(&text, &ours)) {
            let message = format!(
                "sdgs: `{}` is the same number as `{}` to a spreadsheet and taken for it{}",
                text.trim(),
                before.whole,
                work.request.aid(Aid::ChangeTags)
            );
            return work.remark(&known.row.place, message);
        }
        if text.trim().is_empty() {
            let was = if work.request.internal { &before.whole } else { &before.public };
            if was.is_empty() {
                return;
            }
            if is_kept(key) {
                self.kept.insert(key.to_owned());
                return;
            }
            if !work.request.allow_clear {
                self.emptied += 1;
                return;
            }
        }
        // Where the row says for another voice what it says already, nothing is new.
        let unassessed = key == "status" && row.ours.headline.is_none() && started == row.voice;
        if says(key, &text, &ours)
            || (unassessed
                && LevelWord::read(&text).is_ok_and(|word| word.level() == Level::NotAssessed))
        {
            return;
        }
        let moved = before != ours && started == row.voice;
        let single = !SheetColumn::tags().any(|(tags, _)| tags == key) && key != "evidence";
        if moved && single && !row.decide(work, known, key, &before.whole, &ours.whole, &text) {
            return;
        }
        row.edits.insert(key, plain(&text, self.sheet.guarded).to_owned());
    }
}

impl ReturnedRow<'_> {
    /// A tracker's comment on an item that has no status, there or here, is a remark.
    fn comment_alone(&mut self, work: &mut Work<'_>, known: &Known<'_>) -> Result<()> {
        let alone = self.foreign
            && !self.edits.contains_key("status")
            && self.ours.headline.as_ref().is_none_or(|it| it.status == Level::NotAssessed);
        let Some(text) = self.edits.get("note").filter(|_| alone).cloned() else { return Ok(()) };
        self.edits.remove("note");
        let facts = work.tx.list_item_facts(&[self.item])?;
        if text.trim().is_empty()
            || facts.iter().any(|item| item.remarks.iter().any(|it| it == text.trim()))
        {
            return Ok(());
        }
        let source = work.at(&known.row.place);
        self.records.push(work.remark_by(self.item, &text, None, Some(source))?);
        self.changes.push((
            "note",
            String::new(),
            text,
            "a remark: there is no status beside it".to_owned(),
        ));
        Ok(())
    }
}

/// Whether an emptied cell of this column takes nothing back.
fn is_kept(key: &str) -> bool {
    SheetColumn::from_slug(key).is_some_and(SheetColumn::is_kept)
}

/// Where the counts of an item's set stand.
pub(super) fn count_for(work: &mut Work<'_>, name: &str) -> usize {
    let key = name.split_once(':').map_or(name, |(key, _)| key).to_owned();
    let body = work.bodies.iter().find(|body| body.key == key).map(|body| body.items);
    let plan = || work.plans.iter().find(|(plan, ..)| *plan == key).map(|(_, _, items)| *items);
    let items = body.or_else(plan).unwrap_or(0);
    work.count_of(&key, false, items)
}

/// Appends what the row says, and counts it.
fn write_row(work: &mut Work<'_>, known: &Known<'_>, row: ReturnedRow<'_>) -> Result<()> {
    let place = work.at(&known.row.place);
    let count = count_for(work, &row.name);
    let changed = !row.records.is_empty();
    if changed {
        work.append(Some(row.item), Some(&known.row.place), row.records)?;
        for (column, old, new, remark) in row.changes {
            let change = CellChange {
                place: place.clone(),
                item: row.name.clone(),
                column,
                old,
                new,
                remark,
            };
            work.account.changes.put(change);
        }
    }
    work.count_known(count, changed, row.conflict);
    Ok(())
}

/// Whether a cell is the State under another of its names: its code, a spelling.
fn is_state(work: &Work<'_>, cell: &str, printed: &Printed) -> bool {
    let state = |text: &str| work.names.states.resolve(text).map(|state| state.iso3.clone());
    state(cell).is_some_and(|iso3| state(&printed.whole) == Some(iso3))
}
