//! An implementation plan: who does what by when, and what stands already.

use super::super::labels::{Labels, capital, counted, number, singular};
use super::super::progress::{covered, set_notes};
use super::super::{Block, Column, Document, Entry, Kind, Part, Row, Table};
use super::{Dossier, Filed, begun, cite, lines, themed};

/// The plan: columns that the file does not hold are left to write in.
pub fn document(labels: &Labels, dossier: &Dossier) -> Document<'static> {
    let progress = &dossier.progress;
    let title = format!("Implementation plan: {}", progress.covers());
    let mut document = begun(labels, &title, dossier);
    let all = number(dossier.filed.len());
    document.blocks.push(Block::Paragraph(covered(labels, progress)));
    document.blocks.push(Block::Note(format!(
        "{}. Lead entity, supporting entities, indicator and time frame are left to write in: nothing is recorded of them, but for a time that the text itself sets.",
        counted(all, progress.noun())
    )));
    document.blocks.extend(set_notes(progress).into_iter().map(Block::Note));
    let rows = dossier.filed.iter().map(|filed| row(labels, filed)).collect();
    let columns = columns(capital(&singular(progress.noun())));
    let table = Table::new("plan", "Implementation plan", columns).with_rows(rows).main();
    document.blocks.push(Block::Table(table.grouped_by("theme")));
    document
}

fn columns(item: String) -> Vec<Column> {
    let open = |key, title| Column::new(key, title, Kind::Text).filled_in(Entry::Free);
    vec![
        Column::new("theme", "Theme", Kind::Text),
        Column::new("id", item, Kind::Item),
        Column::new("asked", "What is asked", Kind::Text),
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
        super::Cell::default(),
        super::Cell::default(),
        line.deadline.clone().into(),
        super::super::items::status_cell(line),
        line.since().into(),
        lines(cite::sources(filed)),
    ];
    themed(filed, cells, "")
}
