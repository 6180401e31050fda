//! Who must do what by when: institutions, and what falls due.

mod columns;
mod institution;

use chrono::NaiveDate;

use super::Kind::{Label, Text};
use super::field::{Field, columns, row};
use super::items::fact;
use super::labels::{Labels, list, with_days};
use super::registers::{day_of, is_worked_out, labelled};
use super::visibility::to_the_month;
use super::{Block, Cell, Document, Part, Row, Table, Value, Visibility, words};
use crate::domain::lines::{
    AssignmentLine, Duties, EntityLine, ItemLine, MilestoneLine, RequestLine,
};
use crate::domain::{Level, PartialDate, RequestState, Role, SetKind};
pub use columns::DUE;
pub use institution::{AtWork, institution};

/// `upr entity list`.
pub const ENTITIES: &[Field<EntityLine>] = &[
    Field::new("key", "Key", Label, |_, line| line.key.as_str().into(), "The institution's key."),
    Field::new("name", "Name", Text, |_, line| line.name.as_str().into(), "Its name on the day."),
    Field::new(
        "kind",
        "Kind",
        Text,
        |_, line| line.kind.label().into(),
        "What kind of institution: a ministry, an agency, a parliament …",
    ),
    Field::new(
        "parent",
        "Under",
        Label,
        |_, line| {
            let visibility = Visibility::of(line.parent_public, line.entry);
            Cell { visibility, ..line.parent.clone().into() }
        },
        "The institution above it.",
    ),
    Field::new(
        "named_on",
        "Called so since",
        Label,
        |_, line| line.named_on.into(),
        "Since when it is called so; empty: from the first.",
    ),
    Field::new(
        "earlier",
        "Earlier names",
        Text,
        |_, line| {
            let names: Vec<&str> = line.earlier.iter().map(|(name, _)| name.as_str()).collect();
            names.join("; ").into()
        },
        "What it was called before, oldest first.",
    ),
    Field::for_scripts(
        "state",
        "State",
        Text,
        |labels, line| line.state.as_deref().map(|iso3| labels.state(iso3)).into(),
        "The State that it belongs to.",
    ),
    Field::for_scripts(
        "assessor",
        "Assessor",
        Label,
        |_, line| line.assessor.clone().into(),
        "The assessor that speaks for it, if there is one.",
    ),
    Field::for_scripts(
        "document",
        "Document",
        Label,
        |_, line| line.document.clone().into(),
        "The document that names it.",
    ),
];

/// The institutions, under their names of the day.
pub fn entities(labels: &Labels, lines: &[EntityLine]) -> Document<'static> {
    let rows = lines.iter().map(|line| Row {
        visibility: Visibility::of(line.public, line.entry),
        ..row(ENTITIES, labels, line)
    });
    let table = Table::new("entities", "Institutions", columns(ENTITIES));
    let table = table.with_rows(rows.collect());
    let mut document = Document::new(labels.title("Institutions"));
    document.stamp = labels.stamp();
    document.blocks.push(Block::Table(table.main()));
    document
}

/// What of an item's duties may be handed on.
pub trait HandedOn {
    /// Whether all of its dates may be handed on, and that it was chosen.
    fn visibility(&self) -> Visibility;
    /// Whether all of its dates may be handed on, by whatever it was chosen.
    fn dates(&self) -> Visibility;
    /// Those in a role, with what of them may be handed on.
    fn named(&self, role: Role) -> Vec<Part>;
}

impl HandedOn for Duties {
    fn visibility(&self) -> Visibility {
        let internal = self.dues.iter().find(|line| !line.public).map(|line| line.entry);
        let internal = internal.or(self.chosen_by);
        internal.map_or(Visibility::Public, |entry| Visibility::of(false, entry))
    }

    fn dates(&self) -> Visibility {
        let internal = self.dues.iter().find(|line| !line.public);
        internal.map_or(Visibility::Public, |line| Visibility::of(false, line.entry))
    }

    fn named(&self, role: Role) -> Vec<Part> {
        let of = self.assigned.iter().filter(|line| line.role == role);
        of.map(|line| Part {
            visibility: Visibility::of(line.public, line.entry),
            // Papers call an institution by its name.
            printed: Some(line.name.clone()),
            ..Part::new(line.entity.clone())
        })
        .collect()
    }
}

/// Something that falls due: an item, a date of the calendar, an answer that was asked for.
#[derive(Debug, Clone)]
pub struct DueEntry {
    /// `SET:REF`, or the key of a milestone or request.
    id: String,
    what: &'static str,
    text: Cell,
    status: Option<(Level, SetKind)>,
    /// The entry of an item that was not published.
    unpublished: Option<i64>,
    duties: Duties,
    due_on: PartialDate,
    is_past: bool,
    /// How sure a date of the calendar is.
    certainty: Option<String>,
    /// The date that holds, as it is told.
    when: Cell,
}

impl DueEntry {
    /// An item with its duties; none where it has no date, or is done.
    pub fn item(
        line: &ItemLine,
        duties: Duties,
        unpublished: Option<i64>,
        today: NaiveDate,
    ) -> Option<Self> {
        let due_on = duties.due_on()?;
        if line.level() == Level::Implemented {
            return None;
        }
        Some(Self {
            id: line.name(),
            what: line.kind.slug(),
            text: line.text.as_str().into(),
            status: Some((line.level(), line.set_kind)),
            unpublished,
            is_past: duties.is_past(today),
            duties,
            due_on,
            certainty: None,
            when: dated(Some(due_on)),
        })
    }

