//! Indicators with their figures. Figures of different groups are never joined, and beside a
//! recommendation an indicator measures nothing of its implementation.

mod columns;

use super::Kind::{Label, Text};
use super::field::{columns, row};
use super::labels::{Labels, joined, lines, term};
use super::words::findings;
use super::words::nouns::capital;
use super::{Block, Cell, Document, Part, Row, Table, Visibility, words};
use crate::domain::Measure;
use crate::domain::lines::{IndicatorLine, MeasurementLine};
pub use columns::{FIGURES, INDICATORS};

/// How a figure is put into words.
type Saying = fn(&str) -> String;

/// An indicator with its figures.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// The indicator.
    pub line: IndicatorLine,
    /// Its figures.
    pub figures: Vec<MeasurementLine>,
}

/// An indicator of one group of persons: figures of different groups are never joined.
#[derive(Debug, Clone)]
pub struct IndicatorOfGroup<'i> {
    /// The indicator.
    pub of: &'i Indicator,
    /// Of whom; none: of all.
    pub group: Option<&'i str>,
}

impl<'i> IndicatorOfGroup<'i> {
    fn figures(&self, role: Measure) -> impl Iterator<Item = &'i MeasurementLine> {
        let (of, group) = (self.of, self.group);
        let own = move |it: &&MeasurementLine| it.grouping.as_deref() == group && it.role == role;
        of.figures.iter().filter(own)
    }

    fn told(&self, figures: &[&MeasurementLine]) -> Vec<Part> {
        let part = |figure: &&MeasurementLine| {
            let said = |shown: fn(&str) -> String| self.of.said(figure, None, shown);
            let printed = Some(said(words::period));
            let visibility = Visibility::of(figure.public, figure.entry);
            Part { printed, visibility, ..Part::new(said(str::to_owned)) }
        };
        figures.iter().map(part).collect()
    }

    /// Where it began.
    pub fn baseline(&self) -> Vec<Part> {
        self.told(&self.figures(Measure::Baseline).collect::<Vec<_>>())
    }

    /// Where it is to get to.
    pub fn target(&self) -> Vec<Part> {
        self.told(&self.figures(Measure::Target).collect::<Vec<_>>())
    }

    /// The latest figure of each voice; where it was not published, the latest that was as well.
    pub fn latest(&self) -> Vec<Part> {
        self.told(&self.newest())
    }

    fn newest(&self) -> Vec<&'i MeasurementLine> {
        let all: Vec<&MeasurementLine> = self.figures(Measure::Value).collect();
        let superseded = |at: usize| {
            let one = all[at];
            let mut later = all[at + 1..].iter().filter(|it| it.assessor == one.assessor);
            later.any(|it| it.public || !one.public)
        };
        (0..all.len()).filter(|at| !superseded(*at)).map(|at| all[at]).collect()
    }

    /// The same, or where it began, each with the address where it is found behind it.
    pub fn sourced(&self, role: Measure) -> Vec<Part> {
        let figures = match role {
            Measure::Value => self.newest(),
            role => self.figures(role).collect(),
        };
        let told = self.told(&figures).into_iter().zip(&figures);
        let linked = told.map(|(part, figure)| {
            let url = figure.evidence.clone().filter(|source| source.starts_with("https://"));
            Part { url, ..part }
        });
        linked.collect()
    }

    /// Where the latest figures and those that it began with are found, each once.
    pub fn sources(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for figure in self.figures(Measure::Baseline).chain(self.newest()) {
            let Some(source) = &figure.evidence else { continue };
            let visibility = Visibility::of(figure.public, figure.entry);
            let known = |part: &Part| part.text == *source && part.visibility == visibility;
            if !parts.iter().any(known) {
                let url = source.starts_with("https://").then(|| source.clone());
                parts.push(Part { url, visibility, ..Part::new(source) });
            }
        }
        parts
    }

    /// Whether it may be handed on: a group of which nothing was published is not told.
    pub fn visibility(&self) -> Visibility {
        let mut own = self.of.figures.iter().filter(|it| it.grouping.as_deref() == self.group);
        match (self.of.visibility(), own.clone().next()) {
            (Visibility::Public, Some(first)) if !own.any(|it| it.public) => {
                Visibility::of(false, first.entry)
            }
            (visibility, _) => visibility,
        }
    }
}

impl Indicator {
    /// By group of persons, that of all first.
    pub fn courses(&self) -> Vec<IndicatorOfGroup<'_>> {
        let mut groups: Vec<Option<&str>> =
            self.figures.iter().map(|figure| figure.grouping.as_deref()).collect();
        groups.sort_unstable();
        groups.dedup();
        if groups.is_empty() {
            groups.push(None);
        }
        groups.into_iter().map(|group| IndicatorOfGroup { of: self, group }).collect()
    }

    /// A line each group: baseline, latest, target. One that was not published is one part, so that
    /// nothing of it is handed on.
    pub fn in_short(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for course in self.courses() {
            let group = course.group.map(|group| format!(" ({group})")).unwrap_or_default();
            let begun = format!("{}{group}:", self.line.title);
            let visibility = course.visibility();
            parts.push(Part { visibility, ..Part::new(begun) });
            let words: [(Saying, Vec<Part>); 3] = [
                (findings::baseline, course.baseline()),
                (findings::latest, course.latest()),
                (findings::target, course.target()),
            ];
            for (say, told) in words {
                parts.extend(told.into_iter().map(|part| Part {
                    text: say(&part.text),
                    printed: part.printed.map(|printed| say(&printed)),
                    visibility: part.visibility.or(visibility),
                    ..part
                }));
            }
        }
        parts
    }

    fn visibility(&self) -> Visibility {
        Visibility::of(self.line.public, self.line.entry)
    }

    /// A figure with its unit, period and group.
    fn printed(&self, figure: &MeasurementLine) -> String {
        self.said(figure, figure.grouping.as_deref(), str::to_owned)
    }

    fn said(
        &self,
        figure: &MeasurementLine,
        group: Option<&str>,
        shown: fn(&str) -> String,
    ) -> String {
        let value = findings::with_unit(&figure.value, self.line.unit.as_deref());
        let period = figure.period.as_deref().map(shown);
        let aside: Vec<&str> = [period.as_deref(), group]
            .into_iter()
            .flatten()
            .chain(figure.provisional.then(findings::provisional))
            .chain(figure.broken.as_ref().map(|_| findings::not_comparable()))
            .collect();
        if aside.is_empty() { value } else { format!("{value} ({})", words::commas(&aside)) }
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

/// A row of the sheet of indicators: a figure of an indicator; one without any has a row all the same.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The indicator.
    pub indicator: IndicatorLine,
    /// The figure.
    pub figure: Option<MeasurementLine>,
}

