//! Charts as text: one bar a row, every series with a glyph of its own.

use crate::report::{Bar, Chart, Course, Series};

use super::super::text;
use super::paint::{Paint, Style};
use super::wrap;

/// For what is known, rising from least to most done, then for what went wrong.
const SOLID: [char; 8] = ['█', '▆', '▄', '▂', '▼', '◆', '●', '■'];
/// For what is not known.
const HATCHED: [char; 3] = ['░', '▒', '╱'];
/// The widest a bar becomes.
const WIDEST: usize = 60;
/// The narrowest.
const NARROWEST: usize = 8;

/// Blanks between label, bar and counts.
const GAP: usize = 2;

/// How the series of a chart are drawn.
struct Pens {
    pens: Vec<(char, Style)>,
    paint: Paint,
}

/// One row of a chart before it is drawn.
struct Drawn<'c> {
    label: String,
    counts: &'c [i64],
}

/// For text that is no terminal's.
pub(in super::super) fn without_colour() -> Paint {
    Paint::new(false)
}

/// The lines of a chart, no wider than the width; without its title where the heading above says it.
pub(in super::super) fn lines(
    chart: &Chart,
    heading: &str,
    width: usize,
    paint: Paint,
) -> Vec<String> {
    let title = Some(chart.title()).filter(|title| *title != heading);
    match chart {
        Chart::Bars { series, bars, .. } => {
            let drawn = bars.iter().map(drawn_bar).collect::<Vec<_>>();
            let pens = Pens::of(series, paint);
            let rows = pens.rows(&drawn, width).into_iter().flatten().collect();
            framed(title, &pens.legend(series, &drawn, width), rows, width, paint)
        }
        Chart::Course(course) => course_lines(course, title, width, paint),
    }
}

fn drawn_bar(bar: &Bar) -> Drawn<'_> {
    Drawn { label: text::visible(&bar.label).replace('\n', " "), counts: &bar.counts }
}

fn framed(
    title: Option<&str>,
    legend: &[String],
    rows: Vec<String>,
    width: usize,
    paint: Paint,
) -> Vec<String> {
    let title = title.map(|title| wrap::wrapped(&text::visible(title), width));
    let mut lines: Vec<String> =
        title.iter().flatten().map(|line| paint.paint(Style::Bold, line)).collect();
    lines.extend_from_slice(legend);
    lines.extend(rows);
    lines
}

/// One bar a day, the milestones between them where they fall.
fn course_lines(course: &Course, title: Option<&str>, width: usize, paint: Paint) -> Vec<String> {
    let pens = Pens::of(&course.series, paint);
    let drawn: Vec<Drawn<'_>> = course
        .points
        .iter()
        .map(|point| Drawn { label: point.on.to_string(), counts: &point.counts })
        .collect();
    let mut rows: Vec<(chrono::NaiveDate, Vec<String>)> =
        course.points.iter().map(|point| point.on).zip(pens.rows(&drawn, width)).collect();
    for mark in &course.marks {
        let words = format!("{} ◇ {}", mark.printed, mark.label);
        rows.push((mark.on, wrap::wrapped(&text::visible(&words), width)));
    }
    rows.sort_by_key(|(on, _)| *on);
    let rows = rows.into_iter().flat_map(|(_, lines)| lines).collect();
    framed(title, &pens.legend(&course.series, &drawn, width), rows, width, paint)
}

impl Pens {
    fn of(series: &[Series], paint: Paint) -> Self {
        let (mut solid, mut hatched) = (0, 0);
        let pens = series.iter().map(|series| {
            if series.hatched {
                hatched += 1;
                (HATCHED[(hatched - 1) % HATCHED.len()], Style::Dim)
            } else {
                solid += 1;
                (SOLID[(solid - 1) % SOLID.len()], Style::Series(solid - 1))
            }
        });
        Self { pens: pens.collect(), paint }
    }

