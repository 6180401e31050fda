//! Walking along a ledger that travels, entry by entry: in bounded memory it is known at the end
//! whether all of it holds.

use std::collections::{BTreeMap, BTreeSet};

use super::portable::{Carried, CarriedRow, Said, Title};

/// Whether a copy for others leaves the texts of a row out.
pub type MayLack = fn(&CarriedRow) -> bool;

/// A walk, as far as it has come.
#[derive(Debug)]
pub struct Walk {
    title: Title,
    may_lack: MayLack,
    last: i64,
    hash: Option<[u8; 32]>,
    removed: i64,
    hash_only: i64,
    /// Entries of which something is gone that a purge must explain.
    emptied: BTreeSet<i64>,
    /// Of each file that was brought by an entry of which nothing else is gone, that entry.
    files: BTreeMap<i64, i64>,
    /// Entries that came by such a file, with the entry that brought it.
    came_by: BTreeMap<i64, i64>,
    destroyed: BTreeSet<i64>,
}

/// What a walk found on its way, where all of it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walked {
    /// How many entries there are.
    pub entries: i64,
    /// The newest entry's hash.
    pub head: Option<[u8; 32]>,
    /// Entries without their texts or author.
    pub removed: i64,
    /// Entries of which only the hash is left.
    pub hash_only: i64,
}

/// Where a walk ended too early, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stumble {
    /// The entry; none where the end is not as the first line says.
    pub entry: Option<i64>,
    /// What was found.
    pub found: String,
}

impl Walk {
    /// Begins after the first line; what a redacted ledger may lack is told by whoever knows the
    /// tables.
    pub fn begin(title: Title, may_lack: MayLack) -> Self {
        Self {
            title,
            may_lack,
            last: 0,
            hash: None,
            removed: 0,
            hash_only: 0,
            emptied: BTreeSet::new(),
            files: BTreeMap::new(),
            came_by: BTreeMap::new(),
            destroyed: BTreeSet::new(),
        }
    }

    /// Goes on after an entry that is known to hold, along a ledger that leaves out what is internal or
    /// does not.
    pub fn resume(redacted: bool, last: i64, hash: Option<[u8; 32]>, may_lack: MayLack) -> Self {
        let title =
            Title { program: String::new(), redacted, entries: 0, head: None, seeded: Vec::new() };
        Self { last, hash, ..Self::begin(title, may_lack) }
    }

    /// What the first line says.
    pub fn title(&self) -> &Title {
        &self.title
    }

    /// Goes one entry on.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn step(&mut self, entry: &Carried) -> Result<(), Stumble> {
        let stumble = |found: String| Stumble { entry: Some(entry.id), found };
        if entry.id != self.last + 1 {
            return Err(stumble(format!("entry {} is missing before it", self.last + 1)));
        }
        if entry.said.is_none() && !self.title.redacted {
            return Err(stumble(
                "only its hash is left, and the ledger does not say that anything was left out"
                    .to_owned(),
            ));
        }
        let emptied = entry.check(self.hash.as_ref()).map_err(stumble)?;
        self.removed += i64::from(emptied);
        self.hash_only += i64::from(entry.said.is_none());
        self.note(entry, emptied);
        self.last = entry.id;
        self.hash = Some(entry.hash);
        Ok(())
    }

    /// Remembers what must be explained at the end.
    fn note(&mut self, entry: &Carried, emptied: bool) {
        let Some(said) = entry.said.as_ref() else { return };
        if let Some(brought) = said.source.and_then(|source| self.files.get(&source)) {
            self.came_by.insert(entry.id, *brought);
        }
        if emptied && self.is_to_be_explained(said) {
            let mut gone = said.rows.iter().filter(|row| row.is_emptied());
            // What a file was goes with anything that came by it, and nothing else does.
            if gone.all(|row| row.table == "source_file") && !said.has_lost_author() {
                let files = said.rows.iter().filter(|row| row.table == "source_file");
                self.files.extend(files.map(|row| (row.id, entry.id)));
            }
            self.emptied.insert(entry.id);
        }
        for row in said.rows.iter().filter(|row| row.table == "purge") {
            let target = row.get("target_entry").and_then(|target| target.parse::<i64>().ok());
            self.destroyed.extend(target);
        }
    }

    /// Of a redacted ledger authors are gone, and texts that were not published.
    fn is_to_be_explained(&self, said: &Said) -> bool {
        let mut gone = said.rows.iter().filter(|row| row.is_emptied());
        !self.title.redacted || gone.any(|row| !(self.may_lack)(row))
    }

    /// Ends after the last line.
    ///
    /// # Errors
    /// Another number of entries or another head than the first line says; an entry without its
    /// texts of which no tombstone says that they were destroyed.
    pub fn end(self) -> Result<Walked, Stumble> {
        let stumble = |entry, found: String| Stumble { entry, found };
        if (self.last, self.hash) != (self.title.entries, self.title.head) {
            let (last, entries) = (self.last, self.title.entries);
            let found = if last == entries {
                "the last entry's hash is not the one that the first line names".to_owned()
            } else {
                format!("it ends with entry {last}, and its first line tells of {entries}")
            };
            return Err(stumble(None, found));
        }
        self.explained()?;
        Ok(Walked {
            entries: self.last,
            head: self.hash,
            removed: self.removed,
            hash_only: self.hash_only,
        })
    }

    /// Ends where it has come to.
    ///
    /// # Errors
    /// An entry without its texts of which no tombstone says that they were destroyed.
    pub fn explained(&self) -> Result<(), Stumble> {
        // An entry that brought a file is emptied when one that came by the file is destroyed.
        let came = self.came_by.iter().filter(|(came, _)| self.destroyed.contains(came));
        let by_file: BTreeSet<i64> = came.map(|(_, brought)| *brought).collect();
        let mut gone = self.emptied.iter();
        match gone.find(|entry| !self.destroyed.contains(entry) && !by_file.contains(entry)) {
            Some(entry) => {
                Err(Stumble { entry: Some(*entry), found: self.unexplained().to_owned() })
            }
            None => Ok(()),
        }
    }

    fn unexplained(&self) -> &'static str {
        if self.title.redacted {
            "a published text was removed, and no purge says so"
        } else {
            "its texts or author were removed, and no purge says so"
        }
    }
}
