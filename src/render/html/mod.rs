//! One self-contained web page: readable without script, on a telephone, in the dark and on paper.

mod chart;
mod contents;
mod escape;
#[cfg(feature = "web")]
pub mod form;
mod frame;
#[cfg(feature = "web")]
pub mod page;
mod table;

use std::io::{self, Write};

use super::people::{self, Piece};
use super::{RenderError, RenderNotes, text};
use crate::report::{Block, Document, Part};
use contents::{LEAST_CONTENTS, contents, write_contents};
use escape::{InProse, Text};
use frame::{SCRIPT, write_footer, write_glance, write_head, write_stamp};

/// Where an item of this file has its page, by its name (`SET:REF`).
pub(super) type Items<'i> = Option<&'i dyn Fn(&str) -> Option<String>>;

/// Where the content of a page is being written.
struct Inner<'o> {
    out: &'o mut dyn Write,
    items: Items<'o>,
    tables: usize,
    charts: usize,
    headings: usize,
    last_heading: String,
}

impl<'o> Inner<'o> {
    /// Below the page's title.
    fn new(out: &'o mut dyn Write, title: &str, items: Items<'o>) -> Self {
        let last_heading = title.to_owned();
        Self { out, items, tables: 0, charts: 0, headings: 0, last_heading }
    }
}

/// Writes the document as a page.
pub(super) fn write(
    mut document: Document<'_>,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    let blocks = people::pieces(std::mem::take(&mut document.blocks))?;
    let contents = contents(&blocks);
    let class = if contents.len() >= LEAST_CONTENTS { "with-contents" } else { "plain" };
    write_head(&document, out)?;
    writeln!(out, "<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>")?;
    write_stamp(document.stamp.as_deref(), "stamp", out)?;
    writeln!(out, "<header>\n<h1 dir=\"auto\">{}</h1>\n</header>", Text(&document.title))?;
    writeln!(out, "<div class=\"{class}\">")?;
    if contents.len() >= LEAST_CONTENTS {
        write_contents(&contents, out)?;
    }
    writeln!(out, "<main id=\"content\">")?;
    write_glance(&document.facts, out)?;
    let has_chart = blocks.iter().any(|block| matches!(block, Piece::Other(Block::Chart(_))));
    if has_chart {
        chart::write_patterns(out)?;
    }
    let mut inner = Inner::new(out, &document.title, None);
    for piece in blocks {
        inner.piece(piece)?;
    }
    writeln!(out, "</main>\n</div>")?;
    write_footer(&document.footer, document.stamp.as_deref(), out)?;
    write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")?;
    Ok(RenderNotes::default())
}

impl Inner<'_> {
    fn piece(&mut self, piece: Piece<'_>) -> Result<(), RenderError> {
        match piece {
            Piece::Other(block) => self.block(block),
            Piece::Sheet(sheet) => {
                self.tables += 1;
                Ok(table::write(&sheet, self.tables, &self.last_heading, self.items, self.out)?)
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
                "<p class=\"write\" dir=\"auto\"><strong>To write:</strong> {}</p>",
                Text(&prompt)
            )?,
            Block::Note(text) => {
                writeln!(self.out, "<p class=\"note\" dir=\"auto\">{}</p>", Text(&text))?;
            }
            Block::Table(table) => self.piece(Piece::Sheet(people::sheet(table, None)?))?,
            Block::Chart(chart) => {
                self.charts += 1;
                chart::write(&chart, self.charts, &self.last_heading, self.out)?;
            }
        }
        Ok(())
    }

    fn heading(&mut self, level: u8, words: String) -> io::Result<()> {
        self.headings += 1;
        let (level, at) = (level.clamp(1, 3) + 1, self.headings);
        writeln!(self.out, "<h{level} id=\"s{at}\" dir=\"auto\">{}</h{level}>", Text(&words))?;
        self.last_heading = words;
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
        writeln!(self.out, "<ul class=\"list\">")?;
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
