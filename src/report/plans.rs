//! Plans: the actions, how each stands, and the figures of the whole. They stand apart from those of
//! recommendations: a finished action implements nothing.

mod columns;

#[cfg(feature = "web")]
pub mod page;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Kind::{Number, Text};
use super::duties::HandedOn as _;
use super::field::{columns, row};
use super::items::fact;
use super::labels::{Labels, joined, number, term, with_days};
use super::words::figures;
use super::words::nouns::counted;
use super::{Block, Column, Document, Part, Row, Table, Visibility, words};
use crate::domain::lines::{Duties, EvidenceLine, ItemLine, SetLine};
use crate::domain::plan::Standing;
use crate::domain::{Level, Role};
pub use columns::{ACTIONS, PLANS};

/// An action with all that a plan says of it.
#[derive(Debug, Clone)]
pub struct Action {
    /// The item.
    pub line: ItemLine,
    /// Who is at work on it, and by when it is due.
    pub duties: Duties,
    /// What it is taken for, `SET:REF`.
    pub serves: Vec<String>,
    /// How it stands on the view's day.
    pub standing: Standing,
    /// The entry it came with, if it was not published.
    pub unpublished: Option<i64>,
    /// Its evidence, where a paper tells it.
    pub sources: Vec<EvidenceLine>,
}

impl Action {
    /// An action on a day.
    pub fn new(line: ItemLine, duties: Duties, serves: Vec<String>, as_of: NaiveDate) -> Self {
        let level = (line.level(), line.since());
        let standing = Standing::of(level, duties.first(), line.ended.is_some(), as_of);
        Self { line, duties, serves, standing, unpublished: None, sources: Vec::new() }
    }

    /// Whether it may be handed on.
    pub fn visibility(&self) -> Visibility {
        self.unpublished.map_or(Visibility::Public, |entry| Visibility::of(false, entry))
    }
}

/// The table of some actions.
pub fn table(labels: &Labels, title: &str, actions: &[Action]) -> Table<'static> {
    let rows = actions
        .iter()
        .map(|action| Row { visibility: action.visibility(), ..row(ACTIONS, labels, action) });
    Table::new("actions", title, columns(ACTIONS)).with_rows(rows.collect())
}

/// `upr action`: actions of one plan or of all.
pub fn actions(labels: &Labels, as_of: NaiveDate, actions: &[Action]) -> Document<'static> {
    let mut document = Document::new(labels.title("Actions"));
    document.stamp = labels.stamp();
    let seen = handed_on(actions);
    document.facts.push(fact("actions", number(seen.len())));
    document.blocks.push(Block::Table(table(labels, "Actions", actions).main()));
    document.blocks.push(Block::Note(counted_from(as_of, labels)));
    document
}

/// A plan, and how it stands: the actions that may be handed on are counted, and all where `internal`.
pub fn plan(
    labels: &Labels,
    set: &SetLine,
    as_of: NaiveDate,
    actions: &[Action],
    internal: bool,
) -> Document<'static> {
    let seen: Vec<&Action> = if internal { actions.iter().collect() } else { handed_on(actions) };
    let mut document = Document::new(labels.title(&format!("{}: {}", set.key, set.title)));
    document.stamp = labels.stamp();
    document.facts = vec![
        fact("plan", set.key.as_str()),
        fact("title", set.title.as_str()),
        fact("state", set.state.as_deref().map(|iso3| labels.state(iso3))),
        fact("period_from", set.period_from.clone()),
        fact("period_to", set.period_to.clone()),
        fact("as_of", as_of),
        fact("actions", number(seen.len())),
        fact("late", number(seen.iter().filter(|action| action.standing.is_late()).count())),
    ];
    document.blocks.extend(head(labels, set, as_of, &seen).into_iter().map(Block::Paragraph));
    if !seen.is_empty() {
        document.blocks.push(Block::Table(standings(&seen)));
        document.blocks.push(Block::Table(leads(&seen, internal)));
    }
    document.blocks.push(Block::Table(table(labels, "Actions", actions).main()));
    document.blocks.push(Block::Note(
        "An action that is completed implements no recommendation: what is implemented is assessed for itself."
            .to_owned(),
    ));
    document.blocks.push(Block::Note(
        "The paper by recommendation that is handed in: `upr report --template plan`.".to_owned(),
    ));
    document
}

