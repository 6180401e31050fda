//! The command line: words in, one call to [`crate::app::App`], words out.
//!
//! One file a group of commands; this file holds the grammar's top and the one match.

mod additions;
mod advice;
mod again;
mod aids;
mod apart;
mod args;
mod choosing;
mod claims;
mod commands;
mod completing;
mod context;
mod duties;
mod error;
mod events;
mod export;
mod folder;
mod grammar;
mod guesses;
mod harmless;
mod home;
mod home_steps;
mod import;
mod indicators;
mod init;
mod items;
mod ledger;
mod lines;
mod merge;
mod misread;
mod notes;
mod out_file;
mod output;
mod parsing;
mod places;
mod plans;
mod questions;
mod refusals;
mod registers;
mod remarks;
mod report;
mod requests;
#[cfg(feature = "web")]
mod serve;
mod settings;
mod shells;
#[cfg(feature = "web")]
mod site;
mod spool;
mod status;
mod suggest;
mod themes;
mod translation;
mod trust;
mod undo;
mod users;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use commands::{Cli, Command};
use context::Context;
use error::{CliError, Exit};
use grammar::grammar;
use output::Ui;
use parsing::{LineFault, meant, parsed};
use settings::Settings;

/// Runs the program on these arguments.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(code) = apart::answered(&args) {
        return code;
    }
    apart::begin();
    let settings = Settings::read();
    if let Some(shell) = &settings.complete {
        completing::answer(&settings, shell, grammar(), args);
        return ExitCode::SUCCESS;
    }
    let (cli, command) = match parsed(&args).or_else(|error| meant(error, &args, &settings)) {
        Ok(parsed) => parsed,
        Err(LineFault::Named(error)) => {
            Ui::new(settings, false).error(&error);
            return ExitCode::from(error.exit as u8);
        }
        Err(LineFault::Words(error)) => {
            let code = if error.use_stderr() { Exit::Misuse as u8 } else { 0 };
            let examples = misread::examples(&error, &args);
            Ui::new(settings, false).usage(&misread::without_false_tips(error), &examples, &args);
            return ExitCode::from(code);
        }
    };
    let ui = Ui::new(settings.clone(), cli.quiet);
    match run(&ui, &settings, cli, command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.broken_pipe => ExitCode::SUCCESS,
        Err(error) => {
            ui.error(&error);
            ExitCode::from(error.exit as u8)
        }
    }
}

fn run(ui: &Ui, settings: &Settings, cli: Cli, command: String) -> Result<(), CliError> {
    let clock = settings.clock()?;
    let context = Context {
        ui,
        clock: clock.as_ref(),
        author: cli.author.unwrap_or_else(|| settings.author()),
        db: cli.db.or_else(|| settings.db.clone()),
        #[cfg(feature = "office")]
        offline: cli.offline,
        command,
        internal: cli.output.shows_internal(),
    };
    let asked = cli.output.output.is_some() || cli.output.format.is_some();
    if asked && cli.command.as_ref().is_some_and(Command::has_no_answer) {
        return Err(CliError::misuse(
            "this command has no answer to write: `--output` and `--format` are for those that have",
            "leave them out; what was done is said on stderr, and `upr status log` has it all",
        ));
    }
    if let Some(path) = &cli.output.translation {
        let exports = matches!(cli.command, Some(Command::Export(_)));
        translation::speak(ui, path, exports || cli.output.is_for_scripts())?;
    }
    let quiet = cli.quiet;
    carry_out(&context, cli.command, &cli.output, settings, quiet)
}

