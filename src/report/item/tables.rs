//! The tables of `upr show`: of several items joined by name; what people read in the prose above
//! stands in tables for scripts.

use super::Whole;
use crate::domain::lines::{ItemLine, LifeLine, LinkLine, PositionLine, VoiceLine};
use crate::report::amendments::put_right;
use crate::report::evidence::{evidence_columns, evidence_row};
use crate::report::history::{history_columns, history_row, stopped_note};
use crate::report::indicators;
use crate::report::labels::{Labels, day_cell, level, list, term, with_days};
use crate::report::links::{earlier_row, later_row, lineage_columns};
use crate::report::plans::{self, Action};
use crate::report::registers::dated_cell;
use crate::report::remarks;
use crate::report::sheet::{export_columns, export_row};
use crate::report::{Block, Cell, Column, Kind, Row, Table, Value, Visibility};

pub(super) fn tables(
    labels: &Labels,
    items: &[Whole],
    voices_beside: bool,
    blocks: &mut Vec<Block<'static>>,
) {
    let components: Vec<_> = items.iter().flat_map(|whole| &whole.components).collect();
    let history: Vec<_> = items.iter().flat_map(|whole| &whole.history).collect();
    let evidence: Vec<_> = items.iter().flat_map(|whole| &whole.evidence).collect();
    let positions: Vec<_> =
        items.iter().flat_map(|w| w.positions.iter().map(|p| (w.line.name(), p))).collect();
    let for_scripts: fn(Table<'static>, &mut Vec<Block<'static>>) = |table, blocks| {
        blocks.push(Block::Table(Table { for_scripts: true, ..table }));
    };
    let add: fn(Table<'static>, &mut Vec<Block<'static>>) = |table, blocks| {
        blocks.push(Block::Table(table.only_filled()));
    };
    let rows = items.iter().map(|whole| export_row(labels, &whole.line)).collect();
    for_scripts(Table::new("items", "Items", export_columns()).with_rows(rows), blocks);
    let texts: Vec<_> = items.iter().flat_map(|whole| whole.texts.clone()).collect();
    add(remarks::texts(labels, &texts), blocks);
    let said: Vec<_> = items.iter().flat_map(|whole| whole.remarks.clone()).collect();
    add(remarks::table(labels, &said), blocks);
    let voices = voice_table(labels, items);
    let voices_told = if voices_beside { add } else { for_scripts };
    voices_told(voices, blocks);
    for_scripts(tag_table(items), blocks);
    let lives: Vec<_> = items.iter().flat_map(|whole| &whole.lives).collect();
    add(life_table(&lives), blocks);
    let actions: Vec<Action> = items.iter().flat_map(|whole| whole.actions.clone()).collect();
    for_scripts(plans::table(labels, "Actions taken for it", &actions), blocks);
    if voices_beside {
        blocks.extend(items.iter().flat_map(|whole| indicators::page(&whole.indicators)));
    }
    blocks.extend(put_right(items.iter().flat_map(|whole| &whole.amendments)));
    add(component_table(labels, &components), blocks);
    add(position_table(&positions), blocks);
    let rows = history.iter().map(|line| history_row(labels, line)).collect();
    let table = Table::new("history", "History", history_columns()).with_rows(rows).main();
    add(table, blocks);
    let stopped = history.iter().any(|line| line.stopped && !line.internal);
    blocks.extend(stopped_note(stopped).map(Block::Note));
    let rows = evidence.iter().map(|line| evidence_row(labels, line)).collect();
    let table = Table::new("evidence", "Evidence", evidence_columns()).with_rows(rows);
    add(table, blocks);
    lineage(items, blocks);
}

/// What was asked earlier and later, each link once.
fn lineage(items: &[Whole], blocks: &mut Vec<Block<'static>>) {
    let mut links: Vec<&LinkLine> = Vec::new();
    for link in items.iter().flat_map(|whole| &whole.links) {
        if !links.iter().any(|known| known.entry == link.entry) {
            links.push(link);
        }
    }
    let names: Vec<String> = items
        .iter()
        .flat_map(|w| std::iter::once(w.line.name()).chain(w.components.iter().map(ItemLine::name)))
        .collect();
    let from_here = |link: &&LinkLine| names.contains(&link.item);
    let newer = |link: &&LinkLine| link.relation == "superseded-by";
    let (earlier, later): (Vec<_>, Vec<_>) =
        links.into_iter().partition(|link| from_here(link) != newer(link));
    let row = |link: &&LinkLine| if from_here(link) { earlier_row(link) } else { later_row(link) };
    let rows = earlier.iter().map(row).collect();
    let table = Table::new("earlier", "Earlier in this file", lineage_columns()).with_rows(rows);
    blocks.push(Block::Table(table.only_filled()));
    let rows = later.iter().map(row).collect();
    let table = Table::new("later", "Later in this file", lineage_columns()).with_rows(rows);
    blocks.push(Block::Table(table.only_filled()));
}

