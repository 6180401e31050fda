//! The first page: where things stand.

use super::super::desk::{Desk, Told};
use super::super::filled::Filled;
use crate::app::{App, By, FilterWords};
use crate::render::page::Part;
use crate::report::Block;

/// Where things stand.
pub(super) fn front(app: &mut App<'_>, desk: &Desk, _: &Filled) -> Told {
    let question = desk.question(FilterWords::default());
    let mut document = app.report(&question, By::Theme, None)?;
    // The items have a page of their own.
    document.blocks.retain(|block| !matches!(block, Block::Table(table) if table.name == "items"));
    let title = std::mem::take(&mut document.title);
    document.title.clone_from(&title);
    let parts = vec![Part::Document(desk.shown(document))];
    desk.page("/", &title, parts)
}
