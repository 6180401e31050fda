//! Questions beside the report: trend, disagreement, gaps, lineage, two sides compared.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::dossier::{ReadBeside, each_filed, each_of, filed, milestones, period_begins, points};
use super::plans::plan_apart;
use super::report::{By, by_key, gather, under_headings};
use super::{Prepared, Question, footer};
use crate::app::App;
use crate::app::choose;
use crate::app::error::Result;
use crate::app::refusals::QuestionRefusal;
use crate::domain::dates::{Edge, months_before};
use crate::domain::{DateWord, Filter, Level, View};
use crate::report::Document;
use crate::report::compare::{self, ComparedSide, Pair};
use crate::report::disagreement::Disagreement;
use crate::report::gaps::{Gap, GapQuestion, Gaps, VoicesAndPlans};
use crate::report::lineage::{self, EarlierItems};
use crate::report::links::relation_label;
use crate::report::progress::counts_of;
use crate::report::trend::{self, Step};
use crate::store::{Detail, Dimension, Levels, Read};

/// A trend has this many points at the most: one statement each.
const MOST_POINTS: usize = 400;

/// What `upr gaps` is asked beside the question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GapWords {
    /// The kinds; all where none is named.
    pub only: Vec<Gap>,
    /// Older than this is stale; twelve months by default.
    pub months: Option<u32>,
    /// Progress is looked for from this day on; for as long by default.
    pub since: Option<DateWord>,
}

/// With what a set is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// Another set, on the same day.
    Set(String),
    /// The same items on another day.
    Day(DateWord),
}

impl App<'_> {
    /// `upr trend`.
    ///
    /// # Errors
    /// [`QuestionRefusal`] where the span ends before it begins or has too many points.
    pub fn trend(
        &mut self,
        question: &Question,
        since: Option<DateWord>,
        step: Option<Step>,
    ) -> Result<Document<'static>> {
        let prepared = self.counted(question)?;
        let (view, filter) = (&prepared.view, under_headings(&prepared.filter));
        let since = match since {
            Some(word) => Some(word.day(prepared.now.today, Edge::First)),
            None => {
                let begins = period_begins(&prepared).filter(|begins| *begins < view.as_of);
                prepared.tx.find_first_assessed(&filter, view)?.map(|first| begins.unwrap_or(first))
            }
        };
        let days = match since {
            None => Vec::new(),
            Some(since) => days(since, view.as_of, step)?,
        };
        let points = points(&filter, view, &days, &*prepared.tx)?;
        let progress = gather(question, &prepared, By::Theme)?;
        let milestones = milestones(&prepared)?;
        Ok(trend::document(&prepared.labels, &progress, &points, &milestones))
    }

    /// `upr disagreement`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn disagreement(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.counted(question)?;
        let mut items = prepared.tx.list_spoken_of_by_several(&prepared.filter.sets)?;
        let asked = &prepared.filter.items;
        items.retain(|(_, item)| asked.is_empty() || asked.contains(item));
        let mut differing = Disagreement::default();
        let labels = &prepared.labels;
        each_of(&prepared, &items, ReadBeside::Said, &mut |filed| {
            differing.look_at(labels, &filed);
        })?;
        let foot = footer(question, &prepared)?;
        Ok(differing.document(labels, prepared.view.as_of, foot))
    }

    /// `upr gaps`.
    ///
    /// # Errors
    /// [`QuestionRefusal`] where progress is looked for after the day that is asked for.
    pub fn gaps(&mut self, question: &Question, words: &GapWords) -> Result<Document<'static>> {
        let prepared = self.counted(question)?;
        let view = &prepared.view;
        let months = words.months.unwrap_or(12);
        let since = words.since.map_or_else(
            || months_before(view.as_of, months),
            |word| word.day(prepared.now.today, Edge::First),
        );
        if since > view.as_of {
            return Err(QuestionRefusal::SinceAfter { since, as_of: view.as_of }.into());
        }
        let asked = GapQuestion { only: words.only.clone(), months, since, as_of: view.as_of };
        let known = VoicesAndPlans {
            voices: &prepared.names.assessors,
            owner: prepared.names.owner().kind,
            planned: prepared.planned(),
        };
        let mut gaps = Gaps::new(&asked, &known);
        each_filed(&prepared, ReadBeside::Doing(since), &mut |mut filed| {
            // What was not published is no action and no evidence to whoever does not see it.
            if !prepared.internal {
                for one in &mut filed {
                    one.actions.retain(|action| action.unpublished.is_none());
                    one.evidence.retain(|line| line.brief.public);
                }
            }
            gaps.look_at(&prepared.labels, &filed);
        })?;
        let foot = footer(question, &prepared)?;
        Ok(gaps.document(&prepared.labels, foot))
    }

    /// `upr lineage`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn lineage(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        prepared.refuse_plans()?;
        let filed = filed(&prepared)?;
        let mut positions = HashMap::new();
        prepared.tx.each_position(&Filter::default(), &prepared.view, &mut |(item, line)| {
            positions.insert(item, line);
            Ok(())
        })?;
        let targets: HashSet<&str> = filed
            .iter()
            .flat_map(|one| one.earlier.iter().map(|link| link.target.as_str()))
            .collect();
        let mut items = HashMap::new();
        if !targets.is_empty() {
            let (every, full) = (Filter::default(), Detail::Full);
            prepared.tx.each_item(&every, &prepared.view, full, Levels::All, &mut |line| {
                let name = line.name();
                if targets.contains(name.as_str()) {
                    items.insert(name, line);
                }
                Ok(())
            })?;
        }
        let documents = prepared.tx.list_documents()?;
        let engagements = prepared.tx.list_engagements(&prepared.view)?;
        let earlier = EarlierItems {
            documents: &documents,
            positions: &positions,
            items: &items,
            sets: &prepared.names.sets,
            engagements: &engagements,
        };
        let foot = footer(question, &prepared)?;
        Ok(lineage::document(&prepared.labels, &filed, &earlier, foot))
    }

    /// `upr compare`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a set that the file does not have.
    pub fn compare(&mut self, question: &Question, other: &Other) -> Result<Document<'static>> {
        let prepared = self.counted(question)?;
        let (filter, view) = (under_headings(&prepared.filter), prepared.view.clone());
        let (filter_there, view_there) = match other {
            Other::Set(key) => {
                let set = choose::set(&prepared.names, key)?;
                if set.is_plan() {
                    return Err(plan_apart(&set.key));
                }
                (Filter { sets: vec![set.id], ..filter.clone() }, view.clone())
            }
            Other::Day(word) => {
                let as_of = word.day(prepared.now.today, Edge::Last);
                (filter.clone(), View { as_of, ..view.clone() })
            }
        };
        let by_day = matches!(other, Other::Day(_));
        let left = side(&prepared, &filter, &view, by_day)?;
        let right = side(&prepared, &filter_there, &view_there, by_day)?;
        let pairs = match other {
            Other::Set(_) => Some(pairs([&filter, &filter_there], &view, &*prepared.tx)?),
            Other::Day(_) => None,
        };
        let mut sides = [left, right];
        if by_day {
            sides.sort_by_key(|side| side.as_of);
        }
        let foot = footer(question, &prepared)?;
        Ok(compare::document(&prepared.labels, &sides, pairs.as_deref(), foot))
    }

    /// A question about what counts in figures.
    fn counted(&mut self, question: &Question) -> Result<Prepared<'_>> {
        let mut prepared = self.prepare(question, false)?;
        prepared.refuse_plans()?;
        prepared.filter.counted_only = true;
        Ok(prepared)
    }
}

