use super::*;
use crate::import::fixtures::states;

const HEADER: &str = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session";

fn reading(rows: &[&str]) -> Reading {
    let text = format!("{HEADER}\r{}\r", rows.join("\r"));
    read(text.as_bytes(), &states(), &Only::default()).unwrap()
}

#[test]
fn rows_of_one_recommendation_are_joined() {
    let reading = reading(&[
        "Slovenia,EEG,EU,Ratify CRPD ,Iraq,Asia,\"OIC, AL\",Accepted,5,\"Disabilities,International instruments\",20",
        "Slovenia,EEG,EU,ratify CRPD.,Spain,WEOG,EU,Accepted,5,Disabilities,20",
        "Slovenia,EEG,EU,Ratify CRPD,Egypt,Africa,AU,Noted,5,Disabilities,20",
        "Slovenia,EEG,EU,Ratify CRPD,Egypt,Africa,AU,Noted,5,Disabilities,7",
    ]);
    assert_eq!(reading.bodies.len(), 2);
    let body = &reading.bodies[0];
    assert_eq!((body.session, body.cycle), (Some(20), Some(2)));
    let first = &body.recommendations[0];
    let senders: Vec<_> = first.senders.iter().map(|s| s.iso3.as_deref().unwrap()).collect();
    assert_eq!(senders, ["IRQ", "ESP"]);
    assert_eq!(first.text, "Ratify CRPD");
    assert_eq!(first.issues, ["Disabilities", "International instruments"]);
    assert_eq!(first.rows[0].organisations, ["OIC", "AL"]);
    assert_eq!((first.position, first.action_category), (Some(Position::Supported), Some(5)));
    // The same text with another answer is another recommendation.
    assert_eq!(body.recommendations.len(), 2);
    assert!(reading.errors.is_empty() && reading.warnings.is_empty());
}

#[test]
fn the_databases_own_header_has_two_columns_of_each_name() {
    let text = "SuR,Rgrp,Org,Recommendation,RS,Rgrp,Org,Response,Action,Issue,Session\n\
                Slovenia,EEG,EU,Ratify,Iraq,Asia,OIC,Noted,5,General,20\n";
    let reading = read(text.as_bytes(), &states(), &Only::default()).unwrap();
    let row = &reading.bodies[0].recommendations[0].rows[0];
    assert_eq!((row.region.as_str(), row.organisations[0].as_str()), ("Asia", "OIC"));
}

#[test]
fn duplicates_pledges_and_unknown_senders() {
    let reading = reading(&[
        "Slovenia,EEG,EU,Ratify,Iraq,Asia,OIC,Accepted,5,General,20",
        "Slovenia,EEG,EU, Ratify ,Iraq,Asia,OIC,Accepted,5,General,20",
        "Slovenia,EEG,EU,Build,&#40;Unknown&#41;,&#40;Unknown&#41;,,Noted,4,General,20",
        "Slovenia,EEG,EU,Report by 2016,Slovenia,EEG,EU,Voluntary Pledge,5,General,20",
    ]);
    let items = &reading.bodies[0].recommendations;
    assert_eq!(items.len(), 3);
    assert_eq!(items[0].senders.len(), 1);
    assert_eq!(items[1].senders[0].printed, "(Unknown)");
    assert_eq!(items[2].kind, Some(Kind::Commitment));
    assert_eq!(items[2].position, Some(Position::NotStated));
    assert!(items[2].senders.is_empty());
    let warnings: Vec<_> = reading.warnings.iter().map(|w| w.message.as_str()).collect();
    assert_eq!(
        warnings,
        ["the same row stands twice; it is taken once", "`(Unknown)` is not a State known here"]
    );
}

#[test]
fn bad_rows_are_told_with_the_nearest_word() {
    let reading = reading(&[
        "Slovenja,EEG,EU,Ratify,Iraq,Asia,OIC,Accepted,5,General,20",
        "Slovenia,EEG,EU,Ratify,Iraq,Asia,OIC,Acepted,5,General,20",
        "Slovenia,EEG,EU,Ratify,Iraq,Asia,OIC,Accepted,9,General,20",
        "Slovenia,EEG,EU,Ratify,Iraq,Asia,OIC,Accepted,5,General,twenty",
        "Slovenia,EEG,EU,,Iraq,Asia,OIC,Accepted,5,General,20",
        "Slovenia,EEG,EU,Ratify",
    ]);
    assert_eq!(reading.count(), 0);
    let told: Vec<_> = reading
        .errors
        .iter()
        .map(|e| (e.place.line.unwrap(), e.column.as_deref(), e.nearest.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (2, Some("To"), Some("Slovenia")),
            (3, Some("Response"), Some("Accepted")),
            (4, Some("Action"), None),
            (5, Some("Session"), None),
            (6, Some("Text"), None),
            (7, None, None)
        ]
    );
}

#[test]
fn french_and_spanish_headings_spelled_categories_and_several_senders_are_read() {
    let text = "Etat examiné;Etat recommandant;Recommandation;Réponse;Thèmes;Catégorie d'action;Session\n\
                Slovenia;Iraq, Spain;Adopter;Soutenue;Détention;4 - Action générale;48e session\n\
                Slovenia;Iraq;Bâtir;Engagement volontaire;Santé;;48\n";
    let reading = read(text.as_bytes(), &states(), &Only::default()).unwrap();
    assert_eq!(reading.errors, []);
    let items = &reading.bodies[0].recommendations;
    assert_eq!(items[0].senders.len(), 2);
    assert_eq!((items[0].position, items[0].action_category), (Some(Position::Supported), Some(4)));
    assert_eq!(items[1].kind, Some(Kind::Commitment));
    let text = "Estado examinado,Estado recomendante,Recomendación,Respuesta,Temas,Sesión\n\
                Slovenia,Spain,Adoptar,Anotada,Salud,48\n";
    let reading = read(text.as_bytes(), &states(), &Only::default()).unwrap();
    assert_eq!(reading.bodies[0].recommendations[0].position, Some(Position::Noted));
}

#[test]
fn only_what_is_wanted_is_read_and_another_table_is_refused() {
    let rows = "Slovenia,EEG,EU,Ratify,Iraq,Asia,OIC,Accepted,5,General,20\n\
                Iraq,Asia,,Ratify,Slovenia,EEG,EU,Nonsense,5,General,20\n";
    let text = format!("{HEADER}\n{rows}");
    let only = Only { iso3: Some("SVN".into()), session: Some(20), sheet: None };
    let reading = read(text.as_bytes(), &states(), &only).unwrap();
    assert_eq!((reading.bodies.len(), reading.errors.len()), (1, 0));
    assert!(read(b"a,b\n1,2\n", &states(), &only).is_err());
}
