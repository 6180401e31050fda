//! Texts as runs: escaped, line ends kept, right-to-left stretches marked.

use std::borrow::Cow;

use super::super::text;
use crate::report::words::runs_from_the_right;

/// A text for an element or attribute: visible, without the two characters that XML cannot hold.
pub(super) fn escaped(words: &str) -> String {
    let shown = text::visible(words);
    let shown: Cow<'_, str> = if shown.contains(['\u{fffe}', '\u{ffff}']) {
        Cow::Owned(shown.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))
    } else {
        shown
    };
    quick_xml::escape::escape(shown.as_ref()).into_owned()
}

/// The words as runs with these properties.
pub(super) fn run(words: &str, properties: &str) -> String {
    let shown = text::visible(words);
    stretches(&shown).into_iter().map(|(words, rtl)| one_run(words, rtl, properties)).collect()
}

fn one_run(words: &str, rtl: bool, properties: &str) -> String {
    let direction = if rtl { "<w:rtl/><w:lang w:bidi=\"ar-SA\"/>" } else { "" };
    let lines: Vec<String> = words
        .split('\n')
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line)))
        .collect();
    let properties = match (properties, direction) {
        ("", "") => String::new(),
        (properties, direction) => format!("<w:rPr>{properties}{direction}</w:rPr>"),
    };
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

/// A field with what it showed last; Word works it out anew when asked to.
pub(super) fn field(instruction: &str, shown: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {} \
         </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{}</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        escaped(instruction),
        escaped(shown)
    )
}

/// A paragraph in a style; it runs from the right if its first letter does.
pub(super) fn paragraph(style: &str, more: &str, words: &str, runs: &str) -> String {
    let bidi = if begins_rtl(words) { "<w:bidi/>" } else { "" };
    // Word reads these in one order only: all but keeping together comes after the direction.
    let (keep, rest) = match more.strip_prefix("<w:keepNext/>") {
        Some(rest) => ("<w:keepNext/>", rest),
        None if more.starts_with("<w:keepNext") => (more, ""),
        None => ("", more),
    };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}{bidi}{rest}</w:pPr>{runs}</w:p>\n")
}

/// A paragraph on a ground of its own, with an edge around it: what wraps stays within.
pub(super) fn boxed(style: &str, keep: &str, ground: &str, words: &str, runs: &str) -> String {
    let bidi = if begins_rtl(words) { "<w:bidi/>" } else { "" };
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}{ground}{bidi}\
         <w:ind w:left=\"40\" w:right=\"40\"/></w:pPr>{runs}</w:p>\n"
    )
}

fn begins_rtl(words: &str) -> bool {
    words.chars().find(|char| char.is_alphabetic()).is_some_and(runs_from_the_right)
}

/// The text in stretches of one direction; what stands between two right-to-left words belongs to
/// them.
fn stretches(words: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let mut rest = words;
    while let Some(from) = rest.find(runs_from_the_right) {
        if from > 0 {
            found.push((&rest[..from], false));
        }
        rest = &rest[from..];
        let stop = rest.find(|char: char| char.is_alphabetic() && !runs_from_the_right(char));
        let within = &rest[..stop.unwrap_or(rest.len())];
        let last = within.char_indices().rev().find(|(_, char)| runs_from_the_right(*char));
        let end = last.map_or(within.len(), |(at, char)| at + char.len_utf8());
        found.push((&rest[..end], true));
        rest = &rest[end..];
    }
    if !rest.is_empty() || found.is_empty() {
        found.push((rest, false));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_to_left_words_are_one_run_with_what_stands_between() {
        let text = "see قرار مجلس 5 (a)";
        assert_eq!(stretches(text), [("see ", false), ("قرار مجلس", true), (" 5 (a)", false)]);
        assert_eq!(stretches(""), [("", false)]);
        assert!(run(text, "").contains("<w:rtl/>"));
        assert!(paragraph("Normal", "", "قرار", "").contains("<w:bidi/>"));
        assert!(!paragraph("Normal", "", "12 see قرار", "").contains("<w:bidi/>"));
    }

    #[test]
    fn texts_are_escaped_and_their_lines_kept() {
        assert_eq!(
            run("a<b>\n\u{1b}&\u{ffff}", "<w:b/>"),
            "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">a&lt;b&gt;</w:t><w:br/>\
             <w:t xml:space=\"preserve\">␛&amp;&lt;U+FFFF&gt;</w:t></w:r>"
        );
    }
}
