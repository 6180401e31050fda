//! Charts as Word's own: stacked bars, every bar named, the numbers within where all have room.

use unicode_width::UnicodeWidthStr;

use crate::report::words::marks;
use crate::report::{Chart, Series};

use super::super::face::{self, EDGE, GREY, Ground};
use super::HEAD;
use super::runs::escaped;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
/// The least part of the scale that a number in a bar needs, in hundredths: a number that has no room
/// is not read. A course is lower than bars are wide.
const ROOM: i64 = 3;
const ROOM_IN_COURSE: i64 = 6;
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
/// The same where there is little room.
const LITTLE: usize = 140_000;
/// The highest that all bars of one drawing may be together: a page holds them with their caption.
const HIGHEST: usize = 6_400_000;
/// Characters of a line of a label, of which two are shown at the most, one where there is little room:
/// the table has the whole of it.
const LABEL_LINE: usize = 44;

/// Whether every number of a chart has room where it is drawn.
pub(super) fn bears_its_numbers(chart: &Chart) -> bool {
    let rows = chart.rows();
    let most = rows.iter().map(|(_, counts)| counts.iter().sum::<i64>()).max().unwrap_or(0);
    let room = if matches!(chart, Chart::Bars { .. }) { ROOM } else { ROOM_IN_COURSE };
    let mut counts = rows.iter().flat_map(|(_, counts)| counts.iter());
    counts.all(|count| *count == 0 || has_room(*count, most, room))
}

fn has_room(count: i64, most: i64, room: i64) -> bool {
    count * 100 >= most * room
}

/// What a chart shows, for who does not see it: each bar with its numbers.
pub(super) fn described(chart: &Chart) -> String {
    let series = chart.series();
    let bar = |(label, counts): (String, &[i64])| {
        let parts = series.iter().zip(counts).filter(|(_, count)| **count > 0);
        let parts: Vec<String> = parts
            .map(|(series, count)| format!("{count} {}", series.label.to_lowercase()))
            .collect();
        format!("{label}: {}", if parts.is_empty() { "0".to_owned() } else { parts.join(", ") })
    };
    let bars: Vec<String> = chart.rows().into_iter().map(bar).collect();
    format!("{}. {}.", chart.title(), bars.join("; "))
}

/// A drawing: its part of the package and its height.
pub(super) struct Drawing {
    pub(super) part: String,
    pub(super) height: usize,
}

