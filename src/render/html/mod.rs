//! One self-contained web page: readable without script, on a telephone, in the dark and on paper.

mod chart;
mod escape;
mod table;

use std::io::{self, Write};

use crate::report::{Block, Document, Fact, Part, Value};

use super::people::{self, Sheet};
use super::{RenderError, RenderNotes, text};
use escape::{InProse, InStyle, Text};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// The digest by which the page's own policy lets its one script run, and no other.
const SCRIPT_DIGEST: &str = "sha256-0CghK++11cUBa3O+Z53mXYcpyTFd2Sez8OT3KQ/Xv/A=";
/// Fewer headings need no list of contents.
const LEAST_CONTENTS: usize = 3;

/// Where the page is being written.
pub(super) struct Page<'o> {
    out: &'o mut dyn Write,
    tables: usize,
    charts: usize,
    headings: usize,
    last_heading: String,
}

/// Writes the document as a page.
pub(super) fn write(
    mut document: Document<'_>,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    let blocks = resolved(std::mem::take(&mut document.blocks))?;
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
    let last_heading = document.title;
    let mut page = Page { out, tables: 0, charts: 0, headings: 0, last_heading };
    for piece in blocks {
        page.piece(piece)?;
    }
    writeln!(page.out, "</main>\n</div>")?;
    write_footer(&document.footer, document.stamp.as_deref(), page.out)?;
    write!(page.out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")?;
    Ok(RenderNotes::default())
}

/// A part of the page whose rows are at hand.
enum Piece<'a> {
    Sheet(Sheet),
    Other(Block<'a>),
}

/// Fetches the rows of every table that people see: the list of contents names their groups.
fn resolved(blocks: Vec<Block<'_>>) -> Result<Vec<Piece<'_>>, RenderError> {
    let mut pieces = Vec::new();
    for block in people::blocks_for_people(blocks) {
        pieces.push(match block {
            Block::Table(table) => Piece::Sheet(people::sheet(table, None)?),
            other => Piece::Other(other),
        });
    }
    Ok(pieces)
}

fn write_head(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src '{SCRIPT_DIGEST}'; \
         base-uri 'none'; form-action 'none'"
    );
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<meta name=\"generator\" content=\"upr\">")?;
    writeln!(out, "<title>{}</title>\n<style>\n{STYLE}", Text(&document.title))?;
    write_page_margins(document, out)?;
    writeln!(out, "</style>\n</head>")
}

/// On paper each page bears the stamp, the title and its number.
fn write_page_margins(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "@media print {{ @page {{")?;
    if let Some(stamp) = &document.stamp {
        writeln!(
            out,
            "  @top-center {{ content: \"{}\"; font: bold 8pt sans-serif; }}",
            InStyle(stamp)
        )?;
    }
    let title = InStyle(&document.title);
    writeln!(out, "  @bottom-left {{ content: \"{title}\"; font: 8pt sans-serif; width: 75%; }}")?;
    writeln!(
        out,
        "  @bottom-right {{ content: counter(page) \" / \" counter(pages); font: 8pt sans-serif; }}"
    )?;
    writeln!(out, "}} }}")
}

fn write_stamp(stamp: Option<&str>, class: &str, out: &mut dyn Write) -> io::Result<()> {
    match stamp {
        Some(stamp) => writeln!(out, "<p class=\"{class}\" role=\"note\">{}</p>", Text(stamp)),
        None => Ok(()),
    }
}

