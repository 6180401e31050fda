//! Why the store could not do what was asked.

use std::path::PathBuf;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A named file is not there.
    #[error("there is no file `{}`", .0.display())]
    Missing(PathBuf),
    /// A new file would stand where one is.
    #[error("`{}` exists already", .0.display())]
    Exists(PathBuf),
    /// The path is a folder.
    #[error("`{}` is a folder, not a file", .0.display())]
    Folder(PathBuf),
    /// The file is no SQLite database.
    #[error("`{}` is not a upr file: it is no SQLite database", .0.display())]
    NotADatabase(PathBuf),
    /// The file belongs to another program.
    #[error("`{}` is an SQLite file of another program", .0.display())]
    Foreign(PathBuf),
    /// The file was written by a later release.
    #[error("`{}` was written by a newer version of upr (schema {found}; this program knows {known})", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema known.
        known: i64,
    },
    /// The tables are not those that this program makes.
    #[error("`{}` cannot be read as it is: {what}", path.display())]
    Altered {
        /// The file.
        path: PathBuf,
        /// Which tables, and how.
        what: String,
    },
    /// What acts when somebody writes is not what this program makes.
    #[error("`{}` takes no writes: {what}", path.display())]
    Planted {
        /// The file.
        path: PathBuf,
        /// Which triggers, indexes or views, and how.
        what: String,
    },
    /// The file is a redacted copy.
    #[error("`{}` is a redacted copy, and takes no writes", .0.display())]
    RedactedCopy(PathBuf),
    /// The folder of a new file is not there.
    #[error("there is no folder for `{}`", .0.display())]
    NoFolder(PathBuf),
    /// The file is damaged.
    #[error("`{}` is damaged: {reason}", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The file or its folder cannot be written.
    #[error("`{}` is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// A write was broken off, and what undoes it cannot be done where nothing can be written.
    #[error("`{}` was left in the middle of a write, and nothing can be written here to undo it", .0.display())]
    Unfinished(PathBuf),
    /// Something that another program put beside the tables does not let a row in.
    #[error("`{}` does not take this: {what}, put in by another program, stands in the way", path.display())]
    Hindered {
        /// The file.
        path: PathBuf,
        /// Which index.
        what: String,
    },
    /// The disk is full.
    #[error("no space is left on the disk for `{}`", .0.display())]
    Full(PathBuf),
    /// Another program kept the file locked for longer than the time limit.
    #[error("`{}` is locked by another program", .0.display())]
    Busy(PathBuf),
    /// Another file stands in its place since it was opened.
    #[error("`{}` was replaced by another file meanwhile", .0.display())]
    Replaced(PathBuf),
    /// An internal entry of the ledger's first form.
    #[error("entry {0} is internal as a whole, and no copy could leave it out and still verify")]
    Inseparable(i64),
    /// An entry that was written elsewhere cannot be stored as it came, or written as a line.
    #[error("entry {entry} cannot be carried over: {found}")]
    Unfit {
        /// The entry.
        entry: i64,
        /// What is wrong with it.
        found: String,
    },
    /// What stands in the way at a home.
    #[error(transparent)]
    Home(#[from] super::home::HomeFault),
    /// A file system error.
    #[error("cannot {what} `{}`: {source}", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The receiver of rows stopped.
    #[error(transparent)]
    Visit(Box<dyn std::error::Error + Send + Sync>),
    /// The engine failed in a way that is the program's fault.
    #[error("the database engine failed: {0}")]
    Engine(String),
}
