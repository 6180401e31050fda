//! A line as clap reads it, or as it was meant.

use std::ffi::OsString;

use clap::FromArgMatches as _;
use clap::error::ErrorKind;

use super::commands::{Cli, Command};
use super::error::CliError;
use super::grammar::{self, grammar};
use super::output::Ui;
use super::settings::Settings;
use super::{again, guesses, misread};

/// Why a line was not read.
pub(super) enum LineFault {
    /// It is no command's, or help was asked for.
    Words(clap::Error),
    /// It is no command's, and one that writes was meant.
    Named(CliError),
}

/// The line as clap reads it, and the command that makes the same answer again.
pub(super) fn parsed(args: &[OsString]) -> Result<(Cli, String), clap::Error> {
    // Making the words of all commands takes longer than any line takes: help and errors alone need them.
    match read_by(grammar::grammar_of(args), args) {
        Err(error) if error.kind() != ErrorKind::DisplayVersion => read_by(grammar(), args),
        read => read,
    }
}

fn read_by(mut grammar: clap::Command, args: &[OsString]) -> Result<(Cli, String), clap::Error> {
    let mut matches = grammar.try_get_matches_from_mut(args)?;
    let told = again::command_line(&grammar, &matches);
    let author = grammar::author(&matches);
    let command = Command::read(&mut matches)?;
    let cli = Cli::from_arg_matches_mut(&mut matches)?;
    Ok((Cli { author, command, ..cli }, told))
}

/// The question that was meant by a line that is no command's.
pub(super) fn meant(
    error: clap::Error,
    args: &[OsString],
    settings: &Settings,
) -> Result<(Cli, String), LineFault> {
    use ErrorKind::{
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

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn a_line_is_read_alike_by_the_grammar_of_its_command_and_by_the_whole_one() {
        for line in [
            "upr",
            "upr -q --columns id,status",
            "upr report --by sdg --set A,B -o x.md",
            "upr --db list show 48 50-52 --lang en",
            "upr status set 48 implemented --note list --author me",
            "upr search list report",
            "upr suggest --set A --at-least any",
            "upr suggest check",
            "upr list --lang fr",
        ] {
            let args = args(line);
            let own = read_by(grammar::grammar_of(&args), &args).unwrap();
            let whole = read_by(grammar(), &args).unwrap();
            assert_eq!(format!("{own:?}"), format!("{whole:?}"), "{line}");
        }
    }

    #[test]
    fn the_grammar_of_a_command_is_its_part_of_the_whole_one() {
        let mut whole = grammar();
        whole.build();
        for sub in whole.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
            let mut own = grammar::grammar_of(&args(&format!("upr {}", sub.get_name())));
            own.build();
            let names: Vec<_> =
                own.get_subcommands().map(|one| one.get_name().to_owned()).collect();
            assert_eq!(names, [sub.get_name(), "help"]);
            let own = own.find_subcommand_mut(sub.get_name()).unwrap();
            assert_eq!(
                own.render_long_help().to_string(),
                sub.render_long_help().to_string(),
                "{}",
                sub.get_name()
            );
        }
    }

    #[test]
    fn what_no_command_is_named_by_is_told_by_the_whole_grammar() {
        let told = |line: &str| parsed(&args(line)).unwrap_err().to_string();
        assert!(told("upr --help").contains("\nRecord:\n"));
        assert!(told("upr help").contains("\nRecord:\n"));
        assert!(told("upr reprot").contains("report"), "{}", told("upr reprot"));
        assert_eq!(told("upr --version"), concat!("upr ", env!("CARGO_PKG_VERSION"), "\n"));
    }
}