/// Target, level and words of the headings of the two highest levels, and of charts and the groups of
/// tables, one level below the heading that they stand under; what bears its heading's name stands
/// there once.
fn contents(pieces: &[Piece<'_>]) -> Vec<(String, u8, String)> {
    let mut found = Vec::new();
    let (mut headings, mut tables, mut charts) = (0, 0, 0);
    let (mut under, mut last) = (0, "");
    for piece in pieces {
        match piece {
            Piece::Other(Block::Heading { level, text }) => {
                headings += 1;
                (under, last) = (*level, text);
                found.push((format!("s{headings}"), *level, text.clone()));
            }
            Piece::Sheet(sheet) => {
                tables += 1;
                if sheet.is_grouped() {
                    let named = sheet.title != last;
                    let level = under + u8::from(named);
                    if named {
                        found.push((format!("t{tables}"), level, sheet.title.clone()));
                    }
                    let groups = sheet.lines.iter().filter_map(|line| line.begins.as_ref());
                    let group = |(at, words): (usize, &String)| {
                        (format!("t{tables}g{}", at + 1), level + 1, words.clone())
                    };
                    found.extend(groups.enumerate().map(group));
                }
            }
            Piece::Other(Block::Chart(chart)) => {
                charts += 1;
                if chart.title() != last {
                    found.push((format!("c{charts}"), under + 1, chart.title().to_owned()));
                }
            }
            Piece::Other(_) => {}
        }
    }
    found.retain(|(_, level, _)| *level <= 2);
    found
}

fn write_contents(contents: &[(String, u8, String)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<nav class=\"contents\" aria-labelledby=\"contents\">")?;
    writeln!(out, "<h2 id=\"contents\">Contents</h2>\n<ol>")?;
    let mut open = false;
    let mut inner = false;
    for (at, level, words) in contents {
        let below = *level > 1 && open;
        match (below, inner) {
            (true, false) => write!(out, "<ol>")?,
            (true, true) => write!(out, "</li>")?,
            (false, true) => write!(out, "</li></ol></li>")?,
            (false, false) if open => write!(out, "</li>")?,
            (false, false) => {}
        }
        write!(out, "\n<li><a href=\"#{at}\" dir=\"auto\">{}</a>", Text(words))?;
        open = true;
        inner = below;
    }
    writeln!(out, "{}</li></ol>\n</nav>", if inner { "</li></ol>" } else { "" })
}

/// The facts, the figures large.
fn write_glance(facts: &[Fact], out: &mut dyn Write) -> io::Result<()> {
    let shown = || facts.iter().filter(|fact| fact.value != Value::Empty);
    if shown().next().is_none() {
        return Ok(());
    }
    let is_figure = |fact: &&Fact| matches!(fact.value, Value::Number(_) | Value::Share(_));
    writeln!(out, "<section class=\"glance\" aria-label=\"Figures at a glance\">\n<ul>")?;
    for fact in shown().filter(is_figure).chain(shown().filter(|fact| !is_figure(fact))) {
        let class = if is_figure(&fact) { " class=\"figure\"" } else { "" };
        let words = text::for_people(&fact.value);
        let (name, words) = (named(fact.key), Text(&words));
        writeln!(out, "<li{class}><span>{}</span> <b dir=\"auto\">{words}</b></li>", Text(&name))?;
    }
    writeln!(out, "</ul>\n</section>")
}

/// `days_left` as people read it: `Days left`.
fn named(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn write_footer(footer: &[String], stamp: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    if footer.is_empty() && stamp.is_none() {
        return Ok(());
    }
    writeln!(out, "<footer>")?;
    for line in footer {
        writeln!(out, "<p dir=\"auto\">{}</p>", Text(line))?;
    }
    write_stamp(stamp, "stamp foot", out)?;
    writeln!(out, "</footer>")
}

impl Page<'_> {
    fn piece(&mut self, piece: Piece<'_>) -> Result<(), RenderError> {
        match piece {
            Piece::Other(block) => self.block(block),
            Piece::Sheet(sheet) => {
                self.tables += 1;
                Ok(table::write(&sheet, self.tables, &self.last_heading, self.out)?)
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
    use std::collections::HashMap;

    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    use super::super::{Format, Options, render, sample};
    use super::*;
    use crate::report::{Column, Kind, Row, Table};

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

    #[test]
    fn the_policy_lets_the_one_script_run() {
        let digest = format!("sha256-{}", base64(&Sha256::digest(SCRIPT)));
        assert_eq!(SCRIPT_DIGEST, digest, "the script changed: put its digest into the constant");
    }

    fn base64(bytes: &[u8]) -> String {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for chunk in bytes.chunks(3) {
            let bits = (0..3)
                .fold(0, |bits, at| bits << 8 | usize::from(chunk.get(at).copied().unwrap_or(0)));
            for at in 0..4 {
                let sign = char::from(letters[bits >> (18 - 6 * at) & 63]);
                text.push(if at > chunk.len() { '=' } else { sign });
            }
        }
        text
    }

    /// The colours of one theme by name.
    fn colours(rule: &str) -> HashMap<&str, [f64; 3]> {
        let lines = rule.lines().filter_map(|line| line.trim().strip_prefix("--"));
        let channel = |hex: &str| f64::from(u8::from_str_radix(hex, 16).unwrap()) / 255.0;
        lines
            .map(|line| {
                let (name, value) = line.split_once(": #").unwrap();
                (name, [channel(&value[..2]), channel(&value[2..4]), channel(&value[4..6])])
            })
            .collect()
    }

    fn luminance(colour: [f64; 3]) -> f64 {
        let linear = |channel: f64| {
            if channel <= 0.03928 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
    }

    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn contrasts_suffice_in_the_light_and_in_the_dark() {
        let mut themes = STYLE.split(":root {").skip(1);
        for theme in [themes.next().unwrap(), themes.next().unwrap()] {
            let colours = colours(theme.split('}').next().unwrap());
            for (above, below) in [
                ("text", "page"),
                ("text", "panel"),
                ("quiet", "page"),
                ("quiet", "panel"),
                ("link", "page"),
                ("link", "panel"),
                ("on-stamp", "stamp"),
            ] {
                let contrast = contrast(colours[above], colours[below]);
                assert!(contrast >= 4.5, "{above} on {below}: {contrast:.2}");
            }
            for pen in ["unknown", "s0", "s1", "s2", "s3", "s4", "s5"] {
                let contrast = contrast(colours[pen], colours["page"]);
                assert!(contrast >= 3.0, "{pen}: {contrast:.2}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_changes_the_page(text in "(?s)[<>&\"'/!a -]{0,10}.{0,8}") {
            prop_assume!(!text.trim().is_empty());
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
