//! `upr report`: progress toward the next review.

use chrono::NaiveDate;

use super::items::{fact, item_text, no_fact, status_cell};
use super::labels::{Ahead, Labels, cited_cell, counted, level, period_end};
use super::{
    Bar, Block, Cell, Chart, Column, Document, Fact, Kind, Part, Row, Series, Table, Value,
    Visibility,
};
use crate::domain::dates::months_between;
use crate::domain::lines::{CountLine, ItemLine, SetLine};
use crate::domain::{Level, PartialDate};

/// Fewer assessed items than this have no share of outcome.
pub(super) const FEWEST: i64 = 5;
/// Without an assessment for this many months an item is stale.
const STALE_MONTHS: u32 = 12;

/// What a progress report is made of.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// What is covered.
    pub sets: Vec<SetLine>,
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
    /// The sentence on a theme filter.
    pub theme_sentence: Option<String>,
    /// Regressed items and compound items with regressed components.
    pub regressed: Vec<ItemLine>,
    /// Tallies of compound items.
    pub tallies: Vec<String>,
    /// Whether other voices speak in this file.
    pub many_voices: bool,
    /// The course of the whole over time, where there is one to show.
    pub course: Option<super::Course>,
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
    /// What people read.
    pub label: String,
    /// Count by level, in the order of [`Level::ALL`].
    pub counts: [i64; Level::ALL.len()],
}

impl Progress {
    /// What the items are called, in the plural.
    pub fn noun(&self) -> &str {
        match self.sets.as_slice() {
            [set] => &set.noun,
            _ => "items",
        }
    }
}

impl PartLine {
    fn total(&self) -> i64 {
        self.counts.iter().sum()
    }

    pub(super) fn assessed(&self) -> i64 {
        self.total() - self.counts[Level::NotAssessed as usize]
    }
}

/// Counts by level of the lines with a key.
pub fn counts_of<'a>(lines: impl Iterator<Item = &'a CountLine>) -> [i64; Level::ALL.len()] {
    let mut counts = [0; Level::ALL.len()];
    for line in lines {
        counts[line.status as usize] += line.items;
    }
    counts
}

/// The columns of the report's items.
pub fn item_columns(many_voices: bool) -> Vec<Column> {
    let voices = Column::new("other_voices", "Other voices", Kind::Text);
    vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("text", "Text", Kind::Text),
        Column::new("theme", "Theme", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("reason", "Reason", Kind::Text).for_pages(),
        Column::new("assessor", "Assessor", Kind::Text).for_scripts(),
        Column::new("evidence", "Evidence", Kind::Text).for_pages(),
        Column::new("last_update", "Last update", Kind::Date).for_scripts(),
        Column::new("stale", "Stale", Kind::Text).for_scripts(),
        if many_voices { voices } else { voices.for_scripts() },
        Column::new("position", "Position", Kind::Text).for_scripts(),
        Column::new("components", "Components", Kind::Text).for_scripts(),
    ]
}

/// Since when it stands there; nothing for what is not assessed as a whole.
fn since(line: &ItemLine) -> Option<NaiveDate> {
    let open = line.is_compound() && line.level() == Level::NotAssessed;
    if open { None } else { line.since() }
}

/// Why an item stands where it stands, by the headline's voice; of a compound item, its tally.
fn reason(line: &ItemLine) -> Cell {
    if line.is_compound() {
        return line.tally().to_string().into();
    }
    let said = line.headline.as_ref().and_then(|headline| {
        let note = headline.note.as_deref()?;
        Some(Cell { visibility: Visibility::of(headline.public, headline.entry), ..note.into() })
    });
    said.unwrap_or_default()
}

/// A row of the report's items.
pub fn item_row(labels: &Labels, as_of: NaiveDate, line: &ItemLine) -> Row {
    let headline = line.headline.as_ref().filter(|_| !line.is_compound());
    let last = headline.and_then(|headline| headline.recorded_at.get(..10)?.parse().ok());
    let last: Option<NaiveDate> = last;
    let stale = line.since().map(|since| months_between(since, as_of) >= STALE_MONTHS);
    Row::new(vec![
        line.name().into(),
        item_text(line),
        labels.heading(line.heading),
        status_cell(line),
        since(line).into(),
        reason(line),
        headline.map(|headline| headline.assessor.clone()).into(),
        cited_cell(&line.evidence),
        last.into(),
        stale.map(|stale| Cell::from(Value::Flag(stale))).into(),
        labels.voices_of(line),
        super::items::position(line),
        line.is_compound().then(|| line.tally().to_string()).into(),
    ])
}

