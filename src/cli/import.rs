//! `upr import`.

use std::fs::File;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::aids::aided;
use super::args::OutputArgs;
use super::context::Context;
use super::error::{CliError, Exit};
use super::output::Ui;
use super::words::word;
use crate::app::import::{Imported, Incoming, Outcome, Request, Reviewed, Side, Watch};
use crate::import::dates::Order;
use crate::import::encoding::{self, Charset};
use crate::import::tracker::{self, Mapping};
use crate::import::{Layout, read_whole};
use crate::report::imports;
use crate::report::labels::number;
use crate::report::words::nouns::counted;

/// Bring files in: UN reports, matrices, letters, edited sheets
///
/// Also exports of UPR Info and UHRI, and an office's own tracker.
///
/// The layout is recognised from what is in the file. All of a file is taken or nothing; importing
/// it again changes nothing, and `upr undo` takes an import back whole.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr import A_HRC_28_15.pdf\n  upr import A_HRC_28_15_Add1.pdf matrix.docx --dry-run\n  upr import 17-20.csv --state SVN --session 20\n  upr export xlsx -o items.xlsx    # edit it, then\n  upr import items.xlsx --by state --dry-run\n  upr import tracker.xlsx --set SVN4 --map \"ref=No.,lead=Lead ministry\" --word \"Ongoing=in-progress\"\n\nExit codes: 0 done, 1 refused (nothing written), 2 misuse, 3 done with rows set aside."
)]
pub(super) struct ImportArgs {
    /// Files; `-` is standard input
    #[arg(required_unless_present = "maps", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the file is [default: recognised]
    #[arg(long, value_name = "LAYOUT", value_parser = word::<Layout>())]
    from: Option<Layout>,
    /// The set to bring it into; made where it is not there [default: found by State and cycle]
    #[arg(long, value_name = "KEY")]
    set: Option<String>,
    /// Only rows about this State; for a file that names none: the State
    #[arg(long, value_name = "ISO|NAME")]
    state: Option<String>,
    /// Only rows of this session of the Working Group; for a file that names none: the session
    #[arg(long, value_name = "N")]
    session: Option<u16>,
    /// Tell what would happen, and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Show each cell that changed and all that was not matched, as a rehearsal does
    #[arg(long)]
    all: bool,
    /// Make terms that a sheet names and that are not there
    #[arg(long)]
    create_terms: bool,
    /// Take the good rows and write the others, with the reason, beside the file (exit code 3)
    #[arg(long)]
    set_aside: bool,
    /// Whose assessments the file holds
    #[arg(long, value_name = "ASSESSOR")]
    by: Option<String>,
    /// An emptied cell of a sheet takes back what it said
    #[arg(long)]
    allow_clear: bool,
    /// Make items that the set does not have
    #[arg(long)]
    create: bool,
    /// In a conflict, keep what is recorded here
    #[arg(long, conflicts_with = "theirs")]
    ours: bool,
    /// In a conflict, take what the file says
    #[arg(long)]
    theirs: bool,
    /// What the headings of one's own tracker are: FIELD=HEADING, with commas or repeated; a field is
    /// id, ref, text, states, position, lead, status, since, due, note, assessor, themes, groups or
    /// sdgs. It is remembered for the next time
    #[arg(long, value_name = "FIELD=HEADING")]
    map: Vec<String>,
    /// What a word of one's own tracker means: "Delno izvedeno=partially-implemented"; remembered
    #[arg(long, value_name = "WORD=STATUS")]
    word: Vec<String>,
    /// List the headings and words whose meaning this file remembers
    #[arg(long, conflicts_with_all = ["files", "map", "word"])]
    maps: bool,
    /// The one sheet of a workbook to read [default: all that have the columns]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The character set of a text, such as windows-1250, ibm866 or shift_jis [default: recognised]
    #[arg(long, value_name = "NAME", value_parser = charset)]
    encoding: Option<&'static Charset>,
    /// In which order dates such as 03/11/2025 are written: dmy or mdy [default: as the column shows]
    #[arg(long, value_name = "ORDER", value_parser = word::<Order>())]
    dates: Option<Order>,
    /// Yes to statuses of a day before the document's own
    #[arg(long, short = 'y')]
    yes: bool,
}

fn charset(name: &str) -> Result<&'static Charset, String> {
    encoding::named(name).ok_or_else(|| {
        "no such character set is known; write it as windows-1250, iso-8859-2, koi8-r, ibm866, \
         macintosh, utf-16le, shift_jis, euc-kr, gb18030 or big5"
            .to_owned()
    })
}