    /// What the glyphs mean, of those that are drawn.
    fn legend(&self, series: &[Series], drawn: &[Drawn<'_>], width: usize) -> Vec<String> {
        let counted =
            |at: usize| drawn.iter().any(|bar| bar.counts.get(at).is_some_and(|count| *count > 0));
        let mut lines: Vec<String> = Vec::new();
        let mut used = 0;
        for (at, series) in series.iter().enumerate().filter(|(at, _)| counted(*at)) {
            let (glyph, style) = self.pens[at];
            let label = text::visible(&series.label).replace('\n', " ");
            let wide = wrap::width(&label) + 2;
            let entry = format!("{} {label}", self.paint.paint(style, &glyph.to_string()));
            match lines.last_mut() {
                Some(line) if used + 3 + wide <= width => {
                    line.push_str("   ");
                    line.push_str(&entry);
                    used += 3 + wide;
                }
                _ if wide > width => {
                    lines.extend(wrap::wrapped(&format!("{glyph} {label}"), width));
                    used = width;
                }
                _ => {
                    lines.push(entry);
                    used = wide;
                }
            }
        }
        lines
    }

    /// Label, bar and counts, aligned; one list of lines a bar.
    fn rows(&self, drawn: &[Drawn<'_>], width: usize) -> Vec<Vec<String>> {
        let longest = drawn.iter().map(|bar| wrap::width(&bar.label)).max().unwrap_or(0);
        let label = longest.min(width * 2 / 5).max(1);
        let counts: Vec<String> = drawn.iter().map(|bar| self.counts(bar.counts)).collect();
        let widest = counts.iter().map(|counts| wrap::width(counts)).max().unwrap_or(0);
        let beside = width.saturating_sub(label + widest + 2 * GAP);
        let below = beside < NARROWEST;
        let room = if below { width.saturating_sub(label + GAP) } else { beside };
        let room = room.clamp(NARROWEST, WIDEST);
        let most = drawn.iter().map(|bar| total(bar.counts)).max().unwrap_or(0);
        let row = |(bar, counts): (&Drawn<'_>, &String)| {
            let mut lines = self.row(bar, [label, room], most);
            match lines.first_mut() {
                Some(first) if !below => first.extend(["  ", counts]),
                _ => lines.extend(wrap::wrapped(counts, width)),
            }
            lines
        };
        drawn.iter().zip(&counts).map(row).collect()
    }

    /// The label, and beside its first line the bar.
    fn row(&self, bar: &Drawn<'_>, [label, room]: [usize; 2], most: u64) -> Vec<String> {
        let cells = cells(bar.counts, room, most);
        let blanks = room.saturating_sub(cells.iter().sum());
        let segments = cells.iter().zip(&self.pens).map(|(cells, (glyph, style))| {
            self.paint.paint(*style, &glyph.to_string().repeat(*cells))
        });
        let mut lines = wrap::wrapped(&bar.label, label);
        if let Some(first) = lines.first_mut() {
            let pad = label.saturating_sub(wrap::width(first)) + GAP;
            first.push_str(&" ".repeat(pad));
            first.extend(segments);
            first.push_str(&" ".repeat(blanks));
        }
        lines
    }

    /// `56 = 50░ 6█`, or the number alone where there is nothing to tell apart.
    fn counts(&self, counts: &[i64]) -> String {
        let parts: Vec<String> = counts
            .iter()
            .zip(&self.pens)
            .filter(|(count, _)| **count > 0)
            .map(|(count, (glyph, _))| format!("{count}{glyph}"))
            .collect();
        match parts.as_slice() {
            [] => "0".to_owned(),
            [one] => one.clone(),
            several => format!("{} = {}", total(counts), several.join(" ")),
        }
    }
}

fn total(counts: &[i64]) -> u64 {
    counts.iter().fold(0, |sum, count| sum.saturating_add(part(*count)))
}

/// A count below nothing is drawn as nothing.
fn part(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// How many cells each count gets of a bar whose longest takes all the room: in proportion, but
/// at least one where there is anything at all.
fn cells(counts: &[i64], room: usize, most: u64) -> Vec<usize> {
    let room = room.max(counts.len());
    let share = |count: i64| {
        let scaled = u128::from(part(count)) * room as u128 / u128::from(most.max(1));
        usize::try_from(scaled).unwrap_or(room).max(usize::from(count > 0))
    };
    let mut cells: Vec<usize> = counts.iter().map(|count| share(*count)).collect();
    let goal = share(i64::try_from(total(counts)).unwrap_or(i64::MAX));
    while cells.iter().sum::<usize>() > goal {
        let Some(at) = (0..cells.len()).filter(|at| cells[*at] > 1).max_by_key(|at| cells[*at])
        else {
            break;
        };
        cells[at] -= 1;
    }
    while cells.iter().sum::<usize>() < goal {
        let missing = |at: &usize| {
            i128::from(counts[*at]) * room as i128 - cells[*at] as i128 * i128::from(most.max(1))
        };
        let Some(at) = (0..cells.len()).max_by_key(missing) else { break };
        cells[at] += 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bars_are_in_proportion_and_a_single_one_is_seen() {
        assert_eq!(cells(&[1, 0, 9], 10, 10), [1, 0, 9]);
        assert_eq!(cells(&[1, 999], 10, 1000), [1, 9]);
        assert_eq!(cells(&[5], 10, 10), [5]);
        assert_eq!(cells(&[0, 0], 10, 0), [0, 0]);
    }

    proptest! {
        #[test]
        fn no_bar_is_longer_than_its_room(counts in proptest::collection::vec(-3i64..400, 1..9), room in 8usize..60) {
            let most = total(&counts);
            let cells = cells(&counts, room, most);
            prop_assert!(cells.iter().sum::<usize>() <= room.max(counts.len()));
            for (cells, count) in cells.iter().zip(&counts) {
                prop_assert_eq!(*cells > 0, *count > 0);
            }
        }
    }

    #[test]
    fn glyphs_differ_within_a_chart() {
        let series = super::super::super::sample::series();
        let glyphs: std::collections::HashSet<char> =
            Pens::of(&series, Paint::new(false)).pens.iter().map(|(glyph, _)| *glyph).collect();
        assert_eq!(glyphs.len(), series.len());
    }
}