impl Measured {
    /// The rows of indicators, in their order.
    pub fn of(indicators: &[Indicator]) -> Vec<Self> {
        let rows = indicators.iter().flat_map(|one| {
            let figures = one.figures.iter().map(|figure| Some(figure.clone()));
            let bare = one.figures.is_empty().then_some(None);
            figures.chain(bare).map(|figure| Self { indicator: one.line.clone(), figure })
        });
        rows.collect()
    }

    fn visibility(&self) -> Visibility {
        let own = self.figure.as_ref();
        let own = own.map_or(Visibility::Public, |line| Visibility::of(line.public, line.entry));
        own.or(Visibility::of(self.indicator.public, self.indicator.entry))
    }

    fn cell(&self, cell: fn(&MeasurementLine) -> Cell) -> Cell {
        self.figure.as_ref().map(cell).unwrap_or_default()
    }
}

/// The sheet of indicators.
pub fn sheet(labels: &Labels, indicators: &[Indicator]) -> Table<'static> {
    let rows = Measured::of(indicators);
    let rows =
        rows.iter().map(|one| Row { visibility: one.visibility(), ..row(FIGURES, labels, one) });
    Table::new("indicators", "Indicators", columns(FIGURES)).main().with_rows(rows.collect())
}

/// A figure of an indicator.
struct IndicatorFigure<'i>(&'i Indicator, &'i MeasurementLine);

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
        .flat_map(|one| one.figures.iter().map(move |figure| IndicatorFigure(one, figure)))
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

impl IndicatorFigure<'_> {
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

/// Indicators, a row each group of persons: where it began, where it is, where it is to get to.
pub fn by_group<'i>(
    title: impl Into<String>,
    indicators: impl IntoIterator<Item = &'i Indicator>,
) -> Table<'static> {
    let columns = vec![
        super::Column::new("indicator", "Indicator", Text),
        super::Column::new("group", "Group", Label).spare(),
        super::Column::new("baseline", "Baseline", Label),
        super::Column::new("latest", "Latest", Label),
        super::Column::new("target", "Target", Label),
        super::Column::new("source", "Source", Text).for_scripts(),
    ];
    let row = |course: IndicatorOfGroup<'_>| {
        let cells = vec![
            course.of.line.title.as_str().into(),
            course.group.into(),
            lines(course.sourced(Measure::Baseline)),
            lines(course.sourced(Measure::Value)),
            lines(course.target()),
            lines(course.sources()),
        ];
        Row { visibility: course.visibility(), ..Row::new(cells) }
    };
    let rows = indicators.into_iter().flat_map(|one| one.courses().into_iter().map(row));
    Table::new("indicators", title, columns).with_rows(rows.collect()).only_filled()
}

/// The indicators of an item on its page, and what they are not.
pub fn page(indicators: &[Indicator]) -> Vec<Block<'static>> {
    let public = indicators.iter().find(|one| one.visibility() == Visibility::Public);
    // Where none may be handed on, nothing tells that there is any.
    let Some(shown) = public.or(indicators.first()) else { return Vec::new() };
    let said =
        Part { visibility: shown.visibility(), ..Part::new(capital(findings::measures_nothing())) };
    vec![Block::Table(by_group("Indicators", indicators)), Block::Prose(vec![said])]
}

/// The indicators of an item, a line each.
pub fn beside(indicators: &[Indicator]) -> Vec<Block<'static>> {
    let one = |indicator: &Indicator| {
        let (key, title) = (&indicator.line.key, &indicator.line.title);
        // Papers call an indicator by its title.
        let printed = Some(format!("{};", findings::indicator(None, title)));
        let head = format!("{};", findings::indicator(Some(key), title));
        let mut parts = vec![Part { printed, ..Part::new(head) }];
        let words: [(Saying, Measure); 3] = [
            (findings::baseline, Measure::Baseline),
            (findings::measured, Measure::Value),
            (findings::target, Measure::Target),
        ];
        for (say, role) in words {
            let told = indicator.parts(role).into_iter();
            parts.extend(told.map(|part| Part { text: format!(" {};", say(&part.text)), ..part }));
        }
        parts.push(Part::new(format!(" {}", findings::measures_nothing())));
        let hidden = indicator.visibility();
        if hidden != Visibility::Public {
            parts = vec![Part { visibility: hidden, ..joined(parts) }];
        }
        Block::Prose(parts)
    };
    indicators.iter().map(one).collect()
}
