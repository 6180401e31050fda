//! `upr item`, `component`: items added by hand, closed and reopened.

use clap::{Args, Subcommand};

use super::context::Context;
use super::error::CliError;
use super::notes::WhyArgs;
use super::words::{date, prose, word};
use crate::app::Edit;
use crate::app::additions::NewItem;
use crate::app::remarks::NewText;
use crate::domain::amended::AmendedField;
use crate::domain::{DateWord, Edge, Kind, Life};

/// Add, put right, close and reopen items by hand
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr item close 48 --note \"law in force and monitored\"")]
pub(super) enum ItemCommand {
    Add(ItemAddArgs),
    Edit(ItemEditArgs),
    Text(ItemTextArgs),
    /// Close an item: it is no longer followed up
    Close(ItemLifeArgs),
    /// Reopen a closed item
    #[command(after_help = "Example:\n  upr item reopen 48 --note \"the law was repealed\"")]
    Reopen(ItemLifeArgs),
}

/// Add an item's text in another language: a document's, or a translation of one's own
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr item text EX:24 --lang sl \"Povečanje števila žensk v parlamentu\" --unofficial\n  upr item text EX:24 --lang fr \"…\" --source A/HRC/60/9:24"
)]
pub(super) struct ItemTextArgs {
    /// The item
    item: String,
    /// The text
    #[arg(allow_hyphen_values = true, value_parser = prose)]
    text: String,
    /// The language: sl, fr, sr-Latn
    #[arg(long, value_name = "CODE")]
    lang: String,
    /// A translation that nobody issued
    #[arg(long, conflicts_with = "source")]
    unofficial: bool,
    /// The document that has it
    #[arg(long, value_name = "DOC[:PAR]")]
    source: Option<String>,
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

/// Put right what an item says; what stood there stays in the record
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr item edit HC08:4 --speaker \"High Commissioner\" --spoken-on 2008-02-11 --note \"A/HRC/7/47, par. 4\"\n  upr item edit SVN3:126.4 --text \"Ratify the Convention\" --note \"a word was missing\"\n\nAn empty text (\"\") empties what may be empty. `upr undo` takes an amendment back."
)]
pub(super) struct ItemEditArgs {
    /// The item or component
    #[arg(value_name = "ITEM")]
    item: String,
    /// Its words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    text: Option<String>,
    /// Who said it, where that is not the document's author
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// When it was said, where that is not the document's date
    #[arg(long, value_name = "DATE")]
    spoken_on: Option<String>,
    /// The paragraph
    #[arg(long, value_name = "PAR")]
    paragraph: Option<String>,
    /// The heading it stands under
    #[arg(long, value_name = "THEME")]
    heading: Option<String>,
    /// Since when it reads so [default: what stood there was never right]
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<DateWord>,
    /// Why; it is handed on with the item
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    note: String,
}

/// Close or reopen an item
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr item close 48 --note \"law in force and monitored\"")]
pub(super) struct ItemLifeArgs {
    /// The item
    #[arg(value_name = "ITEM")]
    item: String,
    #[command(flatten)]
    note: WhyArgs,
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
        ItemCommand::Text(args) => {
            let new = NewText {
                item: args.item,
                lang: args.lang,
                text: args.text,
                unofficial: args.unofficial,
                source: args.source,
            };
            context.append(&format!("text in `{}` of", new.lang), |app| app.add_item_text(&new))
        }
        ItemCommand::Edit(args) => {
            let edit = Edit {
                values: values([
                    (AmendedField::Text, args.text),
                    (AmendedField::Speaker, args.speaker),
                    (AmendedField::SpokenOn, args.spoken_on),
                    (AmendedField::Paragraph, args.paragraph),
                    (AmendedField::Heading, args.heading),
                ]),
                reason: Some(args.note),
                since: args.since.map(|word| word.day(context.today(), Edge::First)),
            };
            context.append("put right", |app| app.edit_item(&args.item, &edit))
        }
        ItemCommand::Close(args) => {
            let note = args.note.read()?;
            context
                .append("closed", |app| app.set_life(&args.item, Life::Closed, &note, args.public))
        }
        ItemCommand::Reopen(args) => {
            let note = args.note.read()?;
            context.append("reopened", |app| {
                app.set_life(&args.item, Life::Active, &note, args.public)
            })
        }
    }
}

/// The fields that were named.
pub(super) fn values<const N: usize>(
    all: [(AmendedField, Option<String>); N],
) -> Vec<(AmendedField, String)> {
    all.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
}

pub(super) fn component(context: &Context<'_>, command: ComponentCommand) -> Result<(), CliError> {
    let ComponentCommand::Add(args) = command;
    context
        .append("added", |app| app.add_component(&args.item, &args.text, args.reference.as_deref()))
}
