//! The fictitious example: a State, a letter, and two years of assessments by several voices.

use std::collections::HashMap;

use chrono::DateTime;

use super::broken;
use super::rows::{SeedRow, read, seed};
use super::seeder::Seeder;
use crate::app::error::Result;
use crate::domain::PartialDate;
use crate::domain::ledger::{Moment, Record};
use crate::store::NewEntry;

pub(super) const STATES: (&str, &str) = seed!("example/states");
const DOCUMENTS: (&str, &str) = seed!("example/documents");
const SETS: (&str, &str) = seed!("example/sets");
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
    retractions(seeder, &entries)
}

fn positions(seeder: &mut Seeder<'_>) -> Result<()> {
    for row in read(POSITIONS.0, POSITIONS.1)? {
        let item = seeder.item(row.text("item"))?;
        let dated = row.get("on").map(PartialDate::parse).transpose()?;
        let record = row.copy(Record::new("position"), &["position", "document", "paragraph"]);
        let record = record
            .with("item_id", item)
            .with("dated", row.get("on"))
            .with("effective_on", dated.map(PartialDate::first))
            .with("undated", dated.is_none());
        seeder.append(Some(item), vec![record])?;
    }
    Ok(())
}

fn voices(seeder: &mut Seeder<'_>) -> Result<()> {
    for row in read(ASSESSORS.0, ASSESSORS.1)? {
        let record = row.copy(Record::new("assessor"), &["key", "name", "kind"]);
        let internal = row.get("internal") == Some("yes");
        seeder.append(None, vec![record.with("internal", internal)])?;
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
        let id = seeder.tx.reserve("assessment")?;
        let columns = ["status", "effective_on", "confidence", "note"];
        let record = row.copy(Record::new("assessment").with("id", id), &columns);
        let mut records = vec![
            record
                .with("item_id", item)
                .with("assessor_id", voice)
                .with("unsourced", row.get("unsourced") == Some("yes"))
                .with("public", row.get("public") == Some("yes")),
        ];
        let label = row.text("entry_label").to_owned();
        let own = evidence.remove(&label).unwrap_or_default();
        records.extend(own.iter().map(|row| evidence_record(row, item, id)));
        seeder.now = recorded(&row)?;
        let entry = NewEntry {
            command: "init",
            item: Some(item),
            shipped: true,
            records,
            ..NewEntry::default()
        };
        entries.insert(label, (seeder.tx.append(seeder.now, entry)?, item));
    }
    Ok(entries)
}

fn evidence_record(row: &SeedRow, item: i64, assessment: i64) -> Record {
    let kind = if row.text("address").starts_with("http") { "url" } else { "document" };
    let columns =
        ["address", "title", "publisher", "accessed", "archived", "quote", "page", "effect"];
    row.copy(Record::new("evidence"), &columns)
        .with("item_id", item)
        .with("assessment_id", assessment)
        .with("kind", kind)
        .with("dated", row.get("date"))
        .with("public", row.get("public") == Some("yes"))
}

fn retractions(seeder: &mut Seeder<'_>, entries: &HashMap<String, (i64, i64)>) -> Result<()> {
    for row in read(RETRACTIONS.0, RETRACTIONS.1)? {
        let label = row.text("entry_label");
        let (target, item) = entries.get(label).copied().ok_or_else(|| broken(label))?;
        let record = Record::new("withdrawal")
            .with("target_entry", target)
            .with("reinstates", false)
            .with("public", true)
            .with("note", row.get("note"));
        seeder.now = recorded(&row)?;
        seeder.append(Some(item), vec![record])?;
    }
    Ok(())
}
