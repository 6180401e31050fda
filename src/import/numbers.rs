//! The numbers of recommendations: as printed, in lists and ranges, and made unique.

use std::collections::HashMap;

use super::problem::Warning;
use super::records::Recommendation;

/// Parts a text from the number in front of it: `124.7. Ratify`, `109. 10 Ratify`, `4.The`,
/// `131.9.1 Ratify`. The number comes back without blanks and without a stop at its end.
pub(super) fn leading(text: &str) -> Option<(String, String)> {
    let text = text.trim_start();
    let (number, length) = dotted(text)?;
    let rest = &text[length..];
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let rest = rest.strip_prefix(')').unwrap_or(rest);
    if rest.starts_with(|next: char| next.is_ascii_digit() || next == '%') {
        return None;
    }
    Some((number, rest.trim().to_owned()))
}

/// As [`leading`], but only for what is surely a number: one of several parts, or one with a stop
/// behind it (`20 years` begins with none).
pub(super) fn stated(text: &str) -> Option<(String, String)> {
    let (number, rest) = leading(text)?;
    let (_, length) = dotted(text.trim_start())?;
    let stop = text.trim_start()[length..].starts_with(['.', ')']);
    (number.contains('.') || stop).then_some((number, rest))
}

/// Words that files put in front of a number, by letters in lower case; a sign may follow.
const BEFORE: [&str; 20] = [
    "recommendations",
    "recommendation",
    "recomendaciones",
    "recomendación",
    "recommandations",
    "recommandation",
    "contained",
    "in",
    "paragraphs",
    "paragraph",
    "paras",
    "para",
    "párr",
    "par",
    "rec",
    "nos",
    "no",
    "núm",
    "r",
    "n",
];

/// As [`stated`], in every spelling that exports of the index have: `R 140.7`, `R - 140.8`,
/// `para. 98.`, `Recommendation No. 21 (para. 96: 21).`, `Recommendations contained in para. 97:`.
pub(super) fn spelled(text: &str) -> Option<(String, String)> {
    let text = text.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{200b}');
    let tidy = |rest: &str| {
        let signs = ['.', ':', ')', '-', '–', ' ', '\u{a0}', '\u{200b}'];
        rest.trim_start_matches(signs).to_owned()
    };
    if let Some((number, rest)) = stated(text) {
        return Some((number, tidy(&rest)));
    }
    if let Some((number, rest)) = enclosed(text).or_else(|| with_comma(text)) {
        return Some((number, tidy(rest)));
    }
    let signs: &[char] = &[' ', '.', '-', '–', ':', '°', 'º', '#', '№', '(', '\u{a0}'];
    let mut rest = text.trim_start();
    let mut words = 0;
    while words < 6 {
        let length = rest.find(|sign: char| !sign.is_alphabetic()).unwrap_or(rest.len());
        if !BEFORE.contains(&rest[..length].to_lowercase().as_str()) {
            break;
        }
        words += 1;
        rest = rest[length..].trim_start_matches(signs);
    }
    // `In 2020 …` is a sentence.
    if words == 0
        || text.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("in "))
    {
        return None;
    }
    let (number, rest) = leading(rest)?;
    // The paragraph, and the item in it, of a report that counts anew under each.
    if let Some(inner) = rest.trim_start().strip_prefix('(')
        && let Some((place, rest)) = inner.split_once(')')
        && let Some((paragraph, item)) = place.split_once(':')
        && item.trim() == number
        && let Some((paragraph, _)) = spelled(&format!("{paragraph}. x"))
    {
        return Some((format!("{paragraph}.{number}"), tidy(rest)));
    }
    // The item in front, the whole number behind it: `Rec 18 (150.18)`.
    if let Some((whole, rest)) = enclosed(&rest)
        && whole.rsplit('.').next() == Some(number.as_str())
    {
        return Some((whole, tidy(rest)));
    }
    Some((number, tidy(&rest)))
}

/// A number of several parts in brackets, or behind a letter or a sign: `(150.6)`, `[150.7]`,
/// `A - 150.8`, `§ 150.4`, `#150.20`.
fn enclosed(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let letter = text.starts_with(|first: char| first.is_ascii_uppercase())
        && text[1..].trim_start().starts_with(['-', '–']);
    let inner = if letter { &text[1..] } else { text };
    let inner = inner.trim_start_matches(['(', '[', '§', '#', '№', ' ', '-', '–', '\u{a0}']);
    if inner.len() == text.len() {
        return None;
    }
    let (number, length) = dotted(inner).filter(|(number, _)| number.contains('.'))?;
    let rest = inner[length..].trim_start_matches(['.', ']', ')', ':']);
    rest.starts_with(char::is_whitespace).then_some((number, rest))
}

