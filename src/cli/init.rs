//! `upr init`, `upr owner`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::args::OutputArgs;
use super::context::{Context, default_path};
use super::error::CliError;
use super::words::word;
use crate::app::App;
use crate::app::seeding::Content;
use crate::domain::AssessorKind;

/// Make a new file
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr init --db my.db\n  upr init --db demo.db --example\n  upr init --db slovenia.db --empty --state SVN --owner \"Human Rights Ombudsman\" --owner-kind nhri\n  upr init --db again.db --from ledger.jsonl"
)]
pub(super) struct InitArgs {
    /// Only the reference lists (themes, SDGs, States): no set
    #[arg(long, conflicts_with = "example")]
    empty: bool,
    /// The entries of a ledger that `upr export ledger` wrote, and nothing else
    #[arg(long, value_name = "FILE", conflicts_with_all = ["empty", "example", "state", "owner", "visibility"])]
    from: Option<PathBuf>,
    /// A fictitious State with two years of assessments, labelled EXAMPLE
    #[arg(long)]
    example: bool,
    /// The State that the file is about: ISO code or name
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// Who keeps the file: status is "according to NAME"
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// What kind of body
    #[arg(long, value_name = "KIND", value_parser = word::<AssessorKind>(), requires = "owner")]
    owner_kind: Option<AssessorKind>,
    /// Whether notes are internal or public unless said otherwise [default: internal]
    #[arg(long, value_name = "internal|public", value_parser = ["internal", "public"])]
    visibility: Option<String>,
}

/// Show or change who keeps the file
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr owner\n  upr owner set \"Human Rights Ombudsman\" --kind nhri"
)]
pub(super) struct OwnerArgs {
    #[command(subcommand)]
    command: Option<OwnerCommand>,
}

#[derive(Debug, Subcommand)]
enum OwnerCommand {
    Set(OwnerSetArgs),
}

/// Change who keeps the file
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr owner set \"Human Rights Ombudsman\" --kind nhri")]
struct OwnerSetArgs {
    /// The name
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// What kind of body
    #[arg(long, value_name = "KIND", value_parser = word::<AssessorKind>())]
    kind: Option<AssessorKind>,
}

pub(super) fn init(context: &Context<'_>, args: &InitArgs) -> Result<(), CliError> {
    let content = match (args.empty, args.example) {
        (true, _) => Content::Empty,
        (_, true) => Content::Example,
        _ => Content::Seeds,
    };
    let mut settings = Vec::new();
    settings.extend(args.owner.clone().map(|name| ("owner_name", name)));
    settings.extend(args.owner_kind.map(|kind| ("owner_kind", kind.slug().to_owned())));
    settings.extend(args.visibility.clone().map(|value| ("visibility", value)));
    let rest = |app: &mut App<'_>| app.set_initial(&settings, args.state.as_deref());
    if let Some(home) = context.home()? {
        return context.init_home(&home, args.from.as_deref(), content, rest);
    }
    if let Some(from) = &args.from {
        return super::ledger::settle(context, from);
    }
    let path = context.db.clone().map_or_else(default_path, Ok)?;
    context.create(&path, content, rest)?;
    Ok(())
}

pub(super) fn owner(
    context: &Context<'_>,
    args: &OwnerArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match &args.command {
        None => context.with_app(|app| context.ui.answer(app.owner(&context.question())?, output)),
        Some(OwnerCommand::Set(set)) => {
            context.append("changed the", |app| app.set_owner(set.name.as_deref(), set.kind))
        }
    }
}
