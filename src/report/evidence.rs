//! The evidence register: a row for each piece of evidence.

use super::labels::{Labels, evidence_part};
use super::{Column, Kind, Part, Row, Value, Visibility};
use crate::domain::lines::EvidenceLine;

/// Columns of the evidence register.
pub fn evidence_columns() -> Vec<Column> {
    vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("entry", "Entry", Kind::Number),
        Column::new("evidence", "Evidence", Kind::Text),
        Column::new("effect", "Effect", Kind::Text),
        Column::new("assessor", "Given by", Kind::Text),
        Column::new("publisher", "Publisher", Kind::Text).for_scripts(),
        Column::new("date", "Date", Kind::Label),
        Column::new("accessed", "Accessed", Kind::Label).for_scripts(),
        Column::new("archived", "Archived", Kind::Text).for_scripts(),
        Column::new("quote", "Quote", Kind::Text).for_scripts(),
        Column::new("page", "Page", Kind::Label).for_scripts(),
        Column::new("sha256", "SHA-256", Kind::Label).for_scripts(),
        Column::new("recorded_at", "Recorded at", Kind::Label).for_scripts(),
        Column::new("visibility", "Visibility", Kind::Text).for_scripts(),
    ]
}

/// A row of the evidence register; an internal one is internal as a whole.
pub fn evidence_row(labels: &Labels, line: &EvidenceLine) -> Row {
    let evidence = evidence_part(&line.brief);
    let visibility = evidence.visibility;
    let words = if line.brief.public { "public" } else { "internal" };
    Row {
        cells: vec![
            line.item.as_str().into(),
            line.brief.entry.into(),
            Value::Parts(vec![Part { visibility: Visibility::Public, ..evidence }]).into(),
            line.effect.as_str().into(),
            line.assessor.as_deref().map(|key| labels.voice(key)).into(),
            line.publisher.clone().into(),
            line.dated.clone().into(),
            line.brief.accessed.clone().into(),
            line.archived.clone().into(),
            line.quote.clone().into(),
            line.page.clone().into(),
            line.sha256.clone().into(),
            line.recorded_at.as_str().into(),
            words.into(),
        ],
        visibility,
    }
}
