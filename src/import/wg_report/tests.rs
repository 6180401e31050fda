use super::*;
use crate::domain::Position;
use crate::import::fixtures::states;

fn reading(text: &str) -> Reading {
    read(text.as_bytes(), &states()).unwrap()
}

fn numbers(reading: &Reading) -> Vec<&str> {
    let items = reading.bodies[0].recommendations.iter();
    items.map(|item| item.number.as_deref().unwrap_or("-")).collect()
}

fn messages(reading: &Reading) -> Vec<&str> {
    reading.warnings.iter().map(|warning| warning.message.as_str()).collect()
}

const FRONT: &str = "United Nations A/HRC/28/15\n\nDistr.: General 10 December 2014\n\nHuman Rights \
    Council\nTwenty-eighth session\nReport of the Working Group on the Universal Periodic Review*\n\
    Slovenia\nContents\nII. Conclusions and/or recommendations ......... 115-116 13\n\
    1. The Working Group held its twentieth session from 27 October to 7 November 2014. The \
    review of Slovenia was held at the 11th meeting, on 31 October 2014. At its 18th meeting, held \
    on 6 November 2014, the Working Group adopted the report on Slovenia.\n\n";

#[test]
fn the_first_page_tells_about_the_report() {
    let text = format!(
        "{FRONT}II. Conclusions and/or recommendations**\n115. The recommendations listed below \
         will be examined by Slovenia which will provide responses in due time:\n115.1 Ratify CAT \
         (Iraq);\n115.2. Ratify CRPD (Peru).\n116. All conclusions and/or recommendations \
         contained in the present report reflect the position of the submitting State(s).\n"
    );
    let reading = reading(&text);
    let body = &reading.bodies[0];
    assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("SVN"));
    assert_eq!((body.session, body.cycle), (Some(20), Some(2)));
    assert_eq!(body.document.symbol.as_deref(), Some("A/HRC/28/15"));
    let date = |y, m, d| chrono::NaiveDate::from_ymd_opt(y, m, d);
    assert_eq!(body.document.date, date(2014, 12, 10));
    assert_eq!(body.document.reviewed_on, date(2014, 10, 31));
    assert_eq!(body.document.adopted_on, date(2014, 11, 6));
    assert_eq!(body.document.council_session, Some(28));
    let first = &body.recommendations[0];
    assert_eq!((first.number.as_deref(), first.text.as_str()), (Some("115.1"), "Ratify CAT"));
    assert_eq!(first.printed, "Ratify CAT (Iraq);");
    assert_eq!(first.position, Some(Position::Pending));
    let source = first.position_source.clone().unwrap();
    assert_eq!(source.symbol.as_deref(), Some("A/HRC/28/15"));
    assert_eq!(source.paragraph.as_deref(), Some("115"));
    assert_eq!((body.recommendations.len(), reading.warnings.len()), (2, 0));
}

/// A chapter of conclusions, with a heading in front.
fn chapter(text: &str) -> Reading {
    reading(&format!("{FRONT}II. Conclusions and/or recommendations\n{text}"))
}

#[test]
fn ninety_one_is_an_item_and_then_a_paragraph() {
    let items: Vec<String> = (1..=93).map(|n| format!("{n}. \nRatify CAT (Iraq);\n\n")).collect();
    let items = items.concat();
    let reading = chapter(&format!(
        "90. The following recommendations will be examined by Slovenia:\n{items}\
         91. The following recommendations did not enjoy the support of Slovenia:\n\
         1. Stop (Peru);\n2. Halt (Peru).\n92. All conclusions and/or recommendations contained in \
         the present report reflect\n93. Not to be read"
    ));
    let numbers = numbers(&reading);
    assert_eq!(numbers.len(), 95);
    assert_eq!((numbers[90], numbers[93], numbers[94]), ("90.91", "91.1", "91.2"));
    let last = &reading.bodies[0].recommendations[94];
    assert_eq!(last.position, Some(Position::NotSupported));
    assert_eq!((last.printed_number.as_deref(), last.text.as_str()), (Some("2"), "Halt"));
}

