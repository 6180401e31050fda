//! By what a report breaks its figures down, and how each part is called and ordered.

use crate::app::Names;
use crate::app::answers::Prepared;
use crate::domain::Position;
use crate::report::labels::{Labels, counted};
use crate::store::Dimension;

/// By what a report breaks its figures down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The headings.
    #[default]
    Theme,
    /// The levels.
    Status,
    /// The sets.
    Set,
    /// The voices, each with its own statuses.
    Assessor,
    /// Affected groups.
    Group,
    /// SDG goals and targets.
    Sdg,
    /// The State's positions.
    Position,
    /// The States under review.
    State,
}

impl By {
    /// Each with its spelling.
    pub const ALL: [(&'static str, Self); 8] = [
        ("theme", Self::Theme),
        ("status", Self::Status),
        ("set", Self::Set),
        ("assessor", Self::Assessor),
        ("group", Self::Group),
        ("sdg", Self::Sdg),
        ("position", Self::Position),
        ("state", Self::State),
    ];

    pub(super) fn dimension(self) -> Dimension {
        match self {
            Self::Theme => Dimension::Theme,
            Self::Status | Self::Assessor => Dimension::Whole,
            Self::Set => Dimension::Set,
            Self::Group => Dimension::Group,
            Self::Sdg => Dimension::Sdg,
            Self::Position => Dimension::Position,
            Self::State => Dimension::State,
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Theme => "Theme",
            Self::Status => "Status",
            Self::Set => "Set",
            Self::Assessor => "Assessor",
            Self::Group => "Group",
            Self::Sdg => "SDG",
            Self::Position => "Position",
            Self::State => "State",
        }
    }
}

/// Where a part stands: headings and terms in their vocabulary's order, the rest by name, what has
/// none last.
pub(in crate::app::answers) fn order(
    by: By,
    key: Option<&str>,
    prepared: &Prepared,
) -> (bool, usize, String) {
    let place = |found: Option<usize>| found.unwrap_or(usize::MAX);
    let Some(key) = key else { return (true, usize::MAX, String::new()) };
    let terms = &prepared.names.terms;
    let at = match by {
        By::Theme => {
            key.parse().ok().and_then(|id: i64| prepared.labels.headings.get(&id)).map(|h| h.order)
        }
        By::Group => terms.iter().position(|term| term.vocabulary == "group" && term.slug == key),
        By::Sdg => terms.iter().position(|term| term.vocabulary == "sdg" && term.slug == key),
        By::Set => prepared.names.sets.iter().position(|set| set.key == key),
        By::Position => Position::ALL.iter().position(|p| p.slug() == key),
        By::State => prepared.names.states.all().iter().position(|state| state.iso3 == key),
        By::Status | By::Assessor => Some(0),
    };
    (false, place(at), key.to_owned())
}

/// Key and label of a part.
pub(in crate::app::answers) fn described(
    by: By,
    key: Option<&str>,
    labels: &Labels,
    names: &Names,
) -> (String, String) {
    let Some(key) = key else {
        let none = match by {
            By::Theme => "(no heading)",
            By::Group => "(no group)",
            By::Sdg => "(no SDG)",
            _ => "(none)",
        };
        return (String::new(), none.to_owned());
    };
    let term = |vocabulary: &str| {
        let found =
            names.terms.iter().find(|term| term.vocabulary == vocabulary && term.slug == key);
        found.map_or_else(|| key.to_owned(), |term| term.label.clone())
    };
    match by {
        By::Theme => {
            let heading = key.parse().ok().and_then(|id: i64| labels.headings.get(&id));
            heading.map_or_else(
                || (key.to_owned(), key.to_owned()),
                |h| (h.slug.clone(), h.label.clone()),
            )
        }
        By::Group => (key.to_owned(), format!("{} (own)", term("group"))),
        By::Sdg => {
            let label = term("sdg");
            let short: String = label.chars().take(60).collect();
            let more = if short.len() < label.len() { "…" } else { "" };
            (key.to_owned(), format!("{key} {short}{more} (own)"))
        }
        By::Set => {
            let set = names.sets.iter().find(|set| set.key == key);
            (
                key.to_owned(),
                set.map_or_else(|| key.to_owned(), |set| format!("{key}: {}", set.title)),
            )
        }
        By::Position => {
            let position = Position::from_slug(key);
            (
                key.to_owned(),
                position.map_or_else(|| key.to_owned(), |position| position.label().to_owned()),
            )
        }
        By::State => (key.to_owned(), names.state(key)),
        By::Status | By::Assessor => (key.to_owned(), counted(0, key)),
    }
}
