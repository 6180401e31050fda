//! The example's plan: institutions, actions with their leads and dates, indicators, a request.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate};
use sha2::{Digest, Sha256};

use super::broken;
use super::rows::{SeedRow, read, seed};
use super::seeder::Seeder;
use crate::app::additions::precision;
use crate::app::error::Result;
use crate::app::write::assess;
use crate::domain::claims::{
    AssessmentClaim, AssignmentClaim, DueClaim, EntityClaim, EntityNameClaim, EvidenceClaim,
    IndicatorClaim, IndicatorForClaim, ItemClaim, LifeClaim, LinkClaim, MeasurementClaim,
    RequestClaim, RequestItemClaim, SetClaim,
};
use crate::domain::evidence::Place;
use crate::domain::ledger::{Moment, Record, hex};
use crate::domain::{
    Better, EntityKind, IndicatorKind, Level, Life, Measure, Origin, PartialDate, Ref, Role,
};

pub(super) const PLANS: (&str, &str) = seed!("example/plans");
const INSTITUTIONS: (&str, &str) = seed!("example/institutions");
const ACTIONS: (&str, &str) = seed!("example/actions");
const MOVES: (&str, &str) = seed!("example/moves");
const STEPS: (&str, &str) = seed!("example/steps");
const INDICATORS: (&str, &str) = seed!("example/indicators");
const FIGURES: (&str, &str) = seed!("example/figures");
const REQUESTS: (&str, &str) = seed!("example/requests");

/// A plan that is brought.
struct Plan {
    id: i64,
    state: Option<String>,
    adopted: NaiveDate,
}

/// What later rows name.
struct Brought {
    institutions: HashMap<String, i64>,
    tracker: i64,
    /// The date that holds, by action.
    due: HashMap<String, PartialDate>,
}

/// Brings the plan and what belongs to it, entered together on one later day.
pub(super) fn bring(seeder: &mut Seeder<'_>) -> Result<()> {
    let plans = read(PLANS.0, PLANS.1)?;
    let entered = plans.first().map(|row| row.text("recorded_on")).unwrap_or_default();
    let at = DateTime::parse_from_rfc3339(entered).map_err(|_| broken(entered))?;
    seeder.now = Moment::stopped(at.to_utc());
    let voices = seeder.tx.list_assessors()?;
    let tracker = voices.iter().find(|voice| voice.key == "tracker").map(|voice| voice.id);
    let mut brought = Brought {
        institutions: institutions(seeder)?,
        tracker: tracker.ok_or_else(|| broken("no tracker"))?,
        due: HashMap::new(),
    };
    let mut known = HashMap::new();
    for row in plans {
        known.insert(row.text("key").to_owned(), plan(seeder, &row)?);
    }
    for row in read(ACTIONS.0, ACTIONS.1)? {
        let plan = known.get(row.text("plan")).ok_or_else(|| broken(row.text("plan")))?;
        action(seeder, &mut brought, plan, &row)?;
    }
    for row in read(MOVES.0, MOVES.1)? {
        moved(seeder, &mut brought, &row)?;
    }
    for row in read(STEPS.0, STEPS.1)? {
        step(seeder, &brought, &row)?;
    }
    indicators(seeder, &brought)?;
    requests(seeder, &brought)
}

/// A day that a row must have.
fn day(row: &SeedRow, column: &str) -> Result<NaiveDate> {
    let date = row.date(column)?.ok_or_else(|| broken(format!("no {column}")))?;
    Ok(date.first())
}

/// The institutions with their names; gives their numbers by key.
fn institutions(seeder: &mut Seeder<'_>) -> Result<HashMap<String, i64>> {
    let mut ids = HashMap::new();
    for row in read(INSTITUTIONS.0, INSTITUTIONS.1)? {
        let id = seeder.tx.reserve("entity")?;
        let key = row.text("key").to_owned();
        let entity = EntityClaim {
            id: Some(id),
            key: key.clone(),
            kind: row.word("kind", EntityKind::from_slug)?,
            state: Some("XEX".to_owned()),
            assessor_id: None,
            document: None,
            paragraph: None,
            origin: Origin::Own,
            contact: None,
            comment: None,
        };
        let named = |name: &str, effective_on| EntityNameClaim {
            id: None,
            entity_id: id,
            name: name.to_owned(),
            parent_id: None,
            effective_on,
        };
        let first = named(row.text("name"), None).said()?;
        seeder.append(None, vec![entity.said(), first])?;
        if let Some(name) = row.get("renamed") {
            let renamed = named(name, Some(day(&row, "renamed_on")?)).said()?;
            seeder.append(None, vec![renamed])?;
        }
        ids.insert(key, id);
    }
    Ok(ids)
}

