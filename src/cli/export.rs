//! `upr export`.

use clap::Args;

use super::args::{AskArgs, OutputArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{one_of, word};
use crate::app::{FilterWords, ViewWords, What};
use crate::render::Format;

/// Whole tables for spreadsheets and scripts; the ledger
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr export csv -o items.csv\n  upr export csv --what history --set all\n  upr export csv --what all -o data\n  upr export jsonl --theme children | head\n  upr export ledger -o ledger.jsonl"
)]
pub(super) struct ExportArgs {
    /// The format
    #[arg(id = "export_format", value_name = "FORMAT", value_parser = one_of("a format of `export`", FORMATS))]
    format: WholeExport,
    /// Which table
    #[arg(long, value_name = "TABLE", default_value = "items", value_parser = word::<What>())]
    what: What,
    #[command(flatten)]
    ask: AskArgs,
}

/// What goes out whole.
#[derive(Debug, Clone, Copy)]
enum WholeExport {
    /// A table in a format.
    Table(Format),
    /// Every entry with its hash.
    Ledger,
}

const FORMATS: &[(WholeExport, &str, &str)] = &[
    (WholeExport::Table(Format::Csv), "csv", "comma-separated values"),
    (WholeExport::Table(Format::Tsv), "tsv", "tab-separated values"),
    (WholeExport::Table(Format::Json), "json", "JSON"),
    (WholeExport::Table(Format::Jsonl), "jsonl", "JSON Lines"),
    (WholeExport::Table(Format::Xlsx), "xlsx", "Excel workbook"),
    (WholeExport::Ledger, "ledger", "every entry with its hash"),
];

pub(super) fn run(
    context: &Context<'_>,
    args: &ExportArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let format = match args.format {
        WholeExport::Table(format) => format,
        WholeExport::Ledger => {
            let filter = args.ask.filter.words(&[]) != FilterWords::default();
            let view = args.ask.view.words() != ViewWords::default();
            let chosen = filter || view || args.what != What::Items;
            return super::ledger::export(context, chosen, output);
        }
    };
    if args.what == What::All && format == Format::Csv {
        return super::folder::export(context, &args.ask, output);
    }
    let fill_in = (format, args.what) == (Format::Xlsx, What::Items);
    let output = OutputArgs { format: Some(format), fill_in, ..output.clone() };
    context.answer(&args.ask, &output, |app, question| {
        if fill_in { app.workbook(question) } else { app.export(args.what, question) }
    })
}
