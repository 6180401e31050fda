//! Who made a recommendation: the brackets in its text that hold States' names.
//!
//! They stand at the end `(A, B)`, one after the other `(A) (B)`, within the sentence
//! `Ratify (A) / Accede (B)`, nested `(Iran (Islamic Republic of))`, or broken.

use super::records::{Clause, Sender};
use super::text::tidy;
use crate::domain::states::States;

/// A text parted from its senders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parted {
    /// The text as printed, without the brackets at its end that name senders.
    pub(super) text: String,
    /// The text without all of them, where some stand within it: other files have it so.
    pub(super) matched: Option<String>,
    /// The senders, each once, in order.
    pub(super) senders: Vec<Sender>,
    /// The parts with senders of their own, if there is more than one.
    pub(super) clauses: Vec<Clause>,
}

/// A bracket: where it opens, where it ends (behind the closing sign), whether it was closed.
#[derive(Debug, Clone, Copy)]
struct Bracket {
    start: usize,
    end: usize,
    closed: bool,
}

/// Parts a recommendation's text from its senders.
pub(super) fn part(text: &str, states: &States) -> Parted {
    let mut senders: Vec<Sender> = Vec::new();
    let mut removed: Vec<(usize, usize)> = Vec::new();
    let mut trailing: Vec<(usize, usize)> = Vec::new();
    let mut clauses: Vec<Clause> = Vec::new();
    let brackets = brackets(text);
    for (index, bracket) in brackets.iter().enumerate() {
        let names = names(inner(text, *bracket), states);
        let known = names.iter().filter(|name| name.iso3.is_some()).count();
        let last = only_brackets_follow(text, *bracket, &brackets[index + 1..]);
        let all = known == names.len();
        let most = known * 2 >= names.len() && names.iter().all(is_namelike);
        let alone = last && known == 0 && senders.is_empty() && names.iter().all(is_strange_name);
        // A title in front of the States is none of them, unless it is one misspelled.
        let title = alone
            && states_in(text, &brackets[index + 1..], states)
            && names.iter().all(|name| states.nearest(&name.printed).is_none());
        if names.is_empty() || !(known > 0 && (all || last || most) || (alone && !title)) {
            continue;
        }
        let from = removed.last().map_or(0, |(_, end)| *end);
        add_clause(&mut clauses, &text[from..bracket.start], &names);
        for name in names {
            if !senders.iter().any(|sender| is_same(sender, &name)) {
                senders.push(name);
            }
        }
        let part = (bracket.start, behind_footnote_mark(text, bracket.end));
        removed.push(part);
        if last {
            trailing.push(part);
        }
    }
    if clauses.len() < 2 {
        clauses.clear();
    }
    let matched = (trailing.len() < removed.len()).then(|| without(text, &removed));
    Parted { text: without(text, &trailing), matched, senders, clauses }
}

/// Whether one of these brackets names a State.
fn states_in(text: &str, brackets: &[Bracket], states: &States) -> bool {
    let known = |bracket: &Bracket| {
        names(inner(text, *bracket), states).iter().any(|name| name.iso3.is_some())
    };
    brackets.iter().any(known)
}

/// A bracket ends a clause, or, with no words before it, names more senders of the last one.
fn add_clause(clauses: &mut Vec<Clause>, text: &str, names: &[Sender]) {
    let ends: &[char] = &[' ', ';', ',', '.', ':', '/'];
    let text = tidy(text).trim_matches(ends).to_owned();
    let text = text.strip_prefix("and ").unwrap_or(&text).to_owned();
    match clauses.last_mut().filter(|_| !text.chars().any(char::is_alphanumeric)) {
        Some(last) => last.senders.extend_from_slice(names),
        None => clauses.push(Clause { text, senders: names.to_vec() }),
    }
}

fn is_same(one: &Sender, other: &Sender) -> bool {
    match (&one.iso3, &other.iso3) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.printed == other.printed,
        _ => false,
    }
}

