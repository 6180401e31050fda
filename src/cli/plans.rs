//! `upr plan`, `action`, `publish`: what is done about recommendations, by whom, by when.

use clap::{Args, Subcommand};

use super::args::{AskArgs, OutputArgs, ViewArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{date, period, prose};
use crate::app::ActionWords;
use crate::app::plans::{NewAction, NewPlan};
use crate::domain::{DateWord, PartialDate};

/// Plans: the plan and how it stands, counted from the first dates; without a key, the plans
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr plan\n  upr plan NHRAP\n  upr plan add NHRAP \"National action plan\" --state SVN --period 2026..2030"
)]
pub(super) struct PlanArgs {
    #[command(subcommand)]
    command: Option<PlanCommand>,
    /// The plan
    #[arg(value_name = "PLAN")]
    key: Option<String>,
    #[command(flatten)]
    view: ViewArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum PlanCommand {
    Add(PlanAddArgs),
    /// List the plans
    #[command(after_help = "Example:\n  upr plan list")]
    List(PlanListArgs),
    Show(PlanShowArgs),
}

/// Add a plan; internal until `upr publish` or --public
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr plan add NHRAP \"National action plan\" --state SVN --period 2026..2030"
)]
pub(super) struct PlanAddArgs {
    /// 1 to 32 of A–Z, 0–9, `_` and `-`
    key: String,
    /// Its title
    title: String,
    /// The State whose plan it is: ISO code or name [default: that of the default set]
    #[arg(long, value_name = "ISO")]
    state: Option<String>,
    /// FROM..TO, each as precise as known
    #[arg(long, value_name = "FROM..TO", value_parser = period)]
    period: Option<(PartialDate, PartialDate)>,
    /// Its title may be handed on; actions are published each by itself
    #[arg(long)]
    public: bool,
}

/// List the plans
#[derive(Debug, Args)]
pub(super) struct PlanListArgs {
    #[command(flatten)]
    view: ViewArgs,
}

/// A plan and how it stands
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr plan show NHRAP --as-of 2027-06-30")]
pub(super) struct PlanShowArgs {
    /// The plan
    #[arg(value_name = "PLAN")]
    key: String,
    #[command(flatten)]
    view: ViewArgs,
}

/// Actions of plans: add, list, drop them, and say what they are taken for
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr action\n  upr action --lead moj --late\n  upr action add \"Draft the quota bill\" --for 24 25 --lead moj --due 2027-03"
)]
pub(super) struct ActionArgs {
    #[command(subcommand)]
    command: Option<ActionCommand>,
    #[command(flatten)]
    list: ActionListArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum ActionCommand {
    Add(ActionAddArgs),
    List(Box<ActionListArgs>),
    For(ActionForArgs),
    Drop(ActionDropArgs),
}

/// Add an action to a plan; internal until `upr publish` or --public
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr action add \"Draft the quota bill\" --for 24 25 --lead moj --supporting mfa --due 2027-03 --plan NHRAP"
)]
pub(super) struct ActionAddArgs {
    /// What is done
    #[arg(value_parser = prose)]
    text: String,
    /// The recommendations that it is taken for
    #[arg(long = "for", value_name = "ITEM", num_args = 1..)]
    serves: Vec<String>,
    /// The institution that leads
    #[arg(long, value_name = "INSTITUTION")]
    lead: Option<String>,
    /// Those that support it
    #[arg(long, value_name = "INSTITUTION", num_args = 1..)]
    supporting: Vec<String>,
    /// By when: 2027-03-31, 2027-03 or 2027
    #[arg(long, value_name = "DATE", value_parser = date)]
    due: Option<DateWord>,
    /// When work on it begins
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<DateWord>,
    /// The plan [default: the only one]
    #[arg(long, value_name = "PLAN")]
    plan: Option<String>,
    /// Its number in the plan [default: the next one]
    #[arg(long = "ref", value_name = "REF")]
    reference: Option<String>,
    /// It may be handed on, with its lead and date
    #[arg(long)]
    public: bool,
}

/// List actions
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr action list --plan NHRAP\n  upr action list --lead moj --late --format csv"
)]
pub(super) struct ActionListArgs {
    /// Of this plan [default: of all]
    #[arg(long, value_name = "PLAN")]
    plan: Option<String>,
    #[command(flatten)]
    ask: AskArgs,
}