/// A plan of which nothing was published, where it would be handed on: its rows are only counted.
pub fn withheld(labels: &Labels, key: &str, actions: &[Action]) -> Document<'static> {
    let mut document = Document::new(labels.title(key));
    document.stamp = labels.stamp();
    document.facts = vec![fact("plan", key), fact("actions", 0)];
    document.blocks.push(Block::Paragraph(format!(
        "`{key}` was not published: nothing of it is handed on. `--internal` shows it all the same, a terminal does, too; `upr publish {key}` publishes it."
    )));
    document.blocks.push(Block::Table(table(labels, "Actions", actions).main()));
    document
}

fn handed_on(actions: &[Action]) -> Vec<&Action> {
    actions.iter().filter(|action| action.unpublished.is_none()).collect()
}

fn counted_from(as_of: NaiveDate, labels: &Labels) -> String {
    format!(
        "Status according to {}, as of {}. How an action stands is counted from the first date that was set for it.",
        labels.according_to,
        words::day(as_of)
    )
}

fn head(labels: &Labels, set: &SetLine, as_of: NaiveDate, seen: &[&Action]) -> Vec<String> {
    let mut said = Vec::new();
    let state = set.state.as_deref().map(|iso3| labels.state(iso3));
    let period = match (&set.period_from, &set.period_to) {
        (Some(from), Some(to)) => Some(words::period(&format!("{from}..{to}"))),
        (Some(from), None) => Some(format!("from {}", words::printed(from))),
        _ => None,
    };
    let parts: Vec<String> = state.into_iter().chain(period).collect();
    if !parts.is_empty() {
        said.push(format!("{}.", parts.join(", ")));
    }
    let (done, late) = done_and_late(seen.iter().copied());
    said.push(format!(
        "{}: {done} completed, {late} past their first date and not completed.",
        counted(number(seen.len()), "actions")
    ));
    said.push(counted_from(as_of, labels));
    said
}

/// How many actions are completed, and how many past their first date and not completed.
fn done_and_late<'a>(actions: impl Iterator<Item = &'a Action>) -> (i64, i64) {
    actions.fold((0, 0), |(done, late), action| {
        let completed = action.line.level() == Level::Implemented;
        (done + i64::from(completed), late + i64::from(action.standing.is_late()))
    })
}

/// How many actions stand how; where their dates were moved, how often.
fn standings(seen: &[&Action]) -> Table<'static> {
    let rows = Standing::ALL.iter().filter_map(|standing| {
        let of: Vec<_> = seen.iter().filter(|action| action.standing == *standing).collect();
        let times = |wanted: fn(i64) -> bool| {
            number(of.iter().filter(|action| wanted(action.duties.moved())).count())
        };
        (!of.is_empty()).then(|| {
            Row::new(vec![
                term(standing.slug(), standing.label()),
                number(of.len()).into(),
                times(|moved| moved == 1).into(),
                times(|moved| moved > 1).into(),
            ])
        })
    });
    let columns = vec![
        Column::new("standing", "How the actions stand", Text),
        Column::new("actions", "Actions", Number),
        Column::new("moved_once", "Date moved once", Number),
        Column::new("moved_twice", "Twice or more", Number),
    ];
    Table::new("standings", "How the plan stands", columns).with_rows(rows.collect())
}

