use super::*;
use crate::domain::Position;
use crate::import::docx::build::{document, row};
use crate::import::fixtures::states;

fn reading(rows: &[&[&str]], head: &str) -> Reading {
    let rows: String = rows.iter().map(|cells| row(cells)).collect();
    read(&document(&format!("<w:tbl>{rows}</w:tbl>"), head), &states()).unwrap()
}

const OLD: &[&str] = &[
    "Recommendation",
    "Position",
    "Full list of themes",
    "Assessment/comments on level of implementation",
];

#[test]
fn the_layout_of_cycle_2() {
    let rows: &[&[&str]] = &[
        OLD,
        &["Theme: A12 Acceptance of international norms"],
        &[
            "115.3 Ratify the Protocol (Portugal, Spain); \nSource of position: A/HRC/28/15/Add.1 - Para. 3",
            "Supported",
            "A12 Acceptance of international norms\nAffected persons:\n- children",
            "Deposited.\nIn force.",
        ],
    ];
    let reading = reading(rows, "UPR of Slovenia ( 2 nd Cycle – 20 th session)");
    let body = &reading.bodies[0];
    assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("SVN"));
    assert_eq!((body.cycle, body.session), (Some(2), Some(20)));
    let item = &body.recommendations[0];
    assert_eq!(item.number.as_deref(), Some("115.3"));
    assert_eq!(item.text, "Ratify the Protocol");
    assert_eq!(item.senders.len(), 2);
    assert_eq!(item.position, Some(Position::Supported));
    let source = item.position_source.clone().unwrap();
    assert_eq!(source.symbol.as_deref(), Some("A/HRC/28/15/Add.1"));
    assert_eq!(source.paragraph.as_deref(), Some("3"));
    assert_eq!(item.headings, ["A12 Acceptance of international norms"]);
    assert_eq!(item.themes, ["A12 Acceptance of international norms"]);
    assert_eq!(item.groups, ["children"]);
    assert_eq!(item.assessment.as_deref(), Some("Deposited.\nIn force."));
}

#[test]
fn the_layout_of_cycle_3_has_dashes_and_goals_among_the_themes() {
    let rows: &[&[&str]] = &[
        OLD,
        &["Theme: Right to education"],
        &[
            "126.9 Teach (Peru) (Chile);\nSource of position: A/HRC/42/10/Add.1 - Para. 121",
            "Noted",
            "- Right to education\n- Equality\nSDGs:\n- 4.1 Ensure that\n- 5\nAffected persons:\n- children",
            "",
        ],
    ];
    let reading = reading(rows, "UPR of Iran (Islamic Republic of) (3rd Cycle – 34th session)");
    let body = &reading.bodies[0];
    assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("IRN"));
    let item = &body.recommendations[0];
    assert_eq!(item.themes, ["Right to education", "Equality"]);
    assert_eq!(item.sdgs, ["4.1 Ensure that", "5"]);
    assert_eq!((item.groups.len(), item.senders.len()), (1, 2));
    assert_eq!((item.position, item.assessment.as_deref()), (Some(Position::Noted), None));
}

#[test]
fn the_layout_of_cycle_4_has_goals_in_a_column() {
    let rows: &[&[&str]] = &[
        &[
            "Recommendation and recommending State",
            "Position of the State under review",
            "Human rights themes and groups of persons",
            "Relevant SDGs",
        ],
        &["Theme: Ratification of & accession to international instruments"],
        &[
            "140.7 Ratify (Maldives) (Portugal);\nSource of Position: A/HRC/59/15/Add.1 - Para.3",
            "Supported",
            "- Ratification of & accession\nGroups of Persons: \n- Public officials",
            "- 1 - NO POVERTY\n- 5 - GENDER EQUALITY",
        ],
    ];
    let reading = reading(rows, "UPR of Slovenia (4th Cycle - 4 8 th Session)");
    let body = &reading.bodies[0];
    assert_eq!((body.cycle, body.session), (Some(4), Some(48)));
    let item = &body.recommendations[0];
    assert_eq!(item.sdgs, ["1 - NO POVERTY", "5 - GENDER EQUALITY"]);
    assert_eq!(item.groups, ["Public officials"]);
    assert_eq!(item.position_source.clone().unwrap().paragraph.as_deref(), Some("3"));
}

