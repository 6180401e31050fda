//! Status over time: what the counts were, never what they may become.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::items::fact;
use super::labels::Labels;
use super::progress::{self, Progress};
use super::words::{changes as said, figures, papers::PaperHeading};
use super::{Block, Cell, Chart, Column, Course, CoursePoint, Document, Kind, Mark, Row, Table};
use crate::domain::Level;
use crate::domain::lines::MilestoneLine;
use crate::domain::words::vocabulary;

vocabulary! {
    /// How far the points of a trend stand apart.
    #[derive(Default)]
    Step is "a step" {
        /// The last day of each month.
        Month = "month", "Month";
        /// The last day of each quarter.
        #[default]
        Quarter = "quarter", "Quarter";
        /// The last day of each year.
        Year = "year", "Year";
    }
}

impl Step {
    /// The step that gives a chart that can be read.
    pub fn fitting(from: NaiveDate, to: NaiveDate) -> Self {
        match (to - from).num_days() {
            ..=400 => Self::Month,
            401..=2_000 => Self::Quarter,
            _ => Self::Year,
        }
    }

    fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The last day of the period that a day stands in.
    fn end(self, day: NaiveDate) -> Option<NaiveDate> {
        let months = self.months();
        let first = NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1)?;
        first.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))
    }

    /// The ends of all periods from one day to another, and the last day itself.
    pub fn days(self, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
        let mut days = Vec::new();
        let mut day = from;
        while let Some(end) = self.end(day).filter(|end| *end < to) {
            days.push(end);
            let Some(next) = end.succ_opt() else { break };
            day = next;
        }
        if from <= to {
            days.push(to);
        }
        days
    }
}

/// The counts by level, in the order of [`Level::ALL`], on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub on: NaiveDate,
    /// The counts.
    pub counts: [i64; Level::ALL.len()],
}

/// The chart of a course, with the milestones that fall between its first day and the next review.
pub fn course(title: &str, points: &[Point], milestones: &[MilestoneLine]) -> Option<Course> {
    let first = points.first()?.on;
    let as_of = points.last()?.on;
    let dated = milestones.iter().filter_map(|line| Some((line.dated?.last(), line)));
    let mut marks: Vec<(NaiveDate, &MilestoneLine)> = dated.collect();
    marks.sort_by_key(|(on, _)| *on);
    let review = marks.iter().find(|(on, line)| line.kind == "review" && *on >= as_of);
    let until = review.map_or(as_of, |(on, _)| *on);
    let marks = marks.iter().filter(|(on, _)| *on >= first && *on <= until);
    Some(Course {
        title: title.to_owned(),
        series: progress::series(),
        points: points.iter().map(chart_point).collect(),
        marks: marks.map(|(on, line)| mark(*on, line)).collect(),
    })
}

fn chart_point(point: &Point) -> CoursePoint {
    CoursePoint { on: point.on, counts: progress::stacked(&point.counts) }
}

fn mark(on: NaiveDate, line: &MilestoneLine) -> Mark {
    let label = match line.certainty.as_str() {
        "documented" => line.label.clone(),
        certainty => said::uncertain(&line.label, certainty),
    };
    let printed = line.dated.map(|date| date.to_string()).unwrap_or_default();
    Mark { on, printed, label }
}

/// `upr trend`.
pub fn document(
    labels: &Labels,
    progress: &Progress,
    points: &[Point],
    milestones: &[MilestoneLine],
) -> Document<'static> {
    let title = match progress.sets.as_slice() {
        [set] => said::trend(&set.title),
        sets => said::trend(&figures::sets(None, sets.len())),
    };
    let mut document = Document::new(labels.title(&title));
    document.stamp = labels.stamp();
    document.footer.clone_from(&progress.footer);
    document.facts = vec![
        fact("since", points.first().map(|point| point.on)),
        fact("as_of", progress.as_of),
        fact("owner", labels.according_to.as_str()),
    ];
    document.blocks.push(Block::Paragraph(progress::covered(labels, progress)));
    document
        .blocks
        .extend(progress.filters.iter().map(|filters| Block::Paragraph(figures::chosen(filters))));
    let Some(course) = course(PaperHeading::StatusOverTime.words(), points, milestones) else {
        document.blocks.push(Block::Paragraph(said::nothing()));
        document.blocks.push(Block::Table(table(points)));
        return document;
    };
    document.blocks.push(Block::Table(levels(points)));
    document.blocks.push(Block::Chart(Chart::Course(course)));
    document.blocks.push(Block::Table(table(points)));
    document.blocks.push(Block::Note(said::point_explained()));
    document
}

