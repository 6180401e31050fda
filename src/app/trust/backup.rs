//! Copies of the file, and going back to one.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::app::App;
use crate::app::error::Result;
use crate::app::refusals::TrustRefusal;
use crate::store::{self, StoreError, Tx, Verification};

/// Automatic copies of one kind that are kept beside the file: so many, of so many bytes together.
const AUTOMATIC: [Keep; 2] = [Keep::Copies(10), Keep::Bytes(2_000_000_000)];

/// A file of so many bytes is copied before every import.
const SMALL: u64 = 16_000_000;

/// An import of so many entries is worth a copy of any file.
const MANY: i64 = 1_000;

/// How many of a folder's dated copies are kept, the newest first; always the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// So many.
    Copies(usize),
    /// As many as fit into so many bytes.
    Bytes(u64),
}

impl Keep {
    /// How many of these are kept, by their sizes from the newest on.
    fn count(self, sizes: impl Iterator<Item = u64>) -> usize {
        match self {
            Self::Copies(count) => count.max(1),
            Self::Bytes(room) => {
                let mut taken = 0_u64;
                let fits = |size: &u64| {
                    taken = taken.saturating_add(*size);
                    taken <= room
                };
                sizes.take_while(fits).count().max(1)
            }
        }
    }
}

impl FromStr for Keep {
    type Err = String;

    /// Reads `10`, or a size in bytes: `500MB`, `2 GB` (powers of ten).
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let wrong =
            || format!("`{text}` is neither a number of copies nor a size: `10`, `500MB`, `2GB`");
        let text = text.trim();
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = text[digits.len()..].to_ascii_uppercase();
        let number: u64 = digits.trim().parse().map_err(|_| wrong())?;
        let times = match unit.as_str() {
            "" if number == 0 => return Err("no copy would be left: keep `1` at least".to_owned()),
            "" => return usize::try_from(number).map(Self::Copies).map_err(|_| wrong()),
            "KB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "TB" => 1_000_000_000_000,
            _ => return Err(wrong()),
        };
        number.checked_mul(times).map(Self::Bytes).ok_or_else(wrong)
    }
}

/// A copy that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Where it is.
    pub path: PathBuf,
    /// What its checks found: nothing wrong.
    pub verification: Verification,
    /// Older copies that made room.
    pub removed: Vec<PathBuf>,
}

/// A file that was brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the file is that stood there before.
    pub kept: PathBuf,
    /// What the checks of the restored file found: nothing wrong.
    pub verification: Verification,
    /// Entries that were destroyed in the file that gave way, and that the copy brings back.
    pub brought_back: Vec<i64>,
}

impl App<'_> {
    /// Copies the file, checks the copy, and keeps the newest of the folder's copies.
    ///
    /// # Errors
    /// The store's; [`TrustRefusal`] for a number to keep together with a file's name.
    pub fn backup(&mut self, to: Option<&Path>, keep: Option<Keep>) -> Result<BackedUp> {
        let place = self.store.place().to_owned();
        let named = to.filter(|path| !path.is_dir() && !ends_as_folder(path));
        if let (Some(path), Some(_)) = (named, keep) {
            return Err(TrustRefusal::KeepsFile { path: path.display().to_string() }.into());
        }
        if let (None, Some(home)) = (to, self.store.home()) {
            return Err(TrustRefusal::BesideCopy { home }.into());
        }
        if let Some(path) = named {
            let verification = self.store.copy_to(path)?;
            return Ok(BackedUp { path: path.to_owned(), verification, removed: Vec::new() });
        }
        let folder = to.map_or_else(|| folder(&place), Path::to_owned);
        self.dated_copy(&folder, "backup", keep)
    }

    fn dated_copy(&mut self, folder: &Path, kind: &str, keep: Option<Keep>) -> Result<BackedUp> {
        let start = format!("{}.{kind}-", stem(self.store.place()));
        let path = free_name(folder, &start, self.now().at);
        let verification = self.store.copy_to(&path)?;
        let removed =
            keep.map_or_else(|| Ok(Vec::new()), |keep| make_room(folder, &start, &path, &[keep]))?;
        Ok(BackedUp { path, verification, removed })
    }
}

/// The copy of the file as it was before an import that is about to be committed, where it is worth
/// its time: the file is small, or the import brings much. The history keeps all that was there in any
/// case, and `undo` takes an import back whole. The newest ten are kept; `restore` checks what it puts
/// back.
///
/// # Errors
/// The store's: then the import must not happen.
pub(in crate::app) fn copy_before_import(
    tx: &dyn Tx,
    place: &Path,
    entries: i64,
    now: DateTime<Utc>,
) -> Result<Option<PathBuf>> {
    let small = std::fs::metadata(place).is_ok_and(|file| file.len() <= SMALL);
    if entries == 0 || (entries < MANY && !small) {
        return Ok(None);
    }
    let (folder, start) = (folder(place), format!("{}.before-import-", stem(place)));
    let path = free_name(&folder, &start, now);
    tx.copy_before(&path)?;
    make_room(&folder, &start, &path, &AUTOMATIC)?;
    Ok(Some(path))
}

