//! `upr export xlsx`: the workbook that people edit and send back.

use super::{Prepared, Question, exported};
use crate::app::App;
use crate::app::error::Result;
use crate::report::{Block, Document, FeedError, Part, Row, Table, Visibility, editable};
use crate::store::{Detail, Levels};

impl App<'_> {
    /// The items to be filled in, what each column means, and the history.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn workbook(&mut self, question: &Question) -> Result<Document<'_>> {
        let history = held(self.history(question)?)?;
        let Prepared { names, labels, view, filter, now } = self.prepare(question, false)?;
        let voices = names.assessors.iter().map(|voice| Part {
            visibility: Visibility::of(!voice.internal, voice.entry),
            ..Part::new(&voice.key)
        });
        let voices: Vec<Part> = voices.collect();
        let columns = editable::columns(&voices);
        let explained = editable::explanations(&columns);
        let mut document = Document::new(labels.title("Items"));
        document.stamp = labels.stamp();
        let store = &mut *self.store;
        let items = Table::new("items", "Items", columns).main().with_feed(move |sink| {
            let mut tx = store.read()?;
            tx.each_item(&filter, &view, Detail::Full, Levels::All, &mut |line| {
                sink(exported(&labels, &view, now.today, line))
            })
            .map_err(FeedError::from)
        });
        document.blocks.push(Block::Table(items));
        document.blocks.push(Block::Table(explained));
        document.blocks.extend(history.map(Block::Table));
        Ok(document)
    }
}

/// The first table of a document with its rows in memory.
fn held(document: Document<'_>) -> Result<Option<Table<'static>>> {
    for block in document.blocks {
        let Block::Table(table) = block else { continue };
        let (name, title, columns) = (table.name, table.title, table.columns);
        let rows: Vec<Row> = table.rows.hold().map_err(|error| {
            match error.downcast::<crate::store::StoreError>() {
                Ok(error) => *error,
                Err(error) => crate::store::StoreError::Visit(error),
            }
        })?;
        return Ok(Some(Table::new(name, title, columns).with_rows(rows)));
    }
    Ok(None)
}