/// One line a level: first, last, and its course in small.
fn levels(points: &[Point]) -> Table<'static> {
    let ends = |at: usize| points.get(at).map(|point| point.on.to_string()).unwrap_or_default();
    let columns = vec![
        Column::new("status", "Status", Kind::Status),
        Column::new("first", ends(0), Kind::Number),
        Column::new("last", ends(points.len().saturating_sub(1)), Kind::Number),
        Column::new("course", "Course", Kind::Label),
    ];
    let row = |level: &Level| {
        let counts: Vec<i64> = points.iter().map(|point| point.counts[*level as usize]).collect();
        Row::new(vec![
            super::labels::level(*level),
            counts.first().copied().map(Cell::from).unwrap_or_default(),
            counts.last().copied().map(Cell::from).unwrap_or_default(),
            sparkline(&counts, points).into(),
        ])
    };
    Table::new("levels", "By status", columns).with_rows(Level::ALL.iter().map(row).collect())
}

/// Eight heights; nothing is a blank line. All levels share one scale: the largest total.
fn sparkline(counts: &[i64], points: &[Point]) -> String {
    let most = points.iter().flat_map(|point| point.counts).max().unwrap_or(0).max(1);
    let heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let height = |count: &i64| match *count {
        ..=0 => '·',
        count => {
            let at = usize::try_from((count * 8 + most - 1) / most).unwrap_or(1);
            heights[at.clamp(1, heights.len()) - 1]
        }
    };
    counts.iter().map(height).collect()
}

fn table(points: &[Point]) -> Table<'static> {
    let mut columns =
        vec![Column::new("on", "On", Kind::Date), Column::new("items", "Items", Kind::Number)];
    let title = |level: &Level| Column::new(level.slug(), level.label(), Kind::Number);
    columns.extend(Level::ALL.iter().map(title));
    columns.push(Column::new("assessed", "Assessed", Kind::Number));
    let row = |point: &Point| {
        let all: i64 = point.counts.iter().sum();
        let mut cells = vec![point.on.into(), all.into()];
        cells.extend(point.counts.iter().map(|count| Cell::from(*count)));
        cells.push((all - point.counts[Level::NotAssessed as usize]).into());
        Row::new(cells)
    };
    let mut table = Table::new("trend", PaperHeading::StatusOverTime, columns).main();
    table.for_scripts = true;
    table.with_rows(points.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn points_are_the_ends_of_periods_and_the_last_day() {
        let days = Step::Quarter.days(day("2024-02-10"), day("2024-12-31"));
        let expected = ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"].map(day);
        assert_eq!(days, expected);
        assert_eq!(Step::Month.days(day("2024-02-10"), day("2024-02-12")), [day("2024-02-12")]);
        assert_eq!(Step::Year.days(day("2025-01-01"), day("2024-12-31")), []);
        assert_eq!(Step::Month.days(day("2024-01-31"), day("2024-03-01")).len(), 3);
    }

    #[test]
    fn nothing_is_a_dot_and_the_most_is_full() {
        let point = |count: i64| {
            let mut counts = [0; Level::ALL.len()];
            counts[Level::Implemented as usize] = count;
            Point { on: day("2024-01-01"), counts }
        };
        let points = [point(0), point(1), point(8)];
        assert_eq!(sparkline(&[0, 1, 8], &points), "·▁█");
    }
}
