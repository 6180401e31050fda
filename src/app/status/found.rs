//! Evidence as it was found: an address, a symbol, or a file that was read and hashed.

use crate::app::error::{AppError, Result};
use crate::app::trust::hash_file;
use crate::domain::evidence::Place;
use crate::domain::ledger::Record;

/// A piece of evidence as it will be stored.
#[derive(Debug, Clone)]
pub(in crate::app) struct Found {
    place: Place,
    sha256: Option<String>,
}

impl Found {
    /// Reads an address; a file is read and hashed.
    pub(in crate::app) fn parse(text: &str) -> Result<Self> {
        let place = Place::parse(text).map_err(|error| {
            AppError::refused(
                error.to_string(),
                "evidence is an http or https address, a UN symbol (`A/HRC/42/10:25`) or a file",
            )
        })?;
        let sha256 = match &place {
            Place::File(path) => Some(hash_file(path)?),
            _ => None,
        };
        Ok(Self { place, sha256 })
    }

    /// Its record; a file is public only where it was published.
    pub(in crate::app) fn record(&self, item: i64, public_file: bool) -> Record {
        let (kind, public) = match &self.place {
            Place::Url(_) => ("url", true),
            Place::Document { .. } => ("document", true),
            Place::File(_) => ("file", public_file),
        };
        let (address, paragraph) = match &self.place {
            Place::Url(text) | Place::File(text) => (text.clone(), None),
            Place::Document { symbol, paragraph } => (symbol.clone(), paragraph.clone()),
        };
        Record::new("evidence")
            .with("item_id", item)
            .with("kind", kind)
            .with("effect", "supports")
            .with("public", public)
            .with("address", address)
            .with("paragraph", paragraph)
            .with("sha256", self.sha256.clone())
    }
}
