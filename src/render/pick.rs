//! Which tables of a document a format takes.

use crate::report::{Block, Cell, Column, Document, FeedError, Row, Table};

use super::RenderError;

/// Tables of one name taken as one: their columns are joined by key.
pub(super) struct Joined<'a> {
    pub(super) name: &'static str,
    pub(super) columns: Vec<Column>,
    pub(super) main: bool,
    parts: Vec<Table<'a>>,
}

/// The document with nothing but the tables of this name, for people as well.
pub(super) fn only_table<'a>(
    document: Document<'a>,
    name: &str,
) -> Result<Document<'a>, RenderError> {
    let known = document.table_names();
    if !known.contains(&name) {
        let mut known = known;
        let mut seen = std::collections::HashSet::new();
        known.retain(|name| seen.insert(*name));
        return Err(RenderError::UnknownTable { name: name.to_owned(), known });
    }
    let mut document = document;
    document.blocks.retain_mut(|block| match block {
        Block::Table(table) if table.name == name => {
            table.main = true;
            table.for_scripts = false;
            true
        }
        _ => false,
    });
    Ok(document)
}

/// All tables in order of first appearance, those of one name joined.
pub(super) fn joined(blocks: Vec<Block<'_>>) -> Vec<Joined<'_>> {
    let mut all: Vec<Joined<'_>> = Vec::new();
    for block in blocks {
        let Block::Table(table) = block else { continue };
        match all.iter_mut().find(|joined| joined.name == table.name) {
            Some(joined) => joined.add(table),
            None => all.push(Joined::of(table)),
        }
    }
    all
}

/// The main table, else the first, and the others.
pub(super) fn split_main(mut all: Vec<Joined<'_>>) -> (Option<Joined<'_>>, Vec<Joined<'_>>) {
    if all.is_empty() {
        return (None, all);
    }
    let at = all.iter().position(|joined| joined.main).unwrap_or(0);
    let main = all.remove(at);
    (Some(main), all)
}

/// The main table, else the first, and the names of the others.
pub(super) fn main_table(all: Vec<Joined<'_>>) -> (Option<Joined<'_>>, Vec<&'static str>) {
    let (main, others) = split_main(all);
    (main, others.iter().map(|joined| joined.name).collect())
}

impl<'a> Joined<'a> {
    fn of(table: Table<'a>) -> Self {
        let columns = table.columns.clone();
        Self { name: table.name, columns, main: table.main, parts: vec![table] }
    }

    fn add(&mut self, table: Table<'a>) {
        for column in &table.columns {
            if !self.columns.iter().any(|known| known.key == column.key) {
                self.columns.push(column.clone());
            }
        }
        self.main |= table.main;
        self.parts.push(table);
    }

    /// Gives each row to the sink, its cells in the order of the joined columns, none missing.
    pub(super) fn each(
        self,
        sink: &mut dyn FnMut(Row) -> Result<(), FeedError>,
    ) -> Result<(), FeedError> {
        let columns = &self.columns;
        self.parts.into_iter().try_for_each(|table| {
            let places: Vec<Option<usize>> = table
                .columns
                .iter()
                .map(|own| columns.iter().position(|column| column.key == own.key))
                .collect();
            table.rows.each(&mut |row| sink(placed(row, &places, columns.len())))
        })
    }
}

fn placed(mut row: Row, places: &[Option<usize>], width: usize) -> Row {
    let in_order = places.iter().enumerate().all(|(at, place)| *place == Some(at));
    if !in_order || places.len() != width {
        let cells = std::mem::replace(&mut row.cells, vec![Cell::default(); width]);
        for (cell, place) in cells.into_iter().zip(places) {
            if let Some(slot) = place.and_then(|at| row.cells.get_mut(at)) {
                *slot = cell;
            }
        }
    }
    row.cells.resize_with(width, Cell::default);
    row
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Options, render, sample};
    use super::*;

    #[test]
    fn one_table_alone_is_written_in_any_format() {
        let options = Options { table: Some("themes".into()), ..Options::default() };
        for format in [Format::Table, Format::Md, Format::Html, Format::Json] {
            let mut out = Vec::new();
            render(sample::document(), format, &options, &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(text.contains("Right to health"), "{format}");
            assert!(!text.contains("EX19:1a"), "{format}");
        }
    }

    #[test]
    fn a_table_for_scripts_is_shown_to_people_who_name_it() {
        let mut table = sample::themes();
        table.for_scripts = true;
        let blocks = || vec![Block::Table(sample::themes()), Block::Table(sample::items())];
        let hidden = Document { blocks: vec![Block::Table(table)], ..Document::new("T") };
        let shown = only_table(hidden, "themes").unwrap();
        assert!(matches!(&shown.blocks[0], Block::Table(table) if !table.for_scripts));
        let document = Document { blocks: blocks(), ..Document::new("T") };
        let (main, others) = main_table(joined(document.blocks));
        assert_eq!((main.map(|table| table.name), others), (Some("items"), vec!["themes"]));
    }

    #[test]
    fn known_names_are_given_once() {
        let blocks = vec![Block::Table(sample::themes()), Block::Table(sample::themes())];
        let refused = only_table(Document { blocks, ..Document::new("T") }, "x");
        let Err(RenderError::UnknownTable { known, .. }) = refused else { panic!("refused") };
        assert_eq!(known, ["themes"]);
    }
}
