//! What the environment says: the one place that reads it.

use std::path::PathBuf;

use chrono::DateTime;

use super::error::CliError;
use super::home::{Address, Secrets};
use crate::clock::{Clock, FixedClock, SystemClock};

/// Settings from the environment.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    /// `$UPR_DB`.
    pub(super) db: Option<PathBuf>,
    /// `$UPR_AUTHOR`, else the login name as the environment has it.
    author: Option<String>,
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
        let author = text("UPR_AUTHOR").or_else(|| text("USER")).or_else(|| text("LOGNAME"));
        Self {
            db: std::env::var_os("UPR_DB").filter(|value| !value.is_empty()).map(PathBuf::from),
            author,
            now: text("UPR_NOW"),
            no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            complete: text("UPR_COMPLETE"),
            pager: std::env::var("PAGER")
                .map_or_else(|_| Some("less -FRX".to_owned()), Some)
                .filter(|pager| !matches!(pager.trim(), "" | "cat")),
            columns: text("COLUMNS").and_then(|value| value.parse().ok()),
        }
    }

    /// `$UPR_AUTHOR`, else the login name: where the environment has none, the system is asked for it.
    pub(super) fn author(&self) -> String {
        let named = self.author.clone().or_else(|| whoami::username().ok());
        named.unwrap_or_else(|| "unknown".to_owned())
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

/// What the environment knows of a home, as PostgreSQL's own programs read it: looked at when one is
/// opened, since no other command needs anybody's passwords.
pub(super) fn home_secrets() -> Secrets {
    let passfile = text("PGPASSFILE").map(PathBuf::from).or_else(|| in_home(".pgpass"));
    let roots = || in_home(".postgresql/root.crt").filter(|path| path.exists());
    Secrets {
        password: text("PGPASSWORD"),
        passfile: passfile
            .filter(|path| is_private(path))
            .and_then(|path| std::fs::read_to_string(path).ok()),
        user: text("PGUSER").or_else(|| whoami::username().ok()),
        safety: text("PGSSLMODE"),
        roots: text("PGSSLROOTCERT")
            .or_else(|| roots().and_then(|path| path.to_str().map(str::to_owned))),
    }
}

/// What a variable says, where it says anything.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn text(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A file of the user's own.
fn in_home(name: &str) -> Option<PathBuf> {
    etcetera::home_dir().ok().map(|folder| folder.join(name))
}

/// Whether nobody else may read a file: a passfile that others may read is not taken.
#[cfg(unix)]
fn is_private(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|file| file.permissions().mode().trailing_zeros() >= 6)
}

#[cfg(not(unix))]
fn is_private(path: &std::path::Path) -> bool {
    path.exists()
}

/// The file in the user's data folder.
pub(super) fn data_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.data_dir().join("upr").join("upr.db"))
}

/// Where the copy of a home lies.
pub(super) fn copy_path(home: &Address) -> Result<PathBuf, CliError> {
    place_of_copy(home).ok_or_else(|| {
        let hint = "set HOME, or XDG_DATA_HOME: the copy of the home lies there";
        CliError::refused("there is no data folder for this user", hint)
    })
}

/// The same; none where the user has no data folder.
pub(super) fn place_of_copy(home: &Address) -> Option<PathBuf> {
    let secrets = home_secrets();
    let user = secrets.user.as_deref().unwrap_or_default();
    Some(data_file()?.with_file_name("homes").join(home.copy_name(user)))
}
