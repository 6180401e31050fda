//! A request that came back: what an institution says was done, item by item. It is said by its own
//! voice, gives no level, and is never the headline. A column that was not sent takes nothing away.

use crate::app::import::aid::Aid;
use std::collections::HashMap;

use crate::app::choose;
use crate::app::error::{AppError, Result};
use crate::app::on_duty::entity;
use crate::app::requests::{make_voice, request, source, voice_of};
use crate::domain::claims::{RemarkClaim, RequestStateClaim};
use crate::domain::dates::LATEST;
use crate::domain::lines::{AskedLine, EntityLine, RemarkLine, RequestLine};
use crate::domain::{PartialDate, View};
use crate::import::aside::Aside;
use crate::import::sheet::{ReturnedSheet, SheetRow};
use crate::import::{RowError, SourcePlace, dates};
use crate::report::imports::CellChange;
use crate::report::requests::{REMARK, SINCE, SOURCE, WHAT};

use super::Watch;
use super::merge::Work;
use super::refusing::{begun, refuse};
use super::sheet::plain;

/// A request with the voice that answers it.
struct VoicedRequest {
    line: RequestLine,
    institution: EntityLine,
    /// The voice; none: it is made with the first answer.
    voice: Option<i64>,
    /// What the voice said of its items.
    said: Vec<RemarkLine>,
}

/// What a row answers.
struct Answer {
    item: AskedLine,
    /// Whether it says what was done: a remark alone answers nothing.
    done: bool,
    text: String,
    since: Option<PartialDate>,
    source: String,
}

/// Takes the answers.
pub(super) fn bring_in(
    work: &mut Work<'_>,
    sheet: ReturnedSheet,
    watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    let mut rest = begun(work, &sheet, watch)?;
    let known = work.tx.list_requests(&View::on(LATEST))?;
    let mut asked: HashMap<String, VoicedRequest> = HashMap::new();
    let mut unanswered: Vec<String> = Vec::new();
    for row in &sheet.rows {
        let mark = cell(&sheet, row, "request");
        if !asked.contains_key(&mark) {
            match VoicedRequest::of(work, &known, &mark)? {
                Some(one) => asked.insert(mark.clone(), one),
                None => {
                    let expected = expected_request(work, &mark);
                    refuse(work, &mut rest, &wrong(row, "request", &mark, &expected))?;
                    continue;
                }
            };
        }
        let Some(one) = asked.get_mut(&mark) else { continue };
        match answer(work, &sheet, row, &one.line) {
            Ok(Some(answer)) => {
                if !answer.done {
                    unanswered.push(answer.item.name.clone());
                }
                one.take(work, row, answer)?;
            }
            Ok(None) => unanswered.push(cell(&sheet, row, "id")),
            Err(error) => refuse(work, &mut rest, &error)?,
        }
    }
    if !unanswered.is_empty() {
        let message = format!("came back unanswered: {}", unanswered.join(", "));
        work.remark(&SourcePlace::default(), message);
        watch.note(&format!("{}: {}", work.file.name, waiting(&unanswered, sheet.rows.len())));
    }
    Ok(rest.finish())
}

/// How many rows came back unanswered, the first by name.
fn waiting(unanswered: &[String], all: usize) -> String {
    let (count, named) = (unanswered.len(), unanswered.iter().take(NAMED));
    let more = if count > NAMED { ", …" } else { "" };
    let named = named.map(String::as_str).collect::<Vec<_>>().join(", ");
    let still =
        if count == all { "all of it is still waited for" } else { "these are still waited for" };
    format!("{count} of {all} came back unanswered, {still}: {named}{more}")
}

/// So many are named in a line.
const NAMED: usize = 12;

fn cell(sheet: &ReturnedSheet, row: &SheetRow, key: &str) -> String {
    let text = sheet.cell(row, key).map_or("", |cell| cell.text.as_str());
    plain(text, sheet.guarded).trim().to_owned()
}

fn wrong(row: &SheetRow, column: &str, found: &str, expected: &str) -> RowError {
    RowError {
        place: row.place.clone(),
        column: Some(column.to_owned()),
        found: found.to_owned(),
        expected: expected.to_owned(),
        nearest: None,
        cells: ReturnedSheet::texts(row),
    }
}

