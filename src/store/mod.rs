//! The store: the only room that knows SQL.
//!
//! [`Store`] and [`Tx`] are the promise that every engine keeps; `contract.rs` holds the checks
//! that are run once per engine. A transaction that is dropped undoes all it did.

#[cfg(test)]
mod contract;
mod custody;
mod error;
pub mod home;
pub mod merge;
pub mod sqlite;
mod travel;

use std::rc::Rc;

use chrono::NaiveDate;

use crate::domain::amended::Target;
use crate::domain::bodies::{BodyLine, IdentityLine, ItemFacts};
use crate::domain::ledger::{Moment, Record};
use crate::domain::lines::{
    AccountLine, AmendmentLine, AssessorLine, AssignmentLine, CountLine, DocumentLine, DueLine,
    EngagementLine, EntityLine, EvidenceLine, HistoryLine, IndicatorLine, ItemLine, ItemTextLine,
    LifeLine, LinkLine, MappingLine, MeasurementLine, MilestoneLine, PositionLine, RemarkLine,
    RequestLine, ServesLine, SetFigures, SetLine, TermLine, TextLine,
};
use crate::domain::{Filter, Level, View};

pub use custody::{
    Check, Custody, Depth, Inspection, KeptFile, Problem, PurgeOrder, Purged, Redacted, Times,
    Verification, prune,
};
pub use error::StoreError;
pub use sqlite::{
    destroyed_in, files_in, inspect, is_ours, linked, may_lack_texts, restore, same_file,
    still_holds, unfinished_in,
};

pub use travel::{Reach, Replay, Travel};

/// What the store gives back.
pub type Result<T> = std::result::Result<T, StoreError>;

/// What a visitor of rows may answer; its error stops the visit and comes back as
/// [`StoreError::Visit`].
pub type Visit = std::result::Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// A database that can be read and written, one transaction at a time.
pub trait Store: Custody + Travel {
    /// Begins a transaction that only reads. It sees one state of the file throughout, and is shared
    /// by whoever adds to the same answer.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where another program keeps the file.
    fn read(&mut self) -> Result<Rc<dyn Read + '_>>;

    /// Begins a transaction that writes; no other can until it ends.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] or [`StoreError::Busy`].
    fn write(&mut self) -> Result<Box<dyn Tx + '_>>;
}

/// An entry to append to the ledger: one act, about one item at most.
#[derive(Debug, Clone, Default)]
pub struct NewEntry {
    /// The command that appends it.
    pub command: &'static str,
    /// The item it is about.
    pub item: Option<i64>,
    /// The imported file it comes from.
    pub source: Option<i64>,
    /// Where in that file.
    pub place: Option<String>,
    /// Who types it.
    pub author: Option<String>,
    /// Whether its texts ship with the program: their salts are derived, not random.
    pub shipped: bool,
    /// Its rows; `entry_id`, `id`, salts and digests are filled in by the store.
    pub records: Vec<Record>,
}

/// By what a progress figure is broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Not at all.
    Whole,
    /// The theme it stands under, by number.
    Theme,
    /// The set's key.
    Set,
    /// The affected group, by number.
    Group,
    /// The SDG goal or target, by number; what is tagged with a target counts under its goal, too.
    Sdg,
    /// UPR Info's issue, by number.
    Issue,
    /// The cluster, by number.
    Cluster,
    /// The State's position.
    Position,
    /// The State under review, ISO 3166.
    State,
    /// The key of the institution that leads; of leads that were not published only where `internal`.
    Lead {
        /// Whether they count.
        internal: bool,
    },
}

/// How much of an item is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Text, headline, components, position.
    Brief,
    /// Everything in [`ItemLine`].
    Full,
}

/// Which rows of items are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Levels {
    /// Items only.
    Items,
    /// Items, and components where the item itself does not match.
    Matching,
    /// Items and all their components, each right after its item.
    All,
}

/// A kind of file that tagged items of a set with a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagging {
    /// The set.
    pub set: i64,
    /// The term.
    pub term: i64,
    /// The layout of the file; none where the tag came with no file.
    pub layout: Option<String>,
}

/// A batch as `undo` sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number: that of its first entry.
    pub id: i64,
    /// The command.
    pub command: String,
    /// Its entries that are in force or are withdrawals themselves.
    pub entries: Vec<i64>,
}

/// What one row of an entry says, to tell people what is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLine {
    /// The entry.
    pub entry: i64,
    /// The item that it is about, `SET:REF`.
    pub item: Option<String>,
    /// The table of the row.
    pub table: String,
    /// What it says, in a few words.
    pub words: Option<String>,
}

