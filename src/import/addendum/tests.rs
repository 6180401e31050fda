use super::*;
use crate::import::fixtures::states;

fn reading(text: &str) -> Reading {
    let front = "A/HRC/28/15/Add.1\nDistr.: General\n4 March 2015\nReport of the Working Group on the Universal \
                 Periodic Review*\nSlovenia\nAddendum\n\n";
    read(format!("{front}{text}").as_bytes(), &states()).unwrap()
}

fn told(reading: &Reading) -> Vec<(String, Position, bool)> {
    let changes = reading.bodies[0].changes.iter();
    changes.map(|c| (c.number.clone(), c.position, c.held_implemented)).collect()
}

fn numbers_with(reading: &Reading, position: Position) -> String {
    let changes = reading.bodies[0].changes.iter().filter(|c| c.position == position);
    changes.map(|change| change.number.clone()).collect::<Vec<_>>().join(" ")
}

#[test]
fn lists_of_plain_numbers_under_headings() {
    let reading = reading(
        "2. The Government accepts 6 recommendations. It notes 2 recommendations.\n\n\
         I. Accepted recommendations\n\n3. The Government accepts the recommendations 1–3, 14-\n15.\n\n\
         II. Accepted recommendations considered already implemented\n\n4. The Government accepts \
         recommendation 18. Slovenia considers that it is already implemented.\n\nRec. 18 We consider \
         article 5 met since 5 February 2015.\n\nIII. Noted recommendations\n\n5. For the time being, \
         the Government notes recommendations 6, 20.\n\nNotes\n\nThe serial numbers follow the list in \
         paragraph 115 of the Report of the Working Group.\n",
    );
    assert_eq!(numbers_with(&reading, Position::Noted), "115.6 115.20");
    assert_eq!(
        numbers_with(&reading, Position::Supported),
        "115.1 115.2 115.3 115.14 115.15 115.18"
    );
    assert_eq!(told(&reading)[5], ("115.18".into(), Position::Supported, true));
    let body = &reading.bodies[0];
    assert_eq!(body.changes[5].paragraph.as_deref(), Some("4"));
    assert_eq!(body.document.symbol.as_deref(), Some("A/HRC/28/15/Add.1"));
    assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("SVN"));
    assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
}

#[test]
fn full_numbers_with_ranges_and_answers_in_one_sentence() {
    let reading = reading(
        "1. Slovenia accepts recommendations 122.1, 122.17-18 and 122.34- 35 and does not accept \
         recommendations 122.2; 122.3. \n\n2. Recommendations 140.35. 140.36 enjoy the support of Slovenia, \
         while recommendation 140.40 is partially accepted.\n",
    );
    assert_eq!(
        numbers_with(&reading, Position::Supported),
        "122.1 122.17 122.18 122.34 122.35 140.35 140.36"
    );
    assert_eq!(numbers_with(&reading, Position::NotSupported), "122.2 122.3");
    assert_eq!(numbers_with(&reading, Position::PartiallySupported), "140.40");
}

#[test]
fn answers_number_by_number_and_in_tables() {
    let reading = reading(
        "122.1 Accepted.\n\n122.2: Noted. The law of 2010 says otherwise.\n\n122.3\n\nRatify CAT (Iraq)\n\n\
         Does not enjoy support\n\nRecommendation 122.5: Accepted\n",
    );
    assert_eq!(numbers_with(&reading, Position::Supported), "122.1 122.5");
    assert_eq!(numbers_with(&reading, Position::Noted), "122.2");
    assert_eq!(numbers_with(&reading, Position::NotSupported), "122.3");
}

#[test]
fn recommendations_written_out_under_a_heading() {
    let reading = reading(
        "Recommendations that enjoy the support of Slovenia\n\n115.1 Ratify the Convention on the rights \
         of all of them, as accepted by others before it did so (Iraq);\n\nRecommendations which were noted\n\n\
         115.2 Abolish the whole of the rest of the things that are listed in this text (Peru).\n",
    );
    assert_eq!(numbers_with(&reading, Position::Supported), "115.1");
    assert_eq!(numbers_with(&reading, Position::Noted), "115.2");
}

#[test]
fn contradictions_and_wrong_totals_are_told_and_no_answers_refused() {
    let reading = reading(
        "1. Slovenia accepts 3 recommendations.\n\n2. Slovenia accepts recommendations 1.1 and 1.2.\n\n\
         3. Slovenia rejects recommendation 1.2.\n",
    );
    let messages: Vec<_> = reading.warnings.iter().map(|w| w.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "1.2 is given two answers, `supported` and `not-supported`; the first counts",
            "it speaks of 3 recommendations as `supported`, but lists 2"
        ]
    );
    assert!(matches!(read(b"A letter", &states()), Err(ImportError::WrongLayout { .. })));
}

#[test]
fn counts_are_no_numbers_of_recommendations() {
    let reading = reading(
        "1. Slovenia considered the remaining 157 recommendations, of which 124 are now supported and 33 \
         noted.\n\n2. Out of 157 recommendations, Slovenia supports 124 and notes 33.\n\n\
         3. Slovenia accepts 2 of them: recommendations 115.1, 115.2.\n\n\
         4. Slovenia notes recommendations 115.3 and 115.4.\n",
    );
    assert_eq!(numbers_with(&reading, Position::Supported), "115.1 115.2");
    assert_eq!(numbers_with(&reading, Position::Noted), "115.3 115.4");
}

fn words(reading: &Reading) -> Vec<(&str, &str)> {
    let changes = reading.bodies[0].changes.iter();
    changes.filter_map(|it| Some((it.number.as_str(), it.words.as_deref()?))).collect()
}

