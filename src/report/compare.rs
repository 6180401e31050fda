//! Two sets, or two days, side by side.

use chrono::NaiveDate;

use super::items::fact;
use super::labels::Labels;
use super::progress::{self, FEWEST};
use super::words::questions;
use super::{Bar, Block, Cell, Chart, Column, Document, Kind, Row, Table, Value};
use crate::domain::Level;

/// One side of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedSide {
    /// What it is: a set's key, or a day.
    pub name: String,
    /// The same in a sentence.
    pub said: String,
    /// The day.
    pub as_of: NaiveDate,
    /// Counts by level, in the order of [`Level::ALL`].
    pub counts: [i64; Level::ALL.len()],
    /// Counts by heading: the words, and how many at each level.
    pub themes: Vec<(String, [i64; Level::ALL.len()])>,
}

/// Two items that are linked, each with its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The item on the left, with its text and level.
    pub left: (String, String, Level),
    /// How they are related, in both spellings; whether by the project's own reading.
    pub relation: (String, &'static str, bool),
    /// The item on the right.
    pub right: (String, String, Level),
}

fn total(counts: &[i64; Level::ALL.len()]) -> i64 {
    counts.iter().sum()
}

fn assessed(counts: &[i64; Level::ALL.len()]) -> i64 {
    total(counts) - counts[Level::NotAssessed as usize]
}

/// The comparison; pairs only where two sets are compared.
pub fn document(
    labels: &Labels,
    sides: &[ComparedSide; 2],
    pairs: Option<&[Pair]>,
    footer: Vec<String>,
) -> Document<'static> {
    let [left, right] = sides;
    let title = questions::side_by_side(&left.name, &right.name);
    let mut document = Document::new(labels.title(&title));
    document.stamp = labels.stamp();
    document.footer = footer;
    document.facts = vec![
        fact("left", left.name.as_str()),
        fact("right", right.name.as_str()),
        fact("owner", labels.according_to.as_str()),
    ];
    for side in sides {
        let (all, assessed) = (total(&side.counts), assessed(&side.counts));
        let said = questions::side(&side.said, all, assessed, side.as_of);
        document.blocks.push(Block::Paragraph(said));
    }
    document.blocks.push(Block::Table(statuses(sides)));
    let few = |side: &&ComparedSide| (1..FEWEST).contains(&assessed(&side.counts));
    if let Some(side) = sides.iter().find(few) {
        document.blocks.push(Block::Note(questions::no_shares(&side.name, FEWEST)));
    }
    document.blocks.push(Block::Chart(Chart::Bars {
        title: questions::bars().to_owned(),
        series: progress::series(),
        compact: false,
        bars: sides.iter().map(bar).collect(),
    }));
    document.blocks.push(Block::Table(themes(sides)));
    if let Some(pairs) = pairs {
        document.blocks.push(Block::Table(linked(pairs)));
    }
    document
}

fn bar(side: &ComparedSide) -> Bar {
    Bar { label: side.name.clone(), counts: progress::stacked(&side.counts), theme: None }
}

/// A share of what was assessed, not below five.
fn share(level: Level, counts: &[i64; Level::ALL.len()]) -> Cell {
    let all = assessed(counts);
    if level == Level::NotAssessed || all < FEWEST {
        return Cell::default();
    }
    progress::share(counts[level as usize], all).map(Value::Share).into()
}

fn statuses(sides: &[ComparedSide; 2]) -> Table<'static> {
    let [left, right] = sides;
    let of = |side: &ComparedSide| format!("Of {} assessed", assessed(&side.counts));
    let columns = vec![
        Column::new("status", "Status", Kind::Status),
        Column::new("left_items", left.name.clone(), Kind::Number),
        Column::new("left_share", of(left), Kind::Share),
        Column::new("right_items", right.name.clone(), Kind::Number),
        Column::new("right_share", of(right), Kind::Share),
    ];
    let row = |level: &Level| {
        Row::new(vec![
            super::labels::level(*level),
            left.counts[*level as usize].into(),
            share(*level, &left.counts),
            right.counts[*level as usize].into(),
            share(*level, &right.counts),
        ])
    };
    let rows = Level::ALL.iter().map(row).collect();
    Table::new("statuses", "By status", columns).with_rows(rows).main()
}

fn themes(sides: &[ComparedSide; 2]) -> Table<'static> {
    let [left, right] = sides;
    let mut names: Vec<&String> = left.themes.iter().map(|(name, _)| name).collect();
    for (name, _) in &right.themes {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let columns = vec![
        Column::new("theme", "Theme", Kind::Text),
        Column::new("left_items", left.name.clone(), Kind::Number),
        Column::new("left_assessed", "Assessed", Kind::Number),
        Column::new("left_implemented", Level::Implemented.label(), Kind::Number),
        Column::new("right_items", right.name.clone(), Kind::Number),
        Column::new("right_assessed", "Assessed", Kind::Number),
        Column::new("right_implemented", Level::Implemented.label(), Kind::Number),
    ];
    let figures = |side: &ComparedSide, name: &String| {
        let counts = side.themes.iter().find(|(known, _)| known == name);
        let counts = counts.map_or([0; Level::ALL.len()], |(_, counts)| *counts);
        [total(&counts), assessed(&counts), counts[Level::Implemented as usize]]
    };
    let row = |name: &&String| {
        let mut cells = vec![name.as_str().into()];
        cells.extend(figures(left, name).map(Cell::from));
        cells.extend(figures(right, name).map(Cell::from));
        Row::new(cells)
    };
    let rows = names.iter().map(row).collect();
    Table::new("themes", "By theme", columns).with_rows(rows)
}

fn linked(pairs: &[Pair]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Item),
        Column::new("text", "Text", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("relation", "Relation", Kind::Text),
        Column::new("other", "Where", Kind::Label),
        Column::new("other_text", "Text there", Kind::Text),
        Column::new("other_status", "Status there", Kind::Status),
    ];
    let row = |pair: &Pair| {
        let (slug, relation, own) = &pair.relation;
        Row::new(vec![
            pair.left.0.as_str().into(),
            pair.left.1.as_str().into(),
            super::labels::level(pair.left.2),
            super::labels::term(slug, relation).own(*own),
            pair.right.0.as_str().into(),
            pair.right.1.as_str().into(),
            super::labels::level(pair.right.2),
        ])
    };
    let rows = pairs.iter().map(row).collect();
    Table::new("pairs", "Items that are linked", columns).with_rows(rows)
}
