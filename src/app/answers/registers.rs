//! Sets, documents, voices, themes, links, engagements and the calendar.

use super::items::list;
use super::{Prepared, Question};
use crate::app::App;
use crate::app::choose::unknown;
use crate::app::error::Result;
use crate::app::sought::Sought;
use crate::app::terms;
use crate::domain::Facet;
use crate::domain::amended::AmendedKind;
use crate::domain::lines::{SetFigures, SetLine, TermLine};
use crate::report::labels::number;
use crate::report::words::nouns::counted;
use crate::report::{Block, Document, registers, words};
use crate::store::{Detail, Levels};

/// The documents of the sets that a question names, if it names any.
fn set_documents(question: &Question, prepared: &Prepared<'_>) -> Option<Vec<String>> {
    if question.filter.sets.is_empty() || prepared.filter.sets.is_empty() {
        return None;
    }
    let chosen = prepared.names.sets.iter().filter(|set| prepared.filter.sets.contains(&set.id));
    Some(chosen.filter_map(|set| set.document.clone()).collect())
}

/// Which terms are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terms<'a> {
    /// Themes, whatever vocabulary they are of.
    Themes,
    /// Those of one vocabulary; `state` for the States.
    Of(&'a str),
    /// All.
    All,
}

impl App<'_> {
    /// `upr set list`.
    ///
    /// # Errors
    /// The store's.
    pub fn sets(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let figures = prepared.tx.list_set_figures()?;
        let of = |id: i64| {
            let found = figures.iter().find(|figure| figure.set == id).copied();
            found.unwrap_or(SetFigures { set: id, ..SetFigures::default() })
        };
        let bodies = prepared.names.sets.iter().filter(|set| !set.is_plan());
        let sets: Vec<_> = bodies.map(|set| (set.clone(), of(set.id))).collect();
        let default = prepared.names.default_set().map(|set| set.key.clone());
        let ids: Vec<_> = prepared.names.sets.iter().map(|set| set.id).collect();
        let amended = prepared.tx.list_amendments(AmendedKind::Set, &ids, &prepared.view)?;
        Ok(registers::sets(&prepared.labels, default.as_deref(), &sets, &amended))
    }

    /// `upr document list`.
    ///
    /// # Errors
    /// The store's.
    pub fn documents(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let mut documents = prepared.tx.list_documents()?;
        if let Some(own) = set_documents(question, &prepared) {
            documents.retain(|line| {
                own.contains(&line.key) || line.symbol.as_ref().is_some_and(|s| own.contains(s))
            });
        }
        Ok(registers::documents(&prepared.labels, &documents))
    }

    /// `upr document show`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a document that the file does not have.
    pub fn document(&mut self, key: &str, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let documents = prepared.tx.list_documents()?;
        let found = documents.iter().find(|line| line.key.eq_ignore_ascii_case(key));
        let found = found.ok_or_else(|| {
            let keys = documents.iter().map(|line| line.key.as_str());
            let near = crate::domain::words::nearest(key, keys);
            unknown(Sought::Document, key, near)
        })?;
        let amended =
            prepared.tx.list_amendments(AmendedKind::Document, &[found.id], &prepared.view)?;
        Ok(registers::document(&prepared.labels, found, &prepared.names.sets, &amended))
    }

    /// `upr assessor list`.
    ///
    /// # Errors
    /// The store's.
    pub fn assessors(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        Ok(registers::assessors(&prepared.labels, &prepared.names.assessors))
    }

    /// `upr theme list`: themes, whatever vocabulary they are of, or the terms of one vocabulary, or
    /// all; with `--set`, only those that its items stand under or are tagged with. `state` lists
    /// the States.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a vocabulary that the file does not have.
    pub fn themes(&mut self, wanted: Terms<'_>, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let names = &prepared.names;
        if wanted == Terms::Of("state") {
            let states = names.states.all().iter().enumerate().map(|(at, state)| {
                let term = TermLine {
                    id: number(at),
                    vocabulary: "state".to_owned(),
                    slug: state.iso3.clone(),
                    label: state.name.clone(),
                    parent: None,
                    aliases: vec![state.region.clone()],
                    comment: None,
                };
                (term, 0)
            });
            return Ok(registers::themes(&prepared.labels, "States", &states.collect::<Vec<_>>()));
        }
        let known: Vec<&str> = names.terms.iter().map(|term| term.vocabulary.as_str()).collect();
        if let Terms::Of(key) = wanted
            && !known.contains(&key)
        {
            let near = crate::domain::words::nearest(key, known);
            return Err(unknown(Sought::Vocabulary, key, near));
        }
        let used = match prepared.filter.sets.as_slice() {
            [] => None,
            sets => Some(prepared.tx.list_used_terms(sets)?),
        };
        let shown = |term: &&TermLine| {
            let of = match wanted {
                Terms::Themes => Facet::of(&term.vocabulary) == Facet::Theme,
                Terms::Of(key) => term.vocabulary == key,
                Terms::All => true,
            };
            of && used.as_ref().is_none_or(|used| used.binary_search(&term.id).is_ok())
        };
        let terms = names.terms.iter().filter(shown);
        let depth = |term: &TermLine| {
            let mut depth = 0;
            let mut next = term.parent;
            while let Some(parent) = next.and_then(|id| names.term(id)) {
                depth += 1;
                next = parent.parent;
            }
            depth
        };
        let terms: Vec<_> = terms.map(|term| (term.clone(), depth(term))).collect();
        let title = match wanted {
            Terms::Themes | Terms::Of("theme") => "Themes".to_owned(),
            Terms::Of(key) => format!("Vocabulary: {key}"),
            Terms::All => "Vocabularies".to_owned(),
        };
        Ok(registers::themes(&prepared.labels, &title, &terms))
    }

    /// `upr theme show`: a theme, what stands under it and what it concerns.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a theme that the file does not have.
    pub fn theme(&mut self, wanted: &str, question: &Question) -> Result<Document<'_>> {
        let prepared = self.prepare(question, true)?;
        let names = &prepared.names;
        let of_vocabulary = |key: &str| {
            let key = key.trim().to_lowercase();
            names.terms.iter().any(|term| term.vocabulary == key)
        };
        let term = match wanted.split_once(':') {
            Some((key, _)) if of_vocabulary(key) => terms::tag(names, wanted)?,
            _ => terms::theme(names, wanted, &prepared.filter.sets, &*prepared.tx)?,
        };
        let mut question = question.clone();
        let (filter, name) = (&mut question.filter, format!("{}:{}", term.vocabulary, term.slug));
        match Facet::of(&term.vocabulary) {
            Facet::Theme | Facet::Issue => filter.themes = vec![name],
            Facet::Group => filter.groups = vec![name],
            Facet::Sdg => filter.sdgs = vec![name],
            Facet::Action | Facet::Cluster => filter.tags = vec![name],
        }
        let mut told = vec![
            format!("{}:{}: {}", term.vocabulary, term.slug, term.label),
            format!("Path: {}", prepared.names.path(term.id)),
        ];
        if !term.aliases.is_empty() {
            told.push(format!("Also: {}", term.aliases.join("; ")));
        }
        told.extend(term.comment.clone());
        let title = prepared.labels.title(&format!("Theme: {}", prepared.names.path(term.id)));
        let Prepared { tx, names, now, .. } = prepared;
        let mut document = list(&question, Prepared::asking(&question, false, tx, names, now)?)?;
        document.title = title;
        let told = told.into_iter().map(Block::Paragraph);
        document.blocks.splice(0..0, told);
        Ok(document)
    }

    /// `upr link list`: every set unless one is named; what is established on the view's day.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn links(&mut self, question: &Question, all_sets: bool) -> Result<Document<'static>> {
        let Prepared { tx, labels, view, filter, .. } = self.prepare(question, all_sets)?;
        let mut links = tx.list_links(&[], &view)?;
        links.retain(|link| link.is_established(view.as_of));
        if filter.narrows() || !filter.sets.is_empty() {
            let mut chosen = std::collections::HashSet::new();
            tx.each_item(&filter, &view, Detail::Brief, Levels::All, &mut |line| {
                chosen.insert(line.name());
                Ok(())
            })?;
            links.retain(|link| chosen.contains(&link.item) || chosen.contains(&link.target));
        }
        Ok(registers::links(&labels, &links))
    }

    /// `upr timeline`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn timeline(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let mut lines = prepared.tx.list_engagements(&prepared.view)?;
        // What is not handed on is not counted either.
        lines.retain(|line| question.internal || line.public);
        if let Some(words) = &question.filter.text {
            let words = words.to_lowercase();
            lines.retain(|line| {
                let texts = [&line.who, &line.whom, &line.what, &line.outcome, &line.document];
                texts.iter().any(|text| {
                    text.as_ref().is_some_and(|text| text.to_lowercase().contains(&words))
                })
            });
        }
        if let Some(own) = set_documents(question, &prepared) {
            lines.retain(|line| line.document.as_ref().is_some_and(|key| own.contains(key)));
        }
        if let Some(state) = &prepared.filter.state {
            lines.retain(|line| line.state.as_ref() == Some(state));
        }
        let engagements = number(lines.len());
        let mut document = registers::timeline(&prepared.labels, "Timeline", &lines);
        let as_of = words::day(prepared.view.as_of);
        let sentence = format!("{}, as of {as_of}.", counted(engagements, "engagements"));
        document.blocks.insert(0, Block::Paragraph(sentence));
        document.facts.push(crate::report::items::fact("engagements", engagements));
        Ok(document)
    }

    /// `upr calendar`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a State that the file does not know.
    pub fn calendar(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let mut lines = prepared.tx.list_milestones()?;
        if let Some(state) = &prepared.filter.state {
            lines.retain(|line| line.state.as_ref() == Some(state));
        }
        if !question.filter.sets.is_empty() && !prepared.filter.sets.is_empty() {
            let chosen = |set: &&SetLine| prepared.filter.sets.contains(&set.id);
            let sets: Vec<_> = prepared.names.sets.iter().filter(chosen).collect();
            lines.retain(|line| {
                sets.iter().any(|set| match &line.set {
                    Some(key) => *key == set.key,
                    None => line.state == set.state,
                })
            });
        }
        let file = prepared.file()?;
        Ok(registers::calendar(&prepared.labels, prepared.view.as_of, file, &lines))
    }
}
