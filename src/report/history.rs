//! Status history: every entry, retracted ones too.

use super::labels::{Labels, evidence_cell, level, term};
use super::{Cell, Column, Kind, Row, Value, Visibility};
use crate::domain::lines::{HistoryLine, Withdrawing};

/// Columns of the history.
pub fn history_columns() -> Vec<Column> {
    vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("entry", "Entry", Kind::Number),
        Column::new("status", "Status", Kind::Status),
        Column::new("effective_on", "Since", Kind::Date),
        Column::new("recorded_at", "Recorded at", Kind::Label).for_scripts(),
        Column::new("assessor", "By", Kind::Text),
        Column::new("confidence", "Confidence", Kind::Text).for_scripts(),
        Column::new("note", "Reason", Kind::Text),
        Column::new("evidence", "Evidence", Kind::Text),
        Column::new("visibility", "Visibility", Kind::Text).for_scripts(),
        Column::new("retracts", "Retracts", Kind::Number).for_scripts(),
        Column::new("retracted_by", "Retracted by", Kind::Number),
        Column::new("author", "Author", Kind::Text).for_scripts(),
        Column::new("reinstates", "Reinstates", Kind::Number).for_scripts(),
    ]
}

/// A row of the history. An entry by an internal assessor is internal as a whole; a note is
/// internal unless it was published; the author always. A withdrawal has no status of its own.
pub fn history_row(labels: &Labels, line: &HistoryLine) -> Row {
    let unsourced = if line.unsourced { " (unsourced)" } else { "" };
    let words = if line.public && !line.internal { "public" } else { "internal" };
    let assessed = line.about.is_none();
    let retracts = line.about.filter(|about| !about.reinstates).map(|about| about.entry);
    let reinstates = line.about.filter(|about| about.reinstates).map(|about| about.entry);
    let status = match line.about {
        None => level(line.status),
        Some(about) => withdrawal_cell(about),
    };
    let assessor = Value::Term {
        slug: line.assessor.clone().into(),
        label: format!("{}{unsourced}", labels.voice(&line.assessor)).into(),
    };
    Row {
        cells: vec![
            line.item.as_str().into(),
            line.entry.into(),
            status,
            assessed.then_some(line.effective_on).into(),
            line.recorded_at.as_str().into(),
            if assessed { assessor.into() } else { Cell::default() },
            line.confidence.filter(|_| assessed).map(|level| level.slug().to_owned()).into(),
            Cell::said(line.note.as_deref(), line.public, line.entry),
            evidence_cell(&line.evidence),
            words.into(),
            retracts.into(),
            line.retracted_by.into(),
            Cell::said(line.author.as_deref(), false, 0),
            reinstates.into(),
        ],
        visibility: Visibility::of(!line.internal, line.entry),
    }
}

/// What stands for people in the status column of a withdrawal; scripts see nothing there.
fn withdrawal_cell(about: Withdrawing) -> Cell {
    let what = if about.reinstates { "reinstates" } else { "retracts" };
    term("", &format!("({what} entry {})", about.entry))
}
