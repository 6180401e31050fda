//! From words to items: which items, terms, sets and voices are meant.

pub(super) use super::error::unknown;
use super::error::{AppError, Result};
use super::names::Names;
use super::on_duty::on_duty;
use super::refusals::{QuestionRefusal, RecordRefusal};
use super::sought::Sought;
use super::terms::{self, WantedTerm};
use super::words::language;
pub use super::words::{FilterWords, ViewWords};
use crate::clock::Now;
use crate::domain::claims::Refusal;
use crate::domain::dates::{Edge, months_before};
use crate::domain::filter::ThemeFilter;
use crate::domain::lines::{AssessorLine, SetLine};
use crate::domain::words::nearest;
use crate::domain::{DateWord, Facet, Filter, KnownUntil, LevelWord, SetKey, UnknownWord, View};
use crate::store::Read;

/// An item that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) id: i64,
    /// `SET:REF`.
    pub(super) name: String,
}

impl ViewWords {
    /// The view that is meant.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for an assessor that the file does not have.
    pub fn view(&self, now: &Now, names: &Names) -> Result<View> {
        let day = |word: DateWord| word.day(now.today, Edge::Last);
        let voice = assessor(names, self.assessor.as_deref().unwrap_or("tracker"))?;
        Ok(View {
            as_of: self.as_of.map_or(now.today, day),
            known: self.known_at.map(|word| KnownUntil::Moment(now.end_of(day(word)))),
            voice: voice.id,
            published: false,
            for_others: false,
            assisted: self.assisted,
        })
    }
}

/// The assessor with this key or name.
pub(super) fn assessor<'a>(names: &'a Names, key: &str) -> Result<&'a AssessorLine> {
    let wanted = key.to_lowercase();
    let is = |voice: &&AssessorLine| voice.key == wanted || voice.name.to_lowercase() == wanted;
    names.assessors.iter().find(is).ok_or_else(|| {
        let keys = names.assessors.iter().map(|voice| voice.key.as_str());
        unknown(Sought::Assessor, key, nearest(key, keys))
    })
}

/// Whether what a voice says may be handed on, where that is `asked` or the file's own rule. Where it is the
/// rule, nobody need have asked for it: a form comes with it.
///
/// # Errors
/// [`AppError::Refused`] where it is asked of an internal voice.
pub(super) fn publicly(names: &Names, voice: i64, asked: bool) -> Result<bool> {
    match names.internal_voice(voice).filter(|_| asked && !names.public_by_default()) {
        Some(voice) => Err(RecordRefusal::InternalVoice { voice: voice.key.clone() }.into()),
        None => Ok(names.says_publicly(voice, asked)),
    }
}

/// The set with this key.
pub(super) fn set<'a>(names: &'a Names, key: &str) -> Result<&'a SetLine> {
    let found = names.sets.iter().find(|set| set.key.eq_ignore_ascii_case(key));
    found.ok_or_else(|| {
        let keys = names.sets.iter().map(|set| set.key.as_str());
        unknown(Sought::Set, key, nearest(key, keys))
    })
}

/// The themes that are meant, each once: said over and over they ask for no more.
fn themes(
    words: &FilterWords,
    names: &Names,
    sets: &[i64],
    tx: &dyn Read,
) -> Result<Vec<ThemeFilter>> {
    let mut themes = Vec::new();
    for (at, word) in words.themes.iter().enumerate() {
        if words.themes[..at].contains(word) {
            continue;
        }
        let theme = terms::theme(names, word, sets, tx)?;
        let theme = terms::theme_filter(names, theme, tx)?;
        if !themes.contains(&theme) {
            themes.push(theme);
        }
    }
    Ok(themes)
}

