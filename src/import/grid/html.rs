//! Tables of a web page, such as programs write that call them .xls.

use super::build::Builder;
use super::{CellKind, GridCell, OnRow};
use crate::import::text::{tidy, unescape};
use crate::import::{ImportError, encoding};

/// The most tables of a page.
const MAX_TABLES: usize = 1_000;

/// Whether the bytes are those of a web page with a table.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(64 * 1024)];
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let begins =
        |word: &[u8]| start.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let page = [&b"<html"[..], b"<!doctype html", b"<table", b"<head", b"<body", b"<meta"];
    let has_table = || start.windows(6).any(|window| window.eq_ignore_ascii_case(b"<table"));
    page.iter().any(|word| begins(word)) && has_table()
}

/// Hands over the rows of all tables; each is a sheet.
pub(super) fn walk(bytes: &[u8], on_row: OnRow<'_>) -> Result<Vec<String>, ImportError> {
    let decoded = encoding::decode(bytes)?;
    let mut page = HtmlTables::default();
    let mut rest = decoded.text.as_str();
    // Behind the last sign that ends a tag there is none: each look for it would go to the page's end.
    let closed = rest.rfind('>').map_or(0, |last| last + 1);
    let end = rest.len();
    while let Some(start) = rest.find('<').filter(|start| end - rest.len() + start < closed) {
        page.text(&rest[..start]);
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = tag_end(rest) else {
            page.text("<");
            rest = &rest[1..];
            continue;
        };
        let tag = Tag::of(&rest[1..end]);
        rest = &rest[end + 1..];
        if !tag.closes && matches!(tag.name.as_str(), "script" | "style") {
            let close = format!("</{}", tag.name);
            let mut places = rest.as_bytes().windows(close.len());
            let place = places.position(|word| word.eq_ignore_ascii_case(close.as_bytes()));
            rest = place.map_or("", |at| &rest[at..]);
            continue;
        }
        page.tag(&tag, on_row)?;
    }
    page.text(rest);
    page.end_row(on_row)?;
    Ok(decoded.note().into_iter().collect())
}

/// Where the tag that a text begins with ends, if it is one; quoted values may hold its sign.
fn tag_end(text: &str) -> Option<usize> {
    let after = text.get(1..)?.trim_start_matches('/');
    if !after
        .starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '!' || letter == '?')
    {
        return None;
    }
    let mut quote = None;
    for (at, sign) in text.char_indices() {
        match (sign, quote) {
            ('"' | '\'', None) if text[..at].ends_with('=') => quote = Some(sign),
            (sign, Some(open)) if sign == open => quote = None,
            ('>', None) => return Some(at),
            _ => {}
        }
    }
    text.find('>')
}

struct Tag {
    name: String,
    closes: bool,
    columns: usize,
    rows: u32,
}

impl Tag {
    fn of(inner: &str) -> Self {
        let lower = inner.to_ascii_lowercase();
        let closes = lower.starts_with('/');
        let name: String =
            lower.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let number = |key: &str| {
            let after = lower.split_once(key)?.1.trim_start().strip_prefix('=')?;
            let digits = after.trim_start_matches(['"', '\'', ' ']);
            let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok()
        };
        let columns = number("colspan").unwrap_or(1).clamp(1, 1_000) as usize;
        Self { name, closes, columns, rows: number("rowspan").unwrap_or(1).max(1) }
    }
}

#[derive(Default)]
struct HtmlTables {
    builder: Builder,
    tables: usize,
    /// How deep a table stands within cells of others: its text is that of the cell.
    depth: usize,
    row: u32,
    in_row: bool,
    cell: Option<(String, usize, u32)>,
}

impl HtmlTables {
    fn text(&mut self, text: &str) {
        if let Some((cell, ..)) = &mut self.cell {
            // Blanks and line ends of the source are one blank.
            let mut words = text.split([' ', '\n', '\t', '\r']);
            if let Some(first) = words.next() {
                cell.push_str(first);
            }
            for word in words {
                if !cell.ends_with([' ', '\n']) {
                    cell.push(' ');
                }
                cell.push_str(word);
            }
        }
    }

