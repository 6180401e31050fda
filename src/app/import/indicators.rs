//! The sheet of indicators that came back: figures that were edited revise those that stand, rows that
//! were added are new figures, and new indicators where they have a title and a kind. An emptied cell
//! takes nothing away.

mod counting;
mod reading;

use crate::app::additions::{nonempty, slug};
use crate::app::choose;
use crate::app::error::{AppError, Result};
use crate::app::import::aid::Aid;
use crate::app::indicators::{names_term, standing, told};
use crate::app::terms::tag;
use crate::domain::claims::{IndicatorClaim, IndicatorForClaim, MeasurementClaim, unit};
use crate::domain::lines::{IndicatorLine, MeasurementLine};
use crate::domain::words::nearest;
use crate::domain::{Better, IndicatorKind, Measure, PartialDate, View};
use crate::import::RowError;
use crate::import::aside::{self, Aside};
use crate::import::sheet::{ReturnedSheet, SheetRow};
use crate::report::imports::CellChange;
use crate::report::labels::number;
use crate::report::words::nouns::counted;

use super::merge::Work;
use super::refusing::refuse;
use super::sheet::plain;
use super::{Side, Watch};
use counting::{Took, count};
use reading::{by_keys, column, period, word};

/// What is wrong with a row.
type WrongFigure = Box<RowError>;

/// Numbers and names.
type NumberedNames = Vec<(i64, String)>;

/// A sheet at hand, and what the file holds.
struct IndicatorDesk {
    sheet: ReturnedSheet,
    known: Vec<IndicatorLine>,
    figures: Vec<MeasurementLine>,
    /// How many figures were emptied.
    emptied: usize,
}

/// What a row says of a figure.
struct SaidFigure {
    role: Measure,
    grouping: Option<String>,
    period: Option<(PartialDate, PartialDate)>,
    /// The period as the file tells it.
    told: Option<String>,
    /// The voice: its number and key.
    voice: (i64, String),
    value: String,
}

/// Takes the figures.
pub(super) fn bring_in(
    work: &mut Work<'_>,
    sheet: ReturnedSheet,
    watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    let sheet = by_keys(sheet);
    for note in &sheet.notes {
        watch.note(&format!("{}: {note}", work.file.name));
    }
    let mut rest = aside::RowsAside::new(&work.file.name, &sheet.columns);
    for error in &sheet.errors {
        refuse(work, &mut rest, error)?;
    }
    let view = View::on(work.now.today);
    let mut desk = IndicatorDesk {
        known: work.tx.list_indicators(&view)?,
        figures: work.tx.list_measurements(&view)?,
        sheet,
        emptied: 0,
    };
    for row in std::mem::take(&mut desk.sheet.rows) {
        if let Err(wrong) = desk.take(work, &row)? {
            refuse(work, &mut rest, &wrong)?;
        }
    }
    if desk.emptied > 0 {
        let emptied = counted(number(desk.emptied), "figures");
        let aid = work.request.aid(Aid::UndoFigure);
        let message = format!("{emptied} emptied: left as recorded{aid}");
        work.remark(&crate::import::SourcePlace::default(), message);
    }
    Ok(rest.finish())
}

impl IndicatorDesk {
    fn cell(&self, row: &SheetRow, key: &str) -> String {
        let text = self.sheet.cell(row, key).map_or("", |cell| cell.text.as_str());
        plain(text, self.sheet.guarded).trim().to_owned()
    }

    fn wrong(&self, row: &SheetRow, column: &str, expected: &str) -> WrongFigure {
        Box::new(RowError {
            place: row.place.clone(),
            column: Some(column.to_owned()),
            found: self.cell(row, column),
            expected: expected.to_owned(),
            nearest: None,
            cells: ReturnedSheet::texts(row),
        })
    }

    /// What is wrong with a row of an indicator that is not there, and is not told enough of to be new.
    fn no_indicator(&self, row: &SheetRow, key: &str) -> WrongFigure {
        let near = nearest(key, self.known.iter().map(|line| line.key.as_str()));
        let expected = "an indicator of this file; a new one has a title and a kind as well";
        let wrong = self.wrong(row, "indicator", expected);
        Box::new(RowError { nearest: near.map(str::to_owned), ..*wrong })
    }

