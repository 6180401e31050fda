//! A file that is sent: read within bounds, and held for its confirmation a quarter of an hour.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::Response;
use http_body_util::{BodyExt as _, Limited};
use sha2::{Digest, Sha256};
use tokio::time::{sleep, timeout};

use super::filled::Filled;
use super::office::Office;
use super::reply;
use super::who::Who;
use crate::domain::ledger::hex;

/// A file holds no more.
const MOST: usize = 10 * 1024 * 1024;
/// The form around it holds no more.
const AROUND: usize = 64 * 1024;
/// A file takes no longer to come.
const PATIENCE: Duration = Duration::from_mins(2);
/// So long a file is held for its confirmation.
const HELD: Duration = Duration::from_mins(15);

/// What came.
pub(super) struct Upload {
    /// The fields beside the file.
    pub(super) filled: Filled,
    /// The file's name without folders; empty where none was chosen.
    pub(super) name: String,
    /// Its content.
    pub(super) bytes: Bytes,
}

impl FromRequest<Arc<Office>> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, office: &Arc<Office>) -> Result<Self, Response> {
        let away = reply::turned_away;
        let who = request.extensions().get::<Who>().cloned();
        let who = who.ok_or_else(|| away(StatusCode::UNAUTHORIZED))?;
        let seat = timeout(PATIENCE, office.keeper.seats.acquire()).await;
        let Ok(Ok(_seat)) = seat else { return Err(away(StatusCode::SERVICE_UNAVAILABLE)) };
        let (parts, body) = request.into_parts();
        let body = timeout(PATIENCE, Limited::new(body, MOST + AROUND).collect()).await;
        let body = body.map_err(|_| away(StatusCode::REQUEST_TIMEOUT))?;
        let body = body.map_err(|_| away(StatusCode::PAYLOAD_TOO_LARGE))?.to_bytes();
        let request = Request::from_parts(parts, Body::from(body));
        let upload = read(request, office).await.ok_or_else(|| away(StatusCode::BAD_REQUEST))?;
        if upload.filled.get("token") != Some(who.token.as_str()) {
            return Err(away(StatusCode::FORBIDDEN));
        }
        let (keeper, whose) = (Arc::clone(&office.keeper), who.token);
        let digest = hex(&Sha256::digest(&upload.bytes));
        tokio::spawn(async move {
            sleep(HELD).await;
            keeper.let_go(&whose, &digest);
        });
        Ok(upload)
    }
}

/// The fields of the form, and its file. The bound on its size was kept before.
async fn read(request: Request, office: &Arc<Office>) -> Option<Upload> {
    let mut parts = Multipart::from_request(request, office).await.ok()?;
    let mut upload = Upload { filled: Filled::default(), name: String::new(), bytes: Bytes::new() };
    while let Some(field) = parts.next_field().await.ok()? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            // Only the last part of it: no path is taken from a request.
            Some(file) => {
                file.rsplit(['/', '\\']).next().unwrap_or_default().clone_into(&mut upload.name);
                upload.bytes = field.bytes().await.ok()?;
            }
            None => upload.filled.0.push((name, field.text().await.ok()?)),
        }
    }
    Some(upload)
}
