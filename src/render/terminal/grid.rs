//! A table as lines: columns side by side, or one block a row where the width has no room.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use crate::domain::Level;
use crate::report::words::marks;
use crate::report::{Cell, Column, Kind, Value};

use super::super::people::{self, PeopleTable};
use super::super::text;
use super::chart;
use super::fit::{self, Wish};
use super::paint::{Paint, Style};
use super::wrap;

/// Blanks between two columns.
const GAP: usize = 2;
/// Blanks before the rows of a group.
const INDENT: usize = 2;
/// Prose narrower than this cannot be read.
const LEAST_TEXT: usize = 16;
/// A screen leaves out what may be spared while the text has less than this.
const ROOM_FOR_TEXT: usize = 30;
/// A longer word may be broken within prose.
const LONG_WORD: usize = 24;
/// A label longer than this may be broken if need be.
const LONG_LABEL: usize = 16;

/// A number column's title of no longer words than this is never replaced by a letter.
const SHORT_TITLE: usize = 6;

/// Rows of more lines than this, on average, are kept apart by an empty line.
const TALL: usize = 2;

/// How a table is drawn.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// The columns of a line.
    pub(super) width: usize,
    /// The most lines of a cell.
    pub(super) most: Option<usize>,
    /// Whether a level's symbol stands before its words.
    pub(super) chips: bool,
    pub(super) paint: Paint,
}

/// The cells of a sheet as visible words.
struct Words {
    titles: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The lines of a table with rows.
pub(super) fn lines(sheet: &PeopleTable, look: Look) -> Vec<String> {
    let words = Words::of(sheet, look.chips);
    let indent = if sheet.is_grouped() { INDENT } else { 0 };
    let room = look.width - indent;
    if let Some(widths) = fit::widths(&words.wishes(&sheet.columns), room, GAP) {
        return side_by_side(sheet, &words, &widths, look);
    }
    let (short, mut lines) = words.lettered(&sheet.columns, look.width);
    match fit::widths(&short.wishes(&sheet.columns), room, GAP) {
        Some(widths) if !lines.is_empty() => {
            lines.extend(side_by_side(sheet, &short, &widths, look));
            lines
        }
        _ => one_below_the_other(sheet, &words, look),
    }
}

/// Leaves out what may be spared until the text has room.
pub(super) fn make_room(sheet: &mut PeopleTable, look: Look) {
    let crowded = |sheet: &PeopleTable| {
        let wishes = Words::of(sheet, look.chips).wishes(&sheet.columns);
        let indent = if sheet.is_grouped() { INDENT } else { 0 };
        let Some(widths) = fit::widths(&wishes, look.width - indent, GAP) else { return true };
        let text = sheet.columns.iter().position(|column| column.kind == Kind::Text);
        text.is_some_and(|at| widths[at] < wishes[at].content.min(ROOM_FOR_TEXT))
    };
    while let Some(at) = sheet.columns.iter().rposition(|column| column.spare) {
        if !crowded(sheet) {
            break;
        }
        sheet.leave_out(at);
    }
}

/// The level that a cell names.
pub(super) fn level(cell: &Cell, column: &Column) -> Option<Level> {
    match &cell.value {
        Value::Term { slug, .. } if column.kind == Kind::Status => Level::from_slug(slug),
        // The figures by status name each level by its words.
        Value::Text(text) if column.key == "label" => {
            Level::ALL.iter().copied().find(|level| level.label() == text)
        }
        _ => None,
    }
}

impl Words {
    fn of(sheet: &PeopleTable, chips: bool) -> Self {
        let shown = |(cell, column): (&Cell, &Column)| {
            let words = text::visible(&text::cell_for_people(cell)).into_owned();
            match level(cell, column).filter(|_| chips) {
                Some(level) => chart::chip(level, &words),
                None => words,
            }
        };
        let row = |cells: &[Cell]| cells.iter().zip(&sheet.columns).map(shown).collect();
        Self {
            titles: sheet.columns.iter().map(|c| text::visible(&c.title).into_owned()).collect(),
            rows: sheet.lines.iter().map(|line| row(&line.cells)).collect(),
        }
    }

