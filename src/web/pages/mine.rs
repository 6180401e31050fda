//! The items of a contributor's institution: late, due, never recorded, not updated for long; one leads to
//! the next.

use super::super::desk::Desk;
use super::super::filled::Filled;
use super::super::trouble::{Told, Trouble};
use crate::app::{App, DueWords, FilterWords};
use crate::domain::Missing;
use crate::render::page::PagePart;

/// So many items at the most.
pub(super) const MOST: usize = 500;
/// Not updated for so many months is long.
const LONG: u32 = 6;

/// My items.
pub(super) fn mine(app: &mut App<'_>, desk: &Desk, _: &Filled) -> Told {
    let Some((entity, voice)) = desk.who.institution.clone() else { return Err(Trouble::Nowhere) };
    let led = |more: FilterWords| FilterWords {
        lead: Some(entity.clone()),
        asks_as: Some(entity.clone()),
        sets: vec!["all".to_owned()],
        ..more
    };
    let mut parts = Vec::new();
    let due = DueWords { lead: Some(entity.clone()), ..DueWords::default() };
    let own = FilterWords { asks_as: Some(entity.clone()), ..FilterWords::default() };
    let mut document = app.due(&desk.question(own), &due)?;
    "Due, the first one first".clone_into(&mut document.title);
    document.facts.clear();
    parts.push(PagePart::Document(desk.shown(document)));
    let never = FilterWords { missing: Some(Missing::Status), ..FilterWords::default() };
    let mut never = desk.question(led(never));
    never.view.assessor = Some(voice.clone());
    let screen = app.screen(&never, None, MOST)?;
    parts.push(PagePart::Document(named(desk, screen.document, "Nothing recorded by you yet")));
    let mut stale =
        desk.question(led(FilterWords { stale_months: Some(LONG), ..FilterWords::default() }));
    stale.view.assessor = Some(voice);
    let screen = app.screen(&stale, None, MOST)?;
    parts.push(PagePart::Document(named(
        desk,
        screen.document,
        "Not updated by you for six months",
    )));
    let screen = app.screen(&desk.question(led(FilterWords::default())), None, MOST)?;
    parts.push(PagePart::Document(named(desk, screen.document, "All that your institution leads")));
    desk.page("/mine", "My items", parts)
}

/// The item after one of those that an institution leads.
pub(super) fn after(app: &mut App<'_>, desk: &Desk, item: &str) -> Option<String> {
    let (entity, _) = desk.who.institution.clone()?;
    let words = FilterWords {
        lead: Some(entity.clone()),
        asks_as: Some(entity),
        sets: vec!["all".to_owned()],
        ..FilterWords::default()
    };
    let screen = app.screen(&desk.question(words), Some(item), 1).ok()?;
    screen.first
}

fn named<'a>(
    desk: &Desk,
    mut document: crate::report::Document<'a>,
    title: &str,
) -> crate::report::Document<'a> {
    title.clone_into(&mut document.title);
    document.facts.clear();
    document.blocks.retain(|block| matches!(block, crate::report::Block::Table(_)));
    desk.shown(document)
}