#[test]
fn misprints_gaps_and_repetitions_are_told_and_nothing_is_lost() {
    let reading = chapter(
        "124. The recommendations below enjoy the support of Slovenia:\n\
         124.1 One (Iraq);\n214.2 Two (Iraq);\n124.3 Three (Iraq);\n124.3 Four (Iraq);\n\
         124.6 Five (Iraq);\n124.7 Six (Iraq) 124.8 Seven (Iraq); 124.9. Eight (Iraq);\n\
         124.010 Nine (Iraq).\n125. All conclusions and/or recommendations contained in it",
    );
    assert_eq!(
        numbers(&reading),
        ["124.1", "214.2", "124.3", "124.3~2", "124.6", "124.7", "124.8", "124.9", "124.010"]
    );
    let messages = messages(&reading);
    assert!(messages.contains(&"number 214.2 stands where 124.2 is expected"), "{messages:?}");
    assert!(messages.contains(&"between 124.3 and 124.6 numbers are missing"), "{messages:?}");
    assert!(messages.contains(&"the number 124.3 is taken; this one becomes 124.3~2"));
    let texts: Vec<_> =
        reading.bodies[0].recommendations.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(texts, ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]);
}

#[test]
fn later_paragraphs_speak_of_single_numbers_and_comments_are_no_recommendations() {
    let reading = chapter(
        "95. The recommendations listed below enjoy the support of Slovenia:\n1. One (Iraq);\n\
         2. Two (Iraq);\n3. Three (Iraq).\n96. Slovenia considers that the recommendations Nos. \
         2-3 have already been implemented or in the process of implementation.\n97. The \
         recommendations below were noted by Slovenia:\n1. Four (Iraq).\n98. Slovenia offers the \
         following comments on the recommendations that it noted:\n1. On the first one: no.\n\
         99. All conclusions and/or recommendations contained in the present report reflect",
    );
    let items = &reading.bodies[0].recommendations;
    let told: Vec<_> = items
        .iter()
        .map(|item| (item.number.as_deref().unwrap(), item.position, item.held_implemented))
        .collect();
    assert_eq!(
        told,
        [
            ("95.1", Some(Position::Supported), false),
            ("95.2", Some(Position::Supported), true),
            ("95.3", Some(Position::Supported), true),
            ("97.1", Some(Position::Noted), false)
        ]
    );
    let source = items[1].position_source.clone().unwrap();
    assert_eq!(source.paragraph.as_deref(), Some("96"));
}

#[test]
fn notes_heads_and_headings_stay_out_of_the_text() {
    let reading = chapter(
        "119. The recommendations below enjoy the support of Slovenia:\n119.1 Improve the\n\
         ** Conclusions and recommendations have not been edited.\n\n A/HRC/21/11\n\n  15\n\n\
         conditions in prisons (Iraq);1\n\nRights of the child\n\n119.2 Protect (Peru);\n1 The \
         recommendation as read during the interactive dialogue: Protect\nall of them.\n\n\
         119.3 Educate awareness-\nraising (Peru).\n120. All conclusions and/or recommendations contained",
    );
    let items = &reading.bodies[0].recommendations;
    let texts: Vec<_> = items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(
        texts,
        ["Improve the conditions in prisons", "Protect", "Educate awareness-raising"]
    );
    assert_eq!(items[1].headings, ["Rights of the child"]);
    assert_eq!(items[0].senders[0].iso3.as_deref(), Some("IRQ"));
}

