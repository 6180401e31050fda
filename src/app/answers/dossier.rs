//! What the templates draw on, read in a constant number of statements.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::report::{By, gather, milestones_of, under_headings};
use super::{Prepared, Question};
use crate::app::error::Result;
use crate::domain::lines::{Duties, HistoryLine, ItemLine, MilestoneLine, SetLine};
use crate::domain::{Filter, Level, PartialDate, View};
use crate::report::Course;
use crate::report::changes::moved_of;
use crate::report::labels::Labels;
use crate::report::progress::counts_of;
use crate::report::templates::{Dossier, Filed, Theme};
use crate::report::trend::{Point, Step, course};
use crate::report::words::papers::PaperHeading;
use crate::store::{Detail, Levels, Read};

/// So many items are read at once; what is said of so many is asked of them by number.
const FEW: usize = 2_000;

/// So many items take a while to be counted once.
const MANY: i64 = 20_000;

/// What is read of items beside themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReadBeside {
    /// All of it.
    Whole,
    /// What was said of them.
    Said,
    /// The same with what moved since a day and on what it rests, with who is at work on them and the
    /// actions that are taken for them.
    Doing(NaiveDate),
}

/// Everything that the chosen items hold.
pub(super) fn dossier(question: &Question, prepared: &Prepared<'_>, by: By) -> Result<Dossier> {
    let progress = gather(question, prepared, by)?;
    let filed = filed(prepared)?;
    let by_cluster = by == By::Cluster;
    Ok(Dossier { progress, filed, course: None, moved_to: None, by_cluster, plans: Vec::new() })
}

/// The items with their components, in order of theme, position and number.
pub(super) fn filed(prepared: &Prepared<'_>) -> Result<Vec<Filed>> {
    filed_of(prepared, &prepared.filter, ReadBeside::Whole)
}

/// The same, some thousand items at a time, set by set, so that what is held does not grow with the
/// file: in one go where there are no more.
pub(super) fn each_filed(
    prepared: &Prepared<'_>,
    held: ReadBeside,
    visit: &mut dyn FnMut(Vec<Filed>),
) -> Result<()> {
    let mut figures = prepared.tx.list_set_figures()?;
    let wanted = &prepared.filter.sets;
    figures.retain(|set| wanted.is_empty() || wanted.contains(&set.set));
    let most = i64::try_from(FEW).unwrap_or(i64::MAX);
    let (mut sets, mut items) = (Vec::new(), 0);
    let mut give = |sets: &mut Vec<i64>| -> Result<()> {
        let sets = std::mem::take(sets);
        visit(filed_of(prepared, &Filter { sets, ..prepared.filter.clone() }, held)?);
        Ok(())
    };
    for set in figures {
        if !sets.is_empty() && items + set.items > most {
            give(&mut sets)?;
            items = 0;
        }
        items += set.items;
        sets.push(set.set);
    }
    if sets.is_empty() { Ok(()) } else { give(&mut sets) }
}

/// The same of those of these items, each with its set and in the order of sets, that the question
/// chooses. Their sets are named as well, so that no others are gone through.
pub(super) fn each_of(
    prepared: &Prepared<'_>,
    items: &[(i64, i64)],
    held: ReadBeside,
    visit: &mut dyn FnMut(Vec<Filed>),
) -> Result<()> {
    for some in items.chunks(FEW) {
        let mut sets: Vec<i64> = some.iter().map(|(set, _)| *set).collect();
        sets.dedup();
        let items = some.iter().map(|(_, item)| *item).collect();
        visit(filed_of(prepared, &Filter { sets, items, ..prepared.filter.clone() }, held)?);
    }
    Ok(())
}

