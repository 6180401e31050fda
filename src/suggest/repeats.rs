//! Which earlier text a text repeats, and which texts ask the same: words weighed by how rare they
//! are (BM25, both ways), letters in fours, shared issues; two that name other treaties do not
//! repeat each other.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Knowledge;
use super::text;

/// The usual constants of BM25.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.75;
/// What letters in fours weigh beside words, and a shared issue.
const LETTERS: f32 = 0.5;
const ISSUE: f32 = 0.1;
/// What is taken off where both speak of groups of persons and of none alike.
const OTHER_GROUPS: f32 = 0.5;
/// Below this a text is no candidate.
const LEAST: f32 = 0.4;
/// From here on it is nearly the same words, if each has so much of the other's.
const SAME_WORDS: f32 = 0.9;
const BOTH_WAYS: f32 = 0.33;
/// From here on two texts ask the same.
const SAME_ASK: f32 = 0.8;
/// How many shared words tell why.
const REASONS: usize = 4;

/// The issues that are groups of persons.
const GROUPS: &[&str] = &[
    "asylum-seekers-refugees",
    "disabilities",
    "human-rights-defenders",
    "indigenous-peoples",
    "internally-displaced-persons",
    "migrants",
    "minorities",
    "rights-of-the-child",
    "sexual-orientation-and-gender-identity",
    "womens-rights",
];

/// How near a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// It may be looked at.
    LookAt,
    /// It has nearly the same words.
    SameWords,
}

impl Nearness {
    /// Its spelling.
    pub fn slug(self) -> &'static str {
        match self {
            Self::LookAt => "look-at",
            Self::SameWords => "same-words",
        }
    }
}

/// An earlier text that may be repeated.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its number among the texts.
    pub text: usize,
    /// How near.
    pub nearness: Nearness,
    /// Its score; above 1 it is nearly the same.
    pub score: f32,
    /// The rarest words that both have.
    pub shared: Vec<String>,
}

/// A text as it is compared.
#[derive(Debug)]
struct Compared {
    words: HashMap<String, f32>,
    length: f32,
    fours: HashSet<u64>,
    issues: BTreeSet<String>,
    treaties: BTreeSet<usize>,
    /// Its score against itself, by which others are measured.
    own: f32,
}

/// Texts, ready to be compared with each other.
#[derive(Debug)]
pub struct Texts {
    all: Vec<Compared>,
    rarity: HashMap<String, f32>,
    mean: f32,
}

/// A word without the endings that differ between two ways of saying one thing.
fn stem(word: &str) -> &str {
    let ends =
        ["ations", "ation", "ings", "ing", "ments", "ment", "ies", "es", "ed", "s", "e", "y"];
    let end = ends.iter().find(|end| word.len() > end.len() + 3 && word.ends_with(**end));
    end.map_or(word, |end| &word[..word.len() - end.len()])
}

