//! What the edited cells of a row make: an assessment, evidence, a position.

use crate::app::import::aid::Aid;
use chrono::NaiveDate;

use crate::app::error::Result;
use crate::app::write::standing;
use crate::domain::claims::{
    AssessmentClaim, EvidenceClaim, LifeClaim, PositionClaim, Refusal, WithdrawalClaim,
};
use crate::domain::evidence::Place;
use crate::domain::ledger::Record;
use crate::domain::lines::Headline;
use crate::domain::{
    Confidence, Level, LevelWord, Life, PartialDate, Position, SetKind, UnknownWord,
};
use crate::import::dates;
use crate::report::items::DROPPED;

use super::super::merge::Work;
use super::Known;
use super::cells::{day, split};
use super::row::{Checked, ReturnedRow, WrongCell, assessment, gather};

impl ReturnedRow<'_> {
    pub(super) fn position(&mut self, work: &Work<'_>) -> Checked<()> {
        let Some(text) = self.edits.get("position").cloned() else { return Ok(()) };
        let position: Position =
            text.parse().map_err(|error| unknown("position", &text, "a position", error))?;
        let today = work.now.today;
        self.records.push(stated(self.item, position, work)?);
        let remark = format!("dated {today}, the day of import; the sheet is its source");
        self.changes.push((
            "position",
            self.printed.get("position").whole,
            position.slug().to_owned(),
            remark,
        ));
        Ok(())
    }

    /// `dropped` closes an action, with its note.
    pub(super) fn drop_action(&mut self, work: &Work<'_>) -> Checked<()> {
        let says = |text: &String| text.trim().eq_ignore_ascii_case(DROPPED);
        if self.ours.set_kind != SetKind::Plan || !self.edits.get("status").is_some_and(says) {
            return Ok(());
        }
        let today = work.now.today;
        let (on, _) = self.day(work, Level::NotAssessed)?;
        let on = if self.edits.contains_key("effective_on") { on } else { today };
        let note = self.edits.get("note").cloned().filter(|note| !note.trim().is_empty());
        let Some(note) = note else {
            let expected = "why the action was dropped";
            return Err(WrongCell::new("note", "", expected).into());
        };
        if on > today {
            let expected = format!("a date on or before today, {today}");
            return Err(WrongCell::new("effective_on", &on.to_string(), expected).into());
        }
        let claim = LifeClaim {
            id: None,
            item_id: self.item,
            life: Life::Closed,
            effective_on: on,
            public: work.names.public_by_default(),
            note: Some(note.trim().to_owned()),
        };
        self.records.push(claim.said(&self.name, Life::Active).map_err(refused)?);
        let before = self.printed.get("status").whole;
        self.changes.push(("status", before, DROPPED.to_owned(), note));
        for key in assessment() {
            self.edits.remove(key);
        }
        Ok(())
    }

    /// The assessment of the row; adds all that is wrong with its cells.
    pub(super) fn assess(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        wrong: &mut Vec<WrongCell>,
    ) -> Result<()> {
        let before = wrong.len();
        let edited = assessment().any(|key| self.edits.contains_key(key));
        let cleared = self.edits.get("status").is_some_and(|text| text.trim().is_empty());
        gather(wrong, self.new_evidence(work))?;
        if edited && !cleared && self.ours.life == "active" {
            let level = gather(wrong, self.level())?;
            // A date is looked at whatever becomes of the status.
            let day = self.day(work, level.unwrap_or(Level::NotAssessed));
            if let Some((on, _)) = gather(wrong, day)?
                && let Some(expected) = self.no_day(work, on)
            {
                let typed = self.edits.get("effective_on").map_or("", String::as_str);
                wrong.push(WrongCell::new("effective_on", typed, expected));
            }
            gather(wrong, self.confidence())?;
        }
        if wrong.len() == before {
            let taken = self.take_assessment(work, known);
            gather(wrong, taken)?;
        }
        Ok(())
    }

    /// What is expected instead of this day: one to come is none, and one that was typed and stands
    /// before the document is a slip mostly.
    fn no_day(&self, work: &Work<'_>, on: NaiveDate) -> Option<String> {
        let today = work.now.today;
        if on > today {
            return Some(format!("a date on or before today, {today}"));
        }
        self.edits.get("effective_on").and_then(|_| work.too_early(&self.ours.set, on))
    }

    fn take_assessment(&mut self, work: &mut Work<'_>, known: &Known<'_>) -> Checked<()> {
        let typed = self.new_evidence(work)?;
        self.tell_evidence(&typed);
        let edited = assessment().any(|key| self.edits.contains_key(key));
        if !edited {
            for piece in typed {
                self.records.push(piece.said(work.now.today).map_err(refused)?);
            }
            return Ok(());
        }
        if self.edits.get("status").is_some_and(|text| text.trim().is_empty()) {
            return self.take_back(work);
        }
        let claim = self.assessment(work)?;
        let mut evidence = typed;
        evidence.push(EvidenceClaim::imported(
            self.item,
            work.names.says_publicly(self.voice, false),
            &work.file.name,
            known.row.place.to_string(),
        ));
        let claim = AssessmentClaim { id: Some(work.tx.reserve("assessment")?), ..claim };
        let standing = standing(work.tx, &claim, &self.name, &self.voice_key, work.now.today)?;
        let rows = claim.said(evidence, &standing).map_err(|refusal| {
            let wrong = refused(refusal);
            let found = self.edits.get(wrong.column).cloned().unwrap_or_default();
            WrongCell { found, ..wrong }
        })?;
        self.records.extend(rows);
        self.mend_date(work)
    }

    /// The assessment that the row's cells make.
    fn assessment(&mut self, work: &Work<'_>) -> Checked<AssessmentClaim> {
        let level = self.level()?;
        let (on, remark) = self.day(work, level)?;
        let confidence = self.confidence()?;
        let (note, public) = self.note(work, level);
        self.tell_assessment(level, on, &remark);
        Ok(AssessmentClaim {
            id: None,
            item_id: self.item,
            assessor_id: self.voice,
            status: level,
            printed: None,
            effective_on: on,
            confidence,
            unsourced: false,
            public,
            note,
            recheck: None,
        })
    }

    /// The level: the cell's where it was edited, else the one in force.
    fn level(&self) -> Checked<Level> {
        let before = self.ours.headline.as_ref();
        let level = match self.edits.get("status") {
            Some(text) => {
                let word = LevelWord::read(text)
                    .map_err(|error| unknown("status", text, "a status", error))?;
                if matches!(word, LevelWord::Action(_)) && self.ours.set_kind != SetKind::Plan {
                    let expected = "a status of a recommendation: this word is said of actions";
                    return Err(WrongCell::new("status", text, expected).into());
                }
                Some(word.level())
            }
            None => before.map(|headline| headline.status),
        };
        let Some(level) = level else {
            let column = assessment().find(|key| self.edits.contains_key(key)).unwrap_or("status");
            let found = self.edits.get(column).cloned().unwrap_or_default();
            let expected = "a status beside it: the item has none yet";
            return Err(WrongCell::new(column, &found, expected).into());
        };
        Ok(level)
    }

    fn confidence(&self) -> Checked<Option<Confidence>> {
        match self.edits.get("confidence").map(String::as_str) {
            Some("") => Ok(None),
            Some(text) => {
                let level = text.parse::<Confidence>();
                Ok(Some(level.map_err(|error| unknown("confidence", text, "a confidence", error))?))
            }
            None => Ok(self.ours.headline.as_ref().and_then(|headline| headline.confidence)),
        }
    }

    /// The reason, and whether it may be handed on. The old one goes on with the old level; with
    /// another level only where it stood in the sheet.
    fn note(&self, work: &Work<'_>, level: Level) -> (Option<String>, bool) {
        let public = work.names.says_publicly(self.voice, false);
        if let Some(text) = self.edits.get("note") {
            let text = text.trim();
            return (Some(text.to_owned()).filter(|text| !text.is_empty()), public);
        }
        let goes_on = |headline: &&Headline| {
            headline.status == level || headline.public || work.request.internal
        };
        let before = self.ours.headline.as_ref().filter(goes_on);
        before.map_or((None, public), |headline| (headline.note.clone(), headline.public))
    }

    /// What the account says of a new assessment.
    fn tell_assessment(&mut self, level: Level, on: NaiveDate, remark: &str) {
        for key in assessment() {
            let Some(text) = self.edits.get(key).cloned() else { continue };
            let new = match key {
                "status" => level.slug_in(self.ours.set_kind).to_owned(),
                "effective_on" => on.to_string(),
                _ => text,
            };
            let told = match (key, &self.typed_date) {
                ("status", _) => remark.to_owned(),
                ("effective_on", Some(typed)) => format!("`{typed}` read as {on}"),
                _ => String::new(),
            };
            self.changes.push((key, self.printed.get(key).whole, new, told));
        }
        if !remark.is_empty() && !self.edits.contains_key("effective_on") {
            let old = self.printed.get("effective_on").whole;
            self.changes.push(("effective_on", old, on.to_string(), remark.to_owned()));
        }
        let assessor = self.printed.get("assessor").whole;
        if assessor != self.voice_key {
            self.changes.push(("assessor", assessor, self.voice_key.clone(), String::new()));
        }
    }

    /// Since when: the cell where it was edited; with another level the day of import.
    fn day(&self, work: &Work<'_>, level: Level) -> Checked<(NaiveDate, String)> {
        let before = self.ours.headline.as_ref();
        if let Some(text) = self.edits.get("effective_on").filter(|text| !text.trim().is_empty()) {
            let Some(on) = day(text) else {
                let expected = if dates::is_ambiguous(text) {
                    let aid = work.request.aid(Aid::OrderOfDates);
                    format!("a date that can be read one way only{aid}")
                } else {
                    "a date such as 2025-06-30, 2025-06 or 2025".to_owned()
                };
                return Err(WrongCell::new("effective_on", text, expected).into());
            };
            return Ok((on, String::new()));
        }
        let same = before
            .filter(|headline| headline.status == level)
            .map(|headline| headline.effective_on);
        Ok(match same {
            Some(on) => (on, String::new()),
            None => (
                work.now.today,
                "dated the day of import: `effective_on` was left as it was".to_owned(),
            ),
        })
    }

    /// The same level since an earlier day: the later date was wrong, and would hold on.
    fn mend_date(&mut self, work: &mut Work<'_>) -> Checked<()> {
        let dated = self.edits.get("effective_on").and_then(|text| day(text));
        let (Some(on), Some(headline)) = (dated, &self.ours.headline) else { return Ok(()) };
        let same = !self.edits.contains_key("status") && on < headline.effective_on;
        if same && work.tx.find_item_entry(self.item)? != Some(headline.entry) {
            let note = format!("its date was mended in {}", work.file.name);
            self.records
                .push(WithdrawalClaim::said(headline.entry, false, &note).map_err(refused)?);
        }
        Ok(())
    }

    /// An emptied status takes the assessment back.
    fn take_back(&mut self, work: &mut Work<'_>) -> Checked<()> {
        let Some(headline) = self.ours.headline.clone() else { return Ok(()) };
        if work.tx.find_item_entry(self.item)? == Some(headline.entry) {
            let expected = "a status: it came with the item itself and is not taken back alone";
            return Err(WrongCell::new("status", "", expected).into());
        }
        let note = format!("emptied in {}", work.file.name);
        let row = WithdrawalClaim::said(headline.entry, false, &note).map_err(refused)?;
        self.records.push(row);
        self.changes.push((
            "status",
            headline.status.slug().to_owned(),
            String::new(),
            "taken back".to_owned(),
        ));
        Ok(())
    }

    /// Addresses and symbols that stand in the cell and are not recorded yet.
    fn new_evidence(&self, work: &Work<'_>) -> Checked<Vec<EvidenceClaim>> {
        let Some(text) = self.edits.get("evidence") else { return Ok(Vec::new()) };
        let mut rest = text.clone();
        let (before, ours) = (self.base.get("evidence"), self.printed.get("evidence"));
        let mut known: Vec<String> = before.parts.into_iter().chain(ours.parts).collect();
        known.sort_by_key(|part| std::cmp::Reverse(part.len()));
        for part in known.iter().filter(|part| !part.is_empty()) {
            rest = rest.replacen(part.as_str(), "", 1);
        }
        let mut typed = Vec::new();
        for place in split(&rest) {
            let symbol = place.replace(", par. ", ":");
            let printed = match symbol.rsplit_once(':') {
                Some((symbol, paragraph)) if !paragraph.starts_with("//") => {
                    format!("{symbol}, par. {}", paragraph.trim())
                }
                _ => symbol.clone(),
            };
            let titled = format!(", {symbol}");
            if known.iter().any(|part| *part == printed || part.ends_with(&titled)) {
                continue;
            }
            // A path that stands in a cell is never opened: a sheet may come from anybody.
            let place = Place::parse(&symbol).ok().flatten().ok_or_else(|| {
                WrongCell::new("evidence", &place, "an http(s) address or a UN symbol")
            })?;
            let public = work.names.public_by_default();
            typed.push(EvidenceClaim::at(&place, self.item, public));
        }
        Ok(typed)
    }

    fn tell_evidence(&mut self, typed: &[EvidenceClaim]) {
        if !typed.is_empty() {
            let new = self.edits.get("evidence").cloned().unwrap_or_default();
            self.changes.push(("evidence", self.printed.get("evidence").whole, new, String::new()));
        }
    }
}

