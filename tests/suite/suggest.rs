//! Suggestions.
#![expect(clippy::print_stdout, reason = "says what was skipped, and how well suggestions agree")]

mod agreement;
mod command;
