//! The readers over real files, measured against what is known of them.
//!
//! The files are not part of the repository. They are looked for in `../shared/corpus` beside it,
//! or where `UPR_CORPUS` points; without them the tests say loudly that they were skipped.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests measure and say what they found"
)]

mod addenda;
mod corpus;

mod hostile;
mod letters;
mod matrices;
mod recognised;
mod reports;
mod small_files;
mod table;
mod tables;

pub(crate) use corpus::{corpus as found_corpus, states};
