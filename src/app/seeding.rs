//! Bringing the seeds into a file: idempotent, and never over what a user changed.
//!
//! Each seed row has a key. A file remembers which it had; only the others are brought, so that a
//! later release's rows reach an existing file, and one that was taken back is not brought again.

use super::error::{AppError, Result};
use super::refusals::TrustRefusal;
use crate::domain::ledger::Moment;
use crate::store::{Store, StoreError, Tx};

mod amended;
mod beside;
mod bodies;
mod doing;
mod example;
mod lists;
mod reference;
mod rows;
mod seeder;

pub(super) use lists::{Lists, compare};
use rows::seed;
use seeder::Seeder;

/// The name of the embedded seeds: another where any row differs.
pub const SEEDS: &str = env!("UPR_SEEDS");

const DOCUMENTS: (&str, &str) = seed!("documents");
const SETS: (&str, &str) = seed!("sets");
const ITEMS: (&str, &str) = seed!("items");
const TAGS: (&str, &str) = seed!("tags");
const AMENDMENTS: (&str, &str) = seed!("amendments");
const LINKS: (&str, &str) = seed!("links");
const WITHDRAWN: (&str, &str) = seed!("withdrawn");
const ENGAGEMENTS: (&str, &str) = seed!("engagements");
const MILESTONES: (&str, &str) = seed!("milestones");
const ENTITIES: (&str, &str) = seed!("entities");

/// What a new file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The five documents with their items, and the reference lists.
    Seeds,
    /// The reference lists only.
    Empty,
    /// The fictitious example.
    Example,
}

/// Fills a new file.
///
/// # Errors
/// The store's.
pub fn fill(store: &mut dyn Store, now: Moment, content: Content) -> Result<()> {
    let mut tx = store.write()?;
    let now = match content {
        Content::Example => example::beginning(now)?,
        Content::Seeds | Content::Empty => now,
    };
    {
        let mut seeder = Seeder::new(tx.as_mut(), now)?;
        seeder.reference()?;
        match content {
            Content::Seeds => letter(&mut seeder)?,
            Content::Empty => {}
            Content::Example => example::bring(&mut seeder)?,
        }
        seeder.mark(match content {
            Content::Seeds => "content:seeds",
            Content::Empty => "content:empty",
            Content::Example => "content:example",
        });
        seeder.release()?;
    }
    Ok(tx.commit()?)
}

/// Brings what this release has more than the one that made the file. Reads first; writes only
/// where something is new.
///
/// # Errors
/// The store's.
pub fn refresh(store: &mut dyn Store, now: Moment) -> Result<()> {
    let marker = format!("release:{SEEDS}");
    if store.read()?.is_seeded(&marker)? {
        return Ok(());
    }
    let mut tx = store.write()?;
    if tx.is_seeded(&marker)? {
        return Ok(());
    }
    {
        let mut seeder = Seeder::new(tx.as_mut(), now)?;
        seeder.carry_markers()?;
        seeder.reference()?;
        if seeder.seeded.contains("content:seeds") {
            letter(&mut seeder)?;
        }
        seeder.release()?;
    }
    Ok(tx.commit()?)
}

/// Brings to a home what this release has more, by the first who writes; refuses where a newer one has
/// brought its own since.
///
/// # Errors
/// [`AppError::Refused`]; the store's.
pub(super) fn bring_to_home(store: &mut dyn Store, now: Moment) -> Result<()> {
    let ours = format!("release:{SEEDS}");
    let read = store.read()?;
    let newest = read.find_newest_seeded("release:")?;
    if newest.as_ref() == Some(&ours) {
        return Ok(());
    }
    if read.is_seeded(&ours)? {
        return Err(TrustRefusal::NewerRelease.into());
    }
    drop(read);
    refresh(store, now)
}

/// Brings the reference lists of this release alone, into a file whose entries came from elsewhere.
///
/// # Errors
/// The store's.
pub fn lists_alone(tx: &mut dyn Tx, now: Moment) -> Result<()> {
    let mut seeder = Seeder::new(tx, now)?;
    seeder.list("state")?;
    if seeder.seeded.contains("content:example") {
        seeder.own_list("state")?;
    }
    seeder.list("crosswalk")
}

/// The letter, the older documents and what belongs to them.
fn letter(seeder: &mut Seeder<'_>) -> Result<()> {
    seeder.documents(DOCUMENTS)?;
    seeder.sets(SETS)?;
    if !seeder.seeded.contains("settings:default_set") {
        seeder.mark("settings:default_set");
        seeder.setting("default_set", "HC19")?;
    }
    seeder.items(ITEMS)?;
    seeder.amendments(AMENDMENTS)?;
    seeder.tags(TAGS)?;
    seeder.links(LINKS)?;
    seeder.withdrawn(WITHDRAWN)?;
    seeder.engagements(ENGAGEMENTS, "PRK")?;
    seeder.milestones(MILESTONES)?;
    seeder.entities(ENTITIES)
}

/// The keys of the sets that ship with the program, the example's too.
pub(super) fn shipped() -> std::collections::HashSet<String> {
    let keys = |(name, text)| rows::read(name, text).unwrap_or_default().into_iter();
    let rows = keys(SETS).chain(keys(example::SETS)).chain(keys(doing::PLANS));
    rows.map(|row| row.text("key").to_owned()).collect()
}

/// A seed that does not fit: a fault of the program.
fn broken(text: impl Into<String>) -> AppError {
    AppError::Store(StoreError::Engine(format!("the seeds are broken: {}", text.into())))
}
