//! Charts of a page: inline SVG with the numbers in the bars, each with its figures as a table folded
//! below. Only percentages are used, so that texts keep their size on any screen.

use std::io::{self, Write};

use chrono::NaiveDate;

use crate::report::words::{self, marks};
use crate::report::{Bar, Chart, Course, CoursePoint, Series};

use super::escape::Text;
use super::faces::{self, SeriesPen};
use super::{Named, Ways};

/// So many bars stay on one page of paper.
const SHORT: usize = 14;
/// The least width, in hundredths of a percent, that a digit needs in a bar.
const DIGIT: u64 = 220;
/// The same in the bar that goes across the page.
const DIGIT_ACROSS: u64 = 120;

/// Writes a chart and its figures; its caption is said aloud only, where the heading above it says the
/// same.
pub(super) fn write(
    chart: &Chart,
    at: usize,
    heading: &str,
    ways: Ways<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (title, series) = (chart.title(), chart.series());
    let class = if title == heading { " class=\"aloud\"" } else { "" };
    let pens: Vec<SeriesPen> = series.iter().map(|series| faces::pen(series.key)).collect();
    let rows = chart.rows();
    let short = if rows.len() <= SHORT { " class=\"short\"" } else { "" };
    writeln!(out, "<figure{short} aria-labelledby=\"c{at}\">")?;
    writeln!(out, "<figcaption id=\"c{at}\"{class} dir=\"auto\">{}</figcaption>", Text(title))?;
    write_legend(series, &pens, &rows, out)?;
    match chart {
        Chart::Bars { bars, .. } => write_bars(series, &pens, bars, ways, out)?,
        Chart::Course(course) => write_course(course, &pens, out)?,
    }
    write_figures(title, series, &rows, out)?;
    writeln!(out, "</figure>")
}

/// What is drawn, in order; with the counts of the whole where the one bar is of it.
fn write_legend(
    series: &[Series],
    pens: &[SeriesPen],
    rows: &[(String, &[i64])],
    out: &mut dyn Write,
) -> io::Result<()> {
    let counted = matches!(rows, [_]);
    writeln!(out, "<ul class=\"legend\">")?;
    for (at, (series, pen)) in series.iter().zip(pens).enumerate() {
        let count: u64 =
            rows.iter().map(|(_, counts)| counts.get(at).copied().map_or(0, part)).sum();
        if count == 0 {
            continue;
        }
        let (slug, label) = (pen.face.map_or("", |face| face.slug), series.label.as_str());
        let chip = faces::Chip { slug, label, count: counted.then_some(count) };
        writeln!(out, "<li>{chip}</li>")?;
    }
    writeln!(out, "</ul>")
}

fn write_bars(
    series: &[Series],
    pens: &[SeriesPen],
    bars: &[Bar],
    ways: Ways<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let most = bars.iter().map(|bar| total(&bar.counts)).max().unwrap_or(0);
    writeln!(out, "<ul class=\"bars\">")?;
    for Bar { label, counts, theme } in bars {
        let theme = theme.as_deref().map(Named::Theme);
        let way = theme.zip(ways).and_then(|(theme, ways)| ways(theme));
        write!(out, "<li><span class=\"name\" dir=\"auto\">")?;
        match way {
            Some(way) => write!(out, "<a href=\"{}\">{}</a>", Text(&way), Text(label))?,
            None => write!(out, "{}", Text(label))?,
        }
        writeln!(out, "</span>")?;
        write_bar(series, pens, counts, (most, DIGIT), out)?;
        writeln!(out, "<span class=\"count\">{}</span></li>", total(counts))?;
    }
    writeln!(out, "</ul>")
}

