//! The evidence register: a row for each piece of evidence.

use super::Kind::{Item, Label, Number, Text};
use super::field::{Field, columns, row};
use super::labels::{Labels, day_cell, evidence_part};
use super::{Column, Part, Row, Value, Visibility};
use crate::domain::lines::EvidenceLine;

/// The evidence register.
pub const EVIDENCE: &[Field<EvidenceLine>] = &[
    Field::new("id", "Item", Item, |_, line| line.item.as_str().into(), "The item, SET:REF."),
    Field::new(
        "entry",
        "Entry",
        Number,
        |_, line| line.brief.entry.into(),
        "The number of the entry of the ledger that brought it.",
    ),
    Field::new(
        "evidence",
        "Evidence",
        Text,
        |_, line| {
            let part = evidence_part(&line.brief);
            Value::Parts(vec![Part { visibility: Visibility::Public, ..part }]).into()
        },
        "Web address, UN symbol with paragraph, or the title of a file.",
    ),
    Field::new(
        "effect",
        "Effect",
        Text,
        |_, line| line.effect.as_str().into(),
        "What it does to the claim: supports, contradicts, context.",
    ),
    Field::new(
        "assessor",
        "Given by",
        Text,
        |labels, line| line.assessor.as_deref().map(|key| labels.voice(key)).into(),
        "Whose assessment it came with, if it came with one.",
    ),
    Field::for_scripts(
        "publisher",
        "Publisher",
        Text,
        |_, line| line.publisher.clone().into(),
        "Who published it.",
    ),
    Field::new(
        "date",
        "Date",
        Label,
        |_, line| day_cell(line.dated.as_deref()),
        "Its own date, as precisely as it is known.",
    ),
    Field::for_scripts(
        "accessed",
        "Accessed",
        Label,
        |_, line| line.brief.accessed.clone().into(),
        "When it was looked at.",
    ),
    Field::for_scripts(
        "archived",
        "Archived",
        Text,
        |_, line| line.archived.clone().into(),
        "Where a copy is kept.",
    ),
    Field::for_scripts("quote", "Quote", Text, |_, line| line.quote.clone().into(), "Its words."),
    Field::for_scripts("page", "Page", Label, |_, line| line.page.clone().into(), "The page."),
    Field::for_scripts(
        "sha256",
        "SHA-256",
        Label,
        |_, line| line.sha256.clone().into(),
        "The SHA-256 digest of a file, in hexadecimal digits.",
    ),
    Field::for_scripts(
        "recorded_at",
        "Recorded at",
        Label,
        |_, line| line.recorded_at.as_str().into(),
        "When it was typed in, in UTC; in what is handed on, the month.",
    ),
    Field::for_scripts(
        "visibility",
        "Visibility",
        Text,
        |_, line| (if line.brief.public { "public" } else { "internal" }).into(),
        "Whether it may be handed on: public or internal.",
    ),
];

/// Heads of the evidence register.
pub fn evidence_columns() -> Vec<Column> {
    columns(EVIDENCE)
}

/// A row of the evidence register; an internal one is internal as a whole.
pub fn evidence_row(labels: &Labels, line: &EvidenceLine) -> Row {
    let visibility = Visibility::of(line.brief.public, line.brief.entry);
    Row { visibility, ..row(EVIDENCE, labels, line) }
}
