//! Tables of a Word document: widths, repeated headings, short rows that no page cuts.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::report::words::marks::{self, from_the_right};
use crate::report::{Cell, Column, Entry, Kind, TableShape, Value};

use super::super::people::{self, PeopleTable};
use super::super::text;
use super::cells;
use super::notes::{Notes, without_address};
use super::outline::Outline;
use super::runs::{escaped, paragraph, run};

/// Twips of a character of table text, and of a cell's margins.
const CHARACTER: usize = 120;
const MARGINS: usize = 160;
/// The narrowest that prose can be.
const LEAST_TEXT: usize = 2_000;
const LEAST_OF_MANY: usize = 1_300;

/// Characters of a cell that count in how widths are shared; one text of a thousand pages is no
/// reason to squeeze the other columns.
const LONGEST_COUNTED: usize = 2_000;

/// So many columns of prose are read with ease only on a page laid across.
const LANDSCAPE_TEXTS: usize = 3;

/// What a column counts at least, in which a person is to write: cells grow as they are filled, and
/// what is asked must be read before.
const TO_WRITE: usize = 36;

/// The property of a row that no page may cut.
pub(super) const WHOLE: &str = "<w:cantSplit/>";

/// The property of a paragraph that stays on the page of the next one.
pub(super) const KEPT: &str = "<w:keepNext/>";

/// The columns of OHCHR's thematic list, in twips on its own pages.
const THEMATIC_LIST: [usize; 4] = [4_420, 1_300, 4_900, 4_600];

/// The head and foot of a document's first page.
const FIRST: &str = "<w:headerReference w:type=\"first\" r:id=\"header1\"/>\
    <w:footerReference w:type=\"first\" r:id=\"footer2\"/>";

/// Rows of a small table.
const SMALL: usize = 12;

/// What stands behind a table: Word joins tables that nothing parts.
pub(super) const ENDED: &str = "</w:tbl>\n<w:p><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:p>\n";

/// The same where nothing follows: as good as no line.
pub(super) const ENDED_LAST: &str = "</w:tbl>\n<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" \
     w:line=\"20\" w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>\n";

/// How the paper lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    Portrait,
    Landscape,
    /// Laid across with the narrow margins of OHCHR's thematic list.
    List,
}

impl Orientation {
    /// Twips between the margins.
    pub(super) fn width(self) -> usize {
        match self {
            Self::Portrait => 9_638,
            Self::Landscape => 14_570,
            Self::List => 15_250,
        }
    }

    /// Rows of more lines, a good third of a page, may be cut by its end: kept whole they would leave
    /// the page before nearly empty, and what is longer than a page would be lost.
    fn most_kept(self) -> usize {
        match self {
            Self::Portrait => 24,
            Self::Landscape | Self::List => 15,
        }
    }

    /// The properties of a section of such pages: A4, running head and page number; with narrow margins
    /// where all has to stand on one. The first page of the first one has a foot of its own.
    pub(super) fn section(self, tight: bool, first: bool) -> String {
        let (top, bottom) = match self {
            _ if tight => (1_080, 1_000),
            Self::List => (1_080, 964),
            _ => (1_418, 1_134),
        };
        let side = if self == Self::List { 794 } else { 1_134 };
        let (head, foot) = if first { (FIRST, "<w:titlePg/>") } else { ("", "") };
        let side_of_reading = if from_the_right() { "<w:bidi/>" } else { "" };
        let size = match self {
            Self::Portrait => "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
            Self::Landscape | Self::List => {
                "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"
            }
        };
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header1\"/>{head}\
             <w:footerReference w:type=\"default\" r:id=\"footer1\"/>{size}\
             <w:pgMar w:top=\"{top}\" w:right=\"{side}\" w:bottom=\"{bottom}\" w:left=\"{side}\" \
             w:header=\"567\" w:footer=\"454\" w:gutter=\"0\"/>{foot}{side_of_reading}</w:sectPr>"
        )
    }
}

/// How the paper has to lie for the table.
pub(super) fn page(sheet: &PeopleTable) -> Orientation {
    if sheet.items().is_some() {
        return Orientation::Portrait;
    }
    if sheet.shape == TableShape::ThematicList && !sheet.lines.is_empty() {
        return Orientation::List;
    }
    let least: usize = least_widths(sheet).iter().sum();
    let texts = sheet.columns.iter().filter(|column| column.kind == Kind::Text).count();
    let wide = least > Orientation::Portrait.width() || texts >= LANDSCAPE_TEXTS;
    if wide && !sheet.lines.is_empty() { Orientation::Landscape } else { Orientation::Portrait }
}

fn least_widths(sheet: &PeopleTable) -> Vec<usize> {
    sheet.columns.iter().enumerate().map(|(at, column)| least_width(sheet, at, column)).collect()
}