/// A word of no fixed list, with the list and the nearest.
pub(super) fn unknown(
    column: &'static str,
    found: &str,
    what: &str,
    error: UnknownWord,
) -> WrongCell {
    let expected = format!("{what}: {}", error.words.join(", "));
    WrongCell::new(column, found, expected).near(error.nearest)
}

/// The State's answer as a sheet gives it: dated the day of import, with the sheet as its source.
pub(super) fn stated(item: i64, position: Position, work: &Work<'_>) -> Checked<Record> {
    let today = work.now.today;
    let claim = PositionClaim {
        id: None,
        item_id: item,
        position,
        printed: None,
        document: Some(work.file.name.clone()),
        paragraph: None,
        dated: Some(PartialDate::Day(today)),
        effective_on: Some(today),
        undated: true,
    };
    Ok(claim.said(today).map_err(refused)?)
}

/// What the rules do not allow, as what is wrong with a cell.
pub(super) fn refused(refusal: Refusal) -> WrongCell {
    let (column, expected) = match &refusal {
        Refusal::NotSet => ("status", "a status; to take one back, empty the cell".to_owned()),
        Refusal::Future { today, .. } => {
            ("effective_on", format!("a date on or before today, {today}"))
        }
        Refusal::NotActive { life, .. } => {
            ("status", format!("nothing: the item is {life}, and is reopened first"))
        }
        Refusal::Unsourced { .. } => ("evidence", format!("a source: {refusal}")),
        _ => ("status", format!("something else: {refusal}")),
    };
    WrongCell::new(column, "", expected)
}
