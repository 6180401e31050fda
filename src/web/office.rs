//! The server's state: what every request is answered with.

use std::sync::Arc;

use super::keeper::Keeper;
use super::pool::Pool;
use super::secrets::RunSecrets;
use super::who::Door;

/// The server's state, shared by all requests.
pub(super) struct Office {
    pub(super) pool: Arc<Pool>,
    pub(super) door: Door,
    pub(super) secrets: RunSecrets,
    /// The name of the cookie that holds a session; browsers keep one jar for all ports.
    pub(super) cookie: String,
    pub(super) version: &'static str,
    /// The files that wait to be brought in.
    pub(super) keeper: Arc<Keeper>,
    /// The names under which the pages are offered.
    pub(super) hosts: Vec<String>,
    /// Where requests are noted.
    pub(super) log: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Office {
    /// Whether these pages are offered under this name.
    pub(super) fn is_called(&self, host: Option<&str>) -> bool {
        host.is_some_and(|host| self.hosts.iter().any(|name| name.eq_ignore_ascii_case(host)))
    }
}
