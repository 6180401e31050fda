//! From glyphs to lines: rows of letters, columns, heads and feet, footnotes and their marks.

use std::collections::HashMap;

use super::{Glyph, Glyphs};
use crate::import::lines::{self, PaperLine};

/// Letters that stand on one base line.
#[derive(Debug, Clone)]
struct BaseLine {
    glyphs: Vec<Glyph>,
    y: f64,
    /// The size of most of its letters.
    size: f64,
}

/// The lines of all pages, without what belongs to the page and not to the text; and the heads
/// and feet that hold a symbol.
pub(super) fn lines(pages: &[(u32, Glyphs)]) -> (Vec<PaperLine>, Vec<String>) {
    let rows: Vec<(u32, f64, Vec<BaseLine>)> = pages
        .iter()
        .map(|(number, glyphs)| (*number, glyphs.height, in_reading_order(rows_of(&glyphs.all))))
        .collect();
    let body = usual_size(rows.iter().flat_map(|(_, _, rows)| rows));
    let running = running_lines(&rows);
    let texts = rows.iter().flat_map(|(_, _, rows)| rows).map(text_of);
    let heads = texts.filter(|text| lines::is_furniture(text) && text.contains('/')).collect();
    let mut lines = Vec::new();
    for (page, height, rows) in rows {
        let rows = without_foot(without_head(rows, height, &running), height, body, &running);
        let mut last: Option<(f64, f64)> = None;
        for (index, row) in rows.iter().enumerate() {
            let text = text_of(row);
            let gap = last.map_or(f64::MAX, |(y, size)| (row.y - y) / size.max(row.size));
            last = Some((row.y, row.size));
            if text.trim().is_empty() {
                continue;
            }
            lines.push(PaperLine {
                text,
                page: Some(page),
                number: index as u64 + 1,
                begins_block: !(0.0..1.6).contains(&gap),
            });
        }
    }
    (lines, heads)
}

/// Puts letters on rows: those whose base lines differ by less than half a letter share one.
fn rows_of(glyphs: &[Glyph]) -> Vec<BaseLine> {
    let mut sorted: Vec<&Glyph> = glyphs.iter().collect();
    sorted.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut rows: Vec<BaseLine> = Vec::new();
    for glyph in sorted {
        match rows.last_mut() {
            Some(row) if glyph.y - row.y < 0.45 * glyph.size.max(row.size) => {
                // The base line of the larger letters is the row's.
                if glyph.size > row.size {
                    row.y = glyph.y;
                    row.size = glyph.size;
                }
                row.glyphs.push(glyph.clone());
            }
            _ => rows.push(BaseLine { y: glyph.y, size: glyph.size, glyphs: vec![glyph.clone()] }),
        }
    }
    for row in &mut rows {
        row.glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
        row.size = usual_size(std::iter::once(&*row));
    }
    rows
}

/// The size that most letters have.
fn usual_size<'a>(rows: impl Iterator<Item = &'a BaseLine>) -> f64 {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for glyph in rows.flat_map(|row| &row.glyphs).filter(|glyph| !glyph.text.trim().is_empty()) {
        *counts.entry(tenths(glyph.size)).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(size, count)| (*count, *size));
    most.map_or(1.0, |(size, _)| from_tenths(size))
}

#[expect(clippy::cast_possible_truncation, reason = "sizes are finite; one out of range saturates")]
fn tenths(size: f64) -> i64 {
    (size * 10.0).round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "a letter is not that large")]
fn from_tenths(size: i64) -> f64 {
    size as f64 / 10.0
}

/// Splits pages of two columns: the left one is read first, down to a row that crosses both.
fn in_reading_order(rows: Vec<BaseLine>) -> Vec<BaseLine> {
    let Some(gutter) = gutter(&rows) else { return rows };
    let mut ordered = Vec::new();
    let mut right = Vec::new();
    for row in rows {
        if crosses(&row, gutter) {
            ordered.append(&mut right);
            ordered.push(row);
            continue;
        }
        let (left, rest): (Vec<Glyph>, Vec<Glyph>) =
            row.glyphs.iter().cloned().partition(|glyph| glyph.x < gutter);
        let part = |glyphs: Vec<Glyph>| BaseLine { glyphs, y: row.y, size: row.size };
        if !left.is_empty() {
            ordered.push(part(left));
        }
        if !rest.is_empty() {
            right.push(part(rest));
        }
    }
    ordered.append(&mut right);
    ordered
}

