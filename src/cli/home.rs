//! `--db postgres://…`: the ledger at a home, through the copy that this machine keeps of it.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::error::CliError;
use super::settings;
#[cfg(not(feature = "office"))]
use super::trust::DoctorArgs;
#[cfg(not(feature = "office"))]
use crate::app::{App, AppError, seeding::Content};
#[cfg(not(feature = "office"))]
use crate::report::Document;
#[cfg(not(feature = "office"))]
use crate::store::FileStore;
use crate::store::home::{NoAddress, is_address};

pub(super) use crate::store::home::{Address, Secrets};

#[cfg(feature = "office")]
mod office;
#[cfg(feature = "office")]
pub(super) use office::{ForgetArgs, forget};

impl Context<'_> {
    /// The home that `--db` names, if it names one.
    pub(super) fn home(&self) -> Result<Option<Address>, CliError> {
        let named = self.db.as_deref().and_then(Path::to_str).filter(|text| is_address(text));
        named.map(|text| Address::read(text).map_err(unread)).transpose()
    }

    /// Refuses what is done to a file and not to a home.
    pub(super) fn file_only(&self, what: &str, instead: &str) -> Result<(), CliError> {
        match self.home()? {
            None => Ok(()),
            Some(home) => Err(CliError::refused(format!("{what}, and {home} is a home"), instead)),
        }
    }
}

/// A build without the feature: it says which one has it.
#[cfg(not(feature = "office"))]
#[expect(clippy::unused_self, reason = "with `office` each asks the home")]
impl Context<'_> {
    pub(super) fn open_home(&self, _: &Address) -> Result<FileStore, CliError> {
        Err(without())
    }

    pub(super) fn init_home(
        &self,
        _: &Address,
        _: Option<&Path>,
        _: Content,
        _: impl FnOnce(&mut App<'_>) -> Result<(), AppError>,
    ) -> Result<(), CliError> {
        Err(without())
    }

    pub(super) fn home_doctor(
        &self,
        _: &Address,
        _: &DoctorArgs,
    ) -> Result<(Document<'static>, usize), CliError> {
        Err(without())
    }
}

#[cfg(not(feature = "office"))]
fn without() -> CliError {
    CliError::refused(
        "this build of upr has no network code for databases: `--db postgres://…` needs the one with `office`",
        "`cargo install --path . --features office` makes it; `upr --db FILE` works with a file",
    )
}

/// The file in which names are looked up: of a home, its copy as it is.
pub(super) fn looked_up(file: PathBuf) -> Option<PathBuf> {
    match file.to_str().filter(|text| is_address(text)) {
        Some(text) => settings::place_of_copy(&Address::read(text).ok()?),
        None => Some(file),
    }
}

fn unread(error: NoAddress) -> CliError {
    let hint = match error {
        NoAddress::Password => "put it into PGPASSWORD, or into the passfile ~/.pgpass (mode 0600)",
        NoAddress::NoDatabase => "postgres://HOST/NAME",
        NoAddress::Form => "as in postgres://upr@db.example.org/followup",
    };
    CliError::misuse(error.to_string(), hint)
}
