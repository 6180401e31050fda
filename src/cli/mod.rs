//! The command line: words in, one call to [`App`], words out.
//!
//! One file a group of commands; this file holds the grammar's top, the one match, and which file
//! is opened.

mod additions;
mod args;
mod error;
mod export;
mod harmless;
mod import;
mod init;
mod items;
mod output;
mod questions;
mod registers;
mod report;
mod settings;
mod shells;
mod status;
mod trust;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::app::seeding::{self, Content};
use crate::app::{App, Question};
use crate::clock::Clock;
use crate::store::StoreError;
use crate::store::sqlite::{self, SqliteStore};
use error::{CliError, Exit};
use output::Ui;
use settings::Settings;

/// Follow up human-rights recommendations: one file, every claim dated, sourced and attributable
///
/// Without a command: where things stand, and what to type next.
#[derive(Debug, Parser)]
#[command(
    name = "upr",
    version,
    after_help = "Examples:\n  upr report\n  upr report --theme children\n  upr status set 48 in-progress --note \"a bill was tabled\"\n  upr export csv -o items.csv\n\nThe file: --db FILE, else $UPR_DB, else ./upr.db, else upr.db in your data folder."
)]
struct Cli {
    /// The file to work on
    #[arg(long, global = true, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Who signs what is written; always internal [default: $UPR_AUTHOR, else your login name]
    #[arg(long, global = true, value_name = "NAME")]
    author: Option<String>,
    /// Say less on stderr
    #[arg(long, short = 'q', global = true)]
    quiet: bool,
    #[command(flatten)]
    output: args::OutputArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArgs),
    Owner(init::OwnerArgs),
    List(items::ListArgs),
    Show(items::ShowArgs),
    Search(items::SearchArgs),
    #[command(subcommand)]
    Status(status::StatusCommand),
    Undo(status::UndoArgs),
    Report(report::ReportArgs),
    Changes(report::ChangesArgs),
    Trend(questions::TrendArgs),
    Disagreement(questions::DisagreementArgs),
    Gaps(questions::GapsArgs),
    Lineage(questions::LineageArgs),
    Compare(questions::CompareArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
    #[command(subcommand)]
    Item(additions::ItemCommand),
    #[command(subcommand)]
    Component(additions::ComponentCommand),
    #[command(subcommand)]
    Set(registers::SetCommand),
    #[command(subcommand)]
    Document(registers::DocumentCommand),
    #[command(subcommand)]
    Assessor(registers::AssessorCommand),
    #[command(subcommand)]
    Theme(registers::ThemeCommand),
    #[command(subcommand)]
    Tag(additions::TagCommand),
    #[command(subcommand)]
    Evidence(additions::EvidenceCommand),
    #[command(subcommand)]
    Position(additions::PositionCommand),
    #[command(subcommand)]
    Link(additions::LinkCommand),
    Timeline(registers::TimelineArgs),
    Calendar(registers::CalendarArgs),
    Verify(trust::VerifyArgs),
    Backup(trust::BackupArgs),
    Restore(trust::RestoreArgs),
    Doctor(trust::DoctorArgs),
    Purge(trust::PurgeArgs),
    Redact(trust::RedactArgs),
    Completions(shells::CompletionsArgs),
    Man(shells::ManArgs),
}

/// Runs the program on these arguments.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { Exit::Misuse as u8 } else { 0 };
            output::usage(&error, &args);
            return ExitCode::from(code);
        }
    };
    let settings = Settings::read();
    let ui = Ui::new(settings.clone(), cli.quiet);
    match run(&ui, &settings, cli, &args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.broken_pipe => ExitCode::SUCCESS,
        Err(error) => {
            ui.error(&error);
            ExitCode::from(error.exit as u8)
        }
    }
}

/// What a command runs with.
struct Context<'a> {
    ui: &'a Ui,
    clock: &'a dyn Clock,
    author: String,
    db: Option<PathBuf>,
    command: String,
    /// Whether the answer may show what is internal.
    internal: bool,
}

fn run(ui: &Ui, settings: &Settings, cli: Cli, args: &[OsString]) -> Result<(), CliError> {
    let clock = settings.clock()?;
    let context = Context {
        ui,
        clock: clock.as_ref(),
        author: cli.author.unwrap_or_else(|| settings.author.clone()),
        db: cli.db.or_else(|| settings.db.clone()),
        command: said(args),
        internal: cli.output.shows_internal(),
    };
    match cli.command {
        None => items::overview(&context, &cli.output),
        Some(Command::Init(args)) => init::init(&context, &args),
        Some(Command::Owner(args)) => init::owner(&context, &args, &cli.output),
        Some(Command::List(args)) => items::list(&context, &args, &cli.output),
        Some(Command::Show(args)) => items::show(&context, &args, &cli.output),
        Some(Command::Search(args)) => items::search(&context, &args, &cli.output),
        Some(Command::Status(command)) => status::run(&context, command, &cli.output),
        Some(Command::Undo(_)) => status::undo(&context),
        Some(Command::Report(args)) => report::report(&context, &args, &cli.output),
        Some(Command::Changes(args)) => report::changes(&context, &args, &cli.output),
        Some(Command::Trend(args)) => questions::trend(&context, &args, &cli.output),
        Some(Command::Disagreement(args)) => questions::disagreement(&context, &args, &cli.output),
        Some(Command::Gaps(args)) => questions::gaps(&context, &args, &cli.output),
        Some(Command::Lineage(args)) => questions::lineage(&context, &args, &cli.output),
        Some(Command::Compare(args)) => questions::compare(&context, &args, &cli.output),
        Some(Command::Export(args)) => export::run(&context, &args, &cli.output),
        Some(Command::Import(args)) => import::run(&context, &args, &cli.output),
        Some(Command::Item(command)) => additions::item(&context, command),
        Some(Command::Component(command)) => additions::component(&context, command),
        Some(Command::Set(command)) => registers::set(&context, command, &cli.output),
        Some(Command::Document(command)) => registers::document(&context, command, &cli.output),
        Some(Command::Assessor(command)) => registers::assessor(&context, command, &cli.output),
        Some(Command::Theme(command)) => registers::theme(&context, command, &cli.output),
        Some(Command::Tag(command)) => additions::tag(&context, command),
        Some(Command::Evidence(command)) => additions::evidence(&context, command, &cli.output),
        Some(Command::Position(command)) => additions::position(&context, command),
        Some(Command::Link(command)) => additions::link(&context, command, &cli.output),
        Some(Command::Timeline(args)) => registers::timeline(&context, args, &cli.output),
        Some(Command::Calendar(args)) => registers::calendar(&context, args, &cli.output),
        Some(Command::Verify(args)) => trust::verify(&context, &args, &cli.output),
        Some(Command::Backup(args)) => trust::backup(&context, &args),
        Some(Command::Restore(args)) => trust::restore(&context, &args),
        Some(Command::Doctor(_)) => trust::doctor(&context, &cli.output),
        Some(Command::Purge(args)) => trust::purge(&context, &args),
        Some(Command::Redact(_)) => trust::redact(&context, &cli.output),
        Some(Command::Completions(args)) => shells::completions(ui, &args, Cli::command()),
        Some(Command::Man(args)) => shells::man(ui, &args, Cli::command()),
    }
}

