//! The first page: where things stand, what moved lately, what is late, what waits for a word.

use super::super::desk::{Desk, Told};
use super::super::filled::Filled;
use crate::app::{App, By, DueWords, FilterWords};
use crate::domain::dates::months_before;
use crate::domain::{DateWord, PartialDate};
use crate::render::page::{Link, Part};
use crate::report::{Block, Document};

/// So many rows of each list.
const FEW: usize = 8;
/// What moved in so many months is told.
const LATELY: u32 = 3;

/// Where things stand.
pub(super) fn front(app: &mut App<'_>, desk: &Desk, _: &Filled) -> Told {
    if !desk.edits() && desk.writes() {
        return Ok(super::super::reply::Reply::See("/mine".to_owned()));
    }
    let question = desk.question(FilterWords::default());
    let mut document = app.report_figures(&question, By::Theme)?;
    let title = std::mem::take(&mut document.title);
    document.title.clone_from(&title);
    // They stand in the sentences, and are for scripts.
    document.facts.clear();
    document.footer.clear();
    let mut parts = vec![Part::Document(desk.shown(document))];
    let today = app.now().today;
    let since = months_before(today, LATELY);
    let changes = app.changes(&question, DateWord::Written(PartialDate::Day(since)), None)?;
    let more = Link::new("All changes", format!("/changes?since={since}"));
    parts.extend(few(desk, changes, "changes", "What moved in the last three months", more)?);
    let due = app.due(&question, &DueWords { late: true, ..DueWords::default() })?;
    let more = Link::new("All dates", "/calendar");
    parts.extend(few(desk, due, "due", "What is late", more)?);
    if desk.writes() {
        let open = Link::new("What is not assessed yet", "/items?missing=status");
        let bare = Link::new("Statuses without evidence", "/items?missing=evidence");
        parts.push(Part::Heading("What waits for you".to_owned()));
        parts.push(Part::Links("What waits for you".to_owned(), vec![open, bare]));
    }
    desk.page("/", &title, parts)
}

/// The first rows of a table of an answer under a heading, if there are any, and where all are.
fn few<'a>(
    desk: &Desk,
    document: Document<'a>,
    name: &str,
    title: &str,
    more: Link,
) -> Result<Vec<Part<'a>>, super::super::desk::Trouble> {
    let mut parts = Vec::new();
    for block in desk.shown(document).blocks {
        let Block::Table(mut table) = block else { continue };
        if table.name != name {
            continue;
        }
        let mut rows = std::mem::replace(&mut table.rows, crate::report::Rows::Held(Vec::new()))
            .hold()
            .map_err(crate::render::RenderError::from)?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        rows.truncate(FEW);
        title.clone_into(&mut table.title);
        let mut part = Document::new(title);
        part.blocks.push(Block::Table(table.with_rows(rows)));
        parts.push(Part::Document(part));
    }
    if !parts.is_empty() {
        parts.push(Part::Links(title.to_owned(), vec![more]));
    }
    Ok(parts)
}
