//! Text for a terminal: title, prose wrapped to the width, tables fitted to it, charts as bars.

pub(super) mod chart;
mod fit;
mod grid;
mod paint;
mod wrap;

use std::collections::HashSet;
use std::io::Write;

use crate::report::words::marks;
use crate::report::{Block, Chart, Document, Part};

use super::people::{self, PeopleTable};
use super::{Options, RenderError, RenderNotes, text};
use chart::Canvas;
use grid::Look;
use paint::{Paint, Style};

/// Columns where nobody said how many there are.
const DEFAULT_WIDTH: usize = 100;
/// Prose is hard to read in longer lines.
const PROSE_WIDTH: usize = 100;
/// Fewer columns than this are treated as this many.
const LEAST_WIDTH: usize = 20;
/// A list shows this many lines of a text.
const LINES_OF_A_TEXT: usize = 2;
/// A document longer than this many lines repeats its stamp at the foot.
const SCREEN: usize = 40;
/// The first screen names so many points of a list.
const POINTS: usize = 6;
/// From so many columns on there is room for why and on what ground.
const ROOMY: usize = 140;

/// Writes the document as text.
pub(super) fn write(
    document: Document<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    let mut screen = ScreenLines::new(options);
    screen.stamp(document.stamp.as_deref());
    screen.gap();
    screen.heading(0, &document.title);
    screen.title.clone_from(&document.title);
    let mut glance = document.glance.filter(|_| options.brief);
    for block in people::blocks_for_people(document.blocks) {
        let first = matches!(block, Block::Heading { .. });
        screen.block(block)?;
        if let Some(glance) = glance.take_if(|_| first) {
            screen.whole(&glance.whole);
        }
    }
    if !options.brief {
        screen.footer(&document.footer);
    }
    if screen.lines.len() > SCREEN {
        screen.stamp(document.stamp.as_deref());
    }
    for line in &screen.lines {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(screen.notes)
}

/// The lines so far.
struct ScreenLines {
    width: usize,
    prose: usize,
    row_limit: Option<usize>,
    brief: bool,
    /// Whether columns were named: then none is left out.
    named: bool,
    /// Whether so many rows were asked for.
    limited: bool,
    paint: Paint,
    /// On a terminal: the glyphs that were explained.
    explained: Option<HashSet<String>>,
    lines: Vec<String>,
    title: String,
    last: Last,
    last_heading: String,
    last_level: u8,
    notes: RenderNotes,
}

/// What the last lines are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Heading,
    Paragraph,
    Other,
}

impl ScreenLines {
    fn new(options: &Options) -> Self {
        let width = options.width.unwrap_or(DEFAULT_WIDTH).max(LEAST_WIDTH);
        Self {
            width,
            prose: width.min(PROSE_WIDTH),
            row_limit: options.rows.or(options.row_limit),
            brief: options.brief,
            named: !options.columns.is_empty(),
            limited: options.rows.is_some(),
            paint: Paint::new(options.colour),
            explained: options.width.map(|_| HashSet::new()),
            lines: Vec::new(),
            title: String::new(),
            last: Last::Other,
            last_heading: String::new(),
            last_level: 0,
            notes: RenderNotes::default(),
        }
    }

    fn block(&mut self, block: Block<'_>) -> Result<(), RenderError> {
        let kind = match &block {
            Block::Heading { .. } => Last::Heading,
            Block::Paragraph(_) => Last::Paragraph,
            _ => Last::Other,
        };
        // A screen has no room for empty lines below headings and between the opening sentences.
        let close = match (self.last, kind) {
            (Last::Heading, Last::Heading) => false,
            (Last::Heading, _) | (Last::Paragraph, Last::Paragraph) => self.brief,
            (_, Last::Heading) => self.brief && matches!(block, Block::Heading { level: 2.., .. }),
            _ => false,
        };
        if !close {
            self.gap();
        }
        self.last = kind;
        match block {
            Block::Heading { level, text } => self.heading(level, &text),
            Block::Paragraph(text) => self.prose("", &text, Style::Plain),
            Block::Prose(parts) => self.prose("", &prose(&parts), Style::Plain),
            Block::List(parts) => self.list(&parts),
            Block::ToWrite(prompt) => self.prose("[to write] ", &prompt, Style::Plain),
            Block::Note(text) => self.prose("Note: ", &text, Style::Dim),
            Block::Table(table) => {
                let roomy = self.named || (self.brief && self.width >= ROOMY);
                let mut sheet = people::screen_sheet(table, self.row_limit, roomy)?;
                if self.brief && !self.named {
                    sheet.without_levels_of_none();
                    sheet.under_themes();
                }
                // On a terminal: who names columns sees them all.
                if self.explained.is_some() && !self.named {
                    sheet.abridge(&self.title);
                }
                let look = self.look();
                if self.brief && !self.named {
                    grid::make_room(&mut sheet, look);
                }
                self.table(&sheet, look);
            }
            Block::Chart(chart) => {
                let canvas = Canvas {
                    width: self.width,
                    paint: self.paint,
                    explained: self.explained.as_mut(),
                    brief: self.brief,
                };
                self.lines.extend(chart::lines(&chart, &self.last_heading, canvas));
            }
        }
        Ok(())
    }

