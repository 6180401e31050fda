//! What a letter says of itself: date, State, session, cycle, and who wrote to whom.

use super::marked::{Plain, join};
use super::tongue::{Tongue, apostrophes};
use crate::domain::states::States;
use crate::import::records::{Body, NamedState, SourceDocument, cycle_of_session};
use crate::import::symbols;

/// Date, State, session, cycle, and who wrote to whom.
pub(super) fn about(lines: &[Plain], tongue: &Tongue, states: &States) -> Body {
    let text = join(lines);
    let lower = apostrophes(&text.to_lowercase());
    let cycle =
        symbols::ordinal_before(&text, tongue.cycle).and_then(|cycle| u8::try_from(cycle).ok());
    let session = working_group_session(&lower, tongue);
    Body {
        state: state(&text, tongue, states).or_else(|| addressed_state(lines, tongue, states)),
        session,
        cycle: cycle.filter(|cycle| *cycle > 0).or_else(|| session.and_then(cycle_of_session)),
        document: SourceDocument {
            title: Some("Letter of the High Commissioner for Human Rights".to_owned()),
            date: symbols::date(&text),
            council_session: council_session(&lower, tongue),
            addressee: addressee(lines, tongue),
            signatory: signatory(lines, tongue),
            language: Some(tongue.code),
            horizon: tongue.horizon(&text),
            ..SourceDocument::default()
        },
        ..Body::default()
    }
}

/// `the third cycle of the Universal Periodic Review (UPR) of the Republic of …`
fn state(text: &str, tongue: &Tongue, states: &States) -> Option<NamedState> {
    // Lower case of other letters than ours may have another length.
    let plain = apostrophes(text).replace("d'", "d' ");
    let lower = plain.to_lowercase();
    let lower = if lower.len() == plain.len() { lower } else { plain.clone() };
    let mut places: Vec<usize> = tongue
        .of_state
        .iter()
        .flat_map(|words| {
            let words = words.replace("d'", "d' ");
            lower.match_indices(&words).map(|(at, it)| at + it.len()).collect::<Vec<_>>()
        })
        .collect();
    places.sort_unstable();
    places.into_iter().find_map(|place| {
        let words: Vec<&str> = plain.get(place..)?.split_whitespace().take(12).collect();
        (1..=words.len()).rev().find_map(|count| known(&words[..count].join(" "), tongue, states))
    })
}

/// A State that is called so, with or without an article.
fn known(printed: &str, tongue: &Tongue, states: &States) -> Option<NamedState> {
    let mut printed = printed.trim();
    // A register takes such words for no part of a name.
    let behind = [" and", " et", " y", " has", " a", " ha"];
    while let Some(name) = behind.iter().find_map(|word| printed.strip_suffix(*word)) {
        printed = name;
    }
    let printed = printed.trim_end_matches([',', '.', ';', ':']);
    let article = tongue.articles.iter().find_map(|article| printed.strip_prefix(*article));
    let mut names = [article, Some(printed)].into_iter().flatten();
    names.find_map(|name| {
        let iso3 = states.resolve(name)?.iso3.clone();
        Some(NamedState { printed: name.to_owned(), iso3: Some(iso3) })
    })
}

/// The State of the minister to whom a letter is addressed.
fn addressed_state(lines: &[Plain], tongue: &Tongue, states: &States) -> Option<NamedState> {
    addressee(lines, tongue).iter().rev().find_map(|line| known(line, tongue, states))
}

/// `during the 33rd session of the UPR Working Group in May 2019`.
fn working_group_session(lower: &str, tongue: &Tongue) -> Option<u16> {
    let mut places: Vec<usize> = tongue
        .session
        .iter()
        .flat_map(|words| lower.match_indices(words).map(|(at, _)| at).collect::<Vec<_>>())
        .collect();
    places.sort_unstable();
    places.into_iter().find_map(|place| {
        let behind: String = lower[place..].chars().take(60).collect();
        let word = lower[place..].split(' ').next().unwrap_or_default();
        let named = tongue.working_group.iter().any(|words| behind.contains(words));
        // A Spanish session is a `período de sesiones`.
        let before = lower[..place].trim_end();
        let before = before.strip_suffix("de").map_or(before, str::trim_end);
        let sentence = match word {
            "sesiones" => before.strip_suffix("período").unwrap_or(before).to_owned(),
            _ => before.to_owned(),
        };
        named.then(|| last_ordinal(&sentence)).flatten()
    })
}

/// `adopted by the Human Rights Council at its 42nd session`.
fn council_session(lower: &str, tongue: &Tongue) -> Option<u16> {
    let word = match tongue.session {
        [first, ..] => first.split(' ').next().unwrap_or_default(),
        [] => "",
    };
    let word = if word == "sesiones" { "período" } else { word };
    tongue.council.iter().find_map(|council| {
        lower.match_indices(council).find_map(|(place, _)| {
            let behind: String = lower[place..].chars().take(70).collect();
            symbols::ordinal_before(&behind, word)
        })
    })
}

/// The ordinal at the end of a text.
fn last_ordinal(text: &str) -> Option<u16> {
    symbols::ordinal_before(&format!("{text} session"), "session")
}

/// The lines from `H.E.` on, to the end of the block.
fn addressee(lines: &[Plain], tongue: &Tongue) -> Vec<String> {
    let greeting = lines.iter().position(|line| tongue.greets(&line.text)).unwrap_or(0);
    let addressed = |line: &Plain| tongue.addresses(&line.text);
    let copied = lines.iter().position(|line| is_copy(&line.text)).unwrap_or(lines.len());
    let mine = &lines[..copied];
    let behind = mine.iter().skip(greeting).position(addressed).map(|at| at + greeting);
    let Some(first) = behind.or_else(|| mine.iter().position(addressed)) else {
        return Vec::new();
    };
    let rest = mine[first + 1..].iter().take_while(|line| !line.begins_block).take(5);
    let mut all: Vec<String> =
        mine[first..=first].iter().chain(rest).map(|line| line.text.clone()).collect();
    // In a Word document each line is a paragraph of its own.
    if all.len() == 1 {
        let next = mine[first + 1..].iter().take(4);
        all.extend(
            next.take_while(|line| line.text.len() < 80 && !line.text.ends_with('.'))
                .map(|line| line.text.clone()),
        );
    }
    all
}

/// `cc: H.E. …`: who gets a copy.
fn is_copy(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    ["cc:", "cc.", "c.c.", "copy to", "copie", "con copia"].iter().any(|it| text.starts_with(it))
}

/// The lines behind the assurances of consideration, to `cc:`.
pub(super) fn signatory(lines: &[Plain], tongue: &Tongue) -> Vec<String> {
    let Some(end) = lines.iter().rposition(|line| tongue.closes(&line.text)) else {
        return Vec::new();
    };
    let behind = lines[end + 1..].iter().take_while(|line| !is_copy(&line.text));
    behind.take(3).map(|line| line.text.clone()).collect()
}
