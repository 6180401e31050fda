//! `upr set`, `document`, `assessor`, `theme`, `timeline`, `calendar`.

use clap::{Args, Subcommand};

use super::args::{FilterArgs, OutputArgs, ViewArgs, assessor_kind, date, period};
use super::error::CliError;
use super::items::question;
use super::{Context, say_added};
use crate::app::additions::{NewDocument, NewEngagement, NewMilestone, NewSet};
use crate::domain::{AssessorKind, DateWord, PartialDate};

/// Sets: bodies of recommendations from one document
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr set list")]
pub(super) enum SetCommand {
    Add(SetAddArgs),
    /// List the sets, with how much they hold
    List(PlainArgs),
    Default(SetDefaultArgs),
}

/// Add a set, and its document where the file does not have it
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr set add SVN3 --state SVN --document A/HRC/43/15 --period 2020-03-12..2024-11 --cycle 3"
)]
pub(super) struct SetAddArgs {
    /// 1 to 32 of A–Z, 0–9, `_` and `-`
    key: String,
    /// The State under review: ISO code or name
    #[arg(long, value_name = "ISO")]
    state: String,
    /// The document's symbol
    #[arg(long, value_name = "SYMBOL")]
    document: String,
    /// FROM..TO, each as precise as known
    #[arg(long, value_name = "FROM..TO", value_parser = period)]
    period: Option<(PartialDate, PartialDate)>,
    /// Title [default: the document's]
    #[arg(long)]
    title: Option<String>,
    /// What its items are called, in the plural
    #[arg(long)]
    noun: Option<String>,
    /// The review cycle
    #[arg(long)]
    cycle: Option<i64>,
}

/// List what there is
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr set list\n  upr document list --format csv\n  upr assessor list"
)]
pub(super) struct PlainArgs {
    #[command(flatten)]
    view: ViewArgs,
}

/// Make a set the default one: its key may be left out
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr set default SVN3")]
pub(super) struct SetDefaultArgs {
    /// The set
    key: String,
}

/// Source documents
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr document show A/RES/62/167")]
pub(super) enum DocumentCommand {
    Add(DocumentAddArgs),
    /// List the source documents
    List(DocumentListArgs),
    Show(DocumentShowArgs),
}

/// Register a document
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr document add A/HRC/43/15 --title \"Report of the Working Group: Slovenia\" --date 2019-12-27"
)]
pub(super) struct DocumentAddArgs {
    /// Its symbol; for a document without one a key, with --no-symbol
    symbol: String,
    /// The document has no symbol: what is given is a key
    #[arg(long)]
    no_symbol: bool,
    /// Title
    #[arg(long)]
    title: Option<String>,
    /// The body that issued it
    #[arg(long)]
    body: Option<String>,
    /// Its date, as precise as known
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<DateWord>,
    /// The session
    #[arg(long)]
    session: Option<String>,
    /// To whom
    #[arg(long)]
    addressee: Option<String>,
    /// The language
    #[arg(long)]
    language: Option<String>,
    /// Where it can be read
    #[arg(long)]
    url: Option<String>,
}

/// List the source documents
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr document list\n  upr document list --set GA62 --format csv"
)]
pub(super) struct DocumentListArgs {
    /// Those of this set
    #[arg(long, value_name = "KEY")]
    set: Option<String>,
    #[command(flatten)]
    view: ViewArgs,
}

/// Show a document
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr document show A/RES/62/167")]
pub(super) struct DocumentShowArgs {
    /// Symbol or key
    key: String,
    #[command(flatten)]
    view: ViewArgs,
}

/// Assessors: whose status it is
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Example:\n  upr assessor add watch --name \"Rights Watch Network\" --kind cso"
)]
pub(super) enum AssessorCommand {
    Add(AssessorAddArgs),
    /// List the assessors
    List(PlainArgs),
}

/// Add an assessor
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr assessor add source-b --name \"Source B\" --kind cso --internal"
)]
pub(super) struct AssessorAddArgs {
    /// A short key: a–z, 0–9, `-`, `_`
    key: String,
    /// The name in print
    #[arg(long)]
    name: String,
    /// tracker, state, nhri, cso, un, academic or other
    #[arg(long, value_name = "KIND", value_parser = assessor_kind)]
    kind: AssessorKind,
    /// Must not be handed on, with all it says
    #[arg(long)]
    internal: bool,
}

