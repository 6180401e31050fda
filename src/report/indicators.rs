//! Indicators with their figures. Figures of different groups are never joined, and beside a
//! recommendation an indicator measures nothing of its implementation.

use super::Kind::{Label, Text};
use super::field::{Field, columns, row};
use super::labels::{Labels, list, term};
use super::{Block, Cell, Document, Part, Row, Table, Visibility};
use crate::domain::Measure;
use crate::domain::lines::{IndicatorLine, MeasurementLine};

/// An indicator with its figures.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// The indicator.
    pub line: IndicatorLine,
    /// Its figures.
    pub figures: Vec<MeasurementLine>,
}

impl Indicator {
    fn visibility(&self) -> Visibility {
        Visibility::of(self.line.public, self.line.entry)
    }

    /// A figure with its unit, period and group.
    fn printed(&self, figure: &MeasurementLine) -> String {
        let unit = match self.line.unit.as_deref() {
            Some("percent") => " per cent".to_owned(),
            Some(unit) => format!(" {unit}"),
            None => String::new(),
        };
        let aside: Vec<&str> = [figure.period.as_deref(), figure.grouping.as_deref()]
            .into_iter()
            .flatten()
            .chain(figure.provisional.then_some("provisional"))
            .chain(figure.broken.as_ref().map(|_| "not comparable with those before"))
            .collect();
        if aside.is_empty() {
            return format!("{}{unit}", figure.value);
        }
        format!("{}{unit} ({})", figure.value, aside.join(", "))
    }

    fn parts(&self, role: Measure) -> Vec<Part> {
        let of = self.figures.iter().filter(|figure| figure.role == role);
        let part = |figure: &MeasurementLine| Part {
            visibility: Visibility::of(figure.public, figure.entry),
            ..Part::new(self.printed(figure))
        };
        of.map(part).collect()
    }
}

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
        |_, one| list(one.line.items.iter().map(|(_, name)| Part::new(name)).collect()),
        "The items that it is for, SET:REF.",
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

/// A figure of an indicator.
struct Figure<'i>(&'i Indicator, &'i MeasurementLine);

/// The indicators of the file, and each figure: for scripts, or, of the `one` that was asked for, for
/// people. How many there are does not decide: some may be internal.
pub fn document(labels: &Labels, indicators: &[Indicator], one: bool) -> Document<'static> {
    let mut document = Document::new(labels.title("Indicators"));
    document.stamp = labels.stamp();
    let rows = indicators
        .iter()
        .map(|one| Row { visibility: one.visibility(), ..row(INDICATORS, labels, one) });
    let table = Table::new("indicators", "Indicators", columns(INDICATORS));
    document.blocks.push(Block::Table(table.with_rows(rows.collect()).main()));
    let figures = indicators
        .iter()
        .flat_map(|one| one.figures.iter().map(move |figure| Figure(one, figure)))
        .map(|figure| figure.row(labels));
    let table = Table::new("figures", "Figures", figure_columns()).with_rows(figures.collect());
    document.blocks.push(Block::Table(Table { for_scripts: !one, ..table }.only_filled()));
    document
}

fn figure_columns() -> Vec<super::Column> {
    let column = super::Column::new;
    vec![
        column("indicator", "Indicator", Label),
        column("role", "Figure", Text),
        column("period", "Period", Label),
        column("group", "Group", Label),
        column("value", "Value", Label),
        column("provisional", "Provisional", Text).for_scripts(),
        column("break_reason", "Not comparable with those before", Text),
        column("assessor", "According to", Text),
        column("evidence", "Source", Text),
        column("note", "Note", Text),
    ]
}

impl Figure<'_> {
    fn row(&self, labels: &Labels) -> Row {
        let Self(one, line) = self;
        let hidden = one.visibility();
        let visibility = match hidden {
            Visibility::Public => Visibility::of(line.public, line.entry),
            internal @ Visibility::Internal(_) => internal,
        };
        let cells = vec![
            one.line.key.as_str().into(),
            term(line.role.slug(), line.role.label()),
            line.period.clone().into(),
            line.grouping.clone().into(),
            line.value.as_str().into(),
            super::Value::Flag(line.provisional).into(),
            line.broken.clone().into(),
            line.assessor.as_deref().map(|key| labels.voice(key)).into(),
            line.evidence.clone().into(),
            Cell::said(line.note.as_deref(), line.public, line.entry),
        ];
        Row { cells, visibility }
    }
}

/// The indicators of an item, a line each.
pub fn beside(indicators: &[Indicator]) -> Vec<Block<'static>> {
    let one = |indicator: &Indicator| {
        let head = format!("Indicator {}: {};", indicator.line.key, indicator.line.title);
        let mut parts = vec![Part::new(head)];
        let titles = [
            (Measure::Baseline, " baseline "),
            (Measure::Value, " measured "),
            (Measure::Target, " target "),
        ];
        for (role, title) in titles {
            let told = indicator.parts(role);
            parts.extend(
                told.into_iter()
                    .map(|part| Part { text: format!("{title}{};", part.text), ..part }),
            );
        }
        parts.push(Part::new(" it does not measure implementation of this recommendation."));
        let hidden = indicator.visibility();
        if hidden != Visibility::Public {
            let whole = parts.into_iter().map(|part| part.text).collect::<String>();
            parts = vec![Part { visibility: hidden, ..Part::new(whole) }];
        }
        Block::Prose(parts)
    };
    indicators.iter().map(one).collect()
}
