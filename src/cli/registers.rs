//! `upr set`, `document`, `assessor`: what items rest on.

use clap::{Args, Subcommand};

use super::additions::values;
use super::args::{FilterArgs, OutputArgs, ViewArgs};
use super::context::Context;
use super::error::CliError;
use super::words::{date, period, prose, word};
use crate::app::Edit;
use crate::app::additions::{NewDocument, NewSet};
use crate::domain::amended::AmendedField;
use crate::domain::{AssessorKind, DateWord, PartialDate};

/// Sets: bodies of recommendations from one document
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr set list")]
pub(super) enum SetCommand {
    Add(SetAddArgs),
    Edit(SetEditArgs),
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

/// Put right what is known of a set; what stood there stays in the record
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr set edit SVN3 --title \"Working Group, third cycle\" --noun recommendations\n  upr set edit SVN3 --period 2020-03-12..2024-11 --period-basis \"A/HRC/43/15, par. 1\"\n  upr set edit SVN3 --state SVN --note \"entered for another State\"\n\nThe key stays. With the State of the set goes that of its items. An empty text (\"\") empties what may\nbe empty. `upr undo` takes an amendment back."
)]
pub(super) struct SetEditArgs {
    /// The set
    #[arg(value_name = "SET")]
    key: String,
    /// Its title
    #[arg(long)]
    title: Option<String>,
    /// What its items are called, in the plural
    #[arg(long)]
    noun: Option<String>,
    /// The State that it is addressed to: ISO code or name
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// Its document: symbol or key, registered before
    #[arg(long, value_name = "SYMBOL")]
    document: Option<String>,
    /// The review cycle
    #[arg(long)]
    cycle: Option<i64>,
    /// The session
    #[arg(long)]
    session: Option<i64>,
    /// FROM..TO, each as precise as known
    #[arg(long, value_name = "FROM..TO", value_parser = period)]
    period: Option<(PartialDate, PartialDate)>,
    /// What the period rests on
    #[arg(long, value_name = "TEXT")]
    period_basis: Option<String>,
    /// What the State said of the whole text
    #[arg(long, value_name = "TEXT")]
    stance: Option<String>,
    /// Where it said so: SYMBOL, or SYMBOL:PAR
    #[arg(long, value_name = "SYMBOL:PAR")]
    stance_in: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    /// Why; it is handed on with the set
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    note: Option<String>,
}

/// List what there is
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr set list\n  upr document list --format csv\n  upr assessor list"
)]
pub(super) struct PlainArgs {
    #[command(flatten)]
    pub(super) view: ViewArgs,
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
    Edit(DocumentEditArgs),
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

/// Put right what is known of a document; what stood there stays in the record
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr document edit A/HRC/43/15 --date 2019-12-27\n  upr document edit letter-2019 --symbol A/HRC/43/15 --title \"Report of the Working Group\"\n\nThe key stays. An empty text (\"\") empties what may be empty. `upr undo` takes an amendment back."
)]
pub(super) struct DocumentEditArgs {
    /// Symbol or key
    #[arg(value_name = "DOCUMENT")]
    key: String,
    /// The UN symbol
    #[arg(long)]
    symbol: Option<String>,
    /// Title
    #[arg(long)]
    title: Option<String>,
    /// The body that issued it
    #[arg(long)]
    body: Option<String>,
    /// Its date, as precise as known
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
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
    /// A remark
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    /// Why; it is handed on with the document
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    note: Option<String>,
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

/// What kinds of assessors are called as well.
pub(super) const KINDS: &[(&str, &str)] = &[("ngo", "cso"), ("government", "state")];

/// Add an assessor
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr assessor add watch --name \"Rights Watch Network\" --kind cso\n  upr assessor add source-b --name \"Source B\" --kind cso --internal"
)]
pub(super) struct AssessorAddArgs {
    /// A short key: a–z, 0–9, `-`, `_`
    key: String,
    /// The name in print
    #[arg(long)]
    name: String,
    /// What kind of body
    #[arg(long, value_name = "KIND", value_parser = word::<AssessorKind>().also(KINDS))]
    kind: AssessorKind,
    /// Must not be handed on, with all it says
    #[arg(long)]
    internal: bool,
}