fn plan(seeder: &mut Seeder<'_>, row: &SeedRow) -> Result<Plan> {
    let id = seeder.tx.reserve("item_set")?;
    let (key, state) = (row.text("key").to_owned(), row.own("state"));
    let claim = SetClaim {
        id: Some(id),
        state: state.clone(),
        period_from: row.own("period_from"),
        period_to: row.own("period_to"),
        comment: row.own("note"),
        ..SetClaim::plan(&key, row.text("title").to_owned(), true)
    };
    seeder.append(None, vec![claim.said()])?;
    seeder.sets.insert(key, (id, state.clone()));
    Ok(Plan { id, state, adopted: day(row, "adopted_on")? })
}

/// An action with what it is taken for, its leads and its first date, in one entry.
fn action(
    seeder: &mut Seeder<'_>,
    brought: &mut Brought,
    plan: &Plan,
    row: &SeedRow,
) -> Result<()> {
    let id = seeder.tx.reserve("item")?;
    let reference = Ref::parse(row.text("ref"))?;
    let name = format!("{}:{reference}", row.text("plan"));
    let claim = ItemClaim {
        id: Some(id),
        state: plan.state.clone(),
        text: row.own("text"),
        ..ItemClaim::action(plan.id, &reference, true)
    };
    let mut records = vec![claim.said()?];
    for target in row.list("for") {
        records.push(LinkClaim::serves(id, seeder.item(target)?, false));
    }
    for (column, role) in [("lead", Role::Lead), ("supporting", Role::Supporting)] {
        for key in row.list(column) {
            let claim = AssignmentClaim {
                id: None,
                item_id: id,
                entity_id: brought.institution(key)?,
                role,
                removed: false,
                effective_on: plan.adopted,
                public: true,
                note: None,
            };
            records.push(claim.said(false, &name, key)?);
        }
    }
    if let Some(due_on) = row.date("due_on")? {
        let claim = DueClaim { starts_on: row.date("starts_on")?, ..due(id, due_on, plan.adopted) };
        records.push(claim.said(&name, None)?);
        brought.due.insert(name.clone(), due_on);
    }
    seeder.append(Some(id), records)?;
    seeder.items.insert(name, id);
    Ok(())
}

fn due(item_id: i64, due_on: PartialDate, effective_on: NaiveDate) -> DueClaim {
    DueClaim {
        id: None,
        item_id,
        starts_on: None,
        due_on: Some(due_on),
        precision: precision(Some(due_on)).to_owned(),
        assessor_id: None,
        effective_on,
        public: true,
        reason: None,
    }
}

/// A date that was moved, and why.
fn moved(seeder: &mut Seeder<'_>, brought: &mut Brought, row: &SeedRow) -> Result<()> {
    let name = row.text("action");
    let id = seeder.item(name)?;
    let due_on = row.date("due_on")?.ok_or_else(|| broken(name))?;
    let claim = DueClaim { reason: row.own("reason"), ..due(id, due_on, day(row, "on")?) };
    let record = claim.said(name, brought.due.insert(name.to_owned(), due_on))?;
    seeder.append(Some(id), vec![record]).map(drop)
}

