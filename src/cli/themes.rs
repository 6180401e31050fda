//! `upr theme`, `upr tag`: vocabularies, and the items that carry their terms.

use clap::{Args, Subcommand};

use super::args::{FilterArgs, OutputArgs, ViewArgs};
use super::choosing::WhereArgs;
use super::context::Context;
use super::error::CliError;
use crate::app::Terms;
use crate::app::pick::PickedChange;

/// Themes and other vocabularies
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr theme show children")]
pub(super) enum ThemeCommand {
    List(ThemeListArgs),
    Show(ThemeShowArgs),
    Add(ThemeAddArgs),
}

/// List the themes, whatever file they came with, or another vocabulary
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr theme list\n  upr theme list --set SVN2\n  upr theme list --vocabulary sdg\n  upr theme list --all"
)]
pub(super) struct ThemeListArgs {
    /// One alone: theme, group, sdg, issue, action, state, that of a file, or one of your own
    #[arg(long, value_name = "KEY")]
    vocabulary: Option<String>,
    /// Only terms that items of this set stand under or are tagged with
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    set: Vec<String>,
    /// All vocabularies
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    view: ViewArgs,
}

/// Show a theme: what stands under it and what it concerns
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  upr theme show children\n  upr theme show sdg:5.2")]
pub(super) struct ThemeShowArgs {
    /// Slug, alias or heading; VOCABULARY:TERM for another vocabulary
    theme: String,
    /// Items of this set [default: all]
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    set: Vec<String>,
    #[command(flatten)]
    view: ViewArgs,
}

/// Add a term to a vocabulary
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr theme add digital --label \"Digital rights\" --parent freedoms"
)]
pub(super) struct ThemeAddArgs {
    /// The term's slug
    slug: String,
    /// What people read
    #[arg(long)]
    label: Option<String>,
    /// The term above it
    #[arg(long)]
    parent: Option<String>,
    /// The vocabulary
    #[arg(long, value_name = "KEY", default_value = "theme")]
    vocabulary: String,
    /// Make the vocabulary if it is new
    #[arg(long)]
    create: bool,
}

pub(super) fn theme(
    context: &Context<'_>,
    command: ThemeCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        ThemeCommand::List(args) => {
            let vocabulary = args.vocabulary.map(|key| key.to_lowercase());
            let wanted = match &vocabulary {
                _ if args.all => Terms::All,
                Some(key) => Terms::Of(key),
                None => Terms::Themes,
            };
            let filter = FilterArgs { set: args.set, ..FilterArgs::default() };
            context.answer_about(filter.words(&[]), &args.view, output, |app, question| {
                app.themes(wanted, question)
            })
        }
        ThemeCommand::Show(args) => {
            let set = if args.set.is_empty() { vec!["all".to_owned()] } else { args.set };
            let filter = FilterArgs { set, ..FilterArgs::default() };
            context.answer_about(filter.words(&[]), &args.view, output, |app, question| {
                app.theme(&args.theme, question)
            })
        }
        ThemeCommand::Add(args) => {
            let parent = args.parent.as_deref();
            context.append("added", |app| {
                app.add_term(
                    &args.vocabulary,
                    &args.slug,
                    args.label.as_deref(),
                    parent,
                    args.create,
                )
            })
        }
    }
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
    after_help = "Examples:\n  upr tag add 34 50 sdg:2.2\n  upr tag remove 34 group:children\n  upr tag add sdg:5.2 --where --text \"violence against women\""
)]
pub(super) struct TagArgs {
    /// Items, then the tag: `sdg:5.2`, `group:children`, `theme:food`
    #[arg(required = true, num_args = 1.., value_name = "ITEM… TAG")]
    words: Vec<String>,
    /// Yes to more than 10 items that filters choose
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    chosen: WhereArgs,
}

pub(super) fn tag(context: &Context<'_>, command: TagCommand) -> Result<(), CliError> {
    let (args, remove, what) = match command {
        TagCommand::Add(args) => (args, false, "tagged"),
        TagCommand::Remove(args) => (args, true, "took the tag off"),
    };
    let (named, tag) = args.chosen.items_then(args.words, "the tag")?;
    let standing = if remove { "without it" } else { "tagged so already" };
    let change = PickedChange::Tag { tag: tag.clone(), removed: remove };
    let items = named.items(context, change, standing, args.yes)?;
    if items.is_empty() {
        return Ok(());
    }
    context.append(what, |app| app.tag(&items, &tag, remove))
}
