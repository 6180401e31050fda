//! What a sentence says about the State's position on the recommendations that it introduces.

use crate::domain::Position;

/// What is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stance {
    /// The position, if the sentence says one.
    pub(super) position: Option<Position>,
    /// The State considers them already implemented or in the process of implementation.
    pub(super) implemented: bool,
    /// What follows are comments, not recommendations.
    pub(super) comments: bool,
}

const REFUSED: &[&str] = &[
    "not enjoy",
    "not support",
    "not accept",
    "cannot be accepted",
    "can not be accepted",
    "cannot accept",
    "cannot support",
    "cannot agree",
    "not agree",
    "could not be accepted",
    "could not be supported",
    "could not accept",
    "could not support",
    "unable to accept",
    "unable to support",
    "rejected",
    "rejects",
    "unacceptable",
    "without the support",
];
const LATER: &[&str] = &[
    "will be examined",
    "will examine",
    "shall be examined",
    "would be examined",
    "will be considered",
    "will consider",
    "will respond",
    "would respond",
    "will provide",
    "would provide",
    "will be provided",
    "responses in due",
    "response in due",
    "in due course",
    "in due time",
    "to be examined",
    "remain under consideration",
    "pending",
    "recommendations were made to",
    "recommendations were made during",
    "recommendations have been made to",
];
const IN_PART: &[&str] = &[
    "partial support",
    "partially support",
    "partially accept",
    "partly accept",
    "partly support",
    "accepted in part",
    "accepts in part",
    "supported in part",
    "supports in part",
    "enjoy in part",
    "partially enjoy",
];
const TAKEN: &[&str] = &[
    "the support of",
    "its support",
    "their support",
    "his support",
    "enjoy support",
    "enjoys support",
    "full support",
    "agreed on the following",
    "agrees with",
    "agreed with",
    "agreed to",
    "accepted",
    "accepts",
    "supports the",
    "supported the",
    "support the following",
    "expressed its support",
    "expressed support",
    "express its support",
    "accept the following",
    "accept the recommendations",
    "supported by",
    "are supported",
    "were supported",
    "been supported",
    "supports recommendations",
    "has supported",
];
const DONE: &[&str] = &[
    "already implemented",
    "already been implemented",
    "being implemented",
    "have been implemented",
    "process of implementation",
    "process of being implemented",
    "in the course of implementation",
    "already under implementation",
];
const COMMENTS: &[&str] = &["following comment", "comments as follows", "following explanation"];

/// Reads the introduction of a list in a report: a promise to answer later outweighs the rest
/// (`notes the following recommendations and will provide responses`).
pub(super) fn of(text: &str) -> Stance {
    read(text, true)
}

/// Reads a State's answer: what it promises besides does not matter.
pub(super) fn of_answer(text: &str) -> Stance {
    read(text, false)
}

fn read(text: &str, later_first: bool) -> Stance {
    let text = super::text::tidy(&text.replace(['’', '‘'], "'")).to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    if says(COMMENTS) {
        return Stance { comments: true, ..Stance::default() };
    }
    let noted = says(&["noted", "notes ", "note ", "takes note", "took note", "take note"]);
    let position = if later_first && says(LATER) {
        Some(Position::Pending)
    } else if says(REFUSED) {
        Some(if noted { Position::Noted } else { Position::NotSupported })
    } else if says(IN_PART) {
        Some(Position::PartiallySupported)
    } else if says(TAKEN) {
        Some(Position::Supported)
    } else if noted {
        Some(Position::Noted)
    } else if says(LATER) {
        Some(Position::Pending)
    } else {
        None
    };
    Stance { position, implemented: says(DONE), comments: false }
}

/// The words of a column for positions.
const WORDS: [(&str, Position); 25] = [
    ("Supported", Position::Supported),
    ("Accepted", Position::Supported),
    ("Noted", Position::Noted),
    ("Partially supported", Position::PartiallySupported),
    ("Supported/Noted", Position::PartiallySupported),
    ("Supported in part", Position::PartiallySupported),
    ("Partially accepted", Position::PartiallySupported),
    ("Not supported", Position::NotSupported),
    ("Rejected", Position::NotSupported),
    ("Pending", Position::Pending),
    ("Supported in part / noted in part", Position::PartiallySupported),
    ("Not accepted", Position::NotSupported),
    // The Spanish and French exports.
    ("Aceptada", Position::Supported),
    ("Aceptadas", Position::Supported),
    ("Apoyada", Position::Supported),
    ("Anotada", Position::Noted),
    ("Anotadas", Position::Noted),
    ("Tomada nota", Position::Noted),
    ("Aceptada/Anotada", Position::PartiallySupported),
    ("Acceptée", Position::Supported),
    ("Appuyée", Position::Supported),
    ("Notée", Position::Noted),
    ("Prise en note", Position::Noted),
    ("Acceptée/Notée", Position::PartiallySupported),
    ("", Position::NotStated),
];

/// The position that a cell's word means.
pub(super) fn of_word(word: &str) -> Option<Position> {
    let wanted = super::records::letters(word);
    let mut words = WORDS.iter();
    words.find(|(word, _)| super::records::letters(word) == wanted).map(|(_, position)| *position)
}

/// The known word that is nearest to a cell's.
pub(super) fn nearest_word(word: &str) -> Option<String> {
    // Never the opposite: `Not suported` is no misprint of `Supported`.
    let denies =
        |word: &str| word.to_lowercase().starts_with("no") && !word.eq_ignore_ascii_case("noted");
    let words = WORDS.iter().map(|(word, _)| *word).filter(|known| denies(known) == denies(word));
    crate::domain::words::nearest(word, words).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_outweighs_a_promise() {
        let text = "accepts recommendations 1-5 and will provide more information";
        assert_eq!(of_answer(text).position, Some(Position::Supported));
        assert_eq!(of(text).position, Some(Position::Pending));
    }

    #[test]
    fn real_phrases_are_read() {
        use Position::{NotSupported, Noted, PartiallySupported, Pending, Supported};
        for (text, position, implemented) in [
            (
                "listed below have been examined by X and enjoy the support of X:",
                Some(Supported),
                false,
            ),
            ("The recommendations below enjoy its support", Some(Supported), false),
            ("X agreed on the following recommendations", Some(Supported), false),
            (
                "enjoy the support of X, which considers that they are already implemented or in \
                 the process of implementation:",
                Some(Supported),
                true,
            ),
            ("X considers that recommendations below are already implemented", None, true),
            (
                "will be examined by X, which will provide responses in due time",
                Some(Pending),
                false,
            ),
            (
                "X notes the following recommendations and will provide its response",
                Some(Pending),
                false,
            ),
            ("the following recommendations were made to X:", Some(Pending), false),
            (
                "The recommendations below did not enjoy the support of X:",
                Some(NotSupported),
                false,
            ),
            ("do not enjoy its support and would thus be noted", Some(Noted), false),
            ("The following recommendations cannot be accepted by X", Some(NotSupported), false),
            ("have been rejected", Some(NotSupported), false),
            ("The recommendations below were noted by X", Some(Noted), false),
            ("are partially accepted by X", Some(PartiallySupported), false),
            ("The review was held on Monday", None, false),
        ] {
            let stance = of(text);
            assert_eq!((stance.position, stance.implemented), (position, implemented), "{text}");
        }
        assert!(of("X offers the following comments on them:").comments);
    }
}
