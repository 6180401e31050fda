//! Setting and taking back statuses.

use chrono::NaiveDate;

use super::choose::{Chosen, assessor, items};
use super::error::{AppError, Result};
use super::names::Names;
use super::pick::MANY;
use super::refusals::RecordRefusal;
use super::sought::Sought;
use super::write::{Pen, assess, component_names};
use super::{App, WorkedOut};
use crate::domain::claims::{AssessmentClaim, EvidenceClaim, Refusal, WithdrawalClaim};
use crate::domain::dates::Edge;
use crate::domain::evidence::Place;
use crate::domain::lines::{AssessorLine, DocumentLine};
use crate::domain::{ActionLevel, Confidence, DateWord, Level, LevelWord, PartialDate, SetKind};
use crate::store::Tx;

/// What `upr status set` was asked.
#[derive(Debug, Clone)]
pub struct SetStatus {
    /// The items, as typed.
    pub items: Vec<String>,
    /// The level, in the words of recommendations or of a plan; none: somebody looked again, and
    /// nothing had changed.
    pub status: Option<LevelWord>,
    /// Since when, or when it was looked at; today where none.
    pub on: Option<DateWord>,
    /// The assessor's key; the tracker where none.
    pub by: Option<String>,
    /// The reason.
    pub note: Option<String>,
    /// Where its evidence is.
    pub evidence: Vec<Place>,
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

impl SetStatus {
    /// A level of items, and nothing said beside it.
    pub fn of(items: Vec<String>, status: Level) -> Self {
        Self {
            items,
            status: Some(LevelWord::Level(status)),
            on: None,
            by: None,
            note: None,
            evidence: Vec::new(),
            confidence: None,
            public: false,
            unsourced: false,
            components: false,
            confirmed: false,
        }
    }
}

/// What was recorded of an item.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// `SET:REF`.
    pub item: String,
    /// The level on that day by that assessor before, if it had one.
    pub before: Option<Level>,
    /// Its level.
    pub level: Level,
    /// The entry.
    pub entry: i64,
    /// In whose words its levels are told: those of a plan's actions, or of recommendations.
    pub words: SetKind,
    /// The level that holds today where a status of a later day says another one.
    pub stays: Option<Level>,
}

