//! The pages, by address.

mod answers;
mod choices;
mod front;
mod further;
mod import;
mod item;
mod items;
mod mine;
mod plan;
mod record;
mod reports;
mod sorting;

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};

use super::desk::{Desk, Told, answer, style};
use super::door::Who;
use super::filled::Filled;
use super::reply;
use super::server::Office;
use super::upload::Upload;
use crate::app::App;
use crate::render::html::SCRIPT;

/// A page that the head of each page leads to.
pub(super) struct Known {
    /// Where it is.
    pub(super) address: &'static str,
    /// What it is called.
    pub(super) words: &'static str,
    /// Who is led there.
    pub(super) whose: Whose,
}

/// Who is led to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Everybody.
    All,
    /// Who records for the office.
    Editors,
    /// Who records for an institution.
    Contributors,
}

const fn known(address: &'static str, words: &'static str) -> Known {
    Known { address, words, whose: Whose::All }
}

/// What the head of each page leads to, in order.
pub(super) const PAGES: &[Known] = &[
    known("/", "Where things stand"),
    Known { address: "/mine", words: "My items", whose: Whose::Contributors },
    known("/items", "Recommendations"),
    known("/changes", "What moved"),
    known("/plan", "Plan"),
    known("/calendar", "Calendar"),
    known("/timeline", "Timeline"),
    known("/questions", "Questions"),
    known("/reports", "Reports"),
    Known { address: "/import", words: "Bring in", whose: Whose::Editors },
    Known { address: "/verify", words: "Check", whose: Whose::Editors },
];

/// A page that is asked for with words in its address.
type Make = fn(&mut App<'_>, &Desk, &Filled) -> Told;

/// Every address.
pub(super) fn routes() -> Router<Arc<Office>> {
    Router::new()
        .route("/", page(front::front))
        .route("/items", page(items::items))
        .route("/mine", page(mine::mine))
        .route("/plan", page(plan::plan).post(planned))
        .route("/calendar", page(answers::calendar))
        .route("/calendar.ics", page(answers::calendar_file))
        .route("/timeline", page(answers::timeline))
        .route("/changes", page(answers::changes))
        .route("/questions", page(answers::questions))
        .route("/search", page(answers::search))
        .route("/verify", page(answers::verify))
        .route("/reports", page(reports::reports))
        .route("/reports/file", page(reports::file))
        .route("/import", page(import::import).post(uploaded).layer(DefaultBodyLimit::disable()))
        .route("/import/again", post(again))
        .route("/import/confirm", post(confirm))
        .route("/items.{format}", get(items_file))
        .route("/item/{*name}", get(show).post(record))
        .route("/undo", post(undo))
        .route("/leave", post(leave))
        .route("/style.css", get(async || reply::asset("text/css; charset=utf-8", style())))
        .route("/script.js", get(async || reply::asset("text/javascript; charset=utf-8", SCRIPT)))
}

fn page(make: Make) -> axum::routing::MethodRouter<Arc<Office>> {
    get(
        move |State(office): State<Arc<Office>>,
              Extension(who): Extension<Who>,
              RawQuery(query): RawQuery| {
            let words = Filled::of(query.as_deref());
            answer(office, who, move |app, desk| make(app, desk, &words))
        },
    )
}

/// A part of an address, which may be no text.
type Named = Result<Path<String>, PathRejection>;

/// What is no text names nothing.
fn nowhere() -> Response {
    reply::turned_away(StatusCode::NOT_FOUND)
}

async fn items_file(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    format: Named,
    RawQuery(query): RawQuery,
) -> Response {
    let Ok(Path(format)) = format else { return nowhere() };
    let words = Filled::of(query.as_deref());
    answer(office, who, move |app, desk| items::file(app, desk, &format, &words)).await
}

async fn show(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    name: Named,
    RawQuery(query): RawQuery,
) -> Response {
    let Ok(Path(name)) = name else { return nowhere() };
    let words = Filled::of(query.as_deref());
    answer(office, who, move |app, desk| item::show(app, desk, &name, &words)).await
}

async fn record(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    name: Named,
    filled: Filled,
) -> Response {
    let Ok(Path(name)) = name else { return nowhere() };
    answer(office, who, move |app, desk| record::record(app, desk, &name, &filled)).await
}

async fn planned(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    filled: Filled,
) -> Response {
    answer(office, who, move |app, desk| plan::record(app, desk, &filled)).await
}

async fn undo(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    filled: Filled,
) -> Response {
    answer(office, who, move |app, desk| record::undo(app, desk, &filled)).await
}

/// A file came: what it would change.
async fn uploaded(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    upload: Upload,
) -> Response {
    let keeper = Arc::clone(&office.keeper);
    answer(office, who, move |app, desk| import::uploaded(app, desk, &keeper, upload)).await
}

/// The same file with other words about it.
async fn again(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    filled: Filled,
) -> Response {
    let keeper = Arc::clone(&office.keeper);
    answer(office, who, move |app, desk| import::again(app, desk, &keeper, &filled)).await
}

/// Exactly the bytes that were rehearsed.
async fn confirm(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    filled: Filled,
) -> Response {
    let keeper = Arc::clone(&office.keeper);
    answer(office, who, move |app, desk| import::confirm(app, desk, &keeper, &filled)).await
}

async fn leave(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    _: Filled,
) -> Response {
    if let Some(session) = &who.session {
        office.secrets.sign_out(session);
    }
    reply::left(&office.cookie)
}
