//! `upr verify`, `upr backup`, `upr restore`, `upr doctor`, `upr purge`, `upr redact`.

use std::path::PathBuf;

use clap::Args;

use super::advice::worded;
use super::args::OutputArgs;
use super::context::Context;
use super::error::CliError;
use super::words::prose;
use crate::app::trust;
use crate::report::Document;
use crate::report::labels::number;
use crate::report::words::nouns::counted;

/// Check that the file is as it was written
///
/// Every entry, the search index, the evidence files.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr verify\n  upr verify ledger.jsonl\n  upr verify --head 3f9c2a71\n  upr verify --fingerprint HEAD.txt\n  upr verify --quick\n\nExit 0: it is as it was written. Exit 1: it is not; the first wrong entry is named."
)]
pub(super) struct VerifyArgs {
    /// A ledger that `upr export ledger` wrote, or another file [default: the file at hand]
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// The fingerprint that a report printed: the chain must still hold that entry
    #[arg(long, value_name = "HASH")]
    pub(super) head: Option<String>,
    /// A fingerprint that `upr fingerprint` wrote: the chain must still hold its entry
    #[arg(long, value_name = "FILE", conflicts_with = "head")]
    pub(super) fingerprint: Option<PathBuf>,
    /// Only what was said, and by which rules: neither pages nor search index
    #[arg(long)]
    pub(super) quick: bool,
}

/// Copy the file, and check the copy
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr backup\n  upr backup /media/usb --keep 10\n  upr backup /media/usb --keep 2GB\n  upr backup before-the-meeting.db"
)]
pub(super) struct BackupArgs {
    /// A folder, for a dated name in it, or a new file [default: beside the file]
    #[arg(value_name = "DIR|FILE")]
    to: Option<PathBuf>,
    /// Keep the newest N dated copies of this file in that folder, or as many as fit into a size, and
    /// remove the others; the newest stays in any case
    #[arg(long, value_name = "N|SIZE")]
    keep: Option<trust::Keep>,
}

/// Go back to a copy that verifies; the present file is kept
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr restore upr.backup-2026-01-31T120000Z.db")]
pub(super) struct RestoreArgs {
    /// The copy
    #[arg(value_name = "FILE")]
    from: PathBuf,
}

/// Say what is wrong with the file and what to do about it
///
/// Nothing is changed.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr doctor --db broken.db")]
pub(super) struct DoctorArgs {
    /// Put the functions and triggers of a home as this release has them, and raise its format
    #[cfg(feature = "office")]
    #[arg(long)]
    pub(super) upgrade_home: bool,
}

/// Destroy text, evidence and author of one entry for good
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr purge 512 --reason \"consent withdrawn\"\n\nA tombstone stays, with the reason and your name, and the file still verifies. Nothing brings the text back. What is no free text stays: refs, dates, statuses, titles of sets, plans and documents. Copies made earlier are listed: they still hold it."
)]
pub(super) struct PurgeArgs {
    /// The entry's number, as `upr status log` shows it
    #[arg(value_name = "ENTRY")]
    entry: i64,
    /// Why, without repeating what is destroyed
    #[arg(long, value_name = "WHY", allow_hyphen_values = true, value_parser = prose)]
    reason: String,
    /// Look for copies in this folder, too
    #[arg(long, value_name = "DIR")]
    copies: Vec<PathBuf>,
    /// Yes, destroy it
    #[arg(long, short = 'y')]
    yes: bool,
}

/// Write a copy of the file that holds nothing internal
///
/// To hand on; it still verifies.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr redact -o public.db\n\nLeft out: authors, notes and evidence that were not published, local paths, internal voices with all they said."
)]
pub(super) struct RedactArgs {}

pub(super) fn backup(context: &Context<'_>, args: &BackupArgs) -> Result<(), CliError> {
    context.with_present(|app| {
        let done = app.backup(args.to.as_deref(), args.keep)?;
        let entries = done.verification.entries;
        context.ui.status(&format!("wrote {}, verified: {entries} entries", done.path.display()));
        for path in done.removed {
            context.ui.status(&format!("removed the older {}", path.display()));
        }
        Ok(())
    })
}

