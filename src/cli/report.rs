//! `upr report`, `upr changes`.

use clap::Args;

use super::args::{AskArgs, OutputArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{date, one_of, word};
use crate::app::{App, By, Question, TemplateWords};
use crate::domain::DateWord;
use crate::render::Format;
use crate::report::templates::Template;
use crate::report::{Block, Document, Value};

/// Progress toward the next review: figures, themes, each item
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr report\n  upr report --theme children\n  upr report --short\n  upr report --as-of 2024-11-07 --format md -o progress.md\n  upr report --table statuses --format csv\n  upr report --template matrix --set SVN3 -o matrix.docx\n  upr report --template midterm --max-words 10700 -o midterm.docx\n  upr report --template submission --joint -o submission.docx"
)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    ask: AskArgs,
    /// By what to break the figures down
    #[arg(long, value_name = "WHAT", default_value = "theme", hide_default_value = true, value_parser = word::<By>())]
    by: By,
    /// Add what changed since that day
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<DateWord>,
    /// The figures and what comes next, without the items
    #[arg(long)]
    short: bool,
    /// The items, too, where they are more than 2,000
    #[arg(long, conflicts_with = "short")]
    all_items: bool,
    /// Count what was accepted in bulk from suggestions (assisted), too
    #[arg(long)]
    assisted: bool,
    /// What it is made for
    #[arg(long, value_name = "NAME", default_value = "progress", hide_default_value = true, value_parser = word::<Template>(), help_heading = "Templates")]
    template: Template,
    /// How many words a `midterm` may have
    #[arg(long, alias = "limit", value_name = "WORDS", help_heading = "Templates")]
    max_words: Option<usize>,
    /// The layout of a `matrix`: 3 (that of cycles 2 and 3, to be filled) or 4 (that of cycle 4)
    #[arg(long, value_name = "CYCLE", value_parser = one_of("a layout of OHCHR's matrix", LAYOUTS), help_heading = "Templates")]
    layout: Option<u8>,
    /// A `submission` by several stakeholders: 5,630 words instead of 2,815
    #[arg(long, help_heading = "Templates")]
    joint: bool,
}

/// Layouts of OHCHR's matrix by review cycle; the second is that of the third.
const LAYOUTS: &[(u8, &str, &str)] =
    &[(3, "2", "second cycle"), (3, "3", "third cycle"), (4, "4", "fourth cycle")];

/// What moved between two days, by whom, why; regressions first
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
    ask: AskArgs,
}

pub(super) fn report(
    context: &Context<'_>,
    args: &ReportArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    check_template(args)?;
    let output = &OutputArgs { brief: args.template == Template::Progress, ..output.clone() };
    context.answer(&args.ask, output, |app, question| {
        let question = &question.clone().with_assisted(args.assisted);
        if args.template == Template::Progress {
            return progress(context, app, question, args, output);
        }
        let words = TemplateWords {
            limit: args.max_words,
            fourth_cycle: args.layout == Some(4),
            joint: args.joint,
            by: args.by,
        };
        Ok(app.handed_in(question, args.template, words)?)
    })
}

/// The progress report, with as much as its format has room for.
fn progress<'a>(
    context: &Context<'_>,
    app: &'a mut App<'_>,
    question: &Question,
    args: &ReportArgs,
    output: &OutputArgs,
) -> Result<Document<'a>, CliError> {
    let (by, since) = (args.by, args.since);
    if args.short {
        return Ok(figures_alone(app.report(question, by, since)?));
    }
    Ok(match output.format()? {
        Format::Xlsx if output.table.is_none() => app.report_with_registers(question, by, since)?,
        // Charts belong to the whole: who asks for one table is not kept waiting for them.
        _ if output.table.is_some() => app.report_tables(question, by, since)?,
        Format::Csv | Format::Tsv | Format::Json | Format::Jsonl => {
            app.report_tables(question, by, since)?
        }
        _ => {
            let document = app.report(question, by, since)?;
            match items(&document) {
                Some(items) if items > READABLE && !args.all_items => {
                    context.ui.status(&format!(
                        "note: the list of {items} items is left out: `-o report.xlsx` has it, `--all-items` prints it"
                    ));
                    without_list(document, items)
                }
                _ => document,
            }
        }
    })
}

/// Nobody reads a list of more items from one end to the other.
const READABLE: i64 = 2_000;

/// How many items a report is about.
fn items(document: &Document<'_>) -> Option<i64> {
    document.facts.iter().find(|fact| fact.key == "items").and_then(|fact| match fact.value {
        Value::Number(items) => Some(items),
        _ => None,
    })
}

/// The figures, with a word on where the list is.
fn without_list(document: Document<'_>, items: i64) -> Document<'_> {
    let mut document = figures_alone(document);
    document.blocks.push(Block::Note(format!(
        "The list of all {items} stands in the workbook of this report: it is too long to be read on pages."
    )));
    document
}

/// The report without its items, and without the headings over them.
fn figures_alone(mut document: Document<'_>) -> Document<'_> {
    let mut kept: Vec<Block<'_>> = Vec::new();
    for block in document.blocks {
        let table = match &block {
            Block::Table(table) => Some((table.name, table.title.clone())),
            _ => None,
        };
        match table {
            Some(("items" | "concerning", title)) => {
                kept.pop_if(|last| matches!(last, Block::Heading { text, .. } if *text == title));
            }
            _ => kept.push(block),
        }
    }
    document.blocks = kept;
    document
}

/// Options that belong to another template are slips.
fn check_template(args: &ReportArgs) -> Result<(), CliError> {
    let given = [
        ("--max-words", args.max_words.is_some(), Template::Midterm, "midterm"),
        ("--layout", args.layout.is_some(), Template::Matrix, "matrix"),
        ("--joint", args.joint, Template::Submission, "submission"),
        ("--since", args.since.is_some(), Template::Progress, "progress"),
        ("--short", args.short, Template::Progress, "progress"),
    ];
    match given.iter().find(|(_, given, template, _)| *given && *template != args.template) {
        Some((option, _, _, name)) => Err(CliError::misuse(
            format!("`{option}` belongs to the template `{name}`"),
            format!("add `--template {name}`, or leave it out"),
        )),
        None => Ok(()),
    }
}

pub(super) fn changes(
    context: &Context<'_>,
    args: &ChangesArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let output = &OutputArgs { brief: true, ..output.clone() };
    context.answer(&args.ask, output, |app, question| app.changes(question, args.since, args.until))
}
