//! `--where`: a command that writes takes the items that filters choose.

use clap::Args;

use super::args::FilterArgs;
use super::error::CliError;
use crate::app::FilterWords;

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
}
