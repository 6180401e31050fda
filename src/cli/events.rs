//! `upr timeline`, `upr calendar`: what happened, and what lies ahead.

use clap::{Args, Subcommand};

use super::args::{FilterArgs, OutputArgs, ViewArgs};
use super::context::Context;
use super::error::CliError;
use super::words::date;
use crate::app::additions::{NewEngagement, NewMilestone};
use crate::domain::{Certainty, DateWord};

/// The engagements: letters, meetings, offers and replies
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
    /// It may be handed on
    #[arg(long)]
    public: bool,
    /// Must not be handed on, whatever the file's default is
    #[arg(long, conflicts_with = "public")]
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
    Derive(CalendarDeriveArgs),
}

/// Work out what follows from the reviews: national report, submissions, mid-term report, next review,
/// end of the period; only where nothing stands yet
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr calendar derive --set EX")]
struct CalendarDeriveArgs {
    /// Of the State that this set is addressed to, with the end of its period [default: the default set]
    #[arg(long, value_name = "KEY")]
    set: Option<String>,
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
    /// documented, secondary, derived or inferred [default: documented with a basis, else inferred]
    #[arg(long, value_parser = ["documented", "secondary", "derived", "inferred"])]
    certainty: Option<String>,
    /// What it rests on: the symbol of a document, or words
    #[arg(long, visible_alias = "document", value_name = "SYMBOL|TEXT")]
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

pub(super) fn timeline(
    context: &Context<'_>,
    args: TimelineArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match args.command {
        None => {
            let filter = FilterArgs {
                text: args.text,
                set: args.set.into_iter().collect(),
                state: args.state,
                ..FilterArgs::default()
            };
            let filter = filter.words(&[]);
            context.answer_about(filter, &args.view, output, |app, question| app.timeline(question))
        }
        Some(TimelineCommand::Add(add)) => {
            let new = NewEngagement {
                on: add.on.map(|date| context.precise(date)),
                kind: add.kind,
                what: add.what,
                who: add.who,
                whom: add.whom,
                outcome: add.outcome,
                document: add.document,
                paragraph: add.paragraph,
                state: add.state,
                public: add.public,
                internal: add.internal,
            };
            context.append("added", |app| app.add_engagement(&new))
        }
    }
}

/// Tells what was worked out, and how the announced day takes its place.
fn derived(context: &Context<'_>, set: Option<&str>) -> Result<(), CliError> {
    context.with_app(|app| {
        let derived = app.derive_calendar(set)?;
        for (found, entry) in &derived.added {
            let on = crate::report::words::date(found.on);
            context.ui.status(&format!(
                "{}: about {on} ({}, worked out: {}; entry {entry})",
                found.key, found.label, found.basis
            ));
        }
        if let Some(key) = &derived.withheld {
            context.ui.status(&format!(
                "the end of the period of {key} is left out: it is not published, and the calendar is handed on (`upr publish {key}`)"
            ));
        }
        if derived.added.is_empty() {
            context.ui.status("nothing new: all that follows from the reviews stands already (`upr calendar`)");
            return Ok(());
        }
        context.ui.status(
            "OHCHR announces the dates: `upr calendar set KEY --on DAY --basis SYMBOL` puts the announced one",
        );
        Ok(())
    })
}

pub(super) fn calendar(
    context: &Context<'_>,
    args: CalendarArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match args.command {
        None => {
            let filter = FilterArgs {
                state: args.state,
                set: args.set.into_iter().collect(),
                ..FilterArgs::default()
            };
            let filter = filter.words(&[]);
            context.answer_about(filter, &args.view, output, |app, question| app.calendar(question))
        }
        Some(CalendarCommand::Set(set)) => {
            let new = NewMilestone {
                key: set.key,
                label: set.label,
                on: set.on.map(|date| context.precise(date)),
                certainty: set.certainty.map(|word| word.parse::<Certainty>()).transpose()?,
                basis: set.basis,
                kind: set.kind,
                state: set.state,
                set: set.set,
                voluntary: set.voluntary,
            };
            context.append("set", |app| app.set_milestone(&new))
        }
        Some(CalendarCommand::Derive(derive)) => derived(context, derive.set.as_deref()),
    }
}
