//! Files that wait to be brought in: held without a name, found again by their digest.

use std::collections::HashMap;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;
use tokio::sync::Semaphore;

use crate::domain::ledger::hex;

/// So many are held at once; a further one takes the place of another.
const SHELVES: usize = 8;
/// So much of each is held in memory; the rest in a file without a name.
const IN_MEMORY: usize = 256 * 1024;

/// The files that wait for their confirmation.
pub(super) struct Keeper {
    shelves: Mutex<HashMap<(String, String), Shelved>>,
    /// So many come in at once, each held whole.
    pub(super) seats: Semaphore,
}

struct Shelved {
    name: String,
    file: SpooledTempFile,
}

impl Keeper {
    pub(super) fn new() -> Self {
        Self { shelves: Mutex::new(HashMap::new()), seats: Semaphore::new(2) }
    }

    /// Holds a file for whoever sent it; gives its digest.
    ///
    /// # Errors
    /// Where the temporary folder has no room.
    pub(super) fn hold(
        self: &Arc<Self>,
        whose: &str,
        name: &str,
        bytes: &[u8],
    ) -> io::Result<String> {
        let digest = hex(&Sha256::digest(bytes));
        let mut file = SpooledTempFile::new(IN_MEMORY);
        file.write_all(bytes)?;
        let place = (whose.to_owned(), digest.clone());
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        if shelves.len() >= SHELVES
            && !shelves.contains_key(&place)
            && let Some(other) = shelves.keys().next().cloned()
        {
            shelves.remove(&other);
        }
        shelves.insert(place, Shelved { name: name.to_owned(), file });
        Ok(digest)
    }

    /// The name and the bytes of a file that somebody sent; none where it is held no more.
    pub(super) fn get(&self, whose: &str, digest: &str) -> Option<(String, Vec<u8>)> {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        let held = shelves.get_mut(&(whose.to_owned(), digest.to_owned()))?;
        let mut bytes = Vec::new();
        held.file.rewind().ok()?;
        held.file.read_to_end(&mut bytes).ok()?;
        (hex(&Sha256::digest(&bytes)) == digest).then(|| (held.name.clone(), bytes))
    }

    /// Holds it no longer.
    pub(super) fn let_go(&self, whose: &str, digest: &str) {
        let place = (whose.to_owned(), digest.to_owned());
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner).remove(&place);
    }
}
