//! What is missing, old or one-sided, and what was done or not done since the State answered.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::changes::{Change, is_regression};
use super::duties::HandedOn as _;
use super::items::{fact, item_text, position, status_cell};
use super::labels::{Labels, number, term};
use super::templates::Filed;
use super::words::catalogue::named;
use super::words::questions;
use super::{Block, Cell, Column, Document, Kind, Row, Table, Visibility};
use crate::domain::dates::months_between;
use crate::domain::lines::{AssessorLine, ItemLine};
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
        /// Supported, and no action of a plan is taken for it.
        SupportedNoAction = "supported-no-action", "Supported, no action in the plan";
        /// All its actions are completed, and nobody assessed it since.
        ActionsCompleted = "actions-completed", "All actions completed, not assessed since";
        /// The date by which it or an action for it is due was moved twice or more.
        MovedTwice = "moved-twice", "Due date moved twice or more";
    }
}

impl Gap {
    fn heading(self, asked: &GapQuestion) -> String {
        match self {
            Self::Stale => questions::stale(asked.months),
            Self::SupportedNoProgress => questions::no_progress(asked.since),
            of => named(of.label()).to_owned(),
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapQuestion {
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
struct FoundGap {
    /// The place of the item among those that are shown.
    shown: usize,
    detail: String,
    visibility: Visibility,
}

/// Who speaks, and what is planned.
pub struct VoicesAndPlans<'k> {
    /// The voices.
    pub voices: &'k [AssessorLine],
    /// What kind of body the file's owner is.
    pub owner: Option<AssessorKind>,
    /// The States of which there is a plan; none: of one that names no State.
    pub planned: HashSet<Option<&'k str>>,
}

/// Whether something moved for the better, by what a voice that may be heard says.
fn is_better(change: &Change) -> bool {
    !change.to.internal && is_action(change.to.status) && !is_regression(change)
}

/// The gaps of items that are looked at some at a time: of each kind those of the first ones first.
pub struct Gaps<'k> {
    asked: &'k GapQuestion,
    known: &'k VoicesAndPlans<'k>,
    items: usize,
    /// What is shown of each item that has a gap: it may have several.
    shown: Vec<[Cell; 5]>,
    /// What was found, a list a kind that is asked for.
    found: Vec<(Gap, Vec<FoundGap>)>,
}

impl<'k> Gaps<'k> {
    /// Nothing looked at yet.
    pub fn new(asked: &'k GapQuestion, known: &'k VoicesAndPlans<'k>) -> Self {
        let wanted = |gap: &&Gap| asked.only.is_empty() || asked.only.contains(gap);
        let found = Gap::ALL.iter().filter(wanted).map(|gap| (*gap, Vec::new())).collect();
        Self { asked, known, items: 0, shown: Vec::new(), found }
    }

    /// Looks at some more items.
    pub fn look_at(&mut self, labels: &Labels, filed: &[Filed]) {
        self.items += filed.len();
        for one in filed {
            let (shown, mut has_gap) = (self.shown.len(), false);
            for (gap, found) in &mut self.found {
                if let Some((detail, visibility)) = find(*gap, labels, one, self.asked, self.known)
                {
                    found.push(FoundGap { shown, detail, visibility });
                    has_gap = true;
                }
            }
            if has_gap {
                self.shown.push(shown_of(&one.line));
            }
        }
    }

    /// `upr gaps`.
    pub fn document(self, labels: &Labels, footer: Vec<String>) -> Document<'static> {
        let asked = self.asked;
        let mut document = Document::new(labels.title(questions::gaps()));
        document.stamp = labels.stamp();
        document.footer = footer;
        document.facts = vec![
            fact("as_of", asked.as_of),
            fact("since", asked.since),
            fact("items", number(self.items)),
        ];
        let among = questions::among(number(self.items), asked.as_of);
        document.blocks.push(Block::Paragraph(among));
        let figures = self.found.iter().map(|(gap, found)| {
            let public = found.iter().filter(|one| one.visibility == Visibility::Public).count();
            Row::new(vec![gap.slug().into(), gap.heading(asked).into(), number(public).into()])
        });
        let columns = vec![
            Column::new("gap", "Gap", Kind::Label).for_scripts(),
            Column::new("label", "What", Kind::Text),
            Column::new("items", "Items", Kind::Number),
        ];
        let figures = Table::new("figures", "In figures", columns).with_rows(figures.collect());
        document.blocks.push(Block::Table(figures));
        let table = Table::new("gaps", "By item", self::columns()).main();
        let (shown, found) = (self.shown, self.found);
        let heads: Vec<_> =
            found.iter().map(|(gap, _)| term(gap.slug(), &gap.heading(asked))).collect();
        let table = table.with_feed(move |sink| {
            for (head, (_, found)) in heads.iter().zip(found) {
                found.into_iter().try_for_each(|one| sink(row(head, &shown[one.shown], one)))?;
            }
            Ok(())
        });
        document.blocks.push(Block::Table(table.grouped_by("gap")));
        document.blocks.push(Block::Note(questions::gaps_explained()));
        document
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("gap", "Gap", Kind::Text),
        Column::new("id", "Item", Kind::Item),
        Column::new("text", "Text", Kind::Text),
        Column::new("position", "Position", Kind::Status).spare(),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("detail", "Detail", Kind::Text),
    ]
}

/// What is shown of an item, whatever it lacks.
fn shown_of(line: &ItemLine) -> [Cell; 5] {
    [line.name().into(), item_text(line), position(line), status_cell(line), line.since().into()]
}

fn row(head: &Cell, shown: &[Cell; 5], found: FoundGap) -> Row {
    let cells = std::iter::once(head).chain(shown).cloned();
    let detail = std::iter::once(Cell::from(found.detail));
    Row { cells: cells.chain(detail).collect(), visibility: found.visibility }
}

fn find(
    gap: Gap,
    labels: &Labels,
    filed: &Filed,
    asked: &GapQuestion,
    known: &VoicesAndPlans<'_>,
) -> Option<(String, Visibility)> {
    let public = |detail| (detail, Visibility::Public);
    match gap {
        Gap::Stale => stale(filed, asked).map(public),
        Gap::NoEvidence => {
            let assessed = filed.line.headline.is_some()
                || filed.components.iter().any(|part| part.headline.is_some());
            (assessed && filed.evidence.is_empty()).then(|| public(String::new()))
        }
        Gap::OneSided => one_sided(filed, known),
        Gap::NotedActed => acted(labels, filed),
        Gap::SupportedNoProgress => no_progress(filed, asked).map(public),
        Gap::SupportedNoAction => no_action(filed, known).map(public),
        Gap::ActionsCompleted => actions_completed(filed),
        Gap::MovedTwice => moved_twice(filed),
    }
}

fn stale(filed: &Filed, asked: &GapQuestion) -> Option<String> {
    let looked_on = filed.line.looked_on()?;
    let months = months_between(looked_on, asked.as_of);
    (months >= asked.months).then(|| format!("{months} months"))
}

/// The side that a piece of evidence comes from: the kind of voice it came with, else the owner's.
fn one_sided(filed: &Filed, known: &VoicesAndPlans<'_>) -> Option<(String, Visibility)> {
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

/// Whether the State supports it, and it is not implemented: then there is more to do.
fn is_to_be_done(filed: &Filed) -> bool {
    let supported = matches!(filed.position(), Position::Supported | Position::PartiallySupported);
    supported && filed.line.level() != Level::Implemented
}

fn no_action(filed: &Filed, known: &VoicesAndPlans<'_>) -> Option<String> {
    let planned =
        known.planned.contains(&None) || known.planned.contains(&filed.line.state.as_deref());
    (planned && is_to_be_done(filed) && filed.actions.is_empty()).then(String::new)
}

/// What was dropped is not waited for.
fn actions_completed(filed: &Filed) -> Option<(String, Visibility)> {
    let mut actions = filed.actions.iter().filter(|action| action.line.ended.is_none()).peekable();
    actions.peek()?;
    let (mut last, mut names, mut visibility) = (None, Vec::new(), Visibility::Public);
    for action in actions {
        if action.line.level() != Level::Implemented {
            return None;
        }
        last = last.max(action.line.since());
        names.push(action.line.name());
        if action.visibility() != Visibility::Public {
            visibility = action.visibility();
        }
    }
    let last = last?;
    let looked = filed.line.looked_on().is_some_and(|on| on >= last);
    (!looked).then(|| (questions::completed(&names, last), visibility))
}

fn moved_twice(filed: &Filed) -> Option<(String, Visibility)> {
    let own = (filed.line.name(), &filed.duties, Visibility::Public);
    let of = filed.actions.iter().filter(|action| action.line.ended.is_none());
    let of = of.map(|action| (action.line.name(), &action.duties, action.visibility()));
    let (mut told, mut visibility) = (Vec::new(), Visibility::Public);
    for (name, duties, hidden) in std::iter::once(own).chain(of) {
        let (moved, Some(first), Some(due)) = (duties.moved(), duties.first(), duties.due_on())
        else {
            continue;
        };
        if moved < TWICE {
            continue;
        }
        told.push(questions::moved(&name, moved, first, due));
        for one in [hidden, duties.dates()] {
            if one != Visibility::Public {
                visibility = one;
            }
        }
    }
    (!told.is_empty()).then(|| (told.join("; "), visibility))
}

/// From so many moves on a date is told.
const TWICE: i64 = 2;

/// What is implemented has no more progress to make.
fn no_progress(filed: &Filed, asked: &GapQuestion) -> Option<String> {
    let none = is_to_be_done(filed) && !filed.moved.iter().any(is_better);
    none.then(|| questions::none_since(asked.since))
}
