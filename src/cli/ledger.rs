//! The ledger that travels: `upr export ledger`, `upr verify FILE.jsonl`, `upr fingerprint`,
//! `upr init --from FILE.jsonl`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::args::OutputArgs;
use super::context::{Context, default_path};
use super::error::{CliError, from_io};
use super::trust::VerifyArgs;
use crate::app::trust::{self, Depth, Verified};
use crate::report::words::nouns::counted;

/// Write down the newest entry and its hash, to be signed
///
/// Or to be kept elsewhere.
///
/// Whoever has the small text can tell from any copy that nothing before it was altered since:
/// `upr verify --fingerprint HEAD.txt`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr fingerprint\n  upr fingerprint -o HEAD.txt\n  upr verify --fingerprint HEAD.txt"
)]
pub(super) struct FingerprintArgs {}

pub(super) fn fingerprint(context: &Context<'_>, output: &OutputArgs) -> Result<(), CliError> {
    context.with_present(|app| {
        let fingerprint = app.fingerprint()?;
        if output.format.is_some() {
            return context.ui.answer(trust::told(&fingerprint), output);
        }
        let text = fingerprint.text();
        context
            .ui
            .stream(output, |out| out.write_all(text.as_bytes()).map_err(|error| from_io(&error)))
    })
}

/// Writes the ledger whole: of a chain no link can be chosen.
pub(super) fn export(
    context: &Context<'_>,
    chosen: bool,
    output: &OutputArgs,
) -> Result<(), CliError> {
    if chosen {
        return Err(CliError::misuse(
            "a ledger goes out whole: its entries hang on one another, and no filter fits",
            "leave the filters out; `upr export csv` chooses",
        ));
    }
    if output.format.is_some() || output.table.is_some() || output.bom {
        return Err(CliError::misuse(
            "a ledger has one format of its own, and no tables",
            "`upr export ledger -o FILE.jsonl`",
        ));
    }
    context.with_present(|app| {
        let mut walked = None;
        context.ui.stream(output, |out| {
            walked = Some(app.export_ledger(output.internal, context.version(), out)?);
            Ok(())
        })?;
        if let Some(walked) = walked {
            let left_out = match (walked.removed, walked.hash_only) {
                (0, 0) => String::new(),
                (removed, hash_only) => format!(
                    "; {removed} of them without texts or author, {hash_only} known by the hash only"
                ),
            };
            context.ui.status(&format!("{}{left_out}", counted(walked.entries, "entries")));
        }
        Ok(())
    })
}

/// Checks what was named: the file at hand, another one, or a ledger that travels.
pub(super) fn verify(
    context: &Context<'_>,
    args: &VerifyArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let written = args.fingerprint.as_deref().map(trust::written_down).transpose()?;
    let (head, written) = (args.head.as_deref(), written.as_ref());
    let depth = if args.quick { Depth::Quick } else { Depth::Whole };
    let tell = |verified: Verified, what: &str, advice: String| {
        context.ui.answer(verified.document, output)?;
        verified.failure.map_or(Ok(()), |failure| {
            Err(CliError::refused(format!("the {what} does not verify: {failure}"), advice))
        })
    };
    match &args.file {
        Some(path) if !trust::is_upr_file(path) => {
            let verified = trust::verify_ledger(path, head, written)?;
            let advice = "compare it with another copy, and with a fingerprint of it".to_owned();
            tell(verified, "ledger", advice)
        }
        Some(path) => {
            let verified = context.with_other(path, |app| app.verify(head, written, depth))?;
            tell(verified, "file", format!("`upr doctor --db {}` says what to do", path.display()))
        }
        None => context.with_present(|app| {
            let verified = app.verify(head, written, depth)?;
            tell(verified, "file", "`upr doctor` says what to do".to_owned())
        }),
    }
}

/// Makes a file of a ledger.
pub(super) fn settle(context: &Context<'_>, from: &Path) -> Result<(), CliError> {
    let path: PathBuf = context.db.clone().map_or_else(default_path, Ok)?;
    let settled = context.create_from(&path, from)?;
    let what = if settled.redacted {
        "a redacted copy, to be read and checked"
    } else {
        "it goes on where the ledger ends"
    };
    context.ui.status(&format!(
        "made {}: {} of {}, each checked; {what}",
        path.display(),
        counted(settled.walked.entries, "entries"),
        from.display()
    ));
    Ok(())
}
