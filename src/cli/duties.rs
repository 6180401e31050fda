//! `upr entity`, `lead`, `due`: who must do what by when.

use clap::{Args, Subcommand};

use super::args::{AskArgs, OutputArgs, ViewArgs};
use super::choosing::WhereArgs;
use super::context::Context;
use super::error::CliError;
use super::registers::PlainArgs;
use super::words::{date, prose, span, word};
use crate::app::DueWords;
use crate::app::duties::{NewDue, NewEntity};
use crate::app::pick::PickedChange;
use crate::domain::{DateWord, EntityKind, Role};

/// Institutions: who acts, under which name when
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Example:\n  upr entity add moj --name \"Ministry of Justice\" --kind ministry"
)]
pub(super) enum EntityCommand {
    Add(EntityAddArgs),
    Rename(RenameArgs),
    /// List the institutions under their names of the day
    List(PlainArgs),
    Show(EntityShowArgs),
}

/// Show an institution: its names, what it leads and supports, what it owes
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr entity show moj")]
pub(super) struct EntityShowArgs {
    /// Its key, or its name of the day
    key: String,
    #[command(flatten)]
    view: ViewArgs,
}

/// Add an institution
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr entity add moj --name \"Ministry of Justice\" --kind ministry --under government"
)]
pub(super) struct EntityAddArgs {
    /// Its key
    key: String,
    /// Its name
    #[arg(long)]
    name: String,
    /// What kind of institution
    #[arg(long, value_name = "KIND", value_parser = word::<EntityKind>())]
    kind: EntityKind,
    /// The institution above it
    #[arg(long, value_name = "KEY")]
    under: Option<String>,
    /// The State that it belongs to
    #[arg(long)]
    state: Option<String>,
    /// Its voice, if it has one
    #[arg(long, value_name = "ASSESSOR")]
    assessor: Option<String>,
    /// Whom to write to; never handed on
    #[arg(long)]
    contact: Option<String>,
}

/// Give an institution another name from a day on
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr entity rename moj \"Ministry of Justice and Equality\" --on 2026-01-10"
)]
pub(super) struct RenameArgs {
    /// Its key
    key: String,
    /// The new name
    name: String,
    /// Since when [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
    /// The institution that it stands under from then on
    #[arg(long, value_name = "KEY")]
    under: Option<String>,
}

/// Which institution leads or supports an item
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr lead set EX:24 moj")]
pub(super) enum LeadCommand {
    Set(LeadArgs),
    Remove(LeadArgs),
}

/// Have an institution lead items (a new lead ends the one before) or support them; or end that
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr lead set 24 26-28 moj\n  upr lead set 24 mfa --role supporting\n  upr lead set moj --where --theme justice\n  upr lead remove 24 moj"
)]
pub(super) struct LeadArgs {
    /// Items, then the institution
    #[arg(required = true, num_args = 1.., value_name = "ITEM… INSTITUTION")]
    words: Vec<String>,
    /// As what
    #[arg(long, value_name = "ROLE", default_value = "lead", value_parser = word::<Role>())]
    role: Role,
    /// Since when [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
    /// It may be handed on
    #[arg(long)]
    public: bool,
    /// Yes to more than 10 items that filters choose
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    chosen: WhereArgs,
}

/// What falls due: items, dates of the calendar, answers asked for
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr due --within 90d\n  upr due --late --lead moj\n  upr due set 24 2027-03"
)]
pub(super) struct DueArgs {
    #[command(subcommand)]
    command: Option<DueCommand>,
    /// Up to so far ahead: 90d, 6w, 3m
    #[arg(long, value_name = "SPAN", value_parser = span, conflicts_with = "due_within")]
    within: Option<u32>,
    #[command(flatten)]
    ask: AskArgs,
}

#[derive(Debug, Subcommand)]
enum DueCommand {
    Set(Box<DueSetArgs>),
}

/// Set by when items are due; a date that is moved needs its reason, and the first one stays in the record
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr due set 24 2027-03\n  upr due set 24 2027-09 --reason \"elections\"\n  upr due set 2027-03 --where --lead moj"
)]
struct DueSetArgs {
    /// Items, then the date: 2027-03-31, 2027-03 or 2027
    #[arg(required = true, num_args = 1.., value_name = "ITEM… DATE")]
    words: Vec<String>,
    /// When work on it begins
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<DateWord>,
    /// Why; internal unless --public
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    reason: Option<String>,
    /// Who set it [default: tracker]
    #[arg(long, value_name = "ASSESSOR")]
    by: Option<String>,
    /// It may be handed on, with its reason
    #[arg(long)]
    public: bool,
    /// Yes to more than 10 items that filters choose
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    chosen: WhereArgs,
}

pub(super) fn entity(
    context: &Context<'_>,
    command: EntityCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        EntityCommand::List(args) => {
            context.answer_all(&args.view, output, |app, question| app.entities(question))
        }
        EntityCommand::Show(args) => context
            .answer_all(&args.view, output, |app, question| app.institution(&args.key, question)),
        EntityCommand::Add(args) => {
            let new = NewEntity {
                key: args.key,
                name: args.name,
                kind: args.kind,
                under: args.under,
                state: args.state,
                assessor: args.assessor,
                contact: args.contact,
            };
            context.append("added institution", |app| app.add_entity(&new))
        }
        EntityCommand::Rename(args) => context.append("renamed", |app| {
            app.rename_entity(&args.key, &args.name, args.on, args.under.as_deref())
        }),
    }
}

pub(super) fn lead(context: &Context<'_>, command: LeadCommand) -> Result<(), CliError> {
    let (args, removed) = match command {
        LeadCommand::Set(args) => (args, false),
        LeadCommand::Remove(args) => (args, true),
    };
    let (named, key) = args.chosen.items_then(args.words, "the institution")?;
    let (role, on) = (args.role, args.on);
    let standing = match (role, removed) {
        (Role::Lead, false) => "led by it already",
        (Role::Supporting, false) => "supported by it already",
        (_, true) => "without it",
    };
    let change = PickedChange::Role { entity: key.clone(), role, removed, on };
    let items = named.items(context, change, standing, args.yes)?;
    if items.is_empty() {
        return Ok(());
    }
    let what = match (role, removed) {
        (Role::Lead, false) => format!("`{key}` leads"),
        (Role::Supporting, false) => format!("`{key}` supports"),
        (_, true) => format!("`{key}` is {role} no more of"),
    };
    context.append(&what, |app| app.assign(&items, &key, (role, removed), on, args.public))
}

pub(super) fn due(
    context: &Context<'_>,
    args: DueArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match args.command {
        Some(DueCommand::Set(set)) => {
            let set = *set;
            let (named, text) = set.chosen.items_then(set.words, "the date")?;
            let due_on = context.precise(DateWord::parse(&text)?);
            let mut new = NewDue {
                items: Vec::new(),
                due_on,
                starts_on: set.from.map(|date| context.precise(date)),
                reason: set.reason,
                by: set.by,
                public: set.public,
            };
            let change = PickedChange::Due(new.clone());
            new.items = named.items(context, change, &format!("due {due_on} already"), set.yes)?;
            if new.items.is_empty() {
                return Ok(());
            }
            context.append(&format!("due {due_on}:"), |app| app.set_due(&new))
        }
        None => {
            // Here they choose among what falls due, the calendar's dates too.
            let mut ask = args.ask;
            let words = DueWords {
                within: args.within.or(ask.filter.due_within.take()),
                late: std::mem::take(&mut ask.filter.late),
                lead: ask.filter.lead.take(),
            };
            context.answer(&ask, output, |app, question| app.due(question, &words))
        }
    }
}
