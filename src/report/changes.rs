//! What moved between two days, regressions first.

use chrono::NaiveDate;

use super::Kind::{Date, Item, Number, Status, Text};
use super::field::{Field, columns, row};
use super::history;
use super::items::fact;
use super::labels::{Labels, evidence_cell, level_in, number};
use super::{Block, Column, Document, Kind, Row, Table, Value, words};
use crate::domain::Level;
use crate::domain::lines::HistoryLine;

/// A change of the status in force by one voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The item.
    pub item: String,
    /// The heading it stands under, by number.
    pub heading: Option<i64>,
    /// The level before.
    pub from: Level,
    /// The level after, with all that came with it.
    pub to: HistoryLine,
}

/// What moved between two days, from histories that come item by item: for each voice, each step from
/// one level in force to another. What did not move is forgotten at once.
#[derive(Debug)]
pub struct Moves {
    since: NaiveDate,
    until: NaiveDate,
    /// What was said of the item that is being read.
    said: Vec<HistoryLine>,
    items: usize,
    /// Each with the place of its item.
    moved: Vec<(usize, Change)>,
}

impl Moves {
    /// Nothing read yet.
    pub fn between(since: NaiveDate, until: NaiveDate) -> Self {
        Self { since, until, said: Vec::new(), items: 0, moved: Vec::new() }
    }

    /// Reads a line; those of one item follow each other.
    pub fn read(&mut self, line: HistoryLine) {
        if self.said.last().is_some_and(|last| last.item != line.item) {
            self.close_item();
        }
        self.said.push(line);
    }

    fn close_item(&mut self) {
        self.items += 1;
        let said = std::mem::take(&mut self.said);
        let moved = moved_of(&said, self.since, self.until);
        self.moved.extend(moved.into_iter().map(|step| (self.items, step)));
    }

    /// What moved, regressions first, in the order of the items.
    pub fn told(mut self) -> Vec<Change> {
        self.close_item();
        self.moved.sort_by_key(|(item, step)| {
            let (on, entry) = (step.to.effective_on, step.to.entry);
            (!is_regression(step), is_first(step), *item, on, entry)
        });
        self.moved.into_iter().map(|(_, step)| step).collect()
    }
}

/// What moved of one item between two days, both included, by all that was said of it.
pub fn moved_of(said: &[HistoryLine], since: NaiveDate, until: NaiveDate) -> Vec<Change> {
    let asked = since..=until;
    let in_force = || said.iter().filter(|line| line.retracted_by.is_none());
    if !in_force().any(|line| asked.contains(&line.effective_on)) {
        return Vec::new();
    }
    let mut moved = steps(in_force().cloned().collect());
    moved.retain(|step| asked.contains(&step.to.effective_on));
    moved
}

/// The steps of one item, by each voice, from what is in force: of one day the last counts, and a second
/// look is none.
fn steps(mut said: Vec<HistoryLine>) -> Vec<Change> {
    said.sort_by_key(|line| (line.effective_on, line.entry));
    let again = |line: &HistoryLine, level: Level| line.recheck && line.status == level;
    let replaced = |at: usize, line: &HistoryLine| {
        let mut same_day =
            said[at + 1..].iter().take_while(|next| next.effective_on == line.effective_on);
        same_day.any(|next| next.assessor == line.assessor && !again(next, line.status))
    };
    let counts: Vec<bool> = said.iter().enumerate().map(|(at, line)| !replaced(at, line)).collect();
    let mut last: Vec<(String, Level)> = Vec::new();
    let mut steps = Vec::new();
    for (line, counts) in said.into_iter().zip(counts) {
        let known = last.iter_mut().find(|(voice, _)| *voice == line.assessor);
        let from = known.as_ref().map_or(Level::NotAssessed, |(_, level)| *level);
        if !counts || (known.is_some() && again(&line, from)) {
            continue;
        }
        match known {
            Some((_, level)) => *level = line.status,
            None => last.push((line.assessor.clone(), line.status)),
        }
        if from != line.status {
            let (item, heading) = (line.item.clone(), line.heading);
            steps.push(Change { item, heading, from, to: line });
        }
    }
    steps
}

/// Whether it is the first word of the assessor on the item: that is no change of anything.
pub fn is_first(change: &Change) -> bool {
    change.from == Level::NotAssessed
}