fn filed_of(prepared: &Prepared<'_>, filter: &Filter, held: ReadBeside) -> Result<Vec<Filed>> {
    let view = &prepared.view;
    let filter = under_headings(filter);
    let mut filed: Vec<Filed> = Vec::new();
    let detail = if held == ReadBeside::Whole { Detail::Full } else { Detail::Brief };
    prepared.tx.each_item(&filter, view, detail, Levels::All, &mut |line| {
        let of = |one: &Filed| {
            one.line.set == line.set && line.parent.as_ref() == Some(&one.line.reference)
        };
        match filed.last_mut().filter(|last| of(last)) {
            Some(last) => last.components.push(line),
            // A component alone is shown where it was named.
            None if line.parent.is_none() || filter.items.contains(&line.id) => {
                filed.push(bare(line));
            }
            None => {}
        }
        Ok(())
    })?;
    find_themes(&prepared.labels, &mut filed);
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for (at, one) in filed.iter().enumerate() {
        by_name.insert(one.line.name(), at);
        by_name.extend(one.components.iter().map(|component| (component.name(), at)));
    }
    let filter = about(&filter, &filed);
    attach_said(prepared, &filter, &by_name, held, &mut filed)?;
    if held != ReadBeside::Said {
        attach_evidence(prepared, &filter, &by_name, &mut filed)?;
    }
    if held == ReadBeside::Whole {
        attach(prepared, &filter, &by_name, &mut filed)?;
    }
    if let ReadBeside::Doing(_) = held {
        prepared.attach_doing(&mut filed)?;
    }
    Ok(in_order(filed))
}

/// By theme and position; within them the items keep their order. Their places are sorted, since each
/// of them is a thousand bytes that a sort would move many times.
fn in_order(filed: Vec<Filed>) -> Vec<Filed> {
    let mut places: Vec<usize> = (0..filed.len()).collect();
    places.sort_by(|one, next| {
        let (one, next) = (&filed[*one], &filed[*next]);
        (&one.theme, one.rank()).cmp(&(&next.theme, next.rank()))
    });
    let mut filed: Vec<Option<Filed>> = filed.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| filed[place].take()).collect()
}

/// The theme of each item, with its place among the themes of all.
fn find_themes(labels: &Labels, filed: &mut [Filed]) {
    let mut firsts: HashMap<i64, i64> = HashMap::new();
    for one in filed.iter() {
        if let (Some(theme), Some(filing)) = (one.line.heading, &one.line.filing) {
            let first = firsts.entry(theme).or_insert(filing.id);
            *first = filing.id.min(*first);
        }
    }
    for one in filed {
        let first = one.line.heading.and_then(|theme| firsts.get(&theme).copied());
        one.theme = Theme::of(labels, &one.line, first);
    }
}

fn bare(line: ItemLine) -> Filed {
    Filed {
        line,
        theme: Theme::default(),
        components: Vec::new(),
        said: Vec::new(),
        moved: Vec::new(),
        remarks: Vec::new(),
        evidence: Vec::new(),
        stated: None,
        earlier: Vec::new(),
        duties: Duties::default(),
        actions: Vec::new(),
        indicators: Vec::new(),
    }
}

/// History and remarks, each read once for all.
fn attach_said(
    prepared: &Prepared<'_>,
    filter: &Filter,
    by_name: &HashMap<String, usize>,
    held: ReadBeside,
    filed: &mut [Filed],
) -> Result<()> {
    let view = &prepared.view;
    let detail = if held == ReadBeside::Whole { Detail::Full } else { Detail::Brief };
    prepared.tx.each_history(filter, view, detail, &mut |line| {
        if let (Some(at), None) = (by_name.get(&line.item), line.retracted_by) {
            filed[*at].said.push(line);
        }
        Ok(())
    })?;
    for one in filed.iter_mut() {
        if let ReadBeside::Doing(since) = held {
            let each = one.said.chunk_by(|one, next| one.item == next.item);
            one.moved = each.flat_map(|said| moved_of(said, since, view.as_of)).collect();
        }
        one.said = latest(std::mem::take(&mut one.said));
    }
    for line in prepared.tx.list_remarks(&filter.items, view)? {
        if let Some(at) = by_name.get(&line.name) {
            filed[*at].remarks.push(line);
        }
    }
    Ok(())
}

/// Evidence, read once for all.
fn attach_evidence(
    prepared: &Prepared<'_>,
    filter: &Filter,
    by_name: &HashMap<String, usize>,
    filed: &mut [Filed],
) -> Result<()> {
    prepared.tx.each_evidence(filter, &prepared.view, &mut |line| {
        if let Some(at) = by_name.get(&line.item) {
            filed[*at].evidence.push(line);
        }
        Ok(())
    })?;
    Ok(())
}

/// Duties, positions and lineage, each read once for all.
fn attach(
    prepared: &Prepared<'_>,
    filter: &Filter,
    by_name: &HashMap<String, usize>,
    filed: &mut [Filed],
) -> Result<()> {
    prepared.attach_doing(filed)?;
    prepared.attach_indicators(filed)?;
    let view = &prepared.view;
    prepared.tx.each_position(filter, view, &mut |(item, line)| {
        if let Some(at) = by_name.get(&item) {
            filed[*at].stated = Some(line);
        }
        Ok(())
    })?;
    for link in prepared.tx.list_links(&filter.items, view)? {
        if let Some(at) = by_name.get(&link.item) {
            filed[*at].earlier.push(link);
        }
    }
    Ok(())
}

