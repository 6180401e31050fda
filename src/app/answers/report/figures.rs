//! The figures of a report, gathered in a constant number of statements.

use super::by::{By, by_key};
use crate::app::answers::concerned::concerned;
use crate::app::answers::items::{collect, compound_lines};
use crate::app::answers::{Prepared, Question, filter_words, footer};
use crate::app::error::Result;
use crate::domain::lines::{CountLine, ItemLine, MilestoneLine, SetLine};
use crate::domain::{Filter, Level, View};
use crate::report::labels::{Ahead, tally_of};
use crate::report::progress::{PartLine, Progress, counts_of};
use crate::report::words::nouns::capital;
use crate::store::{Detail, Dimension, Levels, Read};

/// The figures of a report.
pub(in crate::app::answers) fn gather(
    question: &Question,
    prepared: &Prepared<'_>,
    by: By,
) -> Result<Progress> {
    let (names, view) = (&prepared.names, &prepared.view);
    let figures = under_headings(&prepared.filter);
    let state = prepared.filter.state.clone().or_else(|| prepared.only_state());
    let (theme, mixed) = match prepared.filter.themes.as_slice() {
        [theme] => {
            let concerned = concerned(prepared, theme)?;
            (concerned.sentences(theme), concerned.is_mixed())
        }
        _ => (Vec::new(), false),
    };
    let by = if mixed && by == By::Theme { By::Set } else { by };
    let counts = prepared.tx.count_statuses(&figures, view, by.dimension(prepared.internal))?;
    let whole = if by.is_single_valued() {
        counts.clone()
    } else {
        prepared.tx.count_statuses(&figures, view, Dimension::Whole)?
    };
    let parts = parts(by, &counts, prepared, &figures)?;
    let compound = compound_lines(&figures, view, &*prepared.tx)?;
    let tally = |line: &ItemLine| tally_of(line, &capital(&prepared.labels.called(line)));
    let regressed = regressed(&whole, &compound, &figures, view, &*prepared.tx)?;
    let ahead = match &state {
        Some(state) => Some(Ahead::of(&milestones_of(state, &*prepared.tx)?, view.as_of)),
        None => None,
    };
    Ok(Progress {
        state: state.map(|iso3| names.state(&iso3)),
        sets: prepared.sets().cloned().collect(),
        documents: prepared.tx.list_documents()?,
        as_of: view.as_of,
        known_at: crate::app::answers::known_at(view),
        ahead,
        whole,
        parts,
        by: by.label(),
        uncounted: prepared
            .tx
            .count_uncounted(&Filter { counted_only: false, ..figures.clone() }, view)?,
        superseded: prepared.tx.count_superseded(&figures, view)?,
        theme,
        mixed,
        regressed,
        tallies: compound.iter().filter_map(tally).collect(),
        course: None,
        apart: Vec::new(),
        voices: Vec::new(),
        many_voices: prepared.tx.list_speaking()?.iter().any(|voice| *voice != view.voice),
        only_issues: by == By::Theme && only_issues(&counts, &figures, view, &*prepared.tx)?,
        footer: footer(question, prepared)?,
        filters: chosen(question, prepared),
    })
}

/// What was chosen, in words, if anything was.
fn chosen(question: &Question, prepared: &Prepared<'_>) -> Option<String> {
    let filters = filter_words(&question.filter, &prepared.names);
    let assisted = prepared.view.assisted.then(|| "assisted tags counted".to_owned());
    let words: Vec<_> = filters.into_iter().chain(assisted).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

impl Prepared<'_> {
    /// The sets that the question is about.
    pub(in crate::app::answers) fn sets(&self) -> impl Iterator<Item = &SetLine> {
        let chosen = &self.filter.sets;
        let meant = |set: &&SetLine| {
            if chosen.is_empty() { !set.is_plan() } else { chosen.contains(&set.id) }
        };
        self.names.sets.iter().filter(meant)
    }

    /// The State that these sets are addressed to, ISO 3166 alpha-3, where it is one.
    pub(in crate::app::answers) fn only_state(&self) -> Option<String> {
        let mut states = self.sets().filter_map(|set| set.state.as_ref());
        let first = states.next()?;
        states.all(|state| state == first).then(|| first.clone())
    }
}

