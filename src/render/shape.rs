//! A table in the shape that was asked for: its rows in another order, some of its columns, its first
//! rows alone.

use std::cell::Cell as Counter;
use std::cmp::Ordering;
use std::rc::Rc;

use crate::domain::Level;
use crate::report::{Block, Cell, Column, Document, FeedError, Row, Rows, Table, Value};

use super::{CutTable, Options, RenderError, text};

/// By which column rows are put in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// Its key or title.
    pub column: String,
    /// Whether the last comes first.
    pub down: bool,
}

/// The tables that were cut at so many rows, known once they were written.
#[derive(Default)]
pub(super) struct Cuts(Vec<Limited>);

/// A table of which so many rows are written.
struct Limited {
    table: &'static str,
    most: usize,
    total: Rc<Counter<usize>>,
}

impl Cuts {
    /// What was left out, by table.
    pub(super) fn cut(&self) -> Vec<CutTable> {
        let cut = |limited: &Limited| {
            let (table, shown, total) = (limited.table, limited.most, limited.total.get());
            (total > shown).then_some(CutTable { table, shown, total })
        };
        self.0.iter().filter_map(cut).collect()
    }
}

/// The document with its main table, and those that have the same columns, in the shape that the
/// options ask for; `most` rows of every table.
///
/// # Errors
/// [`RenderError::UnknownColumn`] for a column that the main table does not have.
pub(super) fn shaped<'a>(
    mut document: Document<'a>,
    options: &Options,
    most: Option<usize>,
) -> Result<(Document<'a>, Cuts), RenderError> {
    let mut cuts = Cuts::default();
    if options.sort.is_some() || !options.columns.is_empty() {
        reshape(&mut document, options)?;
    }
    if let Some(most) = most {
        for block in &mut document.blocks {
            if let Block::Table(table) = block {
                limit(table, most, &mut cuts);
            }
        }
    }
    Ok((document, cuts))
}

/// The document with the rows of its main table in another order.
///
/// # Errors
/// As of a column that the main table does not have, and of a failing source of rows.
pub fn in_order(document: Document<'_>, sort: Sort) -> Result<Document<'_>, RenderError> {
    let options = Options { sort: Some(sort), ..Options::default() };
    shaped(document, &options, None).map(|(document, _)| document)
}

fn reshape(document: &mut Document<'_>, options: &Options) -> Result<(), RenderError> {
    let tables: Vec<&Table<'_>> = document.blocks.iter().filter_map(table).collect();
    let Some(main) = tables.iter().find(|table| table.main).or(tables.first()) else {
        return Ok(());
    };
    let keys: Vec<&'static str> = main.columns.iter().map(|column| column.key).collect();
    let name = main.name;
    let find = |wanted: &str| {
        place(&main.columns, wanted).ok_or_else(|| RenderError::UnknownColumn {
            name: wanted.to_owned(),
            table: name,
            known: keys.clone(),
        })
    };
    let sort =
        options.sort.as_ref().map(|sort| Ok::<_, RenderError>((find(&sort.column)?, sort.down)));
    let sort = sort.transpose()?;
    let chosen =
        options.columns.iter().map(|wanted| find(wanted)).collect::<Result<Vec<_>, _>>()?;
    for block in &mut document.blocks {
        let Block::Table(table) = block else { continue };
        if !table.columns.iter().map(|column| column.key).eq(keys.iter().copied()) {
            continue;
        }
        if let Some((by, down)) = sort {
            put_in_order(table, by, down)?;
        }
        if !chosen.is_empty() {
            choose(table, &chosen);
        }
    }
    Ok(())
}

fn table<'t, 'a>(block: &'t Block<'a>) -> Option<&'t Table<'a>> {
    match block {
        Block::Table(table) => Some(table),
        _ => None,
    }
}

/// A column by its key or its title.
fn place(columns: &[Column], wanted: &str) -> Option<usize> {
    let same = |known: &str| {
        let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
        plain(known) == plain(wanted)
    };
    let key = columns.iter().position(|column| same(column.key));
    key.or_else(|| columns.iter().position(|column| same(&column.title)))
}

/// Rows in the order of a column, those without a value last; equal ones as they were.
fn put_in_order(table: &mut Table<'_>, by: usize, down: bool) -> Result<(), RenderError> {
    let mut rows = std::mem::replace(&mut table.rows, Rows::Held(Vec::new())).hold()?;
    let cell = |row: &Row| row.cells.get(by).cloned().unwrap_or_default();
    let mut keyed: Vec<(Cell, Row)> = rows.drain(..).map(|row| (cell(&row), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (is_empty(a), is_empty(b)) {
        (false, false) if down => compare(b, a),
        (false, false) => compare(a, b),
        (a, b) => a.cmp(&b),
    });
    table.rows = Rows::Held(keyed.into_iter().map(|(_, row)| row).collect());
    // Groups would be torn apart by another order.
    table.group_by = table.group_by.filter(|at| *at == by);
    Ok(())
}

fn is_empty(cell: &Cell) -> bool {
    cell.value == Value::Empty
}

/// Numbers as numbers, days as days, levels in their order, words as a reader counts: `HC19:9` before
/// `HC19:10`.
fn compare(a: &Cell, b: &Cell) -> Ordering {
    match (&a.value, &b.value) {
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Share(a), Value::Share(b)) => a.total_cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Flag(a), Value::Flag(b)) => a.cmp(b),
        (Value::Term { slug: a, .. }, Value::Term { slug: b, .. })
            if Level::from_slug(a).is_some() && Level::from_slug(b).is_some() =>
        {
            Level::from_slug(a).cmp(&Level::from_slug(b))
        }
        (a, b) => counted(&text::for_people(a)).cmp(&counted(&text::for_people(b))),
    }
}

