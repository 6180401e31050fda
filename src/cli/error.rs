//! An error at the edge: an exit code, a message, and what to type next.

use super::refusals;
use crate::app::AppError;
use crate::domain::{BadDate, UnknownWord};
use crate::render::RenderError;
use crate::store::StoreError;

/// What the program's exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Understood, but refused.
    Refused = 1,
    /// Not understood.
    Misuse = 2,
    /// Finished, with rows set aside.
    SetAside = 3,
    /// A fault of the program.
    Internal = 70,
}

/// An error at the edge.
#[derive(Debug)]
pub(super) struct CliError {
    pub(super) exit: Exit,
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// Whether it is only that nobody reads the output any more.
    pub(super) broken_pipe: bool,
}

impl CliError {
    pub(super) fn new(exit: Exit, message: impl Into<String>, hint: Option<String>) -> Self {
        Self { exit, message: message.into(), hint, broken_pipe: false }
    }

    pub(super) fn misuse(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Exit::Misuse, message, Some(hint.into()))
    }

    pub(super) fn refused(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Exit::Refused, message, Some(hint.into()))
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        let message = error.to_string();
        let exit = match &error {
            StoreError::Visit(inner) => return from_feed(inner.as_ref(), message),
            StoreError::Engine(_) => Exit::Internal,
            _ => Exit::Refused,
        };
        Self::new(exit, message, next_step(&error))
    }
}

/// What to do where a file cannot be used.
fn next_step(error: &StoreError) -> Option<String> {
    let step = match error {
        StoreError::Missing(path) => {
            return Some(format!("`upr init --db {}` makes it", path.display()));
        }
        StoreError::Exists(_) => "name another file with `--db FILE`",
        StoreError::Folder(_) | StoreError::NotADatabase(_) | StoreError::Foreign(_) => {
            "name a upr file with `--db FILE`, or make one: `upr init --db FILE`"
        }
        StoreError::Altered { .. } => {
            "another program changed it: `upr doctor` names all; go back to a copy: `upr restore COPY`"
        }
        StoreError::Planted { .. } => {
            "reading works; `upr backup NEW.db` writes a copy without what another program put in"
        }
        StoreError::RedactedCopy(_) => "write to the file that it was made of; reading works here",
        StoreError::NoFolder(_) => "make the folder first, or name another place",
        StoreError::TooNew { .. } => "install the latest upr",
        StoreError::Corrupt { .. } => {
            "take a backup copy of the file as it is, and go back to an older one"
        }
        StoreError::ReadOnly(_) => {
            "copy the file to a folder where you may write; reading works here"
        }
        StoreError::Unfinished(_) => {
            "copy the file, with the `-journal` beside it, to a folder where you may write"
        }
        StoreError::Hindered { .. } => {
            "nothing was written; have it dropped, or make a clean file: `upr export ledger --internal -o \
             LEDGER.jsonl`, `upr init --db NEW.db --from LEDGER.jsonl`"
        }
        StoreError::Full(_) => "make room; nothing was written",
        StoreError::Busy(_) => "try again when the other program is done",
        StoreError::Replaced(_) => "run the command again; nothing was written",
        StoreError::Inseparable(_) => {
            "an early version of upr wrote it; hand on a report or an export instead"
        }
        StoreError::Unfit { .. } => {
            "`upr verify` says whether the file or ledger is as it was written"
        }
        StoreError::Home(fault) => return super::home_steps::step(fault),
        StoreError::Io { .. } | StoreError::Visit(_) => return None,
        StoreError::Engine(_) => "this is a fault of upr; the file is unchanged",
    };
    Some(step.to_owned())
}

