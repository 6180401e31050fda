//! One item whole, and the forms to record what is new of it.

use axum::http::StatusCode;

use super::super::addresses::item_address;
use super::super::desk::Desk;
use super::super::filled::Filled;
use super::super::trouble::Told;
use super::further;
use super::status_form::status_form;
use crate::app::App;
use crate::app::answers::pages::ItemPage;
use crate::domain::words::Life;
use crate::domain::{Level, SetKind};
use crate::render::form::Form;
use crate::render::page::{Link, PagePart};
use crate::report::words::catalogue::say;

/// The page of an item.
pub(super) fn show(app: &mut App<'_>, desk: &Desk, name: &str, words: &Filled) -> Told {
    let today = app.now().today.to_string();
    let page = app.item_page(name, &desk.own_question())?;
    // What is sent all the same comes back filled in: what somebody typed is not lost.
    let form = page.theirs.then(|| status_form(desk, &page, &Filled::default(), &today)).flatten();
    let mut first = Vec::new();
    if let Some(batch) = words.get("recorded").filter(|_| desk.writes()) {
        let of = words.get("of").unwrap_or(&page.name);
        let hidden = vec![("batch", batch.to_owned()), ("back", of.to_owned())];
        let undo = desk.button("undo", "/undo", "Take it back", hidden);
        let kept = words.get("kept").is_some() && !page.choices.public_by_default;
        let stays = words.get("stays").and_then(Level::from_slug);
        let done = match stays {
            _ if of != page.name => {
                format!("Recorded for {of} as entry {batch}. This is the next one of yours.")
            }
            Some(level) => {
                say!("web.recorded-earlier", entry = batch, level = level.label_in(page.kind))
            }
            None if kept => say!("web.recorded-kept", entry = batch),
            None => say!("web.recorded", entry = batch),
        };
        first.push(PagePart::Done(done, vec![undo]));
    }
    if let Some(batch) = words.get("undone").filter(|_| desk.writes()) {
        let done = format!("Entry {batch} was taken back. The record keeps both.");
        first.push(PagePart::Done(done, Vec::new()));
    }
    whole(desk, StatusCode::OK, page, first, form)
}

/// The page with what came first on it, and its form as it is now.
pub(super) fn whole(
    desk: &Desk,
    status: StatusCode,
    page: ItemPage,
    first: Vec<PagePart<'static>>,
    form: Option<Form>,
) -> Told {
    let further = further::forms(desk, &page);
    let ItemPage { mut document, actions, serves, name, kind, .. } = page;
    let ItemPage { components, life, level, state, theirs, .. } = page;
    // They are for scripts: the text below says the same.
    document.facts.clear();
    let title = document.title.clone();
    let mut parts = first;
    let refused = form.as_ref().is_some_and(Form::is_refused);
    // A form that came back stands where the eye is.
    let (before, after) = if refused { (form, None) } else { (None, form) };
    parts.extend(before.map(PagePart::Form));
    parts.push(PagePart::State(level.slug(), level.label_in(kind), state));
    let mut ways = Vec::new();
    ways.extend(after.as_ref().map(|form| Link::new(&form.title, format!("#{}", form.id))));
    ways.extend(further.first().map(|form| Link::new("More to record", format!("#{}", form.id))));
    if !refused && !ways.is_empty() {
        parts.push(PagePart::Links("On this page".to_owned(), ways));
    }
    parts.push(PagePart::Document(desk.shown(document)));
    parts.extend(actions.map(|actions| PagePart::Document(desk.shown(actions))));
    if !serves.is_empty() {
        let links = serves.iter().map(|name| Link::new(name, item_address(name))).collect();
        parts.push(PagePart::Heading("What it is taken for".to_owned()));
        parts.push(PagePart::Links("What it is taken for".to_owned(), links));
    }
    parts.extend(after.map(PagePart::Form));
    if desk.writes() && !theirs {
        parts.push(PagePart::Heading("Record a status".to_owned()));
        parts.push(PagePart::Paragraph(vec![crate::report::Part::new(say!("web.not-led"))]));
    } else if desk.writes() && life == Life::Active && !components.is_empty() {
        let links = components.iter().map(|part| Link::new(part.clone(), item_address(part)));
        parts.push(PagePart::Heading("Record a status".to_owned()));
        parts.push(PagePart::Paragraph(vec![crate::report::Part::new(format!(
            "{name} is assessed through its parts: open the one that you know something new of."
        ))]));
        parts.push(PagePart::Links("Parts".to_owned(), links.collect()));
    }
    if !refused && !further.is_empty() {
        parts.push(PagePart::Heading("More to record".to_owned()));
        parts.extend(further.into_iter().map(PagePart::Form));
    }
    let here = if kind == SetKind::Plan { "/plan" } else { "/items" };
    desk.page_with(status, here, &title, parts)
}

/// The page with what was filled in above what was recorded meanwhile, and both ways on.
pub(super) fn conflicting(desk: &Desk, page: ItemPage, mut form: Form, filled: &Filled) -> Told {
    "What you filled in".clone_into(&mut form.title);
    "Record mine too".clone_into(&mut form.submit);
    let said = match filled.get("version") {
        Some(_) => say!("web.conflict"),
        // Whether something was recorded meanwhile is not known then.
        None => say!("web.no-version"),
    };
    let leave = Link::new("Leave theirs", item_address(&page.name));
    let first = vec![
        PagePart::Problem(said, Vec::new()),
        PagePart::Form(form),
        PagePart::Links("Or".to_owned(), vec![leave]),
    ];
    whole(desk, StatusCode::CONFLICT, page, first, None)
}

/// The page with what was filled in, which is not theirs to record.
pub(super) fn not_theirs(desk: &Desk, page: ItemPage, mut form: Form) -> Told {
    "What you filled in".clone_into(&mut form.title);
    let why = PagePart::Problem(say!("web.forbidden"), vec![say!("web.forbidden-more")]);
    whole(desk, StatusCode::FORBIDDEN, page, vec![why, PagePart::Form(form)], None)
}

/// The address of an item's page after something was recorded of it: with whether it stands where whoever
/// recorded it will see it, and which level holds where another one does.
pub(super) fn recorded_address(item: &str, entry: i64, kept: bool, stays: Option<Level>) -> String {
    let kept = if kept { "&kept=yes" } else { "" };
    let stays = stays.map(|level| format!("&stays={}", level.slug())).unwrap_or_default();
    format!("{}?recorded={entry}{kept}{stays}", item_address(item))
}
