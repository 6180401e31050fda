//! What the environment says: the one place that reads it.

use std::path::PathBuf;

use chrono::DateTime;

use super::error::CliError;
use crate::clock::{Clock, FixedClock, SystemClock};

/// Settings from the environment.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    /// `$UPR_DB`.
    pub(super) db: Option<PathBuf>,
    /// `$UPR_AUTHOR`, else the login name.
    pub(super) author: String,
    /// `$UPR_NOW`.
    now: Option<String>,
    /// Whether `$NO_COLOR` is set.
    pub(super) no_color: bool,
    /// `$UPR_COMPLETE`: the shell for which a command line is to be completed.
    pub(super) complete: Option<String>,
    /// `$PAGER`, `less -FRX` where it is not set; none where it is empty or `cat`.
    pub(super) pager: Option<String>,
    /// `$COLUMNS`.
    pub(super) columns: Option<usize>,
}

impl Settings {
    /// Reads the environment.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub(super) fn read() -> Self {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let author = text("UPR_AUTHOR").or_else(|| text("USER")).or_else(|| text("LOGNAME"));
        Self {
            db: std::env::var_os("UPR_DB").filter(|value| !value.is_empty()).map(PathBuf::from),
            author: author
                .or_else(|| whoami::username().ok())
                .unwrap_or_else(|| "unknown".to_owned()),
            now: text("UPR_NOW"),
            no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            complete: text("UPR_COMPLETE"),
            pager: std::env::var("PAGER")
                .map_or_else(|_| Some("less -FRX".to_owned()), Some)
                .filter(|pager| !matches!(pager.trim(), "" | "cat")),
            columns: text("COLUMNS").and_then(|value| value.parse().ok()),
        }
    }

    /// The machine's clock, or a stopped one.
    pub(super) fn clock(&self) -> Result<Box<dyn Clock + Send + Sync>, CliError> {
        let Some(text) = &self.now else { return Ok(Box::new(SystemClock)) };
        let moment = DateTime::parse_from_rfc3339(text).map_err(|_| {
            CliError::misuse(
                format!("`UPR_NOW` holds `{text}`, which is no time"),
                "write it as 2026-01-31T12:00:00Z, or unset it",
            )
        })?;
        Ok(Box::new(FixedClock(moment)))
    }
}

/// The file in the user's data folder.
pub(super) fn data_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.data_dir().join("upr").join("upr.db"))
}
