//! The one place that removes what was not published.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::document::{Block, Cell, Document, Entry, Part, Row, Rows, Table, Value};
use super::words::marks;

/// The columns that say when something was typed in. That tells when somebody spoke, so that what is
/// handed on gives no more than the month.
const RECORDED: [&str; 3] = ["recorded_at", "last_update", "set_on"];

/// A time of recording as it is handed on: `2026-01`.
pub fn to_the_month(recorded: &str) -> &str {
    recorded.get(.."2026-01".len()).unwrap_or(recorded)
}

/// How many history entries a public view left out; complete once its rows have been used up.
#[derive(Debug, Clone, Default)]
pub struct LeftOut(Rc<RefCell<HashSet<i64>>>);

impl LeftOut {
    /// The number of entries of which something was left out.
    pub fn count(&self) -> usize {
        self.0.borrow().len()
    }
}

/// The document without anything internal, and a count of what was left out.
///
/// Internal rows, parts and points vanish; an internal cell becomes empty. Streamed rows are
/// stripped as they come, so the count is complete only after rendering.
pub fn public_view(document: Document<'_>) -> (Document<'_>, LeftOut) {
    let left_out = LeftOut::default();
    let Document { title, facts, glance, blocks, form, stamp, footer } = document;
    let blocks = blocks.into_iter().filter_map(|block| public_block(block, &left_out)).collect();
    (Document { title, facts, glance, blocks, form, stamp, footer }, left_out)
}

/// The document with a line that says that it holds what was not published.
pub fn stamped(mut document: Document<'_>) -> Document<'_> {
    let internal = "INTERNAL: holds notes, sources or names that were not published";
    document.stamp = Some(joined(document.stamp.take(), internal));
    document
}

/// A stamp that says one thing more.
pub fn joined(stamp: Option<String>, more: &str) -> String {
    stamp.map_or_else(|| more.to_owned(), |stamp| format!("{stamp}. {more}"))
}

/// What of an answer is published on pages that anybody may read: [`public_view`], and nothing that tells
/// when somebody spoke or how many entries there are: times of recording are given to the month, numbers of
/// entries and versions not at all.
pub fn published(document: Document<'_>) -> Document<'_> {
    let (document, _) = public_view(document);
    let blocks = document.blocks.into_iter().map(|block| match block {
        Block::Table(table) => Block::Table(unnumbered(table)),
        other => other,
    });
    let footer = document.footer.into_iter().filter(|line| !marks::names_file(line));
    let facts = document.facts.into_iter().filter(|fact| !NUMBERS.contains(&fact.key));
    Document {
        blocks: blocks.collect(),
        footer: footer.collect(),
        facts: facts.collect(),
        ..document_of(document.title, document.stamp, document.glance)
    }
}

fn document_of<'a>(
    title: String,
    stamp: Option<String>,
    glance: Option<super::document::Glance>,
) -> Document<'a> {
    Document { title, glance, stamp, ..Document::default() }
}

/// Columns that tell of the record itself.
const NUMBERS: [&str; 6] =
    ["entry", "version", "retracts", "retracted_by", "reinstates", "fingerprint"];

/// A table without the columns that tell of the record itself.
fn unnumbered(mut table: Table<'_>) -> Table<'_> {
    let kept: Vec<bool> = table.columns.iter().map(|it| !NUMBERS.contains(&it.key)).collect();
    let group = table.group_by.and_then(|at| table.columns.get(at)).map(|column| column.key);
    let mut keep = kept.iter();
    table.columns.retain(|_| keep.next().is_none_or(|keep| *keep));
    table.group_by = group.and_then(|key| table.columns.iter().position(|it| it.key == key));
    let strip = move |mut row: Row| {
        for cell in &mut row.cells {
            if let Value::Term { slug, label } = &mut cell.value
                && slug.is_empty()
                && let Some(what) =
                    label.strip_prefix('(').and_then(|rest| rest.split(" entry ").next())
            {
                *label = format!("({what} an earlier one)").into();
            }
        }
        let mut keep = kept.iter();
        row.cells.retain(|_| keep.next().is_none_or(|keep| *keep));
        row
    };
    table.rows = match table.rows {
        Rows::Held(rows) => Rows::Held(rows.into_iter().map(strip).collect()),
        Rows::Feed(feed) => Rows::Feed(Box::new(move |sink| feed(&mut |row| sink(strip(row))))),
    };
    table
}

/// A block without what is internal; none where nothing of a paragraph or list is left.
fn public_block<'a>(block: Block<'a>, left_out: &LeftOut) -> Option<Block<'a>> {
    let kept = |parts| {
        let parts = public_parts(parts, &mut left_out.0.borrow_mut());
        Some(parts).filter(|parts| !parts.is_empty())
    };
    Some(match block {
        Block::Prose(parts) => Block::Prose(kept(parts)?),
        Block::List(parts) => Block::List(kept(parts)?),
        Block::Table(mut table) => {
            for column in &mut table.columns {
                if let Some(Entry::OneOf(choices)) = &mut column.entry {
                    *choices = public_parts(std::mem::take(choices), &mut left_out.0.borrow_mut());
                }
            }
            let recorded = table.columns.iter().enumerate();
            let recorded = recorded.filter(|(_, column)| RECORDED.contains(&column.key));
            let recorded = recorded.map(|(at, _)| at).collect();
            table.rows = public_rows(table.rows, recorded, left_out.clone());
            table.hide_empty();
            Block::Table(table)
        }
        other => other,
    })
}

