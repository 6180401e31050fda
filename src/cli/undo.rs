//! `upr undo`, `upr redo`.

use clap::Args;

use super::context::Context;
use super::error::CliError;
use crate::app::undo::{Taking, Which};
use crate::report::labels::number;
use crate::report::words::nouns::counted;

/// Take your last command back whole; again goes one further
///
/// By appending: what was taken back stays in the history.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr undo\n  upr undo 512          # the command that entry 512 came with\n  upr redo              # takes the undo back\n\nWhat is taken back is told first. On a terminal you are asked where it is an import, or not the last\nthat was recorded. Nothing is deleted: what was taken back stays in the history."
)]
pub(super) struct UndoArgs {
    /// An entry of the command to take back, as `upr status log` shows it [default: your last command]
    #[arg(value_name = "ENTRY")]
    entry: Option<i64>,
    /// Take back what somebody else recorded
    #[arg(long)]
    of_other: bool,
    /// Yes to what is asked
    #[arg(long, short = 'y')]
    yes: bool,
}

/// Take your last undo back: what it took back holds again
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr redo")]
pub(super) struct RedoArgs {}

pub(super) fn undo(context: &Context<'_>, args: &UndoArgs) -> Result<(), CliError> {
    let which = args.entry.map_or(Which::Last, Which::Of);
    context.with_app(|app| {
        let told = app.taking_back(which, args.of_other)?;
        if told.other.is_some() && !args.yes && !context.ui.can_ask() {
            return Err(CliError::refused(
                "taking back what somebody else recorded needs a yes",
                "`--yes` says it",
            ));
        }
        tell(context, &told, "to take back");
        ask(context, &told, args.yes)?;
        app.take_back(&told, which)?;
        context.ui.status(&format!(
            "took back `{}` of {} ({}, by appending)",
            told.command,
            told.recorded_at,
            counted(number(told.entries.len()), "entries")
        ));
        Ok(())
    })
}

pub(super) fn redo(context: &Context<'_>, _args: &RedoArgs) -> Result<(), CliError> {
    context.with_app(|app| {
        let told = app.taking_back(Which::LastUndo, false)?;
        tell(context, &told, "to put back");
        app.take_back(&told, Which::LastUndo)?;
        let entries = counted(number(told.entries.len()), "entries");
        context.ui.status(&format!("took your undo back ({entries}, by appending)"));
        Ok(())
    })
}

/// What is taken back, a line an entry.
fn tell(context: &Context<'_>, told: &Taking, lead: &str) {
    let by = told.other.as_ref().map_or_else(String::new, |other| format!(", by {other}"));
    context.ui.status(&format!(
        "{lead}: `{}` of {} (batch {}{by})",
        told.command, told.recorded_at, told.batch
    ));
    for (item, words) in &told.said {
        let item = item.as_ref().map_or_else(String::new, |item| format!("{item}: "));
        context.ui.status(&format!("  {item}{words}"));
    }
    if told.more > 0 {
        context.ui.status(&format!("  and {} more", counted(number(told.more), "entries")));
    }
}

/// An import, what is not the last that was recorded, and another's are asked for.
fn ask(context: &Context<'_>, told: &Taking, yes: bool) -> Result<(), CliError> {
    let doubtful = told.command == "import" || told.is_older || told.other.is_some();
    if yes || !doubtful {
        return Ok(());
    }
    if context.ui.can_ask() && !context.ui.confirm("Take this back?") {
        return Err(CliError::refused("not confirmed", "nothing was written"));
    }
    Ok(())
}
