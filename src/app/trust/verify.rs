//! `upr verify`: whether the file is as it was written.

use std::path::Path;

use chrono::SecondsFormat;

use super::files::{FileFate, fate};
use crate::app::App;
use crate::app::error::Result;
use crate::app::refusals::TrustRefusal;
use crate::app::seeding::{self, Lists};
use crate::domain::ledger::fingerprint::Fingerprint;
use crate::domain::ledger::{Moment, hex};
use crate::report::items::{fact, no_fact};
use crate::report::{Block, Cell, Column, Document, Fact, Kind, Row, Table, Visibility};
use crate::store::{Check, Depth, KeptFile, Times, Verification};

/// So many evidence files are named; the others are counted.
const MOST_FILES: usize = 200;
/// A hash that was written down has at least so many digits.
const FEWEST_DIGITS: usize = 8;

/// What the checks found.
#[derive(Debug)]
pub struct Verified {
    /// The answer in full.
    pub document: Document<'static>,
    /// What is wrong, in one sentence, if anything is; it may name what is internal.
    pub failure: Option<String>,
}

/// One line of the answer.
pub(super) struct CheckLine {
    pub(super) check: &'static str,
    pub(super) result: &'static str,
    pub(super) found: String,
    /// A place, its entry, and whether the line itself may be handed on.
    pub(super) file: Option<(String, i64, bool)>,
}

/// What became of the evidence files.
#[derive(Default)]
struct Files {
    same: usize,
    gone: usize,
    lines: Vec<CheckLine>,
    failure: Option<String>,
    /// The same without what is internal.
    told: Option<String>,
}

impl App<'_> {
    /// Checks the whole file, its evidence files, and, where a hash was written down earlier, that
    /// the chain still holds that entry: its first digits or more, or a fingerprint. Where it must be
    /// quick, pages and search index are not looked at.
    ///
    /// # Errors
    /// The store's, where the file cannot be read; what is found wrong is no error.
    pub fn verify(
        &mut self,
        head: Option<&str>,
        written: Option<&Fingerprint>,
        depth: Depth,
    ) -> Result<Verified> {
        let digits = match (head, written) {
            (Some(head), _) => Some(digits(head)?),
            (None, written) => written.map(|written| written.hash.clone()),
        };
        let verification = self.store.verify(depth)?;
        let mut lines = check_lines(&verification);
        let mut failure = verification.first().map(|problem| {
            let entry = problem.entry.map_or_else(String::new, |id| format!("entry {id}: "));
            format!("{entry}{}", problem.found)
        });
        let mut facts = facts(&verification);
        let mut told = failure.clone();
        if !verification.shut {
            if let Some(digits) = digits {
                let newest = verification.head.map_or(0, |(entry, _)| entry);
                let at = self.store.find_by_hash(&digits)?;
                let (line, wrong, found) =
                    anchor_line(&digits, at, (newest, &verification.purges), written);
                lines.push(line);
                failure = failure.or(wrong);
                facts.push(found);
            }
            let (line, wrong) = self.lists_line()?;
            lines.push(line);
            failure = failure.or(wrong);
            lines.push(clock_line(&verification.times, &self.now().moment()));
            let files = self.evidence_files()?;
            lines.push(files.summary());
            told = failure.clone().or(files.told);
            failure = failure.or(files.failure);
            lines.extend(files.lines);
        }
        let mut document = Document::new("Verification");
        let result = if failure.is_none() { "holds" } else { "fails" };
        facts.insert(0, fact("result", result));
        document.blocks.push(Block::Paragraph(summary(&verification, told.as_deref())));
        document.blocks.push(Block::Table(table(lines)));
        document.facts = facts;
        Ok(Verified { document, failure })
    }

    /// The reference lists are in no entry: they are compared with those that ship.
    fn lists_line(&mut self) -> Result<(CheckLine, Option<String>)> {
        let line = |result, found| CheckLine { check: "lists", result, found, file: None };
        Ok(match seeding::compare(&*self.store.read()?)? {
            Lists::Same => {
                (line("ok", "States and crosswalks are those of this release".to_owned()), None)
            }
            Lists::OfAnotherRelease => {
                let found = "States or crosswalks are not those of this release; another one has \
                             brought its own, or somebody changed them";
                (line("note", found.to_owned()), None)
            }
            Lists::Changed(found) => (line("wrong", found.clone()), Some(found)),
        })
    }

    fn evidence_files(&mut self) -> Result<Files> {
        let place = self.store.place().to_owned();
        let folder = place.parent().unwrap_or(Path::new(""));
        let mut files = Files::default();
        self.store.each_file(&mut |file| {
            files.add(&file, fate(&file, folder));
            Ok(())
        })?;
        Ok(files)
    }
}