/// A comma in the place of the stop, as spreadsheets of many countries write it: `150,16 Ratify`.
fn with_comma(text: &str) -> Option<(String, &str)> {
    let (first, rest) = text.split_once(',')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let behind = rest[digits..].trim_start_matches(['.', ' ', '\t', '\u{a0}']);
    let sentence = behind.len() < rest.len() - digits && behind.starts_with(char::is_uppercase);
    let sound = number(first) && number(&rest[..digits]) && sentence;
    sound.then(|| (format!("{first}.{}", &rest[..digits]), behind))
}

/// The number at the beginning of a text, and its length there. Its parts are joined by stops; a
/// blank behind a stop belongs to it if a digit follows and the number has no other part yet.
fn dotted(text: &str) -> Option<(String, usize)> {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(0);
    if end == 0 || end > 4 {
        return None;
    }
    let mut number = text[..end].to_owned();
    for part in 0..3 {
        let Some(after) = text[end..].strip_prefix('.') else { break };
        let blanks = after.len() - after.trim_start_matches(' ').len();
        let from = end + 1 + blanks;
        let count = digits(from);
        if count == 0 || count > 4 || blanks > 1 || (blanks == 1 && part > 0) {
            break;
        }
        number.push('.');
        number.push_str(&text[from..from + count]);
        end = from + count;
    }
    Some((number, end))
}

/// A number in a list: `18`, `115.18`, or the last part of one.
pub(super) type Parts = Vec<u32>;

/// The numbers that a text lists, with the words that each was read from. Ranges are `122.17-18`,
/// `122.34- 35`, `150 – 152`, `Nos. 85 to 119`; commas and stops part entries. Within a list, a
/// short number takes over the paragraph of the one before it if `paragraph` says which that is.
pub(super) fn listed(text: &str, paragraph: Option<u32>) -> Vec<(String, String)> {
    let tokens = tokens(text);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let (first, mut end) = (&tokens[index], index + 1);
        let from = full(&first.parts, paragraph);
        let last = tokens.get(end).filter(|next| next.after_dash);
        match last.and_then(|last| span(&from, &last.parts)) {
            Some(numbers) => {
                end += 1;
                let printed = tidy_range(&text[first.start..tokens[end - 1].end]);
                found.extend(numbers.into_iter().map(|number| (number, printed.clone())));
            }
            None => found.push((written(&from), text[first.start..first.end].to_owned())),
        }
        index = end;
    }
    found
}

/// A number where it stands, and whether a dash (or `to`) joins it to the one before.
struct Token {
    parts: Parts,
    start: usize,
    end: usize,
    after_dash: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|letter: char| letter.is_ascii_digit()) {
        let start = at + offset;
        let Some((number, length)) = plain_dotted(&text[start..]) else {
            at = start + text[start..].bytes().take_while(u8::is_ascii_digit).count();
            continue;
        };
        // `A/HRC/28`, `OP2`; and the mark of a footnote, `recommendations.1`.
        let before = &text[..start];
        let note = before.strip_suffix('.').is_some_and(|word| word.ends_with(char::is_alphabetic));
        let glued = note || before.ends_with(|last: char| last.is_alphanumeric() || last == '/');
        let between = tokens.last().map_or("", |last| text[last.end..start].trim());
        let after_dash = matches!(
            between,
            "-" | "–" | "—" | "‑" | "to" | "through" | "until" | "à" | "au" | "a" | "al" | "hasta"
        );
        at = start + length;
        let parts: Parts = number.split('.').filter_map(|part| part.parse().ok()).collect();
        if !glued && !parts.is_empty() {
            tokens.push(Token { parts, start, end: at, after_dash });
        }
    }
    tokens
}

/// A number without blanks within: `115.18`. A stop behind it is no part of it.
fn plain_dotted(text: &str) -> Option<(String, usize)> {
    // No number is half as long; a text may be nothing but digits and stops.
    let written = text.bytes().take(64).take_while(|byte| byte.is_ascii_digit() || *byte == b'.');
    let number = text[..written.count()].trim_end_matches('.');
    let sound = number.split('.').all(|part| !part.is_empty() && part.len() <= 4);
    (sound && number.split('.').count() <= 3).then(|| (number.to_owned(), number.len()))
}

/// A number with its paragraph in front, if it came without.
fn full(parts: &[u32], paragraph: Option<u32>) -> Parts {
    match (parts, paragraph) {
        ([number], Some(paragraph)) if *number != paragraph => vec![paragraph, *number],
        _ => parts.to_vec(),
    }
}

/// All numbers from one to another: the last parts run, the parts before them are the same.
fn span(from: &[u32], to: &[u32]) -> Option<Vec<String>> {
    let (first, before) = from.split_last()?;
    let (last, stem) = to.split_last()?;
    let same = stem.is_empty() || stem == before;
    if !same || last < first || last - first > 1_000 {
        return None;
    }
    let number = |last: u32| written(&[before, &[last]].concat());
    Some((*first..=*last).map(number).collect())
}

