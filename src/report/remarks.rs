//! Remarks of voices, and items in other languages, as tables.

use super::field::{self, Field, row};
use super::labels::Labels;
use super::{Block, Document, Table, Visibility};
use crate::domain::lines::{ItemTextLine, RemarkLine};
use crate::report::Kind::{Date, Item, Label, Text};

/// The columns of remarks.
pub const REMARKS: &[Field<RemarkLine>] = &[
    Field::new("id", "Item", Item, |_, line| line.name.as_str().into(), "The item, SET:REF."),
    Field::new(
        "on",
        "On",
        Date,
        |_, line| line.effective_on.into(),
        "On which day the remark was made.",
    ),
    Field::new(
        "by",
        "By",
        Text,
        |labels, line| labels.voice(&line.assessor).into(),
        "Whose remark it is.",
    ),
    Field::new("text", "Remark", Text, |_, line| line.text.as_str().into(), "The words."),
    Field::new(
        "source",
        "Source",
        Text,
        |_, line| {
            source(line.document.as_deref(), line.paragraph.as_deref(), line.source.as_deref())
                .into()
        },
        "The document that it stands in, or the file that it came from.",
    ),
    Field::for_scripts(
        "kind",
        "Kind",
        Label,
        |_, line| line.kind.clone().into(),
        "`explanation`: the State's own words on its position; `answer`: what an institution answered to a request; empty: a remark.",
    ),
    Field::for_scripts(
        "entry",
        "Entry",
        crate::report::Kind::Number,
        |_, line| line.entry.into(),
        "The number of the entry of the ledger that brought it.",
    ),
];

/// The columns of texts in other languages.
pub const TEXTS: &[Field<ItemTextLine>] = &[
    Field::new("id", "Item", Item, |_, line| line.name.as_str().into(), "The item, SET:REF."),
    Field::new(
        "lang",
        "Language",
        Label,
        |_, line| line.lang.as_str().into(),
        "The language's code.",
    ),
    Field::new("text", "Text", Text, |_, line| line.text.as_str().into(), "The words."),
    Field::new(
        "source",
        "Source",
        Text,
        |_, line| {
            if line.unofficial {
                return "unofficial translation".into();
            }
            source(line.document.as_deref(), line.paragraph.as_deref(), None).into()
        },
        "The document that has it, or that nobody issued it.",
    ),
];

fn source(document: Option<&str>, paragraph: Option<&str>, file: Option<&str>) -> Option<String> {
    match (document, paragraph) {
        (Some(document), Some(paragraph)) => Some(format!("{document}, par. {paragraph}")),
        (Some(document), None) => Some(document.to_owned()),
        _ => file.map(str::to_owned),
    }
}

/// Remarks as a table; what is not published goes with its row.
pub fn table(labels: &Labels, lines: &[RemarkLine]) -> Table<'static> {
    let rows = lines.iter().map(|line| {
        let mut cells = row(REMARKS, labels, line);
        cells.visibility = Visibility::of(line.public, line.entry);
        cells
    });
    Table::new("remarks", "Remarks", field::columns(REMARKS)).with_rows(rows.collect())
}

/// Texts in other languages as a table.
pub fn texts(labels: &Labels, lines: &[ItemTextLine]) -> Table<'static> {
    let rows = lines.iter().map(|line| {
        let mut cells = row(TEXTS, labels, line);
        cells.visibility = Visibility::of(line.public, line.entry);
        cells
    });
    Table::new("texts", "In other languages", field::columns(TEXTS)).with_rows(rows.collect())
}

/// `upr remark list`.
pub fn document(labels: &Labels, lines: &[RemarkLine]) -> Document<'static> {
    let mut document = Document::new(labels.title("Remarks"));
    document.stamp = labels.stamp();
    document.blocks.push(Block::Table(table(labels, lines).main()));
    document
}
