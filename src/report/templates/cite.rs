//! How items, statuses and sources are put into words.

use super::super::labels::{Labels, accessed, file_title};
use super::super::{Part, Visibility};
use super::Filed;
use crate::domain::Level;
use crate::domain::lines::{EvidenceLine, HistoryLine, ItemLine};
use crate::report::words;

/// `par. 5`, or the place as printed where it is no number.
pub(super) fn place(paragraph: &str) -> String {
    if paragraph.starts_with(|c: char| c.is_ascii_digit()) {
        format!("par. {paragraph}")
    } else {
        paragraph.to_owned()
    }
}

/// `p. 7`, or the place as it was typed where it says itself what it is.
fn page(printed: &str) -> String {
    if printed.starts_with(|c: char| c.is_ascii_digit()) {
        format!("p. {printed}")
    } else {
        printed.to_owned()
    }
}

/// A source whole: title, publisher, date, symbol and paragraph or address, page, access date.
pub(super) fn source(line: &EvidenceLine) -> Part {
    let brief = &line.brief;
    let address = brief.address.as_deref().unwrap_or_default();
    let mut words: Vec<String> = Vec::new();
    let (url, own_title) = match brief.kind.as_str() {
        "url" => (Some(address.to_owned()), brief.title.clone()),
        "file" | "import" => (None, Some(file_title(brief))),
        _ => {
            words.push(address.to_owned());
            words.extend(brief.paragraph.as_deref().map(place));
            (None, brief.title.clone())
        }
    };
    words.extend(own_title);
    words.extend(line.publisher.clone());
    words.extend(line.dated.clone());
    words.extend(line.page.as_deref().map(page));
    words.extend(url.clone());
    words.extend(accessed(brief));
    let contradicts = if line.effect == "contradicts" { " (contradicts)" } else { "" };
    let text = format!("{}{contradicts}", words.join(", "));
    Part { url, visibility: Visibility::of(brief.public, brief.entry), ..Part::new(text) }
}

/// The sources of an item, each once.
pub(super) fn sources(filed: &Filed) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for part in filed.evidence.iter().map(source) {
        if !parts.iter().any(|known| known.text == part.text) {
            parts.push(part);
        }
    }
    parts
}

/// `Evidence:`, internal where all of it is.
pub(super) fn evidence_heading(sources: &[Part]) -> Part {
    let public = sources.iter().any(|part| part.visibility == Visibility::Public);
    Part { visibility: Visibility::of(public, 0), ..Part::new("Evidence:") }
}

/// The status by the headline's voice, its tally, its reason, and each component's; the voice is
/// named where it is not said elsewhere.
pub(super) fn status(labels: &Labels, filed: &Filed, named: bool) -> Vec<Part> {
    let line = &filed.line;
    let who = labels.named().filter(|_| named);
    let according = who.map_or_else(String::new, |who| format!(", according to {who}"));
    let level = line.level();
    let mut parts = Vec::new();
    if line.is_compound() {
        parts.push(Part::new(format!(
            "{}: {}{according}.",
            level_alone(level, true),
            line.tally()
        )));
        parts.extend(assessed_components(filed));
    } else if level == Level::NotAssessed && line.headline.is_none() {
        parts.push(Part::new("Not assessed."));
    } else {
        parts.extend(with_reason(format!("{}{according}", since(line)), line));
    }
    parts
}

fn assessed_components(filed: &Filed) -> impl Iterator<Item = Part> {
    filed.components.iter().filter(|part| part.headline.is_some()).flat_map(|component| {
        let said = format!("{} {}: {}", component.reference, component.text, since(component));
        with_reason(said, component)
    })
}

/// The tally of a compound item, and each component that is assessed.
pub(super) fn components(filed: &Filed) -> Vec<Part> {
    let tally = Part::new(sentence(&filed.line.tally().to_string()));
    std::iter::once(tally).chain(assessed_components(filed)).collect()
}

fn level_alone(level: Level, compound: bool) -> &'static str {
    if compound && level == Level::NotAssessed { "Not assessed as a whole" } else { level.label() }
}

fn since(line: &ItemLine) -> String {
    let level = line.level().label();
    line.since()
        .map_or_else(|| level.to_owned(), |day| format!("{level} since {}", words::day(day)))
}