/// What is known of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// Its number.
    pub id: i64,
    /// Its batch.
    pub batch: i64,
    /// Its command.
    pub command: String,
    /// When it was recorded.
    pub recorded_at: String,
    /// The item, if one.
    pub item: Option<i64>,
    /// Who typed it.
    pub author: Option<String>,
    /// Whether it added what others rest on: items, sets, terms, voices, documents, settings.
    pub adds: bool,
    /// The entry that took it back, if it is not in force.
    pub withdrawn_by: Option<i64>,
    /// For a withdrawal or reinstatement: the entry it is about, and whether it reinstates.
    pub withdraws: Option<(i64, bool)>,
}

/// What the file answers, all of it from one state.
///
/// `find_` tells one thing, `list_` several in a stated order, `each_` gives them to a
/// visitor one by one, `count_` tells how many. With a [`View`], what was in force on its day as far
/// as known by its time; without, what is in force now. Any of them may fail with the engine's error.
pub trait Read {
    // The ledger.

    /// The chain's head: the newest entry's number and its hash (SHA-256, see
    /// [`crate::domain::ledger`]). None in a file without entries.
    fn find_head(&self) -> Result<Option<(i64, [u8; 32])>>;
    /// The hash of the first entry: it stays what it is in every copy of the file.
    fn find_first_hash(&self) -> Result<Option<[u8; 32]>>;
    /// Published entries that were written with a stopped clock, the first so many; those that ship aside.
    fn list_stopped(&self, limit: usize) -> Result<Vec<i64>>;
    /// One entry.
    fn find_entry(&self, id: i64) -> Result<Option<EntryLine>>;
    /// The author's newest batch that is neither an undo nor a redo and not wholly taken back; of those
    /// made with this copy of the file, or of all.
    fn find_undoable(&self, author: &str, made_here: bool) -> Result<Option<Batch>>;
    /// The entries that a batch takes back or brings back, and whether each held before the batch.
    fn list_held_before(&self, batch: i64) -> Result<Vec<(i64, bool)>>;
    /// The author's newest undo that was made with this copy and not put right, unless a later command of theirs stands.
    fn find_redoable(&self, author: &str) -> Result<Option<Batch>>;
    /// The batch of this number; its entries that stand, newest first.
    fn find_batch(&self, id: i64) -> Result<Option<Batch>>;
    /// What these entries say, row by row: what was sealed as well.
    fn list_said(&self, entries: &[i64]) -> Result<Vec<SaidLine>>;
    /// Later entries in force about items, sets, terms or voices that the batch added: what stands
    /// in the way of taking it back.
    fn list_dependants(&self, batch: i64) -> Result<Vec<i64>>;

    // Seeds and settings.

