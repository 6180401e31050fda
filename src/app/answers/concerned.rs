//! What a theme covers in each set that is asked about.

use std::collections::HashMap;

use super::Prepared;
use crate::app::error::Result;
use crate::domain::filter::ThemeFilter;
use crate::domain::lines::SetLine;
use crate::domain::{Facet, Filter};
use crate::report::concerned::{Basis, Concerned, Covered, tagger};
use crate::store::{Detail, Levels};

/// How many items belong to a theme in each set, how many more items and components are tagged so,
/// and by whom; a constant number of statements, and one for each set of which nothing is tagged so.
pub(super) fn concerned(prepared: &Prepared<'_>, theme: &ThemeFilter) -> Result<Concerned> {
    let (filter, view) = (&prepared.filter, &prepared.view);
    let mut counts: HashMap<String, Covered> = HashMap::new();
    prepared.tx.each_item(filter, view, Detail::Brief, Levels::Matching, &mut |line| {
        let covered = counts.entry(line.set.clone()).or_default();
        covered.assisted += i64::from(line.assisted_alone);
        if line.assisted_alone && !view.assisted {
            return Ok(());
        }
        let place = match (line.under_heading, line.parent.is_some()) {
            (true, false) => &mut covered.under,
            (false, false) => &mut covered.items,
            (_, true) => &mut covered.components,
        };
        *place += 1;
        covered.own += i64::from(line.tagged_own && !line.assisted_alone);
        Ok(())
    })?;
    by_crosswalk(prepared, theme, &mut counts)?;
    let taggings = if theme.headings.is_empty() {
        Vec::new()
    } else {
        prepared.tx.list_taggings(&theme.tags)?
    };
    let state = filter.state.as_ref();
    let asked = |set: &&SetLine| state.is_none_or(|state| set.state.as_ref() == Some(state));
    let mut sets = Vec::new();
    for set in prepared.sets().filter(asked) {
        let covered = counts.remove(&set.key).unwrap_or_default();
        let of = taggings.iter().filter(|tagging| tagging.set == set.id);
        let mut by: Vec<&str> =
            of.clone().map(|tagging| tagger(tagging.layout.as_deref())).collect();
        by.dedup();
        let basis = if theme.filed.contains(&set.id) {
            Basis::Heading
        } else if covered.under + covered.components + covered.assisted > 0
            || is_classified(prepared, set)?
        {
            Basis::Tags { by }
        } else {
            Basis::Nothing
        };
        let (key, noun) = (set.key.clone(), set.noun.clone());
        sets.push(Covered { set: key, noun, basis, ..covered });
    }
    Ok(Concerned { sets, assisted_counts: view.assisted })
}

/// Counts what belongs to a theme only because our crosswalk leads other words to it.
fn by_crosswalk(
    prepared: &Prepared<'_>,
    theme: &ThemeFilter,
    counts: &mut HashMap<String, Covered>,
) -> Result<()> {
    if theme.led.is_empty() {
        return Ok(());
    }
    for covered in counts.values_mut() {
        covered.led = covered.under + covered.components;
    }
    let tags = theme.tags.iter().filter(|id| !theme.led.contains(id)).copied().collect();
    let bare = ThemeFilter { tags, led: Vec::new(), ..theme.clone() };
    let filter = Filter { themes: vec![bare], ..prepared.filter.clone() };
    prepared.tx.each_item(
        &filter,
        &prepared.view,
        Detail::Brief,
        Levels::Matching,
        &mut |line| {
            let counts_not = line.assisted_alone && !prepared.view.assisted;
            if let (Some(covered), false) = (counts.get_mut(&line.set), counts_not) {
                covered.led -= i64::from(line.under_heading || line.parent.is_some());
            }
            Ok(())
        },
    )?;
    Ok(())
}

/// Whether anything of a set stands under a theme or is tagged with a theme, a group or an issue.
fn is_classified(prepared: &Prepared<'_>, set: &SetLine) -> Result<bool> {
    let tells = |id: &i64| {
        let facet = prepared.names.term(*id).map(|term| Facet::of(&term.vocabulary));
        matches!(facet, Some(Facet::Theme | Facet::Group | Facet::Issue))
    };
    Ok(prepared.tx.list_used_terms(&[set.id])?.iter().any(tells))
}
