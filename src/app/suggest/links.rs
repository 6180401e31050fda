//! `upr suggest links`: which earlier items an item may repeat, and which items ask the same.

use std::collections::{HashMap, HashSet};

use super::knowledge;
use crate::app::App;
use crate::app::answers::{Prepared, Question, footer};
use crate::app::choose::set;
use crate::app::error::Result;
use crate::app::refusals::SuggestionRefusal;
use crate::domain::lines::SetLine;
use crate::domain::{Filter, View};
use crate::report::repeats::{self, Candidates, SuggestedLink};
use crate::report::{Document, labels::number};
use crate::store::{Detail, Levels, Read};
use crate::suggest::repeats::Texts;

/// How many candidates an item gets.
const CANDIDATES: usize = 3;

/// An item as it is compared.
struct Comparable {
    id: i64,
    set: String,
    name: String,
    text: String,
}

fn asked(filter: &Filter, view: &View, tx: &dyn Read) -> Result<Vec<Comparable>> {
    let mut items = Vec::new();
    tx.each_item(filter, view, Detail::Brief, Levels::Matching, &mut |line| {
        let name = line.name();
        items.push(Comparable { id: line.id, set: line.set, name, text: line.text });
        Ok(())
    })?;
    Ok(items)
}

/// The earlier sets of the same State: of a lower cycle where both have one, else of an older
/// document, else those that came into the file before.
fn earlier<'n>(
    prepared: &'n Prepared<'_>,
    dates: &HashMap<String, String>,
    of: &SetLine,
) -> Vec<&'n SetLine> {
    let dated = |set: &SetLine| set.document.as_ref().and_then(|key| dates.get(key)).cloned();
    let is_earlier = |set: &&SetLine| match (set.cycle, of.cycle, dated(set), dated(of)) {
        (Some(cycle), Some(present), _, _) if cycle != present => cycle < present,
        (_, _, Some(day), Some(present)) => day < present,
        _ => set.id < of.id,
    };
    let same_state = |set: &&SetLine| set.id != of.id && set.state == of.state;
    prepared.names.sets.iter().filter(same_state).filter(is_earlier).collect()
}

/// The dates of documents, by symbol and by key.
fn dates(prepared: &Prepared<'_>) -> Result<HashMap<String, String>> {
    let mut dates = HashMap::new();
    for line in prepared.tx.list_documents()? {
        let Some(dated) = line.dated else { continue };
        dates.extend(line.symbol.map(|symbol| (symbol, dated.clone())));
        dates.insert(line.key, dated);
    }
    Ok(dates)
}

impl App<'_> {
    /// `upr suggest links`: three earlier items at the most for each. What is linked already is left
    /// out.
    ///
    /// # Errors
    /// [`SuggestionRefusal`] where there is no earlier set to look in.
    pub fn suggest_links(
        &mut self,
        question: &Question,
        against: &[String],
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        let candidates = candidates(&prepared, against)?;
        let foot = footer(question, &prepared)?;
        Ok(repeats::links(&prepared.labels, candidates, foot))
    }

    /// `upr suggest links --within`: items of several sets that ask the same.
    ///
    /// # Errors
    /// The store's.
    pub fn suggest_clusters(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        let items = asked(&prepared.filter, &prepared.view, &*prepared.tx)?;
        let knowledge = knowledge()?;
        let texts = Texts::new(&knowledge, items.iter().map(|item| item.text.as_str()));
        let numbers: HashMap<&str, i64> =
            prepared.names.sets.iter().map(|set| (set.key.as_str(), set.id)).collect();
        let sources: Vec<i64> =
            items.iter().map(|item| numbers.get(item.set.as_str()).copied().unwrap_or(0)).collect();
        let mut rows = Vec::new();
        for (number, cluster) in (1..).zip(texts.clusters(&sources)) {
            let first = cluster.first().map_or(0, |near| near.text);
            for near in cluster {
                rows.push(link(&items, first, near, Some(number)));
            }
        }
        let foot = footer(question, &prepared)?;
        Ok(repeats::clusters(&prepared.labels, number(items.len()), rows, foot))
    }
}

/// Three earlier items at the most for each.
pub(super) fn candidates(prepared: &Prepared<'_>, against: &[String]) -> Result<Candidates> {
    let later = asked(&prepared.filter, &prepared.view, &*prepared.tx)?;
    let sets: Vec<&SetLine> = if against.is_empty() {
        let keys: HashSet<&str> = later.iter().map(|item| item.set.as_str()).collect();
        let own = prepared.names.sets.iter().filter(|set| keys.contains(set.key.as_str()));
        let dates = dates(prepared)?;
        let mut sets: Vec<&SetLine> = own.flat_map(|set| earlier(prepared, &dates, set)).collect();
        sets.sort_by_key(|set| set.id);
        sets.dedup_by_key(|set| set.id);
        sets
    } else {
        against.iter().map(|key| set(&prepared.names, key)).collect::<Result<_>>()?
    };
    if sets.is_empty() {
        return Err(SuggestionRefusal::NoEarlierSet.into());
    }
    let keys: Vec<String> = sets.iter().map(|set| set.key.clone()).collect();
    let ids: HashSet<i64> = later.iter().map(|item| item.id).collect();
    let filter = Filter { sets: sets.iter().map(|set| set.id).collect(), ..Filter::default() };
    let mut items = asked(&filter, &prepared.view, &*prepared.tx)?;
    items.retain(|item| !ids.contains(&item.id));
    let earlier = items.len();
    items.extend(later);
    let links = linked(prepared)?;
    let refused: HashSet<(i64, i64)> = prepared.tx.list_refused_links()?.into_iter().collect();
    let knowledge = knowledge()?;
    let texts = Texts::new(&knowledge, items.iter().map(|item| item.text.as_str()));
    let mut rows = Vec::new();
    for (at, item) in items.iter().enumerate().skip(earlier) {
        let known = links.get(&item.name);
        let free = |other: &usize| {
            known.is_none_or(|linked| !linked.contains(&items[*other].name))
                && items[*other].set != item.set
        };
        let free = |other: &usize| free(other) && !refused.contains(&(item.id, items[*other].id));
        for near in texts.nearest(at, (0..earlier).filter(free), CANDIDATES) {
            rows.push(link(&items, at, near, None));
        }
    }
    Ok(Candidates { against: keys, items: number(items.len() - earlier), rows })
}

fn link(
    items: &[Comparable],
    of: usize,
    near: crate::suggest::repeats::Candidate,
    cluster: Option<i64>,
) -> SuggestedLink {
    let other = &items[near.text];
    SuggestedLink {
        id: items[of].name.clone(),
        text: items[of].text.clone(),
        candidate: other.name.clone(),
        candidate_text: other.text.clone(),
        level: near.nearness.slug(),
        score: (f64::from(near.score) * 100.0).round() / 100.0,
        why: near.shared.join(", "),
        cluster,
    }
}

/// What each item is linked with, either way.
fn linked(prepared: &Prepared<'_>) -> Result<HashMap<String, HashSet<String>>> {
    let mut links: HashMap<String, HashSet<String>> = HashMap::new();
    for line in prepared.tx.list_links(&[], &prepared.view)? {
        links.entry(line.item.clone()).or_default().insert(line.target.clone());
        links.entry(line.target).or_default().insert(line.item);
    }
    Ok(links)
}