/// Say what an action is taken for, too
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr action for NHRAP:1 26-28\n  upr action for NHRAP:1 26 --remove"
)]
pub(super) struct ActionForArgs {
    /// The action
    #[arg(value_name = "ACTION")]
    action: String,
    /// The recommendations
    #[arg(required = true, num_args = 1.., value_name = "ITEM")]
    items: Vec<String>,
    /// It is taken for them no more
    #[arg(long)]
    remove: bool,
}

/// Drop an action: it is followed up no more, and counted as dropped
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr action drop NHRAP:1 --note \"merged into NHRAP:4\" --on 2026-05-01"
)]
pub(super) struct ActionDropArgs {
    /// The action
    #[arg(value_name = "ACTION")]
    action: String,
    /// Why; internal unless --public
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    note: String,
    /// Since when [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
    /// The reason may be handed on
    #[arg(long)]
    public: bool,
}

/// Publish a plan with all its actions, or single actions: from now on they may be handed on
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  upr publish NHRAP\n  upr publish NHRAP:1 NHRAP:4")]
pub(super) struct PublishArgs {
    /// Plans, or actions as PLAN:NUMBER
    #[arg(required = true, num_args = 1.., value_name = "PLAN|ACTION")]
    words: Vec<String>,
}

pub(super) fn plan(
    context: &Context<'_>,
    args: PlanArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let (key, view) = match args.command {
        Some(PlanCommand::Add(new)) => return add_plan(context, new),
        Some(PlanCommand::Show(args)) => (Some(args.key), args.view),
        Some(PlanCommand::List(args)) => (None, args.view),
        None => (args.key, args.view),
    };
    context.answer_all(&view, output, |app, question| match &key {
        Some(key) => app.plan(key, question),
        None => app.plans(question),
    })
}

fn add_plan(context: &Context<'_>, args: PlanAddArgs) -> Result<(), CliError> {
    let new = NewPlan {
        key: args.key,
        title: args.title,
        state: args.state,
        period: args.period,
        public: args.public,
    };
    context.append("added plan", |app| app.add_plan(&new))
}

pub(super) fn action(
    context: &Context<'_>,
    args: ActionArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match args.command {
        Some(ActionCommand::Add(new)) => add_action(context, new),
        Some(ActionCommand::For(args)) => {
            let what = if args.remove { "no more taken for:" } else { "taken for:" };
            context.append(what, |app| app.serve(&args.action, &args.items, args.remove))
        }
        Some(ActionCommand::Drop(args)) => context.append("dropped", |app| {
            app.drop_action(&args.action, &args.note, args.on, args.public)
        }),
        Some(ActionCommand::List(args)) => list(context, *args, output),
        None => list(context, args.list, output),
    }
}

fn list(context: &Context<'_>, args: ActionListArgs, output: &OutputArgs) -> Result<(), CliError> {
    // Here they choose among actions as the plan counts them.
    let mut ask = args.ask;
    let words = ActionWords {
        plan: args.plan,
        lead: ask.filter.lead.take(),
        late: std::mem::take(&mut ask.filter.late),
    };
    context.answer(&ask, output, |app, question| app.actions(question, &words))
}

fn add_action(context: &Context<'_>, args: ActionAddArgs) -> Result<(), CliError> {
    let new = NewAction {
        text: args.text,
        serves: args.serves,
        lead: args.lead,
        supporting: args.supporting,
        due_on: args.due.map(|date| context.precise(date)),
        starts_on: args.from.map(|date| context.precise(date)),
        plan: args.plan,
        reference: args.reference,
        public: args.public,
    };
    context.append("added action", |app| app.add_action(&new))
}

pub(super) fn publish(context: &Context<'_>, args: &PublishArgs) -> Result<(), CliError> {
    context.with_app(|app| {
        let published = app.publish(&args.words)?;
        for (name, entry) in &published.entries {
            context.ui.status(&format!("published {name} (entry {entry})"));
        }
        if published.held_back > 0 {
            let count = published.held_back;
            context.ui.warning(&format!(
                "leads and dates that were set without `--public` stay internal: {count}"
            ));
        }
        Ok(())
    })
}
