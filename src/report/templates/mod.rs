//! What people hand in, as neutral documents: each template says what stands where, and nothing of
//! how it looks.

mod cite;
mod factsheet;
mod matrix;
mod measures;
mod midterm;
mod plan;
mod submission;
mod words;

use chrono::NaiveDate;

use super::changes::Change;
use super::indicators::Indicator;
use super::labels::{Labels, lines};
use super::plans::{Action, PlanEntry};
use super::progress::{Progress, heading};
use super::words::marks;
use super::{Cell, Course, Document, Row};
use crate::domain::Position;
use crate::domain::lines::{
    Duties, EvidenceLine, HistoryLine, ItemLine, LinkLine, PositionLine, RemarkLine,
};
use crate::domain::words::vocabulary;

pub use factsheet::document as factsheet;
pub use matrix::{Layout, document as matrix};
pub use midterm::document as midterm;
pub use plan::document as plan;
pub use submission::document as submission;
pub use words::{count as count_words, counted as counted_words};

vocabulary! {
    /// What a report is made for.
    #[derive(Default)]
    Template is "a template" {
        /// Progress toward the next review.
        #[default]
        Progress = "progress", "Progress toward the next review";
        /// The skeleton of a voluntary mid-term report.
        Midterm = "midterm", "Voluntary mid-term report";
        /// OHCHR's matrix with its last column filled.
        Matrix = "matrix", "OHCHR's matrix";
        /// An implementation plan.
        Plan = "plan", "Implementation plan";
        /// One page.
        Factsheet = "factsheet", "Factsheet";
        /// A stakeholder submission within its limit of words.
        Submission = "submission", "Stakeholder submission";
    }
}

/// All that a template may draw on.
#[derive(Debug, Clone, Default)]
pub struct Dossier {
    /// The figures and what is covered.
    pub progress: Progress,
    /// The items: by theme, within it supported before noted, then in order.
    pub filed: Vec<Filed>,
    /// The course of the whole over time, where there is one.
    pub course: Option<Course>,
    /// The State's figures turn on this day, where that is not the day that was asked for.
    pub moved_to: Option<NaiveDate>,
    /// Whether the items are grouped by cluster instead of by theme, where a template groups them.
    pub by_cluster: bool,
    /// The published plans that have actions for the items, each with all that were published.
    pub plans: Vec<PlanEntry>,
}

impl Dossier {
    /// Whether the State's position is recorded on any of the items.
    pub fn has_positions(&self) -> bool {
        self.filed.iter().any(|filed| filed.position() != Position::NotStated)
    }
}

/// One item with what was said of it.
#[derive(Debug, Clone)]
pub struct Filed {
    /// The item.
    pub line: ItemLine,
    /// What it is grouped under.
    pub theme: Theme,
    /// Its components.
    pub components: Vec<ItemLine>,
    /// What each voice says last, of it and of its components.
    pub said: Vec<HistoryLine>,
    /// Their steps from one level to another, where it is asked since when.
    pub moved: Vec<Change>,
    /// What is said of it and of its components beside a level.
    pub remarks: Vec<RemarkLine>,
    /// Its evidence and its components'; that of an internal voice is internal.
    pub evidence: Vec<EvidenceLine>,
    /// The position in force with its source.
    pub stated: Option<PositionLine>,
    /// What was asked earlier.
    pub earlier: Vec<LinkLine>,
    /// Who leads and supports it, and by when it is due.
    pub duties: Duties,
    /// The actions that are taken for it or for its components.
    pub actions: Vec<Action>,
    /// The indicators that are for it or for its components.
    pub indicators: Vec<Indicator>,
}

/// The theme under which an item stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Theme {
    /// Its place among the themes: of others' lists, the first item under it, its own.
    place: (bool, i64, usize),
    /// What it is called; nothing where the item stands under none.
    pub label: String,
}

impl Theme {
    /// Above what stands under it.
    pub fn head(&self) -> &str {
        if self.label.is_empty() { marks::no_theme() } else { &self.label }
    }
}

impl Filed {
    /// The State's position; `not-stated` where none is recorded.
    pub fn position(&self) -> Position {
        self.line.position.unwrap_or(Position::NotStated)
    }

    /// Supported before noted.
    pub fn rank(&self) -> usize {
        match self.position() {
            Position::Supported => 0,
            Position::PartiallySupported => 1,
            Position::Noted => 2,
            Position::NotSupported => 3,
            Position::Pending => 4,
            Position::NotStated => 5,
        }
    }

    /// Whether a voice that may be handed on says anything of it. What only an internal one says
    /// must not decide what a paper is made of: it would leave a trace when its words are removed.
    pub fn has_status(&self) -> bool {
        self.said.iter().any(|line| !line.internal)
    }

    /// Whether evidence that may be handed on is recorded for it.
    pub fn has_public_evidence(&self) -> bool {
        self.evidence.iter().any(|line| line.brief.public)
    }
}

impl Theme {
    /// That of an item; `first` is where the first item under it stands in the file that lists it.
    pub fn of(labels: &Labels, line: &ItemLine, first: Option<i64>) -> Self {
        let heading = line.heading.and_then(|id| labels.headings.get(&id));
        Self {
            place: labels.theme_place(line.heading, first),
            label: heading.map(|heading| heading.label.clone()).unwrap_or_default(),
        }
    }
}

/// A document with title, stamp and footer.
fn begun(labels: &Labels, title: &str, dossier: &Dossier) -> Document<'static> {
    let mut document = Document::new(labels.title(title));
    document.stamp = labels.stamp();
    document.footer.clone_from(&dossier.progress.footer);
    document
}

/// A row of a table that is grouped by its first column.
fn themed(theme: String, mut cells: Vec<Cell>) -> Row {
    cells.insert(0, Cell::maybe(Some(theme).filter(|theme| !theme.is_empty())));
    Row::new(cells)
}