/// The drawings of a chart: as many as its bars need to be read, all on one scale.
pub(super) fn drawn(chart: &Chart) -> Vec<Drawing> {
    let compact = match chart {
        Chart::Bars { compact, .. } => *compact,
        Chart::Course(_) => {
            return vec![Drawing { part: part(chart, &chart.rows(), None), height: COURSE }];
        }
    };
    let most_lines = if compact { 1 } else { 2 };
    let longest = LABEL_LINE * most_lines;
    let label = |label: &str| shortened(label, longest);
    let rows: Vec<(String, &[i64])> =
        chart.rows().into_iter().map(|(words, counts)| (label(&words), counts)).collect();
    let lines = rows.iter().map(|(label, _)| label.width().div_ceil(LABEL_LINE)).max();
    let bar = lines.unwrap_or(1).clamp(1, most_lines) * LINE + BETWEEN;
    let bar = if compact { LITTLE } else { bar };
    let drawings = rows.len().max(1).div_ceil(HIGHEST / bar);
    let most = rows.iter().map(|(_, counts)| counts.iter().sum()).max();
    let legend = LEGEND * shown(chart).count().div_ceil(NAMES).max(1);
    let frame = if compact { BETWEEN } else { AXIS + legend };
    let each = rows.len().max(1).div_ceil(drawings);
    let draw = |rows: &[(String, &[i64])]| Drawing {
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

/// The paragraph that shows a drawing, kept with its caption where it has one.
pub(super) fn drawing(height: usize, at: usize, said: &str, captioned: bool) -> String {
    let keep = if captioned { "<w:pPr><w:keepNext/></w:pPr>" } else { "" };
    format!(
        "<w:p>{keep}<w:r><w:drawing>\
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
    let numbers = match chart {
        Chart::Bars { compact: true, .. } => Numbers::WhereTheyFit(most.unwrap_or(0)),
        _ if bears_its_numbers(chart) => Numbers::All,
        _ => Numbers::None,
    };
    let labels: String = points(rows.iter().map(|(label, _)| escaped(label)));
    // The legend names what is drawn; of several drawings each names the same.
    let shown: Vec<usize> = shown(chart).collect();
    let drawn: String = chart
        .series()
        .iter()
        .enumerate()
        .filter_map(|(at, series)| {
            let counts = rows.iter().map(|(_, counts)| counts.get(at).copied().unwrap_or(0));
            let counts: Vec<i64> = counts.collect();
            shown.contains(&at).then(|| series_xml(at, series, &labels, &counts, numbers))
        })
        .collect();
    let compact = matches!(chart, Chart::Bars { compact: true, .. });
    let (direction, axes) = if matches!(chart, Chart::Bars { .. }) {
        ("bar", axes("maxMin", ["l", "b"], "max", most, compact))
    } else {
        ("col", axes("minMax", ["b", "l"], "autoZero", most, false))
    };
    // Where there is little room, the table above it has the same colours with their words.
    let legend = if compact {
        ""
    } else {
        "<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>"
    };
    let locale = marks::locale();
    format!(
        "{HEAD}<c:chartSpace xmlns:c=\"{DRAWING}/chart\" xmlns:a=\"{DRAWING}/main\">\
         <c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>\
         <c:barChart><c:barDir val=\"{direction}\"/><c:grouping val=\"stacked\"/>\
         <c:varyColors val=\"0\"/>{drawn}<c:gapWidth val=\"40\"/><c:overlap val=\"100\"/>\
         <c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>{axes}</c:plotArea>\
         {legend}<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
         <c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\
         <c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"800\"/></a:pPr><a:endParaRPr lang=\"{locale}\"/>\
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

fn fill(key: &str) -> String {
    let colour = |colour: u32| format!("<a:srgbClr val=\"{colour:06X}\"/>");
    let (edge, grey) = (colour(EDGE.fill), colour(GREY.fill));
    let pattern = |name: &str, ground: u32| {
        format!(
            "<a:pattFill prst=\"{name}\"><a:fgClr>{grey}</a:fgClr><a:bgClr>{}</a:bgClr></a:pattFill>",
            colour(ground)
        )
    };
    let fill = match face::of(key) {
        Some(face) => match face.ground {
            Ground::Solid => format!("<a:solidFill>{}</a:solidFill>", colour(face.light.fill)),
            Ground::Dotted => pattern("pct20", face.light.fill),
            Ground::Hatched => pattern("ltUpDiag", face.light.fill),
        },
        None => format!("<a:solidFill>{grey}</a:solidFill>"),
    };
    format!("<c:spPr>{fill}<a:ln w=\"6350\"><a:solidFill>{edge}</a:solidFill></a:ln></c:spPr>")
}

/// Which numbers stand in the bars.
#[derive(Clone, Copy)]
enum Numbers {
    All,
    /// Those that have room on a scale of so many.
    WhereTheyFit(i64),
    None,
}

/// The counts in their parts of a bar, in the colour that is read on it, and nothing where there is
/// nothing.
fn numbers_xml(key: &str, counts: &[i64], numbers: Numbers) -> String {
    let deleted: String = match numbers {
        Numbers::None => return String::new(),
        Numbers::All => String::new(),
        Numbers::WhereTheyFit(most) => {
            let mut deleted = String::new();
            for (at, count) in counts.iter().enumerate() {
                if !has_room(*count, most, ROOM) {
                    deleted.push_str(&format!(
                        "<c:dLbl><c:idx val=\"{at}\"/><c:delete val=\"1\"/></c:dLbl>"
                    ));
                }
            }
            deleted
        }
    };
    let face = face::of(key);
    let colour = face.map_or(0, |face| face.light.text);
    let ground = match face.map(|face| face.ground) {
        Some(Ground::Solid) => "<a:noFill/>",
        _ => "<a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill>",
    };
    let locale = marks::locale();
    format!(
        "<c:dLbls>{deleted}<c:numFmt formatCode=\"0;;\" sourceLinked=\"0\"/>\
         <c:spPr>{ground}<a:ln><a:noFill/></a:ln></c:spPr>\
         <c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"800\" b=\"1\"><a:solidFill>\
         <a:srgbClr val=\"{colour:06X}\"/></a:solidFill></a:defRPr></a:pPr>\
         <a:endParaRPr lang=\"{locale}\"/></a:p></c:txPr><c:dLblPos val=\"ctr\"/>\
         <c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>\
         <c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>"
    )
}

fn series_xml(
    at: usize,
    series: &Series,
    labels: &str,
    counts: &[i64],
    numbers: Numbers,
) -> String {
    let values = points(counts.iter().map(ToString::to_string));
    let (fill, numbers) = (fill(series.key), numbers_xml(series.key, counts, numbers));
    format!(
        "<c:ser><c:idx val=\"{at}\"/><c:order val=\"{at}\"/><c:tx><c:v>{}</c:v></c:tx>{fill}\
         <c:invertIfNegative val=\"0\"/>{numbers}<c:cat><c:strLit>{labels}</c:strLit></c:cat>\
         <c:val><c:numLit><c:formatCode>0</c:formatCode>{values}</c:numLit></c:val></c:ser>",
        escaped(&series.label)
    )
}

/// The axis of the labels, which begins with the first, and that of the counts.
fn axes(
    order: &str,
    [labels, counts]: [&str; 2],
    crosses: &str,
    most: Option<i64>,
    compact: bool,
) -> String {
    let hidden = u8::from(compact);
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
         </c:scaling><c:delete val=\"{hidden}\"/><c:axPos val=\"{counts}\"/><c:majorGridlines><c:spPr>\
         <a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"C3C9D1\"/></a:solidFill></a:ln></c:spPr>\
         </c:majorGridlines><c:numFmt formatCode=\"0\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>\
         <c:crossAx val=\"1\"/><c:crosses val=\"{crosses}\"/></c:valAx>"
    )
}
