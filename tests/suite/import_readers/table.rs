//! One table over every file of the corpus with its truth: items, numbers, texts, positions and links,
//! right of so many. `cargo test --test suite corpus_table -- --nocapture` prints it.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use upr::domain::Position;
use upr::domain::states::States;
use upr::import::{PositionChange, Recommendation, addendum, matrix, wg_report};

use super::corpus::{bytes, corpus, states, truth};
use super::matrices::codes;
use super::reports::{is_right, meant};

/// What was right, of how many.
#[derive(Debug, Default, Clone, Copy)]
struct Share(usize, usize);

impl Share {
    fn add(&mut self, right: usize, all: usize) {
        self.0 += right;
        self.1 += all;
    }

    fn permille(self) -> f64 {
        let part = |count: usize| f64::from(u32::try_from(count).unwrap());
        if self.1 == 0 { 100.0 } else { part(self.0) * 100.0 / part(self.1) }
    }
}

/// A row of the table.
#[derive(Debug, Default, Clone, Copy)]
struct Row {
    /// Read, and in the truth file.
    items: (usize, usize),
    numbers: Share,
    texts: Share,
    positions: Share,
    links: Share,
    invented: usize,
}

impl Row {
    fn join(&mut self, other: Self) {
        self.items.0 += other.items.0;
        self.items.1 += other.items.1;
        self.numbers.add(other.numbers.0, other.numbers.1);
        self.texts.add(other.texts.0, other.texts.1);
        self.positions.add(other.positions.0, other.positions.1);
        self.links.add(other.links.0, other.links.1);
        self.invented += other.invented;
    }

    fn print(&self, name: &str) {
        let share = |share: Share| format!("{}/{} {:.2} %", share.0, share.1, share.permille());
        println!(
            "{name:<64} | {}/{} | {} | {} | {} | {} | {}",
            self.items.0,
            self.items.1,
            share(self.numbers),
            share(self.texts),
            share(self.positions),
            share(self.links),
            self.invented
        );
    }

    fn links_of(&mut self, item: &Recommendation, known: &Value, states: &States) {
        let known: BTreeSet<String> = codes(known, states).into_iter().collect();
        let senders = item.senders.iter();
        let found: BTreeSet<String> =
            senders.map(|it| it.iso3.clone().unwrap_or(it.printed.clone())).collect();
        self.links.add(known.intersection(&found).count(), known.len());
        self.invented += found.difference(&known).count();
    }
}

fn report(items: &[Recommendation], known: &Value, states: &States) -> Row {
    let mut row = Row { items: (items.len(), 0), ..Row::default() };
    let by_number: HashMap<&str, &Recommendation> =
        items.iter().filter_map(|item| Some((item.number.as_deref()?, item))).collect();
    for group in known["groups"].as_array().unwrap() {
        for truth in group["items"].as_array().unwrap() {
            row.items.1 += 1;
            let number = truth["printed"].as_str().or(truth["number"].as_str()).unwrap();
            let found = by_number.get(number).copied();
            row.numbers.add(usize::from(found.is_some()), 1);
            row.texts.add(usize::from(found.is_some_and(|item| is_right(item, truth))), 1);
            let word = truth["position"].as_str().or(group["position"].as_str()).unwrap();
            let (positions, implemented) = meant(word);
            let right = found.is_some_and(|item| {
                item.position.is_some_and(|it| positions.contains(&it))
                    && item.held_implemented == implemented
            });
            row.positions.add(usize::from(right), 1);
            match found {
                Some(item) => row.links_of(item, &truth["states"], states),
                None => row.links.add(0, codes(&truth["states"], states).len()),
            }
        }
    }
    row
}

fn list(items: &[Recommendation], known: &Value, states: &States) -> Row {
    let rows = known["rows"].as_array().unwrap();
    let mut row = Row { items: (items.len(), rows.len()), ..Row::default() };
    let by_number: HashMap<&str, &Recommendation> =
        items.iter().filter_map(|item| Some((item.number.as_deref()?, item))).collect();
    for truth in rows {
        let found = by_number.get(truth["number"].as_str().unwrap()).copied();
        let letters = |text: &str| upr::import::records::letters(text);
        let text = |key: &str| letters(truth[key].as_str().unwrap());
        let right = |item: &Recommendation| {
            let printed = letters(&item.printed);
            printed.starts_with(&text("text_start")) && printed.ends_with(&text("text_end"))
        };
        row.numbers.add(usize::from(found.is_some()), 1);
        row.texts.add(usize::from(found.is_some_and(right)), 1);
        let said =
            found.is_some_and(|it| it.position_printed.as_deref() == truth["position"].as_str());
        row.positions.add(usize::from(said), 1);
        if let Some(item) = found {
            row.links_of(item, &truth["states"], states);
        }
    }
    row
}

fn answers(changes: &[PositionChange], known: &Value) -> Row {
    let mut row = Row { items: (changes.len(), 0), ..Row::default() };
    for (name, position, implemented) in [
        ("accepted", Position::Supported, false),
        ("accepted_implemented", Position::Supported, true),
        ("noted", Position::Noted, false),
    ] {
        for number in known["lists"][name].as_array().unwrap() {
            row.items.1 += 1;
            let found = changes.iter().find(|it| Some(it.number.as_str()) == number.as_str());
            row.numbers.add(usize::from(found.is_some()), 1);
            let right = found
                .is_some_and(|it| it.position == position && it.held_implemented == implemented);
            row.positions.add(usize::from(right), 1);
        }
    }
    row
}

#[test]
fn corpus_table() {
    let Some(corpus) = corpus() else { return };
    let states = states();
    println!("file | items read/known | numbers | texts | positions | links | invented");
    let mut all = Row::default();
    let mut told = |name: &str, row: Row| {
        row.print(name);
        all.join(row);
    };
    for kind in ["pdf", "txt"] {
        for known in truth(&corpus, "truth-reports.json").as_object().unwrap().values() {
            let Some(file) = known[kind].as_str() else { continue };
            let bytes = bytes(corpus.join("working-group-reports").join(file));
            let reading = wg_report::read(&bytes, &states).unwrap();
            told(file, report(&reading.bodies[0].recommendations, known, &states));
        }
    }
    for (name, known) in truth(&corpus, "truth-matrix.json").as_object().unwrap() {
        let bytes = bytes(corpus.join("ohchr-matrix").join(name));
        let reading = matrix::read(&bytes, &states).unwrap();
        told(name, list(&reading.bodies[0].recommendations, known, &states));
    }
    for (name, known) in truth(&corpus, "truth-addenda.json").as_object().unwrap() {
        let bytes = bytes(corpus.join("addenda").join(format!("{name}.pdf")));
        let reading = addendum::read(&bytes, &states).unwrap();
        told(name, answers(&reading.bodies[0].changes, known));
    }
    all.print("all");
    assert!(all.numbers.permille() >= 99.98, "numbers: {:?}", all.numbers);
    assert!(all.texts.permille() >= 99.8, "texts: {:?}", all.texts);
    assert!(all.links.permille() >= 99.9, "links: {:?}", all.links);
    assert!(all.positions.permille() >= 99.8, "positions: {:?}", all.positions);
    assert_eq!((all.items.0, all.invented), (all.items.1, 0));
}
