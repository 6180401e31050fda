//! Who is let in: the name under which one asks, the key, and where a write comes from.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{COOKIE, HOST, IF_NONE_MATCH, LOCATION, ORIGIN, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::filled::pairs;
use super::office::Office;
use super::pool::Undone;
use super::reply;
use super::who::{Door, Peer, Who};
use crate::domain::Access;

/// The head of a request holds no more bytes.
pub(super) const HEAD_BYTES: usize = 32 * 1024;

/// Lets a request in, or tells why not.
pub(super) async fn guard(
    State(office): State<Arc<Office>>,
    mut request: Request,
    next: Next,
) -> Response {
    if size_of_head(&request) > HEAD_BYTES {
        return reply::turned_away(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    }
    if !office.is_called(host(&request)) {
        return reply::turned_away(StatusCode::MISDIRECTED_REQUEST);
    }
    if let Some(key) = key(request.uri()).filter(|_| matches!(office.door, Door::Key(_))) {
        return sign_in(&office, &key, &request);
    }
    let mut who = match asked(&office, &request) {
        Ok(Caller::Known(who)) => *who,
        Ok(Caller::Named(login)) => match named(&office, login).await {
            Ok(who) => who,
            Err(status) => return reply::turned_away(status),
        },
        Err(status) => return reply::turned_away(status),
    };
    let has = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    who.has = has.map(str::to_owned);
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        if *request.method() != Method::POST {
            return reply::turned_away(StatusCode::METHOD_NOT_ALLOWED);
        }
        if !(who.writes() || who.session.is_some()) || !from_here(request.headers(), host(&request))
        {
            return reply::turned_away(StatusCode::FORBIDDEN);
        }
    }
    request.extensions_mut().insert(who);
    next.run(request).await
}

/// So many bytes the head of a request takes, its line and ends of lines counted: what reads it takes more
/// where more has come at once.
fn size_of_head(request: &Request) -> usize {
    let line = request.method().as_str().len() + request.uri().to_string().len();
    let lines = request.headers().iter();
    line + lines.map(|(name, value)| name.as_str().len() + value.len() + 4).sum::<usize>()
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

/// Who asks, or the login by which to find out.
enum Caller {
    Known(Box<Who>),
    Named(String),
}

fn asked(office: &Office, request: &Request) -> Result<Caller, StatusCode> {
    let known = |who| Ok(Caller::Known(Box::new(who)));
    let headers = request.headers();
    match &office.door {
        Door::Public => known(Who::reader(true)),
        Door::Key(author) => {
            let session = session(&office.cookie, headers).ok_or(StatusCode::UNAUTHORIZED)?;
            if !office.secrets.knows(&session) {
                return Err(StatusCode::UNAUTHORIZED);
            }
            known(Who {
                author: Some(author.clone()),
                internal: true,
                token: office.secrets.token(&session),
                session: Some(session),
                role: Access::Editor,
                ..Who::reader(false)
            })
        }
        Door::Named { header, trusted } => {
            let peer = request.extensions().get::<Peer>().map(|peer| peer.0.to_canonical());
            if !peer.is_some_and(|peer| trusted.contains(&peer)) {
                return Err(StatusCode::FORBIDDEN);
            }
            let mut all = headers.get_all(header).iter();
            let login = all.next().and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
            let login = login.map(str::trim).filter(|login| !login.is_empty());
            let (Some(login), None) = (login, all.next()) else {
                return Err(StatusCode::UNAUTHORIZED);
            };
            if matches!(request.uri().path(), "/style.css" | "/script.js") {
                return known(Who::reader(false));
            }
            Ok(Caller::Named(login.to_owned()))
        }
    }
}

/// Whom a login is listed as; one that is not sees what was published.
async fn named(office: &Arc<Office>, login: String) -> Result<Who, StatusCode> {
    let token = office.secrets.token(&login);
    let asked = login.clone();
    let found = office.pool.with(login.clone(), move |app| app.account(&asked)).await;
    let line = match found {
        Ok(Ok(line)) => line,
        Err(Undone::Crowded) => return Err(StatusCode::SERVICE_UNAVAILABLE),
        Ok(Err(_)) | Err(_) => return Err(StatusCode::INTERNAL_SERVER_ERROR),
    };
    let Some(line) = line else { return Ok(Who::reader(false)) };
    Ok(Who {
        author: Some(login),
        internal: line.internal,
        token,
        role: line.role,
        institution: line.entity.zip(line.assessor),
        ..Who::reader(false)
    })
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
