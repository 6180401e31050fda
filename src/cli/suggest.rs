//! `upr suggest`: terms that items may deserve, with the reason; how well that agrees.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::args::{AskArgs, OutputArgs, ViewArgs};
use super::context::Context;
use super::error::CliError;
use super::words::one_of;
use crate::app::suggest::{SuggestWords, Sureness};

/// Suggest issues or other terms for items, each with the words that decided; nothing is written
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr suggest --set SVN2\n  upr suggest 48 --vocabulary group --at-least any\n  upr suggest --set SVN3 --learn-from coded.db --format csv\n  upr suggest check --vocabulary issue"
)]
pub(super) struct SuggestArgs {
    #[command(subcommand)]
    command: Option<SuggestCommand>,
    /// Items; all of the default set that carry no term yet where none is named
    #[arg(value_name = "ITEM")]
    items: Vec<String>,
    /// How sure a suggestion must be: sure, likely or any
    #[arg(long, value_name = "LEVEL", value_parser = one_of("a level", LEVELS), default_value = "likely")]
    at_least: Sureness,
    #[command(flatten)]
    subject: SubjectArgs,
    #[command(flatten)]
    ask: AskArgs,
}

/// What is suggested, and what is learned from.
#[derive(Debug, Args)]
struct SubjectArgs {
    /// Of which vocabulary: issue, action, group, sdg, theme or one of your own
    #[arg(long, value_name = "KEY", default_value = "issue")]
    vocabulary: String,
    /// Learn from what is coded in this file, too: another file of this program
    #[arg(long, value_name = "FILE")]
    learn_from: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum SuggestCommand {
    Links(Box<LinksArgs>),
    Check(CheckArgs),
}

/// Suggest which earlier items an item may repeat: at most three each
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr suggest links --set PRK2\n  upr suggest links 48 --against GA62\n  upr suggest links --within --set all --state PRK"
)]
struct LinksArgs {
    /// Items; all of the default set where none is named
    #[arg(value_name = "ITEM")]
    items: Vec<String>,
    /// Look in this set [default: the earlier sets of the same State]
    #[arg(long, value_name = "KEY", value_delimiter = ',', conflicts_with = "within")]
    against: Vec<String>,
    /// Among the chosen items: which of several sets ask the same
    #[arg(long)]
    within: bool,
    #[command(flatten)]
    ask: AskArgs,
}

/// How well suggestions agree with what is coded here, by term; on texts that were held back
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr suggest check\n  upr suggest check --vocabulary action --format csv"
)]
struct CheckArgs {
    #[command(flatten)]
    subject: SubjectArgs,
    #[command(flatten)]
    view: ViewArgs,
}

/// How sure suggestions are, the surest first.
const LEVELS: &[(Sureness, &str, &str)] = &[
    (Sureness::Sure, "sure", "sure"),
    (Sureness::Likely, "likely", "likely"),
    (Sureness::Any, "any", "worth a look"),
];

/// The subject in words, with what another file teaches.
fn words(
    context: &Context<'_>,
    subject: &SubjectArgs,
    at_least: Sureness,
) -> Result<SuggestWords, CliError> {
    let library = match &subject.learn_from {
        Some(path) => {
            let read = |app: &mut crate::app::App<'_>| app.library(&subject.vocabulary);
            Some(context.with_other(path, read)?)
        }
        None => None,
    };
    Ok(SuggestWords { vocabulary: subject.vocabulary.clone(), at_least, library })
}

pub(super) fn run(
    context: &Context<'_>,
    args: &SuggestArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match &args.command {
        Some(SuggestCommand::Links(links)) => {
            let filter = links.ask.filter.words(&links.items);
            context.answer_about(filter, &links.ask.view, output, |app, question| {
                if links.within {
                    app.suggest_clusters(question)
                } else {
                    app.suggest_links(question, &links.against)
                }
            })
        }
        Some(SuggestCommand::Check(check)) => {
            let words = words(context, &check.subject, Sureness::Likely)?;
            context.answer_all(&check.view, output, |app, question| {
                app.check_suggestions(question, &words)
            })
        }
        None => {
            let words = words(context, &args.subject, args.at_least)?;
            let filter = args.ask.filter.words(&args.items);
            context.answer_about(filter, &args.ask.view, output, |app, question| {
                app.suggest(question, &words)
            })
        }
    }
}