/// The outermost brackets, closed or not.
fn brackets(text: &str) -> Vec<Bracket> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0_usize);
    for (place, letter) in text.char_indices() {
        match letter {
            '(' | '[' => {
                if depth == 0 {
                    start = place;
                }
                depth += 1;
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(Bracket { start, end: place + letter.len_utf8(), closed: true });
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        found.extend(unclosed(text, start));
    }
    found
}

/// Brackets from a place on where a closing sign is missing: every opening sign begins one, which
/// ends at its closing sign, or where a semicolon or the next bracket shows that it is missing.
fn unclosed(text: &str, from: usize) -> Vec<Bracket> {
    let rest = &text[from..];
    let mut found: Vec<Bracket> = Vec::new();
    let mut open: Option<usize> = None;
    for (place, letter) in rest.char_indices() {
        let here = from + place;
        match letter {
            '(' if open.is_none() => open = Some(here),
            // A full name in brackets of its own: `Iran (Islamic Republic of;`.
            '(' if rest[..place].trim_end().ends_with(|last: char| last.is_alphanumeric())
                && open.is_some() => {}
            '(' | ';' => {
                if let Some(start) = open.take() {
                    found.push(Bracket { start, end: here, closed: false });
                }
                open = (letter == '(').then_some(here);
            }
            ')' => {
                if let Some(start) = open.take() {
                    found.push(Bracket { start, end: here + 1, closed: true });
                }
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        found.push(Bracket { start, end: text.len(), closed: false });
    }
    found
}

fn inner(text: &str, bracket: Bracket) -> &str {
    let end = if bracket.closed { bracket.end - 1 } else { bracket.end };
    text.get(bracket.start + 1..end).unwrap_or_default()
}

/// Whether nothing but brackets and punctuation stands between this bracket and the end.
fn only_brackets_follow(text: &str, bracket: Bracket, later: &[Bracket]) -> bool {
    let mut from = behind_footnote_mark(text, bracket.end);
    for next in later {
        if text[from.min(next.start)..next.start].chars().any(char::is_alphanumeric) {
            return false;
        }
        from = behind_footnote_mark(text, next.end);
    }
    !text[from..].chars().any(char::is_alphanumeric)
}

/// The place behind a footnote's mark that stands at `place`: `(Iraq)7;`.
fn behind_footnote_mark(text: &str, place: usize) -> usize {
    let rest = &text[place..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let marks = rest[digits..].bytes().take_while(|byte| *byte == b'*').count();
    let after = rest[digits + marks..].chars().next();
    let ends = after.is_none_or(|letter| !letter.is_alphanumeric());
    if digits <= 2 && marks <= 3 && ends { place + digits + marks } else { place }
}

/// The names in a bracket. Commas and `and` part them, but also stand within names (`Bolivia,
/// Plurinational State of`; `Bosnia and Herzegovina`): the longest run that is known wins.
fn names(inner: &str, states: &States) -> Vec<Sender> {
    let parts = parts(inner);
    let mut names = Vec::new();
    let mut first = 0;
    while first < parts.len() {
        let longest = (first + 1..=parts.len().min(first + 4)).rev().find_map(|end| {
            let printed = clean(&inner[parts[first].0..parts[end - 1].1]);
            let state = states.resolve(&printed).or_else(|| states.resolve(undecorated(&printed)));
            state.map(|state| (end, Sender { printed, iso3: Some(state.iso3.clone()) }))
        });
        let (end, name) = longest.unwrap_or_else(|| {
            let printed = clean(&inner[parts[first].0..parts[first].1]);
            (first + 1, Sender { printed, iso3: None })
        });
        // `Chile Kenya`: two States without a comma between them.
        if name.iso3.is_none()
            && let Some(run) = run_of_names(&name.printed, states)
        {
            names.extend(run);
            first = end;
            continue;
        }
        if name.printed.chars().any(char::is_alphabetic) {
            names.push(name);
        }
        first = end;
    }
    names
}

/// Names of States one after the other with nothing between them; none unless all words are some.
fn run_of_names(printed: &str, states: &States) -> Option<Vec<Sender>> {
    let words: Vec<&str> = printed.split_whitespace().collect();
    if !(2..=40).contains(&words.len()) {
        return None;
    }
    let mut run = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let longest = (from + 1..=words.len().min(from + 8)).rev().find_map(|end| {
            let printed = clean(&words[from..end].join(" "));
            // A code of three letters is no name within a sentence.
            let state = states.resolve(&printed).filter(|_| printed.chars().count() > 3)?;
            Some((end, Sender { iso3: Some(state.iso3.clone()), printed }))
        });
        let (end, name) = longest?;
        run.push(name);
        from = end;
    }
    (run.len() > 1).then_some(run)
}

/// The States that a column for them lists, one a line or with commas.
pub(super) fn listed(lines: &[String], states: &States) -> Vec<Sender> {
    let mut senders: Vec<Sender> = Vec::new();
    let lines = lines.iter().map(|line| super::text::without_dash(line).trim_matches(['(', ')']));
    for name in lines.flat_map(|line| names(&balanced(line), states)) {
        if !senders.iter().any(|sender| is_same(sender, &name)) {
            senders.push(name);
        }
    }
    senders
}

/// A line that lost the bracket at its end with the ones around it: `Iran (Islamic Republic of`.
fn balanced(line: &str) -> String {
    let line = line.replace(") (", ", ");
    let open = line.matches('(').count().saturating_sub(line.matches(')').count());
    format!("{line}{}", ")".repeat(open))
}

/// The parts of a list: between commas, semicolons, slashes, stops and `and`, outside brackets.
fn parts(inner: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0_usize, 0_usize);
    for (place, letter) in inner.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' | '/' | '\n' if depth == 0 => {
                parts.push((start, place));
                start = place + letter.len_utf8();
            }
            '&' if depth == 0 => {
                parts.push((start, place));
                start = place + 1;
            }
            letter if letter.is_whitespace() && depth == 0 => {
                let rest = &inner[place + letter.len_utf8()..];
                let word = rest.split(char::is_whitespace).next().unwrap_or_default();
                if matches!(word, "and" | "et" | "y" | "e") {
                    parts.push((start, place));
                    start = place + letter.len_utf8() + word.len();
                }
            }
            _ => {}
        }
    }
    parts.push((start.min(inner.len()), inner.len()));
    parts.retain(|(start, end)| start < end && !inner[*start..*end].trim().is_empty());
    parts
}

