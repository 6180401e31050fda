//! Setting and taking back statuses.

use chrono::NaiveDate;

use super::choose::{Chosen, assessor, items};
use super::error::{AppError, Result};
use super::names::Names;
use super::trust::hash_file;
use super::{App, WorkedOut};
use crate::domain::dates::{Edge, LATEST};
use crate::domain::evidence::Place;
use crate::domain::ledger::Record;
use crate::domain::lines::AssessorLine;
use crate::domain::{Confidence, DateWord, Filter, Level, View};
use crate::store::{NewEntry, Tx};

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

/// A piece of evidence as it will be stored.
#[derive(Debug, Clone)]
pub(super) struct Found {
    place: Place,
    sha256: Option<String>,
}

impl Found {
    /// Reads an address; a file is read and hashed.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let place = Place::parse(text).map_err(|error| {
            AppError::refused(
                error.to_string(),
                "evidence is an http or https address, a UN symbol (`A/HRC/42/10:25`) or a file",
            )
        })?;
        let sha256 = match &place {
            Place::File(path) => Some(hash_file(path)?),
            _ => None,
        };
        Ok(Self { place, sha256 })
    }

    /// Its record; a file is public only where it was published.
    pub(super) fn record(&self, item: i64, public_file: bool) -> Record {
        let (kind, public) = match &self.place {
            Place::Url(_) => ("url", true),
            Place::Document { .. } => ("document", true),
            Place::File(_) => ("file", public_file),
        };
        let (address, paragraph) = match &self.place {
            Place::Url(text) | Place::File(text) => (text.clone(), None),
            Place::Document { symbol, paragraph } => (symbol.clone(), paragraph.clone()),
        };
        Record::new("evidence")
            .with("item_id", item)
            .with("kind", kind)
            .with("effect", "supports")
            .with("public", public)
            .with("address", address)
            .with("paragraph", paragraph)
            .with("sha256", self.sha256.clone())
    }
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
            let appended = tx.append(now.at, entry)?;
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
        let retraction = tx.append(now.at, new)?;
        tx.commit()?;
        Ok(retraction)
    }
}

fn check_request(request: &SetStatus, on: NaiveDate, today: NaiveDate) -> Result<()> {
    if request.status == Level::NotAssessed {
        return Err(AppError::refused(
            "`not-assessed` is what every item starts as, and is not set",
            "to take a status back: `upr status retract ENTRY --note \"…\"`; looked and cannot tell: `no-information`",
        ));
    }
    if on > today {
        return Err(AppError::refused(
            format!("`{on}` is in the future"),
            format!("a status is what was seen on or before today, {today}"),
        ));
    }
    Ok(())
}

/// Another assessor's claim needs its source.
fn check_voice(request: &SetStatus, voice: &AssessorLine) -> Result<()> {
    if voice.key == "tracker" || request.unsourced || !request.evidence.is_empty() {
        return Ok(());
    }
    Err(AppError::refused(
        format!("a status by `{}` needs its source", voice.key),
        "add `--evidence URL`, `--evidence SYMBOL:PAR` or `--evidence FILE`; to take it all the same: `--unsourced`",
    ))
}

/// Compound items are set through their components.
fn through_components(chosen: Vec<Chosen>, expand: bool, tx: &mut dyn Tx) -> Result<Vec<Chosen>> {
    let mut all: Vec<Chosen> = Vec::new();
    for item in chosen {
        let components = tx.list_components(item.id)?;
        if components.is_empty() {
            if !all.contains(&item) {
                all.push(item);
            }
            continue;
        }
        let set = item.name.split_once(':').map_or("", |(set, _)| set);
        let mut parts = named(&components, set, tx)?;
        if !expand {
            let first = parts.first().map_or("", |part| part.name.as_str());
            let last = parts.last().map_or("", |part| part.name.as_str());
            let last = last.split_once(':').map_or(last, |(_, label)| label);
            return Err(AppError::refused(
                format!(
                    "`{}` bundles {} components, and one status would misreport it",
                    item.name,
                    parts.len()
                ),
                format!(
                    "set the components (`{first}-{last}`), or all at once with `--components`"
                ),
            ));
        }
        parts.retain(|part| !all.contains(part));
        all.extend(parts);
    }
    Ok(all)
}

fn named(ids: &[i64], set: &str, tx: &mut dyn Tx) -> Result<Vec<Chosen>> {
    let filter = Filter { items: ids.to_vec(), ..Filter::default() };
    let view = crate::domain::View { as_of: crate::domain::dates::LATEST, known: None, voice: 0 };
    let mut chosen = Vec::new();
    let (detail, levels) = (crate::store::Detail::Brief, crate::store::Levels::Matching);
    tx.each_item(&filter, &view, detail, levels, &mut |line| {
        chosen.push(Chosen { id: line.id, name: format!("{set}:{}", line.reference) });
        Ok(())
    })?;
    Ok(chosen)
}

fn check_item(
    request: &SetStatus,
    item: &Chosen,
    voice: &AssessorLine,
    on: NaiveDate,
    tx: &mut dyn Tx,
) -> Result<()> {
    let life = tx.find_life(item.id, on)?;
    if life != "active" {
        return Err(AppError::refused(
            format!("`{}` is {life}", item.name),
            format!("`upr item reopen {} --note \"…\"` first", item.name),
        ));
    }
    match tx.find_status(item.id, voice.id, on)? {
        Some((level, entry))
            if level == request.status && !says_more(request, item, entry, tx)? =>
        {
            Err(AppError::refused(
                format!(
                    "`{}` is `{level}` according to `{}` on {on} already (entry {entry})",
                    item.name, voice.key
                ),
                "say what is new with `--note` or `--evidence`",
            ))
        }
        _ => Ok(()),
    }
}

/// Whether a request has a note or evidence that an earlier entry has not.
fn says_more(request: &SetStatus, item: &Chosen, entry: i64, tx: &mut dyn Tx) -> Result<bool> {
    let filter = Filter { items: vec![item.id], ..Filter::default() };
    let view = View { as_of: LATEST, known: None, voice: 0 };
    let mut earlier = None;
    tx.each_history(&filter, &view, &mut |line| {
        if line.entry == entry {
            earlier = Some(line);
        }
        Ok(())
    })?;
    let Some(earlier) = earlier else { return Ok(true) };
    let known: Vec<String> = earlier
        .evidence
        .iter()
        .map(|brief| {
            let address = brief.address.clone().unwrap_or_default();
            brief.paragraph.as_ref().map_or(address.clone(), |par| format!("{address}:{par}"))
        })
        .collect();
    let new_note = request.note.is_some() && request.note != earlier.note;
    Ok(new_note || request.evidence.iter().any(|place| !known.contains(place)))
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
