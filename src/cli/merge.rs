//! `upr merge`.

use std::path::PathBuf;

use clap::Args;

use super::args::OutputArgs;
use super::context::Context;
use super::error::CliError;
use super::words::hinted;
use crate::app::merge::{MergeSide, MergeWords, Merging, Reserved};
use crate::report::labels::number;
use crate::report::words::nouns::counted;

/// Bring in what a colleague's copy of this file has more
///
/// As one batch, which `upr undo` takes back whole.
///
/// Both go on from a common beginning. Where they disagree nothing is written until it is said whose
/// word holds; the other's is kept in the history as taken back. What the copy destroyed or published
/// is never taken by that.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr merge from-the-train.db --dry-run\n  upr merge from-the-train.db --ours\n  upr merge from-the-train.db --ours --take EX:12=theirs\n\nA copy whose origin you don't trust is not merged: import its sheet. docs/merge.md explains it."
)]
pub(super) struct MergeArgs {
    /// The copy: a upr file, or a ledger that `upr export ledger --internal` wrote
    #[arg(value_name = "COPY")]
    copy: PathBuf,
    /// Tell what would come of it, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// In a conflict, what is recorded here holds
    #[arg(long, conflicts_with = "theirs")]
    ours: bool,
    /// In a conflict, what the copy says holds
    #[arg(long)]
    theirs: bool,
    /// In a conflict about this, whose word holds; again for each
    #[arg(long, value_name = "ITEM=ours|theirs", value_parser = choice)]
    take: Vec<(String, MergeSide)>,
    /// Destroy here what was destroyed in the copy; nothing brings it back
    #[arg(long)]
    take_purges: bool,
    /// Publish here what was published in the copy
    #[arg(long)]
    take_publications: bool,
}

/// `EX:12=theirs`.
fn choice(text: &str) -> Result<(String, MergeSide), String> {
    let (about, side) = text.rsplit_once('=').unwrap_or((text, ""));
    let side = match side.trim().to_lowercase().as_str() {
        "ours" => MergeSide::Ours,
        "theirs" => MergeSide::Theirs,
        _ => {
            let hint =
                "name what it is about and whose word holds: `--take EX:12=theirs`".to_owned();
            return Err(hinted(&format!("`{text}` is no choice"), Some(hint)));
        }
    };
    Ok((about.trim().to_owned(), side))
}

pub(super) fn merge(
    context: &Context<'_>,
    args: &MergeArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let whose = match (args.ours, args.theirs) {
        (true, _) => Some(MergeSide::Ours),
        (_, true) => Some(MergeSide::Theirs),
        _ => None,
    };
    let words = MergeWords {
        dry_run: args.dry_run,
        whose,
        take: args.take.clone(),
        purges: args.take_purges,
        publications: args.take_publications,
        aided: Some(taken_by),
    };
    let merging = context.with_both(&args.copy, |app, copy| app.merge(copy, &words))?;
    answer(context, merging, args, output)
}

/// What takes something of the copy that is taken by itself only.
fn taken_by(reserved: Reserved) -> &'static str {
    match reserved {
        Reserved::Purge => " (`--take-purges`)",
        Reserved::Publication => " (`--take-publications`)",
        Reserved::Account => " (`upr user add`)",
    }
}

fn answer(
    context: &Context<'_>,
    merging: Merging,
    args: &MergeArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let Merging { document, merged, purged, reserved } = merging;
    context.ui.answer(document, output)?;
    if reserved > 0 {
        context.ui.warning(&format!(
            "the copy destroyed or published something, or let somebody in: {} not taken (the table `reserved`)",
            counted(number(reserved), "acts")
        ));
    }
    if merged.is_undecided() {
        let open = merged.clashes.iter().filter(|clash| clash.winner.is_none()).count();
        return Err(CliError::refused(
            format!("{} to be decided; nothing was written", counted(number(open), "conflicts")),
            "`--ours` keeps what is recorded here, `--theirs` takes the copy's word, `--take ITEM=theirs` decides one",
        ));
    }
    let rehearsal = if args.dry_run { "rehearsal: " } else { "" };
    let known = match merged.known {
        0 => String::new(),
        known => format!(", {known} known"),
    };
    let destroyed = match purged {
        0 => String::new(),
        purged => format!("; texts destroyed here: {purged}"),
    };
    let (taken, copy) = (counted(merged.taken, "entries"), args.copy.display());
    context.ui.status(&format!("{rehearsal}{taken} of {copy} taken{known}{destroyed}"));
    if args.dry_run {
        context.ui.status("next: the same without `--dry-run` writes it");
    } else if merged.appended > 0 {
        context.ui.status("next: `upr undo` takes the merge back whole");
    }
    Ok(())
}
