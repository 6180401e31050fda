//! Who asks, and how one gets in.

use std::net::IpAddr;

use axum::http::header::HeaderName;

use crate::domain::Access;

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
    /// What they may do.
    pub(super) role: Access,
    /// The institution for which they record, and its voice.
    pub(super) institution: Option<(String, String)>,
    /// Whether anybody sees the same, so that it may be kept on the way.
    pub(super) anybody: bool,
    /// What they have of the page already.
    pub(super) has: Option<String>,
}

impl Who {
    /// Somebody who reads what was published.
    pub(super) fn reader(anybody: bool) -> Self {
        Self {
            author: None,
            internal: false,
            token: String::new(),
            session: None,
            role: Access::Reader,
            institution: None,
            anybody,
            has: None,
        }
    }

    /// Whether they may record something.
    pub(super) fn writes(&self) -> bool {
        self.author.is_some() && self.role != Access::Reader
    }

    /// Whether they may record for the office, and bring files in.
    pub(super) fn edits(&self) -> bool {
        self.author.is_some() && self.role == Access::Editor
    }
}

/// How one gets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Door {
    /// With the key of this run, as this author.
    Key(String),
    /// Everybody, who sees what was published.
    Public,
    /// Whoever the office's own sign-in names in a line of the head, which is believed only where it
    /// comes from one of these addresses.
    Named {
        /// The line of the head.
        header: HeaderName,
        /// From where it is believed.
        trusted: Vec<IpAddr>,
    },
}

/// From where one is connected.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);