    /// One bar of the whole, under the first heading.
    fn whole(&mut self, chart: &Chart) {
        let canvas =
            Canvas { width: self.prose, paint: self.paint, explained: None, brief: self.brief };
        self.lines.extend(chart::bar_alone(chart, &canvas));
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn stamp(&mut self, stamp: Option<&str>) {
        let Some(stamp) = stamp else { return };
        self.gap();
        let wrapped = wrap::wrapped(&text::visible(stamp), self.prose);
        self.lines.extend(wrapped.iter().map(|line| self.paint.paint(Style::Stamp, line)));
    }

    /// The title and the first level are underlined; the lower levels stand close to what follows.
    fn heading(&mut self, level: u8, words: &str) {
        words.clone_into(&mut self.last_heading);
        self.last = Last::Heading;
        self.last_level = level;
        let lines = wrap::wrapped(&text::visible(words), self.prose);
        let longest = lines.iter().map(|line| wrap::width(line)).max().unwrap_or(0);
        self.lines.extend(lines.iter().map(|line| self.paint.paint(Style::Bold, line)));
        if self.brief && level > 0 {
            // One line: the rule stands beside the words.
            let left =
                self.prose.saturating_sub(lines.last().map_or(0, |line| wrap::width(line)) + 1);
            if let Some(last) = self.lines.last_mut().filter(|_| level == 1 && left > 1) {
                last.push_str(&format!(" {}", "─".repeat(left)));
            }
            return;
        }
        match level {
            0 => self.lines.push("═".repeat(longest)),
            1 => self.lines.push("─".repeat(longest)),
            _ => {}
        }
    }

    fn prose(&mut self, lead: &str, words: &str, style: Style) {
        if words.is_empty() {
            return;
        }
        let lines = wrap::wrapped(&text::visible(&format!("{lead}{words}")), self.prose);
        self.lines.extend(lines.iter().map(|line| self.paint.paint(style, line)));
    }

    fn list(&mut self, parts: &[Part]) {
        // Between figures a point is a line; elsewhere it is what is to be read.
        let brief = self.brief && self.last_level > 1;
        let most = if brief { POINTS } else { parts.len() };
        for part in parts.iter().take(most) {
            let words = text::part_for_people(part);
            let mut words = text::visible(&words).into_owned();
            if brief {
                words = chart::shortened(&words.replace('\n', " "), self.prose - 2);
            }
            for (at, line) in wrap::wrapped(&words, self.prose - 2).iter().enumerate() {
                self.lines.push(format!("{}{line}", if at == 0 { "• " } else { "  " }));
            }
        }
        if parts.len() > most {
            self.lines.push(format!("• and {} more, below", parts.len() - most));
        }
    }

    fn look(&self) -> Look {
        Look {
            width: self.width,
            most: self.brief.then_some(LINES_OF_A_TEXT),
            chips: self.explained.is_some(),
            paint: self.paint,
        }
    }

    fn table(&mut self, sheet: &PeopleTable, look: Look) {
        if !sheet.title.is_empty() && sheet.title != self.last_heading {
            let lines = wrap::wrapped(&text::visible(&sheet.title), self.prose);
            self.lines.extend(lines.iter().map(|line| self.paint.paint(Style::Bold, line)));
        }
        if sheet.lines.is_empty() {
            self.lines.extend(wrap::wrapped(marks::nothing(), self.prose));
        } else {
            self.lines.extend(grid::lines(sheet, look));
            self.explained_by(sheet);
        }
        if let Some(cut) = sheet.cut() {
            self.gap();
            self.prose("", &people::cut_remark(&cut, self.limited), Style::Dim);
            self.notes.cut.push(cut);
        }
    }

    /// The chips of a table tell what their glyphs mean.
    fn explained_by(&mut self, sheet: &PeopleTable) {
        let Some(explained) = &mut self.explained else { return };
        for line in &sheet.lines {
            for (cell, column) in line.cells.iter().zip(&sheet.columns) {
                let level = grid::level(cell, column);
                explained.extend(level.map(chart::explained));
            }
        }
    }

    fn footer(&mut self, footer: &[String]) {
        if footer.is_empty() {
            return;
        }
        self.gap();
        for line in footer {
            let lines = wrap::wrapped(&text::visible(line), self.prose);
            self.lines.extend(lines.iter().map(|line| self.paint.paint(Style::Dim, line)));
        }
    }
}

/// The parts of a paragraph as one text, with their marks.
fn prose(parts: &[Part]) -> String {
    let mut whole = String::new();
    for part in parts {
        let words = text::part_for_people(part);
        whole.push_str(text::gap(&whole, &words));
        whole.push_str(&words);
    }
    whole
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::super::{Format, Options, render, sample};
    use super::*;
    use crate::report::{Column, Kind, Row, Table};

    fn written(document: Document<'_>, options: &Options) -> String {
        let mut out = Vec::new();
        render(document, Format::Table, options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn at(width: usize) -> Options {
        Options { width: Some(width), ..Options::default() }
    }

    #[test]
    fn every_block_at_80_columns() {
        expect_test::expect_file!["../expected/sample-80.txt"]
            .assert_eq(&written(sample::document(), &at(80)));
    }

    #[test]
    fn every_block_at_200_columns() {
        expect_test::expect_file!["../expected/sample-200.txt"]
            .assert_eq(&written(sample::document(), &at(200)));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_or_ends_with_blanks() {
        for width in 20..=220 {
            for line in written(sample::document(), &at(width)).lines() {
                assert!(line.width() <= width, "{width}: {line:?}");
                assert_eq!(line, line.trim_end());
            }
        }
    }

    #[test]
    fn nothing_that_acts_on_a_terminal_is_printed() {
        let shown = written(sample::document(), &at(120));
        let acts = |char: char| (char.is_control() && char != '\n') || char == '\u{202e}';
        assert!(!shown.contains(acts));
        assert!(shown.contains("␛[31mred<U+202E>"));
    }

    #[test]
    fn colours_add_nothing_but_colours() {
        let coloured = written(sample::document(), &Options { colour: true, ..at(100) });
        let mut plain = String::new();
        for (at, piece) in coloured.split('\x1b').enumerate() {
            plain.push_str(if at == 0 { piece } else { piece.split_once('m').unwrap().1 });
        }
        let trimmed = plain.lines().map(|line| format!("{}\n", line.trim_end()));
        assert_eq!(trimmed.collect::<String>(), written(sample::document(), &at(100)));
        assert!(coloured.contains("\x1b[2m–"));
    }

    #[test]
    fn a_cut_table_says_how_many_and_how_to_get_all() {
        let table = || {
            let columns = vec![Column::new("id", "Item", Kind::Label)];
            Table::new("items", "Items", columns).with_feed(|sink| {
                (0..1_234).try_for_each(|at: i32| sink(Row::new(vec![at.to_string().into()])))
            })
        };
        let document = || Document { blocks: vec![Block::Table(table())], ..Document::new("T") };
        let options = Options { row_limit: Some(2), ..Options::default() };
        expect_test::expect![[r"
            T
            ═

            Items
            Item
            ────
            0
            1

            2 of 1,234 rows shown. All of them: narrow the question, or `--format csv`, or `-o FILE`.
        "]]
        .assert_eq(&written(document(), &options));
        let notes = render(document(), Format::Table, &options, &mut Vec::new()).unwrap();
        assert_eq!((notes.cut[0].shown, notes.cut[0].total), (2, 1_234));
        assert_eq!(written(document(), &Options::default()).lines().count(), 1_234 + 6);
    }
}
