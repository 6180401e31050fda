//! `upr evidence`, `position`, `link`: what is said of items.

use clap::{Args, Subcommand};

use super::args::{AskArgs, OutputArgs};
use super::choosing::WhereArgs;
use super::context::Context;
use super::error::CliError;
use super::places::{cited, kept_internal, place};
use super::words::{date, prose, read, word};
use crate::app::additions::NewEvidence;
use crate::app::pick::PickedChange;
use crate::domain::{DateWord, Effect, Relation};

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
    after_help = "Examples:\n  upr evidence add 48 https://example.org/law --title \"Law on the child\" --date 2021-03\n  upr evidence add 48 CRC/C/PRK/CO/5:25 --effect contradicts\n  upr evidence add 48 --cite \"Official Gazette No. 12, article 4\" --date 2021-03\n  upr evidence add https://example.org/survey --where --theme education --effect context"
)]
pub(super) struct EvidenceAddArgs {
    /// Items, then an http(s) address, a UN symbol with or without `:PARAGRAPH`, or a file; with
    /// --cite, items alone
    #[arg(num_args = 1.., value_name = "ITEM… URL|FILE|SYMBOL[:PAR]")]
    words: Vec<String>,
    /// A source in words, as a gazette, a statute or a meeting; internal unless --public
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    cite: Option<String>,
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
    #[arg(long, value_name = "EFFECT", default_value = "supports", value_parser = word::<Effect>())]
    effect: Effect,
    /// A local file, by its title, and a citation may stand in what is handed on
    #[arg(long)]
    public: bool,
    /// Yes to more than 10 items that filters choose
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    chosen: WhereArgs,
}

/// List the evidence register; every set unless one is named
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr evidence list --theme children --format csv")]
pub(super) struct EvidenceListArgs {
    #[command(flatten)]
    ask: AskArgs,
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
    after_help = "Example:\n  upr position set SVN3:126.4 supported --document A/HRC/43/15/Add.1 --paragraph 3 --on 2020-02\n  upr position set noted --document A/HRC/43/15/Add.1 --where --set SVN3 --from-state FRA"
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
    /// Yes to more than 10 items that filters choose
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    chosen: WhereArgs,
}

/// Lineage: how items follow each other
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Example:\n  upr link add 48 repeats PRK2:124.112 --reason \"the same ask\""
)]
pub(super) enum LinkCommand {
    Add(LinkAddArgs),
    List(Box<LinkListArgs>),
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
    #[arg(value_name = "RELATION", value_parser = word::<Relation>())]
    relation: Relation,
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
    ask: AskArgs,
}

pub(super) fn evidence(
    context: &Context<'_>,
    command: EvidenceCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        EvidenceCommand::List(args) => {
            context.answer(&args.ask, output, |app, question| app.evidence(question, true))
        }
        EvidenceCommand::Add(args) => {
            let (named, place) = match &args.cite {
                Some(text) => (args.chosen.items(args.words)?, cited(text)?),
                None => {
                    let (named, text) = args.chosen.items_then(args.words, "the evidence")?;
                    (named, place(&text)?)
                }
            };
            let items = named.items(context, PickedChange::Evidence, "", args.yes)?;
            if items.is_empty() {
                return Ok(());
            }
            if !args.public {
                kept_internal(context.ui, &place);
            }
            let new = NewEvidence {
                items,
                place,
                title: args.title,
                publisher: args.publisher,
                dated: args.date.map(|date| context.precise(date)),
                accessed: args.accessed.map(|date| context.precise(date)),
                archived: args.archived,
                quote: args.quote,
                page: args.page,
                effect: args.effect,
                public: args.public,
            };
            context.append("added evidence to", |app| app.add_evidence(&new))
        }
    }
}

pub(super) fn position(context: &Context<'_>, command: PositionCommand) -> Result<(), CliError> {
    let PositionCommand::Set(args) = command;
    let (named, position) = args.chosen.items_then(args.words, "the position")?;
    let position = read(&position)?;
    let standing = format!("`{position}` already");
    let items = named.items(context, PickedChange::Position(position), &standing, args.yes)?;
    if items.is_empty() {
        return Ok(());
    }
    context.append(&format!("recorded `{position}` for"), |app| {
        app.set_position(&items, position, &args.document, args.paragraph.as_deref(), args.on)
    })
}

pub(super) fn link(
    context: &Context<'_>,
    command: LinkCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        LinkCommand::List(args) => {
            context.answer(&args.ask, output, |app, question| app.links(question, true))
        }
        LinkCommand::Add(args) => context.append("linked", |app| {
            app.add_link(&args.item, args.relation, &args.earlier, &args.reason, args.public)
        }),
    }
}
