//! Our own sheets, edited by people and brought back: what changed against what they started
//! from, what changed here in the meantime, and what of it is new.

mod actions;
mod cells;
mod conflicts;
mod create;
mod dates;
mod duties;
mod edits;
mod judgement;
mod refs;
mod row;
mod tags;
mod versions;

use crate::app::import::aid::Aid;
use std::collections::{BTreeSet, HashMap};

use crate::app::error::Result;
use crate::app::names::Names;
use crate::domain::SheetColumn;
use crate::domain::lines::ItemLine;
use crate::import::aside::{self, Aside};
use crate::import::dates::Order;
use crate::import::sheet::{ReturnedSheet, SheetRow, is_passed_over};
use crate::import::{RowError, SourcePlace};
use crate::report::labels::Labels;
use crate::report::visibility::to_the_month;

use super::Watch;
use super::about::About;
use super::merge::Work;
use super::refusing::{refuse, refuse_all};
pub(super) use cells::plain;
use row::WrongCell;
use versions::Lines;

/// A sheet at hand.
struct SheetDesk {
    sheet: ReturnedSheet,
    labels: Labels,
    /// The keys of our columns, in our order.
    keys: Vec<&'static str>,
    lines: Lines,
    rest: aside::RowsAside,
    /// Whose voice the sheet's headlines are.
    voice: i64,
    /// How many cells are empty now that held something.
    emptied: usize,
    /// The columns of emptied cells that take nothing away, whatever is asked for.
    kept: BTreeSet<String>,
    /// In which order its dates are written.
    order: Option<Order>,
    /// Who may lead an item.
    institutions: duties::Institutions,
}

/// A row with the item that it is.
struct Known<'r> {
    row: &'r SheetRow,
    item: i64,
}

/// Takes the edits of a sheet.
pub(super) fn bring_in(
    work: &mut Work<'_>,
    sheet: ReturnedSheet,
    watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    for note in &sheet.notes {
        watch.note(&format!("{}: {note}", work.file.name));
    }
    let mut desk = SheetDesk::new(work, sheet);
    for warning in std::mem::take(&mut desk.sheet.warnings) {
        work.remark(&warning.place, &warning.message);
    }
    desk.tell_columns(work);
    for error in std::mem::take(&mut desk.sheet.errors) {
        refuse(work, &mut desk.rest, &error)?;
    }
    let rows = std::mem::take(&mut desk.sheet.rows);
    desk.make_set(work, &rows)?;
    let (fresh, rows) = desk.new_actions(work, rows);
    let (known, new) = desk.identify(work, &rows)?;
    desk.find_voice(work, &known)?;
    desk.find_order(work, &known, &rows, watch)?;
    let versions = desk.versions(work, &known)?;
    let whole = known.len() as u64;
    for (done, row) in known.iter().enumerate() {
        desk.edit(work, row, &versions)?;
        watch.progress(done as u64 + 1, whole);
    }
    for row in new {
        desk.create(work, row)?;
    }
    desk.add_actions(work, &fresh, watch)?;
    desk.tell_emptied(work);
    Ok(desk.rest.finish())
}

impl SheetDesk {
    fn new(work: &Work<'_>, sheet: ReturnedSheet) -> Self {
        let view = crate::domain::View {
            voice: tracker(&work.names),
            ..crate::domain::View::on(work.now.today)
        };
        let labels = crate::app::answers::labels(&work.names, &view);
        let rest = aside::RowsAside::new(&work.file.name, &sheet.columns);
        let voice = tracker(&work.names);
        let keys = SheetColumn::ALL.iter().map(|column| column.slug()).collect();
        Self {
            labels,
            keys,
            lines: Lines::default(),
            rest,
            voice,
            sheet,
            emptied: 0,
            kept: BTreeSet::new(),
            order: None,
            institutions: duties::Institutions::default(),
        }
    }

    /// Columns that are not ours are passed over, and said to be.
    fn tell_columns(&self, work: &mut Work<'_>) {
        for name in self.sheet.columns.iter().filter(|_| !self.sheet.foreign) {
            let ours = self.keys.iter().any(|key| name.trim().eq_ignore_ascii_case(key));
            let text = name.trim().to_lowercase().starts_with("text:");
            if !ours && !text && !is_passed_over(name) {
                let message =
                    format!("the column `{}` is not known here and passed over", name.trim());
                work.remark(&SourcePlace::default(), message);
            }
        }
    }

    /// Emptied cells take nothing away, and are said not to.
    fn tell_emptied(&self, work: &mut Work<'_>) {
        self.tell_kept(work);
        let cells = match self.emptied {
            0 => return,
            1 => "1 cell that held something is empty: it was".to_owned(),
            many => format!("{many} cells that held something are empty: they were"),
        };
        let request = work.request;
        let aid = if request.allow_clear { "" } else { request.aid(Aid::EmptyTakesAway) };
        work.remark(&SourcePlace::default(), format!("{cells} left as recorded{aid}"));
    }

