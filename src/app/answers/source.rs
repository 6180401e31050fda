//! The rows of a report's tables, fetched when each is written, all from the report's transaction.

use std::rc::Rc;

use super::by_item;
use crate::domain::lines::MilestoneLine;
use crate::domain::{Filter, View};
use crate::report::evidence::{evidence_columns, evidence_row};
use crate::report::history::{history_columns, history_row};
use crate::report::labels::Labels;
use crate::report::progress::item_row;
use crate::report::{Block, Column, FeedError, Table, registers};
use crate::store::{Detail, Levels, Read};

/// Where the rows of a report come from, each table's when it is written.
#[derive(Clone)]
pub(super) struct RowSource<'s> {
    pub(super) tx: Rc<dyn Read + 's>,
    pub(super) labels: Labels,
    pub(super) filter: Filter,
    pub(super) view: View,
}

impl<'s> RowSource<'s> {
    /// The items, under the name that their set gives them.
    pub(super) fn items(self, title: String, columns: Vec<Column>) -> Table<'s> {
        let table = Table::new("items", title, columns).main().grouped_by("theme");
        table.with_feed(move |sink| {
            let (filter, view) = (&self.filter, &self.view);
            self.tx
                .each_item(filter, view, Detail::Full, Levels::Items, &mut |line| {
                    sink(item_row(&self.labels, view.as_of, &line))
                })
                .map_err(FeedError::from)
        })
    }

    fn history(self) -> Table<'s> {
        let table = Table::new("history", "Status history", history_columns());
        table.with_feed(move |sink| {
            let filter = by_item(&self.filter, &self.view, &*self.tx)?;
            self.tx
                .each_log(&filter, &self.view, &mut |line| sink(history_row(&self.labels, &line)))
                .map_err(FeedError::from)
        })
    }

    fn evidence(self) -> Table<'s> {
        let table = Table::new("evidence", "Evidence", evidence_columns());
        table.with_feed(move |sink| {
            let filter = by_item(&self.filter, &self.view, &*self.tx)?;
            self.tx
                .each_evidence(&filter, &self.view, &mut |line| {
                    sink(evidence_row(&self.labels, &line))
                })
                .map_err(FeedError::from)
        })
    }

    /// History, evidence and calendar.
    pub(super) fn registers(self, milestones: &[MilestoneLine]) -> impl Iterator<Item = Table<'s>> {
        let calendar = registers::calendar(&self.labels, self.view.as_of, None, milestones);
        let calendar = calendar.blocks.into_iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let tables = [Some(self.clone().history()), Some(self.evidence()), calendar];
        tables.into_iter().flatten().map(|mut table| {
            table.main = false;
            table.for_scripts = true;
            table
        })
    }
}
