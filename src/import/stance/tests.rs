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
        ("will be examined by X, which will provide responses in due time", Some(Pending), false),
        (
            "X notes the following recommendations and will provide its response",
            Some(Pending),
            false,
        ),
        ("the following recommendations were made to X:", Some(Pending), false),
        ("The recommendations below did not enjoy the support of X:", Some(NotSupported), false),
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
        ("Le Gouvernement ne peut accepter les recommandations suivantes :", Some(NotSupported)),
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
