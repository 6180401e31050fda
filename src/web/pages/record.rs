//! Recording: what was filled in becomes one entry, or comes back with what is wrong beside it; what
//! was recorded can be taken back.

use axum::http::StatusCode;

use super::super::desk::{Desk, Told, Trouble, item_address};
use super::super::filled::Filled;
use super::super::reply::Reply;
use super::super::words;
use super::item::{due_form, evidence_form, status_form, whole};
use crate::app::additions::{Added, NewEvidence};
use crate::app::duties::NewDue;
use crate::app::status::SetStatus;
use crate::app::{App, AppError, FilterWords};
use crate::domain::claims::Refusal;
use crate::domain::evidence::cited;
use crate::domain::words::{Confidence, Vocabulary as _};
use crate::domain::{DateWord, Effect, Level, LevelWord, PartialDate};
use crate::render::page::Part;

/// What is wrong with what was filled in, by field.
type Wrong = Vec<(&'static str, String)>;

/// Records a status of an item.
pub(super) fn record(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled) -> Told {
    if !desk.writes() {
        return Err(Trouble::Forbidden);
    }
    match filled.get("act") {
        Some("evidence") => return evidence(app, desk, name, filled),
        Some("due") => return due(app, desk, name, filled),
        _ => {}
    }
    let request = match request(name, filled) {
        Ok(request) => {
            SetStatus { sees_internal: desk.who.internal, on_behalf: on_behalf(desk)?, ..request }
        }
        Err(wrong) => return refused(app, desk, name, filled, wrong),
    };
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
                _ => Ok(Reply::See(format!("{}?recorded={batch}", item_address(item)))),
            }
        }
        Err(AppError::NotTheirs { .. }) => Err(Trouble::Forbidden),
        Err(AppError::Changed { .. }) => conflict(app, desk, name, filled),
        Err(error @ (AppError::Store(_) | AppError::Unknown { what: "item", .. })) => {
            Err(error.into())
        }
        Err(error) => refused(app, desk, name, filled, vec![words::refused(&error)]),
    }
}

/// Adds evidence to an item.
fn evidence(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled) -> Told {
    if !desk.edits() {
        return Err(Trouble::Forbidden);
    }
    let again = |app: &mut App<'_>, field: &str, told: String| {
        let mut form = evidence_form(desk, name, filled);
        form.refuse(field, told);
        came_back(app, desk, name, form)
    };
    let Some(Ok(place)) = filled.get("place").map(cited) else {
        return again(app, "place", NO_PLACE.to_owned());
    };
    let Ok(effect) = Effect::read(filled.get("effect").unwrap_or("supports")) else {
        return again(app, "effect", "Choose one of the list.".to_owned());
    };
    let new = NewEvidence {
        items: vec![name.to_owned()],
        place,
        title: filled.get("title").map(str::to_owned),
        publisher: None,
        dated: None,
        accessed: None,
        archived: None,
        quote: None,
        page: None,
        effect,
        public: false,
    };
    match app.add_evidence(&new) {
        Ok(added) => Ok(recorded(&added, name)),
        Err(error @ (AppError::Store(_) | AppError::Unknown { what: "item", .. })) => {
            Err(error.into())
        }
        Err(error) => again(app, "place", words::refused(&error).1),
    }
}

/// Sets by when an item is due.
fn due(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled) -> Told {
    if !desk.edits() {
        return Err(Trouble::Forbidden);
    }
    let again = |app: &mut App<'_>, field: &str, told: String| {
        let mut form = due_form(desk, name, filled);
        form.refuse(field, told);
        came_back(app, desk, name, form)
    };
    let Some(Ok(due_on)) = filled.get("due").map(PartialDate::parse) else {
        return again(app, "due", NO_DATE.to_owned());
    };
    let new = NewDue {
        items: vec![name.to_owned()],
        due_on,
        starts_on: None,
        reason: filled.get("reason").map(str::to_owned),
        by: None,
        public: filled.get("public").is_some(),
    };
    match app.set_due(&new) {
        Ok(added) => Ok(recorded(&added, name)),
        Err(AppError::Rule(Refusal::UnexplainedMove { date, .. })) => {
            again(app, "reason", format!("It was due {date}. Say why the date is moved."))
        }
        Err(AppError::Rule(Refusal::SameDue { date, .. })) => {
            again(app, "due", format!("It is due {date} already."))
        }
        Err(error @ (AppError::Store(_) | AppError::Unknown { what: "item", .. })) => {
            Err(error.into())
        }
        Err(error) => again(app, "due", words::refused(&error).1),
    }
}

