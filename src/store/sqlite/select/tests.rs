use super::*;
use crate::domain::filter::searched_words;

#[test]
fn no_character_of_a_search_has_a_meaning() {
    let words = searched_words("\"prison*\" AND (NEAR/2) -camp's ^: 인권");
    assert_eq!(words, ["prison", "AND", "NEAR", "2", "camp", "s", "인권"]);
    let expression = match_expression(&words).unwrap();
    assert_eq!(expression, "\"prison\" \"AND\" \"NEAR\" \"2\" \"camp\" \"s\" \"인권\"*");
    assert_eq!(match_expression(&searched_words("?!*\"")), None);
}

#[test]
fn only_named_parameters_are_bound() {
    let mut params = Params::default();
    (0..12).for_each(|n| drop(params.add(n)));
    let used = params.used_in("SELECT :p1, :p11");
    assert_eq!(used.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [":p1", ":p11"]);
}
