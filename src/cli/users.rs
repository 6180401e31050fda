//! `upr user`: who may do what on the pages of an office.

use clap::{Args, Subcommand};

use super::args::OutputArgs;
use super::context::Context;
use super::error::CliError;
use super::registers::PlainArgs;
use super::words::word;
use crate::app::accounts::NewAccount;
use crate::domain::Access;

/// Who may do what on the pages, by the office's own sign-in
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr user add jdoe --role editor --internal")]
pub(super) enum UserCommand {
    Add(UserAddArgs),
    Remove(UserRemoveArgs),
    /// List who may do what; internal as a whole
    List(PlainArgs),
}

/// Say what a login may do; what was said of it before ends. With --internal they see what was not published
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr user add jdoe --role editor --internal\n  upr user add moj-desk --role contributor --entity moj"
)]
pub(super) struct UserAddArgs {
    /// The name under which they sign in; never handed on
    login: String,
    /// reader; contributor: of what their institution leads, in its voice; editor: for the office
    #[arg(long, value_parser = word::<Access>())]
    role: Access,
    /// The institution for which they record
    #[arg(long, value_name = "KEY")]
    entity: Option<String>,
    /// Their name; never handed on
    #[arg(long)]
    name: Option<String>,
}

/// Say that a login is listed no more: it sees what everybody sees
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr user remove jdoe")]
pub(super) struct UserRemoveArgs {
    /// The name under which they sign in
    login: String,
}

pub(super) fn user(
    context: &Context<'_>,
    command: UserCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        UserCommand::Add(args) => {
            let new = NewAccount {
                login: args.login,
                name: args.name,
                role: args.role,
                entity: args.entity,
                internal: output.internal,
            };
            context.append("user", |app| app.add_account(&new))
        }
        UserCommand::Remove(args) => {
            context.append("removed user", |app| app.remove_account(&args.login))
        }
        UserCommand::List(args) => {
            context.answer_all(&args.view, output, |app, question| app.accounts(question))
        }
    }
}
