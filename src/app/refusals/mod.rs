//! Why something is understood, but not done, as values. Each says in plain words what is wrong; what to do
//! about it is worded by whoever asks, for its readers.

mod imports;
mod plans;
mod questions;
mod records;
mod registers;
mod requests;
mod suggestions;
mod trust;
mod undo;

pub use imports::ImportRefusal;
pub use plans::PlanRefusal;
pub use questions::QuestionRefusal;
pub use records::RecordRefusal;
pub use registers::{Register, RegisterRefusal};
pub use requests::RequestRefusal;
pub use suggestions::SuggestionRefusal;
pub use trust::{TrustRefusal, Written};
pub use undo::UndoRefusal;

/// Why something is not done, by what it is about.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// What is recorded of items.
    #[error(transparent)]
    Record(#[from] RecordRefusal),
    /// Sets, documents, terms, voices, institutions, users.
    #[error(transparent)]
    Register(#[from] RegisterRefusal),
    /// Plans, their actions, and what is published.
    #[error(transparent)]
    Plan(#[from] PlanRefusal),
    /// What institutions are asked.
    #[error(transparent)]
    Request(#[from] RequestRefusal),
    /// What is asked of the file.
    #[error(transparent)]
    Question(#[from] QuestionRefusal),
    /// What is suggested.
    #[error(transparent)]
    Suggestion(#[from] SuggestionRefusal),
    /// Files that are brought in.
    #[error(transparent)]
    Import(#[from] ImportRefusal),
    /// What is taken back.
    #[error(transparent)]
    Undo(#[from] UndoRefusal),
    /// Copies, ledgers and fingerprints.
    #[error(transparent)]
    Trust(#[from] TrustRefusal),
}
