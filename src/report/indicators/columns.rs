//! The columns of indicators and of their sheet.

use super::super::Kind::{Label, Text};
use super::super::field::Field;
use super::super::labels::{list, term};
use super::super::{Cell, Kind, Part};
use super::{Indicator, Measured};
use crate::domain::Measure;

/// `upr indicator`.
pub const INDICATORS: &[Field<Indicator>] = &[
    Field::new("key", "Indicator", Label, |_, one| one.line.key.as_str().into(), "Its key."),
    Field::new("title", "Title", Text, |_, one| one.line.title.as_str().into(), "What it is."),
    Field::new(
        "kind",
        "Kind",
        Text,
        |_, one| term(one.line.kind.slug(), one.line.kind.label()),
        "Structural, process or outcome (OHCHR, HR/PUB/12/5).",
    ),
    Field::for_scripts("unit", "Unit", Text, |_, one| one.line.unit.clone().into(), "Its unit."),
    Field::for_scripts(
        "better",
        "Better",
        Text,
        |_, one| one.line.better.map(|way| way.slug().to_owned()).into(),
        "Which way is better.",
    ),
    Field::new(
        "items",
        "For",
        Label,
        |_, one| list(one.line.targets().map(Part::new).collect()),
        "What it is for: items, SET:REF, or terms, VOCABULARY:TERM.",
    ),
    Field::new(
        "baseline",
        "Baseline",
        Text,
        |_, one| list(one.parts(Measure::Baseline)),
        "Where it began.",
    ),
    Field::new(
        "values",
        "Measured",
        Text,
        |_, one| list(one.parts(Measure::Value)),
        "The figures by group and period, the latest last; as they were typed.",
    ),
    Field::new(
        "target",
        "Target",
        Text,
        |_, one| list(one.parts(Measure::Target)),
        "Where it is to get to.",
    ),
];

/// `upr export csv --what indicators`: edited, it comes back. The import finds a figure by `indicator`,
/// `figure`, `group`, `period` and `assessor`.
pub const FIGURES: &[Field<Measured>] = &[
    Field::new(
        "indicator",
        "Indicator",
        Label,
        |_, row| row.indicator.key.as_str().into(),
        "The indicator's key; a new one, with title and kind, makes an indicator.",
    ),
    Field::new(
        "title",
        "Title",
        Text,
        |_, row| row.indicator.title.as_str().into(),
        "What it is called.",
    ),
    Field::new(
        "kind",
        "Kind",
        Text,
        |_, row| term(row.indicator.kind.slug(), row.indicator.kind.label()),
        "structural, process or outcome (OHCHR, HR/PUB/12/5).",
    ),
    Field::new(
        "unit",
        "Unit",
        Text,
        |_, row| row.indicator.unit.clone().into(),
        "The unit of its figures; without one they are a date, yes or no.",
    ),
    Field::new(
        "better",
        "Better",
        Text,
        |_, row| row.indicator.better.map(|way| way.slug().to_owned()).into(),
        "higher or lower: which way is better.",
    ),
    Field::new(
        "items",
        "For",
        Label,
        |_, row| list(row.indicator.targets().map(Part::new).collect()),
        "What it is for: items, SET:REF, or terms, VOCABULARY:TERM.",
    ),
    Field::new(
        "figure",
        "Figure",
        Text,
        |_, row| row.cell(|line| term(line.role.slug(), line.role.label())),
        "value, baseline or target.",
    ),
    Field::new(
        "group",
        "Group",
        Label,
        |_, row| row.cell(|line| line.grouping.clone().into()),
        "Of whom, such as sex=f; empty: of all.",
    ),
    Field::new(
        "period",
        "Period",
        Label,
        |_, row| row.cell(|line| line.period.clone().into()),
        "The period: 2025, 2025-06 or FROM..TO.",
    ),
    Field::new(
        "value",
        "Value",
        Label,
        |_, row| row.cell(|line| line.value.as_str().into()),
        "The figure as it was typed. Another one revises it; the earlier one stays in the record.",
    ),
    Field::new(
        "provisional",
        "Provisional",
        Text,
        |_, row| row.cell(|line| super::super::Value::Flag(line.provisional).into()),
        "Whether it is provisional: yes or no.",
    ),
    Field::new(
        "break_reason",
        "Not comparable",
        Text,
        |_, row| row.cell(|line| line.broken.clone().into()),
        "Why it cannot be compared with those before.",
    ),
    Field::new(
        "assessor",
        "Assessor",
        Label,
        |_, row| row.cell(|line| line.assessor.clone().into()),
        "Whose figure it is.",
    ),
    Field::new(
        "evidence",
        "Source",
        Text,
        |_, row| row.cell(|line| line.evidence.clone().into()),
        "Where it is found.",
    ),
    Field::new(
        "note",
        "Note",
        Text,
        |_, row| row.cell(|line| Cell::said(line.note.as_deref(), line.public, line.entry)),
        "A remark.",
    ),
    Field::for_scripts(
        "entry",
        "Entry",
        Kind::Number,
        |_, row| row.cell(|line| line.entry.into()),
        "The number of the ledger's entry: the figure that was there when the sheet was made.",
    ),
];
