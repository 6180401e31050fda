//! What is asked, in the words in which it was given.

use super::error::Result;
use super::refusals::RecordRefusal;
use crate::domain::{DateWord, Kind, LevelWord, Missing, Position};

/// A filter in the words in which it was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterWords {
    /// Set keys, or `all`.
    pub sets: Vec<String>,
    /// Items, as typed.
    pub items: Vec<String>,
    /// Slugs, aliases or headings.
    pub themes: Vec<String>,
    /// Statuses.
    pub statuses: Vec<LevelWord>,
    /// An assessor's key.
    pub assessed_by: Option<String>,
    /// A position.
    pub position: Option<Position>,
    /// A kind of item.
    pub kind: Option<Kind>,
    /// Affected groups.
    pub groups: Vec<String>,
    /// SDG goals or targets.
    pub sdgs: Vec<String>,
    /// Tags, as `VOCABULARY:TERM`.
    pub tags: Vec<String>,
    /// A recommending State.
    pub from_state: Option<String>,
    /// The State under review.
    pub state: Option<String>,
    /// Words of the text.
    pub text: Option<String>,
    /// The language in which texts are preferred.
    pub lang: Option<String>,
    /// Months without an assessment.
    pub stale_months: Option<u32>,
    /// Something that is not there.
    pub missing: Option<Missing>,
    /// Led by this institution.
    pub lead: Option<String>,
    /// The institution of whoever asks: it knows what it leads, published or not.
    pub asks_as: Option<String>,
    /// Past its first due date, and not fully implemented.
    pub late: bool,
    /// Due up to so many days ahead.
    pub due_within: Option<u32>,
}

/// A view in the words in which it was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewWords {
    /// `--as-of`.
    pub as_of: Option<DateWord>,
    /// `--known-at`.
    pub known_at: Option<DateWord>,
    /// `--assessor`.
    pub assessor: Option<String>,
    /// `--assisted`.
    pub assisted: bool,
}

/// A language's code as people write it: `sl`, `SL`, `sr-Latn`.
pub(super) fn language(text: &str) -> Result<String> {
    let text = text.trim();
    let (first, rest) = text.split_once('-').map_or((text, None), |(a, b)| (a, Some(b)));
    let sound = (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && rest.is_none_or(|rest| {
            (2..=8).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if !sound {
        return Err(RecordRefusal::NoLanguage { text: text.to_owned() }.into());
    }
    Ok(rest.map_or_else(|| first.to_lowercase(), |rest| format!("{}-{rest}", first.to_lowercase())))
}
