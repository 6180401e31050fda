//! UPR Info's exports: rows per session, joined; the XLS says what the CSV says.

use std::collections::BTreeMap;

use upr::domain::Position;
use upr::import::{Only, Reading, upr_info};

use super::corpus::{bytes, corpus, states, truth};

/// Rows per session, the doubled ones counted twice as the truth does.
fn rows_per_session(reading: &Reading) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for body in &reading.bodies {
        let rows: usize = body.recommendations.iter().map(|item| item.rows.len()).sum();
        *counts.entry(body.session.unwrap().to_string()).or_default() += rows as u64;
    }
    counts
}

#[test]
fn upr_info_files_give_the_rows_per_session() {
    let Some(corpus) = corpus() else { return };
    let (states, truth) = (states(), truth(&corpus, "truth-upr-info.json"));
    let mut counts = BTreeMap::new();
    let mut readings = Vec::new();
    for name in ["6-9.csv", "17-20.csv", "17-20.xls"] {
        let bytes = bytes(corpus.join("upr-info").join(name));
        let reading = upr_info::read(&bytes, &states, &Only::default()).unwrap();
        assert_eq!(reading.errors, [], "{name}");
        let doubled = reading.warnings.iter().filter(|w| w.message.contains("twice")).count();
        let other = reading.warnings.len() - doubled;
        println!(
            "{name}: {} bodies, {} recommendations, {doubled} doubled rows, {other} other warnings, {:?}",
            reading.bodies.len(),
            reading.count(),
            reading.notes
        );
        assert_eq!(other, 0, "{:?}", &reading.warnings[..other.min(5)]);
        let mut rows = rows_per_session(&reading);
        if name == "6-9.csv" {
            // The one row that stands twice is of session 8.
            *rows.get_mut("8").unwrap() += doubled as u64;
        }
        counts.extend(rows);
        readings.push(reading);
    }
    let expected: BTreeMap<String, u64> =
        serde_json::from_value(truth["rows_per_session"].clone()).unwrap();
    assert_eq!(counts, expected);
    assert_eq!(readings[1].count(), readings[2].count());
    same_items(&readings[1], &readings[2]);
}

/// Every recommendation of one is one of the other, with the same senders and answer.
fn same_items(csv: &Reading, xls: &Reading) {
    let keys = |reading: &Reading| {
        let mut keys = Vec::new();
        for body in &reading.bodies {
            let state = body.state.as_ref().unwrap().iso3.clone().unwrap();
            for item in &body.recommendations {
                let senders: Vec<_> = item.senders.iter().map(|s| s.iso3.clone()).collect();
                let text = upr::import::records::letters(&item.text);
                keys.push((state.clone(), body.session, text, senders, item.position));
            }
        }
        keys.sort();
        keys
    };
    let (csv, xls) = (keys(csv), keys(xls));
    let differ: Vec<_> = csv.iter().zip(&xls).filter(|(csv, xls)| csv != xls).collect();
    println!("CSV and XLS: {} of {} recommendations differ", differ.len(), csv.len());
    assert!(differ.is_empty(), "{:#?}", &differ[..differ.len().min(3)]);
}

#[test]
fn the_dprks_rows_are_as_known() {
    let Some(corpus) = corpus() else { return };
    let states = states();
    let mut found = Vec::new();
    for (name, session) in [("6-9.csv", 6), ("17-20.csv", 19)] {
        let bytes = bytes(corpus.join("upr-info").join(name));
        let only = Only { iso3: Some("PRK".into()), session: Some(session), sheet: None };
        let reading = upr_info::read(&bytes, &states, &only).unwrap();
        let [body] = reading.bodies.as_slice() else { panic!("one body") };
        let rows = |position| {
            let items = body.recommendations.iter().filter(|item| item.position == Some(position));
            items.map(|item| item.rows.len()).sum::<usize>()
        };
        found.push((rows(Position::Supported), rows(Position::Noted)));
    }
    assert_eq!(found, [(0, 167), (114, 155)]);
}
