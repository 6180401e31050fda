//! The edits of one row: compared with what it started from and with what is recorded now, and
//! turned into an assessment, tags, a position.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::app::choose;
use crate::app::error::Result;
use crate::app::status::Found;
use crate::domain::ledger::Record;
use crate::domain::lines::ItemLine;
use crate::domain::{Confidence, Level, Position};
use crate::report::imports::{Change, Conflict};

use super::super::merge::Work;
use super::super::{Side, UNDECIDED};
use super::cells::{PrintedRow, alike, day, plain, says, split};
use super::versions::Base;
use super::{Desk, Known, tracker};

/// Columns that make an assessment.
const ASSESSMENT: [&str; 4] = ["status", "effective_on", "confidence", "note"];

/// Columns that hold tags, with their vocabulary where it is one.
pub(super) const TAGS: [(&str, Option<&str>); 5] = [
    ("themes", None),
    ("groups", Some("group")),
    ("sdgs", Some("sdg")),
    ("issues", Some("issue")),
    ("action_category", Some("action")),
];

/// Columns that are told by their letters and edited elsewhere.
const FIXED: [&str; 6] = ["text", "heading", "kind", "state", "document", "recommending_states"];

/// What a row says now against what it started from.
struct Row<'l> {
    item: i64,
    name: String,
    /// What is recorded, as the row's voice sees it.
    ours: &'l ItemLine,
    printed: PrintedRow,
    base: PrintedRow,
    /// Edited cells, as they came back; empty where one was cleared.
    edits: HashMap<&'static str, String>,
    voice: i64,
    voice_key: String,
    records: Vec<Record>,
    changes: Vec<(&'static str, String, String, String)>,
    conflict: bool,
}

/// What is wrong with a cell.
pub(super) struct Wrong {
    pub(super) column: &'static str,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) nearest: Option<String>,
}

impl Wrong {
    pub(super) fn new(column: &'static str, found: &str, expected: impl Into<String>) -> Self {
        Self { column, found: found.to_owned(), expected: expected.into(), nearest: None }
    }

    fn near(mut self, nearest: Option<String>) -> Self {
        self.nearest = nearest;
        self
    }
}

/// A row goes on, or something is wrong with it.
type Checked<T> = std::result::Result<T, Wrong>;

impl Desk {
    /// Takes the edits of a row.
    pub(super) fn edit(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        versions: &HashMap<i64, Base>,
    ) -> Result<()> {
        let base = versions.get(&known.item).cloned().unwrap_or(Base::Present);
        if let Base::Foreign(found) = &base {
            let expected = "a version of this file: was the sheet exported from another?";
            return self.refuse(work, known.row, "version", found, expected, None);
        }
        let at = match base {
            Base::KnownAt(at) => Some(at),
            _ => None,
        };
        let (started, voice) = match self.voices(work, known, at)? {
            Ok(voices) => voices,
            Err(wrong) => {
                return self.refuse(
                    work,
                    known.row,
                    wrong.column,
                    &wrong.found,
                    &wrong.expected,
                    wrong.nearest,
                );
            }
        };
        let Some(ours) = self.lines.get(work, known.item, None, voice.0)? else { return Ok(()) };
        let before = match self.lines.get(work, known.item, at, started)? {
            Some(line) => line,
            None => ours.clone(),
        };
        let mut row = Row {
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
        };
        match self.read_row(work, known, &mut row, &base, started) {
            Ok(()) => self.write_row(work, known, row),
            Err(wrong) => self.refuse(
                work,
                known.row,
                wrong.column,
                &wrong.found,
                &wrong.expected,
                wrong.nearest,
            ),
        }
    }