/// Back to the item, with what was recorded.
fn recorded(added: &Added, name: &str) -> Reply {
    let entry = added.first().map_or(0, |(_, entry)| *entry);
    Reply::See(format!("{}?recorded={entry}", item_address(name)))
}

/// The page with a form that came back.
fn came_back(app: &mut App<'_>, desk: &Desk, name: &str, form: crate::render::form::Form) -> Told {
    let page = app.item_page(name, &desk.question(FilterWords::default()))?;
    whole(desk, StatusCode::UNPROCESSABLE_ENTITY, page, Vec::new(), Some(form))
}

/// The level that stands, looked at again.
pub(super) const UNCHANGED: &str = "unchanged";
/// What is wrong with a date.
const NO_DATE: &str = "This is no date. Choose a day, or write it as 2025-06-30.";
/// What is wrong with a place of evidence.
const NO_PLACE: &str = "Write a web address that begins with https://, a UN symbol, or a publication with its date. A file on your computer is not taken.";

/// The institution for which a contributor records; nobody's where they record for the office.
fn on_behalf(desk: &Desk) -> Result<Option<String>, Trouble> {
    if desk.edits() {
        return Ok(None);
    }
    // A contributor without an institution records nothing.
    desk.who.institution.clone().map(|(entity, _)| Some(entity)).ok_or(Trouble::Forbidden)
}

/// What was filled in, read; every field that is wrong is named at once.
fn request(name: &str, filled: &Filled) -> Result<SetStatus, Wrong> {
    let mut wrong = Wrong::new();
    let status = match (filled.get("status"), filled.get("status").map(Level::read)) {
        (Some(UNCHANGED), _) => Some(None),
        (_, Some(Ok(level))) if level != Level::NotAssessed => Some(Some(LevelWord::Level(level))),
        _ => {
            wrong.push(("status", "Choose how far it is implemented.".to_owned()));
            None
        }
    };
    let on = filled.get("on").map(DateWord::parse).transpose().unwrap_or_else(|_| {
        let told = "This is no date. Choose a day, or write it as 2025-06-30.";
        wrong.push(("on", told.to_owned()));
        None
    });
    let evidence = filled.get("evidence").map(cited).transpose().unwrap_or_else(|_| {
        let told = "Write a web address that begins with https://, a UN symbol, or a publication with its date. A file on your computer is not taken.";
        wrong.push(("evidence", told.to_owned()));
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
        base: Some(filled.get("version").unwrap_or_default().to_owned()),
        sees_internal: false,
        on_behalf: None,
    })
}

/// The page again, as it was filled in, with what is wrong beside each field.
fn refused(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled, wrong: Wrong) -> Told {
    let today = app.now().today.to_string();
    let page = app.item_page(name, &desk.question(FilterWords::default()))?;
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
    let page = app.item_page(name, &desk.question(FilterWords::default()))?;
    let mut form = status_form(desk, &page, filled, &today).ok_or(Trouble::Nowhere)?;
    "What you filled in".clone_into(&mut form.title);
    "Record mine too".clone_into(&mut form.submit);
    let said = "Nothing of yours was recorded yet: somebody recorded something of this item since you opened it. It stands below, in the history.";
    let leave = crate::render::page::Link::new("Leave theirs", item_address(&page.name));
    let first = vec![
        Part::Problem(said.to_owned(), Vec::new()),
        Part::Form(form),
        Part::Links("Or".to_owned(), vec![leave]),
    ];
    whole(desk, StatusCode::CONFLICT, page, first, None)
}

/// Takes back what was just recorded.
pub(super) fn undo(app: &mut App<'_>, desk: &Desk, filled: &Filled) -> Told {
    if !desk.writes() {
        return Err(Trouble::Forbidden);
    }
    let batch: i64 =
        filled.get("batch").and_then(|text| text.parse().ok()).ok_or(Trouble::Nowhere)?;
    app.undo_batch(batch)?;
    let back = filled.get("back");
    // Back to an item, or to the page of imports: nowhere else.
    let elsewhere = if filled.get("to") == Some("/import") { "/import" } else { "/" };
    let place = back.map_or_else(|| elsewhere.to_owned(), item_address);
    Ok(Reply::See(format!("{place}?undone={batch}")))
}
