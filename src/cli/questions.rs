//! `upr trend`, `disagreement`, `gaps`, `lineage`, `compare`.

use clap::Args;

use super::args::{AskArgs, OutputArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{date, length, word};
use crate::app::{GapWords, Other};
use crate::domain::DateWord;
use crate::report::gaps::Gap;
use crate::report::trend::Step;

/// Status over time, by month, quarter or year; nothing projected
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr trend\n  upr trend --since 2024 --step month\n  upr trend --theme children --format csv\n  upr trend -o trend.html"
)]
pub(super) struct TrendArgs {
    /// From this day on [default: the first assessment]
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<DateWord>,
    /// How far the points stand apart [default: what gives a chart that can be read]
    #[arg(long, value_name = "STEP", value_parser = word::<Step>())]
    step: Option<Step>,
    /// Count what was accepted in bulk from suggestions (assisted), too
    #[arg(long)]
    assisted: bool,
    #[command(flatten)]
    ask: AskArgs,
}

/// Items on which assessors differ: by how much, and why
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr disagreement\n  upr disagreement --set all --format csv\n  upr disagreement --theme women -o disagreement.docx"
)]
pub(super) struct DisagreementArgs {
    #[command(flatten)]
    ask: AskArgs,
}

/// What is stale, without evidence, one-sided or without progress
///
/// Among them what the State noted and yet acts on, and what it supports without progress.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr gaps\n  upr gaps --only stale --older-than 18m\n  upr gaps --only supported-no-progress --since 2024-03-19 --set SVN3"
)]
pub(super) struct GapsArgs {
    /// These gaps alone [default: all]
    #[arg(long, value_name = "GAP", value_delimiter = ',', value_parser = word::<Gap>())]
    only: Vec<Gap>,
    /// Last assessed longer ago than this is stale [default: 12m]
    #[arg(long, value_name = "TIME", value_parser = length)]
    older_than: Option<u32>,
    /// Look for progress from this day on [default: for as long as --older-than]
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<DateWord>,
    #[command(flatten)]
    ask: AskArgs,
}

/// What was asked earlier, when, by whom, and what was answered
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr lineage\n  upr lineage 48 50-52\n  upr lineage --theme food --format json"
)]
pub(super) struct LineageArgs {
    /// Items; all of the default set where none is named
    #[arg(value_name = "ITEM")]
    items: Vec<String>,
    #[command(flatten)]
    ask: AskArgs,
}

/// Two sets, or two dates, side by side
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr compare --with GA62\n  upr compare --and-as-of 2024-11-07\n  upr compare --set SVN3 --with SVN2 -o compare.xlsx"
)]
pub(super) struct CompareArgs {
    /// The other set
    #[arg(long, value_name = "KEY", conflicts_with = "and_as_of")]
    with: Option<String>,
    /// The other day
    #[arg(long, value_name = "DATE", value_parser = date)]
    and_as_of: Option<DateWord>,
    /// Count what was accepted in bulk from suggestions (assisted), too
    #[arg(long)]
    assisted: bool,
    #[command(flatten)]
    ask: AskArgs,
}

pub(super) fn trend(
    context: &Context<'_>,
    args: &TrendArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.answer(&args.ask, output, |app, question| {
        let question = question.clone().with_assisted(args.assisted);
        app.trend(&question, args.since, args.step)
    })
}

pub(super) fn disagreement(
    context: &Context<'_>,
    args: &DisagreementArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.answer(&args.ask, output, |app, question| app.disagreement(question))
}

pub(super) fn gaps(
    context: &Context<'_>,
    args: &GapsArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let words = GapWords { only: args.only.clone(), months: args.older_than, since: args.since };
    let output = &OutputArgs { brief: true, ..output.clone() };
    context.answer(&args.ask, output, |app, question| app.gaps(question, &words))
}

pub(super) fn lineage(
    context: &Context<'_>,
    args: &LineageArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.answer_about(
        args.ask.filter.words(&args.items),
        &args.ask.view,
        output,
        |app, question| app.lineage(question),
    )
}

pub(super) fn compare(
    context: &Context<'_>,
    args: &CompareArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let other = match (&args.with, args.and_as_of) {
        (Some(key), _) => Other::Set(key.clone()),
        (None, Some(day)) => Other::Day(day),
        (None, None) => {
            return Err(CliError::misuse(
                "nothing to compare with",
                "`--with SET`, or `--and-as-of DATE`",
            ));
        }
    };
    context.answer(&args.ask, output, |app, question| {
        app.compare(&question.clone().with_assisted(args.assisted), &other)
    })
}