    /// A date of the calendar.
    pub fn milestone(line: &MilestoneLine) -> Option<Self> {
        Some(Self {
            id: line.key.clone(),
            what: "milestone",
            text: labelled(line),
            status: None,
            unpublished: None,
            duties: Duties::default(),
            due_on: line.dated?,
            is_past: false,
            certainty: Some(line.certainty.clone()),
            when: if is_worked_out(line) { day_of(line) } else { dated(line.dated) },
        })
    }

    /// A request of which an answer is still open; none where it has no date or has ended. `called` is
    /// its key, or what tells it from another of the same key.
    pub fn request(line: &RequestLine, called: &str, today: NaiveDate) -> Option<Self> {
        let due_on = PartialDate::Day(line.due_on?);
        let state = line.state(today);
        if !matches!(state, RequestState::Open | RequestState::Late) {
            return None;
        }
        let lead = AssignmentLine {
            entry: line.entry,
            item: 0,
            entity: line.entity.clone(),
            name: line.name.clone(),
            role: Role::Lead,
            effective_on: line.asked_on,
            public: line.public,
        };
        let text = format!(
            "answer of {} ({} of {} answered)",
            line.name,
            line.answered(),
            line.items.len()
        );
        Some(Self {
            id: called.to_owned(),
            what: "request",
            text: text.into(),
            status: None,
            unpublished: (!line.public).then_some(line.entry),
            duties: Duties { assigned: vec![lead], ..Duties::default() },
            due_on,
            is_past: state == RequestState::Late,
            certainty: None,
            when: dated(Some(due_on)),
        })
    }

    /// What it is called: an item has its page, a date of the calendar has none.
    fn named(&self) -> Cell {
        match self.status {
            Some(_) => Value::Item { name: self.id.clone(), shown: self.id.clone() }.into(),
            None => self.id.as_str().into(),
        }
    }

    /// The last day of the date that holds.
    pub fn last_day(&self) -> NaiveDate {
        self.due_on.last()
    }

    /// Whether it may be handed on.
    fn visibility(&self) -> Visibility {
        match self.unpublished {
            Some(entry) => Visibility::of(false, entry),
            None => self.duties.visibility(),
        }
    }

    /// Whether its first date has passed and it is not done.
    pub fn is_past(&self) -> bool {
        self.is_past
    }
}

/// A date as data has it; papers print it as the United Nations do.
pub(super) fn dated(date: Option<PartialDate>) -> Cell {
    let part = |date: PartialDate| Part {
        printed: Some(words::date(date)),
        ..Part::new(date.to_string())
    };
    list(date.map(part).into_iter().collect())
}

/// What falls due, the earliest first; `file` tells this file's calendar from another's.
pub fn due(
    labels: &Labels,
    as_of: NaiveDate,
    file: Option<String>,
    entries: &[DueEntry],
) -> Document<'static> {
    let rows = entries
        .iter()
        .map(|entry| Row { visibility: entry.visibility(), ..row(DUE, labels, entry) });
    let table = Table::new("due", "What falls due", columns(DUE)).with_rows(rows.collect());
    let mut document = Document::new(labels.title("What falls due"));
    document.stamp = labels.stamp();
    let public = entries.iter().filter(|entry| entry.visibility() == Visibility::Public);
    let past = public.clone().filter(|entry| entry.is_past).count();
    document.facts.push(fact("as_of", as_of));
    document.facts.push(fact("file", file));
    document.facts.push(fact("due", i64::try_from(public.count()).unwrap_or(i64::MAX)));
    document.facts.push(fact("past", i64::try_from(past).unwrap_or(i64::MAX)));
    document.blocks.push(Block::Table(table.main()));
    document.blocks.push(Block::Note(format!(
        "As of {}. `Past date` counts from the first date that was set, whatever it was moved to.",
        words::day(as_of)
    )));
    document
}

/// Who is at work on an item and by when it is due, in sentences.
pub fn prose(duties: &Duties) -> Vec<Block<'static>> {
    let mut blocks = Vec::new();
    for (role, title) in [(Role::Lead, "Led by: "), (Role::Supporting, "Supported by: ")] {
        let of: Vec<_> = duties.assigned.iter().filter(|line| line.role == role).collect();
        let mut parts = vec![];
        for line in &of {
            let text =
                format!("{title}{} ({}), since {}", line.name, line.entity, line.effective_on);
            // Papers call an institution by its name.
            let since = words::day(line.effective_on);
            let printed = Some(format!("{title}{}, since {since}", line.name));
            let visibility = Visibility::of(line.public, line.entry);
            parts.push(Block::Prose(vec![Part { printed, visibility, ..Part::new(text) }]));
        }
        blocks.append(&mut parts);
    }
    for (at, line) in duties.dues.iter().enumerate() {
        let Some(date) = line.due_on else { continue };
        let word = if at + 1 == duties.dues.len() { "Due" } else { "Was due" };
        // The day of typing tells when somebody spoke: a sentence that may be handed on gives the month.
        let set = line.effective_on.to_string();
        let set = to_the_month(&set);
        let why = line.reason.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        let said = with_days(|day| {
            let from = line.starts_on.map(|from| format!(", from {}", day(&from.to_string())));
            let (date, set) = (day(&date.to_string()), day(set));
            format!("{word} {date}{} (set in {set}{why})", from.unwrap_or_default())
        });
        let visibility = Visibility::of(line.public, line.entry);
        blocks.push(Block::Prose(vec![Part { visibility, ..said }]));
    }
    blocks
}
