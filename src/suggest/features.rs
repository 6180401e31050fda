//! What the learner sees of a text: its words, what the lexicon reads in it, how it opens.

use std::collections::HashMap;

use super::Knowledge;
use super::learner::Features;
use super::opening::opening_words;
use super::reading::{TextReading, Weight};
use super::text;

/// How much each kind of feature says; the words of a text weigh 1 together.
const ISSUE: f32 = 0.35;
const WEAK_ISSUE: f32 = 0.2;
const PHRASE: f32 = 0.4;
const TREATY: f32 = 0.3;
const OPENING: f32 = 0.3;
const CATEGORY: f32 = 0.5;
const ALWAYS: f32 = 0.3;

/// The numbers of features by name. A word stands as it is; others begin with a mark.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    numbers: HashMap<String, u32>,
    /// In how many texts each stands.
    texts: Vec<u32>,
}

impl Dictionary {
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Forgets nothing, but tells which features stand in one text only: they teach nothing.
    pub(super) fn is_rare(&self, feature: u32) -> bool {
        self.texts.get(feature as usize).is_none_or(|texts| *texts < 2)
    }

    /// The words that tell something among so many texts: none that stand in one of eight.
    pub(super) fn telling(&self, texts: usize) -> HashMap<u32, String> {
        let most = (texts / 8).max(4);
        let tells = |(name, number): &(&String, &u32)| {
            name.starts_with(char::is_alphanumeric)
                && self.texts.get(**number as usize).is_some_and(|count| *count as usize <= most)
        };
        self.numbers.iter().filter(tells).map(|(name, number)| (*number, name.clone())).collect()
    }

    fn learn(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            self.texts[*number as usize] += 1;
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), number);
        self.texts.push(1);
        number
    }
}

/// A text that was read.
#[derive(Debug)]
pub(super) struct TextFeatures {
    pub(super) reading: TextReading,
    pub(super) category: Option<(usize, String)>,
    folded: String,
}

impl TextFeatures {
    /// Reads a text; its opening only where actions are asked for.
    pub(super) fn new(knowledge: &Knowledge, given: &str, opening: bool) -> Self {
        let folded = text::fold(given);
        Self {
            reading: knowledge.lexicon.reading(&folded),
            category: if opening { knowledge.opening.category(&folded) } else { None },
            folded,
        }
    }

    /// Its words, each once.
    fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = text::words(&self.folded).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Its features, new ones learned.
    pub(super) fn learn(&self, dictionary: &mut Dictionary, opening: bool) -> Features {
        self.features(opening, |name| Some(dictionary.learn(name)))
    }

    /// Its features, as far as they are known.
    pub(super) fn look_up(&self, dictionary: &Dictionary, opening: bool) -> Features {
        self.features(opening, |name| dictionary.numbers.get(name).copied())
    }

    fn features(&self, opening: bool, mut number: impl FnMut(&str) -> Option<u32>) -> Features {
        let words = self.words();
        #[expect(clippy::cast_precision_loss, reason = "words of a text")]
        let word = 1.0 / (words.len().max(1) as f32).sqrt();
        let mut features = Features::new();
        let mut add = |name: &str, value: f32| features.extend(number(name).map(|n| (n, value)));
        words.iter().for_each(|name| add(name, word));
        add("*", ALWAYS);
        if opening {
            let first: Vec<&str> = text::words(&self.folded).take(5).collect();
            for (at, name) in opening_words(&self.folded) {
                add(&format!("@{at} {name}"), OPENING);
            }
            for pair in first.windows(2) {
                add(&format!("@ {} {}", pair[0], pair[1]), OPENING);
            }
            if let Some((category, verbs)) = &self.category {
                add(&format!("@={category}"), CATEGORY);
                add(&format!("@~{verbs}"), OPENING);
            }
            return features;
        }
        for (issue, hit) in &self.reading.hits {
            if hit.weight == Weight::Any {
                add(&format!("?{issue}"), WEAK_ISSUE);
            } else {
                add(&format!("#{issue}"), ISSUE);
            }
        }
        for phrase in &self.reading.phrases {
            add(&format!("%{phrase}"), PHRASE);
        }
        for treaty in &self.reading.treaties {
            add(&format!("&{treaty}"), TREATY);
        }
        features
    }
}
