//! `upr indicator`: indicators with their figures, and those beside an item.

use std::collections::HashSet;

use super::plans::FEW;
use super::{Prepared, Question, footer};
use crate::app::App;
use crate::app::error::Result;
use crate::app::indicators::indicator;
use crate::app::terms::theme_filter;
use crate::domain::{Facet, Filter};
use crate::report::indicators::{self, Indicator};
use crate::report::templates::Filed;
use crate::report::{Block, Document};
use crate::store::{Detail, Levels};

impl App<'_> {
    /// The indicators, or one of them.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for one that the file does not have.
    pub fn indicators(
        &mut self,
        key: Option<&str>,
        question: &Question,
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let mut all = prepared.indicators()?;
        if let Some(key) = key {
            let lines: Vec<_> = all.iter().map(|one| one.line.clone()).collect();
            let id = indicator(&lines, key)?.id;
            all.retain(|one| one.line.id == id);
        }
        let mut document = indicators::document(&prepared.labels, &all, key.is_some());
        document.footer = footer(question, &prepared)?;
        Ok(document)
    }
}

impl App<'_> {
    /// `upr export csv --what indicators`: those of the chosen items, all where none are chosen.
    ///
    /// # Errors
    /// As any question's.
    pub(super) fn indicator_sheet(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let mut all = prepared.indicators()?;
        if prepared.filter.narrows() || !question.filter.sets.is_empty() {
            let mut chosen = HashSet::new();
            let filter = prepared.filter.clone();
            prepared.tx.each_item(
                &filter,
                &prepared.view,
                Detail::Brief,
                Levels::All,
                &mut |line| {
                    chosen.insert(line.id);
                    Ok(())
                },
            )?;
            all = prepared.each_for(all, &chosen)?.into_iter().map(|(one, _)| one).collect();
        }
        let mut document = Document::new(prepared.labels.title("Indicators"));
        document.stamp = prepared.labels.stamp();
        document.blocks.push(Block::Table(indicators::sheet(&prepared.labels, &all)));
        Ok(document)
    }
}

impl Prepared<'_> {
    /// Every indicator with its figures: two statements.
    fn indicators(&self) -> Result<Vec<Indicator>> {
        let lines = self.tx.list_indicators(&self.view)?;
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let figures = self.tx.list_measurements(&self.view)?;
        let with = |line: crate::domain::lines::IndicatorLine| {
            let own = figures.iter().filter(|figure| figure.indicator == line.id);
            Indicator { figures: own.cloned().collect(), line }
        };
        Ok(lines.into_iter().map(with).collect())
    }

    /// Those that are for one of these items.
    pub(super) fn indicators_of(&self, items: &[i64]) -> Result<Vec<Indicator>> {
        let items = items.iter().copied().collect();
        let own = self.each_for(self.indicators()?, &items)?;
        Ok(own.into_iter().map(|(one, _)| one).collect())
    }

    /// Those of some indicators that are for one of these items, each with those of them: named, or
    /// under a term of it. One statement for each term.
    fn each_for(
        &self,
        all: Vec<Indicator>,
        items: &HashSet<i64>,
    ) -> Result<Vec<(Indicator, HashSet<i64>)>> {
        let mut own = Vec::new();
        for one in all {
            let named = one.line.items.iter().map(|(item, _)| *item);
            let mut of: HashSet<i64> = named.filter(|item| items.contains(item)).collect();
            for (term, _) in &one.line.terms {
                self.each_under(*term, items, &mut of)?;
            }
            if !of.is_empty() {
                own.push((one, of));
            }
        }
        Ok(own)
    }

    /// Those of these items that stand under a term or are tagged so.
    fn each_under(&self, term: i64, items: &HashSet<i64>, of: &mut HashSet<i64>) -> Result<()> {
        let Some(line) = self.names.term(term) else { return Ok(()) };
        let mut filter = Filter::default();
        // Of many all are asked for.
        if items.len() <= FEW {
            filter.items = items.iter().copied().collect();
            filter.items.sort_unstable();
        }
        match Facet::of(&line.vocabulary) {
            Facet::Theme | Facet::Issue => {
                filter.themes.push(theme_filter(&self.names, line, &*self.tx)?);
            }
            _ => filter.terms.push(self.names.below(term)),
        }
        self.tx.each_item(&filter, &self.view, Detail::Brief, Levels::Matching, &mut |line| {
            if items.contains(&line.id) {
                of.insert(line.id);
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Puts to items the indicators that are for them or for their components.
    pub(super) fn attach_indicators(&self, filed: &mut [Filed]) -> Result<()> {
        let all = self.indicators()?;
        if all.is_empty() {
            return Ok(());
        }
        let ids = |one: &Filed| -> Vec<i64> {
            std::iter::once(&one.line).chain(&one.components).map(|line| line.id).collect()
        };
        let all = self.each_for(all, &filed.iter().flat_map(ids).collect())?;
        for one in filed {
            let ids = ids(one);
            let own = all.iter().filter(|(_, of)| ids.iter().any(|id| of.contains(id)));
            one.indicators = own.map(|(indicator, _)| indicator.clone()).collect();
        }
        Ok(())
    }
}
