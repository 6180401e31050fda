//! What a sentence says about the State's position on the recommendations that it introduces.

mod words;

use crate::domain::Position;
pub(super) use words::{nearest_word, of_word};

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
    "n'ont pas recueilli",
    "ne recueillent pas",
    "n'ont pas reçu",
    "ne reçoivent pas",
    "n'a pas accepté",
    "n'accepte pas",
    "ne peuvent être accept",
    "ne peuvent pas être accept",
    "ne peut accepter",
    "ne peut pas accepter",
    "n'a pas souscrit",
    "ne souscrit pas",
    "ont été rejetées",
    "sont rejetées",
    "a rejeté",
    "rejette",
    "n'ont pas l'",
    "n'appuie pas",
    "n'a pas appuyé",
    "n'ont pas été accept",
    "ne bénéficient pas",
    "n'ont pas bénéficié",
    "no cuentan con",
    "no contaron con",
    "no cuenta con",
    "no gozan",
    "no gozaron",
    "no han recibido",
    "no recibieron",
    "no reciben",
    "no acepta",
    "no ha aceptado",
    "no aceptó",
    "no pueden ser acept",
    "no pueden aceptarse",
    "no puede aceptar",
    "no han sido acept",
    "no fueron acept",
    "rechaza",
    "rechazó",
    "rechazadas",
    "no apoya",
    "no apoyó",
    "no han obtenido",
    "no obtuvieron",
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
    "seront examinées",
    "seront étudiées",
    "va examiner",
    "examinera",
    "étudiera",
    "répondra",
    "fera connaître",
    "donnera sa réponse",
    "en temps voulu",
    "en temps utile",
    "serán examinadas",
    "serán estudiadas",
    "examinará",
    "estudiará",
    "dará respuesta",
    "dará una respuesta",
    "responderá",
    "a su debido tiempo",
    "oportunamente",
    "se pronunciará",
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
    "partiellement",
    "en partie",
    "adhésion partielle",
    "parcialmente",
    "apoyo parcial",
    "aceptadas en parte",
    "acepta en parte",
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
    "supports all",
    "support all",
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
    "son adhésion",
    "l'adhésion",
    "leur adhésion",
    "recueillent l'appui",
    "recueilli l'appui",
    "son appui",
    "reçu l'appui",
    "bénéficient de l'appui",
    "bénéficient du soutien",
    "recueilli le soutien",
    "recueillent le soutien",
    "souscrit aux",
    "souscrit à",
    "elle souscrit",
    "il souscrit",
    "accepte les",
    "a accepté",
    "ont été acceptées",
    "sont acceptées",
    "acceptées par",
    "appuie les",
    "a appuyé",
    "su apoyo",
    "el apoyo de",
    "con el apoyo",
    "del apoyo",
    "apoya las",
    "apoyó las",
    "apoya estas",
    "aceptó",
    "acepta las",
    "acepta estas",
    "ha aceptado",
    "aceptadas",
    "el respaldo de",
    "su respaldo",
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
    "déjà été appliquées",
    "déjà appliquées",
    "déjà été mises en",
    "déjà mises en",
    "déjà été suivies",
    "en cours d'application",
    "en cours de mise en",
    "en voie d'application",
    "en voie de l'être",
    "en passe de l'être",
    "en train de l'être",
    "en train d'être",
    "ya se han aplicado",
    "ya han sido aplicadas",
    "ya se han puesto en práctica",
    "ya se han llevado a la práctica",
    "ya han sido puestas en práctica",
    "ya aplicadas",
    "ya se han cumplido",
    "ya se están aplicando",
    "se están aplicando",
    "en proceso de aplicación",
    "en proceso de ser aplicadas",
    "en vías de aplicación",
    "en curso de aplicación",
];
const NOTED: &[&str] = &[
    "noted",
    "notes ",
    "note ",
    "takes note",
    "took note",
    "take note",
    "pris note",
    "prend note",
    "prises en note",
    "prendre note",
    "toma nota",
    "tomado nota",
    "tomó nota",
    "tomar nota",
];
const COMMENTS: &[&str] = &[
    "following comment",
    "comments as follows",
    "following explanation",
    "les observations suivantes",
    "observations ci-après",
    "las siguientes observaciones",
    "las observaciones siguientes",
];

/// Reads the introduction of a list in a report: a promise to answer later outweighs the rest
/// (`notes the following recommendations and will provide responses`).
pub(super) fn of(text: &str) -> Stance {
    read(text, true)
}

/// Reads a State's answer: what it promises besides does not matter.
pub(super) fn of_answer(text: &str) -> Stance {
    let said = read(text, false);
    // An answer may be the one word that a column would have.
    let said_in = |text: &str| of_word(text).filter(|word| *word != Position::NotStated);
    // Or the word in front of a list: `Supported: 140.1, 140.2`.
    let word = || said_in(text).or_else(|| said_in(text.split_once(':')?.0));
    Stance { position: said.position.or_else(word), ..said }
}

fn read(text: &str, later_first: bool) -> Stance {
    let text = super::text::tidy(&text.replace(['’', '‘'], "'").replace('œ', "oe")).to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    if says(COMMENTS) {
        return Stance { comments: true, ..Stance::default() };
    }
    let noted = says(NOTED);
    // `Slovenia supports 140.2`.
    let numbered = text.match_indices("supports ").any(|(place, verb)| {
        text[place + verb.len()..].starts_with(|next: char| next.is_ascii_digit())
    });
    let position = if later_first && says(LATER) {
        Some(Position::Pending)
    } else if says(REFUSED) {
        Some(if noted { Position::Noted } else { Position::NotSupported })
    } else if says(IN_PART) {
        Some(Position::PartiallySupported)
    } else if says(TAKEN) || numbered {
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

#[cfg(test)]
mod tests;