/// The receiver of rows stopped: most often because its output did.
fn from_feed(inner: &(dyn std::error::Error + 'static), message: String) -> CliError {
    match inner.downcast_ref::<std::io::Error>() {
        Some(error) => from_io(error),
        None => match inner.downcast_ref::<StoreError>() {
            Some(StoreError::Visit(deeper)) => from_feed(deeper.as_ref(), message),
            _ => match inner.downcast_ref::<RenderError>() {
                Some(RenderError::TextTooLong { .. }) => too_long(message),
                _ => CliError::new(Exit::Refused, message, None),
            },
        },
    }
}

/// A text that no cell of a workbook holds.
fn too_long(message: String) -> CliError {
    let hint = "`upr export csv` holds it whole and comes back just so".to_owned();
    CliError::new(Exit::Refused, message, Some(hint))
}

/// An output that cannot be written.
pub(super) fn from_io(error: &std::io::Error) -> CliError {
    let mut found =
        CliError::new(Exit::Refused, format!("the output cannot be written: {error}"), None);
    found.broken_pipe = is_broken_pipe(error);
    found
}

/// Whether an error, or what it wraps, is that nobody reads the output any more.
fn is_broken_pipe(error: &std::io::Error) -> bool {
    let mut inner: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(found) = inner {
        if let Some(io) = found.downcast_ref::<std::io::Error>() {
            if io.kind() == std::io::ErrorKind::BrokenPipe {
                return true;
            }
            inner = io.get_ref().map(|wrapped| wrapped as &(dyn std::error::Error + 'static));
        } else {
            inner = found.source();
        }
    }
    false
}

impl From<RenderError> for CliError {
    fn from(error: RenderError) -> Self {
        let message = error.to_string();
        match error {
            RenderError::Io(error) => from_io(&error),
            RenderError::Feed(error) => match error.downcast::<StoreError>() {
                Ok(store) => (*store).into(),
                Err(other) => from_feed(other.as_ref(), message),
            },
            RenderError::UnknownTable { known, .. } => {
                Self::misuse(message, format!("it has {}", known.join(", ")))
            }
            RenderError::UnknownColumn { known, .. } => {
                Self::misuse(message, format!("its columns: {}", known.join(", ")))
            }
            RenderError::TextTooLong { .. } => too_long(message),
            RenderError::Workbook(_) => Self::new(Exit::Refused, message, None),
        }
    }
}

impl From<UnknownWord> for CliError {
    fn from(error: UnknownWord) -> Self {
        let hint = error.nearest.as_ref().map(|near| format!("did you mean `{near}`?"));
        Self::new(Exit::Misuse, error.to_string(), hint)
    }
}

impl From<BadDate> for CliError {
    fn from(error: BadDate) -> Self {
        Self::misuse(error.to_string(), "write 2025-06-30, 2025-06, 2025, today or yesterday")
    }
}

impl From<AppError> for CliError {
    fn from(error: AppError) -> Self {
        let message = error.to_string();
        match error {
            AppError::Store(error) => error.into(),
            AppError::Word(error) => error.into(),
            AppError::Rule(refusal) => Self::refused(message, refusals::of_rule(&refusal)),
            AppError::Date(error) => error.into(),
            AppError::Reference(_) => Self::misuse(
                message,
                "an item is SET:REF, as in `HC19:48` or `PRK2:125.44`; a theme: `upr theme show THEME`",
            ),
            AppError::Unknown { what, nearest, .. } => {
                Self::refused(message, refusals::shown(what, nearest.first().map(String::as_str)))
            }
            AppError::Ambiguous { .. } => Self::refused(message, "name one of them whole"),
            AppError::Refused(refused) => Self::refused(message, refusals::remedy(&refused)),
            AppError::Unpublished { name } => Self::refused(
                message,
                format!("`--internal` shows it all the same; `upr publish {name}` publishes it"),
            ),
            AppError::NotTheirs { .. } => Self::refused(message, "nothing was written"),
            AppError::Changed { .. } => {
                Self::refused(message, "look at it again; nothing was written")
            }
            AppError::NeedsYes(_) => Self::refused(message, "say `--yes` to do it"),
            AppError::BeforeDocument { .. } => Self::refused(
                message,
                "mend the date, or say `--yes` where it held before it was asked",
            ),
            AppError::File { .. } => Self::refused(message, "check the path; nothing was written"),
        }
    }
}