fn public_rows(rows: Rows<'_>, recorded: Vec<usize>, left_out: LeftOut) -> Rows<'_> {
    match rows {
        Rows::Held(rows) => {
            let mut seen = left_out.0.borrow_mut();
            Rows::Held(
                rows.into_iter().filter_map(|row| public_row(row, &recorded, &mut seen)).collect(),
            )
        }
        Rows::Feed(feed) => Rows::Feed(Box::new(move |sink| {
            feed(&mut |row| {
                let row = public_row(row, &recorded, &mut left_out.0.borrow_mut());
                row.map_or(Ok(()), &mut *sink)
            })
        })),
    }
}

fn public_row(mut row: Row, recorded: &[usize], seen: &mut HashSet<i64>) -> Option<Row> {
    if row.visibility.left_out(seen) {
        return None;
    }
    for at in recorded {
        let Some(cell) = row.cells.get_mut(*at) else { continue };
        match &cell.value {
            Value::Text(day) => cell.value = Value::Text(to_the_month(day).to_owned()),
            Value::Date(day) => cell.value = Value::Text(to_the_month(&day.to_string()).to_owned()),
            _ => {}
        }
    }
    for cell in &mut row.cells {
        if cell.visibility.left_out(seen) {
            *cell = Cell::default();
        } else if let Value::Parts(parts) | Value::Lines(parts) = &mut cell.value {
            *parts = public_parts(std::mem::take(parts), seen);
            if parts.is_empty() {
                *cell = Cell::default();
            }
        }
    }
    Some(row)
}

fn public_parts(parts: Vec<Part>, seen: &mut HashSet<i64>) -> Vec<Part> {
    parts.into_iter().filter(|part| !part.visibility.left_out(seen)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Column, Kind, Table};

    fn secret_row() -> Row {
        let parts = vec![
            Part::new("open"),
            Part { visibility: super::super::Visibility::Internal(8), ..Part::new("secret") },
        ];
        Row::new(vec![Cell::from("note: secret").internal(7), Value::Parts(parts).into()])
    }

    fn columns() -> Vec<Column> {
        vec![Column::new("note", "Note", Kind::Text), Column::new("voices", "Voices", Kind::Text)]
    }

    #[test]
    fn a_table_of_which_all_was_internal_is_seen_as_one_without_rows() {
        let secret = || Row {
            visibility: super::super::Visibility::Internal(7),
            ..Row::new(vec!["a".into(), "b".into()])
        };
        for rows in [vec![], vec![secret()]] {
            let table = Table::new("a", "A", columns()).with_rows(rows).only_filled();
            let blocks = vec![Block::Table(table)];
            let (document, _) = public_view(Document { blocks, ..Document::new("T") });
            assert!(matches!(&document.blocks[0], Block::Table(table) if table.for_scripts));
        }
    }

    #[test]
    fn nothing_internal_is_left_in_held_or_streamed_rows() {
        let held = Table::new("a", "A", columns()).with_rows(vec![secret_row()]);
        let fed = Table::new("b", "B", columns()).with_feed(|sink| sink(secret_row()));
        let document =
            Document { blocks: vec![Block::Table(held), Block::Table(fed)], ..Document::new("T") };
        let (document, left_out) = public_view(document);
        for block in document.blocks {
            let Block::Table(table) = block else { panic!("a table") };
            let rows = table.rows.hold().unwrap();
            assert!(!format!("{rows:?}").contains("secret"));
            assert!(format!("{rows:?}").contains("open"));
        }
        assert_eq!(left_out.count(), 2, "the same entry in two tables counts once");
    }
}
