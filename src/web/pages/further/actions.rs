//! Actions of plans: taken for what was asked, published, dropped.

use super::super::super::desk::Desk;
use super::super::super::filled::Filled;
use super::{Unrecorded, date, day, institutions, is_action, prose, public};
use crate::app::App;
use crate::app::additions::Added;
use crate::app::answers::pages::ItemPage;
use crate::app::plans::NewAction;
use crate::render::form::{Control, Form, FormField};

/// An action that is taken for an item.
pub(super) fn form(_: &Desk, page: &ItemPage, filled: &Filled) -> Form {
    let plans = page.choices.plans.clone();
    let first = plans.first().map(|(key, _)| key.clone()).unwrap_or_default();
    let fields = vec![
        FormField::new("text", "What is to be done?", Control::Lines)
            .holding(filled.raw("text"))
            .required(),
        FormField::new("lead", "Who leads it?", institutions(page, "Nobody yet"))
            .holding(filled.raw("lead")),
        FormField::new("due", "By when?", Control::Day).holding(filled.raw("due")),
        FormField::new("plan", "In which plan?", Control::List(plans))
            .holding(filled.get("plan").map_or(first, str::to_owned)),
        public(filled, "The action may be published, with its lead and its date"),
    ];
    Form {
        id: "new-action",
        title: "Add an action that is taken for it".to_owned(),
        fields,
        submit: "Add the action".to_owned(),
        ..Form::default()
    }
}

/// Adds the action.
pub(super) fn add(
    app: &mut App<'_>,
    _: &Desk,
    name: &str,
    filled: &Filled,
) -> Result<Added, Unrecorded> {
    let Some(text) = prose(filled, "text") else {
        return Err(Unrecorded::Field("text", "Say what is to be done.".to_owned()));
    };
    let new = NewAction {
        text,
        serves: vec![name.to_owned()],
        lead: filled.get("lead").map(str::to_owned),
        supporting: Vec::new(),
        due_on: date(filled, "due")?,
        starts_on: None,
        plan: filled.get("plan").map(str::to_owned),
        reference: None,
        public: filled.get("public").is_some(),
    };
    Ok(app.add_action(&new)?)
}

/// What was not published.
pub(super) fn publish_form(_: &Desk, page: &ItemPage, _: &Filled) -> Form {
    let what = if is_action(page) { "this action" } else { "this item" };
    let sure = format!("Yes, everybody may read the text of {what}");
    let hint = "Its plan’s title is published with it. What was said of it without leave, its lead, date or reasons, stays as it is.";
    let fields = vec![FormField::new("sure", sure, Control::Tick).hint(hint).required()];
    Form {
        id: "publish-it",
        title: format!("Publish {what}"),
        fields,
        submit: "Publish".to_owned(),
        ..Form::default()
    }
}

/// Publishes it.
pub(super) fn publish(
    app: &mut App<'_>,
    _: &Desk,
    name: &str,
    filled: &Filled,
) -> Result<Added, Unrecorded> {
    if filled.get("sure").is_none() {
        return Err(Unrecorded::Field("sure", "Say yes, or leave it as it is.".to_owned()));
    }
    Ok(app.publish(&[name.to_owned()])?.entries)
}

/// An action that comes to nothing.
pub(super) fn drop_form(_: &Desk, _: &ItemPage, filled: &Filled) -> Form {
    let fields = vec![
        FormField::new("note", "Why?", Control::Lines).holding(filled.raw("note")).required(),
        FormField::new("on", "From which day?", Control::Day)
            .hint("Today where it is empty.")
            .holding(filled.raw("on")),
        public(filled, "The reason may be published"),
    ];
    Form {
        id: "drop-action",
        title: "Drop this action".to_owned(),
        fields,
        submit: "Drop it".to_owned(),
        ..Form::default()
    }
}

/// Drops it.
pub(super) fn drop_it(
    app: &mut App<'_>,
    _: &Desk,
    name: &str,
    filled: &Filled,
) -> Result<Added, Unrecorded> {
    let note = prose(filled, "note").unwrap_or_default();
    let on = day(filled, "on")?;
    Ok(app.drop_action(name, &note, on, filled.get("public").is_some())?)
}