fn written(parts: &[u32]) -> String {
    parts.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

fn tidy_range(text: &str) -> String {
    super::text::tidy(text)
}

/// Gives every second use of a number a suffix (`118.9~2`) and a warning.
pub(super) fn make_unique(items: &mut [Recommendation], warnings: &mut Vec<Warning>) {
    let mut uses: HashMap<String, u32> = HashMap::new();
    for item in items {
        let Some(number) = item.number.clone() else { continue };
        let count = uses.entry(number.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let unique = format!("{number}~{count}");
            let message = format!("the number {number} is taken; this one becomes {unique}");
            warnings.push(Warning::new(item.place.clone(), message));
            item.printed_number.get_or_insert(number);
            item.number = Some(unique);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_from_texts() {
        for (text, number, rest) in [
            ("124.7. Ratify", "124.7", "Ratify"),
            ("109. 10 Ratify", "109.10", "Ratify"),
            ("4.The Committee", "4", "The Committee"),
            ("131.9.1 Ratify", "131.9.1", "Ratify"),
            ("118.09\tRatify", "118.09", "Ratify"),
            ("12) Ratify", "12", "Ratify"),
            ("1. 18 years", "1.18", "years"),
        ] {
            assert_eq!(leading(text), Some((number.into(), rest.into())), "{text}");
        }
        for text in ["Ratify", "", "20191128", ".5", "50% of"] {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    fn numbers_of(text: &str, paragraph: Option<u32>) -> String {
        let found = listed(text, paragraph).into_iter().map(|(number, _)| number);
        found.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lists_and_ranges_are_read() {
        for (text, paragraph, numbers) in [
            ("115.1-115.3, 115.5", None, "115.1 115.2 115.3 115.5"),
            ("1-3, 14-16", Some(124), "124.1 124.2 124.3 124.14 124.15 124.16"),
            ("122.17-18; 122.34- 35", None, "122.17 122.18 122.34 122.35"),
            ("140.35. 140.36", None, "140.35 140.36"),
            ("150 – 152 and 160.", Some(90), "90.150 90.151 90.152 90.160"),
            ("Nos. 85-87 have", None, "85 86 87"),
            ("140.11-14", None, "140.11 140.12 140.13 140.14"),
            ("115.20", None, "115.20"),
            ("A/HRC/28/15", None, ""),
            ("Noted recommendations.1", None, ""),
            ("9-5", None, "9 5"),
        ] {
            assert_eq!(numbers_of(text, paragraph), numbers, "{text}");
        }
        let (_, printed) = listed("see 122.34-  35", None).remove(1);
        assert_eq!(printed, "122.34- 35");
    }

    #[test]
    fn a_sentence_may_begin_with_a_number() {
        assert_eq!(stated("20 years ago"), None);
        assert_eq!(stated("4.The Committee"), Some(("4".into(), "The Committee".into())));
        assert_eq!(stated("121.1 Ratify"), Some(("121.1".into(), "Ratify".into())));
    }

    #[test]
    fn numbers_are_read_in_every_spelling_of_the_index() {
        for (text, number) in [
            ("Recommendation No. 21 (para. 96: 21). Ratify", "96.21"),
            ("Recommendations contained in para. 97: Ratify", "97"),
            ("para. 98. Ratify", "98"),
            ("R 140.7 Ratify", "140.7"),
            ("R - 140.8 Ratify", "140.8"),
            ("Rec. 140.9: Ratify", "140.9"),
            ("121.1 Ratify", "121.1"),
            ("150.2 - Ratify", "150.2"),
            ("§ 150.4 Ratify", "150.4"),
            ("(150.6) Ratify", "150.6"),
            ("[150.7] Ratify", "150.7"),
            ("A - 150.8 Ratify", "150.8"),
            ("\u{a0}150.9\u{200b} Ratify", "150.9"),
            ("150,16 Ratify", "150.16"),
            ("Rec 18 (150.18) Ratify", "150.18"),
            ("#150.20 Ratify", "150.20"),
        ] {
            assert_eq!(spelled(text), Some((number.into(), "Ratify".into())), "{text}");
        }
        for text in [
            "A - plan",
            "1,500 children",
            "(a) Ratify",
            "Recommend a plan",
            "In 2020 ratify",
            "No child in prison",
            "R&D",
            "",
        ] {
            assert_eq!(spelled(text), None, "{text}");
        }
    }

    #[test]
    fn a_taken_number_gets_a_suffix() {
        let item = |number: &str| Recommendation {
            number: Some(number.into()),
            ..Recommendation::default()
        };
        let mut items = [item("118.9"), item("118.9"), item("118.9"), item("118.10")];
        let mut warnings = Vec::new();
        make_unique(&mut items, &mut warnings);
        let numbers: Vec<_> = items.iter().map(|item| item.number.as_deref().unwrap()).collect();
        assert_eq!(numbers, ["118.9", "118.9~2", "118.9~3", "118.10"]);
        assert_eq!(items[1].printed_number.as_deref(), Some("118.9"));
        assert_eq!(warnings[0].message, "the number 118.9 is taken; this one becomes 118.9~2");
    }
}
