//! Who is let in: the name under which one asks, the key, and where a write comes from.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{COOKIE, HOST, LOCATION, ORIGIN, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::filled::pairs;
use super::reply;
use super::server::Office;

/// Who asks.
#[derive(Debug, Clone)]
pub(super) struct Who {
    /// Who signs what is written; nobody may where none.
    pub(super) author: Option<String>,
    /// Whether what was not published may be seen.
    pub(super) internal: bool,
    /// The token that each form of theirs carries.
    pub(super) token: String,
    /// The session to end.
    pub(super) session: Option<String>,
}

/// How one gets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Door {
    /// With the key of this run, as this author.
    Key(String),
    /// Everybody, who sees what was published.
    Public,
}

/// Lets a request in, or tells why not.
pub(super) async fn guard(
    State(office): State<Arc<Office>>,
    mut request: Request,
    next: Next,
) -> Response {
    if !office.is_called(host(&request)) {
        return reply::turned_away(StatusCode::MISDIRECTED_REQUEST);
    }
    if let Some(key) = key(request.uri()).filter(|_| matches!(office.door, Door::Key(_))) {
        return sign_in(&office, &key, &request);
    }
    let Some(who) = who(&office, request.headers()) else {
        return reply::turned_away(StatusCode::UNAUTHORIZED);
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        if *request.method() != Method::POST {
            return reply::turned_away(StatusCode::METHOD_NOT_ALLOWED);
        }
        if who.author.is_none() || !from_here(request.headers(), host(&request)) {
            return reply::turned_away(StatusCode::FORBIDDEN);
        }
    }
    request.extensions_mut().insert(who);
    next.run(request).await
}

/// The name under which one asks.
fn host(request: &Request) -> Option<&str> {
    let mut all = request.headers().get_all(HOST).iter();
    let one = all.next().and_then(|value| value.to_str().ok());
    if all.next().is_some() {
        return None;
    }
    match request.uri().authority() {
        Some(named) if one.is_some_and(|one| one != named.as_str()) => None,
        Some(named) => Some(named.as_str()),
        None => one,
    }
}

fn key(uri: &Uri) -> Option<String> {
    pairs(uri.query().unwrap_or_default())
        .into_iter()
        .find(|(name, _)| name == "key")
        .map(|it| it.1)
}

/// Takes the key for a session, and the key out of the address.
fn sign_in(office: &Office, key: &str, request: &Request) -> Response {
    let Some(session) = office.secrets.sign_in(key) else {
        return reply::turned_away(StatusCode::UNAUTHORIZED);
    };
    let cookie = format!("{}={session}; Path=/; HttpOnly; SameSite=Strict", office.cookie);
    let path = request.uri().path();
    // A browser that followed a link from elsewhere does not send the cookie along where it is sent
    // on to at once, but does so from a page of ours.
    let site = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let direct = matches!(site, None | Some("none" | "same-origin"));
    let mut response = if direct {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        if let Ok(place) = path.parse() {
            response.headers_mut().insert(LOCATION, place);
        }
        response
    } else {
        reply::sent_on(path)
    };
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

fn who(office: &Office, headers: &HeaderMap) -> Option<Who> {
    match &office.door {
        Door::Public => {
            Some(Who { author: None, internal: false, token: String::new(), session: None })
        }
        Door::Key(author) => {
            let session = session(&office.cookie, headers)?;
            office.secrets.knows(&session).then(|| Who {
                author: Some(author.clone()),
                internal: true,
                token: office.secrets.token(&session),
                session: Some(session),
            })
        }
    }
}

fn session(name: &str, headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|all| all.split(';')).filter_map(|one| one.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// Whether a write was sent from a page of this site: browsers say so, and what does not say it is
/// not let in.
fn from_here(headers: &HeaderMap, host: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return false;
    }
    let named = |origin: &str| {
        let rest = origin.split_once("://").map(|(_, rest)| rest)?;
        Some(rest.split('/').next().unwrap_or_default().to_owned())
    };
    match (text(ORIGIN.as_str()), text(REFERER.as_str())) {
        (Some(origin), _) => named(origin).as_deref() == host,
        (None, Some(referer)) => named(referer).as_deref() == host,
        (None, None) => text("sec-fetch-site") == Some("same-origin"),
    }
}
