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
mod status_form;

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};

use super::addresses::style;
use super::desk::{Desk, answer};
use super::filled::Filled;
use super::office::Office;
use super::reply;
use super::trouble::Told;
use super::upload::Upload;
use super::who::Who;
use crate::app::App;
use crate::render::html::SCRIPT;

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
type AddressPart = Result<Path<String>, PathRejection>;

/// What is no text names nothing.
fn nowhere() -> Response {
    reply::turned_away(StatusCode::NOT_FOUND)
}

async fn items_file(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    format: AddressPart,
    RawQuery(query): RawQuery,
) -> Response {
    let Ok(Path(format)) = format else { return nowhere() };
    let words = Filled::of(query.as_deref());
    answer(office, who, move |app, desk| items::file(app, desk, &format, &words)).await
}

async fn show(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    name: AddressPart,
    RawQuery(query): RawQuery,
) -> Response {
    let Ok(Path(name)) = name else { return nowhere() };
    let words = Filled::of(query.as_deref());
    answer(office, who, move |app, desk| item::show(app, desk, &name, &words)).await
}

async fn record(
    State(office): State<Arc<Office>>,
    Extension(who): Extension<Who>,
    name: AddressPart,
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
