//! What an office's headings and words mean: said once, remembered in the file, listed.

use crate::app::App;
use crate::app::error::Result;
use crate::domain::Level;
use crate::domain::claims::MappingClaim;
use crate::domain::identity::letters;
use crate::report::Document;
use crate::report::imports::maps;
use crate::store::Read;

use super::Request;
use super::merge::Work;

/// The request, with what the file remembers of earlier ones. What was said later comes first.
pub(super) fn with_known(request: &Request, tx: &dyn Read) -> Result<Request> {
    let mut request = request.clone();
    for line in tx.list_mappings()?.into_iter().rev() {
        let mapping = &mut request.mapping;
        match (line.kind.as_str(), line.meaning) {
            ("column", _) => mapping.known_columns.push((line.field, line.printed)),
            ("word", Some(meaning)) => mapping.known_words.push((line.printed, meaning)),
            _ => {}
        }
    }
    Ok(request)
}

/// Remembers what the command said of headings and words and the file does not know yet.
pub(super) fn remember(work: &mut Work<'_>) -> Result<()> {
    let mapping = &work.request.mapping;
    let mut rows = Vec::new();
    for (field, heading) in &mapping.columns {
        let same =
            |(of, known): &&(String, String)| of == field && letters(known) == letters(heading);
        // The heading that a field was found under last is the one that is looked for first.
        let last = mapping.known_columns.iter().find(|(of, _)| of == field);
        if !last.iter().any(same) {
            rows.push(MappingClaim::column(field, heading));
        }
    }
    for (word, meaning) in &mapping.words {
        let mut known = mapping.known_words.iter();
        let last = known.find(|(known, _)| letters(known) == letters(word));
        if last.is_none_or(|(_, known)| known != meaning) {
            let status = Level::from_slug(meaning).is_some();
            rows.push(MappingClaim::word(
                if status { "status" } else { "position" },
                word,
                meaning,
            ));
        }
    }
    if !rows.is_empty() {
        work.append(None, None, rows)?;
    }
    Ok(())
}

impl App<'_> {
    /// The headings and words that this file remembers the meaning of.
    ///
    /// # Errors
    /// The store's.
    pub fn maps(&mut self) -> Result<Document<'static>> {
        let tx = self.store.read()?;
        Ok(maps::document(&tx.list_mappings()?))
    }
}