/// What a row says; nothing where all four columns are empty.
fn answer(
    work: &Work<'_>,
    sheet: &ReturnedSheet,
    row: &SheetRow,
    line: &RequestLine,
) -> std::result::Result<Option<Answer>, Box<RowError>> {
    let name = cell(sheet, row, "id");
    let item = line.items.iter().find(|item| item.name.eq_ignore_ascii_case(&name));
    let Some(item) = item.cloned() else {
        let expected = format!("an item that request {} asks about", line.key);
        return Err(Box::new(wrong(row, "id", &name, &expected)));
    };
    let [what, since, source, remark] =
        [WHAT, SINCE, SOURCE, REMARK].map(|key| cell(sheet, row, key));
    let text: Vec<&str> =
        [what.as_str(), remark.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    if what.is_empty() {
        if text.is_empty() && since.is_empty() && source.is_empty() {
            return Ok(None);
        }
        if since.is_empty() && source.is_empty() {
            let text = remark;
            return Ok(Some(Answer { item, done: false, text, since: None, source }));
        }
        return Err(Box::new(wrong(row, WHAT, "", "what was done, beside its date or source")));
    }
    let known = PartialDate::parse(&since).ok();
    let known = known.or_else(|| dates::day(&since, work.request.dates).map(PartialDate::Day));
    let today = work.now.today;
    if !since.is_empty() && known.is_none_or(|date| date.first() > today) {
        let expected = format!("a date such as 2026-05-01, 2026-05 or 2026, up to today, {today}");
        return Err(Box::new(wrong(row, SINCE, &since, &expected)));
    }
    Ok(Some(Answer { item, done: true, text: text.join("\n"), since: known, source }))
}

impl VoicedRequest {
    /// The request of a mark; nothing where this file has none.
    fn of(work: &mut Work<'_>, known: &[RequestLine], mark: &str) -> Result<Option<Self>> {
        let line = match request(known, mark) {
            Ok(line) if !mark.is_empty() => line.clone(),
            Ok(_) | Err(AppError::Unknown { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        if let Some((state, day, _)) = &line.ended {
            let message = format!(
                "request {} was {state} on {day}; its answers are taken all the same",
                line.key
            );
            work.remark(&SourcePlace::default(), message);
        }
        let view = View::on(work.now.today);
        let entities = work.tx.list_entities(&view)?;
        let institution = entity(&entities, &line.entity)?.clone();
        let voice = match &work.request.by {
            Some(by) => Some(choose::assessor(&work.names, by)?.id),
            None => voice_of(&work.names, &institution),
        };
        let key = work.names.assessors.iter().find(|it| Some(it.id) == voice);
        let key = key.map(|it| it.key.clone());
        let items: Vec<i64> = line.items.iter().map(|item| item.item).collect();
        let mut said = work.tx.list_remarks(&items, &view)?;
        said.retain(|it| Some(&it.assessor) == key.as_ref());
        Ok(Some(Self { line, institution, voice, said }))
    }

    /// The voice that answers, made where the institution has none.
    fn voice(&mut self, work: &mut Work<'_>, place: &SourcePlace) -> Result<i64> {
        if let Some(voice) = self.voice {
            return Ok(voice);
        }
        let (voice, row) = make_voice(work.tx, &self.institution)?;
        work.append(None, Some(place), vec![row])?;
        let line = &self.institution;
        work.remark(place, format!("`{}` is a new assessor here: {}", line.key, line.name));
        self.voice = Some(voice);
        Ok(voice)
    }

    /// An answer, in an entry of its own; the same again says nothing new.
    fn take(&mut self, work: &mut Work<'_>, row: &SheetRow, answer: Answer) -> Result<()> {
        let today = work.now.today;
        let name = answer.item.name.clone();
        let last = self.said.iter().rev().find(|it| it.item == answer.item.item);
        let last = last.map(|it| it.text.clone());
        let text = match answer.since {
            Some(since @ (PartialDate::Month(..) | PartialDate::Year(_))) => {
                format!("{} (since {since})", answer.text)
            }
            _ => answer.text,
        };
        let told = answer.item.answered_on.is_some() || !answer.done;
        let same = told && last.as_ref() == Some(&text);
        let key = name.split_once(':').map_or("", |(set, _)| set).to_owned();
        let items = work.bodies.iter().find(|body| body.key == key).map_or(0, |body| body.items);
        let set = work.count_of(&key, false, items);
        work.count_known(set, !same, false);
        if same {
            return Ok(());
        }
        work.account.changes.put(CellChange {
            place: work.at(&row.place),
            item: name,
            column: if answer.done { WHAT } else { REMARK },
            old: last.unwrap_or_default(),
            new: text.clone(),
            remark: String::new(),
        });
        let voice = self.voice(work, &row.place)?;
        let claim = RemarkClaim {
            id: None,
            item_id: answer.item.item,
            assessor_id: voice,
            kind: answer.done.then(|| "answer".to_owned()),
            document: None,
            paragraph: None,
            lang: None,
            unofficial: None,
            effective_on: answer.since.map_or(today, PartialDate::first),
            public: work.names.says_publicly(voice, false),
            text,
            source: Some(source(&self.line.key, today, &answer.source)),
        };
        let mut records = vec![claim.said(today)?];
        if answer.done {
            records.push(RequestStateClaim::answered(self.line.id, answer.item.item, today));
        }
        work.append(Some(answer.item.item), Some(&row.place), records)?;
        Ok(())
    }
}

/// What is expected where no request of the file has the mark.
fn expected_request(work: &Work<'_>, mark: &str) -> String {
    if mark.is_empty() {
        let aid = work.request.aid(Aid::WriteRequest);
        return format!(
            "the mark of the request, which the workbook had when it was sent: copy the column `request` \
             back{aid}"
        );
    }
    let aid = work.request.aid(Aid::ListRequests);
    format!("a request of this file{aid}: was the workbook sent from another one?")
}
