//! By what a report breaks its figures down, and how each part is called and ordered.

use crate::app::Names;
use crate::app::answers::Prepared;
use crate::app::error::Result;
use crate::domain::lines::{CountLine, TermLine};
use crate::domain::words::vocabulary;
use crate::domain::{Facet, Filter, Position};
use crate::report::labels::{Heading, Labels};
use crate::report::progress::{PartLine, counts_of};
use crate::store::Dimension;

/// More items than this come in the order in which they are read.
const MOST_ORDERED: i64 = 10_000;

vocabulary! {
    /// By what a report breaks its figures down.
    #[derive(Default)]
    By is "something to break figures down by" {
        /// The themes: each item once.
        #[default]
        Theme = "theme", "Theme";
        /// The levels.
        Status = "status", "Status";
        /// The sets.
        Set = "set", "Set";
        /// The voices, each with its own statuses.
        Assessor = "assessor", "Assessor";
        /// Affected groups.
        Group = "group", "Group";
        /// SDG goals, each with its targets.
        Sdg = "sdg", "SDG";
        /// The State's positions.
        Position = "position", "Position";
        /// The States under review.
        State = "state", "State";
        /// UPR Info's issues.
        Issue = "issue", "Issue";
        /// What several bodies ask alike.
        Cluster = "cluster", "Cluster";
        /// The institutions that lead.
        Lead = "lead", "Lead";
    }
}

impl By {
    /// What the store counts by; leads that were not published only where `internal`.
    pub(super) fn dimension(self, internal: bool) -> Dimension {
        match self {
            Self::Theme => Dimension::Theme,
            Self::Status | Self::Assessor => Dimension::Whole,
            Self::Set => Dimension::Set,
            Self::Group => Dimension::Group,
            Self::Sdg => Dimension::Sdg,
            Self::Issue => Dimension::Issue,
            Self::Cluster => Dimension::Cluster,
            Self::Position => Dimension::Position,
            Self::State => Dimension::State,
            Self::Lead => Dimension::Lead { internal },
        }
    }

    /// Whether an item stands in one part only, so that the parts add up to the whole.
    pub(super) fn is_single_valued(self) -> bool {
        !matches!(self, Self::Group | Self::Sdg | Self::Issue | Self::Cluster)
    }
}

/// A part for each key that was counted.
pub(in crate::app::answers) fn by_key(
    by: By,
    counts: &[CountLine],
    labels: &Labels,
    names: &Names,
) -> Vec<PartLine> {
    let mut keys: Vec<Option<&str>> = counts.iter().map(|line| line.key.as_deref()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut parts: Vec<_> = keys
        .into_iter()
        .map(|key| {
            let of: Vec<&CountLine> =
                counts.iter().filter(|line| line.key.as_deref() == key).collect();
            let first = of.iter().filter_map(|line| line.first).min();
            let part = PartLine {
                counts: counts_of(of.iter().copied()),
                own: of.iter().map(|line| line.own).sum(),
                ..described(by, key, names)
            };
            (order(by, key, first, labels, names), part)
        })
        .collect();
    parts.sort_by(|(one, _), (next, _)| one.cmp(next));
    parts.into_iter().map(|(_, part)| part).collect()
}

/// The order of the themes where the items' own order does not follow it: where another file lists
/// them. Not of more items than can be put in order at once, by the figures of the whole.
pub(super) fn themes_in_order(
    prepared: &Prepared<'_>,
    figures: &Filter,
    whole: &[CountLine],
) -> Result<Vec<i64>> {
    if whole.iter().map(|line| line.items).sum::<i64>() > MOST_ORDERED {
        return Ok(Vec::new());
    }
    let (labels, names) = (&prepared.labels, &prepared.names);
    let foreign = |id: i64| labels.headings.get(&id).is_some_and(Heading::is_foreign);
    let counts = prepared.tx.count_statuses(figures, &prepared.view, Dimension::Theme)?;
    let themes = by_key(By::Theme, &counts, labels, names);
    let themes: Vec<i64> = themes.iter().filter_map(|part| part.term).collect();
    let wanted = themes.iter().any(|id| foreign(*id));
    Ok(if wanted { themes } else { Vec::new() })
}

/// Where a part stands: what has none last; themes in the order of their list, terms in their
/// vocabulary's, a goal before its targets; the rest by name.
type SortPlace = (bool, (bool, i64, usize), String);

fn order(
    by: By,
    key: Option<&str>,
    first: Option<i64>,
    labels: &Labels,
    names: &Names,
) -> SortPlace {
    let Some(key) = key else { return (true, (true, i64::MAX, usize::MAX), String::new()) };
    let at = |found: Option<usize>| (false, 0, found.unwrap_or(usize::MAX));
    let place = match by {
        By::Theme => labels.theme_place(key.parse().ok(), first),
        By::Group | By::Sdg | By::Issue | By::Cluster => {
            at(names.terms.iter().position(|term| term.id.to_string() == key))
        }
        By::Set => at(names.sets.iter().position(|set| set.key == key)),
        By::Position => at(Position::ALL.iter().position(|p| p.slug() == key)),
        By::State => at(names.states.all().iter().position(|state| state.iso3 == key)),
        By::Status | By::Assessor | By::Lead => at(None),
    };
    (false, place, key.to_owned())
}

/// Key and label of a part, without its figures.
fn described(by: By, key: Option<&str>, names: &Names) -> PartLine {
    let part =
        |key: &str, label: String| PartLine { key: key.to_owned(), label, ..PartLine::default() };
    let Some(key) = key else {
        let none = match by {
            By::Theme => "(no theme)",
            By::Group => "(no group)",
            By::Sdg => "(no SDG)",
            By::Issue => "(no issue)",
            By::Cluster => "(no cluster)",
            By::Lead => "(no lead)",
            _ => "(none)",
        };
        return part("", none.to_owned());
    };
    match by {
        By::Theme | By::Group | By::Sdg | By::Issue | By::Cluster => {
            let term = key.parse().ok().and_then(|id| names.term(id));
            term.map_or_else(|| part(key, key.to_owned()), |term| of_term(by, term))
        }
        By::Set => {
            let set = names.sets.iter().find(|set| set.key == key);
            part(key, set.map_or_else(|| key.to_owned(), |set| format!("{key}: {}", set.title)))
        }
        By::Position => {
            let position = Position::from_slug(key);
            part(
                key,
                position.map_or_else(|| key.to_owned(), |position| position.label().to_owned()),
            )
        }
        By::State => part(key, names.state(key)),
        By::Status | By::Assessor | By::Lead => part(key, key.to_owned()),
    }
}

/// A part that is a term: named by its slug, with its vocabulary where that is not our own.
fn of_term(by: By, term: &TermLine) -> PartLine {
    let ours = by == By::Theme || term.vocabulary == Facet::of(&term.vocabulary).slug();
    let key = if ours { term.slug.clone() } else { format!("{}:{}", term.vocabulary, term.slug) };
    let (level, depth) = match (by, term.parent) {
        (By::Sdg, None) => (Some("goal"), 0),
        (By::Sdg, Some(_)) => (Some("target"), 1),
        _ => (None, 0),
    };
    let coded = by == By::Sdg && ours && !term.label.starts_with(&term.slug);
    let shown = coded.then(|| format!("{} {}", term.slug, term.label));
    let (label, id) = (term.label.clone(), Some(term.id));
    let is_theme = by == By::Theme;
    PartLine { key, label, shown, level, depth, is_theme, term: id, ..PartLine::default() }
}
