//! One item whole, and the forms to record what is new of it.

use axum::http::StatusCode;

use super::super::desk::{Desk, Told, item_address};
use super::super::filled::Filled;
use super::choices::words_of;
use super::further;
use super::record::UNCHANGED;
use crate::app::App;
use crate::app::answers::pages::ItemPage;
use crate::domain::words::{Confidence, Life};
use crate::domain::{Level, SetKind};
use crate::render::form::{Control, Field, Form};
use crate::render::page::{Link, Part};
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
        first.push(Part::Done(done, vec![undo]));
    }
    if let Some(batch) = words.get("undone").filter(|_| desk.writes()) {
        let done = format!("Entry {batch} was taken back. The record keeps both.");
        first.push(Part::Done(done, Vec::new()));
    }
    whole(desk, StatusCode::OK, page, first, form)
}

/// The page with what came first on it, and its form as it is now.
pub(super) fn whole(
    desk: &Desk,
    status: StatusCode,
    page: ItemPage,
    first: Vec<Part<'static>>,
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
    parts.extend(before.map(Part::Form));
    parts.push(Part::State(level.slug(), level.label_in(kind), state));
    let mut ways = Vec::new();
    ways.extend(after.as_ref().map(|form| Link::new(&form.title, format!("#{}", form.id))));
    ways.extend(further.first().map(|form| Link::new("More to record", format!("#{}", form.id))));
    if !refused && !ways.is_empty() {
        parts.push(Part::Links("On this page".to_owned(), ways));
    }
    parts.push(Part::Document(desk.shown(document)));
    parts.extend(actions.map(|actions| Part::Document(desk.shown(actions))));
    if !serves.is_empty() {
        let links = serves.iter().map(|name| Link::new(name, item_address(name))).collect();
        parts.push(Part::Heading("What it is taken for".to_owned()));
        parts.push(Part::Links("What it is taken for".to_owned(), links));
    }
    parts.extend(after.map(Part::Form));
    if desk.writes() && !theirs {
        parts.push(Part::Heading("Record a status".to_owned()));
        parts.push(Part::Paragraph(vec![crate::report::Part::new(say!("web.not-led"))]));
    } else if desk.writes() && life == Life::Active && !components.is_empty() {
        let links = components.iter().map(|part| Link::new(part.clone(), item_address(part)));
        parts.push(Part::Heading("Record a status".to_owned()));
        parts.push(Part::Paragraph(vec![crate::report::Part::new(format!(
            "{name} is assessed through its parts: open the one that you know something new of."
        ))]));
        parts.push(Part::Links("Parts".to_owned(), links.collect()));
    }
    if !refused && !further.is_empty() {
        parts.push(Part::Heading("More to record".to_owned()));
        parts.extend(further.into_iter().map(Part::Form));
    }
    let here = if kind == SetKind::Plan { "/plan" } else { "/items" };
    desk.page_with(status, here, &title, parts)
}

/// The form to record a status, filled in; none where none may be recorded.
pub(super) fn status_form(
    desk: &Desk,
    page: &ItemPage,
    filled: &Filled,
    today: &str,
) -> Option<Form> {
    if !desk.writes() || page.life != Life::Active || !page.components.is_empty() {
        return None;
    }
    let fresh = filled.0.is_empty();
    let unsaid = (String::new(), "Not said".to_owned());
    let sure = std::iter::once(unsaid).chain(words_of::<Confidence>()).collect();
    let day = if fresh { today.to_owned() } else { filled.raw("on") };
    let own = desk.own_voice();
    let voice = match own {
        Some(voice) => voice.to_owned(),
        None if fresh => "tracker".to_owned(),
        None => filled.raw("by"),
    };
    let public = if fresh && page.choices.public_by_default {
        "yes".to_owned()
    } else {
        filled.raw("public")
    };
    let mut voices = page.choices.voices.clone();
    if let Some(voice) = own {
        voices.retain(|(key, _)| key == voice);
    }
    let asked = match page.kind {
        SetKind::Plan => "How far is it done?",
        SetKind::Recommendations => "How far is it implemented?",
    };
    let mut fields = vec![
        Field::new("status", asked, Control::Choice(levels(page)))
            .holding(filled.raw("status"))
            .required(),
        Field::new("note", "Why do you say so?", Control::Lines)
            .hint("What happened, and what is still missing.")
            .holding(filled.raw("note")),
        Field::new("evidence", "Where can one check it?", Control::Line)
            .hint("A web address (https://…), a UN symbol (A/HRC/42/10:25), or a publication with its date and page.")
            .holding(filled.raw("evidence")),
        Field::new("on", "Since when?", Control::Day).holding(day),
        Field::new("public", "The reason may be published", Control::Tick).holding(public),
        Field::new("by", "Whose assessment is it?", Control::List(voices))
            .holding(voice)
            .folded(),
        Field::new("confidence", "How sure are they?", Control::List(sure))
            .holding(filled.raw("confidence"))
            .folded(),
    ];
    if own.is_some() {
        fields.push(
            Field::new("on_to_next", "Then go on to my next item", Control::Tick)
                .holding(if fresh { "yes".to_owned() } else { filled.raw("on_to_next") }),
        );
    }
    Some(desk.form(Form {
        id: "record",
        title: "Record a status".to_owned(),
        action: item_address(&page.name),
        hidden: vec![("version", page.version.clone())],
        fields,
        submit: "Record".to_owned(),
        ..Form::default()
    }))
}

/// The levels to choose from; the one that stands may be looked at again.
fn levels(page: &ItemPage) -> Vec<(String, String)> {
    let again = (UNCHANGED.to_owned(), "As before: I looked again".to_owned());
    let again = (page.level != Level::NotAssessed).then_some(again);
    let levels = Level::ALL.iter().filter(|level| **level != Level::NotAssessed);
    let word = |level: &Level| (level.slug_in(page.kind).into(), level.label_in(page.kind).into());
    let levels = levels.map(word);
    again.into_iter().chain(levels).collect()
}
