//! `upr export xlsx`: the workbook that people edit and send back.

use super::report::history;
use super::{Prepared, Question, exported};
use crate::app::App;
use crate::app::error::Result;
use crate::domain::lines::SetLine;
use crate::report::{
    Block, Cell, Column, Document, FeedError, Part, Row, Table, Visibility, editable,
};
use crate::store::{Detail, Levels};

impl App<'_> {
    /// The items to be filled in, what each column means, and the history.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn workbook(&mut self, question: &Question) -> Result<Document<'_>> {
        let internal = question.internal;
        let prepared = self.prepare(question, false)?;
        let history = history(&prepared)?;
        let kinds: Vec<bool> = prepared.sets().map(SetLine::is_plan).collect();
        let plans = !kinds.is_empty() && kinds.iter().all(|is_plan| *is_plan);
        let Prepared { tx, names, labels, view, filter, now, .. } = prepared;
        let voices = names.assessors.iter().map(|voice| Part {
            visibility: Visibility::of(!voice.internal, voice.entry),
            ..Part::new(&voice.key)
        });
        let voices: Vec<Part> = voices.collect();
        let (places, columns): (Vec<usize>, Vec<Column>) = if plans {
            editable::plan_columns(&voices).into_iter().unzip()
        } else {
            editable::columns(&voices).into_iter().enumerate().unzip()
        };
        let blank = if plans { editable::NEW_ACTIONS } else { 0 };
        let explained = editable::explanations(&columns);
        let mut document = Document::new(labels.title("Items"));
        document.stamp = labels.stamp();
        let items = Table::new("items", "Items", columns).main().with_feed(move |sink| {
            tx.each_item(&filter, &view, Detail::Full, Levels::All, &mut |line| {
                let Row { cells, visibility } = exported(&labels, &view, now.today, internal, line);
                let cells = places.iter().filter_map(|at| cells.get(*at).cloned()).collect();
                sink(Row { cells, visibility })
            })
            .map_err(FeedError::from)?;
            for _ in 0..blank {
                sink(Row::new(vec![Cell::default(); places.len()]))?;
            }
            Ok(())
        });
        document.blocks.push(Block::Table(items));
        document.blocks.push(Block::Table(explained));
        document.blocks.push(Block::Table(Table { main: false, ..history }));
        Ok(document)
    }
}