/// The report, with its table of items and, for a theme, of what concerns it.
pub fn document<'a>(
    labels: &Labels,
    mut progress: Progress,
    items: Table<'a>,
    concerning: Option<Table<'a>>,
) -> Document<'a> {
    let mut document = Document::new(labels.title(&title(&progress)));
    document.stamp = labels.stamp();
    document.facts = facts(labels, &progress);
    for sentence in opening(labels, &progress) {
        document.blocks.push(Block::Paragraph(sentence));
    }
    document.blocks.push(Block::Table(statuses(&progress)));
    if let Some(block) = regressed(&progress) {
        document
            .blocks
            .push(Block::Heading { level: 2, text: "Regressed or contrary measures".into() });
        document.blocks.push(block);
    }
    document.blocks.push(Block::Chart(bars(&progress)));
    document.blocks.push(Block::Table(parts(&progress)));
    over_time_and_voices(&mut progress, &mut document.blocks);
    document.blocks.push(Block::Table(items));
    if let Some(table) = concerning {
        document.blocks.push(Block::Table(table));
    }
    for note in notes(&progress) {
        document.blocks.push(Block::Note(note));
    }
    document.footer.clone_from(&progress.footer);
    document
}

/// The course of the whole, and the voices side by side.
fn over_time_and_voices(progress: &mut Progress, blocks: &mut Vec<Block<'_>>) {
    if let Some(course) = progress.course.take() {
        blocks.push(Block::Chart(Chart::Course(course)));
    }
    if progress.voices.len() > 1 && progress.by != "Assessor" {
        let title = "Assessors side by side: each over all items";
        blocks.push(Block::Chart(Chart::Bars {
            title: title.to_owned(),
            series: series(),
            bars: progress.voices.iter().map(bar).collect(),
        }));
    }
}

fn bar(part: &PartLine) -> Bar {
    Bar { label: part.label.clone(), counts: stacked(&part.counts) }
}

fn title(progress: &Progress) -> String {
    match progress.sets.as_slice() {
        [set] => {
            let title = set.title.strip_prefix("EXAMPLE: ").unwrap_or(&set.title);
            format!("Progress: {title}")
        }
        sets => format!("Progress: {} sets", sets.len()),
    }
}

fn total(progress: &Progress) -> i64 {
    counts_of(progress.whole.iter()).iter().sum()
}

fn assessed(progress: &Progress) -> i64 {
    total(progress) - counts_of(progress.whole.iter())[Level::NotAssessed as usize]
}

pub(super) fn facts(labels: &Labels, progress: &Progress) -> Vec<Fact> {
    let single = |value: Option<Cell>, key| match value {
        Some(cell) => Fact { key, value: cell.value },
        None => no_fact(key),
    };
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
        fact("items", total(progress)),
        fact("assessed", assessed(progress)),
        single(dated(end), "period_end"),
        single(next.map(|line| Cell::from(line.label.as_str())), "next_milestone"),
        single(dated(next.and_then(|line| line.dated)), "next_milestone_on"),
        single(days.map(Cell::from), "days_left"),
        single(review, "next_review"),
    ]
}

/// What is covered, as of when, according to whom, the period, and what comes next.
fn opening(labels: &Labels, progress: &Progress) -> Vec<String> {
    let mut sentences = vec![covered(labels, progress)];
    if let Some(filters) = &progress.filters {
        sentences.push(format!("Chosen: {filters}."));
    }
    sentences.extend(progress.theme_sentence.clone());
    if let [set] = progress.sets.as_slice() {
        sentences.extend(period(set, progress.as_of));
    }
    sentences.extend(progress.ahead.as_ref().map(|ahead| coming(ahead, progress.as_of)));
    sentences.push(assessed_sentence(progress));
    sentences
}

