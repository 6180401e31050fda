//! Working Group reports, PDF and text, against what is known of them item by item.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use upr::domain::Position;
use upr::domain::states::States;
use upr::import::records::letters;
use upr::import::{Body, Recommendation, wg_report};

use super::corpus::{bytes, corpus, states, truth};
use super::matrices::codes;

/// What was measured over all reports of one kind.
#[derive(Debug, Default)]
struct Tally {
    items: usize,
    right: usize,
    links: usize,
    found: usize,
    invented: usize,
    groups: usize,
    positions: usize,
    faults: Vec<String>,
}

/// The position that the truth file's word stands for, and whether it is held implemented.
pub(super) fn meant(word: &str) -> (&'static [Position], bool) {
    match word {
        "supported" => (&[Position::Supported], false),
        "supported_implemented" => (&[Position::Supported], true),
        "pending" | "made" => (&[Position::Pending], false),
        "noted" => (&[Position::Noted, Position::NotSupported], false),
        other => panic!("`{other}` is no position of the truth file"),
    }
}

pub(super) fn is_right(item: &Recommendation, known: &Value) -> bool {
    let printed = letters(&item.printed);
    let text = |key: &str| letters(known[key].as_str().unwrap());
    let (start, end) = (text("text_start"), text("text_end"));
    let length = known["length"].as_u64().unwrap();
    let near = (item.printed.chars().count() as u64).abs_diff(length) <= 4 + length / 50;
    printed.starts_with(&start) && printed.ends_with(&end) && near
}

fn check(name: &str, body: &Body, known: &Value, states: &States, tally: &mut Tally) {
    let mut items = body.recommendations.iter();
    for group in known["groups"].as_array().unwrap() {
        let mut all_positions = true;
        for truth in group["items"].as_array().unwrap() {
            tally.items += 1;
            let number = truth["printed"].as_str().or(truth["number"].as_str()).unwrap();
            let Some(item) = items.next() else {
                tally.faults.push(format!("{name}: {number} is missing"));
                continue;
            };
            if item.number.as_deref() == Some(number) && is_right(item, truth) {
                tally.right += 1;
            } else {
                tally.faults.push(format!("{name}: {number}: {:?} {}", item.number, item.printed));
            }
            let known: BTreeSet<String> = codes(&truth["states"], states).into_iter().collect();
            let found: BTreeSet<String> = item
                .senders
                .iter()
                .map(|sender| sender.iso3.clone().unwrap_or(sender.printed.clone()))
                .collect();
            tally.links += known.len();
            tally.found += known.intersection(&found).count();
            tally.invented += found.difference(&known).count();
            if known != found {
                tally.faults.push(format!("{name}: {number}: {known:?} but {found:?}"));
            }
            let word = truth["position"].as_str().or(group["position"].as_str()).unwrap();
            let (positions, implemented) = meant(word);
            let position = item.position.is_some_and(|position| positions.contains(&position));
            all_positions &= position && item.held_implemented == implemented;
        }
        tally.groups += 1;
        tally.positions += usize::from(all_positions);
    }
    let more: Vec<_> = items.map(|item| item.number.clone().unwrap_or_default()).collect();
    if !more.is_empty() {
        tally.faults.push(format!("{name}: not in the truth file: {more:?}"));
    }
}

fn measure(corpus: &Path, kind: &str) -> Tally {
    let states = states();
    let mut tally = Tally::default();
    for known in truth(corpus, "truth-reports.json").as_object().unwrap().values() {
        let Some(file) = known[kind].as_str() else { continue };
        let bytes = bytes(corpus.join("working-group-reports").join(file));
        let started = std::time::Instant::now();
        let reading = wg_report::read(&bytes, &states).unwrap();
        let [body] = reading.bodies.as_slice() else { panic!("one body") };
        println!(
            "{file}: {:?} {:?} session {:?} of {:?}, reviewed {:?}, adopted {:?}, dated {:?}: {} items in {:?}",
            body.state.as_ref().and_then(|state| state.iso3.clone()),
            body.document.symbol,
            body.session,
            body.document.council_session,
            body.document.reviewed_on,
            body.document.adopted_on,
            body.document.date,
            body.recommendations.len(),
            started.elapsed(),
        );
        for warning in &reading.warnings {
            println!("    {}: {}", warning.place, warning.message);
        }
        let state = states.resolve(known["state"].as_str().unwrap()).unwrap();
        assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some(state.iso3.as_str()));
        assert_eq!(body.session.map(u64::from), known["session"].as_u64());
        if kind == "pdf" {
            assert_eq!(body.document.symbol.as_deref(), known["symbol"].as_str());
        }
        check(file, body, known, &states, &mut tally);
    }
    tally
}

fn judge(kind: &str) {
    let Some(corpus) = corpus() else { return };
    let tally = measure(&corpus, kind);
    for fault in &tally.faults {
        println!("  {fault}");
    }
    println!(
        "{kind}: right {} of {} items, {} of {} links ({} invented), {} of {} groups' positions",
        tally.right,
        tally.items,
        tally.found,
        tally.links,
        tally.invented,
        tally.positions,
        tally.groups
    );
    assert!(tally.right * 1000 >= tally.items * 995);
    assert!(tally.found * 100 >= tally.links * 99);
    assert_eq!((tally.invented, tally.positions), (0, tally.groups));
}

#[test]
fn reports_as_pdf() {
    judge("pdf");
}

#[test]
fn reports_as_text() {
    judge("txt");
}
