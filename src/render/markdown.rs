//! Markdown as GitHub reads it: nothing in a text acts as markup.

use std::io::{self, Write};

use crate::report::words::marks;
use crate::report::{Block, Cell, Chart, Column, Document, Part, Value};

use super::people::{self, PeopleTable};
use super::terminal::chart::{self, Canvas};
use super::{RenderError, RenderNotes, text};

/// Columns of a chart in a code block.
const CHART_WIDTH: usize = 76;

/// Writes the document as Markdown.
pub(super) fn write(
    document: Document<'_>,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    if let Some(stamp) = &document.stamp {
        writeln!(out, "**{}**\n", inline(stamp))?;
    }
    writeln!(out, "# {}", inline(&document.title))?;
    let mut heading = document.title;
    for block in people::blocks_for_people(document.blocks) {
        writeln!(out)?;
        if let Block::Heading { text, .. } = &block {
            text.clone_into(&mut heading);
        }
        write_block(block, &heading, out)?;
    }
    let (foot, made) = people::foot(&document.footer);
    let lines: Vec<String> = foot.map(inline).collect();
    if !lines.is_empty() {
        writeln!(out, "\n---\n\n{}", lines.join("\\\n"))?;
    }
    if let Some(made) = made {
        // Nothing ends a comment but what is taken out here.
        writeln!(out, "\n<!-- Made by: {} -->", text::visible(made).replace("-->", "--&gt;"))?;
    }
    Ok(RenderNotes::default())
}

fn write_block(block: Block<'_>, heading: &str, out: &mut dyn Write) -> Result<(), RenderError> {
    match block {
        Block::Heading { level, text } => {
            let level = usize::from(level.clamp(1, 5)) + 1;
            writeln!(out, "{} {}", "#".repeat(level), inline(&text))?;
        }
        Block::Paragraph(text) => writeln!(out, "{}", lines(&text))?,
        Block::Prose(mut parts) => {
            people::as_printed(&mut parts);
            writeln!(out, "{}", prose(&parts))?;
        }
        Block::List(parts) => {
            for part in &parts {
                writeln!(out, "- {}", part_words(part).replace('\n', "\n  "))?;
            }
        }
        Block::ToWrite(prompt) => writeln!(out, "> **{}** {}", marks::to_write(), quoted(&prompt))?,
        Block::Note(text) => writeln!(out, "> {}", quoted(&text))?,
        Block::Table(table) => write_table(&people::sheet(table, None)?, heading, out)?,
        Block::Chart(chart) => write_chart(&chart, heading, out)?,
    }
    Ok(())
}

fn write_chart(chart: &Chart, heading: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "```text")?;
    let paint = chart::without_colour();
    let canvas = Canvas { width: CHART_WIDTH, paint, explained: None, brief: false };
    for line in chart::lines(chart, heading, canvas) {
        writeln!(out, "{}", line.trim_end().replace('`', "'"))?;
    }
    writeln!(out, "```")
}

