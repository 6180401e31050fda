//! The one place that writes to the terminal: stdout is the answer and nothing else; stderr says
//! what was done, warnings, hints and errors.

use std::cell::RefCell;
use std::io::{BufWriter, IsTerminal, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use clap::ColorChoice;

use super::args::OutputArgs;
use super::error::{CliError, from_io};
use super::harmless::{Harmless, harmless};
use super::lines::wrapped;
use super::out_file::{place, to_file};
use super::settings::Settings;
use super::spool::Spool;
use crate::app::WorkedOut;
use crate::render::{self, Format, Options, RenderNotes};
use crate::report::Document;
use crate::report::visibility::{joined, public_view, stamped};

/// A terminal shows this many rows of a table at the most.
const MOST_ROWS: usize = 1_000;

/// The user's side of the program.
#[derive(Debug)]
pub(super) struct Ui {
    settings: Settings,
    quiet: bool,
    source: RefCell<AnswerSource>,
}

/// What is to be known of the file that an answer is read from.
#[derive(Debug, Default)]
pub(super) struct AnswerSource {
    /// It is a redacted copy.
    pub(super) redacted: bool,
    /// What another program put into it that would act when somebody writes.
    pub(super) planted: Option<String>,
}

/// What stands over and under each answer of a redacted copy.
const REDACTED: &str = "REDACTED COPY: what was not published was left out of this file";

#[expect(clippy::unused_self, reason = "all that is asked and said goes through the user's side")]
impl Ui {
    pub(super) fn new(settings: Settings, quiet: bool) -> Self {
        Self { settings, quiet, source: RefCell::default() }
    }

    /// Says what is to be known of the file that the next answers are read from.
    pub(super) fn reads_from(&self, source: AnswerSource) {
        self.source.replace(source);
    }

    /// The document with what is to be known of its file: in its head and at its foot, and beside what
    /// has neither.
    fn sourced<'d>(&self, mut document: Document<'d>, format: Format) -> Document<'d> {
        let source = self.source.borrow();
        if let Some(what) = &source.planted {
            self.warning(&format!("{what}: the file is read, and takes no writes"));
        }
        if source.redacted {
            document.stamp = Some(joined(document.stamp.take(), REDACTED));
            document.footer.push(format!("{REDACTED}."));
            if matches!(format, Format::Csv | Format::Tsv | Format::Jsonl) {
                self.line(
                    "note: this is from a redacted copy; what was not published was left out of it",
                );
            }
        }
        document
    }

    /// Says what was done.
    pub(super) fn status(&self, text: &str) {
        if !self.quiet {
            self.line(text);
        }
    }

    /// Says what to bear in mind.
    pub(super) fn warning(&self, text: &str) {
        self.line(&format!("warning: {text}"));
    }

    /// Whether nobody is told what was done.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether a moving picture of what goes on would be seen.
    pub(super) fn shows_progress(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// Echoes dates that were worked out.
    pub(super) fn echo(&self, dates: &[WorkedOut]) {
        for date in dates {
            self.status(&format!("{} {}", date.what, date.day));
        }
    }

    /// Writes an error with its hint.
    pub(super) fn error(&self, error: &CliError) {
        self.line(&format!("error: {}", error.message));
        if let Some(hint) = &error.hint {
            self.line(&format!("hint: {hint}"));
        }
    }

    /// Whether there is a person to ask.
    pub(super) fn can_ask(&self) -> bool {
        std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    /// Asks a yes or no question; only a written yes is one.
    pub(super) fn confirm(&self, question: &str) -> bool {
        if !self.can_ask() {
            return false;
        }
        drop(write!(std::io::stderr(), "{} [y/N] ", harmless(question)));
        let mut answer = String::new();
        let read = std::io::stdin().read_line(&mut answer);
        read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
    }

    /// A line on stderr; control characters never reach it raw.
    fn line(&self, text: &str) {
        let stderr = std::io::stderr();
        let width = terminal_size::terminal_size_of(&stderr).filter(|_| stderr.is_terminal());
        let plain = harmless(text);
        let lines = match width {
            Some((width, _)) => wrapped(&plain, usize::from(width.0)),
            None => plain,
        };
        drop(writeln!(std::io::stderr(), "{lines}"));
    }

    /// What is wrong with the words, and how they are typed, or the help that was asked for. A word that
    /// was typed with control characters is quoted without them.
    pub(super) fn usage(
        &self,
        error: &clap::Error,
        examples: &[String],
        args: &[std::ffi::OsString],
    ) {
        let acts = |arg: &std::ffi::OsString| arg.to_string_lossy().chars().any(render::acts);
        let acts = args.iter().any(acts);
        if !error.use_stderr() && !acts {
            drop(error.print());
            return;
        }
        let styled = error.render();
        let coloured = std::io::stderr().is_terminal() && !self.settings.no_color && !acts;
        let mut text = if coloured { styled.ansi().to_string() } else { styled.to_string() };
        if let Some(at) = text.find("\n\nFor more information").filter(|_| !examples.is_empty()) {
            text.insert_str(at, &format!("\n\nExample:\n{}", examples.join("\n")));
        }
        if acts {
            text = text.lines().map(harmless).collect::<Vec<_>>().join("\n") + "\n";
        }
        drop(write!(std::io::stderr(), "{text}"));
    }

    /// Raw text on stdout (completions, the manual).
    pub(super) fn raw(&self, bytes: &[u8]) -> Result<(), CliError> {
        std::io::stdout().write_all(bytes).map_err(|error| from_io(&error))
    }

    /// Whether the answer to come could be written where and as it is asked for: for a command that
    /// records something before it writes.
    pub(super) fn check_place(&self, args: &OutputArgs) -> Result<(), CliError> {
        let format = args.format()?;
        match &args.output {
            Some(path) => place(path, args.force).map(|_| ()),
            None if format.is_binary() && std::io::stdout().is_terminal() => Err(not_here(format)),
            None => Ok(()),
        }
    }

    /// Writes an answer where and as it was asked for, without what is internal unless a person
    /// sees it on a terminal or asked for it by name.
    pub(super) fn answer(&self, document: Document<'_>, args: &OutputArgs) -> Result<(), CliError> {
        let format = args.format()?;
        let terminal = args.output.is_none() && std::io::stdout().is_terminal();
        if format.is_binary() && terminal {
            return Err(not_here(format));
        }
        if format == Format::Ics && !render::has_dates(&document) {
            return Err(CliError::refused(
                "this answer has no dates for a calendar",
                "`ics` is a format of `upr due` and `upr calendar`",
            ));
        }
        let document = self.sourced(document, format);
        let shows_all = terminal && format == Format::Table;
        if args.internal && !shows_all {
            self.line("note: this holds what was not published (`--internal`)");
        }
        let (document, left_out) = if args.internal || shows_all {
            (document, None)
        } else {
            let (document, left_out) = public_view(document);
            (document, Some(left_out))
        };
        let document = if args.internal && !shows_all { stamped(document) } else { document };
        let options = self.options(args, terminal);
        let notes = match &args.output {
            Some(path) => to_file(path, args.force, |out| {
                render::render(document, format, &options, out).map_err(CliError::from)
            })?,
            None => {
                // What the answer was read in is closed with the document.
                let mut spool = Spool::new();
                let rendered = render::render(document, format, &options, &mut spool);
                let notes = spool.written(rendered)?;
                let pager = (shows_all && !args.no_pager).then(|| self.pager()).flatten();
                if let Some((mut process, input)) = pager {
                    // Whoever leaves the pager has read enough.
                    let poured = spool.pour(&mut BufWriter::new(input));
                    drop(process.wait());
                    return poured
                        .or_else(|error| if error.broken_pipe { Ok(()) } else { Err(error) });
                }
                let stdout = BufWriter::new(std::io::stdout().lock());
                // A table brings colours of its own, and has made its texts harmless.
                let mut out: Box<dyn Write> = match format {
                    Format::Table => Box::new(stdout),
                    _ if terminal => Box::new(Harmless::new(stdout)),
                    _ => Box::new(stdout),
                };
                spool.pour(&mut out)?;
                notes
            }
        };
        self.told(args, format, &notes, left_out.map(|left_out| left_out.count()));
        Ok(())
    }

    /// Says where an answer went, and what it does not hold.
    fn told(
        &self,
        args: &OutputArgs,
        format: Format,
        notes: &RenderNotes,
        left_out: Option<usize>,
    ) {
        if let Some(path) = &args.output {
            self.status(&format!("wrote {}", path.display()));
        }
        if !notes.other_tables.is_empty() {
            let names = notes.other_tables.join(", ");
            self.status(&format!("also in this answer: {names} (`--table NAME`)"));
        }
        if !notes.undated.is_empty() {
            let names = notes.undated.join(", ");
            self.status(&format!("no event, since neither day nor month is known: {names}"));
        }
        for cut in notes.cut.iter().filter(|_| format != Format::Table) {
            let (table, shown, total) = (cut.table, cut.shown, cut.total);
            self.status(&format!("`{table}`: {shown} of {total} rows (`--rows`)"));
        }
        if let Some(count) = left_out.filter(|count| *count > 0) {
            let entries =
                if count == 1 { "1 entry is".to_owned() } else { format!("{count} entries are") };
            self.line(&format!(
                "note: {entries} internal, in whole or in part, and left out here (`--internal` includes them)"
            ));
        }
    }

    /// Writes a text of its own kind where it was asked for, as it comes; to a file beside its place, to
    /// a reader once it is whole.
    pub(super) fn stream(
        &self,
        args: &OutputArgs,
        write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        if args.internal {
            self.line("note: this holds what was not published (`--internal`)");
        }
        if let Some(path) = &args.output {
            to_file(path, args.force, write)?;
            self.status(&format!("wrote {}", path.display()));
            return Ok(());
        }
        let mut spool = Spool::new();
        let done = write(&mut spool);
        spool.written(done)?;
        let stdout = BufWriter::new(std::io::stdout().lock());
        if std::io::stdout().is_terminal() {
            return spool.pour(&mut Harmless::new(stdout));
        }
        spool.pour(&mut { stdout })
    }

    /// The pager, and where to write to; none where there is none.
    fn pager(&self) -> Option<(Child, ChildStdin)> {
        let line = self.settings.pager.as_deref()?;
        let mut words = line.split_whitespace();
        let mut command = Command::new(words.next()?);
        command.args(words).env("LESSCHARSET", "utf-8").stdin(Stdio::piped());
        let mut process = command.spawn().ok()?;
        let input = process.stdin.take()?;
        Some((process, input))
    }

    fn options(&self, args: &OutputArgs, terminal: bool) -> Options {
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Options {
            width: if terminal { self.settings.columns.or(width).or(Some(80)) } else { None },
            colour: match args.color.unwrap_or(ColorChoice::Auto) {
                ColorChoice::Auto => terminal && !self.settings.no_color,
                ColorChoice::Always => true,
                ColorChoice::Never => false,
            },
            bom: args.bom,
            fill_in: args.fill_in,
            brief: terminal && args.brief,
            table: args.table.clone(),
            row_limit: terminal.then_some(MOST_ROWS),
            rows: args.rows.and_then(|rows| usize::try_from(rows).ok()),
            sort: args.sort.clone(),
            columns: args.columns.clone(),
            ..Options::default()
        }
    }
}

fn not_here(format: Format) -> CliError {
    CliError::misuse(
        format!("{format} is not written to a terminal"),
        format!("name a file: `-o answer.{format}`"),
    )
}

/// What a shell reads to complete a word; it never learns that nobody reads it.
pub(super) fn completed(words: &[u8]) {
    drop(std::io::stdout().write_all(words));
}
