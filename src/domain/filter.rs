//! Which items are meant, and from which point in time and whose voice they are seen.

use chrono::{DateTime, NaiveDate, Utc};

use super::words::vocabulary;
use super::{Kind, Level, Position};

/// What a question is asked of: the day, the state of knowledge, and the voice of the headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Only what was effective on or before this day.
    pub as_of: NaiveDate,
    /// Only what had been typed in by then; all that is in the file where none.
    pub known: Option<KnownUntil>,
    /// The assessor whose status is the headline.
    pub voice: i64,
    /// Whether only what was published is seen: items and sets that were not are then left out whole,
    /// with all that is said of them.
    pub published: bool,
    /// Whether the answer is for others: what is internal then takes nothing of the place of what was
    /// published, and is no evidence and no reason.
    pub for_others: bool,
    /// Whether what was accepted in bulk from suggestions counts in figures as what somebody looked at.
    pub assisted: bool,
}

impl View {
    /// All that is in the file, on a day; nobody's voice.
    pub const fn on(as_of: NaiveDate) -> Self {
        Self { as_of, known: None, voice: 0, published: false, for_others: false, assisted: false }
    }
}

/// How far the record is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KnownUntil {
    /// What had been recorded by this moment. What ships with the program was known from the first.
    Moment(DateTime<Utc>),
    /// Up to this entry, itself included: several entries may bear one time.
    Entry(i64),
}

/// Which items are chosen. Everything that is set must hold; several themes are alternatives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Sets by id; empty for every set.
    pub sets: Vec<i64>,
    /// Items by id; empty for all. Components are items here.
    pub items: Vec<i64>,
    /// Theme filters; any of them.
    pub themes: Vec<ThemeFilter>,
    /// Status by the voice of the headline.
    pub statuses: Vec<Level>,
    /// Assessed by this assessor.
    pub assessed_by: Option<i64>,
    /// The State's position in force.
    pub position: Option<Position>,
    /// The kind of item.
    pub kind: Option<Kind>,
    /// Carries one of these terms (a group, an SDG goal with its targets), a list a condition.
    pub terms: Vec<Vec<i64>>,
    /// A recommending State, by ISO 3166 code.
    pub from_state: Option<String>,
    /// The State under review, by ISO 3166 code.
    pub state: Option<String>,
    /// Words to find in the text.
    pub text: Option<String>,
    /// Last assessed by the headline's voice before this day.
    pub stale_since: Option<NaiveDate>,
    /// Something that is not there.
    pub missing: Option<Missing>,
    /// Only items that are tracked through components.
    pub compound_only: bool,
    /// Only what counts in progress figures, by the one rule of [`counting`](super::counting).
    pub counted_only: bool,
    /// Not the actions of plans: where no set is named, a plan is not meant.
    pub without_plans: bool,
    /// Whether what stands beside is meant as well, in lists: in a set that is filed by a theme what is
    /// only tagged with it, everywhere what is tagged by a suggestion that was accepted in bulk.
    pub beside: bool,
    /// Only what comes after this item, by set and number.
    pub after: Option<i64>,
    /// The language in which a text is preferred, where the item has it: a code such as `sl`.
    pub lang: Option<String>,
    /// Items come theme by theme in this order, the others after them; set by set where none is
    /// named.
    pub by_theme: Vec<i64>,
}

/// So many words are searched for at once; what is more is left out. Nobody types as many, and thousands
/// would keep everybody else waiting.
const MOST_WORDS: usize = 64;

/// The words of a search, each once: runs of letters and digits; everything else separates.
pub fn searched_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if words.len() == MOST_WORDS {
            break;
        }
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// One `--theme`: what stands under the theme, and what is tagged so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeFilter {
    /// The theme and the themes below it. Nothing stands under one of UPR Info's issues: there is
    /// none here, and the tag alone counts.
    pub headings: Vec<i64>,
    /// The same terms as tags, the affected groups of these names, and what a crosswalk leads here.
    pub tags: Vec<i64>,
    /// Those of the tags that only our own crosswalk leads here.
    pub led: Vec<i64>,
    /// The sets of which an item stands under one of the headings. In these the theme is what
    /// stands there; in every other it is what is tagged so.
    pub filed: Vec<i64>,
    /// What it is called.
    pub label: String,
}

vocabulary! {
    /// What an item may lack.
    Missing is "something that may be missing" {
        /// No status by the voice of the headline.
        Status = "status", "a status";
        /// No evidence in force.
        Evidence = "evidence", "evidence";
        /// A status without a note.
        Reason = "reason", "a reason";
        /// No theme that it stands under.
        Theme = "theme", "a theme";
    }
}

impl Filter {
    /// Whether it chooses among the items of its sets.
    pub fn narrows(&self) -> bool {
        let (sets, by_theme) = (self.sets.clone(), self.by_theme.clone());
        let (after, without_plans, beside) = (self.after, self.without_plans, self.beside);
        let sets = Self { sets, without_plans, beside, after, by_theme, ..Self::default() };
        *self != sets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_has_a_bounded_number_of_words_each_once() {
        assert_eq!(searched_words("of: of, the-of"), ["of", "the"]);
        let many: Vec<String> = (0..9_000).map(|number| format!("w{number}")).collect();
        assert_eq!(searched_words(&many.join(" ")).len(), MOST_WORDS);
    }
}