/// One arm a command.
#[cfg_attr(not(feature = "web"), expect(unused_variables, reason = "only pages outlive a command"))]
fn carry_out(
    context: &Context<'_>,
    command: Option<Command>,
    output: &args::OutputArgs,
    settings: &Settings,
    quiet: bool,
) -> Result<(), CliError> {
    match command {
        None => items::overview(context, output),
        Some(Command::Init(args)) => init::init(context, &args),
        Some(Command::Owner(args)) => init::owner(context, &args, output),
        Some(Command::List(args)) => items::list(context, &args, output),
        Some(Command::Show(args)) => items::show(context, &args, output),
        Some(Command::Search(args)) => items::search(context, &args, output),
        Some(Command::Status(command)) => status::run(context, command, output),
        Some(Command::Undo(args)) => undo::undo(context, &args),
        Some(Command::Redo(args)) => undo::redo(context, &args),
        Some(Command::Report(args)) => report::report(context, &args, output),
        Some(Command::Changes(args)) => report::changes(context, &args, output),
        Some(Command::Trend(args)) => questions::trend(context, &args, output),
        Some(Command::Disagreement(args)) => questions::disagreement(context, &args, output),
        Some(Command::Gaps(args)) => questions::gaps(context, &args, output),
        Some(Command::Lineage(args)) => questions::lineage(context, &args, output),
        Some(Command::Suggest(args)) => suggest::run(context, &args, output),
        Some(Command::Compare(args)) => questions::compare(context, &args, output),
        Some(Command::Export(args)) => export::run(context, &args, output),
        Some(Command::Merge(args)) => merge::merge(context, &args, output),
        Some(Command::Import(args)) => import::run(context, &args, output),
        Some(Command::Item(command)) => additions::item(context, command),
        Some(Command::Component(command)) => additions::component(context, command),
        Some(Command::Set(command)) => registers::set(context, command, output),
        Some(Command::Document(command)) => registers::document(context, command, output),
        Some(Command::Assessor(command)) => registers::assessor(context, command, output),
        Some(Command::Theme(command)) => themes::theme(context, command, output),
        Some(Command::Tag(command)) => themes::tag(context, command),
        Some(Command::Evidence(command)) => claims::evidence(context, command, output),
        Some(Command::Position(command)) => claims::position(context, command),
        Some(Command::Link(command)) => claims::link(context, command, output),
        Some(Command::Entity(command)) => duties::entity(context, command, output),
        Some(Command::Lead(command)) => duties::lead(context, command),
        Some(Command::Due(args)) => duties::due(context, args, output),
        Some(Command::Remark(command)) => remarks::remark(context, command, output),
        Some(Command::Plan(args)) => plans::plan(context, args, output),
        Some(Command::Action(args)) => plans::action(context, *args, output),
        Some(Command::Publish(args)) => plans::publish(context, &args),
        Some(Command::Request(args)) => requests::request(context, args, output),
        Some(Command::Indicator(args)) => indicators::indicator(context, args, output),
        Some(Command::Timeline(args)) => events::timeline(context, args, output),
        Some(Command::Calendar(args)) => events::calendar(context, args, output),
        Some(Command::Verify(args)) => ledger::verify(context, &args, output),
        Some(Command::Fingerprint(_)) => ledger::fingerprint(context, output),
        Some(Command::Backup(args)) => trust::backup(context, &args),
        Some(Command::Restore(args)) => trust::restore(context, &args),
        Some(Command::Doctor(args)) => trust::doctor(context, &args, output),
        #[cfg(feature = "office")]
        Some(Command::Forget(_)) => home::forget(context),
        Some(Command::Purge(args)) => trust::purge(context, &args),
        Some(Command::Redact(_)) => trust::redact(context, output),
        Some(Command::User(command)) => users::user(context, command, output),
        #[cfg(feature = "web")]
        Some(Command::Serve(args)) => serve::serve(context, &args, settings, quiet),
        #[cfg(feature = "web")]
        Some(Command::Site(args)) => site::site(context, &args, output),
        Some(Command::Completions(args)) => shells::completions(context.ui, &args),
        Some(Command::Man(args)) => shells::man(context.ui, &args, grammar()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_sound() {
        grammar().debug_assert();
    }

    #[test]
    fn every_command_has_an_example_in_its_help() {
        fn check(command: &clap::Command) {
            for sub in command.get_subcommands() {
                if sub.get_subcommands().next().is_some() {
                    check(sub);
                }
                let help = sub.clone().render_long_help().to_string();
                assert!(help.contains("Example"), "`{}` has no example:\n{help}", sub.get_name());
            }
        }
        check(&grammar());
    }
}