/// Whether a change is for the worse: to regressed, or down the scale of what is done.
pub fn is_regression(change: &Change) -> bool {
    let rank = |status: Level| match status {
        Level::NotAssessed | Level::NoInformation => None,
        Level::Regressed => Some(0),
        Level::NotImplemented => Some(1),
        Level::InProgress => Some(2),
        Level::PartiallyImplemented => Some(3),
        Level::Implemented => Some(4),
    };
    match (rank(change.from), rank(change.to.status)) {
        (_, Some(0)) => true,
        (Some(before), Some(after)) => after < before,
        _ => false,
    }
}

/// `upr changes`.
pub const CHANGES: &[Field<Change>] = &[
    Field::new("id", "Item", Item, |_, change| change.item.as_str().into(), "The item, SET:REF."),
    Field::for_scripts(
        "theme",
        "Theme",
        Text,
        |labels, change| labels.heading(change.heading),
        "The short name of the theme that it stands under.",
    ),
    Field::new(
        "from",
        "From",
        Status,
        |_, change| level_in(change.from, change.to.set_kind),
        "The level before, by the same assessor.",
    ),
    Field::new(
        "to",
        "To",
        Status,
        |_, change| level_in(change.to.status, change.to.set_kind),
        "The level after.",
    ),
    Field::new(
        "effective_on",
        "On",
        Date,
        |_, change| change.to.effective_on.into(),
        "The day from which the level after holds.",
    ),
    Field::new(
        "assessor",
        "By",
        Text,
        |labels, change| history::by(labels, &change.to),
        "Whose assessment it is.",
    ),
    Field::new(
        "note",
        "Why",
        Text,
        |labels, change| history::reason(labels, &change.to),
        "The reason for the level after.",
    ),
    Field::for_scripts(
        "evidence",
        "Evidence",
        Text,
        |_, change| evidence_cell(&change.to.evidence),
        "On what the level after rests.",
    ),
    Field::for_scripts(
        "regression",
        "Regression",
        Text,
        |_, change| Value::Flag(is_regression(change)).into(),
        "Whether it is a change for the worse: yes or no (in JSON true or false).",
    ),
    Field::for_scripts(
        "entry",
        "Entry",
        Number,
        |_, change| change.to.entry.into(),
        "The number of the entry of the ledger that says so.",
    ),
    Field::for_scripts(
        "first",
        "First assessment",
        Text,
        |_, change| Value::Flag(is_first(change)).into(),
        "Whether the assessor had said nothing of the item before, so that nothing changed: yes or no (in JSON true or false).",
    ),
];

fn change_row(labels: &Labels, change: &Change) -> Row {
    Row { visibility: history::visibility(&change.to), ..row(CHANGES, labels, change) }
}

/// How many changes under each heading, those with most for the worse first. What an internal voice
/// said is not counted: these figures stand in the public view as well.
fn by_theme(labels: &Labels, changes: &[Change]) -> Table<'static> {
    let mut themes: Vec<(Option<i64>, i64, i64)> = Vec::new();
    for change in changes.iter().filter(|change| !change.to.internal && !is_first(change)) {
        let worse = i64::from(is_regression(change));
        match themes.iter_mut().find(|(heading, ..)| *heading == change.heading) {
            Some((_, all, down)) => {
                *all += 1;
                *down += worse;
            }
            None => themes.push((change.heading, 1, worse)),
        }
    }
    let place = |heading: Option<i64>| {
        heading.and_then(|id| labels.headings.get(&id)).map_or(usize::MAX, |heading| heading.order)
    };
    themes.sort_by_key(|(heading, _, worse)| (std::cmp::Reverse(*worse), place(*heading)));
    let heads = vec![
        Column::new("theme", "Theme", Kind::Text),
        Column::new("regressions", "For the worse", Kind::Number),
        Column::new("changes", "Changes", Kind::Number),
    ];
    let counts = |(heading, all, worse): &(Option<i64>, i64, i64)| {
        let theme = if heading.is_some() {
            labels.heading(*heading)
        } else {
            words::marks::no_theme().into()
        };
        Row::new(vec![theme, (*worse).into(), (*all).into()])
    };
    let rows = themes.iter().map(counts).collect();
    Table::new("changes_by_theme", "Changes by theme", heads).with_rows(rows)
}

