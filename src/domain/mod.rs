//! What is tracked, as values, and the rules that hold between them.
//!
//! Pure: nothing here reads a clock, a file or a database. The words are the field's own (see the
//! glossary in ARCHITECTURE.md).

pub mod states;
pub mod words;

pub use words::{ActorKind, AssessorKind, Confidence, Kind, Level, Position, UnknownWord};
