//! What can be seen of a home.

/// What was seen of a home: what it is, and what this user may do there.
#[derive(Debug, Clone, Default)]
pub struct HomeFacts {
    /// The server's own version.
    pub server: Option<String>,
    /// Whether the connection is encrypted.
    pub encrypted: bool,
    /// The format.
    pub format: Option<i64>,
    /// Whether it follows another server.
    pub standby: bool,
    /// Whether this user may read what is internal.
    pub secrets: bool,
    /// Whether this user may append.
    pub writes: bool,
    /// Whether this user may destroy.
    pub destroys: bool,
    /// Whether each trigger that keeps it append-only is there and acts.
    pub guarded: bool,
    /// Its newest entry, and its hash in hexadecimal digits.
    pub head: Option<(i64, String)>,
}
