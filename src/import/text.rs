//! Small repairs of text that many layouts need.

/// One line without blanks at its ends; every run of blanks, line ends and control characters is
/// one blank.
pub(super) fn tidy(text: &str) -> String {
    let blank = |letter: char| letter.is_whitespace() || letter.is_control() || unseen(letter);
    let words = text.split(blank).filter(|word| !word.is_empty());
    let mut tidied = String::with_capacity(text.len());
    for word in words {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    tidied
}

/// A text without the signs that take no room on paper and part no words: soft hyphens, zero-width
/// spaces, word joiners. They hide a word from a search. The joiners of Persian and of the languages
/// of India are letters to their readers and stay.
pub(super) fn without_unseen(text: &str) -> String {
    text.replace(['\u{ad}', '\u{200b}', '\u{2060}'], "")
}

/// Characters that take no room on paper, but part words where they stand alone.
fn unseen(letter: char) -> bool {
    matches!(letter, '\u{feff}' | '\u{fffc}')
}

/// Replaces character references (`&#40;`, `&#x28;`, `&amp;`) by what they stand for. Unknown ones
/// are left as they are.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    // A blank's reference is often cut short.
    let whole = text.replace("&nbsp;", "\u{a0}").replace("&nbsp", "\u{a0}");
    rest = if text.contains("&nbsp") { whole.as_str() } else { rest };
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let letter = end.and_then(|end| Some((end, reference(&rest[1..end])?)));
        plain.push(letter.map_or('&', |(_, letter)| letter));
        rest = &rest[letter.map_or(1, |(end, _)| end + 1)..];
    }
    plain.push_str(rest);
    plain
}

fn reference(name: &str) -> Option<char> {
    if let Some(hexadecimal) = name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
        return u32::from_str_radix(hexadecimal, 16).ok().and_then(char::from_u32);
    }
    if let Some(number) = name.strip_prefix('#') {
        return number.parse().ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "ocirc" => 'ô',
        "ouml" => 'ö',
        "uuml" => 'ü',
        _ => return None,
    })
}

/// Takes HTML tags out of a text; `<br>`, `<p>` and list items become blanks.
pub(super) fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = tag_end(rest);
        match end {
            Some(end) if is_inline(&rest[1..end]) => {}
            Some(_) => plain.push(' '),
            None => plain.push('<'),
        }
        rest = &rest[end.map_or(1, |end| end + 1)..];
    }
    plain.push_str(rest);
    plain
}

/// The closing bracket of the tag that `text` begins with, if it is one.
fn tag_end(text: &str) -> Option<usize> {
    let after = text[1..].trim_start_matches('/');
    if !after.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '!') {
        return None;
    }
    text.find('>').filter(|end| !text[1..*end].contains('<'))
}

/// Tags that stand inside a word or sentence.
fn is_inline(tag: &str) -> bool {
    let name = tag.trim_matches('/').split_whitespace().next().unwrap_or_default();
    let name = name.trim_end_matches('/').to_ascii_lowercase();
    matches!(
        name.as_str(),
        "a" | "b" | "i" | "u" | "em" | "strong" | "span" | "sup" | "sub" | "font" | "small"
    )
}

/// Splits a list written with commas or semicolons; empty entries are left out.
pub(super) fn comma_list(text: &str) -> Vec<String> {
    text.split([',', ';']).map(tidy).filter(|entry| !entry.is_empty()).collect()
}

/// Splits a list of one entry a line, each perhaps with `- ` in front.
pub(super) fn line_list(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| tidy(without_dash(line)));
    lines.filter(|entry| !entry.is_empty()).collect()
}

/// The text without the dash or bullet of a list in front.
pub(super) fn without_dash(text: &str) -> &str {
    let text = text.trim();
    for dash in ["-", "–", "—", "•", "*", "·", "▪", "●", "\u{f0b7}"] {
        if let Some(rest) = text.strip_prefix(dash)
            && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        {
            return rest.trim();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_control_characters_are_tidied() {
        assert_eq!(tidy("  a\u{a0}\t b\r\nc\u{c}d\u{0} "), "a b c d");
        assert_eq!(tidy("\u{feff}"), "");
    }

    #[test]
    fn character_references_are_read_and_unknown_ones_left() {
        assert_eq!(unescape("&#40;Unknown&#41; &amp; &#x2019;"), "(Unknown) & ’");
        assert_eq!(unescape("R&D; A & B &#99999999; &"), "R&D; A & B &#99999999; &");
    }

    #[test]
    fn tags_go_and_signs_stay() {
        assert_eq!(without_tags("<p>121.1 <b>Rat</b>ify<br/>it</p>"), " 121.1 Ratify it ");
        assert_eq!(without_tags("1 < 2 and <3"), "1 < 2 and <3");
    }

    #[test]
    fn lists_are_split() {
        assert_eq!(comma_list("EU, OIF;  ,AU"), ["EU", "OIF", "AU"]);
        assert_eq!(line_list("- Iraq\n– Côte\n\n -non-dash"), ["Iraq", "Côte", "-non-dash"]);
    }
}
