//! Charts as Word's own: stacked bars with patterns, their figures within.

use crate::report::{Chart, Series};

use super::HEAD;
use super::runs::escaped;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
/// Colour and pattern of the solid series, in order.
const SOLID: [(&str, &str); 6] = [
    ("1B6E3C", "pct90"),
    ("1F5FBF", "pct50"),
    ("9A5B00", "dkVert"),
    ("8A1C7C", "trellis"),
    ("B42318", "dkHorz"),
    ("0F6F78", "solidDmnd"),
];
const HATCHED: [&str; 2] = ["ltUpDiag", "wdDnDiag"];
const UNKNOWN: &str = "6B7280";
/// English metric units of the text's width, of a bar, and of the frame around the bars.
const WIDTH: usize = 6_120_000;
const BAR: usize = 290_000;
const FRAME: usize = 900_000;

/// Where there are more bars than this they are narrower.
const MANY_BARS: usize = 8;
const NARROW_BAR: usize = 205_000;

/// The paragraph that shows the chart.
pub(super) fn drawing(chart: &Chart, at: usize, said: &str) -> String {
    let height = match chart {
        Chart::Bars { bars, .. } if bars.len() > MANY_BARS => {
            FRAME + NARROW_BAR * bars.len().min(40)
        }
        Chart::Bars { bars, .. } => FRAME + BAR * bars.len().max(2),
        Chart::Course(_) => 2_900_000,
    };
    format!(
        "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing>\
         <wp:inline xmlns:wp=\"{DRAWING}/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" \
         distR=\"0\"><wp:extent cx=\"{WIDTH}\" cy=\"{height}\"/>\
         <wp:docPr id=\"{at}\" name=\"Chart {at}\" descr=\"{said}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic xmlns:a=\"{DRAWING}/main\"><a:graphicData uri=\"{DRAWING}/chart\">\
         <c:chart xmlns:c=\"{DRAWING}/chart\" r:id=\"chart{at}\"/></a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r></w:p>\n"
    )
}

/// The part of the package that holds the chart.
pub(super) fn part(chart: &Chart) -> String {
    let (series, rows) = figures(chart);
    let labels: String = points(rows.iter().map(|(label, _)| escaped(label)));
    let (mut solid, mut hatched) = (0, 0);
    let drawn: String = series
        .iter()
        .enumerate()
        .map(|(at, series)| {
            let count = if series.hatched { &mut hatched } else { &mut solid };
            *count += 1;
            let counts = rows.iter().map(|(_, counts)| counts.get(at).copied().unwrap_or(0));
            let values = points(counts.map(|count| count.to_string()));
            series_xml(at, series, &fill(series.hatched, *count - 1), &labels, &values)
        })
        .collect();
    let (direction, axes) = if matches!(chart, Chart::Bars { .. }) {
        ("bar", axes("maxMin", ["l", "b"], "max"))
    } else {
        ("col", axes("minMax", ["b", "l"], "autoZero"))
    };
    format!(
        "{HEAD}<c:chartSpace xmlns:c=\"{DRAWING}/chart\" xmlns:a=\"{DRAWING}/main\">\
         <c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>\
         <c:barChart><c:barDir val=\"{direction}\"/><c:grouping val=\"stacked\"/>\
         <c:varyColors val=\"0\"/>{drawn}<c:gapWidth val=\"40\"/><c:overlap val=\"100\"/>\
         <c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>{axes}</c:plotArea>\
         <c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>\
         <c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
         <c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\
         <c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"900\"/></a:pPr><a:endParaRPr lang=\"en-GB\"/>\
         </a:p></c:txPr></c:chartSpace>"
    )
}

/// The series, and label and counts of each bar or point.
fn figures(chart: &Chart) -> (&[Series], Vec<(String, &[i64])>) {
    match chart {
        Chart::Bars { series, bars, .. } => {
            let rows = bars.iter().map(|bar| (bar.label.clone(), bar.counts.as_slice()));
            (series, rows.collect())
        }
        Chart::Course(course) => {
            let rows = course.points.iter().map(|of| (of.on.to_string(), of.counts.as_slice()));
            (&course.series, rows.collect())
        }
    }
}

fn points(values: impl Iterator<Item = String>) -> String {
    let points: Vec<String> = values
        .enumerate()
        .map(|(at, value)| format!("<c:pt idx=\"{at}\"><c:v>{value}</c:v></c:pt>"))
        .collect();
    format!("<c:ptCount val=\"{}\"/>{}", points.len(), points.concat())
}

fn fill(hatched: bool, at: usize) -> String {
    let (colour, pattern) =
        if hatched { (UNKNOWN, HATCHED[at % HATCHED.len()]) } else { SOLID[at % SOLID.len()] };
    format!(
        "<c:spPr><a:pattFill prst=\"{pattern}\"><a:fgClr><a:srgbClr val=\"{colour}\"/></a:fgClr>\
         <a:bgClr><a:srgbClr val=\"FFFFFF\"/></a:bgClr></a:pattFill>\
         <a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill></a:ln></c:spPr>"
    )
}

fn series_xml(at: usize, series: &Series, fill: &str, labels: &str, values: &str) -> String {
    format!(
        "<c:ser><c:idx val=\"{at}\"/><c:order val=\"{at}\"/><c:tx><c:v>{}</c:v></c:tx>{fill}\
         <c:invertIfNegative val=\"0\"/><c:cat><c:strLit>{labels}</c:strLit></c:cat>\
         <c:val><c:numLit><c:formatCode>0</c:formatCode>{values}</c:numLit></c:val></c:ser>",
        escaped(&series.label)
    )
}

/// The axis of the labels, which begins with the first, and that of the counts.
fn axes(order: &str, [labels, counts]: [&str; 2], crosses: &str) -> String {
    format!(
        "<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"{order}\"/></c:scaling>\
         <c:delete val=\"0\"/><c:axPos val=\"{labels}\"/><c:numFmt formatCode=\"General\" \
         sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/>\
         <c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/>\
         <c:tickLblSkip val=\"1\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:min val=\"0\"/>\
         </c:scaling><c:delete val=\"0\"/><c:axPos val=\"{counts}\"/><c:majorGridlines><c:spPr>\
         <a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"C3C9D1\"/></a:solidFill></a:ln></c:spPr>\
         </c:majorGridlines><c:numFmt formatCode=\"0\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>\
         <c:crossAx val=\"1\"/><c:crosses val=\"{crosses}\"/></c:valAx>"
    )
}
