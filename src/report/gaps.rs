//! What is missing, old or one-sided, and what was done or not done since the State answered.

use chrono::NaiveDate;

use super::changes::{Change, is_regression};
use super::items::{fact, item_text, position, status_cell};
use super::labels::{Labels, number};
use super::templates::Filed;
use super::{Block, Cell, Column, Document, Kind, Row, Table, Visibility};
use crate::domain::dates::months_between;
use crate::domain::lines::AssessorLine;
use crate::domain::words::vocabulary;
use crate::domain::{AssessorKind, Level, Position};

vocabulary! {
    /// A kind of gap.
    Gap is "a gap" {
        /// Last assessed long ago.
        Stale = "stale", "Stale";
        /// Assessed, without evidence.
        NoEvidence = "no-evidence", "Assessed, no evidence recorded";
        /// All evidence comes from one side.
        OneSided = "one-sided", "Evidence from one side only";
        /// Noted, and action is recorded.
        NotedActed = "noted-acted", "Noted, action recorded";
        /// Supported, and no progress is recorded.
        SupportedNoProgress = "supported-no-progress", "Supported, no progress recorded";
    }
}

impl Gap {
    fn heading(self, asked: &Asked) -> String {
        match self {
            Self::Stale => format!("Stale: last assessed more than {} months ago", asked.months),
            Self::NoEvidence => "Assessed, no evidence recorded".to_owned(),
            Self::OneSided => "Evidence from one side only".to_owned(),
            Self::NotedActed => "Noted, action recorded".to_owned(),
            Self::SupportedNoProgress => {
                format!("Supported, no progress recorded since {}", asked.since)
            }
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The kinds; all where none is named.
    pub only: Vec<Gap>,
    /// Older than this is stale.
    pub months: u32,
    /// Progress is looked for from this day on.
    pub since: NaiveDate,
    /// The day.
    pub as_of: NaiveDate,
}

/// One gap of one item.
struct Found<'f> {
    gap: Gap,
    filed: &'f Filed,
    detail: String,
    visibility: Visibility,
}

/// Who speaks, and what moved.
pub struct Known<'k> {
    /// The voices.
    pub voices: &'k [AssessorLine],
    /// What kind of body the file's owner is.
    pub owner: Option<AssessorKind>,
    /// What moved since the day that is asked about.
    pub moved: &'k [Change],
}

/// `upr gaps`.
pub fn document(
    labels: &Labels,
    filed: &[Filed],
    asked: &Asked,
    known: &Known<'_>,
    footer: Vec<String>,
) -> Document<'static> {
    let mut document = Document::new(labels.title("What is missing, old or one-sided"));
    document.stamp = labels.stamp();
    document.footer = footer;
    document.facts = vec![
        fact("as_of", asked.as_of),
        fact("since", asked.since),
        fact("items", number(filed.len())),
    ];
    document.blocks.push(Block::Paragraph(format!(
        "Among {} items, as of {}.",
        filed.len(),
        asked.as_of
    )));
    let wanted = |gap: &Gap| asked.only.is_empty() || asked.only.contains(gap);
    let gaps: Vec<Gap> = Gap::ALL.iter().copied().filter(wanted).collect();
    let mut rows = Vec::new();
    let mut figures = Vec::new();
    for gap in gaps {
        let found: Vec<Found<'_>> =
            filed.iter().filter_map(|filed| find(gap, labels, filed, asked, known)).collect();
        let public = found.iter().filter(|one| one.visibility == Visibility::Public).count();
        figures.push(Row::new(vec![
            gap.slug().into(),
            gap.heading(asked).into(),
            number(public).into(),
        ]));
        rows.extend(found.iter().map(|found| row(asked, found)));
    }
    let columns = vec![
        Column::new("gap", "Gap", Kind::Label).for_scripts(),
        Column::new("label", "What", Kind::Text),
        Column::new("items", "Items", Kind::Number),
    ];
    document
        .blocks
        .push(Block::Table(Table::new("figures", "In figures", columns).with_rows(figures)));
    let table = Table::new("gaps", "By item", self::columns()).with_rows(rows).main();
    document.blocks.push(Block::Table(table.grouped_by("gap")));
    document.blocks.push(Block::Note(
        "That nothing is recorded here says something of this file, not of the situation.".into(),
    ));
    document
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("gap", "Gap", Kind::Text),
        Column::new("id", "Item", Kind::Label),
        Column::new("text", "Text", Kind::Text),
        Column::new("position", "Position", Kind::Status),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("detail", "Detail", Kind::Text),
    ]
}

