//! Charts of a page: inline SVG in patterns, so that nothing is said by colour alone, each with
//! its figures as a table below. Only percentages are used, so that texts keep their size on any
//! screen.

use std::io::{self, Write};

use chrono::NaiveDate;

use crate::report::{Chart, Course, CoursePoint, Series};

use super::escape::Text;

/// How the solid series are patterned, in order; the drawing is on a square of eight units.
const PATTERNS: [&str; 6] = [
    "<path d=\"M0 0H8V8H0Z\"/>",
    "<path d=\"M0 0H8V8H0Z\" opacity=\".4\"/><circle cx=\"4\" cy=\"4\" r=\"2.5\"/>",
    "<path d=\"M0 0H8V8H0Z\" opacity=\".3\"/><path d=\"M4 0V8\" stroke=\"currentColor\" stroke-width=\"3\"/>",
    "<path d=\"M0 0H8V8H0Z\" opacity=\".3\"/><path d=\"M0 0L8 8M8 0L0 8\" stroke=\"currentColor\" stroke-width=\"2\"/>",
    "<path d=\"M0 0H8V8H0Z\" opacity=\".45\"/><path d=\"M0 4H8\" stroke=\"currentColor\" stroke-width=\"2\"/>",
    "<path d=\"M0 0H8V8H0Z\" opacity=\".6\"/><path d=\"M2 2H6V6H2Z\"/>",
];
/// What is not known: hatched, without a ground.
const HATCHES: [&str; 2] = [
    "<path d=\"M-2 2L2 -2M0 8L8 0M6 10L10 6\" stroke=\"currentColor\" stroke-width=\"1.2\"/>",
    "<path d=\"M-2 6L2 10M0 0L8 8M6 -2L10 2\" stroke=\"currentColor\" stroke-width=\"2.4\"/>",
];

/// Writes the patterns that all charts of the page share.
pub(super) fn write_patterns(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<svg class=\"defs\" aria-hidden=\"true\"><defs>")?;
    for (at, drawing) in PATTERNS.iter().enumerate() {
        write_pattern(&format!("p{at}"), &format!("s{at}"), drawing, out)?;
    }
    for (at, drawing) in HATCHES.iter().enumerate() {
        write_pattern(&format!("h{at}"), "unknown", drawing, out)?;
    }
    writeln!(out, "</defs></svg>")
}

fn write_pattern(id: &str, class: &str, drawing: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<pattern id=\"{id}\" class=\"{class}\" width=\"8\" height=\"8\" \
         patternUnits=\"userSpaceOnUse\" fill=\"currentColor\">{drawing}</pattern>"
    )
}

/// The pattern of each series.
fn pens(series: &[Series]) -> Vec<String> {
    let (mut solid, mut hatched) = (0, 0);
    let pen = |series: &Series| {
        let (count, letter, many) = if series.hatched {
            (&mut hatched, 'h', HATCHES.len())
        } else {
            (&mut solid, 'p', PATTERNS.len())
        };
        *count += 1;
        format!("{letter}{}", (*count - 1) % many)
    };
    series.iter().map(pen).collect()
}

/// Writes a chart and its figures; its caption is said aloud only, where the heading above it says the
/// same.
pub(super) fn write(
    chart: &Chart,
    at: usize,
    heading: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (title, series) = (chart.title(), chart.series());
    let class = if title == heading { " class=\"aloud\"" } else { "" };
    let pens = pens(series);
    let rows = chart.rows();
    writeln!(out, "<figure aria-labelledby=\"c{at}\">")?;
    writeln!(out, "<figcaption id=\"c{at}\"{class} dir=\"auto\">{}</figcaption>", Text(title))?;
    write_legend(series, &pens, &rows, out)?;
    match chart {
        Chart::Bars { .. } => write_bars(series, &pens, &rows, out)?,
        Chart::Course(course) => write_course(course, &pens, out)?,
    }
    write_figures(series, &rows, out)?;
    writeln!(out, "</figure>")
}

fn write_legend(
    series: &[Series],
    pens: &[String],
    rows: &[(String, &[i64])],
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<ul class=\"legend\">")?;
    for (at, (series, pen)) in series.iter().zip(pens).enumerate() {
        if rows.iter().any(|(_, counts)| counts.get(at).is_some_and(|count| *count > 0)) {
            writeln!(
                out,
                "<li><svg aria-hidden=\"true\"><rect class=\"part\" width=\"100%\" height=\"100%\" \
                 fill=\"url(#{pen})\"/></svg>{}</li>",
                Text(&series.label)
            )?;
        }
    }
    writeln!(out, "</ul>")
}

fn write_bars(
    series: &[Series],
    pens: &[String],
    rows: &[(String, &[i64])],
    out: &mut dyn Write,
) -> io::Result<()> {
    let most = rows.iter().map(|(_, counts)| total(counts)).max().unwrap_or(0);
    writeln!(out, "<ul class=\"bars\">")?;
    for (label, counts) in rows {
        let said = said(series, counts);
        writeln!(out, "<li><span class=\"name\" dir=\"auto\">{}</span>", Text(label))?;
        write!(out, "<svg role=\"img\" aria-label=\"{}\">", Text(&said))?;
        let mut from = 0;
        for (at, pen) in pens.iter().enumerate() {
            let count = counts.get(at).copied().map_or(0, part);
            if count > 0 {
                let (x, width) = (percent(from, most), percent(count, most));
                let label = &series[at].label;
                write!(
                    out,
                    "<rect class=\"part\" x=\"{x}\" width=\"{width}\" height=\"100%\" \
                     fill=\"url(#{pen})\"><title>{count} {}</title></rect>",
                    Text(label)
                )?;
                from += count;
            }
        }
        writeln!(out, "</svg><span class=\"count\">{}</span></li>", total(counts))?;
    }
    writeln!(out, "</ul>")
}