    /// The same with letters for the long titles of number columns, and the lines that explain
    /// them.
    fn lettered(&self, columns: &[Column], width: usize) -> (Self, Vec<String>) {
        let mut titles = self.titles.clone();
        let mut letters = 'a'..='z';
        let mut entries = Vec::new();
        for (title, column) in titles.iter_mut().zip(columns) {
            if people::is_numeric(column) && wrap::longest_word(title) > SHORT_TITLE {
                let Some(letter) = letters.next() else { break };
                // Kept together by blanks that no line breaks at.
                entries.push(format!("{letter} = {title}").replace(' ', "\u{a0}"));
                *title = letter.to_string();
            }
        }
        let legend = wrap::wrapped(&entries.join(", "), width);
        let legend = legend.iter().map(|line| line.replace('\u{a0}', " ")).collect();
        (Self { titles, rows: self.rows.clone() }, if entries.is_empty() { vec![] } else { legend })
    }

    fn wishes(&self, columns: &[Column]) -> Vec<Wish> {
        (0..columns.len()).map(|at| self.wish(at, columns[at].kind)).collect()
    }

    fn wish(&self, at: usize, kind: Kind) -> Wish {
        let cells = || self.rows.iter().map(|row| row[at].as_str());
        let content = cells().flat_map(str::lines).map(wrap::width).max().unwrap_or(0);
        let title_word = wrap::longest_word(&self.titles[at]);
        let word = cells().map(wrap::longest_word).max().unwrap_or(0);
        let text = content.min(LEAST_TEXT.max(word.min(LONG_WORD)));
        let (whole, least) = match kind {
            Kind::Text => (text, text),
            Kind::Label | Kind::Item => (content, content.min(LONG_LABEL)),
            Kind::Number | Kind::Share | Kind::Date => (content, content),
            Kind::Status => (content, word),
        };
        let least = least.max(title_word).max(1);
        Wish { least, whole, content, titled: wrap::width(&self.titles[at]) }
    }
}

/// Cuts a wrapped text at so many lines; the last one ends with a mark.
fn cut(cell: &mut String, most: usize) {
    let mut lines: Vec<&str> = cell.lines().collect();
    if lines.len() <= most {
        return;
    }
    lines.truncate(most);
    let mut short = lines.join("\n");
    // The mark takes the place of the last word, so that no line gets longer: also where that word is a
    // line.
    match short.rfind([' ', '\n']) {
        Some(end) if short[end..].starts_with(' ') => {
            short.truncate(end);
            short.push_str(" …");
        }
        Some(end) => {
            short.truncate(end);
            short.push_str("\n…");
        }
        None => short.push_str(" …"),
    }
    *cell = short;
}

fn side_by_side(sheet: &PeopleTable, words: &Words, widths: &[usize], look: Look) -> Vec<String> {
    let paint = look.paint;
    let wrapped = |row: &[String]| -> Vec<String> {
        row.iter().zip(widths).map(|(cell, most)| wrap::wrapped(cell, *most).join("\n")).collect()
    };
    let height = |row: &[String]| row.iter().map(|cell| cell.lines().count().max(1)).max();
    let header = wrapped(&words.titles);
    let header_height = height(&header).unwrap_or(1);
    let mut rows: Vec<Vec<String>> = words.rows.iter().map(|row| wrapped(row)).collect();
    if let Some(most) = look.most {
        rows.iter_mut().flatten().for_each(|cell| cut(cell, most));
    }
    let heights: Vec<usize> = rows.iter().map(|row| height(row).unwrap_or(1)).collect();
    let chips = if look.chips { chips(sheet, &header, &rows) } else { Vec::new() };
    let table = laid_out(&sheet.columns, header, rows);
    let indent = if sheet.is_grouped() { INDENT } else { 0 };
    let mut laid = table.lines().map(|line| format!("{}{}", " ".repeat(indent), line.trim_end()));
    let mut lines: Vec<String> = Vec::new();
    lines.extend(laid.by_ref().take(header_height).map(|line| paint.paint(Style::Bold, &line)));
    // Another measure of Arabic letters must not make it wider than its columns.
    let wide = indent + widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
    let rule = laid.by_ref().take(1).map(|line| line.chars().take(wide).collect::<String>());
    // On a short screen the rule of the heading above is enough.
    lines.extend(rule.filter(|_| look.most.is_none() || sheet.is_grouped()));
    let tall = heights.iter().sum::<usize>() > heights.len() * TALL;
    for (at, (line, height)) in sheet.lines.iter().zip(heights).enumerate() {
        if let Some(group) = &line.begins {
            lines.extend((at > 0).then(String::new));
            lines.extend(group_lines(group, wide, paint));
        } else {
            lines.extend((at > 0 && tall).then(String::new));
        }
        let chips = chips.get(at).map_or(&[][..], Vec::as_slice);
        let painted = laid.by_ref().take(height).enumerate();
        lines.extend(painted.map(|(below, line)| coloured(&line, below, indent, chips, paint)));
    }
    lines
}

/// Where the words of a level stand in a row: how far in, its lines, its colour.
struct PaintedLevel {
    start: usize,
    lines: Vec<String>,
    style: Style,
}

/// The chips of each row, by the widths that the columns have.
fn chips(sheet: &PeopleTable, header: &[String], rows: &[Vec<String>]) -> Vec<Vec<PaintedLevel>> {
    let widest = |cell: &String| cell.lines().map(wrap::width).max().unwrap_or(0);
    let width = |at: usize| {
        let cells = rows.iter().map(|row| &row[at]).chain(header.get(at));
        cells.map(widest).max().unwrap_or(0)
    };
    let starts: Vec<usize> = (0..sheet.columns.len())
        .scan(0, |next, at| {
            let start = *next;
            *next += width(at) + GAP;
            Some(start)
        })
        .collect();
    let chip = |(at, cell): (usize, &Cell), row: &[String]| {
        let level = level(cell, &sheet.columns[at])?;
        let lines = row[at].lines().map(str::to_owned).collect();
        Some(PaintedLevel { start: starts[at], lines, style: Style::of(level) })
    };
    let of_row = |(line, row): (&people::PeopleRow, &Vec<String>)| {
        line.cells.iter().enumerate().filter_map(|cell| chip(cell, row)).collect()
    };
    sheet.lines.iter().zip(rows).map(of_row).collect()
}

/// A line of a row with its chips in their colours, and the blanks that kept them together as such.
fn coloured(
    line: &str,
    below: usize,
    indent: usize,
    chips: &[PaintedLevel],
    paint: Paint,
) -> String {
    let mut done = line.to_owned();
    // From the right, so that colours do not move what is still to be found.
    for chip in chips.iter().rev() {
        let Some(words) = chip.lines.get(below).filter(|words| !words.is_empty()) else { continue };
        let stands = |at: &usize| wrap::width(&line[..*at]) == indent + chip.start;
        let Some(at) = line.match_indices(words.as_str()).map(|(at, _)| at).find(stands) else {
            continue;
        };
        let plain = words.replace('\u{a0}', " ");
        done.replace_range(at..at + words.len(), &paint.paint(chip.style, &plain));
    }
    done
}

fn group_lines(group: &str, width: usize, paint: Paint) -> Vec<String> {
    let group = if group.is_empty() { marks::no_group() } else { group };
    let lines = wrap::wrapped(&text::visible(group), width.max(LEAST_TEXT * 2));
    lines.iter().map(|line| paint.paint(Style::Bold, line)).collect()
}

/// The table with nothing but a line under its header; all cells are wrapped already.
fn laid_out(columns: &[Column], header: Vec<String>, rows: Vec<Vec<String>>) -> Table {
    let style = TableStyle::new().header_separator(LineStyle::none().fill('─'));
    let mut table = Table::new();
    table.load_style(style).force_no_tty();
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header).add_rows(rows);
    let gap = u16::try_from(GAP).unwrap_or(2);
    let last = columns.len().saturating_sub(1);
    for (at, laid) in table.column_iter_mut().enumerate() {
        laid.set_padding((0, if at == last { 0 } else { gap }));
        if columns.get(at).is_some_and(people::is_numeric) {
            laid.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// Each row as a block of `Title  value` lines; what is empty is left out.
fn one_below_the_other(sheet: &PeopleTable, words: &Words, look: Look) -> Vec<String> {
    let (width, paint) = (look.width, look.paint);
    let longest = words.titles.iter().map(|title| wrap::width(title)).max().unwrap_or(0);
    let label = longest.min(width / 3).max(1);
    let room = width.saturating_sub(label + GAP).max(1);
    let mut lines = Vec::new();
    for (line, row) in sheet.lines.iter().zip(&words.rows) {
        lines.extend((!lines.is_empty()).then(String::new));
        if let Some(group) = &line.begins {
            lines.extend(group_lines(group, width, paint));
        }
        for (title, cell) in words.titles.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            lines.extend(pair(&wrap::wrapped(title, label), &wrap::wrapped(cell, room), label));
        }
    }
    lines
}

fn pair(titles: &[String], values: &[String], label: usize) -> Vec<String> {
    let line = |at: usize| {
        let title = titles.get(at).map_or("", String::as_str);
        let value = values.get(at).map_or("", String::as_str);
        let blanks = (label + GAP).saturating_sub(wrap::width(title));
        format!("{title}{}{value}", " ".repeat(blanks)).trim_end().to_owned()
    };
    (0..titles.len().max(values.len())).map(line).collect()
}
