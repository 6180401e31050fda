//! `upr status set`, `upr status log`, `upr status retract`.

use clap::{Args, Subcommand};

use super::args::{AskArgs, OutputArgs};
use super::choosing::{NamedItems, WhereArgs, picked};
use super::context::{Context, with_words};
use super::error::CliError;
use super::notes::{NoteArgs, WhyArgs};
use super::places::grounds;
use super::words::{date, prose, read, word, words_of};
use crate::app::AppError;
use crate::app::pick::PickedChange;
use crate::app::status::{Recorded, SetStatus};
use crate::domain::claims::Refusal;
use crate::domain::{ActionLevel, Confidence, DateWord, Level, LevelWord, SetKind};
use crate::report::items::DROPPED;

/// Record, list and take back statuses
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  upr status set 48 in-progress --note \"a bill was tabled\"")]
pub(super) enum StatusCommand {
    Set(SetArgs),
    Recheck(RecheckArgs),
    Log(LogArgs),
    Retract(RetractArgs),
}

/// Record a status: who says so, since when, why, on what ground
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr status set 48 in-progress --on 2021-03-01 --note \"a bill was tabled\" --evidence https://example.org/bill\n  upr status set 50-52 no-information --note \"no source found\"\n  upr status set 1a-1c implemented --by state --evidence A/HRC/42/10/Add.1:3\n  upr status set 48 in-progress --cite \"Official Gazette No. 12\" --note-file reason.txt\n  upr status set no-information --where --theme children --missing status --note \"looked, found nothing\""
)]
pub(super) struct SetArgs {
    /// Items (`48`, `HC19:1c`, ranges `50-52`), then the status: no-information, not-implemented, in-progress, partially-implemented, implemented or regressed
    #[arg(required = true, num_args = 1.., value_name = "ITEM… STATUS")]
    words: Vec<String>,
    /// Since when: 2025-06-30, 2025-06, 2025, today, yesterday [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
    /// Whose status it is [default: tracker]
    #[arg(long, value_name = "ASSESSOR")]
    by: Option<String>,
    #[command(flatten)]
    note: NoteArgs,
    /// Ground: an http(s) address, a UN symbol with or without `:PARAGRAPH`, a file, or `-` for one a
    /// line on standard input; repeatable
    #[arg(long, value_name = "URL|FILE|SYMBOL[:PAR]")]
    evidence: Vec<String>,
    /// Ground in words, as a gazette, a statute or a meeting; internal unless --public; repeatable
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    cite: Vec<String>,
    /// How sure
    #[arg(long, value_name = "LEVEL", value_parser = word::<Confidence>())]
    confidence: Option<Confidence>,
    /// Note, files and citations may be handed on
    #[arg(long)]
    public: bool,
    /// Take another assessor's claim without its source
    #[arg(long)]
    unsourced: bool,
    /// Set a compound item through all its components
    #[arg(long)]
    components: bool,
    /// Yes to more than 10 items at once, and to a day before the document's own
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    chosen: WhereArgs,
}

/// Record that you looked again and nothing had changed: since when it holds stays as it is
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr status recheck 48 --note \"the register of bills, 3 May 2026\"\n  upr status recheck 50-52 --evidence A/HRC/42/10/Add.1:3 --on 2026-05-03\n\nThe level is the one recorded before by the same assessor. `--stale` and `upr gaps` count from the last\nlook."
)]
pub(super) struct RecheckArgs {
    /// Items: `48`, `HC19:1c`, ranges `50-52`
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    /// When it was looked at: 2025-06-30, 2025-06, 2025, today, yesterday [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<DateWord>,
    /// Who looked again [default: tracker]
    #[arg(long, value_name = "ASSESSOR")]
    by: Option<String>,
    #[command(flatten)]
    note: NoteArgs,
    /// Ground: an http(s) address, a UN symbol with or without `:PARAGRAPH`, or a file; repeatable
    #[arg(long, value_name = "URL|FILE|SYMBOL[:PAR]")]
    evidence: Vec<String>,
    /// Ground in words, as a gazette, a statute or a meeting; internal unless --public; repeatable
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = prose)]
    cite: Vec<String>,
    /// Note, files and citations may be handed on
    #[arg(long)]
    public: bool,
    /// Take another assessor's word without its source
    #[arg(long)]
    unsourced: bool,
    /// Look at a compound item through all its components
    #[arg(long)]
    components: bool,
    /// Yes to more than 10 items at once
    #[arg(long, short = 'y')]
    yes: bool,
}