/// Steps over time: each point's counts hold until the next; after the last nothing is drawn but
/// a narrow column, for nothing is known of later days.
fn write_course(course: &Course, pens: &[String], out: &mut dyn Write) -> io::Result<()> {
    let days = course.points.iter().map(|point| point.on);
    let days = days.chain(course.marks.iter().map(|mark| mark.on));
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return Ok(()) };
    let axis = Axis { first, days: span(first, last).max(1) };
    let most = course.points.iter().map(|point| total(&point.counts)).max().unwrap_or(0);
    let said = format!("{}: {most} at most, from {first} to {last}", course.title);
    writeln!(out, "<svg class=\"course\" role=\"img\" aria-label=\"{}\">", Text(&said))?;
    for (at, point) in course.points.iter().enumerate() {
        let until = course.points.get(at + 1).map(|next| next.on);
        let x = axis.at(point.on);
        let width = until.map_or(Axis::NARROW, |until| axis.at(until) - x).max(Axis::NARROW);
        let x = x.min(Axis::WHOLE - width);
        write_column(point, pens, most, [x, width], out)?;
    }
    for (days, marks) in by_day(course) {
        let x = axis.at(days);
        let anchor = if x > Axis::WHOLE / 2 { "end" } else { "start" };
        let x = shown(x);
        writeln!(out, "<line x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"100%\"/>")?;
        writeln!(
            out,
            "<text x=\"{x}\" y=\"1.1em\" text-anchor=\"{anchor}\">&#160;{marks}&#160;</text>"
        )?;
    }
    writeln!(out, "</svg>\n<p class=\"axis\"><span>{first}</span><span>{last}</span></p>")?;
    write_marks(course, out)
}

/// The numbers of the milestones of each day: several of one day share a line.
fn by_day(course: &Course) -> Vec<(NaiveDate, String)> {
    let mut days: Vec<(NaiveDate, String)> = Vec::new();
    for (at, mark) in course.marks.iter().enumerate() {
        match days.iter_mut().find(|(on, _)| *on == mark.on) {
            Some((_, numbers)) => numbers.extend([", ".to_owned(), (at + 1).to_string()]),
            None => days.push((mark.on, (at + 1).to_string())),
        }
    }
    days
}

fn write_column(
    point: &CoursePoint,
    pens: &[String],
    most: u64,
    [x, width]: [u64; 2],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut below = 0;
    for (count, pen) in point.counts.iter().zip(pens).filter(|(count, _)| **count > 0) {
        let count = part(*count);
        below += count;
        writeln!(
            out,
            "<rect class=\"part\" x=\"{}\" width=\"{}\" y=\"{}\" height=\"{}\" fill=\"url(#{pen})\"/>",
            shown(x),
            shown(width),
            percent(most - below.min(most), most),
            percent(count, most)
        )?;
    }
    Ok(())
}

fn write_marks(course: &Course, out: &mut dyn Write) -> io::Result<()> {
    if course.marks.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ol class=\"list\">")?;
    for mark in &course.marks {
        writeln!(out, "<li dir=\"auto\">{}: {}</li>", Text(&mark.printed), Text(&mark.label))?;
    }
    writeln!(out, "</ol>")
}

/// The figures as a table, folded on the screen and open on paper.
fn write_figures(
    series: &[Series],
    rows: &[(String, &[i64])],
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<details><summary>The figures of this chart</summary>")?;
    writeln!(out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"figures\">")?;
    write!(out, "<thead><tr><th scope=\"col\"></th>")?;
    for series in series {
        write!(out, "<th scope=\"col\" class=\"number\">{}</th>", Text(&series.label))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (label, counts) in rows {
        write!(out, "<tr><th scope=\"row\" dir=\"auto\">{}</th>", Text(label))?;
        for at in 0..series.len() {
            write!(out, "<td class=\"number\">{}</td>", counts.get(at).copied().unwrap_or(0))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div></details>")
}

fn said(series: &[Series], counts: &[i64]) -> String {
    let parts = series.iter().zip(counts).filter(|(_, count)| **count > 0);
    let parts: Vec<String> =
        parts.map(|(series, count)| format!("{}: {count}", series.label)).collect();
    if parts.is_empty() { "0".to_owned() } else { parts.join(", ") }
}

fn total(counts: &[i64]) -> u64 {
    counts.iter().fold(0, |sum, count| sum.saturating_add(part(*count)))
}

/// A count below nothing is drawn as nothing.
fn part(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// `33.33%`, in whole numbers so that every machine writes the same.
fn percent(part: u64, whole: u64) -> String {
    let scaled = u128::from(part) * u128::from(Axis::WHOLE) / u128::from(whole.max(1));
    shown(u64::try_from(scaled).unwrap_or(Axis::WHOLE))
}

fn shown(scaled: u64) -> String {
    format!("{}.{:02}%", scaled / 100, scaled % 100)
}

/// Days as hundredths of a percent of the width.
struct Axis {
    first: NaiveDate,
    days: u64,
}

impl Axis {
    const WHOLE: u64 = 10_000;
    const NARROW: u64 = 150;

    fn at(&self, day: NaiveDate) -> u64 {
        span(self.first, day) * Self::WHOLE / self.days
    }
}

fn span(first: NaiveDate, last: NaiveDate) -> u64 {
    u64::try_from((last - first).num_days()).unwrap_or(0)
}
