//! An implementation plan: who does what by when, and what stands already.

use super::super::duties::HandedOn as _;
use super::super::indicators::Indicator;
use super::super::labels::{Labels, number};
use super::super::plans::Action;
use super::super::progress::{covered, set_notes};
use super::super::words::nouns::{capital, singular};
use super::super::{Block, Column, Document, Entry, Kind, Part, Row, Table, Visibility};
use super::{Dossier, Filed, begun, cite, lines, themed};
use crate::domain::lines::AssignmentLine;
use crate::domain::lines::Duties;
use crate::domain::{PartialDate, Role};
use crate::report::words;
use crate::report::words::catalogue::named;
use crate::report::words::papers::{self, PaperHeading};

/// The plan: columns that the file does not hold are left to write in.
pub fn document(labels: &Labels, dossier: &Dossier) -> Document<'static> {
    let progress = &dossier.progress;
    let mut document = begun(labels, &papers::plan(&progress.covers()), dossier);
    let all = number(dossier.filed.len());
    document.blocks.push(Block::Paragraph(covered(labels, progress)));
    document.blocks.push(Block::Note(papers::plan_explained(all, progress.noun())));
    document.blocks.extend(set_notes(progress).into_iter().map(Block::Note));
    let rows = dossier.filed.iter().map(|filed| row(labels, filed)).collect();
    let columns = columns(capital(&singular(progress.noun())));
    let table = Table::new("plan", PaperHeading::Plan, columns).with_rows(rows).main();
    document.blocks.push(Block::Table(table.grouped_by("theme")));
    document
}

fn columns(item: String) -> Vec<Column> {
    let open = |key, title| Column::new(key, title, Kind::Text).filled_in(Entry::Free);
    vec![
        Column::new("theme", "Theme", Kind::Text),
        Column::new("id", item, Kind::Item),
        Column::new("asked", "What is asked", Kind::Text),
        open("actions", "What is done"),
        open("lead", "Lead and supporting entities"),
        open("indicator", "Indicator"),
        open("time_frame", "Time frame"),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date).for_scripts(),
        Column::new("evidence", "Evidence", Kind::Text),
    ]
}

fn row(labels: &Labels, filed: &Filed) -> Row {
    let line = &filed.line;
    let mut asked = vec![Part::new(cite::recommendation(labels, line, false))];
    let component = |part: &crate::domain::lines::ItemLine| Part {
        own: part.own,
        ..Part::new(format!("{} {}", part.reference, part.text))
    };
    asked.extend(filed.components.iter().map(component));
    let cells = vec![
        labels.item(line),
        lines(asked),
        lines(filed.actions.iter().map(action).collect()),
        lines(entities(filed)),
        lines(filed.indicators.iter().flat_map(Indicator::in_short).collect()),
        lines(times(filed)),
        super::super::items::status_cell(line),
        line.since().into(),
        lines(cite::brief(filed)),
    ];
    themed(filed.theme.label.clone(), cells)
}

/// A part about an action: nothing of one that was not published is handed on.
fn told(action: &Action, visibility: Visibility, text: String) -> Part {
    let hidden = action.visibility();
    let visibility = if hidden == Visibility::Public { visibility } else { hidden };
    Part { visibility, ..Part::new(text) }
}

/// An action with where it stands in the plan's words.
fn action(action: &Action) -> Part {
    let line = &action.line;
    let level = named(line.level().label_in(line.set_kind)).to_lowercase();
    let state = line.ended.is_none().then_some(level.as_str());
    let text = papers::action(&line.name(), line.text.trim_end_matches('.'), state);
    told(action, Visibility::Public, text)
}

/// Who leads and supports the recommendation itself, then each action.
fn entities(filed: &Filed) -> Vec<Part> {
    let said = |line: &AssignmentLine| match line.role {
        Role::Supporting => papers::supporting(&line.name),
        Role::Lead => line.name.clone(),
    };
    let own = filed.duties.assigned.iter().map(|line| Part {
        visibility: Visibility::of(line.public, line.entry),
        ..Part::new(said(line))
    });
    let mut parts: Vec<Part> = own.collect();
    let alone = filed.actions.len() == 1 && parts.is_empty();
    for action in &filed.actions {
        let of = (!alone).then(|| action.line.name());
        parts.extend(action.duties.assigned.iter().map(|line| {
            let text = papers::of_action(of.as_deref(), said(line));
            told(action, Visibility::of(line.public, line.entry), text)
        }));
    }
    parts
}

/// The time that the text sets, the date of the recommendation itself, then those of the actions.
fn times(filed: &Filed) -> Vec<Part> {
    let mut parts: Vec<Part> = filed.line.deadline.iter().map(Part::new).collect();
    let dates = |duties: &Duties| Some((duties.due_on()?, duties.first()));
    if let Some((due, first)) = dates(&filed.duties) {
        parts.push(Part { visibility: filed.duties.dates(), ..due_by(None, due, first) });
    }
    let alone = filed.actions.len() == 1 && parts.is_empty();
    for action in &filed.actions {
        let Some((due, first)) = dates(&action.duties) else { continue };
        let of = (!alone).then(|| action.line.name());
        let said = due_by(of.as_deref(), due, first);
        let part = told(action, action.duties.dates(), said.text);
        parts.push(Part { printed: said.printed, ..part });
    }
    parts
}

/// By when it is due, and by when it was at first: as data, and as papers print it.
pub(super) fn due_by(of: Option<&str>, due: PartialDate, first: Option<PartialDate>) -> Part {
    let said = |shown: fn(PartialDate) -> String| {
        let said = match first.filter(|first| *first != due) {
            Some(first) => papers::first_due(&shown(due), &shown(first)),
            None => shown(due),
        };
        papers::of_action(of, said)
    };
    let iso = |day: PartialDate| day.to_string();
    Part { printed: Some(said(words::date)), ..Part::new(said(iso)) }
}
