//! Suggestions: which terms a text deserves, and which earlier text it repeats. Pure: texts in,
//! ranked guesses with their reasons out. Nothing here reads a file or knows an item.

mod coders;
pub mod learner;
pub mod lexicon;
pub mod measure;
pub mod opening;
mod phrase;
pub mod text;
