//! What is said to a home: opening its copy, making it, looking at it, and emptying the copy.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::Args;

use crate::app::seeding::Content;
use crate::app::trust::{self, HomeSeen};
use crate::app::{App, AppError, seeding};
use crate::cli::advice::worded;
use crate::cli::context::{Context, holds, source};
use crate::cli::error::CliError;
use crate::cli::settings::{copy_path, home_secrets};
use crate::cli::trust::DoctorArgs;
use crate::clock::{Clock, moment};
use crate::report::Document;
use crate::report::words::nouns::counted;
use crate::store::home::{Address, HomeFault, PostgresHome, Secrets, examine, found, renew};
use crate::store::{self, CopyOf, FileStore, StoreError};

/// What the store gives back.
type Opened = Result<FileStore, StoreError>;

/// The release that a home asks for when this one makes it.
const NEEDS: &str = env!("CARGO_PKG_VERSION");

/// Empty the copy that this machine keeps of a home
///
/// The home is not touched. The next command makes the copy again.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr forget --db postgres://upr@db.example.org/followup")]
pub(in crate::cli) struct ForgetArgs {}

impl Context<'_> {
    /// Opens the copy of a home, up to date; with `--offline` as it is.
    pub(in crate::cli) fn open_home(&self, home: &Address) -> Result<FileStore, CliError> {
        let path = copy_path(home)?;
        if self.offline {
            let mut store = offline(home, &path)?;
            let as_of =
                crate::store::Store::read(&mut store)?.find_head()?.map_or(0, |head| head.0);
            let when = std::fs::metadata(&path).and_then(|file| file.modified());
            let when = when.map_or_else(|_| "an unknown time".to_owned(), told);
            self.ui.status(&format!(
                "offline: {home} as of entry {as_of}; the copy last caught up {when}"
            ));
            self.ui.reads_from(source(&store));
            return Ok(store);
        }
        let store = opened(home, &home_secrets(), &path, self.clock)?;
        if let Some(settled) = store.settled() {
            let became = if settled.recorded { "was recorded" } else { "was not recorded" };
            self.ui
                .status(&format!("what was cut off last time (entry {}) {became}", settled.entry));
        }
        self.ui.reads_from(source(&store));
        Ok(store)
    }

    /// Opens the copy of a home again and again, for what outlives a command.
    pub(in crate::cli) fn home_opener(
        &self,
        home: Address,
        clock: Arc<dyn Clock + Send + Sync>,
    ) -> Result<Arc<dyn Fn() -> Opened + Send + Sync>, CliError> {
        let path = copy_path(&home)?;
        if self.offline {
            return Ok(Arc::new(move || offline(&home, &path)));
        }
        let secrets = home_secrets();
        Ok(Arc::new(move || opened(&home, &secrets, &path, clock.as_ref())))
    }

    /// `upr init` of a home: of a file or ledger that is there, else filled and completed by `rest`.
    pub(in crate::cli) fn init_home(
        &self,
        home: &Address,
        from: Option<&Path>,
        content: Content,
        rest: impl FnOnce(&mut App<'_>) -> Result<(), AppError>,
    ) -> Result<(), CliError> {
        if let Some(from) = from {
            return self.move_in(home, from);
        }
        self.make_home(home, |path| self.fill(path, content, rest))?;
        self.ui.status(&format!("made {home}: {}", holds(content)));
        Ok(())
    }

    /// Makes a home of a file that `make` fills, in a database that has none; gives its newest entry.
    fn make_home(
        &self,
        home: &Address,
        make: impl FnOnce(&Path) -> Result<(), AppError>,
    ) -> Result<i64, CliError> {
        let folder = tempfile::tempdir()
            .map_err(|source| AppError::File { path: "a folder for it".to_owned(), source })?;
        let path = folder.path().join("home.db");
        make(&path)?;
        let mut store = store::open(&path)?;
        seeding::refresh(&mut store, moment(self.clock))?;
        let mut there = found(home.clone(), home_secrets(), NEEDS)?;
        let (entries, _) = store::send_whole(&mut store, &mut there)?;
        drop(there);
        self.open_home(home)?;
        Ok(entries)
    }

    /// Makes a home of a file or of a ledger that travels.
    fn move_in(&self, home: &Address, from: &Path) -> Result<(), CliError> {
        let entries = self.make_home(home, |path| {
            if trust::is_upr_file(from) {
                let mut copied = store::open(from)?;
                return App::new(&mut copied, self.clock, self.author.clone())
                    .backup(Some(path), None)
                    .map(drop);
            }
            self.create_from(path, from).map(drop)
        })?;
        self.ui.status(&format!(
            "made {home}: {} of {}, each checked; it goes on there, and the file stays as it is",
            counted(entries, "entries"),
            from.display()
        ));
        Ok(())
    }

    /// Looks at a home and at its copy; brings what the home is made of up to date first, where that is
    /// asked.
    pub(in crate::cli) fn home_doctor(
        &self,
        home: &Address,
        args: &DoctorArgs,
    ) -> Result<(Document<'static>, usize), CliError> {
        if args.upgrade_home {
            self.upgrade_home(home)?;
        }
        let (facts, fault) = examine(home.clone(), home_secrets());
        let path = copy_path(home)?;
        let copy = path.exists().then(|| store::open(&path));
        let head = |store: &mut FileStore| crate::store::Store::read(store)?.find_head();
        let copy = copy.map(|store| store.and_then(|mut store| head(&mut store)));
        let seen = HomeSeen {
            address: home.to_string(),
            fault,
            facts,
            copy: copy.map(|copy| {
                let head = copy.map_err(|error| error.to_string())?;
                Ok(head.map_or(0, |(entry, _)| entry))
            }),
        };
        Ok(trust::home_doctor(seen, &worded))
    }

    /// Brings what a home is made of up to date.
    fn upgrade_home(&self, home: &Address) -> Result<(), CliError> {
        let before = renew(home.clone(), home_secrets(), NEEDS)?;
        let now = crate::store::home::FORMAT;
        let raised = if before < now {
            format!("raised from format {before} to {now}")
        } else {
            format!("format {now}, as before")
        };
        self.ui.status(&format!("{home}: {raised}; its functions and triggers are this program's"));
        Ok(())
    }
}