/// The place between two columns: near the middle, crossed by hardly any row, with text of many
/// rows on both sides.
fn gutter(rows: &[BaseLine]) -> Option<f64> {
    let visible = || rows.iter().flat_map(|row| &row.glyphs).filter(|g| !g.text.trim().is_empty());
    let left = visible().map(|glyph| glyph.x).min_by(f64::total_cmp)?;
    let right = visible().map(|glyph| glyph.x + glyph.width).max_by(f64::total_cmp)?;
    let middle = f64::midpoint(left, right);
    let offsets = (-8..=8).map(|step| middle + (right - left) * 0.01 * f64::from(step));
    let mut best: Option<(usize, f64)> = None;
    for place in offsets {
        let both = rows.iter().filter(|row| has_both_sides(row, place)).count();
        let crossed = rows.iter().filter(|row| crosses(row, place)).count();
        if both >= 8 && crossed * 5 < both && best.is_none_or(|(most, _)| both > most) {
            best = Some((both, place));
        }
    }
    best.map(|(_, place)| place)
}

/// Whether letters stand at this place, or so close to it that it is no gap between columns.
fn crosses(row: &BaseLine, place: f64) -> bool {
    let reach = row.size * 0.6;
    let visible = row.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
    let mut before = f64::MIN;
    let mut after = f64::MAX;
    for glyph in visible {
        if glyph.x < place {
            before = before.max(glyph.x + glyph.width);
        } else {
            after = after.min(glyph.x);
        }
    }
    before > f64::MIN && after < f64::MAX && (before > place + 0.5 || after - before < reach * 2.0)
}

fn has_both_sides(row: &BaseLine, place: f64) -> bool {
    let words = |left: bool| {
        let side = row.glyphs.iter().filter(|glyph| (glyph.x < place) == left);
        side.filter(|glyph| glyph.text.chars().any(char::is_alphabetic)).count()
    };
    !crosses(row, place) && words(true) >= 12 && words(false) >= 12
}

/// Lines that stand on several pages at one height near the edge: the running head and foot.
fn running_lines(pages: &[(u32, f64, Vec<BaseLine>)]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for (_, height, rows) in pages {
        for row in rows.iter().filter(|row| is_at_edge(row.y, *height)) {
            *counts.entry(lines::shape(&text_of(row))).or_default() += 1;
        }
    }
    counts
}

fn is_at_edge(y: f64, height: f64) -> bool {
    y < height * 0.12 || y > height * 0.88
}

fn is_running(row: &BaseLine, height: f64, running: &HashMap<String, usize>) -> bool {
    let text = text_of(row);
    if text.trim().is_empty() || lines::is_furniture(&text) {
        return true;
    }
    let repeated = running.get(&lines::shape(&text)).is_some_and(|count| *count >= 3);
    repeated && is_at_edge(row.y, height)
}

fn without_head(
    rows: Vec<BaseLine>,
    height: f64,
    running: &HashMap<String, usize>,
) -> Vec<BaseLine> {
    let head = rows
        .iter()
        .take_while(|row| row.y < height * 0.15 && is_running(row, height, running))
        .count();
    rows.into_iter().skip(head).collect()
}

/// Takes the running foot away, and the footnotes above it: rows of small letters at the end.
fn without_foot(
    mut rows: Vec<BaseLine>,
    height: f64,
    body: f64,
    running: &HashMap<String, usize>,
) -> Vec<BaseLine> {
    rows.retain(|row| !(row.y > height * 0.8 && is_running(row, height, running)));
    let mut end = rows.len();
    while let Some(row) = end.checked_sub(1).map(|last| &rows[last]) {
        let small = row.size < body * 0.93 && row.y > height * 0.2;
        if !small && !text_of(row).trim().is_empty() {
            break;
        }
        end -= 1;
    }
    // A page of small letters alone, such as one of endnotes, is kept.
    if end > 0 {
        rows.truncate(end);
    }
    rows
}

/// The text of a row: blanks where letters stand apart, without the marks of footnotes.
fn text_of(row: &BaseLine) -> String {
    let mut text = String::new();
    let mut end: Option<f64> = None;
    for glyph in &row.glyphs {
        let raised = glyph.size < row.size * 0.8 && row.y - glyph.y > row.size * 0.1;
        let mark =
            glyph.text.chars().all(|letter| letter.is_ascii_digit() || "*, ".contains(letter));
        if raised && mark {
            end = Some(glyph.x + glyph.width);
            continue;
        }
        let apart = end.is_some_and(|end| glyph.x - end > row.size * 0.17);
        if apart && !text.ends_with(' ') && !glyph.text.starts_with(' ') {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        end = Some(glyph.x + glyph.width);
    }
    text
}