fn write_table(sheet: &PeopleTable, heading: &str, out: &mut dyn Write) -> io::Result<()> {
    if !sheet.title.is_empty() && sheet.title != heading {
        writeln!(out, "**{}**\n", inline(&sheet.title))?;
    }
    if sheet.lines.is_empty() {
        return writeln!(out, "{}", marks::nothing());
    }
    let mut open = false;
    for line in &sheet.lines {
        if let Some(group) = &line.begins {
            writeln!(out, "{}*{}*\n", if open { "\n" } else { "" }, inline(named(group)))?;
            open = false;
        }
        if !open {
            write_header(&sheet.columns, out)?;
            open = true;
        }
        let cells: Vec<String> = line.cells.iter().map(cell_words).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn named(group: &str) -> &str {
    if group.is_empty() { marks::no_group() } else { group }
}

fn write_header(columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    let titles: Vec<String> = columns.iter().map(|column| inline(&column.title)).collect();
    let rule = |column| if people::is_numeric(column) { "---:" } else { "---" };
    let rules: Vec<&str> = columns.iter().map(rule).collect();
    writeln!(out, "| {} |\n| {} |", titles.join(" | "), rules.join(" | "))
}

fn cell_words(cell: &Cell) -> String {
    let words = match &cell.value {
        Value::Link { text, url } => linked(text, Some(url)),
        value @ (Value::Parts(parts) | Value::Lines(parts)) => {
            parts.iter().map(part_words).collect::<Vec<_>>().join(text::joint(value))
        }
        other => escaped(&text::for_papers(other)),
    };
    with_marks(words, text::marks(cell.own, cell.visibility)).replace('\n', "<br>")
}

fn part_words(part: &Part) -> String {
    let words = linked(&part.text, part.url.as_deref());
    with_marks(words, text::marks(part.own, part.visibility))
}

fn with_marks(words: String, marks: &str) -> String {
    if words.is_empty() || marks.is_empty() { words } else { format!("{words} {}", escaped(marks)) }
}

fn prose(parts: &[Part]) -> String {
    let mut whole = String::new();
    let mut before = "";
    for part in parts {
        whole.push_str(text::gap(before, &part.text));
        // Markup cannot begin or end with a blank: what a part brings stands beside it.
        let blank = |is: bool| if is { " " } else { "" };
        whole.push_str(blank(part.text.starts_with(' ')));
        whole.push_str(&part_words(part));
        whole.push_str(blank(part.text.ends_with(' ')));
        before = &part.text;
    }
    broken(whole.trim())
}

/// The words, as a link where the address may be one.
fn linked(words: &str, url: Option<&str>) -> String {
    match url {
        Some(url) if text::is_link(url) => {
            let words = if words.is_empty() { url } else { words };
            format!("[{}](<{}>)", inline(words), text::address(url))
        }
        _ => escaped(words),
    }
}

/// One line of text.
fn inline(text: &str) -> String {
    escaped(text).replace('\n', " ")
}

/// A paragraph: its line ends stay, an empty line ends it.
fn lines(text: &str) -> String {
    broken(&escaped(text))
}

fn broken(escaped: &str) -> String {
    escaped.replace('\n', "\\\n").replace("\n\\\n", "\n\n").replace("\\\n\n", "\n\n")
}

fn quoted(text: &str) -> String {
    escaped(text).replace('\n', "\\\n> ")
}

/// The text with every character escaped that Markdown or HTML would act on, anywhere or at the
/// beginning of a line.
fn escaped(text: &str) -> String {
    let shown = text::visible(text);
    let mut escaped = String::with_capacity(shown.len());
    for (at, line) in shown.split('\n').enumerate() {
        if at > 0 {
            escaped.push('\n');
        }
        let line = line.trim();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        for (at, char) in line.char_indices() {
            let begins = at == 0 && matches!(char, '#' | '+' | '-' | '=');
            let numbers = digits > 0 && at == digits && matches!(char, '.' | ')');
            match char {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '>' | '!' | '$' => {
                    escaped.push('\\');
                    escaped.push(char);
                }
                // GitHub would notify people, or link to an issue.
                '@' => escaped.push_str("&#64;"),
                '#' if !begins => escaped.push_str("&#35;"),
                _ if begins || numbers => {
                    escaped.push('\\');
                    escaped.push(char);
                }
                _ => escaped.push(char),
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Format, Options, render, sample};
    use super::*;
    use crate::report::{Kind, Row, Table};

    fn written(document: Document<'_>) -> String {
        let mut out = Vec::new();
        render(document, Format::Md, &Options::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_block_has_its_markdown() {
        expect_test::expect_file!["expected/sample.md"].assert_eq(&written(sample::document()));
    }

    #[test]
    fn nothing_in_a_text_acts() {
        for (text, expected) in [
            ("# no heading", "\\# no heading"),
            ("- no list", "\\- no list"),
            ("12. no list", "12\\. no list"),
            ("a_b*c*", "a\\_b\\*c\\*"),
            ("<b>&amp;", "&lt;b\\>&amp;amp;"),
            ("    no code", "no code"),
            ("see #7, @who", "see &#35;7, &#64;who"),
            ("a\\|b", "a\\\\\\|b"),
            ("$x$ ~~y~~", "\\$x\\$ \\~\\~y\\~\\~"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn only_web_addresses_become_links_and_none_ends_early() {
        assert_eq!(
            linked("a]", Some("https://e.org/?a>b|c")),
            "[a\\]](<https://e.org/?a%3Eb%7Cc>)"
        );
        assert_eq!(linked("run", Some("javascript:alert(1)")), "run");
    }

    proptest! {
        #[test]
        fn any_text_stays_in_its_cell(text in "(?s)[|\\\\\n\r`a-c ]{0,12}.{0,6}") {
            let columns = vec![Column::new("a", "A", Kind::Text), Column::new("b", "B", Kind::Text)];
            let row = Row::new(vec![text.as_str().into(), "end".into()]);
            let table = Table::new("t", "T", columns).with_rows(vec![row]);
            let document = Document { blocks: vec![Block::Table(table)], ..Document::new("T") };
            let whole = written(document);
            let line = whole.lines().last().unwrap();
            prop_assert!(line.ends_with(" | end |"), "{line}");
            prop_assert_eq!(whole.lines().count(), 5, "{}", whole);
            let bars = line.char_indices().filter(|(at, char)| {
                let slashes = line[..*at].chars().rev().take_while(|char| *char == '\\').count();
                *char == '|' && slashes % 2 == 0
            });
            prop_assert_eq!(bars.count(), 3, "{}", line);
        }
    }
}