#[test]
fn pledges_are_commitments_of_the_state() {
    let reading = chapter(
        "60. The recommendations below enjoy the support of Slovenia:\n60.1 One (Iraq).\n61. All \
         conclusions and/or recommendations contained in the present report reflect\n\nIII. \
         Voluntary pledges and commitments\n62. Slovenia will report by 2016;\n63. Slovenia \
         will visit\nthe Council.\n\nAnnex\nComposition of the delegation\n",
    );
    assert_eq!(numbers(&reading), ["60.1"]);
    let [first, second] = reading.bodies[0].pledges.as_slice() else { panic!("two pledges") };
    assert_eq!((first.kind, first.number.as_deref()), (Some(Kind::Commitment), Some("62")));
    assert_eq!(second.text, "Slovenia will visit the Council.");
    assert_eq!(second.position, Some(Position::NotStated));
    assert!(reading.notes[0].starts_with("2 commitments of the State"), "{:?}", reading.notes);
    // Parts of a paragraph are numbered with it.
    let lettered = chapter(
        "60. The recommendations below enjoy the support of Slovenia:\n60.1 One (Iraq).\n61. All \
         conclusions and/or recommendations contained in the present report reflect\n\nIII. \
         Annonces et engagements volontaires\n62. Slovenia undertook:\n(a) reporting;\n(b) visits.\n",
    );
    let pledges = lettered.bodies[0].pledges.iter();
    let told: Vec<&str> = pledges.filter_map(|it| it.number.as_deref()).collect();
    assert_eq!(told, ["62.a", "62.b"]);
}

#[test]
fn another_text_is_refused() {
    assert!(matches!(read(b"A letter", &states()), Err(ImportError::WrongLayout { .. })));
}

#[test]
fn conclusions_that_only_point_elsewhere_give_an_empty_body_and_a_warning() {
    let reading = chapter("60. The recommendations are in section II, paragraphs 24 and 26.\n");
    assert_eq!(numbers(&reading), [""; 0]);
    assert_eq!(messages(&reading), ["the conclusions hold no numbered recommendations"]);
}

#[test]
fn lists_may_be_lettered_and_the_heading_broken() {
    let text = format!(
        "{FRONT}II. Conclusions and/or\nrecommendations\n60. The following recommendations were made to \
         Slovenia:\n(a) One (Iraq);\n(b) Two, (c) and three (Iraq);\n(c) Four (Peru).\n61. All conclusions \
         and/or recommendations contained in it\n"
    );
    let reading = reading(&text);
    assert_eq!(numbers(&reading), ["60.a", "60.b", "60.c"]);
    assert_eq!(reading.bodies[0].recommendations[1].text, "Two, (c) and three");
}

#[test]
fn word_documents_number_their_paragraphs_themselves_or_not() {
    use crate::import::docx::build::{document, paragraph};
    let list = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr>\
             <w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let lists = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='4'>\
        <w:lvl w:ilvl='0'><w:start w:val='140'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>\
        </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='4'/></w:num></w:numbering>";
    let front = paragraph("Report of the Working Group on the Universal Periodic Review*")
        + &paragraph("Slovenia")
        + &paragraph("II.\tConclusions and/or recommendations");
    let own = front.clone()
        + &list(0, "The recommendations below enjoy the support of Slovenia:")
        + &list(1, "Ratify CAT (Iraq) (Spain);")
        + &list(1, "Ratify CRPD (Peru).")
        + &list(
            0,
            "All conclusions and/or recommendations contained in the present report reflect",
        );
    let typed = front
        + &paragraph("140.\tThe recommendations below enjoy the support of Slovenia:")
        + &paragraph("140.1\tRatify CAT (Iraq) (Spain);")
        + &paragraph("140.2\tRatify CRPD (Peru).")
        + &paragraph(
            "141.\tAll conclusions and/or recommendations contained in the present report reflect",
        );
    for body in [own, typed] {
        let body = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        let head = format!("<w:hdr xmlns:w='w'>{}</w:hdr>", paragraph("A/HRC/59/15"));
        let bytes = crate::import::package::build::package(&[
            ("word/document.xml", body.as_bytes()),
            ("word/header1.xml", head.as_bytes()),
            ("word/numbering.xml", lists.as_bytes()),
        ]);
        let reading = read(&bytes, &states()).unwrap();
        assert_eq!(numbers(&reading), ["140.1", "140.2"]);
        let body = &reading.bodies[0];
        assert_eq!(body.document.symbol.as_deref(), Some("A/HRC/59/15"));
        assert_eq!(body.recommendations[0].senders.len(), 2);
        assert_eq!(body.recommendations[1].position, Some(Position::Supported));
    }
    assert!(read(&document("<w:p/>", ""), &states()).is_err());
}
