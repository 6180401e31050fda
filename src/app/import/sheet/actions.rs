//! Rows that people added to the sheet of a plan: new actions. A row without an item and with a text is
//! one; its number is the next of the plan.

use std::collections::HashMap;

use crate::app::choose;
use crate::app::duties::FirstDuties;
use crate::app::error::{AppError, Result};
use crate::app::plans::next_number;
use crate::domain::claims::{AssessmentClaim, EvidenceClaim, ItemClaim, LinkClaim, Standing};
use crate::domain::ledger::Record;
use crate::domain::{Filter, Level, LevelWord, PartialDate, Ref, Role, View};
use crate::import::dates;
use crate::import::sheet::SheetRow;
use crate::store::{Detail, Levels};

use super::super::Watch;
use super::super::merge::Work;
use super::edits::count_for;
use super::judgement::{refused, unknown};
use super::row::{Checked, Halt, WrongCell, gather};
use super::{SheetDesk, cells, set_of};

/// A row that is a new action, with the plan that it goes to: key and number.
pub(super) struct Fresh {
    row: SheetRow,
    plan: (String, i64),
}

/// An action of a plan as a sheet tells it: its words and what it is taken for. A row that says the same
/// of the same plan is this action, brought back.
struct Present {
    plan: i64,
    text: String,
    serves: Vec<i64>,
    name: String,
}

/// What a row says of a new action, once all its cells are understood.
struct NewActionRow {
    serves: Vec<i64>,
    assigned: Vec<(Role, i64, String)>,
    starts_on: Option<PartialDate>,
    due_on: Option<PartialDate>,
    level: Option<Level>,
}

impl SheetDesk {
    /// Parts the rows that are new actions from the others.
    pub(super) fn new_actions(
        &self,
        work: &Work<'_>,
        rows: Vec<SheetRow>,
    ) -> (Vec<Fresh>, Vec<SheetRow>) {
        let (mut fresh, mut others) = (Vec::new(), Vec::new());
        if self.sheet.foreign || work.plans.is_empty() {
            return (fresh, rows);
        }
        let only = self.only_plan(work, &rows);
        for row in rows {
            match self.plan_of_new(work, &row, only.as_deref()) {
                Some(plan) => fresh.push(Fresh { row, plan }),
                None => others.push(row),
            }
        }
        (fresh, others)
    }

