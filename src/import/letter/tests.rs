use super::*;
use crate::import::fixtures::states;

const LETTER: &str = "28 November 2019\n\nExcellency,\n\nI have been following the third cycle of the \
    Universal Periodic Review (UPR) of the Bolivia (Plurinational State of) and welcome your \
    engagement during the 33<sup>rd</sup> session of the UPR Working Group in May 2019.\n\nThe outcome was \
    adopted by the Human Rights Council at its 42<sup>nd</sup> session.\n\nH.E. Mr. Somebody  \nMinister \
    of Foreign Affairs  \n\nPlease accept the assurances of my highest consideration.\n\nA Name  \n\
    High Commissioner for Human Rights\n\ncc: somebody\n\n## **Annex**\n\n";

fn areas_of(annex: &str) -> Vec<(String, String)> {
    let reading = read(format!("{LETTER}{annex}").as_bytes(), &states()).unwrap();
    let items = reading.bodies[0].recommendations.iter();
    items.map(|item| (item.headings.join(" > "), item.text.clone())).collect()
}

#[test]
fn the_opening_tells_about_the_letter() {
    let text = format!("{LETTER}### National human rights framework\n- Establishing one.\n");
    let reading = read(text.as_bytes(), &states()).unwrap();
    let body = &reading.bodies[0];
    assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("BOL"));
    assert_eq!((body.session, body.cycle), (Some(33), Some(3)));
    assert_eq!(body.document.council_session, Some(42));
    assert_eq!(body.document.date, chrono::NaiveDate::from_ymd_opt(2019, 11, 28));
    assert_eq!(body.document.addressee, ["H.E. Mr. Somebody", "Minister of Foreign Affairs"]);
    assert_eq!(body.document.signatory, ["A Name", "High Commissioner for Human Rights"]);
    let item = &body.recommendations[0];
    assert_eq!((item.kind, item.position), (Some(Kind::Ask), Some(Position::NotStated)));
    assert_eq!((item.number.as_ref(), item.senders.len()), (None, 0));
}

#[test]
fn the_tree_is_read_from_the_words_not_from_the_marks() {
    let areas = areas_of(
        "### **Scope of international obligations**\n\n- Ratifying *it*.\n\n\
         ### **Implementation of international human rights obligations**\n\n#### **A. Cross-cutting \
         issues**\n\n##### *Equality*\n\n- Combating.\n\n*Development*\n\n- Investigating.\n\n**B. Civil \
         rights**\n\n*Right to life*\n\n- Taking.\n\n## **D. Rights of specific persons**\n\n### *Women*\n\n\
         - Ensuring.\n- Protecting\\_all.\n",
    );
    let implementation = "Implementation of international human rights obligations";
    let expected = [
        ("Scope of international obligations".to_owned(), "Ratifying it."),
        (format!("{implementation} > A. Cross-cutting issues > Equality"), "Combating."),
        (format!("{implementation} > A. Cross-cutting issues > Development"), "Investigating."),
        (format!("{implementation} > B. Civil rights > Right to life"), "Taking."),
        (format!("{implementation} > D. Rights of specific persons > Women"), "Ensuring."),
        (format!("{implementation} > D. Rights of specific persons > Women"), "Protecting_all."),
    ];
    let expected: Vec<_> =
        expected.into_iter().map(|(path, text)| (path, text.to_owned())).collect();
    assert_eq!(areas, expected);
}

#[test]
fn plain_text_without_marks_has_wrapped_lines() {
    let areas = areas_of(
        "Scope of international obligations and cooperation with\nmechanisms and bodies\n\
         • Ratifying the Convention, with all\nof its protocols.\n• Acceding to it.\n\
         National human rights framework\n• Establishing an institution.\n",
    );
    assert_eq!(
        areas[0],
        (
            "Scope of international obligations and cooperation with mechanisms and bodies".into(),
            "Ratifying the Convention, with all of its protocols.".into()
        )
    );
    assert_eq!(areas[2].0, "National human rights framework");
    assert_eq!(areas.len(), 3);
}

#[test]
fn another_text_is_refused() {
    assert!(matches!(
        read(b"Dear all,\n\n- one\n", &states()),
        Err(ImportError::WrongLayout { .. })
    ));
    assert!(matches!(
        read(b"x\n\nAnnex\n\nnothing\n", &states()),
        Err(ImportError::WrongLayout { .. })
    ));
}

