use super::*;

#[test]
fn a_figure_stays_what_it_is_in_a_spreadsheet() {
    assert_eq!(number("31.40"), number("31.4"));
    assert_eq!(number("40.0"), number("40"));
    assert_ne!(number("400"), number("4"));
    assert_eq!(number("yes"), "yes");
}