fn clean(name: &str) -> String {
    let name = tidy(name);
    let name = name.trim_matches(|letter: char| " .,;:*/".contains(letter));
    let name = name.strip_prefix("and ").unwrap_or(name);
    name.to_owned()
}

/// A name without footnote marks and half a bracket at its end.
fn undecorated(name: &str) -> &str {
    let mark = |letter: char| !letter.is_alphabetic() && letter != ')';
    let name = name.trim_matches(mark);
    if name.matches('(').count() == name.matches(')').count() {
        name
    } else {
        name.trim_matches(|letter: char| !letter.is_alphabetic())
    }
}

/// Short, and with a capital: it may be a State's name.
fn is_namelike(name: &Sender) -> bool {
    name.iso3.is_some()
        || (name.printed.split_whitespace().count() <= 6
            && name.printed.starts_with(|letter: char| letter.is_uppercase()))
}

/// It looks like a name, and not like the abbreviation of a treaty.
fn is_strange_name(name: &Sender) -> bool {
    is_namelike(name)
        && name.printed.chars().any(char::is_lowercase)
        && !name.printed.contains(|letter: char| letter.is_ascii_digit())
}

/// The text without these parts.
fn without(text: &str, removed: &[(usize, usize)]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in removed {
        left.push_str(text[from..*start].trim_end());
        from = *end;
        let glued = text[from..].starts_with(|next: char| next.is_alphanumeric() || next == '(');
        if glued {
            left.push(' ');
        }
    }
    left.push_str(&text[from..]);
    let left = tidy(&left);
    let bracket_last = !text[from..].chars().any(char::is_alphanumeric) && from > 0;
    let ending: &[char] =
        if bracket_last { &[';', ',', ' ', ':', '.'] } else { &[';', ',', ' ', ':'] };
    left.trim_end_matches(ending).to_owned()
}

/// A text without a footnote's mark behind its end: `(Iraq);7`.
pub(super) fn without_last_mark(text: &str) -> &str {
    let text = text.trim_end();
    let plain = text.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '*');
    let marked = text.len() - plain.len();
    let behind_end = plain.ends_with(';') || plain.ends_with(").") || plain.ends_with(')');
    if (1..=3).contains(&marked) && behind_end { plain } else { text }
}

#[cfg(test)]
mod tests;