/// Themes and other vocabularies
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr theme show children")]
pub(super) enum ThemeCommand {
    List(ThemeListArgs),
    Show(ThemeShowArgs),
    Add(ThemeAddArgs),
}

/// List the themes, or another vocabulary
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr theme list\n  upr theme list --vocabulary sdg\n  upr theme list --all"
)]
pub(super) struct ThemeListArgs {
    /// theme, group, sdg, issue, action, state, or one of your own
    #[arg(long, value_name = "KEY", default_value = "theme")]
    vocabulary: String,
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
    label: String,
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

/// The engagements: letters, meetings, offers and replies, as precisely as known
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr timeline\n  upr timeline --text meeting --format csv\n  upr timeline add --on 2020-02 --kind letter --what \"reply received\" --document A/HRC/43/15 --paragraph 4"
)]
pub(super) struct TimelineArgs {
    #[command(subcommand)]
    command: Option<TimelineCommand>,
    /// With these words
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Told of by the document of this set
    #[arg(long, value_name = "KEY")]
    set: Option<String>,
    /// With this State
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    #[command(flatten)]
    view: ViewArgs,
}

#[derive(Debug, Subcommand)]
enum TimelineCommand {
    Add(TimelineAddArgs),
}

/// Add an engagement
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr timeline add --on 2020-02 --kind letter --what \"reply received\" --document A/HRC/43/15 --paragraph 4"
)]
struct TimelineAddArgs {
    /// When, as precise as known [default: undated]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
    /// letter, communication, reply, meeting, invitation, contacts, note, mandate, review, visit …
    #[arg(long)]
    kind: String,
    /// What was said or done
    #[arg(long)]
    what: String,
    /// Who acted
    #[arg(long)]
    who: Option<String>,
    /// Toward whom
    #[arg(long)]
    whom: Option<String>,
    /// What came of it
    #[arg(long)]
    outcome: Option<String>,
    /// The document that tells of it
    #[arg(long, value_name = "SYMBOL")]
    document: Option<String>,
    /// The paragraph
    #[arg(long, value_name = "PAR")]
    paragraph: Option<String>,
    /// The State [default: that of the default set]
    #[arg(long)]
    state: Option<String>,
    /// Must not be handed on
    #[arg(long)]
    internal: bool,
}

/// Milestones with certainty and source
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  upr calendar\n  upr calendar set prk-cycle-5-review --on 2029 --certainty derived --basis \"order of States\""
)]
pub(super) struct CalendarArgs {
    #[command(subcommand)]
    command: Option<CalendarCommand>,
    /// Of this State
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// Of this set and its State's reviews
    #[arg(long, value_name = "KEY")]
    set: Option<String>,
    #[command(flatten)]
    view: ViewArgs,
}

#[derive(Debug, Subcommand)]
enum CalendarCommand {
    Set(CalendarSetArgs),
}

/// Add a milestone, or say more of one: what is not said stays
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  upr calendar set prk-cycle-5-review --on 2029 --certainty derived --basis \"order of States\""
)]
struct CalendarSetArgs {
    /// Its key
    key: String,
    /// What it is
    #[arg(long)]
    label: Option<String>,
    /// When, as precise as known
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
    /// documented, secondary, derived or inferred
    #[arg(long, value_parser = ["documented", "secondary", "derived", "inferred"])]
    certainty: Option<String>,
    /// What it rests on
    #[arg(long)]
    basis: Option<String>,
    /// review, adoption, letter, midterm, horizon …
    #[arg(long)]
    kind: Option<String>,
    /// The State
    #[arg(long)]
    state: Option<String>,
    /// The set
    #[arg(long)]
    set: Option<String>,
    /// Whether it is voluntary
    #[arg(long, value_name = "true|false")]
    voluntary: Option<bool>,
}

/// A question without filters.
fn plain(context: &Context<'_>, view: &ViewArgs) -> crate::app::Question {
    question(context, FilterArgs::default().words(&[]), view)
}

pub(super) fn set(
    context: &Context<'_>,
    command: SetCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.with_app(|app| match command {
        SetCommand::List(args) => context.ui.answer(app.sets(&plain(context, &args.view))?, output),
        SetCommand::Default(args) => {
            say_added(context.ui, "the default set is", &app.set_default(&args.key)?);
            Ok(())
        }
        SetCommand::Add(args) => {
            let new = NewSet {
                key: args.key,
                title: args.title,
                noun: args.noun,
                state: args.state,
                document: args.document,
                cycle: args.cycle,
                from: args.period.map(|(from, _)| from),
                to: args.period.map(|(_, to)| to),
            };
            say_added(context.ui, "added set", &app.add_set(&new)?);
            Ok(())
        }
    })
}