/// How many are assessed.
pub(super) fn assessed_sentence(progress: &Progress) -> String {
    let (all, assessed) = (total(progress), assessed(progress));
    match assessed {
        0 => format!("None of {all} assessed in this file: it says nothing about the situation."),
        _ => format!("{assessed} of {all} assessed; {} not assessed in this file.", all - assessed),
    }
}

pub(super) fn covered(labels: &Labels, progress: &Progress) -> String {
    let of = match &progress.state {
        Some(state) => format!(" addressed to {}", with_article(state)),
        None => String::new(),
    };
    let all = counted(total(progress), progress.noun());
    let known = progress.known_at.as_ref().map(|at| format!(", as known at {at}"));
    let own = if labels.self_assessment { ", a self-assessment" } else { "" };
    let who = if labels.according_to == "this file" {
        "Status in this file".to_owned()
    } else {
        format!("Status according to {}", labels.according_to)
    };
    format!("{all}{of}. {who}{own}, as of {}{}.", progress.as_of, known.unwrap_or_default())
}

/// Names that take the article in a sentence.
pub fn with_article(state: &str) -> String {
    let takes = ["Democratic", "Republic", "United", "Russian", "Dominican", "Central", "Lao"];
    let plural = [
        "Bahamas",
        "Comoros",
        "Maldives",
        "Marshall Islands",
        "Netherlands",
        "Philippines",
        "Solomon Islands",
        "Gambia",
        "Niger",
        "Sudan",
        "Congo",
    ];
    let the = takes.iter().any(|word| state.starts_with(word))
        || plural.iter().any(|name| state.starts_with(name));
    if the { format!("the {state}") } else { state.to_owned() }
}

pub(super) fn period(set: &SetLine, as_of: NaiveDate) -> Option<String> {
    let end = period_end(set)?;
    let from = set.period_from.as_deref().unwrap_or("?");
    if end.last() < as_of {
        return Some(format!(
            "The period of this set ended on {end}. The state at its end: `--as-of {end}`."
        ));
    }
    Some(format!("The period of this set runs from {from} to {end}."))
}

pub(super) fn coming(ahead: &Ahead, as_of: NaiveDate) -> String {
    let next = match (&ahead.next, ahead.days_left(as_of)) {
        (Some(line), Some(days)) => {
            let date = line.dated.map(|date| date.to_string()).unwrap_or_default();
            let left = match days {
                0 => "today".to_owned(),
                1 => "1 day left".to_owned(),
                days => format!("{days} days left"),
            };
            let certainty = if line.certainty == "documented" {
                String::new()
            } else {
                format!(", {}", line.certainty)
            };
            format!("Next: {} ({date}{certainty}; {left}).", line.label)
        }
        _ => "No dated milestone lies ahead in this file.".to_owned(),
    };
    let review = match &ahead.review {
        Some(line) if Some(line) != ahead.next.as_ref() => match line.dated {
            Some(date) => format!(" Next review: {} ({date}, {}).", line.label, line.certainty),
            None => format!(" Next review: {}, undated.", line.label),
        },
        None => " The next review is undated in this file.".to_owned(),
        _ => String::new(),
    };
    format!("{next}{review}")
}

fn share(part: i64, whole: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of items are far below 2^52")]
    (whole > 0).then(|| part as f64 / whole as f64)
}

pub(super) fn statuses(progress: &Progress) -> Table<'static> {
    let counts = counts_of(progress.whole.iter());
    let (all, assessed) = (total(progress), assessed(progress));
    let columns = vec![
        Column::new("status", "Status", Kind::Label).for_scripts(),
        Column::new("label", "Status", Kind::Text),
        Column::new("items", "Items", Kind::Number),
        Column::new("share_of_all", format!("Of all {all}"), Kind::Share),
        Column::new("share_of_assessed", format!("Of {assessed} assessed"), Kind::Share),
    ];
    let rows = Level::ALL.iter().map(|status| {
        let items = counts[*status as usize];
        let outcome = *status != Level::NotAssessed && assessed >= FEWEST;
        let of_assessed = if outcome { share(items, assessed) } else { None };
        let known = outcome && assessed * 2 >= all;
        let of_all = if known || *status == Level::NotAssessed { share(items, all) } else { None };
        Row::new(vec![
            status.slug().into(),
            status.label().into(),
            items.into(),
            of_all.map(Value::Share).into(),
            of_assessed.map(Value::Share).into(),
        ])
    });
    Table::new("statuses", "By status", columns).with_rows(rows.collect())
}

