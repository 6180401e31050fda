//! `upr verify FILE.jsonl`: whether a ledger is as it was written, without a database.

use std::path::Path;

use super::lines::{LedgerRead, read};
use super::verify::{CheckLine, Verified, anchor_line, digits, table};
use crate::app::error::Result;
use crate::domain::ledger::fingerprint::Fingerprint;
use crate::domain::ledger::hex;
use crate::domain::ledger::portable::{Carried, Line};
use crate::domain::ledger::walk::{Stumble, Walked};
use crate::report::items::{fact, no_fact};
use crate::report::{Block, Document};

/// What was looked for on the way.
#[derive(Debug, Default)]
struct CarriedLook {
    /// The newest entry whose hash begins with the digits.
    found: Option<i64>,
    redacted: bool,
    /// Of each purge its entry and the one that it emptied.
    purges: Vec<(i64, i64)>,
}

/// Whether a file is a ledger that travels, by its first bytes.
pub fn is_ledger(path: &Path) -> bool {
    super::lines::is_ledger(path)
}

/// Checks a ledger that travels, and, where a hash was written down earlier, that it still holds it.
///
/// # Errors
/// [`crate::app::AppError::File`], [`crate::app::AppError::Refused`] for a file that is no ledger.
pub fn verify_ledger(
    path: &Path,
    head: Option<&str>,
    written: Option<&Fingerprint>,
) -> Result<Verified> {
    let digits = match (head, written) {
        (Some(head), _) => Some(digits(head)?),
        (None, written) => written.map(|written| written.hash.clone()),
    };
    let mut looked = CarriedLook::default();
    let found = read(path, &mut |line| {
        match line {
            Line::Title(title) => looked.redacted = title.redacted,
            Line::Entry(entry) => {
                if digits.as_ref().is_some_and(|digits| hex(&entry.hash).starts_with(digits)) {
                    looked.found = Some(entry.id);
                }
                looked.purges.extend(emptied_by(&entry).map(|emptied| (entry.id, emptied)));
            }
        }
        Ok(())
    })?;
    let (walked, mut failure) = match found {
        LedgerRead::Holds(walked) => (Some(walked), None),
        LedgerRead::Stumbled(stumble) => (None, Some(worded(&stumble))),
    };
    let mut lines = vec![chain_line(walked.as_ref(), failure.as_deref())];
    let mut facts = facts(walked.as_ref(), looked.redacted);
    if let Some(digits) = digits {
        let newest = walked.map_or(0, |walked| walked.entries);
        let (line, wrong, at) =
            anchor_line(&digits, looked.found, (newest, &looked.purges), written);
        // Of a ledger that does not hold, what stands after the fault was not looked at.
        if walked.is_some() {
            lines.push(line);
            failure = failure.or(wrong);
            facts.push(at);
        }
    }
    let result = if failure.is_none() { "holds" } else { "fails" };
    facts.insert(0, fact("result", result));
    let mut document = Document::new("Verification of a ledger");
    document.facts = facts;
    document.blocks.push(Block::Paragraph(summary(walked, looked.redacted, failure.as_deref())));
    document.blocks.push(Block::Table(table(lines)));
    Ok(Verified { document, failure })
}

/// Which entries an entry says that it emptied.
fn emptied_by(entry: &Carried) -> impl Iterator<Item = i64> {
    let rows = entry.said.iter().flat_map(|said| &said.rows);
    rows.filter(|row| row.table == "purge").filter_map(|row| {
        let target = row.open.iter().find(|(name, _)| name == "target_entry")?;
        target.1.as_ref()?.parse().ok()
    })
}

fn worded(stumble: &Stumble) -> String {
    let entry = stumble.entry.map_or_else(String::new, |entry| format!("entry {entry}: "));
    format!("{entry}{}", stumble.found)
}

fn chain_line(walked: Option<&Walked>, failure: Option<&str>) -> CheckLine {
    let some = |number: i64, words: &str| match number {
        0 => String::new(),
        number => format!(", {number} {words}"),
    };
    match walked {
        Some(walked) => CheckLine {
            check: "chain",
            result: "ok",
            found: format!(
                "entries recomputed: {}{}{}",
                walked.entries,
                some(walked.removed, "with texts removed"),
                some(walked.hash_only, "known by hash only")
            ),
            file: None,
        },
        None => CheckLine {
            check: "chain",
            result: "wrong",
            found: failure.unwrap_or_default().to_owned(),
            file: None,
        },
    }
}

fn facts(walked: Option<&Walked>, redacted: bool) -> Vec<crate::report::Fact> {
    let redacted = fact("redacted", if redacted { "yes" } else { "no" });
    let Some(walked) = walked else {
        return vec![redacted, no_fact("head_entry"), no_fact("head")];
    };
    let mut facts = vec![
        fact("entries", walked.entries),
        fact("removed", walked.removed),
        fact("hash_only", walked.hash_only),
        redacted,
        fact("head_entry", walked.entries),
    ];
    facts.push(walked.head.map_or_else(|| no_fact("head"), |hash| fact("head", hex(&hash))));
    facts
}

fn summary(walked: Option<Walked>, redacted: bool, failure: Option<&str>) -> String {
    let copy = if redacted { "What is internal was left out of it. " } else { "" };
    match (failure, walked) {
        (Some(failure), _) => format!("{copy}THE LEDGER DOES NOT VERIFY: {failure}."),
        (None, Some(Walked { entries, head: Some(hash), .. })) => format!(
            "{copy}The ledger is as it was written. The newest entry is {entries}, its hash {}.",
            hex(&hash)
        ),
        (None, _) => format!("{copy}The ledger is as it was written, and has no entry."),
    }
}