    fn tag(&mut self, tag: &Tag, on_row: OnRow<'_>) -> Result<(), ImportError> {
        match (tag.name.as_str(), tag.closes) {
            ("table", false) => {
                self.depth += 1;
                if self.depth == 1 {
                    self.tables += 1;
                    if self.tables > MAX_TABLES {
                        return Err(ImportError::too_many("the page", MAX_TABLES, "tables"));
                    }
                    self.builder.begin(format!("table {}", self.tables));
                    self.row = 0;
                }
            }
            ("table", true) => {
                if self.depth == 1 {
                    self.end_row(on_row)?;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            ("tr", closes) if self.depth == 1 => {
                self.end_row(on_row)?;
                if !closes {
                    self.begin_row();
                }
            }
            ("td" | "th", closes) if self.depth == 1 => {
                self.end_cell()?;
                if !closes {
                    if !self.in_row {
                        self.begin_row();
                    }
                    self.cell = Some((String::new(), tag.columns, tag.rows));
                }
            }
            ("td" | "th", false) => self.text(" "),
            ("br", _) | ("p" | "div" | "li" | "tr", true) => {
                if let Some((cell, ..)) = &mut self.cell {
                    cell.push('\n');
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.builder.begin_row(self.row);
        self.in_row = true;
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        let Some((text, columns, rows)) = self.cell.take() else { return Ok(()) };
        let text = unescape(&text);
        let lines: Vec<String> = text.lines().map(tidy).filter(|line| !line.is_empty()).collect();
        let text = lines.join("\n");
        let kind = if text.is_empty() { CellKind::Empty } else { CellKind::Text };
        self.builder.put(GridCell { text, kind }, columns, rows)
    }

    fn end_row(&mut self, on_row: OnRow<'_>) -> Result<(), ImportError> {
        self.end_cell()?;
        if std::mem::take(&mut self.in_row) {
            self.builder.end_row(1, on_row)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn cells_tags_and_references_are_read() {
        let page = "<html><style>td{a:b}</style><body><TABLE border=1><tr><th>id<th>note</tr>\
                    <!-- <tr><td>no</td></tr> --><tr><td rowspan=\"2\">a &amp; b</td>\
                    <td>one<br>two\n  three <b>bold</b></td></tr><tr><td>x<table><tr><td>in</td></tr></table></td>\
                    </tr></TABLE><table><tr><td>other</td></tr></table>";
        let grid = read(page.as_bytes()).unwrap();
        let rows = &grid.sheets[0].rows;
        assert_eq!(rows[0].texts(), ["id", "note"]);
        assert_eq!(rows[1].texts(), ["a & b", "one\ntwo three bold"]);
        assert_eq!(rows[2].texts(), ["a & b", "x in"].map(str::to_owned));
        assert_eq!((grid.sheets.len(), rows[2].number), (2, 3));
    }

    #[test]
    fn hostile_pages_come_to_an_end() {
        for page in [
            "<table>".repeat(100_000),
            // Each of these looked at the whole rest of the page.
            format!("<table>{}", "<a ".repeat(2_000_000)),
            format!("<table>{}", "<style></style>".repeat(500_000)),
            format!("<table><tr>{}", "<td rowspan=99999>".repeat(1_000))
                + &"<tr><td>".repeat(500_000),
            // A long text that reaches over rows in which nothing else stands.
            format!("<table><tr><td rowspan=99999>{}", "x".repeat(1_000_000))
                + &"<tr>".repeat(500_000),
            format!("<table>{}", "<tr><td rowspan=4000000000 colspan=9>x".repeat(2_000)),
            "<table><tr><td <<<<".to_owned(),
            format!("<html><table><tr>{}", "<td>x".repeat(5_000)),
        ] {
            read(page.as_bytes()).ok();
        }
    }
}
