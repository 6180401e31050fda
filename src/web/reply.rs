//! Answers as they go out: pages, ways on, files, and pages that say why there is none.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    ETAG, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use sha2::{Digest, Sha256};

use super::addresses::assets;
use super::spool::Spooled;
use crate::domain::ledger::hex;
use crate::render::page::{self, Link, Page, PagePart, Site};

/// No script but our file, nothing from elsewhere, nothing sent elsewhere, in no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What answers a request.
pub(super) enum Reply {
    /// A page.
    Page(StatusCode, Vec<u8>),
    /// The answer is at another address of this site.
    See(String),
    /// A file to keep.
    File {
        /// Its name.
        name: String,
        /// What it is.
        kind: &'static str,
        /// What is in it.
        content: Spooled,
    },
}

impl Reply {
    /// As it goes out.
    pub(super) fn response(self) -> Response {
        match self {
            Self::Page(status, bytes) => {
                let mut response = Response::new(Body::from(bytes));
                *response.status_mut() = status;
                set(response.headers_mut(), CONTENT_TYPE, "text/html; charset=utf-8");
                response
            }
            Self::See(place) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::SEE_OTHER;
                set(response.headers_mut(), LOCATION, &place);
                response
            }
            Self::File { name, kind, content } => {
                let length = content.length();
                let mut response = Response::new(Body::new(content.into_body()));
                let headers = response.headers_mut();
                set(headers, CONTENT_TYPE, kind);
                set(headers, CONTENT_LENGTH, &length.to_string());
                set(headers, CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
                response
            }
        }
    }
}

/// A page that anybody sees alike may be kept for a minute, and is not sent again to who has it: its tag is
/// of what is on it, so that what was not published changes no tag.
pub(super) fn kept(reply: Reply, has: Option<&str>) -> Response {
    let Reply::Page(StatusCode::OK, bytes) = &reply else { return reply.response() };
    let tag = format!("\"{}\"", hex(&Sha256::digest(bytes)[..12]));
    let same =
        has.is_some_and(|has| has.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if same {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        reply.response()
    };
    set(response.headers_mut(), ETAG, &tag);
    set(response.headers_mut(), CACHE_CONTROL, "public, max-age=60");
    response
}

/// A file of the program's own: style sheet or script, whose address changes with its content.
pub(super) fn asset(kind: &'static str, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    set(response.headers_mut(), CONTENT_TYPE, kind);
    set(response.headers_mut(), CACHE_CONTROL, "public, max-age=31536000, immutable");
    response
}

/// What stands on every answer, whatever it is.
pub(super) fn sealed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    set(headers, CONTENT_SECURITY_POLICY, POLICY);
    // Not `no-referrer`: with that, browsers hide where a form comes from, and none is taken.
    set(headers, REFERRER_POLICY, "same-origin");
    set(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, X_FRAME_OPTIONS, "DENY");
    set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if !headers.contains_key(CACHE_CONTROL) {
        set(headers, CACHE_CONTROL, "no-store");
    }
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// A page that says why there is no other; it tells nothing of file or program.
pub(super) fn turned_away(status: StatusCode) -> Response {
    let (title, words) = words(status);
    let home = Link::new("To the first page", "/");
    let parts = vec![
        PagePart::Problem(words.to_owned(), Vec::new()),
        PagePart::Links("Ways on".into(), vec![home]),
    ];
    Reply::Page(status, plain(title, parts)).response()
}

/// A page that leads on by itself, for browsers that keep a new cookie from where they are sent on to.
pub(super) fn sent_on(path: &str) -> Response {
    let link = Link::new("Open the pages", path);
    let parts = vec![PagePart::Links("Ways on".into(), vec![link])];
    let mut response = Reply::Page(StatusCode::OK, plain("You are signed in", parts)).response();
    set(response.headers_mut(), HeaderName::from_static("refresh"), &format!("0; url={path}"));
    response
}

fn plain(title: &str, parts: Vec<PagePart<'_>>) -> Vec<u8> {
    let site = Site {
        name: "upr".to_owned(),
        home: "/".to_owned(),
        assets: assets(),
        unlisted: true,
        ..Site::default()
    };
    let title = title.to_owned();
    let page = Page { title, site, refused: false, parts, stamp: None, footer: Vec::new() };
    let mut bytes = Vec::new();
    drop(page::write(page, &|_| None, &mut bytes));
    bytes
}

fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::UNAUTHORIZED => (
            "Please open the link again",
            "This page opens with the link that was given when the program was started. Use that link, or ask whoever started it for a new one.",
        ),
        StatusCode::FORBIDDEN => (
            "This was not taken",
            "It did not come from a page of this site, or you may not do this. Nothing was recorded. Go back, load the page again and send it once more.",
        ),
        StatusCode::NOT_FOUND => (
            "There is no such page",
            "Nothing is kept under this address. It may have been mistyped, or what it named was taken back.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "This was not taken",
            "This address does not take what was sent. Nothing was recorded.",
        ),
        StatusCode::REQUEST_TIMEOUT => (
            "This took too long",
            "What was sent did not arrive in time. Nothing was recorded. Please try again.",
        ),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => (
            "This address is too long",
            "What your browser sent is longer than an address of this site. Go back to the first page.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "This is too large",
            "What was sent is larger than this page takes. Nothing was recorded.",
        ),
        StatusCode::MISDIRECTED_REQUEST => (
            "This is not the name of this site",
            "These pages are not offered under the name that your browser asked for.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "Please try again in a moment",
            "Many people are at work on this file, or somebody is recording a lot. Nothing of yours was recorded.",
        ),
        _ => (
            "Something went wrong here",
            "This is a fault of the program, not yours. Nothing was recorded; what was recorded before is safe.",
        ),
    }
}

/// Signed out: the cookie ends, and a page says how to come back.
pub(super) fn left(cookie: &str) -> Response {
    let words = "You are signed out. The link that was given when the program was started lets you in again.";
    let parts = vec![PagePart::Done(words.to_owned(), Vec::new())];
    let mut response = Reply::Page(StatusCode::OK, plain("Signed out", parts)).response();
    let ended = format!("{cookie}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    set(response.headers_mut(), axum::http::header::SET_COOKIE, &ended);
    response
}
