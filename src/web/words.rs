//! Why something was not done, in the words of a page: no command, no option, no path.

use axum::http::StatusCode;

use super::desk::Trouble;
use crate::app::AppError;
use crate::domain::claims::{Happening, Refusal};
use crate::render::RenderError;

/// The status of a file that cannot be opened or written now.
pub(super) fn store_status(error: &AppError) -> StatusCode {
    if error.is_busy() {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

/// Status, words and next steps of what has no answer.
pub(super) fn trouble(trouble: &Trouble) -> (StatusCode, String, Vec<String>) {
    match trouble {
        Trouble::Nowhere => (
            StatusCode::NOT_FOUND,
            "There is no such page.".to_owned(),
            vec!["It may have been mistyped, or what it named was taken back.".to_owned()],
        ),
        Trouble::Forbidden => (
            StatusCode::FORBIDDEN,
            "You may not record this.".to_owned(),
            vec!["Your sign-in lets you record on what your institution leads, in its own voice. Nothing was recorded.".to_owned()],
        ),
        Trouble::Render(RenderError::TextTooLong { .. }) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "A text is longer than a cell of a workbook holds.".to_owned(),
            vec!["Choose another format.".to_owned()],
        ),
        Trouble::Render(_) => fault(),
        Trouble::App(AppError::Unpublished { name }) => {
            (StatusCode::NOT_FOUND, unknown(of_name(name), name), Vec::new())
        }
        Trouble::App(AppError::Unknown { what, name, nearest, .. }) => {
            let near = nearest.first().map(|near| format!("Did you mean {near}?"));
            let words = unknown(what, name);
            (StatusCode::NOT_FOUND, words, near.into_iter().collect())
        }
        Trouble::App(AppError::Store(_)) => {
            let Trouble::App(error) = trouble else { return fault() };
            if error.is_busy() {
                let words = "Somebody is recording a lot at this moment.";
                let more = "Nothing of yours was recorded. Please try again in a moment.";
                (StatusCode::SERVICE_UNAVAILABLE, words.to_owned(), vec![more.to_owned()])
            } else if error.is_read_only() {
                let words = "This file can only be read here; nothing was recorded.";
                (StatusCode::FORBIDDEN, words.to_owned(), Vec::new())
            } else {
                fault()
            }
        }
        Trouble::App(error) => (StatusCode::UNPROCESSABLE_ENTITY, refused(error).1, Vec::new()),
    }
}

fn fault() -> (StatusCode, String, Vec<String>) {
    let words = "This is a fault of the program, not yours.";
    let more = "Nothing was recorded; what was recorded before is safe.";
    (StatusCode::INTERNAL_SERVER_ERROR, words.to_owned(), vec![more.to_owned()])
}

/// What is wrong with what was filled in: the field that causes it, and the words.
pub(super) fn refused(error: &AppError) -> (&'static str, String) {
    match error {
        AppError::Rule(refusal) => rule(refusal),
        AppError::Word(error) => ("status", format!("“{}” is not {}.", error.typed, error.what)),
        AppError::Date(_) => {
            ("on", "This is no date. Choose a day, or write it as 2025-06-30.".to_owned())
        }
        AppError::Unknown { what, name, .. } => (field_of(what), unknown(what, name)),
        // As if it were not there: that it is there is not handed on either.
        AppError::Unpublished { name } => (field_of(of_name(name)), unknown(of_name(name), name)),
        AppError::Ambiguous { name, candidates } => {
            ("", format!("“{name}” may mean {}.", candidates.join(", ")))
        }
        AppError::BeforeDocument { document, dated, .. } => {
            ("on", format!("This was asked in {document}, of {dated}: choose a day from then on."))
        }
        AppError::Refused { reason, .. } => ("", sentence(reason)),
        AppError::Changed { item } => {
            ("", format!("Something was recorded of {item} since you opened this page."))
        }
        _ => ("", "This could not be recorded.".to_owned()),
    }
}

fn unknown(what: &str, name: &str) -> String {
    format!("There is no {what} “{name}” in this file.")
}

/// What a name is of: items have their set before a colon.
fn of_name(name: &str) -> &'static str {
    if name.contains(':') { "item" } else { "set" }
}

fn field_of(what: &str) -> &'static str {
    match what {
        "assessor" => "by",
        "theme" => "theme",
        "set" => "set",
        "plan" => "plan",
        "institution" => "lead",
        _ => "",
    }
}

/// What a rule does not allow, beside the field that it is about.
fn rule(refusal: &Refusal) -> (&'static str, String) {
    match refusal {
        Refusal::NotSet => ("status", "Choose a level.".to_owned()),
        Refusal::Future { of: Happening::Status, date, today } => (
            "on",
            format!(
                "{date} has not come yet. A status is what was seen on or before today, {today}."
            ),
        ),
        Refusal::Future { date, .. } => ("on", format!("{date} has not come yet.")),
        Refusal::NotActive { item, life } => {
            ("status", format!("{item} is {life}, and no longer followed up."))
        }
        Refusal::Compound { item, components } => (
            "status",
            format!(
                "{item} is assessed through its parts: {}. Open one of them.",
                components.join(", ")
            ),
        ),
        Refusal::Unsourced { .. } => (
            "evidence",
            "A status in another's name needs its source: where did they say so?".to_owned(),
        ),
        Refusal::SameLevel { level, on, .. } => (
            "note",
            format!(
                "The status is “{}” already, since {on}. Say what is new: a reason or evidence.",
                level.label()
            ),
        ),
        Refusal::NoReason => ("note", "Say why.".to_owned()),
        Refusal::Empty { what } => ("note", format!("{} is empty.", capital(what))),
        other => ("", sentence(&other.to_string())),
    }
}

/// A reason as a sentence, its names in quotation marks; one that speaks of commands is not for here.
fn sentence(reason: &str) -> String {
    if reason.contains("`upr") || reason.contains("--") {
        return "This could not be recorded here.".to_owned();
    }
    let mut open = false;
    let quoted = reason.chars().map(|sign| match sign {
        '`' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        sign => sign,
    });
    let words = capital(&quoted.collect::<String>());
    if words.ends_with('.') { words } else { format!("{words}.") }
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
