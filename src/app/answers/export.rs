//! `upr export` and `upr evidence list`: whole tables, fed row by row.

use std::collections::HashSet;

use super::dossier::with_components;
use super::{Prepared, Question, by_item, exported};
use crate::app::App;
use crate::app::error::Result;
use crate::app::refusals::QuestionRefusal;
use crate::domain::ledger::hex;
use crate::domain::words::vocabulary;
use crate::report::data::{self, AboutExport};
use crate::report::evidence::{evidence_columns, evidence_row};
use crate::report::labels::Labels;
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
        /// What the State said.
        Positions = "positions", "What the State said to each item";
        /// Classifications.
        Tags = "tags", "By which terms items are classified";
        /// The register of documents.
        Documents = "documents", "The register of documents";
        /// Milestones.
        Calendar = "calendar", "The dates that lie ahead and behind";
        /// What voices say beside a level.
        Remarks = "remarks", "What assessors say of items beside a level";
        /// Indicators with their figures.
        Indicators = "indicators", "Indicators with their figures";
        /// Each of these, with what it means.
        All = "all", "All of them, into a folder";
    }
}

impl What {
    /// The tables, in the order in which one reads.
    pub const TABLES: &'static [Self] = &[
        Self::Items,
        Self::History,
        Self::Evidence,
        Self::Positions,
        Self::Tags,
        Self::Links,
        Self::Timeline,
        Self::Documents,
        Self::Calendar,
        Self::Remarks,
        Self::Indicators,
    ];
}

impl Prepared<'_> {
    /// The names of the items and components that the filter chooses.
    pub(in crate::app) fn names_chosen(&self) -> Result<HashSet<String>> {
        let mut names = HashSet::new();
        self.tx.each_item(&self.filter, &self.view, Detail::Brief, Levels::All, &mut |line| {
            names.insert(line.name());
            Ok(())
        })?;
        Ok(names)
    }
}

/// A document of one table.
fn whole(labels: &Labels, title: &str, table: Table<'static>) -> Document<'static> {
    let mut document = Document::new(labels.title(title));
    document.stamp = labels.stamp();
    document.blocks.push(Block::Table(table));
    document
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
            What::Positions => self.positions(question),
            What::Tags => self.tags(question),
            What::Documents => self.documents(question),
            What::Calendar => self.calendar(question),
            What::Remarks => self.remarks(question, false),
            What::Indicators => self.indicator_sheet(question),
            What::All => Err(QuestionRefusal::AllTables.into()),
        }
    }

    /// What is to be known of an export as a whole.
    ///
    /// # Errors
    /// The store's.
    pub fn about(&mut self, question: &Question) -> Result<AboutExport> {
        let prepared = self.prepare(question, true)?;
        let head = prepared.tx.find_head()?;
        Ok(AboutExport {
            title: prepared.labels.title("Human rights recommendations and what became of them"),
            as_of: prepared.view.as_of.to_string(),
            head: head.map(|(entry, hash)| (entry, hex(&hash))),
            version: question.version.to_owned(),
            stamp: prepared.labels.stamp(),
        })
    }

    /// The positions of the State in force.
    fn positions(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        let chosen = prepared.names_chosen()?;
        let mut lines = Vec::new();
        let filter = with_components(&prepared.filter);
        prepared.tx.each_position(&filter, &prepared.view, &mut |(item, line)| {
            if chosen.contains(&item) {
                lines.push((item, line));
            }
            Ok(())
        })?;
        Ok(whole(
            &prepared.labels,
            "Positions of the State",
            data::positions(&prepared.labels, &lines),
        ))
    }

    /// The terms by which items are classified.
    fn tags(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        let mut lines = Vec::new();
        prepared.tx.each_item(
            &prepared.filter,
            &prepared.view,
            Detail::Full,
            Levels::All,
            &mut |line| {
                let name = line.name();
                lines.extend(line.tags.into_iter().map(|tag| (name.clone(), tag)));
                Ok(())
            },
        )?;
        Ok(whole(&prepared.labels, "Tags", data::tags(&prepared.labels, &lines)))
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
