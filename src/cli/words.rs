//! How the words of the command line are read: fixed lists (known to help and shells), dates,
//! periods, texts.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};

use super::error::CliError;
use crate::app::months;
use crate::domain::words::{Vocabulary, read_word};
use crate::domain::{DateWord, Level, LevelWord, PartialDate, UnknownWord};
use crate::render::Sort;

/// Reads a word of a fixed list; help and shells see the slugs.
#[derive(Clone)]
pub(super) struct WordParser<T: 'static> {
    what: &'static str,
    table: &'static [(T, &'static str, &'static str)],
    whole: bool,
    also: &'static [(&'static str, &'static str)],
}

/// The words of a vocabulary: by slug, label or unique prefix.
pub(super) fn word<T: Vocabulary>() -> WordParser<T> {
    WordParser { whole: false, ..one_of(T::WHAT, T::WORDS) }
}

/// The words of a list (value, slug, label), each to be written whole: `xls` is no short `xlsx`.
pub(super) fn one_of<T>(
    what: &'static str,
    table: &'static [(T, &'static str, &'static str)],
) -> WordParser<T> {
    WordParser { what, table, whole: true, also: &[] }
}

impl<T> WordParser<T> {
    /// The same that also takes these words, each for a slug.
    pub(super) fn also(self, also: &'static [(&'static str, &'static str)]) -> Self {
        Self { also, ..self }
    }
}

impl<T: Copy> WordParser<T> {
    /// Reads a word; the error is its message with the hint as a line of its own.
    pub(super) fn read(&self, text: &str) -> Result<T, String> {
        let wanted = text.trim().to_lowercase();
        let other = self.also.iter().find(|(word, _)| *word == wanted);
        let wanted = other.map_or(wanted, |(_, slug)| (*slug).to_owned());
        if self.whole {
            let exact = self.table.iter().find(|(_, slug, _)| *slug == wanted);
            let slugs: Vec<_> = self.table.iter().map(|(_, slug, _)| *slug).collect();
            return exact.map(|(value, ..)| *value).ok_or_else(|| {
                let message = format!("`{text}` is not {}", self.what);
                hinted(&message, Some(format!("it is one of {}", slugs.join(", "))))
            });
        }
        read_word(self.what, if other.is_some() { &wanted } else { text }, self.table).map_err(
            |error: UnknownWord| {
                let all = || format!("it is one of {}", error.words.join(", "));
                let near = error.nearest.as_ref().map(|near| format!("did you mean `{near}`?"));
                hinted(&error.to_string(), near.or_else(|| (!error.words.is_empty()).then(all)))
            },
        )
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for WordParser<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        let parser = self.clone();
        (move |text: &str| parser.read(text)).parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.table.iter().map(|(_, slug, _)| PossibleValue::new(*slug))))
    }
}

/// Reads a status, in the words of recommendations or in those of a plan; help and shells see the first.
#[derive(Clone)]
pub(super) struct LevelParser;

impl TypedValueParser for LevelParser {
    type Value = LevelWord;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<LevelWord, clap::Error> {
        let read = |text: &str| {
            LevelWord::read(text).or_else(|_| word::<Level>().read(text).map(LevelWord::Level))
        };
        read.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Level::ALL.iter().map(|level| PossibleValue::new(level.slug()))))
    }
}

/// Items and the word after them: clap cannot tell them apart once an option stands between.
pub(super) fn items_then(
    mut words: Vec<String>,
    what: &str,
) -> Result<(Vec<String>, String), CliError> {
    let last = words.pop().filter(|_| !words.is_empty());
    last.map(|last| (words_of(words), last)).ok_or_else(|| {
        CliError::misuse(
            format!("{what} is missing"),
            "name the items first, then it; `--help` has examples",
        )
    })
}

/// Items as typed. `47, 48`: a comma may end a word; an empty one is for the file to refuse.
pub(super) fn words_of(words: Vec<String>) -> Vec<String> {
    let bare = |word: String| match word.strip_suffix(',').map(str::trim) {
        Some(rest) if !rest.is_empty() && !rest.ends_with(',') => rest.to_owned(),
        _ => word,
    };
    words.into_iter().map(bare).collect()
}

/// A word read outside of clap: the same message and hint, the same exit code.
pub(super) fn read<T: Vocabulary>(text: &str) -> Result<T, CliError> {
    word::<T>().read(text).map_err(|message| match message.split_once("\nhint: ") {
        Some((message, hint)) => CliError::misuse(message, hint),
        None => CliError::new(super::error::Exit::Misuse, message, None),
    })
}

/// A word with what to type instead, as clap shows it.
pub(super) fn hinted(message: &str, hint: Option<String>) -> String {
    hint.map_or_else(|| message.to_owned(), |hint| format!("{message}\nhint: {hint}"))
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

/// A column by which to sort: `since`, or the last first: `-since`.
pub(super) fn sort(text: &str) -> Result<Sort, String> {
    let column = text.strip_prefix('-').unwrap_or(text);
    if column.is_empty() || column.starts_with('-') {
        return Err(hinted(
            &format!("`{text}` is no column"),
            Some("`--sort since`, or the last first: `--sort -since`".to_owned()),
        ));
    }
    Ok(Sort { column: column.to_owned(), down: column.len() < text.len() })
}

/// A length of time in months: `12m`, `2y`.
pub(super) fn length(text: &str) -> Result<u32, String> {
    months(text).map_err(|error| error.to_string())
}

/// A day, or a month or year of which the option says which day is meant.
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
        let hint = format!("the earlier date comes first: {to}..{from}");
        return Err(hinted(&format!("`{text}` ends before it begins"), Some(hint)));
    }
    Ok((from, to))
}

/// A span in days: `90d`, `6w`, `3m`, `1y`.
pub(super) fn span(text: &str) -> Result<u32, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let days = match &text[digits.len()..] {
        "d" | "" => 1,
        "w" => 7,
        "m" => 31,
        "y" => 366,
        _ => 0,
    };
    let number = digits.parse::<u32>().ok().and_then(|number| number.checked_mul(days));
    number.filter(|days| *days > 0).ok_or_else(|| "a span is 90d, 6w, 3m or 1y".to_owned())
}
