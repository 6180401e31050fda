//! Arguments that several commands share, and how their words are read.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::words::{LevelParser, date, length, one_of, sort, span, word};
use crate::app::{FilterWords, ViewWords};
use crate::domain::words::Vocabulary as _;
use crate::domain::{DateWord, Kind, LevelWord, Missing, Position};
use crate::render::{Format, Sort};

/// Where and as what an answer goes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Format of the answer [default: table, or by the ending of --output]
    #[arg(long, short = 'f', global = true, value_name = "FORMAT", value_parser = one_of("a format", Format::WORDS))]
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
    /// Don't show a long answer through a pager ($PAGER, else less)
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
    /// Colours in a table: auto (on a terminal, unless NO_COLOR is set), always or never
    #[arg(long, alias = "colour", global = true, value_name = "WHEN")]
    pub(super) color: Option<clap::ColorChoice>,
    /// The one table of the answer to write
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) table: Option<String>,
    /// The first rows of each table alone
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) rows: Option<u32>,
    /// Put the main table in the order of this column; `-COLUMN`: the last first
    #[arg(long, global = true, value_name = "COLUMN", allow_hyphen_values = true, value_parser = sort)]
    pub(super) sort: Option<Sort>,
    /// These columns of the main table, in this order (`id,status,evidence`)
    #[arg(long, global = true, value_name = "COLUMN", value_delimiter = ',')]
    pub(super) columns: Vec<String>,
    /// Include what was not published, and stamp the document so
    #[arg(long, global = true)]
    pub(super) internal: bool,
    /// The language of titles, labels and sentences: English is the one there is
    #[arg(long, global = true, value_name = "LANG", value_parser = ["en"])]
    pub(super) lang: Option<String>,
    /// Say titles, heads and sentences in the words of this file: a translation of lang/en.txt
    #[arg(long = "words", global = true, value_name = "FILE")]
    pub(super) translation: Option<PathBuf>,
    /// Whether the answer is a workbook that is made to be edited and brought back.
    #[arg(skip)]
    pub(super) fill_in: bool,
    /// Whether the answer is a list, of which a terminal shows the beginning of each text.
    #[arg(skip)]
    pub(super) brief: bool,
}

impl OutputArgs {
    /// Whether the answer shows what is internal: asked for by name, or a table on a terminal.
    pub(super) fn shows_internal(&self) -> bool {
        self.internal || self.on_screen()
    }

    /// Whether scripts read the answer.
    pub(super) fn is_for_scripts(&self) -> bool {
        let ending = self.output.as_deref().and_then(Format::from_extension);
        self.format.or(ending).is_some_and(Format::is_for_scripts)
    }

    /// Whether the answer goes to a person's screen and nowhere else.
    pub(super) fn on_screen(&self) -> bool {
        use std::io::IsTerminal as _;
        let table = self.format.is_none_or(|format| format == Format::Table);
        table && self.output.is_none() && std::io::stdout().is_terminal()
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
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if ending.eq_ignore_ascii_case("pdf") {
                return CliError::misuse(
                    format!("`{}`: a PDF is made from another format", path.display()),
                    "`-o x.docx`, then `soffice --convert-to pdf x.docx`; or `-o x.html`, opened in a browser and printed to a file",
                );
            }
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
        let (as_of, known_at, assessor) = (self.as_of, self.known_at, self.assessor.clone());
        ViewWords { as_of, known_at, assessor, assisted: false }
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
    /// With this status, in a plan's words where a plan is chosen; several are alternatives
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = LevelParser)]
    pub(super) status: Vec<LevelWord>,
    /// Assessed by this assessor
    #[arg(long, value_name = "ASSESSOR")]
    pub(super) assessed_by: Option<String>,
    /// With this position of the State
    #[arg(long, value_name = "POSITION", value_parser = word::<Position>())]
    pub(super) position: Option<Position>,
    /// Of this kind
    #[arg(long, value_name = "KIND", value_parser = word::<Kind>())]
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
    #[arg(long, value_name = "TIME", value_parser = length)]
    pub(super) stale: Option<u32>,
    /// Without it
    #[arg(long, value_name = "WHAT", value_parser = word::<Missing>())]
    pub(super) missing: Option<Missing>,
    /// Led by this institution
    #[arg(long, value_name = "INSTITUTION")]
    pub(super) lead: Option<String>,
    /// Past the first due date, and not fully implemented
    #[arg(long)]
    pub(super) late: bool,
    /// Due up to so far ahead: 90d, 6w, 3m
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub(super) due_within: Option<u32>,
    /// In this cluster: a term of the vocabulary `cluster`
    #[arg(long, value_name = "CLUSTER")]
    pub(super) cluster: Vec<String>,
    /// With texts in this language where they are recorded (`sl`, `fr`)
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<String>,
}

impl FilterArgs {
    pub(super) fn words(&self, items: &[String]) -> FilterWords {
        FilterWords {
            asks_as: None,
            sets: self.set.clone(),
            items: items.to_vec(),
            themes: self.theme.clone(),
            statuses: self.status.clone(),
            assessed_by: self.assessed_by.clone(),
            position: self.position,
            kind: self.kind,
            groups: self.group.clone(),
            sdgs: self.sdg.clone(),
            tags: self.cluster.iter().map(|term| format!("cluster:{term}")).collect(),
            from_state: self.from_state.clone(),
            state: self.state.clone(),
            text: self.text.clone(),
            stale_months: self.stale,
            missing: self.missing,
            lang: self.lang.clone(),
            lead: self.lead.clone(),
            late: self.late,
            due_within: self.due_within,
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