/// Words and numbers by turns.
fn counted(text: &str) -> Vec<(String, u64)> {
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (before, after) = rest.split_at(words);
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        parts.push((before.to_owned(), number.parse().unwrap_or(u64::MAX)));
        rest = after;
    }
    parts
}

/// The columns at these places, in this order; those that people did not see are seen.
fn choose(table: &mut Table<'_>, chosen: &[usize]) {
    let columns = std::mem::take(&mut table.columns);
    table.columns = chosen
        .iter()
        .filter_map(|at| columns.get(*at).cloned())
        .map(|column| Column { for_scripts: false, for_pages: false, ..column })
        .collect();
    table.group_by = table.group_by.and_then(|by| chosen.iter().position(|at| *at == by));
    // A table of nothing but its groups would have no columns.
    table.group_by = table.group_by.filter(|_| chosen.len() > 1);
    let places = chosen.to_vec();
    let picked = move |row: Row| {
        let cells = places.iter().map(|at| row.cells.get(*at).cloned().unwrap_or_default());
        Row { cells: cells.collect(), ..row }
    };
    let rows = std::mem::replace(&mut table.rows, Rows::Held(Vec::new()));
    table.rows = match rows {
        Rows::Held(rows) => Rows::Held(rows.into_iter().map(picked).collect()),
        Rows::Feed(feed) => Rows::Feed(Box::new(move |sink| feed(&mut |row| sink(picked(row))))),
    };
}

/// The first rows of a table; the others are counted.
fn limit(table: &mut Table<'_>, most: usize, cuts: &mut Cuts) {
    let total = Rc::new(Counter::new(0));
    cuts.0.push(Limited { table: table.name, most, total: Rc::clone(&total) });
    let rows = std::mem::replace(&mut table.rows, Rows::Held(Vec::new()));
    table.rows = Rows::Feed(Box::new(move |sink| {
        rows.each(&mut |row| -> Result<(), FeedError> {
            total.set(total.get() + 1);
            if total.get() <= most { sink(row) } else { Ok(()) }
        })
    }));
}

#[cfg(test)]
mod tests {
    use super::super::{Format, render, sample};
    use super::*;

    fn written(format: Format, options: &Options) -> Result<String, RenderError> {
        let mut out = Vec::new();
        render(sample::document(), format, options, &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_rows_and_order_are_those_that_were_asked_for() {
        let options = Options {
            sort: Some(Sort { column: "id".into(), down: true }),
            columns: columns(&["Status", "id"]),
            rows: Some(2),
            ..Options::default()
        };
        expect_test::expect![[r"
            status,id
            not-assessed,EX19:49
            not-assessed,EX19:48
        "]]
        .assert_eq(&written(Format::Csv, &options).unwrap());
        for format in [Format::Table, Format::Md, Format::Html, Format::Json, Format::Jsonl] {
            let text = written(format, &options).unwrap();
            assert!(text.contains("EX19:49") && !text.contains("EX19:1a"), "{format}: {text}");
        }
    }

    #[test]
    fn what_was_cut_is_counted() {
        let options = Options { rows: Some(1), ..Options::default() };
        let notes = render(sample::document(), Format::Csv, &options, &mut Vec::new()).unwrap();
        let items = notes.cut.iter().find(|cut| cut.table == "items").unwrap();
        assert_eq!((items.shown, items.total), (1, 4));
    }

    #[test]
    fn an_unknown_column_is_named_with_those_that_there_are() {
        let options = Options { columns: columns(&["colour"]), ..Options::default() };
        let Err(RenderError::UnknownColumn { name, known, .. }) = written(Format::Csv, &options)
        else {
            panic!("refused")
        };
        assert_eq!(name, "colour");
        assert!(known.contains(&"status"));
    }

    #[test]
    fn words_with_numbers_are_ordered_as_a_reader_counts() {
        let mut names = ["HC19:10", "HC19:9", "HC19:1b", "HC19:1a", "GA62:4"];
        names.sort_by_key(|name| counted(name));
        assert_eq!(names, ["GA62:4", "HC19:1a", "HC19:1b", "HC19:9", "HC19:10"]);
    }
}
