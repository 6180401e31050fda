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
