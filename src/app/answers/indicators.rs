//! `upr indicator`: indicators with their figures, and those beside an item.

use super::{Prepared, Question, footer};
use crate::app::App;
use crate::app::error::Result;
use crate::app::indicators::indicator;
use crate::report::indicators::{self, Indicator};
use crate::report::templates::Filed;
use crate::report::{Block, Document};

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
            let chosen = prepared.names_chosen()?;
            all.retain(|one| one.line.items.iter().any(|(_, name)| chosen.contains(name)));
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
        let mut all = self.indicators()?;
        all.retain(|one| one.line.items.iter().any(|(item, _)| items.contains(item)));
        Ok(all)
    }

    /// Puts to items the indicators that are for them or for their components.
    pub(super) fn attach_indicators(&self, filed: &mut [Filed]) -> Result<()> {
        let all = self.indicators()?;
        if all.is_empty() {
            return Ok(());
        }
        for one in filed {
            let ids: Vec<i64> =
                std::iter::once(&one.line).chain(&one.components).map(|line| line.id).collect();
            let own = |it: &&Indicator| it.line.items.iter().any(|(item, _)| ids.contains(item));
            one.indicators = all.iter().filter(own).cloned().collect();
        }
        Ok(())
    }
}
