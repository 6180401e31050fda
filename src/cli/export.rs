//! `upr export`.

use clap::Args;

use super::args::{AskArgs, OutputArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{one_of, word};
use crate::app::What;
use crate::render::Format;

/// Whole tables for spreadsheets and scripts
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr export csv -o items.csv\n  upr export csv --what history --set all\n  upr export jsonl --theme children | head"
)]
pub(super) struct ExportArgs {
    /// The format
    #[arg(id = "export_format", value_name = "FORMAT", value_parser = one_of("a format of `export`", FORMATS))]
    format: Format,
    /// Which table
    #[arg(long, value_name = "TABLE", default_value = "items", value_parser = word::<What>())]
    what: What,
    #[command(flatten)]
    ask: AskArgs,
}

/// Formats of whole tables.
const FORMATS: &[(Format, &str, &str)] = &[
    (Format::Csv, "csv", "comma-separated values"),
    (Format::Tsv, "tsv", "tab-separated values"),
    (Format::Json, "json", "JSON"),
    (Format::Jsonl, "jsonl", "JSON Lines"),
    (Format::Xlsx, "xlsx", "Excel workbook"),
];

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