/// `upr changes`: regressions first.
pub fn changes_document(
    labels: &Labels,
    title: &str,
    span: (NaiveDate, NaiveDate),
    changes: &[Change],
) -> Document<'static> {
    let (since, until) = span;
    let mut document = Document::new(labels.title(title));
    document.stamp = labels.stamp();
    let count = |wanted: &dyn Fn(&Change) -> bool| {
        let public = changes.iter().filter(|change| !change.to.internal);
        number(public.filter(|change| wanted(change)).count())
    };
    let moved = count(&|change| !is_first(change));
    let worse = count(&|change| !is_first(change) && is_regression(change));
    let first = count(&is_first);
    document.facts = vec![
        fact("since", since),
        fact("until", until),
        fact("changes", moved),
        fact("regressions", worse),
        fact("first_assessments", first),
    ];
    let said = words::changes::said(moved, worse, first, span);
    document.blocks.push(Block::Paragraph(said));
    let rows = changes.iter().map(|change| change_row(labels, change)).collect();
    let table = Table::new("changes", words::changes::title(), columns(CHANGES));
    document.blocks.push(Block::Table(table.with_rows(rows).main()));
    if moved > 0 {
        document.blocks.push(Block::Table(by_theme(labels, changes)));
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(item: &str, entry: i64, on: &str, status: Level) -> HistoryLine {
        HistoryLine {
            set_kind: crate::domain::SetKind::default(),
            item: item.into(),
            heading: None,
            entry,
            status,
            recheck: false,
            printed: None,
            effective_on: on.parse().unwrap(),
            recorded_at: "2026-01-01T00:00:00Z".into(),
            stopped: false,
            assessor: "tracker".into(),
            internal: false,
            confidence: None,
            note: None,
            public: true,
            unsourced: false,
            evidence: Vec::new(),
            author: None,
            retracted_by: None,
            about: None,
        }
    }

    fn changes(history: &[HistoryLine], since: NaiveDate, until: NaiveDate) -> Vec<Change> {
        let mut moves = Moves::between(since, until);
        history.iter().for_each(|line| moves.read(line.clone()));
        moves.told()
    }

    #[test]
    fn regressions_come_first_and_only_steps_count() {
        let mut gone = line("A:1", 3, "2025-03-01", Level::Implemented);
        gone.retracted_by = Some(9);
        let history = [
            line("A:1", 1, "2025-01-01", Level::InProgress),
            line("A:1", 2, "2025-02-01", Level::InProgress),
            gone,
            line("A:2", 4, "2025-01-01", Level::Implemented),
            line("A:2", 5, "2025-04-01", Level::Regressed),
        ];
        let day = |text: &str| text.parse().unwrap();
        let moved = changes(&history, day("2025-01-01"), day("2025-12-31"));
        let steps: Vec<_> = moved.iter().map(|c| (c.item.as_str(), c.from, c.to.status)).collect();
        let expected = [
            ("A:2", Level::Implemented, Level::Regressed),
            ("A:1", Level::NotAssessed, Level::InProgress),
            ("A:2", Level::NotAssessed, Level::Implemented),
        ];
        assert_eq!(steps, expected);
        let late = changes(&history, day("2025-02-01"), day("2025-12-31"));
        assert_eq!(late.len(), 1, "the second entry of A:1 is no step");
    }

    #[test]
    fn the_later_entry_of_a_day_wins() {
        let history = [
            line("A:1", 1, "2025-01-01", Level::Implemented),
            line("A:1", 2, "2025-01-01", Level::InProgress),
        ];
        let day = |text: &str| text.parse().unwrap();
        let moved = changes(&history, day("2025-01-01"), day("2025-01-01"));
        assert_eq!(moved.len(), 1);
        assert_eq!(moved[0].to.status, Level::InProgress);
    }

    #[test]
    fn changes_are_told_in_the_right_number() {
        let day = |text: &str| text.parse().unwrap();
        for (number, told) in [(1, "1 change from"), (11, "11 changes from")] {
            let step =
                |entry: i64, on: &str, status| line(&format!("A:{entry}"), entry, on, status);
            let first = step(99, "2025-02-01", Level::Implemented);
            let both = |entry| {
                let before = step(entry, "2024-01-01", Level::NotImplemented);
                [before, step(entry, "2025-01-01", Level::InProgress)]
            };
            let lines: Vec<_> = (1..=number).flat_map(both).chain([first]).collect();
            let moved = changes(&lines, day("2025-01-01"), day("2025-12-31"));
            let span = (day("2025-01-01"), day("2025-12-31"));
            let document = changes_document(&Labels::default(), "Changes", span, &moved);
            let Some(Block::Paragraph(said)) = document.blocks.first() else {
                panic!("no sentence")
            };
            assert!(said.starts_with(told), "{said}");
            assert!(
                said.ends_with("Beside them 1 first assessment, which changes nothing."),
                "{said}"
            );
        }
    }
}