/// Keeps the newest of a folder's dated copies of the file of which `newest` was made just now, as many as
/// all of these allow. Files of one name may have their copies in one folder.
fn make_room(folder: &Path, start: &str, newest: &Path, keep: &[Keep]) -> Result<Vec<PathBuf>> {
    let mut copies = store::files_in(folder);
    copies.retain(|copy| is_dated(copy, start) && store::is_earlier(copy, newest));
    copies.sort();
    let sizes = copies.iter().rev().map(|path| path.metadata().map_or(0, |file| file.len()));
    let kept = keep.iter().map(|keep| keep.count(sizes.clone())).min();
    let kept = kept.unwrap_or(copies.len());
    Ok(store::prune(copies, kept)?)
}

/// Puts a copy in the place of the file, which is kept beside under a dated name. Where the path is a
/// link, the file that it leads to is replaced, for all who use it.
///
/// # Errors
/// The store's, where the copy does not verify or the place cannot be written;
/// [`TrustRefusal`] for the file itself. Then nothing has changed.
pub fn restore(from: &Path, to: &Path, now: DateTime<Utc>) -> Result<Restored> {
    let to = store::linked(to);
    if store::same_file(from, &to) {
        return Err(TrustRefusal::FileItself { path: from.display().to_string() }.into());
    }
    let holds = |entry: &(i64, [u8; 32])| store::still_holds(from, entry.0, &entry.1);
    let destroyed = store::destroyed_in(&to).into_iter();
    let brought_back: Vec<i64> =
        destroyed.filter(|entry| holds(entry).unwrap_or(false)).map(|(entry, _)| entry).collect();
    let start = format!("{}.before-restore-", stem(&to));
    loop {
        let kept = free_name(&folder(&to), &start, now);
        match store::restore(from, &to, &kept) {
            Ok(verification) => return Ok(Restored { kept, verification, brought_back }),
            // A colleague who restored at the same moment took the name.
            Err(StoreError::Exists(taken)) if taken == kept => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn ends_as_folder(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "upr".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// A dated name that is free, so that names sort by age.
fn free_name(folder: &Path, start: &str, now: DateTime<Utc>) -> PathBuf {
    let date = now.format("%Y-%m-%dT%H%M%SZ");
    let first = folder.join(format!("{start}{date}.db"));
    let numbered = (2..).map(|number| folder.join(format!("{start}{date}-{number:04}.db")));
    let mut names = std::iter::once(first.clone()).chain(numbered);
    names.find(|path| path.symlink_metadata().is_err()).unwrap_or(first)
}

/// Whether a path is one of the names that [`free_name`] gives.
fn is_dated(path: &Path, start: &str) -> bool {
    let name = path.file_name().map(std::ffi::OsStr::to_string_lossy).unwrap_or_default();
    let date = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(".db"));
    date.is_some_and(|date| {
        date.len() >= "2026-01-31T120000Z".len()
            && date.chars().all(|c| c.is_ascii_digit() || "-TZ".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_a_number_or_a_size() {
        assert_eq!("10".parse(), Ok(Keep::Copies(10)));
        assert_eq!("500MB".parse(), Ok(Keep::Bytes(500_000_000)));
        assert_eq!("2 gb".parse(), Ok(Keep::Bytes(2_000_000_000)));
        for wrong in ["0", "", "MB", "-1", "1.5GB", "2 cats", "99999999999TB"] {
            assert!(wrong.parse::<Keep>().is_err(), "{wrong}");
        }
        let sizes = || [40, 40, 40].into_iter();
        assert_eq!(Keep::Bytes(100).count(sizes()), 2);
        assert_eq!(Keep::Bytes(10).count(sizes()), 1, "the newest stays");
        assert_eq!(Keep::Copies(5).count(sizes()), 5);
    }

    #[test]
    fn only_dated_names_of_this_file_are_pruned() {
        assert!(is_dated(Path::new("a/upr.backup-2026-01-31T120000Z.db"), "upr.backup-"));
        assert!(is_dated(Path::new("upr.backup-2026-01-31T120000Z-0002.db"), "upr.backup-"));
        for name in ["upr.backup-final.db", "upr.db", "other.backup-2026-01-31T120000Z.db", ""] {
            assert!(!is_dated(Path::new(name), "upr.backup-"), "{name}");
        }
    }
}
