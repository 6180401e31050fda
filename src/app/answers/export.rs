//! `upr export` and `upr evidence list`: whole tables, fed row by row.

use super::{Prepared, Question, by_item, exported};
use crate::app::App;
use crate::app::error::Result;
use crate::domain::words::vocabulary;
use crate::report::evidence::{evidence_columns, evidence_row};
use crate::report::sheet::export_columns;
use crate::report::{Block, Document, FeedError, Table};
use crate::store::{Detail, Levels};

vocabulary! {
    /// Which table is exported.
    #[derive(Default)]
    What is "something to export" {
        /// Items with their components.
        #[default]
        Items = "items", "Items with their components";
        /// The status history.
        History = "history", "The status history";
        /// The evidence register.
        Evidence = "evidence", "The evidence register";
        /// Lineage.
        Links = "links", "Lineage";
        /// Engagements.
        Timeline = "timeline", "Engagements";
    }
}

impl App<'_> {
    /// One whole table.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn export(&mut self, what: What, question: &Question) -> Result<Document<'_>> {
        match what {
            What::Items => self.export_items(question),
            What::History => self.history(question),
            What::Evidence => self.evidence(question, false),
            What::Links => self.links(question, false),
            What::Timeline => self.timeline(question),
        }
    }

    fn export_items(&mut self, question: &Question) -> Result<Document<'_>> {
        let internal = question.internal;
        let Prepared { tx, labels, view, filter, now, .. } = self.prepare(question, false)?;
        let mut document = Document::new(labels.title("Items"));
        document.stamp = labels.stamp();
        let table = Table::new("items", "Items", export_columns()).main().with_feed(move |sink| {
            tx.each_item(&filter, &view, Detail::Full, Levels::All, &mut |line| {
                sink(exported(&labels, &view, now.today, internal, line))
            })
            .map_err(FeedError::from)
        });
        document.blocks.push(Block::Table(table));
        Ok(document)
    }

    /// The evidence register: every set unless one is named, where `all_sets`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn evidence(&mut self, question: &Question, all_sets: bool) -> Result<Document<'_>> {
        let Prepared { tx, labels, view, filter, .. } = self.prepare(question, all_sets)?;
        let filter = by_item(&filter, &view, &*tx)?;
        let mut document = Document::new(labels.title("Evidence register"));
        document.stamp = labels.stamp();
        let table = Table::new("evidence", "Evidence", evidence_columns()).main();
        let table = table.with_feed(move |sink| {
            tx.each_evidence(&filter, &view, &mut |line| sink(evidence_row(&labels, &line)))
                .map_err(FeedError::from)
        });
        document.blocks.push(Block::Table(table));
        Ok(document)
    }
}