    /// Takes a row; what is wrong with it is told.
    fn take(
        &mut self,
        work: &mut Work<'_>,
        row: &SheetRow,
    ) -> Result<std::result::Result<(), WrongFigure>> {
        let key = self.cell(row, "indicator");
        let value = self.cell(row, "value");
        if key.is_empty() && value.is_empty() {
            return Ok(Ok(()));
        }
        let known = self.known.iter().find(|line| line.key.eq_ignore_ascii_case(&key)).cloned();
        let new = known.is_none();
        let line = match known {
            Some(line) => line,
            None => match self.make(work, row, &key)? {
                Ok(line) => line,
                Err(wrong) => return Ok(Err(wrong)),
            },
        };
        if value.is_empty() {
            let entry = self.cell(row, "entry");
            self.emptied += usize::from(!entry.is_empty());
            count(work, if new { Took::Added } else { Took::Nothing });
            return Ok(Ok(()));
        }
        let said = match self.said(work, row, value) {
            Ok(said) => said,
            Err(wrong) => return Ok(Err(wrong)),
        };
        self.measure(work, row, &line, &said)
    }

    /// Makes an indicator of a row that has a title and a kind.
    fn make(
        &mut self,
        work: &mut Work<'_>,
        row: &SheetRow,
        key: &str,
    ) -> Result<std::result::Result<IndicatorLine, WrongFigure>> {
        let (title, kind) = (self.cell(row, "title"), self.cell(row, "kind"));
        if title.is_empty() || kind.is_empty() {
            return Ok(Err(self.no_indicator(row, key)));
        }
        let Ok(key) = slug(key) else {
            let expected = "a key: 1 to 64 of a–z, 0–9, `-`, `_` and `.`";
            return Ok(Err(self.wrong(row, "indicator", expected)));
        };
        let Some(kind) = word(&kind, IndicatorKind::ALL, IndicatorKind::slug, IndicatorKind::label)
        else {
            return Ok(Err(self.wrong(row, "kind", "structural, process or outcome")));
        };
        let way = self.cell(row, "better");
        let better = word(&way, Better::ALL, Better::slug, Better::label);
        if better.is_none() && !way.is_empty() {
            return Ok(Err(self.wrong(row, "better", "higher or lower")));
        }
        let (items, terms) = match self.targets(work, row)? {
            Ok(targets) => targets,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let unit = unit(&self.cell(row, "unit"));
        let id = work.tx.reserve("indicator")?;
        let claim = IndicatorClaim {
            id: Some(id),
            key: key.clone(),
            kind,
            unit: unit.clone(),
            better,
            owner_id: None,
            public: work.names.public_by_default(),
            title: nonempty(&title, "the title")?.to_owned(),
            definition: None,
            source: None,
        };
        let mut records = match claim.said() {
            Ok(record) => vec![record],
            Err(refusal) => return Ok(Err(self.wrong(row, "unit", &refusal.to_string()))),
        };
        records.extend(items.iter().map(|(item, _)| IndicatorForClaim::said(id, *item)));
        records.extend(terms.iter().map(|(term, _)| IndicatorForClaim::under(id, *term)));
        work.remark(&row.place, format!("`{key}` is a new indicator: {title}"));
        let public = work.names.public_by_default();
        let line = IndicatorLine {
            id,
            entry: work.append(None, Some(&row.place), records)?,
            key,
            kind,
            unit,
            better,
            owner: None,
            title,
            definition: None,
            source: None,
            public,
            items,
            terms,
        };
        self.known.push(line.clone());
        Ok(Ok(line))
    }

    /// What a new indicator is for: numbers and names of items, and of terms.
    fn targets(
        &self,
        work: &Work<'_>,
        row: &SheetRow,
    ) -> Result<std::result::Result<(NumberedNames, NumberedNames), WrongFigure>> {
        let (mut items, mut terms) = (Vec::new(), Vec::new());
        for name in self.cell(row, "items").split(';').map(str::trim).filter(|it| !it.is_empty()) {
            if names_term(&work.names, name) {
                let Ok(term) = tag(&work.names, name) else {
                    return Ok(Err(self.wrong(
                        row,
                        "items",
                        "terms of this file, VOCABULARY:TERM",
                    )));
                };
                terms.push((term.id, format!("{}:{}", term.vocabulary, term.slug)));
                continue;
            }
            match choose::item(name, &work.names, &*work.tx) {
                Ok(chosen) => items.push((chosen.id, chosen.name)),
                Err(AppError::Unknown { .. } | AppError::Refused(_)) => {
                    return Ok(Err(self.wrong(row, "items", "items of this file, SET:REF; …")));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(Ok((items, terms)))
    }

    /// Reads what a row says of a figure.
    fn said(
        &self,
        work: &Work<'_>,
        row: &SheetRow,
        value: String,
    ) -> std::result::Result<SaidFigure, WrongFigure> {
        let role = match self.cell(row, "figure").as_str() {
            "" => Some(Measure::Value),
            text => word(text, Measure::ALL, Measure::slug, Measure::label),
        };
        let Some(role) = role else {
            return Err(self.wrong(row, "figure", "value, baseline or target"));
        };
        let period = match self.cell(row, "period").as_str() {
            "" => None,
            text => match period(text, work.request.dates) {
                Some(period) => Some(period),
                None => {
                    return Err(self.wrong(row, "period", "2025, 2025-06 or FROM..TO"));
                }
            },
        };
        let named = Some(self.cell(row, "assessor")).filter(|key| !key.is_empty());
        let key = named.or_else(|| work.request.by.clone()).unwrap_or_else(|| "tracker".to_owned());
        let Ok(voice) = choose::assessor(&work.names, &key) else {
            let aid = work.request.aid(Aid::AddAssessor);
            let expected = format!("an assessor of this file{aid}");
            return Err(self.wrong(row, "assessor", &expected));
        };
        let told = period.map(told);
        let grouping = Some(self.cell(row, "group")).filter(|group| !group.is_empty());
        let voice = (voice.id, voice.key.clone());
        Ok(SaidFigure { role, grouping, period, told, voice, value })
    }

    /// Appends a figure where it says something new.
    fn measure(
        &mut self,
        work: &mut Work<'_>,
        row: &SheetRow,
        line: &IndicatorLine,
        said: &SaidFigure,
    ) -> Result<std::result::Result<(), WrongFigure>> {
        let of = (said.grouping.as_deref(), said.told.as_deref());
        let present = standing(&self.figures, (line.id, said.role), of, &said.voice.1).cloned();
        let claim = self.claim(work, row, (line, said), present.as_ref());
        if present.as_ref().is_some_and(|before| claim.repeats(before)) {
            count(work, Took::Nothing);
            return Ok(Ok(()));
        }
        if let Some(before) = &present
            && self.cell(row, "entry").parse().is_ok_and(|entry: i64| entry != before.entry)
        {
            match work.request.side {
                Some(Side::Theirs) => {}
                Some(Side::Ours) => {
                    count(work, Took::Nothing);
                    return Ok(Ok(()));
                }
                None => {
                    let expected = format!(
                        "the figure that stands: it was revised here to {} since{}",
                        before.value,
                        work.request.aid(Aid::WhoseWord)
                    );
                    return Ok(Err(self.wrong(row, "value", &expected)));
                }
            }
        }
        if said.voice.1 != "tracker" && claim.evidence.is_none() && !claim.unsourced {
            return Ok(Err(self.wrong(row, "evidence", "the source of another assessor's figure")));
        }
        let new = claim.value.clone();
        let record = match claim.said(line.unit.as_deref(), work.now.today) {
            Ok(record) => record,
            Err(refusal) => {
                return Ok(Err(self.wrong(row, column(&refusal), &refusal.to_string())));
            }
        };
        work.append(None, Some(&row.place), vec![record])?;
        count(work, if present.is_some() { Took::Changed } else { Took::Added });
        let told =
            [Some(said.role.label().to_lowercase()), said.told.clone(), said.grouping.clone()];
        let change = CellChange {
            place: work.at(&row.place),
            item: line.key.clone(),
            column: "value",
            old: present.map(|before| before.value).unwrap_or_default(),
            new,
            remark: told.into_iter().flatten().collect::<Vec<_>>().join(", "),
        };
        work.account.changes.put(change);
        Ok(Ok(()))
    }

    /// The figure that a row makes: what its cells leave open stays as it is.
    fn claim(
        &self,
        work: &Work<'_>,
        row: &SheetRow,
        (line, said): (&IndicatorLine, &SaidFigure),
        before: Option<&MeasurementLine>,
    ) -> MeasurementClaim {
        let cell = |key: &str, of: fn(&MeasurementLine) -> Option<String>| {
            let typed = Some(self.cell(row, key)).filter(|text| !text.is_empty());
            typed.or_else(|| before.and_then(of))
        };
        let provisional = match self.cell(row, "provisional").to_lowercase().as_str() {
            "yes" | "true" | "1" => true,
            "no" | "false" | "0" => false,
            _ => before.is_some_and(|line| line.provisional),
        };
        let public = before.is_none_or(|line| line.public);
        let public = public && work.names.says_publicly(said.voice.0, before.is_some());
        let evidence = cell("evidence", |line| line.evidence.clone());
        let reason = cell("break_reason", |line| line.broken.clone());
        MeasurementClaim {
            id: None,
            indicator_id: line.id,
            role: said.role,
            grouping: said.grouping.clone(),
            period_from: said.period.map(|(from, _)| from),
            period_to: said.period.map(|(_, to)| to),
            value: said.value.clone(),
            provisional,
            broken: reason.is_some(),
            assessor_id: Some(said.voice.0),
            unsourced: evidence.is_none() && before.is_some_and(|line| line.unsourced),
            public,
            evidence,
            break_reason: reason.filter(|reason| !reason.is_empty()),
            note: cell("note", |line| line.note.clone()),
        }
    }
}
