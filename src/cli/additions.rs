//! `upr item`, `component`, `tag`, `evidence`, `position`, `link`.

use clap::{Args, Subcommand};

use super::args::{
    FilterArgs, OutputArgs, ViewArgs, date, items_then, kind, position as read_position, prose,
    read,
};
use super::error::CliError;
use super::items::question;
use super::{Context, say_added};
use crate::app::additions::{NewEvidence, NewItem, RELATIONS};
use crate::domain::{DateWord, Kind};

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
    /// ask, demand, recommendation, offer, mandate, advice, concern or commitment
    #[arg(long, value_name = "KIND", value_parser = kind, default_value = "recommendation")]
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

/// Tag items, or take a tag off
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr tag add 34 50 sdg:2.2")]
pub(super) enum TagCommand {
    /// Tag items: VOCABULARY:TERM
    Add(TagArgs),
    /// Take a tag off items
    Remove(TagArgs),
}

/// Add or remove a tag: VOCABULARY:TERM
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr tag add 34 50 sdg:2.2\n  upr tag remove 34 group:children"
)]
pub(super) struct TagArgs {
    /// Items, then the tag: `sdg:5.2`, `group:children`, `theme:food`
    #[arg(required = true, num_args = 1.., value_name = "ITEM… TAG")]
    words: Vec<String>,
}

/// The evidence register
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Example:\n  upr evidence add 48 https://example.org/law --title \"Law on the child\""
)]
pub(super) enum EvidenceCommand {
    Add(EvidenceAddArgs),
    List(EvidenceListArgs),
}

/// Add evidence to items: an address, a UN symbol or a file (which is hashed)
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr evidence add 48 https://example.org/law --title \"Law on the child\" --date 2021-03\n  upr evidence add 48 CRC/C/PRK/CO/5:25 --effect contradicts"
)]
pub(super) struct EvidenceAddArgs {
    /// Items, then an http(s) address, a UN symbol with or without `:PARAGRAPH`, or a file
    #[arg(required = true, num_args = 1.., value_name = "ITEM… URL|FILE|SYMBOL[:PAR]")]
    words: Vec<String>,
    /// Title
    #[arg(long, allow_hyphen_values = true, value_parser = prose)]
    title: Option<String>,
    /// Who published it
    #[arg(long)]
    publisher: Option<String>,
    /// Its own date
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<DateWord>,
    /// When it was looked at
    #[arg(long, value_name = "DATE", value_parser = date)]
    accessed: Option<DateWord>,
    /// Where a copy is kept
    #[arg(long, value_name = "URL")]
    archived: Option<String>,
    /// Its words
    #[arg(long, allow_hyphen_values = true, value_parser = prose)]
    quote: Option<String>,
    /// The page
    #[arg(long)]
    page: Option<String>,
    /// supports, contradicts or context
    #[arg(long, value_name = "EFFECT", default_value = "supports", value_parser = ["supports", "contradicts", "context"])]
    effect: String,
    /// A local file may be named, by its title, in what is handed on
    #[arg(long)]
    public: bool,
}

/// List the evidence register; every set unless one is named
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr evidence list --theme children --format csv")]
pub(super) struct EvidenceListArgs {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
}

/// The State's answers
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Example:\n  upr position set SVN3:126.4 supported --document A/HRC/43/15/Add.1 --paragraph 3"
)]
pub(super) enum PositionCommand {
    Set(PositionSetArgs),
}

/// Record the State's answer, with the document that states it
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr position set SVN3:126.4 supported --document A/HRC/43/15/Add.1 --paragraph 3 --on 2020-02"
)]
pub(super) struct PositionSetArgs {
    /// Items, then supported, partially-supported, noted, not-supported, pending or not-stated
    #[arg(required = true, num_args = 1.., value_name = "ITEM… POSITION")]
    words: Vec<String>,
    /// The document that states it
    #[arg(long, value_name = "SYMBOL")]
    document: String,
    /// The paragraph
    #[arg(long, value_name = "PAR")]
    paragraph: Option<String>,
    /// When it was stated [default: the document's date; else undated]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
}

/// Lineage: how items follow each other
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Example:\n  upr link add 48 repeats PRK2:124.112 --reason \"the same ask\""
)]
pub(super) enum LinkCommand {
    Add(LinkAddArgs),
    List(LinkListArgs),
}

