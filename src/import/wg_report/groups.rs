//! The chapter of conclusions as groups: the paragraph that introduces a list, and its items.
//!
//! "91." may be item 91 or paragraph 91, an item may begin in mid-line, a number may be misprinted
//! or missing: what is expected next decides, and what differs from it is told.

use crate::domain::{Kind, Position};
use crate::import::lines::{self, PaperLine};
use crate::import::records::{Recommendation, letters};
use crate::import::stance::{self, Stance};
use crate::import::text::{tidy, without_dash};
use crate::import::{SourcePlace, Warning};

mod marks;
mod walker;

use marks::NumberMark;
use walker::Walker;

/// A paragraph of the conclusions, and the list that it introduces, if it does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// The paragraph's number.
    pub(super) paragraph: String,
    pub(super) intro: String,
    pub(super) stance: Stance,
    pub(super) items: Vec<Item>,
    pub(super) place: SourcePlace,
}

/// A recommendation in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// The number within the report: `124.7`, `90.1`.
    pub(super) number: String,
    /// The number as printed: `124.7`, `1`.
    pub(super) printed: String,
    pub(super) text: String,
    /// The heading above it, within a list.
    pub(super) heading: Option<String>,
    /// What a later paragraph says about it alone, and which.
    pub(super) stance: Option<Stance>,
    pub(super) said_in: Option<String>,
    pub(super) place: SourcePlace,
}

/// The line behind the heading of the chapter: the last such heading, since the table of contents
/// has one too.
pub(super) fn chapter(lines: &[PaperLine]) -> Option<usize> {
    let is_heading = |text: &str| {
        let name = letters(without_number(text));
        let known = [
            "conclusionsandorrecommendations",
            "conclusionsandrecommendations",
            "conclusionsetourecommandations",
            "conclusionsetrecommandations",
            "conclusionesyorecomendaciones",
            "conclusionesyrecomendaciones",
        ];
        known.contains(&name.as_str()) && !text.contains("....")
    };
    let last = lines.iter().rposition(|line| is_heading(&line.text));
    // The heading may stand on two lines.
    let broken = || {
        let pairs = lines.windows(2);
        let found = pairs.map(|two| is_heading(&format!("{} {}", two[0].text, two[1].text)));
        found.collect::<Vec<_>>().iter().rposition(|found| *found).map(|place| place + 1)
    };
    last.or_else(broken).map(|place| place + 1).or_else(|| first_introduction(lines))
}

/// A heading without `II.` in front.
fn without_number(text: &str) -> &str {
    let text = text.trim();
    let numeral = text.split(['.', ' ', '\t']).next().unwrap_or_default();
    let roman = !numeral.is_empty() && numeral.chars().all(|letter| "IVX".contains(letter));
    if roman { text[numeral.len()..].trim_start_matches(['.', ' ', '\t']) } else { text }
}

/// Where the heading is lost: the first paragraph that introduces a list.
fn first_introduction(lines: &[PaperLine]) -> Option<usize> {
    lines.iter().enumerate().position(|(place, line)| {
        NumberMark::at_start(&line.text).is_some_and(|mark| mark.parts.len() == 1)
            && is_introduction(&ahead(&lines[place..]))
    })
}

/// The next few lines as one text.
fn ahead(lines: &[PaperLine]) -> String {
    let mut text = String::new();
    for line in lines.iter().take(4) {
        lines::join(&mut text, &line.text);
    }
    text
}

/// Whether a text introduces a list, or ends the chapter, rather than recommends something.
fn is_introduction(text: &str) -> bool {
    let lower: String = tidy(text).to_lowercase().chars().take(400).collect();
    let said = stance::of(&lower);
    let speaks = said.position.is_some() || said.implemented || said.comments;
    let listed = [
        "following recommendations",
        "recommendations below",
        "recommendations formulated",
        "recommendations listed",
        "recommendations made",
        "recommendations nos",
        "these recommendations",
        "recommendations contained",
        "recommendations that",
        "above recommendations",
        "recommendations above",
        "following comments",
        "recommandations ci-après",
        "recommandations suivantes",
        "recommandations formulées",
        "recommandations énumérées",
        "recommandations énoncées",
        "recommandations figurant",
        "ces recommandations",
        "recommandations ci-dessus",
        "recommandations auxquelles",
        "siguientes recomendaciones",
        "recomendaciones siguientes",
        "recomendaciones que",
        "recomendaciones formuladas",
        "recomendaciones enumeradas",
        "recomendaciones indicadas",
        "recomendaciones contenidas",
        "recomendaciones anteriores",
        "estas recomendaciones",
        "observations suivantes",
        "siguientes observaciones",
    ];
    ends_chapter(&lower) || (speaks && listed.iter().any(|phrase| lower.contains(phrase)))
}

/// `All conclusions and/or recommendations contained in the present report reflect …`
fn ends_chapter(text: &str) -> bool {
    const ENDS: [&str; 5] = [
        "allconclusionsandorrecommendationscontained",
        "touteslesconclusionsetourecommandations",
        "touteslesconclusionsetrecommandations",
        "todaslasconclusionesyorecomendaciones",
        "todaslasconclusionesyrecomendaciones",
    ];
    let name = letters(text);
    ENDS.iter().any(|end| name.contains(end))
}

