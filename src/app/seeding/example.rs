//! The fictitious example: a State, a letter, and two years of assessments by several voices.

use std::collections::HashMap;

use chrono::DateTime;

use super::broken;
use super::rows::{SeedRow, read, seed};
use super::seeder::Seeder;
use crate::app::error::Result;
use crate::app::write::{Pen, assess};
use crate::domain::claims::{
    AssessmentClaim, AssessorClaim, EvidenceClaim, PositionClaim, WithdrawalClaim,
};
use crate::domain::dates::LATEST;
use crate::domain::evidence::Place;
use crate::domain::ledger::Moment;
use crate::domain::{AssessorKind, Confidence, Effect, Level, PartialDate, Position};

const DOCUMENTS: (&str, &str) = seed!("example/documents");
pub(super) const SETS: (&str, &str) = seed!("example/sets");
const ITEMS: (&str, &str) = seed!("example/items");
const TAGS: (&str, &str) = seed!("example/tags");
const LINKS: (&str, &str) = seed!("example/links");
const ENGAGEMENTS: (&str, &str) = seed!("example/engagements");
const MILESTONES: (&str, &str) = seed!("example/milestones");
const POSITIONS: (&str, &str) = seed!("example/positions");
const ASSESSORS: (&str, &str) = seed!("example/assessors");
const ASSESSMENTS: (&str, &str) = seed!("example/assessments");
const EVIDENCE: (&str, &str) = seed!("example/evidence");
const RETRACTIONS: (&str, &str) = seed!("example/retractions");

/// When the example's file was begun: its first assessment, so that what was known when stays true.
pub(super) fn beginning(fallback: Moment) -> Result<Moment> {
    let rows = read(ASSESSMENTS.0, ASSESSMENTS.1)?;
    rows.iter().map(recorded).next().unwrap_or(Ok(fallback))
}

/// The moment that a row tells: nobody's clock said it.
fn recorded(row: &SeedRow) -> Result<Moment> {
    let text = row.text("recorded_on");
    let moment = DateTime::parse_from_rfc3339(text).map_err(|_| broken(format!("`{text}`")))?;
    Ok(Moment::stopped(moment.to_utc()))
}

/// Brings the example.
pub(super) fn bring(seeder: &mut Seeder<'_>) -> Result<()> {
    seeder.own_list("state")?;
    for (key, value) in [
        ("example", "yes"),
        ("owner_name", "Example Follow-up Office"),
        ("owner_kind", "nhri"),
        ("default_set", "EX"),
    ] {
        seeder.setting(key, value)?;
    }
    seeder.documents(DOCUMENTS)?;
    seeder.sets(SETS)?;
    seeder.items(ITEMS)?;
    seeder.tags(TAGS)?;
    seeder.links(LINKS)?;
    seeder.engagements(ENGAGEMENTS, "XEX")?;
    seeder.milestones(MILESTONES)?;
    positions(seeder)?;
    voices(seeder)?;
    let entries = assessments(seeder)?;
    retractions(seeder, &entries)?;
    super::doing::bring(seeder)
}

fn positions(seeder: &mut Seeder<'_>) -> Result<()> {
    for row in read(POSITIONS.0, POSITIONS.1)? {
        let item = seeder.item(row.text("item"))?;
        let dated = row.date("on")?;
        let claim = PositionClaim {
            id: None,
            item_id: item,
            position: row.word("position", Position::from_slug)?,
            printed: None,
            document: row.own("document"),
            paragraph: row.own("paragraph"),
            dated,
            effective_on: dated.map(PartialDate::first),
            undated: dated.is_none(),
        };
        let record = claim.said(LATEST)?;
        seeder.append(Some(item), vec![record])?;
    }
    Ok(())
}

fn voices(seeder: &mut Seeder<'_>) -> Result<()> {
    for row in read(ASSESSORS.0, ASSESSORS.1)? {
        let claim = AssessorClaim {
            id: None,
            key: row.text("key").to_owned(),
            name: row.text("name").to_owned(),
            kind: row.word("kind", AssessorKind::from_slug)?,
            internal: row.yes("internal"),
        };
        seeder.append(None, vec![claim.said()?])?;
    }
    Ok(())
}

/// Appends the assessments with their evidence; gives each label its entry and item.
fn assessments(seeder: &mut Seeder<'_>) -> Result<HashMap<String, (i64, i64)>> {
    let mut evidence: HashMap<String, Vec<SeedRow>> = HashMap::new();
    for row in read(EVIDENCE.0, EVIDENCE.1)? {
        evidence.entry(row.text("entry_label").to_owned()).or_default().push(row);
    }
    let voices: HashMap<_, _> =
        seeder.tx.list_assessors()?.into_iter().map(|voice| (voice.key, voice.id)).collect();
    let mut entries = HashMap::new();
    for row in read(ASSESSMENTS.0, ASSESSMENTS.1)? {
        let item = seeder.item(row.text("item"))?;
        let voice = voices.get(row.text("assessor")).copied();
        let voice = voice.ok_or_else(|| broken(row.text("assessor")))?;
        seeder.now = recorded(&row)?;
        let on = row.date("effective_on")?.ok_or_else(|| broken("an assessment without a day"))?;
        let claim = AssessmentClaim {
            id: Some(seeder.tx.reserve("assessment")?),
            item_id: item,
            assessor_id: voice,
            status: row.word("status", Level::from_slug)?,
            printed: None,
            effective_on: on.first(),
            confidence: row.word_if("confidence", Confidence::from_slug)?,
            unsourced: row.yes("unsourced"),
            public: row.yes("public"),
            note: row.own("note"),
            recheck: None,
        };
        let label = row.text("entry_label").to_owned();
        let own = evidence.remove(&label).unwrap_or_default();
        let own = own.iter().map(|row| evidence_claim(row, item)).collect::<Result<Vec<_>>>()?;
        let names = (row.text("item"), row.text("assessor"));
        let today = seeder.now.at.date_naive();
        let records = assess(seeder.tx, claim, own, names, today)?;
        let pen = Pen::shipped(seeder.now, "init");
        entries.insert(label, (pen.append(seeder.tx, Some(item), records)?, item));
    }
    Ok(entries)
}

fn evidence_claim(row: &SeedRow, item: i64) -> Result<EvidenceClaim> {
    let address = row.text("address");
    let place = Place::parse(address).ok().flatten();
    let place = place.ok_or_else(|| broken(format!("`{address}` is no place of evidence")))?;
    Ok(EvidenceClaim {
        effect: row.word("effect", Effect::from_slug)?,
        public: row.yes("public"),
        title: row.own("title"),
        publisher: row.own("publisher"),
        dated: row.date("date")?,
        accessed: row.date("accessed")?,
        archived: row.own("archived"),
        quote: row.own("quote"),
        page: row.own("page"),
        ..EvidenceClaim::at(&place, item, false)
    })
}

fn retractions(seeder: &mut Seeder<'_>, entries: &HashMap<String, (i64, i64)>) -> Result<()> {
    for row in read(RETRACTIONS.0, RETRACTIONS.1)? {
        let label = row.text("entry_label");
        let (target, item) = entries.get(label).copied().ok_or_else(|| broken(label))?;
        let record = WithdrawalClaim::said(target, true, row.text("note"))?;
        seeder.now = recorded(&row)?;
        seeder.append(Some(item), vec![record])?;
    }
    Ok(())
}
