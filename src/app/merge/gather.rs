//! What a copy has more: its entries after the longest run that both have from the beginning, each
//! checked against the one before.

use std::path::Path;

use super::Copy;
use crate::app::error::{AppError, Result};
use crate::app::refusals::TrustRefusal;
use crate::app::trust::lines::{LedgerRead, read};
use crate::domain::ledger::portable::{Carried, Line};
use crate::store::Store;

/// What two copies have in common, and what one has more.
#[derive(Debug)]
pub(super) struct Common {
    /// The last entry that both have from the beginning.
    pub(super) base: i64,
    /// The hash of the copy's newest entry.
    pub(super) head: [u8; 32],
    /// The copy's entries after it.
    pub(super) theirs: Vec<Carried>,
}

/// Gathers what a copy has more than a file.
pub(super) fn gather(ours: &mut dyn Store, copy: Copy<'_>) -> Result<Common> {
    let common = match copy {
        Copy::File(theirs) => of_file(ours, theirs)?,
        Copy::Ledger(path) => of_ledger(ours, path)?,
    };
    if common.base == 0 {
        return Err(TrustRefusal::NoBeginning.into());
    }
    Ok(common)
}

fn left_out() -> AppError {
    TrustRefusal::LeavesOut.into()
}

fn altered(entry: i64, found: &str) -> AppError {
    TrustRefusal::CopyAltered { entry, found: found.to_owned() }.into()
}

fn of_file(ours: &mut dyn Store, theirs: &mut dyn Store) -> Result<Common> {
    if theirs.leaves_out()? {
        return Err(left_out());
    }
    let last = |store: &mut dyn Store| -> Result<i64> {
        Ok(store.read()?.find_head()?.map_or(0, |(entry, _)| entry))
    };
    let head = theirs.read()?.find_head()?.map_or([0; 32], |(_, hash)| hash);
    // Hashes agree up to some entry and to none after it.
    let (mut base, mut beyond) = (0, last(ours)?.min(last(theirs)?) + 1);
    while beyond - base > 1 {
        let middle = base + (beyond - base) / 2;
        if ours.find_hash(middle)? == theirs.find_hash(middle)? {
            base = middle;
        } else {
            beyond = middle;
        }
    }
    let mut found = Vec::new();
    if base > 0 {
        let mut previous = theirs.find_hash(base)?;
        let mut wrong = None;
        let carried = theirs.carry_after(base, &mut |entry| {
            if let Err(fault) = entry.check(previous.as_ref()) {
                wrong = Some((entry.id, fault));
                return Err("the copy does not verify".into());
            }
            previous = Some(entry.hash);
            found.push(entry);
            Ok(())
        });
        if let Some((entry, fault)) = wrong {
            return Err(altered(entry, &fault));
        }
        carried?;
    }
    Ok(Common { base, head, theirs: found })
}

fn of_ledger(ours: &mut dyn Store, path: &Path) -> Result<Common> {
    let mut common = Common { base: 0, head: [0; 32], theirs: Vec::new() };
    let mut redacted = false;
    let found = read(path, &mut |line| {
        match line {
            Line::Title(title) => redacted = title.redacted,
            Line::Entry(entry) if common.theirs.is_empty() => {
                if ours.find_hash(entry.id)? == Some(entry.hash) {
                    common.base = entry.id;
                } else if common.base > 0 {
                    common.theirs.push(*entry);
                }
            }
            Line::Entry(entry) => common.theirs.push(*entry),
        }
        Ok(())
    })?;
    match found {
        LedgerRead::Holds(walked) => common.head = walked.head.unwrap_or_default(),
        LedgerRead::Stumbled(stumble) => {
            return Err(altered(stumble.entry.unwrap_or_default(), &stumble.found));
        }
    }
    if redacted { Err(left_out()) } else { Ok(common) }
}
