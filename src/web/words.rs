//! Why something was not done, in the words of a page: no command, no option, no path.

use axum::http::StatusCode;

use super::trouble::Trouble;
use crate::app::refusals::{ImportRefusal, Refused};
use crate::app::{AppError, Sought};
use crate::domain::claims::{Happening, Refusal};
use crate::domain::words::Vocabulary as _;
use crate::domain::{Missing, Position};
use crate::render::RenderError;
use crate::report::words::catalogue::{named, say};
use crate::report::words::commas;
use crate::report::words::nouns::capital;

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
        Trouble::Nowhere => {
            (StatusCode::NOT_FOUND, say!("web.nowhere"), vec![say!("web.nowhere-more")])
        }
        Trouble::Forbidden => {
            (StatusCode::FORBIDDEN, say!("web.forbidden"), vec![say!("web.forbidden-more")])
        }
        Trouble::Render(RenderError::TextTooLong { .. }) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            say!("web.too-long"),
            vec![say!("web.too-long-more")],
        ),
        Trouble::Render(_) => fault(),
        Trouble::App(AppError::Unpublished { name }) => {
            (StatusCode::NOT_FOUND, unknown(of_name(name), name), Vec::new())
        }
        Trouble::App(AppError::Unknown { what, name, nearest, .. }) => {
            let near = nearest.first().map(|near| say!("web.near", near));
            let words = unknown(*what, name);
            (StatusCode::NOT_FOUND, words, near.into_iter().collect())
        }
        Trouble::App(AppError::Store(_)) => {
            let Trouble::App(error) = trouble else { return fault() };
            if error.is_busy() {
                (StatusCode::SERVICE_UNAVAILABLE, say!("web.busy"), vec![say!("web.busy-more")])
            } else if error.is_read_only() {
                (StatusCode::FORBIDDEN, say!("web.read-only"), Vec::new())
            } else {
                fault()
            }
        }
        Trouble::App(error) => (StatusCode::UNPROCESSABLE_ENTITY, refused(error).1, Vec::new()),
    }
}

fn fault() -> (StatusCode, String, Vec<String>) {
    (StatusCode::INTERNAL_SERVER_ERROR, say!("web.fault"), vec![say!("web.fault-more")])
}

/// What is wrong with what was filled in: the field that causes it, and the words.
pub(super) fn refused(error: &AppError) -> (&'static str, String) {
    match error {
        AppError::Rule(refusal) => rule(refusal),
        AppError::Word(error) => {
            (field_of_list(error.what), say!("web.word", typed = error.typed, what = error.what))
        }
        AppError::Date(_) => ("on", say!("web.date")),
        AppError::Unknown { what, name, .. } => (field_of(*what), unknown(*what, name)),
        // As if it were not there: that it is there is not handed on either.
        AppError::Unpublished { name } => (field_of(of_name(name)), unknown(of_name(name), name)),
        AppError::Ambiguous { name, candidates } => {
            ("", say!("web.ambiguous", name, candidates = commas(candidates)))
        }
        AppError::BeforeDocument { document, dated, .. } => {
            ("on", say!("web.before-document", document, dated))
        }
        AppError::Refused(refused) => ("", sentence(&refused.to_string())),
        AppError::Changed { item } => ("", say!("web.changed", item)),
        _ => ("", say!("web.not-recorded")),
    }
}

fn unknown(what: Sought, name: &str) -> String {
    say!("web.unknown", what, name)
}

/// What a name is of: items have their set before a colon.
fn of_name(name: &str) -> Sought {
    if name.contains(':') { Sought::Item } else { Sought::Set }
}

/// The field that holds a word of a fixed list.
fn field_of_list(what: &str) -> &'static str {
    match what {
        Position::WHAT => "position",
        Missing::WHAT => "missing",
        _ => "status",
    }
}

fn field_of(what: Sought) -> &'static str {
    match what {
        Sought::Assessor => "by",
        Sought::Theme => "theme",
        Sought::Set => "set",
        Sought::Plan => "plan",
        Sought::Institution => "lead",
        _ => "",
    }
}

/// What a rule does not allow, beside the field that it is about.
fn rule(refusal: &Refusal) -> (&'static str, String) {
    match refusal {
        Refusal::NotSet => ("status", say!("web.no-level")),
        Refusal::Future { of: Happening::Status, date, today } => {
            ("on", say!("web.future-status", date, today))
        }
        Refusal::Future { date, .. } => ("on", say!("web.future", date)),
        Refusal::NotActive { item, life } => ("status", say!("web.not-active", item, life)),
        Refusal::Compound { item, components } => {
            ("status", say!("web.compound", item, components = commas(components)))
        }
        Refusal::Unsourced { .. } => ("evidence", say!("web.unsourced")),
        Refusal::SameLevel { level, on, .. } => {
            ("note", say!("web.same-level", level = named(level.label()), on))
        }
        Refusal::Unseen { .. } => ("note", say!("web.unseen")),
        Refusal::NoReason => ("note", say!("web.no-reason")),
        Refusal::Empty { what } => ("note", say!("web.empty", what = capital(what))),
        other => ("", sentence(&other.to_string())),
    }
}

/// A reason as a sentence, its names in quotation marks; one that speaks of commands is not for here.
pub(super) fn sentence(reason: &str) -> String {
    if reason.contains("`upr") || reason.contains("--") {
        return say!("web.not-here");
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

/// What to do with a file that is not brought in, in the words of a page.
pub(super) fn next_step(error: &AppError) -> Option<String> {
    let AppError::Refused(Refused::Import(refusal)) = error else { return None };
    Some(match refusal {
        ImportRefusal::Foreign { next, .. } | ImportRefusal::NoLayout { next, .. } => {
            // The page says so itself.
            let next = next.replace("; nothing was written", "");
            without_commands(&next).map_or_else(|| say!("web.bring-back"), |step| sentence(&step))
        }
        ImportRefusal::TooLarge { .. } => say!("web.too-large-more"),
        ImportRefusal::Unreadable { .. } => say!("web.unreadable-more"),
        ImportRefusal::Mistaken { .. } => say!("web.mistaken-more"),
        _ => say!("web.bring-back"),
    })
}

/// What is said for a terminal, without what one would type there; none where nothing else is left.
pub(super) fn without_commands(text: &str) -> Option<String> {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(" (") {
        let (within, behind) = after.split_once(')').unwrap_or((after, ""));
        kept.push_str(before);
        if !within.contains('`') {
            kept.push_str(&format!(" ({within})"));
        }
        rest = behind;
    }
    kept.push_str(rest);
    let said = |clause: &&str| !clause.contains("`upr") && !clause.contains("--");
    let clauses: Vec<&str> = kept.split("; ").filter(said).collect();
    (!clauses.is_empty()).then(|| clauses.join("; "))
}
