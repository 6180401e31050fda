//! `upr report`: progress toward the next review.

mod figures;
mod rows;
mod sentences;

use chrono::NaiveDate;

use super::items::{fact, no_fact};
use super::labels::{Ahead, Labels, number, period_end};
use super::{
    Bar, Block, Cell, Chart, Course, Document, Fact, Figure, Glance, Part, Table, Value, words,
};
use crate::domain::lines::{CountLine, DocumentLine, ItemLine, SetLine};
use crate::domain::{Level, PartialDate};
use figures::{assessed, bar, total};
use sentences::{notes, opening};
use words::figures as said;
use words::papers::PaperHeading;

pub(super) use figures::{
    FEWEST, bars, by, left_out, parts, regressed, series, share, stacked, statuses,
};
pub use figures::{counts_of, counts_of_levels};
pub use rows::{item_columns, item_row};
pub(super) use sentences::{
    assessed_sentence, coming, covered, covered_levels, period, set_notes, with_article,
};

/// What a progress report is made of.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// What is covered.
    pub sets: Vec<SetLine>,
    /// The documents of the file, by which sets and items are cited.
    pub documents: Vec<DocumentLine>,
    /// The State, in print; none where there are several.
    pub state: Option<String>,
    /// The day.
    pub as_of: NaiveDate,
    /// The state of knowledge, where it is limited.
    pub known_at: Option<String>,
    /// What comes next; none where there are several States.
    pub ahead: Option<Ahead>,
    /// Figures of the whole.
    pub whole: Vec<CountLine>,
    /// Figures by the chosen dimension, in order.
    pub parts: Vec<PartLine>,
    /// What the parts are: `Theme`, `Set` …
    pub by: &'static str,
    /// Items that do not count in figures (offers, concerns …).
    pub uncounted: i64,
    /// Items that would count but are superseded.
    pub superseded: i64,
    /// The sentences on a theme filter: what it covers in each set.
    pub theme: Vec<String>,
    /// Whether the sets are classified in different ways, so that no sum over them says anything.
    pub mixed: bool,
    /// Regressed items and compound items with regressed components.
    pub regressed: Vec<ItemLine>,
    /// Tallies of compound items.
    pub tallies: Vec<String>,
    /// Whether the items stand under no theme, but carry issues of UPR Info.
    pub only_issues: bool,
    /// Whether other voices speak in this file.
    pub many_voices: bool,
    /// The course of the whole over time, where there is one to show.
    pub course: Option<Course>,
    /// The figures of each set, where there are several.
    pub apart: Vec<PartLine>,
    /// The figures as each voice sees them, where several speak.
    pub voices: Vec<PartLine>,
    /// Lines at the foot.
    pub footer: Vec<String>,
    /// The filters in words, if there are any.
    pub filters: Option<String>,
}

/// One part of the figures.
#[derive(Debug, Clone, Default)]
pub struct PartLine {
    /// Stable key: a slug, a set's key …
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What people read, where that is more.
    pub shown: Option<String>,
    /// What it is, where the parts are of several kinds (`goal`, `target`).
    pub level: Option<&'static str>,
    /// For a part that is a term: its number.
    pub term: Option<i64>,
    /// Whether it is a theme: its items can be listed by its key.
    pub is_theme: bool,
    /// How many others it stands below.
    pub depth: usize,
    /// How many of its items are there by one's own classification only.
    pub own: i64,
    /// Count by level, in the order of [`Level::ALL`].
    pub counts: [i64; Level::ALL.len()],
}

impl Progress {
    /// What the items are called, in the plural.
    pub fn noun(&self) -> &str {
        match self.sets.as_slice() {
            [first, rest @ ..] if rest.iter().all(|set| set.noun == first.noun) => &first.noun,
            _ => "items",
        }
    }

    /// What is covered, for a title: the set's, else how many there are.
    pub fn covers(&self) -> String {
        match self.sets.as_slice() {
            [set] => set.title.strip_prefix("EXAMPLE: ").unwrap_or(&set.title).to_owned(),
            sets => said::sets(self.state.as_deref(), sets.len()),
        }
    }

