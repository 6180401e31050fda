//! The items' sheet: the export, the workbook that people fill in, and what comes back.

use chrono::NaiveDate;

use super::Kind::{Date, Label, Status, Text};
use super::duties::HandedOn as _;
use super::field::{Field, columns, row};
use super::items::{position, reason, status_cell};
use super::labels::{Labels, evidence_cell, list};
use super::{Cell, Column, Kind, Part, Row, Visibility};
use crate::domain::lines::{ComponentLine, Headline, ItemLine, TagLine};
use crate::domain::{Facet, Origin, Role, SheetColumn};

/// The columns of `upr export csv` for items, the workbook's and the sheet's. Key, title and what
/// becomes of an edit are [`SheetColumn`]'s.
pub const SHEET: &[Field<ItemLine>] = &[
    held(
        SheetColumn::Id,
        Label,
        |_, line| line.name().into(),
        "SET:REF, what the item is called. It brings the row back to its item: never change it.",
    ),
    held(
        SheetColumn::Set,
        Label,
        |_, line| line.set.as_str().into(),
        "The body of recommendations.",
    ),
    held(
        SheetColumn::Reference,
        Label,
        |_, line| line.reference.as_str().into(),
        "The label within the set, as printed. Text, never a number: 101.20 is not 101.2.",
    ),
    held(
        SheetColumn::Parent,
        Label,
        |_, line| line.parent.as_ref().map(|parent| format!("{}:{parent}", line.set)).into(),
        "For a component, the item that it is a part of.",
    ),
    held(
        SheetColumn::State,
        Text,
        |labels, line| line.state.as_deref().map(|iso3| labels.state(iso3)).into(),
        "The State under review.",
    ),
    held(
        SheetColumn::Document,
        Label,
        |_, line| line.document.clone().into(),
        "The document that the item stands in.",
    ),
    held(
        SheetColumn::Kind,
        Text,
        |_, line| line.kind.slug().into(),
        "With which force it is said.",
    ),
    held(
        SheetColumn::Heading,
        Text,
        |labels, line| labels.path(line.heading),
        "The heading that it stands under, with those above it.",
    ),
    held(SheetColumn::Theme, Text, Labels::theme, "The heading's short name."),
    held(
        SheetColumn::Text,
        Text,
        |_, line| line.text.as_str().into(),
        "The words of the document. They are not edited here.",
    ),
    held(
        SheetColumn::Senders,
        Text,
        |labels, line| labels.states_cell(&line.senders),
        "Who recommended it.",
    ),
    held(
        SheetColumn::Position,
        Text,
        |_, line| position(line),
        "The answer of the State under review.",
    ),
    held(
        SheetColumn::Status,
        Status,
        |_, line| status_cell(line),
        "The level of implementation according to the assessor. Another level without another date counts from the day of import.",
    ),
    held(
        SheetColumn::EffectiveOn,
        Date,
        |_, line| dated(line).into(),
        "The day from which the status was recorded: 2025-06-30. Without an earlier status of that level it is since when it holds.",
    ),
    held(
        SheetColumn::RecordedAt,
        Label,
        |_, line| headline(line).map(|headline| headline.recorded_at.clone()).into(),
        "When that was typed in; in what is handed on, the month.",
    ),
    held(
        SheetColumn::Assessor,
        Text,
        |_, line| headline(line).map(|headline| headline.assessor.clone()).into(),
        "Whose status it is. An edit is this assessor's, unless the import says otherwise.",
    ),
    held(
        SheetColumn::Confidence,
        Text,
        |_, line| {
            let confidence = headline(line).and_then(|headline| headline.confidence);
            confidence.map(|level| level.slug().to_owned()).into()
        },
        "How sure the assessor is.",
    ),
    held(
        SheetColumn::Note,
        Text,
        |_, line| if line.is_compound() { Cell::default() } else { reason(line) },
        "The reason for the status; of a dropped action, why it was dropped.",
    ),
    held(
        SheetColumn::Evidence,
        Text,
        |_, line| evidence_cell(&line.evidence),
        "Web addresses or UN symbols (A/HRC/42/10:25) on which it rests, joined by `; `. New ones are added.",
    ),
    held(SheetColumn::OtherVoices, Text, Labels::voices_of, "What other assessors say."),
    held(
        SheetColumn::Themes,
        Text,
        |_, line| tags(line, Facet::Theme),
        "Theme tags as VOCABULARY:TERM, joined by `; `.",
    ),
    held(
        SheetColumn::Groups,
        Text,
        |_, line| tags(line, Facet::Group),
        "Affected groups, joined by `; `.",
    ),
    held(
        SheetColumn::Sdgs,
        Text,
        |_, line| tags(line, Facet::Sdg),
        "Sustainable Development Goals and targets (5; 16.a).",
    ),
    held(
        SheetColumn::Issues,
        Text,
        |_, line| tags(line, Facet::Issue),
        "UPR Info's issues, joined by `; `.",
    ),
    held(
        SheetColumn::ActionCategory,
        Text,
        |_, line| tags(line, Facet::Action),
        "UPR Info's action category, 1 to 5.",
    ),
    held(
        SheetColumn::Components,
        Text,
        |_, line| list(line.components.iter().map(component).collect()),
        "For an item tracked through components, the status of each. Their rows follow it.",
    ),
    held(
        SheetColumn::Version,
        Label,
        |_, line| line.version.as_str().into(),
        "Which state of the item this row shows. It tells on return whether somebody changed the item since: leave it as it is.",
    ),
    held(
        SheetColumn::Force,
        Text,
        |_, line| line.force.clone().into(),
        "The verb that the document says it with.",
    ),
    held(
        SheetColumn::Actor,
        Text,
        |_, line| line.actor.slug().into(),
        "Who would have to act: state, all-states, un, un-and-state.",
    ),
    held(
        SheetColumn::Paragraph,
        Label,
        |_, line| line.paragraph.clone().into(),
        "The paragraph of the document.",
    ),
    held(
        SheetColumn::Speaker,
        Text,
        |_, line| line.speaker.clone().into(),
        "Who said it, where that is not the author of the document.",
    ),
    held(
        SheetColumn::SpokenOn,
        Label,
        |_, line| line.spoken_on.clone().into(),
        "When it was said, as precisely as it is known, where that is not the date of the document.",
    ),
    held(
        SheetColumn::Origin,
        Text,
        |_, line| (if line.own { Origin::Own } else { Origin::Document }).slug().into(),
        "Whose words the text is: document, or own where whoever keeps the file, or this program, divided or named it.",
    ),
    held(
        SheetColumn::OwnTags,
        Text,
        |_, line| own_tags(line),
        "Which of the tags are one's own, not a source's, as VOCABULARY:TERM.",
    ),
    held(
        SheetColumn::Since,
        Date,
        |_, line| line.since().into(),
        "Since when it stands at that level without a break. Looking again does not move it.",
    ),
    held(
        SheetColumn::LastLookedAt,
        Date,
        |_, line| line.looked_on().into(),
        "When the assessor last looked, whether or not anything had changed.",
    ),
    held(
        SheetColumn::Lead,
        Text,
        |_, line| list(line.duties.named(Role::Lead)),
        "The key of the institution that leads. Another one ends the one before, from the day of import.",
    ),
    held(
        SheetColumn::Supporting,
        Text,
        |_, line| list(line.duties.named(Role::Supporting)),
        "The keys of the institutions that support it, joined by `; `.",
    ),
    held(
        SheetColumn::StartsOn,
        Label,
        |_, line| line.duties.starts_on().map(|date| date.to_string()).into(),
        "When work on it begins: 2027-03-31, 2027-03 or 2027.",
    ),
    held(
        SheetColumn::DueOn,
        Label,
        |_, line| line.duties.due_on().map(|date| date.to_string()).into(),
        "By when it is due: 2027-03-31, 2027-03 or 2027. The dates before stay in the record.",
    ),
    held(
        SheetColumn::FirstDueOn,
        Label,
        |_, line| line.duties.first().map(|date| date.to_string()).into(),
        "The date that was set first: what is late is counted from it.",
    ),
    held(
        SheetColumn::Actions,
        Text,
        |_, line| actions(line),
        "The actions that are taken for it, PLAN:NUMBER.",
    ),
    held(
        SheetColumn::Recommendations,
        Text,
        |_, line| list(line.serves.iter().map(Part::new).collect()),
        "Of an action: the recommendations that it is taken for, SET:REF.",
    ),
];

