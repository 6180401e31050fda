//! Texts of any kind: whatever stands in them, the readers come to an end and never panic.

use proptest::prelude::*;

use super::fixtures::states;
use super::wg_report::LinedDocument;
use super::{
    addendum, dates, encoding, letter, lines, matrix, numbers, observations, others, senders,
    stance, symbols, text, unread, wg_report,
};

/// Pieces that the readers look for, and letters of several bytes between them.
const PIECES: [&str; 48] = [
    "(",
    ")",
    "[",
    "]",
    ";",
    ",",
    ".",
    ":",
    "-",
    "–",
    "\n",
    "\n\n",
    " ",
    "\t",
    "\u{a0}",
    "*",
    "**",
    "#",
    "é",
    "’",
    "“",
    "𝒳",
    "ﬁ",
    "\u{ad}",
    "1",
    "12",
    "115",
    "115.1",
    "115.2",
    "116.",
    "1.",
    "2.",
    "(a)",
    "Iraq",
    "Spain",
    "and",
    "to",
    "Iran (Islamic Republic of)",
    "&#40;",
    "<p>",
    "Rec.",
    "Recommendations",
    "accepts",
    "noted",
    "II. Conclusions and/or recommendations\n",
    "Annex\n",
    "The following recommendations enjoy the support of",
    "Universal Periodic Review (UPR) of",
];

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn source(text: &str) -> LinedDocument {
    LinedDocument { lines: lines::of_text(text).unwrap(), ..LinedDocument::default() }
}

/// Words as Western languages have them, with their marks.
const WESTERN: [&str; 12] = [
    "Côte d’Ivoire",
    "São Tomé",
    "l’été",
    "Norvège –",
    "señaló",
    "Österreich",
    "für",
    "“Réunion”",
    "façade",
    "København",
    "niño",
    "déposé",
];

/// What once took minutes, said over and over on one line and on many: each reader comes to its end.
#[test]
fn long_texts_take_as_long_as_they_are() {
    let states = states();
    for piece in [
        "48 &amp; 49<br>in-progress; ",
        "1.2 accepts (Spain); and notes 3, while [Iraq] ",
        "Rec. 18. Accepted: 4 and 5. ",
        "(a) x; (b) ",
        "1.1.1.1.",
        "140.12 accepts all recommendations except 141.3, 142.4/142.5; ",
        "The Committee calls upon Member States to act and recommends that ",
    ] {
        for end in ["", "\n"] {
            let text = format!("{piece}{end}").repeat(60_000 / piece.len());
            wg_report::from_source(source(&text), &states).ok();
            addendum::from_source(source(&text), &states).ok();
            letter::from_source(source(&text), &states).ok();
            observations::from_source(source(&text), &states).ok();
            matrix::read(text.as_bytes(), &states).ok();
        }
    }
}

proptest! {
    #[test]
    fn readers_of_text_never_panic(text in any_text()) {
        let states = states();
        // What they find does not matter here.
        wg_report::from_source(source(&text), &states).ok();
        addendum::from_source(source(&text), &states).ok();
        letter::from_source(source(&text), &states).ok();
        letter::is_letter(&source(&text), false);
        observations::is_one(&source(&text));
        observations::from_source(source(&text), &states).ok();
        let lines: Vec<&str> = text.lines().collect();
        matrix::has_rows(&lines);
        matrix::read(text.as_bytes(), &states).ok();
        senders::part(&text, &states);
        senders::without_last_mark(&text);
        numbers::leading(&text);
        numbers::stated(&text);
        numbers::spelled(&text);
        stance::of_word(&text);
        dates::read(&text);
        others::named(&source(&text));
        unread::table(text.as_bytes());
        unread::page(text.as_bytes());
        numbers::listed(&text, Some(115));
        stance::of(&text);
        symbols::symbol(&text);
        symbols::date(&text);
        symbols::ordinal_before(&text, "session");
        text::without_tags(&text::unescape(&text));
        lines::is_furniture(&text);
    }

    #[test]
    fn a_report_loses_no_word(words in prop::collection::vec("[a-zé]{1,9}", 1..30)) {
        let sentence = words.join(" ");
        let text = format!(
            "II. Conclusions and/or recommendations\n1. The recommendations below enjoy the support of \
             Slovenia:\n1.1 A{sentence} (Iraq);\n1.2 B{sentence} (Spain).\n"
        );
        let reading = wg_report::from_source(source(&text), &states()).unwrap();
        let items = &reading.bodies[0].recommendations;
        prop_assert_eq!(items.len(), 2);
        prop_assert_eq!(&items[0].text, &format!("A{sentence}"));
        prop_assert_eq!(&items[1].text, &format!("B{sentence}"));
    }

    #[test]
    fn any_bytes_are_text_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        encoding::decode(&bytes).ok();
        super::recognise(&bytes, "file").ok();
    }

    #[test]
    fn text_survives_every_character_set(
        ascii in "[a-zA-Z ,.\n]{0,40}",
        words in prop::sample::subsequence(WESTERN.to_vec(), 2..9),
    ) {
        let text = format!("{ascii} {}", words.join(" "));
        let utf16: Vec<u8> =
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        prop_assert_eq!(&encoding::decode(&utf16).unwrap().text, &text);
        prop_assert_eq!(&encoding::decode(text.as_bytes()).unwrap().text, &text);
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(&text);
        prop_assert_eq!(&encoding::decode(&windows).unwrap().text, &text);
    }
}