fn fours(folded: &str) -> HashSet<u64> {
    let letters: Vec<char> = folded.chars().filter(|c| *c != '.').collect();
    let hash = |four: &[char]| {
        four.iter().fold(0_u64, |hash, letter| (hash << 16) ^ u64::from(u32::from(*letter)))
    };
    letters.windows(4).map(hash).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of words and texts")]
fn real(count: usize) -> f32 {
    count as f32
}

impl Texts {
    /// Reads texts.
    pub fn new<'a>(knowledge: &Knowledge, given: impl Iterator<Item = &'a str>) -> Self {
        let mut texts: Vec<Compared> = given.map(|text| Compared::read(knowledge, text)).collect();
        let mut spread: HashMap<String, usize> = HashMap::new();
        for word in texts.iter().flat_map(|text| text.words.keys()) {
            *spread.entry(word.clone()).or_default() += 1;
        }
        let count = real(texts.len());
        let rarity = |(word, texts): (String, usize)| {
            let texts = real(texts);
            (word, (1.0 + (count - texts + 0.5) / (texts + 0.5)).ln())
        };
        let rarity = spread.into_iter().map(rarity).collect();
        let mean = texts.iter().map(|text| text.length).sum::<f32>() / count.max(1.0);
        let mut made = Self { all: Vec::new(), rarity, mean };
        for text in &mut texts {
            text.own = made.words(text, text);
        }
        made.all = texts;
        made
    }

    /// BM25 of one text's words in another.
    fn words(&self, asked: &Compared, given: &Compared) -> f32 {
        let norm = SATURATION * (1.0 - LENGTH + LENGTH * given.length / self.mean.max(1.0));
        // In a fixed order, so that the sum is always the same.
        let mut parts: Vec<f32> = asked
            .words
            .keys()
            .filter_map(|word| {
                let often = given.words.get(word)?;
                let rarity = self.rarity.get(word).copied().unwrap_or(0.0);
                Some(rarity * often * (SATURATION + 1.0) / (often + norm))
            })
            .collect();
        parts.sort_by(f32::total_cmp);
        parts.iter().sum()
    }

    /// How much two texts say the same, and how much the one that has less has of the other's words.
    /// None where they name treaties, and none alike.
    fn score(&self, one: &Compared, other: &Compared) -> Option<(f32, f32)> {
        let treaties = !one.treaties.is_empty() && !other.treaties.is_empty();
        if treaties && one.treaties.is_disjoint(&other.treaties) {
            return None;
        }
        let there = self.words(one, other) / one.own.max(0.01);
        let back = self.words(other, one) / other.own.max(0.01);
        let shared = one.fours.intersection(&other.fours).count();
        let least = one.fours.len().min(other.fours.len()).max(1);
        let letters = real(shared) / real(least);
        let issues = real(one.issues.intersection(&other.issues).count().min(2));
        let (here, there_groups) = (one.groups(), other.groups());
        let apart = !here.is_empty() && !there_groups.is_empty() && here.is_disjoint(&there_groups);
        let apart = if apart { OTHER_GROUPS } else { 0.0 };
        let score = f32::midpoint(there, back) + LETTERS * letters + ISSUE * issues - apart;
        Some((score, there.min(back)))
    }

    fn candidate(&self, of: usize, text: usize) -> Option<Candidate> {
        let (one, other) = (&self.all[of], &self.all[text]);
        let (score, least) = self.score(one, other).filter(|(score, _)| *score >= LEAST)?;
        let mut shared: Vec<&String> = one
            .words
            .keys()
            .filter(|word| word.len() > 4 && other.words.contains_key(*word))
            .collect();
        let rarity = |word: &String| self.rarity.get(word).copied().unwrap_or(0.0);
        shared.sort_by(|a, b| rarity(b).total_cmp(&rarity(a)).then(a.cmp(b)));
        let same = score >= SAME_WORDS && least >= BOTH_WAYS;
        let nearness = if same { Nearness::SameWords } else { Nearness::LookAt };
        Some(Candidate {
            text,
            nearness,
            score: (score * 100.0).round() / 100.0,
            shared: shared.into_iter().take(REASONS).cloned().collect(),
        })
    }

    /// The nearest among some of the texts, best first.
    pub fn nearest(
        &self,
        of: usize,
        among: impl Iterator<Item = usize>,
        most: usize,
    ) -> Vec<Candidate> {
        let others = among.filter(|text| *text != of);
        let mut candidates: Vec<Candidate> =
            others.filter_map(|text| self.candidate(of, text)).collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.text.cmp(&b.text)));
        candidates.truncate(most);
        candidates
    }

    /// Texts that ask the same, two or more together: each is near to the one that began its
    /// cluster. Texts of one source are not put together. In order of the texts.
    pub fn clusters(&self, source: &[i64]) -> Vec<Vec<Candidate>> {
        let mut taken: HashSet<usize> = HashSet::new();
        let mut clusters = Vec::new();
        for first in 0..self.all.len() {
            if taken.contains(&first) {
                continue;
            }
            let later = (first + 1..self.all.len())
                .filter(|at| !taken.contains(at) && source[*at] != source[first]);
            let mut near = self.nearest(first, later, usize::MAX);
            near.retain(|candidate| candidate.score >= SAME_ASK);
            if near.is_empty() {
                continue;
            }
            taken.insert(first);
            taken.extend(near.iter().map(|candidate| candidate.text));
            let head = Candidate {
                text: first,
                nearness: Nearness::SameWords,
                score: near[0].score,
                shared: Vec::new(),
            };
            clusters.push(std::iter::once(head).chain(near).collect());
        }
        clusters
    }
}

impl Compared {
    fn read(knowledge: &Knowledge, given: &str) -> Self {
        let folded = text::fold(given);
        let reading = knowledge.lexicon.reading(&folded);
        let mut words: HashMap<String, f32> = HashMap::new();
        for word in text::words(&folded) {
            *words.entry(stem(word).to_owned()).or_default() += 1.0;
        }
        Self {
            length: real(text::words(&folded).count()),
            words,
            fours: fours(&folded),
            issues: reading.issues().map(str::to_owned).collect(),
            treaties: reading.treaties.iter().copied().collect(),
            own: 0.0,
        }
    }

    fn groups(&self) -> BTreeSet<&str> {
        self.issues.iter().map(String::as_str).filter(|issue| GROUPS.contains(issue)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(given: &[&str]) -> Texts {
        Texts::new(&Knowledge::shipped().unwrap(), given.iter().copied())
    }

    #[test]
    fn a_repeat_is_found_in_other_words_and_order() {
        let given = [
            "Establish a moratorium on executions with a view to abolishing the death penalty",
            "Improve conditions in prisons and reduce overcrowding",
            "Abolish the death penalty and, meanwhile, introduce a moratorium on executions",
            "Improve the conditions in prisons, and reduce overcrowding",
        ];
        let texts = texts(&given);
        let first = |of: usize| texts.nearest(of, 0..2, 3).first().cloned().unwrap();
        assert_eq!(first(2).text, 0);
        assert_eq!((first(3).text, first(3).nearness), (1, Nearness::SameWords));
        assert!(first(3).shared.iter().any(|word| word.starts_with("prison")));
    }

    #[test]
    fn another_treaty_is_no_repeat_however_alike_the_words() {
        let given = [
            "Ratify the Convention on the Rights of the Child without delay",
            "Ratify the Convention on the Rights of Persons with Disabilities without delay",
        ];
        assert!(texts(&given).nearest(1, 0..1, 3).is_empty());
    }

    #[test]
    fn clusters_hold_texts_of_several_sources() {
        let given = [
            "Abolish the death penalty for all crimes",
            "Abolish the death penalty for all crimes.",
            "Build schools in rural areas",
            "Abolish the death penalty for all crimes",
        ];
        let clusters = texts(&given).clusters(&[1, 2, 1, 1]);
        let numbers: Vec<Vec<usize>> =
            clusters.iter().map(|one| one.iter().map(|near| near.text).collect()).collect();
        assert_eq!(numbers, [vec![0, 1]]);
    }
}
