//! What a mid-term report tells beside the items of a group: the actions that are taken for them, and
//! their indicators. Neither says how far a recommendation is implemented.

use std::collections::HashSet;

use super::super::duties::HandedOn as _;
use super::super::indicators::{Indicator, by_group};
use super::super::items::{reason, status_cell};
use super::super::labels::{Labels, list};
use super::super::plans::Action;
use super::super::{Cell, Column, Kind, Part, Row, Table};
use super::plan::due_by;
use super::{Filed, cite, lines};
use crate::domain::Role;
use crate::report::Visibility;
use crate::report::words::papers::{self, PaperHeading};

/// The actions that are taken for the items of a group, each once.
pub(super) fn taken(labels: &Labels, group: &[&Filed]) -> Table<'static> {
    let mut seen: Vec<(&Action, Vec<Part>)> = Vec::new();
    for filed in group {
        let line = &filed.line;
        let called = Part { printed: Some(labels.shown(line)), ..Part::new(line.name()) };
        for action in &filed.actions {
            match seen.iter_mut().find(|(known, _)| known.line.id == action.line.id) {
                Some((_, of)) => of.push(called.clone()),
                None => seen.push((action, vec![called.clone()])),
            }
        }
    }
    let columns = vec![
        Column::new("id", "Measure", Kind::Label),
        Column::new("text", "What is done", Kind::Text),
        Column::new("recommendations", "For", Kind::Label),
        Column::new("lead", "Lead and supporting entities", Kind::Text),
        Column::new("due_on", "Due", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("reason", "Reason", Kind::Text),
        Column::new("evidence", "Evidence", Kind::Text),
    ];
    let plans: HashSet<&str> = seen.iter().map(|(action, _)| action.line.set.as_str()).collect();
    let alone = plans.len() == 1;
    let rows = seen.into_iter().map(|(action, of)| row(action, of, alone)).collect();
    Table::new("measures", PaperHeading::Measures, columns).with_rows(rows).itemized().only_filled()
}

/// A row; where all are of one plan an action is called by its number: the plan's key is for scripts.
fn row(action: &Action, of: Vec<Part>, alone: bool) -> Row {
    let line = &action.line;
    let printed = Some(line.reference.clone()).filter(|_| alone);
    let called = Part { printed, ..Part::new(line.name()) };
    let leads = action.duties.assigned.iter().map(|of| {
        let name = match of.role {
            Role::Supporting => papers::supporting(&of.name),
            Role::Lead => of.name.clone(),
        };
        Part { visibility: Visibility::of(of.public, of.entry), ..Part::new(name) }
    });
    let due = action.duties.due_on().map(|due| Part {
        visibility: action.duties.dates(),
        ..due_by(None, due, action.duties.first())
    });
    let cells = vec![
        list(vec![called]),
        line.text.as_str().into(),
        list(of),
        lines(leads.collect()),
        lines(due.into_iter().collect()),
        status_cell(line),
        line.since().into(),
        // What is dropped is not done: a reader asks why. Of others the status says enough.
        line.dropped().map_or_else(Cell::default, |_| reason(line)),
        lines(action.sources.iter().map(cite::source).collect()),
    ];
    Row { visibility: action.visibility(), ..Row::new(cells) }
}

/// The indicators of the items of a group, each once.
pub(super) fn indicators(group: &[&Filed]) -> Table<'static> {
    let mut seen: Vec<&Indicator> = Vec::new();
    for indicator in group.iter().flat_map(|filed| &filed.indicators) {
        if !seen.iter().any(|known| known.line.id == indicator.line.id) {
            seen.push(indicator);
        }
    }
    by_group(PaperHeading::Indicators, seen)
}
