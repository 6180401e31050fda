//! What can be wrong with a foreign file as a whole.

pub use super::row_error::{RowError, Warning};

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The source broke off while it was read.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// Larger than what is read in bounded memory.
    #[error("{what} is larger than {limit}")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The most that is taken, in words.
        limit: String,
    },
    /// The container or its contents are broken.
    #[error("not a sound {format} file: {reason}")]
    Damaged {
        /// The format as people name it: `XLSX`.
        format: &'static str,
        /// What was found.
        reason: String,
    },
    /// Not text in any character set that is known here.
    #[error("not text: {reason} at line {line}")]
    NotText {
        /// What was found.
        reason: &'static str,
        /// The line, from 1.
        line: usize,
    },
    /// A kind of file that is not read, named for what it is.
    #[error("{kind}")]
    Foreign {
        /// What it is, with its article: `a Word 97 document (.doc)`.
        kind: String,
        /// What to do, so that it can be read.
        next: String,
    },
    /// Sound, but not of the layout it was read as.
    #[error("not read as `{layout}`: {reason}")]
    WrongLayout {
        /// The layout.
        layout: super::Layout,
        /// What is missing.
        reason: String,
    },
}

impl ImportError {
    /// Something is larger than `limit` bytes.
    pub fn too_large(what: impl Into<String>, limit: u64) -> Self {
        Self::TooLarge { what: what.into(), limit: format!("{} MiB", limit / 1024 / 1024) }
    }

    /// There is more of something than is taken.
    pub fn too_many(what: impl Into<String>, limit: usize, unit: &str) -> Self {
        Self::TooLarge { what: what.into(), limit: format!("{limit} {unit}") }
    }

    /// The container or its contents are broken.
    pub fn damaged(format: &'static str, reason: impl ToString) -> Self {
        Self::Damaged { format, reason: reason.to_string() }
    }

    /// A kind of file that is not read.
    pub fn foreign(kind: impl Into<String>, next: impl Into<String>) -> Self {
        Self::Foreign { kind: kind.into(), next: next.into() }
    }

    /// Something is missing that every file of the layout has.
    pub fn wrong_layout(layout: super::Layout, reason: impl Into<String>) -> Self {
        Self::WrongLayout { layout, reason: reason.into() }
    }
}
