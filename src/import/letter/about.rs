//! What a letter says of itself: date, State, session, cycle, and who wrote to whom.

use super::marked::{Plain, join};
use crate::domain::states::States;
use crate::import::records::{Body, Document, NamedState, cycle_of_session, letters};
use crate::import::symbols;

/// Date, State, session, cycle, and who wrote to whom.
pub(super) fn about(lines: &[Plain], states: &States) -> Body {
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