/// The words as a sentence: nobody types the stop. One within a closing quotation or bracket ends it.
pub(super) fn sentence(words: &str) -> String {
    let words = words.trim();
    let inner = words.trim_end_matches(['”', '"', '’', '»', '」', ')', ']']);
    let ended = inner.ends_with(['.', '!', '?', '…', '。', '؟', '۔', '।']);
    let rest = words.trim_end_matches([';', ',', ':']);
    if ended { words.to_owned() } else { format!("{rest}.") }
}

/// A status with its reason: in one, unless the reason alone is internal.
fn with_reason(said: String, line: &ItemLine) -> Vec<Part> {
    let headline = line.headline.as_ref();
    match headline.and_then(|headline| Some((headline.note.as_ref()?, headline))) {
        Some((note, headline)) if headline.public => {
            vec![Part::new(sentence(&format!("{said}: {note}")))]
        }
        Some((note, headline)) => {
            let visibility = Visibility::Internal(headline.entry);
            vec![Part::new(format!("{said}.")), Part { visibility, ..Part::new(sentence(note)) }]
        }
        None => vec![Part::new(format!("{said}."))],
    }
}

/// What the other voices say, each with its reason; `headline` is the voice that is left out.
pub(super) fn others(labels: &Labels, filed: &Filed) -> Vec<Part> {
    let mut parts = Vec::new();
    for line in filed.said.iter().filter(|line| !is_headline(filed, line)) {
        parts.push(voice(labels, filed, line));
        if let (Some(note), false) = (&line.note, line.public) {
            parts.push(Part {
                visibility: Visibility::Internal(line.entry),
                ..Part::new(sentence(note))
            });
        }
    }
    parts
}

fn is_headline(filed: &Filed, line: &HistoryLine) -> bool {
    let lines = std::iter::once(&filed.line).chain(&filed.components);
    lines.filter_map(|line| line.headline.as_ref()).any(|headline| headline.entry == line.entry)
}

fn voice(labels: &Labels, filed: &Filed, line: &HistoryLine) -> Part {
    let reference = line.item.split_once(':').map_or(line.item.as_str(), |(_, label)| label);
    let of =
        if reference == filed.line.reference { String::new() } else { format!("{reference} ") };
    let unsourced = if line.unsourced { ", unsourced" } else { "" };
    let note = line.note.as_ref().filter(|_| line.public).map(|note| format!(": {note}"));
    let text = format!(
        "{}: {of}{} since {}{unsourced}{}",
        labels.voice(&line.assessor),
        line.status.label(),
        words::day(line.effective_on),
        note.unwrap_or_default()
    );
    let visibility = Visibility::of(!line.internal, line.entry);
    Part { visibility, ..Part::new(sentence(&text)) }
}

/// Where the State's position stands.
pub(super) fn position_source(filed: &Filed) -> Option<(String, Option<String>)> {
    let stated = filed.stated.as_ref()?;
    Some((stated.document.clone()?, stated.paragraph.clone()))
}

/// The text of an item with the States that made it, as OHCHR prints it.
pub(super) fn recommendation(labels: &Labels, line: &ItemLine, apart: bool) -> String {
    if line.senders.is_empty() {
        return line.text.clone();
    }
    let states: Vec<String> = line.senders.iter().map(|code| labels.state(code)).collect();
    let text = line.text.trim_end().trim_end_matches([';', '.']);
    let joint = if apart { ") (" } else { ", " };
    format!("{text} ({})", states.join(joint))
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn every_note_becomes_a_sentence() {
        for (note, said) in [
            ("a draft law was tabled", "a draft law was tabled."),
            ("a draft law was tabled. ", "a draft law was tabled."),
            ("they said “not yet”", "they said “not yet”."),
            ("they said “Not yet.”", "they said “Not yet.”"),
            ("a law (2024)", "a law (2024)."),
            ("first a draft;", "first a draft."),
            ("ماذا حدث؟", "ماذا حدث؟"),
            ("قدم مشروع قانون", "قدم مشروع قانون."),
            ("법안이 제출되었다", "법안이 제출되었다."),
        ] {
            assert_eq!(sentence(note), said);
        }
    }
}
