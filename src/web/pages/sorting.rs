//! Lists in another order: the head of each column is a link to the same page in its order, and once more
//! to the opposite one. What has nothing in that column stands last either way, as with `--sort`.

use super::super::addresses::escaped;
use super::super::filled::Filled;
use super::super::trouble::Trouble;
use crate::render::page::{PagePart, Sorting};
use crate::render::{Sort, in_order};
use crate::report::{Block, Document, Table};

/// The name of an order in an address.
pub(super) const SORT: &str = "sort";
/// What an address tells of one answer, not of the list.
const OF_ONE: [&str; 6] = ["recorded", "of", "undone", "after", "from", SORT];

/// The column that an address names, and whether its highest comes first.
pub(super) fn asked(words: &Filled) -> Option<(&str, bool)> {
    let word = words.get(SORT)?;
    Some(word.strip_prefix('-').map_or((word, false), |column| (column, true)))
}

/// The addresses of a page in the order of each of these columns.
pub(super) fn ways(
    table: &'static str,
    columns: impl IntoIterator<Item = &'static str>,
    path: &str,
    words: &Filled,
) -> Sorting {
    let by = asked(words).map(|(column, down)| (column.to_owned(), down));
    let kept = words
        .0
        .iter()
        .filter(|(name, value)| !OF_ONE.contains(&name.as_str()) && !value.trim().is_empty());
    let kept: Vec<String> =
        kept.map(|(name, value)| format!("{}={}&", escaped(name), escaped(value))).collect();
    let kept = kept.concat();
    let address = |column: &'static str| {
        let up = by.as_ref().is_some_and(|(sorted, down)| sorted == column && !down);
        let turned = if up { "-" } else { "" };
        (column, format!("{path}?{kept}{SORT}={turned}{column}"))
    };
    Sorting { table, ways: columns.into_iter().map(address).collect(), by }
}

/// An answer as a part of a page, the rows of its main table in the order that the address asks for.
pub(super) fn part<'a>(
    document: Document<'a>,
    path: &str,
    words: &Filled,
) -> Result<PagePart<'a>, Trouble> {
    let Some(table) = main(&document) else { return Ok(PagePart::Document(document)) };
    let shown = table.columns.iter().enumerate();
    let shown = shown.filter(|(at, column)| !column.for_scripts && Some(*at) != table.group_by);
    let keys: Vec<&'static str> = shown.map(|(_, column)| column.key).collect();
    let asked = asked(words).filter(|(column, _)| keys.contains(column));
    let sorting = ways(table.name, keys.iter().copied(), path, words);
    let document = match asked {
        Some((column, down)) => in_order(document, Sort { column: column.to_owned(), down })?,
        None => document,
    };
    Ok(PagePart::Sorted(document, sorting))
}

/// The main table, as `--sort` takes it.
fn main<'d, 'a>(document: &'d Document<'a>) -> Option<&'d Table<'a>> {
    let mut tables: Vec<&Table<'a>> = Vec::new();
    for block in &document.blocks {
        if let Block::Table(table) = block {
            tables.push(table);
        }
    }
    let first = tables.first().copied();
    tables.into_iter().find(|table| table.main).or(first)
}
