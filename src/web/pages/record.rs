//! Recording: what was filled in becomes one entry, or comes back with what is wrong beside it; what
//! was recorded can be taken back.

use axum::http::StatusCode;

use super::super::desk::{Desk, Told, Trouble, item_address};
use super::super::filled::Filled;
use super::super::reply::Reply;
use super::super::words;
use super::item::{status_form, whole};
use crate::app::answers::pages::ItemPage;
use crate::app::status::SetStatus;
use crate::app::{App, AppError, Held, Sought};
use crate::domain::evidence::cited;
use crate::domain::words::{Confidence, Vocabulary as _};
use crate::domain::{DateWord, Level, LevelWord};
use crate::render::form::Form;
use crate::render::page::Part;
use crate::report::words::catalogue::say;

/// What is wrong with what was filled in, by field.
type Wrong = Vec<(&'static str, String)>;

/// Records a status of an item.
pub(super) fn record(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled) -> Told {
    if !desk.writes() {
        return Err(Trouble::Forbidden);
    }
    if filled.get("act").is_some() {
        return super::further::record(app, desk, name, filled);
    }
    let request = match request(name, filled) {
        Ok(request) => request,
        Err(wrong) => return refused(app, desk, name, filled, wrong),
    };
    app.hold_to(held(desk, filled)?);
    match app.set_status(&request) {
        Ok(done) => {
            let batch = done.items.first().map_or(0, |done| done.entry);
            let item = done.items.first().map_or(name, |done| done.item.as_str());
            let next = super::mine::after(app, desk, item);
            match next {
                Some(next) if filled.get("on_to_next").is_some() => Ok(Reply::See(format!(
                    "{}?recorded={batch}&of={}",
                    item_address(&next),
                    super::super::desk::escaped(item)
                ))),
                _ => {
                    let said = request.note.is_some() || !request.evidence.is_empty();
                    let kept = !desk.who.internal && !request.public && said;
                    let stays = done.items.first().and_then(|recorded| recorded.stays);
                    Ok(Reply::See(self::done(item, batch, kept, stays)))
                }
            }
        }
        Err(AppError::NotTheirs { .. }) => {
            let today = app.now().today.to_string();
            let page = app.item_page(name, &desk.own_question())?;
            let form = status_form(desk, &page, filled, &today).ok_or(Trouble::Forbidden)?;
            not_theirs(desk, page, form)
        }
        Err(AppError::Changed { .. }) => conflict(app, desk, name, filled),
        Err(error @ (AppError::Store(_) | AppError::Unknown { what: Sought::Item, .. })) => {
            Err(error.into())
        }
        Err(error) => refused(app, desk, name, filled, vec![words::refused(&error)]),
    }
}

/// The level that stands, looked at again.
pub(super) const UNCHANGED: &str = "unchanged";
/// What is wrong with a date.
pub(super) const NO_DATE: &str = "This is no date. Choose a day, or write it as 2025-06-30.";
/// What is wrong with a place of evidence.
pub(super) const NO_PLACE: &str = "Write a web address that begins with https://, a UN symbol, or a publication with its date. A file on your computer is not taken.";

/// What whoever sends a form is held to: the version from which they started, and, where they record for an
/// institution, what it leads and its own voice.
pub(super) fn held(desk: &Desk, filled: &Filled) -> Result<Held, Trouble> {
    let on_behalf = match &desk.who.institution {
        _ if desk.edits() => None,
        Some((entity, _)) => Some(entity.clone()),
        // A contributor without an institution records nothing.
        None => return Err(Trouble::Forbidden),
    };
    let base = Some(filled.get("version").unwrap_or_default().to_owned());
    let internal = desk.who.internal;
    Ok(Held { base, sees_internal: internal, hides_voices: !internal, on_behalf })
}

/// What was filled in, read; every field that is wrong is named at once.
fn request(name: &str, filled: &Filled) -> Result<SetStatus, Wrong> {
    let mut wrong = Wrong::new();
    let status = match (filled.get("status"), filled.get("status").map(LevelWord::read)) {
        (Some(UNCHANGED), _) => Some(None),
        (_, Some(Ok(word))) if word.level() != Level::NotAssessed => Some(Some(word)),
        _ => {
            wrong.push(("status", "Choose how far it is implemented.".to_owned()));
            None
        }
    };
    let on = filled.get("on").map(DateWord::parse).transpose().unwrap_or_else(|_| {
        wrong.push(("on", NO_DATE.to_owned()));
        None
    });
    let evidence = filled.get("evidence").map(cited).transpose().unwrap_or_else(|_| {
        wrong.push(("evidence", NO_PLACE.to_owned()));
        None
    });
    let confidence =
        filled.get("confidence").map(Confidence::read).transpose().unwrap_or_else(|_| {
            wrong.push(("confidence", "Choose one of the list.".to_owned()));
            None
        });
    let (Some(status), true) = (status, wrong.is_empty()) else { return Err(wrong) };
    Ok(SetStatus {
        items: vec![name.to_owned()],
        status,
        on,
        by: filled.get("by").map(str::to_owned),
        note: filled.get("note").map(|note| note.replace("\r\n", "\n")),
        evidence: evidence.into_iter().collect(),
        confidence,
        public: filled.get("public").is_some(),
        unsourced: false,
        components: false,
        confirmed: false,
    })
}

/// The page again, as it was filled in, with what is wrong beside each field.
fn refused(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled, wrong: Wrong) -> Told {
    let today = app.now().today.to_string();
    let page = app.item_page(name, &desk.own_question())?;
    let mut form = status_form(desk, &page, filled, &today).ok_or(Trouble::Nowhere)?;
    // What they started from stays what they started from.
    for (key, value) in &mut form.hidden {
        if *key == "version" {
            *value = filled.raw("version");
        }
    }
    for (field, told) in wrong {
        form.refuse(field, told);
    }
    whole(desk, StatusCode::UNPROCESSABLE_ENTITY, page, Vec::new(), Some(form))
}

/// Both are shown: what was recorded meanwhile, and what was about to be.
fn conflict(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled) -> Told {
    let today = app.now().today.to_string();
    let page = app.item_page(name, &desk.own_question())?;
    let form = status_form(desk, &page, filled, &today).ok_or(Trouble::Nowhere)?;
    conflicting(desk, page, form, filled)
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
    let leave = crate::render::page::Link::new("Leave theirs", item_address(&page.name));
    let first = vec![
        Part::Problem(said, Vec::new()),
        Part::Form(form),
        Part::Links("Or".to_owned(), vec![leave]),
    ];
    whole(desk, StatusCode::CONFLICT, page, first, None)
}

/// The page with what was filled in, which is not theirs to record.
pub(super) fn not_theirs(desk: &Desk, page: ItemPage, mut form: Form) -> Told {
    "What you filled in".clone_into(&mut form.title);
    let why = Part::Problem(say!("web.forbidden"), vec![say!("web.forbidden-more")]);
    whole(desk, StatusCode::FORBIDDEN, page, vec![why, Part::Form(form)], None)
}

/// The address of an item's page after something was recorded of it: with whether it stands where whoever
/// recorded it will see it, and which level holds where another one does.
pub(super) fn done(item: &str, entry: i64, kept: bool, stays: Option<Level>) -> String {
    let kept = if kept { "&kept=yes" } else { "" };
    let stays = stays.map(|level| format!("&stays={}", level.slug())).unwrap_or_default();
    format!("{}?recorded={entry}{kept}{stays}", item_address(item))
}

/// Takes back what was just recorded.
pub(super) fn undo(app: &mut App<'_>, desk: &Desk, filled: &Filled) -> Told {
    if !desk.writes() {
        return Err(Trouble::Forbidden);
    }
    let batch: i64 =
        filled.get("batch").and_then(|text| text.parse().ok()).ok_or(Trouble::Nowhere)?;
    app.undo_batch(batch, desk.who.internal)?;
    let back = filled.get("back");
    // Back to an item, or to one of the pages that record something: nowhere else.
    let elsewhere = match filled.get("to") {
        Some("/import") => "/import",
        Some("/plan") => "/plan",
        _ => "/",
    };
    let place = back.map_or_else(|| elsewhere.to_owned(), item_address);
    Ok(Reply::See(format!("{place}?undone={batch}")))
}