    /// Whose row it was when it was exported, and whose assessment an edit of it is.
    fn voices(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        at: Option<chrono::DateTime<chrono::Utc>>,
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
                    let expected = "an assessor of this file (`upr assessor add` makes one)";
                    return Ok(Err(Wrong::new("assessor", &cell, expected).near(near)));
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

    /// Compares the cells and collects what is to be written.
    fn read_row(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        row: &mut Row<'_>,
        base: &Base,
        started: i64,
    ) -> Checked<()> {
        for key in FIXED {
            if let Some(text) = self.text(known, key)
                && !text.trim().is_empty()
                && !alike(&text, &row.base.get(key))
                && !alike(&text, &row.printed.get(key))
            {
                let expected =
                    format!("`{}`: this column is not edited in a sheet", row.base.get(key).whole);
                return Err(Wrong::new(key, &text, expected));
            }
        }
        let keys = ASSESSMENT.into_iter().chain(["position", "evidence"]);
        for key in keys.chain(TAGS.map(|(key, _)| key)) {
            self.compare(work, known, row, key, base, started);
        }
        self.drop_derived(work, known, row)?;
        self.drop_late_edits(work, known, row, started);
        self.position(work, row)?;
        self.tags(work, row)?;
        self.assess(work, known, row)
    }

    fn text(&self, known: &Known<'_>, key: &str) -> Option<String> {
        self.sheet.cell(known.row, key).map(|cell| cell.text.clone())
    }

    /// One cell, three ways: what it says, what it started from, what is recorded.
    fn compare(
        &self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        row: &mut Row<'_>,
        key: &'static str,
        base: &Base,
        started: i64,
    ) {
        let Some(text) = self.text(known, key) else { return };
        let (before, ours) = (row.base.get(key), row.printed.get(key));
        if says(key, &text, &before) && (*base != Base::Unclear || says(key, &text, &ours)) {
            return;
        }
        if text.trim().is_empty() {
            let was = if work.request.internal { &before.whole } else { &before.public };
            if was.is_empty() || !work.request.allow_clear || key == "evidence" {
                return;
            }
        }
        // Where the row says for another voice what it says already, nothing is new.
        let unassessed = key == "status" && row.ours.headline.is_none() && started == row.voice;
        if says(key, &text, &ours) || (unassessed && text.parse() == Ok(Level::NotAssessed)) {
            return;
        }
        let moved = before != ours && started == row.voice || *base == Base::Unclear;
        if moved && !TAGS.iter().any(|(tags, _)| *tags == key) && key != "evidence" {
            let start = if *base == Base::Unclear { "not known" } else { before.whole.as_str() };
            if !self.decide(work, known, row, key, start, &ours.whole, &text) {
                return;
            }
        }
        row.edits.insert(key, plain(&text, self.sheet.guarded).to_owned());
    }

    /// Says a conflict; whether the file's word is taken.
    #[allow(clippy::too_many_arguments, reason = "a conflict has these parts")]
    fn decide(
        &self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        row: &mut Row<'_>,
        key: &'static str,
        base: &str,
        ours: &str,
        theirs: &str,
    ) -> bool {
        row.conflict = true;
        let outcome = match work.request.side {
            None => UNDECIDED,
            Some(Side::Ours) => "kept as recorded",
            Some(Side::Theirs) => "the file's word taken",
        };
        work.account.conflicts.put(Conflict {
            place: work.at(&known.row.place),
            item: row.name.clone(),
            column: key,
            base: base.to_owned(),
            ours: ours.to_owned(),
            theirs: theirs.to_owned(),
            outcome,
        });
        work.request.side == Some(Side::Theirs)
    }

    /// Status, date, confidence and note are one assessment: where somebody gave another one since,
    /// a change of any of them is a conflict.
    fn drop_late_edits(
        &self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        row: &mut Row<'_>,
        started: i64,
    ) {
        let edited: Vec<&'static str> =
            ASSESSMENT.into_iter().filter(|key| row.edits.contains_key(key)).collect();
        let changed_here = |key: &&str| row.base.get(key) != row.printed.get(key);
        let here: Vec<&'static str> =
            ASSESSMENT.into_iter().filter(|key| changed_here(key)).collect();
        if started != row.voice || edited.is_empty() || here.is_empty() || row.conflict {
            return;
        }
        for key in edited {
            let (before, ours) = (row.base.get(key).whole, row.printed.get(key).whole);
            let theirs = row.edits.get(key).cloned().unwrap_or_default();
            if !self.decide(work, known, row, key, &before, &ours, &theirs) {
                row.edits.remove(key);
            }
        }
    }

    /// What a compound item's status is follows from its components, so another one in the sheet
    /// may only be an old one: it is not taken, and said not to be.
    fn drop_derived(
        &self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        row: &mut Row<'_>,
    ) -> Checked<()> {
        if !row.ours.is_compound() {
            return Ok(());
        }
        for key in ["note", "confidence"] {
            if let Some(found) = row.edits.get(key) {
                let expected =
                    "nothing: the item is tracked through its components, whose rows follow it";
                return Err(Wrong::new(key, found, expected));
            }
        }
        let mut derived: Vec<String> =
            ["status", "effective_on"].iter().filter_map(|key| row.edits.remove(key)).collect();
        if let Some(found) = derived.pop() {
            let message = format!(
                "`{}` says `{found}` for `{}`, whose status follows from its components; not taken",
                work.file.name, row.name
            );
            work.remark(&known.row.place, message);
        }
        Ok(())
    }

    fn position(&self, work: &Work<'_>, row: &mut Row<'_>) -> Checked<()> {
        let Some(text) = row.edits.get("position").cloned() else { return Ok(()) };
        let position: Position = text.parse().map_err(|error: crate::domain::UnknownWord| {
            Wrong::new("position", &text, "a position").near(error.nearest)
        })?;
        let today = work.now.today;
        row.records.push(
            Record::new("position")
                .with("item_id", row.item)
                .with("position", position.slug())
                .with("document", work.file.name.as_str())
                .with("effective_on", today)
                .with("dated", today)
                .with("undated", true),
        );
        let remark = format!("dated {today}, the day of import; the sheet is its source");
        row.changes.push((
            "position",
            row.printed.get("position").whole,
            position.slug().to_owned(),
            remark,
        ));
        Ok(())
    }

    fn tags(&self, work: &mut Work<'_>, row: &mut Row<'_>) -> Checked<()> {
        for (key, vocabulary) in TAGS {
            let Some(text) = row.edits.get(key).cloned() else { continue };
            let (before, ours) = (row.base.get(key), row.printed.get(key));
            let theirs = split(&text);
            let mut wanted = Vec::new();
            for word in &theirs {
                wanted.push(work.sheet_term(key, vocabulary, word)?);
            }
            let started: Vec<i64> =
                before.parts.iter().filter_map(|word| work.known_term(vocabulary, word)).collect();
            let recorded: Vec<i64> =
                ours.parts.iter().filter_map(|word| work.known_term(vocabulary, word)).collect();
            let added: Vec<i64> = wanted
                .iter()
                .copied()
                .filter(|id| !started.contains(id) && !recorded.contains(id))
                .collect();
            let gone: Vec<i64> = started
                .iter()
                .copied()
                .filter(|id| !wanted.contains(id) && recorded.contains(id))
                .collect();
            for (ids, removed) in [(&added, false), (&gone, true)] {
                for id in ids {
                    row.records.push(
                        Record::new("tag")
                            .with("item_id", row.item)
                            .with("term_id", *id)
                            .with("removed", removed)
                            .with("origin", "own"),
                    );
                }
            }
            if !added.is_empty() || !gone.is_empty() {
                let kept = ours.parts.iter().filter(|word| {
                    work.known_term(vocabulary, word).is_none_or(|id| !gone.contains(&id))
                });
                let new = added.iter().map(|id| work.terms.label(*id));
                let new: Vec<String> = kept.cloned().chain(new).collect();
                row.changes.push((key, ours.whole, new.join("; "), String::new()));
            }
        }
        Ok(())
    }

    fn assess(&self, work: &mut Work<'_>, known: &Known<'_>, row: &mut Row<'_>) -> Checked<()> {
        let typed = self.new_evidence(row)?;
        let edited = ASSESSMENT.iter().any(|key| row.edits.contains_key(key));
        if !edited {
            for found in &typed {
                row.records.push(found.record(row.item, work.names.public_by_default()));
            }
            self.tell_evidence(row, &typed);
            return Ok(());
        }
        if row.ours.life != "active" {
            let expected = format!("nothing: the item is {} (`upr item reopen`)", row.ours.life);
            return Err(Wrong::new(
                "status",
                &row.edits.get("status").cloned().unwrap_or_default(),
                expected,
            ));
        }
        if row.edits.get("status").is_some_and(|text| text.trim().is_empty()) {
            return self.take_back(work, row);
        }
        let assessment = self.assessment(work, row)?;
        let evidence =
            typed.iter().map(|found| found.record(row.item, work.names.public_by_default()));
        let mut evidence: Vec<Record> = evidence.collect();
        evidence.push(
            Record::new("evidence")
                .with("item_id", row.item)
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
        row.records.push(assessment.with("id", id));
        row.records.extend(evidence.into_iter().map(|record| record.with("assessment_id", id)));
        self.tell_evidence(row, &typed);
        Ok(())
    }

    /// The assessment that the row's cells make.
    fn assessment(&self, work: &Work<'_>, row: &mut Row<'_>) -> Checked<Record> {
        let today = work.now.today;
        let before = row.ours.headline.clone();
        let word = |error: crate::domain::UnknownWord, column, text: &str, what: &str| {
            Wrong::new(column, text, what).near(error.nearest)
        };
        let level = match row.edits.get("status") {
            Some(text) => Some(
                text.parse::<Level>().map_err(|error| word(error, "status", text, "a status"))?,
            ),
            None => before.as_ref().map(|headline| headline.status),
        };
        let Some(level) = level else {
            let column =
                ASSESSMENT.into_iter().find(|key| row.edits.contains_key(key)).unwrap_or("status");
            let found = row.edits.get(column).cloned().unwrap_or_default();
            return Err(Wrong::new(column, &found, "a status beside it: the item has none yet"));
        };
        if level == Level::NotAssessed {
            let expected = "a status; to take one back, empty the cell and say `--allow-clear`";
            return Err(Wrong::new("status", level.slug(), expected));
        }
        let (on, remark) = self.day(row, today, level)?;
        let confidence = match row.edits.get("confidence").map(String::as_str) {
            Some("") => None,
            Some(text) => Some(
                text.parse::<Confidence>()
                    .map_err(|error| word(error, "confidence", text, "a confidence"))?,
            ),
            None => before.as_ref().and_then(|headline| headline.confidence),
        };
        let same_level = before.as_ref().is_some_and(|headline| headline.status == level);
        let (note, public) = match row.edits.get("note") {
            Some(text) => {
                let text = text.trim();
                (
                    Some(text.to_owned()).filter(|text| !text.is_empty()),
                    work.names.public_by_default(),
                )
            }
            // The old reason goes on with the old level; with another one only where it was seen.
            None => before
                .as_ref()
                .filter(|headline| same_level || headline.public || work.request.internal)
                .map_or((None, work.names.public_by_default()), |headline| {
                    (headline.note.clone(), headline.public)
                }),
        };
        for key in ASSESSMENT {
            if let Some(text) = row.edits.get(key).cloned() {
                let new = match key {
                    "status" => level.slug().to_owned(),
                    "effective_on" => on.to_string(),
                    _ => text,
                };
                let told = if key == "status" { remark.clone() } else { String::new() };
                row.changes.push((key, row.printed.get(key).whole, new, told));
            }
        }
        if !remark.is_empty() && !row.edits.contains_key("effective_on") {
            row.changes.push((
                "effective_on",
                row.printed.get("effective_on").whole,
                on.to_string(),
                remark,
            ));
        }
        if row.printed.get("assessor").whole != row.voice_key {
            row.changes.push((
                "assessor",
                row.printed.get("assessor").whole,
                row.voice_key.clone(),
                String::new(),
            ));
        }
        Ok(Record::new("assessment")
            .with("item_id", row.item)
            .with("assessor_id", row.voice)
            .with("status", level.slug())
            .with("effective_on", on)
            .with("confidence", confidence.map(Confidence::slug))
            .with("unsourced", false)
            .with("public", public)
            .with("note", note))
    }

    /// Since when: the cell where it was edited; with another level the day of import.
    fn day(&self, row: &Row<'_>, today: NaiveDate, level: Level) -> Checked<(NaiveDate, String)> {
        let before = row.ours.headline.as_ref();
        if let Some(text) = row.edits.get("effective_on").filter(|text| !text.trim().is_empty()) {
            let Some(on) = day(text) else {
                return Err(Wrong::new(
                    "effective_on",
                    text,
                    "a date such as 2025-06-30, 2025-06 or 2025",
                ));
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
    fn take_back(&self, work: &mut Work<'_>, row: &mut Row<'_>) -> Checked<()> {
        let Some(headline) = row.ours.headline.clone() else { return Ok(()) };
        let first = work.tx.find_item_entry(row.item).ok().flatten();
        if first == Some(headline.entry) {
            return Err(Wrong::new(
                "status",
                "",
                "a status: it came with the item itself and is not taken back alone",
            ));
        }
        row.records.push(
            Record::new("withdrawal")
                .with("target_entry", headline.entry)
                .with("reinstates", false)
                .with("public", false)
                .with("note", format!("emptied in {}", work.file.name)),
        );
        row.changes.push((
            "status",
            headline.status.slug().to_owned(),
            String::new(),
            "taken back".to_owned(),
        ));
        Ok(())
    }

    /// Addresses and symbols that stand in the cell and are not recorded yet.
    fn new_evidence(&self, row: &Row<'_>) -> Checked<Vec<Found>> {
        let Some(text) = row.edits.get("evidence") else { return Ok(Vec::new()) };
        let mut rest = text.clone();
        let (before, ours) = (row.base.get("evidence"), row.printed.get("evidence"));
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

    fn tell_evidence(&self, row: &mut Row<'_>, typed: &[Found]) {
        if !typed.is_empty() {
            let new = row.edits.get("evidence").cloned().unwrap_or_default();
            row.changes.push(("evidence", row.printed.get("evidence").whole, new, String::new()));
        }
    }

    /// Appends what the row says, and counts it.
    fn write_row(&mut self, work: &mut Work<'_>, known: &Known<'_>, row: Row<'_>) -> Result<()> {
        let place = work.at(&known.row.place);
        let count = count_for(work, &row.name);
        let changed = !row.records.is_empty();
        if changed {
            work.append(Some(row.item), Some(known.row.place.to_string()), row.records)?;
            for (column, old, new, remark) in row.changes {
                let change = Change {
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
        let counts = &mut work.account.sets[count];
        let line_changed = changed;
        if changed {
            counts.updated += 1;
        } else {
            counts.unchanged += 1;
        }
        let line = work.line();
        if line_changed {
            line.updated += 1;
        } else {
            line.unchanged += 1;
        }
        line.conflicting += usize::from(row.conflict);
        Ok(())
    }
}

/// Where the counts of an item's set stand.
pub(super) fn count_for(work: &mut Work<'_>, name: &str) -> usize {
    let key = name.split_once(':').map_or(name, |(key, _)| key).to_owned();
    let items = work.bodies.iter().find(|body| body.key == key).map_or(0, |body| body.items);
    work.count_of(&key, false, items)
}

impl Work<'_> {
    /// The term that a word of a sheet means.
    pub(super) fn known_term(&self, vocabulary: Option<&str>, word: &str) -> Option<i64> {
        let word = word.trim();
        if let Some(vocabulary) = vocabulary {
            let own = word.strip_prefix(vocabulary).and_then(|rest| rest.strip_prefix(':'));
            return self.terms.find(vocabulary, own.unwrap_or(word).trim());
        }
        match word.split_once(':') {
            Some((vocabulary, word)) => {
                self.terms.find(&vocabulary.trim().to_lowercase(), word.trim())
            }
            None => self.terms.find("theme", word),
        }
    }

    /// The same, made where `--create-terms` says so.
    pub(super) fn sheet_term(
        &mut self,
        column: &'static str,
        vocabulary: Option<&str>,
        word: &str,
    ) -> Checked<i64> {
        if let Some(id) = self.known_term(vocabulary, word) {
            return Ok(id);
        }
        let (of, name) = match (vocabulary, word.split_once(':')) {
            (Some(of), _) => (of.to_owned(), word.trim().to_owned()),
            (None, Some((of, name))) => (of.trim().to_lowercase(), name.trim().to_owned()),
            (None, None) => ("theme".to_owned(), word.trim().to_owned()),
        };
        let fixed = matches!(of.as_str(), "sdg" | "action");
        if self.request.create_terms && !fixed {
            return self
                .own_term(&of, &name)
                .map_err(|error| Wrong::new(column, word, error.to_string()));
        }
        let near = self.terms.nearest(&of, &name);
        let create = if fixed { "" } else { " (`--create-terms` makes new ones)" };
        Err(Wrong::new(column, word, format!("a term of `{of}`{create}")).near(near))
    }
}
