//! Rows that people added: new items, where `--create` says so.

use chrono::NaiveDate;

use crate::app::choose;
use crate::app::error::Result;
use crate::domain::bodies::BodyLine;
use crate::domain::identity::MatchKey;
use crate::domain::ledger::Record;
use crate::domain::{ActorKind, Confidence, Kind, Level, Position, Ref, UnknownWord};
use crate::import::dates;
use crate::import::sheet::SheetRow;

use super::super::merge::Work;
use super::edits::count_for;
use super::judgement::unknown;
use super::row::{Checked, Wrong};
use super::tags::TAGS;
use super::{Desk, cells};

/// What a row says of a new item, once all its cells are understood.
struct NewItem {
    body: BodyLine,
    label: String,
    reference: Ref,
    kind: Kind,
    words: String,
    position: Option<Position>,
    terms: Vec<i64>,
    judged: Option<Judged>,
}

/// The status of a new item.
struct Judged {
    level: Level,
    on: NaiveDate,
    confidence: Option<Confidence>,
    voice: i64,
    note: String,
}

/// Parts what is understood from what is wrong.
fn take<T>(wrong: &mut Vec<Wrong>, checked: Checked<T>) -> Option<T> {
    checked.map_err(|error| wrong.push(error)).ok()
}

impl Desk {
    /// Makes an item of a row. All cells are looked at before anything is written.
    pub(super) fn create(&mut self, work: &mut Work<'_>, row: &SheetRow) -> Result<()> {
        let new = match self.read_new(work, row) {
            Ok(new) => new,
            Err(wrong) => return self.refuse_all(work, row, &wrong),
        };
        let id = work.tx.reserve("item")?;
        work.file.first_new = work.file.first_new.min(id);
        let headings = [self.plain(row, "theme"), self.plain(row, "heading")];
        let heading = headings.iter().find_map(|word| work.terms.find("theme", word));
        let key = MatchKey::of(&new.words);
        let item = item_record(&new.body, &new.reference, new.kind)
            .with("id", id)
            .with("heading_id", heading)
            .with("match_key", key.to_string())
            .with("text", new.words.as_str());
        let mut records = vec![item];
        for printed in cells::split(&self.plain(row, "recommending_states")) {
            let iso3 = work.names.states.resolve(&printed).map(|state| state.iso3.clone());
            let sender = Record::new("sender").with("item_id", id).with("iso3", iso3);
            records.push(sender.with("printed", printed));
        }
        records.extend(said_of_new(work, row, &new, id)?);
        work.append(Some(id), Some(row.place.to_string()), records)?;
        work.index.add(new.body.id, &new.reference.folded(), key, id);
        let count = count_for(work, &format!("{}:{}", new.body.key, new.label));
        work.count_new(count);
        Ok(())
    }

    /// A cell as it was before the guard against formulas.
    fn plain(&self, row: &SheetRow, key: &str) -> String {
        let cell = self.sheet.cell(row, key).map_or("", |cell| cell.text.as_str());
        cells::plain(cell, self.sheet.guarded).trim().to_owned()
    }

