//! Values as words, for scripts and for people.

use std::borrow::Cow;

use crate::report::{Cell, Part, Value, Visibility, words};

/// What joins several values in one cell.
const JOINT: &str = "; ";

/// The value as scripts read it in a cell: slugs, ISO dates, shares as fractions.
pub(super) fn for_scripts(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) | Value::Link { text, .. } => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Share(share) if share.is_finite() => Cow::Owned(share.to_string()),
        Value::Empty | Value::Share(_) => Cow::Borrowed(""),
        Value::Date(day) => Cow::Owned(day.to_string()),
        Value::Term { slug, .. } => Cow::Borrowed(slug),
        Value::Item { name, .. } => Cow::Borrowed(name),
        Value::Flag(flag) => Cow::Borrowed(if *flag { "yes" } else { "no" }),
        Value::Parts(parts) => joined_parts(parts, JOINT),
        Value::Lines(parts) => joined_parts(parts, "\n"),
    }
}

fn joined_parts<'p>(parts: &'p [Part], joint: &str) -> Cow<'p, str> {
    match parts {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(&one.text),
        several => {
            let texts: Vec<&str> = several.iter().map(|part| part.text.as_str()).collect();
            Cow::Owned(texts.join(joint))
        }
    }
}

/// How much of a line announces what comes: `SDGs:`, and the lead of OHCHR's `Source of position: …`.
pub(super) fn lead(line: &str) -> usize {
    match line.split_once(':') {
        Some((lead, "")) if lead.len() < 40 => line.len(),
        Some((lead, _)) if lead.eq_ignore_ascii_case("source of position") => lead.len() + 1,
        _ => 0,
    }
}

/// What joins the parts of a value: they share a line, or have one each.
pub(super) fn joint(value: &Value) -> &'static str {
    if matches!(value, Value::Lines(_)) { "\n" } else { JOINT }
}

/// The value as people read it: labels, percentages, the words of a link.
pub(super) fn for_people(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Term { label, .. } => Cow::Borrowed(label),
        Value::Flag(flag) => Cow::Borrowed(words::marks::yes_or_no(*flag)),
        Value::Share(share) => Cow::Owned(percentage(*share)),
        Value::Parts(parts) | Value::Lines(parts) => {
            let texts: Vec<_> = parts.iter().map(part_for_people).collect();
            Cow::Owned(texts.join(joint(value)))
        }
        other => for_scripts(other),
    }
}

/// The value as papers print it: an item as its document calls it, a day as the UN prints it.
pub(super) fn for_papers(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Item { shown, .. } => Cow::Borrowed(shown),
        Value::Date(day) => Cow::Owned(words::day(*day)),
        other => for_people(other),
    }
}

/// The cell as papers print it, with its marks.
pub(super) fn cell_for_papers(cell: &Cell) -> Cow<'_, str> {
    marked(for_papers(&cell.value), cell.own, cell.visibility)
}

/// The cell as people read it, with its marks.
pub(super) fn cell_for_people(cell: &Cell) -> Cow<'_, str> {
    marked(for_people(&cell.value), cell.own, cell.visibility)
}

/// The words of a part, with its marks.
pub(super) fn part_for_people(part: &Part) -> Cow<'_, str> {
    marked(Cow::Borrowed(&part.text), part.own, part.visibility)
}

/// The marks that stand behind a value: whose reading it is, and that it may not be handed on.
pub(super) fn marks(own: bool, visibility: Visibility) -> &'static str {
    match (own, visibility) {
        (false, Visibility::Public) => "",
        (true, Visibility::Public) => words::marks::own(),
        (false, Visibility::Internal(_)) => words::marks::internal(),
        (true, Visibility::Internal(_)) => words::marks::own_internal(),
    }
}

fn marked(text: Cow<'_, str>, own: bool, visibility: Visibility) -> Cow<'_, str> {
    match marks(own, visibility) {
        _ if text.is_empty() => text,
        "" => text,
        marks => Cow::Owned(format!("{text} {marks}")),
    }
}

/// Whole percents, half up, but never 0% of something or 100% of less than all.
fn percentage(share: f64) -> String {
    // A share is a quotient of small numbers: what it lacks of a half is the machine's rounding.
    let percents = (share * 1_000_000.0).round() / 10_000.0;
    if !percents.is_finite() {
        String::new()
    } else if percents > 0.0 && percents < 1.0 {
        "<1%".to_owned()
    } else if percents > 99.0 && percents < 100.0 {
        ">99%".to_owned()
    } else {
        format!("{:.0}%", (percents + 0.5).floor())
    }
}

/// What a sentence or a part of one ends with, in the scripts that texts come in.
const ENDS: [char; 11] = ['.', '!', '?', ':', ';', ',', '…', '。', '؟', '۔', '।'];

/// What stands between two parts of a paragraph: nothing where they bring their own blank, a blank
/// where a sentence ended without one.
pub(super) fn gap(before: &str, after: &str) -> &'static str {
    // A quotation or bracket that closes a sentence closes its stop in.
    let closing = ['”', '"', '’', '»', ')', ']'];
    let ended = before.trim_end_matches(closing).ends_with(ENDS) || before.ends_with(closing);
    let begins = after.chars().next().is_some_and(|first| !first.is_whitespace());
    if ended && begins { " " } else { "" }
}

