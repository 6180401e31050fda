//! Actions as a page shows them: under the institutions that lead them, late ones first, in the words
//! of people: names, not keys.

use super::super::Kind::{Date, Item, Status, Text};
use super::super::field::{Field, columns, row};
use super::super::items::{reason, status_cell};
use super::super::labels::{Labels, list, number, term, with_days};
use super::super::words::nouns::counted;
use super::super::{Block, Cell, Document, Part, Row, Table};
use super::{Action, PLANS, PlanEntry};
use crate::domain::lines::{AssignmentLine, ItemLine};
use crate::domain::{Level, PartialDate, Role};
use crate::report::duties::HandedOn as _;
use crate::report::words::catalogue::whole;

/// An action, and the institution under which it is shown.
struct PlacedAction {
    action: Action,
    /// Who leads it, as far as whoever asks sees it.
    lead: Option<AssignmentLine>,
}

impl PlacedAction {
    /// The institution, whether it may be handed on, and what stands where nobody leads.
    fn institution(&self) -> Cell {
        match &self.lead {
            Some(line) => Cell::said(Some(&line.name), line.public, line.entry),
            None => "No institution leads it".into(),
        }
    }

    /// By when, and when it was due first.
    fn due(&self) -> Cell {
        let Some(due) = self.action.duties.due_on() else { return Cell::default() };
        let first = self.action.duties.first().filter(|first| *first != due);
        let part = |lead: &str, date: PartialDate| {
            with_days(|day| format!("{lead}{}", day(&date.to_string())))
        };
        let first = first.map(|first| part("first ", first));
        let parts = std::iter::once(part("", due)).chain(first).collect();
        Cell { visibility: self.action.duties.dates(), ..list(parts) }
    }
}

/// The status in the plan's word, with the face of its level.
fn status(line: &ItemLine) -> Cell {
    if line.is_dropped() {
        return status_cell(line);
    }
    term(line.level().slug(), line.level().label_in(line.set_kind))
}

/// The actions of a page.
const PAGE: &[Field<PlacedAction>] = &[
    Field::new("id", "Action", Item, |_, it| it.action.line.name().into(), "PLAN:NUMBER."),
    Field::new("text", "What is done", Text, |_, it| it.action.line.text.as_str().into(), "It."),
    Field::new(
        "status",
        "Status",
        Status,
        |_, it| status(&it.action.line),
        "The level of the action in the plan's words.",
    ),
    Field::new("since", "Since", Date, |_, it| it.action.line.since().into(), "Since when."),
    Field::new("institution", "Led by", Text, |_, it| it.institution(), "The institution."),
    Field::new("due", "Due", Text, |_, it| it.due(), "By when, and when it was due first."),
    Field::new(
        "standing",
        "By its first date",
        Text,
        |_, it| term(it.action.standing.slug(), it.action.standing.label()),
        "Whatever it was moved to.",
    ),
    Field::new(
        "recommendations",
        "For",
        Item,
        |_, it| list(it.action.serves.iter().map(Part::new).collect()),
        "What it is taken for.",
    ),
    Field::new("reason", "Why", Text, |_, it| reason(&it.action.line), "Why it stands so."),
];

/// Places actions under the institutions that lead them: by name, those that nobody leads last, and of
/// each the late ones first, then by date, then in the plan's order.
fn placed(actions: &[Action], internal: bool) -> Vec<PlacedAction> {
    let lead = |action: &Action| {
        let mut leads = action.duties.assigned.iter().filter(|line| line.role == Role::Lead);
        leads.find(|line| internal || line.public).cloned()
    };
    let mut all: Vec<PlacedAction> = actions
        .iter()
        .map(|action| PlacedAction { lead: lead(action), action: action.clone() })
        .collect();
    all.sort_by_cached_key(|it| {
        let name = it.lead.as_ref().map(|line| (line.name.to_lowercase(), line.entity.clone()));
        let late = it.action.standing.is_late();
        let due = it.action.duties.due_on().map(PartialDate::last);
        (name.is_none(), name, !late, it.action.standing.is_over(), due.is_none(), due)
    });
    all
}

fn rows(labels: &Labels, placed: &[PlacedAction]) -> Vec<Row> {
    let row =
        |it: &PlacedAction| Row { visibility: it.action.visibility(), ..row(PAGE, labels, it) };
    placed.iter().map(row).collect()
}

/// Actions beside what they are taken for.
pub fn beside_page(labels: &Labels, actions: &[Action], internal: bool) -> Document<'static> {
    let mut document = Document::new("Actions taken for it");
    let table = Table::new("actions", "Actions taken for it", columns(PAGE));
    let rows = rows(labels, &placed(actions, internal));
    document.blocks.push(Block::Table(table.with_rows(rows).itemized()));
    document
}

/// All plans together in a sentence, then each with its figures.
pub fn plans_page(labels: &Labels, entries: &[PlanEntry]) -> Document<'static> {
    let mut document = Document::new(labels.title("Plan"));
    document.stamp = labels.stamp();
    let all: Vec<&Action> = entries.iter().flat_map(|entry| &entry.actions).collect();
    if entries.is_empty() {
        let said = "No plan stands in this file yet, or none was published.";
        document.blocks.push(Block::Paragraph(said.to_owned()));
        return document;
    }
    let count = |of: &dyn Fn(&Action) -> bool| all.iter().filter(|action| of(action)).count();
    let done = count(&|action| action.line.level() == Level::Implemented);
    let late = count(&|action| action.standing.is_late());
    document.blocks.push(Block::Paragraph(format!(
        "{}: {done} completed, {late} past the first date and not completed.",
        counted(number(all.len()), "actions")
    )));
    document.blocks.push(Block::Note(
        "An action that is completed implements no recommendation: what is implemented is assessed for itself."
            .to_owned(),
    ));
    let rows = entries.iter().map(|entry| row(PLANS, labels, entry)).collect();
    let table = Table::new("plans", "Plans", columns(PLANS)).with_rows(rows);
    document.blocks.push(Block::Table(table));
    document
}

/// The same of the actions that are taken for the items of a set, with these under the institutions that
/// lead them.
pub fn plans_of_set(labels: &Labels, entries: &[PlanEntry]) -> Document<'static> {
    let mut document = plans_page(labels, entries);
    document.blocks.push(Block::Note(whole("plan.of-set").to_owned()));
    let actions: Vec<Action> =
        entries.iter().flat_map(|entry| entry.actions.iter().cloned()).collect();
    document.blocks.push(Block::Table(by_institution(labels, &actions, false)));
    document
}

/// The actions of plans under the institutions that lead them.
pub fn by_institution(labels: &Labels, actions: &[Action], internal: bool) -> Table<'static> {
    let rows = rows(labels, &placed(actions, internal));
    let table = Table::new("actions", "Actions by institution", columns(PAGE)).with_rows(rows);
    table.itemized().grouped_by("institution").main()
}