fn days(since: NaiveDate, as_of: NaiveDate, step: Option<Step>) -> Result<Vec<NaiveDate>> {
    if since > as_of {
        return Err(QuestionRefusal::SinceAfter { since, as_of }.into());
    }
    let days = step.unwrap_or_else(|| Step::fitting(since, as_of)).days(since, as_of);
    if days.len() > MOST_POINTS {
        return Err(QuestionRefusal::TooManyPoints { points: days.len() }.into());
    }
    Ok(days)
}

/// Figures of one side: two statements.
fn side(
    prepared: &Prepared<'_>,
    filter: &Filter,
    view: &View,
    by_day: bool,
) -> Result<ComparedSide> {
    let chosen = prepared.names.sets.iter().filter(|set| filter.sets.contains(&set.id));
    let keys: Vec<&str> = chosen.map(|set| set.key.as_str()).collect();
    let set = if keys.is_empty() { "every set".to_owned() } else { keys.join(", ") };
    let whole = prepared.tx.count_statuses(filter, view, Dimension::Whole)?;
    let by_theme = prepared.tx.count_statuses(filter, view, Dimension::Theme)?;
    let themes = by_key(By::Theme, &by_theme, &prepared.labels, &prepared.names);
    Ok(ComparedSide {
        name: if by_day { view.as_of.to_string() } else { set.clone() },
        said: if by_day { format!("{set} on {}", view.as_of) } else { set },
        as_of: view.as_of,
        counts: counts_of(whole.iter()),
        themes: themes.into_iter().map(|part| (part.label, part.counts)).collect(),
    })
}

/// The items of the two that are linked, in order of the left.
fn pairs(filters: [&Filter; 2], view: &View, tx: &dyn Read) -> Result<Vec<Pair>> {
    let mut known: [HashMap<String, (usize, String, Level)>; 2] = [HashMap::new(), HashMap::new()];
    for (filter, known) in filters.into_iter().zip(&mut known) {
        tx.each_item(filter, view, Detail::Brief, Levels::All, &mut |line| {
            known.insert(line.name(), (known.len(), line.text.clone(), line.level()));
            Ok(())
        })?;
    }
    let mut pairs = Vec::new();
    for link in tx.list_links(&[], view)? {
        let ends = [(&link.item, &link.target), (&link.target, &link.item)];
        let found = ends.into_iter().find_map(|(left, right)| {
            Some((left, known[0].get(left)?, right, known[1].get(right)?))
        });
        if let Some((left, here, right, there)) = found {
            let pair = Pair {
                left: (left.clone(), here.1.clone(), here.2),
                relation: (
                    link.relation.clone(),
                    relation_label(&link.relation, link.renews_offer),
                    link.own,
                ),
                right: (right.clone(), there.1.clone(), there.2),
            };
            pairs.push((here.0, pair));
        }
    }
    pairs.sort_by_key(|(at, _)| *at);
    Ok(pairs.into_iter().map(|(_, pair)| pair).collect())
}
