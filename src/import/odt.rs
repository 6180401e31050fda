//! Text documents of LibreOffice and its kin (ODT), as the same paragraphs and tables as Word's.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use super::package::{Package, open_document};
use super::paper::{Docx, PaperBlock, Paragraph, TableCell, check_paragraph, fill_merged};
use super::text::without_unseen;
use super::xml::{Piece, attribute, pieces};
use super::{ImportError, text::tidy};

/// Lists go no deeper.
const DEPTH: usize = 10;
/// The most cells of all tables, each counted as often as it says that it stands there.
const MAX_CELLS: usize = 1_000_000;
/// The longest text before or after a number.
const LONGEST: usize = 64;

/// Whether the bytes are those of such a document.
pub(super) fn is_odt(bytes: &[u8]) -> bool {
    open_document(bytes).is_some_and(|kind| kind.starts_with("text"))
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Docx, ImportError> {
    let mut package = Package::document(bytes, "ODT")?;
    let styles = package.text("styles.xml")?.unwrap_or_default();
    let Some(content) = package.text("content.xml")? else {
        return Err(ImportError::damaged("ODT", "it has no `content.xml`"));
    };
    let mut walker = OdtWalker::default();
    pieces(&styles, "ODT", |piece| walker.take(piece))?;
    drop(styles);
    walker.blocks.clear();
    pieces(&content, "ODT", |piece| walker.take(piece))?;
    Ok(Docx { blocks: walker.blocks, heads: walker.heads, hidden: walker.hidden })
}

/// A level of a list's style.
#[derive(Debug, Clone, Default)]
struct ListLevel {
    format: String,
    prefix: String,
    suffix: String,
    shown: usize,
    start: u32,
}

/// A list that is open.
#[derive(Debug, Clone, Default)]
struct OpenList {
    style: String,
    /// The number that the next paragraph of the item gets, once.
    number: Option<String>,
}

/// A paragraph that is open.
#[derive(Debug, Default)]
struct OpenText {
    text: String,
    /// Whether some of it is hidden.
    hides: bool,
}

#[derive(Default)]
struct OdtWalker {
    blocks: Vec<PaperBlock>,
    heads: Vec<String>,
    hidden: Vec<String>,
    /// Levels by the names of list styles.
    styles: HashMap<String, Vec<ListLevel>>,
    style: String,
    /// Names of text styles that hide what they mark.
    hiding: HashSet<String>,
    text_style: String,
    counters: HashMap<String, Vec<u32>>,
    lists: Vec<OpenList>,
    paragraphs: Vec<OpenText>,
    rows: Vec<Vec<TableCell>>,
    tables: usize,
    cells: usize,
    /// How many more cells the one at hand reaches over.
    across: usize,
    skipped: usize,
    hidden_depth: usize,
    spans: Vec<bool>,
    in_head: bool,
}

fn is_skipped(name: &str) -> bool {
    matches!(name, "annotation" | "note" | "tracked-changes" | "hidden-text" | "hidden-paragraph")
}

impl OdtWalker {
    fn take(&mut self, piece: Piece<'_>) -> Result<(), ImportError> {
        match piece {
            Piece::Start(element) => self.start(&element, false)?,
            Piece::Empty(element) => {
                self.start(&element, true)?;
                let name = element.local_name().as_ref().to_owned();
                self.end(&name);
            }
            Piece::End(name) => self.end(&name),
            Piece::Text(text) if self.skipped == 0 => {
                if self.hidden_depth > 0 {
                    if let Some(open) = self.paragraphs.last_mut() {
                        open.hides = true;
                    }
                } else {
                    self.write(&without_unseen(&text.replace(['\n', '\r'], " ")));
                }
            }
            Piece::Text(_) => {}
        }
        self.paragraphs.last().map_or(Ok(()), |open| check_paragraph(&open.text, "ODT"))
    }

    fn write(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.text.push_str(text);
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<(), ImportError> {
        let name = element.local_name();
        let name = name.as_ref();
        if self.skipped > 0 || is_skipped(name) {
            self.skipped += usize::from(is_skipped(name));
            return Ok(());
        }
        let value = |key: &str| attribute(element, key);
        let count = |key: &str| value(key).and_then(|text| text.parse::<usize>().ok());
        match name {
            "list-style" => {
                self.style = value("name").unwrap_or_default();
                self.styles.insert(self.style.clone(), Vec::new());
            }
            "list-level-style-number" | "list-level-style-bullet" => self.level(element, name),
            "style" => self.text_style = value("name").unwrap_or_default(),
            "text-properties" if value("display").as_deref() == Some("none") => {
                self.hiding.insert(self.text_style.clone());
            }
            "header" | "header-first" | "header-left" => self.in_head = !empty,
            "p" | "h" => self.paragraphs.push(OpenText::default()),
            "span" => {
                let hides = value("style-name").is_some_and(|name| self.hiding.contains(&name));
                self.spans.push(hides);
                self.hidden_depth += usize::from(hides);
            }
            "s" => self.write(&" ".repeat(count("c").unwrap_or(1).min(100))),
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "list" => self.open_list(element),
            "list-item" => self.count_item(count("start-value")),
            "table" => self.tables += 1,
            "table-row" if self.tables == 1 => {
                self.across = 0;
                self.rows.push(Vec::new());
            }
            "table-cell" | "covered-table-cell" if self.tables == 1 => {
                let repeated = count("number-columns-repeated").unwrap_or(1).clamp(1, 64);
                self.cells += repeated;
                if self.cells > MAX_CELLS {
                    return Err(ImportError::too_many("the ODT", MAX_CELLS, "cells"));
                }
                // Covered from the left, or from above.
                let merged = name == "covered-table-cell" && self.across == 0;
                self.across = match name {
                    "table-cell" => count("number-columns-spanned").unwrap_or(1).saturating_sub(1),
                    _ => self.across.saturating_sub(repeated),
                };
                if let Some(row) = self.rows.last_mut() {
                    for _ in 0..repeated {
                        row.push(TableCell { paragraphs: Vec::new(), span: 1, merged });
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn level(&mut self, element: &BytesStart<'_>, name: &str) {
        let value = |key: &str| attribute(element, key);
        let short = |key: &str| -> String {
            value(key).unwrap_or_default().chars().take(LONGEST).collect()
        };
        let Some(at) = value("level").and_then(|text| text.parse::<usize>().ok()) else { return };
        let level = ListLevel {
            format: if name.ends_with("bullet") {
                String::new()
            } else {
                value("num-format").unwrap_or_default()
            },
            prefix: short("num-prefix"),
            suffix: short("num-suffix"),
            shown: value("display-levels").and_then(|text| text.parse().ok()).unwrap_or(1),
            start: value("start-value").and_then(|text| text.parse().ok()).unwrap_or(1),
        };
        if let Some(levels) = self.styles.get_mut(&self.style).filter(|_| (1..=DEPTH).contains(&at))
        {
            levels.resize(levels.len().max(at), ListLevel::default());
            levels[at - 1] = level;
        }
    }

    fn open_list(&mut self, element: &BytesStart<'_>) {
        let own = attribute(element, "style-name");
        let outer = self.lists.last().map(|list| list.style.clone());
        let style = own.or(outer).unwrap_or_default();
        let goes_on = attribute(element, "continue-numbering").as_deref() == Some("true")
            || attribute(element, "continue-list").is_some();
        let depth = self.lists.len();
        if depth == 0 && !goes_on {
            self.counters.remove(&style);
        }
        self.lists.push(OpenList { style, number: None });
    }

    fn count_item(&mut self, start: Option<usize>) {
        let depth = self.lists.len();
        let Some(list) = self.lists.last_mut().filter(|_| depth <= DEPTH) else { return };
        let Some(levels) = self.styles.get(&list.style) else { return };
        let Some(level) = levels.get(depth - 1) else { return };
        let counters = self.counters.entry(list.style.clone()).or_default();
        counters.resize(depth, 0);
        let start = start.and_then(|start| u32::try_from(start).ok());
        let first = level.start;
        let counter = &mut counters[depth - 1];
        *counter = start.unwrap_or(if *counter == 0 { first } else { counter.saturating_add(1) });
        if level.format.is_empty() {
            return;
        }
        let from = depth - level.shown.clamp(1, depth);
        let parts = (from..depth).map(|at| {
            let format = levels.get(at).map_or("1", |level| level.format.as_str());
            let number = counters[at].max(1);
            written(number, format)
        });
        let joined = parts.collect::<Vec<_>>().join(".");
        list.number = Some(format!("{}{joined}{}", level.prefix, level.suffix));
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= usize::from(is_skipped(name));
            return;
        }
        match name {
            "header" | "header-first" | "header-left" => self.in_head = false,
            "span" => self.hidden_depth -= usize::from(self.spans.pop().unwrap_or(false)),
            "list" => drop(self.lists.pop()),
            "p" | "h" => {
                if let Some(OpenText { text, hides }) = self.paragraphs.pop() {
                    self.hidden.extend(hides.then(|| tidy(&text)));
                    let number = self.lists.last_mut().and_then(|list| list.number.take());
                    self.close_paragraph(Paragraph { number, text });
                }
            }
            "table" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    let mut rows = std::mem::take(&mut self.rows);
                    fill_merged(&mut rows);
                    self.blocks.push(PaperBlock::Table(rows));
                }
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self, paragraph: Paragraph) {
        if self.in_head {
            self.heads.push(paragraph.whole());
            return;
        }
        let cell = self.rows.last_mut().and_then(|row| row.last_mut());
        match cell.filter(|_| self.tables > 0) {
            Some(cell) => cell.paragraphs.push(paragraph),
            None => self.blocks.push(PaperBlock::Paragraph(paragraph)),
        }
    }
}

/// A number as a list's style writes it.
fn written(number: u32, format: &str) -> String {
    let letter = |base: u8| {
        let offset = u8::try_from((number - 1) % 26).unwrap_or_default();
        char::from(base + offset).to_string()
    };
    match format {
        "a" => letter(b'a'),
        "A" => letter(b'A'),
        _ => number.to_string(),
    }
}

/// Builds documents for tests.
#[cfg(test)]
pub(super) mod build {
    use crate::import::package::build::package;

    /// A document with these styles and this body.
    pub(crate) fn document(styles: &str, body: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:style='s' \
             xmlns:fo='f'><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
             <office:text>{body}</office:text></office:body></office:document-content>"
        );
        package(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", content.as_bytes()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::super::docx::texts;
    use super::*;

    #[test]
    fn paragraphs_lists_and_tables_are_read() {
        let styles = "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' \
            style:num-format='1' style:num-suffix='.' text:start-value='140'/>\
            <text:list-level-style-number text:level='2' style:num-format='1' \
            text:display-levels='2'/></text:list-style><style:style style:name='T9'>\
            <style:text-properties text:display='none'/></style:style>";
        let body = "<text:p>a<text:tab/>b<text:note><text:p>foot</text:p></text:note>\
            <text:span text:style-name='T9'>hidden</text:span></text:p>\
            <text:list text:style-name='L1'><text:list-item><text:p>Below:</text:p><text:list>\
            <text:list-item><text:p>Ratify</text:p></text:list-item><text:list-item>\
            <text:p>Sign</text:p></text:list-item></text:list></text:list-item></text:list>\
            <table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>\
            <table:table-cell table:number-rows-spanned='2'><text:p>held</text:p></table:table-cell>\
            </table:table-row><table:table-row><table:table-cell><text:p>y</text:p></table:table-cell>\
            <table:covered-table-cell/></table:table-row></table:table>";
        let document = read(&build::document(styles, body)).unwrap();
        let all: Vec<String> = document.blocks.iter().flat_map(texts).collect();
        assert_eq!(
            all,
            ["a\tb", "140.\tBelow:", "140.1\tRatify", "140.2\tSign", "x", "held", "y", "held"]
        );
        assert_eq!(document.hidden, ["a b"]);
    }

    #[test]
    fn what_would_grow_out_of_a_small_document_is_refused_or_said_once() {
        let wide = "<table:table-cell table:number-columns-repeated='64'/>".repeat(20_000);
        let wide = format!("<table:table><table:table-row>{wide}</table:table-row></table:table>");
        let error = read(&build::document("", &wide)).unwrap_err();
        assert_eq!(error.to_string(), "the ODT is larger than 1000000 cells");
        let blanks = "<text:s text:c='100'/>".repeat(1_000_010);
        assert!(read(&build::document("", &format!("<text:p>{blanks}</text:p>"))).is_err());
        // A paragraph is said once beside what is hidden in it, and each style is looked up at once.
        let style = |number: usize| {
            format!(
                "<style:style style:name='T{number}'><style:text-properties \
                 text:display='none'/></style:style>"
            )
        };
        let styles: String = (0..20_000).map(style).collect();
        let hidden = "<text:span text:style-name='T19999'>x</text:span>".repeat(20_000);
        let body = format!("<text:p>{}{hidden}</text:p>", "seen ".repeat(20_000));
        let document = read(&build::document(&styles, &body)).unwrap();
        assert_eq!(document.hidden.len(), 1);
    }
}