/// What was done.
#[derive(Debug, Clone)]
pub struct StatusSet {
    /// What was recorded of each item.
    pub items: Vec<Recorded>,
    /// Since when, or when it was looked at.
    pub effective_on: NaiveDate,
    /// The assessor, in print.
    pub assessor: String,
    /// A date that was worked out.
    pub worked_out: Option<WorkedOut>,
    /// Whether a level was given without a reason.
    pub unexplained: bool,
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
        let again = request.status.is_none();
        let command = if again { "status recheck" } else { "status set" };
        let (pen, held) = (Pen::of(&self.author, now.moment(), command), self.held.clone());
        let mut tx = self.writing()?;
        let names = held.names(tx.as_mut())?;
        let voice = assessor(&names, request.by.as_deref().unwrap_or("tracker"))?.clone();
        let chosen = items(&request.items, &names, tx.as_mut())?;
        let chosen = if request.components { by_components(chosen, tx.as_mut())? } else { chosen };
        if chosen.len() > MANY && !request.confirmed {
            return Err(AppError::NeedsYes(chosen.len()));
        }
        if let (Some(_), false) = (request.on, request.confirmed) {
            after_the_document(&chosen, on, &names, tx.as_ref())?;
        }
        held.check_voice(&voice.key, now.today, &*tx)?;
        held.check_items(&chosen, now.today, &*tx)?;
        let public = names.says_publicly(voice.id, request.public);
        let mut recorded = Vec::new();
        let mut warnings = warnings(request, &voice.key, public);
        for item in chosen {
            check_words(request.status, &item.name, names.is_action(&item.name))?;
            let claim = claimed(tx.as_mut(), request, &item, &voice, (on, public))?;
            let status = claim.status;
            let before = tx.find_status(item.id, voice.id, on)?.map(|(level, _)| level);
            let evidence = request.evidence.iter();
            let evidence =
                evidence.map(|place| EvidenceClaim::at(place, item.id, public)).collect();
            let records =
                assess(tx.as_mut(), claim, evidence, (&item.name, &voice.key), now.today)?;
            let appended = pen.append(tx.as_mut(), Some(item.id), records)?;
            let holds = tx.find_status(item.id, voice.id, now.today)?;
            let holds = holds.filter(|(level, later)| *level != status && *later != appended);
            if let Some((level, later)) = holds {
                let name = &item.name;
                warnings.push(format!("{name} stays `{level}`: entry {later} is of a later day"));
            }
            let action = names.is_action(&item.name);
            let words = if action { SetKind::Plan } else { SetKind::Recommendations };
            recorded.push(Recorded {
                item: item.name,
                before,
                level: status,
                entry: appended,
                words,
                stays: holds.map(|(level, _)| level),
            });
        }
        tx.commit()?;
        let worked_out = request.on.filter(|word| word.is_worked_out());
        Ok(StatusSet {
            items: recorded,
            effective_on: on,
            assessor: names.voice(&voice.key),
            worked_out: worked_out.map(|_| WorkedOut { what: "effective on", day: on }),
            unexplained: request.note.is_none() && request.status.is_some(),
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
        let pen = Pen::of(&self.author, self.now().moment(), "status retract");
        let mut tx = self.writing()?;
        let names = Names::read(tx.as_mut())?;
        let public = public || names.public_by_default();
        let record = WithdrawalClaim::said(entry, public, note)?;
        let line = tx.find_entry(entry)?.ok_or_else(|| AppError::Unknown {
            what: Sought::Entry,
            name: entry.to_string(),
            nearest: Vec::new(),
        })?;
        if line.adds || line.withdraws.is_some() {
            return Err(RecordRefusal::NoSingleClaim { entry, command: line.command }.into());
        }
        if let Some(by) = line.withdrawn_by {
            return Err(RecordRefusal::TakenBack { entry, by }.into());
        }
        let retraction = pen.append(tx.as_mut(), line.item, vec![record])?;
        tx.commit()?;
        Ok(retraction)
    }
}

/// Refuses a day before the document that an item stands in: mostly a slip, as 1925 for 2025.
fn after_the_document(chosen: &[Chosen], on: NaiveDate, names: &Names, tx: &dyn Tx) -> Result<()> {
    let documents = tx.list_documents()?;
    for item in chosen {
        let set = item.name.split_once(':').map_or("", |(set, _)| set);
        let set = names.sets.iter().find(|line| line.key == set);
        let Some(document) = set.and_then(|set| set.document.as_deref()) else { continue };
        let named = |line: &&DocumentLine| line.symbol.as_deref().unwrap_or(&line.key) == document;
        let dated = documents.iter().find(named).and_then(|line| line.dated.as_deref());
        let Some(dated) = dated.and_then(|text| PartialDate::parse(text).ok()) else { continue };
        if on < dated.first() {
            let (item, document) = (item.name.clone(), document.to_owned());
            return Err(AppError::BeforeDocument { item, on, document, dated });
        }
    }
    Ok(())
}

/// The assessment of an item that is asked for.
fn claimed(
    tx: &mut dyn Tx,
    request: &SetStatus,
    item: &Chosen,
    voice: &AssessorLine,
    (on, public): (NaiveDate, bool),
) -> Result<AssessmentClaim> {
    Ok(AssessmentClaim {
        id: Some(tx.reserve("assessment")?),
        item_id: item.id,
        assessor_id: voice.id,
        status: level(tx, request.status.map(LevelWord::level), item, voice, on)?,
        printed: None,
        effective_on: on,
        confidence: request.confidence,
        unsourced: request.unsourced && request.evidence.is_empty(),
        public,
        note: request.note.clone(),
        recheck: request.status.is_none().then_some(true),
    })
}

/// A plan's word is said of actions alone; `under way` is plain enough of anything.
fn check_words(word: Option<LevelWord>, item: &str, is_action: bool) -> Result<()> {
    match word {
        Some(LevelWord::Action(word)) if !is_action && word != ActionLevel::UnderWay => {
            Err(Refusal::PlanWord { item: item.to_owned(), word }.into())
        }
        _ => Ok(()),
    }
}

/// The level that is said; of a second look, the one that was found before.
fn level(
    tx: &mut dyn Tx,
    said: Option<Level>,
    item: &Chosen,
    voice: &AssessorLine,
    on: NaiveDate,
) -> Result<Level> {
    let found = match said {
        Some(level) => Some(level),
        None => tx.find_status(item.id, voice.id, on)?.map(|(level, _)| level),
    };
    // A compound item is told by its own rule that it stands by its components.
    if found.is_none() && !tx.list_components(item.id)?.is_empty() {
        return Ok(Level::NoInformation);
    }
    let (item, voice) = (item.name.clone(), voice.key.clone());
    found.ok_or_else(|| Refusal::NeverAssessed { item, voice, on }.into())
}

/// Compound items by their components, each once.
fn by_components(chosen: Vec<Chosen>, tx: &mut dyn Tx) -> Result<Vec<Chosen>> {
    let mut all: Vec<Chosen> = Vec::new();
    for item in chosen {
        let components = tx.list_components(item.id)?;
        let names = component_names(tx, &item.name, &components)?;
        let parts = components.into_iter().zip(names).map(|(id, name)| Chosen { id, name });
        let mut parts: Vec<Chosen> = parts.collect();
        if parts.is_empty() {
            parts.push(item);
        }
        for part in parts {
            if !all.contains(&part) {
                all.push(part);
            }
        }
    }
    Ok(all)
}

/// What to bear in mind of a voice that was to be heard.
fn warnings(request: &SetStatus, voice: &str, public: bool) -> Vec<String> {
    let unheard = request.public && !public;
    let told = || format!("`{voice}` is internal: what it says is never handed on");
    unheard.then(told).into_iter().collect()
}