/// The filter that is meant. Without `--set`: the default set, or every set where `all_sets`. What is
/// internal chooses nothing but where whoever asks sees it.
pub(super) fn filter(
    words: &FilterWords,
    names: &Names,
    view: &View,
    (all_sets, internal): (bool, bool),
    tx: &dyn Read,
) -> Result<Filter> {
    let sets = sets(words, names, all_sets)?;
    check_words(words, names, &sets)?;
    // What an institution asks of itself is all that it leads, actions too.
    let named = !words.items.is_empty() || words.asks_as.is_some();
    let without_plans = names.has_plans() && sets.is_empty() && !named;
    let mut carried = Vec::new();
    for group in &words.groups {
        carried.push(vec![
            terms::find(names, &[Facet::Group], WantedTerm::group(group), &sets, tx)?.id,
        ]);
    }
    for sdg in &words.sdgs {
        let goal = terms::find(names, &[Facet::Sdg], WantedTerm::goal(sdg.trim()), &sets, tx)?;
        carried.push(names.below(goal.id));
    }
    for text in &words.tags {
        carried.push(vec![terms::tag(names, text)?.id]);
    }
    let themes = themes(words, names, &sets, tx)?;
    let state = |text: &Option<String>| text.as_deref().map(|text| state(names, text)).transpose();
    let assessed_by = match &words.assessed_by {
        Some(key) => Some(assessor(names, key)?.id),
        None => None,
    };
    let items = if words.items.is_empty() {
        Vec::new()
    } else {
        items(&words.items, names, tx)?.into_iter().map(|item| item.id).collect()
    };
    let by_duty = words.lead.is_some() || words.late || words.due_within.is_some();
    let items = if by_duty { on_duty(words, items, (view, internal), tx)? } else { items };
    Ok(Filter {
        sets: if words.items.is_empty() { sets } else { Vec::new() },
        items,
        themes,
        statuses: words.statuses.iter().map(|word| word.level()).collect(),
        assessed_by,
        position: words.position,
        kind: words.kind,
        terms: carried,
        from_state: state(&words.from_state)?,
        state: state(&words.state)?,
        text: words.text.clone(),
        stale_since: words.stale_months.map(|months| months_before(view.as_of, months)),
        missing: words.missing,
        compound_only: false,
        counted_only: false,
        without_plans,
        beside: true,
        after: None,
        lang: words.lang.as_deref().map(language).transpose()?,
        by_theme: Vec::new(),
    })
}

/// A plan's word chooses among actions alone: of a recommendation it would be another claim.
fn check_words(words: &FilterWords, names: &Names, sets: &[i64]) -> Result<()> {
    let word = words.statuses.iter().find_map(|word| match word {
        LevelWord::Action(word) => Some(*word),
        LevelWord::Level(_) => None,
    });
    let none = names.sets.iter().find(|set| sets.contains(&set.id) && !set.is_plan());
    match word.zip(none.filter(|_| words.items.is_empty())) {
        Some((word, set)) => Err(Refusal::PlanWord { item: set.key.clone(), word }.into()),
        None => Ok(()),
    }
}

fn sets(words: &FilterWords, names: &Names, all_sets: bool) -> Result<Vec<i64>> {
    if words.sets.iter().any(|key| key.eq_ignore_ascii_case("all")) {
        return Ok(Vec::new());
    }
    if !words.sets.is_empty() {
        return words.sets.iter().map(|key| Ok(set(names, key)?.id)).collect();
    }
    if let Some(text) = &words.state {
        let iso3 = state(names, text)?;
        let of = |set: &&SetLine| set.state.as_ref() == Some(&iso3) && !set.is_plan();
        return Ok(names.sets.iter().filter(of).map(|set| set.id).collect());
    }
    let default = if all_sets { None } else { names.default_set() };
    Ok(default.map(|set| set.id).into_iter().collect())
}

/// The ISO code of a State in any usual spelling.
pub(super) fn state(names: &Names, text: &str) -> Result<String> {
    match names.states.resolve(text) {
        Some(state) => Ok(state.iso3.clone()),
        None => {
            let near = names.states.nearest(text).map(|state| state.name.as_str());
            Err(unknown(Sought::State, text, near))
        }
    }
}

/// The items named by a list of words: `48`, `HC19:1c`, `50-52`, `1a-1d`.
pub(super) fn items(words: &[String], names: &Names, tx: &dyn Read) -> Result<Vec<Chosen>> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for word in words.iter().flat_map(|word| word.split(',')) {
        if word.trim().is_empty() {
            return Err(QuestionRefusal::EmptyName.into());
        }
        for item in one_word(word.trim(), names, tx)? {
            if !chosen.contains(&item) {
                chosen.push(item);
            }
        }
    }
    Ok(chosen)
}

/// One item.
pub(super) fn item(word: &str, names: &Names, tx: &dyn Read) -> Result<Chosen> {
    find(word, names, tx)?.ok_or_else(|| unknown_item(word, names, tx))
}

fn one_word(word: &str, names: &Names, tx: &dyn Read) -> Result<Vec<Chosen>> {
    if let Some(found) = find(word, names, tx)? {
        return Ok(vec![found]);
    }
    for (at, _) in word.match_indices('-') {
        let (first, last) = (&word[..at], &word[at + 1..]);
        if first.is_empty() || last.is_empty() {
            continue;
        }
        let Some(from) = find(first, names, tx)? else { continue };
        let set = from.name.split_once(':').map_or("", |(set, _)| set);
        let to = if last.contains(':') { last.to_owned() } else { format!("{set}:{last}") };
        let Some(to) = find(&to, names, tx)? else { continue };
        return range(word, &from, &to, tx);
    }
    Err(unknown_item(word, names, tx))
}

