//! Pictures of figures.

use chrono::NaiveDate;

use crate::report::words;

/// A picture of figures.
#[derive(Debug, Clone)]
pub enum Chart {
    /// One stacked bar a row.
    Bars {
        /// Caption.
        title: String,
        /// What the parts of each bar mean, in stacking order.
        series: Vec<Series>,
        /// The bars.
        bars: Vec<Bar>,
        /// Whether it has to do with little room: the numbers in the bars suffice, without a table
        /// of the figures beside it.
        compact: bool,
    },
    /// Counts over time, with marks.
    Course(Course),
}

impl Chart {
    /// The caption.
    pub fn title(&self) -> &str {
        match self {
            Self::Bars { title, .. } => title,
            Self::Course(course) => &course.title,
        }
    }

    /// What its parts mean, in stacking order.
    pub fn series(&self) -> &[Series] {
        match self {
            Self::Bars { series, .. } => series,
            Self::Course(course) => &course.series,
        }
    }

    /// Label and counts of each bar or point, as papers print them.
    pub fn rows(&self) -> Vec<(String, &[i64])> {
        match self {
            Self::Bars { bars, .. } => {
                bars.iter().map(|bar| (bar.label.clone(), bar.counts.as_slice())).collect()
            }
            Self::Course(course) => {
                let points = course.points.iter();
                points.map(|of| (words::day(of.on), of.counts.as_slice())).collect()
            }
        }
    }
}

/// What one part of each bar means.
#[derive(Debug, Clone)]
pub struct Series {
    /// Stable name: a status slug.
    pub key: &'static str,
    /// What people read.
    pub label: String,
    /// Whether it stands for what is not known: drawn hatched.
    pub hatched: bool,
}

/// One bar: a label and one count a series.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// The counts, in the order of the series.
    pub counts: Vec<i64>,
    /// The theme whose items it counts, by its slug, where it is one's.
    pub theme: Option<String>,
}

/// Counts over time.
#[derive(Debug, Clone)]
pub struct Course {
    /// Caption.
    pub title: String,
    /// What the counts mean, in stacking order.
    pub series: Vec<Series>,
    /// The points, oldest first.
    pub points: Vec<CoursePoint>,
    /// Milestones on the same axis.
    pub marks: Vec<Mark>,
}

/// The counts on one day.
#[derive(Debug, Clone)]
pub struct CoursePoint {
    /// The day.
    pub on: NaiveDate,
    /// One count a series.
    pub counts: Vec<i64>,
}

/// A milestone on a time axis.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where it stands on the axis.
    pub on: NaiveDate,
    /// As precisely as it is known (`2021-09`).
    pub printed: String,
    /// What it is.
    pub label: String,
}
