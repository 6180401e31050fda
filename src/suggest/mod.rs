//! Suggestions: which terms a text deserves, and which earlier text it repeats. Pure: texts in,
//! ranked guesses with their reasons out. Nothing here opens a file or knows an item.

mod calibrate;
mod coders;
mod features;
pub mod learner;
pub mod lexicon;
pub mod measure;
pub mod opening;
mod phrase;
pub mod reading;
mod reasons;
pub mod repeats;
mod suggester;
pub mod text;

pub use lexicon::BrokenSeed;
pub use suggester::{Coded, Comparison, ENOUGH, FEW, Means, Suggester};

/// The release of the lexicon, named as the source of what it suggests.
pub const LEXICON: &str = "lexicon 1";

/// What ships with the program: phrases, treaties, opening verbs.
#[derive(Debug)]
pub struct Knowledge {
    lexicon: lexicon::Lexicon,
    opening: opening::Opening,
}

impl Knowledge {
    /// Reads the seeds.
    ///
    /// # Errors
    /// [`BrokenSeed`] where a row cannot be read; a test reads them all.
    pub fn shipped() -> Result<Self, BrokenSeed> {
        Ok(Self {
            lexicon: lexicon::Lexicon::read(
                include_str!("../../seeds/suggest/lexicon.csv"),
                include_str!("../../seeds/suggest/treaties.csv"),
            )?,
            opening: opening::Opening::read(include_str!("../../seeds/suggest/verbs.csv"))?,
        })
    }
}

/// What is to be suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// UPR Info's issues: the lexicon speaks of them.
    Issue,
    /// UPR Info's action categories: one a text, by the opening verbs.
    Action,
    /// Terms of any other vocabulary: only learned.
    Terms,
}

/// How sure a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// Worth a look.
    Any,
    /// Rather so than not.
    Likely,
    /// Of these some 95 in 100 agree with what UPR Info's coders said.
    Sure,
}

impl Sureness {
    /// Each with its spelling, the surest first.
    pub const ALL: [(&'static str, Self); 3] =
        [("sure", Self::Sure), ("likely", Self::Likely), ("any", Self::Any)];

    /// Its spelling.
    pub fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(_, level)| *level == self).map_or("any", |(slug, _)| slug)
    }
}

/// One suggestion.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The term, by number.
    pub term: usize,
    /// How sure.
    pub level: Sureness,
    /// How probable, between 0 and 1.
    pub score: f32,
    /// The words that decided, and the item that is most alike.
    pub why: String,
}