/// The text with every character visible that could act on a terminal or hide what is written:
/// controls, escapes and bidirectional overrides. Line ends stay, tabs become blanks.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        match char {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => shown.push('\n'),
            '\t' => shown.push(' '),
            '\0'..='\x1f' => shown.extend(char::from_u32(0x2400 + u32::from(char))),
            '\x7f' => shown.push('\u{2421}'),
            _ if acts(char) => shown.extend([format!("<U+{:04X}>", u32::from(char))]),
            _ => shown.push(char),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character could act on a terminal or hide what is written.
///
/// Marks of direction (U+200E, U+200F, U+061C) stay: right-to-left texts need them, and they
/// reorder nothing but their neighbours.
pub fn acts(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}')
        || matches!(char, '\u{2066}'..='\u{2069}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
        || matches!(char, '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether it may become a link: nothing but `http` and `https`, and nothing that could end it.
pub(super) fn is_link(url: &str) -> bool {
    let scheme = url.split("://").next().unwrap_or_default();
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    web && url.len() > scheme.len() + 3
        && !url.chars().any(|char| char.is_whitespace() || acts(char))
}

/// The address with every character as `%XX` that no address may hold, so that none ends it early.
pub(super) fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for char in url.chars() {
        match char {
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                address.extend([format!("%{:02X}", u32::from(char))]);
            }
            _ => address.push(char),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn shares_are_rounded_half_up_and_never_to_nothing_or_all() {
        let shown = [0.125, 0.145, 0.005, 0.994, 0.995, 1.0, 0.0, 1.0 / 3.0].map(percentage);
        assert_eq!(shown, ["13%", "15%", "<1%", ">99%", ">99%", "100%", "0%", "33%"]);
    }

    #[test]
    fn people_read_labels_percentages_and_marks() {
        let term = Value::Term { slug: "in-progress".into(), label: "In progress".into() };
        assert_eq!(for_people(&term), "In progress");
        for (share, expected) in [
            (0.0, "0%"),
            (0.004, "<1%"),
            (1.0 / 3.0, "33%"),
            (0.996, ">99%"),
            (1.0, "100%"),
            (f64::NAN, ""),
        ] {
            assert_eq!(for_people(&Value::Share(share)), expected);
        }
        let own = Cell::from("children").own(true).internal(3);
        assert_eq!(cell_for_people(&own), "children (own) [internal]");
        assert_eq!(cell_for_people(&Cell::default().internal(3)), "");
        let parts = vec![Part { own: true, ..Part::new("a") }, Part::new("b")];
        assert_eq!(for_people(&Value::Parts(parts)), "a (own); b");
    }

    #[test]
    fn nothing_that_acts_is_left_and_nothing_is_lost() {
        assert_eq!(visible("a\x1b[31mb\u{9b}c\x07\x7f"), "a␛[31mb<U+009B>c␇␡");
        assert_eq!(visible("a\r\nb\rc\td"), "a\nb\nc d");
        assert_eq!(visible("\u{202e}txt\u{2066}"), "<U+202E>txt<U+2066>");
        for kept in ["한국어", "قرار\u{200f}", "👩‍👩‍👧", "नेपाल", "می\u{200c}خواهم"]
        {
            assert_eq!(visible(kept), kept);
        }
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert!(is_link("https://example.org/a?b=c"));
        assert!(is_link("HTTP://example.org"));
        for refused in
            ["javascript:alert(1)", "file:///etc", "https://", "https://a b", "example.org"]
        {
            assert!(!is_link(refused), "{refused}");
        }
    }

    #[test]
    fn sentences_keep_their_distance() {
        assert_eq!(gap("One.", "Two"), " ");
        assert_eq!(gap("One. ", "Two"), "");
        assert_eq!(gap("as ", "said"), "");
        assert_eq!(gap("(", "a"), "");
    }

    #[test]
    fn scripts_read_slugs_iso_dates_and_fractions() {
        let term = Value::Term { slug: "in-progress".into(), label: "In progress".into() };
        let parts = Value::Parts(vec![Part::new("a"), Part::new("b")]);
        let day = NaiveDate::from_ymd_opt(2025, 6, 30).unwrap();
        for (value, expected) in [
            (Value::Empty, ""),
            (Value::Number(0), "0"),
            (Value::Share(0.25), "0.25"),
            (Value::Share(f64::NAN), ""),
            (Value::Flag(false), "no"),
            (Value::Date(day), "2025-06-30"),
            (term, "in-progress"),
            (parts, "a; b"),
            (Value::Text("101.20".into()), "101.20"),
        ] {
            assert_eq!(for_scripts(&value), expected);
        }
    }
}
