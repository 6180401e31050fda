//! `upr export`.

use clap::Args;

use super::args::{AskArgs, OutputArgs, choice};
use super::context::Context;
use super::error::CliError;
use crate::app::What;
use crate::render::Format;

/// Whole tables for spreadsheets and scripts
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr export csv -o items.csv\n  upr export csv --what history --set all\n  upr export jsonl --theme children | head"
)]
pub(super) struct ExportArgs {
    /// csv, json, jsonl or xlsx
    #[arg(id = "export_format", value_name = "FORMAT", value_parser = format)]
    format: Format,
    /// items, history, evidence, links or timeline
    #[arg(long, value_name = "TABLE", default_value = "items", value_parser = what)]
    what: What,
    #[command(flatten)]
    ask: AskArgs,
}

fn what(text: &str) -> Result<What, String> {
    choice("something to export", &What::ALL, text)
}

fn format(text: &str) -> Result<Format, String> {
    let known = [
        ("csv", Format::Csv),
        ("tsv", Format::Tsv),
        ("json", Format::Json),
        ("jsonl", Format::Jsonl),
        ("xlsx", Format::Xlsx),
    ];
    choice("a format of `export`", &known, text)
}

pub(super) fn run(
    context: &Context<'_>,
    args: &ExportArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let fill_in = (args.format, args.what) == (Format::Xlsx, What::Items);
    let output = OutputArgs { format: Some(args.format), fill_in, ..output.clone() };
    context.answer(&args.ask, &output, |app, question| {
        if fill_in { app.workbook(question) } else { app.export(args.what, question) }
    })
}
