//! Names that begin as a word does, for shells that complete it.

use std::collections::HashSet;

use crate::app::Names;
use crate::domain::Facet;
use crate::domain::lines::TermLine;
use crate::store::{Read, Result, Store};

/// A shell gets no more names than this.
pub const MOST_NAMES: usize = 200;

/// A name, and what people call it.
pub type Name = (String, Option<String>);

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletedName {
    /// An item of the default set, or `SET:REF`.
    Item,
    /// A set.
    Set,
    /// A theme, whatever file it came with.
    Theme,
    /// A group of persons.
    Group,
    /// An SDG goal or target.
    Goal,
    /// `VOCABULARY:TERM`.
    Tag,
    /// A vocabulary.
    Vocabulary,
    /// An assessor.
    Assessor,
    /// A State, by its ISO code.
    State,
    /// A document, by its symbol or key.
    Document,
}

/// The names of what is in the file that begin with what was typed, each with what people call it;
/// in order, at most [`MOST_NAMES`].
///
/// # Errors
/// The store's.
pub fn names(store: &mut dyn Store, what: CompletedName, typed: &str) -> Result<Vec<Name>> {
    let read = store.read()?;
    let tx = read.as_ref();
    let wanted = typed.to_lowercase();
    let mut names = match what {
        CompletedName::Item => items(tx, &wanted)?,
        CompletedName::Theme => terms(tx, Some(Facet::Theme))?,
        CompletedName::Group => terms(tx, Some(Facet::Group))?,
        CompletedName::Goal => terms(tx, Some(Facet::Sdg))?,
        CompletedName::Tag => terms(tx, None)?,
        CompletedName::Set => all(tx.list_sets()?, |set| (set.key, Some(set.title))),
        CompletedName::Assessor => all(tx.list_assessors()?, |voice| (voice.key, Some(voice.name))),
        CompletedName::State => all(tx.list_states()?, |[iso, name, ..]| (iso, Some(name))),
        CompletedName::Vocabulary => {
            all(tx.list_vocabularies()?, |(_, key, name, _)| (key, Some(name)))
        }
        CompletedName::Document => {
            all(tx.list_documents()?, |line| (line.symbol.unwrap_or(line.key), line.title))
        }
    };
    names.retain(|(name, _)| name.to_lowercase().starts_with(&wanted));
    let mut seen = HashSet::new();
    names.retain(|(name, _)| seen.insert(name.clone()));
    names.truncate(MOST_NAMES);
    Ok(names)
}

fn all<L>(lines: Vec<L>, name: impl Fn(L) -> Name) -> Vec<Name> {
    lines.into_iter().map(name).collect()
}

/// Refs of the default set and the keys of all; `SET:REF` once a set is named.
fn items(tx: &dyn Read, wanted: &str) -> Result<Vec<Name>> {
    let known = Names::read(tx)?;
    if let Some((key, start)) = wanted.split_once(':') {
        let Some(set) = known.sets.iter().find(|set| set.key.eq_ignore_ascii_case(key)) else {
            return Ok(Vec::new());
        };
        return Ok(all(tx.list_names(Some(set.id), start, MOST_NAMES)?, |name| (name, None)));
    }
    let mut names = Vec::new();
    if let Some(set) = known.default_set() {
        let bare = |name: String| match name.split_once(':') {
            Some((_, reference)) => (reference.to_owned(), None),
            None => (name, None),
        };
        names = all(tx.list_names(Some(set.id), wanted, MOST_NAMES)?, bare);
    }
    names.extend(known.sets.into_iter().map(|set| (format!("{}:", set.key), Some(set.title))));
    Ok(names)
}

/// Slugs of what is of one facet; else `VOCABULARY:TERM` of all.
fn terms(tx: &dyn Read, facet: Option<Facet>) -> Result<Vec<Name>> {
    let terms = tx.list_terms(None)?.into_iter();
    let fits = terms.filter(|term| facet.is_none_or(|facet| Facet::of(&term.vocabulary) == facet));
    let name = |term: TermLine| match facet {
        Some(_) => (term.slug, Some(term.label)),
        None => (format!("{}:{}", term.vocabulary, term.slug), Some(term.label)),
    };
    Ok(fits.map(name).collect())
}
