//! The action category by the opening verbs (E. McMahon, UPR Info: 1 minimal, 2 continuing,
//! 3 considering, 4 general, 5 specific). Of two leading verbs the second counts, and a general verb
//! whose means is a definite act ("improve … by amending") is specific.

use serde::Deserialize;

use super::lexicon::{BrokenSeed, rows};
use super::phrase::Phrases;
use super::text;

/// How far into a text its first verb is looked for.
const FAR: usize = 12;
/// The category of a definite act, of a general one, and of one that continues.
const SPECIFIC: usize = 5;
const GENERAL: usize = 4;

/// One row of `verbs.csv`.
#[derive(Debug, Deserialize)]
struct VerbRow {
    category: usize,
    verbs: String,
}

/// The verbs by category.
#[derive(Debug)]
pub struct Opening {
    verbs: Phrases,
}

impl Opening {
    /// The verbs of a seed.
    ///
    /// # Errors
    /// [`BrokenSeed`] where a row cannot be read.
    pub fn read(verbs: &str) -> Result<Self, BrokenSeed> {
        let mut phrases = Phrases::default();
        for row in rows::<VerbRow>("verbs.csv", verbs)? {
            phrases.add(row.category, &row.verbs);
        }
        Ok(Self { verbs: phrases })
    }

    /// The category of a folded text and the words that decided. None where no verb is known.
    pub fn category(&self, folded: &str) -> Option<(usize, String)> {
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let first = (0..words.len().min(FAR))
            .find_map(|at| self.verbs.longest_at(&words, at).map(|verb| (at, verb)))?;
        let (at, verb) = first;
        let second = self.second(&words, verb.words.end);
        let (category, end) = second.unwrap_or((verb.group, verb.words.end));
        if category == GENERAL
            && let Some(by) = self.means(&words[end..])
        {
            let shown = format!("{} … {}", words[at..end].join(" "), by.join(" "));
            return Some((SPECIFIC, shown));
        }
        Some((category, words[at..end].join(" ")))
    }

    /// A second leading verb: `continue and strengthen`.
    fn second(&self, words: &[&str], at: usize) -> Option<(usize, usize)> {
        if *words.get(at)? != "and" {
            return None;
        }
        let skipped = words[at + 1..]
            .iter()
            .take_while(|word| ["to", "further", "fully", "effectively"].contains(word))
            .count();
        let verb = self.verbs.longest_at(words, at + 1 + skipped)?;
        Some((verb.group, verb.words.end))
    }

    /// `by amending`, `through the adoption of`: what makes a general verb specific.
    fn means<'w>(&self, words: &'w [&'w str]) -> Option<&'w [&'w str]> {
        let is_by = |word: &&str| ["by", "through"].contains(word);
        words.iter().enumerate().filter(|(_, word)| is_by(word)).find_map(|(at, _)| {
            let verb = self.verbs.longest_at(words, at + 1)?;
            let doing = words[at + 1].ends_with("ing");
            (doing && verb.group == SPECIFIC).then(|| &words[at..verb.words.end])
        })
    }
}

/// What the learner reads of how a text opens: its first words, each with its place.
pub fn opening_words(folded: &str) -> impl Iterator<Item = (usize, &str)> {
    text::words(folded).take(4).enumerate()
}