/// What the entries say of when they were recorded. No clock proves anything, so that nothing of this
/// is a fault; but it is said.
fn clock_line(times: &Times, now: &Moment) -> CheckLine {
    let now = now.at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let mut said = Vec::new();
    if let Some((entry, at, before)) = &times.backwards {
        said.push(format!(
            "entry {entry} says {at}, and an earlier one {before}: time ran backwards"
        ));
    }
    if let Some((entry, at)) = times.latest.as_ref().filter(|(_, at)| *at > now) {
        said.push(format!("entry {entry} says {at}, which has not come"));
    }
    if let (stopped, Some(first)) = times.stopped {
        said.push(format!(
            "entries written with a stopped clock: {stopped}, the first is {first}; nobody's word says that they were recorded then"
        ));
    }
    let (result, found) = if said.is_empty() {
        ("ok", "times of recording run forwards".to_owned())
    } else {
        ("note", said.join("; "))
    };
    CheckLine { check: "clock", result, found, file: None }
}

impl Files {
    fn add(&mut self, file: &KeptFile, fate: FileFate) {
        let (result, words) = match fate {
            FileFate::Same => {
                self.same += 1;
                return;
            }
            FileFate::Missing => ("missing", "is not where it was"),
            FileFate::Changed => ("wrong", "is not the one that was named: its hash differs"),
            FileFate::Unreadable => ("wrong", "cannot be read"),
        };
        self.gone += 1;
        let found = format!("the file of entry {} ({}) {words}", file.entry, file.item);
        if result == "wrong" && self.failure.is_none() {
            // What stands in the answer is handed on.
            let told =
                if file.public { found.clone() } else { format!("a file of evidence {words}") };
            (self.failure, self.told) = (Some(found.clone()), Some(told));
        }
        if self.lines.len() < MOST_FILES {
            let place = Some((file.address.clone(), file.entry, file.public));
            self.lines.push(CheckLine { check: "evidence", result, found, file: place });
        }
    }

    fn summary(&self) -> CheckLine {
        let found = match (self.same + self.gone, self.gone) {
            (0, _) => "no evidence is a file".to_owned(),
            (all, 0) => format!("files unchanged: {all}"),
            (all, gone) => format!("of {all} files, {gone} are missing, changed or unreadable"),
        };
        let wrong = if self.failure.is_some() { "wrong" } else { "missing" };
        let result = if self.gone == 0 { "ok" } else { wrong };
        CheckLine { check: "evidence", result, found, file: None }
    }
}

/// Whether the chain still holds an entry with these digits, which was found or not; and what was emptied
/// since: whoever can write can purge, and only the holder of the fingerprint knows whether they should.
pub(super) fn anchor_line(
    digits: &str,
    found: Option<i64>,
    (newest, purges): (i64, &[(i64, i64)]),
    written: Option<&Fingerprint>,
) -> (CheckLine, Option<String>, Fact) {
    let line = |result, found| CheckLine { check: "head", result, found, file: None };
    let wrong = |text: String| (line("wrong", text.clone()), Some(text), no_fact("head_found_at"));
    let Some(entry) = found else {
        let text = format!("no entry has the hash `{digits}`");
        return match written.and_then(|written| Some((written.entry, written.day?))) {
            Some((entry, day)) => {
                wrong(format!("{text}, which was written down on {day} as that of entry {entry}"))
            }
            None => wrong(text),
        };
    };
    if let Some(other) = written.map(|written| written.entry).filter(|other| *other != entry) {
        return wrong(format!("the hash of the fingerprint is that of entry {entry}, not {other}"));
    }
    let later = newest - entry;
    let part = match digits.len() {
        64 => String::new(),
        part => format!(", as far as {part} of its 64 digits tell"),
    };
    let text = format!("it is the hash of entry {entry}{part}; {later} entries came after it");
    let since = purges.iter().filter(|(purge, emptied)| *purge > entry && *emptied <= entry);
    let emptied: Vec<String> = since.map(|(_, emptied)| emptied.to_string()).collect();
    let line = if emptied.is_empty() {
        line("ok", text)
    } else {
        line(
            "note",
            format!("{text}, which destroyed texts that stood there: {}", emptied.join(", ")),
        )
    };
    (line, None, fact("head_found_at", entry))
}

/// The digits of a hash as it was written down.
pub(super) fn digits(text: &str) -> Result<String> {
    let digits = text.trim().to_lowercase();
    let whole = (FEWEST_DIGITS..=64).contains(&digits.len());
    if whole && digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
        return Ok(digits);
    }
    Err(TrustRefusal::NoHash { text: text.to_owned() }.into())
}

