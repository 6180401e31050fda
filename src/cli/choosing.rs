//! `--where`: a command that writes takes the items that filters choose.

use clap::Args;

use super::args::FilterArgs;
use super::context::Context;
use super::error::CliError;
use super::words::{items_then, words_of};
use crate::app::FilterWords;
use crate::app::pick::{MANY, Pick, Picked, PickedChange};
use crate::report::labels::number;
use crate::report::words::nouns::counted;

/// Items by filters in place of their names.
#[derive(Debug, Args)]
pub(super) struct WhereArgs {
    /// The items that the filters below choose, instead of named ones; they are listed first
    #[arg(long = "where")]
    chosen: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

impl WhereArgs {
    /// The filter, where items are chosen by one.
    ///
    /// # Errors
    /// A filter without `--where`, `--where` without a filter, or beside named items.
    pub(super) fn filter(&self, items: &[String]) -> Result<Option<FilterWords>, CliError> {
        let words = self.filter.words(&[]);
        let filtered = words != FilterWords::default();
        match (self.chosen, filtered) {
            (false, false) => Ok(None),
            (false, true) => Err(CliError::misuse(
                "filters choose what is written only with `--where`",
                "name the items, or say `--where` as well; `upr list` with the same filters shows them",
            )),
            (true, false) => Err(CliError::misuse(
                "`--where` needs a filter",
                "say which items: `--theme T`, `--status S`, `--missing status` …; a whole set: `--set KEY`",
            )),
            (true, true) if !items.is_empty() => Err(CliError::misuse(
                "items are named and chosen at once",
                "name them, or choose them with `--where`",
            )),
            (true, true) => Ok(Some(words)),
        }
    }

    /// The items that are named, or chosen by filters and listed; and the word after them. With
    /// `--where` the word stands alone.
    ///
    /// # Errors
    /// As [`WhereArgs::filter`]; where the word is missing.
    pub(super) fn items_then(
        &self,
        words: Vec<String>,
        what: &str,
    ) -> Result<(NamedItems, String), CliError> {
        let (items, word) = match words.as_slice() {
            [word] if self.filter(&[])?.is_some() => (Vec::new(), word.clone()),
            _ => items_then(words, what)?,
        };
        Ok((self.named(items)?, word))
    }

    /// The same without a word after them.
    pub(super) fn items(&self, words: Vec<String>) -> Result<NamedItems, CliError> {
        self.named(words_of(words))
    }

    fn named(&self, items: Vec<String>) -> Result<NamedItems, CliError> {
        Ok(match self.filter(&items)? {
            Some(filter) => NamedItems::Chosen(Box::new(filter)),
            None if items.is_empty() => {
                return Err(CliError::misuse(
                    "no item is named",
                    "name items (`48`, `50-52`), or choose them: `--where --theme T`",
                ));
            }
            None => NamedItems::Items(items),
        })
    }
}

/// Items by name, or by a filter.
pub(super) enum NamedItems {
    Items(Vec<String>),
    Chosen(Box<FilterWords>),
}

impl NamedItems {
    /// The items; those that a filter chooses are listed, exactly those are written, and more than ten
    /// of them are asked for unless `yes` was said.
    ///
    /// # Errors
    /// Where nobody says yes.
    pub(super) fn items(
        self,
        context: &Context<'_>,
        change: PickedChange,
        what: &str,
        yes: bool,
    ) -> Result<Vec<String>, CliError> {
        let filter = match self {
            Self::Items(items) => return Ok(items),
            Self::Chosen(filter) => filter,
        };
        let items = picked(context, *filter, change, what)?;
        let count = items.len();
        if count > MANY && !yes {
            if !context.ui.can_ask() {
                return Err(CliError::refused(
                    format!("this writes to {count} items at once"),
                    "say `--yes` to do it",
                ));
            }
            if !context.ui.confirm(&format!("Write to these {count} items?")) {
                return Err(CliError::refused("not confirmed", "nothing was written"));
            }
        }
        Ok(items)
    }
}

/// The items that a filter chooses, listed; those of which nothing would change are counted as `what`.
pub(super) fn picked(
    context: &Context<'_>,
    filter: FilterWords,
    change: PickedChange,
    what: &str,
) -> Result<Vec<String>, CliError> {
    let pick = Pick { filter, change };
    let Picked { items, ended, standing } = context.with_app(|app| Ok(app.pick(&pick)?))?;
    let chosen = match items.len() {
        0 => "no item is chosen".to_owned(),
        count => format!("{}: {}", counted(number(count), "items"), items.join(", ")),
    };
    let skipped = [(ended, "followed up no more".to_owned()), (standing, what.to_owned())];
    let skipped = skipped.iter().filter(|(count, _)| *count > 0);
    let skipped: Vec<_> = skipped.map(|(count, why)| format!("{count} {why}")).collect();
    let left_out = if skipped.is_empty() {
        String::new()
    } else {
        format!(" (left out: {})", skipped.join(", "))
    };
    context.ui.status(&format!("{chosen}{left_out}"));
    Ok(items)
}
