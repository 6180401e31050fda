//! A State's answers by lists and ranges of numbers, against the truth file.

use std::collections::BTreeSet;

use upr::domain::Position;
use upr::import::addendum;

use super::corpus::{bytes, corpus, states, truth};

#[test]
fn the_addendum_gives_142_and_21() {
    let Some(corpus) = corpus() else { return };
    let states = states();
    for (name, known) in truth(&corpus, "truth-addenda.json").as_object().unwrap() {
        let file = corpus.join("addenda").join(format!("{name}.pdf"));
        let reading = addendum::read(&bytes(file), &states).unwrap();
        let body = &reading.bodies[0];
        let found = |position, implemented| -> BTreeSet<String> {
            let changes = body.changes.iter().filter(|change| {
                change.position == position && change.held_implemented == implemented
            });
            changes.map(|change| change.number.clone()).collect()
        };
        let meant = |list: &str| -> BTreeSet<String> {
            let list = known["lists"][list].as_array().unwrap();
            list.iter().map(|number| number.as_str().unwrap().to_owned()).collect()
        };
        println!(
            "{name}: {:?} {:?} dated {:?}: {} supported, {} of them held implemented, {} noted; {:?}",
            body.state.as_ref().and_then(|state| state.iso3.clone()),
            body.document.symbol,
            body.document.date,
            found(Position::Supported, false).len() + found(Position::Supported, true).len(),
            found(Position::Supported, true).len(),
            found(Position::Noted, false).len(),
            reading.warnings
        );
        assert_eq!(found(Position::Supported, false), meant("accepted"));
        assert_eq!(found(Position::Supported, true), meant("accepted_implemented"));
        assert_eq!(found(Position::Noted, false), meant("noted"));
        assert_eq!(body.changes.len(), 163);
        assert_eq!(body.document.symbol.as_deref(), Some("A/HRC/28/15/Add.1"));
    }
}
