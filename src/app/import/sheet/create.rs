//! Rows that people added: new items, where `--create` says so.

use crate::app::import::aid::Aid;
use chrono::NaiveDate;

use crate::app::choose;
use crate::app::error::Result;
use crate::domain::SheetColumn;
use crate::domain::bodies::BodyLine;
use crate::domain::claims::{
    AssessmentClaim, EvidenceClaim, ItemClaim, SenderClaim, Standing, TagClaim,
};
use crate::domain::identity::MatchKey;
use crate::domain::ledger::Record;
use crate::domain::{Confidence, Kind, Level, Position, Ref, UnknownWord};
use crate::import::dates;
use crate::import::sheet::SheetRow;

use super::super::merge::Work;
use super::edits::count_for;
use super::judgement::{refused, stated, unknown};
use super::row::{Checked, Halt, WrongCell, gather};
use super::{SheetDesk, cells};

/// What a row says of a new item, once all its cells are understood.
struct NewItemRow {
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
    key: String,
    note: Option<String>,
}

impl SheetDesk {
    /// Makes an item of a row. All cells are looked at before anything is written.
    pub(super) fn create(&mut self, work: &mut Work<'_>, row: &SheetRow) -> Result<()> {
        let new = match self.read_new(work, row)? {
            Ok(new) => new,
            Err(wrong) => return self.refuse_all(work, row, &wrong),
        };
        let id = work.tx.reserve("item")?;
        work.file.first_new = work.file.first_new.min(id);
        let headings = [self.plain(row, "theme"), self.plain(row, "heading")];
        let heading = headings.iter().find_map(|word| work.terms.find("theme", word));
        let key = MatchKey::of(&new.words);
        let claim = ItemClaim {
            id: Some(id),
            heading_id: heading,
            state: new.body.state.clone(),
            ..ItemClaim::new(new.body.id, &new.reference, None, new.kind).matched(&new.words, &key)
        };
        let mut records = vec![claim.said()?];
        for printed in cells::split(&self.plain(row, "recommending_states")) {
            let iso3 = work.names.states.resolve(&printed).map(|state| state.iso3.clone());
            records.push(SenderClaim { id: None, item_id: id, iso3, printed }.said());
        }
        match said_of_new(work, row, &new, id) {
            Ok(more) => records.extend(more),
            Err(Halt::Wrong(wrong)) => return self.refuse(work, row, &wrong),
            Err(Halt::Failed(error)) => return Err(error),
        }
        let name = format!("{}:{}", new.body.key, new.label);
        let note = self.plain(row, "note");
        if self.sheet.foreign && new.judged.is_none() && !note.is_empty() {
            let source = work.at(&row.place);
            records.push(work.remark_by(id, &note, None, Some(source))?);
        }
        let (more, _) = self.duties(work, row, (id, &name), true)?;
        records.extend(more);
        work.append(Some(id), Some(&row.place), records)?;
        work.index.of(new.body.id, &*work.tx)?.add(&new.reference.folded(), key, id);
        let count = count_for(work, &format!("{}:{}", new.body.key, new.label));
        work.count_new(count);
        Ok(())
    }

    /// A cell as it was before the guard against formulas.
    pub(super) fn plain(&self, row: &SheetRow, key: &str) -> String {
        let cell = self.sheet.cell(row, key).map_or("", |cell| cell.text.as_str());
        cells::plain(cell, self.sheet.guarded).trim().to_owned()
    }