/// `upr forget`.
pub(in crate::cli) fn forget(context: &Context<'_>) -> Result<(), CliError> {
    let Some(home) = context.home()? else {
        return Err(CliError::misuse(
            "only the copy of a home is forgotten",
            "name the home: `--db postgres://…`",
        ));
    };
    let path = copy_path(&home)?;
    if store::forget(&path)? {
        context.ui.status(&format!(
            "the copy of {home} is gone from this machine; the home is as it was"
        ));
    } else {
        context.ui.status(&format!("there was no copy of {home} on this machine"));
    }
    Ok(())
}

fn opened(home: &Address, secrets: &Secrets, path: &Path, clock: &dyn Clock) -> Opened {
    let there = Box::new(PostgresHome::new(home.clone(), secrets.clone()));
    let now = moment(clock);
    let copy = CopyOf { path, release: seeding::SEEDS, now: now.at };
    store::open_copy(&copy, there, |tx| seeding::lists_alone(tx, now).map_err(stored))
}

fn offline(home: &Address, path: &Path) -> Opened {
    match store::open(path) {
        Err(StoreError::Missing(_)) => Err(HomeFault::NoCopy { home: home.to_string() }.into()),
        opened => opened,
    }
}

fn told(when: std::time::SystemTime) -> String {
    DateTime::<Utc>::from(when).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Why lists could not be brought.
fn stored(error: AppError) -> StoreError {
    match error {
        AppError::Store(error) => error,
        other => StoreError::Engine(other.to_string()),
    }
}
