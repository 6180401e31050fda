//! How items, statuses and sources are put into words.

use super::super::labels::{Labels, evidence_part, file_title};
use super::super::{Part, Visibility};
use super::Filed;
use crate::domain::Level;
use crate::domain::lines::{EvidenceLine, HistoryLine, ItemLine, RemarkLine};
use crate::report::words;
use crate::report::words::findings::{self, ItemStanding};

/// A source whole: title, publisher, date, symbol and paragraph or address, page, access date.
pub(super) fn source(line: &EvidenceLine) -> Part {
    let brief = &line.brief;
    let address = brief.address.as_deref().unwrap_or_default();
    let mut said: Vec<String> = Vec::new();
    let (url, own_title) = match brief.kind.as_str() {
        "url" => (Some(address.to_owned()), brief.title.clone()),
        "file" | "import" => (None, Some(file_title(brief))),
        _ => {
            said.push(address.to_owned());
            said.extend(brief.paragraph.as_deref().map(findings::paragraph));
            (None, brief.title.clone())
        }
    };
    said.extend(own_title);
    said.extend(line.publisher.clone());
    said.extend(line.dated.as_deref().map(words::printed));
    said.extend(line.page.as_deref().map(findings::page));
    said.extend(url.clone());
    said.extend(brief.accessed.as_deref().map(|day| words::accessed(&words::printed(day))));
    let text = words::commas(&said);
    let text = if line.effect == "contradicts" { findings::contradicting(&text) } else { text };
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

/// The same where there is little room: what each is called.
pub(super) fn brief(filed: &Filed) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in &filed.evidence {
        let part = evidence_part(&line.brief);
        if !parts.iter().any(|known| known.text == part.text) {
            parts.push(part);
        }
    }
    parts
}

/// `Evidence:`, internal where all of it is.
pub(super) fn evidence_heading(sources: &[Part]) -> Part {
    let public = sources.iter().any(|part| part.visibility == Visibility::Public);
    Part { visibility: Visibility::of(public, 0), ..Part::new(findings::evidence()) }
}

/// The status by the headline's voice, its tally, its reason, and each component's; the voice is
/// named where it is not said elsewhere.
pub(super) fn status(labels: &Labels, filed: &Filed, named: bool) -> Vec<Part> {
    let line = &filed.line;
    let who = labels.named().filter(|_| named);
    let level = line.level();
    let mut parts = Vec::new();
    if line.is_compound() {
        parts.push(Part::new(findings::compound(level, &line.tally(), who)));
        parts.extend(assessed_components(filed));
    } else if level == Level::NotAssessed && line.headline.is_none() {
        parts.push(Part::new(findings::not_assessed()));
    } else {
        parts.extend(with_reason(None, who, line));
    }
    parts
}

fn assessed_components(filed: &Filed) -> impl Iterator<Item = Part> {
    filed.components.iter().filter(|part| part.headline.is_some()).flat_map(|component| {
        let called = format!("{} {}:", component.reference, component.text);
        with_reason(Some(&called), None, component)
    })
}

/// The tally of a compound item, and each component that is assessed.
pub(super) fn components(filed: &Filed) -> Vec<Part> {
    let tally = Part::new(sentence(&findings::tallied(&filed.line.tally())));
    std::iter::once(tally).chain(assessed_components(filed)).collect()
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
fn with_reason(component: Option<&str>, who: Option<&str>, line: &ItemLine) -> Vec<Part> {
    let since = line.since().map(words::day);
    let stands = ItemStanding {
        component,
        level: line.level(),
        since: since.as_deref(),
        who,
        unsourced: false,
    };
    let headline = line.headline.as_ref();
    match headline.and_then(|headline| Some((headline.note.as_ref()?, headline))) {
        Some((note, headline)) if headline.public => {
            vec![Part::new(sentence(&stands.said(Some(note))))]
        }
        Some((note, headline)) => {
            let visibility = Visibility::Internal(headline.entry);
            let said = sentence(&stands.said(None));
            vec![Part::new(said), Part { visibility, ..Part::new(sentence(note)) }]
        }
        None => vec![Part::new(sentence(&stands.said(None)))],
    }
}

/// What the other voices say, each with its reason (the voice of the headline is left out), and what
/// anybody remarks beside a level.
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
    parts.extend(filed.remarks.iter().map(|line| remark(labels, filed, line)));
    parts
}

fn remark(labels: &Labels, filed: &Filed, line: &RemarkLine) -> Part {
    let reference = line.name.split_once(':').map_or(line.name.as_str(), |(_, label)| label);
    let component = Some(reference).filter(|of| *of != filed.line.reference);
    let day = words::day(line.effective_on);
    let text = findings::remark(&labels.voice(&line.assessor), component, &day, &line.text);
    Part { visibility: Visibility::of(line.public, line.entry), ..Part::new(text) }
}

fn is_headline(filed: &Filed, line: &HistoryLine) -> bool {
    let lines = std::iter::once(&filed.line).chain(&filed.components);
    lines.filter_map(|line| line.headline.as_ref()).any(|headline| headline.entry == line.entry)
}

fn voice(labels: &Labels, filed: &Filed, line: &HistoryLine) -> Part {
    let reference = line.item.split_once(':').map_or(line.item.as_str(), |(_, label)| label);
    let day = words::day(line.effective_on);
    let stands = ItemStanding {
        component: Some(reference).filter(|of| *of != filed.line.reference),
        level: line.status,
        since: Some(&day),
        who: None,
        unsourced: line.unsourced,
    };
    let note = line.note.as_deref().filter(|_| line.public);
    let text = findings::by(&labels.voice(&line.assessor), &stands.said(note));
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
