//! The form to record a status of an item.

use super::super::addresses::item_address;
use super::super::desk::Desk;
use super::super::filled::Filled;
use super::choices::words_of;
use crate::app::answers::pages::ItemPage;
use crate::domain::words::{Confidence, Life};
use crate::domain::{Level, SetKind};
use crate::render::form::{Control, Form, FormField};

/// The level that stands, looked at again.
pub(super) const UNCHANGED: &str = "unchanged";
/// What is wrong with a date.
pub(super) const NO_DATE: &str = "This is no date. Choose a day, or write it as 2025-06-30.";
/// What is wrong with a place of evidence.
pub(super) const NO_PLACE: &str = "Write a web address that begins with https://, a UN symbol, or a publication with its date. A file on your computer is not taken.";

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
        FormField::new("status", asked, Control::Choice(levels(page)))
            .holding(filled.raw("status"))
            .required(),
        FormField::new("note", "Why do you say so?", Control::Lines)
            .hint("What happened, and what is still missing.")
            .holding(filled.raw("note")),
        FormField::new("evidence", "Where can one check it?", Control::Line)
            .hint("A web address (https://…), a UN symbol (A/HRC/42/10:25), or a publication with its date and page.")
            .holding(filled.raw("evidence")),
        FormField::new("on", "Since when?", Control::Day).holding(day),
        FormField::new("public", "The reason may be published", Control::Tick).holding(public),
        FormField::new("by", "Whose assessment is it?", Control::List(voices))
            .holding(voice)
            .folded(),
        FormField::new("confidence", "How sure are they?", Control::List(sure))
            .holding(filled.raw("confidence"))
            .folded(),
    ];
    if own.is_some() {
        fields.push(
            FormField::new("on_to_next", "Then go on to my next item", Control::Tick)
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
