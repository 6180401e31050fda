//! The text of a Word document, block by block.

use crate::report::words::{self, marks};
use crate::report::{Block, Chart, PaperForm, Part};

use super::super::people::{self, PeoplePart};
use super::super::{RenderError, text};
use super::cells::{caption, part_runs};
use super::chart;
use super::figures;
use super::items;
use super::notes::Notes;
use super::outline::{self, Outline};
use super::runs::{escaped, field, paragraph, run};
use super::table::{self, Orientation};

/// So many paragraphs above the first table are laid as it is.
const LONGEST_OPENING: usize = 4;

/// The text so far, and what goes into parts of its own.
pub(super) struct DocxBody {
    pub(super) xml: String,
    pub(super) notes: Notes,
    pub(super) charts: Vec<String>,
    page: Orientation,
    outline: Outline,
    tables: usize,
    last_heading: String,
    /// Whether all has to stand on one page.
    tight: bool,
    /// Whether the present block stands above a table or chart, with which it goes.
    announces: bool,
    /// Whether another place to write in follows: they stay on one page.
    more_to_write: bool,
    /// Whether no section has ended yet.
    first_section: bool,
}

/// How the paper lies for each part; none where it stays as it lies. A heading goes with the table
/// below it, a remark with what stands before it, and a short opening with the first table.
fn pages(pieces: &[PeoplePart<'_>]) -> Vec<Option<Orientation>> {
    let mut pages: Vec<Option<Orientation>> = vec![Some(Orientation::Portrait); pieces.len()];
    for (at, piece) in pieces.iter().enumerate().rev() {
        pages[at] = match piece {
            PeoplePart::Sheet(sheet) => Some(table::page(sheet)),
            PeoplePart::Other(Block::Heading { .. }) => {
                pages.get(at + 1).copied().flatten().or(Some(Orientation::Portrait))
            }
            PeoplePart::Other(Block::Note(_)) => None,
            PeoplePart::Other(_) => Some(Orientation::Portrait),
        };
    }
    let opening = pieces.iter().position(|piece| !is_opening(piece));
    if let Some(first) = opening.filter(|at| *at <= LONGEST_OPENING)
        && let PeoplePart::Sheet(_) = pieces[first]
    {
        let page = pages[first];
        pages[..first].fill(page);
    }
    pages
}

/// What stands above the list of contents.
fn is_opening(piece: &PeoplePart<'_>) -> bool {
    matches!(piece, PeoplePart::Other(Block::Paragraph(_) | Block::Note(_) | Block::Prose(_)))
}

impl DocxBody {
    /// All of a document.
    pub(super) fn of(
        title: &str,
        blocks: Vec<Block<'_>>,
        form: PaperForm,
    ) -> Result<Self, RenderError> {
        let pieces = people::pieces(blocks)?;
        let (outline, mut entries) = Outline::of(&pieces);
        if form == PaperForm::Submission {
            entries.clear();
        }
        let mut body = Self {
            xml: String::new(),
            notes: Notes::default(),
            charts: Vec::new(),
            page: Orientation::Portrait,
            outline,
            tables: 0,
            last_heading: String::new(),
            tight: false,
            announces: false,
            more_to_write: false,
            first_section: true,
        };
        let pages = pages(&pieces);
        let compact = |piece: &PeoplePart<'_>| {
            matches!(piece, PeoplePart::Other(Block::Chart(Chart::Bars { compact: true, .. })))
        };
        body.tight = pieces.iter().any(compact);
        body.page = pages.first().copied().flatten().unwrap_or(Orientation::Portrait);
        body.xml.push_str(&paragraph("Title", "", title, &run(title, "")));
        let opening = pieces.iter().take_while(|piece| is_opening(piece)).count();
        let mut pieces = pieces.into_iter().zip(pages).enumerate().peekable();
        while let Some((at, (piece, page))) = pieces.next() {
            body.turn(page.unwrap_or(body.page));
            if at == opening {
                body.contents(&entries);
            }
            let next = pieces.peek().map(|(_, (piece, _))| piece);
            body.more_to_write = matches!(next, Some(PeoplePart::Other(Block::ToWrite(_))));
            body.announces =
                matches!(next, Some(PeoplePart::Sheet(_) | PeoplePart::Other(Block::Chart(_))));
            body.piece(piece);
        }
        // Behind a table that ends a document there must be a paragraph; it must not make a page.
        if let Some(before) = body.xml.strip_suffix(table::ENDED) {
            body.xml = format!("{before}{}", table::ENDED_LAST);
        }
        body.end_section();
        Ok(body)
    }

    /// The list of contents as a field that Word fills in anew; until then it stands as written.
    fn contents(&mut self, entries: &[(u8, String)]) {
        if entries.is_empty() {
            return;
        }
        self.xml.push_str(&paragraph(
            "ContentsHeading",
            "",
            marks::contents(),
            &run(marks::contents(), ""),
        ));
        let begin = "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r>\
                     <w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\h \\z \\u </w:instrText>\
                     </w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
        let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        for (at, (level, words)) in entries.iter().enumerate() {
            let anchor = outline::name(at + 1);
            let entry = format!(
                "<w:hyperlink w:anchor=\"{anchor}\" w:history=\"1\">{}<w:r><w:tab/></w:r>{}\
                 </w:hyperlink>",
                run(words, ""),
                field(&format!("PAGEREF {anchor} \\h"), "…")
            );
            let begin = if at == 0 { begin } else { "" };
            let end = if at + 1 == entries.len() { end } else { "" };
            let runs = format!("{begin}{entry}{end}");
            let after = if end.is_empty() { "" } else { "<w:spacing w:after=\"240\"/>" };
            self.xml.push_str(&paragraph(&format!("TOC{level}"), after, words, &runs));
        }
    }

    fn piece(&mut self, piece: PeoplePart<'_>) {
        match piece {
            PeoplePart::Sheet(sheet) => {
                let number = self.numbered(&sheet.title);
                let (notes, outline) = (&mut self.notes, &mut self.outline);
                let table = match sheet.items() {
                    Some(items) => items::xml(&sheet, &items, number, notes, outline),
                    None => table::xml(&sheet, number, self.page, notes, outline),
                };
                self.xml.push_str(&table);
            }
            PeoplePart::Other(block) => self.text_block(block),
        }
    }

    fn text_block(&mut self, block: Block<'_>) {
        match block {
            Block::Heading { level, text } => self.heading(level, &text),
            Block::Paragraph(text) => {
                let runs = run(&text, "");
                let keep = self.kept(&text);
                self.xml.push_str(&paragraph("NumberedParagraph", keep, &text, &runs));
            }
            Block::Prose(parts) => self.prose(&parts),
            Block::List(parts) => {
                for part in &parts {
                    // What is numbered is a note itself: its address stands in it.
                    let (style, runs) = if part.text.starts_with('[') {
                        ("Source", run(&text::part_for_people(part), ""))
                    } else {
                        ("ListBullet", part_runs(part, &mut self.notes))
                    };
                    self.xml.push_str(&paragraph(style, "", &part.text, &runs));
                }
            }
            Block::ToWrite(prompt) => {
                let keep = if self.more_to_write { table::KEPT } else { "" };
                let runs = format!(
                    "{}{}",
                    run(&format!("{} ", marks::to_write()), "<w:b/>"),
                    run(&prompt, "")
                );
                self.xml.push_str(&paragraph("ToWrite", keep, &prompt, &runs));
            }
            Block::Note(text) => self.plain("Remark", &text),
            Block::Chart(chart) => self.chart(&chart),
            Block::Table(_) => {}
        }
    }

    fn plain(&mut self, style: &str, words: &str) {
        self.xml.push_str(&paragraph(style, "", words, &run(words, "")));
    }

    fn heading(&mut self, level: u8, words: &str) {
        let runs = self.outline.heading(level, &run(words, ""));
        let style = format!("Heading{}", level.clamp(1, 3));
        self.xml.push_str(&paragraph(&style, "", words, &runs));
        words.clone_into(&mut self.last_heading);
    }

    /// The number of a table's caption; it has none where the heading above it says the same.
    fn numbered(&mut self, title: &str) -> Option<usize> {
        if self.last_heading == title {
            return None;
        }
        self.tables += 1;
        Some(self.tables)
    }

    fn prose(&mut self, parts: &[Part]) {
        let mut runs = String::new();
        let mut before = "";
        for part in parts {
            match text::gap(before, &part.text) {
                "" => {}
                gap => runs.push_str(&run(gap, "")),
            }
            runs.push_str(&part_runs(part, &mut self.notes));
            before = &part.text;
        }
        let first = parts.first().map_or("", |part| part.text.as_str());
        let keep = self.kept(parts.last().map_or("", |part| &part.text));
        self.xml.push_str(&paragraph("NumberedParagraph", keep, first, &runs));
    }

    /// The drawings, each with its caption below, the milestones of a course, and the figures as a table
    /// where they do not stand in the drawing.
    fn chart(&mut self, chart: &Chart) {
        let title = chart.title();
        let said = escaped(&chart::described(chart));
        let captioned = self.last_heading != title;
        for drawn in chart::drawn(chart) {
            self.charts.push(drawn.part);
            let at = self.charts.len();
            self.xml.push_str(&chart::drawing(drawn.height, at, &said, captioned));
            if captioned {
                let caption = caption("Figure", marks::figure(), at, title);
                let loose = "<w:keepNext w:val=\"0\"/>";
                self.xml.push_str(&paragraph("Caption", loose, title, &caption));
            }
        }
        if let Chart::Course(course) = chart {
            for mark in &course.marks {
                self.plain(
                    "ListBullet",
                    &format!("{}: {}", words::printed(&mark.printed), mark.label),
                );
            }
        }
        let compact = matches!(chart, Chart::Bars { compact: true, .. });
        if !compact && !chart::bears_its_numbers(chart) {
            let number = self.numbered(title);
            let table = figures::xml(chart, number, self.page);
            self.xml.push_str(&table);
        }
    }

    /// Ends the section where the paper has to be turned.
    fn turn(&mut self, page: Orientation) {
        if self.page != page {
            self.xml.push_str("<w:p><w:pPr><w:spacing w:after=\"0\"/>");
            self.end_section();
            self.xml.push_str("</w:pPr></w:p>\n");
            self.page = page;
        }
    }

    /// The properties of the section that ends here; the first has a first page with a foot of its own.
    fn end_section(&mut self) {
        let section = self.page.section(self.tight, self.first_section);
        self.first_section = false;
        self.xml.push_str(&section);
    }

    /// What announces a list, table or chart stays on its page.
    fn kept(&self, words: &str) -> &'static str {
        if self.announces || words.ends_with(':') { table::KEPT } else { "" }
    }
}
