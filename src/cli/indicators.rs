//! `upr indicator`: what is measured beside recommendations and actions.

use clap::{Args, Subcommand};

use super::args::{OutputArgs, ViewArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{hinted, prose, word};
use crate::app::indicators::{NewIndicator, NewMeasurement};
use crate::domain::{Better, IndicatorKind, Measure, PartialDate};

/// Indicators with baseline, target and measured figures
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr indicator\n  upr indicator add women-seats \"Women in parliament\" --kind outcome --unit percent --for 24"
)]
pub(super) struct IndicatorArgs {
    #[command(subcommand)]
    command: Option<IndicatorCommand>,
    #[command(flatten)]
    view: ViewArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum IndicatorCommand {
    Add(IndicatorAddArgs),
    Value(IndicatorValueArgs),
    /// List the indicators with their figures
    #[command(after_help = "Example:\n  upr indicator list --format csv")]
    List(IndicatorListArgs),
    Show(IndicatorShowArgs),
}

/// Add an indicator; internal unless --public
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr indicator add women-seats \"Women in parliament\" --kind outcome --unit percent --better higher --for 24\n  upr indicator add shelters \"Shelters\" --kind process --unit beds --for theme:women"
)]
pub(super) struct IndicatorAddArgs {
    /// Its key
    key: String,
    /// What it is called
    title: String,
    /// What it measures
    #[arg(long, value_name = "KIND", value_parser = word::<IndicatorKind>())]
    kind: IndicatorKind,
    /// In which unit (`percent`, `persons`); without one its figures are dates, yes or no
    #[arg(long)]
    unit: Option<String>,
    /// Which way is better
    #[arg(long, value_name = "WAY", value_parser = word::<Better>())]
    better: Option<Better>,
    /// What it is for: items, or a term (`theme:women`) for whatever stands under it
    #[arg(long = "for", value_name = "ITEM|TERM", num_args = 1..)]
    items: Vec<String>,
    /// The institution whose figure it is
    #[arg(long, value_name = "INSTITUTION")]
    owner: Option<String>,
    /// What it means
    #[arg(long, value_name = "TEXT", value_parser = prose)]
    definition: Option<String>,
    /// Where its figures come from
    #[arg(long, value_name = "TEXT", value_parser = prose)]
    source: Option<String>,
    /// It may be handed on
    #[arg(long)]
    public: bool,
}

/// Add a figure; a later one of the same period and group revises it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr indicator value women-seats 31.4 --period 2025 --by nhri --evidence https://example.org/seats\n  upr indicator value women-seats 40 --target --period 2030\n  upr indicator value women-seats 29.0 --period 2025 --group region=north"
)]
pub(super) struct IndicatorValueArgs {
    /// The indicator
    key: String,
    /// The figure, kept as it is typed
    #[arg(allow_hyphen_values = true)]
    value: String,
    /// Its period: 2025, 2025-06 or FROM..TO
    #[arg(long, value_name = "PERIOD", value_parser = of_period)]
    period: Option<(PartialDate, PartialDate)>,
    /// It is where the indicator began
    #[arg(long, conflicts_with = "target")]
    baseline: bool,
    /// It is where the indicator is to get to
    #[arg(long)]
    target: bool,
    /// Of whom: `sex=f`
    #[arg(long, value_name = "NAME=VALUE")]
    group: Option<String>,
    /// Whose figure it is [default: tracker]
    #[arg(long, value_name = "ASSESSOR")]
    by: Option<String>,
    /// It cannot be compared with those before, and why
    #[arg(long = "break", value_name = "WHY", value_parser = prose)]
    broken: Option<String>,
    /// It is provisional
    #[arg(long)]
    provisional: bool,
    /// Where it is found
    #[arg(long, value_name = "URL|SYMBOL")]
    evidence: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    note: Option<String>,
    /// Take another assessor's figure without its source
    #[arg(long)]
    unsourced: bool,
    /// It may be handed on
    #[arg(long)]
    public: bool,
}

/// List the indicators
#[derive(Debug, Args)]
pub(super) struct IndicatorListArgs {
    #[command(flatten)]
    view: ViewArgs,
}

/// An indicator with each of its figures
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr indicator show women-seats")]
pub(super) struct IndicatorShowArgs {
    /// The indicator
    key: String,
    #[command(flatten)]
    view: ViewArgs,
}

/// One date, or FROM..TO.
fn of_period(text: &str) -> Result<(PartialDate, PartialDate), String> {
    if text.contains("..") {
        return super::words::period(text);
    }
    let date = PartialDate::parse(text).map_err(|error| {
        hinted(&error.to_string(), Some("write 2025, 2025-06 or FROM..TO".to_owned()))
    })?;
    Ok((date, date))
}

pub(super) fn indicator(
    context: &Context<'_>,
    args: IndicatorArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let (key, view) = match args.command {
        Some(IndicatorCommand::Add(new)) => return add(context, new),
        Some(IndicatorCommand::Value(new)) => return value(context, new),
        Some(IndicatorCommand::List(args)) => (None, args.view),
        Some(IndicatorCommand::Show(args)) => (Some(args.key), args.view),
        None => (None, args.view),
    };
    context.answer_all(&view, output, |app, question| app.indicators(key.as_deref(), question))
}

fn add(context: &Context<'_>, args: IndicatorAddArgs) -> Result<(), CliError> {
    let new = NewIndicator {
        key: args.key,
        title: args.title,
        kind: args.kind,
        unit: args.unit,
        better: args.better,
        items: args.items,
        owner: args.owner,
        definition: args.definition,
        source: args.source,
        public: args.public,
    };
    context.append("added indicator", |app| app.add_indicator(&new))
}

fn value(context: &Context<'_>, args: IndicatorValueArgs) -> Result<(), CliError> {
    let role = match (args.baseline, args.target) {
        (true, _) => Measure::Baseline,
        (_, true) => Measure::Target,
        _ => Measure::Value,
    };
    let new = NewMeasurement {
        indicator: args.key,
        value: args.value,
        role,
        period: args.period,
        group: args.group,
        by: args.by,
        evidence: args.evidence,
        broken: args.broken,
        provisional: args.provisional,
        note: args.note,
        unsourced: args.unsourced,
        public: args.public,
    };
    context.append("added a figure to", |app| app.add_measurement(&new))
}
