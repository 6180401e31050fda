//! Arguments that several commands share, and how their words are read.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use crate::app::{FilterWords, ViewWords, months};
use crate::domain::{
    AssessorKind, Confidence, DateWord, Kind, Level, Missing, PartialDate, Position,
};
use crate::render::Format;

/// Where and as what an answer goes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Format of the answer: table, csv, tsv, json, jsonl, md, html, xlsx or docx [default: table, or by the ending of --output]
    #[arg(long, short = 'f', global = true, value_name = "FORMAT", value_parser = format)]
    pub(super) format: Option<Format>,
    /// Write the answer to a file; the format follows from its ending
    #[arg(long, short = 'o', global = true, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Replace the output file if it is there
    #[arg(long, global = true)]
    pub(super) force: bool,
    /// Begin csv and tsv with a byte-order mark, for Excel
    #[arg(long, global = true)]
    pub(super) bom: bool,
    /// The one table of the answer to write
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) table: Option<String>,
    /// Include what was not published, and stamp the document so
    #[arg(long, global = true)]
    pub(super) internal: bool,
    /// Whether the answer is a workbook that is made to be edited and brought back.
    #[arg(skip)]
    pub(super) fill_in: bool,
}

impl OutputArgs {
    /// Whether the answer shows what is internal: asked for by name, or a table on a terminal.
    pub(super) fn shows_internal(&self) -> bool {
        use std::io::IsTerminal as _;
        let table = self.format.is_none_or(|format| format == Format::Table);
        self.internal || (table && self.output.is_none() && std::io::stdout().is_terminal())
    }

    /// The format that was asked for.
    pub(super) fn format(&self) -> Result<Format, CliError> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let Some(path) = &self.output else { return Ok(Format::Table) };
        if path.is_dir() {
            let message = format!("`{}` is a folder", path.display());
            return Err(CliError::refused(message, "name a file in it"));
        }
        Format::from_extension(path).ok_or_else(|| {
            CliError::misuse(
                format!("the ending of `{}` names no format", path.display()),
                "say it with `--format`: csv, tsv, json, jsonl, md, html, xlsx or docx",
            )
        })
    }
}

/// From where items are seen.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Point in time and voice")]
pub(super) struct ViewArgs {
    /// As things stood on that day by effective date [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) as_of: Option<DateWord>,
    /// With what had been typed in by then [default: all that is in the file]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) known_at: Option<DateWord>,
    /// Whose voice is the headline [default: tracker, the file's owner]
    #[arg(long, value_name = "ASSESSOR")]
    pub(super) assessor: Option<String>,
}

impl ViewArgs {
    pub(super) fn words(&self) -> ViewWords {
        ViewWords { as_of: self.as_of, known_at: self.known_at, assessor: self.assessor.clone() }
    }
}

/// Which items are chosen.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct FilterArgs {
    /// Items of this set, or `all`
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub(super) set: Vec<String>,
    /// Under this theme or tagged so: slug, alias, heading or VOCABULARY:TERM; several are
    /// alternatives
    #[arg(long, value_name = "THEME")]
    pub(super) theme: Vec<String>,
    /// With this status; several are alternatives
    #[arg(long, value_name = "STATUS", value_parser = level)]
    pub(super) status: Vec<Level>,
    /// Assessed by this assessor
    #[arg(long, value_name = "ASSESSOR")]
    pub(super) assessed_by: Option<String>,
    /// With this position of the State
    #[arg(long, value_name = "POSITION", value_parser = position)]
    pub(super) position: Option<Position>,
    /// Of this kind: ask, demand, recommendation, offer, mandate, advice, concern, commitment
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub(super) kind: Option<Kind>,
    /// About these persons (`children`, `women-girls` …)
    #[arg(long, value_name = "GROUP")]
    pub(super) group: Vec<String>,
    /// Tagged with this SDG goal (`5`) or target (`5.2`, `16.a`)
    #[arg(long, value_name = "SDG")]
    pub(super) sdg: Vec<String>,
    /// Recommended by this State: ISO code or name
    #[arg(long, value_name = "STATE")]
    pub(super) from_state: Option<String>,
    /// Addressed to this State: ISO code or name
    #[arg(long, value_name = "STATE")]
    pub(super) state: Option<String>,
    /// With these words in the text
    #[arg(long, value_name = "WORDS")]
    pub(super) text: Option<String>,
    /// Last assessed longer ago than this (`12m`, `2y`); for never assessed: `--missing status`
    #[arg(long, value_name = "TIME", value_parser = stale)]
    pub(super) stale: Option<u32>,
    /// Without a status, evidence, reason or theme
    #[arg(long, value_name = "WHAT", value_parser = missing)]
    pub(super) missing: Option<Missing>,
}