fn row(asked: &Asked, found: &Found<'_>) -> Row {
    let line = &found.filed.line;
    Row {
        cells: vec![
            super::labels::term(found.gap.slug(), &found.gap.heading(asked)),
            line.name().into(),
            item_text(line),
            position(line),
            status_cell(line),
            line.since().into(),
            Cell::from(found.detail.as_str()),
        ],
        visibility: found.visibility,
    }
}

fn find<'f>(
    gap: Gap,
    labels: &Labels,
    filed: &'f Filed,
    asked: &Asked,
    known: &Known<'_>,
) -> Option<Found<'f>> {
    let public = Visibility::Public;
    let (detail, visibility) = match gap {
        Gap::Stale => (stale(filed, asked)?, public),
        Gap::NoEvidence => {
            let assessed = filed.line.headline.is_some()
                || filed.components.iter().any(|part| part.headline.is_some());
            (assessed && filed.evidence.is_empty()).then(|| (String::new(), public))?
        }
        Gap::OneSided => one_sided(filed, known)?,
        Gap::NotedActed => acted(labels, filed)?,
        Gap::SupportedNoProgress => (no_progress(filed, asked, known)?, public),
    };
    Some(Found { gap, filed, detail, visibility })
}

fn stale(filed: &Filed, asked: &Asked) -> Option<String> {
    let looked_on = filed.line.looked_on()?;
    let months = months_between(looked_on, asked.as_of);
    (months >= asked.months).then(|| format!("{months} months"))
}

/// The side that a piece of evidence comes from: the kind of voice it came with, else the owner's.
fn one_sided(filed: &Filed, known: &Known<'_>) -> Option<(String, Visibility)> {
    let side = |key: Option<&str>| {
        let voice = known.voices.iter().find(|voice| Some(voice.key.as_str()) == key);
        match voice {
            Some(voice) if voice.key != "tracker" => voice.kind,
            _ => known.owner.unwrap_or(AssessorKind::Tracker),
        }
    };
    // Where something is open, what is internal must neither count nor tip the balance.
    let open: Vec<_> = filed.evidence.iter().filter(|line| line.brief.public).collect();
    let pieces = if open.is_empty() { filed.evidence.iter().collect() } else { open };
    let newest = pieces.first()?;
    let first = side(newest.assessor.as_deref());
    let alone = pieces.iter().all(|line| side(line.assessor.as_deref()) == first);
    let visibility = Visibility::of(newest.brief.public, newest.brief.entry);
    let name = if first == AssessorKind::Tracker { "the file's owner" } else { first.label() };
    let pieces = match pieces.len() {
        1 => "1 source".to_owned(),
        many => format!("{many} sources"),
    };
    alone.then(|| (format!("{pieces}, {name}"), visibility))
}

/// Whether a level tells of action taken.
fn is_action(level: Level) -> bool {
    matches!(level, Level::InProgress | Level::PartiallyImplemented | Level::Implemented)
}

fn acted(labels: &Labels, filed: &Filed) -> Option<(String, Visibility)> {
    if !matches!(filed.position(), Position::Noted | Position::NotSupported) {
        return None;
    }
    let by = |internal: bool| {
        let said = filed.said.iter().filter(move |line| line.internal == internal);
        said.filter(|line| is_action(line.status)).collect::<Vec<_>>()
    };
    let (open, secret) = (by(false), by(true));
    let (lines, visibility) = match (open.is_empty(), secret.first()) {
        (false, _) => (open, Visibility::Public),
        (true, Some(first)) => {
            let entry = first.entry;
            (secret, Visibility::Internal(entry))
        }
        (true, None) => return None,
    };
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        let name = format!("{} ({})", labels.voice(&line.assessor), line.effective_on);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some((format!("by {}", names.join(", ")), visibility))
}

/// What is implemented has no more progress to make.
fn no_progress(filed: &Filed, asked: &Asked, known: &Known<'_>) -> Option<String> {
    let position = filed.position();
    let supported = matches!(position, Position::Supported | Position::PartiallySupported);
    if !supported || filed.line.level() == Level::Implemented {
        return None;
    }
    let names: Vec<String> = std::iter::once(&filed.line)
        .chain(&filed.components)
        .map(crate::domain::lines::ItemLine::name)
        .collect();
    let moved = known.moved.iter().any(|change| {
        !change.to.internal
            && names.contains(&change.item)
            && is_action(change.to.status)
            && !is_regression(change)
    });
    (!moved).then(|| format!("none since {}", asked.since))
}
