//! `upr item`, `component`: items added by hand, closed and reopened.

use clap::{Args, Subcommand};

use super::context::Context;
use super::error::CliError;
use super::words::{prose, word};
use crate::app::additions::NewItem;
use crate::domain::{Kind, Life};

/// Add, close and reopen items by hand
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr item close 48 --note \"law in force and monitored\"")]
pub(super) enum ItemCommand {
    Add(ItemAddArgs),
    /// Close an item: it is no longer followed up
    Close(ItemLifeArgs),
    /// Reopen a closed item
    #[command(after_help = "Example:\n  upr item reopen 48 --note \"the law was repealed\"")]
    Reopen(ItemLifeArgs),
}

/// Add an item to a set
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr item add SVN3:126.4 \"Ratify the Convention\" --from-state FRA --heading cooperation"
)]
pub(super) struct ItemAddArgs {
    /// SET:REF, the ref as printed
    #[arg(value_name = "SET:REF")]
    name: String,
    /// The text, word for word
    text: String,
    /// With which force it is said
    #[arg(long, value_name = "KIND", value_parser = word::<Kind>(), default_value = "recommendation")]
    kind: Kind,
    /// The heading it stands under
    #[arg(long, value_name = "THEME")]
    heading: Option<String>,
    /// The State under review, where it is not the set's
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// The paragraph
    #[arg(long, value_name = "PAR")]
    paragraph: Option<String>,
    /// A recommending State; repeatable
    #[arg(long, value_name = "STATE")]
    from_state: Vec<String>,
}

/// Close or reopen an item
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr item close 48 --note \"law in force and monitored\"")]
pub(super) struct ItemLifeArgs {
    /// The item
    #[arg(value_name = "ITEM")]
    item: String,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    note: String,
    /// The note may be handed on
    #[arg(long)]
    public: bool,
}

/// Add components to items that bundle several
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr component add 11 \"Budget allocations\"")]
pub(super) enum ComponentCommand {
    Add(ComponentAddArgs),
}

/// Add a component; it is lettered on unless --ref says otherwise
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr component add 11 \"Budget allocations\"")]
pub(super) struct ComponentAddArgs {
    /// The item
    #[arg(value_name = "ITEM")]
    item: String,
    /// What the component is, in your words
    text: String,
    /// Its ref [default: the item's with the next letter]
    #[arg(long = "ref", value_name = "REF")]
    reference: Option<String>,
}

pub(super) fn item(context: &Context<'_>, command: ItemCommand) -> Result<(), CliError> {
    match command {
        ItemCommand::Add(args) => {
            let new = NewItem {
                name: args.name,
                text: args.text,
                kind: args.kind,
                heading: args.heading,
                state: args.state,
                paragraph: args.paragraph,
                senders: args.from_state,
            };
            context.append("added", |app| app.add_item(&new))
        }
        ItemCommand::Close(args) => context.append("closed", |app| {
            app.set_life(&args.item, Life::Closed, &args.note, args.public)
        }),
        ItemCommand::Reopen(args) => context.append("reopened", |app| {
            app.set_life(&args.item, Life::Active, &args.note, args.public)
        }),
    }
}

pub(super) fn component(context: &Context<'_>, command: ComponentCommand) -> Result<(), CliError> {
    let ComponentCommand::Add(args) = command;
    context
        .append("added", |app| app.add_component(&args.item, &args.text, args.reference.as_deref()))
}