fn check_lines(verification: &Verification) -> Vec<CheckLine> {
    let mut lines = Vec::new();
    // Where the tables could not be read, nothing is said of what they hold.
    let checks = Check::ALL.into_iter().chain(verification.home.is_some().then_some(Check::Home));
    for check in checks.filter(|check| !verification.shut || *check == Check::Schema) {
        let of_check = || verification.problems.iter().filter(|problem| problem.check == check);
        if of_check().next().is_none() && !verification.depth.includes(check) {
            let found = "not looked at, as it was to be quick".to_owned();
            lines.push(CheckLine { check: check.slug(), result: "note", found, file: None });
        } else if of_check().next().is_none() {
            let found = fine(check, verification);
            lines.push(CheckLine { check: check.slug(), result: "ok", found, file: None });
        }
        for problem in of_check() {
            let entry = problem.entry.map_or_else(String::new, |id| format!("entry {id}: "));
            let more = match (check, verification.wrong) {
                (Check::Chain, wrong) if wrong > 1 => {
                    format!("; it is the first of {wrong} wrong entries")
                }
                _ => String::new(),
            };
            let found = format!("{entry}{}{more}", problem.found);
            lines.push(CheckLine { check: check.slug(), result: "wrong", found, file: None });
        }
    }
    lines
}

fn fine(check: Check, verification: &Verification) -> String {
    match check {
        Check::Home => format!(
            "{} has the same entries, and each of its lines holds",
            verification.home.as_deref().unwrap_or_default()
        ),
        Check::Pages => "the pages fit together".to_owned(),
        Check::Schema => "tables and triggers are those of this program".to_owned(),
        Check::References => "every row that is named is there".to_owned(),
        Check::Search => "the search index agrees with the texts".to_owned(),
        Check::Chain => {
            let some = |number: i64, words: &str| match number {
                0 => String::new(),
                number => format!(", {number} {words}"),
            };
            format!(
                "entries recomputed: {}{}{}{}",
                verification.entries,
                some(verification.removed, "with texts removed"),
                some(verification.hash_only, "known by hash only"),
                some(
                    verification.unproven,
                    "of these of an earlier form, in which nothing proves that what was left out was internal"
                )
            )
        }
    }
}

fn facts(verification: &Verification) -> Vec<Fact> {
    let mut facts = vec![
        fact("entries", verification.entries),
        fact("removed", verification.removed),
        fact("hash_only", verification.hash_only),
        fact("redacted", if verification.redacted { "yes" } else { "no" }),
    ];
    match verification.head {
        Some((entry, hash)) => {
            facts.extend([fact("head_entry", entry), fact("head", hex(&hash))]);
        }
        None => facts.extend([no_fact("head_entry"), no_fact("head")]),
    }
    facts
}

fn summary(verification: &Verification, failure: Option<&str>) -> String {
    let copy = if verification.redacted { "This is a redacted copy. " } else { "" };
    let head = verification.head.map_or_else(String::new, |(entry, hash)| {
        format!(" The newest entry is {entry}, its hash {}.", hex(&hash))
    });
    // A quick look vouches for what it looked at.
    let passed_over: Vec<&str> = Check::ALL
        .into_iter()
        .filter(|check| !verification.depth.includes(*check))
        .map(Check::slug)
        .collect();
    match failure {
        None if passed_over.is_empty() => {
            format!("{copy}The file is as it was written.{head}")
        }
        None => format!(
            "{copy}Every entry is as it was written; not looked at: {}.{head}",
            passed_over.join(", ")
        ),
        Some(failure) => format!("{copy}THE FILE DOES NOT VERIFY: {failure}."),
    }
}

pub(super) fn table(lines: Vec<CheckLine>) -> Table<'static> {
    let columns = vec![
        Column::new("check", "Check", Kind::Label),
        Column::new("result", "Result", Kind::Label),
        Column::new("found", "Found", Kind::Text),
        Column::new("file", "File", Kind::Text),
    ];
    let row = |line: CheckLine| {
        let whole = line.file.as_ref().filter(|(.., public)| !public).map(|(_, entry, _)| *entry);
        let file = line.file.map_or_else(Cell::default, |(path, entry, _)| Cell {
            visibility: Visibility::Internal(entry),
            ..path.into()
        });
        let row = Row::new(vec![line.check.into(), line.result.into(), line.found.into(), file]);
        Row { visibility: Visibility::of(whole.is_none(), whole.unwrap_or_default()), ..row }
    };
    Table::new("checks", "Checks", columns).main().with_rows(lines.into_iter().map(row).collect())
}