fn least_width(sheet: &PeopleTable, at: usize, column: &Column) -> usize {
    let has_text = sheet.columns.iter().any(|column| column.kind == Kind::Text);
    let words = |text: &str| text.split([' ', '\n']).map(UnicodeWidthStr::width).max().unwrap_or(0);
    let cells = sheet.lines.iter().map(|line| shown(&line.cells[at]));
    let (content, most) = match column.kind {
        Kind::Text => (0, 0),
        // A chip beside figures; beside texts in two lines.
        Kind::Status if !has_text => (cells.map(|cell| cell.width() + 4).max().unwrap_or(0), 36),
        Kind::Status => (
            cells.map(|cell| (words(&cell) + 2).max(cell.width().div_ceil(2))).max().unwrap_or(0),
            16,
        ),
        Kind::Label | Kind::Item => (cells.map(|cell| cell.width()).max().unwrap_or(0), 16),
        Kind::Number | Kind::Share | Kind::Date => {
            (cells.map(|cell| cell.width()).max().unwrap_or(0), 12)
        }
    };
    // Titles are bold.
    let whole = if people::is_numeric(column) { column.title.width().min(10) } else { 0 };
    let title = words(head(column)).min(14).max(whole) * CHARACTER * 11 / 10;
    let texts = sheet.columns.iter().filter(|column| column.kind == Kind::Text).count();
    let least_text = if texts > LANDSCAPE_TEXTS { LEAST_OF_MANY } else { LEAST_TEXT };
    let least = if column.kind == Kind::Text { least_text } else { 0 };
    (content.min(most) * CHARACTER).max(title).max(least) + MARGINS
}

/// Texts share what room the others leave, in proportion to how much they hold, none less than its
/// least; without any text, all columns share what is left over.
fn widths(sheet: &PeopleTable, page: Orientation) -> Vec<usize> {
    if sheet.shape == TableShape::ThematicList && sheet.columns.len() == THEMATIC_LIST.len() {
        let whole: usize = THEMATIC_LIST.iter().sum();
        return THEMATIC_LIST.iter().map(|width| width * page.width() / whole).collect();
    }
    let mut widths = least_widths(sheet);
    let sum: usize = widths.iter().sum();
    let room = page.width();
    if sum > room {
        return widths.iter().map(|width| width * room / sum.max(1)).collect();
    }
    let texts: Vec<(usize, usize)> = (0..widths.len())
        .filter(|at| sheet.columns[*at].kind == Kind::Text)
        .map(|at| (at, weight(sheet, at)))
        .collect();
    if texts.is_empty() {
        let more = (room - sum) / widths.len().max(1);
        return widths.iter().map(|width| width + more).collect();
    }
    let others: usize = (0..widths.len()).map(|at| widths[at]).sum::<usize>()
        - texts.iter().map(|(at, _)| widths[*at]).sum::<usize>();
    share(&mut widths, texts, room - others);
    widths
}

/// Whoever would get less than its least has that, and the rest is shared anew.
fn share(widths: &mut [usize], mut sharing: Vec<(usize, usize)>, mut room: usize) {
    loop {
        let all: usize = sharing.iter().map(|(_, weight)| weight).sum();
        let part = |weight: usize| room * weight / all.max(1);
        let short = sharing.iter().position(|(at, weight)| part(*weight) < widths[*at]);
        let Some(short) = short else {
            for (at, weight) in &sharing {
                widths[*at] = part(*weight);
            }
            return;
        };
        let (at, _) = sharing.remove(short);
        room = room.saturating_sub(widths[at]);
    }
}

/// How much a column of prose holds: the root of the mean square, since a few long cells make a table
/// longer than many short ones.
fn weight(sheet: &PeopleTable, at: usize) -> usize {
    let free = sheet.columns[at].entry == Some(Entry::Free);
    let cells = sheet.lines.iter().map(|line| shown(&line.cells[at]).width());
    // Where a person is to write, what is empty says nothing of how much will stand there.
    let counted: Vec<usize> = cells.filter(|width| !free || *width > 0).collect();
    let squares: usize = counted.iter().map(|width| (*width).min(LONGEST_COUNTED).pow(2)).sum();
    // Where a person is to write there must be room.
    let least = if free { TO_WRITE } else { 10 };
    (squares / counted.len().max(1)).isqrt().clamp(least, 300)
}

/// What stands above the numbers of items where what they are called is too long.
const LONGEST_NAME: usize = 9;

/// The words at the head of a column: over the numbers of items no long ones.
pub(super) fn head(column: &Column) -> &str {
    let long = column.kind == Kind::Item && column.title.width() > LONGEST_NAME;
    if long { marks::number() } else { &column.title }
}

