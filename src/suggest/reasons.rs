//! What was learned, said: the suggestions with the words that decided and the coded item that is
//! most alike.

use std::collections::HashMap;

use super::calibrate::Calibration;
use super::features::TextFeatures;
use super::learner::{Features, Machine};
use super::suggester::{REASONS, Suggester, lead, quoted};
use super::{Guess, Sureness, Task};

/// How much a word must weigh to be named as a reason.
const TELLING: f32 = 0.05;
/// How alike a coded text must be to be named as a reason.
const ALIKE: f32 = 0.5;

impl Suggester<'_> {
    pub(super) fn learned(
        &self,
        read: &TextFeatures,
        machine: &Machine,
        levels: &Calibration,
    ) -> Vec<Guess> {
        let features = read.look_up(&self.dictionary, self.task == Task::Action);
        let scores = machine.scores(&features);
        let nearest = self.nearest(&features);
        let guess = |term: usize, level: Sureness, score: f32| Guess {
            term,
            level,
            score,
            why: self.why(read, machine, &features, term, &nearest),
        };
        if self.task == Task::Action {
            let Some((first, lead)) = lead(&scores) else { return Vec::new() };
            let sure = if lead >= levels.sure { Sureness::Sure } else { Sureness::Likely };
            return vec![guess(first, sure, levels.probability(lead))];
        }
        let candidates = scores.iter().enumerate().filter_map(|(term, score)| {
            let level = if *score >= levels.sure {
                Sureness::Sure
            } else if *score >= levels.likely {
                Sureness::Likely
            } else if levels.is_worth_a_look(*score) {
                Sureness::Any
            } else {
                return None;
            };
            Some(guess(term, level, levels.probability(*score)))
        });
        candidates.collect()
    }

    /// The words that decided, and the coded item that is most alike.
    fn why(
        &self,
        read: &TextFeatures,
        machine: &Machine,
        features: &Features,
        term: usize,
        nearest: &[(usize, f32)],
    ) -> String {
        let hit = read.reading.hits.get(&self.terms[term]).filter(|_| self.task == Task::Issue);
        let mut words: Vec<String> = hit.map_or_else(Vec::new, |hit| hit.words.clone());
        if self.task == Task::Action {
            words.extend(read.category.as_ref().map(|(_, verbs)| verbs.clone()));
        }
        let mut weighty: Vec<(f32, &str)> = features
            .iter()
            .filter_map(|(feature, value)| {
                let name = self.telling.get(feature)?;
                let weight = machine.weight(*feature, term) * value;
                (weight > TELLING).then_some((weight, name.as_str()))
            })
            .collect();
        weighty.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        for (_, word) in weighty {
            let is_new = words.iter().all(|known| known.split(' ').all(|part| part != word));
            if words.len() < REASONS && is_new {
                words.push(word.to_owned());
            }
        }
        words.truncate(REASONS);
        let as_item = nearest.iter().find(|(at, _)| self.examples[*at].1.contains(&term));
        match as_item.map(|(at, _)| &self.examples[*at].0) {
            Some(name) if words.is_empty() => format!("like {name}"),
            Some(name) => format!("{}; like {name}", quoted(&words)),
            None => quoted(&words),
        }
    }

    /// The file's coded items that are most alike, best first.
    fn nearest(&self, features: &Features) -> Vec<(usize, f32)> {
        let mut alike: HashMap<usize, f32> = HashMap::new();
        let mut square = 0.0;
        for (feature, value) in features.iter().filter(|(n, _)| self.telling.contains_key(n)) {
            square += value * value;
            for (at, other) in self.near.get(feature).into_iter().flatten() {
                *alike.entry(*at).or_default() += value * other;
            }
        }
        let mut nearest: Vec<(usize, f32)> = alike
            .into_iter()
            .map(|(at, dot)| (at, dot / (square.sqrt() * self.examples[at].2).max(1e-6)))
            .filter(|(_, alike)| *alike >= ALIKE)
            .collect();
        nearest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        nearest.truncate(REASONS);
        nearest
    }
}
