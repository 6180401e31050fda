//! The workbook that goes round by e-mail and comes back: which columns people fill in, what each
//! means, and the history beside the items.

use super::sheet::export_columns;
use super::{Column, Entry, Kind, Part, Row, Table};
use crate::domain::{Confidence, Level, Position, SheetColumn};

/// The export's columns, those that people fill in with what may stand in them.
pub fn columns(assessors: &[Part]) -> Vec<Column> {
    let filled = |(column, head): (&SheetColumn, Column)| match choices(*column, assessors) {
        Some(entry) => head.filled_in(entry),
        None => head,
    };
    SheetColumn::ALL.iter().zip(export_columns()).map(filled).collect()
}

/// What may be written into a column's cells, where people fill it in.
fn choices(column: SheetColumn, assessors: &[Part]) -> Option<Entry> {
    let words = |all: Vec<&str>| Entry::OneOf(all.into_iter().map(Part::new).collect());
    match column {
        SheetColumn::Status => Some(words(Level::ALL.iter().map(|word| word.slug()).collect())),
        SheetColumn::Position => {
            Some(words(Position::ALL.iter().map(|word| word.slug()).collect()))
        }
        SheetColumn::Confidence => {
            Some(words(Confidence::ALL.iter().map(|word| word.slug()).collect()))
        }
        SheetColumn::Assessor => Some(Entry::OneOf(assessors.to_vec())),
        column => column.is_filled_in().then_some(Entry::Free),
    }
}

/// The sheet that explains each column.
pub fn explanations(columns: &[Column]) -> Table<'static> {
    let row = |column: &Column| {
        let filled = if column.entry.is_some() { "yes" } else { "no" };
        Row::new(vec![
            column.key.into(),
            column.title.as_str().into(),
            filled.into(),
            column.explanation.clone().into(),
        ])
    };
    let heads = vec![
        Column::new("column", "Column", Kind::Label),
        Column::new("title", "Title", Kind::Label),
        Column::new("filled_in", "To be filled in", Kind::Label),
        Column::new("meaning", "What it means", Kind::Text),
    ];
    Table::new("columns", "Columns", heads).with_rows(columns.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_explained_and_only_judgements_are_open() {
        let columns = columns(&[Part::new("tracker")]);
        assert!(columns.iter().all(|column| column.explanation.is_some()));
        let open: Vec<_> = columns
            .iter()
            .filter(|column| column.entry.is_some())
            .map(|column| column.key)
            .collect();
        assert_eq!(
            open,
            [
                "position",
                "status",
                "effective_on",
                "assessor",
                "confidence",
                "note",
                "evidence",
                "themes",
                "groups",
                "sdgs",
                "issues",
                "action_category",
                "lead",
                "supporting",
                "starts_on",
                "due_on"
            ]
        );
    }
}