/// Caption and table; a table without rows says so in a sentence.
pub(super) fn xml(
    sheet: &PeopleTable,
    number: Option<usize>,
    page: Orientation,
    notes: &mut Notes,
    outline: &mut Outline,
) -> String {
    let listed = sheet.shape == TableShape::ThematicList;
    let mut xml = if listed { String::new() } else { captioned(&sheet.title, number) };
    if sheet.lines.is_empty() {
        xml.push_str(&paragraph("Normal", "", "", &run(marks::nothing(), "")));
        return xml;
    }
    let widths = widths(sheet, page);
    let style = if listed { "ThematicList" } else { "ReportTable" };
    xml.push_str(&begun_in(style, &sheet.title, &widths));
    let cells = sheet.columns.iter().zip(&widths).map(|(column, width)| {
        let words =
            paragraph("TableHeading", justified(column), head(column), &run(head(column), ""));
        cell(*width, "", &words)
    });
    xml.push_str(&row(&format!("{WHOLE}<w:tblHeader/>"), &cells.collect::<String>()));
    let kept_together = small(sheet, &widths);
    let beside_texts = !listed && sheet.columns.iter().any(|column| column.kind == Kind::Text);
    for (at, line) in sheet.lines.iter().enumerate() {
        if let Some(group) = &line.begins {
            let band = if listed { theme_band } else { group_row };
            xml.push_str(&band(group, &widths, outline));
        }
        let cells =
            line.cells.iter().zip(&sheet.columns).zip(&widths).map(|((of, column), width)| {
                let keep = if kept_together && at + 1 < sheet.lines.len() { KEPT } else { "" };
                let properties = format!("{keep}{}", justified(column));
                let words = if column.kind == Kind::Status && beside_texts {
                    cells::state_paragraph(of, keep, notes)
                } else {
                    cells::cell_paragraphs(of, &properties, notes)
                };
                cell(*width, "", &words)
            });
        let whole = if lines_of(&line.cells, &widths) <= page.most_kept() { WHOLE } else { "" };
        xml.push_str(&row(whole, &cells.collect::<String>()));
    }
    xml.push_str(ENDED);
    xml
}

/// The caption of a table that has a number; none where the heading above it says the same.
pub(super) fn captioned(title: &str, number: Option<usize>) -> String {
    number.map_or_else(String::new, |number| caption(title, number))
}

/// `Table 3. Areas by theme`.
fn caption(title: &str, number: usize) -> String {
    paragraph("Caption", "", title, &cells::caption("Table", marks::table(), number, title))
}

/// A table up to its first row.
pub(super) fn begun(title: &str, widths: &[usize]) -> String {
    begun_in("ReportTable", title, widths)
}

fn begun_in(style: &str, title: &str, widths: &[usize]) -> String {
    let grid: Vec<String> =
        widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let sum: usize = widths.iter().sum();
    let mirrored = if from_the_right() { "<w:bidiVisual/>" } else { "" };
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/>{mirrored}<w:tblW w:w=\"{sum}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" \
         w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{}</w:tblGrid>\n",
        escaped(title),
        grid.concat()
    )
}

fn justified(column: &Column) -> &'static str {
    if people::is_numeric(column) { "<w:jc w:val=\"right\"/>" } else { "" }
}

/// A theme of OHCHR's thematic list: large, slanted, on blue.
fn theme_band(group: &str, widths: &[usize], outline: &mut Outline) -> String {
    band(group, widths, outline, ("ThemeBand", "DBE5F1"))
}

pub(super) fn group_row(group: &str, widths: &[usize], outline: &mut Outline) -> String {
    band(group, widths, outline, ("TableHeading", "F3F5F8"))
}

fn band(
    group: &str,
    widths: &[usize],
    outline: &mut Outline,
    (style, fill): (&str, &str),
) -> String {
    let (columns, width) = (widths.len(), widths.iter().sum());
    let shown = if group.is_empty() { marks::no_group() } else { group };
    let (runs, property) = outline.group(group, &run(shown, ""));
    let words = paragraph(style, property, shown, &runs);
    let span = format!(
        "<w:gridSpan w:val=\"{columns}\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>"
    );
    row(WHOLE, &cell(width, &span, &words))
}

/// What stands in a cell: the addresses stand in footnotes.
fn shown(cell: &Cell) -> Cow<'_, str> {
    match &cell.value {
        value @ (Value::Parts(parts) | Value::Lines(parts))
            if parts.iter().any(|part| part.url.is_some()) =>
        {
            let words = parts.iter().map(|part| without_address(&part.text, part.url.as_deref()));
            Cow::Owned(words.collect::<Vec<_>>().join(text::joint(value)))
        }
        _ => text::cell_for_papers(cell),
    }
}

/// Whether a table is so small that no page's end need part its rows.
fn small(sheet: &PeopleTable, widths: &[usize]) -> bool {
    let lines = sheet.lines.iter().map(|line| lines_of(&line.cells, widths));
    sheet.lines.len() <= SMALL && lines.sum::<usize>() <= 2 * SMALL
}

/// So many lines the highest cell of a row wraps into, or a few less.
fn lines_of(cells: &[Cell], widths: &[usize]) -> usize {
    let lines = |(cell, width): (&Cell, &usize)| -> usize {
        let room = width.saturating_sub(MARGINS).max(CHARACTER);
        let words = shown(cell);
        words.split('\n').map(|line| (line.width() * CHARACTER).div_ceil(room).max(1)).sum()
    };
    cells.iter().zip(widths).map(lines).max().unwrap_or(0)
}

pub(super) fn row(properties: &str, cells: &str) -> String {
    format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>\n")
}

pub(super) fn cell(width: usize, more: &str, paragraph: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{more}</w:tcPr>{paragraph}</w:tc>"
    )
}

#[cfg(test)]
mod tests;