pub(super) fn regressed(progress: &Progress) -> Option<Block<'static>> {
    let point = |line: &ItemLine| {
        let parts = line.components_at(Level::Regressed);
        let parts =
            if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        Part::new(format!("{}{parts}: {}", line.name(), line.text))
    };
    let points: Vec<_> = progress.regressed.iter().map(point).collect();
    if points.is_empty() { None } else { Some(Block::List(points)) }
}

/// The order of a status chart: what is done first, what is not known last.
const DRAWN: [Level; 7] = [
    Level::Implemented,
    Level::PartiallyImplemented,
    Level::InProgress,
    Level::NotImplemented,
    Level::Regressed,
    Level::NoInformation,
    Level::NotAssessed,
];

/// The series of a status chart; what is not assessed is hatched.
pub fn series() -> Vec<Series> {
    let drawn = DRAWN.iter().map(|status| Series {
        key: status.slug(),
        label: status.label().to_owned(),
        hatched: matches!(status, Level::NotAssessed),
    });
    drawn.collect()
}

/// Counts by level in the order of [`series`].
pub(super) fn stacked(counts: &[i64; Level::ALL.len()]) -> Vec<i64> {
    DRAWN.iter().map(|status| counts[*status as usize]).collect()
}

pub(super) fn bars(progress: &Progress) -> Chart {
    Chart::Bars {
        title: format!("By {}", progress.by.to_lowercase()),
        series: series(),
        bars: progress.parts.iter().map(bar).collect(),
    }
}

/// The figures by part; the chart shows them to people.
pub(super) fn parts(progress: &Progress) -> Table<'static> {
    let mut columns = vec![
        Column::new("key", "Key", Kind::Label),
        Column::new("heading", progress.by, Kind::Text),
        Column::new("items", "Items", Kind::Number),
    ];
    let title = |status: &Level| Column::new(status.slug(), status.label(), Kind::Number);
    columns.extend(Level::ALL.iter().map(title));
    columns.push(Column::new("assessed", "Assessed", Kind::Number));
    let rows = progress.parts.iter().map(|part| {
        let mut cells =
            vec![part.key.as_str().into(), part.label.as_str().into(), part.total().into()];
        cells.extend(part.counts.iter().map(|count| Cell::from(*count)));
        cells.push(part.assessed().into());
        Row::new(cells)
    });
    let name = match progress.by {
        "Theme" => "themes",
        "Status" => "by_status",
        "Set" => "sets",
        "Assessor" => "assessors",
        "Group" => "groups",
        "SDG" => "sdgs",
        "Position" => "positions",
        _ => "states",
    };
    let mut table = Table::new(name, format!("By {}", progress.by.to_lowercase()), columns)
        .with_rows(rows.collect());
    table.for_scripts = true;
    table
}

fn notes(progress: &Progress) -> Vec<String> {
    let mut notes = Vec::new();
    if !progress.tallies.is_empty() {
        notes.push(format!("Tracked through components: {}.", progress.tallies.join("; ")));
    }
    if progress.uncounted > 0 {
        notes.push(format!(
            "{} (offers, mandates, advice, concerns, commitments, or addressed to others) stand in these sets and are not counted.",
            counted(progress.uncounted, "items")
        ));
    }
    if progress.superseded > 0 {
        notes.push(format!(
            "{} superseded and not counted: what replaced them is.",
            match progress.superseded {
                1 => "1 item is".to_owned(),
                more => format!("{more} items are"),
            }
        ));
    }
    for set in &progress.sets {
        notes.extend(
            set.comment
                .clone()
                .map(|comment| format!("{}: {comment}.", set.key).replace("..", ".")),
        );
        if let (Some(stance), Some(source)) = (&set.stance, &set.stance_source) {
            notes.push(format!("{}: the State's recorded stance: {stance} ({source}).", set.key));
        }
    }
    notes
}

/// A level as people read it in a sentence.
pub fn status_words(status: Level) -> Cell {
    level(status)
}
