//! The columns of what falls due.

use super::super::Cell;
use super::super::Kind::{Label, Number, Text};
use super::super::field::Field;
use super::super::labels::{level_in, list};
use super::HandedOn as _;
use super::{DueEntry, dated};
use crate::domain::Role;

/// `upr due`.
pub const DUE: &[Field<DueEntry>] = &[
    Field::new(
        "due_on",
        "Due",
        Label,
        |_, entry| entry.when.clone(),
        "By when: the date that holds, as precisely as it is known.",
    ),
    Field::new(
        "id",
        "What",
        Label,
        |_, entry| entry.named(),
        "The item, SET:REF; the key of a milestone or a request.",
    ),
    Field::new("text", "Text", Text, |_, entry| entry.text.clone(), "What is to be done."),
    Field::new(
        "lead",
        "Lead",
        Text,
        |_, entry| list(entry.duties.named(Role::Lead)),
        "The institution that leads.",
    ),
    Field::for_scripts(
        "supporting",
        "Supporting",
        Text,
        |_, entry| list(entry.duties.named(Role::Supporting)),
        "The institutions that support it.",
    ),
    Field::new(
        "status",
        "Status",
        Text,
        |_, entry| entry.status.map_or_else(Cell::default, |(level, kind)| level_in(level, kind)),
        "The level of implementation according to the assessor asked for: its own, whatever the date.",
    ),
    Field::new(
        "first_due_on",
        "First date",
        Label,
        |_, entry| dated(entry.duties.first()),
        "The date that was set first: lateness counts from it.",
    ),
    Field::new(
        "moved",
        "Moved",
        Number,
        |_, entry| entry.duties.moved().into(),
        "How often the date was moved.",
    ),
    Field::new(
        "late",
        "Past date",
        Text,
        |_, entry| if entry.is_past { "yes" } else { "" }.into(),
        "Whether the first date has passed and the item is not fully implemented.",
    ),
    Field::for_scripts(
        "kind",
        "Kind",
        Text,
        |_, entry| entry.what.into(),
        "The kind of item, `milestone` or `request`.",
    ),
    Field::for_scripts(
        "reason",
        "Reason",
        Text,
        |_, entry| entry.duties.dues.last().and_then(|line| line.reason.clone()).into(),
        "Why the date was set or moved.",
    ),
    Field::for_scripts(
        "certainty",
        "Certainty",
        Text,
        |_, entry| entry.certainty.clone().into(),
        "How sure a date of the calendar is.",
    ),
    Field::for_scripts(
        "set_on",
        "Set on",
        Label,
        |_, entry| entry.duties.dues.last().map(|line| line.effective_on).into(),
        "On which day the date that holds was set; in what is handed on, the month.",
    ),
];
