//! Why a question has no answer.

use chrono::NaiveDate;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QuestionRefusal {
    /// The name of an item without a sign.
    #[error("the name of an item is empty")]
    EmptyName,
    /// Two items between which nothing stands.
    #[error("`{word}` is no range")]
    NoRange {
        /// What was given.
        word: String,
    },
    /// A span that begins after the day that is looked at.
    #[error("{since} is after {as_of}")]
    SinceAfter {
        /// Its beginning.
        since: NaiveDate,
        /// The day.
        as_of: NaiveDate,
    },
    /// A span that ends before it begins.
    #[error("{until} is before {since}")]
    UntilBefore {
        /// Its end.
        until: NaiveDate,
        /// Its beginning.
        since: NaiveDate,
    },
    /// More points of time than a course can have.
    #[error("{points} points are more than can be shown")]
    TooManyPoints {
        /// How many.
        points: usize,
    },
    /// An internal voice, asked for what is handed on.
    #[error("`{voice}` is internal: nothing by it is handed on")]
    InternalVoice {
        /// The assessor's key.
        voice: String,
    },
    /// A plan, where recommendations are counted.
    #[error("`{plan}` is a plan: its actions are not counted with recommendations")]
    PlanApart {
        /// Its key.
        plan: String,
    },
    /// All tables as one table.
    #[error("all tables are no table")]
    AllTables,
    /// The progress report as what is handed in by a template.
    #[error("`progress` is the report itself")]
    ProgressItself,
}
