//! `upr report`, `upr changes`.

use clap::Args;

use super::Context;
use super::args::{FilterArgs, OutputArgs, ViewArgs, choice, date};
use super::error::CliError;
use super::items::question;
use crate::app::By;
use crate::domain::DateWord;

/// Progress toward the next review: figures, a bar per theme, each item
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr report\n  upr report --theme children\n  upr report --as-of 2024-11-07 --format md -o progress.md\n  upr report --table statuses --format csv"
)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Break the figures down by theme, status, set, assessor, group, sdg, position or state
    #[arg(long, value_name = "WHAT", default_value = "theme", hide_default_value = true, value_parser = by)]
    by: By,
    /// Add what changed since that day
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<DateWord>,
}

/// What moved between two days: from what to what, by whom, why; regressions first
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr changes --since 2025-01-01\n  upr changes --since 2024 --until 2024 --set all"
)]
pub(super) struct ChangesArgs {
    /// From this day on
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: DateWord,
    /// Up to this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<DateWord>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
}

fn by(text: &str) -> Result<By, String> {
    choice("something to break figures down by", &By::ALL, text)
}

pub(super) fn report(
    context: &Context<'_>,
    args: &ReportArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let question = question(context, args.filter.words(&[]), &args.view);
    context.with_app(|app| {
        context.ui.echo(&question.view.worked_out(&app.now()));
        let document = app.report(&question, args.by, args.since)?;
        context.ui.answer(document, output)
    })
}

pub(super) fn changes(
    context: &Context<'_>,
    args: &ChangesArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let question = question(context, args.filter.words(&[]), &args.view);
    context.with_app(|app| {
        context.ui.echo(&question.view.worked_out(&app.now()));
        let document = app.changes(&question, args.since, args.until)?;
        context.ui.answer(document, output)
    })
}
