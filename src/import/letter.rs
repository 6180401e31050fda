//! A High Commissioner's letter after a third-cycle review, as text: the bullets of its annex
//! under their headings. Every Member State got one, under the same standard headings.
//!
//! The tree of headings is read from their words, not from markdown's marks, which are not
//! consistent: the parts have known names, sections begin with a letter (`A. Cross-cutting
//! issues`), whatever else stands above bullets is the lowest level.

use super::lines;
use super::problem::ImportError;
use super::records::{
    Body, Document, Layout, NamedState, Reading, Recommendation, cycle_of_session, letters,
};
use super::text::{tidy, unescape, without_dash, without_tags};
use super::wg_report::Source;
use super::{Place, symbols};
use crate::domain::states::States;
use crate::domain::{Kind, Position};

/// Reads a letter: plain text, with or without markdown's marks, PDF or Word.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    from_source(Source::open(bytes)?, states)
}

/// Reads a letter whose lines are known.
pub(super) fn from_source(source: Source, states: &States) -> Result<Reading, ImportError> {
    let wrong = |reason: &str| ImportError::wrong_layout(Layout::Letter, reason);
    let lines: Vec<Plain> = source.lines.iter().map(Plain::of).collect();
    let annex = annex(&lines).ok_or_else(|| wrong("no line `Annex`"))?;
    let recommendations = areas(&lines[annex + 1..]);
    if recommendations.is_empty() {
        return Err(wrong("its annex has no bullets"));
    }
    let mut body = about(&lines[..annex], states);
    body.recommendations = recommendations;
    let (warnings, notes) = (source.warnings, source.notes);
    Ok(Reading { bodies: vec![body], warnings, notes, ..Reading::default() })
}

/// Whether lines are those of such a letter: it greets, speaks of the review, and has an annex of
/// bullets.
pub(super) fn is_letter(source: &Source) -> bool {
    let lines: Vec<Plain> = source.lines.iter().map(Plain::of).collect();
    let Some(annex) = annex(&lines) else { return false };
    let greeting = ["excellency", "yourexcellency", "dearminister"];
    let greets = lines[..annex].iter().any(|line| greeting.contains(&letters(&line.text).as_str()));
    greets
        && letters(&join(&lines[..annex])).contains("universalperiodicreview")
        && lines[annex..].iter().any(|line| line.kind == LineKind::Bullet)
}

/// What a line of markdown is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineKind {
    /// `- Ratifying …`
    Bullet,
    /// `### Scope …`, `**B. Civil …**`, `*Children*`.
    Heading,
    Text,
}

/// A line without its marks.
#[derive(Debug, Clone)]
struct Plain {
    kind: LineKind,
    text: String,
    begins_block: bool,
    place: Place,
}

