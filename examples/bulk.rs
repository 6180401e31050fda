//! Makes a large file for measurements: `cargo run --release --example bulk -- FILE ITEMS [random|few|plan]`.
//!
//! Sets of 250 recommendations, texts of about 150 characters, one to three recommending States, one
//! to three tags, a position and three assessments each: as many rows as a file of real ones has.
//! The same number of items always gives the same content. With `random` the items of all sets come in
//! an order that knows no set, as in an export of another program. With `few` a second voice speaks of one item
//! in fifty, as in most files, and not of all. With `plan` they are actions of one plan,
//! each with a lead, a date, one in five moved.

use std::error::Error;
use std::path::Path;

use chrono::{DateTime, NaiveDate};
use upr::app::AppError;
use upr::app::seeding::{self, Content};
use upr::domain::claims::{
    AssessmentClaim, AssignmentClaim, DueClaim, EntityClaim, EntityNameClaim, ItemClaim,
    PositionClaim, SenderClaim, SetClaim, Standing, TagClaim,
};
use upr::domain::ledger::{Moment, Record};
use upr::domain::{EntityKind, Kind, Level, Origin, PartialDate, Position, Ref, Role};
use upr::store::{self, NewEntry, Store as _, Tx};

const PER_SET: usize = 250;
/// A prime.
const STRIDE: usize = 104_729;
const WORDS: [&str; 48] = [
    "strengthen",
    "the",
    "national",
    "legal",
    "framework",
    "in",
    "order",
    "to",
    "ensure",
    "access",
    "of",
    "women",
    "children",
    "persons",
    "with",
    "disabilities",
    "to",
    "education",
    "health",
    "housing",
    "and",
    "take",
    "effective",
    "measures",
    "prevent",
    "torture",
    "ratify",
    "optional",
    "protocol",
    "convention",
    "against",
    "discrimination",
    "prisons",
    "independent",
    "monitoring",
    "freedom",
    "expression",
    "assembly",
    "rights",
    "defenders",
    "trafficking",
    "victims",
    "participation",
    "judiciary",
    "juvenile",
    "justice",
    "food",
    "water",
];
const STATES: [&str; 12] =
    ["ARG", "BEL", "CHL", "DEU", "EGY", "FRA", "GHA", "JPN", "KEN", "MEX", "NLD", "URY"];
const STATUSES: [Level; 5] = [
    Level::NoInformation,
    Level::NotImplemented,
    Level::InProgress,
    Level::PartiallyImplemented,
    Level::Implemented,
];

type Done<T> = Result<T, Box<dyn Error>>;

/// A small generator of numbers: the same start, the same numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn text(&mut self, length: usize) -> String {
        let mut text = String::new();
        while text.len() < length {
            text.push_str(WORDS[self.below(WORDS.len())]);
            text.push(' ');
        }
        text.trim_end().to_owned()
    }
}

/// What every item refers to.
struct Ground {
    now: Moment,
    headings: Vec<i64>,
    tags: Vec<i64>,
    voices: Vec<i64>,
}

impl Ground {
    fn append(&self, tx: &mut dyn Tx, item: Option<i64>, records: Vec<Record>) -> Done<()> {
        let author = Some("bench".to_owned());
        let entry = NewEntry { command: "import", item, author, records, ..NewEntry::default() };
        tx.append(self.now, entry)?;
        Ok(())
    }
}

fn main() -> Done<()> {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(items)) = (args.next(), args.next()) else {
        return Err("usage: bulk FILE ITEMS".into());
    };
    let items: usize = items.parse()?;
    let now = DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z")?.to_utc();
    let now = Moment::stopped(now);
    store::create(Path::new(&path), |store| -> Result<(), AppError> {
        seeding::fill(store, now, Content::Empty)
    })?;
    let mut store = store::open(Path::new(&path))?;
    let mut tx = store.write()?;
    let terms = tx.list_terms(None)?;
    let of = |name: &str| {
        let chosen = terms.iter().filter(|term| term.vocabulary == name);
        chosen.map(|term| term.id).collect::<Vec<_>>()
    };
    let voices = tx.list_assessors()?.iter().map(|voice| voice.id).collect();
    let ground = Ground { now, headings: of("theme"), tags: of("sdg"), voices };
    let mut dice = Dice(2026);
    let order = args.next();
    if order.as_deref() == Some("plan") {
        add_plan(&ground, tx.as_mut(), &mut dice, items)?;
        return Ok(tx.commit()?);
    }
    let sets = 0..items.div_ceil(PER_SET);
    let sets: Vec<i64> =
        sets.map(|number| add_set(&ground, tx.as_mut(), number)).collect::<Done<_>>()?;
    // A step that shares no divisor with the number of items comes by each of them once.
    let step = if order.as_deref() == Some("random") { STRIDE } else { 1 };
    let of_each = if order.as_deref() == Some("few") { 50 } else { 1 };
    for at in (0..items).map(|at| at * step % items) {
        let second = at % of_each == 0;
        let item = add_item(&ground, tx.as_mut(), &mut dice, sets[at / PER_SET], at)?;
        assess(&ground, tx.as_mut(), &mut dice, item, second)?;
    }
    tx.commit()?;
    Ok(())
}

fn add_set(ground: &Ground, tx: &mut dyn Tx, number: usize) -> Done<i64> {
    let id = tx.reserve("item_set")?;
    let title = format!("Working Group report {number}");
    let claim = SetClaim {
        id: Some(id),
        state: Some(STATES[number % STATES.len()].to_owned()),
        ..SetClaim::new(&format!("S{number}"), title, "recommendations")
    };
    let record = claim.said();
    ground.append(tx, None, vec![record])?;
    Ok(id)
}