pub(super) fn restore(context: &Context<'_>, args: &RestoreArgs) -> Result<(), CliError> {
    context.file_only(
        "`restore` puts a file in the place of another",
        "the database has its own backups; `upr merge COPY` brings back what a copy has more",
    )?;
    let to = context.path()?;
    if !args.from.exists() {
        return Err(CliError::refused(
            format!("there is no copy `{}`", args.from.display()),
            "`upr doctor` tells the copies beside the file",
        ));
    }
    let restored = trust::restore(&args.from, &to, context.clock.now().to_utc())?;
    context.ui.status(&format!("{} is now the copy {}", to.display(), args.from.display()));
    if restored.kept.exists() {
        context.ui.status(&format!("what stood there is kept as {}", restored.kept.display()));
    }
    for entry in restored.brought_back {
        context.ui.warning(&format!(
            "the copy still holds what was destroyed in entry {entry}: `upr purge {entry}` again"
        ));
    }
    Ok(())
}

pub(super) fn doctor(
    context: &Context<'_>,
    args: &DoctorArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    if let Some(home) = context.home()? {
        let (document, faults) = context.home_doctor(&home, args)?;
        return told(context, &home.to_string(), (document, faults), output);
    }
    #[cfg(feature = "office")]
    if args.upgrade_home {
        let hint = "name it: `--db postgres://…`";
        return Err(CliError::misuse("only a home is brought up to date so", hint));
    }
    let path = context.path()?;
    let found = trust::doctor(&path, output.shows_internal(), &worded);
    told(context, &path.display().to_string(), found, output)
}

/// Writes what `doctor` found.
fn told(
    context: &Context<'_>,
    shown: &str,
    (document, faults): (Document<'static>, usize),
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.ui.answer(document, output)?;
    if faults == 0 {
        return Ok(());
    }
    let faults = if faults == 1 { "1 fault".to_owned() } else { format!("{faults} faults") };
    Err(CliError::refused(
        format!("`{shown}` has {faults}"),
        "each stands above with what to do; nothing was changed",
    ))
}

/// What a purge leaves: fields that are hashed openly, so that the chain verifies without the texts.
const STAYS: &str = "what is no free text stays: refs, keys, dates, statuses, titles of sets, plans and documents, names of \
     institutions and assessors";

pub(super) fn purge(context: &Context<'_>, args: &PurgeArgs) -> Result<(), CliError> {
    let question = format!("Destroy text, evidence and author of entry {} for good?", args.entry);
    if !args.yes && !context.ui.confirm(&question) {
        return Err(CliError::refused(
            format!("entry {} was not destroyed: this cannot be taken back", args.entry),
            "say `--yes` to do it",
        ));
    }
    context.with_present(|app| {
        let done = app.purge(args.entry, &args.reason, &args.copies)?;
        context.ui.status(&format!(
            "entry {} is destroyed in this file ({}); the tombstone is entry {}",
            args.entry,
            counted(number(done.rows), "rows"),
            done.tombstone
        ));
        context.ui.status(STAYS);
        for path in done.copies {
            context.ui.warning(&format!("{} still holds it", path.display()));
        }
        for path in done.unread {
            context.ui.warning(&format!("{} may hold it, and cannot be read", path.display()));
        }
        for path in done.files {
            context.ui.warning(&format!("the evidence file {} is not touched", path.display()));
        }
        Ok(())
    })
}

pub(super) fn redact(context: &Context<'_>, output: &OutputArgs) -> Result<(), CliError> {
    let Some(path) = &output.output else {
        return Err(CliError::misuse(
            "`upr redact` writes a file",
            "name it: `upr redact -o COPY`",
        ));
    };
    context.with_present(|app| {
        let done = app.redact(path)?;
        context.ui.status(&format!(
            "wrote {}: {} without internal texts or author, {} known by the hash only; it verifies",
            path.display(),
            counted(done.emptied, "entries"),
            done.hash_only
        ));
        Ok(())
    })
}
