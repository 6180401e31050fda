//! The workbook that goes round by e-mail and comes back: which columns people fill in, what each
//! means, and the history beside the items.

use super::items::DROPPED;
use super::sheet::export_columns;
use super::{Column, Entry, Kind, Part, Row, Table};
use crate::domain::{Confidence, Level, Position, SetKind, SheetColumn};

/// The export's columns, those that people fill in with what may stand in them.
pub fn columns(assessors: &[Part]) -> Vec<Column> {
    let filled = |(column, head): (&SheetColumn, Column)| match choices(*column, assessors) {
        Some(entry) => head.filled_in(entry),
        None => head,
    };
    SheetColumn::ALL.iter().zip(export_columns()).map(filled).collect()
}

/// The columns of a plan's workbook, in the order in which one works, and where each stands among all.
const PLAN: [SheetColumn; 19] = [
    SheetColumn::Id,
    SheetColumn::Text,
    SheetColumn::Recommendations,
    SheetColumn::Lead,
    SheetColumn::Supporting,
    SheetColumn::StartsOn,
    SheetColumn::DueOn,
    SheetColumn::FirstDueOn,
    SheetColumn::Status,
    SheetColumn::Since,
    SheetColumn::EffectiveOn,
    SheetColumn::Note,
    SheetColumn::Evidence,
    SheetColumn::Assessor,
    SheetColumn::OtherVoices,
    SheetColumn::RecordedAt,
    SheetColumn::Set,
    SheetColumn::Reference,
    SheetColumn::Version,
];

/// So many rows are left for new actions.
pub const NEW_ACTIONS: usize = 12;

/// The columns of a workbook that holds plans alone, each with its place among those of the export: what
/// no action has is left out. Text and what it is for are open for the rows of new actions.
pub fn plan_columns(assessors: &[Part]) -> Vec<(usize, Column)> {
    let all = columns(assessors);
    let of = |column: &SheetColumn| {
        let at = SheetColumn::ALL.iter().position(|known| known == column)?;
        let head = all.get(at)?.clone();
        Some((
            at,
            match column {
                SheetColumn::Status => {
                    let words = Level::ALL.iter().map(|level| level.slug_in(SetKind::Plan));
                    head.filled_in(Entry::OneOf(words.chain([DROPPED]).map(Part::new).collect()))
                }
                SheetColumn::Text | SheetColumn::Recommendations => head.filled_in(Entry::Free),
                _ => head,
            },
        ))
    };
    PLAN.iter().filter_map(of).collect()
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
    fn a_plans_workbook_has_what_an_action_has_in_a_plans_words() {
        let columns = plan_columns(&[Part::new("tracker")]);
        let all = export_columns();
        assert!(columns.iter().all(|(at, column)| all[*at].key == column.key));
        let keys: Vec<_> = columns.iter().map(|(_, column)| column.key).collect();
        assert_eq!(keys[..4], ["id", "text", "recommendations", "lead"]);
        let status = columns.iter().find(|(_, column)| column.key == "status").unwrap();
        let Some(Entry::OneOf(words)) = &status.1.entry else { panic!("a list of words") };
        let words: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
        assert!(words.contains(&"completed") && words.contains(&"dropped"), "{words:?}");
        assert!(!words.contains(&"implemented"), "{words:?}");
    }

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
