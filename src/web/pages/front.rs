//! The first page: where things stand, what moved lately, what is late, what waits for a word.

use super::super::desk::Desk;
use super::super::filled::Filled;
use super::super::trouble::{Told, Trouble};
use crate::app::{App, By, DueWords, FilterWords};
use crate::domain::dates::months_before;
use crate::domain::{DateWord, PartialDate};
use crate::render::page::{Link, PagePart};
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
    let (document, bars) = apart(desk.shown(document));
    let mut parts = vec![PagePart::Document(document)];
    if desk.writes() {
        parts.extend(waiting());
    }
    let today = app.now().today;
    let since = months_before(today, LATELY);
    let due = app.due(&question, &DueWords { late: true, ..DueWords::default() })?;
    let more = Link::new("All dates", "/calendar");
    parts.extend(few(desk, due, "due", "What is late", more)?);
    let changes = app.changes(&question, DateWord::Written(PartialDate::Day(since)), None)?;
    let more = Link::new("All changes", format!("/changes?since={since}"));
    parts.extend(few(desk, changes, "changes", "What moved in the last three months", more)?);
    if !bars.blocks.is_empty() {
        parts.push(PagePart::Document(bars));
    }
    desk.page("/", &title, parts)
}

/// The opening, and the bars part by part: what is new and late stands between them.
fn apart(mut document: Document<'_>) -> (Document<'_>, Document<'_>) {
    let blocks = std::mem::take(&mut document.blocks);
    let (bars, opening) = blocks.into_iter().partition(|it| matches!(it, Block::Chart(_)));
    document.blocks = opening;
    let mut below = Document::new("Part by part");
    below.blocks = bars;
    (document, below)
}

/// How something is recorded, for who has never done it, and what is to be done.
fn waiting() -> Vec<PagePart<'static>> {
    let said = "To record something, open a recommendation: it has a form for its status and, below, for evidence, remarks, dates and actions. What you record can be taken back. A filled-in workbook or a report is taken under “Bring in”.";
    let links = vec![
        Link::new("Find a recommendation", "/items"),
        Link::new("What is not assessed yet", "/items?missing=status"),
        Link::new("Statuses without evidence", "/items?missing=evidence"),
    ];
    vec![
        PagePart::Heading("What waits for you".to_owned()),
        PagePart::Paragraph(vec![crate::report::Part::new(said)]),
        PagePart::Links("What waits for you".to_owned(), links),
    ]
}

/// The first rows of a table of an answer under a heading, if there are any, and where all are.
fn few<'a>(
    desk: &Desk,
    document: Document<'a>,
    name: &str,
    title: &str,
    more: Link,
) -> Result<Vec<PagePart<'a>>, Trouble> {
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
        parts.push(PagePart::Document(part));
    }
    if !parts.is_empty() {
        parts.push(PagePart::Links(title.to_owned(), vec![more]));
    }
    Ok(parts)
}
