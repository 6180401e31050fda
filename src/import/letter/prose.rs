//! An annex without bullets: its sentences stand for them, what ends without a stop is a heading.

use super::marked::{LineKind, Plain};
use crate::import::lines;

/// The lines of such an annex with its sentences as bullets.
pub(super) fn as_bullets(given: &[Plain]) -> Vec<Plain> {
    let mut found: Vec<Plain> = Vec::new();
    for line in given {
        let ended = found.last().is_none_or(|last| ends(&last.text));
        let heading = |line: &Plain| line.kind == LineKind::Heading;
        let marked = heading(line) || found.last().is_some_and(heading);
        let begins = line.begins_block || ended || marked || is_ask(&line.text);
        match found.last_mut() {
            Some(last) if !begins => lines::join(&mut last.text, &line.text),
            _ => found.push(line.clone()),
        }
    }
    for line in found.iter_mut().filter(|line| line.kind == LineKind::Text) {
        let (text, numbered) = without_number(&line.text);
        let words = text.split_whitespace().count();
        if (ends(&line.text) && (words >= 3 || is_ask(text))) || (numbered && is_ask(text)) {
            line.text = text.to_owned();
            line.kind = LineKind::Bullet;
        }
    }
    found
}

fn ends(text: &str) -> bool {
    text.ends_with(['.', ';'])
}

/// Areas begin with a gerund: `Ratifying the Convention`.
fn is_ask(text: &str) -> bool {
    let first =
        text.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ';', ',']);
    first.len() > 4 && first.ends_with("ing") && first.starts_with(char::is_uppercase)
}

/// A text without `12.` or `(a)` in front, and whether it had one.
fn without_number(text: &str) -> (&str, bool) {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let number = &inner[..length];
    let counts = number.bytes().all(|byte| byte.is_ascii_digit())
        || (number.len() == 1 && number.starts_with(|it: char| it.is_ascii_lowercase()));
    match inner[length..].strip_prefix(['.', ')']).filter(|_| counts && (1..=3).contains(&length)) {
        Some(rest) if rest.starts_with([' ', '\t', '\u{a0}']) => (rest.trim_start(), true),
        _ => (text, false),
    }
}
