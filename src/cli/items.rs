//! `upr`, `upr list`, `upr show`, `upr search`.

use clap::Args;

use super::args::{AskArgs, OutputArgs, ViewArgs};
use super::context::Context;
use super::error::CliError;
use crate::app::App;
use crate::app::answers::overview::NextStep;

/// List items: id, text, theme, status, since
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr list\n  upr list --theme children\n  upr list --status in-progress --set all --format csv"
)]
pub(super) struct ListArgs {
    #[command(flatten)]
    ask: AskArgs,
}

/// One item whole: text, statuses, history, evidence, lineage
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr show 48\n  upr show HC19:1 GA62:4c\n  upr show 48 --as-of 2020-12-31 --format json"
)]
pub(super) struct ShowArgs {
    /// Items: `48`, `HC19:1c`, ranges `50-52`
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    #[command(flatten)]
    view: ViewArgs,
}

/// Search the texts: ranked, word forms and accents folded
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr search prisons\n  upr search \"food security\" --set all --format json"
)]
pub(super) struct SearchArgs {
    /// The words; all must stand in the text
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    ask: AskArgs,
}

/// What to type for a next step.
fn typed(step: &NextStep) -> String {
    let words = match step {
        NextStep::LookAtItems { item } => {
            return format!("`upr list`: the items; `upr show {item}`: one of them whole");
        }
        NextStep::RecordStatus { item } => {
            return format!("`upr status set {item} in-progress --note \"…\"`: record a status");
        }
        NextStep::NameOwner => "`upr owner set NAME --kind nhri`",
        NextStep::MakeSet => "`upr set add KEY --state ISO --document SYMBOL`",
        NextStep::ReadReport => {
            "`upr report`: the progress report (`upr report --theme health` for one theme)"
        }
        NextStep::TakeSpreadsheet => "`upr export csv -o items.csv`: a spreadsheet",
        NextStep::AddSet => {
            "`upr set add KEY --state ISO --document SYMBOL`: a body of recommendations"
        }
        NextStep::AddItem => "`upr item add KEY:1 \"…\"`: an item",
        NextStep::ImportFile => "`upr import FILE`: a report, a matrix, a spreadsheet",
        NextStep::SeeAll => "`upr --help`: everything else",
    };
    words.to_owned()
}

pub(super) fn overview(context: &Context<'_>, output: &OutputArgs) -> Result<(), CliError> {
    let mut store = context.open()?;
    let path = store.path().display().to_string();
    let mut app = App::new(&mut store, context.clock, context.author.clone());
    let document = app.overview(&path, &context.question(), &typed)?;
    let output = &OutputArgs { brief: true, ..output.clone() };
    context.ui.answer(document, output)
}

pub(super) fn list(
    context: &Context<'_>,
    args: &ListArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let output = &OutputArgs { brief: true, ..output.clone() };
    context.answer(&args.ask, output, |app, question| app.list(question).map_err(CliError::from))
}

pub(super) fn show(
    context: &Context<'_>,
    args: &ShowArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.answer_all(&args.view, output, |app, question| app.show(&args.items, question))
}

pub(super) fn search(
    context: &Context<'_>,
    args: &SearchArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let output = &OutputArgs { brief: true, ..output.clone() };
    context.answer(&args.ask, output, |app, question| {
        let words = args.words.join(" ");
        if output.on_screen() {
            return app.search_on_screen(&words, question);
        }
        app.search(&words, question)
    })
}