/// How the actions stand by the institution that leads; a lead that was not published leads only where
/// `internal`. Seen by people where any action has one.
fn leads(seen: &[&Action], internal: bool) -> Table<'static> {
    let mut by_lead: BTreeMap<(bool, &str), (&str, Vec<&Action>)> = BTreeMap::new();
    for action in seen {
        let mut leads = action.duties.assigned.iter().filter(|line| line.role == Role::Lead);
        let lead = leads.find(|line| internal || line.public);
        let (key, name) = lead.map_or(((true, ""), "(no lead)"), |line| {
            ((false, line.entity.as_str()), line.name.as_str())
        });
        by_lead.entry(key).or_insert((name, Vec::new())).1.push(action);
    }
    let none = by_lead.keys().all(|(nobody, _)| *nobody);
    let rows = by_lead.into_iter().filter(|_| !none).map(|((_, key), (name, of))| {
        let count = |wanted: fn(&Action) -> bool| {
            number(of.iter().filter(|action| wanted(action)).count()).into()
        };
        Row::new(vec![
            term(key, name),
            number(of.len()).into(),
            count(|action| {
                action.line.level() == Level::Implemented && action.line.ended.is_none()
            }),
            count(|action| action.standing.is_late()),
            count(|action| action.line.ended.is_some()),
        ])
    });
    let columns = vec![
        Column::new("lead", "Lead", Text),
        Column::new("actions", "Actions", Number),
        Column::new("completed", "Completed", Number),
        Column::new("late", "Past date", Number),
        Column::new("dropped", "Dropped", Number),
    ];
    Table::new("leads", "By lead institution", columns).with_rows(rows.collect()).only_filled()
}

/// A plan as the list of plans shows it.
#[derive(Debug, Clone)]
pub struct PlanEntry {
    /// The plan.
    pub set: SetLine,
    /// Its actions that are seen.
    pub actions: Vec<Action>,
}

impl PlanEntry {
    /// How the plan stands, in one line.
    pub fn in_short(&self) -> String {
        let (done, late) = done_and_late(self.actions.iter());
        figures::plan_stands(&self.set.title, number(self.actions.len()), done, late)
    }

    fn count(&self, of: impl Fn(&Action) -> bool) -> i64 {
        number(self.actions.iter().filter(|action| of(action)).count())
    }
}

/// `upr plan`: the plans of the file.
pub fn plans(labels: &Labels, entries: &[PlanEntry]) -> Document<'static> {
    let rows = entries.iter().map(|entry| row(PLANS, labels, entry)).collect();
    let mut document = Document::new(labels.title("Plans"));
    document.stamp = labels.stamp();
    let table = Table::new("plans", "Plans", columns(PLANS)).with_rows(rows).main();
    document.blocks.push(Block::Table(table));
    let next = if entries.is_empty() {
        "No plan yet: `upr plan add NHRAP \"National action plan\" --state ISO`."
    } else {
        "`upr plan KEY` shows a plan, and how it stands."
    };
    document.blocks.push(Block::Note(next.to_owned()));
    document
}

/// The actions that are taken for an item, a line each: beside its status, never part of it.
pub fn beside(actions: &[Action]) -> Vec<Block<'static>> {
    let one = |action: &Action| {
        let line = &action.line;
        let status = line.level().label_in(line.set_kind).to_lowercase();
        let part = |visibility: Visibility, text: &str| Part { visibility, ..Part::new(text) };
        let mut parts = vec![with_days(|day| {
            let state = match (line.ended.is_some(), line.since()) {
                (true, _) => "dropped".to_owned(),
                (false, Some(since)) => format!("{status} since {}", day(&since.to_string())),
                (false, None) => status.clone(),
            };
            format!("Action {}: {} ({state}", line.name(), line.text.trim_end_matches('.'))
        })];
        for lead in action.duties.assigned.iter().filter(|line| line.role == Role::Lead) {
            let visibility = Visibility::of(lead.public, lead.entry);
            parts.push(part(visibility, &format!("; led by {}", lead.name)));
        }
        if let Some(due) = action.duties.due_on() {
            let first = action.duties.first().filter(|first| *first != due);
            let said = with_days(|day| {
                let first = first.map(|first| format!(", first {}", day(&first.to_string())));
                format!("; due {}{}", day(&due.to_string()), first.unwrap_or_default())
            });
            parts.push(Part { visibility: action.duties.dates(), ..said });
        }
        parts.push(part(Visibility::Public, ")"));
        // Of an action that was not published nothing is handed on, so that it is one part.
        let hidden = action.visibility();
        if hidden != Visibility::Public {
            parts = vec![Part { visibility: hidden, ..joined(parts) }];
        }
        Block::Prose(parts)
    };
    actions.iter().map(one).collect()
}
