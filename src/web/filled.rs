//! What was filled in: forms as they are sent, within bounds, and only with their token.

use std::time::Duration;

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::Response;
use http_body_util::{BodyExt as _, Limited};
use tokio::time::timeout;

use super::reply;
use super::who::Who;

/// A form holds no more.
const MOST: usize = 1024 * 1024;
/// A form takes no longer to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// The names and values of a form, or of an address.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled(pub(super) Vec<(String, String)>);

impl Filled {
    /// What was asked for in an address.
    pub(super) fn of(query: Option<&str>) -> Self {
        Self(pairs(query.unwrap_or_default()))
    }

    /// The first value under a name, without blanks around it; none where it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// All values under a name that are not empty.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.0.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The first value under a name as it was sent; empty where it was not.
    pub(super) fn raw(&self, name: &str) -> String {
        let value = self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        value.unwrap_or_default()
    }
}

/// The pairs of a query or a form.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

impl<S: Sync> FromRequest<S> for Filled {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let who = request.extensions().get::<Who>().cloned();
        let away = reply::turned_away;
        let who = who.ok_or_else(|| away(StatusCode::UNAUTHORIZED))?;
        let body = Limited::new(request.into_body(), MOST).collect();
        let body = timeout(PATIENCE, body).await;
        let body = body.map_err(|_| away(StatusCode::REQUEST_TIMEOUT))?;
        let body = body.map_err(|_| away(StatusCode::PAYLOAD_TOO_LARGE))?.to_bytes();
        let filled = Self(form_urlencoded::parse(&body).into_owned().collect());
        if filled.get("token") == Some(who.token.as_str()) {
            Ok(filled)
        } else {
            Err(away(StatusCode::FORBIDDEN))
        }
    }
}