impl FilterArgs {
    pub(super) fn words(&self, items: &[String]) -> FilterWords {
        FilterWords {
            sets: self.set.clone(),
            items: items.to_vec(),
            themes: self.theme.clone(),
            statuses: self.status.clone(),
            assessed_by: self.assessed_by.clone(),
            position: self.position,
            kind: self.kind,
            groups: self.group.clone(),
            sdgs: self.sdg.clone(),
            tags: Vec::new(),
            from_state: self.from_state.clone(),
            state: self.state.clone(),
            text: self.text.clone(),
            stale_months: self.stale,
            missing: self.missing,
        }
    }
}

/// Which items, seen from where: what most questions are asked with.
#[derive(Debug, Clone, Args)]
pub(super) struct AskArgs {
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[command(flatten)]
    pub(super) view: ViewArgs,
}

/// Items and the word after them: clap cannot tell them apart once an option stands between.
pub(super) fn items_then(
    mut words: Vec<String>,
    what: &str,
) -> Result<(Vec<String>, String), CliError> {
    let last = words.pop().filter(|_| !words.is_empty());
    last.map(|last| (words, last)).ok_or_else(|| {
        CliError::misuse(
            format!("{what} is missing"),
            "name the items first, then it; `--help` has examples",
        )
    })
}

/// A word read outside of clap: the same message and hint, the same exit code.
pub(super) fn read<T>(
    text: &str,
    reader: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, CliError> {
    reader(text).map_err(|message| match message.split_once("\nhint: ") {
        Some((message, hint)) => CliError::misuse(message, hint),
        None => CliError::new(super::error::Exit::Misuse, message, None),
    })
}

/// A word with what to type instead, as clap shows it.
fn hinted(message: &str, hint: Option<String>) -> String {
    hint.map_or_else(|| message.to_owned(), |hint| format!("{message}\nhint: {hint}"))
}

fn word<T>(text: &str) -> Result<T, String>
where
    T: std::str::FromStr<Err = crate::domain::UnknownWord>,
{
    text.parse().map_err(|error: crate::domain::UnknownWord| {
        let known = || format!("it is one of {}", error.known.join(", "));
        let near = error.nearest.as_ref().map(|near| format!("did you mean `{near}`?"));
        hinted(&error.to_string(), near.or_else(|| (!error.known.is_empty()).then(known)))
    })
}

/// A text in words: it may begin with a hyphen, as a list does, unless it is an option as such, of
/// which the text was forgotten.
pub(super) fn prose(text: &str) -> Result<String, String> {
    let name = text.strip_prefix("--").unwrap_or_default();
    let option = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    if option {
        return Err(hinted(
            &format!("a text is missing before `{text}`"),
            Some("write the text in quotation marks".to_owned()),
        ));
    }
    Ok(text.to_owned())
}

pub(super) fn level(text: &str) -> Result<Level, String> {
    word(text)
}

pub(super) fn position(text: &str) -> Result<Position, String> {
    word(text)
}

pub(super) fn kind(text: &str) -> Result<Kind, String> {
    word(text)
}

pub(super) fn confidence(text: &str) -> Result<Confidence, String> {
    word(text)
}

pub(super) fn assessor_kind(text: &str) -> Result<AssessorKind, String> {
    word(text)
}

pub(super) fn date(text: &str) -> Result<DateWord, String> {
    DateWord::parse(text).map_err(|error| {
        hinted(
            &error.to_string(),
            Some("write 2025-06-30, 2025-06, 2025, today or yesterday".to_owned()),
        )
    })
}

fn partial_date(text: &str) -> Result<PartialDate, String> {
    PartialDate::parse(text).map_err(|error| {
        hinted(&error.to_string(), Some("write 2025-06-30, 2025-06 or 2025".to_owned()))
    })
}

/// `FROM..TO`, each as precise as known.
pub(super) fn period(text: &str) -> Result<(PartialDate, PartialDate), String> {
    let (from, to) = text.split_once("..").ok_or_else(|| {
        hinted(
            &format!("`{text}` is no period"),
            Some("write FROM..TO, as in 2019-11-28..2024-11".to_owned()),
        )
    })?;
    let (from, to) = (partial_date(from)?, partial_date(to)?);
    if to.last() < from.first() {
        return Err(format!("`{text}` ends before it begins"));
    }
    Ok((from, to))
}

fn stale(text: &str) -> Result<u32, String> {
    months(text).map_err(|error| error.to_string())
}

fn missing(text: &str) -> Result<Missing, String> {
    choice("something that may be missing", &Missing::ALL, text)
}

/// A word of a list that has no labels.
pub(super) fn choice<T: Copy>(
    what: &str,
    table: &[(&'static str, T)],
    text: &str,
) -> Result<T, String> {
    let wanted = text.trim().to_lowercase();
    let found = table.iter().find(|(slug, _)| *slug == wanted);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<_> = table.iter().map(|(slug, _)| *slug).collect();
        hinted(
            &format!("`{text}` is not {what}"),
            Some(format!("it is one of {}", known.join(", "))),
        )
    })
}

fn format(text: &str) -> Result<Format, String> {
    text.parse().map_err(|_| {
        hinted(
            &format!("`{text}` is not a format"),
            Some("it is one of table, csv, tsv, json, jsonl, md, html, xlsx, docx".to_owned()),
        )
    })
}