/// The history of statuses, retracted entries shown as such
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr status log 48\n  upr status log --theme children --format csv"
)]
pub(super) struct LogArgs {
    /// Items [default: those of the default set]
    #[arg(value_name = "ITEM")]
    items: Vec<String>,
    #[command(flatten)]
    ask: AskArgs,
}

/// Take back one status, by appending: nothing is deleted
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr status retract 512 --note \"entered for the wrong item\"")]
pub(super) struct RetractArgs {
    /// The entry's number, as `upr status log` shows it
    #[arg(value_name = "ENTRY")]
    entry: i64,
    #[command(flatten)]
    note: WhyArgs,
    /// The reason may be handed on
    #[arg(long)]
    public: bool,
}

pub(super) fn run(
    context: &Context<'_>,
    command: StatusCommand,
    output: &OutputArgs,
) -> Result<(), CliError> {
    match command {
        StatusCommand::Set(args) => set(context, args),
        StatusCommand::Recheck(args) => recheck(context, args),
        StatusCommand::Log(args) => log(context, &args, output),
        StatusCommand::Retract(args) => retract(context, &args),
    }
}

fn set(context: &Context<'_>, args: SetArgs) -> Result<(), CliError> {
    let (named, typed) = args.chosen.items_then(args.words, "a status")?;
    let status = level(context, &typed)?;
    let items = match named {
        NamedItems::Items(items) => items,
        NamedItems::Chosen(filter) => {
            let level = status.level();
            let change = PickedChange::Status { by: args.by.clone(), on: args.on, level };
            picked(context, *filter, change, &format!("`{level}` already"))?
        }
    };
    if items.is_empty() {
        return Ok(());
    }
    one_input(args.note.is_piped(), &args.evidence)?;
    let request = SetStatus {
        items,
        status: Some(status),
        on: args.on,
        by: args.by,
        note: args.note.read()?,
        evidence: grounds(context.ui, &args.evidence, &args.cite, args.public)?,
        confidence: args.confidence,
        public: args.public,
        unsourced: args.unsourced,
        components: args.components,
        confirmed: args.yes,
    };
    record(context, request, &typed)
}

fn recheck(context: &Context<'_>, args: RecheckArgs) -> Result<(), CliError> {
    one_input(args.note.is_piped(), &args.evidence)?;
    let request = SetStatus {
        items: words_of(args.items),
        status: None,
        on: args.on,
        by: args.by,
        note: args.note.read()?,
        evidence: grounds(context.ui, &args.evidence, &args.cite, args.public)?,
        confidence: None,
        public: args.public,
        unsourced: args.unsourced,
        components: args.components,
        confirmed: args.yes,
    };
    record(context, request, "")
}

/// Asks before many items, records, and says what holds.
fn record(context: &Context<'_>, mut request: SetStatus, typed: &str) -> Result<(), CliError> {
    context.with_app(|app| {
        let done = match app.set_status(&request) {
            Err(AppError::NeedsYes(items)) if context.ui.can_ask() => {
                let asked = match request.status {
                    Some(status) => format!("Set {items} items to {}?", status.level()),
                    None => format!("Record that {items} items were looked at again?"),
                };
                if !context.ui.confirm(&asked) {
                    return Err(CliError::refused("not confirmed", "nothing was written"));
                }
                request.confirmed = true;
                app.set_status(&request).map_err(|error| two_things(error, typed))?
            }
            Err(early @ AppError::BeforeDocument { .. }) if context.ui.can_ask() => {
                if !context.ui.confirm(&format!("{early}. Record it all the same?")) {
                    return Err(CliError::refused("not confirmed", "nothing was written"));
                }
                request.confirmed = true;
                app.set_status(&request)?
            }
            done => done.map_err(|error| two_things(error, typed))?,
        };
        context.ui.echo(done.worked_out.as_slice());
        let plain = done.items.iter().find(|done| done.words == SetKind::Recommendations);
        if let (Some(LevelWord::Action(_)), Some(plain)) = (request.status, plain) {
            context.ui.status(&format!("`{typed}` is taken as `{}`", plain.level));
        }
        // What is not said is not looked up either.
        for recorded in done.items.iter().filter(|_| !context.ui.is_quiet()) {
            let (on, by, entry) = (done.effective_on, &done.assessor, recorded.entry);
            let status = recorded.level.slug_in(recorded.words);
            let first_words = app.first_words(&recorded.item)?;
            context.ui.status(&match (request.status, first_words) {
                (Some(_), None) => {
                    let item = &recorded.item;
                    format!("{item} is {status} since {on}, according to {by} (entry {entry})")
                }
                (Some(_), Some(words)) => {
                    let (item, change) = (&recorded.item, change(recorded));
                    format!("{item} \"{words}\": {change} since {on}, according to {by} (entry {entry})")
                }
                (None, words) => {
                    let name = with_words(&recorded.item, words);
                    format!(
                        "{name} was looked at again on {on}, according to {by}: {status}, no change (entry {entry})"
                    )
                }
            });
        }
        if done.unexplained {
            context.ui.warning("no reason given: add one with `--note` next time");
        }
        for warning in &done.warnings {
            context.ui.warning(warning);
        }
        Ok(())
    })
}