/// Link a later item to an earlier one
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr link add 48 repeats PRK2:124.112 --reason \"the same ask\""
)]
pub(super) struct LinkAddArgs {
    /// The later item
    #[arg(value_name = "ITEM")]
    item: String,
    /// repeats, in-part, via-concern, offer, related or superseded-by
    #[arg(value_name = "RELATION", value_parser = RELATIONS)]
    relation: String,
    /// The earlier item (for superseded-by: what replaced it)
    #[arg(value_name = "ITEM")]
    earlier: String,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    reason: String,
    /// The reason may be handed on
    #[arg(long)]
    public: bool,
}

/// List links; every set unless one is named
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr link list --set GA62")]
pub(super) struct LinkListArgs {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
}

pub(super) fn item(context: &Context<'_>, command: ItemCommand) -> Result<(), CliError> {
    context.with_app(|app| {
        let (what, added) = match &command {
            ItemCommand::Add(args) => {
                let new = NewItem {
                    name: args.name.clone(),
                    text: args.text.clone(),
                    kind: args.kind,
                    heading: args.heading.clone(),
                    state: args.state.clone(),
                    paragraph: args.paragraph.clone(),
                    senders: args.from_state.clone(),
                };
                ("added", app.add_item(&new)?)
            }
            ItemCommand::Close(args) => {
                ("closed", app.set_life(&args.item, "closed", &args.note, args.public)?)
            }
            ItemCommand::Reopen(args) => {
                ("reopened", app.set_life(&args.item, "active", &args.note, args.public)?)
            }
        };
        say_added(context.ui, what, &added);
        Ok(())
    })
}

pub(super) fn component(context: &Context<'_>, command: ComponentCommand) -> Result<(), CliError> {
    let ComponentCommand::Add(args) = command;
    context.with_app(|app| {
        let added = app.add_component(&args.item, &args.text, args.reference.as_deref())?;
        say_added(context.ui, "added", &added);
        Ok(())
    })
}

pub(super) fn tag(context: &Context<'_>, command: TagCommand) -> Result<(), CliError> {
    let (args, remove) = match command {
        TagCommand::Add(args) => (args, false),
        TagCommand::Remove(args) => (args, true),
    };
    let (items, tag) = items_then(args.words, "the tag")?;
    context.with_app(|app| {
        let added = app.tag(&items, &tag, remove)?;
        let what = if remove { "took the tag off" } else { "tagged" };
        say_added(context.ui, what, &added);
        Ok(())
    })
}

pub(super) fn evidence(
    context: &Context<'_>,
    command: EvidenceCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        EvidenceCommand::List(args) => {
            let question = question(context, args.filter.words(&[]), &args.view);
            context.with_app(|app| {
                let document = app.evidence(&question, true)?;
                context.ui.answer(document, output)
            })
        }
        EvidenceCommand::Add(args) => context.with_app(|app| {
            let (items, place) = items_then(args.words, "the evidence")?;
            let new = NewEvidence {
                items,
                place,
                title: args.title,
                publisher: args.publisher,
                dated: args.date.map(|date| date.precise(app.now().today)),
                accessed: args.accessed.map(|date| date.precise(app.now().today)),
                archived: args.archived,
                quote: args.quote,
                page: args.page,
                effect: args.effect,
                public: args.public,
            };
            let added = app.add_evidence(&new)?;
            say_added(context.ui, "added evidence to", &added);
            Ok(())
        }),
    }
}

pub(super) fn position(context: &Context<'_>, command: PositionCommand) -> Result<(), CliError> {
    let PositionCommand::Set(args) = command;
    let (items, position) = items_then(args.words, "the position")?;
    let position = read(&position, read_position)?;
    context.with_app(|app| {
        let paragraph = args.paragraph.as_deref();
        let added = app.set_position(&items, position, &args.document, paragraph, args.on)?;
        say_added(context.ui, &format!("recorded `{position}` for"), &added);
        Ok(())
    })
}

pub(super) fn link(
    context: &Context<'_>,
    command: LinkCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        LinkCommand::List(args) => {
            let question = question(context, args.filter.words(&[]), &args.view);
            context.with_app(|app| {
                let document = app.links(&question, true)?;
                context.ui.answer(document, output)
            })
        }
        LinkCommand::Add(args) => context.with_app(|app| {
            let relation = RELATIONS.iter().find(|known| **known == args.relation);
            let relation = relation.copied().unwrap_or("related");
            let added =
                app.add_link(&args.item, relation, &args.earlier, &args.reason, args.public)?;
            say_added(context.ui, "linked", &added);
            Ok(())
        }),
    }
}