    /// The document that is cited by this symbol or key.
    pub fn document(&self, cited: &str) -> Option<&DocumentLine> {
        let by =
            |document: &&DocumentLine| document.symbol.as_deref().unwrap_or(&document.key) == cited;
        self.documents.iter().find(by)
    }
}

impl PartLine {
    /// What people read: below others further in, own classification marked.
    fn for_people(&self) -> String {
        let inward = "\u{a0}\u{a0}".repeat(self.depth);
        let own = match self.own {
            0 => String::new(),
            own if own == self.total() => format!(" {}", words::marks::own()),
            own => format!(" {}", words::marks::own_part(own)),
        };
        format!("{inward}{}{own}", self.shown.as_deref().unwrap_or(&self.label))
    }

    pub(super) fn total(&self) -> i64 {
        self.counts.iter().sum()
    }

    pub(super) fn assessed(&self) -> i64 {
        self.total() - self.counts[Level::NotAssessed as usize]
    }
}

/// The report, with its table of items and, for a theme, of what concerns it.
pub fn document<'a>(
    labels: &Labels,
    mut progress: Progress,
    items: Table<'a>,
    concerning: Option<Table<'a>>,
) -> Document<'a> {
    let mut document = Document::new(labels.title(&said::progress(&progress.covers())));
    document.stamp = labels.stamp();
    document.facts = facts(labels, &progress);
    document.glance = glance(&progress);
    for sentence in opening(labels, &progress) {
        document.blocks.push(Block::Paragraph(sentence));
    }
    let blocks = &mut document.blocks;
    // Figures over nothing are no finding; over sets that are not counted alike they are wrong.
    let nothing = !progress.theme.is_empty() && total(&progress) == 0;
    if !nothing && !progress.mixed {
        blocks.push(heading(1, said::by_status()));
    }
    if !progress.mixed {
        let mut table = statuses(&progress);
        table.for_scripts = nothing;
        blocks.push(Block::Table(table));
        blocks.extend(left_out(&progress).map(Block::Note));
    }
    if let Some(block) = regressed(labels, &progress) {
        blocks.push(heading(2, said::regressed()));
        blocks.push(block);
    }
    if progress.apart.len() > 1 {
        blocks.push(heading(1, PaperHeading::SetBySet));
        blocks.push(Block::Chart(Chart::Bars {
            title: PaperHeading::SetBySet.into(),
            series: series(),
            compact: false,
            bars: progress.apart.iter().map(bar).collect(),
        }));
    }
    // One bar of what has no name says nothing that the figures don't.
    let named = progress.parts.iter().any(|part| !part.key.is_empty());
    if !nothing && named {
        blocks.push(heading(1, by(&progress)));
        blocks.push(Block::Chart(bars(&progress, false)));
    }
    blocks.push(Block::Table(parts(&progress)));
    over_time_and_voices(&mut progress, blocks);
    let mut items = items.itemized();
    items.for_scripts = nothing;
    if nothing {
        blocks.push(Block::Table(items));
    } else {
        blocks.push(heading(1, items.title.clone()));
        blocks.push(Block::Table(items));
    }
    if let Some(table) = concerning {
        blocks.push(heading(1, table.title.clone()));
        blocks.push(Block::Table(table.itemized()));
    }
    for note in notes(&progress) {
        document.blocks.push(Block::Note(note));
    }
    document.footer.clone_from(&progress.footer);
    document
}

/// A heading.
pub(super) fn heading(level: u8, text: impl Into<String>) -> Block<'static> {
    Block::Heading { level, text: text.into() }
}

/// The bar of a voice; an owner without a name is whoever hands the paper in.
fn voice(part: &PartLine) -> Bar {
    let bar = bar(part);
    if bar.label == "this file" { Bar { label: said::the_author(), ..bar } } else { bar }
}

