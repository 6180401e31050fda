//! The numbered paragraphs of a document, with the headings above them.

use super::super::SourcePlace;
use super::super::lines::{self, PaperLine};
use super::super::problem::Warning;
use super::super::records::{Asked, Recommendation, letters};
use super::super::text::tidy;
use super::{ASKS, others};
use crate::domain::Kind;

/// A paragraph with the heading above it.
#[derive(Debug, Default)]
pub(super) struct HeadedParagraph {
    pub(super) number: u32,
    pub(super) text: String,
    pub(super) heading: Option<String>,
    pub(super) place: SourcePlace,
}

impl HeadedParagraph {
    pub(super) fn asks(&self) -> bool {
        // `should:` asks like `should `.
        let lower = self.text.replace('’', "'").replace(':', " ").to_lowercase();
        ASKS.iter().any(|word| lower.contains(word))
    }

    pub(super) fn item(self) -> Recommendation {
        let text = tidy(&self.text);
        let actor = others(&text);
        Recommendation {
            number: Some(self.number.to_string()),
            printed: text.clone(),
            text,
            paragraph: Some(self.number.to_string()),
            kind: Some(Kind::Recommendation),
            asked: Asked {
                actor: actor.map(|(actor, _)| actor),
                actor_name: actor.map(|(_, name)| name.to_owned()),
                ..Asked::default()
            },
            headings: self.heading.into_iter().collect(),
            place: SourcePlace { paragraph: Some(self.number.to_string()), ..self.place },
            ..Recommendation::default()
        }
    }
}

/// The number of a paragraph in front of a line, and how long it is: `12. `.
pub(super) fn number(text: &str) -> Option<(u32, usize)> {
    let text = text.trim_start_matches([' ', '\t', '\u{a0}']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix('.')?;
    let apart = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    let number = text[..digits].parse().ok().filter(|_| (1..=3).contains(&digits) && apart)?;
    Some((number, digits + 1))
}

/// The numbered paragraphs, in order; headings stand between them.
pub(super) fn paragraphs(all: &[PaperLine], warnings: &mut Vec<Warning>) -> Vec<HeadedParagraph> {
    let mut found: Vec<HeadedParagraph> = Vec::new();
    let mut heading: Option<String> = None;
    for (index, line) in all.iter().enumerate() {
        let text = line.text.trim();
        if text.is_empty() {
            continue;
        }
        let last = found.last().map_or(0, |last| last.number);
        let ended = found
            .last()
            .is_none_or(|last| last.text.trim_end().ends_with(['.', ';', ':', ')', '”']));
        let begun = number(text).filter(|(number, _)| {
            *number == last + 1 || (ended && *number > last && *number <= last + 3)
        });
        if let Some((number, length)) = begun {
            if number != last + 1 {
                let message = format!("paragraph {number} follows paragraph {last}");
                warnings.push(Warning::new(line.place(), message));
            }
            let text = text[length..].trim().to_owned();
            found.push(HeadedParagraph {
                number,
                text,
                heading: heading.clone(),
                place: line.place(),
            });
            continue;
        }
        if is_annex(text) {
            break;
        }
        let next = all.get(index + 1).and_then(|next| number(&next.text));
        let before_next = next.is_some_and(|(number, _)| number == last + 1);
        if ended && before_next && is_heading(text) {
            heading = Some(tidy(text));
        } else if let Some(last) = found.last_mut().filter(|_| !is_chapter(text)) {
            lines::join(&mut last.text, text);
        }
    }
    found
}

/// A short line without a stop at its end.
pub(super) fn is_heading(text: &str) -> bool {
    text.len() <= 160
        && !text.ends_with(['.', ';', ':', ','])
        && text.starts_with(|first: char| first.is_uppercase())
}

/// `C. Civil rights and freedoms`, above another heading.
pub(super) fn is_chapter(text: &str) -> bool {
    let numeral = text.split(['.', ' ', '\t']).next().unwrap_or_default();
    let lettered = numeral.len() == 1 && numeral.starts_with(|c: char| c.is_ascii_uppercase());
    let roman = !numeral.is_empty() && numeral.chars().all(|sign| "IVX".contains(sign));
    (lettered || roman) && text[numeral.len()..].starts_with('.') && is_heading(text)
}

pub(super) fn is_annex(text: &str) -> bool {
    matches!(letters(text).as_str(), "annex" | "annexi" | "annexe" | "anexo" | "appendix")
}