/// The milestones of a State.
pub(in crate::app::answers) fn milestones_of(
    state: &str,
    tx: &dyn Read,
) -> Result<Vec<MilestoneLine>> {
    let mut lines = tx.list_milestones()?;
    lines.retain(|line| line.state.as_deref() == Some(state));
    Ok(lines)
}

/// Whether none of the items stands under a theme, and UPR Info's issues could stand in.
fn only_issues(
    by_theme: &[CountLine],
    figures: &Filter,
    view: &View,
    tx: &dyn Read,
) -> Result<bool> {
    if by_theme.iter().any(|line| line.key.is_some()) {
        return Ok(false);
    }
    let by_issue = tx.count_statuses(figures, view, Dimension::Issue)?;
    Ok(by_issue.iter().any(|line| line.key.is_some()))
}

/// The filter for figures: in a set that is filed by a theme what stands under it, without what
/// is only tagged so; nowhere what was accepted in bulk, unless it is to count.
pub(in crate::app::answers) fn under_headings(filter: &Filter) -> Filter {
    Filter { beside: false, ..filter.clone() }
}

/// What regressed, and compound items of which a component did.
fn regressed(
    whole: &[CountLine],
    compound: &[ItemLine],
    figures: &Filter,
    view: &View,
    tx: &dyn Read,
) -> Result<Vec<ItemLine>> {
    let any_regressed = whole.iter().any(|line| line.status == Level::Regressed);
    let mut regressed = if any_regressed {
        let filter = Filter { statuses: vec![Level::Regressed], ..figures.clone() };
        collect(&filter, view, Detail::Brief, Levels::Items, tx)?
    } else {
        Vec::new()
    };
    let with_parts =
        compound.iter().filter(|line| !line.components_at(Level::Regressed).is_empty());
    for line in with_parts {
        if !regressed.iter().any(|known| known.id == line.id) {
            regressed.push(line.clone());
        }
    }
    Ok(regressed)
}

/// The figures by part, in the order in which people expect them.
fn parts(
    by: By,
    counts: &[CountLine],
    prepared: &Prepared<'_>,
    figures: &Filter,
) -> Result<Vec<PartLine>> {
    Ok(match by {
        By::Assessor => voices(prepared, figures, None)?,
        By::Status => Level::ALL.iter().map(|level| by_level(*level, counts)).collect(),
        By::Lead => {
            let mut parts = by_key(by, counts, &prepared.labels, &prepared.names);
            let known = prepared.tx.list_entities(&prepared.view)?;
            for part in &mut parts {
                let of = known.iter().find(|line| line.key == part.key);
                part.label = of.map_or_else(|| part.label.clone(), |line| line.name.clone());
            }
            parts
        }
        _ => by_key(by, counts, &prepared.labels, &prepared.names),
    })
}

fn by_level(level: Level, counts: &[CountLine]) -> PartLine {
    PartLine {
        key: level.slug().to_owned(),
        label: level.label().to_owned(),
        counts: counts_of(counts.iter().filter(|line| line.status == level)),
        ..PartLine::default()
    }
}

/// The figures as each voice sees them; those of the view's own voice may have been counted.
pub(super) fn voices(
    prepared: &Prepared<'_>,
    figures: &Filter,
    counted: Option<&[CountLine]>,
) -> Result<Vec<PartLine>> {
    let speaking = prepared.tx.list_speaking()?;
    let mut parts = Vec::new();
    for voice in &prepared.names.assessors {
        if voice.key != "tracker" && (voice.internal || !speaking.contains(&voice.id)) {
            continue;
        }
        let view = View { voice: voice.id, ..prepared.view.clone() };
        let counts = match counted.filter(|_| voice.id == prepared.view.voice) {
            Some(counts) => counts_of(counts.iter()),
            None => {
                let counts = prepared.tx.count_statuses(figures, &view, Dimension::Whole)?;
                counts_of(counts.iter())
            }
        };
        parts.push(PartLine {
            key: voice.key.clone(),
            label: prepared.names.voice(&voice.key),
            counts,
            ..PartLine::default()
        });
    }
    Ok(parts)
}