pub(super) fn run(
    context: &Context<'_>,
    args: &ImportArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    if args.maps {
        return context.with_app(|app| context.ui.answer(app.maps()?, output));
    }
    let files = args.files.iter().map(|path| open(path)).collect::<Result<Vec<_>, _>>()?;
    let request = request(args, output)?;
    let mut watch = Watching::new(context.ui, &args.files);
    context.with_app(|app| {
        let imported = app.import(files, &request, &mut watch);
        watch.end();
        answer(context.ui, imported?, args, output)
    })
}

/// What headings and words of a tracker mean.
fn mapping(args: &ImportArgs) -> Result<Mapping, CliError> {
    let mut mapping = Mapping::default();
    for text in &args.map {
        mapping.add_columns(text).map_err(|part| {
            CliError::refused(
                format!("`{part}` names no field"),
                format!("write FIELD=HEADING; a field is one of {}", tracker::WORDS.join(", ")),
            )
        })?;
    }
    for text in &args.word {
        mapping.add_word(text).map_err(|part| {
            CliError::refused(
                format!("`{part}` is no status and no position"),
                "write WORD=STATUS, such as `--word \"Ongoing=in-progress\"`",
            )
        })?;
    }
    Ok(mapping)
}

fn request(args: &ImportArgs, output: &OutputArgs) -> Result<Request, CliError> {
    let side = match (args.ours, args.theirs) {
        (true, _) => Some(Side::Ours),
        (_, true) => Some(Side::Theirs),
        _ => None,
    };
    Ok(Request {
        layout: args.from,
        set: args.set.clone(),
        state: args.state.clone(),
        session: args.session,
        dry_run: args.dry_run,
        create_terms: args.create_terms,
        set_aside: args.set_aside,
        by: args.by.clone(),
        allow_clear: args.allow_clear,
        create: args.create,
        side,
        internal: output.internal,
        mapping: mapping(args)?,
        sheet: args.sheet.clone(),
        encoding: args.encoding,
        dates: args.dates,
        confirmed: args.yes,
        aided: Some(aided),
    })
}

/// Opens a file; standard input is read whole.
fn open(path: &Path) -> Result<Incoming, CliError> {
    let shown = path.display();
    if path == Path::new("-") {
        let bytes = read_whole(std::io::stdin().lock()).map_err(|error| {
            let told = format!("cannot read standard input: {error}");
            CliError::refused(told, "save it first, and name the file")
        })?;
        return Ok(Incoming {
            name: "standard input".to_owned(),
            source: Box::new(Cursor::new(bytes)),
        });
    }
    if path.is_dir() {
        return Err(CliError::refused(format!("`{shown}` is a folder"), "name files in it"));
    }
    let unreadable = |error: std::io::Error| {
        CliError::refused(format!("cannot read `{shown}`: {error}"), "check the path")
    };
    // A device or a pipe has no end, or none that can be gone back from.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(CliError::refused(
            format!("`{shown}` is no plain file"),
            "save it first, or pipe it in: `upr import -`",
        ));
    }
    let file = File::open(path).map_err(unreadable)?;
    let name = path
        .file_name()
        .map_or_else(|| shown.to_string(), |name| name.to_string_lossy().into_owned());
    Ok(Incoming { name, source: Box::new(file) })
}

