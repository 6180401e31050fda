//! Bringing files in: each is read by its layout's reader, matched with what is there, and only
//! what it adds is appended, in one transaction and one batch of the history.
//!
//! A rehearsal takes the same path in a private copy of the file, so that nobody waits for it.

mod about;
mod aid;
mod answers;
mod assessed;
mod further;
mod index;
mod indicators;
mod intake;
mod letters;
#[cfg(test)]
mod lock_tests;
mod maps;
mod matching;
mod merge;
mod own_words;
mod positions;
mod reading;
mod records;
mod refusing;
mod requests;
mod review;
mod reviewed;
mod sheet;
mod targets;
mod term_rows;
mod terms;

pub use about::Reviewed;
pub use aid::{Aid, Aided};

use std::io::{Read, Seek};

use super::App;
use super::error::{AppError, Result};
use super::refusals::ImportRefusal;
use super::trust::copy_before_import;
use crate::import::Layout;
use crate::report::imports::Account;
use crate::store::Tx;

/// A file to bring in.
pub struct Incoming {
    /// Its name without folders.
    pub name: String,
    /// Its content.
    pub source: Box<dyn Source>,
}

/// What a file can be read from, twice.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// Whose word counts where file and record disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What is recorded here.
    Ours,
    /// What the file says.
    Theirs,
}

/// How files are to be brought in.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The layout, where it is not to be recognised.
    pub layout: Option<Layout>,
    /// The set to bring them into; made where it is not there.
    pub set: Option<String>,
    /// The State: chooses rows of a file of many States, supplies what another lacks.
    pub state: Option<String>,
    /// The session, likewise.
    pub session: Option<u16>,
    /// Rehearse only.
    pub dry_run: bool,
    /// Make terms that a sheet names and the file does not have.
    pub create_terms: bool,
    /// Take the good rows and set the others aside.
    pub set_aside: bool,
    /// Whose assessments a file holds.
    pub by: Option<String>,
    /// An emptied cell of a sheet takes back what it said.
    pub allow_clear: bool,
    /// Make items that the set does not have.
    pub create: bool,
    /// Whose word counts in a conflict.
    pub side: Option<Side>,
    /// The sheet was exported with what is internal.
    pub internal: bool,
    /// What an office's own headings and words mean.
    pub mapping: crate::import::tracker::Mapping,
    /// The character set of texts, where it is not to be recognised.
    pub encoding: Option<&'static crate::import::encoding::Charset>,
    /// The one sheet of a workbook that is read.
    pub sheet: Option<String>,
    /// In which order dates are written, where the file does not show it.
    pub dates: Option<crate::import::dates::Order>,
    /// Whether a person said yes to statuses of a day before the document's own.
    pub confirmed: bool,
    /// What is said of what helps; nothing where there is none.
    pub aided: Option<Aided>,
}

impl Request {
    /// What is said of what helps.
    fn aid(&self, aid: Aid) -> &'static str {
        self.aided.map_or("", |aided| aided(aid))
    }
}

/// Where an import reports to while it runs.
pub trait Watch {
    /// Something worth saying before the end.
    fn note(&mut self, text: &str);
    /// How far it is.
    fn progress(&mut self, done: u64, whole: u64);
    /// Writes rows that were set aside, and says where they are.
    ///
    /// # Errors
    /// The file system's.
    fn set_aside(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<String>;
}

/// What came of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is in (or would be).
    Done,
    /// All but rows that were set aside.
    SetAside,
    /// Rows are wrong: nothing was written.
    Refused,
    /// Cells disagree with what is recorded: nothing was written.
    Conflicts,
}

/// An import with what it did.
#[derive(Debug)]
pub struct Imported {
    /// What it did.
    pub account: Account,
    /// What came of it.
    pub outcome: Outcome,
    /// Sets that got something, in order.
    pub sets: Vec<String>,
    /// The set that bare numbers mean, before the import as after it; none where only plans got
    /// something, which are never meant by them.
    pub default_set: Option<String>,
    /// The reviews that Working Group reports told of.
    pub reviewed: Vec<Reviewed>,
    /// Where rows were set aside.
    pub aside: Vec<String>,
    /// Whether anything was written.
    pub changed: bool,
    /// The number by which it can be taken back whole, where something was written.
    pub batch: Option<i64>,
    /// The copy of the file as it was before, beside it, where something was written.
    pub copy: Option<std::path::PathBuf>,
}

