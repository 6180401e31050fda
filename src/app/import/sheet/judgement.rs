//! What the edited cells of a row make: an assessment, evidence, a position.

use chrono::NaiveDate;

use crate::app::status::Found;
use crate::domain::ledger::Record;
use crate::domain::lines::Headline;
use crate::domain::{Confidence, Level, Position, UnknownWord};
use crate::import::dates;

use super::super::merge::Work;
use super::Known;
use super::cells::{day, split};
use super::row::{ASSESSMENT, Checked, Row, Wrong};

impl Row<'_> {
    pub(super) fn position(&mut self, work: &Work<'_>) -> Checked<()> {
        let Some(text) = self.edits.get("position").cloned() else { return Ok(()) };
        let position: Position =
            text.parse().map_err(|error| unknown("position", &text, "a position", error))?;
        let today = work.now.today;
        self.records.push(
            Record::new("position")
                .with("item_id", self.item)
                .with("position", position.slug())
                .with("document", work.file.name.as_str())
                .with("effective_on", today)
                .with("dated", today)
                .with("undated", true),
        );
        let remark = format!("dated {today}, the day of import; the sheet is its source");
        self.changes.push((
            "position",
            self.printed.get("position").whole,
            position.slug().to_owned(),
            remark,
        ));
        Ok(())
    }

    /// The assessment of the row; gives all that is wrong with its cells.
    pub(super) fn assess(&mut self, work: &mut Work<'_>, known: &Known<'_>) -> Vec<Wrong> {
        let edited = ASSESSMENT.iter().any(|key| self.edits.contains_key(key));
        let cleared = self.edits.get("status").is_some_and(|text| text.trim().is_empty());
        let mut wrong: Vec<Wrong> = self.new_evidence().err().into_iter().collect();
        if edited && !cleared && self.ours.life == "active" {
            let level = self.level();
            let today = work.now.today;
            // A date is looked at whatever becomes of the status.
            let day = self.day(today, *level.as_ref().unwrap_or(&Level::NotAssessed));
            wrong.extend(level.err());
            wrong.extend(day.err());
            wrong.extend(self.confidence().err());
        }
        if wrong.is_empty() {
            wrong.extend(self.take_assessment(work, known).err());
        }
        wrong
    }

    fn take_assessment(&mut self, work: &mut Work<'_>, known: &Known<'_>) -> Checked<()> {
        let typed = self.new_evidence()?;
        let edited = ASSESSMENT.iter().any(|key| self.edits.contains_key(key));
        if !edited {
            for found in &typed {
                self.records.push(found.record(self.item, work.names.public_by_default()));
            }
            self.tell_evidence(&typed);
            return Ok(());
        }
        if self.ours.life != "active" {
            let expected = format!("nothing: the item is {} (`upr item reopen`)", self.ours.life);
            return Err(Wrong::new(
                "status",
                &self.edits.get("status").cloned().unwrap_or_default(),
                expected,
            ));
        }
        if self.edits.get("status").is_some_and(|text| text.trim().is_empty()) {
            return self.take_back(work);
        }
        let assessment = self.assessment(work)?;
        let evidence =
            typed.iter().map(|found| found.record(self.item, work.names.public_by_default()));
        let mut evidence: Vec<Record> = evidence.collect();
        evidence.push(
            Record::new("evidence")
                .with("item_id", self.item)
                .with("kind", "import")
                .with("effect", "supports")
                .with("public", work.names.public_by_default())
                .with("address", work.file.name.as_str())
                .with("paragraph", known.row.place.to_string())
                .with("sha256", work.file.sha256.as_str()),
        );
        let id = work
            .tx
            .reserve("assessment")
            .map_err(|error| Wrong::new("status", "", format!("room for it ({error})")))?;
        self.records.push(assessment.with("id", id));
        self.records.extend(evidence.into_iter().map(|record| record.with("assessment_id", id)));
        self.tell_evidence(&typed);
        Ok(())
    }

    /// The assessment that the row's cells make.
    fn assessment(&mut self, work: &Work<'_>) -> Checked<Record> {
        let level = self.level()?;
        let (on, remark) = self.day(work.now.today, level)?;
        let confidence = self.confidence()?;
        let (note, public) = self.note(work, level);
        self.tell_assessment(level, on, &remark);
        Ok(Record::new("assessment")
            .with("item_id", self.item)
            .with("assessor_id", self.voice)
            .with("status", level.slug())
            .with("effective_on", on)
            .with("confidence", confidence.map(Confidence::slug))
            .with("unsourced", false)
            .with("public", public)
            .with("note", note))
    }

    /// The level: the cell's where it was edited, else the one in force.
    fn level(&self) -> Checked<Level> {
        let before = self.ours.headline.as_ref();
        let level = match self.edits.get("status") {
            Some(text) => Some(
                text.parse::<Level>()
                    .map_err(|error| unknown("status", text, "a status", error))?,
            ),
            None => before.map(|headline| headline.status),
        };
        let Some(level) = level else {
            let column =
                ASSESSMENT.into_iter().find(|key| self.edits.contains_key(key)).unwrap_or("status");
            let found = self.edits.get(column).cloned().unwrap_or_default();
            return Err(Wrong::new(column, &found, "a status beside it: the item has none yet"));
        };
        if level == Level::NotAssessed {
            let expected = "a status; to take one back, empty the cell and say `--allow-clear`";
            return Err(Wrong::new("status", level.slug(), expected));
        }
        Ok(level)
    }

    fn confidence(&self) -> Checked<Option<Confidence>> {
        match self.edits.get("confidence").map(String::as_str) {
            Some("") => Ok(None),
            Some(text) => {
                let level = text.parse::<Confidence>();
                level.map(Some).map_err(|error| unknown("confidence", text, "a confidence", error))
            }
            None => Ok(self.ours.headline.as_ref().and_then(|headline| headline.confidence)),
        }
    }

    /// The reason, and whether it may be handed on. The old one goes on with the old level; with
    /// another level only where it stood in the sheet.
    fn note(&self, work: &Work<'_>, level: Level) -> (Option<String>, bool) {
        let public = work.names.public_by_default();
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
        for key in ASSESSMENT {
            let Some(text) = self.edits.get(key).cloned() else { continue };
            let new = match key {
                "status" => level.slug().to_owned(),
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
    fn day(&self, today: NaiveDate, level: Level) -> Checked<(NaiveDate, String)> {
        let before = self.ours.headline.as_ref();
        if let Some(text) = self.edits.get("effective_on").filter(|text| !text.trim().is_empty()) {
            let Some(on) = day(text) else {
                let expected = if dates::is_ambiguous(text) {
                    "a date that can be read one way only: say `--dates dmy` or `--dates mdy`"
                } else {
                    "a date such as 2025-06-30, 2025-06 or 2025"
                };
                return Err(Wrong::new("effective_on", text, expected));
            };
            if on > today {
                return Err(Wrong::new(
                    "effective_on",
                    text,
                    format!("a date on or before today, {today}"),
                ));
            }
            return Ok((on, String::new()));
        }
        let same = before
            .filter(|headline| headline.status == level)
            .map(|headline| headline.effective_on);
        Ok(match same {
            Some(on) => (on, String::new()),
            None => {
                (today, "dated the day of import: `effective_on` was left as it was".to_owned())
            }
        })
    }

    /// An emptied status takes the assessment back.
    fn take_back(&mut self, work: &mut Work<'_>) -> Checked<()> {
        let Some(headline) = self.ours.headline.clone() else { return Ok(()) };
        let first = work.tx.find_item_entry(self.item).ok().flatten();
        if first == Some(headline.entry) {
            return Err(Wrong::new(
                "status",
                "",
                "a status: it came with the item itself and is not taken back alone",
            ));
        }
        self.records.push(
            Record::new("withdrawal")
                .with("target_entry", headline.entry)
                .with("reinstates", false)
                .with("public", false)
                .with("note", format!("emptied in {}", work.file.name)),
        );
        self.changes.push((
            "status",
            headline.status.slug().to_owned(),
            String::new(),
            "taken back".to_owned(),
        ));
        Ok(())
    }

    /// Addresses and symbols that stand in the cell and are not recorded yet.
    fn new_evidence(&self) -> Checked<Vec<Found>> {
        let Some(text) = self.edits.get("evidence") else { return Ok(Vec::new()) };
        let mut rest = text.clone();
        let (before, ours) = (self.base.get("evidence"), self.printed.get("evidence"));
        let mut known: Vec<String> = before.parts.into_iter().chain(ours.parts).collect();
        known.sort_by_key(|part| std::cmp::Reverse(part.len()));
        for part in known.iter().filter(|part| !part.is_empty()) {
            rest = rest.replacen(part.as_str(), "", 1);
        }
        let mut found = Vec::new();
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
            found.push(Found::parse(&symbol).map_err(|error| {
                Wrong::new(
                    "evidence",
                    &place,
                    format!("an http(s) address, a UN symbol or a file here ({error})"),
                )
            })?);
        }
        Ok(found)
    }

    fn tell_evidence(&mut self, typed: &[Found]) {
        if !typed.is_empty() {
            let new = self.edits.get("evidence").cloned().unwrap_or_default();
            self.changes.push(("evidence", self.printed.get("evidence").whole, new, String::new()));
        }
    }
}

/// A word of no fixed list, with the list and the nearest.
pub(super) fn unknown(column: &'static str, found: &str, what: &str, error: UnknownWord) -> Wrong {
    let expected = format!("{what}: {}", error.known.join(", "));
    Wrong::new(column, found, expected).near(error.nearest)
}
