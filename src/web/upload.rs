//! Files that are brought in: held without a name for a quarter of an hour, found again by their digest.

use std::collections::HashMap;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::Response;
use http_body_util::{BodyExt as _, Limited};
use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::door::Who;
use super::filled::Filled;
use super::reply;
use super::server::Office;
use crate::domain::ledger::hex;

/// A file holds no more.
const MOST: usize = 10 * 1024 * 1024;
/// The form around it holds no more.
const AROUND: usize = 64 * 1024;
/// A file takes no longer to come.
const PATIENCE: Duration = Duration::from_mins(2);
/// So long a file is held for its confirmation.
const HELD: Duration = Duration::from_mins(15);
/// So many are held at once; a further one takes the place of another.
const SHELVES: usize = 8;
/// So much of each is held in memory; the rest in a file without a name.
const IN_MEMORY: usize = 256 * 1024;

/// What came.
pub(super) struct Upload {
    /// The fields beside the file.
    pub(super) filled: Filled,
    /// The file's name without folders; empty where none was chosen.
    pub(super) name: String,
    /// Its content.
    pub(super) bytes: Bytes,
}

/// The files that wait for their confirmation.
pub(super) struct Keeper {
    shelves: Mutex<HashMap<(String, String), Held>>,
    /// So many come in at once, each held whole.
    seats: Semaphore,
}

struct Held {
    name: String,
    file: SpooledTempFile,
}

impl Keeper {
    pub(super) fn new() -> Self {
        Self { shelves: Mutex::new(HashMap::new()), seats: Semaphore::new(2) }
    }

    /// Holds a file for whoever sent it; gives its digest.
    ///
    /// # Errors
    /// Where the temporary folder has no room.
    pub(super) fn hold(
        self: &Arc<Self>,
        whose: &str,
        name: &str,
        bytes: &[u8],
    ) -> io::Result<String> {
        let digest = hex(&Sha256::digest(bytes));
        let mut file = SpooledTempFile::new(IN_MEMORY);
        file.write_all(bytes)?;
        let place = (whose.to_owned(), digest.clone());
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        if shelves.len() >= SHELVES
            && !shelves.contains_key(&place)
            && let Some(other) = shelves.keys().next().cloned()
        {
            shelves.remove(&other);
        }
        shelves.insert(place, Held { name: name.to_owned(), file });
        Ok(digest)
    }

    /// The name and the bytes of a file that somebody sent; none where it is held no more.
    pub(super) fn get(&self, whose: &str, digest: &str) -> Option<(String, Vec<u8>)> {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        let held = shelves.get_mut(&(whose.to_owned(), digest.to_owned()))?;
        let mut bytes = Vec::new();
        held.file.rewind().ok()?;
        held.file.read_to_end(&mut bytes).ok()?;
        (hex(&Sha256::digest(&bytes)) == digest).then(|| (held.name.clone(), bytes))
    }

    /// Holds it no longer.
    pub(super) fn let_go(&self, whose: &str, digest: &str) {
        let place = (whose.to_owned(), digest.to_owned());
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner).remove(&place);
    }
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
