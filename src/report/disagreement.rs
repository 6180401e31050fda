//! Items on which assessors differ: by how much, and why each says what it says.

use chrono::NaiveDate;

use super::items::fact;
use super::labels::{Labels, number};
use super::templates::Filed;
use super::words::questions;
use super::{Block, Cell, Column, Document, Kind, Part, Row, Table, Value, Visibility};
use crate::domain::Level;
use crate::domain::lines::{HistoryLine, ItemLine};

/// One item or component with what each voice says of it.
struct Split<'f> {
    line: &'f ItemLine,
    theme: &'f str,
    said: Vec<&'f HistoryLine>,
}

/// Where a level stands on the way to what is asked; nowhere for what says nothing of it.
fn step(level: Level) -> Option<i64> {
    match level {
        Level::NotAssessed | Level::NoInformation => None,
        Level::Regressed => Some(-1),
        Level::NotImplemented => Some(0),
        Level::InProgress => Some(1),
        Level::PartiallyImplemented => Some(2),
        Level::Implemented => Some(3),
    }
}

/// What a level is worth in UPR Info's index, in halves.
fn halves(level: Level) -> Option<u32> {
    match level {
        Level::NotAssessed | Level::NoInformation => None,
        Level::Regressed | Level::NotImplemented => Some(0),
        Level::InProgress | Level::PartiallyImplemented => Some(1),
        Level::Implemented => Some(2),
    }
}

impl<'f> Split<'f> {
    /// The voices that may be heard outside, and that say something.
    fn public(&self) -> impl Iterator<Item = &&'f HistoryLine> {
        self.said.iter().filter(|line| !line.internal)
    }

    fn differs(&self) -> bool {
        differing(self.said.iter().map(|line| line.status))
    }

    fn differs_in_public(&self) -> bool {
        differing(self.public().map(|line| line.status))
    }

    /// How many steps of the scale lie between the lowest and the highest.
    fn apart(&self) -> Option<i64> {
        let steps: Vec<i64> = self.public().filter_map(|line| step(line.status)).collect();
        let (low, high) = (steps.iter().min()?, steps.iter().max()?);
        (steps.len() > 1).then_some(high - low)
    }

    /// `0.75 from 2 assessors (State 1, CSO 0.5)`; only where two or more speak.
    fn index(&self, labels: &Labels) -> Option<String> {
        let worth: Vec<(String, u32)> = self
            .public()
            .filter_map(|line| Some((labels.voice(&line.assessor), halves(line.status)?)))
            .collect();
        if worth.len() < 2 {
            return None;
        }
        let sum: u32 = worth.iter().map(|(_, halves)| halves).sum();
        let mean = f64::from(sum) / 2.0 / f64::from(u32::try_from(worth.len()).ok()?);
        let named = |(name, halves): &(String, u32)| {
            format!("{name} {}", ["0", "0.5", "1"][usize::try_from(*halves).unwrap_or(0).min(2)])
        };
        let voices: Vec<String> = worth.iter().map(named).collect();
        Some(questions::index(&format!("{mean:.2}"), number(worth.len()), &voices))
    }
}

fn differing(levels: impl Iterator<Item = Level>) -> bool {
    let mut levels = levels.filter(|level| *level != Level::NotAssessed);
    let Some(first) = levels.next() else { return false };
    levels.any(|level| level != first)
}

/// What each voice says of an item and of each of its components.
fn splits(one: &Filed) -> impl Iterator<Item = Split<'_>> {
    std::iter::once(&one.line).chain(&one.components).map(|line| {
        let name = line.name();
        let said = one.said.iter().filter(|said| said.item == name).collect();
        Split { line, theme: &one.theme.label, said }
    })
}

/// Items on which assessors differ, looked at some at a time.
#[derive(Default)]
pub struct Disagreement {
    /// How many are assessed by two or more.
    heard: usize,
    /// On how many of them what may be heard differs.
    known: usize,
    /// Those on which they differ, with how far apart.
    rows: Vec<(Option<i64>, Row)>,
}

impl Disagreement {
    /// Looks at some more items.
    pub fn look_at(&mut self, labels: &Labels, filed: &[Filed]) {
        for split in filed.iter().flat_map(splits) {
            self.heard += usize::from(split.public().count() > 1);
            if split.differs() {
                self.known += usize::from(split.differs_in_public());
                self.rows.push((split.apart(), row(labels, &split)));
            }
        }
    }

    /// `upr disagreement`.
    pub fn document(
        self,
        labels: &Labels,
        as_of: NaiveDate,
        footer: Vec<String>,
    ) -> Document<'static> {
        let Self { heard, known, mut rows } = self;
        // Stable: those equally far apart keep their order.
        rows.sort_by_key(|(apart, _)| std::cmp::Reverse(*apart));
        let known = number(known);
        let mut document = Document::new(labels.title(questions::disagreement()));
        document.stamp = labels.stamp();
        document.footer = footer;
        document.facts = vec![
            fact("as_of", as_of),
            fact("heard_by_several", number(heard)),
            fact("differing", known),
        ];
        let said = questions::differing(number(heard), known, as_of);
        document.blocks.push(Block::Paragraph(said));
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        let table =
            Table::new("disagreement", "Where assessors differ, furthest apart first", columns());
        document.blocks.push(Block::Table(table.with_rows(rows).main()));
        document.blocks.push(Block::Note(questions::steps_explained()));
        document
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("id", "Item", Kind::Item),
        Column::new("text", "Text", Kind::Text),
        Column::new("theme", "Theme", Kind::Text).for_scripts(),
        Column::new("apart", "Steps apart", Kind::Number),
        Column::new("said", "Who says what, and why", Kind::Text),
        Column::new("iri", "IRI", Kind::Text),
    ]
}

/// A row is internal as a whole where only an internal voice makes the difference.
fn row(labels: &Labels, split: &Split<'_>) -> Row {
    let secret = split.said.iter().find(|line| line.internal).map_or(0, |line| line.entry);
    let said = split.said.iter().flat_map(|line| voice(labels, line)).collect();
    Row {
        cells: vec![
            split.line.name().into(),
            super::items::item_text(split.line),
            split.theme.into(),
            split.apart().map(Cell::from).unwrap_or_default(),
            Value::Lines(said).into(),
            Cell::maybe(split.index(labels)),
        ],
        visibility: Visibility::of(split.differs_in_public(), secret),
    }
}

/// The level with its day and reason; the reason apart where it alone is internal.
fn voice(labels: &Labels, line: &HistoryLine) -> Vec<Part> {
    let who = labels.voice(&line.assessor);
    let said = questions::says(&who, line.status.label(), line.effective_on, line.unsourced);
    let visibility = Visibility::of(!line.internal, line.entry);
    match &line.note {
        Some(note) if line.public => {
            vec![Part { visibility, ..Part::new(questions::why(&said, note)) }]
        }
        Some(note) => vec![
            Part { visibility, ..Part::new(said) },
            Part { visibility: Visibility::Internal(line.entry), ..Part::new(note.clone()) },
        ],
        None => vec![Part { visibility, ..Part::new(said) }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_that_cannot_tell_differs_but_has_no_place_on_the_scale() {
        assert!(differing([Level::NoInformation, Level::InProgress].into_iter()));
        assert!(!differing([Level::NotAssessed, Level::InProgress].into_iter()));
        assert!(!differing([Level::InProgress, Level::InProgress].into_iter()));
        assert_eq!(step(Level::NoInformation), None);
        assert_eq!(halves(Level::Regressed), Some(0));
        assert_eq!(halves(Level::PartiallyImplemented), halves(Level::InProgress));
    }
}