#[test]
fn the_letter_itself_makes_points() {
    let body = "I encourage your Government to go on. My advice to all Member States is to plan. I have been \
        glad.\n\nI encourage all Member States to report. In this regard, I strongly encourage Bolivia to \
        consider a report, by 2022.\n\nI look forward to discussing with you how my Office may assist.\n\n";
    let text = LETTER.replace("H.E. Mr.", &format!("{body}H.E. Mr."));
    let text = format!("{text}### National human rights framework\n- Establishing one.\n");
    let reading = read(text.as_bytes(), &states()).unwrap();
    let points = reading.bodies[0].points.iter().map(|point| {
        let (asked, kind) = (&point.asked, point.kind.unwrap());
        let force = asked.force.as_deref().unwrap_or_default();
        let actor = asked.actor_name.as_deref().unwrap_or_default();
        let by = asked.deadline.as_deref().unwrap_or_default();
        format!("{} {kind} {force} | {actor} {by}", point.number.as_deref().unwrap())
    });
    assert_eq!(
        points.collect::<Vec<_>>(),
        [
            "3a ask encourage | your government ",
            "3b advice advice | all Member States ",
            "4a advice encourage | all Member States ",
            "4b ask strongly encourage to consider | Bolivia (Plurinational State of) 2022",
            "5 offer look forward to discussing | OHCHR and the State ",
        ]
    );
}

#[test]
fn an_annex_without_bullets_is_read_by_its_sentences() {
    let areas = areas_of(
        "National human rights framework\n\nEstablishing an institution, in line with\nthe Principles.\n\
         Training.\n\nD. Rights of specific persons\n\nWomen\n\n1. Ending violence;\n",
    );
    let texts: Vec<_> = areas.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Establishing an institution, in line with the Principles.",
            "Training.",
            "Ending violence;"
        ]
    );
    assert_eq!(
        areas[2].0,
        "National human rights framework > D. Rights of specific persons > Women"
    );
}

#[test]
fn letters_in_french_and_spanish_are_read() {
    let french = "Le 23 octobre 2018\n\nExcellence,\n\nLe troisième cycle de l’Examen périodique universel \
        (EPU) de la Norway, lors de la trentième session du Groupe de travail. J’encourage vivement la Norway \
        à agir d’ici à 2020.\n\nVeuillez agréer ma très haute considération.\n\nA Name\nHaute-Commissaire \
        aux droits de l’homme\n\nS.E. M. Autre\nMinistre\n\nAnnexe\n\nCadre national\n\n• Agir.\n";
    let spanish = "8 de noviembre de 2018\n\nExcelencia,\n\nEl tercer ciclo del Examen Periódico Universal \
        (EPU) de Chile, en el 30º período de sesiones del Grupo de Trabajo. Aliento a su Gobierno a considerar \
        un informe para 2020.\n\nAcepte mi más alta consideración.\n\nA Name\nAlta Comisionada\n\nAnexo\n\n\
        Marco nacional\n\n- Actuar.\n";
    for (text, state, language, force) in [
        (french, "NOR", "fr", "encourage vivement"),
        (spanish, "CHL", "es", "aliento a considerar"),
    ] {
        let reading = read(text.as_bytes(), &states()).unwrap();
        let body = &reading.bodies[0];
        assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some(state));
        assert_eq!(
            (body.session, body.cycle, body.document.language),
            (Some(30), Some(3), Some(language))
        );
        let point = &body.points[0].asked;
        assert_eq!(
            (point.force.as_deref(), point.deadline.as_deref()),
            (Some(force), Some("2020"))
        );
        assert_eq!(body.recommendations[0].headings.len(), 1);
    }
}

#[test]
fn letters_of_others_and_without_an_annex_are_named() {
    let read = |text: &str| read(text.as_bytes(), &states()).unwrap_err().to_string();
    let annex = "### National human rights framework\n- Establishing one.\n";
    let other = LETTER.replace("High Commissioner for", "Minister of");
    let told = read(&format!("{other}{annex}"));
    assert!(told.contains("signed by `A Name, Minister of Human Rights`"), "{told}");
    let told = read(LETTER.split("## **Annex").next().unwrap());
    assert!(told.contains("without an annex"), "{told}");
}
