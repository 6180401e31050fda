//! Lines of a letter without markdown's marks, and what each mark said.

use crate::import::text::{tidy, unescape, without_dash, without_tags};
use crate::import::{SourcePlace, lines};

/// What a line of markdown is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// `- Ratifying …`
    Bullet,
    /// `### Scope …`, `**B. Civil …**`, `*Children*`.
    Heading,
    Text,
}

/// A line without its marks.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    pub(super) kind: LineKind,
    pub(super) text: String,
    pub(super) begins_block: bool,
    pub(super) place: SourcePlace,
}

impl Plain {
    pub(super) fn of(line: &lines::PaperLine) -> Self {
        let whole = line.text.trim();
        let hashes = whole.trim_start_matches('#');
        let inner = hashes.trim();
        let emphasised = inner.len() > 2
            && inner.starts_with(['*', '_'])
            && inner.ends_with(['*', '_'])
            && !inner.starts_with("* ");
        let bullet = bullet(inner).filter(|_| !emphasised);
        let kind = match bullet {
            Some(_) => LineKind::Bullet,
            None if emphasised || hashes.len() < whole.len() => LineKind::Heading,
            None => LineKind::Text,
        };
        Self {
            kind,
            text: plain(bullet.unwrap_or(inner)),
            begins_block: line.begins_block,
            place: line.place(),
        }
    }
}

/// The text behind a bullet.
fn bullet(text: &str) -> Option<&str> {
    let rest = without_dash(text);
    if rest.len() < text.trim().len() {
        return Some(rest);
    }
    ["o ", "\u{f0b7}", "•", "‣", "◦"].iter().find_map(|mark| text.strip_prefix(mark)).map(str::trim)
}

/// The text without tags, escapes and signs of emphasis.
fn plain(text: &str) -> String {
    let text = unescape(&without_tags(text));
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let escaped = signs.peek().copied().filter(char::is_ascii_punctuation);
        match (sign, escaped) {
            ('\\', Some(next)) => {
                plain.push(next);
                signs.next();
            }
            ('*', _) => {}
            _ => plain.push(sign),
        }
    }
    tidy(&plain)
}

pub(super) fn join(lines: &[Plain]) -> String {
    let mut text = String::new();
    for line in lines {
        lines::join(&mut text, &line.text);
    }
    text
}
