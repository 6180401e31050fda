//! A line as clap reads it, or as it was meant.

use std::ffi::OsString;

use clap::FromArgMatches as _;

use super::error::CliError;
use super::grammar::{self, grammar};
use super::output::Ui;
use super::settings::Settings;
use super::{Cli, again, guesses, misread};

/// Why a line was not read.
pub(super) enum LineFault {
    /// It is no command's, or help was asked for.
    Words(clap::Error),
    /// It is no command's, and one that writes was meant.
    Named(CliError),
}

/// The line as clap reads it, and the command that makes the same answer again.
pub(super) fn parsed(args: &[OsString]) -> Result<(Cli, String), clap::Error> {
    // Kept until the program ends: taking its thousands of parts apart takes as long as reading the line.
    let grammar = Box::leak(Box::new(grammar()));
    let matches = grammar.try_get_matches_from_mut(args)?;
    let command = again::command_line(grammar, &matches);
    let author = grammar::author(&matches);
    Cli::from_arg_matches(&matches).map(|cli| (Cli { author, ..cli }, command))
}

/// The question that was meant by a line that is no command's.
pub(super) fn meant(
    error: clap::Error,
    args: &[OsString],
    settings: &Settings,
) -> Result<(Cli, String), LineFault> {
    use clap::error::ErrorKind::{
        DisplayHelpOnMissingArgumentOrSubcommand, InvalidSubcommand, InvalidValue,
        MissingSubcommand, UnknownArgument, ValueValidation,
    };
    let unknown = [
        InvalidSubcommand,
        UnknownArgument,
        MissingSubcommand,
        DisplayHelpOnMissingArgumentOrSubcommand,
        InvalidValue,
        ValueValidation,
    ];
    if !unknown.contains(&error.kind()) {
        return Err(LineFault::Words(error));
    }
    match guesses::guess(args) {
        Some(guesses::LineGuess::Name(named)) => Err(LineFault::Named(named)),
        Some(guesses::LineGuess::Read(line)) => match parsed(&line) {
            Ok(read) => {
                let ui = Ui::new(settings.clone(), read.0.quiet);
                ui.status(&format!("read as `{}`", guesses::told(&line)));
                Ok(read)
            }
            // Help, or the version, is an answer as well.
            Err(other) if !other.use_stderr() => Err(LineFault::Words(other)),
            Err(_) => Err(LineFault::Words(error)),
        },
        None => Err(match misread::no_command(&error, args) {
            Some(named) => LineFault::Named(named),
            None => LineFault::Words(error),
        }),
    }
}
