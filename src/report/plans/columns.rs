//! The columns of actions and plans.

use super::super::Kind::{Date, Label, Number, Status, Text};
use super::super::Part;
use super::super::duties::{HandedOn as _, dated};
use super::super::field::Field;
use super::super::items::{reason, status_cell};
use super::super::labels::{day_cell, list, term};
use super::{Action, PlanEntry};
use crate::domain::{Level, Role};

/// `upr action` and the plan's own table.
pub const ACTIONS: &[Field<Action>] = &[
    Field::new("id", "Action", Label, |_, action| action.line.name().into(), "PLAN:NUMBER."),
    Field::new(
        "text",
        "What is done",
        Text,
        |_, action| action.line.text.as_str().into(),
        "The action in the plan's words.",
    ),
    Field::new(
        "recommendations",
        "For",
        Label,
        |_, action| list(action.serves.iter().map(Part::new).collect()),
        "The recommendations that it is taken for, SET:REF.",
    ),
    Field::new(
        "lead",
        "Lead",
        Text,
        |_, action| list(action.duties.named(Role::Lead)),
        "The institution that leads.",
    ),
    Field::for_scripts(
        "supporting",
        "Supporting",
        Text,
        |_, action| list(action.duties.named(Role::Supporting)),
        "The institutions that support it.",
    ),
    Field::for_scripts(
        "starts_on",
        "Begins",
        Label,
        |_, action| dated(action.duties.starts_on()),
        "When work on it begins, as precisely as it is known.",
    ),
    Field::new(
        "due_on",
        "Due",
        Label,
        |_, action| dated(action.duties.due_on()),
        "By when: the date that holds, as precisely as it is known.",
    ),
    Field::new(
        "first_due_on",
        "First date",
        Label,
        |_, action| dated(action.duties.first()),
        "The date that was set first: how it stands is counted from it.",
    ),
    Field::for_scripts(
        "moved",
        "Moved",
        Number,
        |_, action| action.duties.moved().into(),
        "How often the date was moved.",
    ),
    Field::new(
        "status",
        "Status",
        Status,
        |_, action| status_cell(&action.line),
        "The level of the action in the plan's words: it says nothing of any recommendation.",
    ),
    Field::new(
        "since",
        "Since",
        Date,
        |_, action| action.line.since().into(),
        "Since when it stands at that level.",
    ),
    Field::new(
        "standing",
        "How it stands",
        Text,
        |_, action| term(action.standing.slug(), action.standing.label()),
        "Counted from the first date, whatever it was moved to.",
    ),
    Field::new(
        "note",
        "Note",
        Text,
        |_, action| reason(&action.line),
        "Why it stands so; of a dropped action, why it was dropped.",
    ),
];

/// `upr plan`: each plan with its figures.
pub const PLANS: &[Field<PlanEntry>] = &[
    Field::new("key", "Plan", Label, |_, plan| plan.set.key.as_str().into(), "The plan's key."),
    Field::new("title", "Title", Text, |_, plan| plan.set.title.as_str().into(), "Its title."),
    Field::new(
        "state",
        "State",
        Text,
        |labels, plan| plan.set.state.as_deref().map(|iso3| labels.state(iso3)).into(),
        "The State whose plan it is.",
    ),
    Field::new(
        "period_from",
        "From",
        Label,
        |_, plan| day_cell(plan.set.period_from.as_deref()),
        "The first day of its period, as precisely as it is known.",
    ),
    Field::new(
        "period_to",
        "To",
        Label,
        |_, plan| day_cell(plan.set.period_to.as_deref()),
        "The last day of its period, as precisely as it is known.",
    ),
    Field::new("actions", "Actions", Number, |_, plan| plan.count(|_| true).into(), "How many."),
    Field::new(
        "completed",
        "Completed",
        Number,
        |_, plan| plan.count(|action| action.line.level() == Level::Implemented).into(),
        "How many are completed, on time or not.",
    ),
    Field::new(
        "late",
        "Past date",
        Number,
        |_, plan| plan.count(|action| action.standing.is_late()).into(),
        "How many are past their first date and not completed.",
    ),
];
