//! The seed letter gives the seeded areas: their texts word for word, their headings by name.

use std::collections::HashMap;
use std::path::Path;

use upr::import::letter;

use super::corpus::{bytes, states};

fn rows(name: &str) -> Vec<HashMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_seed_letter_gives_the_seeded_areas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let states = states();
    let file = root.join("tests/fixtures/sources/OHCHR-letter-DPRK-2019-11-28.txt");
    let reading = letter::read(&bytes(file), &states).unwrap();
    let [body] = reading.bodies.as_slice() else { panic!("one body") };
    assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("PRK"));
    assert_eq!((body.session, body.cycle), (Some(33), Some(3)));
    assert_eq!(body.document.council_session, Some(42));
    assert_eq!(body.document.date, chrono::NaiveDate::from_ymd_opt(2019, 11, 28));
    assert_eq!(
        body.document.signatory,
        ["Michelle Bachelet", "High Commissioner for Human Rights"]
    );

    let labels: HashMap<String, String> = rows("terms.csv")
        .into_iter()
        .filter(|row| row["vocabulary"] == "theme")
        .map(|row| (row["slug"].clone(), row["label"].clone()))
        .collect();
    let items = rows("items.csv")
        .into_iter()
        .filter(|row| row["set"] == "HC19" && row["parent"].is_empty());
    let expected: Vec<(String, String)> =
        items.map(|row| (labels[&row["heading"]].clone(), row["text"].clone())).collect();
    let found: Vec<(String, String)> = body
        .recommendations
        .iter()
        .map(|area| (area.headings.last().unwrap().clone(), area.text.clone()))
        .collect();
    assert_eq!(found.len(), 56);
    assert_eq!(found, expected);
    assert_eq!(
        body.recommendations[47].headings,
        [
            "Implementation of international human rights obligations, taking into account applicable \
             international humanitarian law",
            "D. Rights of specific persons or groups",
            "Children"
        ]
    );
}
