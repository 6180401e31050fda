//! Setting and taking back statuses.

mod found;
mod rules;

use chrono::NaiveDate;

use super::choose::{Chosen, assessor, items};
use super::error::{AppError, Result};
use super::names::Names;
use super::{App, WorkedOut};
use crate::domain::dates::Edge;
use crate::domain::ledger::Record;
use crate::domain::lines::AssessorLine;
use crate::domain::{Confidence, DateWord, Level};
use crate::store::{NewEntry, Tx};
pub(super) use found::Found;
use rules::{check_item, check_request, check_voice, through_components};

/// More items than this need a yes.
const MANY: usize = 10;

/// What `upr status set` was asked.
#[derive(Debug, Clone)]
pub struct SetStatus {
    /// The items, as typed.
    pub items: Vec<String>,
    /// The level.
    pub status: Level,
    /// Since when; today where none.
    pub on: Option<DateWord>,
    /// The assessor's key; the tracker where none.
    pub by: Option<String>,
    /// The reason.
    pub note: Option<String>,
    /// Addresses, symbols or paths.
    pub evidence: Vec<String>,
    /// How sure.
    pub confidence: Option<Confidence>,
    /// Whether note and files may be handed on.
    pub public: bool,
    /// Whether another assessor's claim is taken without a source.
    pub unsourced: bool,
    /// Whether compound items are set through all their components.
    pub components: bool,
    /// Whether a person said yes to many items.
    pub confirmed: bool,
}

/// What was done.
#[derive(Debug, Clone)]
pub struct StatusSet {
    /// Each item with its entry.
    pub entries: Vec<(String, i64)>,
    /// The level.
    pub status: Level,
    /// Since when.
    pub effective_on: NaiveDate,
    /// The assessor, in print.
    pub assessor: String,
    /// A date that was worked out.
    pub worked_out: Option<WorkedOut>,
    /// What to bear in mind.
    pub warnings: Vec<String>,
}

impl App<'_> {
    /// Appends one assessment an item, all in one transaction.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the rules of status do not allow it; [`AppError::NeedsYes`] for
    /// many items; [`AppError::Unknown`] for names that the file does not have.
    pub fn set_status(&mut self, request: &SetStatus) -> Result<StatusSet> {
        let now = self.now();
        let on = request.on.map_or(now.today, |word| word.day(now.today, Edge::First));
        check_request(request, on, now.today)?;
        let found: Vec<Found> =
            request.evidence.iter().map(|text| Found::parse(text)).collect::<Result<_>>()?;
        let author = self.author.clone();
        let mut tx = self.store.write()?;
        let names = Names::read(tx.as_mut())?;
        let voice = assessor(&names, request.by.as_deref().unwrap_or("tracker"))?.clone();
        let chosen = items(&request.items, &names, tx.as_mut())?;
        let chosen = through_components(chosen, request.components, tx.as_mut())?;
        check_voice(request, &voice)?;
        if chosen.len() > MANY && !request.confirmed {
            return Err(AppError::NeedsYes(chosen.len()));
        }
        let mut entries = Vec::new();
        let mut warnings = warnings(request);
        for item in chosen {
            check_item(request, &item, &voice, on, tx.as_mut())?;
            let public = request.public || names.public_by_default();
            let records = records(request, &found, &item, &voice, on, public, tx.as_mut())?;
            let entry = NewEntry {
                command: "status set",
                item: Some(item.id),
                author: Some(author.clone()),
                records,
                ..NewEntry::default()
            };
            let appended = tx.append(now.moment(), entry)?;
            if let Some((level, later)) = tx.find_status(item.id, voice.id, now.today)?
                && later != appended
            {
                warnings.push(format!(
                    "{} stays `{level}`: entry {later} is of a later day",
                    item.name
                ));
            }
            entries.push((item.name, appended));
        }
        tx.commit()?;
        let worked_out = request.on.filter(|word| word.is_worked_out());
        Ok(StatusSet {
            entries,
            status: request.status,
            effective_on: on,
            assessor: names.voice(&voice.key),
            worked_out: worked_out.map(|_| WorkedOut { what: "effective on", day: on }),
            warnings,
        })
    }

    /// Takes back one claim (a status, evidence, a position, a link, a tag …) by appending; gives the
    /// new entry.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for an entry that is not there, [`AppError::Refused`] for one that is
    /// no single claim or was taken back before.
    pub fn retract(&mut self, entry: i64, note: &str, public: bool) -> Result<i64> {
        if note.trim().is_empty() {
            return Err(AppError::refused(
                "a retraction needs its reason",
                "say why: `upr status retract ENTRY --note \"…\"`",
            ));
        }
        let now = self.now();
        let author = self.author.clone();
        let mut tx = self.store.write()?;
        let names = Names::read(tx.as_mut())?;
        let line = tx.find_entry(entry)?.ok_or_else(|| AppError::Unknown {
            what: "entry",
            name: entry.to_string(),
            nearest: Vec::new(),
            listed_by: "upr status log",
        })?;
        if line.adds || line.withdraws.is_some() {
            return Err(AppError::refused(
                format!("entry {entry} is no single claim: it came with `{}`", line.command),
                "`upr status log` lists the statuses with their entries; `upr undo` takes back your last command whole",
            ));
        }
        if let Some(by) = line.withdrawn_by {
            return Err(AppError::refused(
                format!("entry {entry} was taken back before, by entry {by}"),
                "`upr status log` shows it",
            ));
        }
        let record = Record::new("withdrawal")
            .with("target_entry", entry)
            .with("reinstates", false)
            .with("public", public || names.public_by_default())
            .with("note", note);
        let new = NewEntry {
            command: "status retract",
            item: line.item,
            author: Some(author),
            records: vec![record],
            ..NewEntry::default()
        };
        let retraction = tx.append(now.moment(), new)?;
        tx.commit()?;
        Ok(retraction)
    }
}

fn records(
    request: &SetStatus,
    found: &[Found],
    item: &Chosen,
    voice: &AssessorLine,
    on: NaiveDate,
    public: bool,
    tx: &mut dyn Tx,
) -> Result<Vec<Record>> {
    let id = tx.reserve("assessment")?;
    let unsourced = voice.key != "tracker" && request.evidence.is_empty();
    let mut records = vec![
        Record::new("assessment")
            .with("id", id)
            .with("item_id", item.id)
            .with("assessor_id", voice.id)
            .with("status", request.status.slug())
            .with("effective_on", on)
            .with("confidence", request.confidence.map(Confidence::slug))
            .with("unsourced", unsourced)
            .with("public", public)
            .with("note", request.note.clone()),
    ];
    let evidence =
        found.iter().map(|found| found.record(item.id, public).with("assessment_id", id));
    records.extend(evidence);
    Ok(records)
}

fn warnings(request: &SetStatus) -> Vec<String> {
    if request.note.is_none() {
        return vec!["no reason given: add one with `--note` next time".to_owned()];
    }
    Vec::new()
}
