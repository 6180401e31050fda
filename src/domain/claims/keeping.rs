//! What keeps the record: the file that something came from, taking back, destroying.

use super::{Refusal, claim};
use crate::domain::ledger::Record;

claim! {
    /// A file that was brought in.
    SourceClaim in "source_file" {
        /// Its name without folders.
        name: String,
        /// Its hash.
        sha256: String,
        /// How it was read.
        layout: String,
        /// Its size in bytes.
        size: i64,
    }
}

claim! {
    /// An entry that is taken back, or holds again.
    WithdrawalClaim in "withdrawal" {
        /// The entry.
        target_entry: i64,
        /// Whether it holds again.
        reinstates: bool,
        /// Whether the note may be handed on.
        public: bool,
        /// Why.
        note: Option<String>,
    }
}

claim! {
    /// The tombstone of an entry whose texts were destroyed.
    PurgeClaim in "purge" {
        /// The entry.
        target_entry: i64,
        /// Why.
        note: Option<String>,
    }
}

claim! {
    /// A seed row that a release brought.
    SeedClaim in "seed_mark" {
        /// Its key: the seed file's name, `:`, the row's own key.
        key: String,
    }
}

claim! {
    /// A reference list as a release has it.
    ListClaim in "reference_list" {
        /// Its table.
        list: String,
        /// The name of the release's seeds.
        release: String,
        /// The hash of the seed file.
        sha256: String,
        /// How many rows.
        rows: i64,
    }
}

claim! {
    /// Where a merged entry comes from: the copy's newest entry, and the entry there.
    OriginClaim in "origin" {
        /// The hash of the copy's newest entry, in hexadecimal digits.
        head: String,
        /// The entry's number there.
        number: i64,
        /// Its hash there.
        hash: String,
        /// When it was recorded there.
        recorded_at: String,
        /// Whether the clock was stopped there.
        clock: Option<String>,
        /// Who said it; never handed on.
        author: Option<String>,
    }
}

impl OriginClaim {
    /// Its row.
    pub fn said(self) -> Record {
        self.row()
    }
}

claim! {
    /// A set or an item that may be handed on from now on.
    PublicationClaim in "publication" {
        /// The item.
        item_id: Option<i64>,
        /// The set.
        set_id: Option<i64>,
        /// Whether it may.
        public: bool,
    }
}

impl PublicationClaim {
    /// The row of a set that is published; its items are published each by its own row.
    pub fn of_set(set: i64) -> Record {
        Self { id: None, item_id: None, set_id: Some(set), public: true }.row()
    }

    /// The row of an item that is published.
    pub fn of_item(item: i64) -> Record {
        Self { id: None, item_id: Some(item), set_id: None, public: true }.row()
    }
}

impl SeedClaim {
    /// Its row.
    pub fn said(key: String) -> Record {
        Self { id: None, key }.row()
    }
}

impl ListClaim {
    /// Its row.
    pub fn said(list: &str, release: &str, sha256: String, rows: i64) -> Record {
        Self { id: None, list: list.to_owned(), release: release.to_owned(), sha256, rows }.row()
    }
}

impl SourceClaim {
    /// Its row.
    pub fn said(self) -> Record {
        self.row()
    }
}

impl WithdrawalClaim {
    /// The row of an entry that is taken back for a reason.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: without its reason.
    pub fn said(target_entry: i64, public: bool, note: &str) -> Result<Record, Refusal> {
        if note.trim().is_empty() {
            return Err(Refusal::NoReason);
        }
        let note = Some(note.to_owned());
        Ok(Self { id: None, target_entry, reinstates: false, public, note }.row())
    }

    /// The row of an entry that its author's `undo` takes back, or brings back.
    pub fn undone(target_entry: i64, reinstates: bool) -> Record {
        Self { id: None, target_entry, reinstates, public: false, note: None }.row()
    }
}

impl PurgeClaim {
    /// Its row.
    pub fn said(target_entry: i64, reason: &str) -> Record {
        Self { id: None, target_entry, note: Some(reason.to_owned()) }.row()
    }
}
