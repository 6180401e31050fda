//! The headings of an annex, told apart by their words.

use super::tongue::TONGUES;
use crate::import::lines;
use crate::import::records::letters;

/// The headings that hold at a place: part, section, lowest heading.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    part: Option<String>,
    section: Option<String>,
    leaf: Option<String>,
}

impl Tree {
    pub(super) fn enter(&mut self, text: &str) {
        let text = text.trim_end_matches(':').to_owned();
        let name = name(&text);
        if TONGUES.iter().any(|tongue| tongue.is_part(&name)) {
            *self = Self { part: Some(text), section: None, leaf: None };
        } else if is_section(&text) {
            self.section = Some(text);
            self.leaf = None;
        } else if self.part.is_none() {
            *self = Self { part: Some(text), section: None, leaf: None };
        } else {
            self.leaf = Some(text);
        }
    }

    /// The last heading goes on on the next line.
    pub(super) fn extend(&mut self, text: &str) {
        let last = [&mut self.leaf, &mut self.section, &mut self.part]
            .into_iter()
            .find_map(Option::as_mut);
        if let Some(last) = last {
            lines::join(last, text);
        }
    }

    /// A heading that ends in a word which cannot be its last.
    pub(super) fn is_unfinished(&self) -> bool {
        let last = self.leaf.as_ref().or(self.section.as_ref()).or(self.part.as_ref());
        last.is_some_and(|last| {
            let word = last.rsplit(' ').next().unwrap_or_default();
            last.ends_with(',') || UNFINISHED.contains(&word)
        })
    }

    pub(super) fn path(&self) -> Vec<String> {
        [&self.part, &self.section, &self.leaf].into_iter().flatten().cloned().collect()
    }
}

/// Words that cannot be a heading's last.
const UNFINISHED: [&str; 24] = [
    "and", "of", "or", "the", "with", "to", "for", "in", "et", "de", "des", "du", "la", "le",
    "les", "aux", "au", "y", "del", "los", "las", "con", "en", "el",
];

/// `A. Cross-cutting issues`.
fn is_section(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && matches!(letters.next(), Some('.' | ')'))
        && letters.next().is_some_and(char::is_whitespace)
}

/// The letters of a heading without its numeral.
pub(super) fn name(text: &str) -> String {
    letters(without_numeral(text.trim_end_matches(':')))
}

/// A heading without `II.` in front.
fn without_numeral(text: &str) -> &str {
    match text.split_once(". ") {
        Some((numeral, rest)) if numeral.chars().all(|sign| "IVX".contains(sign)) => rest,
        _ => text,
    }
}
