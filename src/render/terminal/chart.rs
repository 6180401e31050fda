//! Charts as text: one bar a row, every series with a glyph of its own.

use std::collections::HashSet;

use crate::domain::Level;
use crate::report::{Bar, Chart, Course, Series};

use super::super::{face, text};
use super::paint::{Paint, Style};
use super::wrap;

/// What is known, rising from least to most done, then what went wrong.
const SOLID: [char; 8] = ['█', '▆', '▄', '▂', '▼', '◆', '●', '■'];
/// For what is not known.
const HATCHED: [char; 3] = ['░', '▒', '╱'];
/// The widest a bar becomes.
const WIDEST: usize = 60;
/// The narrowest.
const NARROWEST: usize = 8;
/// A label shorter than this cannot be told from others.
const LEAST_LABEL: usize = 12;

/// Blanks between label, bar and counts.
const GAP: usize = 2;

/// Where a chart is drawn.
pub(in super::super) struct Canvas<'c> {
    /// The columns of a line.
    pub(in super::super) width: usize,
    /// Its colours.
    pub(in super::super) paint: Paint,
    /// On a screen: the glyphs that were explained above, with their words. Numbers stand in columns
    /// there, and a legend once.
    pub(in super::super) explained: Option<&'c mut HashSet<String>>,
    /// Whether a label has one line.
    pub(in super::super) brief: bool,
}

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
pub(in super::super) fn lines(chart: &Chart, heading: &str, mut canvas: Canvas<'_>) -> Vec<String> {
    let title = Some(chart.title()).filter(|title| *title != heading);
    let pens = Pens::of(chart.series(), canvas.explained.is_some(), canvas.paint);
    let mut lines: Vec<String> = Vec::new();
    for line in title.iter().flat_map(|title| wrap::wrapped(&text::visible(title), canvas.width)) {
        lines.push(canvas.paint.paint(Style::Bold, &line));
    }
    match chart {
        Chart::Bars { bars, .. } => {
            let drawn = bars.iter().map(drawn_bar).collect::<Vec<_>>();
            lines.extend(pens.legend(chart.series(), &drawn, &mut canvas));
            let (head, rows) = pens.rows(&drawn, &canvas);
            lines.extend(head.into_iter().chain(rows.into_iter().flatten()));
        }
        Chart::Course(course) => lines.extend(course_lines(course, &pens, &mut canvas)),
    }
    lines
}

fn drawn_bar(bar: &Bar) -> Drawn<'_> {
    Drawn { label: text::visible(&bar.label).replace('\n', " "), counts: &bar.counts }
}

/// One bar a day, the milestones between them where they fall.
fn course_lines(course: &Course, pens: &Pens, canvas: &mut Canvas<'_>) -> Vec<String> {
    let drawn: Vec<Drawn<'_>> = course
        .points
        .iter()
        .map(|point| Drawn { label: point.on.to_string(), counts: &point.counts })
        .collect();
    let mut lines = pens.legend(&course.series, &drawn, canvas);
    let (head, rows) = pens.rows(&drawn, canvas);
    lines.extend(head);
    let mut rows: Vec<(chrono::NaiveDate, Vec<String>)> =
        course.points.iter().map(|point| point.on).zip(rows).collect();
    for mark in &course.marks {
        let words = format!("{} ◇ {}", mark.printed, mark.label);
        rows.push((mark.on, wrap::wrapped(&text::visible(&words), canvas.width)));
    }
    rows.sort_by_key(|(on, _)| *on);
    lines.extend(rows.into_iter().flat_map(|(_, lines)| lines));
    lines
}

/// The sign of a level, the same in every format.
fn sign(level: Level) -> char {
    face::of(level.slug()).and_then(|face| face.sign.chars().next()).unwrap_or(' ')
}

/// The words of a chip: a level's sign and label, kept together by a blank that no line breaks at.
pub(super) fn chip(level: Level, label: &str) -> String {
    format!("{}\u{a0}{label}", sign(level))
}

