//! Recording: what was filled in becomes one entry, or comes back with what is wrong beside it; what
//! was recorded can be taken back.

use axum::http::StatusCode;

use super::super::addresses::{escaped, item_address};
use super::super::desk::Desk;
use super::super::filled::Filled;
use super::super::reply::Reply;
use super::super::trouble::{Told, Trouble};
use super::super::words;
use super::further::{self, Unrecorded};
use super::item::{conflicting, not_theirs, recorded_address, whole};
use super::status_form::{NO_DATE, NO_PLACE, UNCHANGED, status_form};
use crate::app::status::SetStatus;
use crate::app::{App, AppError, Sought};
use crate::domain::evidence::cited;
use crate::domain::words::{Confidence, Vocabulary as _};
use crate::domain::{DateWord, Level, LevelWord};

/// What is wrong with what was filled in, by field.
type WrongFields = Vec<(&'static str, String)>;

/// Records a status of an item.
pub(super) fn record(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled) -> Told {
    if !desk.writes() {
        return Err(Trouble::Forbidden);
    }
    if filled.get("act").is_some() {
        return record_further(app, desk, name, filled);
    }
    let request = match request(name, filled) {
        Ok(request) => request,
        Err(wrong) => return refused(app, desk, name, filled, wrong),
    };
    app.hold_to(desk.held(filled)?);
    match app.set_status(&request) {
        Ok(done) => {
            let batch = done.items.first().map_or(0, |done| done.entry);
            let item = done.items.first().map_or(name, |done| done.item.as_str());
            let next = super::mine::after(app, desk, item);
            match next {
                Some(next) if filled.get("on_to_next").is_some() => Ok(Reply::See(format!(
                    "{}?recorded={batch}&of={}",
                    item_address(&next),
                    escaped(item)
                ))),
                _ => {
                    let said = request.note.is_some() || !request.evidence.is_empty();
                    let kept = !desk.who.internal && !request.public && said;
                    let stays = done.items.first().and_then(|recorded| recorded.stays);
                    Ok(Reply::See(recorded_address(item, batch, kept, stays)))
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

/// What was filled in, read; every field that is wrong is named at once.
fn request(name: &str, filled: &Filled) -> Result<SetStatus, WrongFields> {
    let mut wrong = WrongFields::new();
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
fn refused(
    app: &mut App<'_>,
    desk: &Desk,
    name: &str,
    filled: &Filled,
    wrong: WrongFields,
) -> Told {
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

/// Records what one of the further forms holds.
fn record_further(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled) -> Told {
    let act = filled.get("act").and_then(further::act).ok_or(Trouble::Nowhere)?;
    if !act.may(desk) {
        return Err(Trouble::Forbidden);
    }
    app.hold_to(desk.held(filled)?);
    let unrecorded = match (act.record)(app, desk, name, filled) {
        Ok(added) => {
            let entry = added.first().map_or(0, |(_, entry)| *entry);
            let kept =
                !desk.who.internal && act.name != "publish" && filled.get("public").is_none();
            return Ok(Reply::See(recorded_address(name, entry, kept, None)));
        }
        Err(unrecorded) => unrecorded,
    };
    let (field, told) = match unrecorded {
        Unrecorded::Field(field, told) => (field, told),
        Unrecorded::App(AppError::NotTheirs { .. }) => {
            let page = app.item_page(name, &desk.own_question())?;
            let form = act.filled(desk, &page, filled);
            return not_theirs(desk, page, form);
        }
        Unrecorded::App(AppError::Changed { .. }) => {
            let page = app.item_page(name, &desk.own_question())?;
            let now = Filled(without_version(filled));
            let form = act.filled(desk, &page, &now);
            return conflicting(desk, page, form, filled);
        }
        Unrecorded::App(
            error @ (AppError::Store(_) | AppError::Unknown { what: Sought::Item, .. }),
        ) => {
            return Err(error.into());
        }
        Unrecorded::App(error) => words::refused(&error),
    };
    let page = app.item_page(name, &desk.own_question())?;
    let mut form = act.filled(desk, &page, filled);
    form.refuse(field, told);
    whole(desk, StatusCode::UNPROCESSABLE_ENTITY, page, Vec::new(), Some(form))
}

fn without_version(filled: &Filled) -> Vec<(String, String)> {
    filled.0.iter().filter(|(name, _)| name != "version").cloned().collect()
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
