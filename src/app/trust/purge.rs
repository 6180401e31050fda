//! Destroying on purpose, and handing on without what is internal.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::app::error::{AppError, Result};
use crate::app::refusals::TrustRefusal;
use crate::app::sought::Sought;
use crate::store::{self, PurgeOrder, Redacted};

/// The longest reason of a purge, in characters.
pub const MAX_REASON: usize = 2_000;

/// What was destroyed, and where it still is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destroyed {
    /// The tombstone's entry.
    pub tombstone: i64,
    /// How many rows lost texts or author.
    pub rows: usize,
    /// Copies that still hold it.
    pub copies: Vec<PathBuf>,
    /// Files that may be copies and could not be read.
    pub unread: Vec<PathBuf>,
    /// Local files that the entry named; they are not touched.
    pub files: Vec<PathBuf>,
}

impl App<'_> {
    /// Destroys texts, evidence and author of an entry everywhere in the file, and looks for copies
    /// that still hold it: beside the file and in `folders`.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for an entry that is not there, [`AppError::Refused`] for one that
    /// holds nothing that could be destroyed.
    pub fn purge(&mut self, entry: i64, reason: &str, folders: &[PathBuf]) -> Result<Destroyed> {
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > MAX_REASON {
            return Err(TrustRefusal::PurgeReason.into());
        }
        let now = self.now().moment();
        if self.store.read()?.find_entry(entry)?.is_none() {
            return Err(AppError::Unknown {
                what: Sought::Entry,
                name: entry.to_string(),
                nearest: Vec::new(),
            });
        }
        let author = self.author.clone();
        let order = PurgeOrder { entry, reason: reason.to_owned(), author };
        let done =
            self.store.purge(now, &order)?.ok_or(TrustRefusal::NothingToDestroy { entry })?;
        let (copies, unread) = self.copies_holding(entry, &done.hash, folders);
        let store::Purged { tombstone, rows, files, .. } = done;
        Ok(Destroyed { tombstone, rows, copies, unread, files })
    }

    fn copies_holding(
        &self,
        entry: i64,
        hash: &[u8; 32],
        folders: &[PathBuf],
    ) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let own = self.store.place();
        let beside = match own.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let (mut holding, mut unread) = (Vec::new(), Vec::new());
        // A file may be used through a link: copies stand beside either.
        let linked = store::linked(own).parent().map(Path::to_owned);
        for folder in std::iter::once(&beside).chain(&linked).chain(folders) {
            for path in store::files_in(folder) {
                if store::same_file(&path, own) || holding.contains(&path) {
                    continue;
                }
                match store::still_holds(&path, entry, hash) {
                    Ok(true) => holding.push(path),
                    Ok(false) => {}
                    Err(_) => unread.push(path),
                }
            }
        }
        (holding, unread)
    }

    /// Writes a copy that holds nothing internal.
    ///
    /// # Errors
    /// The store's.
    pub fn redact(&mut self, to: &Path) -> Result<Redacted> {
        let now = self.now().at;
        Ok(self.store.redact_to(now, to)?)
    }
}
