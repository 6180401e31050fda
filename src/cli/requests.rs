//! `upr request`: what institutions are asked, and who has answered.

use clap::{Args, Subcommand};

use super::args::{FilterArgs, OutputArgs, ViewArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{date, prose};
use crate::app::RequestWords;
use crate::app::requests::NewRequest;
use crate::domain::{DateWord, RequestState};
use crate::render::Format;

/// Requests to institutions: a workbook out, its return the answer
///
/// Without a command: the list.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr request\n  upr request add moj --answer-by 2027-01-31 -o moj.xlsx    # filled in there, then\n  upr import moj.xlsx --dry-run"
)]
pub(super) struct RequestArgs {
    #[command(subcommand)]
    command: Option<RequestCommand>,
    #[command(flatten)]
    list: RequestListArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum RequestCommand {
    Add(Box<RequestAddArgs>),
    List(RequestListArgs),
    Show(RequestShowArgs),
    Sheet(RequestSheetArgs),
    /// Close a request: it was answered in another way, or is followed up no more
    #[command(after_help = "Example:\n  upr request close R1 --note \"answered by telephone\"")]
    Close(RequestEndArgs),
    /// Withdraw a request: it was not to be asked
    #[command(
        after_help = "Example:\n  upr request withdraw R2 --note \"asked the wrong ministry\""
    )]
    Withdraw(RequestEndArgs),
}

/// Ask an institution about items: writes the workbook, or the covering letter (`-o FILE.docx`), and
/// prints three sentences to put into the mail. Nothing is sent
///
/// Without items and filters: what the institution leads and is not completed, and what its actions are
/// for. The workbook holds what the institution itself said and its own actions, published or not, and
/// nothing of any other assessor.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr request add moj --answer-by 2027-01-31 -o moj.xlsx\n  upr request add moj 24 26-28 --answer-by 2027-01-31 -o moj.xlsx\n  upr request add mfa --theme women --answer-by 2027-02 -o mfa.xlsx"
)]
pub(super) struct RequestAddArgs {
    /// The institution
    #[arg(value_name = "INSTITUTION")]
    entity: String,
    /// Items; none: what it leads
    #[arg(value_name = "ITEM")]
    items: Vec<String>,
    /// By when an answer is asked for
    #[arg(long, value_name = "DATE", value_parser = date)]
    answer_by: DateWord,
    #[command(flatten)]
    filter: FilterArgs,
    /// That it was asked may be handed on
    #[arg(long)]
    public: bool,
}

/// List the requests: asked on, answer by, how many of how many items answered
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  upr request list\n  upr request list --late")]
pub(super) struct RequestListArgs {
    /// Only those whose day has passed without all answers
    #[arg(long)]
    late: bool,
    /// Only those to this institution
    #[arg(long, value_name = "INSTITUTION")]
    to: Option<String>,
    #[command(flatten)]
    view: ViewArgs,
}

/// A request with each of its items
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr request show R1")]
pub(super) struct RequestShowArgs {
    /// The request
    #[arg(value_name = "REQUEST")]
    key: String,
    #[command(flatten)]
    view: ViewArgs,
}

/// Write a request's workbook again, or its letter (`-o FILE.docx`)
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr request sheet R1 --open -o reminder.xlsx")]
pub(super) struct RequestSheetArgs {
    /// The request
    #[arg(value_name = "REQUEST")]
    key: String,
    /// Only what was not answered
    #[arg(long)]
    open: bool,
}

/// End a request
#[derive(Debug, Args)]
pub(super) struct RequestEndArgs {
    /// The request
    #[arg(value_name = "REQUEST")]
    key: String,
    /// Why; never handed on
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    note: String,
    /// Since when [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
}

pub(super) fn request(
    context: &Context<'_>,
    args: RequestArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match args.command {
        Some(RequestCommand::Add(new)) => add(context, &new, output),
        Some(RequestCommand::List(args)) => list(context, args, output),
        None => list(context, args.list, output),
        Some(RequestCommand::Show(args)) => {
            let words = RequestWords { key: Some(args.key), ..RequestWords::default() };
            context.answer_all(&args.view, output, |app, question| app.requests(question, &words))
        }
        Some(RequestCommand::Sheet(args)) => sheet(context, &args.key, args.open, output),
        Some(RequestCommand::Close(args)) => end(context, &args, RequestState::Closed),
        Some(RequestCommand::Withdraw(args)) => end(context, &args, RequestState::Withdrawn),
    }
}

fn list(context: &Context<'_>, args: RequestListArgs, output: &OutputArgs) -> Result<(), CliError> {
    let words = RequestWords { key: None, late: args.late, entity: args.to };
    context.answer_all(&args.view, output, |app, question| app.requests(question, &words))
}

fn end(context: &Context<'_>, args: &RequestEndArgs, state: RequestState) -> Result<(), CliError> {
    context.append(state.slug(), |app| app.end_request(&args.key, state, &args.note, args.on))
}

fn add(context: &Context<'_>, args: &RequestAddArgs, output: &OutputArgs) -> Result<(), CliError> {
    // Nothing is asked of anybody where the workbook could not be written.
    context.ui.check_place(output)?;
    let new = NewRequest {
        entity: args.entity.clone(),
        filter: args.filter.words(&args.items),
        answer_by: args.answer_by,
        public: args.public,
    };
    let made = context.with_app(|app| Ok(app.add_request(&new)?))?;
    let (key, entry, items) = (&made.key, made.entry, made.items);
    context.ui.status(&format!("request {key} (entry {entry}): {items} to answer"));
    if made.left_out > 0 {
        context.ui.warning(&format!(
            "not published and not led or supported by `{}`, so not asked about: {}",
            args.entity, made.left_out
        ));
    }
    if output.output.is_none() && output.format.is_none() {
        context.ui.status(&format!("next: `upr request sheet {key} -o FILE.xlsx` writes it"));
        return words(context, key);
    }
    sheet(context, key, false, output)?;
    if output.output.is_some() { words(context, key) } else { Ok(()) }
}

/// What to put into the mail.
fn words(context: &Context<'_>, key: &str) -> Result<(), CliError> {
    let question = context.question();
    let said = context.with_app(|app| Ok(app.request_words(key, &question)?))?;
    context.ui.raw(format!("{}\n", said.join("\n")).as_bytes())
}

fn sheet(
    context: &Context<'_>,
    key: &str,
    open: bool,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let letter = matches!(output.format()?, Format::Docx | Format::Html | Format::Md);
    let output = OutputArgs { fill_in: !letter, ..output.clone() };
    let question = context.question();
    context.with_app(|app| {
        let document = app.request_sheet(key, (open, letter), &question)?;
        context.ui.answer(document, &output)?;
        if letter && output.output.is_some() {
            let open = if open { " --open" } else { "" };
            context.ui.status(&format!(
                "next: `upr request sheet {key}{open} -o FILE.xlsx` writes the workbook that the letter speaks of"
            ));
        }
        Ok(())
    })
}