#[test]
fn odd_positions_are_errors_and_odd_numbers_warnings() {
    let rows: &[&[&str]] = &[
        OLD,
        &["115.1 Stop (Peru);", "Suported", "General", ""],
        &["115.2 Go on (Peru);", "Noted", "General", ""],
        &["115.2 Go on again", "Noted", "General", ""],
        &["Go on (Peru)", "Noted", "General", ""],
    ];
    let reading = reading(rows, "UPR of Slovenia (2nd Cycle – 20th session)");
    let [error] = reading.errors.as_slice() else { panic!("one error") };
    assert_eq!(error.nearest.as_deref(), Some("Supported"));
    assert_eq!((error.place.row, error.cells.len()), (Some(2), 4));
    let numbers: Vec<_> =
        reading.bodies[0].recommendations.iter().map(|item| item.number.as_deref()).collect();
    assert_eq!(numbers, [Some("115.2"), Some("115.2~2"), None]);
    assert_eq!(reading.warnings.len(), 3);
}

#[test]
fn french_and_spanish_lists_are_read_and_other_columns_named() {
    let rows: &[&[&str]] = &[
        &[
            "Recommandation et État auteur de la recommandation",
            "Position de l’État examiné",
            "Thèmes relatifs aux droits de l’homme et groupes de personnes",
            "ODD pertinents",
            "Ministère",
        ],
        &["Thème : Ratification"],
        &[
            "140.7 Ratifier le pacte3 (Peru) (Spain);7\nSource de la position : A/HRC/59/15/Add.1 - Par. 3",
            "Acceptée",
            "- Ratification\nGroupes de personnes :\n- Agents publics",
            "- 5 - ÉGALITÉ",
            "Justice",
        ],
    ];
    let reading = reading(rows, "EPU de la Slovenia (4e cycle – 48e session)");
    let body = &reading.bodies[0];
    assert_eq!((body.cycle, body.session), (Some(4), Some(48)));
    assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("SVN"));
    let item = &body.recommendations[0];
    assert_eq!(item.text, "Ratifier le pacte");
    assert_eq!((item.position, item.senders.len()), (Some(Position::Supported), 2));
    assert_eq!((item.groups.len(), item.sdgs.len(), item.headings.len()), (1, 1, 1));
    assert_eq!(item.position_source.clone().unwrap().paragraph.as_deref(), Some("3"));
    let told: Vec<&str> = reading.warnings.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(told, ["the column `Ministère` is none of the list's own: passed over"]);
    let rows: &[&[&str]] = &[
        &["Recomendación", "Posición", "Lista completa de temas", "Evaluación/comentarios"],
        &[
            "140.8 Abolir (Peru);\nFuente de la posición: A/HRC/59/15/Add.1 - Párr. 4",
            "Anotada",
            "- Vida",
            "",
        ],
    ];
    let reading =
        super::tests::reading(rows, "EPU de Slovenia (3er ciclo – 34º período de sesiones)");
    let body = &reading.bodies[0];
    assert_eq!((body.cycle, body.session), (Some(3), Some(34)));
    assert_eq!(body.recommendations[0].position, Some(Position::Noted));
    let source = body.recommendations[0].position_source.clone().unwrap();
    assert_eq!(source.paragraph.as_deref(), Some("4"));
}

#[test]
fn another_document_is_refused() {
    let bytes = document("<w:p><w:r><w:t>Recommendation</w:t></w:r></w:p>", "");
    assert!(matches!(read(&bytes, &states()), Err(ImportError::WrongLayout { .. })));
}