    /// Emptied cells of columns that no empty cell takes anything from, each with the way that does.
    fn tell_kept(&self, work: &mut Work<'_>) {
        let kept = |of: fn(&str) -> bool| -> Vec<&str> {
            self.kept.iter().map(String::as_str).filter(|key| of(key)).collect()
        };
        let led = |key: &str| matches!(key, "lead" | "supporting");
        let dated = |key: &str| matches!(key, "starts_on" | "due_on");
        for (columns, way, aid) in [
            (kept(led), "", Aid::EndLead),
            (kept(dated), ": a date is moved, not taken away", Aid::UndoDate),
            (
                kept(|key| !matches!(key, "lead" | "supporting" | "starts_on" | "due_on")),
                "",
                Aid::Retract,
            ),
        ] {
            if !columns.is_empty() {
                let columns = columns.join(", ");
                let aid = work.request.aid(aid);
                let message = format!("emptied cells of {columns} were left as recorded{way}{aid}");
                work.remark(&SourcePlace::default(), message);
            }
        }
    }

    /// The set that `--set` names, made where it is not there and new items are asked for: of the
    /// State that the rows, the command or the sets that are there name.
    fn make_set(&self, work: &mut Work<'_>, rows: &[SheetRow]) -> Result<()> {
        let Some(set) = work.request.set.clone().filter(|_| work.request.create) else {
            return Ok(());
        };
        let key = crate::domain::SetKey::parse(&set)?;
        if work.bodies.iter().any(|body| body.key == key.as_str()) {
            return Ok(());
        }
        let mut cells = rows.iter().filter_map(|row| self.sheet.cell(row, "state"));
        let printed = cells.find(|cell| !cell.text.trim().is_empty());
        let named = work.request.state.clone().or(printed.map(|cell| cell.text.clone()));
        let state = match named {
            Some(text) => Some(crate::app::choose::state(&work.names, &text)?),
            None => {
                let mut states = work.bodies.iter().filter_map(|body| body.state.clone());
                let first = states.next();
                first.filter(|first| states.all(|state| state == *first))
            }
        };
        let about = About { known_state: state.is_some(), state, ..About::default() };
        work.target(&about, crate::import::Layout::Sheet)?;
        Ok(())
    }

