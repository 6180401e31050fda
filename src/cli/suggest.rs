//! `upr suggest`: terms that items may deserve, with the reason; how well that agrees.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::args::{AskArgs, OutputArgs, ViewArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{items_then, one_of};
use crate::app::additions::Added;
use crate::app::suggest::{Library, Nearness, SuggestWords, Sureness, Verdict};
use crate::app::{FilterWords, Question};
use crate::render::Format;
use crate::report::labels::number;
use crate::report::words::nouns::counted;

/// Suggest issues or other terms for items, with the reason
///
/// Nothing is written unless you accept it: one by one, at a level, or by a reviewed workbook.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr suggest --set SVN2\n  upr suggest 48 --vocabulary group --at-least any\n  upr suggest --set SVN3 --learn-from coded.db --format csv\n  upr suggest --set SVN2 --at-least any -o review.xlsx\n  upr suggest --set SVN2 --accept sure\n  upr suggest check --vocabulary issue"
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
    /// Accept all that is suggested at this level: tags that are marked assisted and count in no figure
    #[arg(long, value_name = "LEVEL", value_parser = one_of("a level", LEVELS))]
    accept: Option<Sureness>,
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
    Accept(VerdictArgs),
    Refuse(VerdictArgs),
    Links(Box<LinksArgs>),
    Check(CheckArgs),
}

/// Accept a suggestion that you looked at, or refuse it: it is not offered again
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr suggest accept 13 issue:death-penalty\n  upr suggest refuse 13 issue:justice"
)]
struct VerdictArgs {
    /// Items, then the term that is suggested: `issue:death-penalty`
    #[arg(required = true, num_args = 1.., value_name = "ITEM… TERM")]
    words: Vec<String>,
    /// Learn from what is coded in this file, too: another file of this program
    #[arg(long, value_name = "FILE")]
    learn_from: Option<PathBuf>,
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
    /// Accept the nearest of each item that is as near as this: same-words or look-at; the links are
    /// marked assisted
    #[arg(long, value_name = "LEVEL", value_parser = one_of("a level", NEAR), conflicts_with_all = ["within", "refuse"])]
    accept: Option<Nearness>,
    /// Refuse this earlier item for the chosen ones: it is not suggested again
    #[arg(long, value_name = "EARLIER", conflicts_with_all = ["within", "against"])]
    refuse: Option<String>,
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

/// How near earlier items are, the nearest first.
const NEAR: &[(Nearness, &str, &str)] = &[
    (Nearness::SameWords, "same-words", "nearly the same words"),
    (Nearness::LookAt, "look-at", "worth reading both"),
];

/// What another file teaches.
fn library(
    context: &Context<'_>,
    vocabulary: &str,
    learn_from: Option<&PathBuf>,
) -> Result<Option<Library>, CliError> {
    learn_from.map(|path| context.with_other(path, |app| app.library(vocabulary))).transpose()
}

/// The subject in words, with what another file teaches.
fn words(
    context: &Context<'_>,
    subject: &SubjectArgs,
    at_least: Sureness,
) -> Result<SuggestWords, CliError> {
    let library = library(context, &subject.vocabulary, subject.learn_from.as_ref())?;
    let vocabulary = subject.vocabulary.clone();
    Ok(SuggestWords { vocabulary, at_least, library, review: false })
}

fn judge(context: &Context<'_>, args: &VerdictArgs, verdict: Verdict) -> Result<(), CliError> {
    let (items, tag) = items_then(args.words.clone(), "the term")?;
    let vocabulary = tag.split_once(':').map_or("", |(vocabulary, _)| vocabulary);
    let library = library(context, vocabulary, args.learn_from.as_ref())?;
    let filter = FilterWords { items, ..FilterWords::default() };
    let question = Question { filter, ..context.question() };
    let what = if verdict == Verdict::Refused { "refused for" } else { "tagged" };
    context.append(what, |app| app.judge_suggestion(&question, &tag, library, verdict))
}

/// What was taken in bulk, in one line.
fn assisted(done: &str, what: &str, added: &Added) -> String {
    let count = counted(number(added.len()), "items");
    let entries = match (added.first(), added.last()) {
        (Some((_, first)), Some((_, last))) if first != last => format!("entries {first}-{last}"),
        (Some((_, only)), _) => format!("entry {only}"),
        _ => "no entry".to_owned(),
    };
    format!("{done} {count} ({entries}), each {what} marked assisted; `upr undo` takes it back")
}

/// Accepts in bulk, and says how much in one line.
fn accept(context: &Context<'_>, args: &SuggestArgs, level: Sureness) -> Result<(), CliError> {
    let words = words(context, &args.subject, level)?;
    let filter = args.ask.filter.words(&args.items);
    let question = Question { filter, view: args.ask.view.words(), ..context.question() };
    context.with_app(|app| {
        let added = app.accept_suggestions(&question, &words)?;
        context.ui.status(&assisted("tagged", "tag", &added));
        Ok(())
    })
}

pub(super) fn run(
    context: &Context<'_>,
    args: &SuggestArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match &args.command {
        Some(SuggestCommand::Accept(verdict)) => judge(context, verdict, Verdict::Accepted),
        Some(SuggestCommand::Refuse(verdict)) => judge(context, verdict, Verdict::Refused),
        Some(SuggestCommand::Links(links)) => {
            let filter = links.ask.filter.words(&links.items);
            let view = links.ask.view.words();
            let question = Question { filter: filter.clone(), view, ..context.question() };
            if let Some(earlier) = &links.refuse {
                return context.append("refused for", |app| app.refuse_link(&question, earlier));
            }
            if let Some(level) = links.accept {
                return context.with_app(|app| {
                    let added = app.accept_links(&question, &links.against, level)?;
                    context.ui.status(&assisted("linked", "link", &added));
                    Ok(())
                });
            }
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
        None if args.accept.is_some() => {
            accept(context, args, args.accept.unwrap_or(Sureness::Sure))
        }
        None => {
            let review = output.format()? == Format::Xlsx;
            let words = SuggestWords { review, ..words(context, &args.subject, args.at_least)? };
            let output = OutputArgs { fill_in: review, ..output.clone() };
            let filter = args.ask.filter.words(&args.items);
            context.answer_about(filter, &args.ask.view, &output, |app, question| {
                app.suggest(question, &words)
            })
        }
    }
}
