//! What a command runs with: the opened file, who asks, and where the answer goes.

use std::path::{Path, PathBuf};

use super::args::{AskArgs, OutputArgs, ViewArgs};
use super::error::CliError;
use super::output::{AnswerSource, Ui};
use super::settings;
use crate::app::additions::Added;
use crate::app::merge::Copy;
use crate::app::refusals::TrustRefusal;
use crate::app::seeding::{self, Content};
use crate::app::trust::{self, SettledFile};
use crate::app::{App, AppError, FilterWords, Question};
use crate::clock::{Clock, Now, moment};
use crate::domain::{DateWord, PartialDate};
use crate::render::Format;
use crate::report::Document;
use crate::store::{self, FileStore, Store, StoreError};

/// What a command runs with.
pub(super) struct Context<'a> {
    pub(super) ui: &'a Ui,
    pub(super) clock: &'a dyn Clock,
    pub(super) author: String,
    pub(super) db: Option<PathBuf>,
    /// Whether a home is not asked.
    #[cfg(feature = "office")]
    pub(super) offline: bool,
    pub(super) command: String,
    /// Whether the answer may show what is internal.
    pub(super) internal: bool,
}

impl Context<'_> {
    /// A date as precise as it was typed.
    pub(super) fn precise(&self, date: DateWord) -> PartialDate {
        date.precise(self.today())
    }

    /// Today.
    pub(super) fn today(&self) -> chrono::NaiveDate {
        Now::read(self.clock).today
    }

    /// Opens the file and gives the program on it to `act`.
    pub(super) fn with_app<T>(
        &self,
        act: impl FnOnce(&mut App<'_>) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let mut store = self.open()?;
        let mut app = App::new(&mut store, self.clock, self.author.clone());
        act(&mut app)
    }

    /// Opens the file as it is, for those who keep it: none is made, no new seeds are brought.
    pub(super) fn with_present<T>(
        &self,
        act: impl FnOnce(&mut App<'_>) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let mut store = match self.home()? {
            Some(home) => self.open_home(&home)?,
            None => store::open(&self.path()?)?,
        };
        // What was put into it is what `verify` answers.
        self.ui.reads_from(AnswerSource { planted: None, ..source(&store) });
        let mut app = App::new(&mut store, self.clock, self.author.clone());
        act(&mut app)
    }

    /// Gives the program on another file, which is only read, to `act`.
    pub(super) fn with_other<T>(
        &self,
        path: &Path,
        act: impl FnOnce(&mut App<'_>) -> Result<T, AppError>,
    ) -> Result<T, CliError> {
        let mut store = open_other(path)?;
        let mut app = App::new(&mut store, self.clock, self.author.clone());
        Ok(act(&mut app)?)
    }

    /// Gives the program on the opened file, and a copy of it, to `act`.
    pub(super) fn with_both<T>(
        &self,
        copy: &Path,
        act: impl FnOnce(&mut App<'_>, Copy<'_>) -> Result<T, AppError>,
    ) -> Result<T, CliError> {
        self.with_app(|app| {
            if trust::is_ledger(copy) {
                return Ok(act(app, Copy::Ledger(copy))?);
            }
            let mut other = open_other(copy)?;
            Ok(act(app, Copy::File(&mut other))?)
        })
    }

    /// Puts a question to the program on the opened file, echoes the dates that were worked out,
    /// and writes the answer.
    pub(super) fn answer<E>(
        &self,
        about: &AskArgs,
        output: &OutputArgs,
        ask: impl for<'a> FnOnce(&'a mut App<'_>, &Question) -> Result<Document<'a>, E>,
    ) -> Result<(), CliError>
    where
        CliError: From<E>,
    {
        self.answer_about(about.filter.words(&[]), &about.view, output, ask)
    }

    /// The same about items that were chosen in another way.
    pub(super) fn answer_about<E>(
        &self,
        filter: FilterWords,
        view: &ViewArgs,
        output: &OutputArgs,
        ask: impl for<'a> FnOnce(&'a mut App<'_>, &Question) -> Result<Document<'a>, E>,
    ) -> Result<(), CliError>
    where
        CliError: From<E>,
    {
        let table = output.table.clone();
        let rows = [Format::Csv, Format::Tsv, Format::Jsonl];
        let only_rows = output.format().is_ok_and(|format| rows.contains(&format));
        let question = Question { filter, view: view.words(), table, only_rows, ..self.question() };
        self.with_app(|app| {
            self.ui.echo(&question.view.worked_out(&app.now()));
            self.ui.answer(ask(app, &question)?, output)
        })
    }

    /// The same about the file as a whole, or a register of it.
    pub(super) fn answer_all<E>(
        &self,
        view: &ViewArgs,
        output: &OutputArgs,
        ask: impl for<'a> FnOnce(&'a mut App<'_>, &Question) -> Result<Document<'a>, E>,
    ) -> Result<(), CliError>
    where
        CliError: From<E>,
    {
        self.answer_about(FilterWords::default(), view, output, ask)
    }

    /// Has something appended, and says what: each name with its entry.
    pub(super) fn append(
        &self,
        what: &str,
        act: impl FnOnce(&mut App<'_>) -> Result<Added, AppError>,
    ) -> Result<(), CliError> {
        self.with_app(|app| {
            let added = act(app)?;
            // What is not said is not looked up either.
            for (name, entry) in added.into_iter().filter(|_| !self.ui.is_quiet()) {
                let name = named(app, name)?;
                self.ui.status(&format!("{what} {name} (entry {entry})"));
            }
            Ok(())
        })
    }

    /// Makes a file of a ledger that travels, and puts it in place once all of it is checked.
    pub(super) fn create_from(&self, path: &Path, from: &Path) -> Result<SettledFile, AppError> {
        self.make_folder(path)?;
        let mut settled = None;
        store::create(path, |store| {
            settled = Some(App::new(store, self.clock, self.author.clone()).settle(from)?);
            Ok::<(), AppError>(())
        })?;
        Ok(settled.ok_or(TrustRefusal::NothingMade)?)
    }

    /// The data folder is made with its file; a folder that was named is not.
    fn make_folder(&self, path: &Path) -> Result<(), StoreError> {
        let Some(folder) = path.parent().filter(|_| self.db.is_none()) else { return Ok(()) };
        std::fs::create_dir_all(folder).map_err(|source| StoreError::Io {
            what: "make the folder",
            path: folder.to_owned(),
            source,
        })
    }

    /// The program's version.
    #[expect(clippy::unused_self, reason = "what a command runs with tells it")]
    pub(super) fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// A question about the file as a whole, with this command in its footer.
    pub(super) fn question(&self) -> Question {
        Question {
            command: self.command.clone(),
            version: env!("CARGO_PKG_VERSION"),
            internal: self.internal,
            ..Question::default()
        }
    }

    pub(super) fn open(&self) -> Result<FileStore, CliError> {
        if let Some(home) = self.home()? {
            return self.open_home(&home);
        }
        let path = self.path()?;
        let mut store = match store::open(&path) {
            Err(StoreError::Missing(_)) if self.db.is_none() => self.create_default(&path)?,
            opened => opened?,
        };
        self.ui.reads_from(source(&store));
        if store.takes_writes() {
            seeding::refresh(&mut store, moment(self.clock))?;
        }
        Ok(store)
    }

    /// What is worked on, in print.
    #[cfg(feature = "web")]
    pub(super) fn shown(&self) -> Result<String, CliError> {
        Ok(match self.home()? {
            Some(home) => home.to_string(),
            None => self.path()?.display().to_string(),
        })
    }

    /// The file that is meant: named, or `./upr.db` if it exists, or that of the data folder.
    pub(super) fn path(&self) -> Result<PathBuf, CliError> {
        if let Some(home) = self.home()? {
            return settings::copy_path(&home);
        }
        if let Some(path) = &self.db {
            return Ok(path.clone());
        }
        let here = PathBuf::from("upr.db");
        if here.symlink_metadata().is_ok() {
            return Ok(here);
        }
        default_path()
    }

    /// The first command on a machine that never saw the program makes the default file.
    fn create_default(&self, path: &Path) -> Result<FileStore, CliError> {
        match self.create(path, Content::Seeds, |_| Ok(())) {
            // Another first command was quicker: its file serves as well.
            Ok(()) | Err(AppError::Store(StoreError::Exists(_))) => Ok(store::open(path)?),
            Err(error) => Err(error.into()),
        }
    }

    /// What opens the file, or the copy of a home, for each of those who ask.
    #[cfg(feature = "web")]
    pub(super) fn opener(
        &self,
        #[cfg_attr(
            not(feature = "office"),
            expect(unused_variables, reason = "a home asks the time")
        )]
        clock: &std::sync::Arc<dyn Clock + Send + Sync>,
    ) -> Result<crate::web::Opener, CliError> {
        #[cfg(feature = "office")]
        if let Some(home) = self.home()? {
            return self.home_opener(home, std::sync::Arc::clone(clock));
        }
        let path = self.path()?;
        Ok(std::sync::Arc::new(move || store::open(&path)))
    }

    /// Makes a file, has the rest done before it is put in place, and says what it holds.
    pub(super) fn create(
        &self,
        path: &Path,
        content: Content,
        rest: impl FnOnce(&mut App<'_>) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        self.fill(path, content, rest)?;
        self.ui.status(&format!("made {}: {}", path.display(), holds(content)));
        Ok(())
    }

    /// The same without a word.
    pub(super) fn fill(
        &self,
        path: &Path,
        content: Content,
        rest: impl FnOnce(&mut App<'_>) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        self.make_folder(path)?;
        let now = moment(self.clock);
        store::create(path, |store| {
            seeding::fill(store, now, content)?;
            rest(&mut App::new(store, self.clock, self.author.clone()))
        })
    }
}

/// A file beside the one worked on, which is only read: one that is missing is not to be made.
fn open_other(path: &Path) -> Result<FileStore, CliError> {
    match store::open(path) {
        Err(missing @ StoreError::Missing(_)) => {
            Err(CliError::refused(missing.to_string(), "check the path: it is only read from"))
        }
        opened => Ok(opened?),
    }
}

/// What answers say of the file that they are read from.
pub(super) fn source(store: &FileStore) -> AnswerSource {
    AnswerSource { redacted: store.is_redacted(), planted: store.planted() }
}

/// An item by its name, with its first words where another set of its State could be meant.
pub(super) fn named(app: &mut App<'_>, name: String) -> Result<String, CliError> {
    let words = app.first_words(&name)?;
    Ok(with_words(&name, words))
}

/// An item's name with its first words, where they are told.
pub(super) fn with_words(name: &str, words: Option<String>) -> String {
    match words {
        Some(words) => format!("{name} \"{words}\""),
        None => name.to_owned(),
    }
}

/// The file as it is, to look names up; none where it cannot be had at once.
pub(super) fn glance(path: &Path) -> Option<Box<dyn Store>> {
    store::glance(path).ok().map(|store| Box::new(store) as Box<dyn Store>)
}

/// The file in the user's data folder.
pub(super) fn default_path() -> Result<PathBuf, CliError> {
    settings::data_file().ok_or_else(|| {
        CliError::refused("there is no data folder for this user", "name a file: `--db FILE`")
    })
}

/// What a new file holds, in words.
pub(super) fn holds(content: Content) -> &'static str {
    match content {
        Content::Seeds => {
            "the High Commissioner's letter of 28 November 2019 to the DPRK, 56 areas, none assessed"
        }
        Content::Empty => "no set yet: `upr set add KEY --state ISO --document SYMBOL`",
        Content::Example => "EXAMPLE: a fictitious State with two years of assessments",
    }
}
