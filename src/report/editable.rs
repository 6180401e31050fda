//! The workbook that goes round by e-mail and comes back: which columns people fill in, what each
//! means, and the history beside the items.

use super::items::export_columns;
use super::{Column, Entry, Kind, Part, Row, Table};
use crate::domain::{Confidence, Level, Position};

/// What each column means, and how it is filled in.
const MEANINGS: [(&str, &str); 27] = [
    (
        "id",
        "SET:REF, what the item is called. It brings the row back to its item: never change it.",
    ),
    ("set", "The body of recommendations."),
    ("ref", "The label within the set, as printed. Text, never a number: 101.20 is not 101.2."),
    ("parent", "For a component, the item that it is a part of."),
    ("state", "The State under review."),
    ("document", "The document that the item stands in."),
    ("kind", "With which force it is said."),
    ("heading", "The heading that it stands under, with those above it."),
    ("theme", "The heading's short name."),
    ("text", "The words of the document. They are not edited here."),
    ("recommending_states", "Who recommended it."),
    ("position", "The answer of the State under review."),
    (
        "status",
        "The level of implementation according to the assessor. Another level without another date counts from the day of import.",
    ),
    ("effective_on", "Since when: 2025-06-30."),
    ("recorded_at", "When that was typed in."),
    (
        "assessor",
        "Whose status it is. An edit is this assessor's, unless the import says otherwise.",
    ),
    ("confidence", "How sure the assessor is."),
    ("note", "The reason for the status."),
    (
        "evidence",
        "Web addresses or UN symbols (A/HRC/42/10:25) on which it rests, joined by `; `. New ones are added.",
    ),
    ("other_voices", "What other assessors say."),
    ("themes", "Theme tags as VOCABULARY:TERM, joined by `; `."),
    ("groups", "Affected groups, joined by `; `."),
    ("sdgs", "Sustainable Development Goals and targets (5; 16.a)."),
    ("issues", "UPR Info's issues, joined by `; `."),
    ("action_category", "UPR Info's action category, 1 to 5."),
    (
        "components",
        "For an item tracked through components, the status of each. Their rows follow it.",
    ),
    (
        "version",
        "Which state of the item this row shows. It tells on return whether somebody changed the item since: leave it as it is.",
    ),
];

/// The export's columns with what they mean and which are filled in.
pub fn columns(assessors: &[Part]) -> Vec<Column> {
    let slugs =
        |all: &[&'static str]| Entry::OneOf(all.iter().map(|&slug| Part::new(slug)).collect());
    let entry = |key: &str| match key {
        "status" => {
            let levels = Level::ALL.iter().map(|level| level.slug());
            Some(slugs(&levels.collect::<Vec<_>>()))
        }
        "position" => {
            let positions = Position::ALL.iter().map(|position| position.slug());
            Some(slugs(&positions.collect::<Vec<_>>()))
        }
        "confidence" => {
            let levels = Confidence::ALL.iter().map(|level| level.slug());
            Some(slugs(&levels.collect::<Vec<_>>()))
        }
        "assessor" => Some(Entry::OneOf(assessors.to_vec())),
        "effective_on" | "note" | "evidence" | "themes" | "groups" | "sdgs" | "issues"
        | "action_category" => Some(Entry::Free),
        _ => None,
    };
    let meaning = |key: &str| MEANINGS.iter().find(|(name, _)| *name == key).map(|(_, text)| *text);
    export_columns()
        .into_iter()
        .map(|column| {
            let column = match meaning(column.key) {
                Some(text) => column.explained(text),
                None => column,
            };
            match entry(column.key) {
                Some(entry) => column.filled_in(entry),
                None => column,
            }
        })
        .collect()
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
                "action_category"
            ]
        );
    }
}