fn range(word: &str, from: &Chosen, to: &Chosen, tx: &dyn Read) -> Result<Vec<Chosen>> {
    let ids = tx.list_range(from.id, to.id)?;
    if ids.first() != Some(&from.id) || ids.last() != Some(&to.id) {
        return Err(QuestionRefusal::NoRange { word: word.to_owned() }.into());
    }
    let filter = Filter { items: ids, ..Filter::default() };
    let view = View::on(crate::domain::dates::LATEST);
    let mut chosen = Vec::new();
    tx.each_item(
        &filter,
        &view,
        crate::store::Detail::Brief,
        crate::store::Levels::All,
        &mut |line| {
            chosen.push(Chosen { id: line.id, name: line.name() });
            Ok(())
        },
    )?;
    let wanted = |item: &Chosen| filter.items.contains(&item.id);
    Ok(chosen.into_iter().filter(wanted).collect())
}

/// An item by name: in its set, else in the default set, else where only one set has it.
fn find(word: &str, names: &Names, tx: &dyn Read) -> Result<Option<Chosen>> {
    let chosen =
        |(id, set, label): (i64, String, String)| Chosen { id, name: format!("{set}:{label}") };
    if let Some((key, label)) = word.split_once(':') {
        SetKey::parse(key)?;
        let set = set(names, key)?;
        let found = tx.list_named(Some(set.id), &label.to_lowercase())?;
        return Ok(found.into_iter().next().map(chosen));
    }
    let mut found = tx.list_named(None, &word.to_lowercase())?;
    // A bare number never means an action where a recommendation has it.
    let plan = |key: &str| names.sets.iter().any(|set| set.key == key && set.is_plan());
    if found.iter().any(|(_, set, _)| !plan(set)) {
        found.retain(|(_, set, _)| !plan(set));
    }
    let default = names.default_set().map(|set| set.key.clone());
    if let Some(row) = found.iter().find(|(_, set, _)| Some(set) == default.as_ref()) {
        return Ok(Some(chosen(row.clone())));
    }
    if found.len() > 1 {
        let candidates = found.into_iter().map(|row| chosen(row).name).collect();
        return Err(AppError::Ambiguous { name: word.to_owned(), candidates });
    }
    Ok(found.into_iter().next().map(chosen))
}

fn unknown_item(word: &str, names: &Names, tx: &dyn Read) -> AppError {
    let (set, label) = match word.split_once(':') {
        Some((key, label)) => (set(names, key).ok(), label),
        None => (names.default_set(), word),
    };
    let folded = label.to_lowercase();
    let known = tx.list_names(set.map(|set| set.id), &folded, 400).unwrap_or_default();
    let distance = |name: &String| {
        let label = name.split_once(':').map_or(name.as_str(), |(_, label)| label).to_lowercase();
        let alike = label.chars().zip(folded.chars()).take_while(|(a, b)| a == b).count();
        let begins = label.starts_with(&folded) || folded.starts_with(&label);
        let steps = strsim::damerau_levenshtein(&folded, &label);
        (steps.saturating_sub(usize::from(begins)), std::cmp::Reverse(alike))
    };
    let near = known.iter().min_by_key(|name| distance(name)).filter(|name| distance(name).0 < 6);
    unknown(Sought::Item, word, near.map(String::as_str))
}

/// Reads a count of months: `12m`, `2y`, `12`.
///
/// # Errors
/// [`UnknownWord`] for anything else.
pub fn months(text: &str) -> std::result::Result<u32, UnknownWord> {
    let bad = || UnknownWord {
        what: "a time (write `12m` or `2y`)",
        typed: text.to_owned(),
        nearest: None,
        words: Vec::new(),
    };
    let lower = text.trim().to_lowercase();
    let (digits, factor) = match lower.strip_suffix('y') {
        Some(years) => (years, 12),
        None => (lower.strip_suffix('m').unwrap_or(&lower), 1),
    };
    let number: u32 = digits.parse().map_err(|_| bad())?;
    number.checked_mul(factor).filter(|months| (1..=12_000).contains(months)).ok_or_else(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read() {
        assert_eq!(months("12m"), Ok(12));
        assert_eq!(months("2y"), Ok(24));
        assert_eq!(months("6"), Ok(6));
        for text in ["", "m", "0", "-1m", "1.5y", "99999999999m"] {
            assert!(months(text).is_err(), "{text}");
        }
    }
}
