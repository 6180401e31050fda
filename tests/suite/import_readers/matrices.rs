//! OHCHR's matrices: numbers, positions, States, themes, groups and goals, all of them exact.

use serde_json::Value;
use upr::domain::Position;
use upr::domain::states::States;
use upr::import::records::letters;
use upr::import::{Recommendation, matrix};

use super::corpus::{bytes, corpus, states, truth};

fn list(value: &Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.map(|entry| entry.as_str().unwrap().to_owned()).collect()
}

/// The States' codes, sorted.
pub(super) fn codes(names: &Value, states: &States) -> Vec<String> {
    let code = |name: &String| match states.resolve(name) {
        Some(state) => state.iso3.clone(),
        None => panic!("`{name}` of the truth file is not a State known here"),
    };
    let mut codes: Vec<String> = list(names).iter().map(code).collect();
    codes.sort();
    codes
}

fn check(item: &Recommendation, row: &Value, states: &States) {
    let number = row["number"].as_str().unwrap();
    assert_eq!(item.number.as_deref(), Some(number));
    let printed = letters(&item.printed);
    assert!(printed.starts_with(&letters(row["text_start"].as_str().unwrap())), "{number}");
    assert!(printed.ends_with(&letters(row["text_end"].as_str().unwrap())), "{number}");
    let mut senders: Vec<String> =
        item.senders.iter().map(|s| s.iso3.clone().unwrap_or(s.printed.clone())).collect();
    senders.sort();
    assert_eq!(senders, codes(&row["states"], states), "{number}: {}", item.printed);
    assert_eq!(item.position_printed.as_deref(), row["position"].as_str(), "{number}");
    assert_eq!(item.headings, [row["theme_heading"].as_str().unwrap()], "{number}");
    assert_eq!(item.themes, list(&row["themes"]), "{number}");
    assert_eq!(item.groups, list(&row["persons"]), "{number}");
    assert_eq!(item.sdgs, list(&row["sdgs"]), "{number}");
    assert_eq!(item.assessment, None, "{number}");
    assert!(item.position_source.as_ref().is_some_and(|said| said.paragraph.is_some()), "{number}");
}

#[test]
fn matrices_are_exact() {
    let Some(corpus) = corpus() else { return };
    let states = states();
    for (name, known) in truth(&corpus, "truth-matrix.json").as_object().unwrap() {
        let reading =
            matrix::read(&bytes(corpus.join("ohchr-matrix").join(name)), &states).unwrap();
        assert_eq!((reading.errors.as_slice(), reading.warnings.as_slice()), (&[][..], &[][..]));
        let [body] = reading.bodies.as_slice() else { panic!("one body") };
        assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("SVN"));
        let rows = known["rows"].as_array().unwrap();
        assert_eq!(body.recommendations.len(), rows.len());
        for (item, row) in body.recommendations.iter().zip(rows) {
            check(item, row, &states);
        }
        let count = |position| {
            body.recommendations.iter().filter(|item| item.position == Some(position)).count()
        };
        let (supported, noted) = (count(Position::Supported), count(Position::Noted));
        println!(
            "{name}: {} recommendations, {supported} supported, {noted} noted, cycle {:?}, session {:?}",
            rows.len(),
            body.cycle,
            body.session
        );
        assert_eq!(known["positions"]["Supported"], supported);
        assert_eq!(known["positions"]["Noted"], noted);
    }
}
