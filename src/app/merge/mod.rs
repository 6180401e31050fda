//! `upr merge`: what a copy has more than the common beginning, brought in as one batch.
//!
//! A rehearsal is the same, dropped instead of committed. Purges of the copy are no part of the batch:
//! they are done one by one, where they were asked for, once it stands.

mod account;
mod gather;

use std::path::Path;

use super::App;
use super::error::{AppError, Result};
use super::sought::Sought;
use crate::domain::ledger::hex;
use crate::report::Document;
pub use crate::store::merge::Reserved;
use crate::store::merge::{MergeOrder, Merged};
use crate::store::{PurgeOrder, Store};

pub use crate::store::merge::MergeSide;

/// The copy that is merged.
pub enum Copy<'a> {
    /// An open file.
    File(&'a mut dyn Store),
    /// A ledger that travels.
    Ledger(&'a Path),
}

/// How it is merged, in words.
#[derive(Debug, Clone, Default)]
pub struct MergeWords {
    /// Whether nothing is written.
    pub dry_run: bool,
    /// Whose word holds, where it is not said by item.
    pub whose: Option<MergeSide>,
    /// Whose word holds, by what it is about.
    pub take: Vec<(String, MergeSide)>,
    /// Whether what was destroyed in the copy is destroyed here.
    pub purges: bool,
    /// Whether what was published in the copy is published here.
    pub publications: bool,
    /// What is said of how something reserved is taken; nothing where there is none.
    pub aided: Option<fn(Reserved) -> &'static str>,
}

/// What came of it, or would.
#[derive(Debug)]
pub struct Merging {
    /// The answer in full.
    pub document: Document<'static>,
    /// The figures.
    pub merged: Merged,
    /// How many texts were destroyed, or would be.
    pub purged: usize,
    /// Purges and publications of the copy that were not asked for.
    pub reserved: usize,
}

impl App<'_> {
    /// Merges a copy into the file.
    ///
    /// # Errors
    /// [`AppError::Refused`] for a copy that has no common beginning with the file, does not verify or
    /// leaves something out, and for a choice about what is no conflict; the store's. Then nothing was
    /// written.
    pub fn merge(&mut self, copy: Copy<'_>, words: &MergeWords) -> Result<Merging> {
        if !words.dry_run {
            return self.take_over(copy, words);
        }
        let mut rehearsal = self.store.rehearsal()?;
        let mut rehearsing = App::new(&mut *rehearsal, self.clock, self.author.clone());
        rehearsing.take_over(copy, words)
    }

    fn take_over(&mut self, copy: Copy<'_>, words: &MergeWords) -> Result<Merging> {
        let common = gather::gather(self.store, copy)?;
        let now = self.now();
        let order = MergeOrder {
            now: now.moment(),
            author: self.author.clone(),
            base: common.base,
            head: hex(&common.head),
            whose: words.whose,
            choices: words.take.clone(),
            publications: words.publications,
        };
        let mut merged = {
            let mut tx = self.writing()?;
            let merged = tx.merge(&common.theirs, &order)?;
            check_choices(words, &merged)?;
            if !words.dry_run && !merged.is_undecided() && merged.appended > 0 {
                tx.commit()?;
            }
            merged
        };
        let decided = !merged.is_undecided();
        let mut purged = 0;
        for reserved in &mut merged.withheld {
            let asked = reserved.kind == Reserved::Purge && words.purges && decided;
            let Some(entry) = reserved.target.filter(|_| asked) else { continue };
            reserved.taken = true;
            purged += 1;
            if !words.dry_run {
                let reason =
                    format!("destroyed in a copy, which was merged: {}", reserved.told.text);
                let order = PurgeOrder { entry, reason, author: self.author.clone() };
                self.store.purge(now.moment(), &order)?;
            }
        }
        let reserved = merged.withheld.iter().filter(|it| !it.taken).count();
        let document = account::document(&merged, words.dry_run, common.base, words.aided);
        Ok(Merging { document, merged, purged, reserved })
    }
}

/// Each choice must be about a conflict.
fn check_choices(words: &MergeWords, merged: &Merged) -> Result<()> {
    let known = |about: &str| merged.clashes.iter().any(|it| it.about.eq_ignore_ascii_case(about));
    let Some((about, _)) = words.take.iter().find(|(about, _)| !known(about)) else {
        return Ok(());
    };
    let nearest = crate::domain::words::nearest(
        about,
        merged.clashes.iter().map(|clash| clash.about.as_str()),
    );
    Err(AppError::Unknown {
        what: Sought::Conflict,
        name: about.clone(),
        nearest: nearest.map(str::to_owned).into_iter().collect(),
    })
}