    /// Reads all cells of a row that is a new item.
    fn read_new(
        &self,
        work: &mut Work<'_>,
        row: &SheetRow,
    ) -> std::result::Result<NewItem, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let name = self.name_of(work, row);
        let printed = self.plain(row, "id");
        let printed = if printed.is_empty() { self.plain(row, "ref") } else { printed };
        let label = printed.split_once(':').map_or(printed.as_str(), |(_, label)| label).to_owned();
        let key = name.split_once(':').map_or("", |(key, _)| key).to_uppercase();
        let body = work.bodies.iter().find(|body| body.key == key).cloned();
        let expected = "SET:REF of a set that is there (`--set KEY` makes one)";
        let body = take(&mut wrong, body.ok_or_else(|| Wrong::new("id", &printed, expected)));
        let reference = Ref::parse(&label)
            .map_err(|_| Wrong::new("id", &printed, "SET:REF, the ref without blanks"));
        let reference = take(&mut wrong, reference);
        let words = self.plain(row, "text");
        if !words.chars().any(char::is_alphanumeric) {
            wrong.push(Wrong::new("text", &words, "the text of the new item"));
        }
        let kind = take(&mut wrong, word(&self.plain(row, "kind"), "kind", "a kind of item"));
        let position =
            take(&mut wrong, word(&self.plain(row, "position"), "position", "a position"));
        let mut terms = Vec::new();
        for (key, vocabulary) in TAGS {
            for term in cells::split(&self.plain(row, key)) {
                terms.extend(take(&mut wrong, work.sheet_term(key, vocabulary, &term)));
            }
        }
        let judged = self.judged(work, row, &mut wrong);
        match (body, reference) {
            (Some(body), Some(reference)) if wrong.is_empty() => Ok(NewItem {
                body,
                label,
                reference,
                kind: kind.flatten().unwrap_or(Kind::Recommendation),
                words,
                position: position.flatten().filter(|said| *said != Position::NotStated),
                terms,
                judged,
            }),
            _ => Err(wrong),
        }
    }

    /// The status of a new item, with its date, note and assessor.
    fn judged(&self, work: &Work<'_>, row: &SheetRow, wrong: &mut Vec<Wrong>) -> Option<Judged> {
        let level: Option<Level> =
            take(wrong, word(&self.plain(row, "status"), "status", "a status")).flatten();
        let level = level.filter(|level| *level != Level::NotAssessed)?;
        let today = work.now.today;
        let dated = self.plain(row, "effective_on");
        let on = match dates::day(&dated, self.order) {
            _ if dated.is_empty() => Some(today),
            Some(on) if on <= today => Some(on),
            _ => {
                let expected = format!("a date such as 2025-06-30, on or before today, {today}");
                wrong.push(Wrong::new("effective_on", &dated, expected));
                None
            }
        };
        let confidence =
            take(wrong, word(&self.plain(row, "confidence"), "confidence", "a confidence"));
        let cell = self.plain(row, "assessor");
        let named = Some(cell.clone()).filter(|cell| !cell.is_empty());
        let voice = match named.or_else(|| work.request.by.clone()) {
            None => Some(self.voice),
            Some(named) => {
                let voice = choose::assessor(&work.names, &named);
                let expected = "an assessor of this file (`upr assessor add` makes one)";
                take(wrong, voice.map_err(|_| Wrong::new("assessor", &named, expected)))
                    .map(|voice| voice.id)
            }
        };
        Some(Judged {
            level,
            on: on?,
            confidence: confidence?,
            voice: voice?,
            note: self.plain(row, "note"),
        })
    }
}

/// A cell's word of a fixed list; nothing for an empty cell.
fn word<T: std::str::FromStr<Err = UnknownWord>>(
    text: &str,
    column: &'static str,
    what: &str,
) -> Checked<Option<T>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error| unknown(column, text, what, error))
}

/// Position, tags and status of a new item.
fn said_of_new(work: &mut Work<'_>, row: &SheetRow, new: &NewItem, id: i64) -> Result<Vec<Record>> {
    let today = work.now.today;
    let position = new.position.map(|position| {
        Record::new("position")
            .with("item_id", id)
            .with("position", position.slug())
            .with("document", work.file.name.as_str())
            .with("dated", today)
            .with("effective_on", today)
            .with("undated", true)
    });
    let tag = |term: &i64| {
        Record::new("tag")
            .with("item_id", id)
            .with("term_id", *term)
            .with("removed", false)
            .with("origin", "own")
    };
    let mut records: Vec<Record> = position.into_iter().chain(new.terms.iter().map(tag)).collect();
    if let Some(judged) = &new.judged {
        let of = work.tx.reserve("assessment")?;
        let public = work.names.public_by_default();
        records.push(
            Record::new("assessment")
                .with("id", of)
                .with("item_id", id)
                .with("assessor_id", judged.voice)
                .with("status", judged.level.slug())
                .with("effective_on", judged.on)
                .with("confidence", judged.confidence.map(Confidence::slug))
                .with("unsourced", false)
                .with("public", public)
                .with("note", Some(judged.note.as_str()).filter(|note| !note.is_empty())),
        );
        records.push(
            Record::new("evidence")
                .with("item_id", id)
                .with("kind", "import")
                .with("effect", "supports")
                .with("public", public)
                .with("address", work.file.name.as_str())
                .with("paragraph", row.place.to_string())
                .with("sha256", work.file.sha256.as_str())
                .with("assessment_id", of),
        );
    }
    Ok(records)
}

/// An item of a set, without its words.
fn item_record(body: &BodyLine, reference: &Ref, kind: Kind) -> Record {
    reference
        .item_record(None)
        .with("set_id", body.id)
        .with("kind", kind.slug())
        .with("actor", ActorKind::State.slug())
        .with("state", body.state.as_deref())
        .with("origin", "document")
}