/// One bar on a scale that ends at `most`, its numbers in it where each digit has room.
fn write_bar(
    series: &[Series],
    pens: &[SeriesPen],
    counts: &[i64],
    (most, digit): (u64, u64),
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<svg role=\"img\" aria-label=\"{}\">", Text(&said(series, counts)))?;
    let (mut from, mut numbers) = (0, String::new());
    for (at, pen) in pens.iter().enumerate() {
        let count = counts.get(at).copied().map_or(0, part);
        if count == 0 {
            continue;
        }
        let (x, width) = (scaled(from, most), scaled(count, most));
        let (x_shown, width_shown, label) = (shown(x), shown(width), &series[at].label);
        write!(
            out,
            "<rect {} x=\"{x_shown}\" width=\"{width_shown}\" height=\"100%\"><title>{count} {}</title></rect>",
            pen.part,
            Text(label)
        )?;
        let digits = count.to_string();
        if width >= digit * (1 + digits.len() as u64) {
            let middle = shown(x + width / 2);
            numbers.push_str(&format!(
                "<text x=\"{middle}\" y=\"50%\" text-anchor=\"middle\" \
                 dominant-baseline=\"central\" class=\"{}\">{digits}</text>",
                pen.number
            ));
        }
        from += count;
    }
    writeln!(out, "{numbers}</svg>")
}

/// The bar of the whole across the page, with what it says below it.
///
/// # Errors
/// What the output gives.
pub fn write_whole(chart: &Chart, out: &mut dyn Write) -> io::Result<()> {
    let (series, rows) = (chart.series(), chart.rows());
    let Some((_, counts)) = rows.first() else { return Ok(()) };
    let pens: Vec<SeriesPen> = series.iter().map(|series| faces::pen(series.key)).collect();
    writeln!(out, "<figure class=\"whole\" aria-label=\"{}\">", Text(chart.title()))?;
    write_bar(series, &pens, counts, (total(counts), DIGIT_ACROSS), out)?;
    write_legend(series, &pens, &rows[..1], out)?;
    writeln!(out, "</figure>")
}

/// Steps over time: each point's counts hold until the next; after the last nothing is drawn but
/// a narrow column, for nothing is known of later days.
fn write_course(course: &Course, pens: &[SeriesPen], out: &mut dyn Write) -> io::Result<()> {
    let days = course.points.iter().map(|point| point.on);
    let days = days.chain(course.marks.iter().map(|mark| mark.on));
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return Ok(()) };
    let axis = Axis { first, days: span(first, last).max(1) };
    let most = course.points.iter().map(|point| total(&point.counts)).max().unwrap_or(0);
    let said = format!(
        "{}: {most} at most, from {} to {}",
        course.title,
        words::day(first),
        words::day(last)
    );
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
    writeln!(
        out,
        "</svg>\n<p class=\"axis\"><span>{}</span><span>{}</span></p>",
        words::day(first),
        words::day(last)
    )?;
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
    pens: &[SeriesPen],
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
            "<rect {} x=\"{}\" width=\"{}\" y=\"{}\" height=\"{}\"/>",
            pen.part,
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
        writeln!(
            out,
            "<li dir=\"auto\">{}: {}</li>",
            Text(&words::printed(&mark.printed)),
            Text(&mark.label)
        )?;
    }
    writeln!(out, "</ol>")
}

/// The figures as a table, folded on the screen and open on paper.
fn write_figures(
    title: &str,
    series: &[Series],
    rows: &[(String, &[i64])],
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<details><summary>{}</summary>", marks::figures_of_chart())?;
    writeln!(out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"figures\">")?;
    write!(out, "<thead><tr><th scope=\"col\">{}</th>", Text(title))?;
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

/// Hundredths of a percent, in whole numbers so that every machine writes the same.
fn scaled(part: u64, whole: u64) -> u64 {
    let scaled = u128::from(part) * u128::from(Axis::WHOLE) / u128::from(whole.max(1));
    u64::try_from(scaled).unwrap_or(Axis::WHOLE)
}

/// `33.33%`.
fn percent(part: u64, whole: u64) -> String {
    shown(scaled(part, whole))
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