/// Where an action stands from a day on, or that it was dropped.
fn step(seeder: &mut Seeder<'_>, brought: &Brought, row: &SeedRow) -> Result<()> {
    let name = row.text("action");
    let (id, effective_on) = (seeder.item(name)?, day(row, "on")?);
    if row.text("status") == "dropped" {
        let life = Life::Closed;
        let note = row.own("note");
        let claim = LifeClaim { id: None, item_id: id, life, effective_on, public: true, note };
        let record = claim.said(name, Life::Active)?;
        return seeder.append(Some(id), vec![record]).map(drop);
    }
    let claim = AssessmentClaim {
        id: Some(seeder.tx.reserve("assessment")?),
        item_id: id,
        assessor_id: brought.tracker,
        status: row.word("status", Level::from_slug)?,
        printed: None,
        effective_on,
        confidence: None,
        unsourced: false,
        public: true,
        note: row.own("note"),
        recheck: None,
    };
    let mut evidence = Vec::new();
    if let Some(address) = row.get("source") {
        let place = Place::parse(address).ok().flatten().ok_or_else(|| broken(address))?;
        evidence.push(EvidenceClaim::at(&place, id, true));
    }
    let today = seeder.now.at.date_naive();
    let records = assess(seeder.tx, claim, evidence, (name, "tracker"), today)?;
    seeder.append(Some(id), records).map(drop)
}

/// The indicators, each with its figures.
fn indicators(seeder: &mut Seeder<'_>, brought: &Brought) -> Result<()> {
    let figures = read(FIGURES.0, FIGURES.1)?;
    let today = seeder.now.at.date_naive();
    for row in read(INDICATORS.0, INDICATORS.1)? {
        let id = seeder.tx.reserve("indicator")?;
        let claim = IndicatorClaim {
            id: Some(id),
            key: row.text("key").to_owned(),
            kind: row.word("kind", IndicatorKind::from_slug)?,
            unit: row.own("unit"),
            better: row.word_if("better", Better::from_slug)?,
            owner_id: row.get("owner").map(|key| brought.institution(key)).transpose()?,
            public: true,
            title: row.text("title").to_owned(),
            definition: row.own("definition"),
            source: row.own("source"),
        };
        let mut records = vec![claim.said()?];
        for target in row.list("for") {
            records.push(IndicatorForClaim::said(id, seeder.item(target)?));
        }
        seeder.append(None, records)?;
        for figure in figures.iter().filter(|of| of.text("indicator") == row.text("key")) {
            let record = measured(figure, id, brought)?.said(row.get("unit"), today)?;
            seeder.append(None, vec![record])?;
        }
    }
    Ok(())
}

fn measured(row: &SeedRow, indicator_id: i64, brought: &Brought) -> Result<MeasurementClaim> {
    let period = row.date("period")?;
    Ok(MeasurementClaim {
        id: None,
        indicator_id,
        role: row.word("role", Measure::from_slug)?,
        grouping: row.own("group"),
        period_from: period,
        period_to: period,
        value: row.text("value").to_owned(),
        provisional: row.yes("provisional"),
        broken: false,
        assessor_id: Some(brought.tracker),
        unsourced: false,
        public: true,
        evidence: row.own("source"),
        break_reason: None,
        note: None,
    })
}

/// What the institutions were asked; internal, as requests are.
fn requests(seeder: &mut Seeder<'_>, brought: &Brought) -> Result<()> {
    for row in read(REQUESTS.0, REQUESTS.1)? {
        let id = seeder.tx.reserve("request")?;
        let (key, institution) = (row.text("key"), row.text("institution"));
        let digest = hex(&Sha256::digest(format!("{key}\n{institution}")));
        let claim = RequestClaim {
            id: Some(id),
            key: key.to_owned(),
            entity_id: brought.institution(institution)?,
            asked_on: day(&row, "asked_on")?,
            due_on: Some(day(&row, "answer_by")?),
            mark: format!("{key}-{}", digest.get(..10).unwrap_or(&digest)),
            public: false,
            title: None,
            note: None,
        };
        let mut records: Vec<Record> = vec![claim.said()];
        for name in row.list("items") {
            records.push(RequestItemClaim::said(id, seeder.item(name)?));
        }
        seeder.append(None, records)?;
    }
    Ok(())
}

impl Brought {
    fn institution(&self, key: &str) -> Result<i64> {
        self.institutions.get(key).copied().ok_or_else(|| broken(format!("no institution {key}")))
    }
}