fn component_table(labels: &Labels, components: &[&ItemLine]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Component", Kind::Item),
        Column::new("text", "Text", Kind::Text),
        Column::new("names", "Short", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("other_voices", "Other assessors", Kind::Text).for_scripts(),
    ];
    let rows = components.iter().map(|line| {
        let short = line.names.as_deref().and_then(|names| names.split("; ").next());
        Row::new(vec![
            line.name().into(),
            Cell::from(line.text.as_str()).own(line.own),
            short.map(str::to_owned).into(),
            level(line.level()),
            line.since().into(),
            labels.voices_cell(&line.voices),
        ])
    });
    Table::new("components", "Components", columns).with_rows(rows.collect())
}

/// What each other voice says, for scripts and pages.
fn voice_table(labels: &Labels, items: &[Whole]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Item).for_scripts(),
        Column::new("component", "Component", Kind::Label),
        Column::new("assessor", "Assessor", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("unsourced", "Unsourced", Kind::Text).for_scripts(),
        Column::new("entry", "Entry", Kind::Number).for_scripts(),
    ];
    let row = |name: String, voice: &VoiceLine| Row {
        cells: vec![
            name.into(),
            voice.component.clone().into(),
            term(&voice.assessor, &labels.voice(&voice.assessor)),
            level(voice.status),
            voice.since.into(),
            Value::Flag(voice.unsourced).into(),
            voice.entry.into(),
        ],
        visibility: Visibility::of(!voice.internal, voice.entry),
    };
    let rows = items.iter().flat_map(|whole| {
        whole.line.voices.iter().map(|voice| row(whole.line.name(), voice)).collect::<Vec<_>>()
    });
    Table::new("voices", "Other assessors", columns).with_rows(rows.collect())
}

/// The tags with their origin, for scripts.
fn tag_table(items: &[Whole]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Item),
        Column::new("vocabulary", "Vocabulary", Kind::Label),
        Column::new("term", "Term", Kind::Label),
        Column::new("label", "Label", Kind::Text),
        Column::new("origin", "Origin", Kind::Text),
        Column::new("confidence", "Confidence", Kind::Text),
        Column::new("assisted", "Assisted", Kind::Text),
    ];
    let lines =
        items.iter().flat_map(|whole| std::iter::once(&whole.line).chain(&whole.components));
    let rows = lines.flat_map(|line| {
        line.tags.iter().map(|tag| {
            Row::new(vec![
                line.name().into(),
                tag.vocabulary.as_str().into(),
                tag.slug.as_str().into(),
                tag.label.as_str().into(),
                (if tag.own { "own" } else { "source" }).into(),
                tag.confidence.clone().into(),
                Value::Flag(tag.assisted).into(),
            ])
        })
    });
    Table::new("tags", "Tags", columns).with_rows(rows.collect())
}

/// How items were closed, reopened and superseded.
fn life_table(lives: &[&LifeLine]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Item),
        Column::new("entry", "Entry", Kind::Number),
        Column::new("life", "Became", Kind::Text),
        Column::new("effective_on", "On", Kind::Label),
        Column::new("note", "Reason", Kind::Text),
    ];
    let rows = lives.iter().map(|line| {
        Row::new(vec![
            line.item.as_str().into(),
            line.entry.into(),
            line.life.as_str().into(),
            day_cell(Some(&line.effective_on)),
            Cell::said(line.note.as_deref(), line.public, line.entry),
        ])
    });
    Table::new("life", "Opened and closed", columns).with_rows(rows.collect())
}

fn position_table(positions: &[(String, &PositionLine)]) -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Item).for_scripts(),
        Column::new("entry", "Entry", Kind::Number),
        Column::new("position", "Position", Kind::Text),
        Column::new("dated", "Date", Kind::Label),
        Column::new("undated", "Undated", Kind::Text).for_scripts(),
        Column::new("document", "Document", Kind::Text),
        Column::new("paragraph", "Paragraph", Kind::Label),
    ];
    let rows = positions.iter().map(|(name, line)| {
        let dated = match (&line.dated, line.undated) {
            (Some(date), true) => {
                list(vec![with_days(|day| format!("{} (its document's)", day(date)))])
            }
            (date, _) => dated_cell(date.as_deref()),
        };
        Row::new(vec![
            name.as_str().into(),
            line.entry.into(),
            term(line.position.slug(), line.position.label()),
            dated,
            Value::Flag(line.undated).into(),
            line.document.clone().into(),
            line.paragraph.clone().into(),
        ])
    });
    Table::new("positions", "Positions of the State", columns).with_rows(rows.collect())
}
