//! Charts as Word's own: stacked bars with patterns, every bar named, the numbers within.

use unicode_width::UnicodeWidthStr;

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
/// English metric units of the text's width, of a course's height, of the axis under bars, and of a
/// line of the legend with so many names.
const WIDTH: usize = 6_120_000;
const COURSE: usize = 2_900_000;
const AXIS: usize = 400_000;
const LEGEND: usize = 180_000;
const NAMES: usize = 3;
/// The height of a line of a label, and of what stands between two bars.
const LINE: usize = 105_000;
const BETWEEN: usize = 50_000;
/// The highest that all bars of one drawing may be together: a page holds them with their caption.
const HIGHEST: usize = 6_400_000;
/// Characters of a line of a label, of which two are shown at the most, one where there is little room:
/// the table has the whole of it.
const LABEL_LINE: usize = 44;

/// A drawing: its part of the package and its height.
pub(super) struct Drawn {
    pub(super) part: String,
    pub(super) height: usize,
}

/// The drawings of a chart: as many as its bars need to be read, all on one scale.
pub(super) fn drawn(chart: &Chart) -> Vec<Drawn> {
    let compact = match chart {
        Chart::Bars { compact, .. } => *compact,
        Chart::Course(_) => {
            return vec![Drawn { part: part(chart, &chart.rows(), None), height: COURSE }];
        }
    };
    let most_lines = if compact { 1 } else { 2 };
    let longest = LABEL_LINE * most_lines;
    let label = |label: &str| shortened(label, longest);
    let rows: Vec<(String, &[i64])> =
        chart.rows().into_iter().map(|(words, counts)| (label(&words), counts)).collect();
    let lines = rows.iter().map(|(label, _)| label.width().div_ceil(LABEL_LINE)).max();
    let bar = lines.unwrap_or(1).clamp(1, most_lines) * LINE + BETWEEN;
    let drawings = rows.len().max(1).div_ceil(HIGHEST / bar);
    let most = rows.iter().map(|(_, counts)| counts.iter().sum()).max();
    let frame = AXIS + LEGEND * shown(chart).count().div_ceil(NAMES).max(1);
    let each = rows.len().max(1).div_ceil(drawings);
    let draw = |rows: &[(String, &[i64])]| Drawn {
        part: part(chart, rows, most),
        height: frame + bar * rows.len().max(2),
    };
    if rows.is_empty() { vec![draw(&[])] } else { rows.chunks(each).map(draw).collect() }
}

/// The series that have anything to show.
fn shown(chart: &Chart) -> impl Iterator<Item = usize> {
    let rows = chart.rows();
    let some = move |at: &usize| {
        rows.iter().any(|(_, counts)| counts.get(*at).is_some_and(|count| *count > 0))
    };
    (0..chart.series().len()).filter(some)
}

/// A label cut between words, where it is longer.
fn shortened(label: &str, longest: usize) -> String {
    if label.chars().count() <= longest {
        return label.to_owned();
    }
    let cut: String = label.chars().take(longest - 2).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", cut[..end].trim_end_matches([',', ';']))
}

/// The paragraph that shows a drawing.
pub(super) fn drawing(height: usize, at: usize, said: &str) -> String {
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

/// The part of the package that holds these bars or points; the scale ends at `most`.
fn part(chart: &Chart, rows: &[(String, &[i64])], most: Option<i64>) -> String {
    let labels: String = points(rows.iter().map(|(label, _)| escaped(label)));
    let (mut solid, mut hatched) = (0, 0);
    // The legend names what is drawn; of several drawings each names the same.
    let shown: Vec<usize> = shown(chart).collect();
    let drawn: String = chart
        .series()
        .iter()
        .enumerate()
        .filter_map(|(at, series)| {
            let count = if series.hatched { &mut hatched } else { &mut solid };
            *count += 1;
            let fill = fill(series.hatched, *count - 1);
            let counts = rows.iter().map(|(_, counts)| counts.get(at).copied().unwrap_or(0));
            let values = points(counts.map(|count| count.to_string()));
            shown.contains(&at).then(|| series_xml(at, series, &fill, &labels, &values))
        })
        .collect();
    let (direction, axes) = if matches!(chart, Chart::Bars { .. }) {
        ("bar", axes("maxMin", ["l", "b"], "max", most))
    } else {
        ("col", axes("minMax", ["b", "l"], "autoZero", most))
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
         <c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"800\"/></a:pPr><a:endParaRPr lang=\"en-GB\"/>\
         </a:p></c:txPr></c:chartSpace>"
    )
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

/// The counts in their parts of a bar, on white, and nothing where there is nothing.
const NUMBERS: &str = "<c:dLbls><c:numFmt formatCode=\"0;;\" sourceLinked=\"0\"/>\
    <c:spPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>\
    <c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"800\" b=\"1\"/></a:pPr><a:endParaRPr lang=\"en-GB\"/></a:p>\
    </c:txPr><c:dLblPos val=\"ctr\"/><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>\
    <c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>";

fn series_xml(at: usize, series: &Series, fill: &str, labels: &str, values: &str) -> String {
    format!(
        "<c:ser><c:idx val=\"{at}\"/><c:order val=\"{at}\"/><c:tx><c:v>{}</c:v></c:tx>{fill}\
         <c:invertIfNegative val=\"0\"/>{NUMBERS}<c:cat><c:strLit>{labels}</c:strLit></c:cat>\
         <c:val><c:numLit><c:formatCode>0</c:formatCode>{values}</c:numLit></c:val></c:ser>",
        escaped(&series.label)
    )
}

/// The axis of the labels, which begins with the first, and that of the counts.
fn axes(order: &str, [labels, counts]: [&str; 2], crosses: &str, most: Option<i64>) -> String {
    let most = most.filter(|most| *most > 0).map(|most| format!("<c:max val=\"{most}\"/>"));
    let most = most.unwrap_or_default();
    format!(
        "<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"{order}\"/></c:scaling>\
         <c:delete val=\"0\"/><c:axPos val=\"{labels}\"/><c:numFmt formatCode=\"General\" \
         sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/>\
         <c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/>\
         <c:tickLblSkip val=\"1\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/>{most}<c:min val=\"0\"/>\
         </c:scaling><c:delete val=\"0\"/><c:axPos val=\"{counts}\"/><c:majorGridlines><c:spPr>\
         <a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"C3C9D1\"/></a:solidFill></a:ln></c:spPr>\
         </c:majorGridlines><c:numFmt formatCode=\"0\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>\
         <c:crossAx val=\"1\"/><c:crosses val=\"{crosses}\"/></c:valAx>"
    )
}