impl App<'_> {
    /// Brings files in, all or nothing.
    ///
    /// # Errors
    /// [`AppError::Refused`] for a file that cannot be read or placed at all; what is wrong with
    /// single rows is told in the account.
    pub fn import(
        &mut self,
        files: Vec<Incoming>,
        request: &Request,
        watch: &mut dyn Watch,
    ) -> Result<Imported> {
        if request.dry_run {
            let mut copy = self.store.rehearsal()?;
            let mut rehearsing = App::new(&mut *copy, self.clock, self.author.clone());
            return rehearsing.bring(files, request, watch);
        }
        self.store.check_writable()?;
        self.bring(files, request, watch)
    }

    fn bring(
        &mut self,
        files: Vec<Incoming>,
        request: &Request,
        watch: &mut dyn Watch,
    ) -> Result<Imported> {
        let (now, author) = (self.now(), self.author.clone());
        let place = self.store.place().to_owned();
        let in_file = self.store.home().is_none();
        let (names, request) = {
            let read = self.store.read()?;
            (self.held.names(&*read)?, maps::with_known(request, &*read)?)
        };
        let request = &request;
        let read = |file| reading::read_file(file, &names, request, watch);
        let files: Vec<_> = files.into_iter().map(read).collect::<Result<_>>()?;
        let own = if files.iter().any(|file| file.layout == Layout::Matrix) {
            own_words::OwnWords::of(self, request)?
        } else {
            own_words::OwnWords::default()
        };
        let held = self.held.clone();
        let mut tx = self.writing()?;
        let newest = |tx: &dyn Tx| Ok::<_, AppError>(tx.find_head()?.map_or(0, |(entry, _)| entry));
        let before = newest(tx.as_ref())?;
        let names = held.names(tx.as_ref())?;
        let default_set = names.default_set().map(|set| set.key.clone());
        let plans: Vec<String> =
            names.sets.iter().filter(|set| set.is_plan()).map(|set| set.key.clone()).collect();
        let mut work = merge::Work::begin(tx.as_mut(), names, request, now, &author)?;
        work.own = own;
        let mut aside = Vec::new();
        for file in files {
            let rest = intake::bring_in(&mut work, file, watch)?;
            aside.extend(rest);
        }
        maps::remember(&mut work)?;
        let (mut account, sets, reviewed) = work.finish();
        account.dry_run = request.dry_run;
        let outcome = outcome(&account, request);
        let written = matches!(outcome, Outcome::Done | Outcome::SetAside) && !request.dry_run;
        let mut places = Vec::new();
        let entries = if written { newest(tx.as_ref())? - before } else { 0 };
        let mut copy = None;
        if written {
            for rows in &aside {
                let place = watch.set_aside(&rows.name, &rows.bytes);
                places.push(place.map_err(|error| ImportRefusal::NotSetAside {
                    file: rows.name.clone(),
                    error,
                })?);
            }
            // The copy of a home is no place for copies: the home keeps all that was there.
            if in_file {
                copy = copy_before_import(tx.as_ref(), &place, entries, now.at)?;
            }
            tx.commit()?;
        }
        let default_set = default_set.filter(|_| sets.iter().any(|set| !plans.contains(set)));
        let changed = entries > 0;
        let batch = changed.then_some(before + 1);
        let aside = places;
        Ok(Imported { account, outcome, sets, default_set, reviewed, aside, changed, batch, copy })
    }
}

fn outcome(account: &Account, request: &Request) -> Outcome {
    if account.problems.count() > 0 && !request.set_aside {
        Outcome::Refused
    } else if account.conflicts.rows.iter().any(|line| line.outcome == UNDECIDED) {
        Outcome::Conflicts
    } else if account.problems.count() > 0 {
        Outcome::SetAside
    } else {
        Outcome::Done
    }
}

/// The outcome of a conflict that stops an import.
const UNDECIDED: &str = "undecided";
