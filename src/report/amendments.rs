//! What was put right of items, sets and documents.

use super::labels::{day_cell, term};
use super::{Block, Column, Kind, Row, Table};
use crate::domain::lines::AmendmentLine;

/// A table of it, where something was.
pub(super) fn put_right<'a>(
    amended: impl IntoIterator<Item = &'a AmendmentLine>,
) -> Option<Block<'static>> {
    let lines: Vec<_> = amended.into_iter().collect();
    (!lines.is_empty()).then(|| Block::Table(table(&lines)))
}

/// What was put right: what stood there before, and what stands there since.
fn table(lines: &[&AmendmentLine]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Of", Kind::Label),
        Column::new("entry", "Entry", Kind::Number),
        Column::new("field", "Put right", Kind::Text),
        Column::new("before", "Before", Kind::Text),
        Column::new("since", "Since", Kind::Text),
        Column::new("effective_on", "From", Kind::Label),
        Column::new("recorded_at", "Recorded at", Kind::Label).for_scripts(),
        Column::new("reason", "Reason", Kind::Text),
    ];
    let rows = lines.iter().map(|line| {
        Row::new(vec![
            line.row.as_str().into(),
            line.entry.into(),
            term(line.field.slug(), line.field.label()),
            line.before.clone().into(),
            line.value.clone().into(),
            day_cell(line.effective_on.as_deref()),
            line.recorded_at.as_str().into(),
            line.reason.clone().into(),
        ])
    });
    Table::new("amendments", "Put right", columns).with_rows(rows.collect())
}
