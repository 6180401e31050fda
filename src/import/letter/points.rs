//! What a letter says beside its annex: what it asks of the State, advises all States, offers.
//!
//! Paragraphs are counted from the greeting on, for they have no numbers: `P3`.

use super::marked::Plain;
use super::tongue::{Tongue, apostrophes};
use crate::domain::{ActorKind, Kind, Position};
use crate::import::records::{Asked, Recommendation};
use crate::import::{SourcePlace, lines};

/// The paragraphs between the greeting and the closing words, each with the place of its first line.
pub(super) fn paragraphs(lines: &[Plain], tongue: &Tongue) -> Vec<(String, SourcePlace)> {
    let start = lines.iter().position(|line| tongue.greets(&line.text)).map_or(0, |at| at + 1);
    let end = lines.iter().rposition(|line| tongue.closes(&line.text)).unwrap_or(lines.len());
    let mut found: Vec<(String, SourcePlace)> = Vec::new();
    let mut in_address = false;
    for line in lines.get(start..end.max(start)).unwrap_or_default() {
        let words = line.text.chars().any(char::is_alphabetic) && !is_page(&line.text);
        if line.begins_block {
            in_address = tongue.addresses(&line.text);
        }
        if !words || in_address {
            continue;
        }
        // A page's end parts a sentence: what goes on in lower case belongs to what came before.
        let lower = line.text.starts_with(char::is_lowercase);
        let ended = found.last().is_none_or(|(last, _)| last.ends_with(['.', ':', '”', '"']));
        match found.last_mut() {
            Some((last, _)) if !line.begins_block || (lower && !ended) => {
                lines::join(last, &line.text);
            }
            _ => found.push((line.text.clone(), line.place.clone())),
        }
    }
    found
}

/// `- 2 -`, `Page 2`, `/…`.
fn is_page(text: &str) -> bool {
    let letters: String = text.chars().filter(|sign| sign.is_alphabetic()).collect();
    text.len() < 12 && (letters.is_empty() || letters.eq_ignore_ascii_case("page"))
}

/// The points of a letter, numbered by paragraph: `4`, or `4a`, `4b` where it has several.
pub(super) fn points(
    paragraphs: &[(String, SourcePlace)],
    tongue: &Tongue,
    state: Option<&str>,
) -> Vec<Recommendation> {
    let mut found = Vec::new();
    for (number, (text, place)) in (1..).zip(paragraphs) {
        let said = sentences(text).into_iter().filter_map(|sentence| {
            let (kind, asked) = point(sentence, tongue, state)?;
            Some((sentence.trim(), kind, asked))
        });
        let said: Vec<_> = said.take(26).collect();
        let several = said.len() > 1;
        for (letter, (sentence, kind, asked)) in ('a'..='z').zip(said) {
            let label = if several { format!("{number}{letter}") } else { number.to_string() };
            let paragraph = Some(format!("P{number}"));
            found.push(Recommendation {
                number: Some(label),
                text: sentence.to_owned(),
                printed: sentence.to_owned(),
                paragraph: paragraph.clone(),
                kind: Some(kind),
                asked,
                position: Some(Position::NotStated),
                place: SourcePlace { paragraph, ..place.clone() },
                ..Recommendation::default()
            });
        }
    }
    found
}

/// Sentences: a stop with a blank and a capital behind it ends one; a title does not.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (place, _) in text.match_indices(". ") {
        let before = text[..place].rsplit([' ', '.']).next().unwrap_or_default();
        let title =
            matches!(before, "Mr" | "Ms" | "Mrs" | "Dr" | "E" | "H" | "S" | "Sr" | "Sra" | "M");
        if !title && text[place + 2..].starts_with(char::is_uppercase) {
            found.push(&text[start..=place]);
            start = place + 2;
        }
    }
    found.push(&text[start..]);
    found
}

/// What a sentence of a letter is, if it asks, advises or offers.
fn point(sentence: &str, tongue: &Tongue, state: Option<&str>) -> Option<(Kind, Asked)> {
    let lower = apostrophes(&sentence.to_lowercase());
    let deadline = tongue.by_year(&lower);
    if let Some(force) = tongue.advice(&lower) {
        let all = (ActorKind::AllStates, tongue.all_states_name());
        return Some((Kind::Advice, asked(force, Some(all), None)));
    }
    if let Some((force, behind)) = tongue.ask(&lower) {
        let near: String = behind.chars().take(60).collect();
        if tongue.all_states.iter().any(|all| near.contains(all)) {
            let all = (ActorKind::AllStates, tongue.all_states_name());
            return Some((Kind::Advice, asked(&force, Some(all), deadline)));
        }
        let own = tongue.governments.iter().find(|name| near.contains(**name));
        let name = own.copied().or(state);
        let actor = name.map(|name| (ActorKind::State, name));
        return Some((Kind::Ask, asked(&force, actor, deadline)));
    }
    let (both, force) = tongue.offer(&lower)?;
    let actor = if both {
        (ActorKind::Both, "OHCHR and the State")
    } else {
        (ActorKind::UnitedNations, "OHCHR")
    };
    Some((Kind::Offer, asked(force, Some(actor), None)))
}

fn asked(force: &str, actor: Option<(ActorKind, &str)>, deadline: Option<String>) -> Asked {
    Asked {
        force: Some(force.to_owned()),
        actor: actor.map(|(actor, _)| actor),
        actor_name: actor.map(|(_, name)| name.to_owned()),
        deadline,
    }
}