/// From which level to which, in words.
fn change(recorded: &Recorded) -> String {
    let word = |level: Level| level.label_in(recorded.words).to_lowercase();
    let before = recorded.before.unwrap_or(Level::NotAssessed);
    format!("{} → {}", word(before), word(recorded.level))
}

/// Standard input can be read once.
pub(super) fn one_input(note: bool, evidence: &[String]) -> Result<(), CliError> {
    if usize::from(note) + evidence.iter().filter(|text| *text == "-").count() > 1 {
        return Err(CliError::misuse(
            "standard input can be read once",
            "`-` for the note or for the evidence; the note also comes from a file: `--note-file FILE`",
        ));
    }
    Ok(())
}

/// The level that is meant; other words for one are taken and echoed, words that may mean two things
/// are refused with both.
fn level(context: &Context<'_>, word: &str) -> Result<LevelWord, CliError> {
    let plain = word.trim().to_lowercase().replace(['_', '-'], " ");
    match plain.as_str() {
        "ongoing" | "started" => {
            context.ui.status(&format!("`{word}` is taken as `in-progress`"));
            Ok(LevelWord::Level(Level::InProgress))
        }
        "under way" | "underway" => Ok(LevelWord::Action(ActionLevel::UnderWay)),
        "done" | "finished" | "completed" | "complete" => {
            Ok(LevelWord::Action(ActionLevel::Completed))
        }
        DROPPED => Err(CliError::misuse(
            format!("`{word}` is no status: an action is dropped"),
            "`upr action drop PLAN:NUMBER --note \"…\"` drops it",
        )),
        "yes" | "no" => Err(CliError::misuse(
            format!("`{word}` is no status"),
            "say how far it is: no-information, not-implemented, in-progress, partially-implemented, implemented or regressed",
        )),
        _ => LevelWord::read(word).or_else(|_| read(word).map(LevelWord::Level)),
    }
}

/// A plan's word that was said of a recommendation, in words that tell what may have been meant.
fn two_things(error: AppError, word: &str) -> CliError {
    match error {
        AppError::Rule(Refusal::PlanWord { word: ActionLevel::Completed, .. }) => CliError::misuse(
            format!("`{word}` may mean two things of a recommendation"),
            "all that is asked is in place: `implemented`; a step toward it was finished: `in-progress` or `partially-implemented`, and what was done in `--note`",
        ),
        error => error.into(),
    }
}

fn log(context: &Context<'_>, args: &LogArgs, output: &OutputArgs) -> Result<(), CliError> {
    let filter = args.ask.filter.words(&args.items);
    context.answer_about(filter, &args.ask.view, output, |app, question| {
        app.history(question).map_err(CliError::from)
    })
}

fn retract(context: &Context<'_>, args: &RetractArgs) -> Result<(), CliError> {
    context.with_app(|app| {
        let entry = app.retract(args.entry, &args.note.read()?, args.public)?;
        context.ui.status(&format!("entry {} is taken back by entry {entry}", args.entry));
        Ok(())
    })
}
