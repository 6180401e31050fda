//! `upr indicator`: indicators with their figures, and those beside an item.

use super::{Prepared, Question, footer};
use crate::app::App;
use crate::app::error::Result;
use crate::app::indicators::indicator;
use crate::report::Document;
use crate::report::indicators::{self, Indicator};

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
}