const _: () = assert!(SHEET.len() == SheetColumn::ALL.len(), "every column has its cells");

/// A column, what it holds for an item, and what it means.
const fn held(
    column: SheetColumn,
    kind: Kind,
    cell: fn(&Labels, &ItemLine) -> Cell,
    meaning: &'static str,
) -> Field<ItemLine> {
    Field::new(column.slug(), column.label(), kind, cell, meaning)
}

/// Heads of `upr export csv` for items.
pub fn export_columns() -> Vec<Column> {
    columns(SHEET)
}

/// A row of `upr export csv` for items. States are printed by name.
pub fn export_row(labels: &Labels, line: &ItemLine) -> Row {
    row(SHEET, labels, line)
}

fn actions(line: &ItemLine) -> Cell {
    let part = |(name, entry): &(String, Option<i64>)| Part {
        visibility: entry.map_or(Visibility::Public, |entry| Visibility::of(false, entry)),
        ..Part::new(name)
    };
    list(line.actions.iter().map(part).collect())
}

/// The assessment that a row shows; a compound item has none of its own.
fn headline(line: &ItemLine) -> Option<&Headline> {
    line.headline.as_ref().filter(|_| !line.is_compound())
}

/// The day of the status; of a compound item, since when; of a dropped action, when it was dropped.
fn dated(line: &ItemLine) -> Option<NaiveDate> {
    if let Some(life) = line.dropped() {
        return life.effective_on.parse().ok();
    }
    if line.is_compound() { line.since() } else { line.headline.as_ref().map(|it| it.effective_on) }
}

/// The tags that are one's own.
fn own_tags(line: &ItemLine) -> Cell {
    let own = line.tags.iter().filter(|tag| tag.own && !tag.assisted);
    list(own.map(|tag| Part::new(format!("{}:{}", tag.vocabulary, tag.slug))).collect())
}

fn component(part: &ComponentLine) -> Part {
    Part::new(format!("{}: {}", part.reference, part.status.slug()))
}

/// The tags of a facet: by slug those of our own vocabulary, others and all themes as
/// `VOCABULARY:TERM`.
fn tags(line: &ItemLine, facet: Facet) -> Cell {
    let name = |tag: &TagLine| {
        let plain = facet != Facet::Theme && tag.vocabulary == facet.slug();
        if plain { tag.slug.clone() } else { format!("{}:{}", tag.vocabulary, tag.slug) }
    };
    let part = |tag: &TagLine| Part { own: tag.own, ..Part::new(name(tag)) };
    list(line.tags_of(facet).map(part).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_stand_in_the_order_of_the_sheet() {
        let ours: Vec<_> = SHEET.iter().map(|field| field.key).collect();
        let sheet: Vec<_> = SheetColumn::ALL.iter().map(|column| column.slug()).collect();
        assert_eq!(ours, sheet);
    }
}
