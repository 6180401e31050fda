//! Tables of a Word document: widths, repeated headings, rows that no page cuts.

use unicode_width::UnicodeWidthStr;

use crate::report::{Column, Kind};

use super::super::people::{self, Sheet};
use super::super::text;
use super::body;
use super::notes::Notes;
use super::runs::{escaped, paragraph, run};

/// Twips of a character of table text, and of a cell's margins.
const CHARACTER: usize = 120;
const MARGINS: usize = 160;
/// The narrowest that prose can be.
const LEAST_TEXT: usize = 2_000;
const LEAST_OF_MANY: usize = 1_450;

/// So many columns of prose are read with ease only on a page laid across.
const LANDSCAPE_TEXTS: usize = 3;

/// How the paper lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Portrait,
    Landscape,
}

impl Page {
    /// Twips between the margins.
    fn width(self) -> usize {
        match self {
            Self::Portrait => 9_638,
            Self::Landscape => 14_570,
        }
    }

    /// The properties of a section of such pages: A4, running head and page number.
    pub(super) fn section(self) -> String {
        let size = match self {
            Self::Portrait => "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
            Self::Landscape => "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>",
        };
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header1\"/>\
             <w:footerReference w:type=\"default\" r:id=\"footer1\"/>{size}\
             <w:pgMar w:top=\"1418\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" \
             w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
        )
    }
}

/// How the paper has to lie for the table.
pub(super) fn page(sheet: &Sheet) -> Page {
    let least: usize = least_widths(sheet).iter().sum();
    let texts = sheet.columns.iter().filter(|column| column.kind == Kind::Text).count();
    let wide = least > Page::Portrait.width() || texts >= LANDSCAPE_TEXTS;
    if wide && !sheet.lines.is_empty() { Page::Landscape } else { Page::Portrait }
}

fn least_widths(sheet: &Sheet) -> Vec<usize> {
    sheet.columns.iter().enumerate().map(|(at, column)| least_width(sheet, at, column)).collect()
}

fn least_width(sheet: &Sheet, at: usize, column: &Column) -> usize {
    let words = |text: &str| text.split([' ', '\n']).map(UnicodeWidthStr::width).max().unwrap_or(0);
    let cells = sheet.lines.iter().map(|line| text::cell_for_people(&line.cells[at]));
    let (content, most) = match column.kind {
        Kind::Text => (0, 0),
        Kind::Status => (cells.map(|cell| words(&cell)).max().unwrap_or(0), 16),
        Kind::Label => (cells.map(|cell| cell.width()).max().unwrap_or(0), 18),
        Kind::Number | Kind::Share | Kind::Date => {
            (cells.map(|cell| cell.width()).max().unwrap_or(0), 12)
        }
    };
    // Titles are bold.
    let whole = if people::is_numeric(column) { column.title.width().min(10) } else { 0 };
    let title = words(&column.title).min(14).max(whole) * CHARACTER * 11 / 10;
    let texts = sheet.columns.iter().filter(|column| column.kind == Kind::Text).count();
    let least_text = if texts > LANDSCAPE_TEXTS { LEAST_OF_MANY } else { LEAST_TEXT };
    let least = if column.kind == Kind::Text { least_text } else { 0 };
    (content.min(most) * CHARACTER).max(title).max(least) + MARGINS
}

/// Texts share what room is left, in proportion to how much they hold; without any, all do.
fn widths(sheet: &Sheet, page: Page) -> Vec<usize> {
    let mut widths = least_widths(sheet);
    let sum: usize = widths.iter().sum();
    let room = page.width();
    if sum > room {
        return widths.iter().map(|width| width * room / sum.max(1)).collect();
    }
    let weights: Vec<usize> =
        sheet.columns.iter().enumerate().map(|(at, column)| weight(sheet, at, column)).collect();
    let all: usize = weights.iter().sum();
    for (width, weight) in widths.iter_mut().zip(&weights) {
        *width += (room - sum) * weight / all.max(1);
    }
    widths
}

fn weight(sheet: &Sheet, at: usize, column: &Column) -> usize {
    let texts = sheet.columns.iter().any(|column| column.kind == Kind::Text);
    if column.kind != Kind::Text {
        return usize::from(!texts);
    }
    let cells = sheet.lines.iter().map(|line| text::cell_for_people(&line.cells[at]).width());
    (cells.sum::<usize>() / sheet.lines.len().max(1)).clamp(10, 300)
}

/// Caption and table; a table without rows says so in a sentence.
pub(super) fn xml(sheet: &Sheet, number: usize, page: Page, notes: &mut Notes) -> String {
    let caption = body::caption("Table", number, &sheet.title);
    let mut xml = paragraph("Caption", "", &sheet.title, &caption);
    if sheet.lines.is_empty() {
        xml.push_str(&paragraph("Normal", "", "", &run(people::NOTHING, "")));
        return xml;
    }
    let widths = widths(sheet, page);
    let grid: Vec<String> =
        widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let sum: usize = widths.iter().sum();
    xml.extend([format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{sum}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" \
         w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{}</w:tblGrid>\n",
        escaped(&sheet.title),
        grid.concat()
    )]);
    let cells = sheet.columns.iter().zip(&widths).map(|(column, width)| {
        let words =
            paragraph("TableHeading", justified(column), &column.title, &run(&column.title, ""));
        cell(*width, "", &words)
    });
    xml.push_str(&row("<w:cantSplit/><w:tblHeader/>", &cells.collect::<String>()));
    for line in &sheet.lines {
        if let Some(group) = &line.begins {
            xml.push_str(&group_row(group, widths.len(), sum));
        }
        let cells =
            line.cells.iter().zip(&sheet.columns).zip(&widths).map(|((of, column), width)| {
                let words = text::cell_for_people(of);
                let runs = body::cell_runs(of, notes);
                cell(*width, "", &paragraph("TableText", justified(column), &words, &runs))
            });
        xml.push_str(&row("<w:cantSplit/>", &cells.collect::<String>()));
    }
    xml.push_str("</w:tbl>\n");
    xml.push_str("<w:p><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:p>\n");
    xml
}

fn justified(column: &Column) -> &'static str {
    if people::is_numeric(column) { "<w:jc w:val=\"right\"/>" } else { "" }
}

fn group_row(group: &str, columns: usize, width: usize) -> String {
    let group = if group.is_empty() { "(none)" } else { group };
    let words = paragraph("TableHeading", "", group, &run(group, ""));
    let span = format!(
        "<w:gridSpan w:val=\"{columns}\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F3F5F8\"/>"
    );
    row("<w:cantSplit/>", &cell(width, &span, &words))
}

fn row(properties: &str, cells: &str) -> String {
    format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>\n")
}

fn cell(width: usize, more: &str, paragraph: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{more}</w:tcPr>{paragraph}</w:tc>"
    )
}
