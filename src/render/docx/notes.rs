//! Footnotes: where a source is to be found.

use super::super::text;
use super::runs::{paragraph, run};
use super::{HEAD, WORD};

const MARK: &str = "<w:rStyle w:val=\"FootnoteReference\"/>";

/// The footnotes so far.
#[derive(Default)]
pub(super) struct Notes(Vec<String>);

impl Notes {
    /// Takes a source up; gives the reference that stands in the text, or nothing where the
    /// address may not be a link.
    pub(super) fn refer(&mut self, words: &str, url: Option<&str>) -> String {
        let Some(url) = url.filter(|url| text::is_link(url)) else { return String::new() };
        let id = self.0.len() + 1;
        let (before, after) = match words.split_once(url) {
            Some((before, after)) => (format!(" {before}"), after),
            None if words.is_empty() => (" ".to_owned(), ""),
            None => (format!(" {words}, "), ""),
        };
        let end = if after.ends_with('.') { "" } else { "." };
        let runs = format!(
            "<w:r><w:rPr>{MARK}</w:rPr><w:footnoteRef/></w:r>{}{}{}",
            run(&before, ""),
            linked(url),
            run(&format!("{after}{end}"), "")
        );
        let note = paragraph("FootnoteText", "", words, &runs);
        self.0.push(format!("<w:footnote w:id=\"{id}\">{note}</w:footnote>"));
        format!("<w:r><w:rPr>{MARK}</w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>")
    }

    /// The part of the package that holds them.
    pub(super) fn part(&self) -> String {
        let line = |id: i32, kind: &str, element: &str| {
            format!(
                "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{element}/></w:r></w:p>\
                 </w:footnote>"
            )
        };
        format!(
            "{HEAD}<w:footnotes {WORD}>{}{}{}</w:footnotes>",
            line(-1, "separator", "separator"),
            line(0, "continuationSeparator", "continuationSeparator"),
            self.0.concat()
        )
    }
}

/// What stands in the text where a note has the address: the words before it, or, where there are
/// none, the address's host; and the sign that ended the whole.
pub(super) fn without_address(words: &str, url: Option<&str>) -> String {
    let found = url.filter(|url| text::is_link(url)).and_then(|url| words.split_once(url));
    let Some((before, after)) = found else { return words.to_owned() };
    let shown = if before.trim().is_empty() {
        let from = words.find("://").map_or(0, |at| at + 3);
        words[from..].split(['/', '?', '#', ',', ' ']).next().unwrap_or(words)
    } else {
        before.trim_end_matches([' ', ','])
    };
    let end = if after.ends_with('.') { "." } else { "" };
    format!("{shown}{end}")
}

/// A link as a field: a relationship would make Word refuse the whole file over an address that
/// it cannot read.
fn linked(url: &str) -> String {
    let address = super::runs::escaped(&text::address(url));
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> \
         HYPERLINK \"{address}\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/>\
         </w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        run(url, "<w:rStyle w:val=\"Hyperlink\"/>")
    )
}