    /// The plan that all rows with an item are of.
    fn only_plan(&self, work: &Work<'_>, rows: &[SheetRow]) -> Option<String> {
        let named = rows.iter().filter(|row| !self.plain(row, "id").is_empty());
        let mut sets: Vec<String> =
            named.map(|row| set_of(&self.name_of(work, row)).to_owned()).collect();
        sets.sort_unstable();
        sets.dedup();
        match sets.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    fn plan_of_new(
        &self,
        work: &Work<'_>,
        row: &SheetRow,
        only: Option<&str>,
    ) -> Option<(String, i64)> {
        let (id, label) = (self.plain(row, "id"), self.plain(row, "ref"));
        let unnamed = id.is_empty() || id.ends_with(':');
        if !unnamed || !label.is_empty() || self.plain(row, "text").is_empty() {
            return None;
        }
        let set = [id.trim_end_matches(':').to_owned(), self.plain(row, "set")];
        let set = set.into_iter().find(|set| !set.is_empty());
        let set = set.or_else(|| work.request.set.clone()).or_else(|| only.map(str::to_owned))?;
        let plan = work.plans.iter().find(|(key, ..)| key.eq_ignore_ascii_case(&set));
        plan.map(|(key, id, _)| (key.clone(), *id))
    }

    /// Makes an action of each of these rows, and says so.
    pub(super) fn add_actions(
        &mut self,
        work: &mut Work<'_>,
        fresh: &[Fresh],
        watch: &mut dyn Watch,
    ) -> Result<()> {
        let mut plans: Vec<i64> = fresh.iter().map(|one| one.plan.1).collect();
        plans.sort_unstable();
        plans.dedup();
        let mut present = Vec::new();
        for plan in plans {
            present.extend(present_in(work, plan)?);
        }
        let mut names = Vec::new();
        for one in fresh {
            names.extend(self.add_action(work, one, &mut present)?);
        }
        if !names.is_empty() {
            let rows = if names.len() == 1 { "1 row" } else { &format!("{} rows", names.len()) };
            let names = names.join(", ");
            let said = format!("{rows} without an item, so new actions: {names}");
            watch.note(&format!("{}: {said}", work.file.name));
        }
        Ok(())
    }

    /// Makes an action of a row. All cells are looked at before anything is written; what the plan holds
    /// already, as when a sheet comes back twice, is no other action.
    fn add_action(
        &mut self,
        work: &mut Work<'_>,
        fresh: &Fresh,
        present: &mut Vec<Present>,
    ) -> Result<Option<String>> {
        let Fresh { row, plan: (key, set) } = fresh;
        let new = match self.read_action(work, row)? {
            Ok(new) => new,
            Err(wrong) => return self.refuse_all(work, row, &wrong).map(|()| None),
        };
        let text = self.plain(row, "text");
        let same = |it: &&Present| it.plan == *set && it.text == text && it.serves == new.serves;
        if let Some(same) = present.iter().find(same) {
            let count = count_for(work, &same.name);
            work.count_known(count, false, false);
            work.remark(
                &row.place,
                format!("a row without an item: `{}` says the same and is taken for it", same.name),
            );
            return Ok(None);
        }
        let label = next_number(&*work.tx, *set)?;
        let reference = Ref::parse(&label)?;
        let name = format!("{key}:{reference}");
        let id = work.tx.reserve("item")?;
        let state = work.names.sets.iter().find(|it| it.id == *set).and_then(|it| it.state.clone());
        let claim = ItemClaim {
            id: Some(id),
            state,
            text: Some(text.clone()),
            ..ItemClaim::action(*set, &reference, work.names.public_by_default())
        };
        let mut records = vec![claim.said()?];
        records.extend(new.serves.iter().map(|target| LinkClaim::serves(id, *target, false)));
        let first =
            FirstDuties { assigned: &new.assigned, starts_on: new.starts_on, due_on: new.due_on };
        records.extend(first.said((id, &name), work.now.today)?);
        match self.status(work, row, &new, (id, &name)) {
            Ok(more) => records.extend(more),
            Err(Halt::Wrong(wrong)) => return self.refuse(work, row, &wrong).map(|()| None),
            Err(Halt::Failed(error)) => return Err(error),
        }
        work.append(Some(id), Some(&row.place), records)?;
        let count = count_for(work, &name);
        work.count_new(count);
        work.remark(&row.place, format!("a row without an item: `{name}` is a new action"));
        present.push(Present { plan: *set, text, serves: new.serves, name: name.clone() });
        Ok(Some(name))
    }

    fn read_action(
        &mut self,
        work: &mut Work<'_>,
        row: &SheetRow,
    ) -> Result<std::result::Result<NewActionRow, Vec<WrongCell>>> {
        let mut wrong = Vec::new();
        let mut serves = Vec::new();
        for word in cells::split(&self.plain(row, "recommendations")) {
            match choose::item(&word, &work.names, &*work.tx) {
                Ok(chosen) if !work.names.is_action(&chosen.name) => serves.push(chosen.id),
                Ok(_) | Err(AppError::Unknown { .. } | AppError::Refused(_)) => {
                    wrong.push(WrongCell::new(
                        "recommendations",
                        &word,
                        "a recommendation, SET:REF",
                    ));
                }
                Err(error) => return Err(error),
            }
        }
        let mut assigned = Vec::new();
        for (column, role) in [("lead", Role::Lead), ("supporting", Role::Supporting)] {
            let text = self.plain(row, column);
            match self.named(work, column, &text)? {
                Ok(named) if role == Role::Lead && named.len() > 1 => {
                    wrong.push(WrongCell::new("lead", &text, "one institution that leads"));
                }
                Ok(named) => assigned.extend(named.into_iter().map(|(id, key)| (role, id, key))),
                Err(unknown) => wrong.push(unknown),
            }
        }
        let mut dates = [None, None];
        for (at, key) in ["starts_on", "due_on"].into_iter().enumerate() {
            let text = self.plain(row, key);
            let date = PartialDate::parse(&text).ok();
            dates[at] = date.or_else(|| dates::day(&text, self.order).map(PartialDate::Day));
            if dates[at].is_none() && !text.is_empty() {
                wrong.push(WrongCell::new(
                    key,
                    &text,
                    "a date such as 2027-03-31, 2027-03 or 2027",
                ));
            }
        }
        serves.sort_unstable();
        serves.dedup();
        let level = gather(&mut wrong, level(&self.plain(row, "status")))?;
        let [starts_on, due_on] = dates;
        let level = level.flatten().filter(|level| *level != Level::NotAssessed);
        Ok(if wrong.is_empty() {
            Ok(NewActionRow { serves, assigned, starts_on, due_on, level })
        } else {
            Err(wrong)
        })
    }

    /// The status of a new action, by the rules of any claim.
    fn status(
        &self,
        work: &mut Work<'_>,
        row: &SheetRow,
        new: &NewActionRow,
        (id, name): (i64, &str),
    ) -> Checked<Vec<Record>> {
        let Some(status) = new.level else { return Ok(Vec::new()) };
        let (today, public) = (work.now.today, work.names.public_by_default());
        let dated = self.plain(row, "effective_on");
        let on = if dated.is_empty() { Some(today) } else { dates::day(&dated, self.order) };
        let Some(effective_on) = on.filter(|on| *on <= today) else {
            let expected = format!("a date such as 2025-06-30, on or before today, {today}");
            return Err(WrongCell::new("effective_on", &dated, expected).into());
        };
        let claim = AssessmentClaim {
            id: Some(work.tx.reserve("assessment")?),
            item_id: id,
            assessor_id: super::tracker(&work.names),
            status,
            printed: None,
            effective_on,
            confidence: None,
            unsourced: false,
            public,
            note: Some(self.plain(row, "note")).filter(|note| !note.is_empty()),
            recheck: None,
        };
        let (file, place) = (work.file.name.clone(), row.place.to_string());
        let source = EvidenceClaim::imported(id, public, &file, place);
        let standing = Standing::fresh(name, "tracker", today);
        Ok(claim.said(vec![source], &standing).map_err(refused)?)
    }
}

/// A status in a plan's words or by its level; nothing for an empty cell.
fn level(text: &str) -> Checked<Option<Level>> {
    if text.is_empty() {
        return Ok(None);
    }
    match LevelWord::read(text) {
        Ok(word) => Ok(Some(word.level())),
        Err(error) => Err(unknown("status", text, "a status of an action", error).into()),
    }
}

/// The actions of a plan.
fn present_in(work: &Work<'_>, plan: i64) -> Result<Vec<Present>> {
    let view = View::on(work.now.today);
    let filter = Filter { sets: vec![plan], ..Filter::default() };
    let mut serves: HashMap<i64, Vec<i64>> = HashMap::new();
    for line in work.tx.list_serves(&[], &view)? {
        serves.entry(line.action).or_default().push(line.target);
    }
    let mut present = Vec::new();
    work.tx.each_item(&filter, &view, Detail::Brief, Levels::Items, &mut |line| {
        let mut serves = serves.remove(&line.id).unwrap_or_default();
        serves.sort_unstable();
        let (name, text) = (line.name(), line.text.trim().to_owned());
        present.push(Present { plan, text, serves, name });
        Ok(())
    })?;
    Ok(present)
}