    /// The keys of the seed rows that were brought, by entries or by an earlier schema's table.
    fn list_seeded(&self) -> Result<std::collections::HashSet<String>>;
    /// Whether an entry says that this seed row was brought.
    fn is_seeded(&self, key: &str) -> Result<bool>;
    /// The seed mark of these beginnings that was brought last.
    fn find_newest_seeded(&self, beginning: &str) -> Result<Option<String>>;
    /// The rows of a reference table.
    fn list_reference(
        &self,
        table: &'static str,
        columns: &[&'static str],
    ) -> Result<Vec<Vec<String>>>;
    /// The settings in force, by key.
    fn list_settings(&self) -> Result<Vec<(String, String)>>;

    // Registers.

    /// Every set.
    fn list_sets(&self) -> Result<Vec<SetLine>>;
    /// How large each set is that has items.
    fn list_set_figures(&self) -> Result<Vec<SetFigures>>;
    /// The assessors who ever gave an assessment outside of plans, taken back or not.
    fn list_speaking(&self) -> Result<Vec<i64>>;
    /// Every document.
    fn list_documents(&self) -> Result<Vec<DocumentLine>>;
    /// Every assessor.
    fn list_assessors(&self) -> Result<Vec<AssessorLine>>;
    /// The terms of a vocabulary, or of all, in order.
    fn list_terms(&self, vocabulary: Option<&str>) -> Result<Vec<TermLine>>;
    /// The terms that items of these sets (of all but plans where none is named) stand under or are
    /// tagged with, by number.
    fn list_used_terms(&self, sets: &[i64]) -> Result<Vec<i64>>;
    /// The sets of which an item stands under one of these headings, by number.
    fn list_filed_sets(&self, headings: &[i64]) -> Result<Vec<i64>>;
    /// Which files tagged items of which set with these terms, by set.
    fn list_taggings(&self, terms: &[i64]) -> Result<Vec<Tagging>>;
    /// The vocabularies: number in the file, key, name, how many terms.
    fn list_vocabularies(&self) -> Result<Vec<(i64, String, String, i64)>>;
    /// Member States and observers: ISO code, name, official name, region, spellings, member.
    fn list_states(&self) -> Result<Vec<[String; 6]>>;
    /// The calendar, latest row of each key.
    fn list_milestones(&self) -> Result<Vec<MilestoneLine>>;
    /// The engagements known by the view's time, oldest first.
    fn list_engagements(&self, view: &View) -> Result<Vec<EngagementLine>>;
    /// Crosswalk rows: scheme, word, level.
    fn list_crosswalks(&self) -> Result<Vec<(String, String, String)>>;

    // Who does what by when.

    /// What voices say of these items without giving them a level; of all items where none is named.
    fn list_remarks(&self, items: &[i64], view: &View) -> Result<Vec<RemarkLine>>;
    /// These items in other languages, the latest of each; of all items where none is named.
    fn list_item_texts(&self, items: &[i64], view: &View) -> Result<Vec<ItemTextLine>>;
    /// What headings and words of trackers mean, in the order in which it was said.
    fn list_mappings(&self) -> Result<Vec<MappingLine>>;
    /// Every institution under its name of the view's day, in order of its key.
    fn list_entities(&self, view: &View) -> Result<Vec<EntityLine>>;
    /// Who is at work on these items on the view's day (on all where none is named): by item, the
    /// lead first; a lead ends the one before.
    fn list_assignments(&self, items: &[i64], view: &View) -> Result<Vec<AssignmentLine>>;
    /// The due dates of these items (of all where none is named) that were set by the view's day: by
    /// item, the first one first; the last one holds.
    fn list_dues(&self, items: &[i64], view: &View) -> Result<Vec<DueLine>>;
    /// Every indicator, in order of its key, with the items that it is for.
    fn list_indicators(&self, view: &View) -> Result<Vec<IndicatorLine>>;
    /// The figures of all indicators that no later one of the same role, group and period revises: by
    /// indicator, role, group and period.
    fn list_measurements(&self, view: &View) -> Result<Vec<MeasurementLine>>;
    /// Every request that was made by the view's day, in order, with its items and what became of them.
    fn list_requests(&self, view: &View) -> Result<Vec<RequestLine>>;
    /// The items that were not published, by number, each with the entry it came with.
    fn list_unpublished(&self) -> Result<Vec<(i64, i64)>>;
    /// Which actions are taken for which items (for all where none is named, else for these or by
    /// these), in order of the actions.
    fn list_serves(&self, items: &[i64], view: &View) -> Result<Vec<ServesLine>>;

    // Files brought in.

    /// Every set, plans left out, as a place that a file may go to.
    fn list_bodies(&self) -> Result<Vec<BodyLine>>;
    /// Gives what the items of these sets are found again by (of all sets where none is named) to
    /// the visitor: by set, then in order; components are not among them.
    fn each_identity(
        &self,
        sets: &[i64],
        visit: &mut dyn FnMut(IdentityLine) -> Visit,
    ) -> Result<()>;
    /// Gives each text in force to the visitor, components too, with the terms of one vocabulary that
    /// it carries: by set, then in order.
    fn each_text(&self, vocabulary: &str, visit: &mut dyn FnMut(TextLine) -> Visit) -> Result<()>;
    /// Entries with what a sheet calls their version, and the item that they are about: number,
    /// version, item; those, too, that came by a merge and had one of these numbers where they were
    /// written.
    fn list_marks(&self, entries: &[i64]) -> Result<Vec<(i64, String, Option<i64>)>>;
    /// What the newest entry about an item is called, `vENTRY-HASH`; of those that are not internal as a
    /// whole where only these are seen.
    fn find_version(&self, item: i64, internal: bool) -> Result<String>;
    /// Who may do what on the pages, in order of the login.
    fn list_accounts(&self) -> Result<Vec<AccountLine>>;
    /// The entry that an item came with.
    fn find_item_entry(&self, item: i64) -> Result<Option<i64>>;
    /// What is known of these items, in one statement.
    fn list_item_facts(&self, items: &[i64]) -> Result<Vec<ItemFacts>>;

    // Items.

    /// Items with this ref (lower case), in a set or in all: id, set key, ref.
    fn list_named(&self, set: Option<i64>, folded: &str) -> Result<Vec<(i64, String, String)>>;
    /// Refs of a set or of all (`SET:REF`), for naming the nearest; at most `limit`, those that
    /// begin alike first.
    fn list_names(&self, set: Option<i64>, folded: &str, limit: usize) -> Result<Vec<String>>;
    /// The items between two of the same set and depth, both included, in order.
    fn list_range(&self, from: i64, to: i64) -> Result<Vec<i64>>;
    /// The components of an item, in order.
    fn list_components(&self, item: i64) -> Result<Vec<i64>>;
    /// Gives each chosen item to the visitor, in order; a constant number of statements.
    fn each_item(
        &self,
        filter: &Filter,
        view: &View,
        detail: Detail,
        levels: Levels,
        visit: &mut dyn FnMut(ItemLine) -> Visit,
    ) -> Result<()>;
    /// Items found by words, best first, with the marked passage (`\u{2}hit\u{3}`).
    fn search(
        &self,
        words: &[String],
        filter: &Filter,
        view: &View,
        limit: usize,
    ) -> Result<Vec<(ItemLine, String)>>;
    /// Progress figures: items that count ([`crate::domain::counting`]) by status and dimension; compound items by what their components make of them.
    fn count_statuses(&self, filter: &Filter, view: &View, by: Dimension)
    -> Result<Vec<CountLine>>;
    /// How many of the chosen items do not count in figures: offers, mandates, advice, concerns,
    /// commitments, and what is addressed to others.
    fn count_uncounted(&self, filter: &Filter, view: &View) -> Result<i64>;

    // History, evidence, positions, lineage.

    /// Gives each assessment of the chosen items to the visitor, taken back or not: by item, then by
    /// entry.
    fn each_history(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(HistoryLine) -> Visit,
    ) -> Result<()>;
    /// The same with the withdrawals and reinstatements of assessments among them.
    fn each_log(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(HistoryLine) -> Visit,
    ) -> Result<()>;
    /// Gives the evidence of the chosen items to the visitor: by item, then by entry.
    fn each_evidence(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(EvidenceLine) -> Visit,
    ) -> Result<()>;
    /// The positions recorded for an item, oldest first.
    fn list_positions(&self, item: i64, view: &View) -> Result<Vec<PositionLine>>;
    /// Gives each position in force of the chosen items on the view's day to the visitor, with the
    /// item's name (`SET:REF`): by item, oldest first, an undated one before all.
    fn each_position(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut((String, PositionLine)) -> Visit,
    ) -> Result<()>;
    /// The earliest day, up to the view's, that an assessment in force of the chosen items or of
    /// their components counts from, by the view's voice. None where it says nothing of them.
    fn find_first_assessed(&self, filter: &Filter, view: &View) -> Result<Option<NaiveDate>>;
    /// How these items were closed, reopened and superseded, oldest first.
    fn list_lives(&self, items: &[i64], view: &View) -> Result<Vec<LifeLine>>;
    /// What was put right of these rows and counts by the view's day: by row, oldest first.
    fn list_amendments(
        &self,
        target: Target,
        rows: &[i64],
        view: &View,
    ) -> Result<Vec<AmendmentLine>>;
    /// How many of the chosen items that would count are superseded.
    fn count_superseded(&self, filter: &Filter, view: &View) -> Result<i64>;
    /// Links from or to these items (all where none is named), in order.
    fn list_links(&self, items: &[i64], view: &View) -> Result<Vec<LinkLine>>;
    /// Suggested links that were refused: later and earlier item.
    fn list_refused_links(&self) -> Result<Vec<(i64, i64)>>;
    /// The entry by which an item carries a term now, if it does.
    fn find_tag(&self, item: i64, term: i64) -> Result<Option<i64>>;
    /// The status in force by one assessor for one item on a day, with the entry.
    fn find_status(&self, item: i64, assessor: i64, on: NaiveDate) -> Result<Option<(Level, i64)>>;
    /// The item's life state in force: `active`, `closed` or `superseded`.
    fn find_life(&self, item: i64, on: NaiveDate) -> Result<String>;
}

/// One transaction that writes: what was asked of it sees what it appended. After an error nothing of
/// it is kept.
pub trait Tx: Read + Replay {
    /// Makes all that was appended lasting.
    ///
    /// # Errors
    /// The engine's; then nothing was kept.
    fn commit(self: Box<Self>) -> Result<()>;
    /// Writes a copy of the file as it was before this transaction, as a new file: its pages as they
    /// are, not checked. Mode 0600.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where a file is there.
    fn copy_before(&self, path: &std::path::Path) -> Result<()>;
    /// The id that the next row of a table will get, counting what this transaction reserved.
    fn reserve(&mut self, table: &'static str) -> Result<i64>;
    /// Appends an entry, all of one transaction to one batch. Records may carry an `id` that was
    /// reserved before; others get the next. Rows that are internal as a whole come in an entry of
    /// their own right after the others; the first entry's number is given.
    fn append(&mut self, now: Moment, entry: NewEntry) -> Result<i64>;
    /// Takes the keys that an earlier schema kept outside the ledger, for an entry to hold them.
    fn take_old_markers(&mut self) -> Result<Vec<String>>;
    /// Brings a row of a reference table (`state`, `crosswalk`), of which the first columns
    /// are the key; one that is there and differs becomes this one.
    fn put_reference(
        &mut self,
        table: &'static str,
        key: usize,
        values: &[(&str, &str)],
    ) -> Result<()>;
}
