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

/// The words of a column for positions: English, then those of the Spanish and French exports.
const WORDS: [(&str, Position); 45] = [
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
    ("Accepted in part", Position::PartiallySupported),
    ("Supports", Position::Supported),
    ("Support", Position::Supported),
    ("Enjoys support", Position::Supported),
    ("Note", Position::Noted),
    ("Takes note", Position::Noted),
    ("Under consideration", Position::Pending),
    ("Will be examined", Position::Pending),
    ("No response", Position::NotStated),
    ("No clear response", Position::NotStated),
    ("Aceptada", Position::Supported),
    ("Apoyada", Position::Supported),
    ("Respaldada", Position::Supported),
    ("Anotada", Position::Noted),
    ("Tomada nota", Position::Noted),
    ("Se toma nota", Position::Noted),
    ("Parcialmente aceptada", Position::PartiallySupported),
    ("Parcialmente apoyada", Position::PartiallySupported),
    ("Rechazada", Position::NotSupported),
    ("No aceptada", Position::NotSupported),
    ("No apoyada", Position::NotSupported),
    ("Pendiente", Position::Pending),
    ("Acceptée", Position::Supported),
    ("Appuyée", Position::Supported),
    ("Soutenue", Position::Supported),
    ("Notée", Position::Noted),
    ("Prise en note", Position::Noted),
    ("Partiellement acceptée", Position::PartiallySupported),
    ("Rejetée", Position::NotSupported),
    ("Non acceptée", Position::NotSupported),
    ("Non soutenue", Position::NotSupported),
    ("En attente", Position::Pending),
    ("", Position::NotStated),
];

/// The position that a cell's word means. Of `Aceptada/Anotada` each half is a word; a recommendation
/// that is supported and noted is supported in part.
pub(super) fn of_word(word: &str) -> Option<Position> {
    // A sentence is no word.
    if word.len() > 80 {
        return None;
    }
    let one = |word: &str| {
        let wanted = super::records::letters(word);
        // Masculine and plural forms: `Aceptado`, `Aceptadas`, `Acceptées`, `Notés`.
        let single = wanted.strip_suffix('s').filter(|it| !it.is_empty()).unwrap_or(&wanted);
        let female = single.strip_suffix('o').map(|stem| format!("{stem}a"));
        let accented = single.ends_with('é').then(|| format!("{single}e"));
        let forms = [Some(wanted.as_str()), Some(single), female.as_deref(), accented.as_deref()];
        let known = |form: &str| {
            WORDS.iter().find(|(word, _)| super::records::letters(word) == form).map(|(_, it)| *it)
        };
        forms.into_iter().flatten().find_map(known)
    };
    one(word).or_else(|| {
        let halves: Vec<Position> = word.split(['/', ';', '|']).map(one).collect::<Option<_>>()?;
        let says = |position: Position| halves.contains(&position);
        let both = says(Position::Supported) && says(Position::Noted);
        match halves.as_slice() {
            [first, rest @ ..] if rest.iter().all(|it| it == first) => Some(*first),
            _ => both.then_some(Position::PartiallySupported),
        }
    })
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
    fn words_of_columns_are_known_in_every_form_and_in_halves() {
        use Position::{NotStated, NotSupported, Noted, PartiallySupported, Pending, Supported};
        for (word, position) in [
            ("Supported ", Supported),
            ("Noted*", Noted),
            ("Supported / Noted", PartiallySupported),
            ("Apoyadas/Anotadas", PartiallySupported),
            ("Apoyado", Supported),
            ("Appuyées ; Notées", PartiallySupported),
            ("Soutenues", Supported),
            ("Se toma nota", Noted),
            ("No aceptadas", NotSupported),
            ("Under consideration", Pending),
            ("No clear response", NotStated),
            ("", NotStated),
        ] {
            assert_eq!(of_word(word), Some(position), "{word}");
        }
        for word in ["Suported", "S", "Supported/Rejected", "Yes"] {
            assert_eq!(of_word(word), None, "{word}");
        }
    }

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

    #[test]
    fn french_and_spanish_introductions_are_read() {
        use Position::{NotSupported, Noted, PartiallySupported, Pending, Supported};
        for (text, expected) in [
            (
                "Les recommandations ci-après ont été examinées par la Slovénie et recueillent son \
                 adhésion :",
                Some(Supported),
            ),
            (
                "Les recommandations ci-après n’ont pas recueilli l’adhésion de la Slovénie, qui en a \
                 donc pris note :",
                Some(Noted),
            ),
            (
                "Les recommandations ci-après seront examinées par le Tchad, qui y répondra en temps \
                 voulu, au plus tard à la cinquante-neuvième session du Conseil :",
                Some(Pending),
            ),
            ("Le Tchad a pris note des recommandations ci-après :", Some(Noted)),
            (
                "Le Gouvernement ne peut accepter les recommandations suivantes :",
                Some(NotSupported),
            ),
            (
                "Le Tchad accepte partiellement les recommandations suivantes :",
                Some(PartiallySupported),
            ),
            ("Le Tchad souscrit aux recommandations ci-après :", Some(Supported)),
            (
                "Las recomendaciones que figuran a continuación han sido examinadas por Eslovenia y \
                 cuentan con su apoyo:",
                Some(Supported),
            ),
            (
                "Las recomendaciones siguientes no cuentan con el apoyo de Eslovenia, por lo que se \
                 toma nota de ellas:",
                Some(Noted),
            ),
            (
                "El Perú examinará las siguientes recomendaciones y les dará respuesta a su debido \
                 tiempo, a más tardar en el 59º período de sesiones del Consejo:",
                Some(Pending),
            ),
            ("El Perú no acepta las siguientes recomendaciones:", Some(NotSupported)),
        ] {
            assert_eq!(of(text).position, expected, "{text}");
        }
        let done = "Le Tchad considère que les recommandations ci-après, auxquelles il souscrit, ont \
                    déjà été mises en œuvre ou sont en voie de l’être :";
        assert!(of(done).implemented && of(done).position == Some(Supported));
        let done = "Perú considera que las siguientes recomendaciones, que cuentan con su apoyo, ya se \
                    han aplicado o están en proceso de aplicación:";
        assert!(of(done).implemented && of(done).position == Some(Supported));
    }
}