pub(super) fn document(
    context: &Context<'_>,
    command: DocumentCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.with_app(|app| match command {
        DocumentCommand::List(args) => {
            let filter =
                FilterArgs { set: args.set.into_iter().collect(), ..FilterArgs::default() };
            let question = question(context, filter.words(&[]), &args.view);
            context.ui.answer(app.documents(&question)?, output)
        }
        DocumentCommand::Show(args) => {
            context.ui.answer(app.document(&args.key, &plain(context, &args.view))?, output)
        }
        DocumentCommand::Add(args) => {
            let new = NewDocument {
                key: args.symbol,
                is_symbol: !args.no_symbol,
                title: args.title,
                body: args.body,
                dated: args.date.map(|date| date.precise(app.now().today)),
                session: args.session,
                addressee: args.addressee,
                language: args.language,
                url: args.url,
            };
            say_added(context.ui, "added document", &app.add_document(&new)?);
            Ok(())
        }
    })
}

pub(super) fn assessor(
    context: &Context<'_>,
    command: AssessorCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.with_app(|app| match command {
        AssessorCommand::List(args) => {
            context.ui.answer(app.assessors(&plain(context, &args.view))?, output)
        }
        AssessorCommand::Add(args) => {
            let added = app.add_assessor(&args.key, &args.name, args.kind, args.internal)?;
            say_added(context.ui, "added assessor", &added);
            Ok(())
        }
    })
}

pub(super) fn theme(
    context: &Context<'_>,
    command: ThemeCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.with_app(|app| match command {
        ThemeCommand::List(args) => {
            let vocabulary = (!args.all).then(|| args.vocabulary.to_lowercase());
            let document = app.themes(vocabulary.as_deref(), &plain(context, &args.view))?;
            context.ui.answer(document, output)
        }
        ThemeCommand::Show(args) => {
            let question = question(context, FilterArgs::default().words(&[]), &args.view);
            context.ui.answer(app.theme(&args.theme, &question)?, output)
        }
        ThemeCommand::Add(args) => {
            let parent = args.parent.as_deref();
            let added =
                app.add_term(&args.vocabulary, &args.slug, &args.label, parent, args.create)?;
            say_added(context.ui, "added", &added);
            Ok(())
        }
    })
}

pub(super) fn timeline(
    context: &Context<'_>,
    args: TimelineArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.with_app(|app| match args.command {
        None => {
            let filter = FilterArgs {
                text: args.text,
                set: args.set.into_iter().collect(),
                state: args.state,
                ..FilterArgs::default()
            };
            let question = question(context, filter.words(&[]), &args.view);
            context.ui.answer(app.timeline(&question)?, output)
        }
        Some(TimelineCommand::Add(add)) => {
            let new = NewEngagement {
                on: add.on.map(|date| date.precise(app.now().today)),
                kind: add.kind,
                what: add.what,
                who: add.who,
                whom: add.whom,
                outcome: add.outcome,
                document: add.document,
                paragraph: add.paragraph,
                state: add.state,
                internal: add.internal,
            };
            say_added(context.ui, "added", &app.add_engagement(&new)?);
            Ok(())
        }
    })
}

pub(super) fn calendar(
    context: &Context<'_>,
    args: CalendarArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    context.with_app(|app| match args.command {
        None => {
            let filter = FilterArgs {
                state: args.state,
                set: args.set.into_iter().collect(),
                ..FilterArgs::default()
            };
            let question = question(context, filter.words(&[]), &args.view);
            context.ui.answer(app.calendar(&question)?, output)
        }
        Some(CalendarCommand::Set(set)) => {
            let new = NewMilestone {
                key: set.key,
                label: set.label,
                on: set.on.map(|date| date.precise(app.now().today)),
                certainty: set.certainty,
                basis: set.basis,
                kind: set.kind,
                state: set.state,
                set: set.set,
                voluntary: set.voluntary,
            };
            say_added(context.ui, "set", &app.set_milestone(&new)?);
            Ok(())
        }
    })
}