/// What a legend says of a level.
pub(super) fn explained(level: Level) -> String {
    words(sign(level), level.label())
}

/// What a legend says of a glyph.
fn words(glyph: char, label: &str) -> String {
    format!("{glyph} {label}")
}

impl Pens {
    fn of(series: &[Series], screen: bool, paint: Paint) -> Self {
        let (mut solid, mut hatched) = (0, 0);
        let pens = series.iter().map(|series| {
            if let Some(level) = Level::from_slug(series.key).filter(|_| screen) {
                (sign(level), Style::of(level))
            } else if series.hatched {
                hatched += 1;
                (HATCHED[(hatched - 1) % HATCHED.len()], Style::Dim)
            } else {
                solid += 1;
                (SOLID[(solid - 1) % SOLID.len()], Style::Series(solid - 1))
            }
        });
        Self { pens: pens.collect(), paint }
    }

    /// What the glyphs mean, of those that are drawn; on a screen, what was not said above.
    fn legend(
        &self,
        series: &[Series],
        drawn: &[Drawn<'_>],
        canvas: &mut Canvas<'_>,
    ) -> Vec<String> {
        let width = canvas.width;
        let mut lines: Vec<String> = Vec::new();
        let mut used = 0;
        for at in self.counted(drawn) {
            let (glyph, style) = self.pens[at];
            let label = text::visible(&series[at].label).replace('\n', " ");
            let plain = words(glyph, &label);
            if canvas.explained.as_mut().is_some_and(|known| !known.insert(plain.clone())) {
                continue;
            }
            let wide = wrap::width(&label) + 2;
            let entry = format!("{} {label}", self.paint.paint(style, &glyph.to_string()));
            match lines.last_mut() {
                Some(line) if used + 3 + wide <= width => {
                    line.push_str("   ");
                    line.push_str(&entry);
                    used += 3 + wide;
                }
                _ if wide > width => {
                    lines.extend(wrap::wrapped(&plain, width));
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

    /// The series of which there is anything.
    fn counted(&self, drawn: &[Drawn<'_>]) -> Vec<usize> {
        let counts = |at: usize| drawn.iter().any(|bar| bar.counts.get(at).is_some_and(|n| *n > 0));
        (0..self.pens.len()).filter(|at| counts(*at)).collect()
    }

    /// Label, bar and counts, aligned: what stands above them, and one list of lines a bar.
    fn rows(&self, drawn: &[Drawn<'_>], canvas: &Canvas<'_>) -> (Option<String>, Vec<Vec<String>>) {
        if canvas.explained.is_some()
            && let Some(in_columns) = self.in_columns(drawn, canvas)
        {
            return in_columns;
        }
        let width = canvas.width;
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
            let cells = cells(bar.counts, room, most);
            let blanks = room.saturating_sub(cells.iter().sum());
            let mut lines = wrap::wrapped(&bar.label, label);
            if let Some(first) = lines.first_mut() {
                pad(first, label + GAP);
                first.push_str(&self.drawn(&cells));
                first.push_str(&" ".repeat(blanks));
            }
            match lines.first_mut() {
                Some(first) if !below => first.extend(["  ", counts]),
                _ => lines.extend(wrap::wrapped(counts, width)),
            }
            lines
        };
        (None, drawn.iter().zip(&counts).map(row).collect())
    }

    /// The same with the numbers in columns under their glyphs, before the bar; none where there is no
    /// room.
    fn in_columns(
        &self,
        drawn: &[Drawn<'_>],
        canvas: &Canvas<'_>,
    ) -> Option<(Option<String>, Vec<Vec<String>>)> {
        let counted = self.counted(drawn);
        let digits = |number: u64| number.to_string().len();
        let most = drawn.iter().map(|bar| total(bar.counts)).max().unwrap_or(0);
        let column = |at: &usize| {
            let counts = drawn.iter().map(|bar| part(bar.counts.get(*at).copied().unwrap_or(0)));
            digits(counts.max().unwrap_or(0))
        };
        let widths: Vec<usize> = counted.iter().map(column).collect();
        // Where there is one series alone, its numbers are the sums.
        let sums = if counted.len() == 1 { 0 } else { digits(most) + GAP };
        let numbers = sums + widths.iter().map(|width| width + 1).sum::<usize>() + GAP - 1;
        let longest = drawn.iter().map(|bar| wrap::width(&bar.label)).max().unwrap_or(0);
        let left = canvas.width.checked_sub(numbers + GAP + NARROWEST)?;
        let label = longest.min(canvas.width * 2 / 5).min(left).max(1);
        if label < longest.min(LEAST_LABEL) {
            return None;
        }
        let room = canvas.width.saturating_sub(label + numbers + GAP).min(WIDEST);
        let row = |bar: &Drawn<'_>| {
            let mut lines = if canvas.brief {
                vec![shortened(&bar.label, label)]
            } else {
                wrap::wrapped(&bar.label, label)
            };
            let first = lines.first_mut()?;
            pad(first, label + GAP);
            if sums > 0 {
                first.push_str(&format!("{:>1$}  ", total(bar.counts), sums - GAP));
            }
            first.push_str(&self.numbers(bar.counts, &counted, &widths));
            first.push_str(&" ".repeat(GAP));
            first.push_str(&self.drawn(&cells(bar.counts, room, most)));
            Some(lines)
        };
        let head = (counted.len() > 1).then(|| {
            let glyph = |(at, width): (&usize, &usize)| {
                let (glyph, style) = self.pens[*at];
                format!("{}{}", " ".repeat(width - 1), self.paint.paint(style, &glyph.to_string()))
            };
            let glyphs: Vec<_> = counted.iter().zip(&widths).map(glyph).collect();
            format!("{}{}", " ".repeat(label + GAP + sums), glyphs.join(" "))
        });
        Some((head, drawn.iter().filter_map(row).collect()))
    }

    /// A number a series, each in its column; nothing where there is none.
    fn numbers(&self, counts: &[i64], counted: &[usize], widths: &[usize]) -> String {
        let number = |(at, width): (&usize, &usize)| match part(*counts.get(*at).unwrap_or(&0)) {
            0 => " ".repeat(*width),
            count => self.paint.paint(self.pens[*at].1, &format!("{count:>width$}")),
        };
        counted.iter().zip(widths).map(number).collect::<Vec<_>>().join(" ")
    }

    /// The bar itself.
    fn drawn(&self, cells: &[usize]) -> String {
        let segment = |(cells, (glyph, style)): (&usize, &(char, Style))| {
            self.paint.paint(*style, &glyph.to_string().repeat(*cells))
        };
        cells.iter().zip(&self.pens).map(segment).collect()
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

fn pad(line: &mut String, width: usize) {
    line.push_str(&" ".repeat(width.saturating_sub(wrap::width(line))));
}

/// One bar alone, across the screen, without its numbers: they stand below.
pub(super) fn bar_alone(chart: &Chart, canvas: &Canvas<'_>) -> Option<String> {
    let Chart::Bars { series, bars, .. } = chart else { return None };
    let counts = &bars.first()?.counts;
    let pens = Pens::of(series, true, canvas.paint);
    Some(pens.drawn(&cells(counts, canvas.width, total(counts))))
}

/// Words in one line; what is cut off is marked.
pub(super) fn shortened(label: &str, width: usize) -> String {
    if wrap::width(label) <= width {
        return label.to_owned();
    }
    let mut short = String::new();
    for char in label.chars() {
        short.push(char);
        if wrap::width(&short) + 1 > width {
            short.pop();
            break;
        }
    }
    format!("{}…", short.trim_end())
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
mod tests;
