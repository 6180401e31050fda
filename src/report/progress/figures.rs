//! The figures as tables and charts: by level, and by whatever the report is broken down.

use super::{PartLine, Progress};
use crate::domain::Level;
use crate::domain::lines::{CountLine, ItemLine};
use crate::report::labels::{Labels, level, term};
use crate::report::words::catalogue::named;
use crate::report::words::nouns::capital;
use crate::report::words::{DRAWN, figures as said};
use crate::report::{Bar, Block, Cell, Chart, Column, Kind, Part, Row, Series, Table, Value};

/// Fewer assessed items than this have no share of outcome.
pub(in crate::report) const FEWEST: i64 = 5;

/// The most characters of a label in a picture.
const MOST_LABEL: usize = 120;

/// Counts by level of the lines with a key.
pub fn counts_of<'a>(lines: impl Iterator<Item = &'a CountLine>) -> [i64; Level::ALL.len()] {
    let mut counts = [0; Level::ALL.len()];
    for line in lines {
        counts[line.status as usize] += line.items;
    }
    counts
}

/// The same of the levels of items.
pub fn counts_of_levels(levels: impl Iterator<Item = Level>) -> [i64; Level::ALL.len()] {
    let mut counts = [0; Level::ALL.len()];
    for level in levels {
        counts[level as usize] += 1;
    }
    counts
}

pub(super) fn total(progress: &Progress) -> i64 {
    counts_of(progress.whole.iter()).iter().sum()
}

pub(super) fn assessed(progress: &Progress) -> i64 {
    total(progress) - counts_of(progress.whole.iter())[Level::NotAssessed as usize]
}

pub(in crate::report) fn share(part: i64, whole: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of items are far below 2^52")]
    (whole > 0).then(|| part as f64 / whole as f64)
}

pub(in crate::report) fn statuses(progress: &Progress) -> Table<'static> {
    let counts = counts_of(progress.whole.iter());
    let (all, assessed) = (total(progress), assessed(progress));
    let outcomes = Column::new("share_of_assessed", said::of_assessed(assessed), Kind::Share);
    let columns = vec![
        Column::new("status", "Status", Kind::Status),
        Column::new("label", "Label", Kind::Text).for_scripts(),
        Column::new("items", "Items", Kind::Number),
        Column::new("share_of_all", said::of_all(all), Kind::Share),
        if assessed < FEWEST { outcomes.for_scripts() } else { outcomes },
    ];
    let rows = Level::ALL.iter().map(|status| {
        let items = counts[*status as usize];
        let outcome = *status != Level::NotAssessed && assessed >= FEWEST;
        let of_assessed = if outcome { share(items, assessed) } else { None };
        let known = outcome && assessed * 2 >= all;
        let of_all = if known || *status == Level::NotAssessed { share(items, all) } else { None };
        Row::new(vec![
            level(*status),
            status.label().into(),
            items.into(),
            of_all.map(Value::Share).into(),
            of_assessed.map(Value::Share).into(),
        ])
    });
    Table::new("statuses", said::by_status(), columns).with_rows(rows.collect())
}

/// Why a share is left out of [`statuses`], where one is; where nothing is assessed that says enough.
pub(in crate::report) fn left_out(progress: &Progress) -> Option<String> {
    let (all, assessed) = (total(progress), assessed(progress));
    if assessed == 0 {
        return None;
    }
    if assessed < FEWEST {
        return Some(said::too_few(assessed, FEWEST));
    }
    (assessed * 2 < all).then(|| said::shares_left_out(all))
}

pub(in crate::report) fn regressed(labels: &Labels, progress: &Progress) -> Option<Block<'static>> {
    let point = |line: &ItemLine| {
        let parts = line.components_at(Level::Regressed);
        Part::new(said::regressed_point(&capital(&labels.called(line)), &parts, &line.text))
    };
    let points: Vec<_> = progress.regressed.iter().map(point).collect();
    if points.is_empty() { None } else { Some(Block::List(points)) }
}

/// The series of a status chart; what is not assessed is hatched.
pub(in crate::report) fn series() -> Vec<Series> {
    let drawn = DRAWN.iter().map(|status| Series {
        key: status.slug(),
        label: named(status.label()).to_owned(),
        hatched: matches!(status, Level::NotAssessed),
    });
    drawn.collect()
}

/// Counts by level in the order of [`series`].
pub(in crate::report) fn stacked(counts: &[i64; Level::ALL.len()]) -> Vec<i64> {
    DRAWN.iter().map(|status| counts[*status as usize]).collect()
}

/// `By theme`.
pub(in crate::report) fn by(progress: &Progress) -> String {
    // An abbreviation keeps its capitals.
    let by = named(progress.by);
    let by = if progress.by == "SDG" { by.to_owned() } else { by.to_lowercase() };
    said::by(&by)
}

/// A bar a part; compact where there is little room.
pub(in crate::report) fn bars(progress: &Progress, compact: bool) -> Chart {
    Chart::Bars {
        title: by(progress),
        series: series(),
        compact,
        bars: progress.parts.iter().map(bar).collect(),
    }
}

pub(super) fn bar(part: &PartLine) -> Bar {
    let theme = part.is_theme.then(|| part.key.clone());
    Bar { label: short(&part.for_people()), counts: stacked(&part.counts), theme }
}

/// A label as a picture has room for it; its table holds it whole.
fn short(label: &str) -> String {
    if label.chars().count() <= MOST_LABEL {
        return label.to_owned();
    }
    let cut: String = label.chars().take(MOST_LABEL - 1).collect();
    format!("{}…", cut.trim_end())
}

/// The figures by part; the chart shows them to people.
pub(in crate::report) fn parts(progress: &Progress) -> Table<'static> {
    let mut columns = vec![
        Column::new("key", "Key", Kind::Label),
        Column::new("heading", progress.by, Kind::Text),
        Column::new("items", "Items", Kind::Number),
    ];
    let title = |status: &Level| Column::new(status.slug(), status.label(), Kind::Number);
    columns.extend(Level::ALL.iter().map(title));
    columns.push(Column::new("assessed", "Assessed", Kind::Number));
    let tagged = matches!(progress.by, "Theme" | "Group" | "SDG" | "Issue");
    if tagged {
        columns.push(Column::new("own", "Own classification", Kind::Number).for_scripts());
    }
    let leveled = progress.parts.iter().any(|part| part.level.is_some());
    if leveled {
        columns.push(Column::new("level", "Level", Kind::Text).for_scripts());
    }
    let rows = progress.parts.iter().map(|part| {
        let heading = term(&part.label, &part.for_people());
        let mut cells = vec![part.key.as_str().into(), heading, part.total().into()];
        cells.extend(part.counts.iter().map(|count| Cell::from(*count)));
        cells.push(part.assessed().into());
        if tagged {
            cells.push(part.own.into());
        }
        if leveled {
            cells.push(part.level.into());
        }
        Row::new(cells)
    });
    let name = match progress.by {
        "Theme" => "themes",
        "Status" => "by_status",
        "Set" => "sets",
        "Assessor" => "assessors",
        "Group" => "groups",
        "SDG" => "sdgs",
        "Issue" => "issues",
        "Cluster" => "clusters",
        "Lead" => "leads",
        "Position" => "positions",
        _ => "states",
    };
    let mut table = Table::new(name, by(progress), columns).with_rows(rows.collect());
    table.for_scripts = true;
    table
}