pub(super) fn set(
    context: &Context<'_>,
    command: SetCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        SetCommand::List(args) => {
            context.answer_all(&args.view, output, |app, question| app.sets(question))
        }
        SetCommand::Default(args) => {
            context.append("the default set is", |app| app.set_default(&args.key))
        }
        SetCommand::Edit(args) => {
            let edit = set_edit(&args);
            context.append("put right", |app| app.edit_set(&args.key, &edit))
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
            context.append("added set", |app| app.add_set(&new))
        }
    }
}

fn set_edit(args: &SetEditArgs) -> Edit {
    let stance_in =
        args.stance_in.as_deref().map(|text| text.split_once(':').unwrap_or((text, "")));
    let number = |number: Option<i64>| number.map(|number| number.to_string());
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string());
    Edit {
        values: values([
            (AmendedField::Title, args.title.clone()),
            (AmendedField::Noun, args.noun.clone()),
            (AmendedField::State, args.state.clone()),
            (AmendedField::Document, args.document.clone()),
            (AmendedField::Cycle, number(args.cycle)),
            (AmendedField::Session, number(args.session)),
            (AmendedField::PeriodFrom, date(args.period.map(|(from, _)| from))),
            (AmendedField::PeriodTo, date(args.period.map(|(_, to)| to))),
            (AmendedField::PeriodBasis, args.period_basis.clone()),
            (AmendedField::Stance, args.stance.clone()),
            (AmendedField::StanceDocument, stance_in.map(|(document, _)| document.to_owned())),
            (AmendedField::StanceParagraph, stance_in.map(|(_, paragraph)| paragraph.to_owned())),
            (AmendedField::Comment, args.comment.clone()),
        ]),
        reason: args.note.clone(),
        since: None,
    }
}

pub(super) fn document(
    context: &Context<'_>,
    command: DocumentCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        DocumentCommand::List(args) => {
            let filter =
                FilterArgs { set: args.set.into_iter().collect(), ..FilterArgs::default() };
            let filter = filter.words(&[]);
            context
                .answer_about(filter, &args.view, output, |app, question| app.documents(question))
        }
        DocumentCommand::Show(args) => context
            .answer_all(&args.view, output, |app, question| app.document(&args.key, question)),
        DocumentCommand::Edit(args) => {
            let edit = Edit {
                values: values([
                    (AmendedField::Symbol, args.symbol),
                    (AmendedField::Title, args.title),
                    (AmendedField::Body, args.body),
                    (AmendedField::Dated, args.date),
                    (AmendedField::Session, args.session),
                    (AmendedField::Addressee, args.addressee),
                    (AmendedField::Language, args.language),
                    (AmendedField::Url, args.url),
                    (AmendedField::Comment, args.comment),
                ]),
                reason: args.note,
                since: None,
            };
            context.append("put right", |app| app.edit_document(&args.key, &edit))
        }
        DocumentCommand::Add(args) => {
            let new = NewDocument {
                key: args.symbol,
                is_symbol: !args.no_symbol,
                title: args.title,
                body: args.body,
                dated: args.date.map(|date| context.precise(date)),
                session: args.session,
                addressee: args.addressee,
                language: args.language,
                url: args.url,
            };
            context.append("added document", |app| app.add_document(&new))
        }
    }
}

pub(super) fn assessor(
    context: &Context<'_>,
    command: AssessorCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        AssessorCommand::List(args) => {
            context.answer_all(&args.view, output, |app, question| app.assessors(question))
        }
        AssessorCommand::Add(args) => context.append("added assessor", |app| {
            app.add_assessor(&args.key, &args.name, args.kind, args.internal)
        }),
    }
}
