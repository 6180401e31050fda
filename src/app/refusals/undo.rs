//! Why something is not taken back.

/// Why something is not taken back.
#[derive(Debug, thiserror::Error)]
pub enum UndoRefusal {
    /// Something was recorded or taken back since it was looked at.
    #[error("`{command}` (batch {batch}) changed meanwhile")]
    Changed {
        /// With what it was recorded.
        command: String,
        /// Its first entry.
        batch: i64,
    },
    /// An entry that was there is no more.
    #[error("the entry is gone")]
    EntryGone,
    /// The last thing done was no taking back.
    #[error("nothing to do again: your last command was no undo")]
    NothingAgain,
    /// What there is of the author was recorded in another copy.
    #[error("nothing to take back: no command of `{author}` was made with this copy")]
    MadeElsewhere {
        /// Whoever asks.
        author: String,
        /// The last that the author recorded elsewhere.
        command: String,
        /// Its first entry.
        batch: i64,
    },
    /// There is nothing of the author.
    #[error("nothing to take back: no command of `{author}` stands in this file")]
    NothingOfAuthor {
        /// Whoever asks.
        author: String,
    },
    /// What ships with the program, or was destroyed.
    #[error("`{command}` (batch {batch}) cannot be taken back")]
    ForGood {
        /// With what it was recorded.
        command: String,
        /// Its first entry.
        batch: i64,
    },
    /// It was taken back.
    #[error("`{command}` (batch {batch}) was taken back before")]
    Before {
        /// With what it was recorded.
        command: String,
        /// Its first entry.
        batch: i64,
    },
    /// Another author's.
    #[error("`{command}` (batch {batch}) was recorded by `{author}`")]
    OfOther {
        /// With what it was recorded.
        command: String,
        /// Its first entry.
        batch: i64,
        /// Who recorded it.
        author: String,
    },
    /// Later entries rest on it.
    #[error("`{command}` (entry {batch}) cannot be taken back: {count} later entries rest on it ({})", first.join(", "))]
    RestedOn {
        /// With what it was recorded.
        command: String,
        /// Its first entry.
        batch: i64,
        /// How many entries.
        count: usize,
        /// The first of them.
        first: Vec<String>,
    },
}
