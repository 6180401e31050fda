use super::*;
use crate::import::fixtures::states;

const OBSERVATIONS: &str = "United Nations\nCRC/C/SVN/CO/9\nDistr.: General\n7 June 2024\n\
    Committee on the Rights of the Child\n\
    Concluding observations on the combined fifth and sixth periodic reports of Slovenia*\n\n\
    I. Introduction\n\n1. The Committee considered the reports.\n\n\
    II. Main areas of concern and recommendations\n\nA. General measures\n\nLegislation\n\n\
    2. While noting the law, the Committee recommends that the State party:\n\
    (a) Adopt a plan;\n(b) Allocate means in 2025. 3 of them should be local.\n\n\
    3. The Committee welcomes the visit.\n\nData collection\n\n\
    4. The State party should collect data.\n\nAnnex\n5. The list should grow.\n";

fn source(text: &str) -> LinedDocument {
    LinedDocument { lines: lines::of_text(text).unwrap(), ..LinedDocument::default() }
}

#[test]
fn paragraphs_that_ask_are_items_by_number() {
    assert!(is_one(&source(OBSERVATIONS)));
    let reading = from_source(source(OBSERVATIONS), &states()).unwrap();
    let body = &reading.bodies[0];
    assert_eq!(body.state.as_ref().and_then(|it| it.iso3.as_deref()), Some("SVN"));
    assert_eq!(body.document.symbol.as_deref(), Some("CRC/C/SVN/CO/9"));
    assert_eq!(body.mechanism.as_deref(), Some("CRC"));
    assert_eq!(body.document.date, chrono::NaiveDate::from_ymd_opt(2024, 6, 7));
    let told: Vec<(&str, Option<&str>)> = body
        .recommendations
        .iter()
        .map(|it| (it.number.as_deref().unwrap(), it.headings.first().map(String::as_str)))
        .collect();
    assert_eq!(told, [("2", Some("Legislation")), ("4", Some("Data collection"))]);
    assert!(
        body.recommendations[0]
            .text
            .ends_with("(b) Allocate means in 2025. 3 of them should be local.")
    );
    assert!(reading.notes[0].contains("2 of 4 paragraphs"), "{:?}", reading.notes);
}

#[test]
fn visits_are_read_and_other_texts_are_not() {
    let visit = "A/HRC/40/66/Add.1\nHuman Rights Council\nReport of the Special Rapporteur on the \
        right to food on her visit to Slovenia\n1. She thanks the Government.\n\
        2. The Special Rapporteur recommends that the Government adopt a law.\n";
    assert!(is_one(&source(visit)));
    let reading = from_source(source(visit), &states()).unwrap();
    let body = &reading.bodies[0];
    assert_eq!(body.state.as_ref().and_then(|it| it.iso3.as_deref()), Some("SVN"));
    assert_eq!(body.recommendations.len(), 1);
    let country = "A/78/300\nSituation of human rights in Slovenia\nReport of the Special Rapporteur \
        on the situation\n1. Thanks.\n2. The Special Rapporteur recommends that Slovenia:\n(a) \
        Act.\n3. He calls upon Member States to help, and recommends that the Government act.\n4. \
        He calls upon all Member States to help.\n";
    let reading = from_source(source(country), &states()).unwrap();
    let body = &reading.bodies[0];
    assert_eq!(body.state.as_ref().and_then(|it| it.iso3.as_deref()), Some("SVN"));
    let actors: Vec<_> = body.recommendations.iter().map(|item| item.asked.actor).collect();
    assert_eq!(actors, [None, None, Some(ActorKind::AllStates)]);
    let debe = "CAT/C/SVN/CO/4\nObservaciones finales sobre el cuarto informe periódico de \
        Slovenia\n1. El Comité examinó.\n2. El Estado parte debe:\na) Adoptar un plan.\n";
    assert_eq!(from_source(source(debe), &states()).unwrap().bodies[0].recommendations.len(), 1);
    assert!(!is_one(&source("Dear all,\nthe concluding observations CRC/C/SVN/CO/9 are here.\n")));
    assert!(from_source(source("1. Nothing here.\n"), &states()).is_err());
}
