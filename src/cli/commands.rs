//! The commands: what a line becomes, and which words each command takes.

use std::path::PathBuf;

use clap::{ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use super::args::OutputArgs;
#[cfg(feature = "office")]
use super::home;
use super::{
    additions, claims, duties, events, export, import, indicators, init, items, ledger, merge,
    plans, questions, registers, remarks, report, requests, shells, status, suggest, themes, trust,
    undo, users,
};
#[cfg(feature = "web")]
use super::{serve, site};

/// Follow up human-rights recommendations: one file, every claim dated, sourced and attributable
///
/// Without a command: where things stand, and what to type next.
#[derive(Debug, Parser)]
#[command(name = "upr", version)]
pub(super) struct Cli {
    /// The file to work on
    #[cfg_attr(feature = "office", doc = "or the home: `postgres://USER@HOST/NAME`")]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) db: Option<PathBuf>,
    /// Who signs what is written; only `--internal` hands it on [default: $UPR_AUTHOR, else your login name]
    #[arg(long, value_name = "NAME")]
    pub(super) author: Option<String>,
    /// Answer from the copy of this machine, without asking the home
    #[cfg(feature = "office")]
    #[arg(long, global = true)]
    pub(super) offline: bool,
    /// Say less on stderr
    #[arg(long, short = 'q', global = true)]
    pub(super) quiet: bool,
    #[command(flatten)]
    pub(super) output: OutputArgs,
    #[arg(skip)]
    pub(super) command: Option<Command>,
}

/// Makes the commands of a list of their names: each is a single one or a family of several.
macro_rules! commands {
    ($($(#[$on:meta])* $name:literal: $kind:ident $command:ident($given:ty),)*) => {
        /// What a line asks for.
        #[derive(Debug)]
        pub(super) enum Command {
            $($(#[$on])* $command($given),)*
        }

        /// What gives each command its words.
        const COMMANDS: &[(&str, fn(clap::Command) -> clap::Command)] =
            &[$($(#[$on])* ($name, $kind::<$given>),)*];

        impl Command {
            /// What was read asks for; nothing where it names no command.
            pub(super) fn read(matches: &mut ArgMatches) -> Result<Option<Self>, clap::Error> {
                let Some((name, mut given)) = matches.remove_subcommand() else { return Ok(None) };
                match name.as_str() {
                    $($(#[$on])* $name => {
                        <$given>::from_arg_matches_mut(&mut given).map(Self::$command).map(Some)
                    })*
                    _ => Ok(None),
                }
            }
        }
    };
}

commands! {
    "init": single Init(init::InitArgs),
    "owner": single Owner(init::OwnerArgs),
    "list": single List(items::ListArgs),
    "show": single Show(items::ShowArgs),
    "search": single Search(items::SearchArgs),
    "status": family Status(status::StatusCommand),
    "undo": single Undo(undo::UndoArgs),
    "redo": single Redo(undo::RedoArgs),
    "report": single Report(report::ReportArgs),
    "changes": single Changes(report::ChangesArgs),
    "trend": single Trend(questions::TrendArgs),
    "disagreement": single Disagreement(questions::DisagreementArgs),
    "gaps": single Gaps(questions::GapsArgs),
    "lineage": single Lineage(questions::LineageArgs),
    "suggest": single Suggest(Box<suggest::SuggestArgs>),
    "compare": single Compare(questions::CompareArgs),
    "export": single Export(export::ExportArgs),
    "import": single Import(import::ImportArgs),
    "merge": single Merge(merge::MergeArgs),
    "item": family Item(additions::ItemCommand),
    "component": family Component(additions::ComponentCommand),
    "set": family Set(registers::SetCommand),
    "document": family Document(registers::DocumentCommand),
    "assessor": family Assessor(registers::AssessorCommand),
    "theme": family Theme(themes::ThemeCommand),
    "tag": family Tag(themes::TagCommand),
    "evidence": family Evidence(claims::EvidenceCommand),
    "position": family Position(claims::PositionCommand),
    "link": family Link(claims::LinkCommand),
    "entity": family Entity(duties::EntityCommand),
    "lead": family Lead(duties::LeadCommand),
    "due": single Due(duties::DueArgs),
    "remark": family Remark(remarks::RemarkCommand),
    "plan": single Plan(plans::PlanArgs),
    "action": single Action(Box<plans::ActionArgs>),
    "publish": single Publish(plans::PublishArgs),
    "request": single Request(requests::RequestArgs),
    "indicator": single Indicator(indicators::IndicatorArgs),
    "timeline": single Timeline(events::TimelineArgs),
    "calendar": single Calendar(events::CalendarArgs),
    "verify": single Verify(trust::VerifyArgs),
    "fingerprint": single Fingerprint(ledger::FingerprintArgs),
    "backup": single Backup(trust::BackupArgs),
    "restore": single Restore(trust::RestoreArgs),
    "doctor": single Doctor(trust::DoctorArgs),
    #[cfg(feature = "office")]
    "forget": single Forget(home::ForgetArgs),
    "purge": single Purge(trust::PurgeArgs),
    "redact": single Redact(trust::RedactArgs),
    "user": family User(users::UserCommand),
    #[cfg(feature = "web")]
    "serve": single Serve(serve::ServeArgs),
    #[cfg(feature = "web")]
    "site": single Site(site::SiteArgs),
    "completions": single Completions(shells::CompletionsArgs),
    "man": single Man(shells::ManArgs),
}

/// A command that does one thing.
fn single<A: Args>(command: clap::Command) -> clap::Command {
    A::augment_args(command)
}

/// A command that says what of several is done.
fn family<C: Subcommand>(command: clap::Command) -> clap::Command {
    C::augment_subcommands(command.subcommand_required(true).arg_required_else_help(true))
}

/// The grammar of the commands that are wanted, by their names.
pub(super) fn of(wanted: impl Fn(&str) -> bool) -> clap::Command {
    let commands = COMMANDS.iter().filter(|(name, _)| wanted(name));
    Cli::command()
        .subcommands(commands.map(|(name, words)| words(clap::Command::default().name(*name))))
}

impl Command {
    /// Whether it only does something, and has no answer that could be written as a document.
    pub(super) fn has_no_answer(&self) -> bool {
        use super::claims::{EvidenceCommand, LinkCommand};
        use super::duties::EntityCommand;
        use super::registers::{AssessorCommand, DocumentCommand, SetCommand};
        use super::status::StatusCommand;
        use super::themes::ThemeCommand;
        use super::users::UserCommand;

        matches!(
            self,
            Self::Init(_)
                | Self::Status(
                    StatusCommand::Set(_) | StatusCommand::Recheck(_) | StatusCommand::Retract(_)
                )
                | Self::Undo(_)
                | Self::Redo(_)
                | Self::Item(_)
                | Self::Component(_)
                | Self::Tag(_)
                | Self::Position(_)
                | Self::Evidence(EvidenceCommand::Add(_))
                | Self::Link(LinkCommand::Add(_))
                | Self::Set(SetCommand::Add(_) | SetCommand::Edit(_) | SetCommand::Default(_))
                | Self::Document(DocumentCommand::Add(_) | DocumentCommand::Edit(_))
                | Self::Assessor(AssessorCommand::Add(_))
                | Self::Theme(ThemeCommand::Add(_))
                | Self::Entity(EntityCommand::Add(_) | EntityCommand::Rename(_))
                | Self::Lead(_)
                | Self::Remark(remarks::RemarkCommand::Add(_))
                | Self::User(UserCommand::Add(_) | UserCommand::Remove(_))
                | Self::Publish(_)
                | Self::Backup(_)
                | Self::Restore(_)
                | Self::Purge(_)
        )
    }
}