/// An institution for each of the States.
fn add_institutions(ground: &Ground, tx: &mut dyn Tx) -> Done<Vec<i64>> {
    let mut leads = Vec::new();
    for key in STATES {
        let id = tx.reserve("entity")?;
        let entity = EntityClaim {
            id: Some(id),
            key: key.to_lowercase(),
            kind: EntityKind::Ministry,
            state: None,
            assessor_id: None,
            document: None,
            paragraph: None,
            origin: Origin::Own,
            contact: None,
            comment: None,
        };
        let name = EntityNameClaim {
            id: None,
            entity_id: id,
            name: format!("Ministry {key}"),
            parent_id: None,
            effective_on: None,
        };
        ground.append(tx, None, vec![entity.said(), name.said()?])?;
        leads.push(id);
    }
    Ok(leads)
}

/// A plan of so many actions, led by twelve institutions.
fn add_plan(ground: &Ground, tx: &mut dyn Tx, dice: &mut Dice, actions: usize) -> Done<()> {
    let plan = tx.reserve("item_set")?;
    let claim = SetClaim { id: Some(plan), ..SetClaim::plan("P", "A plan".to_owned(), true) };
    ground.append(tx, None, vec![claim.said()])?;
    let leads = add_institutions(ground, tx)?;
    for number in 1..=actions {
        let id = tx.reserve("item")?;
        let reference = Ref::parse(&number.to_string())?;
        let text = Some(dice.text(80));
        let item = ItemClaim { id: Some(id), text, ..ItemClaim::action(plan, &reference, true) };
        let mut records = vec![item.said()?];
        let lead = AssignmentClaim {
            id: None,
            item_id: id,
            entity_id: leads[dice.below(leads.len())],
            role: Role::Lead,
            removed: false,
            effective_on: "2025-01-01".parse()?,
            public: true,
            note: None,
        };
        records.push(lead.said(false, "", "")?);
        let mut before = None;
        for year in if number % 5 == 0 { 2025..=2026 } else { 2025..=2025 } {
            let due_on = PartialDate::parse(&format!("{}-{:02}", year + 1, 1 + dice.below(12)))?;
            let due = DueClaim {
                id: None,
                item_id: id,
                starts_on: None,
                due_on: Some(due_on),
                precision: "month".to_owned(),
                assessor_id: None,
                effective_on: format!("{}-06-01", year - 1).parse()?,
                public: true,
                reason: before.map(|_| "moved".to_owned()),
            };
            records.push(due.said("", before)?);
            before = Some(due_on);
        }
        ground.append(tx, Some(id), records)?;
    }
    Ok(())
}

fn add_item(ground: &Ground, tx: &mut dyn Tx, dice: &mut Dice, set: i64, at: usize) -> Done<i64> {
    let id = tx.reserve("item")?;
    let reference = Ref::parse(&format!("{}.{}", 100 + at / PER_SET % 50, at % PER_SET + 1))?;
    let item = ItemClaim {
        id: Some(id),
        heading_id: Some(ground.headings[dice.below(ground.headings.len())]),
        state: Some(STATES[at / PER_SET % STATES.len()].to_owned()),
        text: Some(dice.text(145)),
        ..ItemClaim::new(set, &reference, None, Kind::Recommendation)
    };
    let mut records = vec![item.said()?];
    for _ in 0..=dice.below(3) {
        let state = STATES[dice.below(STATES.len())].to_owned();
        let iso3 = Some(state.clone());
        records.push(SenderClaim { id: None, item_id: id, iso3, printed: state }.said());
    }
    let position = PositionClaim {
        id: None,
        item_id: id,
        position: [Position::Supported, Position::Noted][dice.below(2)],
        printed: None,
        document: None,
        paragraph: None,
        dated: None,
        effective_on: NaiveDate::from_ymd_opt(2022, 6, 30),
        undated: false,
    };
    records.push(position.said(ground.now.at.date_naive())?);
    for _ in 0..=dice.below(3) {
        let term = ground.tags[dice.below(ground.tags.len())];
        let tag = TagClaim { origin: Origin::Source, ..TagClaim::own(id, term, false) };
        records.push(tag.fresh());
    }
    ground.append(tx, Some(id), records)?;
    Ok(id)
}

/// Three assessments, one of them a second voice's; two where only the owner speaks.
fn assess(ground: &Ground, tx: &mut dyn Tx, dice: &mut Dice, id: i64, second: bool) -> Done<()> {
    let said = [(0, 2023), (1, 2024), (0, 2025)];
    for (voice, year) in said.into_iter().filter(|(voice, _)| second || *voice == 0) {
        let day = format!("{year}-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28));
        let claim = AssessmentClaim {
            id: None,
            item_id: id,
            assessor_id: ground.voices[voice],
            status: STATUSES[dice.below(STATUSES.len())],
            printed: None,
            effective_on: day.parse()?,
            confidence: None,
            unsourced: voice == 1,
            public: true,
            note: Some(dice.text(60)),
            recheck: None,
        };
        let key = if voice == 1 { "state" } else { "tracker" };
        let today = ground.now.at.date_naive();
        let record = claim.said(Vec::new(), &Standing::fresh("", key, today))?;
        ground.append(tx, Some(id), record)?;
    }
    Ok(())
}