    /// Reads all cells of a row that is a new item.
    fn read_new(
        &self,
        work: &mut Work<'_>,
        row: &SheetRow,
    ) -> Result<std::result::Result<NewItemRow, Vec<WrongCell>>> {
        let mut wrong = Vec::new();
        let name = self.name_of(work, row);
        let printed = self.plain(row, "id");
        let printed = if printed.is_empty() { self.plain(row, "ref") } else { printed };
        let label = printed.split_once(':').map_or(printed.as_str(), |(_, label)| label).to_owned();
        let key = name.split_once(':').map_or("", |(key, _)| key).to_uppercase();
        let body = work.bodies.iter().find(|body| body.key == key).cloned();
        let aid = work.request.aid(Aid::MakeSet);
        let expected = format!("SET:REF of a set that is there{aid}");
        let body = gather(
            &mut wrong,
            body.ok_or_else(|| WrongCell::new("id", &printed, expected).into()),
        )?;
        let reference = Ref::parse(&label)
            .map_err(|_| WrongCell::new("id", &printed, "SET:REF, the ref without blanks").into());
        let reference = gather(&mut wrong, reference)?;
        let words = self.plain(row, "text");
        if !words.chars().any(char::is_alphanumeric) {
            wrong.push(WrongCell::new("text", &words, "the text of the new item"));
        }
        let kind = gather(&mut wrong, word(&self.plain(row, "kind"), "kind", "a kind of item"))?;
        let position =
            gather(&mut wrong, word(&self.plain(row, "position"), "position", "a position"))?;
        let mut terms = Vec::new();
        for (key, vocabulary) in SheetColumn::tags() {
            for term in cells::split(&self.plain(row, key)) {
                match work.sheet_term(key, vocabulary, &term) {
                    Err(Halt::Wrong(_)) if self.sheet.foreign => work.pass_term(row, key, &term),
                    found => terms.extend(gather(&mut wrong, found)?),
                }
            }
        }
        let judged = self.judged(work, row, &mut wrong)?;
        Ok(match (body, reference) {
            (Some(body), Some(reference)) if wrong.is_empty() => Ok(NewItemRow {
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
        })
    }

    /// The status of a new item, with its date, note and assessor.
    fn judged(
        &self,
        work: &Work<'_>,
        row: &SheetRow,
        wrong: &mut Vec<WrongCell>,
    ) -> Result<Option<Judged>> {
        let level = gather(wrong, word(&self.plain(row, "status"), "status", "a status"))?;
        let Some(level) = level.flatten().filter(|level| *level != Level::NotAssessed) else {
            return Ok(None);
        };
        let today = work.now.today;
        let dated = self.plain(row, "effective_on");
        let name = self.name_of(work, row);
        let set = name.split_once(':').map_or("", |(set, _)| set).to_uppercase();
        let on = match dates::day(&dated, self.order) {
            _ if dated.is_empty() => Ok(today),
            Some(on) if on <= today => work.too_early(&set, on).map_or(Ok(on), Err),
            _ => Err(format!("a date such as 2025-06-30, on or before today, {today}")),
        };
        let on = on.map_err(|expected| WrongCell::new("effective_on", &dated, expected).into());
        let on = gather(wrong, on)?;
        let confidence = word(&self.plain(row, "confidence"), "confidence", "a confidence");
        let confidence = gather(wrong, confidence)?;
        let cell = self.plain(row, "assessor");
        let named = Some(cell).filter(|cell| !cell.is_empty());
        let key = named.or_else(|| work.request.by.clone()).unwrap_or_else(|| "tracker".to_owned());
        let voice = choose::assessor(&work.names, &key).map_err(|_| {
            let aid = work.request.aid(Aid::AddAssessor);
            let expected = format!("an assessor of this file{aid}");
            WrongCell::new("assessor", &key, expected).into()
        });
        let voice = gather(wrong, voice)?;
        let note = Some(self.plain(row, "note")).filter(|note| !note.is_empty());
        Ok(match (on, confidence, voice) {
            (Some(on), Some(confidence), Some(voice)) => Some(Judged {
                level,
                on,
                confidence,
                voice: voice.id,
                key: voice.key.clone(),
                note,
            }),
            _ => None,
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
    text.parse().map(Some).map_err(|error| unknown(column, text, what, error).into())
}

/// Position, tags and status of a new item, by the rules of any claim.
fn said_of_new(
    work: &mut Work<'_>,
    row: &SheetRow,
    new: &NewItemRow,
    id: i64,
) -> Checked<Vec<Record>> {
    let mut records = Vec::new();
    if let Some(position) = new.position {
        records.push(stated(id, position, work)?);
    }
    records.extend(new.terms.iter().map(|term| TagClaim::own(id, *term, false).fresh()));
    if let Some(judged) = &new.judged {
        let public = work.names.says_publicly(judged.voice, false);
        let claim = AssessmentClaim {
            id: Some(work.tx.reserve("assessment")?),
            item_id: id,
            assessor_id: judged.voice,
            status: judged.level,
            printed: None,
            effective_on: judged.on,
            confidence: judged.confidence,
            unsourced: false,
            public,
            note: judged.note.clone(),
            recheck: None,
        };
        let source = EvidenceClaim::imported(id, public, &work.file.name, row.place.to_string());
        let name = format!("{}:{}", new.body.key, new.label);
        let standing = Standing::fresh(&name, &judged.key, work.now.today);
        records.extend(claim.said(vec![source], &standing).map_err(refused)?);
    }
    Ok(records)
}
