//! What to type about what `doctor` found.

use super::home_steps::step;
use crate::app::trust::{Advice, FileAdvice, HomeAdvice, OpeningAdvice};

/// What to type about what was found.
pub(super) fn worded(advice: &Advice) -> String {
    match advice {
        Advice::Opening(advice) => opening(*advice).to_owned(),
        Advice::File(advice) => file(advice),
        Advice::Home(advice) => home(advice),
    }
}

fn opening(advice: OpeningAdvice) -> &'static str {
    match advice {
        OpeningAdvice::MakeFile => {
            "`upr init --db FILE` makes one; look for the file with its copies: `*.backup-*.db`"
        }
        OpeningAdvice::NameFile => "name a file in it with `--db`",
        OpeningAdvice::PutCopyInPlace => {
            "if it should be one: it was overwritten or cut; `upr restore COPY` puts a copy in its place and keeps it beside"
        }
        OpeningAdvice::NameOther => "name another file with `--db`; this one is not touched",
        OpeningAdvice::InstallLatest => "install the latest upr; this one does not touch the file",
        OpeningAdvice::KeepAndRestore => {
            "take a copy of it as it is; `upr restore COPY` puts a good copy in its place and keeps it beside"
        }
        OpeningAdvice::GoBackToCopy => {
            "another program changed its tables: go back to a copy, `upr restore COPY`"
        }
        OpeningAdvice::Wait => "wait until the other program is done, or close it",
        OpeningAdvice::CheckDisk => "check the disk and who may read the file",
    }
}

fn file(advice: &FileAdvice) -> String {
    let step = match advice {
        FileAdvice::ShutOut { path } => return format!("chmod 600 '{path}'"),
        FileAdvice::BringsUpToDate => {
            "the next command brings it up to date, and leaves a copy beside it first"
        }
        FileAdvice::UndoesHalfDone => {
            "the next command undoes the half-done write; never delete, move or mail one without the other"
        }
        FileAdvice::CloseOther => {
            "close that program; the next command brings them back; never mail or move one without the other"
        }
        FileAdvice::CopyToWrite => "copy it to a folder where you may write, if you want to write",
        FileAdvice::TellMakers => {
            "take a backup of the file as it is and tell the makers; texts and history are as they were"
        }
        FileAdvice::LeaveOutForeign => {
            "another program changed the file; if it only added triggers, `upr backup NEW.db` writes a copy without them, else go back to a copy: `upr restore COPY`"
        }
        FileAdvice::DoNotRely => {
            "the file was changed by other means than upr: do not rely on it; compare with a copy and its fingerprint, and go back: `upr restore COPY`"
        }
        FileAdvice::CheckDiskAndRestore => {
            "the file is damaged: check the disk, and go back to a copy: `upr restore COPY`"
        }
        FileAdvice::LeftAlone => {
            "upr uses none of it and leaves it alone; `upr redact` leaves it out"
        }
        FileAdvice::CompareFingerprint => {
            "it takes no writes; compare its fingerprint with the one that its maker wrote down: `upr verify --head HASH`"
        }
        FileAdvice::DeleteUnfinished => {
            "a command was killed, or is running: delete them when none is"
        }
        FileAdvice::BackUp => "`upr backup FOLDER`",
    };
    step.to_owned()
}

fn home(advice: &HomeAdvice) -> String {
    let step = match advice {
        HomeAdvice::OfFault(fault) => return step(fault).unwrap_or_default(),
        HomeAdvice::RaiseFormat => {
            "`upr doctor --upgrade-home` raises it, once every office has this release"
        }
        HomeAdvice::PutTriggersBack => {
            "find out who did it; `upr doctor --upgrade-home`, by who made the home, puts it back"
        }
        HomeAdvice::ReadGrants => "docs/office.md lists the grants",
        HomeAdvice::RestoreHome => "restore the database from its backup",
        HomeAdvice::MakesCopy => "the next command makes it",
        HomeAdvice::EmptyCopy => "`upr forget` empties it; the next command makes it again",
        HomeAdvice::KeepCopyAndMerge => {
            "`upr backup FILE --offline` keeps what the copy says; then `upr forget`, and `upr merge FILE` brings the rest back"
        }
    };
    step.to_owned()
}