impl Plain {
    fn of(line: &lines::Line) -> Self {
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

/// The line `Annex`: the last one that stands alone, before the first bullets behind it.
fn annex(lines: &[Plain]) -> Option<usize> {
    let alone =
        |line: &Plain| matches!(letters(&line.text).as_str(), "annex" | "annexe" | "annexi");
    lines.iter().position(alone)
}

/// The bullets under their headings.
fn areas(lines: &[Plain]) -> Vec<Recommendation> {
    let mut found: Vec<Recommendation> = Vec::new();
    let mut tree = Tree::default();
    let mut open = Open::Nothing;
    for line in lines {
        let continues = line.kind == LineKind::Text && open.goes_on(line, &found, &tree);
        match (line.kind, continues) {
            (LineKind::Bullet, _) => {
                found.push(area(line, &tree));
                open = Open::Bullet;
            }
            (_, true) if open == Open::Bullet => {
                if let Some(last) = found.last_mut() {
                    lines::join(&mut last.text, &line.text);
                }
            }
            (_, true) => tree.extend(&line.text),
            _ => {
                tree.enter(&line.text);
                open = Open::Heading;
            }
        }
    }
    for item in &mut found {
        item.printed.clone_from(&item.text);
    }
    found
}

fn area(line: &Plain, tree: &Tree) -> Recommendation {
    Recommendation {
        text: line.text.clone(),
        paragraph: Some("annex".to_owned()),
        headings: tree.path(),
        kind: Some(Kind::Ask),
        position: Some(Position::NotStated),
        place: Place { paragraph: Some("annex".to_owned()), ..line.place.clone() },
        ..Recommendation::default()
    }
}

/// What the next line may go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Bullet,
    Heading,
}

impl Open {
    /// Whether a line without a mark goes on with what came before.
    fn goes_on(self, line: &Plain, found: &[Recommendation], tree: &Tree) -> bool {
        let lower = line.text.starts_with(|first: char| first.is_lowercase() || first == '(');
        match self {
            Self::Nothing => false,
            Self::Bullet => {
                let last = found.last().map_or("", |item| item.text.as_str());
                lower || (!last.ends_with(['.', ';', ':', '!', '?']) && !line.begins_block)
            }
            Self::Heading => lower || (tree.is_unfinished() && !line.begins_block),
        }
    }
}

/// The headings that hold at a place: part, section, lowest heading.
#[derive(Debug, Clone, Default)]
struct Tree {
    part: Option<String>,
    section: Option<String>,
    leaf: Option<String>,
}

/// How the names of the parts begin, which are the same in every letter.
const PARTS: [&str; 4] = [
    "scopeofinternational",
    "nationalhumanrightsframework",
    "implementationofinternational",
    "cooperationwith",
];

impl Tree {
    fn enter(&mut self, text: &str) {
        let text = text.trim_end_matches(':').to_owned();
        let name = letters(without_numeral(&text));
        if PARTS.iter().any(|part| name.starts_with(part)) {
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
    fn extend(&mut self, text: &str) {
        let last = [&mut self.leaf, &mut self.section, &mut self.part]
            .into_iter()
            .find_map(Option::as_mut);
        if let Some(last) = last {
            lines::join(last, text);
        }
    }

    /// A heading that ends in a word which cannot be its last.
    fn is_unfinished(&self) -> bool {
        let last = self.leaf.as_ref().or(self.section.as_ref()).or(self.part.as_ref());
        last.is_some_and(|last| {
            let word = last.rsplit(' ').next().unwrap_or_default();
            last.ends_with(',')
                || matches!(word, "and" | "of" | "or" | "the" | "with" | "to" | "for" | "in")
        })
    }

    fn path(&self) -> Vec<String> {
        [&self.part, &self.section, &self.leaf].into_iter().flatten().cloned().collect()
    }
}

/// `A. Cross-cutting issues`.
fn is_section(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && matches!(letters.next(), Some('.' | ')'))
        && letters.next().is_some_and(char::is_whitespace)
}

/// A heading without `II.` in front.
fn without_numeral(text: &str) -> &str {
    match text.split_once(". ") {
        Some((numeral, rest)) if numeral.chars().all(|sign| "IVX".contains(sign)) => rest,
        _ => text,
    }
}

fn join(lines: &[Plain]) -> String {
    let mut text = String::new();
    for line in lines {
        lines::join(&mut text, &line.text);
    }
    text
}

/// Date, State, session, cycle, and who wrote to whom.
fn about(lines: &[Plain], states: &States) -> Body {
    let text = join(lines);
    let cycle = symbols::ordinal_before(&text, "cycle").and_then(|cycle| u8::try_from(cycle).ok());
    let session = working_group_session(&text);
    Body {
        state: state(&text, states),
        session,
        cycle: cycle.or_else(|| session.and_then(cycle_of_session)),
        document: Document {
            title: Some("Letter of the High Commissioner for Human Rights".to_owned()),
            date: symbols::date(&text),
            council_session: council_session(&text),
            addressee: addressee(lines),
            signatory: signatory(lines),
            ..Document::default()
        },
        ..Body::default()
    }
}

/// `the third cycle of the Universal Periodic Review (UPR) of the Republic of …`
fn state(text: &str, states: &States) -> Option<NamedState> {
    let places = text.match_indices(" of ").filter(|(place, _)| {
        let before: String = text[..*place].chars().rev().take(12).collect();
        let before: String = before.chars().rev().collect();
        before.ends_with("(UPR)") || before.ends_with("Review") || before.ends_with("review")
    });
    let mut named = places.filter_map(|(place, of)| {
        let words: Vec<&str> = text[place + of.len()..].split_whitespace().take(12).collect();
        (1..=words.len()).rev().find_map(|count| {
            let printed = words[..count].join(" ");
            let printed = printed.trim_end_matches([',', '.', ';', ':']).to_owned();
            let printed = printed.strip_prefix("the ").unwrap_or(&printed).to_owned();
            let iso3 = states.resolve(&printed)?.iso3.clone();
            Some(NamedState { printed, iso3: Some(iso3) })
        })
    });
    named.next()
}

/// `during the 33rd session of the UPR Working Group in May 2019`.
fn working_group_session(text: &str) -> Option<u16> {
    let lower = text.to_lowercase();
    lower.match_indices("session of the").find_map(|(place, _)| {
        let behind: String = lower[place..].chars().take(60).collect();
        let sentence = &lower[..place + "session".len()];
        behind.contains("working group").then(|| last_ordinal(sentence)).flatten()
    })
}

/// `adopted by the Human Rights Council at its 42nd session`.
fn council_session(text: &str) -> Option<u16> {
    let lower = text.to_lowercase();
    let places = lower.match_indices("human rights council").map(|(place, _)| place);
    let mut found = places.filter_map(|place| {
        let behind: String = lower[place..].chars().take(60).collect();
        symbols::ordinal_before(&behind, "session")
    });
    found.next()
}

/// The ordinal right before the end of a text that ends in `session`.
fn last_ordinal(text: &str) -> Option<u16> {
    let words: Vec<&str> = text.split_whitespace().rev().skip(1).take(1).collect();
    words.first().and_then(|word| symbols::ordinal(word))
}

/// The lines from `H.E.` on, to the end of the block.
fn addressee(lines: &[Plain]) -> Vec<String> {
    let Some(first) = lines.iter().position(|line| line.text.starts_with("H.E.")) else {
        return Vec::new();
    };
    let rest = lines[first + 1..].iter().take_while(|line| !line.begins_block).take(4);
    lines[first..=first].iter().chain(rest).map(|line| line.text.clone()).collect()
}

/// The lines behind the assurances of consideration, to `cc:`.
fn signatory(lines: &[Plain]) -> Vec<String> {
    let end = lines.iter().rposition(|line| letters(&line.text).contains("highestconsideration"));
    let Some(end) = end else { return Vec::new() };
    let behind = lines[end + 1..].iter().take_while(|line| !line.text.starts_with("cc"));
    behind.take(3).map(|line| line.text.clone()).collect()
}

#[cfg(test)]
mod tests;
