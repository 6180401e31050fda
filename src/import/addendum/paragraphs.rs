//! Paragraphs of an addendum, and what numbers say in front of them.

use crate::import::{SourcePlace, lines};

/// A paragraph: its number, if it has one, and its text.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberedParagraph {
    pub(super) number: Option<String>,
    pub(super) text: String,
    pub(super) place: SourcePlace,
}

pub(super) fn paragraphs(lines: &[lines::PaperLine]) -> Vec<NumberedParagraph> {
    let mut found: Vec<NumberedParagraph> = Vec::new();
    for line in lines {
        let text = line.text.trim();
        let ended = found.last().is_none_or(|last| last.text.ends_with(['.', ';', ':', ')']));
        // `15.` alone may be the end of a list that goes on over two lines.
        let goes_on = !ended && !line.begins_block;
        let number = paragraph_number(text).filter(|(_, length)| *length < text.len() || !goes_on);
        let begins = line.begins_block || number.is_some() || (ended && about_one(text).is_some());
        match found.last_mut() {
            Some(last) if !begins => lines::join(&mut last.text, text),
            _ => {
                let (number, length) = number.unzip();
                let text = text[length.unwrap_or(0)..].trim().to_owned();
                found.push(NumberedParagraph { number, text, place: line.place() });
            }
        }
    }
    rejoin(found)
}

/// A page's end or a wide gap may part a sentence: what goes on in lower case or with a number
/// belongs to what came before, if that has not ended.
fn rejoin(paragraphs: Vec<NumberedParagraph>) -> Vec<NumberedParagraph> {
    let mut joined: Vec<NumberedParagraph> = Vec::new();
    for paragraph in paragraphs {
        let goes_on = paragraph.number.is_none()
            && about_one(&paragraph.text).is_none()
            && paragraph
                .text
                .starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
        match joined.last_mut() {
            Some(last) if goes_on && last.text.ends_with([',', '-', '–', ';']) => {
                lines::join(&mut last.text, &paragraph.text);
            }
            _ => joined.push(paragraph),
        }
    }
    joined
}

/// `3.` in front of a paragraph; and how long it is.
fn paragraph_number(text: &str) -> Option<(String, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix('.')?;
    // A number may stand on a line of its own, above its paragraph.
    let apart = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    let words = rest.trim_start().chars().next().is_none_or(char::is_alphabetic);
    ((1..=3).contains(&digits) && apart && words).then(|| (text[..digits].to_owned(), digits + 1))
}

/// The recommendations that a paragraph is about, if it begins with their numbers: `Rec. 18 We
/// consider`, `122.14– 15: Accepted`, `Recommendations 6-13`. Gives the numbers and the rest.
pub(super) fn about_one(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(char::is_lowercase) {
        return None;
    }
    let lower = text.to_lowercase();
    let openings = [
        "recommendations",
        "recommendation",
        "recommandations",
        "recommandation",
        "recomendaciones",
        "recomendación",
        "recs.",
        "rec.",
        "recs",
        "rec",
    ];
    let named = openings.iter().find(|name| lower.starts_with(**name)).map_or(0, |name| name.len());
    let start = text.get(named..)?.trim_start_matches([' ', '\t', '.', '\u{a0}']);
    let start = ["Nos.", "No.", "nos ", "n° ", "no ", "núms. ", "núm. ", "#"]
        .iter()
        .find_map(|word| start.strip_prefix(word))
        .unwrap_or(start);
    let start = start.trim_start();
    let in_list = |letter: char| letter.is_ascii_digit() || ".,–-‑—;& \u{a0}\t".contains(letter);
    let mut length = start.len() - start.trim_start_matches(in_list).len();
    let joint = |rest: &str| {
        let joints = ["and ", "to ", "through ", "et ", "à ", "y ", "a ", "al "];
        joints.iter().find(|joint| rest.starts_with(**joint)).map(|joint| joint.len())
    };
    while let Some(word) = joint(&start[length..]) {
        let more =
            start[length + word..].len() - start[length + word..].trim_start_matches(in_list).len();
        if more == 0 {
            break;
        }
        length += word + more;
    }
    let listed = &start[..length];
    let digits = listed.chars().any(|letter| letter.is_ascii_digit());
    let dotted = listed.trim().split(['.']).filter(|part| !part.trim().is_empty()).count() > 1
        && listed.starts_with(|first: char| first.is_ascii_digit());
    let inner_stop = listed.trim_end_matches(['.', ' ', '\t']).contains('.');
    (digits && (named > 0 || (dotted && inner_stop))).then(|| (listed, start[length..].trim()))
}

/// `The numbers follow the list in paragraph 115 of the report`.
pub(super) fn list_paragraph(texts: &[&str]) -> Option<u32> {
    let mut found: Vec<u32> = Vec::new();
    for text in texts {
        let lower = text.to_lowercase();
        for (place, _) in lower.match_indices("paragraph") {
            let rest = lower[place + "paragraph".len()..].trim_start_matches(['s', ' ']);
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let behind: String = rest[digits.len()..].chars().take(80).collect();
            let near: String = lower[..place]
                .chars()
                .rev()
                .take(60)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            let said = near.contains("list") || near.contains("recommendation");
            if behind.contains("report") && said && !behind.starts_with('-') {
                found.extend(digits.parse::<u32>().ok());
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    // Lists of several paragraphs give plain numbers no one meaning.
    if let [one] = found.as_slice() { Some(*one) } else { None }
}
