//! What `doctor` would have done, as values: it is worded by whoever asks.

use crate::store::StoreError;
use crate::store::home::HomeFault;

/// What to do about what was found.
#[derive(Debug, Clone)]
pub enum Advice {
    /// With a file that cannot be opened.
    Opening(OpeningAdvice),
    /// With a file that can.
    File(FileAdvice),
    /// With a home.
    Home(HomeAdvice),
}

/// What to do with a file that cannot be opened.
#[derive(Debug, Clone, Copy)]
pub enum OpeningAdvice {
    /// There is no file: make one, or look for its copies.
    MakeFile,
    /// A folder was named.
    NameFile,
    /// No database: it was overwritten or cut, if it was one.
    PutCopyInPlace,
    /// Another program's file.
    NameOther,
    /// A later release made it.
    InstallLatest,
    /// Its pages are damaged.
    KeepAndRestore,
    /// Its tables were altered.
    GoBackToCopy,
    /// Another program keeps it.
    Wait,
    /// It cannot be read.
    CheckDisk,
}

/// What to do with a file about which something was found.
#[derive(Debug, Clone)]
pub enum FileAdvice {
    /// An earlier release made it.
    BringsUpToDate,
    /// A command was interrupted.
    UndoesHalfDone,
    /// Another program keeps rows beside it.
    CloseOther,
    /// Others may read it.
    ShutOut {
        /// The file.
        path: String,
    },
    /// It can only be read.
    CopyToWrite,
    /// The search index is not that of the texts.
    TellMakers,
    /// Something stands in it that this program did not make.
    LeaveOutForeign,
    /// It was changed by other means.
    DoNotRely,
    /// What it holds does not fit together.
    CheckDiskAndRestore,
    /// Further objects of another program.
    LeftAlone,
    /// A redacted copy.
    CompareFingerprint,
    /// Files of a command that was killed.
    DeleteUnfinished,
    /// No copy lies beside it.
    BackUp,
}

/// What to do with a home, or the copy of one.
#[derive(Debug, Clone)]
pub enum HomeAdvice {
    /// A home that cannot be used.
    OfFault(HomeFault),
    /// A home of an earlier format.
    RaiseFormat,
    /// Triggers of a home are gone.
    PutTriggersBack,
    /// Rights at a home.
    ReadGrants,
    /// A home without an entry.
    RestoreHome,
    /// No copy of a home yet.
    MakesCopy,
    /// A copy of a home that cannot be read.
    EmptyCopy,
    /// A home that was set back.
    KeepCopyAndMerge,
}

impl OpeningAdvice {
    /// What to do where a file is not opened for this reason.
    pub(super) fn on(error: &StoreError) -> Self {
        match error {
            StoreError::Missing(_) => Self::MakeFile,
            StoreError::Folder(_) => Self::NameFile,
            StoreError::NotADatabase(_) => Self::PutCopyInPlace,
            StoreError::Foreign(_) => Self::NameOther,
            StoreError::TooNew { .. } => Self::InstallLatest,
            StoreError::Corrupt { .. } => Self::KeepAndRestore,
            StoreError::Altered { .. } => Self::GoBackToCopy,
            StoreError::Busy(_) => Self::Wait,
            _ => Self::CheckDisk,
        }
    }
}

impl FileAdvice {
    /// What to do about a check that failed.
    pub(super) fn on(check: &str) -> Self {
        match check {
            "search" => Self::TellMakers,
            "schema" => Self::LeaveOutForeign,
            "chain" => Self::DoNotRely,
            _ => Self::CheckDiskAndRestore,
        }
    }
}
