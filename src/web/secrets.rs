//! What nobody can guess: the key of a run, sessions, and the tokens of forms.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::domain::ledger::hex;

/// Sessions at the most; more sign-ins end the run's first ones.
const SESSIONS: usize = 1_000;

/// The secrets of one run; nothing of them is kept.
pub(super) struct RunSecrets {
    key: String,
    salt: String,
    sessions: Mutex<HashSet<String>>,
}

impl RunSecrets {
    /// New ones.
    ///
    /// # Errors
    /// Where the system has no randomness to give.
    pub(super) fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { key: random()?, salt: random()?, sessions: Mutex::new(HashSet::new()) })
    }

    /// The key that opens a session.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// A new session for whoever has the key.
    pub(super) fn sign_in(&self, key: &str) -> Option<String> {
        // Digests are compared: the time that it takes tells nothing of the key.
        if Sha256::digest(key) != Sha256::digest(&self.key) {
            return None;
        }
        let session = random().ok()?;
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if sessions.len() >= SESSIONS {
            sessions.clear();
        }
        sessions.insert(self.digest("session", &session));
        Some(session)
    }

    /// Whether a session was opened and not ended.
    pub(super) fn knows(&self, session: &str) -> bool {
        let digest = self.digest("session", session);
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).contains(&digest)
    }

    /// Ends a session.
    pub(super) fn sign_out(&self, session: &str) {
        let digest = self.digest("session", session);
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).remove(&digest);
    }

    /// The token that a form of this session or login carries.
    pub(super) fn token(&self, whose: &str) -> String {
        self.digest("form", whose)
    }

    fn digest(&self, what: &str, text: &str) -> String {
        let salted = format!("{what}\n{}\n{text}", self.salt);
        hex(&Sha256::digest(salted))
    }
}

/// 256 bits that nobody can guess, in hex.
pub(super) fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}
