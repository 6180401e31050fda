//! What lists offer, and what an address chooses.

use super::super::filled::Filled;
use crate::app::answers::pages::Choices;
use crate::app::{AppError, FilterWords, months};
use crate::domain::words::Vocabulary;
use crate::domain::{LevelWord, Missing, Position};
use crate::render::form::Control;

/// One of these, or any.
pub(super) fn any(all: Vec<(String, String)>) -> Control {
    or("Any", all)
}

/// One of these, or what is meant where none is chosen.
pub(super) fn or(none: &str, all: Vec<(String, String)>) -> Control {
    Control::List(std::iter::once((String::new(), none.to_owned())).chain(all).collect())
}

/// One of the documents, or all of them.
pub(super) fn listed(choices: &Choices) -> Control {
    let mut sets = vec![(String::new(), "The usual one".to_owned())];
    sets.extend(choices.sets.iter().cloned());
    sets.push(("all".to_owned(), "All".to_owned()));
    Control::List(sets)
}

/// The words of a fixed list.
pub(super) fn words_of<T: Vocabulary>() -> Vec<(String, String)> {
    T::WORDS.iter().map(|(_, slug, label)| ((*slug).to_owned(), (*label).to_owned())).collect()
}

/// What an address chooses.
pub(super) fn filter_of(words: &Filled) -> Result<FilterWords, AppError> {
    Ok(FilterWords {
        sets: words.all("set").map(str::to_owned).collect(),
        themes: words.all("theme").map(str::to_owned).collect(),
        statuses: words.all("status").map(LevelWord::read).collect::<Result<_, _>>()?,
        position: words.get("position").map(Position::read).transpose()?,
        missing: words.get("missing").map(Missing::read).transpose()?,
        text: words.get("q").map(str::to_owned),
        lead: words.get("lead").map(str::to_owned),
        late: words.get("late").is_some(),
        stale_months: words.get("stale").map(months).transpose()?,
        ..FilterWords::default()
    })
}