/// The course of the whole, and the voices side by side.
fn over_time_and_voices(progress: &mut Progress, blocks: &mut Vec<Block<'_>>) {
    if let Some(course) = progress.course.take() {
        blocks.push(heading(1, course.title.clone()));
        blocks.push(Block::Chart(Chart::Course(course)));
    }
    if progress.voices.len() > 1 && progress.by != "Assessor" {
        blocks.push(heading(1, PaperHeading::Voices));
        blocks.push(Block::Chart(Chart::Bars {
            title: PaperHeading::Voices.into(),
            series: series(),
            compact: false,
            bars: progress.voices.iter().map(voice).collect(),
        }));
    }
}

/// One bar of the whole and what is to be known first; nothing where there is no sum.
fn glance(progress: &Progress) -> Option<Glance> {
    let (all, assessed) = (total(progress), assessed(progress));
    if progress.mixed || all == 0 {
        return None;
    }
    let counts = counts_of(progress.whole.iter());
    let figure = |number: String, of: String| Figure { number, of };
    let mut figures = vec![figure(said::glance_of(assessed, all), said::glance_assessed())];
    if assessed > 0 {
        let done = counts[Level::Implemented as usize];
        figures.push(figure(done.to_string(), said::glance_implemented()));
    }
    let regressed = number(progress.regressed.len());
    if regressed > 0 {
        figures.push(figure(regressed.to_string(), said::glance_regressed()));
    }
    let next = progress.ahead.as_ref().and_then(|ahead| ahead.next.as_ref());
    let days = progress.ahead.as_ref().and_then(|ahead| ahead.days_left(progress.as_of));
    if let (Some(next), Some(days), Some(dated)) = (next, days, next.and_then(|next| next.dated)) {
        let until = said::glance_until(&next.label, &words::date(dated));
        figures.push(figure(said::glance_days(days), until));
    }
    let bar = Bar {
        label: words::levels(&counts, progress.noun(), None),
        counts: stacked(&counts),
        theme: None,
    };
    let whole = Chart::Bars {
        title: PaperHeading::Whole.into(),
        series: series(),
        compact: true,
        bars: vec![bar],
    };
    Some(Glance { whole, figures })
}

pub(super) fn facts(labels: &Labels, progress: &Progress) -> Vec<Fact> {
    let single = |value: Option<Cell>, key| match value {
        Some(cell) => Fact { key, value: cell.value },
        None => no_fact(key),
    };
    let sum = |key, number: i64| if progress.mixed { no_fact(key) } else { fact(key, number) };
    let next = progress.ahead.as_ref().and_then(|ahead| ahead.next.as_ref());
    let review = progress.ahead.as_ref().and_then(|ahead| ahead.review.as_ref());
    let dated = |date: Option<PartialDate>| date.map(|date| Cell::from(date.to_string()));
    let sets = progress.sets.iter().map(|set| Part::new(set.key.as_str())).collect();
    let end = match progress.sets.as_slice() {
        [set] => period_end(set),
        _ => None,
    };
    let days = progress.ahead.as_ref().and_then(|ahead| ahead.days_left(progress.as_of));
    let undated = || "undated".to_owned();
    let review = progress.ahead.as_ref().map(|_| {
        let dated = review.and_then(|line| line.dated);
        Cell::from(dated.map_or_else(undated, |date| date.to_string()))
    });
    vec![
        fact("as_of", progress.as_of),
        single(progress.known_at.as_deref().map(Cell::from), "known_at"),
        single(progress.state.as_deref().map(Cell::from), "state"),
        Fact { key: "sets", value: Value::Parts(sets) },
        fact("owner", labels.according_to.as_str()),
        sum("items", total(progress)),
        sum("assessed", assessed(progress)),
        single(dated(end), "period_end"),
        single(next.map(|line| Cell::from(line.label.as_str())), "next_milestone"),
        single(dated(next.and_then(|line| line.dated)), "next_milestone_on"),
        single(days.map(Cell::from), "days_left"),
        single(review, "next_review"),
    ]
}