#[test]
fn the_words_of_the_state_on_a_group_stand_with_each_of_it() {
    let reading = reading(
        "4. Recommendations 1.1 to 1.3: The Government has begun to draft a law on this matter. It will \
         be adopted soon.\n\n5. Slovenia accepts recommendations 1.1 to 1.3 and 1.7.\n\n6. Slovenia notes \
         recommendations 1.4 and 1.5. The Constitution leaves no room for them.\n\nRecs. 1.7 The law of \
         2010 says the same in its second part.\n\nA second law is being drafted at this moment.\n\n\
         7. Slovenia rejects recommendation 1.6 because it is contrary to its law.\n",
    );
    assert_eq!(numbers_with(&reading, Position::Supported), "1.1 1.2 1.3 1.7");
    assert_eq!(numbers_with(&reading, Position::Noted), "1.4 1.5");
    let constitution = "The Constitution leaves no room for them.";
    assert_eq!(
        words(&reading),
        [
            (
                "1.7",
                "The law of 2010 says the same in its second part.\nA second law is being drafted at this \
                 moment."
            ),
            ("1.4", constitution),
            ("1.5", constitution),
            ("1.6", "Slovenia rejects recommendation 1.6 because it is contrary to its law."),
        ]
    );
}

#[test]
fn comments_behind_the_lists_stand_with_the_answers_given_there() {
    let reading = reading(
        "3. Slovenia accepts recommendations 1.1 to 1.5.\n\n4. Slovenia notes recommendation 1.6.\n\n\
         Recommendations 1.1 to 1.3: The Government has begun to draft a law on this matter.\n\n\
         8. With regard to recommendation 1.4, the Government recalls that a plan was adopted.\n\n\
         Recommendation 1.6\n\nRatify the Convention as a whole and without delay (Iraq).\n\n\
         It needs a change of the Constitution.\n",
    );
    assert_eq!(numbers_with(&reading, Position::Supported), "1.1 1.2 1.3 1.4 1.5");
    let law = "The Government has begun to draft a law on this matter.";
    assert_eq!(
        words(&reading),
        [
            ("1.1", law),
            ("1.2", law),
            ("1.3", law),
            (
                "1.4",
                "With regard to recommendation 1.4, the Government recalls that a plan was adopted."
            ),
            (
                "1.6",
                "Ratify the Convention as a whole and without delay (Iraq).\nIt needs a change of the \
                 Constitution."
            ),
        ]
    );
    assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
}

#[test]
fn answers_in_french_and_spanish_name_their_recommendations() {
    let reading = reading(
        "1. La Slovénie accepte les recommandations 1.1 à 1.3. Une loi est en préparation.\n\n\
         2. Eslovenia toma nota de las recomendaciones 1.4 a 1.6 y 1.8.\n\n\
         Recommandation 1.9 : acceptée.\n",
    );
    assert_eq!(numbers_with(&reading, Position::Supported), "1.1 1.2 1.3 1.9");
    assert_eq!(numbers_with(&reading, Position::Noted), "1.4 1.5 1.6 1.8");
    assert_eq!(words(&reading)[0], ("1.1", "Une loi est en préparation."));
}

#[test]
fn exceptions_have_their_own_answer_and_what_is_not_numbered_is_told() {
    let except = reading(
        "1. Slovenia accepts all recommendations except 140.1, 140.2 and 140.3, which are noted.\n",
    );
    assert_eq!(numbers_with(&except, Position::Noted), "140.1 140.2 140.3");
    assert_eq!(numbers_with(&except, Position::Supported), "");
    assert!(except.warnings[0].message.contains("does not number"), "{:?}", except.warnings);
    let except = reading("1. Slovenia supports recommendations 140.1-140.4, except for 140.2.\n");
    assert_eq!(numbers_with(&except, Position::Supported), "140.1 140.3 140.4");
    assert!(except.warnings[0].message.starts_with("140.2: excepted"), "{:?}", except.warnings);
    let front = "A/HRC/28/15/Add.1\nUniversal Periodic Review\nSlovenia\nAddendum\n\n";
    let all = format!("{front}1. Slovenia supports all 22 recommendations.\n");
    let error = read(all.as_bytes(), &states()).unwrap_err();
    assert!(error.to_string().contains("without their numbers"), "{error}");
}

#[test]
fn counts_beside_counts_are_no_numbers_and_short_answers_need_no_other_word() {
    let counted = reading(
        "1. Slovenia received 200 recommendations. It supports 157 recommendations, partially supports \
         10 and notes 33.\n\n2. Of the remaining 43 recommendations, 10 enjoy its support and 33 are \
         noted.\n\n3. Supported: 140.1/140.2/140.3.\n\n4. Noted: 140.4; 140.10\n\n5. Slovenia supports \
         140.12.\n\n6. Recommendation 140.13\nSupported. A plan is drafted.\n",
    );
    assert_eq!(numbers_with(&counted, Position::Supported), "140.1 140.2 140.3 140.12 140.13");
    assert_eq!(numbers_with(&counted, Position::Noted), "140.4 140.10");
    assert_eq!(numbers_with(&counted, Position::PartiallySupported), "");
    // A table of a PDF mixes its columns: what is lost is told.
    let mixed = reading(
        "140.1 Accepted.\n\n140.2 Increase the number of shelters for women and of places in them Noted \
         There are enough shelters already\n",
    );
    assert_eq!(numbers_with(&mixed, Position::Supported), "140.1");
    let told: Vec<&str> = mixed.warnings.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(told, ["named without an answer that could be read: 140.2"]);
}