/// Says on stderr what came of it, and on stdout what changed.
fn answer(
    ui: &Ui,
    imported: Imported,
    args: &ImportArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let Imported { account, outcome, sets, aside, default_set, reviewed, .. } = imported;
    let counts = account.counts();
    let lead = match (outcome, args.dry_run) {
        (Outcome::Done | Outcome::SetAside, true) => format!("Would be: {counts}."),
        (Outcome::Done | Outcome::SetAside, false) => format!("{counts}."),
        (Outcome::Refused | Outcome::Conflicts, _) => format!("Nothing was written ({counts})."),
    };
    let remarks = account.remarks.count();
    let unmatched = account.unmatched.count();
    let problems = account.refused();
    let conflicts = account.conflicts.count();
    let whole = args.all || args.dry_run;
    let told = if whole { imports::document } else { imports::screen };
    ui.answer(told(&account, &lead), output)?;
    ui.status(&lead.to_lowercase().trim_end_matches('.').replace("would be: ", "rehearsal: "));
    if remarks > 0 {
        let remarks = counted(number(remarks), "things");
        ui.warning(&format!("{remarks} to look at: see the table `warnings` of the answer"));
    }
    if unmatched > 0 {
        ui.warning(&format!(
            "{} not found in their set and not taken: see the table `unmatched`; `--create` makes items of them",
            counted(number(unmatched), "rows")
        ));
    }
    match outcome {
        Outcome::Refused => Err(CliError::refused(
            format!("{} cannot be taken; nothing was written", counted(number(problems), "rows")),
            "mend them (what is wrong stands above, row by row), or take the others with `--set-aside`",
        )),
        Outcome::Conflicts => Err(CliError::refused(
            format!(
                "{} changed here since the sheet was exported; nothing was written",
                counted(number(conflicts), "cells")
            ),
            "`--ours` keeps what is recorded, `--theirs` takes the file's word",
        )),
        Outcome::SetAside => {
            let places = aside.join(", ");
            let places = if args.dry_run { "a file beside it".to_owned() } else { places };
            Err(CliError::new(
                Exit::SetAside,
                format!(
                    "{problems} {} set aside in {places}",
                    if problems == 1 { "row was" } else { "rows were" }
                ),
                Some("mend them there and import that file".to_owned()),
            ))
        }
        Outcome::Done => {
            let learned = learned(ui, &reviewed);
            let quiet = account.changes.count() == 0
                && learned == 0
                && account.files.iter().all(|file| file.added + file.updated == 0);
            next(ui, (args, quiet), &sets, (default_set.as_deref(), &reviewed));
            Ok(())
        }
    }
}

/// Tells which reviews the calendar learned of, and how many.
fn learned(ui: &Ui, reviewed: &[Reviewed]) -> usize {
    let learned = reviewed.iter().filter_map(|review| review.learned.as_ref());
    for (key, on) in learned.clone() {
        let on = crate::report::words::date(*on);
        ui.status(&format!("calendar: {key} on {on}, as the report states it"));
    }
    learned.count()
}

/// What to type next; nothing where a rehearsal found nothing new.
fn next(
    ui: &Ui,
    (args, quiet): (&ImportArgs, bool),
    sets: &[String],
    (default_set, reviewed): (Option<&str>, &[Reviewed]),
) {
    if args.dry_run && quiet {
        ui.status("nothing new: there is nothing to write");
    } else if args.dry_run {
        ui.status("next: the same without `--dry-run` writes it");
    } else if let Some(set) = sets.first() {
        ui.status(&format!("next: `upr list --set {set}`; `upr undo` takes the import back"));
        if let Some(default) = default_set.filter(|default| !sets.iter().any(|set| set == default))
        {
            ui.status(&format!(
                "{default} stays the set that bare numbers mean; to work on the new one: `upr set default {set}`"
            ));
        }
    }
    let offered = reviewed.iter().find(|review| review.follows && !args.dry_run && !quiet);
    if let Some(Reviewed { set, .. }) = offered {
        ui.status(&format!(
            "next: `upr calendar derive --set {set}` works out the dates that follow from the review"
        ));
    }
}

/// Tells on the terminal how far the import is, and writes rows set aside beside their file.
struct Watching<'a> {
    ui: &'a Ui,
    paths: &'a [PathBuf],
    bar: Option<ProgressBar>,
}

impl<'a> Watching<'a> {
    fn new(ui: &'a Ui, paths: &'a [PathBuf]) -> Self {
        Self { ui, paths, bar: None }
    }

    fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// Fewer steps than this are over before a bar is seen.
const FEW: u64 = 2_000;

impl Watch for Watching<'_> {
    fn note(&mut self, text: &str) {
        self.ui.status(text);
    }

    fn progress(&mut self, done: u64, whole: u64) {
        if done.max(whole) < FEW || !self.ui.shows_progress() {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::new(whole);
            let style = ProgressStyle::with_template("{bar:30} {percent} % {eta}");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar
        });
        bar.set_length(whole.max(done));
        bar.set_position(done);
    }

    fn set_aside(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<String> {
        let stem = name.split(".set-aside.").next().unwrap_or(name);
        let beside = self.paths.iter().find(|path| {
            path.file_name().is_some_and(|file| {
                let file = file.to_string_lossy();
                file.rsplit_once('.').map_or(file.as_ref(), |(stem, _)| stem) == stem
            })
        });
        let folder = beside.and_then(|path| path.parent()).unwrap_or(Path::new(""));
        let path = folder.join(name);
        let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let mut file = tempfile::Builder::new().prefix(".upr-out-").tempfile_in(place)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist_noclobber(&path).map_err(|error| error.error)?;
        Ok(path.display().to_string())
    }
}
