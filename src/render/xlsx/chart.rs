//! Charts as Excel's own, each under the figures that it draws.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisCrossing, ChartFormat, ChartLine, ChartPatternFill,
    ChartPatternFillType as Pattern, ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use crate::report::{Chart, Series};

use super::super::face::{self, EDGE, GREY, Ground};
use super::super::text;
use super::in_xml;
use super::looks::Looks;

/// Pixels of a row, of a drawing's width, and of its frame.
const ROW: u32 = 20;
const WIDTH: u32 = 900;
const FRAME: u32 = 140;

/// The figures of a chart.
struct Figures<'c> {
    title: &'c str,
    series: &'c [Series],
    rows: Vec<(String, &'c [i64])>,
    marks: Vec<String>,
}

/// Characters of the longest label, within what a page has room for.
fn label_width(charts: &[Chart]) -> u16 {
    let labels = charts.iter().flat_map(|chart| match chart {
        Chart::Bars { bars, .. } => bars.as_slice(),
        Chart::Course(_) => &[],
    });
    let longest = labels.map(|bar| bar.label.chars().count()).max().unwrap_or(0);
    u16::try_from(longest.clamp(30, 110)).unwrap_or(110)
}

/// Writes every chart, one below the other.
pub(super) fn write(
    charts: &[Chart],
    looks: &Looks,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.set_column_width(0, label_width(charts))?;
    let mut row = 0;
    let mut breaks = Vec::new();
    for chart in charts {
        breaks.extend((row > 0).then_some(row));
        let figures = figures(chart);
        let first = row + 1;
        row = write_figures(&figures, row, looks, sheet)?;
        if !figures.rows.is_empty() && !figures.series.is_empty() {
            let height = height(chart, &figures);
            let mut drawing = drawing(chart, &figures, first, &sheet.name());
            drawing.set_width(WIDTH).set_height(height);
            sheet.insert_chart(row + 1, 0, &drawing)?;
            row += height / ROW + 3;
        }
        row += 1;
    }
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

fn figures(chart: &Chart) -> Figures<'_> {
    match chart {
        Chart::Bars { title, series, bars, .. } => {
            let rows = bars.iter().map(|bar| (shown(&bar.label), bar.counts.as_slice()));
            Figures { title, series, rows: rows.collect(), marks: Vec::new() }
        }
        Chart::Course(course) => {
            let points = course.points.iter();
            let marks = course.marks.iter();
            Figures {
                title: &course.title,
                series: &course.series,
                rows: points.map(|of| (of.on.to_string(), of.counts.as_slice())).collect(),
                marks: marks
                    .map(|mark| shown(&format!("{}: {}", mark.printed, mark.label)))
                    .collect(),
            }
        }
    }
}

fn shown(words: &str) -> String {
    in_xml(&text::visible(words))
}

fn height(chart: &Chart, figures: &Figures<'_>) -> u32 {
    match chart {
        Chart::Bars { .. } => {
            u32::try_from(figures.rows.len()).unwrap_or(100).min(100) * 30 + FRAME
        }
        Chart::Course(_) => 380,
    }
}

/// Title, series above, one row a bar, the marks below; gives the first row after them.
fn write_figures(
    figures: &Figures<'_>,
    from: u32,
    looks: &Looks,
    sheet: &mut Worksheet,
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(from, 0, shown(figures.title), &looks.title)?;
    sheet.write_blank(from + 1, 0, &looks.header)?;
    for (col, series) in (1..).zip(figures.series) {
        sheet.write_string_with_format(from + 1, col, shown(&series.label), &looks.header)?;
        sheet.set_column_width(col, 14)?;
    }
    sheet.set_row_height(from + 1, 45)?;
    let mut row = from + 1;
    for (label, counts) in &figures.rows {
        row += 1;
        sheet.write_string_with_format(row, 0, label, &looks.plain)?;
        for (col, count) in (1..).zip(counts.iter().take(figures.series.len())) {
            #[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
            sheet.write_number_with_format(row, col, *count as f64, &looks.figure)?;
        }
    }
    for mark in &figures.marks {
        row += 1;
        sheet.write_string(row, 0, mark)?;
    }
    Ok(row + 1)
}

fn drawing(chart: &Chart, figures: &Figures<'_>, header: u32, sheet: &str) -> Drawing {
    let kind = match chart {
        Chart::Bars { .. } => ChartType::BarStacked,
        Chart::Course(_) => ChartType::ColumnStacked,
    };
    let mut drawing = Drawing::new(kind);
    let (first, last) = (header + 1, header + u32::try_from(figures.rows.len()).unwrap_or(1));
    for (col, series) in (1..).zip(figures.series) {
        drawing
            .add_series()
            .set_name((sheet, header, col))
            .set_categories((sheet, first, 0, last, 0))
            .set_values((sheet, first, col, last, col))
            .set_gap(40)
            .set_overlap(100)
            .set_format(&mut filled(series.key));
    }
    // A title that began with `=` would be taken for a range of cells.
    drawing.title().set_name(shown(figures.title).trim_start_matches('='));
    drawing.set_alt_text(format!("{}; the figures stand above", shown(figures.title)));
    drawing.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    if matches!(chart, Chart::Bars { .. }) {
        // The first bar stands at the top, and the figures' axis stays at the foot.
        drawing.y_axis().set_reverse().set_label_interval(1);
        drawing.y_axis().set_crossing(ChartAxisCrossing::Max);
    }
    drawing
}

/// The face of a status as a fill, with the edge that every part has.
fn filled(key: &str) -> ChartFormat {
    let mut format = ChartFormat::new();
    let grey = Color::RGB(GREY.fill);
    let mut pattern = |pattern: Pattern, ground: u32| {
        let mut fill = ChartPatternFill::new();
        fill.set_pattern(pattern).set_foreground_color(grey);
        fill.set_background_color(Color::RGB(ground));
        format.set_pattern_fill(&fill);
    };
    match face::of(key) {
        Some(face) => match face.ground {
            Ground::Solid => {
                let fill = ChartSolidFill::new().set_color(Color::RGB(face.light.fill)).clone();
                format.set_solid_fill(&fill);
            }
            Ground::Dotted => pattern(Pattern::Dotted20Percent, face.light.fill),
            Ground::Hatched => pattern(Pattern::DiagonalStripesLightUpwards, face.light.fill),
        },
        None => {
            let fill = ChartSolidFill::new().set_color(grey).clone();
            format.set_solid_fill(&fill);
        }
    }
    format.set_border(ChartLine::new().set_color(Color::RGB(EDGE.fill)).set_width(0.5));
    format
}