impl Context<'_> {
    /// Opens the file and gives the program on it to `act`.
    fn with_app<T>(
        &self,
        act: impl FnOnce(&mut App<'_>) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let mut store = self.open()?;
        let mut app = App::new(&mut store, self.clock, self.author.clone());
        act(&mut app)
    }

    /// Opens the file as it is, for those who keep it: none is made, no new seeds are brought.
    fn with_present<T>(
        &self,
        act: impl FnOnce(&mut App<'_>) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let mut store = sqlite::open(&self.path()?)?;
        let mut app = App::new(&mut store, self.clock, self.author.clone());
        act(&mut app)
    }

    /// A question with this command in its footer.
    fn question(&self) -> Question {
        Question {
            command: self.command.clone(),
            version: env!("CARGO_PKG_VERSION"),
            internal: self.internal,
            ..Question::default()
        }
    }

    fn open(&self) -> Result<SqliteStore, CliError> {
        let path = self.path()?;
        let mut store = match sqlite::open(&path) {
            Err(StoreError::Missing(_)) if self.db.is_none() => self.create_default(&path)?,
            opened => opened?,
        };
        if !store.is_read_only() {
            seeding::refresh(&mut store, self.clock.now().to_utc())?;
        }
        Ok(store)
    }

    /// The file that is meant: named, or `./upr.db` if it exists, or that of the data folder.
    fn path(&self) -> Result<PathBuf, CliError> {
        if let Some(path) = &self.db {
            return Ok(path.clone());
        }
        let here = PathBuf::from("upr.db");
        if here.symlink_metadata().is_ok() {
            return Ok(here);
        }
        settings::data_file().ok_or_else(|| {
            CliError::refused("there is no data folder for this user", "name a file: `--db FILE`")
        })
    }

    /// The first command on a machine that never saw the program makes the default file.
    fn create_default(&self, path: &Path) -> Result<SqliteStore, CliError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|source| StoreError::Io {
                what: "make the folder",
                path: folder.to_owned(),
                source,
            })?;
        }
        match self.create(path, Content::Seeds) {
            Ok(()) => self.ui.status(&format!(
                "made {}: the High Commissioner's letter of 28 November 2019 to the DPRK, 56 areas, none assessed",
                path.display()
            )),
            // Another first command was quicker: its file serves as well.
            Err(error) if error.message.ends_with("exists already") => {}
            Err(error) => return Err(error),
        }
        Ok(sqlite::open(path)?)
    }

    fn create(&self, path: &Path, content: Content) -> Result<(), CliError> {
        let now = self.clock.now().to_utc();
        sqlite::create(path, |store| -> Result<(), crate::app::AppError> {
            seeding::fill(store, now, content)
        })?;
        Ok(())
    }
}

/// The command that makes the same answer again: without the file, the output's place, and who
/// asks, which is internal.
fn said(args: &[OsString]) -> String {
    let mut words = vec!["upr".to_owned()];
    let mut skip = false;
    for arg in args.iter().skip(1) {
        let word = arg.to_string_lossy();
        let valued = ["--db", "--author", "--output", "-o"];
        if std::mem::take(&mut skip) {
            continue;
        }
        if valued.contains(&word.as_ref()) {
            skip = true;
            continue;
        }
        let joined = valued.iter().any(|name| word.starts_with(&format!("{name}=")));
        let short = word.starts_with("-o") && !word.starts_with("--");
        if joined || short || matches!(word.as_ref(), "--force" | "--quiet" | "-q") {
            continue;
        }
        words.push(quoted(&word));
    }
    words.join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,@%+~".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Says what was added, each with its entry.
fn say_added(ui: &Ui, what: &str, added: &[(String, i64)]) {
    for (name, entry) in added {
        ui.status(&format!("{what} {name} (entry {entry})"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_sound() {
        Cli::command().debug_assert();
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
        check(&Cli::command());
    }

    #[test]
    fn the_command_is_told_without_file_and_author() {
        let args = [
            "upr",
            "report",
            "--db",
            "x.db",
            "-o",
            "a.md",
            "--force",
            "--theme",
            "right to food",
            "--author=me",
        ];
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        assert_eq!(said(&args), "upr report --theme 'right to food'");
    }
}