/// Reads the chapter.
pub(super) fn walk(lines: &[PaperLine], warnings: &mut Vec<Warning>) -> Vec<Group> {
    let mut walker = Walker::default();
    let mut skipping = false;
    for (index, line) in lines.iter().enumerate() {
        let rest = &lines[index..];
        if is_annex(line) {
            break;
        }
        if is_note(&line.text) {
            skipping = !line.text.trim_end().ends_with('.');
            continue;
        }
        let mark = walker.mark_at_start(rest);
        if skipping && mark.is_none() && !line.begins_block {
            skipping = !line.text.trim_end().ends_with('.');
            continue;
        }
        skipping = false;
        if is_continued(&line.text) {
            continue;
        }
        if mark.is_none() && walker.is_heading(rest) {
            walker.heading = Some(tidy(&line.text));
            continue;
        }
        walker.line(line, mark, rest);
        if walker.is_over() {
            break;
        }
    }
    walker.finish(warnings)
}

fn is_annex(line: &PaperLine) -> bool {
    const ALONE: [&str; 7] = ["annex", "annexi", "annexes", "annexe", "annexei", "anexo", "anexoi"];
    const DELEGATIONS: [&str; 3] =
        ["compositionofthedelegation", "compositiondeladélégation", "composicióndeladelegación"];
    let text = tidy(&line.text);
    let name = letters(&text);
    let titled = text.starts_with("Annex") || text.starts_with("Anexo");
    (titled && ALONE.contains(&name.as_str())) || DELEGATIONS.contains(&name.as_str())
}

/// `(continued)` above a list that goes on.
fn is_continued(text: &str) -> bool {
    matches!(letters(text).as_str(), "continued" | "cont" | "contd")
}

/// A note at a page's foot: `** Conclusions have not been edited.`, `7 The recommendation as read
/// during the interactive dialogue: …`.
fn is_note(text: &str) -> bool {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let lower: String = text.to_lowercase().chars().take(120).collect();
    if text.starts_with("**") || (text.starts_with('*') && text[1..].starts_with([' ', '\t'])) {
        return true;
    }
    let words = [
        "recommendation as read",
        "recommendation as formulated",
        "recommendation read",
        "original recommendation",
        "as read during",
        "as read out",
    ];
    let numbered = digits > 0 && digits <= 3 && text[digits..].starts_with([' ', '\t']);
    let unedited = letters(&lower).ends_with("recommendationshavenotbeenedited");
    unedited || (numbered && words.iter().any(|word| lower.contains(word)))
}

/// Headings of that chapter in French and Spanish, by letters.
const PLEDGES: [&str; 10] = [
    "annoncesetengagements",
    "annoncesvolontaires",
    "promessesvolontaires",
    "compromisosypromesas",
    "promessesetengagements",
    "engagementsvolontaires",
    "engagementsetpromesses",
    "promesasycompromisos",
    "compromisosvoluntarios",
    "promesasvoluntarias",
];

/// Pledges of the State itself, in a chapter of their own behind the conclusions.
pub(super) fn pledges(lines: &[PaperLine]) -> Vec<Recommendation> {
    let is_heading = |line: &PaperLine| {
        let text = without_number(&line.text);
        let name = letters(text);
        let english = name.starts_with("voluntary")
            && (name.contains("pledge") || name.contains("commitment"));
        name.len() < 60 && (english || PLEDGES.iter().any(|other| name.starts_with(other)))
    };
    let Some(start) = lines.iter().position(is_heading) else { return Vec::new() };
    let mut pledges: Vec<Recommendation> = Vec::new();
    let mut paragraph: Option<String> = None;
    for line in
        lines[start + 1..].iter().take_while(|line| !is_annex(line) && !ends_chapter(&line.text))
    {
        if is_note(&line.text) {
            continue;
        }
        let text = line.text.trim();
        let mark = NumberMark::at_start(text);
        let begins = mark.is_some() || is_bullet(text);
        match pledges.last_mut() {
            Some(last) if !begins => lines::join(&mut last.text, text),
            _ => {
                let (number, text) = match &mark {
                    Some(mark) => (Some(mark.number()), &text[mark.length..]),
                    None => (None, without_dash(text)),
                };
                // `(a)` is a part of the paragraph above it.
                let lettered = mark.as_ref().is_some_and(|mark| mark.letter.is_some());
                let number = match (&paragraph, number) {
                    (Some(paragraph), Some(letter)) if lettered => {
                        Some(format!("{paragraph}.{letter}"))
                    }
                    (_, number) => number,
                };
                if mark.is_some() && !lettered {
                    paragraph.clone_from(&number);
                }
                pledges.push(Recommendation {
                    number,
                    text: text.trim().to_owned(),
                    kind: Some(Kind::Commitment),
                    position: Some(Position::NotStated),
                    place: line.place(),
                    ..Recommendation::default()
                });
            }
        }
    }
    // A paragraph that ends in a colon introduces the others.
    pledges.retain(|pledge| !pledge.text.trim_end().ends_with(':') && !pledge.text.is_empty());
    for pledge in &mut pledges {
        let text = tidy(&pledge.text);
        text.trim_end_matches(';').clone_into(&mut pledge.text);
        pledge.printed.clone_from(&pledge.text);
    }
    pledges
}

fn is_bullet(text: &str) -> bool {
    let lettered = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    without_dash(text).len() < text.len() || lettered.is_some_and(|(letter, _)| letter.len() <= 4)
}
