//! One self-contained web page: readable without script, on a telephone, in the dark and on paper.
//!
//! Whoever makes other pages takes the same parts: [`style`] and [`SCRIPT`] once, [`write_patterns`] once
//! where there are charts, a [`Chip`] for a status, [`BlockWriter`] for blocks, [`write_whole`] and
//! [`write_figures`] for a first screen, [`escaped`] and [`cell`] for words and values.

mod cards;
mod cells;
mod chart;
mod contents;
mod escape;
mod faces;
#[cfg(feature = "web")]
pub mod form;
mod frame;
#[cfg(feature = "web")]
pub mod page;
mod table;

use std::io::{self, Write};
use std::iter::Peekable;

use super::people::{self, PeoplePart};
use super::{RenderError, RenderNotes, text};
use crate::report::words::marks;
use crate::report::{Block, Cell, Chart, Document, Part};
use cells::{InCell, InProse};
use contents::{LEAST_CONTENTS, contents, write_contents};
use escape::Text;
use frame::{figures_among, write_facts, write_footer, write_head, write_stamp};

/// What a page may lead to within its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'n> {
    /// An item, by its name (`SET:REF`).
    Item(&'n str),
    /// The items of a theme, by its slug.
    Theme(&'n str),
}

/// In which order the rows of a table stand, and where the same stands in another.
#[derive(Debug, Clone, Default)]
pub struct Sorting {
    /// The table's name.
    pub table: &'static str,
    /// The column by which its rows are in order, and whether its highest comes first.
    pub by: Option<(String, bool)>,
    /// Each column by which they can be, and the address of that order.
    pub ways: Vec<(&'static str, String)>,
}

impl Sorting {
    /// The address of the order by a column.
    fn way(&self, column: &str) -> Option<&str> {
        let way = self.ways.iter().find(|(key, _)| *key == column);
        way.map(|(_, address)| address.as_str())
    }

    /// How the rows stand by a column, in the words of ARIA.
    fn order(&self, column: &str) -> Option<&'static str> {
        let (_, down) = self.by.as_ref().filter(|(key, _)| key == column)?;
        Some(if *down { "descending" } else { "ascending" })
    }
}

/// Where names lead, and the order of a table.
type Leads<'w> = (Ways<'w>, Option<&'w Sorting>);

/// Where what has a name has its page; nowhere in a page that stands alone.
pub type Ways<'w> = Option<&'w dyn Fn(Named<'_>) -> Option<String>>;

pub use chart::write_whole;
pub use faces::{Chip, write_patterns};
pub use frame::{SCRIPT, SCRIPT_DIGEST, style, write_figures};

/// A text made harmless for an element or a quoted attribute.
pub fn escaped(text: &str) -> String {
    Text(text).to_string()
}

/// A value as people see it on a page, with its marks: a status as a chip, an address as a link.
pub fn cell(cell: &Cell) -> String {
    InCell(cell).to_string()
}

/// Where blocks are written one after the other: it numbers tables, charts and headings, so that
/// their ids are unique in a page.
pub struct BlockWriter<'o> {
    out: &'o mut dyn Write,
    ways: Ways<'o>,
    sorting: Option<Sorting>,
    tables: usize,
    charts: usize,
    headings: usize,
    /// The words of the last heading, and its level in HTML.
    last_heading: (String, u8),
    /// What the whole page is called.
    title: String,
}

/// Writes the document as a page.
pub(super) fn write(
    mut document: Document<'_>,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    let blocks = people::pieces(std::mem::take(&mut document.blocks))?;
    let contents = contents(&blocks);
    let compact = |piece: &PeoplePart<'_>| {
        matches!(piece, PeoplePart::Other(Block::Chart(Chart::Bars { compact: true, .. })))
    };
    // What has to stand on one page of paper needs no list of contents.
    let one_page = blocks.iter().any(compact);
    let listed = !one_page && contents.len() >= LEAST_CONTENTS;
    write_head(&document, out)?;
    writeln!(out, "<body>\n<a class=\"skip\" href=\"#content\">{}</a>", marks::skip())?;
    write_stamp(document.stamp.as_deref(), "stamp", out)?;
    writeln!(out, "<header>\n<h1 dir=\"auto\">{}</h1>\n</header>", Text(&document.title))?;
    let class = match (listed, one_page) {
        (true, _) => "with-contents",
        (false, true) => "one-page",
        (false, false) => "plain",
    };
    // The opening lies as the table below it, so that it has no page of its own.
    let first = blocks.iter().find(|piece| !is_opening(piece));
    let laid = match first {
        Some(PeoplePart::Sheet(sheet)) if table::is_wide(sheet) => " across",
        _ => "",
    };
    writeln!(out, "<main id=\"content\" class=\"{class}{laid}\">")?;
    let has_chart = blocks.iter().any(|block| matches!(block, PeoplePart::Other(Block::Chart(_))));
    if has_chart || document.glance.is_some() {
        write_patterns(out)?;
    }
    let mut page = BlockWriter::new(&document.title, 1, out);
    let mut pieces = blocks.into_iter().peekable();
    page.first_screen(&document, &mut pieces)?;
    if listed {
        write_contents(&contents, page.out)?;
    }
    writeln!(page.out, "<div class=\"rest\">")?;
    for piece in pieces {
        page.piece(piece)?;
    }
    write_facts(&document.facts, page.out)?;
    writeln!(page.out, "</div>\n</main>")?;
    let (foot, _) = people::foot(&document.footer);
    write_footer(foot, document.stamp.as_deref(), page.out)?;
    write!(page.out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")?;
    Ok(RenderNotes::default())
}

/// What stands above the first heading, table or chart.
fn is_opening(piece: &PeoplePart<'_>) -> bool {
    matches!(piece, PeoplePart::Other(Block::Paragraph(_) | Block::Prose(_) | Block::Note(_)))
}

impl<'o> BlockWriter<'o> {
    /// A page whose title is a heading of this level (1 is `h1`); the headings of its blocks stand below.
    pub fn new(title: &str, level: u8, out: &'o mut dyn Write) -> Self {
        let last_heading = (title.to_owned(), level);
        let title = title.to_owned();
        Self {
            out,
            title,
            ways: None,
            sorting: None,
            tables: 0,
            charts: 0,
            headings: 0,
            last_heading,
        }
    }

    /// The same, in which names lead to their pages.
    #[must_use]
    pub fn leading(mut self, ways: Ways<'o>) -> Self {
        self.ways = ways;
        self
    }

    /// Writes the blocks that people see.
    ///
    /// # Errors
    /// A failing output, or a failing source of rows.
    pub fn blocks(&mut self, blocks: Vec<Block<'_>>) -> Result<(), RenderError> {
        people::pieces(blocks)?.into_iter().try_for_each(|piece| self.piece(piece))
    }

    /// A document whose title is the page's: its first screen, then the rest.
    ///
    /// # Errors
    /// As [`BlockWriter::blocks`].
    pub fn opened(&mut self, mut document: Document<'_>) -> Result<(), RenderError> {
        let blocks = std::mem::take(&mut document.blocks);
        let mut pieces = people::pieces(blocks)?.into_iter().peekable();
        self.first_screen(&document, &mut pieces)?;
        pieces.try_for_each(|piece| self.piece(piece))
    }

    /// The opening sentence large, the bar of the whole, the figures, then the rest of the opening.
    fn first_screen<'a>(
        &mut self,
        document: &Document<'_>,
        pieces: &mut Peekable<impl Iterator<Item = PeoplePart<'a>>>,
    ) -> Result<(), RenderError> {
        writeln!(self.out, "<div class=\"first\">")?;
        if let Some(PeoplePart::Other(Block::Paragraph(text))) =
            pieces.next_if(|piece| matches!(piece, PeoplePart::Other(Block::Paragraph(_))))
        {
            writeln!(self.out, "<p class=\"lead\" dir=\"auto\">{}</p>", Text(&text))?;
        }
        match &document.glance {
            Some(glance) => {
                chart::write_whole(&glance.whole, self.out)?;
                write_figures(&glance.figures, self.out)?;
            }
            None => write_figures(&figures_among(&document.facts), self.out)?,
        }
        while let Some(piece) = pieces.next_if(is_opening) {
            self.piece(piece)?;
        }
        Ok(writeln!(self.out, "</div>")?)
    }

    fn piece(&mut self, piece: PeoplePart<'_>) -> Result<(), RenderError> {
        match piece {
            PeoplePart::Other(block) => self.block(block),
            PeoplePart::Sheet(mut sheet) => {
                self.tables += 1;
                // On a page of a site what is empty in every row says nothing, nor does the item whose page
                // it is; a list keeps the heads by which it is put in order.
                if self.ways.is_some() && self.sorting.is_none() {
                    sheet.abridge(&self.title);
                }
                let heading = (self.last_heading.0.as_str(), self.last_heading.1);
                let sorting = self.sorting.as_ref().filter(|sorting| sorting.table == sheet.name);
                let leads = (self.ways, sorting);
                let at = (self.tables, self.headings);
                match sheet.items() {
                    Some(parts) => {
                        cards::write(&sheet, &parts, at, heading, leads, self.out)?;
                    }
                    None => {
                        table::write(&sheet, at, heading.0, leads, self.out)?;
                    }
                }
                Ok(())
            }
        }
    }

    fn block(&mut self, block: Block<'_>) -> Result<(), RenderError> {
        match block {
            Block::Heading { level, text } => self.heading(level, text)?,
            Block::Paragraph(text) => writeln!(self.out, "<p dir=\"auto\">{}</p>", Text(&text))?,
            Block::Prose(parts) => self.prose(&parts)?,
            Block::List(parts) => self.list(&parts)?,
            Block::ToWrite(prompt) => writeln!(
                self.out,
                "<p class=\"write\" dir=\"auto\"><strong>{}</strong> {}</p>",
                marks::to_write(),
                Text(&prompt)
            )?,
            Block::Note(text) => {
                writeln!(self.out, "<p class=\"note\" dir=\"auto\">{}</p>", Text(&text))?;
            }
            Block::Table(table) => self.piece(PeoplePart::Sheet(people::sheet(table, None)?))?,
            Block::Chart(chart) => {
                self.charts += 1;
                chart::write(&chart, self.charts, &self.last_heading.0, self.ways, self.out)?;
            }
        }
        Ok(())
    }

    fn heading(&mut self, level: u8, words: String) -> io::Result<()> {
        self.headings += 1;
        let (level, at) = (level.clamp(1, 3) + 1, self.headings);
        writeln!(self.out, "<h{level} id=\"s{at}\" dir=\"auto\">{}</h{level}>", Text(&words))?;
        self.last_heading = (words, level);
        Ok(())
    }

    fn prose(&mut self, parts: &[Part]) -> io::Result<()> {
        write!(self.out, "<p dir=\"auto\">")?;
        let mut before = "";
        for part in parts {
            write!(self.out, "{}{}", text::gap(before, &part.text), InProse(part))?;
            before = &part.text;
        }
        writeln!(self.out, "</p>")
    }

    fn list(&mut self, parts: &[Part]) -> io::Result<()> {
        if parts.is_empty() {
            return Ok(());
        }
        // What is numbered needs no other sign.
        let class = if parts[0].text.starts_with('[') { "list sources" } else { "list" };
        writeln!(self.out, "<ul class=\"{class}\">")?;
        for part in parts {
            writeln!(self.out, "<li dir=\"auto\">{}</li>", InProse(part))?;
        }
        writeln!(self.out, "</ul>")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Format, Options, render, sample};
    use super::*;
    use crate::report::{Column, Kind, Row, Table, Value};

    fn written(document: Document<'_>) -> String {
        let mut out = Vec::new();
        render(document, Format::Html, &Options::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// What stands between style and script.
    fn body(page: &str) -> &str {
        let from = page.find("<body>").unwrap();
        &page[from..page.find("<script>").unwrap()]
    }

    #[test]
    fn every_block_has_its_place_in_the_page() {
        let page = written(sample::document());
        expect_test::expect_file!["../expected/sample-body.html"].assert_eq(body(&page));
        assert_eq!(page, written(sample::document()), "the same document gives the same bytes");
    }

    #[test]
    fn nothing_comes_from_elsewhere_and_only_web_addresses_are_links() {
        let page = written(sample::document());
        assert!(page.contains("default-src 'none'"));
        for absent in ["src=\"", "<link", "@import", "javascript:", "<script>alert", "style=\""] {
            assert!(!page.contains(absent), "{absent}");
        }
        assert_eq!(page.matches("<a href=\"http").count(), 2);
    }

    proptest! {
        #[test]
        fn no_text_changes_the_page(text in "(?s)[<>&\"'/!a -]{0,10}.{0,8}") {
            // Words of nothing but commas are none: the address stands for them.
            prop_assume!(!text.trim_matches([' ', ',']).trim().is_empty());
            let tags = |text: &str| {
                let columns = vec![Column::new("a", text, Kind::Text); 2];
                let link = Value::Link { text: text.into(), url: format!("https://e.org/{text}") };
                let row = Row::new(vec![text.into(), link.into()]);
                let table = Table::new("t", text, columns).with_rows(vec![row]);
                let blocks = vec![
                    Block::Heading { level: 1, text: text.into() },
                    Block::Paragraph(text.into()),
                    Block::Table(table),
                ];
                let stamp = Some(text.to_owned());
                let page = written(Document { blocks, stamp, ..Document::new(text) });
                ["<", ">", "\"", "}"].map(|sign| page.matches(sign).count())
            };
            // Whether it becomes a link depends on the text; nothing else may.
            let link = if text::is_link(&format!("https://e.org/{text}")) { "a" } else { "a b" };
            let (plain, given) = (tags(link), tags(&text));
            prop_assert_eq!(plain[0], given[0]);
            prop_assert_eq!(plain[1], given[1]);
            prop_assert_eq!(plain[2], given[2]);
        }
    }
}
