//! `upr remark`: what voices say of items without giving them a level.

use clap::{Args, Subcommand};

use super::args::{AskArgs, OutputArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{date, items_then};
use crate::domain::DateWord;

/// What an assessor says of an item without giving it a level
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr remark add 48 \"asked about in the third committee\"")]
pub(super) enum RemarkCommand {
    Add(RemarkAddArgs),
    List(Box<RemarkListArgs>),
}

/// Add a remark to items; internal unless --public
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr remark add 48 \"asked about in the third committee\"\n  upr remark add 1a-1d \"see the CSO report\" --by state --on 2025-06 --public"
)]
pub(super) struct RemarkAddArgs {
    /// Items, then the remark
    #[arg(required = true, num_args = 1.., value_name = "ITEM… TEXT")]
    words: Vec<String>,
    /// Whose remark it is [default: tracker]
    #[arg(long, value_name = "ASSESSOR")]
    by: Option<String>,
    /// On which day it was made [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
    /// It may be handed on
    #[arg(long)]
    public: bool,
}

/// List remarks; every set unless one is named
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr remark list --theme children --internal --format csv")]
pub(super) struct RemarkListArgs {
    #[command(flatten)]
    ask: AskArgs,
}

pub(super) fn remark(
    context: &Context<'_>,
    command: RemarkCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        RemarkCommand::Add(args) => {
            let (items, text) = items_then(args.words, "the remark")?;
            let what = if args.public { "remark on" } else { "internal remark on" };
            context.append(what, |app| {
                app.add_remark(&items, &text, args.by.as_deref(), args.on, args.public)
            })
        }
        RemarkCommand::List(args) => {
            context.answer(&args.ask, output, |app, question| app.remarks(question, true))
        }
    }
}
