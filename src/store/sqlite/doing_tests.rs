//! Plans of any size take the same number of statements.

use std::cell::Cell;
use std::path::Path;

use super::FileStore;
use super::tests::{STATEMENTS, count, now, open};
use crate::app::answers::{ActionWords, By, Question, TemplateWords};
use crate::app::seeding::Content;
use crate::app::{App, DueWords, RequestWords};
use crate::clock::FixedClock;
use crate::domain::PartialDate;
use crate::domain::claims::{
    AssignmentClaim, DueClaim, IndicatorClaim, IndicatorForClaim, ItemClaim, LinkClaim,
    MeasurementClaim, RequestClaim, RequestItemClaim,
};
use crate::domain::ledger::Record;
use crate::domain::{IndicatorKind, Measure, Ref, Role};
use crate::report::templates::Template;
use crate::report::{Block, Document};
use crate::store::{NewEntry, Store as _, Tx};

/// The example, its plan grown by so many actions for item 1, each with a lead, a date and an indicator,
/// and by a request about each.
fn grown(folder: &Path, actions: i64) -> FileStore {
    let mut store = open(folder, Content::Example);
    let mut tx = store.write().unwrap();
    let sets = tx.list_sets().unwrap();
    let plan = sets.iter().find(|set| set.is_plan()).unwrap().id;
    for number in 100..100 + actions {
        let id = tx.reserve("item").unwrap();
        let reference = Ref::parse(&number.to_string()).unwrap();
        let text = Some(format!("Build well {number}"));
        let item = ItemClaim { id: Some(id), text, ..ItemClaim::action(plan, &reference, true) };
        let mut records = vec![item.said().unwrap(), LinkClaim::serves(id, 1, false)];
        records.extend(duties(id));
        records.extend(measured(tx.as_mut(), id));
        records.extend(asked(tx.as_mut(), id));
        let entry = NewEntry { command: "test", item: Some(id), records, ..NewEntry::default() };
        tx.append(now(), entry).unwrap();
    }
    tx.commit().unwrap();
    store
}

fn duties(item_id: i64) -> [Record; 2] {
    let effective_on = now().at.date_naive();
    let lead = AssignmentClaim {
        id: None,
        item_id,
        entity_id: 1,
        role: Role::Lead,
        removed: false,
        effective_on,
        public: true,
        note: None,
    };
    let due = DueClaim {
        id: None,
        item_id,
        starts_on: None,
        due_on: PartialDate::parse("2027-03").ok(),
        precision: "month".to_owned(),
        assessor_id: None,
        effective_on,
        public: true,
        reason: None,
    };
    [lead.said(false, "EXP:1", "xex-justice").unwrap(), due.said("EXP:1", None).unwrap()]
}

fn measured(tx: &mut dyn Tx, item: i64) -> [Record; 3] {
    let id = tx.reserve("indicator").unwrap();
    let claim = IndicatorClaim {
        id: Some(id),
        key: format!("wells-{item}"),
        kind: IndicatorKind::Process,
        unit: Some("wells".to_owned()),
        better: None,
        owner_id: None,
        public: true,
        title: "Wells".to_owned(),
        definition: None,
        source: None,
    };
    let period = PartialDate::parse("2025").ok();
    let figure = MeasurementClaim {
        id: None,
        indicator_id: id,
        role: Measure::Value,
        grouping: None,
        period_from: period,
        period_to: period,
        value: "3".to_owned(),
        provisional: false,
        broken: false,
        assessor_id: Some(1),
        unsourced: false,
        public: true,
        evidence: None,
        break_reason: None,
        note: None,
    };
    let figure = figure.said(Some("wells"), chrono::NaiveDate::MAX).unwrap();
    [claim.said().unwrap(), IndicatorForClaim::said(id, item), figure]
}

fn asked(tx: &mut dyn Tx, item: i64) -> [Record; 2] {
    let id = tx.reserve("request").unwrap();
    let claim = RequestClaim {
        id: Some(id),
        key: format!("R{item}"),
        entity_id: 1,
        asked_on: now().at.date_naive(),
        due_on: now().at.date_naive().succ_opt(),
        mark: format!("R{item}-0"),
        public: true,
        title: None,
        note: None,
    };
    [claim.said(), RequestItemClaim::said(id, item)]
}

/// How many rows a document gives.
fn rows(document: Document<'_>) -> usize {
    let mut seen = 0;
    for block in document.blocks {
        if let Block::Table(table) = block {
            let mut one = |_| {
                seen += 1;
                Ok(())
            };
            table.rows.each(&mut one).unwrap();
        }
    }
    seen
}

/// How many statements each question about plans takes, and how many rows all gave.
fn statements(actions: i64) -> (Vec<usize>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = grown(folder.path(), actions);
    count(store.connection());
    let clock = FixedClock(now().at.fixed_offset());
    let mut app = App::new(&mut store, &clock, "tester".to_owned());
    let question = Question { internal: true, ..Question::default() };
    let (mut counts, mut seen) = (Vec::new(), 0);
    let mut done = |told: usize| {
        seen += told;
        counts.push(STATEMENTS.with(Cell::take));
    };
    STATEMENTS.with(Cell::take);
    done(rows(app.due(&question, &DueWords::default()).unwrap()));
    done(rows(app.plan("EXP", &question).unwrap()));
    done(rows(app.plans(&question).unwrap()));
    done(rows(app.actions(&question, &ActionWords::default()).unwrap()));
    done(rows(app.indicators(None, &question).unwrap()));
    done(rows(app.requests(&question, &RequestWords::default()).unwrap()));
    done(rows(app.report(&question, By::Lead, None).unwrap()));
    done(rows(app.show(&["EX:1".to_owned()], &question).unwrap()));
    let words = TemplateWords::default();
    done(rows(app.handed_in(&question, Template::Plan, words).unwrap()));
    done(rows(app.handed_in(&question, Template::Midterm, words).unwrap()));
    (counts, seen)
}

#[test]
fn the_number_of_statements_hardly_grows_with_the_actions() {
    let (few, seen) = statements(50);
    assert!(seen > 400, "the answers gave their rows: {seen}");
    let (many, seen) = statements(2_000);
    assert!(seen > 12_000, "the answers gave their rows: {seen}");
    assert!(few.iter().all(|count| *count > 0), "{few:?}");
    // What rows hold beside is asked for five hundred of them at once, in three questions.
    let asked = 3 * 2_000_usize.div_ceil(500);
    let grew = many.iter().zip(&few).any(|(many, few)| *many > few + asked);
    assert!(
        !grew,
        "due, plan, plans, action, indicator, request, report, show, papers: {few:?}, {many:?}"
    );
}