    /// Which items the rows are: those that are there, and those that are new.
    fn identify<'r>(
        &mut self,
        work: &mut Work<'_>,
        rows: &'r [SheetRow],
    ) -> Result<(Vec<Known<'r>>, Vec<&'r SheetRow>)> {
        let named: Vec<String> = rows.iter().map(|row| self.name_of(work, row)).collect();
        let sets: Vec<i64> = work
            .bodies
            .iter()
            .filter(|body| named.iter().any(|name| set_of(name) == body.key.to_lowercase()))
            .map(|body| body.id)
            .collect();
        let plans = work.plans.iter();
        let plans =
            plans.filter(|(key, ..)| named.iter().any(|it| set_of(it) == key.to_lowercase()));
        let sets: Vec<i64> = sets.into_iter().chain(plans.map(|(_, id, _)| *id)).collect();
        let order = self.lines.read_sets(work, &sets)?;
        let new_refs = if self.sheet.foreign { refs::out_of_order(&named) } else { HashMap::new() };
        let by_name: HashMap<String, i64> =
            order.iter().map(|(id, name)| (name.to_lowercase(), *id)).collect();
        let wrong = refs::suspects(&self.sheet, rows, &named, &order);
        let (mut known, mut new) = (Vec::new(), Vec::new());
        let chosen = work.request.set.clone();
        for (at, row) in rows.iter().enumerate() {
            let fresh = || new_refs.get(&at).filter(|_| !by_name.contains_key(&named[at]));
            if let Some(suspect) = wrong.get(&at).or_else(fresh) {
                self.refuse(work, row, suspect)?;
                continue;
            }
            let of = set_of(&named[at]);
            if let Some(set) = chosen.as_deref().filter(|set| !set.eq_ignore_ascii_case(of)) {
                let aid = work.request.aid(Aid::NamedSet);
                let expected = format!("a row of `{set}`{aid}");
                self.refuse(work, row, &WrongCell::new("id", &named[at].to_uppercase(), expected))?;
                continue;
            }
            let found = by_name.get(&named[at]).copied();
            let found = match self.by_words(work, row, found, &named[at])? {
                Ok(found) => found,
                Err(suspect) => {
                    self.refuse(work, row, &suspect)?;
                    continue;
                }
            };
            match &found {
                Some(item) => known.push(Known { row, item: *item }),
                None if work.request.create => new.push(row),
                None => {
                    let names = order.iter().map(|(_, name)| name.as_str());
                    let near = crate::domain::words::nearest(&named[at], names).map(str::to_owned);
                    let aid = work.request.aid(Aid::MakeItems);
                    let expected = format!("an item of this file{aid}");
                    let wrong = WrongCell::new("id", &named[at].to_uppercase(), expected);
                    self.refuse(work, row, &wrong.near(near))?;
                }
            }
        }
        Ok((known, new))
    }

    /// The item of a tracker's row, by its ref and its words: where the ref is none of the set, the one
    /// item that has the words; where it is another's, the row is not to be trusted.
    fn by_words(
        &mut self,
        work: &mut Work<'_>,
        row: &SheetRow,
        found: Option<i64>,
        name: &str,
    ) -> Result<std::result::Result<Option<i64>, WrongCell>> {
        let words = self.sheet.cell(row, "text").map_or("", |cell| cell.text.as_str());
        if !self.sheet.foreign || !words.chars().any(char::is_alphanumeric) {
            return Ok(Ok(found));
        }
        let body = work.bodies.iter().find(|body| body.key.to_lowercase() == set_of(name));
        let Some(set) = body.map(|body| body.id) else { return Ok(Ok(found)) };
        let key = crate::domain::MatchKey::of(words);
        let same = work.index.of(set, &*work.tx)?.by_text(key);
        let [other] = same.as_slice() else { return Ok(Ok(found)) };
        match found {
            Some(item) if item != *other => {
                let meant = self.lines.get(work, *other, None, tracker(&work.names))?;
                let meant = meant.map(|line| line.name());
                let (_, label) = name.split_once(':').unwrap_or(("", name));
                let expected = "the ref of the recommendation with this text; was it turned into a \
                                number?";
                Ok(Err(WrongCell::new("ref", label, expected).near(meant)))
            }
            found => Ok(Ok(found.or(Some(*other)))),
        }
    }

    /// Whose headlines the sheet was exported with: the voice whose assessments were recorded when
    /// its rows say. `recorded_at` is not edited, `assessor` may be.
    fn find_voice(&mut self, work: &mut Work<'_>, rows: &[Known<'_>]) -> Result<()> {
        let mut named: Vec<i64> = vec![tracker(&work.names)];
        for row in rows {
            let cell = self.sheet.cell(row.row, "assessor").map_or("", |cell| cell.text.trim());
            let voice = work.names.assessors.iter().find(|voice| voice.key == cell);
            named.extend(voice.map(|voice| voice.id).filter(|id| !named.contains(id)));
        }
        let mut best = 0;
        for voice in named {
            let mut agreeing = 0;
            for row in rows {
                let line = self.lines.get(work, row.item, None, voice)?;
                let Some(headline) = line.and_then(|line| line.headline) else { continue };
                let cell = |key| self.sheet.cell(row.row, key).map_or("", |cell| cell.text.trim());
                let (recorded, at) = (headline.recorded_at.as_str(), cell("recorded_at"));
                // A month alone, as sheets have it that are handed on, may be another voice's too.
                let month = at == to_the_month(recorded) && cell("assessor") == headline.assessor;
                agreeing += usize::from(at == recorded || month);
            }
            if agreeing > best {
                (best, self.voice) = (agreeing, voice);
            }
        }
        Ok(())
    }

    /// `set:ref` in lower case: the column `id`, else `set` and `ref`, else the default set's.
    fn name_of(&self, work: &Work<'_>, row: &SheetRow) -> String {
        let text = |key: &str| {
            let cell = self.sheet.cell(row, key).map_or("", |cell| cell.text.as_str());
            cells::plain(cell, self.sheet.guarded).trim().to_lowercase()
        };
        let (id, set, label) = (text("id"), text("set"), text("ref"));
        if id.contains(':') {
            return id;
        }
        let default =
            || work.names.default_set().map_or_else(String::new, |set| set.key.to_lowercase());
        let chosen = work.request.set.as_deref().map(str::to_lowercase);
        let set = if set.is_empty() { chosen.unwrap_or_else(default) } else { set };
        format!("{set}:{}", if id.is_empty() { label } else { id })
    }

    /// Says what is wrong with a row.
    fn refuse(&mut self, work: &mut Work<'_>, row: &SheetRow, wrong: &WrongCell) -> Result<()> {
        self.refuse_all(work, row, std::slice::from_ref(wrong))
    }

    /// Says all that is wrong with a row.
    fn refuse_all(
        &mut self,
        work: &mut Work<'_>,
        row: &SheetRow,
        wrong: &[WrongCell],
    ) -> Result<()> {
        let error = |wrong: &WrongCell| RowError {
            place: row.place.clone(),
            column: Some(wrong.column.to_owned()),
            found: wrong.found.clone(),
            expected: wrong.expected.clone(),
            nearest: wrong.nearest.clone(),
            cells: ReturnedSheet::texts(row),
        };
        let errors: Vec<RowError> = wrong.iter().map(error).collect();
        refuse_all(work, &mut self.rest, &errors)
    }

    /// A line as the export prints it.
    fn printed(&self, line: &ItemLine) -> cells::PrintedRow {
        cells::PrintedRow::of(&self.labels, &self.keys, line)
    }
}

fn set_of(name: &str) -> &str {
    name.split_once(':').map_or("", |(set, _)| set)
}

/// The file's own voice.
fn tracker(names: &Names) -> i64 {
    names.assessors.iter().find(|voice| voice.key == "tracker").map_or(0, |voice| voice.id)
}