/// What is said of these items: asked of them by number where they are few, else of their sets.
fn about(filter: &Filter, filed: &[Filed]) -> Filter {
    if filed.len() > FEW {
        return with_components(filter);
    }
    let numbers = filed.iter().flat_map(|one| std::iter::once(&one.line).chain(&one.components));
    let mut items: Vec<i64> = numbers.map(|line| line.id).collect();
    if items.is_empty() {
        // No item has this number.
        items.push(0);
    }
    Filter { items, ..Filter::default() }
}

/// The sets alone: what the items' own conditions choose is matched by name.
pub(super) fn with_components(filter: &Filter) -> Filter {
    Filter { sets: filter.sets.clone(), ..Filter::default() }
}

/// What each voice says last of each item or component, dated since when it says so without a break;
/// somebody's second look is no word of its own.
fn latest(lines: Vec<HistoryLine>) -> Vec<HistoryLine> {
    let mut lines: Vec<(usize, HistoryLine)> = lines.into_iter().enumerate().collect();
    lines.sort_by_key(|(_, line)| (line.effective_on, line.entry));
    let mut said: Vec<(usize, HistoryLine)> = Vec::new();
    for (at, mut line) in lines {
        let same = |(_, known): &&mut (usize, HistoryLine)| {
            known.item == line.item && known.assessor == line.assessor
        };
        let Some((first, known)) = said.iter_mut().find(same) else {
            said.push((at, line));
            continue;
        };
        *first = at.min(*first);
        if known.status == line.status {
            if line.recheck {
                continue;
            }
            line.effective_on = known.effective_on;
        }
        *known = line;
    }
    // In the order in which they first spoke up.
    said.sort_by_key(|(first, _)| *first);
    said.into_iter().map(|(_, line)| line).collect()
}

/// The counts on each day.
pub(super) fn points(
    filter: &Filter,
    view: &View,
    days: &[NaiveDate],
    tx: &dyn Read,
) -> Result<Vec<Point>> {
    let counts = tx.count_on_days(filter, view, days)?;
    let point =
        |(on, counts): (&NaiveDate, Vec<_>)| Point { on: *on, counts: counts_of(counts.iter()) };
    Ok(days.iter().zip(counts).map(point).collect())
}

/// The first day of the period of the chosen sets, where each has one: a course begins with it.
pub(super) fn period_begins(prepared: &Prepared<'_>) -> Option<NaiveDate> {
    let begins = |set: &SetLine| PartialDate::parse(set.period_from.as_deref()?).ok();
    let days: Option<Vec<NaiveDate>> =
        prepared.sets().map(|set| begins(set).map(PartialDate::first)).collect();
    days?.into_iter().min()
}

/// The course of the whole from the beginning of the period on, else from the first assessment.
///
/// Each point counts all items once: over very many there is a point a year.
pub(super) fn whole_course(prepared: &Prepared<'_>, items: i64) -> Result<Option<Course>> {
    let (filter, view) = (under_headings(&prepared.filter), &prepared.view);
    let Some(first) = prepared.tx.find_first_assessed(&filter, view)? else { return Ok(None) };
    let first = period_begins(prepared).filter(|begins| *begins < view.as_of).unwrap_or(first);
    let step = if items > MANY { Step::Year } else { Step::fitting(first, view.as_of) };
    let days = step.days(first, view.as_of);
    let points = points(&filter, view, &days, &*prepared.tx)?;
    let nothing = |point: &Point| {
        point.counts.iter().sum::<i64>() == point.counts[Level::NotAssessed as usize]
    };
    // One day is no course.
    if points.len() < 2 || points.iter().all(nothing) {
        return Ok(None);
    }
    Ok(course(PaperHeading::OverTime.words(), &points, &milestones(prepared)?))
}

/// The milestones of the State that the chosen sets are addressed to, where it is one.
pub(super) fn milestones(prepared: &Prepared<'_>) -> Result<Vec<MilestoneLine>> {
    match prepared.only_state() {
        Some(state) => milestones_of(&state, &*prepared.tx),
        None => Ok(Vec::new()),
    }
}
